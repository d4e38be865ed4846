"""Rows that a page end cut in two, put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from auditor.model import Cell, normal
from auditor.tables.middle import median
from auditor.tables.records import Names
from auditor.tables.wording import squeeze

_CODE = re.compile(r"\d{3,7}")
_TOTAL = re.compile(r"(?:本年|当年)?(?:收入|支出|收支)?(?:合计|总计|小计)")
_OPENING = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．]|\d{1,2}[、.．]|[（(][\d一二三四五六七八九十]{1,3}[）)]|其中[:：]|[①-⑳]"
)

LOW = 0.75  # share of the usual row height below which a blank row is the rest of a cut one

Row = dict[int, Cell]  # the cells of one row by column


Halves = tuple[list[Cell], list[Cell]]  # the cells before and after a page end


def heal(above: Sequence[Cell], below: Sequence[Cell], row: int, full: AbstractSet[int], names: Names) -> Halves:
    """Make one row of the last row before a page end and the first one after it, where they are one.

    Args:
        above: cells before the page end.
        below: cells after it, rows numbered on.
        row: index of the first row after the page end.
        full: columns whose last line above fills its cell, so that it may have been broken.
        names: a label that is one of them is a row of its own.

    Returns:
        Both lists with the row joined and the later rows moved up.
    """
    upper = {cell.column: cell for cell in above if cell.row == row - 1}
    lower = {cell.column: cell for cell in below if cell.row == row}
    whole = bool(lower) and all(cell.row_span == 1 for cell in lower.values())
    if whole and _is_one(upper, lower, below, full, names):
        joined = [_joined(cell, lower) if cell.row == row - 1 else cell for cell in above]
        return joined, [_up(cell) for cell in below if cell.row > row]
    return _stretched(above, below, row)


def _is_one(upper: Row, lower: Row, below: Sequence[Cell], full: AbstractSet[int], names: Names) -> bool:
    if any(cell.text and column not in upper for column, cell in lower.items()):
        return False
    return _is_rest(upper, lower, full, names) or _is_second_half(upper, lower) or _is_residue(lower, below)


def _is_residue(lower: Row, below: Sequence[Cell]) -> bool:
    """Tell whether a blank row is the rest of the row above: it is lower than its sisters."""
    heights = [cell.box[3] - cell.box[1] for cell in below if cell.row_span == 1]
    cell = next(iter(lower.values()))
    return not any(c.text for c in lower.values()) and cell.box[3] - cell.box[1] < LOW * median(heights)


def _stretched(above: Sequence[Cell], below: Sequence[Cell], row: int) -> Halves:
    """Let a label that is merged over rows reach over the page end, where its cell goes on blank."""
    ends = {cell.column: cell for cell in above if cell.row + cell.row_span == row and cell.text}
    goes_on = {}
    for cell in sorted((cell for cell in below if cell.row == row), key=lambda cell: cell.column):
        end = ends.get(cell.column)
        if cell.text or not end or end.column_span != cell.column_span or end.row_span + cell.row_span < 3:
            break
        goes_on[cell.column] = cell.row_span
    grown = [
        cell._replace(row_span=cell.row_span + goes_on[cell.column])
        if ends.get(cell.column) is cell and cell.column in goes_on
        else cell
        for cell in above
    ]
    return grown, [cell for cell in below if not (cell.row == row and cell.column in goes_on)]


def _is_rest(upper: Row, lower: Row, full: AbstractSet[int], names: Names) -> bool:
    """Tell whether a row holds nothing but the end of the labels above: no number, no code, no known name."""
    filled = {column: squeeze(cell.text) for column, cell in lower.items() if cell.text}
    if not filled or len(filled) == len(lower) > 1:
        return False
    return all(
        column in full and column in upper and upper[column].text and _is_fragment(text, names)
        for column, text in filled.items()
    )


def _is_fragment(text: str, names: Names) -> bool:
    if any(char.isdigit() for char in text) or _OPENING.match(text) or _TOTAL.fullmatch(text):
        return False
    name = normal(text)
    return name not in names.items and name not in names.classes


def _is_second_half(upper: Row, lower: Row) -> bool:
    """Tell whether the code and the beginning of a name stand above the page end, the figures below it."""
    ordered = [squeeze(upper[column].text) for column in sorted(upper)]
    if not ordered or not _CODE.fullmatch(ordered[0]) or any(_is_figure(text) for text in ordered[1:]):
        return False
    first = squeeze(lower[min(lower)].text)
    figures = [column for column, cell in lower.items() if _is_figure(squeeze(cell.text))]
    return not first and bool(figures) and all(column in upper and not upper[column].text for column in figures)


def _is_figure(text: str) -> bool:
    return any(char.isdigit() for char in text) and not any("\u4e00" <= char <= "\u9fff" for char in text)


def _joined(cell: Cell, lower: Row) -> Cell:
    rest = lower[cell.column].text if cell.column in lower else ""
    return cell._replace(text="\n".join(part for part in (cell.text, rest) if part))


def _up(cell: Cell) -> Cell:
    return cell._replace(row=cell.row - 1)
