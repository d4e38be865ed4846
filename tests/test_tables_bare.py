"""Tables that are not drawn by lines, or not by enough of them."""

from __future__ import annotations

import itertools

from tables_drawing import Drawing, spans

HEAD = ["项目", "预算数", "决算数"]
BODY = [
    ["一般公共服务支出", "1,200.00", "1,100.50"],
    ["教育支出", "300.00", ""],
    ["卫生健康支出", "20.00", "18.00"],
    ["合计", "1,520.00", "1,118.50"],
]
ROWS = [HEAD, *BODY]
ENDS = [100, 320, 420]  # where columns are aligned: the label on the left, numbers on the right


def written(
    rows: list[list[str]] = ROWS, top: float = 120, pitch: float = 20, drawing: Drawing | None = None
) -> Drawing:
    drawing = drawing or Drawing()
    for at, row in enumerate(rows):
        y = top + pitch * at
        drawing.text(ENDS[0], y, row[0])
        for x, cell in zip(ENDS[1:], row[1:], strict=False):
            if cell:
                drawing.right(x, y, cell)
    return drawing


def test_no_rules_at_all() -> None:
    table = written().centre(260, 80, "收支决算表", 14).right(420, 100, "单位：万元").only()
    assert table.grid() == ROWS
    assert (table.title, table.unit, table.header_rows) == ("收支决算表", "万元", 1)


def test_three_rules() -> None:
    drawing = written().across(106, 95, 425).across(126, 95, 425).across(188, 95, 425)
    assert drawing.only().grid() == ROWS


def test_three_rules_around_a_single_row() -> None:
    drawing = written(ROWS[:2]).across(106, 95, 425).across(126, 95, 425).across(148, 95, 425)
    assert drawing.only().grid() == ROWS[:2]


def test_a_rule_below_each_row() -> None:
    drawing = written([HEAD, ["一般公共服务支出", "1.00", "2.00"], ["教育支出", "", ""], ["合计", "1.00", "2.00"]])
    drawing.text(100, 132, "（含党务）", 8)
    for y in (106, 126, 147, 167, 187):
        drawing.across(y, 95, 425)
    # the small line between the rules of one row belongs to that row
    assert drawing.only().grid() == [
        HEAD,
        ["（含党务）\n一般公共服务支出", "1.00", "2.00"],
        ["教育支出", "", ""],
        ["合计", "1.00", "2.00"],
    ]


def test_a_frame_and_rows_without_column_rules() -> None:
    drawing = written()
    for y in (106, 126, 146, 166, 186, 206):
        drawing.across(y, 95, 425)
    drawing.down(95, 106, 206).down(425, 106, 206)
    assert drawing.only().grid() == ROWS


def test_numbers_close_to_each_other() -> None:
    drawing = Drawing()
    for at, row in enumerate([HEAD, *[["甲", "1,234.00", "5,678.00"]] * 3]):
        drawing.text(100, 100 + 20 * at, row[0]).right(240, 100 + 20 * at, row[1]).right(290, 100 + 20 * at, row[2])
    assert drawing.only().grid()[1:] == [["甲", "1,234.00", "5,678.00"]] * 3


def test_a_whole_row_in_one_string() -> None:
    drawing = Drawing().text(100, 100, "项目     预算数     决算数")
    for at in range(4):
        drawing.text(100, 120 + 20 * at, f"甲乙     {at}2.00      {at}3.00")
    assert drawing.only().grid()[1:] == [["甲乙", f"{at}2.00", f"{at}3.00"] for at in range(4)]


def test_a_wrapped_label_without_rules() -> None:
    drawing = written(
        [HEAD, ["一般公共服务", "1.00", "2.00"], ["教育", "1.00", "2.00"], ["合计", "2.00", "4.00"]], pitch=30
    )
    drawing.text(100, 162, "支出")
    assert drawing.only().grid()[1] == ["一般公共服务\n支出", "1.00", "2.00"]


def test_a_number_beside_the_second_line_of_a_label() -> None:
    drawing = written(
        [HEAD, ["一般公共服务", "1.00", "2.00"], ["教育", "1.00", "2.00"], ["合计", "2.00", "4.00"]], pitch=30
    )
    drawing.text(100, 198, "其他社会保障", 10).text(100, 208, "缴费").right(320, 208, "7.00").right(420, 208, "8.00")
    drawing.runs = [run for run in drawing.runs if run.baseline != 210]
    assert drawing.only().grid()[-1] == ["其他社会保障\n缴费", "7.00", "8.00"]


