"""What speaks for and against a figure besides the checks: words of direction, other places, rows that are missing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from test_diagnose_builders import Document, missing, rate, ratio, text, total

from auditor.diagnose import diagnose
from auditor.diagnose.alone import blank_totals
from auditor.model import Cause, Check, Fact, Text, Verdict
from tests.records import replace


def causes(document: Document, checks: list[Check]) -> tuple[Cause, ...]:
    return diagnose(checks, document.done(), pack="p")[1]


def test_a_reversed_word_is_known_by_the_rate() -> None:
    d = Document()
    now, change = d.said("612.11", "甲"), d.said("-37.14", "甲", measure="change")
    change = replace(change, amount=replace(change.amount, printed="37.14"))  # 减少 gives the sign
    percent = d.said("6.46", "甲", "%", measure="rate")
    (cause,) = causes(d, [rate(percent, change=change, current=now)])
    assert (cause.kind, cause.fact.id, cause.suggested) == ("direction", change.id, Decimal(371400))


def test_both_words_are_told_where_either_may_be_reversed() -> None:
    d = Document()
    now, change = d.said("8475.77", "甲"), d.said("-34.89", "甲", measure="change")
    change = replace(change, amount=replace(change.amount, printed="34.89"))
    percent = d.said("0.41", "甲", "%", measure="rate")
    (cause,) = causes(d, [rate(percent, change=change, current=now)])
    told = {cause.fact.id, *(other.fact.id for other in cause.alternatives)}
    assert cause.kind == "direction"
    assert {change.id, percent.id} <= told
    assert cause.confidence == "low"


def test_the_sign_of_a_small_part_is_known_although_the_digits_are_not() -> None:
    d = Document()
    parts = [d.said("-15.84", "甲", measure="change"), d.said("-0.13", "乙", measure="change")]
    parts += [d.said(f"{i}.21", f"丙{i}", measure="change") for i in range(1, 6)]
    parts[1] = replace(parts[1], amount=replace(parts[1].amount, printed="0.13"))
    whole = d.said(f"{sum(p.value for p in parts) / 10000 + Decimal('0.26'):.2f}", "丁", measure="change")
    (cause,) = causes(d, [total(whole, *parts, kind="list", code="list-changes")])
    told = {cause.fact.id: cause.kind, **{other.fact.id: other.kind for other in cause.alternatives}}
    assert told[parts[1].id] == "direction"


def test_the_figure_that_should_be_what_another_place_prints_is_the_likelier_culprit() -> None:
    d = Document()
    whole, part = d.said("993.01", "财政拨款"), d.said("857.85", "一般公共预算")
    other = d.said("137.26", "政府性基金")
    d.cell("8,557,512.00", "4", "一般公共预算", "金额")
    for row in ("甲", "乙", "丙"):
        d.cell("993.01", "5", row, "金额", unit="万元")
    (cause,) = causes(d, [total(whole, part, other, kind="list", code="list-sum")])
    assert (cause.fact, cause.suggested) == (part, Decimal(8557500))
    assert {alternative.fact for alternative in cause.alternatives} >= {whole}


def test_a_figure_that_is_printed_again_under_its_label_is_not_the_first_suspect() -> None:
    d = Document()
    first, second = d.cell("1,410,658.00", "9", "合计", "金额"), d.cell("1,419,658.00", "9", "科学技术", "金额")
    d.cell("1,410,658.00", "4", "合计", "金额")
    (cause,) = causes(d, [total(first, second)])
    assert (cause.fact, cause.suggested) == (second, first.value)


def test_an_equal_unit_lends_all_its_digits() -> None:
    d = Document()
    said, cell = d.said("0.3", "收支总计"), d.cell("2,961.68", "1", "总计", "金额", unit="万元")
    parts = [d.cell(v, "1", r, "金额", unit="万元") for r, v in (("甲", "2,900.00"), ("乙", "61.68"))]
    (cause,) = causes(d, [total(said, cell), total(cell, *parts)])
    assert (cause.fact, cause.suggested) == (said, Decimal(29616800))


def test_no_amount_is_suspected_of_being_negative() -> None:
    d = Document()
    whole, part = d.cell("123,520.00", "9", "合计", "金额"), d.cell("-123,520.00", "9", "甲", "金额")
    (cause,) = causes(d, [total(whole, part)])
    assert (cause.fact, cause.kind, cause.suggested, cause.alternatives) == (part, "sign", whole.value, ())


def test_a_wrong_part_told_twice_explains_ties_and_an_overfull_list() -> None:
    d = Document()
    whole = d.said("950.12", "财政拨款")
    wrong, again = d.said("738.66", "福利"), d.said("738.66", "福利", period="预算")
    cell = d.cell("6,964,796.00", "5", "福利", "金额")
    rest = [d.said(v, i) for i, v in (("甲", "130.60"), ("乙", "122.35"))]
    sums = [d.cell("6,964,796.00", "5", "福利", c) for c in ("基本", "合计")]
    checks = [
        total(wrong, cell),
        total(again, cell),
        total(whole, wrong, *rest, kind="list", code="list-sum"),
        total(cell, sums[0]),
        total(sums[1], cell),
    ]
    (cause,) = causes(d, checks)
    assert (cause.fact, cause.figures, cause.suggested) == (wrong, (again,), Decimal(6964800))
    assert len(cause.explains) == 3


def test_a_share_and_the_sum_of_the_shares_have_one_cause() -> None:
    d = Document()
    whole = d.said("2940.05", "支出")
    told = (("甲", "2106.66", "71.73"), ("乙", "700.00", "23.81"), ("丙", "133.39", "4.54"))
    parts = {i: (d.said(v, i), d.said(s, i, "%", measure="share")) for i, v, s in told}
    shares = [share for _, share in parts.values()]
    checks = [ratio(share, part, whole) for part, share in parts.values()]
    hundred = replace(
        total(shares, kind="share", code="share-total"), verdict=Verdict.FAILS, computed=Decimal(100), difference=None
    )
    (cause,) = causes(d, [*checks, hundred])
    assert (cause.fact, cause.suggested) == (shares[0], Decimal("71.65"))
    assert len(cause.explains) == 2


@pytest.mark.parametrize(("stated", "word"), [("1,182,965.00", "漏列"), ("855,839.00", "多列")])
def test_a_row_that_is_missing_or_too_many_explains_the_sums_of_all_columns(stated: str, word: str) -> None:
    d = Document()
    checks, failing = [], []
    for column in ("合计", "基本支出"):
        whole, *parts = (
            d.cell(v, "3", r, column) for r, v in (("养老", stated), ("甲", "855,839.00"), ("乙", "295,116.00"))
        )
        failing.append(total(whole, *parts))
        for fact in (whole, *parts):
            wide = [d.cell(v, "3", fact.place.row, f"{column}{i}") for i, v in enumerate(("5.00", "1.00"))]
            both = d.cell(str(fact.value + 6), "3", fact.place.row, f"{column}之和")
            checks.append(total(both, fact, *wide))
    (cause,) = causes(d, [*failing, *checks])
    assert (cause.kind, cause.fact.place.row, cause.suggested) == ("disagree", "养老", None)
    assert len(cause.explains) == 2
    assert word in cause.detail.zh
    assert cause.confidence == "medium"


def test_two_totals_that_are_both_vouched_for_have_no_cause() -> None:
    d = Document()
    sides = []
    for table, values in (("1", ("700.00", "500.00", "200.00")), ("2", ("713.00", "600.00", "113.00"))):
        whole, *parts = (d.cell(v, table, f"行{i}", "金额") for i, v in enumerate(values))
        wide = d.cell(str(whole.value + 9), table, "行0", "和")
        nine = d.cell("9.00", table, "行0", "另")
        sides.append((whole, [total(whole, *parts), total(wide, whole, nine)]))
    ties = [total(sides[0][0], sides[1][0]), total(sides[0][0], sides[1][0], relation="≥")]
    assert causes(d, [*ties[:1], *sides[0][1], *sides[1][1]]) == ()
    assert ties[1].verdict is Verdict.FAILS
    assert causes(d, [*ties[1:], *sides[0][1], *sides[1][1]]) == ()


def a_rate_on_the_current_figure(d: Document) -> tuple[Check, Check]:
    """机关运行 102.70, 减少 16.30, 15.88 %: the base is the current figure, or the current figure is last year's."""
    now, change = d.said("102.70", "机关运行"), d.said("-16.30", "机关运行", measure="change")
    percent = d.said("-15.88", "机关运行", "%", measure="rate")
    cell = d.cell("1,027,000.00", "7", "机关运行", "金额")
    return rate(percent, change=change, current=now), total(now, cell)


