"""The header of a table that no lines draw: which words stand over several columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from auditor.tables.records import Chunk, Line, Region


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
    """Return the header cells of given lines, and the upper edges of the header rows, none without lines."""
    if not lines:
        return [], []
    columns = len(xs) - 1
    words = [_word(chunk.x0, chunk.x1, line, xs) for line in lines for chunk in line.chunks]
    spanners = _spanners(words, xs)
    levels = [_level(spanner, spanners) for spanner in spanners]
    depth = max(levels, default=-1) + 2
    under = [
        1 + max((at for at, own in zip(levels, spanners, strict=True) if own.first <= column <= own.last), default=-1)
        for column in range(columns)
    ]
    regions = [
        Region(level, own.first, 1, own.last - own.first + 1) for level, own in zip(levels, spanners, strict=True)
    ]
    regions += [Region(level, column, depth - level, 1) for column, level in enumerate(under)]
    edges = [lines[0].top - 2]
    for level in range(1, depth):
        lowest = max(own.word.line.baseline for at, own in zip(levels, spanners, strict=True) if at == level - 1)
        below = [word.line.top for word in words if word.line.baseline > lowest + 0.8 * word.line.size]
        edges.append((lowest + min(below, default=lines[-1].baseline)) / 2)
    return sorted(regions), edges


def _level(spanner: Spanner, spanners: Sequence[Spanner]) -> int:
    """Return how many spanners stand above another one."""
    return sum(
        own is not spanner
        and own.first <= spanner.first
        and spanner.last <= own.last
        and _is_lower(spanner.word, own.word)
        for own in spanners
    )


def _word(x0: float, x1: float, line: Line, xs: Sequence[float]) -> Word:
    middle = (x0 + x1) / 2
    return Word(middle, min(max(sum(x <= middle for x in xs) - 1, 0), len(xs) - 2), line)


def _is_lower(word: Word, other: Word) -> bool:
    return word.line.baseline > other.line.baseline + 0.8 * other.line.size


def _spanners(words: Sequence[Word], xs: Sequence[float]) -> list[Spanner]:
    """Return the words that stand over the middle of several columns, each with a word of its own further down."""
    found: list[Spanner] = []
    for word in words:
        below = {other.column for other in words if _is_lower(other, word)}
        beside = [other.middle for other in words if other.line is word.line and other is not word]
        best = _widest(word, below, beside, xs)
        if best and not any(_clash(best, other) for other in found):
            found.append(best)
    return found


def _clash(one: Spanner, other: Spanner) -> bool:
    """Tell whether two spanners overlap without the lower one standing inside the upper one."""
    apart = one.last < other.first or other.last < one.first
    inside = other.first <= one.first and one.last <= other.last and (one.first, one.last) != (other.first, other.last)
    return not apart and not (inside and _is_lower(one.word, other.word))


def _widest(word: Word, below: set[int], beside: Sequence[float], xs: Sequence[float]) -> Spanner | None:
    """Return the columns whose middle a word marks best, the more the better."""
    found: list[tuple[int, int, int]] = []
    for first in sorted(below):
        last = first
        while last + 1 in below:
            last += 1
            left, right = xs[first], xs[last + 1]
            off = abs((left + right) / 2 - word.middle)
            alone = not any(left < middle < right for middle in beside)
            if alone and off <= max(word.line.size, 0.12 * (right - left)):
                found.append((int(off / (2 * word.line.size)), first - last, first))
    if not found:
        return None
    _, width, first = min(found)
    return Spanner(word, first, first - width)


def leaves(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """Return the x ranges of the words that head a single column each, lines of one word together."""
    chunks = [(chunk, line) for line in reversed(lines) for chunk in line.chunks]
    ranges: list[list[float]] = []
    for chunk, line in chunks:
        if _heads_several(chunk, line, chunks):
            continue
        touched = [own for own in ranges if own[0] < chunk.x1 and own[1] > chunk.x0]
        if not touched:
            ranges.append([chunk.x0, chunk.x1])
        elif len(touched) == 1:
            touched[0][:] = [min(touched[0][0], chunk.x0), max(touched[0][1], chunk.x1)]
    return sorted((left, right) for left, right in ranges)


def _heads_several(chunk: Chunk, line: Line, chunks: Sequence[tuple[Chunk, Line]]) -> bool:
    """Tell whether a word stands over the middle of words further down, with no other word of its line between."""
    middle = (chunk.x0 + chunk.x1) / 2
    lower = sorted((c.x0 + c.x1) / 2 for c, own in chunks if own.baseline > line.baseline + 0.8 * line.size)
    others = [(c.x0 + c.x1) / 2 for c, own in chunks if own is line and c is not chunk]
    for at, left in enumerate(lower):
        for right in lower[at + 1 :]:
            between = any(left <= other <= right for other in others)
            centred = abs((left + right) / 2 - middle) <= max(line.size, 0.1 * (right - left))
            if right - left > line.size and centred and not between:
                return True
    return False
