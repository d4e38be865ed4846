"""The report as a clerk sees it: golden texts, widths, colours, marks below their figures."""

from __future__ import annotations

import io
import itertools
import re
from typing import Literal

import pytest
from golden_text import FOLDER, check_golden
from report_builder import clean_report, seed_report, unreadable_report
from report_parts import RULES, TABLE7, TABLE12, cell, check, finding, left, right, sentence
from rich.cells import cell_len

from auditor.model import NO_TEXT, Cause, Report, Severity, Text, Verdict
from auditor.report import print_report, render_concise, render_text
from tests.records import replace

Lang = Literal["zh", "en"]
ALL = frozenset({"unchecked", "passed"})


def text(report: Report, lang: Lang = "zh", width: int = 100, **more: object) -> str:
    return render_text(report, lang=lang, width=width, **({"color": False} | more))  # type: ignore[arg-type]


GOLDEN = {
    "seed-zh-100": lambda: text(seed_report(), show=ALL, exit_code=1),
    "seed-en-100": lambda: text(seed_report(), "en", show=ALL, exit_code=1),
    "seed-zh-80": lambda: text(seed_report(), width=80, exit_code=1),
    "seed-zh-140": lambda: text(seed_report(), width=140, exit_code=1),
    "seed-zh-finding": lambda: text(seed_report(), by="finding", exit_code=1),
    "seed-zh-ascii": lambda: text(seed_report(), ascii=True, exit_code=1),
    "clean-zh": lambda: text(clean_report(), exit_code=0),
    "clean-en": lambda: text(clean_report(), "en", exit_code=0),
    "unreadable-zh": lambda: text(unreadable_report(), exit_code=3),
    "unreadable-en": lambda: text(unreadable_report(), "en", exit_code=3),
    "concise-zh": lambda: render_concise(seed_report(), lang="zh", exit_code=1),
    "concise-en": lambda: render_concise(seed_report(), lang="en", exit_code=1),
}


@pytest.mark.parametrize("name", GOLDEN)
def test_golden(name: str) -> None:
    check_golden(name, GOLDEN[name]())


def test_no_golden_file_is_left_over() -> None:
    kept = {path.stem for path in FOLDER.glob("*.txt")}
    elsewhere = {name for name in kept if name.startswith("example-")}  # of test_golden_example.py
    assert kept - elsewhere == set(GOLDEN)


@pytest.mark.parametrize("width", [60, 80, 100, 140])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_lines_fit_the_width(lang: Lang, width: int) -> None:
    lines = text(seed_report(), lang, width, show=ALL, exit_code=1).splitlines()
    too_long = [line for line in lines if cell_len(line) > width and not line.startswith("help:")]
    assert too_long == []


@pytest.mark.parametrize("width", [60, 80, 100, 140])
def test_every_mark_stands_below_its_figure(width: int) -> None:
    """The cells above a run of ^ or - hold a figure, from its first digit to its unit."""
    lines = text(seed_report(), width=width).splitlines()
    marked = 0
    for above, line in itertools.pairwise(lines):
        body = line.partition(" | ")[2]
        if "|" not in line or not re.fullmatch(r"[ ^-]*(?:\^+|-{3,})[ ^-]*(?: [^\d]*)?", body):
            continue
        for mark in re.finditer(r"\^+|-{3,}", line):
            figure = _cells_between(above, mark.start(), mark.end())
            assert re.fullmatch(r"\s?-?[\d,.]+%?(?: [万元]{1,2})?|（空）", figure), (above, line, figure)
            marked += 1
    assert marked > 15


def _cells_between(line: str, start: int, end: int) -> str:
    """Return what stands in the cells from start to end; the mark line before them is ASCII, so cells are offsets."""
    found, at = "", 0
    for char in line:
        if start <= at < end:
            found += char
        at += cell_len(char)
    return found


def test_colour_only_when_asked() -> None:
    assert "\x1b" not in text(seed_report())
    coloured = text(seed_report(), color=True)
    assert "\x1b[1;31merror[SG-01]\x1b[0m \x1b[1m“三公”经费等于各分项之和" in coloured
    assert "\x1b[1;35mcause[C1]: \x1b[0m\x1b[1m小数点错位" in coloured


