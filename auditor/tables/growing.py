"""Rows of text that go on below a drawn grid: a header in a box, its body without any line."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.tables.records import Grid, Line, Region
from auditor.tables.wording import is_amount

NEXT = 2.4  # em: the next row is not further away


def is_row(line: Line, grid: Grid) -> bool:
    """Tell whether the words of a line stand in different columns of a grid."""
    if line.x0 < grid.xs[0] - 2 or line.x1 > grid.xs[-1] + 2 or len(line.chunks) < 2:
        return False
    columns = [sum(x <= (chunk.x0 + chunk.x1) / 2 for x in grid.xs) for chunk in line.chunks]
    return len(set(columns)) == len(columns)


def grow_down(grid: Grid, lines: Sequence[Line]) -> Grid:
    """Return the grid with a row for each line with numbers that follows in its columns; itself when none does."""
    rows: list[Line] = []
    bottom = grid.ys[-1]
    for line in lines:
        if line.top < grid.ys[-1] - 1 or line.x0 > grid.xs[-1] or line.x1 < grid.xs[0]:
            continue
        near = line.baseline - bottom < NEXT * line.size
        if not near or not is_row(line, grid) or not any(is_amount(chunk.text) for chunk in line.chunks):
            break
        rows.append(line)
        bottom = line.baseline
    if not rows:
        return grid
    added = [Region(grid.rows + row, column, 1, 1) for row in range(len(rows)) for column in range(grid.columns)]
    edges = [line.baseline + 0.4 * line.size for line in rows]
    return Grid(grid.xs, (*grid.ys, *edges), (*grid.regions, *added))
