"""Names, reasons, notes: what tables and narrative say besides their figures. Each rule's plain cases travel with it."""

from __future__ import annotations

import pytest

from auditor.model import Verdict
from tests.conftest import Checked

ECONOMIC = """
表8 一般公共预算基本支出表 单位：元
科目编码 | 科目名称 | 合计
302 | 商品和服务支出 | 90.00
30201 | 办公费 | 40.00
{rows}
"""
FUNCTIONAL = """
表5 一般公共预算支出表 单位：万元
科目编码 | 科目名称 | 合计
208 | 社会保障和就业支出 | 30.00
20805 | 行政事业单位养老支出 | 30.00
2080502 | 事业单位离退休 | 10.00
2080506 | 机关事业单位职业年金缴费支出 | 20.00
212 | 城乡社区支出 | 50.00
21201 | 城乡社区管理事务 | 50.00
2120102 | 一般行政管理事务 | 20.00
2120104 | 城管执法 | 30.00
"""


def told(checked: Checked, rule: str, tables: str = "", text: str = "", **more: object) -> list[str]:
    return [c.reason.zh for c in checked(tables, text, only=rule, **more) if c.verdict is Verdict.FAILS]


@pytest.mark.parametrize(
    "row",
    [
        "30213 | 维修费 | 50.00",  # short for 维修（护）费
        "30212 | 因公出国（境）费 | 50.00",
        "30239 | 其他交通费 | 50.00",
        "30250 | 零星支出 | 50.00",  # a code that nobody verified
        "30202 | 印 刷 费 | 50.00",
    ],
)
def test_short_names_and_unverified_codes_are_not_accused(checked: Checked, row: str) -> None:
    assert told(checked, "CL-02", ECONOMIC.format(rows=row)) == []


def test_many_wrong_names_of_one_table_are_told_together(checked: Checked) -> None:
    rows = "30202 | 咨询费 | 10.00\n30203 | 水费 | 10.00\n30204 | 电费 | 10.00"
    (reason,) = told(checked, "CL-02", ECONOMIC.format(rows=rows))
    assert reason.count("应为") == 3


def test_codes_of_bodies_are_no_classification_codes(checked: Checked) -> None:
    table = """
    表3 支出总表 单位：元
    单位编码 | 单位名称 | 合计
    601 | 某局 | 30.00
    601006 | 事业单位医疗 | 20.00
    711 | 某队 | 30.00
    """
    assert told(checked, "CL-", table) == []


def item(name: str, rest: str) -> str:
    return f"1. “城乡社区支出（类）城乡社区管理事务（款）{name}（项）”30.00万元，{rest}"


@pytest.mark.parametrize(
    ("rest", "count"),
    [
        ("主要用于城管执法。", 0),
        ("主要用于执法队伍的运行和一般行政管理事务等支出。", 0),  # not the name alone
        ("主要用于城乡社区管理事务一般行政管理事务。", 1),
        ("主要用于一般行政管理事务。", 1),
        ("主要原因是：事业单位离退休经费增加。", 1),
    ],
)
def test_purposes_of_another_item(checked: Checked, rest: str, count: int) -> None:
    assert len(told(checked, "NN-13b", FUNCTIONAL, item("城管执法", rest))) == count


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("公务接待费3.60万元，较上年减少0.50万元，主要原因是接待经费增加。", 1),
        ("公务接待费3.60万元，较上年增加0.50万元，主要原因是接待经费减少。", 1),
        ("公务接待费3.60万元，较上年减少0.50万元，主要原因是上年接待经费增加。", 0),  # of another year
        ("公务接待费3.60万元，较上年减少0.50万元，主要原因是压减接待，其他经费增加。", 0),  # both ways
        ("公务接待费3.60万元，较上年增加0.50万元，主要原因是项目新增，接待经费减少。", 0),
        ("公务接待费3.60万元，较上年增加0.50万元，主要原因是结转资金减少。", 0),
    ],
)
def test_reasons_against_the_change(checked: Checked, sentence: str, count: int) -> None:
    assert len(told(checked, "NN-13", text=sentence)) - len(told(checked, "NN-13b", text=sentence)) == count


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("收入较上年增加100万元，增长9.52，主要原因是新增项目。", 1),
        ("行政支出30.50万元，占总支出的45.50。", 1),
        ("收入较上年增加100万元，增长9.52%，主要原因是新增项目。", 0),
        ("房屋占地面积的45.50。", 0),
        ("收入较上年增加100万元，增长9.52个百分点。", 0),
    ],
)
def test_rates_without_a_sign(checked: Checked, sentence: str, count: int) -> None:
    assert len(told(checked, "NN-18", text=sentence)) == count


