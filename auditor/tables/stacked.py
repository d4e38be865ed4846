"""The header of a table that no lines draw: which words stand over several columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from auditor.tables.records import Line, Region


class Word(NamedTuple):
    """A word of the header: its middle, its column, its line."""

    middle: float
    column: int
    line: Line


class Spanner(NamedTuple):
    """A word over the columns first … last."""

    word: Word
    first: int
    last: int


def header_rows(lines: Sequence[Line], xs: Sequence[float]) -> tuple[list[Region], list[float]]:
    """Return the header cells of given lines, and the upper edges of the header rows: none, one or two."""
    if not lines:
        return [], []
    columns = len(xs) - 1
    words = [_word(chunk.x0, chunk.x1, line, xs) for line in lines for chunk in line.chunks]
    spanners = _spanners(words, xs)
    top = lines[0].top - 2
    if not spanners:
        return [Region(0, column, 1, 1) for column in range(columns)], [top]
    below = min(word.line.top for word in words if any(_is_below(word, spanner) for spanner in spanners))
    lowest = max(spanner.word.line.baseline for spanner in spanners)
    return _two_levels(spanners, columns), [top, (lowest + below) / 2]


def _word(x0: float, x1: float, line: Line, xs: Sequence[float]) -> Word:
    middle = (x0 + x1) / 2
    return Word(middle, min(max(sum(x <= middle for x in xs) - 1, 0), len(xs) - 2), line)


def _is_below(word: Word, spanner: Spanner) -> bool:
    return _is_lower(word, spanner.word) and spanner.first <= word.column <= spanner.last


def _is_lower(word: Word, other: Word) -> bool:
    return word.line.baseline > other.line.baseline + 0.8 * other.line.size


def _spanners(words: Sequence[Word], xs: Sequence[float]) -> list[Spanner]:
    """Return the words that stand over the middle of several columns, each with a word of its own further down."""
    found: list[Spanner] = []
    for word in words:
        below = {other.column for other in words if _is_lower(other, word)}
        beside = [other.middle for other in words if other.line is word.line and other is not word]
        best = _widest(word, below, beside, xs)
        if best and not any(spanner.first <= best.last and best.first <= spanner.last for spanner in found):
            found.append(best)
    return sorted(found, key=lambda spanner: spanner.first)


def _widest(word: Word, below: set[int], beside: Sequence[float], xs: Sequence[float]) -> Spanner | None:
    best: Spanner | None = None
    for first in sorted(below):
        last = first
        while last + 1 in below:
            last += 1
            left, right = xs[first], xs[last + 1]
            centred = abs((left + right) / 2 - word.middle) <= max(word.line.size, 0.12 * (right - left))
            alone = not any(left < middle < right for middle in beside)
            if centred and alone and (best is None or last - first > best.last - best.first):
                best = Spanner(word, first, last)
    return best


def _two_levels(spanners: Sequence[Spanner], columns: int) -> list[Region]:
    """Return the cells of two header rows: spanners above their columns, the others over both rows."""
    regions: list[Region] = []
    lower: list[Region] = []
    column = 0
    for spanner in [*spanners, None]:
        end = spanner.first if spanner else columns
        regions += [Region(0, single, 2, 1) for single in range(column, end)]
        if spanner:
            regions.append(Region(0, spanner.first, 1, spanner.last - spanner.first + 1))
            lower += [Region(1, under, 1, 1) for under in range(spanner.first, spanner.last + 1)]
            column = spanner.last + 1
    return regions + lower
