"""Changes held against each other across a document: in reasons, in lists without amounts, in 类 and 项; and what is silent."""

from __future__ import annotations

import pytest

from tests.conftest import Checked

TOTAL = "本单位收入总计500.00万元，比上年增加80.00万元，主要原因是基本支出增加{basic}万元、项目支出减少20.00万元。"
BASIC = "{fund}基本支出300.00万元，比上年增加{change}万元。"
LIST = "收入总计100.00万元，比上年增加{total}万元。其中：财政拨款收入增加8.00万元，事业收入减少3.00万元。"
AMOUNTS = "本年收入合计100.00万元，其中：财政拨款收入70.00万元，占70.00%；事业收入{other}万元，占30.00%。"
LISTED = (
    "支出总计100.00万元，比上年增加{total}万元，其中：教育支出60.00万元，卫生健康支出40.00万元。\n"
    "教育支出60.00万元，比上年增加8.00万元。\n卫生健康支出40.00万元，比上年减少3.00万元。"
)


def told(checked: Checked, text: str, only: str) -> list[str]:
    return sorted(c.verdict.value for c in checked(text=text, only=only))


@pytest.mark.parametrize(
    ("fund", "change", "verdicts"),
    [
        ("", "100.00", ["holds"]),
        ("", "120.00", ["fails"]),
        ("", "约120.00", []),  # not to be reckoned with
        ("一般公共预算", "120.00", []),  # of other money
    ],
)
def test_a_change_in_a_reason_is_that_of_the_item(
    checked: Checked, fund: str, change: str, verdicts: list[str]
) -> None:
    text = TOTAL.format(basic="100.00") + "\n" + BASIC.format(fund=fund, change=change)
    assert told(checked, text, "NN-21") == verdicts


def test_a_reason_may_speak_of_a_part_of_its_item(checked: Checked) -> None:
    text = TOTAL.format(basic="人员工资80.00") + "\n" + BASIC.format(fund="", change="100.00")
    assert told(checked, text, "NN-21") == []


def test_a_reason_may_have_another_base(checked: Checked) -> None:
    text = TOTAL.format(basic="100.00") + "\n基本支出300.00万元，比年初预算增加120.00万元。"
    assert told(checked, text, "NN-21") == []


def test_one_reason_has_the_same_figures_everywhere(checked: Checked) -> None:
    first = TOTAL.format(basic="工资等100.00")
    second = TOTAL.replace("收入", "支出")
    assert told(checked, f"{first}\n{second.format(basic='工资等100.00')}", "NN-21b") == ["holds", "holds"]
    assert told(checked, f"{first}\n{second.format(basic='工资等160.00')}", "NN-21b") == ["fails", "holds"]


def test_the_same_reason_of_another_change_is_another_reason(checked: Checked) -> None:
    text = TOTAL.format(basic="100.00") + "\n" + TOTAL.replace("80.00", "90.00").format(basic="160.00")
    assert told(checked, text, "NN-21b") == []


@pytest.mark.parametrize(
    ("total", "other", "verdicts"),
    [("5.00", "30.00", ["holds"]), ("6.00", "30.00", ["fails"]), ("6.00", "20.00", [])],
)
def test_a_list_of_changes_alone_is_complete_by_amounts_told_elsewhere(
    checked: Checked, total: str, other: str, verdicts: list[str]
) -> None:
    assert told(checked, f"{LIST.format(total=total)}\n{AMOUNTS.format(other=other)}", "NN-02") == verdicts


@pytest.mark.parametrize(("total", "verdict"), [("5.00", "holds"), ("6.00", "fails"), ("4.00", "unchecked")])
def test_changes_told_elsewhere_count_for_the_parts_of_a_list(checked: Checked, total: str, verdict: str) -> None:
    """If the parts rose by more than the whole, one that is gone may not be told."""
    assert told(checked, LISTED.format(total=total), "NN-02") == [verdict]


def test_growth_beyond_the_present_figure(checked: Checked) -> None:
    assert told(checked, "会议费5.00万元，比上年增加6.00万元。", "NN-24") == ["fails"]
    assert told(checked, "会议费5.00万元，比上年增加5.00万元。", "NN-24") == []
    assert told(checked, "上年结转5.00万元，比上年增加6.00万元。", "NN-24") == []  # may have been below zero
    assert told(checked, "会议费5.00万元，比上年减少6.00万元。", "NN-24") == []


@pytest.mark.parametrize(("change", "verdict"), [("8.00", "holds"), ("9.00", "fails")])
def test_a_part_that_is_all_of_its_side_balances(checked: Checked, change: str, verdict: str) -> None:
    text = (
        "收入预算100.00万元，其中：财政拨款收入100.00万元，比上年预算增加8.00万元；事业收入0万元。\n"
        f"支出预算100.00万元，其中：财政拨款支出100.00万元，比上年预算增加{change}万元。"
    )
    assert told(checked, text, "NN-20") == [verdict]


def test_a_part_of_a_side_does_not_balance(checked: Checked) -> None:
    text = (
        "收入预算120.00万元，其中：财政拨款收入100.00万元，比上年预算增加8.00万元；事业收入20.00万元。\n"
        "支出预算120.00万元，其中：财政拨款支出100.00万元，比上年预算增加9.00万元。"
    )
    assert told(checked, text, "NN-20") == []


@pytest.mark.parametrize("many", [TOTAL.format(basic="100.00"), "其中：教育支出6.00万元，比上年增加1.00万元。"])
def test_a_thousand_reasons_take_bounded_time(many: str, checked: Checked) -> None:
    assert len(checked(text=f"{many}\n" * 1000)) < 20_000