def test_a_wrong_base_may_be_last_years_amount_as_well() -> None:
    d = Document()
    check, _ = a_rate_on_the_current_figure(d)
    (cause,) = causes(d, [check])
    assert (cause.kind, cause.confidence) == ("wrong-base", "medium")
    (other,) = cause.alternatives
    assert (other.kind, other.suggested) == ("last-year", Decimal(864000))


def test_a_wrong_base_stands_where_the_amount_is_vouched_for() -> None:
    d = Document()
    (cause,) = causes(d, list(a_rate_on_the_current_figure(d)))
    assert (cause.kind, cause.confidence, cause.alternatives) == ("wrong-base", "high", ())


def test_last_years_amount_comes_first_where_another_place_prints_this_years() -> None:
    d = Document()
    check, _ = a_rate_on_the_current_figure(d)
    d.cell("863,980.00", "8", "机关运行", "金额")
    (cause,) = causes(d, [check])
    assert (cause.kind, cause.fact.amount.printed, cause.suggested) == ("last-year", "102.70", Decimal(864000))
    assert [other.kind for other in cause.alternatives] == ["wrong-base"]


def test_a_blank_total_takes_the_value_that_another_place_prints() -> None:
    d = Document()
    blank = d.cell("", "5", "合计", "金额", unit="万元")
    parts = [d.cell(v, "5", r, "金额", unit="万元") for r, v in (("甲", "1,804.77"), ("乙", "1,004.01"))]
    check = replace(missing(blank, *parts), computed=Decimal(28087800))
    assert blank_totals([check], d.facts, "") == {0: Decimal(28087800)}
    d.cell("2,808.79", "4", "合计", "支出", unit="万元")
    assert blank_totals([check], d.facts, "") == {0: Decimal(28087900)}
    assert blank_totals([replace(check, computed=Decimal(0), operands=check.operands[:1])], d.facts, "") == {0: 0}


