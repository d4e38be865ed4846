"""The median of the tables stage is the standard library's."""

from __future__ import annotations

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.tables.middle import median


@given(st.lists(st.floats(min_value=-1e6, max_value=1e6), min_size=1, max_size=30))
def test_equal_to_statistics(values: list[float]) -> None:
    assert median(values) == pytest.approx(statistics.median(values))


def test_nothing_has_no_median() -> None:
    with pytest.raises(ValueError, match="nothing"):
        median([])
