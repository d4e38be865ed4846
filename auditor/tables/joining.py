"""Sheets that continue each other, made into tables: edges matched, repeated headers dropped, cut rows healed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from auditor.model import Box, Cell, Vocabulary
from auditor.tables.headers import count_headers, is_form
from auditor.tables.healing import heal
from auditor.tables.records import Caption, Grid, Region, Sheet
from auditor.tables.wording import squeeze

NEAR = 3.5  # edges closer than this are the same edge on two pages


@dataclass(slots=True)
class Draft:
    """A table in the making: grows sheet by sheet."""

    caption: Caption
    notes: tuple[str, ...]
    edges: tuple[float, ...]  # column edges, counted from the left side
    cells: list[Cell]
    rows: int
    form: bool
    last: Sheet
    areas: list[tuple[int, Box]] = field(default_factory=list)

    @property
    def columns(self) -> int:
        """Number of columns."""
        return len(self.edges) - 1

    def count_headers(self) -> int:
        """Return the number of header rows, counted anew: the page end may part a header."""
        regions = [Region(cell.row, cell.column, cell.row_span, cell.column_span) for cell in self.cells]
        return count_headers(_rows(self.cells, self.rows, self.columns), regions)


def join(sheets: Sequence[Sheet], vocabulary: Vocabulary) -> list[Draft]:
    """Put the sheets of a document together, in order."""
    drafts: list[Draft] = []
    for sheet in sheets:
        if not (drafts and _continue(drafts[-1], sheet, vocabulary)):
            drafts.append(_begin(sheet))
    return drafts


def _begin(sheet: Sheet) -> Draft:
    grid = sheet.grid
    rows = _rows(_cells(sheet, grid.regions, 0), grid.rows, grid.columns)
    return Draft(
        caption=sheet.caption,
        notes=sheet.notes,
        edges=_relative(grid),
        cells=_cells(sheet, grid.regions, 0),
        rows=grid.rows,
        form=is_form(rows),
        last=sheet,
        areas=[(sheet.page, grid.box)],
    )


def _relative(grid: Grid) -> tuple[float, ...]:
    return tuple(x - grid.xs[0] for x in grid.xs)


def _cells(sheet: Sheet, regions: Sequence[Region], offset: int) -> list[Cell]:
    grid = sheet.grid
    return [
        Cell(
            row=region.row + offset,
            column=region.column,
            row_span=region.rows,
            column_span=region.columns,
            text=text,
            page=sheet.page,
            box=grid.box_of(own),
        )
        for region, own, text in zip(regions, grid.regions, sheet.texts, strict=True)
    ]


def _rows(cells: Sequence[Cell], rows: int, columns: int) -> list[list[str]]:
    texts = [[""] * columns for _ in range(rows)]
    for cell in cells:
        texts[cell.row][cell.column] = cell.text
    return texts


def _continue(draft: Draft, sheet: Sheet, vocabulary: Vocabulary) -> bool:
    """Append a sheet to the table that it continues; tell whether it does."""
    before = draft.last
    if not (before.last and sheet.first and sheet.page == before.page + 1):
        return False
    if before.parted_below or sheet.parted_above or not _same_title(draft.caption, sheet.caption):
        return False
    rows = _rows(_cells(sheet, sheet.grid.regions, 0), sheet.grid.rows, sheet.grid.columns)
    if is_form(rows):
        return False
    loose = draft.form or not count_headers(rows, sheet.grid.regions)
    columns = _common_edges(draft.edges, _relative(sheet.grid), loose=loose)
    if columns is None:
        return False
    regions = _mapped(sheet.grid.regions, _relative(sheet.grid), columns)
    _refine(draft, columns)
    _append(draft, sheet, regions, vocabulary)
    return True


def _same_title(before: Caption, after: Caption) -> bool:
    """Tell whether a sheet without title, or with the title of the table before, may continue it."""
    if after.number and before.number and after.number != before.number:
        return False
    return not after.title or squeeze(after.title) == squeeze(before.title)


def _common_edges(first: Sequence[float], second: Sequence[float], *, loose: bool) -> tuple[float, ...] | None:
    """Return the column edges of two sheets together, None when they are not those of one table.

    One must hold all edges of the other; with `loose`, merged cells may hide edges on both sheets.
    """
    if abs(first[-1] - second[-1]) > NEAR:
        return None
    fine, coarse = (first, second) if len(first) >= len(second) else (second, first)
    extra = [x for x in coarse if all(abs(x - y) > NEAR for y in fine)]
    if extra and not (loose and 2 * len(extra) <= len(coarse) - 2):
        return None
    return tuple(sorted([*fine, *extra]))


def _mapped(regions: Sequence[Region], edges: Sequence[float], columns: Sequence[float]) -> list[Region]:
    """Re-map cells to finer column edges."""
    if len(edges) == len(columns):
        return list(regions)
    place = _places(edges, columns)
    return [
        region._replace(
            column=place[region.column], columns=place[region.column + region.columns] - place[region.column]
        )
        for region in regions
    ]


def _places(edges: Sequence[float], columns: Sequence[float]) -> list[int]:
    return [min(range(len(columns)), key=lambda i: abs(columns[i] - x)) for x in edges]


def _refine(draft: Draft, columns: tuple[float, ...]) -> None:
    """Re-map the cells of a table to finer column edges."""
    if len(columns) == len(draft.edges):
        return
    place = _places(draft.edges, columns)
    draft.cells = [_moved(cell, place) for cell in draft.cells]
    draft.edges = columns


def _moved(cell: Cell, place: Sequence[int]) -> Cell:
    left, right = place[cell.column], place[cell.column + cell.column_span]
    return replace(cell, column=left, column_span=right - left)


def _append(draft: Draft, sheet: Sheet, regions: Sequence[Region], vocabulary: Vocabulary) -> None:
    dropped = _repeated_header(draft, sheet, regions)
    cells = [cell for cell in _cells(sheet, regions, draft.rows - dropped) if cell.row >= draft.rows]
    draft.cells, cells = heal(draft.cells, cells, draft.rows, _full_columns(draft), vocabulary)
    draft.cells += cells
    draft.rows = max(cell.row + cell.row_span for cell in draft.cells)
    draft.last = sheet
    draft.notes += sheet.notes
    draft.areas.append((sheet.page, sheet.grid.box))


def _repeated_header(draft: Draft, sheet: Sheet, regions: Sequence[Region]) -> int:
    """Return how many leading rows of a sheet repeat the header of the table."""
    count = draft.count_headers()
    if not 0 < count < sheet.grid.rows:
        return 0
    head = _rows([cell for cell in draft.cells if cell.row < count], count, draft.columns)
    top = [(region, text) for region, text in zip(regions, sheet.texts, strict=True) if region.row < count]
    rows = [[""] * draft.columns for _ in range(count)]
    for region, text in top:
        rows[region.row][region.column] = text
    same = [[squeeze(text) for text in row] for row in rows] == [[squeeze(text) for text in row] for row in head]
    return count if same else 0


def _full_columns(draft: Draft) -> frozenset[int]:
    """Return the columns whose cell above the page end may have been broken by it."""
    sheet = draft.last
    place = _relative(sheet.grid)
    full = (sheet.grid.regions[index].column for index in sheet.full)
    return frozenset(min(range(len(draft.edges)), key=lambda i: abs(draft.edges[i] - place[column])) for column in full)
