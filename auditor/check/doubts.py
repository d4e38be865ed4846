"""Doubts about the reading of a table: a failing check that rests on one becomes unchecked, with the reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from auditor.amounts import read_amount
from auditor.check.bare import Proof, proofs
from auditor.check.evaluate import evaluate_sum
from auditor.model import Check, Fact, Facts, FactTable, Operand, Text, Verdict

_MISREAD = Text(
    "表格没有竖线，按文字对齐读列，合计对不上，读取没有把握",
    "a table without column lines whose sums do not show that it was read well",
)
_UNIT = Text(
    "表上没有写明单位，换一个单位就对得上",
    "the table states no unit, and in another unit the figures agree",
)
UNFILLED = Text("合计未填，不能核对", "the total is blank: unknown to this check")
_DEEPEST = 2  # headings above that of a column, from which their order is not certain where no line parts them
_UNITS = ("元", "千元", "万元")


class _Doubts(NamedTuple):
    """What is doubtful in a document.

    Attributes:
        bare: figures of tables without column lines, with what their sums say of the reading.
        names, titles: titles of the bare tables, and of those that were perhaps misread.
        lost: indexes of checks that fail where a row was perhaps lost in reading.
        unfilled: blank cells of total lines; unstated: figures whose unit was taken over from the table before.
    """

    bare: Mapping[int, Proof]
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
    made = tuple(proofs(checks, facts))
    bare = {number: proof for proof in made for number in proof.figures}
    tables = [table for table in facts.tables if not table.ruled]
    misread = [table for table, proof in zip(tables, made, strict=True) if proof.misread]
    return _Doubts(
        bare=bare,
        names=frozenset(table.table.title for table in tables if table.table.title),
        titles=frozenset(table.table.title for table in misread if table.table.title),
        lost=_lost_rows(checks, bare),
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
    if any(_is_doubtful(operand.fact, check, doubts.bare) for operand in check.operands):
        return _MISREAD
    if figures & doubts.unfilled:
        return UNFILLED
    agrees = check.formula == "sum" and any(_agrees(check, doubts.unstated, unit) for unit in _UNITS)
    return _UNIT if agrees else None


def _is_doubtful(fact: Fact, check: Check, bare: Mapping[int, Proof]) -> bool:
    """Tell whether a figure of a table without column lines was perhaps misread, or stands under another heading.

    Outside its table only a figure counts whose place the sums of the table prove, and whose row does not print what the
    other place says.
    """
    proof = bare.get(fact.id)
    if proof is None:
        return False
    if proof.misread:
        return True
    others = [operand.fact for operand in check.operands if operand.fact.id not in proof.figures]
    if not others:
        return False
    elsewhere = len(check.operands) == 2 and any(
        other.value and amount.value and other.amount.rounded().meets(amount.rounded())
        for other in others
        for amount in proof.rows[fact.id]
    )
    deep = fact.place.column.count("/") > _DEEPEST
    return elsewhere or deep or proof.partly or fact.id not in proof.proven


def _is_about(check: Check, titles: AbstractSet[str]) -> bool:
    """Tell whether a check of words is about one of these tables: a name may be cut where no line parts the columns."""
    places = (check.place, *(operand.fact.place.table_title for operand in check.operands))
    return any(title in place for title in titles for place in places)


def _has_no_name(check: Check, bare: Mapping[int, Proof]) -> bool:
    """Tell whether a row of such a table is called by a number: what stands there belongs to another column."""
    rows = (operand.fact.place.row for operand in check.operands if operand.fact.id in bare)
    return any(read_amount(row, "") is not None for row in rows if row.strip())


def _lost_rows(checks: Sequence[Check], bare: Mapping[int, Proof]) -> AbstractSet[int]:
    """Return the checks that fail where a row of a table without column lines was perhaps lost or read into another.

    A wrong figure fails its row in one column; a lost row fails the total in several. A missing row or total there says
    as much of the reading as of the document, where something on its pages was left over.
    """
    rows: dict[tuple[object, ...], list[int]] = {}
    found: set[int] = set()
    for index, check in enumerate(checks):
        own = [bare[o.fact.id] for o in check.operands if o.fact.id in bare]
        if check.verdict is not Verdict.FAILS or not own or all(proof.whole and not proof.misread for proof in own):
            continue
        if check.formula == "missing" or check.code == "missing-row":
            found.add(index)
        elif check.kind in {"rollup", "equation"} and len({o.fact.place.column for o in check.operands}) == 1:
            total = check.operands[0].fact
            rows.setdefault((total.page, total.place.table_title, total.place.row, total.box[1]), []).append(index)
    return found.union(*(indexes for indexes in rows.values() if len(indexes) > 1))


def _figures(table: FactTable) -> frozenset[int]:
    return frozenset(number for block in table.blocks for row in block.facts for number in row if number >= 0)


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