def test_a_word_that_compares_wrongly_tells_both_amounts() -> None:
    d = Document()
    done, plan = d.said("10.07", "医疗", period="决算"), d.said("12.31", "医疗", period="年初预算")
    d.cell("10.07", "5", "医疗", "金额", unit="万元", period="决算")
    check = replace(
        total(done, plan), formula="word", code="compare", verdict=Verdict.FAILS, reason=Text("大于", "more")
    )
    (cause,) = causes(d, [check, replace(check, operands=check.operands[:1])])
    assert (cause.fact, cause.suggested, cause.confidence) == (plan, None, "low")
    assert [other.fact for other in cause.alternatives] == [done]


def test_a_table_that_fails_everywhere_is_no_place_for_guesses() -> None:
    d = Document()
    grid = [[d.cell(f"{1009 + 613 * i + 127 * j}.00", "1", f"行{i}", f"列{j}") for j in range(8)] for i in range(8)]
    lines = [*grid, *zip(*grid, strict=True)]
    checks = [
        total(d.cell(f"{sum(f.value for f in line) + 47119 * (n + 1) + n * n}", "1", f"和{n}", "和"), *line)
        for n, line in enumerate(lines)
    ]
    assert all(cause.confidence != "low" for cause in causes(d, checks))


def test_a_hundred_per_cent_is_no_copy_of_another() -> None:
    d = Document()
    whole, part = d.said("1551.46", "收入"), d.said("1140.78", "财政拨款")
    share, other = d.said("100.00", "财政拨款", "%", measure="share"), d.said("100.00", "支出", "%", measure="share")
    for table in ("1", "2"):
        d.cell("1,140.78", table, "收入", "金额", unit="万元")
    (cause,) = causes(d, [ratio(share, part, whole)])
    assert other.value == share.value
    assert (cause.fact, cause.suggested) == (whole, part.value)


def rows(d: Document, table: str, values: list[tuple[str, str]]) -> tuple[list[Fact], list[Check]]:
    """Figures of a column, each with a row of its own that adds up to it: nobody doubts them."""
    facts = [d.cell(value, table, name, "合计") for name, value in values]
    more = [
        (d.cell(fact.amount.printed, table, fact.place.row, "甲"), d.cell("0.00", table, fact.place.row, "乙"))
        for fact in facts
    ]
    return facts, [total(fact, *parts) for fact, parts in zip(facts, more, strict=True)]


VALUES = [("合计", "89.00"), ("甲", "30.00"), ("乙", "47.00"), ("丙", "12.00")]


def test_a_row_that_another_table_lists_is_named_where_a_sum_lacks_it() -> None:
    d = Document()
    full, checks = rows(d, "1", VALUES)
    lacking, more = rows(d, "2", [VALUES[0], VALUES[1], VALUES[3]])
    (cause,) = causes(d, [*checks, *more, total(full[0], *full[1:]), total(lacking[0], *lacking[1:])])
    assert (cause.kind, cause.fact.id, "乙 47.00 元" in cause.detail.zh) == ("row-missing", lacking[0].id, True)


def test_a_row_listed_twice_is_named() -> None:
    d = Document()
    facts, checks = rows(d, "2", [*VALUES[:3], VALUES[2], VALUES[3]])
    (cause,) = causes(d, [*checks, total(facts[0], *facts[1:])])
    assert (cause.kind, cause.detail.en) == ("row-doubled", "乙 47.00 元 is listed twice")


def test_a_row_that_a_table_lacks_is_a_cause_of_its_own() -> None:
    d = Document()
    fact = d.cell("47.00", "1", "乙", "合计")
    (cause,) = causes(d, [text(fact, code="missing-row")])
    assert (cause.kind, cause.fact.id, cause.suggested) == ("row-missing", fact.id, None)


def test_a_check_that_fails_in_every_reading_follows_the_cause_that_mends_one() -> None:
    d = Document()
    said, near = d.said("12.34", "甲"), d.cell("129,000.00", "1", "乙", "合计")
    wrong = d.cell("143,400.00", "2", "合计", "合计")
    parts = [d.cell(value, "2", value, "合计") for value in ("100,000.00", "23,400.00")]
    others = [d.cell("123,400.00", table, "合计", "合计") for table in ("3", "4")]
    told = total(said, near)._replace(others=(total(said, wrong),))
    findings, found, _ = diagnose(
        [total(wrong, *parts), total(wrong, others[0]), total(wrong, others[1]), told], d.done(), pack="p"
    )
    assert [(cause.fact.id, cause.suggested) for cause in found] == [(wrong.id, Decimal(123400))]
    assert {finding.cause for finding in findings} == {"C1"}
