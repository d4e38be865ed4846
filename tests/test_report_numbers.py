"""Decimals as text: exact, never an exponent, no digit invented."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.amounts import blank_amount, read_amount
from auditor.report.numbers import (
    base_text,
    decimals,
    digits,
    in_display,
    plain,
    printed_quantity,
    quantity,
    rounded,
    with_unit,
)

exact = st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**12), max_value=10**12)


@given(exact, st.integers(0, 6))
def test_plain_is_exact_and_has_no_exponent(value: Decimal, places: int) -> None:
    text = plain(value, places)
    assert Decimal(text) == value
    assert "E" not in text
    assert len(text.partition(".")[2]) >= places
    assert not (text.startswith("-") and value == 0)


@given(exact)
def test_digits_reads_back_to_the_same_value(value: Decimal) -> None:
    text = digits(value, 2)
    assert abs(Decimal(text.replace(",", "")) - value) <= Decimal("0.005")
    assert "E" not in text


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("2908134", 2, "2,908,134.00"),
        ("0.9", 0, "0.9"),
        ("12.5765", 2, "12.5765"),
        ("-12.19512195121951", 2, "-12.20"),
        ("3E+4", 0, "30,000"),
        ("-0.5", 0, "-0.5"),
        ("-0.00", 1, "0.0"),
        ("1234567890123456789012.3456", 2, "1,234,567,890,123,456,789,012.3456"),
    ],
)
def test_digits(value: str, places: int, text: str) -> None:
    assert digits(Decimal(value), places) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("3E+3", "万元", "3000.00"),
        ("2908134.00", "元", "2908134.00"),
        ("-13.89", "%", "-13.89"),
        ("34", "人", "34"),
        ("-12.1951219512195", "%", "-12.195122"),
        ("0.125", "元", "0.125"),
    ],
)
def test_values_in_json(value: str, unit: str, text: str) -> None:
    assert base_text(Decimal(value), unit) == text


def test_no_value_in_json() -> None:
    assert base_text(None, "元") is None


@pytest.mark.parametrize(
    ("printed", "count"), [("3.60", 2), ("290", 0), ("(1,200.5)", 1), ("-13.89%", 2), ("１２．５", 1)]
)
def test_decimals_of_a_printed_number(printed: str, count: int) -> None:
    assert decimals(printed) == count


def test_units() -> None:
    assert with_unit("3.6", "万元") == "3.6 万元"
    assert with_unit("-13.89", "%") == "-13.89%"
    assert with_unit("12", "") == "12"
    assert quantity(Decimal(36000), "万元", 2) == "3.60 万元"
    assert quantity(Decimal(5), "个百分点") == "5 个百分点"


def test_figures_are_quoted_as_printed() -> None:
    for printed, unit, shown in (
        ("2,908,134.00", "元", "2,908,134.00 元"),
        ("-13.89%", "%", "-13.89%"),
        ("３．６", "万元", "３．６ 万元"),
    ):
        amount = read_amount(printed, unit)
        assert amount is not None
        assert printed_quantity(amount, "（空）") == shown
    assert printed_quantity(blank_amount("", "元"), "（空）") == "（空）"
    assert printed_quantity(blank_amount("—", "元"), "（空）") == "— 元"


def test_display_keeps_printed_decimals_in_its_own_unit_only() -> None:
    own, other = read_amount("3.60", "万元"), read_amount("30,000.00", "元")
    assert own is not None
    assert other is not None
    assert in_display(own, "万元") == "3.60"
    assert in_display(other, "万元") == "3"


def test_rounding_is_half_up_whatever_the_size() -> None:
    assert rounded(Decimal("12.5765"), 2) == Decimal("12.58")
    assert rounded(Decimal("0.125"), 2) == Decimal("0.13")
    assert plain(rounded(Decimal("9" * 30 + ".999"), 2)) == "1" + "0" * 30
