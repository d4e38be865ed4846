"""Rows that no line parts: several numbers under each other in one cell are several rows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from auditor.tables.aligned import is_amount
from auditor.tables.glyphs import rows_of, text_of
from auditor.tables.records import Grid, Piece, Region

Cells = Sequence[Sequence[Piece]]


def split_rows(grid: Grid, cells: Cells) -> Grid:
    """Return the grid with row edges added between numbers that share a cell; the grid itself when there are none."""
    cuts = {row: found for row in range(grid.rows) if (found := _cuts(grid, cells, row))}
    if not cuts:
        return grid
    ys: list[float] = []
    regions: list[Region] = []
    moved = []
    for row in range(grid.rows):
        moved.append(len(ys))
        ys += [grid.ys[row], *cuts.get(row, [])]
    moved.append(len(ys))
    ys.append(grid.ys[-1])
    for region in grid.regions:
        start, end = moved[region.row], moved[region.row + region.rows]
        if region.rows == 1 and end - start > 1:
            regions += [Region(row, region.column, 1, region.columns) for row in range(start, end)]
        else:
            regions.append(Region(start, region.column, end - start, region.columns))
    return Grid(grid.xs, tuple(ys), tuple(sorted(regions)))


def _cuts(grid: Grid, cells: Cells, row: int) -> list[float]:
    """Return the edges that part a row: below each line on which two cells or more have a number or a label."""
    stacks = [
        list(rows_of(piece for piece in own if piece.text.strip()))
        for region, own in zip(grid.regions, cells, strict=True)
        if region.row == row and region.rows == 1
    ]
    tall = [stack for stack in stacks if len(stack) > 1]
    numbers = [stack for stack in tall if all(is_amount(text_of(line)) for line in stack)]
    if not numbers or len(tall) < 2:
        return []
    heights = max(numbers, key=len)
    levels = [line[0].baseline for line in heights]
    size = heights[0][0].size
    others = [line[0].baseline for stack in stacks for line in stack if is_amount(text_of(line))]
    if any(all(abs(level - other) > 0.5 * size for level in levels) for other in others):
        return []
    return [(above + below) / 2 - 0.35 * size for above, below in pairwise(levels)]
