"""Cells that a missing piece of line left together: texts that keep to the rows and columns of the grid are several cells."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from auditor.tables.glyphs import line_text, rows_of
from auditor.tables.records import Grid, Piece, Region

Cells = Sequence[Sequence[Piece]]

LEVEL = 0.8  # points: baselines that are this near are one line of a table
ALIKE = 3  # other cells of a column that are set like a text
PITCH = 1.6  # em: lines of one text are not further apart
CLEAR = 0.2  # em that an edge is away from the texts on both sides, together
_AMOUNT = re.compile(r"[-－—−(（]?(?:\d{1,3}(?:[,，]\d{3})+(?:[.．]\d{1,6})?|\d+[.．]\d{1,6})[)）%％]?")
_NUMBER = re.compile(rf"{_AMOUNT.pattern}|\d{{2,9}}")  # codes too


def part_cells(grid: Grid, cells: Cells, texts: Sequence[str]) -> Grid:
    """Return the grid with cells parted along its edges that hold a text in each of several rows or columns."""
    merged = [
        index
        for index, region in enumerate(grid.regions)
        if (region.rows > 1 or region.columns > 1) and cells[index] and texts[index]
    ]
    parted = {index: region for index in merged if (region := _parted(grid, cells, index, texts[index]))}
    if not parted:
        return grid
    regions = [own for index, region in enumerate(grid.regions) for own in parted.get(index, [region])]
    return Grid(grid.xs, grid.ys, tuple(sorted(regions)))


def _parted(grid: Grid, cells: Cells, index: int, text: str) -> list[Region]:
    """Return the cells that a merged cell falls into, none when it is one."""
    row, column, rows, columns = grid.regions[index]
    figures = any(char.isdigit() for char in text)
    if rows > 1 and (figures or "\n" in text) and _falls_into_rows(grid, cells, index):
        return [Region(row + at, column, 1, columns) for at in range(rows)]
    apart = rows == 1 and figures and _falls_into_columns(grid, cells[index])
    if apart or (rows == 1 and _stands_in_column(grid, cells, index)):
        return [Region(row, column + at, 1, 1) for at in range(columns)]
    return []


def _falls_into_rows(grid: Grid, cells: Cells, index: int) -> bool:
    """Tell whether each line of a cell stands in a row of its own, on the line of the other cells of that row."""
    region = grid.regions[index]
    lines = list(rows_of(cells[index]))
    places = [_place(grid.ys, line[0].baseline - 0.3 * line[0].size) for line in lines]
    if len(set(places)) < len(lines) or not region.row <= min(places) <= max(places) < region.row + region.rows:
        return False
    if not all(_is_level(grid, cells, index, line[0], row) for line, row in zip(lines, places, strict=True)):
        return False
    if all(_AMOUNT.fullmatch(line_text(line).strip()) for line in lines):
        return True
    apart = min((below[0].baseline - line[0].baseline for line, below in pairwise(lines)), default=0.0)
    return len(lines) == region.rows and apart > PITCH * lines[0][0].size


def _is_level(grid: Grid, cells: Cells, index: int, piece: Piece, row: int) -> bool:
    """Tell whether another cell of a row, and of this row alone, has its text on the same line."""
    others = {grid.owner[row * grid.columns + column] for column in range(grid.columns)} - {index}
    return any(
        grid.regions[at].rows == 1 and any(abs(other.baseline - piece.baseline) < LEVEL for other in cells[at])
        for at in others
    )


def _place(edges: Sequence[float], at: float) -> int:
    return sum(edge <= at for edge in edges) - 1


def _falls_into_columns(grid: Grid, pieces: Sequence[Piece]) -> bool:
    """Tell whether a line of words keeps to the columns that a cell is merged over, a number among them."""
    glyphs = sorted(
        (left, left + width, glyph)
        for piece in pieces
        for left, width, glyph in zip(piece.run.lefts, piece.run.widths, piece.run.glyphs, strict=True)
        if glyph.strip() and piece.x0 - 0.1 <= left <= piece.x1
    )
    size = pieces[0].size
    if not glyphs or any(abs(piece.baseline - pieces[0].baseline) > 0.5 for piece in pieces):
        return False
    groups: dict[int, list[tuple[float, float, str]]] = {}
    for glyph in glyphs:
        groups.setdefault(_place(grid.xs, (glyph[0] + glyph[1]) / 2), []).append(glyph)
    words = list(groups.values())
    gaps = [after[0][0] - before[-1][1] for before, after in pairwise(words)]
    numbers = [bool(_NUMBER.fullmatch("".join(glyph for _, _, glyph in word))) for word in words]
    return len(words) > 1 and any(numbers) and all(gap > CLEAR * size for gap in gaps) and _keep_inside(grid, groups)


def _stands_in_column(grid: Grid, cells: Cells, index: int) -> bool:
    """Tell whether a text stands in one column of those that its cell is merged over, set like the others of that column."""
    region = grid.regions[index]
    left, right = min(piece.x0 for piece in cells[index]), max(piece.x1 for piece in cells[index])
    place = _place(grid.xs, (left + right) / 2)
    number = _AMOUNT.fullmatch(line_text(sorted(cells[index], key=lambda piece: piece.x0)).strip())
    x0, _, x1, _ = grid.box_of(region)
    centred = abs(left + right - x0 - x1) < 2 * LEVEL
    if centred or place == region.column or left < grid.xs[place] or right > grid.xs[place + 1]:
        return False
    others = [
        own
        for own, other in zip(cells, grid.regions, strict=True)
        if own and (other.column, other.columns, other.rows) == (place, 1, 1) and other.row != region.row
    ]
    sides = [(min(piece.x0 for piece in own), max(piece.x1 for piece in own)) for own in others]
    return sum(abs(right - x1) < LEVEL if number else abs(left - x0) < LEVEL for x0, x1 in sides) >= ALIKE


def _keep_inside(grid: Grid, groups: Mapping[int, Sequence[tuple[float, float, str]]]) -> bool:
    return all(
        grid.xs[place] - 1 < word[0][0] and word[-1][1] < grid.xs[place + 1] + 1 for place, word in groups.items()
    )
