"""Text into cells: by the clip rectangle that office programs set per cell, else by where the ink stands."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from auditor.model import Box, Run
from auditor.tables.glyphs import part, pieces_of
from auditor.tables.records import Grid, Piece, Region

MIDDLE = 0.3  # em above the baseline: the height at which a piece is looked up
CLIP_SLACK = 4.0  # a clip that reaches further beyond its cell is not the cell's own
PADDING = 7.0  # text that starts or ends this near to a cell's side is aligned to it
TOUCHING = 0.3  # em: pieces this close are one string
FINE = 0.04  # em: a gap this wide may hold the edge of a column behind a number
CUT = 0.15  # em: a gap this wide may hold the edge of a column

_DIGITS = frozenset("0123456789,.-０１２３４５６７８９，．－")
_EXACT = frozenset(",.，．")

Glyph = tuple[float, float, Piece, int]  # left, right, its piece, its place in the run


class Filling:
    """Collects the pieces of one page by grid and cell; what belongs to no grid is left in `rest`."""

    def __init__(self, grids: Sequence[Grid]) -> None:
        self.grids = grids
        self._boxes = [(x0 - 1, top - 1, x1 + 1, bottom + 1) for x0, top, x1, bottom in (grid.box for grid in grids)]
        self.cells: list[list[list[Piece]]] = [[[] for _ in grid.regions] for grid in grids]
        self.rest: list[Piece] = []
        self._clips: dict[tuple[int, Box], int] = {}
        self._string: list[Piece] = []
        self._target: tuple[int, int] = (0, 0)  # grid and row of the string

    def add(self, pieces: Iterable[Piece]) -> None:
        """Sort pieces into cells; neighbouring pieces without a clip of their own go together."""
        if not self.grids:
            self.rest += pieces
            return
        for piece in pieces:
            middle = piece.baseline - MIDDLE * piece.size
            index = self._grid_at(piece, middle)
            if index < 0:
                self.rest.append(piece)
                continue
            clip = piece.run.clip
            cell = self._by_clip(index, clip) if clip else -1
            if cell >= 0:
                self.cells[index][cell].append(piece)
                continue
            target = (index, _interval(self.grids[index].ys, middle))
            if self._string and (target != self._target or not _touches(self._string[-1], piece)):
                self._flush()
            self._target = target
            self._string.append(piece)
        self._flush()

    def _grid_at(self, piece: Piece, middle: float) -> int:
        left, size = piece.x0, piece.size
        width = piece.x1 - left
        x = left + (min(size, width)) / 2
        for index, (x0, top, x1, bottom) in enumerate(self._boxes):
            if top <= middle <= bottom and x0 <= x <= x1:
                return index
        return -1

    def _by_clip(self, index: int, clip: Box) -> int:
        """Return the cell whose clip rectangle this is, −1 when it is that of a row, a table or a page."""
        found = self._clips.get((index, clip))
        if found is None:
            found = self._clips[index, clip] = _cell_of_clip(self.grids[index], clip)
        return found

    def _flush(self) -> None:
        """Put the string that was gathered into its cell, or its parts into theirs."""
        string, (index, row) = self._string, self._target
        self._string = []
        if not string:
            return
        grid, cells = self.grids[index], self.cells[index]
        first = cell_at(grid, row, string[0].x0 + 0.5)
        if first == cell_at(grid, row, string[-1].x1 - 0.5):
            cells[first] += string
            return
        glyphs = [glyph for piece in string for glyph in _glyphs(piece)]
        for group in _cut(glyphs, grid, row) if glyphs else []:
            cells[_home(group, grid, row)] += _pieces(group)


def _interval(edges: Sequence[float], at: float) -> int:
    index = bisect_right(edges, at, 1, len(edges) - 1)
    return index - 1


def cell_at(grid: Grid, row: int, x: float) -> int:
    """Return the cell that covers a position of a row."""
    return grid.owner[row * grid.columns + _interval(grid.xs, x)]


def _cell_of_clip(grid: Grid, clip: Box) -> int:
    x0, top, x1, bottom = clip
    row = _interval(grid.ys, (top + bottom) / 2)
    cell = cell_at(grid, row, (x0 + x1) / 2)
    left, above, right, below = grid.box_of(grid.regions[cell])
    inside = x0 > left - CLIP_SLACK and x1 < right + CLIP_SLACK
    return cell if inside and top > above - CLIP_SLACK and bottom < below + CLIP_SLACK else -1


def _touches(before: Piece, after: Piece) -> bool:
    near = TOUCHING * before.size
    return abs(after.baseline - before.baseline) < 0.5 and -near < after.x0 - before.x1 < near


def _glyphs(piece: Piece) -> Iterable[Glyph]:
    run = piece.run
    length, index = 0, piece.first
    while length < len(piece.text):
        if run.glyphs[index].strip():
            yield (run.lefts[index], run.lefts[index] + run.widths[index], piece, index)
        length += len(run.glyphs[index])
        index += 1


def _cut(glyphs: list[Glyph], grid: Grid, row: int) -> list[list[Glyph]]:
    """Part a string at gaps that hold the edge of a cell: some programs print a whole row in one string."""
    groups = [glyphs[:1]]
    for at, (before, after) in enumerate(pairwise(glyphs), 1):
        gap = after[0] - before[1] > CUT * after[2].size and _edge_between(before, after, grid, row)
        own = before[2] is not after[2] and (
            _is_own_number(glyphs, at, grid, row) or _ends_number(groups[-1], after, grid, row)
        )
        if gap or own:
            groups.append([])
        groups[-1].append(after)
    return groups


def _is_own_number(glyphs: Sequence[Glyph], at: int, grid: Grid, row: int) -> bool:
    """Tell whether a string that began in another cell ends in a number that fits a cell of its own."""
    tail = [_text(glyph) for glyph in glyphs[at:]]
    if _text(glyphs[at - 1]) in _DIGITS or not (_EXACT & set(tail) and set(tail) <= _DIGITS):
        return False
    home = cell_at(grid, row, glyphs[at][0] + 0.5)
    whole = home == cell_at(grid, row, glyphs[-1][1] - 0.5) != cell_at(grid, row, glyphs[0][0] + 0.5)
    region = grid.regions[home]
    return whole and min(_side(grid, region, 1) - glyphs[-1][1], glyphs[at][0] - _side(grid, region, 0)) < PADDING


def _ends_number(group: Sequence[Glyph], after: Glyph, grid: Grid, row: int) -> bool:
    """Tell whether a number ends where its cell does, and the next string begins beyond the edge: no cell has a padding."""
    text = {_text(glyph) for glyph in group}
    right, left = group[-1][1], after[0]
    edge = _side(grid, grid.regions[cell_at(grid, row, right - 0.5)], 1)
    return (
        bool(_EXACT & text)
        and text <= _DIGITS
        and right < edge + 0.3 < left + 0.3
        and left - right > FINE * after[2].size
    )


def _text(glyph: Glyph) -> str:
    return glyph[2].run.glyphs[glyph[3]]


def _edge_between(before: Glyph, after: Glyph, grid: Grid, row: int) -> bool:
    return cell_at(grid, row, before[1] - 0.5) != cell_at(grid, row, after[0] + 0.5)


def _home(group: list[Glyph], grid: Grid, row: int) -> int:
    """Return the cell of a string that may overflow: the one it is aligned to, else the one with most of its glyphs."""
    counts = Counter(cell_at(grid, row, (glyph[0] + glyph[1]) / 2) for glyph in group)
    if len(counts) == 1:
        return next(iter(counts))
    start, end = cell_at(grid, row, group[0][0] + 0.5), cell_at(grid, row, group[-1][1] - 0.5)
    if 0 <= group[0][0] - _side(grid, grid.regions[start], 0) < PADDING:
        return start
    if 0 <= _side(grid, grid.regions[end], 1) - group[-1][1] < PADDING:
        return end
    return counts.most_common(1)[0][0]


def _side(grid: Grid, region: Region, right: int) -> float:
    return grid.xs[region.column + right * region.columns]


def _pieces(group: list[Glyph]) -> list[Piece]:
    """Return the pieces of a group of glyphs, cut where the group begins and ends."""
    made: list[Piece] = []
    start = 0
    for index in range(1, len(group) + 1):
        if index == len(group) or group[index][2] is not group[start][2]:
            piece, first, last = group[start][2], group[start][3], group[index - 1][3]
            whole = last + 1 - first == len(piece.text)
            made.append(piece if whole else part(piece.run, first, last + 1))
            start = index
    return made


def fill(runs: Iterable[Run], grids: Sequence[Grid]) -> Filling:
    """Sort the runs of a page into the cells of its grids."""
    filling = Filling(grids)
    filling.add(pieces_of(runs))
    return filling
