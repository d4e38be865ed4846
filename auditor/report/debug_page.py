"""One page as the reader saw it: every run of text, line and shade, the cells made of them, and what each table is called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from auditor.model import Box, Cell, Page, Table
from auditor.report.page_svg import PLAIN, Mark, page_svg
from auditor.report.words import Lang

_STYLE = PLAIN + (
    ".run{fill:#0a02;stroke:#0a08;stroke-width:.3}.mark{fill:none;stroke:none}.body{stroke:#c00;stroke-width:.8}"
    ".head{fill:#00f1;stroke:#00c;stroke-width:.8}.table{stroke:#060;stroke-width:1.5}.label{fill:#060;stroke:none}"
)


def debug_page(page: Page, tables: Sequence[Table], lang: Lang) -> str:
    """Return an SVG file of a page: runs green, body cells red, header cells blue; a cell tells its row, column and text."""
    marks = [mark for order, table in enumerate(tables, 1) for mark in _marks(page, order, table, lang)]
    runs = ((run.lefts[0], run.baseline - 0.8 * run.size, run.lefts[-1] + run.widths[-1], run.baseline + 0.2 * run.size)
            for run in page.runs)  # fmt: skip
    return page_svg(page, marks, under=[("run", list(runs))], style=_STYLE) + "\n"


def _marks(page: Page, order: int, table: Table, lang: Lang) -> Iterator[Mark]:
    for cell in _on(page, table.cells):
        kind = "head" if cell.row < table.header_rows else "body"
        span = f" {cell.row_span}×{cell.column_span}" if (cell.row_span, cell.column_span) != (1, 1) else ""
        yield Mark(cell.box, kind, title=f"{cell.row},{cell.column}{span}: {cell.text}")
    for number, box in table.areas:
        if number == page.number:
            yield Mark(box, "table", label=_name(order, table, lang))


def _on(page: Page, cells: Iterable[Cell]) -> Iterator[Cell]:
    return (cell for cell in cells if cell.page == page.number and _has_size(cell.box))


def _has_size(box: Box) -> bool:
    return box[2] > box[0] and box[3] > box[1]


def _name(order: int, table: Table, lang: Lang) -> str:
    """Return what a table is called: number, title, unit, rows × columns."""
    number = table.number or f"#{order}"
    unit = f" {'单位' if lang == 'zh' else 'unit'} {table.unit}" if table.unit else ""
    return f"{'表' if lang == 'zh' else 'table '}{number} {table.title}{unit} {table.rows}×{table.columns}"
