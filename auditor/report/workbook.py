"""A workbook with printable sheets: a title, one row of headings that every page repeats, rows that wrap.

Texts are always written as texts: nothing that a document says becomes a formula or a link.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from auditor.report.escaping import formula_safe, one_line, xml_safe
from auditor.report.layout import cells

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_LONGEST = 32_000  # characters of one cell; Excel takes 32,767
_LAST = 1_048_575  # the last row of a sheet
_HEAD = 2  # the row of headings; above it a title and a line below it
_LINE, _TALLEST = 13.2, 400  # points: a line of text, and less than the tallest row there can be
_TINTED = 2  # cells at the beginning of a row that carry its tint
_FONT = {"font_name": "宋体", "font_size": 10, "valign": "top"}

Value = str | int


class Column(NamedTuple):
    """A column: its heading, its width in characters, and what its cells hold.

    `kind` is text, centre, number (a decimal in digits, or int), choice (one of `choices`), or order (the number of the row, filled in
    by itself); columns with `aside` are not printed.
    """

    heading: str
    width: float
    kind: str = "text"
    choices: tuple[str, ...] = ()
    aside: bool = False


class Sheet:
    """One sheet of a workbook, written row by row."""

    def __init__(self, book: Book, name: str, columns: Sequence[Column], footer: str) -> None:
        self._book, self._columns, self._row = book, columns, _HEAD + 1
        self._sheet: Worksheet = book.workbook.add_worksheet(name)
        self._lay_out(footer)

    def _lay_out(self, footer: str) -> None:
        sheet, columns = self._sheet, self._columns
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(_HEAD)
        sheet.set_footer(footer)
        sheet.freeze_panes(_HEAD + 1, 0)
        for number, column in enumerate(columns):
            sheet.set_column(number, number, column.width)
            if column.choices:
                sheet.data_validation(
                    _HEAD + 1, number, _LAST, number, {"validate": "list", "source": list(column.choices)}
                )

    def head(self, title: str, line: str) -> None:
        """Write the title, the line below it, and the headings; to be called once, before any row."""
        sheet, book = self._sheet, self._book
        sheet.set_row(0, 26)
        sheet.write_string(0, 0, _text(title), book.style(font_size=15, bold=True, valign="vcenter"))
        sheet.write_string(1, 0, _text(line), book.style(font_color="#555555"))
        sheet.set_row(_HEAD, 22)
        style = book.style(bold=True, bg_color="#E9EDF2", border=1, border_color="#B8C0CC", align="center", valign="vcenter", text_wrap=True)  # fmt: skip
        for number, column in enumerate(self._columns):
            sheet.write_string(_HEAD, number, column.heading, style)

    def row(self, values: Sequence[Value], tint: str = "") -> None:
        """Write a row, without the value of an order column; `tint` colours its first two cells."""
        if self._columns[0].kind == "order":
            values = [self._row - _HEAD, *values]
        self._sheet.set_row(self._row, self._height(values))
        for number, (column, value) in enumerate(zip(self._columns, values, strict=True)):
            look: dict[str, Any] = {"border": 1, "border_color": "#D5DAE1"}
            if tint and number < _TINTED:
                look["bg_color"] = tint
            if column.kind in {"centre", "choice", "order"}:
                look["align"] = "center"
            if column.kind in {"number", "order"} and value != "":
                self._number(number, Decimal(value), look)
                continue
            if not column.aside:
                look["text_wrap"] = True
            self._write(number, str(value), look)
        self._row += 1

    def _height(self, values: Iterable[Value]) -> float:
        """Return the height that shows every wrapped text: programs compute it only when a cell is edited."""
        pairs = zip(self._columns, values, strict=True)
        texts = [(_text(value), column) for column, value in pairs if isinstance(value, str) and not column.aside]
        lines = (-(-cells(text) // int(column.width - 1)) for text, column in texts)
        return min(_LINE * max([1, *lines]) + 5, _TALLEST)

    def _write(self, number: int, value: str, look: dict[str, Any]) -> None:
        text = _text(value)
        if formula_safe(text) != text:
            look["quote_prefix"] = True  # editing the cell does not turn it into a formula either
        self._sheet.write_string(self._row, number, text, self._book.style(**look))

    def _number(self, number: int, value: Decimal, look: dict[str, Any]) -> None:
        places = max(-int(value.as_tuple().exponent), 0)
        shown = "#,##0" + ("." + "0" * places if places else "")
        self._sheet.write_number(self._row, number, value, self._book.style(num_format=shown, shrink=True, **look))

    def finish(self) -> None:
        """Add the filter buttons and the printed area; to be called after the last row."""
        last, printed = max(self._row - 1, _HEAD), [column for column in self._columns if not column.aside]
        self._sheet.autofilter(_HEAD, 0, last, len(self._columns) - 1)
        self._sheet.print_area(0, 0, last, len(printed) - 1)


class Book:
    """A workbook on a stream of bytes; it is written when it is closed."""

    def __init__(self, stream: IO[bytes], title: str) -> None:
        import xlsxwriter

        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.workbook: Workbook = xlsxwriter.Workbook(stream, options)
        self.workbook.set_properties({"title": title, "author": "auditor"})
        self._styles: dict[tuple[tuple[str, Any], ...], Format] = {}

    def style(self, **look: Any) -> Format:  # noqa: ANN401 what the library takes
        """Return a format; equal ones are made once."""
        key = tuple(sorted(look.items()))
        if key not in self._styles:
            self._styles[key] = self.workbook.add_format(_FONT | look)
        return self._styles[key]

    def sheet(self, name: str, columns: Sequence[Column], footer: str) -> Sheet:
        """Return a new sheet."""
        return Sheet(self, name, columns, footer)

    def close(self) -> None:
        """Write the workbook."""
        self.workbook.close()


def _text(text: str) -> str:
    return xml_safe(one_line(text))[:_LONGEST]
