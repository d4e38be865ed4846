"""Where else a value is printed: a figure that should be what another place prints is a likelier culprit."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice
from typing import NamedTuple

from auditor.amounts import HALF, Interval
from auditor.diagnose.intervals import bounded, middle, widened
from auditor.model import Fact

_MOST = 60  # figures of one value that are looked at
_NEARLY = Decimal("0.05")  # widest interval, as a share of its value, in which an equal label says something
_EXACTLY = Decimal("0.001")  # the same without a label
_TELLING = 4  # significant digits without which a value is met by chance
_SEVERAL = 3
_OWN_PERIODS = frozenset({"", "当年", "本年"})


class Echo(NamedTuple):
    """Another figure that prints a wanted value; `named` when its label is that of the figure under suspicion."""

    fact: Fact
    named: bool


class Echoes:
    """All printed amounts by value; built once, read only afterwards."""

    def __init__(self, facts: Iterable[Fact], kind: str = "") -> None:
        self._own_periods = _OWN_PERIODS | {kind}
        found = [fact for fact in facts if fact.amount.is_money and fact.value and not fact.blank]
        self._facts = sorted(found, key=lambda fact: (fact.value, fact.id))
        self._values = [fact.value for fact in self._facts]

    def of(self, fact: Fact, wanted: Interval, likely: Decimal, apart: frozenset[int]) -> Echo | None:
        """Return the figure that prints what `fact` should be, None when no other place does.

        Args:
            fact: the figure under suspicion.
            wanted: what the checks ask it to be.
            likely: the value in it that they ask for first.
            apart: ids of the figures that ask for it themselves.
        """
        size = max(abs(wanted.low), abs(wanted.high)) if bounded(wanted) else Decimal(0)
        if not fact.amount.is_money or not size or wanted.width > size * _NEARLY:
            return None
        exact = wanted.width <= size * _EXACTLY
        room = widened(wanted, fact.amount.step * HALF)
        found = [Echo(other, _same_label(fact, other)) for other in self._within(room) if other.id not in apart]
        fitting = [
            echo
            for echo in found
            if echo.fact.id != fact.id
            and _change(echo.fact) is _change(fact)
            and (echo.named or (exact and _digits(echo.fact) >= _TELLING))
        ]
        return min(
            fitting, key=lambda echo: (not echo.named, abs(echo.fact.value - likely), echo.fact.id), default=None
        )

    def repeated(self, fact: Fact, apart: frozenset[int]) -> bool:
        """Tell whether another place prints the same value under the same label for the same period."""
        return any(_same_label(fact, other) and self._same_period(fact, other) for other in self._equal(fact, apart))

    def widespread(self, fact: Fact, apart: frozenset[int]) -> bool:
        """Tell whether several other places print the same telling value."""
        if not fact.value or _digits(fact) < _TELLING:
            return False
        return len(list(islice(self._equal(fact, apart), _SEVERAL))) == _SEVERAL

    def _equal(self, fact: Fact, apart: frozenset[int]) -> Iterator[Fact]:
        for other in self._within(fact.amount.rounded()) if fact.value else ():
            if other.id != fact.id and other.id not in apart and _change(other) is _change(fact):
                yield other

    def _same_period(self, one: Fact, other: Fact) -> bool:
        return one.period == other.period or {one.period, other.period} <= self._own_periods

    def _within(self, wanted: Interval) -> Iterable[Fact]:
        low, high = bisect_left(self._values, wanted.low), bisect_right(self._values, wanted.high)
        return islice(self._facts, low, min(high, low + _MOST))


def likeliest(wanted: Interval, likely: Decimal | None) -> Decimal:
    """Return the value that is asked for first, the middle of a finite interval when nothing says better."""
    return middle(wanted) if likely is None or not wanted.low <= likely <= wanted.high else likely


def _change(fact: Fact) -> bool:
    return fact.measure in {"change", "flat"}


def _digits(fact: Fact) -> int:
    return len(fact.value.normalize().as_tuple().digits)


def _same_label(one: Fact, other: Fact) -> bool:
    if one.code or other.code:
        return bool(one.code) and one.code == other.code
    if one.item and one.item == other.item:
        return True
    return one.place.kind == other.place.kind == "cell" and bool(one.place.row) and one.place.row == other.place.row
