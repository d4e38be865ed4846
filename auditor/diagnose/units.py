"""A table whose unit is wrong: its figures disagree with all other places by one power of ten, and with each other in nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from auditor.amounts import MONEY_POWERS, ZERO, Amount
from auditor.diagnose.candidates import order
from auditor.diagnose.drafts import Draft
from auditor.diagnose.relations import Linear, relation_of
from auditor.model import Check, Fact, Text, Verdict

_UNITS = ("元", "千元", "万元", "亿元")
_LEAST = 3  # failing checks that another unit mends
_SHARE = 5  # of these checks one in five may fail for another reason

_Table = tuple[str, str]


def wrong_units(checks: Sequence[Check]) -> list[Draft]:
    """Return one cause for each table that agrees with the rest of the document in another unit."""
    drafts = []
    taken: set[int] = set()
    for table, indexes in sorted(_across(checks).items(), key=lambda entry: (-len(entry[1]), entry[0])):
        left = [index for index in indexes if index not in taken]
        draft = _draft(checks, table, left)
        if draft is not None:
            taken.update(draft.checks)
            drafts.append(draft)
    return drafts


def _across(checks: Sequence[Check]) -> dict[_Table, list[int]]:
    """Return the checks that hold figures of a table against figures from elsewhere, for tables that enough of them accuse."""
    found: dict[_Table, list[int]] = defaultdict(list)
    for index, check in enumerate(checks):
        if check.formula == "sum" and check.verdict is not Verdict.UNCHECKED:
            readings = [{_table(operand.fact) for operand in each.operands} for each in (check, *check.others)]
            for table in set().union(*(tables for tables in readings if len(tables) > 1)):
                if table is not None:
                    found[table].append(index)
    return {
        table: indexes
        for table, indexes in found.items()
        if sum(checks[index].verdict is Verdict.FAILS for index in indexes) >= _LEAST
    }


def _table(fact: Fact) -> _Table | None:
    return (fact.place.table_number, fact.place.table_title) if fact.place.kind == "cell" and fact.id >= 0 else None


def _draft(checks: Sequence[Check], table: _Table, indexes: Sequence[int]) -> Draft | None:
    failing = [index for index in indexes if checks[index].verdict is Verdict.FAILS]
    figures = {
        o.fact.id: o.fact for i in failing for o in checks[i].operands if _table(o.fact) == table and o.fact.value
    }
    units = {fact.amount.unit for fact in figures.values()}
    stated = next(iter(units), "")
    if len(failing) < _LEAST or len(units) != 1 or stated not in MONEY_POWERS or len(figures) < _LEAST:
        return None
    for unit in _UNITS:
        mended = [index for index in failing if unit != stated and _holds(checks[index], table, stated, unit)]
        if len(mended) >= _LEAST and (len(failing) - len(mended)) * _SHARE <= len(failing):
            held = (index for index in indexes if index not in failing)
            broken = sum(not _holds(checks[index], table, stated, unit) for index in held)
            if broken * _SHARE <= len(mended):
                return _told(table, stated, unit, sorted(figures.values(), key=order), mended)
    return None


def _holds(check: Check, table: _Table, stated: str, unit: str) -> bool:
    """Tell whether a check, in one of its readings, holds with the figures of a table read in another unit."""
    return any(_reads(reading, table, stated, unit) for reading in (check, *check.others))


def _reads(reading: Check, table: _Table, stated: str, unit: str) -> bool:
    own = [operand.fact for operand in reading.operands if _table(operand.fact) == table]
    relation = relation_of(reading, {fact.id: _scaled(fact.amount, stated, unit) for fact in own}) if own else None
    return isinstance(relation, Linear) and relation.allowed({}) is not None


def _scaled(amount: Amount, stated: str, unit: str) -> Amount:
    power = MONEY_POWERS[unit] - MONEY_POWERS[stated]
    return amount._replace(value=amount.value.scaleb(power) if amount.value else ZERO, step=amount.step.scaleb(power))


def _told(table: _Table, stated: str, unit: str, figures: Sequence[Fact], mended: Sequence[int]) -> Draft:
    number, title = table
    zh, en = (f"表{number}", f"table {number}") if number else (f"《{title}》", title)
    detail = Text(
        f"{zh}的金额单位写的是“{stated}”，应为“{unit}”：按“{unit}”读，{len(figures)} 个数字与其他各处相符",
        f"{en} states its amounts in {stated}; read in {unit}, {len(figures)} of its figures agree with the other places",
    )
    wanted = _scaled(figures[0].amount, stated, unit).value
    return Draft("table-unit", figures[0], wanted, "high", tuple(mended), detail=detail)
