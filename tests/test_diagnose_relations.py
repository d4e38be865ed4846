"""What a check implies for one of its figures: the exact inverse of its arithmetic."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from test_diagnose_builders import Document, judged, rate, ratio, total

from auditor.amounts import Interval
from auditor.diagnose.intervals import EVERYTHING, divided, on_grid, point, quotient
from auditor.diagnose.relations import relation_of
from auditor.model import Check, Fact, Operand, Severity, Verdict
from tests.records import replace

MONEY = st.integers(200, 10**7)  # hundredths of 万元
SHAPES = ("prior", "current", "growth", "share")


def percentage(shape: str, change: int, prior: int) -> Check:
    d = Document()

    def said(hundredths: int | Decimal, unit: str = "万元") -> Fact:
        return d.said(f"{hundredths / Decimal(100):.2f}", "甲", unit)

    stated = said(Decimal(10**4) * change / prior, "%")
    if shape == "share":
        return ratio(stated, said(change), said(prior))
    roles = {
        "prior": {"change": change, "prior": prior},
        "current": {"change": change, "current": prior + change},
        "growth": {"current": prior + change, "prior": prior},
    }[shape]
    return rate(stated, **{role: said(value) for role, value in roles.items()})


def altered(check: Check, place: int, printed: str) -> Check:
    """Return the check with another printed number in place of one figure."""
    d = Document()
    old = check.operands[place]
    new = replace(d.said(printed, "甲", old.fact.amount.unit), id=old.fact.id)
    operands = [replace(old, fact=new) if i == place else o for i, o in enumerate(check.operands)]
    return judged(replace(check, operands=tuple(operands)))


@given(st.sampled_from(SHAPES), MONEY, MONEY, st.integers(0, 2), st.integers(-(10**7), 10**7))
def test_the_figure_that_was_altered_may_go_back(shape: str, change: int, prior: int, place: int, by: int) -> None:
    sound = percentage(shape, change, prior)
    figure = sound.operands[place].fact
    hundredths = int(Decimal(figure.amount.printed) * 100) + by
    assume(hundredths >= 200)
    if shape == "current" and place == 1:
        assume(hundredths < prior + change - 100)
    if shape == "current" and place == 2:
        assume(hundredths > change + 100)
    wrong = altered(sound, place, f"{hundredths / Decimal(100):.2f}")
    relation = relation_of(wrong)
    if relation is not None:
        allowed = relation.allowed({figure.id: 1})
        back = figure.value - wrong.operands[place].fact.value
        half = figure.amount.step / 2
        assert allowed is not None
        assert allowed.meets(Interval(back - half, back + half))


@given(st.sampled_from(SHAPES), MONEY, MONEY, st.integers(0, 2))
def test_what_is_allowed_makes_the_check_hold(shape: str, change: int, prior: int, place: int) -> None:
    wrong = altered(percentage(shape, change, prior), 0, "77.77")
    relation = relation_of(wrong)
    if wrong.verdict is Verdict.FAILS and relation is not None:
        figure = wrong.operands[place].fact
        allowed = relation.allowed({figure.id: 1})
        assert allowed is not None
        if allowed != EVERYTHING:
            exact = on_grid(figure.value + (allowed.low + allowed.high) / 2, figure.amount.step)
            printed = exact if figure.amount.unit == "%" else exact / 10**4
            assume(printed > 2 or place == 0)
            assert altered(wrong, place, f"{printed:.2f}").verdict is not Verdict.FAILS


def test_a_sum_allows_what_the_other_digits_leave_open() -> None:
    d = Document()
    whole, part = d.said("3.6", "甲"), d.said("0.3", "乙")
    relation = relation_of(total(whole, part, d.said("0.6", "丙")))
    assert relation is not None
    assert relation.allowed({part.id: 1}) == Interval(Decimal(26000), Decimal(28000))
    assert relation.allowed({whole.id: 1}) == Interval(Decimal(-28000), Decimal(-26000))
    assert relation.allowed({}) is None
    assert relation.allowed({whole.id: 1, part.id: 1}) is None
    assert relation.partner({whole.id: 1}, part.id) == 1
    assert relation.partner({whole.id: 1}, 99) == 0


def test_an_inequality_is_open_on_one_side() -> None:
    d = Document()
    whole, part = d.cell("5.00", "1", "甲", "丙"), d.cell("7.00", "1", "乙", "丙")
    relation = relation_of(total(whole, part, relation="≥"))
    assert relation is not None
    assert relation.allowed({whole.id: 1}) == Interval(Decimal(2), Decimal("Infinity"))
    assert relation.allowed({part.id: 1}) == Interval(Decimal("-Infinity"), Decimal(-2))


def test_constants_of_a_rule_are_no_suspects() -> None:
    d = Document()
    constant = replace(d.said("100.0", "常数", "%"), id=-1)
    shares = d.said("60.0", "甲", "%"), d.said("30.0", "乙", "%")
    relation = relation_of(total(constant, *shares))
    assert relation is not None
    assert relation.facts == shares
    assert relation.allowed({shares[0].id: 1}) == Interval(Decimal("9.9"), Decimal("10.1"))


@pytest.mark.parametrize(("relation", "low", "high"), [("=", 5, 5), ("≥", 5, None), ("≤", None, 5)])
def test_a_word_bounds_a_change(relation: str, low: int | None, high: int | None) -> None:
    d = Document()
    current, prior, change = (
        d.cell(v, "1", "甲", c) for v, c in (("5.00", "当年"), ("10.00", "上年"), ("-5.00", "增减"))
    )
    for operands in ((current, prior), (change,)):
        roles = ("current", "prior") if len(operands) == 2 else ("change",)
        check = Check(
            ("W-1",), "change", "word", relation,
            tuple(Operand(fact, role) for fact, role in zip(operands, roles, strict=True)),
            Verdict.HOLDS if relation == "≤" else Verdict.FAILS, Severity.ERROR, code="flat",
        )  # fmt: skip
        found = relation_of(check)
        assert found is not None
        allowed = found.allowed({operands[0].id: 1})
        assert allowed == Interval(
            Decimal("-Infinity") if low is None else Decimal(low),
            Decimal("Infinity") if high is None else Decimal(high),
        )
    no_figures = replace(check, operands=(Operand(change, "other"),))
    assert relation_of(no_figures) is None
    assert relation_of(replace(check, code="zero-base")) is None


def test_checks_of_another_reading_take_no_part() -> None:
    d = Document()
    a, b = d.cell("5.00", "1", "甲", "丙"), d.cell("7.00", "1", "乙", "丙")
    check = total(a, b)
    assert relation_of(replace(check, verdict=Verdict.HOLDS)) is None
    assert relation_of(replace(check, verdict=Verdict.UNCHECKED)) is None
    assert relation_of(replace(check, relation="≠")) is None
    assert relation_of(replace(check, formula="text")) is None
    assert relation_of(replace(check, formula="ratio")) is None


def test_quotients_keep_silent_where_they_cannot_know() -> None:
    sound = percentage("share", 5, 10)
    relation = relation_of(sound)
    assert relation is not None
    share, part, whole = (operand.fact.id for operand in sound.operands)
    assert relation.allowed({99: 1}) == EVERYTHING
    assert relation.allowed({part: 1, whole: 1}) == EVERYTHING
    assert relation.partner({part: 1}, whole) == 0
    wrong = relation_of(altered(sound, 0, "90.00"))
    assert wrong is not None
    assert wrong.allowed({}) is None
    assert wrong.allowed({share: -1}) != wrong.allowed({share: 1})
    zero = relation_of(altered(sound, 0, "0.00"))
    assert zero is not None
    assert zero.allowed({whole: 1}) == EVERYTHING


def test_intervals_divide_and_meet_the_grid() -> None:
    assert divided(Interval(Decimal(2), Decimal(4)), -2) == Interval(Decimal(-2), Decimal(-1))
    assert quotient(point(Decimal(1)), Interval(Decimal(-1), Decimal(1))) == EVERYTHING
    assert on_grid(Decimal("12.5765"), Decimal("0.01")) == Decimal("12.58")
    assert on_grid(Decimal("12.5765"), Decimal(0)) == Decimal("12.5765")
