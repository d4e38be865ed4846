"""Arithmetic of checks: printed values, the intervals they stand for, and a verdict. Exact decimals throughout.

holds: the printed values satisfy the relation exactly. rounding: the intervals meet. truncated: they meet only if one
figure was cut instead of rounded. fails: none of these. Source: DESIGN.md §4.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from auditor.amounts import HALF, ZERO, Amount, Interval
from auditor.model import Check, Operand, Verdict

HUNDRED = Decimal(100)
_RANK = {Verdict.HOLDS: 0, Verdict.ROUNDING: 1, Verdict.TRUNCATED: 2, Verdict.UNCHECKED: 3, Verdict.FAILS: 4}


def rank(check: Check) -> int:
    """Order readings of one check: the kindest verdict first."""
    return _RANK[check.verdict]


def best(readings: Sequence[Check]) -> Check:
    """Return the kindest reading: what can be read in two ways fails only if it fails under every reading.

    Of readings that all fail the nearest is told: it is the one that was meant.
    """
    told = min(readings, key=lambda check: (rank(check), abs(check.difference or ZERO)))
    if told.verdict is not Verdict.FAILS or len(readings) == 1:
        return told
    return told._replace(others=tuple(check for check in readings if check is not told))


class _Totals(NamedTuple):
    """Both sides of a sum: printed values and worst-case half widths."""

    left: Decimal
    right: Decimal
    left_half: Decimal
    right_half: Decimal


def _totals(operands: Sequence[Operand]) -> _Totals:
    left = right = left_step = right_step = ZERO
    for fact, _, sign, side in operands:
        amount = fact.amount
        value = amount.value if sign > 0 else -amount.value
        if side == "left":
            left, left_step = left + value, left_step + amount.step
        else:
            right, right_step = right + value, right_step + amount.step
    return _Totals(left, right, left_step * HALF, right_step * HALF)


def evaluate_sum(check: Check) -> Check:
    """Evaluate Σ left relation Σ right; same fact twice must not stand in one check."""
    totals = _totals(check.operands)
    gap = totals.left - totals.right
    half = totals.left_half + totals.right_half
    verdict = _relation(check, gap, half)
    low, high = totals.right - totals.right_half, totals.right + totals.right_half
    return _with(check, verdict, totals.left, totals.right, Interval(low, high))


def _relation(check: Check, gap: Decimal, half: Decimal) -> Verdict:
    relation = check.relation
    if relation == "≠":
        return Verdict.FAILS if gap == 0 else Verdict.HOLDS
    short = {"≥": -gap, "≤": gap}.get(relation, abs(gap))  # how far the relation is missed
    if short <= 0:
        return Verdict.HOLDS
    if short <= half and not (relation == "=" and short == half and _alike(check.operands)):
        return Verdict.ROUNDING
    return Verdict.TRUNCATED if short < half + _cut_allowance(check.operands, gap) else Verdict.FAILS


def _alike(operands: Sequence[Operand]) -> bool:
    """Tell whether two figures have the same last digit: what rounds to both of them is cut in one place."""
    steps = {operand.fact.amount.step for operand in operands}
    return len(operands) == 2 and len(steps) == 1 and ZERO not in steps


def _cut_allowance(operands: Sequence[Operand], gap: Decimal) -> Decimal:
    """How much farther the sum may miss if one figure, printed too small in magnitude, was cut."""
    allowance = ZERO
    for operand in operands:
        amount = operand.fact.amount
        weight = operand.sign * (1 if operand.side == "left" else -1)
        grows = weight if amount.value >= 0 else -weight  # direction of the gap when the tail is put back
        if grows * gap < 0:
            allowance = max(allowance, amount.step * HALF)
    return allowance


def evaluate_rate(check: Check) -> Check:
    """Evaluate a printed rate against its change and base (roles rate, change, current or prior)."""
    roles = {operand.role: operand.fact for operand in check.operands}
    corners = _rate_corners(check.operands)
    if corners is None:
        return check._replace(verdict=Verdict.UNCHECKED, code="zero-base")
    return _against(check, roles["rate"].amount.value, roles["rate"].amount.step, corners)


def _rate_corners(operands: Sequence[Operand]) -> tuple[Decimal, Interval] | None:
    """Return the exact rate of the printed values and its widest interval, None for a zero base."""
    roles = {operand.role: operand.fact.amount for operand in operands}
    if "prior" in roles and "change" in roles:
        parts = (roles["change"], roles["prior"])
        return _quotient(parts[0].value, parts[1].value, _corner_pairs(*parts))
    if "change" in roles:
        change, current = roles["change"], roles["current"]
        pairs = [(c, k - c) for c, k in _corner_pairs(change, current)]
        return _quotient(change.value, current.value - change.value, pairs)
    current, prior = roles["current"], roles["prior"]
    pairs = [(k - p, p) for k, p in _corner_pairs(current, prior)]
    return _quotient(current.value - prior.value, prior.value, pairs)


def _corner_pairs(first: Amount, second: Amount) -> list[tuple[Decimal, Decimal]]:
    a, b = first.rounded(), second.rounded()
    return [(x, y) for x in (a.low, a.high) for y in (b.low, b.high)]


def _quotient(
    top: Decimal, bottom: Decimal, corners: Sequence[tuple[Decimal, Decimal]]
) -> tuple[Decimal, Interval] | None:
    if bottom == 0 or min(y for _, y in corners) <= 0 <= max(y for _, y in corners):
        return None
    values = [HUNDRED * x / y for x, y in corners]
    return HUNDRED * top / bottom, Interval(min(values), max(values))


def evaluate_ratio(check: Check) -> Check:
    """Evaluate a printed share or completion: share = 100 · Σ part ÷ Σ whole."""
    share = next(o.fact.amount for o in check.operands if o.role == "share")
    part = _side_interval(check.operands, "part")
    whole = _side_interval(check.operands, "whole")
    pairs = [(x, y) for x in (part[1].low, part[1].high) for y in (whole[1].low, whole[1].high)]
    corners = _quotient(part[0], whole[0], pairs)
    if corners is None:
        return check._replace(verdict=Verdict.UNCHECKED, code="zero-base")
    return _against(check, share.value, share.step, corners)


def _side_interval(operands: Sequence[Operand], role: str) -> tuple[Decimal, Interval]:
    value, half = ZERO, ZERO
    for operand in operands:
        if operand.role == role:
            value += operand.sign * operand.fact.amount.value
            half += operand.fact.amount.step * HALF
    return value, Interval(value - half, value + half)


def _against(check: Check, stated: Decimal, step: Decimal, corners: tuple[Decimal, Interval]) -> Check:
    """Compare a printed percentage with the interval of the recomputed one."""
    exact, spread = corners
    printed = Interval(stated - step * HALF, stated + step * HALF)
    if abs(exact - stated) <= step * HALF:
        verdict = Verdict.HOLDS
    elif printed.meets(spread):
        verdict = Verdict.ROUNDING
    elif Interval(stated - step, stated + step).meets(spread):
        verdict = Verdict.TRUNCATED
    else:
        verdict = Verdict.FAILS
    shown = exact.quantize(min(step, Decimal("0.01")) if step else Decimal("0.01"))
    low, high = spread.low.quantize(Decimal("0.0001")), spread.high.quantize(Decimal("0.0001"))
    return _with(check, verdict, stated, shown, Interval(low, high))


def _with(check: Check, verdict: Verdict, stated: Decimal, computed: Decimal, spread: Interval) -> Check:
    return check._replace(
        verdict=verdict,
        stated=stated,
        computed=computed,
        difference=stated - computed,
        low=spread.low,
        high=spread.high,
    )
