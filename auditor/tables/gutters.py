"""Columns that no line draws: the gutters that all rows leave free, and what the header adds to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from auditor.tables.middle import median
from auditor.tables.records import Chunk, Line

GUTTER = 0.5  # em: columns are at least this far apart
TIGHT = 0.3  # em: columns whose words are aligned on both sides of the gutter may be this close
SIDE = 1.0  # points: words this near to one edge are aligned on it
FEWEST = 3  # words that show an edge
STRAY = 8  # one row in so many may reach over a gutter

Span = tuple[float, float]


def columns_of(body: Sequence[Line]) -> list[float]:
    """Return the column edges: the middle of each gutter that all rows leave free, but for a few long texts across."""
    size = median(line.size for line in body)
    spans = sorted((chunk.x0, chunk.x1) for line in body for chunk in line.chunks)
    edges = [spans[0][0] - 2]
    for left, right in _sparse(spans, len(body) // STRAY):
        inside = [
            span for span in spans if span[1] > left and span[0] < right and not span[0] <= left < right <= span[1]
        ]
        for start, end in _gaps(left, right, inside):
            if end - start >= GUTTER * size or (end - start > TIGHT * size and _are_sides(start, end, spans)):
                edges.append((start + end) / 2)
    return [*edges, max(x1 for _, x1 in spans) + 2]


def _are_sides(start: float, end: float, spans: Sequence[Span]) -> bool:
    """Tell whether words end at one side of a gap and begin at the other, row after row: two columns close together."""
    ends = sum(abs(x1 - start) < SIDE for _, x1 in spans)
    return ends >= FEWEST and sum(abs(x0 - end) < SIDE for x0, _ in spans) >= FEWEST


def _sparse(spans: Sequence[Span], most: int) -> Iterator[Span]:
    """Yield the intervals that at most so many spans touch."""
    covered, start = 0, spans[0][0]
    for x, step in sorted((x, step) for span in spans for x, step in zip(span, (1, -1), strict=True)):
        if covered <= most < covered + step and x > start:
            yield start, x
        if covered > most >= covered + step:
            start = x
        covered += step
    yield start, max(x1 for _, x1 in spans)


def _gaps(left: float, right: float, spans: Sequence[Span]) -> Iterator[Span]:
    """Yield what sorted spans leave free of an interval."""
    for x0, x1 in spans:
        if x0 > left:
            yield left, x0
        left = max(left, x1)
    if right > left:
        yield left, right


def column_of(chunk: Chunk, edges: Sequence[float]) -> int:
    """Return the column in which the middle of a word stands."""
    middle = (chunk.x0 + chunk.x1) / 2
    return min(max(sum(edge <= middle for edge in edges) - 1, 0), len(edges) - 2)


def with_heads(edges: list[float], body: Sequence[Line], heads: Sequence[Span]) -> list[float]:
    """Add the columns that only the header shows, those that are blank."""
    columns = _extents(edges, body)
    matched = {head: [column for column in columns if head[0] < column[1] and head[1] > column[0]] for head in heads}
    taken = {column for found in matched.values() for column in found}
    lone = [head for head, found in matched.items() if not found]
    if not lone or any(len(found) > 1 for found in matched.values()):
        return edges
    parts = sorted([*((column, column in taken, False) for column in columns), *((head, False, True) for head in lone)])
    groups: list[tuple[Span, bool, bool]] = []
    for span, whole, is_head in parts:
        if groups and not whole and not groups[-1][1] and groups[-1][2] != is_head:  # a number beside its heading
            groups[-1] = ((groups[-1][0][0], span[1]), True, False)
        else:
            groups.append((span, whole, is_head))
    return [edges[0], *((a[0][1] + b[0][0]) / 2 for a, b in pairwise(groups)), edges[-1]]


def _extents(edges: Sequence[float], body: Sequence[Line]) -> list[Span]:
    """Return the range of the words of each column."""
    spans: dict[int, Span] = {}
    for line in body:
        for chunk in line.chunks:
            column = column_of(chunk, edges)
            if chunk.x0 >= edges[column] and chunk.x1 <= edges[column + 1]:
                left, right = spans.get(column, (chunk.x0, chunk.x1))
                spans[column] = (min(left, chunk.x0), max(right, chunk.x1))
    return [spans[column] for column in sorted(spans)]
