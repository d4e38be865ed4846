"""A last digit that is off in a document whose every other sum is exact: hidden by rounding, yet most likely a slip."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from auditor.amounts import ZERO, in_unit
from auditor.check.context import Context, bound
from auditor.model import Check, Fact, Operand, Rule, Text, Verdict

_FEWEST_SUMS = 20  # fewer exact sums do not show that the document prints exact figures
_LEAST = 2  # checks that must ask for the same change of the same figure


def last_digits(rules: Sequence[Rule], checks: Sequence[Check], context: Context) -> Iterator[Check]:
    """Tell the one figure whose change by the same last digit makes every sum of the tables exact."""
    rule = next((r for r in rules if r.kind == "require" and "exact" in r.options.get("of", ())), None)
    if rule is None:
        return
    sums = [check for check in checks if _is_table_sum(check)]
    off = [check for check in sums if check.verdict is Verdict.ROUNDING]
    if len(off) < _LEAST or len(sums) - len(off) < max(_FEWEST_SUMS, 4 * len(off)):
        return
    held = {o.fact.id for c in sums if c.verdict is Verdict.HOLDS for o in c.operands if not _is_trivial(c)}
    asked = [dict(_changes(check)) for check in off]
    common = {n: d for n, d in asked[0].items() if n not in held and all(other.get(n) == d for other in asked)}
    if len(common) == 1:
        number, change = next(iter(common.items()))
        yield _told(rule, context.fact(number), change, len(off))


def _is_table_sum(check: Check) -> bool:
    if check.formula != "sum" or check.relation != "=" or len(check.operands) < 2:
        return False
    cells = all(o.fact.place.kind == "cell" and o.fact.id >= 0 for o in check.operands)
    return cells and len({o.fact.amount.unit for o in check.operands}) == 1


def _is_trivial(check: Check) -> bool:
    return not any(o.fact.value for o in check.operands)


def _changes(check: Check) -> Mapping[int, Decimal]:
    """Return for every printed figure the change that would make the sum exact."""
    weights = {o.fact.id: o.sign * (1 if o.side == "left" else -1) for o in check.operands}
    gap = sum((weights[o.fact.id] * o.fact.value for o in check.operands), start=ZERO)
    return {o.fact.id: -gap * weights[o.fact.id] for o in check.operands if not o.fact.blank and o.fact.value}


def _told(rule: Rule, fact: Fact, change: Decimal, number: int) -> Check:
    unit = fact.amount.unit
    better = f"{in_unit(fact.value + change, unit):,f}"
    reason = Text(
        f"其他各表的加总都正好相等，只有用到 {fact.amount.printed} 的 {number} 处差一个末位；写成 {better} 就都相等",
        f"every other sum is exact; the {number} that use {fact.amount.printed} are off by its last digit, {better} fits all",
    )
    check = bound(rule, (Operand(fact, "stated", 1, "left"),), formula="text", code="last-digit")
    return check._replace(verdict=Verdict.FAILS, reason=reason)
