"""Checks over tables: sums by shape, equations, ties, conditions, and what must stay silent."""

from __future__ import annotations

import pytest

from auditor.model import Verdict
from tests.conftest import Checked


def verdicts(checked: Checked, table: str, only: str = "", **told: object) -> list[str]:
    return sorted(c.verdict.value for c in checked(table, only=only, **told))


CODES = """
表5 一般公共预算支出明细表 单位：元
科目编码 | 科目名称 | 合计 | 人员经费支出 | 公用经费支出 | 专项业务经费支出
 | | {total} | 60.00 | 30.00 | 10.00
208 | 社会保障和就业支出 | 70.00 | 40.00 | 20.00 | 10.00
20801 | 人力资源和社会保障管理事务 | 70.00 | 40.00 | 20.00 | 10.00
210 | 卫生健康支出 | 30.00 | 20.00 | 10.00 |
"""


def test_a_right_table_is_silent(checked: Checked) -> None:
    assert set(verdicts(checked, CODES.format(total="100.00"))) <= {"holds", "unchecked"}


def test_a_wrong_total_fails_across_and_down(checked: Checked) -> None:
    failing = [c for c in checked(CODES.format(total="110.00")) if c.verdict is Verdict.FAILS]
    assert len(failing) == 2
    assert all(c.operands[0].fact.amount.printed == "110.00" for c in failing)
    assert {c.difference for c in failing} == {10}


def test_equal_checks_are_one_check_with_several_ids(checked: Checked) -> None:
    rows = [c for c in checked(CODES.format(total="100.00")) if "TB-01b" in c.rules]
    assert len(rows) == 4
    assert all(c.rules[0] == "TB-01b" for c in rows)
    assert all("TB-08" in c.rules for c in rows)


def test_a_blank_total_is_told_once_and_unknown_elsewhere(checked: Checked) -> None:
    table = CODES.format(total="100.00").replace("210 | 卫生健康支出 | 30.00", "210 | 卫生健康支出 |")
    checks = checked(table)
    missing = [c for c in checks if c.formula == "missing"]
    assert [c.rules[0] for c in missing] == ["TB-16"]
    assert missing[0].computed == 30
    assert not [c for c in checks if c.verdict is Verdict.FAILS and c.formula == "sum"]
    assert [c for c in checks if c.verdict is Verdict.UNCHECKED and "合计未填" in c.reason.zh]


def test_equations_bind_closed(checked: Checked) -> None:
    """合计 = 人员经费 + 公用经费 must not bind where a third additive column stands beside."""
    (check,) = [c for c in checked(CODES.format(total="100.00")) if "TB-02" in c.rules]
    assert check.verdict is Verdict.UNCHECKED
    assert check.reason.en == "no line and no table prints all of: 合计, 人员经费, 公用经费"


OUTLINE = """
表1 收支总表 单位：元
收入/项目 | 收入/预算数 | 支出/项目 | 支出/预算数
一、财政拨款收入 | 80.00 | 一、教育支出 | 60.00
二、事业收入 | 20.00 | 二、卫生健康支出 | 40.00
本年收入合计 | 100.00 | 本年支出合计 | 100.00
上年结转 | 5.00 | 结转下年 | {carry}
收入总计 | 105.00 | 支出总计 | 105.00
"""


def test_totals_take_what_no_total_before_has_taken(checked: Checked) -> None:
    assert "fails" not in verdicts(checked, OUTLINE.format(carry="5.00"))
    failing = [c for c in checked(OUTLINE.format(carry="4.00")) if c.verdict is Verdict.FAILS]
    assert [c.operands[0].fact.place.row for c in failing] == ["支出总计"]


def test_both_sides_balance(checked: Checked) -> None:
    table = OUTLINE.format(carry="5.00").replace("支出总计 | 105.00", "支出总计 | 115.00")
    assert [c.code for c in checked(table, only="TB-07") if c.verdict is Verdict.FAILS] == ["balance"]


def test_an_unnumbered_stranger_among_known_lines_is_not_silently_a_part(checked: Checked) -> None:
    table = OUTLINE.format(carry="5.00").replace("二、事业收入 | 20.00", "说明行 | 30.00")
    assert "fails" not in {
        c.verdict.value for c in checked(table, only="TB-05") if "收入" in c.operands[0].fact.place.row
    }


