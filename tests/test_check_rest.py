"""Checks that need their own rules or layouts: require, constants, row ties, staircases, narrative scopes, paths."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from auditor.check import check
from auditor.check.context import build
from auditor.model import Check, Facts, Pack, Rule, Severity, Text, Verdict
from auditor.rules import parse_equation
from tests.conftest import Checked
from tests.records import replace

Reader = Callable[..., Facts]


def rule(kind: str, **more: object) -> Rule:
    return Rule("X-1", kind, Text("规则", "rule"), Severity.ERROR, **more)  # type: ignore[arg-type]


def run(budget: Pack, facts: Facts, *rules: Rule) -> tuple[Check, ...]:
    return check(rules, facts, budget.vocabulary)


EMPTY = """
表9 政府性基金预算支出表 单位：元
科目编码 | 科目名称 | 合计
合计 | |
"""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", 1),
        ("本单位无当年政府性基金预算收支，并已公开空表。", 0),
        ("本部门没有使用政府性基金预算安排的支出。", 0),
        ("本单位当年无政府采购预算，并已公开空表。", 1),  # another subject
    ],
)
def test_an_empty_table_needs_a_word(budget: Pack, facts_of: Reader, text: str, told: int) -> None:
    asked = rule("require", options={"of": ("note",), "tables": ("基金表",)})
    assert len(run(budget, facts_of(EMPTY, text), asked)) == told


def test_a_filled_table_needs_none(budget: Pack, facts_of: Reader) -> None:
    asked = rule("require", options={"of": ("note",), "tables": ("基金表",)})
    assert run(budget, facts_of(EMPTY.replace("合计 | |", "合计 | | 3.00")), asked) == ()


def test_a_missing_table_is_unchecked(budget: Pack, facts_of: Reader) -> None:
    asked = rule("require", options={"of": ("table",), "tables": ("基金表", "三公表")})
    checks = run(budget, facts_of(EMPTY), asked)
    assert [(c.verdict, c.place) for c in checks] == [(Verdict.UNCHECKED, "三公表")]


def test_constants_take_part(budget: Pack, facts_of: Reader) -> None:
    table = "表1 收支总表 单位：元\n项目 | 预算数\n一、事业收入 | 3000.00\n收入总计 | 3000.00"
    formula = parse_equation("收支总表.收入总计 ≤ 0.2万元", budget.vocabulary)
    (found,) = run(budget, facts_of(table), rule("equation", check=formula))
    assert found.verdict is Verdict.FAILS
    assert found.difference == Decimal(1000)


def test_sums_over_a_prefix(budget: Pack, facts_of: Reader) -> None:
    table = """
    表8 一般公共预算基本支出表 单位：元
    科目编码 | 科目名称 | 合计
    302 | 商品和服务支出 | 30.00
    30201 | 办公费 | 10.00
    30202 | 印刷费 | 20.00
    """
    formula = parse_equation("一般基本表.302「商品和服务支出」 = Σ 一般基本表.3020*", budget.vocabulary)
    (found,) = run(budget, facts_of(table), rule("equation", check=formula, together="document"))
    assert found.verdict is Verdict.HOLDS
    assert len(found.operands) == 3


def test_quoted_words_find_a_row(budget: Pack, facts_of: Reader) -> None:
    table = "表1 收支总表 单位：元\n项目 | 预算数\n一、捐赠收入 | 7.00\n二、事业收入 | 3.00\n收入总计 | 10.00"
    formula = parse_equation("收支总表.「捐赠」 ≤ 收支总表.收入总计", budget.vocabulary)
    (found,) = run(budget, facts_of(table), rule("equation", check=formula))
    assert found.verdict is Verdict.HOLDS
    assert found.operands[0].fact.amount.printed == "7.00"


def test_an_inequality_can_be_forbidden(budget: Pack, facts_of: Reader) -> None:
    table = "表1 收支总表 单位：元\n项目 | 预算数\n一、其他收入 | 7.00\n二、事业收入 | 7.00\n收入总计 | 14.00"
    formula = parse_equation("收支总表.其他收入 ≠ 收支总表.事业收入", budget.vocabulary)
    (found,) = run(budget, facts_of(table), rule("equation", check=formula))
    assert found.verdict is Verdict.FAILS


def test_a_condition_that_fails_switches_a_rule_off(budget: Pack, facts_of: Reader) -> None:
    table = "表1 收支总表 单位：元\n项目 | 预算数\n一、其他收入 | 7.00\n二、事业收入 | 8.00\n收入总计 | 15.00"
    formula = parse_equation("收支总表.其他收入 = 收支总表.事业收入", budget.vocabulary)
    never = parse_equation("收支总表.收入总计 = 收支总表.其他收入", budget.vocabulary)
    unbound = parse_equation("收支总表.收入总计 = 三公表.三公经费", budget.vocabulary)
    facts = facts_of(table)
    assert run(budget, facts, rule("equation", check=formula, when=never)) == ()
    (undecided,) = run(budget, facts, rule("equation", check=formula, when=unbound))
    assert undecided.verdict is Verdict.UNCHECKED
    assert undecided.reason.en == "the condition cannot be decided: 收支总表.收入总计 = 三公表.三公经费"
    assert run(budget, facts, rule("equation", check=formula, since=2025)) == ()
    assert len(run(budget, facts, rule("equation", check=formula, until=2024))) == 1


STAIRS = """
表12 政府采购预算表 单位：万元
采购类别 | 采购项目 | 金额
合计 | | 40.00
一般公共预算资金 | 小计 | {group}
 | 办公设备 | 10.00
 | 专用设备 | 30.00
