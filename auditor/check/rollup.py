"""Kind `rollup`: sums by shape inside one table, always on where the table is recognised."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, product
from operator import itemgetter

from auditor.check.belief import believed
from auditor.check.context import Context, bound
from auditor.check.evaluate import best, evaluate_rate, evaluate_sum
from auditor.check.nesting import nested
from auditor.check.sums import ColumnSum, LineSum, column_sums, line_sums, orphans_of
from auditor.model import Block, Check, Column, Fact, FactTable, Operand, Rule, Text, Verdict

_DOWN = frozenset({"code", "outline", "stairs", "merged"})  # what adds up down a block
RATE = "比率"  # the period of columns that hold rates
_YEAR = re.compile(r"^(?:19|20)\d{2}年度?")
_TOTALS = frozenset({"合计", "小计", "总计", "金额"})
_COMPARISON = re.compile(r"比|较|增、?减|[%％]|率$|幅度$")
_GROWTH = re.compile(
    r"[增减升降]|幅度|同比|环比|变[动化]|[比较与].{0,4}(?:上年|去年|前年|同期|(?:19|20)\d{2})|change", re.IGNORECASE
)
_BUDGET = re.compile(r"[比较与].{0,6}预算")
_LAST_YEAR = re.compile(r"上年|去年|同期|(?:19|20)\d{2}")
_ORPHAN = Text("同组中有编码找不到上级，未相加", "a code in this group has no parent; not added")
_NESTED = Text("逐级列示的名称没有编号，层次不明，未相加", "names listed level by level without numbers; not added")
_UNKNOWN = Text("组内有未识别的行，不能断定应当相加", "the group holds a line that was not recognised")


def rollup(rule: Rule, context: Context) -> Iterator[Check]:
    """Bind one rollup rule (by: header, code, outline, stairs, merged, nested) to every table in its scope."""
    by = rule.options.get("by", ("",))[0]
    some = rule.options.get("parts", ("all",))[0] == "some"
    for table in context.facts.tables:
        if rule.families and table.family not in rule.families:
            continue
        filled = _filled_heads(table, context) if by in _DOWN else frozenset()
        for block in table.blocks:
            checks = _in_block(rule, block, context, by, filled, some=some)
            yield from checks if table.family else believed(checks)


def _filled_heads(table: FactTable, context: Context) -> frozenset[str]:
    """Return the headings over other lines that print a figure in any part of a table: left blank in another, it is missing."""
    return frozenset(
        block.lines[line.parent].item
        for block in table.blocks
        for line in block.lines
        if line.parent >= 0 and any(n >= 0 and context.fact(n).value for n in block.facts[line.parent])
    )


def _in_block(
    rule: Rule, block: Block, context: Context, by: str, filled: frozenset[str], *, some: bool
) -> Iterator[Check]:
    if by == "header":
        return _across(rule, block, context, some=some)
    if by == "period":
        return _periods(rule, block, context)
    if by == "nested":
        return nested(rule, block, context)
    return _down(rule, block, context, by, filled, some=some)


def _periods(rule: Rule, block: Block, context: Context) -> Iterator[Check]:
    """增减 = 当年 − 上年 and its rate, for columns whose header paths differ only in the period.

    Two columns of one period (2024年预算数 | 2024年决算数) are two readings: a row fails only if it fails for each of them.
    """
    groups: dict[tuple[str, ...], dict[str, list[int]]] = {}
    for position, column in enumerate(block.columns):
        if column.period and not column.of_which and not _is_of_another_base(column):
            groups.setdefault(_undated(column.path, context), {}).setdefault(column.period, []).append(position)
    for group in groups.values():
        pairs = list(product(group.get("当年", group.get(context.facts.kind, [])), group.get("上年", [])))
        for moved in group.get("增减", []) if pairs else ():
            yield from _kindest(_differences(rule, block, context, [(moved, *pair) for pair in pairs]))
        for moved in group.get(RATE, []) if pairs else ():
            yield from _kindest(_rates(rule, block, context, [(moved, *pair) for pair in pairs]))


def _is_of_another_base(column: Column) -> bool:
    """Tell whether a column holds shares, what of a budget is spent, or changes against this year's budget."""
    said = "/".join(column.path)
    if column.period == RATE and not _GROWTH.search(said):
        return True
    return column.period in {RATE, "增减"} and bool(_BUDGET.search(said)) and not _LAST_YEAR.search(said)


def _kindest(checks: Iterable[tuple[int, Check]]) -> Iterator[Check]:
    """Yield for each row its check with the kindest verdict."""
    for _, of_row in groupby(sorted(checks, key=itemgetter(0)), itemgetter(0)):
        yield best([check for _, check in of_row])


def _undated(path: Sequence[str], context: Context) -> tuple[str, ...]:
    """Return what a header path says besides the period and the comparison."""
    words = context.vocabulary.periods
    bare = (_YEAR.sub("", text) for text in path)
    return tuple(t for t in bare if t not in words and t not in _TOTALS and not _COMPARISON.search(t))


Places = Sequence[tuple[int, int, int]]  # columns of a change, of this year, of last year


def _differences(rule: Rule, block: Block, context: Context, places: Places) -> Iterator[tuple[int, Check]]:
    for row, moved, now, before in _triples(block, context, places):
        members = (
            Operand(moved, "change", 1, "left"),
            Operand(now, "current", 1, "right"),
            Operand(before, "prior", -1, "right"),
        )
        yield row, evaluate_sum(bound(rule, members, code="change"))


