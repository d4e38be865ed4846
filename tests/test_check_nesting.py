"""Lists of bare names whose levels are told by the figures alone."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from auditor.check.nesting import layout

VALUES = st.lists(st.integers(1, 60).map(Decimal), min_size=1, max_size=4)


def test_a_flat_list_and_a_list_that_its_first_row_heads() -> None:
    assert layout(Decimal(5), [Decimal(2), Decimal(3)]) == ((-1, (0, 1)),)
    assert layout(Decimal(5), [Decimal(5), Decimal(2), Decimal(3)]) == ((-1, (0,)), (0, (1, 2)))
    assert layout(Decimal(5), [Decimal(5), Decimal(2), Decimal(4)]) is None


@given(st.lists(VALUES, min_size=1, max_size=2))
def test_groups_over_their_members_are_found_and_every_level_adds_up(groups: list[list[Decimal]]) -> None:
    rows = [value for group in groups for value in (sum(group, start=Decimal(0)), *group)]
    whole = sum((sum(group, start=Decimal(0)) for group in groups), start=Decimal(0))
    found = layout(whole, rows)
    assert found is not None
    for above, below in found:
        assert (whole if above < 0 else rows[above]) == sum(rows[row] for row in below)
    assert sorted(row for _, below in found for row in below) == list(range(len(rows)))
