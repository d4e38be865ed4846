"""A table in the wrong unit is one cause, however many of its figures disagree with other places."""

from __future__ import annotations

import pytest
from test_diagnose_builders import Document, total

from auditor.diagnose import diagnose
from auditor.model import Cause, Check

ROWS = (("甲", "1,000.00"), ("乙", "2,345.00"), ("丙", "3,210.00"), ("丁", "4,444.00"))


def causes(document: Document, checks: list[Check]) -> tuple[Cause, ...]:
    return diagnose(checks, document.done(), pack="p")[1]


def two_tables(first: str, second: str, rows: tuple[tuple[str, str], ...] = ROWS) -> tuple[Document, list[Check]]:
    """Return two tables of the same rows in their units, each row tied to its like, and each table's own sum."""
    d = Document()
    one = [d.cell(value, "1", row, "金额", unit=first) for row, value in rows]
    other = [d.cell(value, "2", row, "金额", unit=second) for row, value in rows]
    third = [d.cell(value, "3", row, "金额", unit=first) for row, value in rows]
    whole = d.cell("10,999.00", "2", "合计", "金额", unit=second)
    ties = [total(a, b) for a, b in zip(one, other, strict=True)]
    ties += [total(a, b) for a, b in zip(one, third, strict=True)]
    return d, [*ties, total(whole, *other)]


@pytest.mark.parametrize(
    ("first", "second", "right"), [("元", "万元", "元"), ("万元", "元", "万元"), ("元", "千元", "元")]
)
def test_a_table_in_another_unit_is_one_cause(first: str, second: str, right: str) -> None:
    (cause,) = causes(*two_tables(first, second))
    assert (cause.kind, cause.fact.place.table_number, cause.confidence) == ("table-unit", "2", "high")
    assert len(cause.explains) == len(ROWS)
    assert f"应为“{right}”" in cause.detail.zh
    assert f"read in {right}" in cause.detail.en


def test_two_figures_are_no_table() -> None:
    assert all(cause.kind != "table-unit" for cause in causes(*two_tables("元", "万元", ROWS[:2])))


def test_a_table_most_of_which_agrees_has_its_unit_right() -> None:
    d, checks = two_tables("元", "元")
    wrong = [d.cell(value.replace(".00", "0,000.00"), "2", f"另{row}", "金额", unit="元") for row, value in ROWS[:3]]
    right = [d.cell(value, "4", f"另{row}", "金额", unit="元") for row, value in ROWS[:3]]
    found = causes(d, [*checks, *(total(a, b) for a, b in zip(wrong, right, strict=True))])
    assert found
    assert all(cause.kind != "table-unit" or cause.fact.place.table_number == "4" for cause in found)


def test_figures_that_differ_by_more_than_a_power_of_ten_are_told_one_by_one() -> None:
    d, _ = two_tables("元", "元")
    one = [d.cell(value, "5", row, "金额", unit="元") for row, value in ROWS]
    other = [d.cell(value.replace("0", "7"), "6", row, "金额", unit="元") for row, value in ROWS]
    found = causes(d, [total(a, b) for a, b in zip(one, other, strict=True)])
    assert all(cause.kind != "table-unit" for cause in found)
