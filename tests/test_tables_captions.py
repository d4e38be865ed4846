"""Number, title, unit and notes of tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables_drawing import Drawing, tables

from auditor.model import Table
from auditor.tables import wording
from auditor.tables.captions import notes_below
from auditor.tables.glyphs import lines_of, pieces_of

ROWS = [["项目", "金额"], ["基本支出", "1.00"], ["合计", "1.00"]]
Text = tuple[float, float, str, float]


def captioned(*texts: tuple[float, float, str] | Text) -> Table:
    drawing = Drawing().table(100, 200, [200, 100], ROWS)
    for text in texts:
        drawing.text(*text)
    return drawing.only()


def named(table: Table) -> tuple[str, str, str]:
    return table.number, table.title, table.unit


def test_number_title_unit() -> None:
    table = captioned((100, 160, "表5"), (120, 176, "部门收支总表", 14), (340, 194, "单位：元"))
    assert named(table) == ("5", "部门收支总表", "元")
    assert table.unit_stated
    assert table.caption == ("表5", "部门收支总表", "单位：元")


def test_title_before_number() -> None:
    table = captioned(
        (120, 160, "收支预算总表", 14), (340, 176, "公开表十二"), (100, 194, "部门：某厅"), (340, 194, "单位：万元")
    )
    assert named(table) == ("12", "收支预算总表", "万元")


def test_all_on_one_line() -> None:
    assert named(captioned((60, 194, "公开05表"), (140, 194, "支出决算表"), (340, 194, "单位：万元"))) == (
        "5",
        "支出决算表",
        "万元",
    )
    assert named(captioned((60, 194, "表1-2 支出决算表"), (340, 194, "金额单位：万元"))) == (
        "1-2",
        "支出决算表",
        "万元",
    )


def test_an_outline_mark_numbers_the_table() -> None:
    assert named(captioned((60, 180, "十二、2018年度政府采购预算表"), (340, 194, "单位：万元")))[:2] == (
        "12",
        "2018年度政府采购预算表",
    )
    assert named(captioned((60, 180, "（三）支出决算表"), (340, 194, "单位：万元")))[:2] == ("", "支出决算表")


def test_letter_spaced_captions() -> None:
    assert named(captioned((140, 176, "收  支  总  表", 14), (340, 194, "单 位 ： 万 元"))) == ("", "收支总表", "万元")


def test_a_title_on_two_lines() -> None:
    long = "部门综合预算一般公共预算拨款“三公”经费及会议费、培训费支出"
    table = captioned((100, 144, "表12"), (80, 160, long), (300, 176, "预算表"), (340, 194, "单位：元"))
    assert named(table) == ("12", f"{long}预算表", "元")


def test_a_title_broken_inside_its_brackets() -> None:
    table = captioned((60, 160, "一般公共预算支出明细表（按支出功"), (60, 176, "能分类科目）"), (340, 194, "单位：元"))
    assert table.title == "一般公共预算支出明细表（按支出功能分类科目）"


def test_a_heading_above_is_no_part_of_the_title() -> None:
    table = captioned(
        (100, 150, "第二部分  2024年度部门决算表", 16), (150, 176, "收入支出决算总表"), (340, 194, "单位：万元")
    )
    assert table.title == "收入支出决算总表"
    table = captioned((100, 160, "我们编制了以下各项。"), (150, 176, "收入支出决算总表"))
    assert table.title == "收入支出决算总表"
    assert table.caption == ("收入支出决算总表",)


def test_the_last_unit_wins() -> None:
    table = captioned((100, 180, "收支总表"), (100, 194, "单位：某大学  单位：万元"))
    assert named(table) == ("", "收支总表", "万元")


def test_a_unit_that_is_broken() -> None:
    assert (
        captioned((100, 166, "收支总表"), (400, 180, "单位：万"), (100, 194, "部门名称：某法院      元")).unit == "万元"
    )


def test_a_table_without_unit_takes_over_the_last_one() -> None:
    first = Drawing(1).text(100, 170, "收入表").text(340, 194, "单位：元").table(100, 200, [200, 100], ROWS)
    second = Drawing(2).text(100, 170, "支出表").table(100, 200, [200, 100], ROWS)
    third = Drawing(3).text(100, 194, "这里说明其他情况，并列出名单。").table(100, 200, [200, 100], ROWS)
    found = tables(first, second, third)
    assert [(table.title, table.unit, table.unit_stated) for table in found] == [
        ("收入表", "元", True),
        ("支出表", "元", False),
        ("", "", False),
    ]


def test_a_form_names_its_unit_in_its_cells() -> None:
    rows = [["项目名称", "某项目"], ["资金金额（万元）", "23.12"]]
    first = Drawing(1).text(100, 170, "收入表").text(340, 194, "单位：元").table(100, 200, [200, 100], ROWS)
    second = Drawing(2).text(100, 170, "绩效目标表").table(100, 200, [200, 100], rows)
    assert [table.unit for table in tables(first, second)] == ["元", ""]


def test_a_name_that_does_not_end_in_table() -> None:
    assert named(captioned((100, 180, "3、主要会计数据"), (300, 194, "单位：元  币种：人民币"))) == (
        "",
        "主要会计数据",
        "元",
    )
    assert (
        named(captioned((100, 166, "五、货币资金"), (100, 180, "√适用 □不适用"), (300, 194, "单位：元")))[1]
        == "货币资金"
    )
    assert named(captioned((100, 190, "表3 主要指标"))) == ("3", "主要指标", "")
    assert named(captioned((100, 190, "表3反映了本部门收支情况，其中基本支出"))) == ("", "", "")


def test_running_text_above_names_nothing() -> None:
    table = captioned((60, 180, "围的单位包括："), (60, 160, "从预算单位构成看，某局部门决算包括："))
    assert named(table) == ("", "", "")
    assert table.caption == ()


def test_a_reference_to_a_table_is_no_title() -> None:
    assert captioned((60, 190, "具体情况见下表")).title == ""
    assert captioned((60, 190, "注：本表为空表")).title == ""


def test_a_caption_at_the_end_of_the_page_before() -> None:
    first = Drawing(1).text(100, 720, "现金流量表").text(300, 740, "单位：元").text(300, 780, "7")
    second = Drawing(2).table(100, 60, [200, 100], ROWS).text(300, 780, "8")
    (table,) = tables(first, second)
    assert named(table) == ("", "现金流量表", "元")


def test_a_unit_on_the_next_page() -> None:
    first = Drawing(1).text(100, 720, "现金流量表")
    second = Drawing(2).text(300, 50, "单位：万元").table(100, 60, [200, 100], ROWS)
    (table,) = tables(first, second)
    assert named(table) == ("", "现金流量表", "万元")


def test_captions_inside_the_frame() -> None:
    drawing = Drawing().box(100, 100, 400, 200).across(120, 100, 400).across(140, 100, 400).across(160, 100, 400)
    drawing.across(180, 100, 400).down(300, 140, 200)
    drawing.centre(250, 114, "部门收支总表", 12).right(398, 134, "单位：万元").text(102, 154, "项目").text(
        302, 154, "金额"
    )
    drawing.text(102, 174, "支出").text(302, 174, "1.00").text(102, 194, "合计").text(302, 194, "1.00")
    table = drawing.only()
    assert named(table) == ("", "部门收支总表", "万元")
    assert table.header_rows == 3
    assert table.rows == 5


def test_a_unit_in_a_cell_of_the_first_row() -> None:
    rows = [["编制单位：某局", "", "单位：元"], ["项目", "上年", "本年"], ["合计", "1.00", "2.00"]]
    assert Drawing().table(100, 100, [120, 80, 80], rows).only().unit == "元"


def test_a_unit_in_the_header() -> None:
    first = Drawing(1).text(100, 170, "收入表").text(340, 194, "单位：元").table(100, 200, [200, 100], ROWS)
    second = (
        Drawing(2).text(100, 190, "支出表").table(100, 200, [200, 100], [["项目", "金额（万元）"], ["合计", "5.00"]])
    )
    both = [["项目", "金额（万元）", "单价（元）"], ["合计", "5.00", "6.00"]]
    third = Drawing(3).text(100, 190, "采购表").table(100, 200, [200, 100, 100], both)
    assert [(table.unit, table.unit_stated) for table in tables(first, second, third)] == [
        ("元", True),
        ("万元", True),
        ("", False),
    ]


def test_a_unit_in_the_title() -> None:
    assert named(captioned((100, 190, "收支总表（万元）"))) == ("", "收支总表", "万元")
    assert named(captioned((100, 190, "附件2：收支总表（单位：元）"))) == ("", "收支总表", "元")


def test_notes_below() -> None:
    drawing = Drawing().table(100, 200, [200, 100], ROWS)
    drawing.text(100, 274, "注：1.本表反映部门本年度的收支情况，").text(100, 288, "不含结转。").text(300, 780, "- 12 -")
    assert drawing.only().notes == ("注：1.本表反映部门本年度的收支情况，", "不含结转。")
    drawing = Drawing().table(100, 200, [200, 100], ROWS).text(100, 274, "本单位无政府性基金收支，故本表为空表。")
    drawing.text(100, 330, "二、说明")
    assert drawing.only().notes == ("本单位无政府性基金收支，故本表为空表。",)


def test_notes_end_where_the_next_caption_begins() -> None:
    drawing = (
        Drawing()
        .table(100, 100, [200, 100], ROWS)
        .text(100, 174, "注：不含结转。")
        .text(100, 190, "表2")
        .text(100, 206, "支出表")
    )
    drawing.table(100, 220, [200, 100], ROWS)
    first, second = drawing.tables()
    assert first.notes == ("注：不含结转。",)
    assert named(second) == ("2", "支出表", "")


def test_page_numbers_are_no_notes() -> None:
    lines = lines_of(pieces_of(Drawing().text(10, 10, "3").text(10, 30, "注：甲").text(10, 45, "- 4 -").runs))
    assert notes_below(lines) == ("注：甲",)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("表5", "5"),
        ("表 05", "5"),
        ("公开05表", "5"),
        ("公开表十", "10"),
        ("表二十一", "21"),
        ("附表3", "3"),
        ("预算01表", "1"),
        ("公开表1-1", "1-1"),
        ("部门预算公开02表", "2"),
        ("（表七）", "7"),
        ("收支总表", ""),
        ("第5页", ""),
        ("见表5", ""),
        ("附件3", ""),
    ],
)
def test_numbers(text: str, number: str) -> None:
    assert wording.number_in(text) == number


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("单位：万元", "万元"),
        ("金额单位：元", "元"),
        ("（单位：亿元）", "亿元"),
        ("单位:人民币万元", "万元"),
        ("单位：千元", "千元"),
        ("计量单位：百万元", "百万元"),
        ("单位：亿", "亿元"),
        ("单位：某局", ""),
        ("单位：个", ""),
        ("单位：元素周期表", "元"),
    ],
)
def test_units(text: str, unit: str) -> None:
    assert wording.unit_in(text) == unit


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("2024年部门收支预算总表", "2024年部门收支预算总表"),
        ("表1：收支总表", "收支总表"),
        ("表12 2024年收支总表", "2024年收支总表"),
        ("公开03表 2024年收支总表", "2024年收支总表"),
        ("一、收支总表", "收支总表"),
        ("收支总表（续）", "收支总表"),
        ("续表2：收支总表", "收支总表"),
        ("后续资金情况表", "后续资金情况表"),
        ("续表", ""),
        ("明细表（按支出功能分类科目）", "明细表（按支出功能分类科目）"),
        ("以下各表", "以下各表"),
        ("如下表", ""),
        ("我们编制收支总表。", ""),
        ("编制部门：某局  收支表", ""),
    ],
)
def test_titles(text: str, title: str) -> None:
    assert wording.title_in(text)[0] == title


@given(st.text(max_size=60))
def test_any_line_can_be_asked_anything(text: str) -> None:
    assert wording.unit_in(text) in {"", "元", "千元", "万元", "百万元", "千万元", "亿元"}
    assert set(wording.number_in(text)) <= set("0123456789-")
    title, number = wording.title_in(text)
    assert not title or "表" in title
    assert set(number) <= set("0123456789-")
    wording.heading_in(text)


@given(st.integers(1, 99))
def test_chinese_numbers(value: int) -> None:
    ten, one = divmod(value, 10)
    numerals = "零一二三四五六七八九"
    printed = (("" if ten == 1 else numerals[ten]) + "十" if ten else "") + (numerals[one] if one else "")
    assert wording.digits(printed) == str(value)
