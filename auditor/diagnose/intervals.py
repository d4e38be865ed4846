"""Interval arithmetic beyond sums: unbounded ends, products, quotients, a scalar's inverse.

An interval may end at ±Infinity; it never mixes both infinities in one end.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from auditor.amounts import ZERO, Interval

_INFINITY = Decimal("Infinity")
EVERYTHING = Interval(-_INFINITY, _INFINITY)
AT_LEAST_ZERO = Interval(ZERO, _INFINITY)
AT_MOST_ZERO = Interval(-_INFINITY, ZERO)


def bounded(interval: Interval) -> bool:
    """Tell whether both ends are finite."""
    return interval.low.is_finite() and interval.high.is_finite()


def hull(values: Iterable[Decimal]) -> Interval:
    """Return the smallest interval that holds all values."""
    found = tuple(values)
    return Interval(min(found), max(found))


def point(value: Decimal) -> Interval:
    """Return the interval of one value."""
    return Interval(value, value)


def widened(interval: Interval, by: Decimal) -> Interval:
    """Move both ends outwards."""
    return Interval(interval.low - by, interval.high + by)


def product(a: Interval, b: Interval) -> Interval:
    """Return all products of two finite, independent intervals."""
    return hull(x * y for x in (a.low, a.high) for y in (b.low, b.high))


def quotient(a: Interval, b: Interval) -> Interval:
    """Return all quotients of two finite, independent intervals; everything when the divisor may be zero."""
    if b.low <= 0 <= b.high:
        return EVERYTHING
    return hull(x / y for x in (a.low, a.high) for y in (b.low, b.high))


def divided(interval: Interval, scalar: int) -> Interval:
    """Divide by a non-zero integer; ends may be infinite."""
    ends = interval.low / scalar, interval.high / scalar
    return Interval(min(ends), max(ends))


def middle(interval: Interval) -> Decimal:
    """Return the midpoint of a finite interval."""
    return (interval.low + interval.high) / 2


def on_grid(value: Decimal, step: Decimal) -> Decimal:
    """Round half up to a multiple of `step`; a step of 0 leaves the value as it is."""
    return (value / step).to_integral_value(ROUND_HALF_UP) * step if step else value
