"""Effective coverage: which digits of a figure could be wrong unnoticed."""

from __future__ import annotations

import pytest
from test_diagnose_builders import Document, judged, text, total

from auditor.amounts import read_amount
from auditor.diagnose import sensitivities
from auditor.model import Check, Fact, Verdict
from tests.records import replace


def test_every_digit_of_an_exact_sum_is_protected_and_nothing_of_a_figure_without_check() -> None:
    document = Document()
    whole, part, other = (
        document.cell(printed, "1", printed, "合计") for printed in ("1,234.56", "1,000.56", "234.00")
    )
    alone, blank = document.cell("77.00", "1", "丙", "合计"), document.cell("", "1", "丁", "合计")
    found = sensitivities([total(whole, part, other, blank), text(alone)], document.facts)
    assert {number: tuple(each) for number, each in found.items()} == {
        whole.id: (6, 6),
        part.id: (6, 6),
        other.id: (5, 5),
        alone.id: (0, 4),
    }


def test_a_long_sum_of_rounded_figures_hides_last_digits() -> None:
    document = Document()
    whole, *parts = (
        document.cell(printed, "1", printed, "合计", unit="万元") for printed in ("60.06", "10.01", "20.02", "30.03")
    )
    found = sensitivities([total(whole, *parts)], document.facts)
    assert [tuple(found[fact.id]) for fact in (whole, *parts)] == [(3, 4)] * 4


def test_a_failing_check_notices_the_change_that_mends_it() -> None:
    document = Document()
    one, other = document.cell("502.00", "1", "甲", "数"), document.cell("512.00", "2", "甲", "数")
    assert tuple(sensitivities([total(one, other)], document.facts)[one.id]) == (1, 5)


@pytest.mark.parametrize("unit", ["元", "万元"])
def test_the_digits_are_those_that_an_evaluation_of_the_changed_figures_notices(unit: str) -> None:
    document = Document()
    figures = [
        document.cell(printed, "1", printed, "合计", unit=unit) for printed in ("9.90", "3.30", "6.60", "9.9", "0")
    ]
    checks = [total(figures[0], *figures[1:3]), total(figures[3], figures[0], figures[4])]
    found = sensitivities(checks, document.facts)
    for fact in figures:
        assert found[fact.id].noticed == sum(
            _turned(checks, fact, printed) for printed in _changes(fact.amount.printed)
        )


def _changes(printed: str) -> list[str]:
    places = [at for at, letter in enumerate(printed) if letter.isdigit()]
    return [
        printed[:at] + ("8" if printed[at] == "9" else str(int(printed[at]) + 1)) + printed[at + 1 :] for at in places
    ]


def _turned(checks: list[Check], fact: Fact, printed: str) -> bool:
    amount = read_amount(printed, fact.amount.unit)
    fine = {Verdict.HOLDS, Verdict.ROUNDING}
    for check in checks:
        operands = tuple(
            o._replace(fact=replace(fact, amount=amount)) if o.fact.id == fact.id else o for o in check.operands
        )
        if (judged(replace(check, operands=operands)).verdict in fine) is not (check.verdict in fine):
            return True
    return False
