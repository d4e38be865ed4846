"""The token that lexer and reading share."""

from __future__ import annotations

from typing import NamedTuple

from auditor.model import Base


class Token(NamedTuple):
    """A piece of a normalised paragraph.

    Attributes:
        kind: text, excluded, code, grade, aside, marker, reason, list, purpose, zero, flat, base, completion, share,
            compare, each, direction, none, date, quantity, stop, semicolon, comma, pause, colon, dots, open, close.
        sign: of a direction or comparison. note: for excluded the reason, for others a variant ("about", "table").
        number, unit, unit_class: of a quantity, as printed; approximate: 约, 余 and the like.
        base: of a base. whole: denominator of a share or completion, object of a comparison.
        word: the telling word, where the token is longer (占 of 占支出总额的).
    """

    kind: str
    start: int
    end: int
    text: str
    sign: int = 0
    note: str = ""
    number: str = ""
    unit: str = ""
    unit_class: str = ""
    approximate: bool = False
    base: Base | None = None
    whole: str = ""
    word: str = ""
