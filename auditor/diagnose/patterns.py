"""Causes that are seen without a search: figures cut instead of rounded, rates on the wrong base, tables in the wrong unit."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from auditor.amounts import HALF, ZERO, Amount
from auditor.diagnose.drafts import Draft
from auditor.diagnose.intervals import on_grid, point, product, quotient, widened
from auditor.diagnose.slips import show
from auditor.diagnose.units import wrong_units
from auditor.model import Check, Fact, Operand, Text, Verdict

_HUNDRED = Decimal(100)
_PERCENT_STEP = Decimal("0.01")


def patterns(checks: Sequence[Check]) -> tuple[Draft, ...]:
    """Return the causes that need no search."""
    return (*_truncated(checks), *_wrong_bases(checks), *wrong_units(checks))


def _truncated(checks: Sequence[Check]) -> list[Draft]:
    """All cut figures of one document have one cause: the habit of cutting."""
    found = [
        (index, check) for index, check in enumerate(checks) if check.verdict is Verdict.TRUNCATED and check.operands
    ]
    if not found:
        return []
    cut = [_cut_figure(check) for _, check in found]
    figures = tuple({fact.id: fact for fact in cut}.values())
    detail = Text(f"{len(figures)} 个数字截断而未四舍五入", f"{len(figures)} figures cut instead of rounded")
    first = found[0][1]
    suggested = _rounded(first, cut[0])
    checks_of = tuple(index for index, _ in found)
    return [Draft("truncated", cut[0], suggested, "high", checks_of, figures=figures[1:], detail=detail)]


def _cut_figure(check: Check) -> Fact:
    """Return the coarsest figure: the one that lost most; the stated one among equals."""
    return max(check.operands, key=lambda operand: (operand.fact.amount.step, operand.side == "left")).fact


def _rounded(check: Check, fact: Fact) -> Decimal | None:
    """Return the cut figure rounded instead: one last digit further from zero unless the check says better."""
    step = fact.amount.step
    stated = check.stated is not None and check.computed is not None and abs(check.stated) == abs(fact.value)
    if stated and check.computed is not None:
        size = on_grid(abs(check.computed), step)
        if abs(size - abs(fact.value)) <= step and size != abs(fact.value):
            return size.copy_sign(fact.value)
    return fact.value + step.copy_sign(fact.value)


def _wrong_bases(checks: Sequence[Check]) -> list[Draft]:
    failing = ((i, c) for i, c in enumerate(checks) if c.formula == "rate" and c.verdict is Verdict.FAILS)
    drafts = (_wrong_base(index, {operand.role: operand for operand in check.operands}) for index, check in failing)
    return [draft for draft in drafts if draft is not None]


def _wrong_base(index: int, roles: dict[str, Operand]) -> Draft | None:
    """Tell whether the rate was taken on the current figure instead of the one before."""
    rate, change, current = _signed(roles, "rate"), _change(roles), _signed(roles, "current")
    if current is None and change is not None:
        current = _add(change, _signed(roles, "prior"))
    if rate is None or change is None or current is None or current.value in (ZERO, change.value):
        return None
    wrong = quotient(product(change.rounded(), point(_HUNDRED)), current.rounded())
    if not change.value or not widened(rate.rounded(), rate.step * HALF).meets(wrong):  # it may have been cut too
        return None
    right = _HUNDRED * change.value / (current.value - change.value)
    suggested = on_grid(right, rate.step or _PERCENT_STEP) * roles["rate"].sign
    names = [show(roles[role].fact.amount) for role in ("change", "current") if role in roles]
    detail = Text("误以本年数为基数", "taken on the current figure, not on the one before")
    if len(names) == 2:
        detail = Text(f"{detail.zh}：{names[0]} ÷ {names[1]}", f"{detail.en}: {names[0]} ÷ {names[1]}")
    return Draft("wrong-base", roles["rate"].fact, suggested, "high", (index,), detail=detail)


def _signed(roles: dict[str, Operand], role: str) -> Amount | None:
    if role not in roles:
        return None
    amount = roles[role].fact.amount
    return Amount(amount.printed, amount.unit, roles[role].sign * amount.value, amount.step)


def _change(roles: dict[str, Operand]) -> Amount | None:
    change = _signed(roles, "change")
    if change is not None:
        return change
    current, prior = _signed(roles, "current"), _signed(roles, "prior")
    if current is None or prior is None:
        return None
    return Amount("", current.unit, current.value - prior.value, current.step + prior.step)


def _add(change: Amount, prior: Amount | None) -> Amount | None:
    if prior is None:
        return None
    return Amount("", prior.unit, prior.value + change.value, prior.step + change.step)