def _rates(rule: Rule, block: Block, context: Context, places: Places) -> Iterator[tuple[int, Check]]:
    for row, rate, now, before in _triples(block, context, places):
        if rate.amount.is_percent and not rate.blank:
            members = (Operand(rate, "rate", 1, "left"), Operand(now, "current"), Operand(before, "prior"))
            yield row, evaluate_rate(bound(rule, members, formula="rate", code="rate", unit="%"))


def _triples(block: Block, context: Context, places: Places) -> Iterator[tuple[int, Fact, Fact, Fact]]:
    for index, row in enumerate(block.facts):
        for columns in places:
            numbers = [row[column] for column in columns]
            if min(numbers) >= 0 and not all(context.fact(number).blank for number in numbers):
                first, second, third = map(context.fact, numbers)
                yield index, first, second, third


def _across(rule: Rule, block: Block, context: Context, *, some: bool) -> Iterator[Check]:
    sums = [found for found in column_sums(block.columns) if found.some is some]
    filled = any(row[f.total] >= 0 and not context.fact(row[f.total]).blank for f in sums for row in block.facts)
    for found in sums:
        yield from _column_checks(rule, block, context, found, kept=filled)


def _column_checks(rule: Rule, block: Block, context: Context, found: ColumnSum, *, kept: bool) -> Iterator[Check]:
    rows = [
        (row[found.total], tuple(row[i] for i in found.parts))
        for row in block.facts
        if row[found.total] >= 0 and all(row[i] >= 0 for i in found.parts)
    ]
    if found.some:
        rows = [(total, parts) for total, parts in rows if not context.fact(total).blank]
    yield from _checks(rule, context, rows, some=found.some, kept=kept)


def _down(
    rule: Rule, block: Block, context: Context, by: str, filled: frozenset[str], *, some: bool
) -> Iterator[Check]:
    for found in line_sums(block):
        if found.by == by and found.some is some:
            rows = [
                (block.facts[found.total][c], tuple(block.facts[i][c] for i in found.parts))
                for c in range(len(block.columns))
            ]
            rows = [(t, parts) for t, parts in rows if t >= 0 and all(p >= 0 for p in parts)]
            head = block.lines[found.total]
            for check in _checks(rule, context, rows, some=found.some, kept=head.total or head.item in filled):
                yield _doubted(check, block, found)


def _doubted(check: Check, block: Block, found: LineSum) -> Check:
    """Do not accuse when the group holds an orphaned code or a line that nobody recognised."""
    if check.verdict is not Verdict.FAILS:
        return check
    if found.by == "code" and orphans_of(block.lines):
        return check._replace(verdict=Verdict.UNCHECKED, reason=_ORPHAN)
    if _is_nested(check, block, found):
        return check._replace(verdict=Verdict.UNCHECKED, reason=_NESTED)
    known = [block.lines[i].known for i in found.parts if not block.lines[i].total]
    # a list of names under a total may all be strangers
    listed = block.lines[found.total].total or found.by == "stairs"
    if (not all(known) and (any(known) or not listed)) or _stranger_between(block, found):
        return check._replace(verdict=Verdict.UNCHECKED, reason=_UNKNOWN)
    return check


def _is_nested(check: Check, block: Block, found: LineSum) -> bool:
    """A list of bare names one of which repeats the total is nested (合计, bureau, office, project): no plain sum."""
    bare = [i for i in found.parts if not (block.lines[i].known or block.lines[i].total)]
    if found.by != "outline" or len(bare) < len(found.parts) or len(bare) < 2:
        return False
    return any(o.fact.value == check.stated != 0 for o in check.operands if o.role == "part")


def _stranger_between(block: Block, found: LineSum) -> bool:
    """A line without number and name inside the range of a sum, yet no part of it: perhaps it lost its number."""
    inside = range(min(found.parts), found.total) if found.by == "outline" else range(0)
    return any(
        not block.lines[i].known and not block.lines[i].style and i not in found.parts and not block.lines[i].total
        for i in inside
    )


def _checks(
    rule: Rule, context: Context, rows: Sequence[tuple[int, tuple[int, ...]]], *, some: bool, kept: bool
) -> Iterator[Check]:
    """Make the checks of one relation.

    A blank total is a finding of its own where totals are otherwise filled (`kept`, or seen in this relation): a line
    named 合计 always, a heading over its items only if its like is filled elsewhere.
    """
    made = [(context.fact(total), tuple(map(context.fact, parts))) for total, parts in rows]
    kept = kept or any(not total.blank and any(p.value for p in parts) for total, parts in made)
    told = any(not part.blank for _, parts in made for part in parts)
    for total, parts in made:
        if len({f.amount.unit for f in (total, *parts) if not f.blank}) > 1:
            continue  # people, cars and money under one heading
        if total.amount.is_percent or (total.blank and all(part.blank for part in parts)):
            continue
        if all(part.blank for part in parts) and not told:
            continue  # a breakdown that nobody filled in
        if total.blank and not some and any(part.value for part in parts):
            if kept:
                yield _missing(rule, total, parts)
            continue
        yield evaluate_sum(bound(rule, _operands(total, parts), relation="≥" if some else "=", code=_code(some=some)))


def _code(*, some: bool) -> str:
    return "part-exceeds-whole" if some else "sum"


def _operands(total: Fact, parts: Sequence[Fact]) -> tuple[Operand, ...]:
    return (Operand(total, "total", 1, "left"), *(Operand(part, "part", 1, "right") for part in parts))


def _missing(rule: Rule, total: Fact, parts: Sequence[Fact]) -> Check:
    """A blank total beside filled parts: certain that one is missing, and unknown to every other check."""
    computed = sum((part.value for part in parts), start=total.value)
    check = bound(rule, _operands(total, parts), formula="missing", code="missing-total")
    return check._replace(verdict=Verdict.FAILS, computed=computed, low=computed, high=computed)
