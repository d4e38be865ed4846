"""Records as plain JSON values, and back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.plain import Plain


class Colour(StrEnum):
    RED = "red"


class Pair(NamedTuple):
    left: Any
    right: Any = None


@dataclass(frozen=True, slots=True)
class Box:
    held: Any
    index: int = 0


PLAIN = Plain(Colour, Pair, Box)

leaves = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.floats(allow_nan=False)
    | st.decimals(allow_nan=False)
    | st.just(Colour.RED)
    | st.frozensets(st.text(max_size=3), max_size=1)  # of one member: repr tells several in no certain order
)
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=3).map(tuple)
        | st.builds(Pair, inner, inner)
        | st.builds(Box, inner)
        | st.dictionaries(st.integers() | st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=12,
)


@settings(max_examples=60)
@given(values)
def test_reading_undoes_writing(value: object) -> None:
    read = PLAIN.read(json.loads(json.dumps(PLAIN.written((value, value)))))
    assert repr(read) == repr((value, value))


def test_a_record_in_several_places_stays_one() -> None:
    inner = Pair(Decimal("1.50"))
    outer = Box(inner)
    one, other, again = PLAIN.read(PLAIN.written((outer, Pair(inner, outer), inner)))
    assert one is other.right
    assert one.held is other.left is again


def test_other_kinds_are_refused() -> None:
    with pytest.raises(TypeError, match="object is not among the kinds"):
        PLAIN.written((object(),))


@pytest.mark.parametrize("value", [None, [], [[99, 1], []], [[-1, 0], []], [[4, "blue"], []], [[5], []], {"a": 1}])
def test_nothing_but_values_that_were_written_can_be_read(value: object) -> None:
    with pytest.raises((LookupError, TypeError, ValueError)):
        PLAIN.read(value)
