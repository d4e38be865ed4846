"""Slips, copies, ties between suspects, and what stands alone."""

from __future__ import annotations

from decimal import Decimal

import pytest
from test_diagnose_builders import Document, rate, text, total

from auditor.amounts import Interval
from auditor.diagnose import diagnose
from auditor.diagnose.candidates import deepest
from auditor.diagnose.slips import best_slip, digits_of
from auditor.diagnose.surroundings import Surroundings
from auditor.model import Cause, Check, Fact, Operand, Severity, Verdict
from tests.records import replace


def causes(document: Document, checks: list[Check]) -> tuple[Cause, ...]:
    return diagnose(checks, document.done(), pack="p")[1]


@pytest.mark.parametrize(
    ("printed", "right", "kind"),
    [
        ("3,000.00", "30,000.00", "decimal-slip"),
        ("300,000.00", "3,000.00", "decimal-slip"),
        ("2,676,934.00", "267.6934", "unit-slip"),
        ("267.69", "2,676,934.00", "unit-slip"),
        ("0.06", "607.10", "other"),
        ("-1,250.00", "1,250.00", "sign"),
        ("1,263,500.00", "1,236,500.00", "transposed"),
        ("9,236,501.00", "1,236,509.00", "transposed"),
        ("1,296,500.00", "1,236,500.00", "one-digit"),
        ("1,136,500.00", "136,500.00", "extra-digit"),
        ("126,500.00", "1,236,500.00", "missing-digit"),
        ("1,299,500.00", "1,236,500.00", "other"),
        ("1,234.00", "98,765,432.00", "other"),
        ("0.00", "5,000.00", "other"),
        ("5,000.00", "0.00", "other"),
        ("5,000.00", "-7,123.00", "other"),
    ],
)
def test_a_slip_is_known_by_its_digits(printed: str, right: str, kind: str) -> None:
    fact = Document().cell(printed, "1", "甲", "乙")
    delta = Decimal(right.replace(",", "")) - fact.value
    slip = best_slip(fact, Interval(delta, delta), Surroundings([fact]), frozenset(), total=False)
    assert (slip.kind, slip.suggested) == (kind, fact.value + delta)


def test_a_rounded_figure_is_suggested_with_the_digits_it_has() -> None:
    fact = Document().said("3.6", "甲")
    wanted = Interval(Decimal(6120), Decimal(6130))
    slip = best_slip(fact, wanted, Surroundings([fact]), frozenset(), total=False)
    assert slip.suggested == Decimal(42000)
    vague = best_slip(fact, Interval(Decimal(-30000), Decimal(90000)), Surroundings([]), frozenset(), total=False)
    assert (vague.kind, vague.suggested) == ("other", None)
    open_end = best_slip(fact, Interval(Decimal(1), Decimal("Infinity")), Surroundings([]), frozenset(), total=False)
    assert open_end.suggested is None


def test_a_blank_has_no_digits() -> None:
    d = Document()
    assert digits_of(d.cell("-", "1", "甲", "乙").amount) is None
    digits = digits_of(d.said("12.57", "甲").amount)
    assert digits is not None
    assert (digits.text, digits.unit) == ("1257", 100)


def test_a_blank_that_should_be_an_amount_is_no_slip_of_digits() -> None:
    d = Document()
    blank = d.cell("", "1", "甲", "乙")
    slip = best_slip(blank, Interval(Decimal(7), Decimal(7)), Surroundings([blank]), frozenset(), total=False)
    assert (slip.kind, slip.suggested) == ("other", Decimal(7))


def test_a_blank_is_no_likely_place_for_a_negative_amount() -> None:
    d = Document()
    blank, filled = d.cell("", "1", "甲", "乙"), d.cell("5.00", "1", "甲", "乙")
    around = Surroundings([])
    minus, plus = (Interval(Decimal(v), Decimal(v)) for v in (-7777, 7777))
    bits = [
        best_slip(f, w, around, frozenset(), total=False).bits
        for f, w in ((filled, plus), (blank, plus), (blank, minus))
    ]
    assert bits == sorted(set(bits))


