"""What tables delivers: titled grids."""

from __future__ import annotations

from typing import NamedTuple

from auditor.model.base import Box


class Cell(NamedTuple):
    """One cell of a grid; `text` is as printed, lines separated by newlines, leading blanks kept."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    page: int
    box: Box


class Table(NamedTuple):
    """One titled grid, continued pages joined.

    Attributes:
        number: as printed, digits only ("5" for 表5, 公开05表), "" when none.
        unit: money unit of its figures ("元", "万元"), "" when none is stated or inherited.
        unit_stated: False when the unit was inherited from the table before.
        cells: row-major by top left corner; every grid position is covered by exactly one cell.
        header_rows: number of leading rows that are header.
        caption: lines above the grid that belong to it, as printed; notes: lines below it (注：…).
        areas: the page areas that the grid covers, for those who read what lies outside tables.
        aligned: no line and no shade parts its columns; they were told from where words stand.
    """

    number: str
    title: str
    unit: str
    unit_stated: bool
    pages: tuple[int, ...]
    rows: int
    columns: int
    header_rows: int
    cells: tuple[Cell, ...]
    caption: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    areas: tuple[tuple[int, Box], ...] = ()
    aligned: bool = False

    def grid(self) -> list[list[str]]:
        """Return the texts by row and column; what a span covers is blank except its top left corner."""
        rows = [[""] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            rows[cell.row][cell.column] = cell.text
        return rows
