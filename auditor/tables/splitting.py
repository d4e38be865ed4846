"""Rows that no line parts: several numbers under each other in one cell are several rows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from auditor.tables.aligned import is_amount
from auditor.tables.glyphs import rows_of
from auditor.tables.records import Grid, Piece, Region

Cells = Sequence[Sequence[Piece]]


def split_rows(grid: Grid, cells: Cells, texts: Sequence[str]) -> Grid:
    """Return the grid with row edges added between numbers that share a cell; the grid itself when there are none."""
    cuts = {row: found for row, places in _tall_rows(grid, texts).items() if (found := _cuts(cells, texts, places))}
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


def _tall_rows(grid: Grid, texts: Sequence[str]) -> dict[int, list[int]]:
    """Return the cells of each row in which two cells or more have several lines."""
    rows: dict[int, list[int]] = {}
    for index, region in enumerate(grid.regions):
        if region.rows == 1 and texts[index]:
            rows.setdefault(region.row, []).append(index)
    return {row: places for row, places in rows.items() if sum("\n" in texts[index] for index in places) > 1}


def _cuts(cells: Cells, texts: Sequence[str], places: Sequence[int]) -> list[float]:
    """Return the edges that part a row: between the numbers of a cell, when those of all cells stand on their lines."""
    numbers = [index for index in places if all(map(is_amount, texts[index].split("\n")))]
    tallest = max(numbers, key=lambda index: texts[index].count("\n"), default=places[0])
    if tallest not in numbers or "\n" not in texts[tallest]:
        return []
    levels = _levels(cells[tallest])
    size = cells[tallest][0].size
    others = [level for index in numbers for level in _levels(cells[index])]
    if any(all(abs(level - other) > 0.5 * size for level in levels) for other in others):
        return []
    return [(above + below) / 2 - 0.35 * size for above, below in pairwise(levels)]


def _levels(pieces: Sequence[Piece]) -> list[float]:
    return [line[0].baseline for line in rows_of(piece for piece in pieces if piece.text.strip())]
