"""Figures by amount: which of many can be the same amount as a given one, looked up and not searched for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from decimal import Decimal
from operator import attrgetter
from typing import NamedTuple

from auditor.amounts import HALF, ZERO
from auditor.model import Fact

_MOST = 64  # figures near one amount that are looked at


class Alike(NamedTuple):
    """Figures in the order of their values, and half the widest step of any of them."""

    facts: tuple[Fact, ...]
    values: tuple[Decimal, ...]
    reach: Decimal

    def meeting(self, fact: Fact) -> Iterator[Fact]:
        """Yield the figures whose interval meets that of a given one, the first ones near its value."""
        own = fact.amount.rounded()
        first = bisect_left(self.values, own.low - self.reach)
        last = min(bisect_right(self.values, own.high + self.reach), first + _MOST)
        return (other for other in self.facts[first:last] if other.amount.rounded().meets(own))


def alike(facts: Iterable[Fact]) -> Alike:
    """Arrange figures by their values; the order of equal ones is kept."""
    ordered = tuple(sorted(facts, key=attrgetter("value")))
    reach = max((fact.amount.step for fact in ordered), default=ZERO) * HALF
    return Alike(ordered, tuple(fact.value for fact in ordered), reach)