def test_last_years_figure_left_in_is_named() -> None:
    d = Document()
    now = d.cell("412,345.00", "4", "甲", "本年", period="当年")
    d.cell("412,345.00", "4", "甲", "上年", period="上年")
    others = [d.cell(v, "4", r, "本年") for r, v in (("乙", "100,000.00"), ("合计", "688,765.00"))]
    copy = d.cell("588,765.00", "5", "甲", "合计")
    (cause,) = causes(d, [total(others[1], now, others[0]), total(now, copy)])
    assert (cause.kind, cause.fact, cause.suggested) == ("last-year", now, Decimal("588765.00"))
    assert "上年" in cause.detail.zh


def slip_of(d: Document, fact: Fact, right: str, *, total: bool) -> tuple[str, str]:
    delta = Decimal(right.replace(",", "")) - fact.value
    slip = best_slip(fact, Interval(delta, delta), Surroundings(d.facts), frozenset(), total=total)
    return slip.kind, slip.detail.zh


def test_a_total_older_than_one_of_its_parts_is_named() -> None:
    d = Document()
    d.cell("123,400.00", "4", "甲", "本年", period="当年")
    d.cell("100,000.00", "4", "甲", "上年", period="上年")
    d.cell("7,777.00", "4", "乙", "本年", period="当年")
    whole = d.cell("107,777.00", "4", "合计", "本年", period="当年")
    told = ("stale-total", "只差甲（123,400.00 元）本年的增减，可能未随它更新")
    assert slip_of(d, whole, "131,177.00", total=True) == told
    assert slip_of(d, whole, "131,178.00", total=True)[0] == "other"


def test_the_total_of_another_table_is_named() -> None:
    d = Document()
    whole = d.cell("518,263.00", "4", "合计", "金额")
    d.cell("518,263.00", "7", "总计", "金额", item="另一合计")
    assert slip_of(d, whole, "972,146.00", total=True) == ("other-total", "与另一表（表7）的总计 518,263.00 元 相同")


def test_a_row_that_stands_twice_is_named() -> None:
    d = Document()
    rows = [d.cell("27,980.00", "4", "差旅费", "金额") for _ in range(2)]
    assert slip_of(d, rows[1], "0", total=False) == ("row-doubled", "差旅费 27,980.00 元 列了两次")
    assert slip_of(d, rows[1], "1,234.00", total=False)[0] == "other"


def test_a_total_that_leaves_out_one_part_is_named() -> None:
    d = Document()
    parts = [d.cell(v, "4", r, "金额") for r, v in (("甲", "123,456.00"), ("乙", "78,901.00"), ("丙", "4,567.00"))]
    whole = d.cell("128,023.00", "4", "合计", "金额")
    wide = [d.cell(part.amount.printed, "5", part.place.row, "金额") for part in parts]
    sister = d.cell("206,924.00", "5", "合计", "金额")
    checks = [total(whole, *parts), total(sister, *wide), total(whole, sister)]
    checks += [total(a, b) for a, b in zip(parts, wide, strict=True)]
    (cause,) = causes(d, checks)
    assert (cause.fact, cause.kind, cause.suggested) == (whole, "part-missing", sister.value)
    assert cause.detail.zh == "未含乙 78,901.00 元"


def test_figures_that_cannot_be_told_apart_are_all_named() -> None:
    d = Document()
    a, b = d.cell("7,313.00", "1", "甲", "金额"), d.cell("2,222.00", "1", "乙", "金额")
    outer = [d.cell("1,111.00", str(n), "合计", "金额") for n in (2, 3)]
    rest = [d.cell("5.00", str(n), "丙", "金额") for n in (2, 3)]
    checks = [total((whole, a, b), other) for whole, other in zip(outer, rest, strict=True)]
    (cause,) = causes(d, checks)
    assert {cause.fact, *(alternative.fact for alternative in cause.alternatives)} == {a, b}
    assert cause.confidence in {"low", "medium"}


