"""Which lists are complete: declared parts of a whole, or amounts that make up the head's."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.amounts import HALF, ZERO
from auditor.check.context import Context
from auditor.model import Fact, Statement, Text

PARTIAL = Text("列举不完整，只能核对分项不超过总额", "partial list: parts only must not exceed the whole")


def partition_of(item: str, context: Context) -> tuple[frozenset[str], ...]:
    """Return the sets of items that make up a whole, parts expanded or not (三公 → 出国, 接待, 购置, 运行)."""
    parts = context.vocabulary.whole.get(item)
    if parts is None:
        return ()
    sets: list[frozenset[str]] = [frozenset()]
    for part in parts:
        choices = [frozenset({part}), *partition_of(part, context)]
        sets = [chosen | more for chosen in sets for more in choices]
    return tuple(sets)


def is_partition(item: str, members: Sequence[Statement], context: Context) -> bool:
    """Tell whether the members of a list are exactly the declared parts of a whole."""
    names = frozenset(m.item for m in members)
    return len(names) == len(members) and names in partition_of(item, context)


def makes_up(total: Fact, parts: Sequence[Fact]) -> bool:
    """Tell whether parts add up to a total within what was rounded."""
    gap = abs(sum((part.value for part in parts), start=ZERO) - total.value)
    return gap <= sum((part.amount.step for part in parts), start=total.amount.step) * HALF
