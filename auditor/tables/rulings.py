"""Ruling lines: pieces put together, and lines that cross each other gathered into frames."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from auditor.model import Segment
from auditor.tables.middle import median

ALIKE = 1.5  # positions closer than this belong to one line
TOUCH = 3.0  # gap that a line, or a corner, may leave open
SHORTEST = 4.0  # what stays shorter after merging is a dot or a serif, no rule

Frame = tuple[list[Segment], list[Segment]]  # horizontals, verticals


def merge(segments: Iterable[Segment]) -> list[Segment]:
    """Put collinear pieces together: dashes, dots, one rectangle per cell. Sorted by position, then start."""
    ordered = sorted(segments)
    lines: list[Segment] = []
    start, count = 0, len(ordered)
    while start < count:
        end, floor = start + 1, ordered[start].at
        while end < count and ordered[end].at - ordered[end - 1].at <= ALIKE and ordered[end].at - floor <= 2 * ALIKE:
            end += 1
        lines += _joined(ordered[start:end])
        start = end
    return [line for line in lines if line.end - line.start > SHORTEST]


def _joined(pieces: list[Segment]) -> list[Segment]:
    if len(pieces) == 1:
        return pieces
    weight = sum(piece.end - piece.start for piece in pieces)
    at = sum(piece.at * (piece.end - piece.start) for piece in pieces) / weight if weight else pieces[0].at
    spans = sorted((piece.start, piece.end) for piece in pieces)
    reach = _reach(spans)
    lines = []
    low, high = spans[0]
    for start, end in spans[1:]:
        if start <= high + reach:
            high = max(high, end)
        else:
            lines.append(Segment(at, low, high))
            low, high = start, end
    lines.append(Segment(at, low, high))
    return lines


def _reach(spans: Sequence[tuple[float, float]]) -> float:
    """Return the gap that is bridged: wider where a line is drawn in short, evenly spaced dashes."""
    if len(spans) < 6 or median(end - start for start, end in spans) > 12:
        return TOUCH
    gaps = [after[0] - before[1] for before, after in pairwise(spans)]
    wide = [gap for gap in gaps if gap > 0]
    return max(TOUCH, min(8.0, 1.3 * median(wide))) if wide else TOUCH


def frames(horizontals: Sequence[Segment], verticals: Sequence[Segment]) -> list[Frame]:
    """Gather merged lines that cross or touch each other, directly or through others."""
    parent = list(range(len(horizontals) + len(verticals)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    heights = [line.at for line in horizontals]
    for offset, (x, low, high) in enumerate(verticals, len(horizontals)):
        for index in range(bisect_left(heights, low - TOUCH), bisect_right(heights, high + TOUCH)):
            if horizontals[index].start - TOUCH <= x <= horizontals[index].end + TOUCH:
                parent[root(index)] = root(offset)
    gathered: defaultdict[int, Frame] = defaultdict(lambda: ([], []))
    for index, line in enumerate(horizontals):
        gathered[root(index)][0].append(line)
    for offset, line in enumerate(verticals, len(horizontals)):
        gathered[root(offset)][1].append(line)
    return _with_free_sides(list(gathered.values()))


def _with_free_sides(found: list[Frame]) -> list[Frame]:
    """Give verticals that touch nothing to the frame whose own vertical they continue: below a merged cell, say."""
    whole = [frame for frame in found if frame[0]]
    for _, verticals in (frame for frame in found if not frame[0]):
        for line in verticals:
            owner = next((frame for frame in whole if _continues(line, frame[1])), None)
            if owner is not None:
                owner[1].append(line)
    return whole


def _continues(line: Segment, verticals: Sequence[Segment]) -> bool:
    """Tell whether a line stands above or below one of these, and no further than the longest of them reaches."""
    top = min((other.start for other in verticals), default=line.end)
    bottom = max((other.end for other in verticals), default=line.start)
    inside = line.start > top - TOUCH and line.end < bottom + TOUCH
    return inside and any(abs(other.at - line.at) <= ALIKE for other in verticals)
