"""Sheets that continue each other, made into tables: edges matched, repeated headers dropped, cut rows healed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from auditor.model import Box, Cell
from auditor.tables.headers import count_headers, is_form
from auditor.tables.healing import heal
from auditor.tables.records import Caption, Grid, Names, Region, Sheet
from auditor.tables.widening import (
    Band,
    cells_beside,
    edges_together,
    parted_rows,
    rejoined,
    repeated_labels,
    rows_of_edges,
    stands_beside,
)
from auditor.tables.wording import squeeze

SETTLED = 40  # rows after which the header of a table is known
NEAR = 3.5  # edges closer than this are the same edge on two pages


class Draft:
    """A table in the making: grows sheet by sheet.

    Attributes:
        edges: column edges, counted from the left side.
        cells: those of the last sheet, and what still reaches into its last row.
        closed: cells that no page end can change any more.
        header: texts of the header rows with their rows.
        bands: the pages that show its first columns; beside: how many of them have been met again with further columns.
    """

    __slots__ = (
        "aligned",
        "areas", "bands", "beside", "caption", "cells", "closed", "edges", "form", "header", "header_rows", "last", "notes",
        "rows",
    )  # fmt: skip

    def __init__(self, sheet: Sheet) -> None:
        grid = sheet.grid
        self.caption, self.notes, self.last = sheet.caption, sheet.notes, sheet
        self.edges, self.aligned = _relative(grid), grid.bare is not None
        self.cells = _cells(sheet, grid.regions, 0)
        self.closed: list[Cell] = []
        self.rows = grid.rows
        self.form = is_form(_rows(self.cells, grid.rows, grid.columns))
        self.areas: list[tuple[int, Box]] = [(sheet.page, grid.box)]
        self.header_rows = 0
        self.header: list[tuple[int, str]] = []
        self.bands = [Band(sheet, 0, 0)]
        self.beside = 0
        self.count_headers()

    @property
    def columns(self) -> int:
        """Number of columns."""
        return len(self.edges) - 1

    def all_cells(self) -> list[Cell]:
        """Return the cells in row-major order."""
        return sorted([*self.closed, *self.cells], key=lambda cell: (cell.row, cell.column))

    def count_headers(self) -> None:
        """Count the header rows, anew after each page: the page end may part a header."""
        if self.rows - self.last.grid.rows < SETTLED:
            cells = self.all_cells()
            regions = [Region(cell.row, cell.column, cell.row_span, cell.column_span) for cell in cells]
            self.header_rows = count_headers(_rows(cells, self.rows, self.columns), regions)
            self.header = _said((cell.row, cell.text) for cell in cells if cell.row < self.header_rows)


def join(sheets: Sequence[Sheet], names: Names) -> list[Draft]:
    """Put the sheets of a document together, in order."""
    drafts: list[Draft] = []
    for sheet in sheets:
        if not (drafts and (_widen(drafts[-1], sheet) or _continue(drafts[-1], sheet, names))):
            drafts.append(Draft(sheet))
    return drafts


def _widen(draft: Draft, sheet: Sheet) -> bool:
    """Add a sheet that holds further columns of the table; tell whether it does."""
    before = draft.last
    if not (before.last and sheet.first and sheet.page == before.page + 1 and draft.bands) or draft.form:
        return False
    met = draft.beside % len(draft.bands)
    band = draft.bands[met]
    if not stands_beside(band, sheet, draft.caption, opens=not met):
        return False
    skipped = repeated_labels(band, sheet)
    if not met:
        draft.edges = (*draft.edges, *_further(draft.edges[-1], sheet.grid, skipped))
    column = draft.columns - (sheet.grid.columns - skipped)
    edges = edges_together(band, sheet)
    cells = parted_rows(draft.all_cells(), band.row, rows_of_edges(band.sheet.grid.ys, edges))
    more = len(edges) - len(band.sheet.grid.ys)
    further = cells_beside(band, sheet, column, skipped, rows_of_edges(sheet.grid.ys, edges))
    draft.cells = rejoined([*cells, *further], column, draft.header_rows + more)
    draft.bands = [own._replace(row=own.row + more if own.row > band.row else own.row) for own in draft.bands]
    draft.bands[met] = band._replace(sheet=_finer(band.sheet, edges)) if more else draft.bands[met]
    draft.rows += more
    draft.closed = []
    draft.beside += 1
    draft.caption = _completed(draft.caption, sheet.caption)
    draft.last = sheet
    draft.notes += sheet.notes
    draft.areas.append((sheet.page, sheet.grid.box))
    draft.aligned = draft.aligned or sheet.grid.bare is not None
    draft.count_headers()
    return True


def _finer(sheet: Sheet, edges: tuple[float, ...]) -> Sheet:
    """Return a sheet with more edges between its rows."""
    grid = sheet.grid
    places = rows_of_edges(grid.ys, edges)
    regions = [
        own._replace(row=places[own.row], rows=places[own.row + own.rows] - places[own.row]) for own in grid.regions
    ]
    return sheet._replace(grid=Grid(grid.xs, edges, tuple(regions)))


def _completed(caption: Caption, further: Caption) -> Caption:
    """A title and a unit that stand over the middle and the end of a wide table stand above its further columns."""
    title = caption.title or further.title
    lines = caption.lines if caption.title else (*caption.lines, *further.lines)
    return caption._replace(title=title, unit=caption.unit or further.unit, lines=lines)


def _further(right: float, grid: Grid, skipped: int) -> list[float]:
    return [right + x - grid.xs[skipped] for x in grid.xs[skipped + 1 :]]


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


def _continue(draft: Draft, sheet: Sheet, names: Names) -> bool:
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
    old, new = (_places(edges, columns) for edges in (draft.edges, _relative(sheet.grid)))
    if _follows(draft, sheet) or (not (columns and old and new) and _is_headed_alike(draft, sheet)):
        columns, old = draft.edges, list(range(len(draft.edges)))
        new = old
    if not (columns and old and new):
        return False
    if len(columns) > len(draft.edges):
        draft.closed, draft.cells = ([_moved(cell, old) for cell in cells] for cells in (draft.closed, draft.cells))
        draft.edges = columns
    _append(draft, sheet, [_mapped(region, new) for region in sheet.grid.regions], names)
    return True


def _same_title(before: Caption, after: Caption) -> bool:
    """Tell whether a sheet without title, or with the title of the table before, may continue it."""
    if after.number and before.number and after.number != before.number:
        return False
    return not after.title or squeeze(after.title) == squeeze(before.title)


def _common_edges(first: Sequence[float], second: Sequence[float], *, loose: bool) -> tuple[float, ...]:
    """Return the column edges of two sheets together, none when they are not those of one table.

    One must hold all edges of the other; with `loose`, merged cells may hide edges on both sheets.
    """
    if abs(first[-1] - second[-1]) > NEAR:
        return ()
    fine, coarse = (first, second) if len(first) >= len(second) else (second, first)
    extra = [x for x in coarse if all(abs(x - y) > NEAR for y in fine)]
    if extra and not (loose and 2 * len(extra) <= len(coarse) - 2):
        return ()
    return tuple(sorted([*fine, *extra]))


def _is_headed_alike(draft: Draft, sheet: Sheet) -> bool:
    """Tell whether a sheet repeats the header over as many columns in about the same places.

    Edges that no line draws lie between the words of a page, so they vary with the words.
    """
    edges = _relative(sheet.grid)
    if len(edges) != len(draft.edges) or not _repeated_header(draft, sheet, sheet.grid.regions):
        return False
    widths = [min(b - a, d - c) for (a, b), (c, d) in zip(pairwise(draft.edges), pairwise(edges), strict=True)]
    reach = [min(left, right) / 2 for left, right in zip([*widths[:1], *widths], [*widths, *widths[-1:]], strict=True)]
    return all(abs(x - y) < most for x, y, most in zip(draft.edges, edges, reach, strict=True))


def _follows(draft: Draft, sheet: Sheet) -> bool:
    """Tell whether a sheet that no lines draw was read with the columns of the sheet before."""
    bare = sheet.grid.bare
    return (
        bare is not None
        and bare.follows
        and draft.last.grid.bare is not None
        and len(sheet.grid.xs) == len(draft.edges)
    )


def _places(edges: Sequence[float], columns: Sequence[float]) -> list[int]:
    """Return the place of each edge among finer ones; nothing when two would share a place."""
    places = [min(range(len(columns)), key=lambda i: abs(columns[i] - x)) for x in edges] if columns else []
    whole = places[:1] == [0] and places[-1:] == [len(columns) - 1]
    return places if whole and all(before < after for before, after in pairwise(places)) else []


def _mapped(region: Region, places: Sequence[int]) -> Region:
    left, right = places[region.column], places[region.column + region.columns]
    return region._replace(column=left, columns=right - left)


def _moved(cell: Cell, places: Sequence[int]) -> Cell:
    left, right = places[cell.column], places[cell.column + cell.column_span]
    return cell._replace(column=left, column_span=right - left)


def _append(draft: Draft, sheet: Sheet, regions: Sequence[Region], names: Names) -> None:
    dropped = _repeated_header(draft, sheet, regions)
    cells = [cell for cell in _cells(sheet, regions, draft.rows - dropped) if cell.row >= draft.rows]
    above, below = heal(draft.cells, cells, draft.rows, _full_columns(draft), names)
    draft.closed += [cell for cell in above if cell.row + cell.row_span < draft.rows]
    draft.cells = [cell for cell in above if cell.row + cell.row_span >= draft.rows] + below
    rows = max(cell.row + cell.row_span for cell in draft.cells)
    whole = rows - draft.rows == sheet.grid.rows - dropped  # no row was cut by the page end
    draft.bands = [*draft.bands, Band(sheet, draft.rows - dropped, dropped)] if draft.bands and whole else []
    draft.rows = rows
    draft.last = sheet
    draft.notes += sheet.notes
    draft.areas.append((sheet.page, sheet.grid.box))
    draft.aligned = draft.aligned or sheet.grid.bare is not None
    draft.count_headers()


def _repeated_header(draft: Draft, sheet: Sheet, regions: Sequence[Region]) -> int:
    """Return how many leading rows of a sheet repeat the header of the table."""
    count = draft.header_rows
    crossing = any(region.row < count < region.row + region.rows for region in regions)
    if not 0 < count < sheet.grid.rows or crossing:
        return 0
    top = _said((region.row, text) for region, text in zip(regions, sheet.texts, strict=True) if region.row < count)
    return count if _words(top) == _words(draft.header) else 0


def _words(header: Sequence[tuple[int, str]]) -> list[str]:
    """Return the texts of a header in one order: where no line draws its levels, they may be read differently."""
    return sorted(text for _, text in header)


def _said(cells: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return texts with their rows; blank cells do not count: they may be merged differently."""
    return [(row, squeeze(text)) for row, text in cells if text]


def _full_columns(draft: Draft) -> frozenset[int]:
    """Return the columns whose cell above the page end may have been broken by it."""
    sheet = draft.last
    place = _relative(sheet.grid)
    full = (sheet.grid.regions[index].column for index in sheet.full)
    return frozenset(min(range(len(draft.edges)), key=lambda i: abs(draft.edges[i] - place[column])) for column in full)
