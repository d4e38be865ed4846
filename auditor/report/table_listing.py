"""Tables as they were read: aligned text, CSV and Markdown."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from auditor.model import Table
from auditor.report.escaping import formula_safe
from auditor.report.layout import cells, fitted, padded
from auditor.report.naming import clean, tidy
from auditor.report.words import Lang

_WIDEST = 36  # cells of one column of the aligned text


def tables_text(tables: Sequence[Table], lang: Lang, *, ellipsis: str = "…") -> str:
    """Return the tables as aligned columns, each under its title; long cells are shortened in the middle."""
    return "\n".join(_aligned(table, lang, ellipsis) for table in tables)


def _aligned(table: Table, lang: Lang, ellipsis: str) -> str:
    rows = [[fitted(tidy(text), _WIDEST, ellipsis) for text in row] for row in table.grid()]
    widths = [max((cells(row[i]) for row in rows), default=0) for i in range(table.columns)]
    lines = [heading(table, lang)]
    for number, row in enumerate(rows):
        shown = (padded(text, width, right=_is_figure(text)) for text, width in zip(row, widths, strict=True))
        lines.append("  " + "  ".join(shown).rstrip())
        if number + 1 == table.header_rows:
            lines.append("  " + "  ".join("-" * width for width in widths))
    return "\n".join([*lines, ""])


def _is_figure(text: str) -> bool:
    return bool(text) and text.lstrip("+-(")[:1].isdigit() and text.isascii()


def heading(table: Table, lang: Lang) -> str:
    """Return number, title, unit, pages and size of a table on one line."""
    pages = "–".join(str(p) for p in (table.pages[:1] + table.pages[-1:] if len(table.pages) > 1 else table.pages))
    size = f"{table.rows}×{table.columns}"
    number = ("表" if lang == "zh" else "table ") + tidy(table.number) if table.number else ""
    about = [f"第{pages}页", f"单位：{table.unit}"] if lang == "zh" else [f"page {pages}", f"unit: {table.unit}"]
    about = about if table.unit else about[:1]
    return "  ".join(part for part in (number, tidy(table.title), *about, size) if part)


def tables_csv(tables: Sequence[Table]) -> str:
    """Return the grids as CSV; several tables are told apart by a line `# number title` and an empty line."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    for i, table in enumerate(tables):
        if len(tables) > 1:
            buffer.write("\n" * (i > 0) + f"# {tidy(table.number)} {tidy(table.title)}".rstrip() + "\n")
        writer.writerows([[formula_safe(clean(text)) for text in row] for row in table.grid()])
    return buffer.getvalue()


def tables_markdown(tables: Sequence[Table], lang: Lang) -> str:
    """Return the grids as Markdown tables; the last header row heads the columns."""
    return "\n".join(_markdown(table, lang) for table in tables)


def _markdown(table: Table, lang: Lang) -> str:
    rows = [[tidy(text).replace("|", "\\|") for text in row] for row in table.grid()]
    lines = [f"## {heading(table, lang)}", ""]
    for number, row in enumerate(rows):
        lines.append("| " + " | ".join(row) + " |")
        if number == 0:
            lines.append("|" + " --- |" * table.columns)
    return "\n".join([*lines, ""])
