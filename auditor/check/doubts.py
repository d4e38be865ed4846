"""Doubts about the reading of a table: a failing check that rests on one becomes unchecked, with the reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from auditor.amounts import read_amount
from auditor.check.evaluate import evaluate_sum
from auditor.model import Check, Facts, FactTable, Operand, Text, Verdict

_MISREAD = Text(
    "表格没有竖线，按文字对齐读列，合计对不上，读取没有把握",
    "a table without column lines whose sums do not show that it was read well",
)
_UNIT = Text(
    "表上没有写明单位，换一个单位就对得上",
    "the table states no unit, and in another unit the figures agree",
)
UNFILLED = Text("合计未填，不能核对", "the total is blank: unknown to this check")
_UNITS = ("元", "千元", "万元")


class _Doubts(NamedTuple):
    """What is doubtful in a document.

    Attributes:
        bare: figures of tables without column lines; misread: of those whose sums do not show that they were read well.
        names, titles: titles of the bare and of the misread tables.
        lost: indexes of checks that fail where a row was perhaps lost in reading.
        unfilled: blank cells of total lines; unstated: figures whose unit was taken over from the table before.
    """

    bare: AbstractSet[int]
    misread: AbstractSet[int]
    names: AbstractSet[str]
    titles: AbstractSet[str]
    lost: AbstractSet[int]
    unfilled: AbstractSet[int]
    unstated: AbstractSet[int]


def doubted(checks: Sequence[Check], facts: Facts) -> tuple[Check, ...]:
    """Return the checks, those that fail on doubtful figures unchecked."""
    doubts = _gathered(checks, facts)
    reasons = (
        _reason(index, check, doubts) if check.verdict is Verdict.FAILS else None for index, check in enumerate(checks)
    )
    return tuple(
        check if reason is None else check._replace(verdict=Verdict.UNCHECKED, reason=reason)
        for check, reason in zip(checks, reasons, strict=True)
    )


def _gathered(checks: Sequence[Check], facts: Facts) -> _Doubts:
    bare = [table for table in facts.tables if not table.ruled]
    misread = [table for table in bare if _is_misread(table, checks)]
    figures = frozenset(number for table in bare for number in _figures(table))
    return _Doubts(
        bare=figures,
        misread=frozenset(number for table in misread for number in _figures(table)),
        names=frozenset(table.table.title for table in bare if table.table.title),
        titles=frozenset(table.table.title for table in misread if table.table.title),
        lost=_lost_rows(checks, figures),
        unfilled=frozenset(number for table in facts.tables for number in _unfilled(table, facts)),
        unstated=frozenset(number for table in facts.tables for number in _without_unit(table, facts)),
    )


def _reason(index: int, check: Check, doubts: _Doubts) -> Text | None:
    """Return why a failing check accuses nobody, None when it does."""
    figures = {operand.fact.id for operand in check.operands}
    about = doubts.names if check.kind == "code" else doubts.titles
    if (
        index in doubts.lost
        or _has_no_name(check, doubts.bare)
        or (check.formula == "text" and _is_about(check, about))
    ):
        return _MISREAD
    if check.formula == "missing":
        return None
    if figures & doubts.misread:
        return _MISREAD
    if figures & doubts.unfilled:
        return UNFILLED
    agrees = check.formula == "sum" and any(_agrees(check, doubts.unstated, unit) for unit in _UNITS)
    return _UNIT if agrees else None


def _is_about(check: Check, titles: AbstractSet[str]) -> bool:
    """Tell whether a check of words is about one of these tables: a name may be cut where no line parts the columns."""
    places = (check.place, *(operand.fact.place.table_title for operand in check.operands))
    return any(title in place for title in titles for place in places)


def _has_no_name(check: Check, bare: AbstractSet[int]) -> bool:
    """Tell whether a row of such a table is called by a number: what stands there belongs to another column."""
    rows = (operand.fact.place.row for operand in check.operands if operand.fact.id in bare)
    return any(read_amount(row, "") is not None for row in rows if row.strip())


def _lost_rows(checks: Sequence[Check], bare: AbstractSet[int]) -> AbstractSet[int]:
    """Return the checks that fail where a row of a table without column lines was perhaps lost or read into another.

    A wrong figure fails its row in one column; a lost row fails the total in several. A missing row or total there says
    as much of the reading as of the document.
    """
    rows: dict[tuple[object, ...], list[int]] = {}
    found: set[int] = set()
    for index, check in enumerate(checks):
        if check.verdict is not Verdict.FAILS or not any(o.fact.id in bare for o in check.operands):
            continue
        if check.formula == "missing" or check.code == "missing-row":
            found.add(index)
        elif check.kind in {"rollup", "equation"} and len({o.fact.place.column for o in check.operands}) == 1:
            total = check.operands[0].fact
            rows.setdefault((total.page, total.place.table_title, total.place.row, total.box[1]), []).append(index)
    return found.union(*(indexes for indexes in rows.values() if len(indexes) > 1))


def _figures(table: FactTable) -> frozenset[int]:
    return frozenset(number for block in table.blocks for row in block.facts for number in row if number >= 0)


def _is_misread(table: FactTable, checks: Sequence[Check]) -> bool:
    """Tell whether a table without column lines was perhaps read into the wrong cells.

    Such a table must show by its sums that it was read well: few of them, or more than one in ten failing, is doubt,
    and so is a header of several levels.
    """
    own = _figures(table)
    inside = [c for c in checks if c.kind == "rollup" and c.operands and all(o.fact.id in own for o in c.operands)]
    failed = sum(1 for c in inside if c.verdict is Verdict.FAILS)
    held = sum(1 for c in inside if c.verdict in {Verdict.HOLDS, Verdict.ROUNDING})
    return failed * 10 > held or held < 3 or table.table.header_rows > 2


def _unfilled(table: FactTable, facts: Facts) -> Iterator[int]:
    """Yield the blank cells of total lines that print a figure elsewhere: blank there is not nought."""
    for block in table.blocks:
        for line, row in zip(block.lines, block.facts, strict=True):
            if line.total and len(block.lines) > 1:  # a lone row is no total of anything
                yield from (number for number in row if number >= 0 and facts.facts[number].blank)


def _without_unit(table: FactTable, facts: Facts) -> frozenset[int]:
    """Return the figures whose unit was taken over from the table before."""
    if table.table.unit_stated:
        return frozenset()
    return frozenset(n for n in _figures(table) if facts.facts[n].amount.unit == table.table.unit)


def _agrees(check: Check, unstated: AbstractSet[int], unit: str) -> bool:
    """Tell whether a sum over figures with and without a stated unit holds when the latter are read in this unit."""
    doubtful = [operand.fact.id in unstated and operand.fact.value != 0 for operand in check.operands]
    if all(doubtful) or not any(doubtful):
        return False
    operands = (
        _reread(operand, unit) if doubt else operand for operand, doubt in zip(check.operands, doubtful, strict=True)
    )
    return evaluate_sum(check._replace(operands=tuple(operands))).verdict in {Verdict.HOLDS, Verdict.ROUNDING}


def _reread(operand: Operand, unit: str) -> Operand:
    amount = read_amount(operand.fact.amount.printed, unit) or operand.fact.amount
    return operand._replace(fact=operand.fact._replace(amount=amount))