def test_a_name_is_told_by_its_printed_code(checked: Checked) -> None:
    table = FUNCTIONAL.replace("城管执法", "城市管理执法监督")
    text = "一般公共预算支出80.00万元，其中：城管执法（2120104）30.00万元，一般行政管理事务（2120102）20.00万元。"
    assert len(told(checked, "NT-12", table, text)) == 1
    assert told(checked, "NT-12", FUNCTIONAL, text) == []


def test_a_partial_list_of_names_leaves_out_what_it_likes(checked: Checked) -> None:
    table = """
    表6 一般公共预算财政拨款基本支出决算表 单位：万元
    科目编码 | 科目名称 | 决算数
    30101 | 基本工资 | 20.00
    30102 | 津贴补贴 | 20.00
    30103 | 奖金 | 20.00
    30302 | 退休费 | 20.00
    30310 | 个人农业生产补贴 |
    """
    text = "基本支出80.00万元，其中：人员经费80.00万元，主要包括：{}。"
    assert told(checked, "NT-15", table, text.format("基本工资、津贴补贴、奖金、个人农业生产补贴等")) == []
    assert len(told(checked, "NT-15", table, text.format("基本工资、津贴补贴、奖金、个人农业生产补贴"))) == 1


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("本单位2024年无政府性基金预算支出。", 1),
        ("本单位没有使用政府性基金预算财政拨款安排的支出。", 1),
        ("2023年无政府性基金预算支出。", 0),  # of another year
        ("上年无政府性基金预算支出。", 0),
        ("本单位无政府性基金预算拨款安排的“三公”经费。", 0),  # of another thing
        ("本单位无国有资本经营预算支出。", 0),  # of another fund
    ],
)
def test_a_fund_that_is_denied(checked: Checked, sentence: str, count: int) -> None:
    table = """
    表9 政府性基金预算支出表 单位：元
    科目编码 | 科目名称 | 合计
    212 | 城乡社区支出 | 50.00
    合计 | | 50.00
    """
    assert len(told(checked, "NT-09", table, sentence)) == count


@pytest.mark.parametrize(
    ("label", "count"),
    [
        ("一、社会保障合就业支出", 1),
        ("一、社会保障和就业支出", 0),
        ("一、年中结转和结余资金", 0),
        ("一、文化体育与传媒支出", 0),
        ("一、灾害防治及应急管理", 0),  # cut by its cell
    ],
)
def test_labels_one_letter_off(checked: Checked, label: str, count: int) -> None:
    table = f"""
    表1 收支总表 单位：元
    支出 | 预算数
    {label} | 10.00
    支出总计 | 10.00
    """
    assert len(told(checked, "TX-02", table)) == count


@pytest.mark.parametrize(
    ("note", "count"),
    [
        ("注：本单位2024年无“三公”经费预算，故本表为空表。", 1),
        ("注：没有“三公”经费的单位，应公开空表并说明。", 0),  # a hint of the form
        ("注：如本表为空表，请说明原因。", 0),
        ("注：本表金额单位为万元。", 0),
    ],
)
def test_notes_that_call_a_filled_table_empty(checked: Checked, note: str, count: int) -> None:
    table = f"""
    表9 三公经费预算表 单位：万元
    合计 | 因公出国（境）费 | 公务接待费 | 公务用车购置及运行费
    3.00 | 1.00 | 1.00 | 1.00
    {note}
    """
    assert len(told(checked, "EM-02", table)) == count


def test_items_of_another_total_are_no_list_of_all(checked: Checked) -> None:
    rows = "\n".join(f"20105{n:02d} | 第{n}项事务 | 10.00" for n in range(1, 7))
    table = f"""
    表5 一般公共预算支出表 单位：万元
    科目编码 | 科目名称 | 合计
    201 | 一般公共服务支出 | 60.00
    20105 | 统计信息事务 | 60.00
    {rows}
    合计 | | 60.00
    """.replace("\n20", "\n    20")
    items = "；".join(f"第{n}项事务（20105{n:02d}）10.00万元" for n in range(1, 6))
    assert len(told(checked, "NT-14", table, f"一般公共预算支出60.00万元，其中：{items}。")) == 1
    assert told(checked, "NT-14", table, f"重点支出50.00万元，其中：{items}。") == []


@pytest.mark.parametrize(("name", "count"), [("城管执法", 0), ("城管执法支出", 0), ("重点城管执法", 1)])
def test_a_term_is_explained_under_the_name_of_the_table(checked: Checked, name: str, count: int) -> None:
    text = f"第四部分 名词解释\n1.财政拨款收入：指财政拨付的资金。\n2.{name}（2120104）：反映城市管理执法的支出。"
    assert len(told(checked, "NT-12", FUNCTIONAL, text)) == count
