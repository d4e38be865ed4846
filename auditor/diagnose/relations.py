"""What a check implies for its figures.

A `Relation` answers one question: by how much may some of its figures move together so that the check holds? Everything is
in the base unit of the figures. A relation whose own evaluation disagrees with the verdict of its check is not used at
all: the check then follows a reading that is not known here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple, Protocol

from auditor.amounts import HALF, ZERO, Amount, Interval
from auditor.diagnose.intervals import (
    AT_LEAST_ZERO,
    AT_MOST_ZERO,
    EVERYTHING,
    divided,
    point,
    product,
    quotient,
    widened,
)
from auditor.model import Check, Fact, Operand, Verdict

_HUNDRED = point(Decimal(100))
_BOUNDS = {
    "=": point(ZERO),
    "≥": AT_LEAST_ZERO,
    ">": AT_LEAST_ZERO,
    "≤": AT_MOST_ZERO,
    "<": AT_MOST_ZERO,
}
_BOUNDING_WORDS = frozenset({"flat", "direction"})  # other words (a zero base, a comparison) bind no single value
Moves = Mapping[int, int]  # fact id → factor: the fact moves by factor · δ


class Relation(Protocol):
    """A check as arithmetic."""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The figures of the relation, in the order of the check."""

    def allowed(self, moves: Moves) -> Interval | None:
        """Return the δ for which the relation holds when every fact moves by its factor times δ; None when there is none.

        A fact that moves takes its exact new value: its printed digits no longer widen the relation.
        """

    def likely(self, moves: Moves) -> Decimal | None:
        """Return the δ for which the printed values agree exactly, None when the relation knows none."""

    def partner(self, moves: Moves, fact: int) -> int:
        """Return the factor by which `fact` must move too so that the relation does not notice; 0 when there is none."""


def _shared(own: Mapping[int, object], moves: Moves) -> list[int]:
    """Return the figures of a relation that move, by going through whichever are fewer: copies move in hundreds."""
    return [fact for fact in own if fact in moves] if len(own) < len(moves) else [f for f in moves if f in own]


class Linear(NamedTuple):
    """Σ coefficient · figure within bounds.

    Attributes:
        weights: coefficient of each fact id; halves: half width of the sum that each fact causes.
        base: the sum of the printed values, constants included; width: half width of the sum.
        bounds: where the sum must lie.
    """

    facts: tuple[Fact, ...]
    weights: Mapping[int, int]
    halves: Mapping[int, Decimal]
    base: Decimal
    width: Decimal
    bounds: Interval

    def allowed(self, moves: Moves) -> Interval | None:
        """See `Relation.allowed`."""
        slope = self._slope(moves)
        if slope == 0:
            room = widened(self.bounds, self.width)
            return EVERYTHING if room.low <= self.base <= room.high else None
        fixed = self.width - sum(self.halves[fact] for fact in _shared(self.halves, moves))
        return divided(widened(self.bounds, fixed) - point(self.base), slope)

    def _slope(self, moves: Moves) -> int:
        return sum(self.weights[fact] * moves[fact] for fact in _shared(self.weights, moves))

    def likely(self, moves: Moves) -> Decimal | None:
        """See `Relation.likely`."""
        slope = self._slope(moves)
        return -self.base / slope if slope and not self.bounds.width else None

    def partner(self, moves: Moves, fact: int) -> int:
        """See `Relation.partner`."""
        slope, weight = self._slope(moves), self.weights.get(fact, 0)
        return -slope // weight if weight and slope % weight == 0 else 0


class Group(NamedTuple):
    """The signed operands of one role: their sum as an interval."""

    operands: tuple[Operand, ...]
    scale: int  # 1 = as rounded, 2 = as cut

    def without(self, fact: int | None = None) -> Interval:
        """Return the sum of all operands but one."""
        total = point(ZERO)
        for operand in self.operands:
            if operand.fact.id != fact or fact is None:
                total = total + _signed(operand, self.scale)
        return total

    def sign_of(self, fact: int) -> int:
        """Return the summed sign of a fact, 0 when it has no part here."""
        return sum(operand.sign for operand in self.operands if operand.fact.id == fact)


