"""Tables that are wider than their pages: sheets that hold further columns of the rows that pages before began.

Office programs print such a table page by page downwards, then what is left on its right in the same way. The later sheets
have no title of their own, and their rows stand where those of the first ones stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from auditor.model import Cell
from auditor.tables.headers import count_headers
from auditor.tables.records import Caption, Sheet
from auditor.tables.wording import squeeze, title_in, unit_in

LEVEL = 2.0  # points: rows that are this near are the same row
HEAD = 5  # rows at the top of a sheet whose edges merged headings may hide on another one
REPEATED = 4  # columns of labels that may be printed again beside further columns

Rows = tuple[int, ...]  # for each edge between the rows of a sheet, the row of the band that begins there


class Band(NamedTuple):
    """The rows of a table that one page shows.

    Attributes:
        row: the row of the table that the first row of the sheet is; `dropped` leading rows repeat the header.
    """

    sheet: Sheet
    row: int
    dropped: int


def stands_beside(band: Band, sheet: Sheet, caption: Caption, *, opens: bool) -> bool:
    """Tell whether a sheet holds further columns of a band; `opens`: it would be the first sheet of these columns."""
    if sheet.parted_above or not _goes_on(caption, sheet.caption):
        return False
    if opens and (not _has_own_header(band, sheet) or _is_alike(band, sheet)):
        return False
    return bool(edges_together(band, sheet))


def _has_own_header(band: Band, sheet: Sheet) -> bool:
    """Tell whether a sheet begins with headings, and with others than those of the band: those continue it downwards."""
    headers = count_headers(_rows(sheet), sheet.grid.regions)
    return 0 < headers < sheet.grid.rows and _top(sheet, headers) != _top(band.sheet, headers)


def _is_alike(band: Band, sheet: Sheet) -> bool:
    """Tell whether a sheet is another table of the form of a band: as many columns, most of them under the same words."""
    if sheet.grid.columns != band.sheet.grid.columns or repeated_labels(band, sheet) > 1:
        return False
    headers = count_headers(_rows(sheet), sheet.grid.regions)
    words, others = set(_top(sheet, headers)), set(_top(band.sheet, headers))
    return 2 * len(words & others) > len(words)


def _goes_on(caption: Caption, further: Caption) -> bool:
    """Tell whether what stands above further columns is no other title: nothing, the unit, what is left of the title."""
    title = squeeze(further.title)
    known = squeeze(caption.title)
    return not further.number and (not title or not known or known.endswith(title) or "表" not in title)


def edges_together(band: Band, sheet: Sheet) -> tuple[float, ...]:
    """Return the row edges of a band and a sheet beside it together, none when they are not those of the same rows.

    Merged headings hide edges, on either side; a heading that is merged over all columns of a page has no sides there, so
    that its row is not seen. Where nothing but figures stands below the headings, rows are as high as they need to be.
    """
    known, own = band.sheet.grid.ys, sheet.grid.ys
    extra = [y for y in own if not _near(y, known)]
    lacking = [y for y in known if not _near(y, own)]
    top = min(known[min(HEAD, len(known) - 1)], own[min(HEAD, len(own) - 1)])
    if len(extra) <= HEAD and len(known) > len(lacking) + 1 and all(y < top for y in (*extra, *lacking)):
        return tuple(sorted([*known, *extra]))
    headers = count_headers(_rows(sheet), sheet.grid.regions)
    alike = len(known) == len(own) and headers == count_headers(_rows(band.sheet), band.sheet.grid.regions)
    return known if alike and _is_bare(sheet, headers) else ()


def _near(y: float, edges: Sequence[float]) -> bool:
    return any(abs(y - edge) < LEVEL for edge in edges)


def rows_of_edges(own: Sequence[float], edges: Sequence[float]) -> Rows:
    """Return the place of each row edge of a sheet among all edges of its band."""
    if len(own) == len(edges):
        return tuple(range(len(own)))
    return tuple(min(range(len(edges)), key=lambda at: abs(edges[at] - y)) for y in own)


def _is_bare(sheet: Sheet, headers: int) -> bool:
    """Tell whether a sheet holds nothing but figures below its header."""
    body = (text for region, text in zip(sheet.grid.regions, sheet.texts, strict=True) if region.row >= headers)
    return not any("\u4e00" <= char <= "\u9fff" for text in body for char in text)


def _rows(sheet: Sheet) -> list[list[str]]:
    texts = [[""] * sheet.grid.columns for _ in range(sheet.grid.rows)]
    for region, text in zip(sheet.grid.regions, sheet.texts, strict=True):
        texts[region.row][region.column] = text
    return texts


def _top(sheet: Sheet, rows: int) -> list[str]:
    return [text for region, text in zip(sheet.grid.regions, sheet.texts, strict=True) if region.row < rows and text]


def repeated_labels(band: Band, sheet: Sheet) -> int:
    """Return how many leading columns of a sheet print the labels of a band again."""
    known, own = _rows(band.sheet), _rows(sheet)
    most = min(REPEATED, sheet.grid.columns - 1, band.sheet.grid.columns)
    for count in range(most, 0, -1):
        crossing = any(region.column < count < region.column + region.columns for region in sheet.grid.regions)
        if not crossing and [row[:count] for row in own] == [row[:count] for row in known]:
            return count
    return 0


def parted_rows(cells: Sequence[Cell], first: int, places: Rows) -> list[Cell]:
    """Return the cells of a table with those of a band moved and stretched to finer rows; `places` of its edges."""
    last, more = first + len(places) - 1, places[-1] - len(places) + 1

    def moved(edge: int) -> int:
        return edge if edge <= first else first + places[edge - first] if edge <= last else edge + more

    return [
        cell._replace(row=moved(cell.row), row_span=moved(cell.row + cell.row_span) - moved(cell.row)) for cell in cells
    ]


def cells_beside(band: Band, sheet: Sheet, column: int, skipped: int, places: Rows) -> list[Cell]:
    """Return the cells of a sheet as those of the table, from a column of it on, without `skipped` leading columns."""
    grid = sheet.grid
    cells = [
        Cell(
            row=band.row + places[region.row],
            column=column + region.column - skipped,
            row_span=places[region.row + region.rows] - places[region.row],
            column_span=region.columns,
            text=text,
            page=sheet.page,
            box=grid.box_of(region),
        )
        for region, text in zip(grid.regions, sheet.texts, strict=True)
        if region.column >= skipped and places[region.row] >= band.dropped
    ]
    said = sheet.caption.lines[-1] if places[0] and sheet.caption.lines else ""
    said = "" if title_in(said)[0] or unit_in(said) else said
    box = (grid.xs[skipped], grid.ys[0], grid.xs[-1], grid.ys[0])
    above = [
        Cell(band.row + row, column, 1, grid.columns - skipped, said if row == places[0] - 1 else "", sheet.page, box)
        for row in range(band.dropped, places[0])
    ]
    return [*above, *cells]


def rejoined(cells: Sequence[Cell], column: int, headers: int) -> list[Cell]:
    """Put headings together that the page end parted: one of two neighbours is blank, and others stand below them."""
    left = {cell.row: cell for cell in cells if cell.column + cell.column_span == column}
    parted: dict[int, Cell] = {}
    for cell in cells:
        own = left.get(cell.row)
        above = cell.column == column and cell.row + cell.row_span < headers
        if above and own and own.row_span == cell.row_span and bool(own.text) != bool(cell.text):
            parted[cell.row] = cell
    whole = [
        cell._replace(
            column_span=cell.column_span + parted[cell.row].column_span, text=cell.text or parted[cell.row].text
        )
        if left.get(cell.row) is cell and cell.row in parted
        else cell
        for cell in cells
    ]
    return [cell for cell in whole if parted.get(cell.row) is not cell]