def test_colour_changes_no_letter() -> None:
    coloured = re.sub(r"\x1b\[[0-9;]*m", "", text(seed_report(), color=True))
    assert coloured == text(seed_report())


def test_print_report_writes_the_same_text() -> None:
    stream = io.StringIO()
    print_report(seed_report(), stream, lang="zh", width=100, color=False)
    assert stream.getvalue() == text(seed_report())


def test_ascii_draws_no_sign_of_its_own() -> None:
    assert not set("≠≈÷→…−") & set(text(seed_report(), ascii=True).replace("（", ""))


def test_a_document_cannot_steer_the_terminal() -> None:
    evil = "三公经费\x1b[2J\r\n\u202e支出 3.6 万元"
    fact = sentence("3.6", "万元", "三公\x1b[31m经费", evil, section="一\x07、")
    report = seed_report(
        findings=(finding("x", check("SG-01", [left(fact)], stated="36000", computed="1", unit="万元")),),
        causes=(),
        path="evil\x1b[2J.pdf",
        issuer="某\x9b局",
    )
    shown = text(report) + render_concise(report, lang="zh")
    assert not {char for char in shown if ord(char) < 32 or 0x7F <= ord(char) < 0xA0 or ord(char) == 0x202E} - {"\n"}


def test_incomplete_report_says_why_before_its_findings() -> None:
    problem = Text("覆盖率 80.0%，低于要求的 95%", "coverage is 80.0%, 95% was asked for")
    lines = text(seed_report(problem=problem, problem_id="low-coverage")).splitlines()
    assert lines[2] == "incomplete[low-coverage]: 覆盖率 80.0%，低于要求的 95%"


def test_incomplete_without_a_word_of_explanation() -> None:
    assert "incomplete: " in text(clean_report(status="incomplete"))


def test_findings_that_only_inform_do_not_read_as_clean() -> None:
    quiet = [f for f in seed_report().findings if f.severity is Severity.INFO]
    shown = text(clean_report(findings=tuple(quiet)))
    assert "未发现不一致" not in shown
    assert "2 处不一致（info 2）" in shown


def test_repeats_under_one_cause_are_short_and_complete_by_finding() -> None:
    grouped, listed = text(seed_report()), text(seed_report(), by="finding")
    assert grouped.count("合计 = 人员经费支出 + 公用经费支出") == 2
    assert listed.count("合计 = 人员经费支出 + 公用经费支出") == 4
    assert "--by finding" in grouped
    assert "--by finding" not in listed


def test_findings_without_a_known_cause_stand_alone() -> None:
    report = seed_report(causes=())
    assert "cause[" not in text(report)
    assert text(report).count("error[") == text(seed_report()).count("error[")


def test_the_counts_are_last_whatever_is_shown() -> None:
    for show in (frozenset(), ALL):
        last = text(seed_report(), width=140, show=show, exit_code=1).splitlines()
        counts = [i for i, line in enumerate(last) if line.startswith("核对 16 条")]
        assert len(counts) == 1
        assert counts[0] >= len(last) - 2


def test_long_sums_are_shortened_in_the_middle() -> None:
    parts = [cell(f"{n}.00", "元", f"科目{n}", f"3010{n} 科目{n}", "合计", id=200 + n) for n in range(1, 31)]
    blanks = [cell("", "元", f"空{n}", f"空{n}", "合计", id=300 + n) for n in range(3)]
    total = cell("999.00", "元", "合计", "合计", "合计", id=299)
    summed = check("TB-02", [left(total), *map(right, [*parts, *blanks])], stated="999", computed="465", unit="元")
    shown = text(seed_report(findings=(finding("x", summed),), causes=()))
    assert "（共 33 项）" in shown
    assert "另有 19 个数从略，3 个空格按 0 计" in shown
    assert shown.count("\n") < 40


