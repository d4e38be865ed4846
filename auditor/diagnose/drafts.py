"""A cause before it has a number."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple

from auditor.model import NO_TEXT, Alternative, Fact, Text

Confidence = Literal["high", "medium", "low"]


class Draft(NamedTuple):
    """A cause whose findings are known by the indexes of their checks; the rest as in `Cause`."""

    kind: str
    fact: Fact
    suggested: Decimal | None
    confidence: Confidence
    checks: tuple[int, ...]
    alternatives: tuple[Alternative, ...] = ()
    figures: tuple[Fact, ...] = ()
    vouchers: int = 0
    detail: Text = NO_TEXT
    follows: tuple[Alternative, ...] = ()

    def names(self) -> frozenset[int]:
        """Return the ids of all figures that the cause calls wrong."""
        return frozenset((self.fact.id, *(fact.id for fact in self.figures)))