def test_a_lone_finding_between_equals_tells_both() -> None:
    d = Document()
    said, cell = d.said("3.62", "甲"), d.cell("51,740.00", "1", "甲", "乙")
    findings, (cause,), _ = diagnose([total(said, cell)], d.done(), pack="p")
    assert (cause.fact, cause.suggested, cause.confidence) == (said, Decimal(51700), "low")
    assert [(other.fact, other.suggested) for other in cause.alternatives] == [(cell, Decimal(36200))]
    assert [finding.cause for finding in findings] == ["C1"]


def test_a_lone_whisper_has_no_cause() -> None:
    d = Document()
    checks = [total(d.said("3.62", "甲"), d.cell("51,740.00", "1", "甲", "乙"), severity=Severity.INFO)]
    assert causes(d, checks) == ()


def test_a_lone_finding_names_the_figure_that_nobody_vouches_for() -> None:
    d = Document()
    said, cell = d.said("3.62", "甲"), d.cell("51,740.00", "1", "甲", "合计")
    parts = [d.cell(v, "1", "甲", c) for v, c in (("50,000.00", "乙"), ("1,740.00", "丙"))]
    (cause,) = causes(d, [total(said, cell), total(cell, *parts)])
    assert (cause.fact, cause.suggested, cause.confidence) == (said, Decimal(51700), "medium")


def sum_of(d: Document, values: list[int], gap: int) -> tuple[list[Fact], Check]:
    """A column of one table whose total is off by `gap`."""
    parts = [d.cell(f"{value:,}.00", "1", f"行{i}", "金额") for i, value in enumerate(values)]
    return parts, total(d.cell(f"{sum(values) + gap:,}.00", "1", "合计", "金额"), *parts)


@pytest.mark.parametrize(
    ("printed", "right", "kind"),
    [
        ("-24.09", "24.09", "sign"),
        ("8,800.00", "0.88", "unit-slip"),
        ("235.65", "25.65", "extra-digit"),
        ("5.96", "5.69", "transposed"),
        ("34.51", "345.10", "decimal-slip"),
        ("18,500.00", "1.85", "unit-slip"),
    ],
)
def test_a_lone_sum_names_the_only_part_that_a_slip_explains(printed: str, right: str, kind: str) -> None:
    d = Document()
    others = [
        d.cell(v, "6", f"行{i}", "决算数", unit="万元") for i, v in enumerate(("393.02", "34.26", "70.21", "7.55"))
    ]
    part = d.cell(printed, "6", "乙", "决算数", unit="万元")
    whole = sum(fact.value for fact in others) + Decimal(right.replace(",", "")) * 10000
    (cause,) = causes(d, [total(d.cell(f"{whole / 10000:.2f}", "6", "合计", "决算数", unit="万元"), *others, part)])
    assert (cause.fact, cause.kind) == (part, kind)
    assert cause.suggested is not None
    assert abs(cause.suggested - Decimal(right.replace(",", "")) * 10000) <= 50
    assert cause.confidence != "high"


def test_one_of_many_parts_is_named_where_a_slip_fits_it_alone() -> None:
    d = Document()
    parts, check = sum_of(d, [1234 + 37 * i for i in range(12)], 1234 * 9)
    (cause,) = causes(d, [check])
    assert (cause.fact, cause.kind, cause.suggested) == (parts[0], "decimal-slip", Decimal(12340))
    assert len(cause.alternatives) == 8


def test_more_than_eight_that_cannot_be_told_apart_have_no_cause() -> None:
    d = Document()
    _, check = sum_of(d, [1234 + 37 * i for i in range(12)], 47_119)
    assert causes(d, [check]) == ()


