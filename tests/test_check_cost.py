"""Checking grows with the facts, not with facts times rules: counted in calls, which no busy machine changes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

from auditor.check import check
from auditor.check.alike import alike
from auditor.claims.narrative import read_text
from auditor.diagnose import diagnose
from auditor.facts import gather
from auditor.model import Cell, Check, Facts, Pack, Table, Verdict
from benchmarks.rules import RULES, facts, rules, vocabulary


def counted(task: Callable[[], object]) -> int:
    """Return the number of Python calls that a task makes."""
    made = 0

    def count(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal made
        made += event == "call"

    sys.setprofile(count)
    try:
        task()
    finally:
        sys.setprofile(None)
    return made


def calls(count: int) -> tuple[int, int]:
    """Return the number of Python calls for checking so many facts, and of checks that came to a verdict."""
    words = vocabulary()
    given, against = facts(count), rules(words)
    found: list[Check] = []
    made = counted(lambda: found.extend(check(against, given, words)))
    return made, sum(1 for each in found if each.verdict is not Verdict.UNCHECKED)


def nothing_but_failures(count: int, pack: Pack) -> Facts:
    """Return a document of so many items, each under another name than its row, with a change and a rate that do not fit."""
    names = ["".join("甲乙丙丁戊己庚辛壬癸"[int(digit)] for digit in f"{number:04}") for number in range(count)]
    sentences = (
        f"教育支出（类）普通教育（款）{name}小学补助（项）{number + 100}.17万元，比上年减少{number + 7}.00万元，下降3.0%。"
        for number, name in enumerate(names)
    )
    rows = [("科目编码", "科目名称", "合计")]
    rows += [(f"205{number:04}", f"{name}小学的补助", f"{number + 100}.17") for number, name in enumerate(names)]
    cells = [
        Cell(row, column, 1, 1, text, 1, (0, 0, 1, 1))
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]
    table = Table("5", "一般公共预算支出表", "万元", True, (1,), len(rows), 3, 1, tuple(cells))
    narrative = read_text("2024年部门预算\n" + "\n".join(sentences), pack.vocabulary)
    return gather((table,), narrative, pack.vocabulary, ())


def test_cost_grows_with_the_facts() -> None:
    small, few = calls(1_000)
    large, many = calls(4_000)
    assert len(rules(vocabulary())) == RULES == 200
    assert many > 3.5 * few > 1_000
    assert large < 4.4 * small


def test_made_up_tables_add_up() -> None:
    found = check(rules(vocabulary())[:3], facts(1_000), vocabulary())
    assert {each.verdict for each in found} == {Verdict.HOLDS}
    assert len(found) == 10 * (20 + 4) + 10  # each line across, each column down, the corner both ways


def test_a_document_of_nothing_but_failures_costs_by_its_length(budget: Pack) -> None:
    def steps(count: int) -> tuple[int, int]:
        given = nothing_but_failures(count, budget)
        checks = check(budget.rules, given, budget.vocabulary)
        checking = counted(lambda: check(budget.rules, given, budget.vocabulary))
        return checking, counted(lambda: diagnose(checks, given, pack=budget.id))

    (few_checked, few_searched), (checked, searched) = steps(100), steps(400)
    assert checked < 4.6 * few_checked
    assert searched < 4.6 * few_searched


def test_beyond_a_thousand_findings_no_cause_is_sought_and_each_says_so(budget: Pack) -> None:
    given = nothing_but_failures(1_100, budget)
    checks = [each for each in check(budget.rules, given, budget.vocabulary) if each.code == "rate"]
    findings, causes, _ = diagnose(checks, given, pack=budget.id)
    assert len(findings) == 1_100
    assert 900 < sum(1 for each in findings if each.cause) <= 1_000
    assert causes
    cut = [each for each in findings if each.alone.zh.startswith("不一致太多")]
    assert len(cut) == 100
    assert not any(each.cause for each in cut)


def test_amounts_that_meet_are_found_by_their_values(budget: Pack) -> None:
    narrative = read_text("会议费1.0万元，培训费1.04万元，印刷费1.06万元，邮电费2万元。", budget.vocabulary)
    facts = gather((), narrative, budget.vocabulary, ()).facts
    one = next(each for each in facts if each.amount.printed == "1.0")
    assert [each.amount.printed for each in alike(facts).meeting(one)] == ["1.0", "1.04"]
    many = [one._replace(id=number) for number in range(100)]
    assert len(list(alike(many).meeting(one))) == 64