class Quotient(NamedTuple):
    """100 · top ÷ bottom = printed percentage (+ 100 for growth), or 100 · change ÷ (current − change).

    Attributes:
        shape: "share" (top ÷ bottom), "growth" (current ÷ prior − 1), "change" (change ÷ (current − change)).
        groups: stated, top, bottom; for "change" top = change and bottom = current.
    """

    facts: tuple[Fact, ...]
    shape: str
    stated: Group
    top: Group
    bottom: Group

    def allowed(self, moves: Moves) -> Interval | None:
        """See `Relation.allowed`."""
        moved = {own.id for own in self.facts if own.id in moves}
        if len(moved) > 1:
            return EVERYTHING  # nobody can say: neither for nor against
        if not moved:
            return EVERYTHING if self._implied("stated").meets(self.stated.without()) else None
        fact = moved.pop()
        return self._moved(fact, moves[fact])

    def _moved(self, fact: int, factor: int) -> Interval | None:
        for name, group in (("stated", self.stated), ("top", self.top), ("bottom", self.bottom)):
            sign = group.sign_of(fact)
            if sign:
                found = self._implied(name)
                value = next(operand.fact.value for operand in group.operands if operand.fact.id == fact)
                others = group.without(fact)
                return divided(divided(found - others, sign) - point(value), factor)
        return EVERYTHING

    def _implied(self, name: str) -> Interval:
        """Return what the two other groups imply for one of them."""
        rate, top, bottom = self.stated.without(), self.top.without(), self.bottom.without()
        if self.shape == "change":
            return _by_change(name, rate, top, bottom)
        offset = _HUNDRED if self.shape == "growth" else point(ZERO)
        if name == "stated":
            found = quotient(product(top, _HUNDRED), bottom)
            return found if found == EVERYTHING else found - offset
        if name == "top":
            return quotient(product(rate + offset, bottom), _HUNDRED)
        return quotient(product(top, _HUNDRED), rate + offset)

    def likely(self, moves: Moves) -> Decimal | None:
        """See `Relation.likely`."""
        del moves
        return None

    def partner(self, moves: Moves, fact: int) -> int:
        """See `Relation.partner`."""
        del moves, fact
        return 0


def _by_change(name: str, rate: Interval, change: Interval, current: Interval) -> Interval:
    """Solve rate = 100 · change ÷ (current − change); monotone in each, so corners are exact."""
    if name == "stated":
        corners = [
            quotient(product(point(c), _HUNDRED), point(k - c))
            for c in (change.low, change.high)
            for k in (current.low, current.high)
        ]
        bases = current - change
        return EVERYTHING if bases.low <= 0 <= bases.high else _union(corners)
    if name == "top":
        ends = [quotient(point(r), point(r) + _HUNDRED) for r in (rate.low, rate.high)]
        return EVERYTHING if EVERYTHING in ends else product(_union(ends), current)
    ratio = quotient(_HUNDRED, rate)
    return EVERYTHING if ratio == EVERYTHING else product(change, ratio + point(Decimal(1)))


def _union(intervals: list[Interval]) -> Interval:
    return Interval(min(part.low for part in intervals), max(part.high for part in intervals))


def _signed(operand: Operand, scale: int) -> Interval:
    value, half = operand.sign * operand.fact.value, operand.fact.amount.step * HALF * scale
    return Interval(value - half, value + half)


def relation_of(check: Check, corrected: Mapping[int, Amount] | None = None) -> Relation | None:
    """Return the arithmetic of a check, None when it has none or when it does not reproduce the verdict.

    Args:
        check: an evaluated check.
        corrected: amounts to use in place of the printed ones, by fact id.
    """
    if check.verdict is Verdict.UNCHECKED:
        return None
    scale = 2 if check.verdict is Verdict.TRUNCATED else 1
    relation = _built(check, check.operands, scale)
    if relation is None or _holds(relation) is (check.verdict is Verdict.FAILS):
        return None
    if corrected is None:
        return relation
    return _built(check, _corrected(check.operands, corrected), scale)


