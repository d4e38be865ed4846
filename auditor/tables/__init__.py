"""Pages to tables: grids with spans, captions, units, notes; continued pages joined.

`find_tables` is the door. The steps, each in its own module: ruling lines are merged and gathered into frames
(`rulings`), a frame becomes a grid of cells (`lattice`); where lines are missing, shades (`shaded`), aligned words
(`aligned`, `gutters`, `rows`, `headings`, `stacked`) and numbers that share a cell (`splitting`, `growing`) stand in. Text is sorted into the
cells (`filling`, `glyphs`), what only looks like a table is dropped (`phantoms`), and the lines around give number, title,
unit and notes (`captions`, `wording`): a sheet (`sheets`). Sheets that continue each other are joined (`joining`,
`healing`), and the leading header rows are counted (`headers`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from auditor.model import Page, Table
from auditor.tables.joining import Draft, join
from auditor.tables.records import Line, Names, Sheet
from auditor.tables.sheets import Spread, body_lines, running_heads, sheets_of, spread, trailing
from auditor.tables.wording import units_in_cells

__all__ = ["as_json", "find_tables"]


def find_tables(pages: Sequence[Page], names: Names) -> tuple[Table, ...]:
    """Return the tables of a document in reading order.

    `names` tell a label of its own from the rest of one, and know titles and units in the words of a pack.
    """
    spreads: list[Spread] = []
    for page in pages:
        spreads.append(spread(page, spreads[-1] if spreads else None))
    heads = running_heads(spreads)
    sheets: list[Sheet] = []
    before: list[Line] = []
    for view in spreads:
        lines = body_lines(view, heads)
        sheets += sheets_of(view, lines, before, names)
        before = trailing(view, lines)
    drafts = [draft for draft in join(sheets, names) if draft.rows > 1 or draft.caption.title]
    return tuple(_with_units(drafts))


def _with_units(drafts: Iterable[Draft]) -> Iterable[Table]:
    """Finish the tables; one with a title but no unit takes over the unit of the table before."""
    unit = ""
    for draft in drafts:
        named = units_in_cells(cell.text for cell in draft.all_cells() if cell.row < draft.header_rows or draft.form)
        stated = draft.caption.unit or ("" if draft.form or len(named) != 1 else next(iter(named)))
        unit = draft.caption.unit or unit
        inherited = unit if draft.caption.title and not named else ""
        yield _finished(draft, stated or inherited, bool(stated))


def _finished(draft: Draft, unit: str, stated: bool) -> Table:
    return Table(
        number=draft.caption.number,
        title=draft.caption.title,
        unit=unit,
        unit_stated=stated,
        pages=tuple(dict.fromkeys(page for page, _ in draft.areas)),
        rows=draft.rows,
        columns=draft.columns,
        header_rows=draft.header_rows,
        cells=tuple(draft.all_cells()),
        caption=draft.caption.lines,
        notes=draft.notes,
        areas=tuple(draft.areas),
        aligned=draft.aligned,
    )


def as_json(tables: Iterable[Table]) -> list[dict[str, Any]]:
    """Return tables as plain data; spans are [first row, first column, last row, last column]."""
    return [
        {
            "number": table.number,
            "title": table.title,
            "unit": table.unit,
            "pages": list(table.pages),
            "grid": table.grid(),
            "spans": [
                [cell.row, cell.column, cell.row + cell.row_span - 1, cell.column + cell.column_span - 1]
                for cell in table.cells
                if cell.row_span > 1 or cell.column_span > 1
            ],
            "header_rows": table.header_rows,
        }
        for table in tables
    ]
