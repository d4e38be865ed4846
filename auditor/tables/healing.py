"""Rows that a page end cut in two, put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from auditor.model import Cell, Vocabulary, normal
from auditor.tables.wording import squeeze

_CODE = re.compile(r"\d{3,7}")
_TOTAL = re.compile(r"(?:本年|当年)?(?:收入|支出|收支)?(?:合计|总计|小计)")
_OPENING = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．]|\d{1,2}[、.．]|[（(][\d一二三四五六七八九十]{1,3}[）)]|其中[:：]|[①-⑳]"
)

Row = dict[int, Cell]  # the cells of one row by column


def heal(
    above: Sequence[Cell], below: Sequence[Cell], row: int, full: AbstractSet[int], vocabulary: Vocabulary
) -> tuple[list[Cell], list[Cell]] | None:
    """Join the first row after a page end with the last one before it, where they are one.

    Args:
        above: cells before the page end.
        below: cells after it, rows numbered on.
        row: index of the first row after the page end.
        full: columns whose last line above fills its cell, so that it may have been broken.
        vocabulary: a label that it knows is a row of its own.

    Returns:
        Both lists with the row joined and the later rows moved up; None when the two rows are two.
    """
    upper = {cell.column: cell for cell in above if cell.row == row - 1}
    lower = {cell.column: cell for cell in below if cell.row == row}
    whole = all(cell.row_span == 1 for cell in lower.values()) and bool(lower)
    if not whole or not (_is_rest(upper, lower, full, vocabulary) or _is_second_half(upper, lower)):
        return None
    if any(cell.text and column not in upper for column, cell in lower.items()):
        return None
    joined = [_joined(cell, lower) if cell.row == row - 1 else cell for cell in above]
    return joined, [_up(cell) for cell in below if cell.row > row]


def _is_rest(upper: Row, lower: Row, full: AbstractSet[int], vocabulary: Vocabulary) -> bool:
    """Tell whether a row holds nothing but the end of the labels above: no number, no code, no known name."""
    filled = {column: squeeze(cell.text) for column, cell in lower.items() if cell.text}
    if not filled or len(filled) == len(lower) > 1:
        return False
    return all(
        column in full and column in upper and upper[column].text and _is_fragment(text, vocabulary)
        for column, text in filled.items()
    )


def _is_fragment(text: str, vocabulary: Vocabulary) -> bool:
    if any(char.isdigit() for char in text) or _OPENING.match(text) or _TOTAL.fullmatch(text):
        return False
    name = normal(text)
    return name not in vocabulary.items and name not in vocabulary.classes


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
    text = "\n".join(part for part in (cell.text, rest) if part)
    return Cell(cell.row, cell.column, cell.row_span, cell.column_span, text, cell.page, cell.box)


def _up(cell: Cell) -> Cell:
    return Cell(cell.row - 1, cell.column, cell.row_span, cell.column_span, cell.text, cell.page, cell.box)
