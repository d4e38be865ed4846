"""Tables that continue over pages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables_drawing import Drawing, edges, spans, tables

from auditor.model import Vocabulary

HEAD = ["科目编码", "科目名称", "合计"]
WIDTHS = [80.0, 150.0, 100.0]
Rows = list[list[str]]


def first(rows: Rows, *, title: str = "支出预算表") -> Drawing:
    """A page that ends with a table."""
    return Drawing(1).text(200, 80, title, 14).text(380, 100, "单位：万元").table(100, 110, WIDTHS, rows)


def second(rows: Rows) -> Drawing:
    """A page that begins with a table."""
    return Drawing(2).table(100, 60, WIDTHS, rows)


def test_a_table_goes_on_without_header() -> None:
    (table,) = tables(
        first([HEAD, ["201", "一般公共服务支出", "5.00"]]), second([["205", "教育支出", "3.00"], ["合计", "", "8.00"]])
    )
    assert table.grid() == [
        HEAD,
        ["201", "一般公共服务支出", "5.00"],
        ["205", "教育支出", "3.00"],
        ["合计", "", "8.00"],
    ]
    assert table.pages == (1, 2)
    assert [cell.page for cell in table.cells if cell.column == 0] == [1, 1, 2, 2]
    assert [page for page, _ in table.areas] == [1, 2]
    assert table.header_rows == 1


def test_a_repeated_header_is_dropped() -> None:
    body = [["205", "教育支出", "3.00"]]
    (table,) = tables(first([HEAD, ["201", "公共服务", "5.00"]]), second([["科目 编码", "科目名称", "合计"], *body]))
    assert table.grid() == [HEAD, ["201", "公共服务", "5.00"], *body]


def test_a_repeated_title_continues() -> None:
    again = (
        Drawing(2)
        .text(200, 30, "支出预算表", 14)
        .text(380, 50, "单位：万元")
        .table(100, 60, WIDTHS, [HEAD, ["205", "教育", "3.00"]])
    )
    (table,) = tables(first([HEAD, ["201", "公共服务", "5.00"]]), again)
    assert table.rows == 3


def test_three_pages() -> None:
    third = Drawing(3).table(100, 60, WIDTHS, [["合计", "", "9.00"]])
    (table,) = tables(first([HEAD, ["201", "公共服务", "5.00"]]), second([["205", "教育", "4.00"]]), third)
    assert table.pages == (1, 2, 3)
    assert table.grid()[-1] == ["合计", "", "9.00"]


def test_page_numbers_and_running_heads_between_do_not_part() -> None:
    pages = []
    for number, rows in enumerate(([HEAD, ["201", "甲", "1.00"]], [["205", "乙", "2.00"]], [["208", "丙", "3.00"]]), 1):
        page = (
            Drawing(number)
            .table(100, 110, WIDTHS, rows)
            .text(100, 40, "某市财政局2024年部门预算")
            .text(300, 785, f"- {number} -")
        )
        pages.append(page if number > 1 else page.text(200, 90, "支出预算表"))
    (table,) = tables(*pages)
    assert table.rows == 4
    assert table.title == "支出预算表"


def test_a_running_head_of_two_pages() -> None:
    pages = first([HEAD, ["201", "甲", "1.00"]]), second([["205", "乙", "2.00"], ["208", "丙", "1.00"]])
    for page in pages:
        page.text(100, 30, "某市财政局部门预算")
    assert len(tables(*pages)) == 1


@pytest.mark.parametrize("number", [1, 2])
def test_running_text_between_parts(number: int) -> None:
    pages = first([HEAD, ["201", "甲", "1.00"]]), second([["205", "乙", "2.00"], ["208", "丙", "1.00"]])
    pages[number - 1].text(80, 400 if number == 1 else 50, "以上各项说明如下，均为当年安排的预算支出情况。")
    assert len(tables(*pages)) == 2


def test_another_title_or_number_begins_another_table() -> None:
    other = Drawing(2).text(200, 50, "收入预算表").table(100, 60, WIDTHS, [["205", "乙", "2.00"]])
    assert [table.title for table in tables(first([HEAD, ["201", "甲", "1.00"]]), other)] == [
        "支出预算表",
        "收入预算表",
    ]
    numbered = Drawing(2).text(300, 50, "表9").table(100, 60, WIDTHS, [["205", "乙", "2.00"], ["208", "丙", "2.00"]])
    assert len(tables(first([HEAD, ["201", "甲", "1.00"]]).text(100, 100, "表8"), numbered)) == 2


def test_other_columns_begin_another_table() -> None:
    other = Drawing(2).table(100, 60, [60, 270], [["甲", "1.00"], ["乙", "2.00"]])
    assert len(tables(first([HEAD, ["201", "甲", "1.00"]]), other)) == 2


def test_a_page_between_parts() -> None:
    page = second([["205", "乙", "2.00"], ["208", "丙", "1.00"]])
    page.number = 3
    assert len(tables(first([HEAD, ["201", "甲", "1.00"]]), page)) == 2


def test_only_the_last_table_of_a_page_goes_on() -> None:
    page = first([HEAD, ["201", "甲", "1.00"]]).text(200, 400, "收入预算表").table(100, 420, [330], [["x"]])
    page.table(100, 500, [60, 270], [["项目", "金额"], ["甲", "1.00"]])
    assert [table.rows for table in tables(page, second([["205", "乙", "2.00"], ["208", "丙", "1.00"]]))] == [2, 2, 2]


def test_a_lone_total_with_merged_cells() -> None:
    total = Drawing(2).box(100, 60, 430, 80).down(330, 60, 80).text(102, 72, "合计").text(332, 72, "8.00")
    (table,) = tables(first([HEAD, ["201", "甲", "8.00"]]), total)
    assert table.grid()[-1] == ["合计", "", "8.00"]
    assert spans(table) == [(2, 0, 1, 2)]


def test_columns_that_only_the_next_page_shows() -> None:
    page = (
        Drawing(1)
        .text(200, 80, "收支表")
        .box(100, 100, 430, 120)
        .down(250, 100, 120)
        .text(102, 112, "收入")
        .text(252, 112, "支出")
    )
    rows = [["项目", "金额", "项目", "金额"], ["甲", "1.00", "乙", "1.00"]]
    (table,) = tables(page, Drawing(2).table(100, 60, [80, 70, 80, 100], rows))
    assert table.grid() == [["收入", "", "支出", ""], *rows]
    assert table.header_rows == 2


def test_columns_that_each_page_shows_in_part() -> None:
    upper = Drawing(1).text(200, 80, "绩效目标表").lattice([100, 150, 250, 430], [100, 120, 140])
    upper.cells([100, 150, 250], [100, 120], [["项目名称", "甲", "乙"], ["主管部门", "丙", "丁"]])
    lower = (
        Drawing(2)
        .lattice([100, 150, 300, 430], [60, 80, 100])
        .cells([100, 150, 300], [60, 80], [["指标", "数量", "5"], ["指标", "质量", "6"]])
    )
    (table,) = tables(upper, lower)
    assert table.grid()[2] == ["指标", "数量", "", "5"]
    assert spans(table) == [(0, 2, 1, 2), (1, 2, 1, 2), (2, 1, 1, 2), (3, 1, 1, 2)]
    assert table.header_rows == 0


def test_a_form_never_continues_a_table() -> None:
    form = Drawing(2).table(100, 60, WIDTHS, [["项目名称", "甲", ""], ["主管部门", "乙", ""]])
    assert len(tables(first([HEAD, ["201", "甲", "1.00"]]), form)) == 2


def test_the_top_rule_may_be_missing_after_the_page_end() -> None:
    rest = Drawing(2)
    for x in edges(100, WIDTHS):
        rest.down(x, 60, 100)
    rest.across(80, 100, 430).across(100, 100, 430)
    rest.cells(edges(100, WIDTHS), [60, 80], [["205", "乙", "2.00"], ["208", "丙", "3.00"]])
    (table,) = tables(first([HEAD, ["201", "甲", "1.00"]]), rest)
    assert table.grid()[1:] == [["201", "甲", "1.00"], ["205", "乙", "2.00"], ["208", "丙", "3.00"]]


LONG = "机关事业单位基本养老保险缴费"


def cut(rest: list[str], vocabulary: Vocabulary | None = None) -> Rows:
    rows = [HEAD, ["2080505", LONG, "2.00"]]
    return tables(first(rows), second([rest, ["合计", "", "2.00"]]), vocabulary=vocabulary)[0].grid()


def test_a_row_cut_by_the_page_end_is_healed() -> None:
    assert cut(["", "支出", ""])[1:] == [["2080505", f"{LONG}\n支出", "2.00"], ["合计", "", "2.00"]]


@pytest.mark.parametrize(
    "rest",
    [
        ["", "一、支出", ""],
        ["", "支出", "0.00"],
        ["", "合计", ""],
        ["208", "支出", ""],
        ["支出", "", ""],
        ["", "第2项", ""],
    ],
)
def test_a_row_of_its_own_is_not_healed(rest: list[str]) -> None:
    assert cut(rest)[2] == rest


def test_a_known_name_is_a_row_of_its_own() -> None:
    assert cut(["", "公用经费", ""], Vocabulary(items={"公用经费": "公用经费"}))[2] == ["", "公用经费", ""]
    assert cut(["", "教育支出", ""], Vocabulary(classes={"教育支出": "205"}))[2] == ["", "教育支出", ""]


def test_a_label_that_was_not_full_did_not_break() -> None:
    grid = tables(first([HEAD, ["205", "教育", "2.00"]]), second([["", "其他", ""], ["合计", "", "2.00"]]))[0].grid()
    assert grid[2] == ["", "其他", ""]


def test_figures_below_the_page_end_join_their_code() -> None:
    grid = tables(
        first([HEAD, ["2080505", "机关事业单位", ""]]), second([["", "缴费支出", "2.00"], ["合计", "", "2.00"]])
    )[0].grid()
    assert grid[1:] == [["2080505", "机关事业单位\n缴费支出", "2.00"], ["合计", "", "2.00"]]


def test_a_blank_rest_of_a_row_is_dropped() -> None:
    rest = (
        Drawing(2)
        .lattice(edges(100, WIDTHS), [60, 70, 90, 110])
        .cells(edges(100, WIDTHS), [70, 90], [["205", "乙", "2.00"], ["208", "丙", "3.00"]])
    )
    (table,) = tables(first([HEAD, ["201", "甲", "1.00"]]), rest)
    assert table.rows == 4


def test_a_merged_label_goes_on_over_the_page_end() -> None:
    xs = edges(100, WIDTHS)
    upper = (
        Drawing(1)
        .text(200, 80, "收入表")
        .box(100, 100, 430, 160)
        .down(180, 100, 160)
        .down(330, 100, 160)
        .across(120, 100, 430)
        .across(140, 180, 430)
    )
    upper.cells(xs, [100, 120, 140], [["项目", "名称", "金额"], ["其他资金", "小计", "3.00"], ["", "事业收入", "1.00"]])
    lower = (
        Drawing(2)
        .box(100, 60, 430, 120)
        .down(180, 60, 120)
        .down(330, 60, 120)
        .across(100, 100, 430)
        .across(80, 180, 430)
    )
    lower.cells(xs, [60, 80, 100], [["", "经营收入", "1.00"], ["", "其他收入", "1.00"], ["结转", "小计", "0.00"]])
    (table,) = tables(upper, lower)
    assert spans(table) == [(1, 0, 4, 1)]
    assert table.grid()[-1] == ["结转", "小计", "0.00"]


def test_a_single_row_without_title_is_no_table() -> None:
    assert Drawing().table(100, 100, [100, 100], [["甲", "乙"]]).tables() == ()
    assert len(Drawing().text(100, 90, "收支表").table(100, 100, [100, 100], [["甲", "乙"]]).tables()) == 1


@given(st.integers(2, 30), st.data())
def test_a_table_cut_anywhere_is_the_whole_table(count: int, data: st.DataObject) -> None:
    rows = [[f"{201 + at}", f"项目{at}号", f"{at}.00"] for at in range(count)]
    at = data.draw(st.integers(1, count - 1))
    repeat = data.draw(st.booleans())
    (whole,) = tables(first([HEAD, *rows]))
    (joined,) = tables(first([HEAD, *rows[:at]]), second([HEAD, *rows[at:]] if repeat else rows[at:]))
    assert joined.grid() == whole.grid() == [HEAD, *rows]


@pytest.mark.parametrize("words", ["续表", "表3（续）", "（续上页）", "续表3", "单位：万元"])
def test_words_that_say_that_a_table_goes_on(words: str) -> None:
    pages = first([HEAD, ["201", "甲", "1.00"]]), second([["205", "乙", "2.00"], ["208", "丙", "1.00"]])
    pages[1].text(380, 50, words)
    (table,) = tables(*pages)
    assert table.rows == 4


def _unruled(number: int, name: str, amount: str, header: str = "科目名称") -> Drawing:
    """A page of a table without lines: where its gutters lie depends on its words."""
    drawing = Drawing(number)
    rows = [["编码", header, "合计", "基本支出"], *([f"20{at}", name, amount, amount] for at in range(4))]
    for at, row in enumerate(rows):
        y = 100 + 20 * at
        drawing.text(60, y, row[0]).text(110, y, row[1]).right(420, y, row[2]).right(520, y, row[3])
    return drawing


def test_columns_that_no_line_draws_go_on_where_the_header_is_repeated() -> None:
    long, short = ("机关事业单位基本养老保险缴费支出", "1,203,887.00"), ("行政运行", "7.00")
    (table,) = tables(_unruled(1, *long), _unruled(2, *short))
    assert [row[1] for row in table.grid()] == ["科目名称", *[long[0]] * 4, *[short[0]] * 4]
    assert (table.pages, table.columns) == ((1, 2), 4)
    assert len(tables(_unruled(1, *long), _unruled(2, *short, header="单位名称"))) == 2
