"""Printed text to the form the lexer reads, and the way back.

Full-width digits, letters and signs are folded, brackets and punctuation become full-width, blanks beside CJK go.
Offsets of the normalised text lead back to the printed text, so that nothing that is quoted was ever changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_FOLD = {
    **{code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)},  # digits
    **{code: code - 0xFEE0 for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))},  # letters
    **str.maketrans("％．＋－−﹣＝＜＞()[]【】:;!?｡､﹐︰", "%.+---=<>（）（）（）：；！？。、，："),
}
_THOUSANDS = re.compile(r"(?<![\d.,，])\d{1,3}(?:[,，]\d{3}){1,6}(?![\d,，])")
_SPACED = re.compile(r"(?<![\d.,，A-Za-z])(?<!\d )\d(?:(?: ?[,，.] ?| )\d){2,24}(?! ?[\d.,，])(?= ?([年万亿千元%])|)")
_WELL_FORMED = re.compile(r"(?:\d{1,3}(?:[,，]\d{3}){1,6}|\d{1,18})(?:\.\d{1,6})?")
_BLANK = re.compile(r"\s+")
_PLAIN = re.compile(r"[A-Za-z0-9.%]")


class Normal(NamedTuple):
    """Normalised text; `origin[i]` is the offset in the printed text of character i, with one more for the end."""

    text: str
    origin: Sequence[int]

    def printed_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the printed text that a span of the normalised text came from."""
        if start >= end:
            return self.origin[start], self.origin[start]
        return self.origin[start], self.origin[end - 1] + 1


def normalise(printed: str) -> Normal:
    """Fold one paragraph."""
    folded = printed.translate(_FOLD)
    if not _BLANK.search(folded):
        return Normal(_commas(folded), range(len(printed) + 1))
    keep = bytearray(b"\1" * len(folded))
    for blank in _BLANK.finditer(folded):
        if not _keeps_blank(folded, blank.start(), blank.end()):
            keep[blank.start() : blank.end()] = bytes(blank.end() - blank.start())
    for start, end in _letter_spaced(folded):
        keep[start:end] = bytes(kept and not folded[i].isspace() for i, kept in enumerate(keep[start:end], start))
    origin = [i for i, kept in enumerate(keep) if kept]
    text = "".join([folded[i] for i in origin])
    return Normal(_commas(text), (*origin, len(printed)))


def _letter_spaced(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of numbers whose every digit stands alone: 2 4,1 6 9; 2 0 2 4年. 1 2 3 alone is an enumeration."""
    for found in _SPACED.finditer(text):
        number = found.group().replace(" ", "")
        telling = found[1] or not number.isdecimal()
        if telling and " " in found.group() and _WELL_FORMED.fullmatch(number):
            yield found.span()


def _keeps_blank(text: str, start: int, end: int) -> bool:
    """Blanks stay between Latin letters and between digits: they part words there."""
    if start == 0 or end == len(text):
        return False
    before, after = text[start - 1], text[end]
    return bool(_PLAIN.match(before) and _PLAIN.match(after) and after not in ".%" and before != ".")


def _commas(text: str) -> str:
    """A comma is a thousands mark inside a well-formed number and nowhere else: 4125.49,4143.91 are two figures."""
    if "," not in text and "，" not in text:
        return text
    pieces: list[str] = []
    last = 0
    for number in _THOUSANDS.finditer(text):
        pieces += (text[last : number.start()].replace(",", "，"), number.group().replace("，", ","))
        last = number.end()
    pieces.append(text[last:].replace(",", "，"))
    return "".join(pieces)