def test_a_header_of_two_levels_without_rules() -> None:
    drawing = (
        written(BODY, top=140)
        .text(100, 114, "项目")
        .centre(347, 104, "2024年度")
        .right(320, 120, "预算数")
        .right(420, 120, "决算数")
    )
    table = drawing.only()
    assert table.grid()[:2] == [["项目", "2024年度", ""], ["", "预算数", "决算数"]]
    assert spans(table) == [(0, 0, 2, 1), (0, 1, 1, 2)]
    assert table.header_rows == 2
    assert table.grid()[2:] == BODY


def test_a_header_in_a_box_and_a_body_without_lines() -> None:
    xs = [95, 240, 330, 430]
    drawing = written().lattice(xs, [106, 126]).text(100, 240, "负责人：张三").text(330, 240, "2024年")
    assert drawing.only().grid() == ROWS


def test_numbers_side_by_side_in_one_cell_are_columns() -> None:
    drawing = written().lattice([95, 240, 425], [106, 126, 146, 166, 186, 206])
    assert drawing.only().grid() == ROWS


def test_a_total_over_columns_that_no_line_parts() -> None:
    drawing = (
        written([["项目", "", ""], *BODY])
        .centre(350, 120, "本年支出")
        .lattice([95, 240, 425], [106, 126, 146, 166, 186, 206])
    )
    table = drawing.only()
    assert table.grid() == [["项目", "本年支出", ""], *BODY]
    assert spans(table) == [(0, 1, 1, 2)]


def test_codes_side_by_side_stay_in_their_cell() -> None:
    rows = [["科目", "金额"], ["201 03 01", "1.00"], ["201 03 02", "2.00"], ["201 03 99", "3.00"]]
    assert Drawing().table(100, 100, [100, 100], rows).only().grid() == rows


def test_shaded_cells() -> None:
    xs, ys = [100, 220, 320, 420], [100, 120, 140, 160, 180, 200]
    drawing = Drawing().cells(xs, ys, ROWS)
    for top, bottom in itertools.pairwise(ys):
        for left, right in itertools.pairwise(xs):
            drawing.fill(left, top, right, bottom)
    assert drawing.only().grid() == ROWS


def test_every_other_row_shaded() -> None:
    xs, ys = [100, 220, 320, 420], [100, 120, 140, 160, 180, 200]
    for shaded in ((1, 3), (0, 2, 4)):
        drawing = Drawing().cells(xs, ys, ROWS)
        for at in shaded:
            for left, right in itertools.pairwise(xs):
                drawing.fill(left, ys[at], right, ys[at + 1])
        assert drawing.only().grid() == ROWS


def test_a_tall_row_between_stripes_is_part_of_the_table() -> None:
    xs, ys = [100, 220, 320, 420], [100, 120, 140, 184, 204, 224]
    body = [*ROWS[:2], ["其中：专项\n资金列入预\n算的项目", "300.00", ""], *ROWS[3:]]
    drawing = Drawing().cells(xs, ys, body)
    for at in (1, 3):
        for left, right in itertools.pairwise(xs):
            drawing.fill(left, ys[at], right, ys[at + 1])
    assert drawing.only().grid() == body


def test_a_column_goes_on_beside_a_merged_stripe() -> None:
    xs, ys = [100, 180, 220, 320, 420], [100, 120, 140, 160, 180]
    rows = [["编码", "科目", "预算数", "决算数"], ["201", "公共", "1.00", "1.00"], ["202", "外交", "2.00", "2.00"]]
    drawing = Drawing().cells(xs, ys, [*rows, ["合计", "", "3.00", "3.00"]])
    for left, right in itertools.pairwise(xs):
        drawing.fill(left, ys[1], right, ys[2])
    drawing.fill(100, 160, 220, 180).fill(220, 160, 320, 180).fill(320, 160, 420, 180)
    assert drawing.only().grid() == [*rows, ["合计", "", "3.00", "3.00"]]


