"""A rule that finds nothing to check in a document that it is for says why."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.check import check
from auditor.model import Facts, Pack, Rule, Severity, Text, Verdict
from auditor.rules import parse_equation

Reader = Callable[..., Facts]

TABLE = """
表1 收支总表 单位：元
项目 | 预算数
一、财政拨款收入 | {one}
二、事业收入 | {two}
收入总计 | 10.00
"""


def silent(pack: Pack, facts_of: Reader, formula: str, kind: str = "预算", **cells: str) -> list[str]:
    """Return the reasons that a rule with this equation gives, without its verdicts."""
    facts = facts_of(TABLE.format(**{"one": "7.00", "two": "3.00", **cells}), kind=kind)
    equation = parse_equation(formula, pack.vocabulary)
    rule = Rule("X-1", "equation", Text("规则", "rule"), Severity.ERROR, check=equation)
    found = check([rule], facts, pack.vocabulary)
    return [each.reason.en if each.verdict is Verdict.UNCHECKED else each.verdict.value for each in found]


@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        ("收支总表.财政拨款 ≤ 收支总表.收入总计", "holds"),
        ("三公经费 = 公务接待费 + 公务用车费", "not found: 三公经费, 公务接待费, 公务用车费"),
        ("正文.会议费 = 收支总表.收入总计", "the narrative does not state: 会议费"),
        ("三公表.会议费 = 收支总表.收入总计", "not found: 三公表.会议费"),
    ],
)
def test_the_reason_names_what_is_not_there(budget: Pack, facts_of: Reader, formula: str, reason: str) -> None:
    assert silent(budget, facts_of, formula) == [reason]


def test_blank_cells_are_no_figures(budget: Pack, facts_of: Reader) -> None:
    formula = "收支总表.财政拨款 = 收支总表.事业收入"
    assert silent(budget, facts_of, formula, one="", two="") == ["no figures are printed for: 财政拨款, 事业收入"]


def test_a_document_of_no_known_kind_lacks_only_what_it_has_some_of(budget: Pack, facts_of: Reader) -> None:
    assert silent(budget, facts_of, "三公表.会议费 = 一般支出表.合计", kind="") == []
    assert silent(budget, facts_of, "三公表.会议费 = 收支总表.收入总计", kind="")[0].startswith(
        "not found: 三公表.会议费"
    )


def test_a_tie_without_two_places_says_so(budget: Pack, facts_of: Reader) -> None:
    facts = facts_of(TABLE.format(one="7.00", two="3.00"))
    rule = Rule(
        "X-2", "tie", Text("规则", "rule"), Severity.ERROR, options={"same": ("row",), "across": ("收入表", "支出表")}
    )
    (found,) = check([rule], facts, budget.vocabulary)
    assert found.reason.en == "no two places of the document can be compared"