def test_a_relation_in_an_unknown_table_must_earn_belief(checked: Checked) -> None:
    table = """
    主要财务指标 单位：元
    项目 | 合计 | 境内 | 境外
    销售 | 30.00 | 10.00 | 10.00
    研发 | 50.00 | 10.00 | 10.00
    """
    told = checked(table, only="TB-08")
    assert [check.verdict for check in told] == [Verdict.UNCHECKED] * 2
    assert "没有规则说明这张表" in told[0].reason.zh
    proven = f"{table}生产 | 25.00 | 10.00 | 15.00\n    运输 | 12.00 | 10.00 | 2.00"
    assert verdicts(checked, proven, only="TB-08").count("fails") == 2
    lone = f"{table}生产 | 25.00 | 10.00 | 15.00\n    运输 | 12.00 | 12.00 |"
    assert "fails" not in verdicts(checked, lone, only="TB-08")  # one part that equals its total proves nothing


def test_in_an_unknown_table_bounds_and_blank_totals_never_accuse(checked: Checked) -> None:
    table = """
    主要财务指标 单位：元
    项目 | 合计 | 境内 | 境外 | 其中：亚洲
    销售 | 20.00 | 10.00 | 10.00 | 5.00
    研发 | 30.00 | 10.00 | 20.00 | 5.00
    生产 | 50.00 | 10.00 | 40.00 | 5.00
    运输 |  | 10.00 | 30.00 |
    仓储 | 50.00 | 10.00 | 40.00 | 75.00
    """
    assert verdicts(checked, table, only="TB-08").count("holds") == 4
    assert "fails" not in verdicts(checked, table, only="TB-")
    named = table.replace("主要财务指标", "表2 收入总表")
    told = [c.rules[0] for c in checked(named, only="TB-") if c.verdict is Verdict.FAILS]
    assert sorted(told) == ["TB-10", "TB-16", "TB-21"]


TWO_TABLES = """
表1 收支总表 单位：元
收入/项目 | 收入/预算数 | 支出/项目 | 支出/预算数
一、财政拨款收入 | {grant} | 1、教育支出 | 100.00
二、事业收入 | {own} |  |
收入总计 | 100.00 | 支出总计 | 100.00

表4 财政拨款收支总表 单位：元
收入/项目 | 收入/预算数 | 支出/项目 | 支出/预算数
一、一般公共预算拨款 | {grant} | 1、教育支出 | {paid}
收入总计 | {grant} | 支出总计 | {paid}
"""


def test_funds_are_one_only_where_the_document_shows_it(checked: Checked) -> None:
    mixed = TWO_TABLES.format(grant="90.00", own="10.00", paid="90.00")
    assert "fails" not in verdicts(checked, mixed, only="XT-05")
    single = TWO_TABLES.format(grant="100.00", own="", paid="100.00")
    assert verdicts(checked, single, only="XT-05").count("holds") >= 1
    wrong = single.replace("表4", "表4", 1).replace("1、教育支出 | 100.00\n收入总计", "1、教育支出 | 99.00\n收入总计")
    assert "fails" in verdicts(checked, wrong, only="XT-05")


def test_rules_have_years_and_kinds(checked: Checked) -> None:
    table = """
    表2 收入预算总表 单位：元
    单位编码 | 单位名称 | 合计 | 财政拨款
    合计 | | 100.00 | 100.00
    601 | 某局 | 60.00 | 60.00
    602 | 某队 | 40.00 | 40.00

    表3 支出预算总表 单位：元
    单位编码 | 单位名称 | 合计 | 基本支出
    合计 | | 100.00 | 100.00
    601 | 某局 | 50.00 | 50.00
    602 | 某队 | 50.00 | 50.00
    """
    assert "fails" in verdicts(checked, table, only="XT-03")
    assert verdicts(checked, table, only="XT-03", kind="决算") == []


def test_a_code_counts_only_with_an_agreeing_name(checked: Checked) -> None:
    table = """
    表12 三公经费支出预算表 单位：元
    单位名称 | 因公出国（境）费用
    某单位 | 0.00

    表8 一般公共预算基本支出表 单位：元
    科目编码 | 科目名称 | 合计
    30212 | {name} | 7020.00
    """
    assert verdicts(checked, table.format(name="退休人员活动费"), only="XT-11c") == ["unchecked"]
    assert verdicts(checked, table.format(name="因公出国（境）费用"), only="XT-11c") == ["fails"]


def test_missing_operands_are_unchecked_with_the_reason(checked: Checked) -> None:
    checks = checked(OUTLINE.format(carry="5.00"), only="XT-01")
    assert [c.verdict for c in checks] == [Verdict.UNCHECKED]
    assert "收入表" in checks[0].reason.zh