"""


def test_staircases_with_a_subtotal_row(checked: Checked) -> None:
    assert "fails" not in {c.verdict.value for c in checked(STAIRS.format(group="40.00"))}
    failing = [c for c in checked(STAIRS.format(group="45.00")) if c.verdict is Verdict.FAILS]
    assert {c.operands[0].fact.amount.printed for c in failing} <= {"40.00", "45.00"}
    assert failing


def test_a_total_over_two_blocks_belongs_to_both(facts_of: Reader) -> None:
    facts = facts_of(
        """
        表1 收支总表 单位：元
        收入 | 预算数 | 支出 | 预算数
        一、事业收入 | 9.00 | 一、教育支出 | 9.00
        收入总计 | 9.00 | 支出总计 | 9.00
        """
    )
    assert [block.side for block in facts.tables[0].blocks] == ["收入", "支出"]


def test_subjects_by_path_are_found_in_the_tables(budget: Pack, facts_of: Reader) -> None:
    table = """
    表5 一般公共预算支出表 单位：元
    科目编码 | 科目名称 | 合计
    221 | 住房保障支出 | 30000.00
    22102 | 住房改革支出 | 30000.00
    2210201 | 住房公积金 | 20000.00
    2210203 | 购房补贴 | 10000.00
    """
    text = "“住房保障支出（类）住房改革支出（款）{name}（项）”2.00万元，主要用于缴纳公积金。"
    facts = facts_of(table, text.format(name="住房公积金"))
    context = build(facts, budget.vocabulary)
    assert context.coded[0] == "2210201"
    strange = facts_of(table, text.format(name="公积金补助"))
    assert build(strange, budget.vocabulary).coded[0] == ""


def test_a_share_names_a_whole_in_the_sentence_before(checked: Checked) -> None:
    text = "本年支出合计200.00万元。\n基本支出150.00万元，占本年支出合计的{share}%。"
    found = [c.verdict.value for c in checked(text=text.format(share="75.00"), only="NN-05")]
    assert set(found) <= {"holds"}
    wrong = [c.verdict.value for c in checked(text=text.format(share="57.00"), only="NN-05")]
    assert set(wrong) <= {"fails"}
    assert len(found) == len(wrong)


def test_flat_beside_a_prior_amount(checked: Checked) -> None:
    text = "会议费{now}万元，较上年2.00万元持平。"
    assert [c.verdict.value for c in checked(text=text.format(now="2.00"), only="NN-07")] == ["holds"]
    failing = checked(text=text.format(now="2.40"), only="NN-07")
    assert [c.code for c in failing] == ["flat"]


def test_difference_of_two_printed_years(checked: Checked) -> None:
    text = "会议费2.05万元，较上年2.08万元减少{moved}万元。"
    assert [c.verdict.value for c in checked(text=text.format(moved="0.03"), only="NN-03b")] == ["holds"]
    assert [c.verdict.value for c in checked(text=text.format(moved="0.30"), only="NN-03b")] == ["fails"]


def test_approximate_figures_stay_out(checked: Checked) -> None:
    text = "政府采购预算约20万元，其中：货物采购12.50万元、工程采购0万元、服务采购37.50万元。"
    assert [c for c in checked(text=text) if c.verdict is Verdict.FAILS] == []


def test_equal_forms_of_a_check_merge_over_sides(budget: Pack, facts_of: Reader) -> None:
    table = "表1 收支总表 单位：元\n项目 | 预算数\n一、其他收入 | 7.00\n二、事业收入 | 8.00\n收入总计 | 15.00"
    one = parse_equation("收支总表.其他收入 ≤ 收支总表.事业收入", budget.vocabulary)
    other = parse_equation("收支总表.事业收入 ≥ 收支总表.其他收入", budget.vocabulary)
    checks = run(budget, facts_of(table), rule("equation", check=one), replace(rule("equation", check=other), id="X-2"))
    assert [set(c.rules) for c in checks] == [{"X-1", "X-2"}]


def test_tables_of_several_bodies_are_not_compared(checked: Checked) -> None:
    one = """
    表1 收支总表 单位：元
    收入/项目 | 收入/预算数 | 支出/项目 | 支出/预算数
    一、事业收入 | {n} | 1、教育支出 | {n}
    收入总计 | {n} | 支出总计 | {n}

    表3 支出总表 单位：元
    科目编码 | 科目名称 | 合计
    205 | 教育支出 | {n}
    """
    both = one.format(n="100.00") + "\n" + one.format(n="70.00")
    assert "fails" not in {c.verdict.value for c in checked(both)}
    skipped = checked(both, only="XT-05")
    assert "几个单位" in skipped[0].reason.zh
