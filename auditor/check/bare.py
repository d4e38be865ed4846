"""Whether a table without column lines was read well: its own sums must show it, and nothing may be left over.

A wrong figure fails the sums that use it, and no others. A figure in the wrong column fails two columns by the same amount,
a row that was lost fails every column, a heading over the wrong column fails the ties. So failing sums are believed where
one figure explains them all, or one row that no number on these pages is missing from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import reduce
from typing import NamedTuple

from auditor.amounts import Amount, read_amount
from auditor.model import Check, Facts, FactTable, Verdict

_HELD = frozenset({Verdict.HOLDS, Verdict.ROUNDING})
_FEWEST = 2  # sums that hold and say something
_MOST = 10  # sums that hold for each that fails, where no single figure explains those that fail

Spot = tuple[int, int]  # block, and row or column in it


class Proof(NamedTuple):
    """What the sums of a table say of its reading.

    Attributes:
        figures: those of the table; proven: those whose place is shown by a sum, or by sums in their row and column.
        misread: its failing sums look like those of a table that was read wrongly.
        whole: no number was left over on its pages, and every row has a name.
        partly: some table without column lines was perhaps not read to its end: another one without title, or numbers left over.
        rows: the amounts of the row of each figure.
    """

    figures: AbstractSet[int]
    proven: AbstractSet[int]
    misread: bool
    whole: bool
    partly: bool
    rows: Mapping[int, Sequence[Amount]]


def proofs(checks: Sequence[Check], facts: Facts) -> Iterator[Proof]:
    """Yield the proof of each table without column lines."""
    unread = {number.page for number in facts.narrative.excluded if number.reason == "unread"}
    bare = [table for table in facts.tables if not table.ruled]
    untitled = {page for table in bare if not table.table.title for page in table.table.pages}
    near = [pages | {max(pages, default=0) + 1} for pages in (set(table.table.pages) for table in bare)]
    partly = bool(untitled) or any(unread & pages for pages in near)
    for table, pages in zip(bare, near, strict=True):
        yield _proof(table, checks, facts, whole=not pages & (unread | untitled), partly=partly)


def _proof(table: FactTable, checks: Sequence[Check], facts: Facts, *, whole: bool, partly: bool) -> Proof:
    places = {
        number: ((block, row), (block, column))
        for block, own in enumerate(table.blocks)
        for row, numbers in enumerate(own.facts)
        for column, number in enumerate(numbers)
        if number >= 0
    }
    inside = [
        check
        for check in checks
        if check.formula == "sum" and check.operands and all(o.fact.id in places for o in check.operands)
    ]
    failed = [check for check in inside if check.verdict is Verdict.FAILS]
    held = [check for check in inside if check.verdict in _HELD and sum(1 for o in check.operands if o.fact.value) > 1]
    whole = whole and all(_is_named(table, facts))
    culprits = _common(failed)
    explained = len(culprits) == 1 or (whole and (bool(culprits) or _is_one_row(failed)))
    believed = explained or len(failed) * _MOST <= len(held) * whole
    believed = believed and not _is_one_heading(failed, places) and not _is_moved(failed, places)
    return Proof(
        frozenset(places),
        _proven(held, places) | culprits,
        len(held) < _FEWEST or not believed,
        whole,
        partly,
        dict(_amounts(table, facts)),
    )


def _common(failed: Sequence[Check]) -> frozenset[int]:
    """Return the figures that all failing sums use."""
    used = [frozenset(o.fact.id for o in check.operands) for check in failed]
    return reduce(frozenset.intersection, used) if used else frozenset()


def _is_one_row(failed: Sequence[Check]) -> bool:
    """Tell whether sums of several columns fail as if one row were missing or counted twice: all in one direction."""
    totals = {(check.operands[0].fact.page, check.operands[0].fact.box[1]) for check in failed}
    signs = {check.difference > 0 for check in failed if check.difference}
    return len(totals) == 1 and len(signs) == 1 and all(check.kind in {"rollup", "equation"} for check in failed)


def _is_one_heading(failed: Sequence[Check], places: Mapping[int, tuple[Spot, Spot]]) -> bool:
    """Tell whether the same columns do not add up in several rows: a heading over the wrong columns."""
    rows = [
        frozenset(places[o.fact.id][1] for o in check.operands)
        for check in failed
        if len({places[o.fact.id][0] for o in check.operands}) == 1
    ]
    return len(rows) > len(set(rows))


def _is_moved(failed: Sequence[Check], places: Mapping[int, tuple[Spot, Spot]]) -> bool:
    """Tell whether two columns fail in the same rows by one amount, one up and one down: a number in the wrong column."""
    found = {
        (frozenset(places[o.fact.id][0] for o in check.operands), check.difference)
        for check in failed
        if check.difference is not None
    }
    return any((rows, -difference) in found for rows, difference in found)


def _proven(held: Sequence[Check], places: dict[int, tuple[tuple[int, int], tuple[int, int]]]) -> frozenset[int]:
    summed = {o.fact.id for check in held for o in check.operands if not o.fact.blank}
    rows, columns = {places[number][0] for number in summed}, {places[number][1] for number in summed}
    return frozenset(
        number for number, (row, column) in places.items() if number in summed or (row in rows and column in columns)
    )


def _is_named(table: FactTable, facts: Facts) -> Iterator[bool]:
    """Yield for each row with numbers whether words name it: a lone row needs no name."""
    for block in table.blocks:
        for row in block.facts:
            own = [facts.facts[number] for number in row if number >= 0 and not facts.facts[number].blank]
            if own and len(block.facts) > 1:
                name = own[0].place.row.strip()
                yield bool(name) and read_amount(name, "") is None


def _amounts(table: FactTable, facts: Facts) -> Iterator[tuple[int, Sequence[Amount]]]:
    for block in table.blocks:
        for row in block.facts:
            amounts = tuple(facts.facts[number].amount for number in row if number >= 0)
            yield from ((number, amounts) for number in row if number >= 0)
