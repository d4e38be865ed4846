"""Tables without column lines: headings, rows of several heights, and pages that go on."""

from __future__ import annotations

import pytest
from tables_drawing import Drawing, spans, tables

ROWS = [
    ["一般公共服务支出", "1,200.00", "1,100.50"],
    ["教育支出", "300.00", ""],
    ["合计", "1,500.00", "1,100.50"],
]
SIDES = {"left": 0.0, "center": 0.5, "right": 1.0}


def number(drawing: Drawing, x: float, y: float, text: str, side: str) -> None:
    """Write a number into a cell of 80 points that begins at x."""
    width = 5.0 * len(text)
    drawing.text(x + SIDES[side] * (80 - width), y, text)


@pytest.mark.parametrize("side", SIDES)
def test_numbers_may_stand_anywhere_in_their_columns(side: str) -> None:
    drawing = Drawing().text(80, 100, "项目").centre(340, 100, "预算数").centre(430, 100, "决算数")
    for at, row in enumerate(ROWS):
        drawing.text(80, 120 + 20 * at, row[0])
        for x, cell in zip((300, 390), row[1:], strict=True):
            if cell:
                number(drawing, x, 120 + 20 * at, cell, side)
    assert drawing.only().grid() == [["项目", "预算数", "决算数"], *ROWS]


@pytest.mark.parametrize("offset", [-7, 0, 7])
def test_numbers_at_any_height_of_a_label_of_two_lines(offset: float) -> None:
    drawing = Drawing().text(80, 90, "项目").right(400, 90, "金额")
    labels = ("机关事业单位\n养老保险缴费", "职业年金缴费", "住房\n公积金", "合计")
    for at, (label, value) in enumerate(zip(labels, ("30.00", "20.00", "50.00", "100.00"), strict=True)):
        y = 120 + 36 * at
        lines = label.split("\n")
        for place, line in enumerate(lines):
            drawing.text(80, y - 7 * (len(lines) - 1) + 14 * place, line)
        drawing.right(400, y + (offset if len(lines) > 1 else 0), value)
    assert drawing.only().grid()[1:] == [
        [label, value] for label, value in zip(labels, ("30.00", "20.00", "50.00", "100.00"), strict=True)
    ]


def test_dots_that_lead_to_the_numbers_are_no_words() -> None:
    drawing = Drawing().text(80, 100, "项目").right(400, 100, "金额")
    for at, row in enumerate(ROWS):
        drawing.text(80, 120 + 20 * at, row[0]).text(200, 120 + 20 * at, "." * 24).right(400, 120 + 20 * at, row[1])
    assert drawing.only().grid() == [["项目", "金额"], *[row[:2] for row in ROWS]]


def test_a_centred_total_makes_no_column_of_its_own() -> None:
    drawing = Drawing().text(80, 100, "编码").text(150, 100, "名称").right(400, 100, "金额")
    for at, (code, name, value) in enumerate(
        [("201", "公共", "1.00"), ("205", "教育", "2.00"), ("208", "社保", "3.00")]
    ):
        drawing.text(80, 120 + 20 * at, code).text(150, 120 + 20 * at, name).right(400, 120 + 20 * at, value)
    drawing.text(250, 180, "合计").right(400, 180, "6.00")
    assert drawing.only().grid()[-1] == ["", "合计", "6.00"]


def test_headings_wider_than_their_columns_stay_whole() -> None:
    drawing = Drawing().text(60, 100, "单位编码").text(150, 100, "单位（项目）名称").text(280, 100, "项目金额")
    for at in range(3):
        drawing.text(58, 120 + 20 * at, f"60{at}").text(84, 120 + 20 * at, "某单位").right(
            270, 120 + 20 * at, f"{at}.50"
        )
    assert drawing.only().grid()[0] == ["单位编码", "单位（项目）名称", "项目金额"]


def test_a_frame_around_the_whole_parts_no_columns() -> None:
    drawing = Drawing().across(86, 70, 420).across(170, 70, 420).down(70, 86, 170).down(420, 86, 170)
    drawing.text(80, 100, "项目").right(300, 100, "预算数").right(400, 100, "决算数")
    for at, row in enumerate(ROWS):
        drawing.text(80, 120 + 20 * at, row[0]).right(300, 120 + 20 * at, row[1]).right(
            400, 120 + 20 * at, row[2] or "0"
        )
    table = drawing.only()
    assert [row[:2] for row in table.grid()[1:]] == [row[:2] for row in ROWS]
    assert table.aligned


def test_headings_over_groups_of_columns() -> None:
    drawing = Drawing().centre(225, 100, "上年").centre(405, 100, "本年").text(80, 107, "单位")
    for x, head in zip((180, 270, 360, 450), ("预算数", "决算数") * 2, strict=True):
        drawing.centre(x, 116, head)
        for at in range(3):
            drawing.centre(x, 140 + 20 * at, f"{x}.{at}0")
    for at in range(3):
        drawing.text(80, 140 + 20 * at, f"某单位{at}")
    table = drawing.only()
    assert table.grid()[:2] == [["单位", "上年", "", "本年", ""], ["", "预算数", "决算数", "预算数", "决算数"]]
    assert spans(table) == [(0, 0, 2, 1), (0, 1, 1, 2), (0, 3, 1, 2)]


def test_a_column_may_be_blank_on_one_of_two_pages() -> None:
    first, second = Drawing(1), Drawing(2)
    first.text(60, 722, "项目").right(300, 722, "基本支出").right(400, 722, "项目支出")
    for at in range(3):
        first.text(60, 740 + 18 * at, f"第{at}项").right(300, 740 + 18 * at, "1.00")
    second.text(60, 80, "其他各项").right(400, 80, "2.00")
    second.text(60, 98, "合计").right(300, 98, "3.00").right(400, 98, "2.00")
    (table,) = tables(first, second)
    assert table.grid() == [
        ["项目", "基本支出", "项目支出"],
        *[[f"第{at}项", "1.00", ""] for at in range(3)],
        ["其他各项", "", "2.00"],
        ["合计", "3.00", "2.00"],
    ]
