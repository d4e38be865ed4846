"""Checks over sentences: lists, changes, rates, shares, completion, wording; and what must stay silent."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest

from auditor.model import Check, Verdict
from tests.conftest import Checked


def told(checked: Checked, text: str, only: str) -> list[str]:
    return sorted(c.verdict.value for c in checked(text=text, only=only))


def failing(checked: Checked, text: str) -> list[Check]:
    return [c for c in checked(text=text) if c.verdict is Verdict.FAILS]


def test_complete_lists_add_up(checked: Checked) -> None:
    text = "政府采购预算{total}万元，其中：货物采购12.50万元、工程采购0万元、服务采购7.50万元。"
    assert "fails" not in told(checked, text.format(total="20.00"), "NN-01")
    assert "fails" in told(checked, text.format(total="25.00"), "NN-01")


def test_partial_lists_only_must_not_exceed(checked: Checked) -> None:
    text = "商品和服务支出{total}万元，主要包括：印刷费3.00万元、差旅费4.00万元。"
    assert told(checked, text.format(total="20.00"), "NN-01") in ([], ["unchecked"])
    assert "fails" in told(checked, text.format(total="5.00"), "NN-01")


def test_the_named_equation_claims_the_list(checked: Checked) -> None:
    text = "“三公”经费5.00万元，其中：因公出国（境）费1.00万元，公务接待费1.00万元，公务用车购置费0万元，公务用车运行维护费1.00万元。"
    found = [c for c in failing(checked, text) if c.code == "list-sum"]
    assert [c.rules[0] for c in found] == ["SG-01"]
    assert found[0].difference == Decimal(20000)


def test_rounding_of_parts_is_silent(checked: Checked) -> None:
    text = "支出预算10.01万元，其中：基本支出7.00万元、项目支出3.00万元。"
    assert told(checked, text, "NN-01") == ["rounding"]


@pytest.mark.parametrize(
    ("rate", "verdict"),
    [("下降12.20%", "holds"), ("（-12.20%）", "holds"), ("（12.20%）", "holds"), ("下降13.89%", "fails")],
)
def test_rates_are_recomputed_on_last_year(checked: Checked, rate: str, verdict: str) -> None:
    text = f"公务接待费3.60万元，较上年减少0.50万元，{rate}。".replace("，（", "（")
    assert told(checked, text, "NN-03") == [verdict]


def test_comparable_growth_is_not_recomputed(checked: Checked) -> None:
    assert "fails" not in told(checked, "会议费3.60万元，按可比口径较上年减少0.50万元，下降20.00%。", "NN-03")


def test_a_rate_with_a_prior_amount(checked: Checked) -> None:
    text = "差旅费上年预算执行数为40.00万元，本年预算安排44.00万元，增加{rate}%。"
    assert "fails" not in told(checked, text.format(rate="10.00"), "NN-03")


def test_growth_from_nothing_has_no_rate(checked: Checked) -> None:
    assert told(checked, "会议费5.00万元，较上年增加5.00万元，增长100.00%。", "NN-09") == ["fails"]
    assert told(checked, "会议费0万元，较上年减少5.00万元，下降100.00%。", "NN-09") == []


def test_changes_of_parts_add_up(checked: Checked) -> None:
    text = (
        "基本支出100.00万元，较上年{moved}万元，其中：人员经费80.00万元，较上年增加4.00万元；"
        "公用经费20.00万元，较上年无变化。"
    )
    assert "fails" not in told(checked, text.format(moved="增加4.00"), "NN-02")
    assert "fails" in told(checked, text.format(moved="减少4.00"), "NN-02")


def test_shares_of_a_whole(checked: Checked) -> None:
    text = "支出合计200.00万元，其中：基本支出150.00万元，占{one}%；项目支出50.00万元，占25.00%。"
    assert "fails" not in told(checked, text.format(one="75.00"), "NN-0")
    assert "fails" in told(checked, text.format(one="78.00"), "NN-05")
    assert "fails" in told(checked, text.format(one="78.00"), "NN-04")


def test_a_share_nudged_to_reach_a_hundred_is_rounding(checked: Checked) -> None:
    text = (
        "支出合计300.00万元，其中：教育支出100.00万元，占33.34%；卫生健康支出100.00万元，占33.33%；"
        "住房保障支出100.00万元，占33.33%。"
    )
    assert set(told(checked, text, "NN-05")) <= {"holds", "rounding"}


def test_completion_names_its_base(checked: Checked) -> None:
    text = "培训费年初预算为{plan}万元，支出决算为9.00万元，完成年初预算的90.00%。"
    assert told(checked, text.format(plan="10.00"), "NN-08") == ["holds"]
    assert told(checked, text.format(plan="12.00"), "NN-08") == ["fails"]
    zero = list(checked(text=text.format(plan="0"), only="NN-08"))
    assert [c.code for c in zero if c.verdict is Verdict.FAILS] == ["zero-base"]


def test_larger_or_smaller_than_budgeted(checked: Checked) -> None:
    text = "培训费年初预算为10.00万元，支出决算为9.00万元，决算数{word}预算数。"
    assert told(checked, text.format(word="小于"), "NN-17") == ["holds"]
    assert told(checked, text.format(word="大于"), "NN-17") == ["fails"]


def test_headcounts(checked: Checked) -> None:
    text = "本单位人员编制{n}人，其中行政编制3人、事业编制9人。"
    assert "fails" not in told(checked, text.format(n=12), "NN-19")
    assert "fails" in told(checked, text.format(n=13), "NN-19")


def test_one_indicator_has_one_value(checked: Checked) -> None:
    text = "本部门“三公”经费预算{one}万元。\n“三公”经费预算8.00万元，与上年持平。"
    assert "fails" not in told(checked, text.format(one="8.00"), "NN-11")
    assert "fails" in told(checked, text.format(one="9.00"), "NN-11")


def test_two_breakdowns_imply_one_prior_total(checked: Checked) -> None:
    text = (
        "一般公共预算支出50.00万元，其中：教育支出30.00万元，较上年增加1.00万元；卫生健康支出20.00万元，较上年增加1.00万元。\n"
        "一般公共预算支出50.00万元，其中：工资福利支出40.00万元，较上年增加{moved}万元；商品和服务支出10.00万元，较上年减少1.00万元。"
    )
    assert "fails" not in told(checked, text.format(moved="3.00"), "NN-14")
    assert "fails" in told(checked, text.format(moved="9.00"), "NN-14")


def test_reasons_and_repetition_are_quoted(checked: Checked) -> None:
    sentence = "本单位当年财政拨款收入100.00万元，其中一般公共预算拨款收入100.00万元，较上年减少1.00万元。"
    codes = {c.code for c in failing(checked, f"{sentence}\n{sentence}")}
    assert "repeated" in codes
    foreign = "“三公”经费3.60万元，较上年减少0.50万元，减少的主要原因是培训费减少。"
    found = [c for c in failing(checked, foreign) if c.code == "foreign-reason"]
    assert len(found) == 1
    assert "培训费" in found[0].reason.zh


def test_template_residue(checked: Checked) -> None:
    codes = [c.code for c in failing(checked, "本年度会议费支出5.00万元，比上年增加（减少）1.00万元。")]
    assert "residue" in codes


def test_a_code_in_the_text_is_looked_up_in_the_table(checked: Checked) -> None:
    table = """
    表5 一般公共预算支出明细表 单位：元
    科目编码 | 科目名称 | 合计
    2101102 | 事业单位医疗 | 125765.00
    """
    text = "一般公共预算支出100.00万元，其中：事业单位医疗（2101102）{amount}万元，较上年增加0.30万元。"
    for amount, verdict in {"12.58": "rounding", "12.57": "truncated", "1.26": "fails"}.items():
        assert [c.verdict.value for c in checked(table, text.format(amount=amount), only="NT-02")] == [verdict]


def test_a_sister_of_the_head_is_no_part_of_it(checked: Checked) -> None:
    text = (
        "人员经费60.00万元，主要包括：基本工资40.00万元、津贴补贴20.00万元；"
        "公用经费30.00万元，主要包括：办公费10.00万元、差旅费20.00万元。"
    )
    assert failing(checked, text) == []


def test_budgeted_amounts_of_a_list_add_up_too(checked: Checked) -> None:
    text = (
        "“三公”经费年初预算为{plan}万元，支出决算为8.00万元，其中：因公出国（境）费年初预算为0万元，支出决算为0万元；"
        "公务用车购置及运行维护费年初预算为6.00万元，支出决算为5.00万元；公务接待费年初预算为4.00万元，支出决算为3.00万元。"
    )
    right = [c.verdict.value for c in checked(text=text.format(plan="10.00"), only="NN-01", kind="决算")]
    assert right == ["holds", "holds"]
    wrong = checked(text=text.format(plan="11.00"), only="NN-01", kind="决算")
    assert [c.operands[0].fact.amount.printed for c in wrong if c.verdict is Verdict.FAILS] == ["11.00"]


def test_shares_without_a_printed_whole_prove_their_list_complete(checked: Checked) -> None:
    text = (
        "“三公”经费支出中，因公出国（境）费支出20.00万元，占“三公”经费的20.00%；"
        "公务用车购置及运行费支出50.00万元，占“三公”经费的{share}%；公务接待费支出30.00万元，占“三公”经费的30.00%。"
    )
    for share, verdict in (("50.00", "holds"), ("53.00", "fails")):
        assert [c.verdict.value for c in checked(text=text.format(share=share), only="NN-04")] == [verdict]


def test_a_whole_named_far_above_is_the_denominator(checked: Checked) -> None:
    far = "\n".join(
        ["本年支出合计200.00万元。", *["我单位按规定公开。"] * 8, "财政拨款支出50.00万元，占本年支出合计的{share}%。"]
    )
    for share, verdict in (("25.00", "holds"), ("28.00", "fails")):
        assert [c.verdict.value for c in checked(text=far.format(share=share), only="NN-05")] == [verdict]


def test_a_figure_told_with_and_without_its_period_is_one(checked: Checked) -> None:
    found = failing(checked, "公务接待费支出30.00万元。\n公务接待费预算支出31.00万元。")
    assert [check.rules[0] for check in found] == ["NN-11"]


@pytest.mark.parametrize("said", ["增加到1万元", "公务接待费1万元，比上年减少1万元，"])
def test_one_item_told_a_thousand_times_takes_bounded_time(said: str, checked: Checked) -> None:
    start = time.process_time()
    checked(text=said * (10_000 // len(said)))
    assert time.process_time() - start < 3


def test_rows_of_a_name_in_an_overview_are_parts_and_accuse_nobody(checked: Checked) -> None:
    table = """
    表1 收支总表 单位：元
    收入 | 预算数 | 支出 | 预算数
    一、财政拨款 | 300.00 | 一、工资福利支出 | 200.00
    | | 二、商品和服务支出 | 100.00
    收入总计 | 300.00 | 支出总计 | 300.00
    """
    found = checked(table, "商品和服务支出（302）0.0150万元，较上年增加0.0010万元。", only="NT-02")
    assert {check.verdict for check in found} <= {Verdict.UNCHECKED}
    assert all("只是其中一部分" in check.reason.zh for check in found)
    assert found


@pytest.mark.parametrize(
    ("told", "verdict"), [("12.57", "holds"), ("12.58", "truncated"), ("12.6", "rounding"), ("12.59", "fails")]
)
def test_two_figures_of_one_last_digit_round_one_number(checked: Checked, told: str, verdict: str) -> None:
    table = """
    表5 一般公共预算支出表 单位：万元
    科目编码 | 科目名称 | 合计
    2101102 | 事业单位医疗 | 12.57
    """
    (check,) = checked(table, f"事业单位医疗（2101102）{told}万元，较上年持平。", only="NT-02")
    assert check.verdict.value == verdict


def test_totals_of_other_money_prove_nothing_where_the_own_table_was_lost(checked: Checked) -> None:
    whole = """
    表1 收支总表 单位：万元
    收入 | 预算数 | 支出 | 预算数
    一、财政拨款收入 | 90.00 | 一、教育支出 | 100.00
    二、事业收入 | 10.00 | |
    收入总计 | 100.00 | 支出总计 | 100.00
    """
    lost = """
    表4 财政拨款收支总表 单位：万元
    收入 | 预算数 | 支出 | 预算数
    一、一般公共预算财政拨款 | 90.00 | 一、教育支出 | 90.00
    """
    text = "某单位2024年度财政拨款收入支出总计95.00万元，比上年减少1.00万元。"
    told = [check.verdict.value for check in checked(whole + lost, text, only="NT-01c")]
    assert "fails" not in told
    total = "\n    收入总计 | 90.00 | 支出总计 | 90.00\n"
    assert "fails" in [check.verdict.value for check in checked(whole + lost.rstrip() + total, text, only="NT-01c")]
