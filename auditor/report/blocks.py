"""Table cells as evidence: a small aligned block of row label, column label and figure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from auditor.model import Fact, Text
from auditor.report.layout import Line, cells, fitted, padded, wrapped
from auditor.report.naming import label_phrase, table_name, tidy
from auditor.report.numbers import printed_quantity
from auditor.report.words import Lang, pick, word

_MOST = 12  # cells shown; the middle of a longer block is left out


class CellMark(NamedTuple):
    """A cell in a block: its fact, the word beside it, and whether it is the stated figure."""

    fact: Fact
    label: str
    stated: bool


def block(marks: Sequence[CellMark], width: int, lang: Lang, ellipsis: str) -> list[Line]:
    """Return the cells of one table as aligned lines; a label common to all of them moves to the title line."""
    full = _without_blanks(marks)
    shown = _thinned(full)
    rows, row = _labels(shown, lambda mark: tidy(mark.fact.place.row))
    columns, column = _labels(shown, lambda mark: tidy(mark.fact.place.column))
    figures = [printed_quantity(mark.fact.amount, word("blank", lang)) for mark in shown]
    room = max(width - max(map(cells, figures)) - max(cells(mark.label) for mark in shown) - 8, 12)
    rows, columns = _fitted(rows, columns, room, ellipsis)
    title = wrapped(Line(_title(shown[0].fact, row, column, lang), "title"), width, 2)
    lines = [*title, *_body(shown, rows, columns, figures)]
    note = _left_out(len(full) - len(shown), len(marks) - len(full), lang)
    return [*lines, Line(note, "help")] if note else lines


def _without_blanks(marks: Sequence[CellMark]) -> list[CellMark]:
    """Leave out blank parts of a long sum; the blank cell that is the finding itself stays."""
    full = [mark for mark in marks if mark.stated or mark.fact.amount.printed.strip()]
    return full if len(marks) > 4 and full else list(marks)


def _thinned(marks: Sequence[CellMark]) -> list[CellMark]:
    if len(marks) <= _MOST:
        return list(marks)
    return [mark for i, mark in enumerate(marks) if mark.stated or i < _MOST - 2 or i >= len(marks) - 2]


def _left_out(rows: int, blanks: int, lang: Lang) -> str:
    """Say what a block does not show."""
    notes = (
        (rows, Text(f"{rows} 个数从略", f"{rows} more figures")),
        (blanks, Text(f"{blanks} 个空格按 0 计", f"{blanks} blank cells count as 0")),
    )
    told = word("comma", lang).join(pick(text, lang) for count, text in notes if count)
    return f"另有 {told}" if told and lang == "zh" else told


def _labels(marks: Sequence[CellMark], label: Callable[[CellMark], str]) -> tuple[list[str], str]:
    """Return the labels of each cell, or none and the one label that all of them share."""
    found = [label(mark) for mark in marks]
    if len(set(found)) == 1 and len(found) > 1:
        return [""] * len(found), found[0]
    return found, ""


def _fitted(rows: Iterable[str], columns: Iterable[str], room: int, ellipsis: str) -> tuple[list[str], list[str]]:
    """Shorten labels so that both columns of labels fit: a column label gets what the row labels leave."""
    rows, columns = list(rows), list(columns)
    widest_row, widest_column = max(map(cells, rows)), max(map(cells, columns))
    if widest_row + widest_column > room:
        widest_column = min(widest_column, max(room - widest_row, room // 2))
        widest_row = room - widest_column
    return [fitted(r, widest_row, ellipsis) for r in rows], [fitted(c, widest_column, ellipsis) for c in columns]


def _title(fact: Fact, row: str, column: str, lang: Lang) -> str:
    title = tidy(fact.place.table_title) if fact.place.table_number else ""
    shared = [label_phrase(label, key, lang) for label, key in ((row, "row"), (column, "column")) if label]
    return "  ".join(part for part in (table_name(fact.place, lang), title, *shared) if part)


def _body(marks: Sequence[CellMark], rows: Sequence[str], columns: Sequence[str], figures: Sequence[str]) -> list[Line]:
    """Return the aligned lines; figures end in one column, so their digits stand below each other."""
    row_width, column_width, figure_width = (max(map(cells, texts)) for texts in (rows, columns, figures))
    lines: list[Line] = []
    for mark, row, column, figure in zip(marks, rows, columns, figures, strict=True):
        labels = "  ".join(padded(text, wide) for text, wide in ((row, row_width), (column, column_width)) if wide)
        head = (labels + "  " if labels else "") + padded(figure, figure_width, right=True)
        if not mark.stated:
            lines.append(Line(head + "  ").append(mark.label, "compared"))
            continue
        lines.append(Line(head))
        lines.append(Line(" " * (cells(head) - cells(figure))).append("^" * cells(figure) + " " + mark.label, "stated"))
    return lines