def test_a_wrong_leaf_added_up_faithfully_is_one_cause() -> None:
    d = Document()
    mine, theirs = (
        {r: d.cell(v, t, r, "金额") for r, v in zip(("甲", "乙", "合计"), values, strict=True)}
        for t, values in (("1", ("9,100.00", "500.00", "9,600.00")), ("2", ("1,900.00", "500.00", "2,400.00")))
    )
    checks = [total(t["合计"], t["甲"], t["乙"]) for t in (mine, theirs)]
    checks += [total(mine[row], theirs[row]) for row in mine]
    (cause,) = causes(d, checks)
    assert len(cause.explains) == 2
    told = {cause.fact, *cause.figures}
    assert told in ({mine["甲"], mine["合计"]}, {theirs["甲"], theirs["合计"]})
    assert [alternative.kind for alternative in cause.alternatives] == ["transposed"]


def test_copies_in_sentences_move_together() -> None:
    d = Document()
    said = [d.said("290.18", "支出", section=s) for s in ("一", "二", "三")]
    cell = d.cell("2,908,134.00", "1", "合计", "支出")
    parts = [d.cell(v, "1", r, "支出") for r, v in (("甲", "2,900,000.00"), ("乙", "8,134.00"))]
    checks = [*(total(s, cell) for s in said), total(said[0], said[1]), total(cell, *parts)]
    (cause,) = causes(d, checks)
    assert (cause.kind, cause.fact, cause.suggested) == ("transposed", said[0], Decimal(2908100))
    assert cause.figures == tuple(said[1:])
    assert len(cause.explains) == 3


def test_a_mere_copy_follows() -> None:
    d = Document()
    wrong, copy = (d.cell("9,100.00", t, "甲", "金额") for t in ("1", "2"))
    rest, whole = (d.cell(v, "1", r, "金额") for r, v in (("乙", "500.00"), ("合计", "2,400.00")))
    again = d.cell("1,900.00", "3", "甲", "金额")
    checks = [total(whole, wrong, rest), total(wrong, copy), total(wrong, again)]
    checks += [total(whole, d.cell("2,400.00", "4", "合计", "金额"))]
    (cause,) = causes(d, checks)
    assert (cause.fact, cause.suggested, cause.figures) == (wrong, Decimal(1900), (copy,))


def test_two_errors_in_one_sum_are_told_apart() -> None:
    d = Document()
    cells = {
        (r, c): d.cell(v, "1", r, c) for r, v in (("甲", "1,236,500.00"), ("乙", "45,000.00")) for c in ("一", "二")
    }
    sums = {c: d.cell("1,281,500.00", "1", "合计", c) for c in ("一", "二")}
    rows = {r: d.cell(v, "1", r, "合计") for r, v in (("甲", "2,473,000.00"), ("乙", "90,000.00"))}
    wrong = {("甲", "一"): "1,263,500.00", ("乙", "一"): "450,000.00"}
    for key, printed in wrong.items():
        fact = d.cell(printed, "1", *key)
        cells[key] = fact
    checks = [total(rows[r], cells[r, "一"], cells[r, "二"]) for r in rows]
    checks += [total(sums[c], cells["甲", c], cells["乙", c]) for c in sums]
    copies = [total(cells["乙", "一"], d.cell("45,000.00", "2", "乙", "金额"))]
    found = causes(d, [*checks, *copies])
    assert {(cause.fact, cause.kind) for cause in found} == {
        (cells["甲", "一"], "transposed"),
        (cells["乙", "一"], "decimal-slip"),
    }


def test_three_values_of_one_figure_disagree() -> None:
    d = Document()
    said = d.said("5.20", "甲")
    cells = [d.cell(v, str(n), "甲", "金额") for n, v in ((1, "71,000.00"), (2, "93,000.00"))]
    (cause,) = causes(d, [total(said, cells[0]), total(said, cells[1]), total(cells[0], cells[1])])
    assert (cause.kind, cause.fact, cause.suggested) == ("disagree", said, None)
    assert {alternative.suggested for alternative in cause.alternatives} == {Decimal(71000), Decimal(93000)}
    assert len(cause.explains) == 3


