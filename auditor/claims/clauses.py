"""What stands to the left of a figure or word: the cue nearest to it, the base, and the name of the item."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from auditor.claims.lexicon import Lexicon
from auditor.claims.names import NO_NAME, Name, fold
from auditor.claims.token import Token
from auditor.model import Base

_NAMING = frozenset({"text", "aside", "grade", "pause", "date", "code", "excluded", "quantity"})
_WRITTEN = frozenset({"text", "aside", "grade", "pause", "quantity"})
_CUES = frozenset({"direction", "share", "completion"})


class Clause(NamedTuple):
    """The tokens before a figure, sorted: name tokens before and after the cue, the cue, the base."""

    before: tuple[Token, ...]
    cue: Token | None
    after: tuple[Token, ...]
    base: Base | None
    touching: bool  # the base stands right before the figure
    compared: bool = False  # the name stands after the base, and is that of what is compared with


def clause(left: Sequence[Token]) -> Clause:
    """Sort the tokens since the last delimiter or figure."""
    cue, based, at = None, None, len(left)
    for place, token in enumerate(left):
        if token.kind in _CUES:
            cue, at = token, place
        elif token.kind == "base":
            based = token
    before, between = [token for token in left[:at] if token.kind in _NAMING], []
    if based is not None:
        between = [token for token in before if token.start > based.start and _says(token)]
        before = between or [token for token in before if token.start < based.start]
    after = [token for token in left[at + 1 :] if token.kind in _NAMING]
    linked = len(left) > 1 and left[-1].text == "的"  # 较2024年的2190万元减少221万元
    touching = bool(left) and left[-2 if linked else -1].kind == "base"
    return Clause(tuple(before), cue, tuple(after), based.base if based else None, touching, bool(between))


def _says(token: Token) -> bool:
    return token.kind in {"text", "aside"} and bool(token.text.strip("“”的"))


def name_of(tokens: Sequence[Token], lexicon: Lexicon) -> Name:
    """Fold the name that some tokens print; what stands before a date is the issuer, unless it ends in 的."""
    code = next((token.text.strip("（）类款项") for token in tokens if token.kind == "code"), "")
    dates = [i for i, token in enumerate(tokens) if token.kind == "date"]
    if dates:
        late = tokens[dates[-1] + 1 :]
        early = tokens[: dates[-1]]
        if not written(early).endswith("的"):
            name = fold(written(late), lexicon, code)
            if name.item or not written(early):
                return name
    text = written(tokens)
    return fold(text, lexicon, code) if text or code else NO_NAME


def year_before(tokens: Sequence[Token]) -> str:
    """Return the year of the last date among some tokens, "" when none is printed."""
    years = [token.text[:4] for token in tokens if token.kind == "date" and token.text[:4].isdigit()]
    return years[-1] if years else ""


def written(tokens: Sequence[Token]) -> str:
    """Return the text of name tokens, dates and codes left out."""
    return "".join([token.text for token in tokens if token.kind in _WRITTEN]).strip("、")


def is_particle(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Tell whether nothing but 了, 额, 为, 约 … stands between a direction word and its figure."""
    text = written(tokens)
    particles = lexicon.words("direction.particles")
    while text and (word := particles.at(text, 0)):
        text = text[len(word) :]
    return not text
