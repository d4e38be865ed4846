"""Amounts: what a printed number is worth, and the interval it stands for."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.amounts import (
    MONEY_POWERS,
    Interval,
    blank_amount,
    in_unit,
    is_blank,
    read_amount,
)

money = st.decimals(min_value="-999999999.99", max_value="999999999.99", places=2)
units = st.sampled_from(sorted(MONEY_POWERS))


@pytest.mark.parametrize(
    ("printed", "unit", "value", "step"),
    [
        ("2,908,134.00", "元", "2908134", "0"),
        ("290.81", "万元", "2908100", "100"),
        ("29.5", "万元", "295000", "1000"),
        ("0", "万元", "0", "0"),
        ("0.00", "万元", "0", "100"),
        ("1200", "元", "1200", "1"),
        ("-5,000.00", "元", "-5000", "0"),
        ("(5,000.00)", "元", "-5000", "0"),
        ("－１２．５", "万元", "-125000", "1000"),
        ("12.57%", "%", "12.57", "0.01"),
        ("3", "‰", "0.3", "0.1"),
        ("1.8", "个百分点", "1.8", "0.1"),
        ("27", "人", "27", "0"),
        ("5.4", "亿元", "540000000", "10000000"),
        ("¥1,072.97", "万元", "10729700", "100"),
        ("￥-5", "", "-5", "1"),
        ("负12.50", "元", "-12.50", "0"),
        ("187.55①", "元", "187.55", "0"),
        ("187.55注¹", "元", "187.55", "0"),
        ("1,234 [2]", "元", "1234", "1"),
        ("3.20*", "元", "3.20", "0"),
    ],
)
def test_a_printed_number_is_read_exactly(printed: str, unit: str, value: str, step: str) -> None:
    amount = read_amount(printed, unit)
    assert amount is not None
    assert (amount.value, amount.step) == (Decimal(value), Decimal(step))
    assert amount.printed == printed


@pytest.mark.parametrize(
    "text", ["", "—", "目标1", "1,23", "12..5", "≤23.12", "2024年", "1,2345", "9" * 40, "①", "注1", "3、"]
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert read_amount(text, "元") is None


@pytest.mark.parametrize("text", ["", " ", "-", "—", "——", "－", "无", "/"])
def test_blank_cells(text: str) -> None:
    assert is_blank(text)
    assert blank_amount(text, "元").value == 0
    assert blank_amount(text, "元").step == 0


@given(money, units)
def test_the_value_survives_the_unit(number: Decimal, unit: str) -> None:
    amount = read_amount(f"{number:f}", unit)
    assert amount is not None
    assert in_unit(amount.value, unit) == number


@given(money, units)
def test_a_figure_lies_in_both_of_its_intervals(number: Decimal, unit: str) -> None:
    amount = read_amount(f"{number:f}", unit)
    assert amount is not None
    for interval in (amount.rounded(), amount.cut()):
        assert interval.low <= amount.value <= interval.high
        assert interval.width == amount.step


@given(st.decimals(min_value="-99999.9999", max_value="99999.9999", places=4))
def test_what_is_rounded_half_up_lies_in_the_interval(exact: Decimal) -> None:
    printed = exact.quantize(Decimal("0.01"), rounding="ROUND_HALF_UP")
    amount = read_amount(f"{printed:f}", "万元")
    assert amount is not None
    low, high = amount.rounded().low, amount.rounded().high
    assert low <= exact * 10000 <= high


@given(st.decimals(min_value="-99999.9999", max_value="99999.9999", places=4))
def test_what_is_cut_lies_in_the_other_interval(exact: Decimal) -> None:
    printed = exact.quantize(Decimal("0.01"), rounding="ROUND_DOWN")
    amount = read_amount(f"{printed:f}", "万元")
    assert amount is not None
    if printed != 0:
        assert amount.cut().low <= exact * 10000 <= amount.cut().high


intervals = st.tuples(money, money).map(lambda pair: Interval(min(pair), max(pair)))


@given(intervals, intervals)
def test_interval_arithmetic(one: Interval, other: Interval) -> None:
    assert (one + other).width == one.width + other.width
    assert (one - other) == one + -other
    shared = one.intersect(other)
    assert (shared is not None) is one.meets(other)
    if shared is not None:
        assert one.low <= shared.low <= shared.high <= other.high


def test_kinds_of_unit() -> None:
    rate, sum_ = read_amount("3%", "%"), read_amount("3", "万元")
    assert rate is not None
    assert sum_ is not None
    assert rate.is_percent
    assert not rate.is_money
    assert sum_.is_money
    assert not sum_.is_percent
