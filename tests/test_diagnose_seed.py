"""The causes of one real unit budget (2024), its checks built by hand: which findings belong together, and what is wrong."""

from __future__ import annotations

from decimal import Decimal

import pytest
from test_diagnose_builders import Document, missing, rate, text, total

from auditor.diagnose import diagnose
from auditor.model import Alternative, Cause, Check, Finding, Severity, Verdict


def run(document: Document, checks: list[Check]) -> tuple[tuple[Finding, ...], tuple[Cause, ...]]:
    findings, causes, _ = diagnose(checks, document.done(), pack="cn-budget")
    return findings, causes


def explained(cause: Cause, findings: tuple[Finding, ...]) -> list[Check]:
    return [finding.check for finding in findings if finding.fingerprint in cause.explains]


def test_a_slipped_point_in_the_text_explains_the_tie_and_the_list() -> None:
    d = Document()
    whole = d.said("3.6", "三公经费")
    parts = [
        d.said(p, i)
        for p, i in (("0", "因公出国费"), ("0.6", "公务接待费"), ("0.3", "公务用车运行费"), ("0", "公务用车购置费"))
    ]
    rows = [
        d.cell("30,000.00", t, "公务用车运行维护费", c)
        for t, c in (("6", "公用经费"), ("8", "公用经费"), ("12", "运行维护费"))
    ]
    sums = []
    for cell in rows:
        rest = d.cell("75,000.00", cell.place.table_number, "其他", cell.place.column)
        both = d.cell("105,000.00", cell.place.table_number, "合计", cell.place.column)
        sums.append(total(both, cell, rest))
    checks = [
        total(whole, *parts, kind="list"),
        total(whole, d.cell("36,000.00", "12", "合计", "三公小计")),
        *(total(parts[2], cell, rule="NT-4") for cell in rows),
        *sums,
        total(rows[0], rows[1]),
        total(rows[0], rows[2]),
    ]
    findings, causes = run(d, checks)
    assert [check.verdict for check in checks[:5]] == [
        Verdict.FAILS, Verdict.HOLDS, Verdict.FAILS, Verdict.FAILS, Verdict.FAILS,
    ]  # fmt: skip
    (cause,) = causes
    assert (cause.fact, cause.kind, cause.suggested) == (parts[2], "decimal-slip", Decimal(30000))
    assert (cause.confidence, cause.alternatives, cause.figures) == ("high", (), ())
    assert len(cause.explains) == 4
    assert {finding.cause for finding in findings} == {"C1"}


def test_a_neighbours_change_explains_tie_list_and_reason_and_the_rate_follows_it() -> None:
    d = Document()
    whole = d.said("3.6", "三公经费")
    change = d.said("-0.5", "三公经费", measure="change")
    percent = d.said("-13.89", "三公经费", "%", measure="rate")
    parts = [
        d.said("0", item, measure="change") for item in ("因公出国费", "公务接待费", "公务用车运行费", "公务用车购置费")
    ]
    d.said("-0.5", "培训费", measure="change")
    table = d.cell("0.00", "12", "合计", "三公小计增减", item="三公经费", measure="change")
    current, prior = (d.cell("36,000.00", "12", "合计", c) for c in ("三公小计当年", "三公小计上年"))
    checks = [
        total(change, table, rule="NT-11"),
        total(change, *parts, kind="list"),
        rate(percent, change=change, current=whole),
        text(change, rule="SG-04"),
        total(table, current, rule="TB-5", severity=Severity.WARNING),
        total(whole, current),
    ]
    checks[4] = total((table, prior), current, rule="TB-5")
    findings, causes = run(d, checks)
    assert [finding.check for finding in findings] == checks[:4]
    (neighbour,) = causes
    assert (neighbour.kind, neighbour.fact, neighbour.suggested) == ("neighbour", change, 0)
    assert explained(neighbour, findings) == checks[:4]
    assert "培训费" in neighbour.detail.zh
    assert neighbour.follows == (Alternative(percent, Decimal("0.00"), "wrong-base"),)


def test_two_breakdowns_of_one_change_disagree() -> None:
    d = Document()
    whole = d.said("290.81", "一般公共预算支出")
    change = d.said("-0.88", "一般公共预算支出", measure="change")
    function = [("226.61", "0.02"), ("29.5", "-0.66"), ("12.57", "0.3"), ("22.12", "0.5")]
    economy = [("255.85", "-1.25"), ("34.96", "3.37")]
    lists = []
    for name, figures in (("功能", function), ("经济", economy)):
        amounts = [d.said(a, f"{name}{i}") for i, (a, _) in enumerate(figures)]
        changes = [d.said(c, f"{name}{i}", measure="change") for i, (_, c) in enumerate(figures)]
        lists.append((amounts, changes))
    (f_amounts, f_changes), (e_amounts, e_changes) = lists
    prior = total((*f_amounts, *e_changes), *e_amounts, *f_changes, rule="NN-14", code="list-prior")
    checks = [
        total(whole, *f_amounts, kind="list"),
        total(whole, *e_amounts, kind="list"),
        total(change, *f_changes, kind="list"),
        total(change, *e_changes, kind="list"),
        prior,
    ]
    findings, causes = run(d, checks)
    (cause,) = causes
    assert (cause.kind, cause.fact, cause.suggested) == ("disagree", change, None)
    assert explained(cause, findings) == checks[2:]
    assert [a.suggested for a in cause.alternatives] == [Decimal(1600), Decimal(21200)]


