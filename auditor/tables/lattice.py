"""From a frame of ruling lines to a grid: edges, which of them are drawn, and the cells between."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from auditor.model import Segment
from auditor.tables.records import Grid, Region
from auditor.tables.rulings import Frame

SAME_EDGE = 3.5  # double rules and lines drawn twice are one edge
OVERHANG = 8.0  # lines that reach this far beyond the last crossing line tell of a side left open
LARGEST = 50_000  # corners from which a frame is a drawing, and no table
DRAWN = 0.6  # share of an edge between two corners that must be drawn

Drawn = list[list[bool]]  # per edge, per interval between corners: is a line drawn there


def lattice(frame: Frame) -> Grid | None:
    """Return the grid that a frame draws, None when it has fewer than two cells."""
    horizontals, verticals = frame
    if not horizontals or not verticals:
        return None
    xs, ys = _edges(verticals), _edges(horizontals)
    if len(xs) * len(ys) > LARGEST:
        return None
    across, down = _drawn(ys, xs, horizontals), _drawn(xs, ys, verticals)
    known = (xs, ys)
    for _ in range(2):  # an edge that goes may leave another one undrawn
        xs = [edge for edge, drawn in zip(xs, down, strict=True) if any(drawn) or len(ys) < 2]
        ys = [edge for edge, drawn in zip(ys, across, strict=True) if any(drawn) or len(xs) < 2]
        if (xs, ys) == known:
            break
        across, down = _drawn(ys, xs, horizontals), _drawn(xs, ys, verticals)
        known = (xs, ys)
    if not xs or not ys:
        return None
    xs, ys = _open_sides(xs, ys, horizontals), _open_sides(ys, xs, verticals)
    if (len(xs) - 1) * (len(ys) - 1) < 2:
        return None
    if (xs, ys) != known:
        across, down = _drawn(ys, xs, horizontals), _drawn(xs, ys, verticals)
    return Grid(tuple(xs), tuple(ys), regions(len(xs) - 1, len(ys) - 1, across, down))


def _edges(lines: Sequence[Segment]) -> list[float]:
    """Return the distinct positions of parallel lines."""
    edges: list[float] = []
    group: list[float] = []
    for at in sorted(line.at for line in lines):
        if group and at - group[0] > SAME_EDGE:
            edges.append(sum(group) / len(group))
            group = []
        group.append(at)
    edges.append(sum(group) / len(group))
    return edges


def _nearest(edges: Sequence[float], at: float) -> int | None:
    """Return the index of the edge that a line at this position belongs to."""
    index = bisect_left(edges, at - SAME_EDGE)
    best = min(range(index, min(index + 3, len(edges))), key=lambda i: abs(edges[i] - at), default=None)
    return best if best is not None and abs(edges[best] - at) <= SAME_EDGE else None


def _open_sides(edges: list[float], corners: Sequence[float], crossing: Sequence[Segment]) -> list[float]:
    """Add an edge that is not drawn where the crossing lines overhang: open sides, rows cut by the page end."""
    starts: dict[int, float] = {}
    ends: dict[int, float] = {}
    for at, start, end in crossing:
        corner = _nearest(corners, at)
        if corner is not None:
            starts[corner] = min(start, starts.get(corner, start))
            ends[corner] = max(end, ends.get(corner, end))
    low = _overhang([edges[0] - start for _, start in sorted(starts.items())])
    high = _overhang([end - edges[-1] for _, end in sorted(ends.items())])
    return ([edges[0] - low] if low else []) + edges + ([edges[-1] + high] if high else [])


def _overhang(lengths: list[float]) -> float:
    """Return how far a side reaches beyond its last edge: most lines, or the two outermost, must say so."""
    beyond = [length for length in lengths if length > OVERHANG]
    outermost = len(lengths) > 1 and min(lengths[0], lengths[-1]) > OVERHANG
    return max(beyond) if 2 * len(beyond) > len(lengths) or outermost else 0.0


def _drawn(edges: Sequence[float], corners: Sequence[float], lines: Sequence[Segment]) -> Drawn:
    covered = [[0.0] * (len(corners) - 1) for _ in edges]
    for at, start, end in lines:
        index = _nearest(edges, at)
        if index is None:
            continue
        row = covered[index]
        first, last = max(bisect_right(corners, start) - 1, 0), bisect_left(corners, end)
        for i in range(first, min(last, len(row))):
            low, high = corners[i], corners[i + 1]
            row[i] += (end if end < high else high) - (start if start > low else low)  # noqa: FURB136  # no calls: hot
    needed = [DRAWN * (high - low) for low, high in pairwise(corners)]
    return [[length >= least for length, least in zip(row, needed, strict=True)] for row in covered]


def regions(columns: int, rows: int, across: Drawn, down: Drawn) -> tuple[Region, ...]:
    """Return the cells between the drawn edges; across[j] lies above row j, down[i] left of column i."""
    taken = [bytearray(columns) for _ in range(rows)]
    found = []
    for row in range(rows):
        for column in range(columns):
            if taken[row][column]:
                continue
            width = 1
            while column + width < columns and not down[column + width][row] and not taken[row][column + width]:
                width += 1
            height = 1
            while row + height < rows and _continues(row + height, column, width, across, down):
                height += 1
            found.append(Region(row, column, height, width))
            for line in taken[row : row + height]:
                line[column : column + width] = b"\1" * width
    return tuple(found)


def _continues(row: int, column: int, width: int, across: Drawn, down: Drawn) -> bool:
    """Tell whether the cell above reaches into this row."""
    inside = range(column + 1, column + width)
    return not any(across[row][column : column + width]) and not any(down[i][row] for i in inside)