def test_a_caption_between_stripes_parts_two_tables() -> None:
    xs, first, second = [100, 220, 320, 420], [100, 120, 140, 160, 180, 200], [250, 270, 290, 310, 330, 350]
    drawing = Drawing().cells(xs, first, ROWS).cells(xs, second, ROWS)
    drawing.centre(260, 220, "表2 支出决算表").right(420, 240, "单位：万元")
    for ys in (first, second):
        for at in (0, 2, 4):
            for left, right in itertools.pairwise(xs):
                drawing.fill(left, ys[at], right, ys[at + 1])
    assert [table.grid() for table in drawing.tables()] == [ROWS, ROWS]


def test_stripes_without_columns() -> None:
    drawing = written()
    for at in (1, 3):
        drawing.fill(95, 106 + 20 * at, 425, 126 + 20 * at)
    assert drawing.only().grid() == ROWS


def test_white_rules_on_a_shade() -> None:
    xs, ys = [100, 220, 320, 420], [100, 120, 140, 160, 180, 200]
    assert Drawing().fill(100, 100, 420, 200).lattice(xs, ys).cells(xs, ys, ROWS).only().grid() == ROWS


def test_cleared_backgrounds_draw_no_table() -> None:
    drawing = Drawing().text(104, 112, "部门名称").text(304, 112, "某局")
    for left in (100, 200, 300):
        drawing.fill(left, 100, left + 100, 120, white=True).fill(left, 120, left + 100, 140, white=True)
    assert drawing.tables() == ()


def test_the_shade_of_a_ruled_header_draws_no_second_table() -> None:
    xs, ys = [100, 220, 320, 420], [100, 120, 140, 160, 180, 200]
    drawing = Drawing().lattice(xs, ys).cells(xs, ys, ROWS)
    for left, right in itertools.pairwise(xs):
        drawing.fill(left, 100, right, 110).fill(left, 110, right, 120)
    assert drawing.only().grid() == ROWS


def test_running_text_with_numbers_is_no_table() -> None:
    drawing = Drawing()
    for at in range(8):
        drawing.text(80, 100 + 22 * at, f"{at}．一般公共服务支出12{at}.50万元，比上年增加3.2%，主要原因是人员增加。")
    assert drawing.tables() == ()


def test_a_list_of_contents_is_no_table() -> None:
    dots, bare = Drawing(), Drawing()
    for at in range(8):
        dots.text(80, 100 + 22 * at, f"第{at}节 概况" + "." * 30).text(400, 100 + 22 * at, f"{at + 3}")
        bare.text(80, 100 + 22 * at, f"第{at}节 概况").text(400, 100 + 22 * at, f"{at + 3}")
    assert dots.tables() == ()
    assert bare.tables() == ()


def test_a_signature_is_no_table() -> None:
    drawing = (
        Drawing()
        .text(80, 100, "负责人：张三")
        .text(300, 100, "经办人：李四")
        .text(80, 120, "日期")
        .text(300, 120, "2024年")
    )
    assert drawing.tables() == ()


def test_two_columns_with_amounts() -> None:
    drawing = Drawing()
    for at, (label, amount) in enumerate([("人员经费", "1,200.50"), ("公用经费", "30.00"), ("合计", "1,230.50")]):
        drawing.text(100, 100 + 20 * at, label).right(400, 100 + 20 * at, amount)
    assert drawing.only().grid() == [["人员经费", "1,200.50"], ["公用经费", "30.00"], ["合计", "1,230.50"]]


def test_a_title_row_between_columns_is_kept() -> None:
    rows = [["一、收入", "", ""], *BODY]
    assert (
        written(
            rows, drawing=Drawing().text(100, 80, "项目").right(320, 80, "预算数").right(420, 80, "决算数"), top=100
        )
        .only()
        .grid()[1][0]
        == "一、收入"
    )


def test_a_list_of_contents_between_rules_is_no_table() -> None:
    drawing = Drawing().across(86, 60, 440).across(260, 60, 440)
    for at in range(6):
        drawing.text(80, 100 + 22 * at, f"第{at}节 概况").text(400, 100 + 22 * at, f"{at + 3}")
    assert drawing.tables() == ()


