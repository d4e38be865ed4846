"""Grids from ruling lines, however they are drawn."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables_drawing import Drawing, edges, spans

ROWS = [
    ["项目", "预算数", "决算数"],
    ["一、基本支出", "1,200.00", "1,100.50"],
    ["二、项目支出", "300.00", ""],
    ["合计", "1,500.00", "1,100.50"],
]
XS = [100.0, 220.0, 300.0, 380.0]
YS = [100.0, 120.0, 140.0, 160.0, 180.0]


def plain() -> Drawing:
    return Drawing().cells(XS, YS, ROWS)


def test_plain_lines() -> None:
    table = plain().lattice(XS, YS).only()
    assert table.grid() == ROWS
    assert table.header_rows == 1
    assert spans(table) == []
    assert table.areas == ((1, (100.0, 100.0, 380.0, 180.0)),)


def test_a_cell_keeps_its_rectangle_and_page() -> None:
    table = Drawing(7).cells(XS, YS, ROWS).lattice(XS, YS).only()
    cell = next(cell for cell in table.cells if cell.text == "300.00")
    assert (cell.row, cell.column, cell.page, cell.box) == (2, 1, 7, (220.0, 140.0, 300.0, 160.0))


def dashed(drawing: Drawing, dash: float, gap: float) -> Drawing:
    for y in YS:
        x = XS[0]
        while x < XS[-1]:
            drawing.across(y, x, min(x + dash, XS[-1]))
            x += dash + gap
    for x in XS:
        y = YS[0]
        while y < YS[-1]:
            drawing.down(x, y, min(y + dash, YS[-1]))
            y += dash + gap
    return drawing


@pytest.mark.parametrize(("dash", "gap"), [(3, 2), (6, 4.5), (1, 1.5), (10, 3)])
def test_dashes(dash: float, gap: float) -> None:
    assert dashed(plain(), dash, gap).only().grid() == ROWS


def test_double_rules() -> None:
    drawing = plain().lattice(XS, YS)
    drawing.box(XS[0] - 2.5, YS[0] - 2.5, XS[-1] + 2.5, YS[-1] + 2.5)
    drawing.across(YS[1] + 2.5, XS[0], XS[-1])
    assert drawing.only().grid() == ROWS


def test_one_rectangle_per_cell() -> None:
    drawing = plain()
    for top, bottom in itertools.pairwise(YS):
        for left, right in itertools.pairwise(XS):
            drawing.box(left, top, right, bottom)
    assert drawing.only().grid() == ROWS


def test_rectangles_with_gaps_between_them() -> None:
    drawing = plain()
    for top, bottom in itertools.pairwise(YS):
        for left, right in itertools.pairwise(XS):
            drawing.box(left + 1, top + 1, right - 1, bottom - 1)
    assert drawing.only().grid() == ROWS


def test_open_sides() -> None:
    drawing = plain()
    for y in YS:
        drawing.across(y, XS[0], XS[-1])
    for x in XS[1:-1]:
        drawing.down(x, YS[0], YS[-1])
    assert drawing.only().grid() == ROWS


def test_no_top_and_bottom_rule() -> None:
    drawing = plain()
    for y in YS[1:-1]:
        drawing.across(y, XS[0], XS[-1])
    for x in XS:
        drawing.down(x, YS[0], YS[-1])
    table = drawing.only()
    assert table.grid() == ROWS
    assert table.areas[0][1] == (100.0, 100.0, 380.0, 180.0)


def test_one_long_line_opens_no_side() -> None:
    drawing = plain().lattice(XS, YS).across(YS[2], XS[0] - 60, XS[-1])
    assert drawing.only().grid() == ROWS


def test_lines_that_stop_short_of_the_corner() -> None:
    drawing = plain()
    for y in YS:
        for left, right in itertools.pairwise(XS):
            drawing.across(y, left + 1.4, right - 1.4)
    for x in XS:
        for top, bottom in itertools.pairwise(YS):
            drawing.down(x, top + 1.4, bottom - 1.4)
    assert drawing.only().grid() == ROWS


def test_a_slight_slope() -> None:
    drawing = plain()
    for y in YS:
        for at, (left, right) in enumerate(itertools.pairwise(XS)):
            drawing.across(y + 0.7 * at, left, right)
    for at, x in enumerate(XS):
        drawing.down(x, YS[0] + 0.6 * at, YS[-1] + 0.6 * at)
    assert drawing.only().grid() == ROWS


def test_merged_cells_become_spans() -> None:
    xs, ys = edges(50, [80, 60, 60, 60]), edges(100, [20, 20, 20])
    drawing = Drawing().box(50, 100, 310, 160).across(140, 50, 310).across(120, 130, 250)
    drawing.down(130, 100, 160).down(190, 120, 160).down(250, 100, 160)
    drawing.cells(xs, ys, [["项目", "支出", "", "备注"], ["", "人员", "公用", ""], ["合计", "1.00", "2.00", ""]])
    table = drawing.only()
    assert spans(table) == [(0, 0, 2, 1), (0, 1, 1, 2), (0, 3, 2, 1)]
    assert table.grid() == [["项目", "支出", "", "备注"], ["", "人员", "公用", ""], ["合计", "1.00", "2.00", ""]]
    assert table.header_rows == 2
    assert len({(cell.row, cell.column) for cell in table.cells}) == len(table.cells) == 9


def test_blank_cells_stay_blank() -> None:
    drawing = Drawing().lattice(XS, YS).cells(XS, YS, [["项目", "", "数"], ["", "", ""], ["甲", "", "1"], ["", "", ""]])
    assert drawing.only().grid() == [["项目", "", "数"], ["", "", ""], ["甲", "", "1"], ["", "", ""]]


def test_an_underline_inside_a_cell_is_no_row() -> None:
    drawing = plain().lattice(XS, YS).across(135, 104, 150).across(156, 240, 296)
    assert drawing.only().grid() == ROWS


def test_an_underline_near_the_title_is_no_row() -> None:
    drawing = plain().lattice(XS, YS).centre(240, 88, "部门收支总表", 14).across(92, 190, 290)
    table = drawing.only()
    assert table.grid() == ROWS
    assert table.title == "部门收支总表"


def test_a_page_border_is_no_table() -> None:
    assert Drawing().box(30, 30, 570, 770).text(60, 90, "一、部门概况").tables() == ()
    table = plain().lattice(XS, YS).box(30, 30, 570, 770).across(60, 30, 570).only()
    assert table.grid() == ROWS


def test_two_tables_side_by_side() -> None:
    left, right = edges(40, [100, 80]), edges(320, [100, 80])
    ys = [100.0, 120.0, 140.0]
    drawing = Drawing().text(60, 90, "表1 收入表", 10).text(340, 90, "表2 支出表", 10)
    drawing.lattice(left, ys).lattice(right, [98.0, 118.0, 138.0])
    drawing.cells(left, ys, [["收入", "金额"], ["拨款", "1.00"]])
    drawing.cells(right, [98.0, 118.0, 138.0], [["支出", "金额"], ["人员", "2.00"]])
    tables = {table.title: table for table in drawing.tables()}
    assert {title: (table.number, table.grid()) for title, table in tables.items()} == {
        "收入表": ("1", [["收入", "金额"], ["拨款", "1.00"]]),
        "支出表": ("2", [["支出", "金额"], ["人员", "2.00"]]),
    }


def test_several_tables_on_a_page() -> None:
    drawing = Drawing()
    for number, top in enumerate((100.0, 300.0, 500.0), 1):
        drawing.text(100, top - 24, f"表{number} 第{number}张明细表").text(300, top - 8, "单位：万元")
        drawing.table(100, top, [120, 80], [["项目", "金额"], [f"项{number}", f"{number}.00"]])
    found = [(table.number, table.title, table.unit, table.grid()[1]) for table in drawing.tables()]
    assert found == [(str(n), f"第{n}张明细表", "万元", [f"项{n}", f"{n}.00"]) for n in (1, 2, 3)]


def test_a_finer_table_inside_a_frame() -> None:
    drawing = plain().lattice(XS, YS).box(80, 60, 500, 300).down(450, 60, 300)
    assert drawing.only().grid() == ROWS


def test_lines_without_text_are_no_table() -> None:
    assert Drawing().lattice(XS, YS).tables() == ()


def test_a_chart_is_no_table() -> None:
    drawing = Drawing()
    for at in range(9):
        drawing.across(100 + 20 * at, 100, 400)
    for at in range(11):
        drawing.down(100 + 30 * at, 100, 260)
    drawing.text(130, 170, "38.2%").text(250, 210, "21.7%").text(330, 250, "9.1%")
    assert drawing.tables() == ()


def test_a_framed_list_of_contents_is_no_table() -> None:
    rows = [["目  录", ""], ["一、部门概况", "3"], ["二、收支总表", "5"], ["三、说明", "9"]]
    assert Drawing().table(100, 100, [200, 60], rows).tables() == ()
    dots = [["一、部门概况" + "." * 20 + "3", ""], ["二、收支" + "." * 20 + "5", ""], ["三、说明" + "." * 22 + "9", ""]]
    assert Drawing().table(100, 100, [300, 60], dots).tables() == ()


def test_a_row_that_no_line_parts() -> None:
    drawing = Drawing().lattice(XS, [100, 120, 200])
    drawing.cells(
        XS, [100, 120], [["项目", "预算数", "决算数"], ["甲\n乙\n丙", "1.00\n2.00\n3.00", "4.00\n5.00\n6.00"]]
    )
    assert drawing.only().grid() == [
        ["项目", "预算数", "决算数"],
        ["甲", "1.00", "4.00"],
        ["乙", "2.00", "5.00"],
        ["丙", "3.00", "6.00"],
    ]


def test_a_wrapped_label_beside_one_number_is_one_row() -> None:
    drawing = Drawing().lattice(XS, [100, 120, 160])
    drawing.cells(XS, [100, 120], [["项目", "预算数", "决算数"], ["机关事业单位\n养老保险", "1.00", "4.00"]])
    assert drawing.only().grid()[1:] == [["机关事业单位\n养老保险", "1.00", "4.00"]]


@st.composite
def layouts(draw: st.DrawFn) -> tuple[list[float], list[float], set[tuple[int, int]]]:
    """Column edges, row edges, and the positions whose cell is merged with the one to its right."""
    xs = edges(40, draw(st.lists(st.integers(30, 90), min_size=2, max_size=6)))
    ys = edges(60, draw(st.lists(st.integers(14, 40), min_size=2, max_size=8)))
    places = [(row, column) for row in range(len(ys) - 1) for column in range(len(xs) - 2)]
    return xs, ys, draw(st.sets(st.sampled_from(places), max_size=4))


@given(layouts())
def test_any_lattice_covers_every_position_once(layout: tuple[list[float], list[float], set[tuple[int, int]]]) -> None:
    xs, ys, merged = layout
    drawing = Drawing()
    for y in ys:
        drawing.across(y, xs[0], xs[-1])
    for at, x in enumerate(xs):
        for row in range(len(ys) - 1):
            if (row, at - 1) not in merged:
                drawing.down(x, ys[row], ys[row + 1])
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column - 1) not in merged:
                drawing.text(xs[column] + 2, ys[row] + 12, f"{row}.{column}", 8)
    found = drawing.tables()
    if len(xs) - 1 - len({column for _, column in merged}) < 2:
        return  # merged in every row, a column edge may not be drawn at all
    (table,) = found
    covered = [
        (row, column)
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    ]
    assert sorted(covered) == [(row, column) for row in range(table.rows) for column in range(table.columns)]
    assert {cell.text for cell in table.cells} == {
        f"{r}.{c}" for r in range(len(ys) - 1) for c in range(len(xs) - 1) if (r, c - 1) not in merged
    }