@pytest.mark.parametrize(("moved", "verdict"), [("20.00", "holds"), ("-20.00", "fails")])
def test_change_columns(checked: Checked, moved: str, verdict: str) -> None:
    table = f"""
    表12 三公经费支出预算表 单位：元
    单位名称 | 上年/会议费 | 当年/会议费 | 增减/会议费
    某单位 | 100.00 | 120.00 | {moved}
    """
    assert verdicts(checked, table, only="TB-11") == [verdict]


def test_of_which_only_must_not_exceed(checked: Checked) -> None:
    table = """
    表2 收入总表 单位：元
    单位名称 | 小计 | 其中：专项资金
    某单位 | 100.00 | {part}
    """
    assert verdicts(checked, table.format(part="40.00"), only="TB-10") == ["holds"]
    assert verdicts(checked, table.format(part="140.00"), only="TB-10") == ["fails"]


def test_an_orphaned_code_silences_its_group_and_is_told(checked: Checked) -> None:
    table = """
    表5 一般公共预算支出明细表 单位：元
    科目编码 | 科目名称 | 合计
     | | 100.00
    208 | 社会保障和就业支出 | 70.00
    71102 | 事业单位医疗 | 30.00
    """
    checks = checked(table)
    assert [c.code for c in checks if c.verdict is Verdict.FAILS] == ["code-orphan"]


def test_a_blank_line_named_total_is_always_missing(checked: Checked) -> None:
    table = """
    表4 财政拨款收支总表 单位：元
    支出/项目 | 支出/预算数
    1、教育支出 | 60.00
    2、卫生健康支出 | 40.00
    本年支出合计 |
    支出总计 | 100.00
    """
    missing = [c for c in checked(table) if c.formula == "missing"]
    assert [c.operands[0].fact.place.row for c in missing] == ["本年支出合计"]


def test_a_blank_total_of_one_row_is_seen_by_its_sister_group(checked: Checked) -> None:
    table = """
    表7 三公经费支出决算表 单位：万元
    预算数/合计 | 预算数/公务接待费 | 预算数/因公出国（境）费 | 决算数/合计 | 决算数/公务接待费 | 决算数/因公出国（境）费
     | 5.00 | 1.00 | 6.00 | 5.00 | 1.00
    """
    missing = [c for c in checked(table, kind="决算") if c.formula == "missing"]
    assert [c.operands[0].fact.place.column for c in missing] == ["预算数/合计"]


def test_names_listed_level_by_level_without_numbers_are_not_added(checked: Checked) -> None:
    (nested,) = checked(
        """
    表10 专项业务经费支出表 单位：元
    单位（项目）名称 | 项目金额
    合计 | 100.00
    某局 | 100.00
    某局机关 | 60.00
    某中心 | 40.00
    """,
        only="TB-05",
    )
    assert nested.verdict is Verdict.UNCHECKED
    assert nested.reason.zh


def test_a_subtotal_takes_its_own_group_only(checked: Checked) -> None:
    table = """
    表6 一般公共预算基本支出表 单位：万元
    项目 | 预算数
    基本工资 | 70.00
    人员经费合计 | 70.00
    办公费 | 30.00
    公用经费合计 | 30.00
    合计 | 100.00
    """
    assert [c.verdict for c in checked(table, only="TB-05")] == [Verdict.HOLDS] * 3


@pytest.mark.parametrize(("rate", "verdict"), [("10.00", "holds"), ("91.67", "fails")])
def test_a_rate_of_change_is_told_from_shares_and_execution(checked: Checked, rate: str, verdict: str) -> None:
    table = f"""
    表1 一般公共预算支出表 单位：万元
    科目编码 | 科目名称 | 2023年决算数 | 2024年预算数 | 2024年执行数 | 完成预算% | 执行数比预算数增减% | 比上年增长% | 占比%
    201 | 一般公共服务支出 | 100.00 | 120.00 | 110.00 | 91.67 | -8.33 | {rate} | 100.00
    """
    assert verdicts(checked, table, only="TB-11") == [verdict]  # whichever column of this year was meant


def test_a_price_is_no_part_of_a_total(checked: Checked) -> None:
    table = """
    表11 政府采购预算表 单位：万元
    采购品目 | 数量 | 单价 | 金额
    台式计算机 | 10 | 0.50 | 5.00
    物业服务 | 1 | 30.00 | 30.00
    合计 | | | 35.00
    """
    assert "fails" not in verdicts(checked, table)
