"""Wholes and bases that sentences of other places name: who is dealt what, which total a share is of, what a change is from."""

from __future__ import annotations

import pytest

from auditor.model import Severity, Verdict
from tests.conftest import Checked


def failing(checked: Checked, text: str, kind: str = "决算") -> list[str]:
    failed = (c for c in checked(text=text, kind=kind) if c.verdict is Verdict.FAILS)
    return sorted(c.rules[0] for c in failed if c.severity is Severity.ERROR)


def holding(checked: Checked, text: str, only: str) -> int:
    return sum(c.verdict is Verdict.HOLDS for c in checked(text=text, only=only, kind="决算"))


DEALT = "政府采购支出总额100万元。货物、工程、服务采购支出分别为50万元、30万元和20万元，占政府采购支出总额的{shares}。"


def test_shares_are_dealt_like_the_amounts_before_them(checked: Checked) -> None:
    assert holding(checked, DEALT.format(shares="50%、30%和20%"), "NN-05") == 3
    assert failing(checked, DEALT.format(shares="50%、35%和20%")) == ["NN-05"]


def test_rates_are_dealt_like_the_amounts_before_them(checked: Checked) -> None:
    text = "货物、服务采购支出分别为60万元和20万元，比上年增长20%和下降20%。上年货物采购支出50万元。"
    assert failing(checked, text) == []


def test_several_breakdowns_of_one_whole_are_not_added(checked: Checked) -> None:
    text = (
        "全国采购规模100万元。其中中央单位采购规模8万元，占全国采购规模的8%。\n"
        "服务采购规模28万元，占全国采购规模的28%。\n分散采购规模45万元，占全国采购规模的45%。\n"
        "授予中小企业合同74万元，占全国采购规模的74%。"
    )
    assert failing(checked, text) == []
    assert failing(checked, text.replace("的45%", "的54%")) == ["NN-05"]


def test_a_list_hangs_on_the_total_its_words_name(checked: Checked) -> None:
    text = (
        "本年支出合计1000万元。财政拨款支出主要用于以下方面：教育支出500万元，占62.5%；卫生健康支出300万元，占37.5%。"
    )
    assert failing(checked, text) == []


def test_the_amount_after_a_comparison_is_the_difference(checked: Checked) -> None:
    text = "会议费年初预算为16.86万元，支出决算为17.42万元，决算数大于预算数{gap}万元。"
    assert failing(checked, text.format(gap="0.56")) == []
    assert holding(checked, text.format(gap="0.56"), "NN-03b") == 1
    assert failing(checked, text.format(gap="0.65")) == ["NN-03b"]


@pytest.mark.parametrize(("gap", "found"), [("1.00", []), ("10.00", ["NN-03b"])])
def test_a_change_from_the_budget_is_not_one_from_last_year(checked: Checked, gap: str, found: list[str]) -> None:
    text = f"培训费支出11.00万元，上年8.00万元，年初预算10.00万元，比年初预算增加{gap}万元。"
    assert failing(checked, text) == found


def test_a_sentence_after_a_full_list_speaks_of_its_head(checked: Checked) -> None:
    text = "“三公”经费预算14.01万元，其中：公务用车运行维护费14.01万元，公务接待费0万元。与上年相比增加2.01万元，增长{rate}%。"
    assert failing(checked, text.format(rate="16.75"), "预算") == []
    assert failing(checked, text.format(rate="61.75"), "预算") == ["NN-03"]


def test_the_prior_amount_may_be_joined_with_of(checked: Checked) -> None:
    text = "“三公”经费预算19.69万元，较2023年的21.90万元减少{change}万元。"
    assert failing(checked, text.format(change="2.21"), "预算") == []
    assert failing(checked, text.format(change="2.12"), "预算") == ["NN-03b"]


def test_the_figure_of_a_neighbouring_column_is_no_count(checked: Checked) -> None:
    assert not [c for c in checked(text="2,908,134.00支出总计2,908,134.00支出总计") if c.operands]


def test_the_whole_is_not_held_against_the_basic_part_alone(checked: Checked) -> None:
    """The table of the whole may be one that was not read; that of basic expenditure says nothing of it."""
    text = "一般公共预算支出10.00万元，其中：商品和服务支出（302）4.00万元，资本性支出（310）6.00万元。"
    table = """
    表8 一般公共预算基本支出预算表 单位：元
    科目编码 | 科目名称 | 合计
    302 | 商品和服务支出 | 30000.00
    """
    failed = (c for c in checked(table, text=text) if c.verdict is Verdict.FAILS)
    assert [c.rules[0] for c in failed if c.severity is Severity.ERROR] == []


GRANTS = """
表4 财政拨款收支决算总表 单位：元
收入/项目 | 收入/决算数 | 支出/项目 | 支出/决算数
一、一般公共预算财政拨款 | 143000.00 | 一、教育支出 | 143000.00
收入总计 | 143000.00 | 支出总计 | 143000.00
"""


def test_the_total_of_all_money_is_not_held_against_that_of_grants_alone(checked: Checked) -> None:
    told = checked(GRANTS, text="2023年度收入支出总计17.11万元。", only="NT-01c", kind="决算")
    assert [(c.verdict, c.reason.zh) for c in told] == [(Verdict.UNCHECKED, "没有读到收支总表，不能断定是哪个总数")]
