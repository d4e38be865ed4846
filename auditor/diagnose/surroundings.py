"""Where a wrong value may have been copied from: neighbours in row and column, sister tables, sibling sentences."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from itertools import islice
from typing import Literal, NamedTuple

from auditor.amounts import Interval
from auditor.model import Fact

_TOTAL_ENDINGS = ("合计", "总计", "小计")
_MOST = 60  # figures of one value or size that are looked at
TableKey = tuple[str, str]


class Source(NamedTuple):
    """A figure that a value may have been copied from."""

    fact: Fact
    kind: Literal["last-year", "neighbour", "other-total"]
    near: bool


def table_of(fact: Fact) -> TableKey:
    """Return what names the table of a cell; the same empty key for all sentences."""
    return fact.place.table_number, fact.place.table_title


class Surroundings:
    """Indexes over all figures; built once, read only afterwards."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._equal: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
        self._printed: set[tuple[object, ...]] = set()
        self._all = tuple(facts)
        self._grown: dict[tuple[object, ...], list[tuple[Fact, Decimal]]] | None = None
        sized = []
        for fact in self._all:
            if fact.blank or not fact.value:
                continue
            for _, line in _lines(fact):
                self._equal[(*line, fact.measure, fact.value)].append(fact)
            if fact.amount.is_money:
                sized.append((abs(fact.value), fact.id, fact))
            self._printed.add((table_of(fact), fact.place.row, fact.value))
        sized.sort(key=lambda entry: entry[:2])
        self._sizes = [size for size, _, _ in sized]
        self._sized = [fact for _, _, fact in sized]

    def copied_from(self, fact: Fact, apart: frozenset[int]) -> Source | None:
        """Return the nearest figure with the same value that has no business being equal.

        Args:
            fact: the figure under suspicion.
            apart: ids of the figures that stand in one holding check with it: these are equal by right.
        """
        if not fact.value:
            return None
        for near, line in _lines(fact):
            for other in islice(self._equal.get((*line, fact.measure, fact.value), ()), _MOST):
                if other.id != fact.id and other.id not in apart and not _same_money(fact, other):
                    return Source(other, _kind(fact, other, near=near), near)
        return None

    def twin_of(self, fact: Fact) -> Fact | None:
        """Return the same figure in another row of the same name: of the table's rows one may stand twice."""
        place = fact.place
        column = self._equal.get(("column", *table_of(fact), place.column, fact.measure, fact.value), ())
        twins = (each for each in column if each.place.row == place.row and each.id != fact.id)
        return next(twins, None) if place.kind == "cell" and place.row else None

    def grown_since(self, fact: Fact, change: Interval) -> Fact | None:
        """Return a part in the column of a total that grew by so much against another period: the total may be older than it."""
        if self._grown is None:
            self._grown = _grown_by_column(self._all)
        found = self._grown.get((table_of(fact), fact.place.column), ())
        return next((part for part, by in found if part.id != fact.id and change.low <= by <= change.high), None)

    def part_of(self, fact: Fact, size: Interval) -> Fact | None:
        """Return a figure of that size that belongs to the same row, item or column; sister totals first."""
        low = bisect_left(self._sizes, size.low)
        high = min(bisect_right(self._sizes, size.high), low + _MOST)
        related = [other for other in self._sized[low:high] if other.id != fact.id and _related(fact, other)]
        return min(related, key=lambda other: (not self._holds_whole(fact, other), other.id), default=None)

    def _holds_whole(self, fact: Fact, part: Fact) -> bool:
        """Tell whether the table of the part prints the whole, as it stands here, in the row of the part."""
        return part.place.kind == "cell" and (table_of(part), part.place.row, fact.value) in self._printed


def _lines(fact: Fact) -> list[tuple[bool, tuple[object, ...]]]:
    """Return the lines on which neighbours stand, nearest first, each with whether it is near."""
    place = fact.place
    if place.kind == "sentence":
        return [(True, ("section", place.section)), (True, ("page", fact.page)), (False, ("text",))]
    table = table_of(fact)
    lines: list[tuple[bool, tuple[object, ...]]] = [
        (True, ("row", *table, place.row)),
        (True, ("column", *table, place.column)),
    ]
    if place.row.endswith(_TOTAL_ENDINGS) or fact.item.endswith(_TOTAL_ENDINGS):
        lines.append((False, ("total",)))
    return lines


def _same_money(fact: Fact, other: Fact) -> bool:
    """Tell whether two figures have the same coordinates: then one is a copy, not a neighbour."""
    return (fact.item, fact.code, fact.period, fact.place.row) == (
        other.item,
        other.code,
        other.period,
        other.place.row,
    )


def _kind(fact: Fact, other: Fact, *, near: bool) -> Literal["last-year", "neighbour", "other-total"]:
    if fact.item == other.item and fact.period != other.period:
        return "last-year"
    far = not near and fact.place.kind == other.place.kind == "cell" and table_of(fact) != table_of(other)
    return "other-total" if far else "neighbour"


def _grown_by_column(facts: Iterable[Fact]) -> dict[tuple[object, ...], list[tuple[Fact, Decimal]]]:
    """Return the cells of each column with how much more they are than the same thing in another period."""
    before: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    cells = [fact for fact in facts if fact.place.kind == "cell" and fact.measure == "amount" and fact.amount.is_money]
    for fact in cells:
        before[(fact.code, fact.item, fact.place.row)].append(fact)
    found: dict[tuple[object, ...], list[tuple[Fact, Decimal]]] = defaultdict(list)
    for fact in cells:
        for other in before[(fact.code, fact.item, fact.place.row)][:_MOST]:
            if other.period != fact.period and other.value != fact.value:
                found[(table_of(fact), fact.place.column)].append((fact, fact.value - other.value))
    return found


def _related(fact: Fact, other: Fact) -> bool:
    mine, its = fact.place, other.place
    if mine.kind != "cell" or its.kind != "cell":
        return mine.kind == its.kind and mine.section == its.section
    same_column = table_of(fact) == table_of(other) and mine.column == its.column
    return same_column or (bool(mine.row) and mine.row == its.row) or (bool(fact.code) and fact.code == other.code)
