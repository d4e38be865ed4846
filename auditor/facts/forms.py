"""Forms (绩效目标表): labels and values scattered over the grid; only their money is read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.amounts import blank_amount, fold, is_blank, read_amount
from auditor.facts.columns import Grid
from auditor.facts.lines import item_of
from auditor.model import Cell, Excluded, Fact, Family, Place, Vocabulary
from auditor.model.vocabulary import normal

_UNIT = re.compile(r"[（(](亿元|万元|千元|元)[）)]|单位[:：](亿元|万元|千元|元)")
_NUMBER = re.compile(r"\d")
_MONEY_LABEL = re.compile(r"资金|金额|拨款|经费|支出|收入|总额|预算|合计|结转")


def is_form(grid: Grid, family: Family) -> bool:
    """Tell whether a table is a form: its family says so, or it has no header at all and names a project first."""
    if family.subject == "绩效":
        return True
    first = normal(grid.text(0, 0)) if grid.table.rows else ""
    return grid.table.header_rows == 0 and first in {"项目名称", "单位名称", "部门名称", "部门（单位）名称"}


def form_facts(
    grid: Grid, family: Family, vocabulary: Vocabulary, first_id: int
) -> tuple[tuple[Fact, ...], tuple[Excluded, ...]]:
    """Return the money figures of a form as facts and every other number as excluded."""
    facts: list[Fact] = []
    left: list[Excluded] = []
    for cell in grid.table.cells:
        text = " ".join(cell.text.split())
        if not _NUMBER.search(text):
            continue
        fact = _money(grid, cell, text, family, vocabulary, first_id + len(facts))
        if fact is None:
            left.append(Excluded(text, "performance", cell.page, cell.box, grid.table.title))
        else:
            facts.append(fact)
    return tuple(facts), tuple(left)


def _money(grid: Grid, cell: Cell, text: str, family: Family, vocabulary: Vocabulary, number: int) -> Fact | None:
    unit = grid.table.unit or _unit_near(grid, cell)
    amount = read_amount(text, unit) if unit else None
    if amount is None:
        return None
    label, column = _label_left(grid, cell), _label_above(grid, cell)
    if not _MONEY_LABEL.search(label + column):
        return None
    item, _ = item_of(label, "", vocabulary)
    return Fact(
        id=number,
        amount=amount if not is_blank(text) else blank_amount(text, unit),
        page=cell.page,
        box=cell.box,
        place=Place("cell", grid.table.number, grid.table.title, label.replace("\n", ""), column.replace("\n", "")),
        item="合计" if item in {"金额合计", "合计"} else item,
        family=family.name,
        source=normal(column),
        head=normal(column),
    )


def _unit_near(grid: Grid, cell: Cell) -> str:
    """Find the money unit that labels left of the cell or above it carry in brackets."""
    for other in (*_leftwards(grid, cell), *_upwards(grid, cell)):
        found = _UNIT.search(other.text)
        if found:
            return found.group(1) or found.group(2)
    return ""


def _leftwards(grid: Grid, cell: Cell) -> Iterator[Cell]:
    seen: Cell | None = None
    for column in range(cell.column - 1, -1, -1):
        other = grid.covering[cell.row][column]
        if other is not None and other is not seen:
            yield other
            seen = other


def _upwards(grid: Grid, cell: Cell) -> Iterator[Cell]:
    seen: Cell | None = None
    for row in range(cell.row - 1, -1, -1):
        other = grid.covering[row][cell.column]
        if other is not None and other is not seen:
            yield other
            seen = other


def _is_label(cell: Cell) -> bool:
    text = fold(cell.text)
    return bool(text) and read_amount(text, "") is None and not is_blank(text)


def _label_left(grid: Grid, cell: Cell) -> str:
    return next((other.text for other in _leftwards(grid, cell) if _is_label(other)), "")


def _label_above(grid: Grid, cell: Cell) -> str:
    return next((other.text for other in _upwards(grid, cell) if _is_label(other)), "")
