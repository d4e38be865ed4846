"""The erratum table (勘误表) of the terminal: what stands where, and what it should probably be."""

from __future__ import annotations

from auditor.model import Report, Text
from auditor.report.errata import Erratum, errata
from auditor.report.evidence import Sheet
from auditor.report.layout import Line, cells, padded, wrapped
from auditor.report.words import pick, word

_TITLE = Text("勘误表（建议，请对照原始数据核定）", "errata (suggested; please confirm against the source data)")
_FEWEST = 2  # a single correction stands in its cause already


def erratum_table(report: Report, sheet: Sheet) -> list[Line]:
    """Return the corrections that have a value, one a line, below a title; nothing where the causes tell it all."""
    rows = [row for row in errata(report, sheet.lang) if row.wanted]
    if len(rows) < _FEWEST:
        return []
    names = [max(cells(row.cause) for row in rows), max(cells(row.printed) for row in rows)]
    lines = [Line(pick(_TITLE, sheet.lang), "title")]
    for row in rows:
        lines += wrapped(_line(row, names[0], names[1], sheet), sheet.width, names[0] + 4)
    return [*lines, Line()]


def _line(row: Erratum, cause: int, printed: int, sheet: Sheet) -> Line:
    line = Line("").append(f"  {padded(row.cause, cause)}  ", "cause")
    line.append(f"{padded(row.printed, printed, right=True)}").append(sheet.signs(" → "), "frame")
    line.append(row.wanted, "good").append(f"  {row.item}{word('open', sheet.lang)}{row.place}")
    return line.append(word("close", sheet.lang))