def test_a_unit_makes_two_rows_a_table() -> None:
    drawing = written([HEAD, ["一般公共服务支出", "1,200.00", "1,100.50"], ["合计", "1,200.00", "1,100.50"]])
    assert drawing.tables() == ()
    assert drawing.right(420, 100, "单位：元").only().rows == 3


def test_a_column_that_only_the_header_shows() -> None:
    rows = [["项目", "预算数", "决算数"], *[[row[0], row[1], ""] for row in BODY]]
    assert written(rows).only().grid() == rows
    assert written(rows).text(500, 120, "备注").only().grid() == [[*rows[0], "备注"], *[[*row, ""] for row in rows[1:]]]


def test_a_number_beside_its_heading_is_one_column() -> None:
    drawing = Drawing().text(100, 100, "项目").text(250, 100, "金额").text(400, 100, "备注")
    for at in range(4):
        drawing.text(100, 120 + 20 * at, f"项目{at}号").right(340, 120 + 20 * at, f"{at}.00")
    assert drawing.only().grid()[0] == ["项目", "金额", "备注"]
    assert drawing.only().grid()[1] == ["项目0号", "0.00", ""]


def test_a_header_of_three_levels() -> None:
    drawing = Drawing().centre(350, 100, "部门预算").text(100, 128, "单位").centre(300, 114, "财政拨款")
    drawing.centre(260, 128, "小计").centre(340, 128, "其中").centre(440, 128, "其他收入")
    for at in range(3):
        drawing.text(100, 150 + 20 * at, f"单位{at}").right(280, 150 + 20 * at, "3.00").right(
            360, 150 + 20 * at, "1.00"
        )
        drawing.right(460, 150 + 20 * at, "2.00")
    table = drawing.only()
    assert table.grid()[:3] == [
        ["单位", "部门预算", "", ""],
        ["", "财政拨款", "", "其他收入"],
        ["", "小计", "其中", ""],
    ]
    assert spans(table) == [(0, 0, 3, 1), (0, 1, 1, 3), (1, 1, 1, 2), (1, 3, 2, 1)]
    assert table.header_rows == 3


def test_a_long_text_across_a_gutter_does_not_hide_it() -> None:
    rows = [[f"项目{at}", f"{at}1.00", f"{at}2.00"] for at in range(12)]
    drawing = written([HEAD, *rows]).text(100, 120 + 20 * 13, "机关事业单位基本养老保险缴费支出等各项支出")
    assert drawing.right(420, 120 + 20 * 13, "9.00").only().grid()[-1][::2] == [
        "机关事业单位基本养老保险缴费支出等各项支出",
        "9.00",
    ]


def test_a_text_that_goes_on_below_the_last_number() -> None:
    drawing = Drawing()
    for at in range(3):
        drawing.text(100, 100 + 30 * at, f"项目{at}").right(240, 100 + 30 * at, "1.00").text(
            280, 100 + 30 * at, "用于培训及宣传"
        )
    drawing.text(280, 172, "和其他工作")
    assert drawing.only().grid()[-1] == ["项目2", "1.00", "用于培训及宣传\n和其他工作"]


def test_a_number_broken_over_lines_is_one_number() -> None:
    drawing = Drawing().lattice([100, 160, 220, 280], [100, 120, 160])
    drawing.cells([100, 160, 220], [100, 120], [["项目", "上年", "本年"], ["甲\n乙", "41,000.0\n0", "36,000.0\n0"]])
    assert drawing.only().rows == 2


def test_stripes_hold_wrapped_labels_together() -> None:
    drawing = Drawing()
    for at, (label, amount) in enumerate(
        [("机关事业单位\n养老保险", "1.00"), ("教育", "2.00"), ("住房", "3.00"), ("社会\n保障", "4.00")]
    ):
        top = 100 + 30 * at
        for number, part in enumerate(label.split("\n")):
            drawing.text(100, top + (11 + 14 * number if "\n" in label else 18), part)
        drawing.right(300, top + 18, amount)
        if at % 2 == 0:
            drawing.fill(90, top, 310, top + 30)
    assert drawing.only().grid() == [
        ["机关事业单位\n养老保险", "1.00"],
        ["教育", "2.00"],
        ["住房", "3.00"],
        ["社会\n保障", "4.00"],
    ]
