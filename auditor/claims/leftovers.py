"""Numbers of the narrative that no claim uses, each with the reason."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from auditor.claims.normalise import Normal
from auditor.claims.places import place_of
from auditor.claims.token import Token
from auditor.model import Claim, Excluded, Paragraph

_NUMBER = re.compile(r"[0-9０-９](?:[0-9０-９,，.．]{0,24}[0-9０-９])?")
_AMOUNT = re.compile(r"\d,\d{3}(?!\d)|^\d+\.\d\d$")  # printed as money is: no mark, no page, no year
_YEAR = re.compile(r"(?:19|20)\d{2}")
_CONTEXT = 16  # characters on either side
_UNREAD = {"heading": "marker", "part": "marker", "note": "note", "contents": "contents"}
_NO_FIGURES = frozenset({"note", "contents"})
_SCORES = frozenset({"分", "%", "‰"})


def excluded_numbers(
    paragraphs: Sequence[Paragraph],
    normals: Sequence[Normal],
    tokens: Mapping[int, Sequence[Token]],
    claims: Sequence[Claim],
) -> tuple[Excluded, ...]:
    """Return the numbers that state nothing to check, in reading order."""
    used: dict[int, list[tuple[int, int]]] = {}
    for claim in claims:
        used.setdefault(claim.paragraph, []).append((claim.start, claim.end))
    return tuple(
        excluded
        for paragraph, normal in zip(paragraphs, normals, strict=True)
        for excluded in _of(paragraph, normal, tokens.get(paragraph.index), used.get(paragraph.index, []))
    )


def _of(
    paragraph: Paragraph, normal: Normal, tokens: Sequence[Token] | None, used: list[tuple[int, int]]
) -> Iterator[Excluded]:
    used.sort()
    starts = [start for start, _ in used]
    for found in _NUMBER.finditer(paragraph.text):
        at = bisect_right(starts, found.end() - 1) - 1
        if at >= 0 and used[at][1] > found.start():
            continue
        place = bisect_right(tokens, found.start(), key=lambda token: normal.origin[token.start]) if tokens else 0
        token = tokens[place - 1] if tokens else None
        yield _excluded(paragraph, found, _reason(token, found.group()) if token else _unread(paragraph, found.group()))


def _unread(paragraph: Paragraph, number: str) -> str:
    if paragraph.kind not in _NO_FIGURES and is_money(number):
        return "unread"
    if _YEAR.fullmatch(number):
        return "year"
    return _UNREAD.get(paragraph.kind, "too-long")


def _reason(token: Token, number: str) -> str:
    """Tell why the number of a token states nothing."""
    if token.kind == "quantity":
        return _quantity_reason(token)
    if token.kind in {"share", "completion"}:
        return "denominator"
    if token.kind == "base":
        return "year"
    return token.note or ("year" if _YEAR.fullmatch(number) else "ordinal")


def _quantity_reason(token: Token) -> str:
    if token.approximate:
        return "approximate"
    if token.unit in _SCORES:
        return "performance"
    if token.unit_class in {"count", "area"}:
        return "profile"
    if token.unit_class:
        return "other-unit"
    return "unread" if is_money(token.number) else "marker"


def is_money(number: str) -> bool:
    """Tell whether a number without a unit is printed as amounts are: of a table that was not recognised, perhaps."""
    return bool(_AMOUNT.search(number))


def _excluded(paragraph: Paragraph, found: re.Match[str], reason: str) -> Excluded:
    page, box = place_of(paragraph, found.start(), found.end())
    context = paragraph.text[max(0, found.start() - _CONTEXT) : found.end() + _CONTEXT]
    return Excluded(found.group(), reason, page, box, context)