def test_two_figures_of_one_table_are_named_apart() -> None:
    top = cell("5.00", "元", "合计", "合计", "金额", id=401)
    bottom = cell("6.00", "元", "合计", "合计", "金额", id=402, page=18)
    tie = check(
        "XT-07",
        [left(top, "stated"), right(bottom, "other")],
        kind="tie",
        code="tie",
        stated="5",
        computed="6",
        unit="元",
    )
    shown = text(seed_report(findings=(finding("x", tie),), causes=()), width=140)
    assert "表7 合计·金额（第17页）写 5.00 元，表7 合计·金额（第18页）写 6.00 元，差 1.00 元" in shown


def test_a_sentence_whose_figure_is_not_found_is_still_quoted() -> None:
    fact = sentence("3.6", "万元", "三公经费")
    lost = replace(fact, place=fact.place._replace(span=(0, 0), sentence="没有这个数"))
    shown = text(
        seed_report(
            findings=(finding("x", check("SG-01", [left(lost)], stated="36000", computed="1", unit="万元")),), causes=()
        )
    )
    assert "p8 | 没有这个数\n" in shown


def test_a_figure_without_a_span_is_searched() -> None:
    fact = sentence("3.6", "万元", "三公经费")
    lost = replace(fact, place=fact.place._replace(span=(0, 0)))
    report = seed_report(
        findings=(finding("x", check("SG-01", [left(lost)], stated="36000", computed="1", unit="万元")),), causes=()
    )
    assert "^^^^^^^^" in text(report)


def test_causes_tell_what_else_is_known() -> None:
    total = cell("", "元", "办公费", "30201 办公费", "合计", id=501)
    others = tuple(cell("", "元", f"{n}", f"302{n:02} 科目", "合计", id=510 + n) for n in range(9))
    cause = Cause(
        "C9", "missing-total", total, None, "high", ("a", "b"), figures=others, detail=Text("10 行合计未填", "")
    )
    shown = text(seed_report(findings=(), causes=(cause,)))
    assert "cause[C9]: 合计未填（把握：高）：办公费 （空），解释 2 条" in shown
    assert "= 10 行合计未填" in shown
    assert "等 9 处" in shown
    english = text(seed_report(findings=(), causes=(cause._replace(kind="never-heard-of"),)), "en")
    assert "figure wrong (confidence: high)" in english
    assert "10 行合计未填" in english, "a detail in one language only is better than none"


def test_unchecked_checks_with_many_places_are_counted() -> None:
    checks = tuple(
        check("XT-07", verdict=Verdict.UNCHECKED, reason=Text("缺少上年数", "no prior"), place=f"表{n}")
        for n in range(5)
    )
    shown = text(clean_report(checks=checks), show=frozenset({"unchecked"}))
    assert "unchecked[XT-07] 基本支出各表一致（5 条）：缺少上年数" in shown
    assert "--> 表0；表1；表2 等 5 处" in shown
    silent = text(clean_report(checks=(replace(checks[0], reason=NO_TEXT, place=""),)), show=frozenset({"unchecked"}))
    assert "unchecked[XT-07] 基本支出各表一致\n" in silent


def test_a_report_without_rules_falls_back_to_ids() -> None:
    shown = text(seed_report(rules={}))
    assert "error[SG-01] SG-01：“三公经费”写 3.6 万元" in shown


def test_tables_without_number_or_title_are_named() -> None:
    bare = {"table_number": "", "table_title": ""}
    titled = {"table_number": "", "table_title": "收 支 总 表"}
    facts = [
        cell("1.00", "元", "甲", "甲", "数", id=601, table=bare),
        cell("2.00", "元", "乙", "乙", "数", id=602, table=titled),
    ]
    checked = check(
        "XT-07", [left(facts[0], "stated"), right(facts[1], "other")], code="tie", stated="1", computed="2", unit="元"
    )
    shown = text(seed_report(findings=(finding("x", checked),), causes=()))
    assert "第17页 无标题表；第17页 收支总表" in shown


def test_builder_tables_differ() -> None:
    assert TABLE7 != TABLE12
    assert set(RULES) >= {"SG-01", "NT-04"}