@pytest.mark.parametrize("linked", [True, False])
def test_a_total_column_that_still_holds_one_part_is_one_cause_over_two_tables(*, linked: bool) -> None:
    d = Document()
    rows = ["合计", "208", "20801", "2080109", "20805", "210", "221"]
    figures = {
        "合计": ("2,908,134.00", "2,558,534.00", "118,400.00", "231,200.00"),
        "208": ("2,561,108.00", "2,211,508.00", "118,400.00", "231,200.00"),
        "20801": ("2,266,094.00", "1,916,494.00", "118,400.00", "231,200.00"),
        "2080109": ("2,266,094.00", "1,916,494.00", "118,400.00", "231,200.00"),
        "20805": ("295,014.00", "295,014.00", "", ""),
        "210": ("125,765.00", "125,765.00", "", ""),
        "221": ("221,261.00", "221,261.00", "", ""),
    }
    columns = ["合计", "人员经费", "公用经费", "专项业务经费"]
    five, seven = (
        {(r, c): d.cell(figures[r][i], t, r, c) for r in rows for i, c in enumerate(columns[: 4 if t == "5" else 3])}
        for t in ("5", "7")
    )
    eight = {("合计", c): d.cell(figures["合计"][i], "8", "合计", c) for i, c in enumerate(columns[:3])}
    eight |= {
        (r, c): d.cell(v, "8", r, c) for r, v in (("301", "2,558,534.00"), ("302", "118,400.00")) for c in columns[:1]
    }
    basic, staff, running = (
        d.cell(v, "1", i, "支出")
        for v, i in (("2,676,934.00", "基本支出"), ("2,558,534.00", "人员经费"), ("118,400.00", "公用经费"))
    )
    checks = [total(five[r, "合计"], *(five[r, c] for c in columns[1:])) for r in rows]
    checks += [total(seven[r, "合计"], *(seven[r, c] for c in columns[1:3]), rule="TB-2") for r in rows]
    for table, own in ((five, columns), (seven, columns[:3])):
        checks += [total(table["合计", c], table["208", c], table["210", c], table["221", c]) for c in own]
        checks += [total(table["20801", c], table["2080109", c]) for c in own]
        checks += [total(table["208", c], table["20801", c], table["20805", c]) for c in own if linked]
    checks += [
        total(eight["合计", "合计"], eight["合计", "人员经费"], eight["合计", "公用经费"]),
        total(eight["合计", "合计"], eight["301", "合计"], eight["302", "合计"]),
        total(seven["合计", "合计"], basic),
        total(eight["合计", "合计"], basic),
        total(seven["合计", "合计"], eight["合计", "合计"]),
        total(basic, staff, running),
        total(staff, seven["合计", "人员经费"]),
        total(staff, five["合计", "人员经费"]),
    ]
    findings, causes = run(d, checks)
    assert len(findings) == 8
    (cause,) = causes
    assert (cause.kind, cause.fact, cause.suggested) == ("part-included", seven["合计", "合计"], Decimal("2676934.00"))
    assert set(cause.figures) == {*(seven[r, "合计"] for r in rows[1:4]), eight["合计", "合计"]}
    assert {finding.cause for finding in findings} == {"C1"}
    assert (cause.confidence, cause.detail.zh) == ("high", "仍含专项业务经费 231,200.00 元")


def test_cut_figures_are_one_cause_and_only_information() -> None:
    d = Document()
    pairs = [
        (d.said("12.57", "事业单位医疗"), d.cell("125,765.00", "5", "2101102", "合计")),
        (d.said("22.12", "住房公积金"), d.cell("221,261.00", "5", "2210201", "合计")),
    ]
    findings, (cause,) = run(d, [total(said, cell) for said, cell in pairs])
    assert {finding.severity for finding in findings} == {Severity.INFO}
    assert {finding.confidence for finding in findings} == {"high"}
    assert (cause.kind, cause.fact, cause.suggested) == ("truncated", pairs[0][0], Decimal(125800))
    assert cause.figures == (pairs[1][0],)
    assert len(cause.explains) == 2


def test_blank_totals_stand_alone_with_what_belongs_there() -> None:
    d = Document()
    checks, blanks = [], []
    for row, printed in (
        ("30201", ("13,400.00", "60,000.00")),
        ("30211", ("", "60,000.00")),
        ("30217", ("", "6,000.00")),
    ):
        blanks.append(d.cell("", "6", row, "合计"))
        checks.append(
            missing(blanks[-1], *(d.cell(p, "6", row, c) for p, c in zip(printed, ("公用", "专项"), strict=True)))
        )
    other = d.cell("", "9", "合计", "合计")
    checks.append(missing(other, d.cell("5.00", "9", "甲", "合计"), computed=Decimal(5)))
    findings, causes = run(d, checks)
    assert causes == ()
    assert [finding.suggested for finding in findings] == [73400, 60000, 6000, 5]
    assert {(finding.cause, finding.alone.en.partition(":")[0]) for finding in findings} == {
        ("", "a total was left blank")
    }
