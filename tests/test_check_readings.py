"""A finding needs every reading of its sentence to fail; what counts of journeys, guests and vehicles say."""

from __future__ import annotations

import pytest

from tests.conftest import Checked

ENDING = "事业费100.00万元，其中：基本支出40.00万元，项目支出60.00万元，比上年增加20.00万元，增长{rate}%。"
STAGES = "编报绩效目标的项目{one}个，涉及预算金额{money}万元；绩效自评的项目4个，涉及预算金额598.42万元。"
VEHICLES = "共有车辆{total}辆，其中：机要通信用车1辆、应急保障用车1辆、{last}2辆。"
RECEPTION = "（三）公务接待费\n公务接待费支出{spent}万元。\n{counted}"


def told(checked: Checked, text: str, only: str) -> list[str]:
    return sorted(c.verdict.value for c in checked(text=text, only=only))


@pytest.mark.parametrize(
    ("rate", "verdict"),
    [("50.00", "holds"), ("25.00", "holds"), ("33.00", "fails")],  # of the last part, of the whole, of neither
)
def test_a_change_behind_a_list_is_that_of_the_last_part_or_of_the_whole(
    checked: Checked, rate: str, verdict: str
) -> None:
    assert told(checked, ENDING.format(rate=rate), "NN-03") == [verdict]


def test_parts_that_all_say_how_they_changed_leave_no_second_reading(checked: Checked) -> None:
    text = ENDING.replace("40.00万元，", "40.00万元，比上年增加5.00万元，").format(rate="25.00")
    assert "fails" in told(checked, text, "NN-03")


def test_growth_is_held_against_every_reading(checked: Checked) -> None:
    text = ENDING.replace("增加20.00", "增加{moved}").partition("，增长")[0] + "。"
    assert told(checked, text.format(moved="80.00"), "NN-24") == []
    assert told(checked, text.format(moved="120.00"), "NN-24") == ["fails"]


def test_a_word_may_hold_the_letter_of_inside(checked: Checked) -> None:
    """政府集中采购 is not 政府采购: 中 stands in many words."""
    text = "政府采购预算60.00万元。其中：政府集中采购预算20.00万元；分散采购40.00万元。"
    assert "fails" not in told(checked, text, "NN-11")
    text = "政府采购预算60.00万元，其中政府采购货物60.00万元。\n财政拨款支出中，项目支出5.00万元。"
    assert "fails" not in told(checked, text, "NN-11")


@pytest.mark.parametrize(
    ("total", "last", "verdict"),
    [("4", "其他用车", "holds"), ("5", "其他用车", "fails"), ("5", "执法执勤用车", "unchecked")],
)
def test_a_list_of_counts_that_ends_in_the_rest_is_complete(
    checked: Checked, total: str, last: str, verdict: str
) -> None:
    assert told(checked, VEHICLES.format(total=total, last=last), "NN-19") == [verdict]


@pytest.mark.parametrize(
    ("spent", "counted", "verdicts"),
    [
        ("0", "国内公务接待12批次。", ["fails"]),
        ("0", "国内公务接待0批次。", []),
        ("0", "上年国内公务接待支出0.50万元，国内公务接待0批次。", []),
        ("1.00", "国内公务接待12批次。", []),
        ("0", "二、信访工作\n接待群众12批次。", []),  # another section
        ("0", "其他情况见附件。\n详见附表。\n接待群众12批次。", []),  # too far away
    ],
)
def test_guests_who_cost_nothing(checked: Checked, spent: str, counted: str, verdicts: list[str]) -> None:
    assert told(checked, RECEPTION.format(spent=spent, counted=counted), "SG-06") == verdicts


@pytest.mark.parametrize(
    ("one", "money", "verdicts"),
    [("4", "598.42", ["holds"]), ("4", "528.42", ["fails"]), ("6", "528.42", [])],
)
def test_as_many_projects_have_one_budget(checked: Checked, one: str, money: str, verdicts: list[str]) -> None:
    assert told(checked, STAGES.format(one=one, money=money), "NN-27") == verdicts


def test_a_total_one_digit_off_all_others(checked: Checked) -> None:
    text = "收入总计24458.43万元。\n支出总计24458.43万元。\n财政拨款收入24458.43万元。\n财政拨款支出24458.73万元。"
    assert told(checked, text, "PL-01") == ["fails"]
    assert told(checked, f"{text}\n其他收入0.30万元。", "PL-01") == []  # the difference is an amount of its own
    assert told(checked, text.replace("24458.73", "24498.73"), "PL-01") == []  # two digits
    assert told(checked, f"{text}\n一般公共预算24458.73万元。", "PL-01") == []  # printed twice