@pytest.mark.parametrize("roles", [("change", "current"), ("change", "prior"), ("current", "prior")])
def test_a_rate_on_the_current_figure_is_known_from_any_two(roles: tuple[str, str]) -> None:
    d = Document()
    figures = {"change": "-0.50", "current": "3.60", "prior": "4.10"}
    percent = d.said("-13.88", "甲", "%", measure="rate")  # cut, as well as on the wrong base
    check = rate(percent, **{role: d.said(figures[role], "甲") for role in roles})
    (cause,) = causes(d, [check])
    assert (cause.kind, cause.suggested) == ("wrong-base", Decimal("-12.20"))
    assert ("÷" in cause.detail.zh) is (roles == ("change", "current"))


def test_other_wrong_rates_have_no_wrong_base() -> None:
    d = Document()
    figures = {role: d.said(v, "甲") for role, v in (("change", "-0.50"), ("current", "3.60"))}
    percent = d.said("55.55", "甲", "%", measure="rate")
    bare = replace(rate(percent, **figures), operands=(Operand(percent, "other"),))
    assert all(cause.kind != "wrong-base" for cause in causes(d, [rate(percent, **figures), bare]))
    new = rate(percent, change=d.said("3.00", "乙"), prior=d.said("4.00", "乙"))
    assert all(cause.kind != "wrong-base" for cause in causes(d, [new]))
    only = replace(new, operands=(Operand(percent, "rate"), Operand(figures["change"], "change")))
    assert causes(d, [only]) == ()
    lacking = replace(new, operands=(Operand(percent, "rate"), Operand(figures["change"], "current")))
    assert causes(d, [lacking]) == ()


def test_a_cut_part_of_a_sum_is_rounded_by_one_last_digit() -> None:
    d = Document()
    whole = d.cell("1,005,555.00", "1", "合计", "金额")
    check = replace(total(whole, d.said("100.55", "甲"), d.cell("0.00", "1", "乙", "金额")), verdict=Verdict.TRUNCATED)
    (cause,) = causes(d, [check, replace(check, operands=())])
    assert (cause.kind, cause.fact.item, cause.suggested) == ("truncated", "甲", Decimal(1005600))
    assert len(cause.explains) == 1


def test_a_finding_without_arithmetic_joins_the_cause_that_names_its_figure() -> None:
    d = Document()
    said, cell = d.said("3.62", "甲"), d.cell("51,740.00", "1", "甲", "合计")
    parts = [d.cell(v, "1", "甲", c) for v, c in (("50,000.00", "乙"), ("1,740.00", "丙"))]
    other = d.said("1.00", "丁")
    checks = [total(said, cell), total(cell, *parts), text(said), text(other), text()]
    findings, found, _ = diagnose(checks, d.done(), pack="p")
    assert [finding.cause for finding in findings] == ["C1", "C1", "", ""]
    assert found[0].explains == tuple(finding.fingerprint for finding in findings[:2])


def test_the_gravest_cause_comes_first() -> None:
    d = Document()
    severities = (Severity.WARNING, Severity.ERROR, Severity.ERROR)
    wholes = [d.cell(f"{n}1,000.00", str(n), "合计", "金额") for n in (3, 4, 5)]
    checks = [
        total(whole, *(d.cell(v, str(n), r, "金额") for r, v in (("甲", "7,000.00"), ("乙", f"{n}400.00"))), severity=s)
        for n, (whole, s) in enumerate(zip(wholes, severities, strict=True), 3)
    ]
    assert [cause.fact.page for cause in causes(d, checks)] == [14, 15, 13]


def test_the_heaviest_agreement_wins() -> None:
    def interval(low: int, high: int) -> Interval:
        return Interval(Decimal(low), Decimal(high))

    assert deepest([]) is None
    assert deepest([(interval(0, 4), 1), (interval(3, 9), 1), (interval(20, 30), 1)]) == interval(3, 4)
    assert deepest([(interval(0, 4), 1), (interval(4, 9), 1), (interval(20, 30), 5)]) == interval(20, 30)
    assert deepest([(interval(5, 5), 1), (interval(5, 5), 1)]) == interval(5, 5)