def eased(check: Check, relation: Relation) -> Relation | None:
    """Return what a list must obey in any case when its parts exceed their head: it may be a partial list."""
    if check.kind != "list" or check.code != "list-sum" or not isinstance(relation, Linear):
        return None
    return relation._replace(bounds=AT_LEAST_ZERO) if relation.base + relation.width < 0 else None


def _holds(relation: Relation) -> bool:
    return relation.allowed({}) is not None


def _corrected(operands: tuple[Operand, ...], corrected: Mapping[int, Amount]) -> tuple[Operand, ...]:
    return tuple(
        operand._replace(fact=operand.fact._replace(amount=corrected[operand.fact.id]))
        if operand.fact.id in corrected
        else operand
        for operand in operands
    )


def _built(check: Check, operands: tuple[Operand, ...], scale: int) -> Relation | None:
    if check.formula == "sum" and check.relation in _BOUNDS:
        weights = [o.sign if o.side == "left" else -o.sign for o in operands]
        return _linear(operands, weights, check.relation, scale, _constant(check))
    if check.formula == "rate":
        return _rate(operands, scale)
    if check.formula == "ratio":
        return _quotient("share", operands, ("share", "part", "whole"), scale)
    if check.formula == "word" and check.code in _BOUNDING_WORDS and check.relation in _BOUNDS:
        return _word(operands, check.relation, scale)
    return None


def _constant(check: Check) -> Decimal:
    """Return what a sum without a right side must reach (shares: 100), to be taken off its left side."""
    if any(operand.side == "right" for operand in check.operands) or check.computed is None:
        return ZERO
    return check.computed


def _linear(
    operands: tuple[Operand, ...], weights: list[int], relation: str, scale: int, constant: Decimal = ZERO
) -> Linear:
    coefficients: dict[int, int] = defaultdict(int)
    base, width = -constant, ZERO
    for operand, weight in zip(operands, weights, strict=True):
        base += weight * operand.fact.value
        if operand.fact.id >= 0:
            coefficients[operand.fact.id] += weight
        else:  # a constant of the rule
            width += operand.fact.amount.step * HALF * scale
    facts = _distinct(operands)
    halves = {fact.id: abs(coefficients[fact.id]) * fact.amount.step * HALF * scale for fact in facts}
    kept = {fact: weight for fact, weight in coefficients.items() if weight}
    return Linear(facts, kept, halves, base, width + sum(halves.values()), _BOUNDS[relation])


def _distinct(operands: tuple[Operand, ...]) -> tuple[Fact, ...]:
    return tuple({o.fact.id: o.fact for o in operands if o.fact.id >= 0}.values())


def _word(operands: tuple[Operand, ...], relation: str, scale: int) -> Linear | None:
    """Read a word as a bound of a change: flat = 0, up ≥ 0, down ≤ 0; current − prior stands for a change."""
    roles = {operand.role for operand in operands}
    if roles >= {"current", "prior"}:
        chosen = tuple(o for o in operands if o.role in {"current", "prior"})
    elif "change" in roles:
        chosen = tuple(o for o in operands if o.role == "change")
    else:
        return None
    return _linear(chosen, [-o.sign if o.role == "prior" else o.sign for o in chosen], relation, scale)


def _rate(operands: tuple[Operand, ...], scale: int) -> Quotient | None:
    roles = {operand.role for operand in operands}
    if roles >= {"change", "prior"}:
        return _quotient("share", operands, ("rate", "change", "prior"), scale)
    if roles >= {"change", "current"}:
        return _quotient("change", operands, ("rate", "change", "current"), scale)
    return _quotient("growth", operands, ("rate", "current", "prior"), scale)


def _quotient(shape: str, operands: tuple[Operand, ...], roles: tuple[str, str, str], scale: int) -> Quotient | None:
    stated, top, bottom = (Group(tuple(o for o in operands if o.role == role), scale) for role in roles)
    if not (stated.operands and top.operands and bottom.operands):
        return None
    used = tuple(o for o in operands if o.role in roles)
    return Quotient(_distinct(used), shape, stated, top, bottom)
