"""Tables that are wider than their pages, lines of text that leave their rows, and lines of the grid that are missing."""

from __future__ import annotations

from tables_drawing import Drawing, spans, tables

ROWS = [
    ["201", "公共服务", "9.00", "6.00", "3.00"],
    ["204", "公共安全", "5.00", "4.00", "1.00"],
    ["合计", "", "14.00", "10.00", "4.00"],
]
HEAD = ["编码", "名称", "合计", "基本支出", "项目支出"]


def cut(number: int, columns: slice, head: list[str] = HEAD, y: float = 100) -> Drawing:
    """A page that shows some columns of a table."""
    rows = [row[columns] for row in (head, *ROWS)]
    return Drawing(number).table(60, y, [90.0] * len(rows[0]), rows)


def test_further_columns_are_joined_where_their_rows_stand() -> None:
    (table,) = tables(cut(1, slice(3)).text(60, 80, "支出预算表"), cut(2, slice(3, 5)).text(60, 95, "单位：万元"))
    assert table.grid() == [HEAD, *ROWS]
    assert (table.title, table.unit, table.pages, table.header_rows) == ("支出预算表", "万元", (1, 2), 1)


def test_labels_that_are_printed_again_count_once() -> None:
    again = Drawing(2).table(60, 100, [90.0] * 3, [[row[0], row[1], row[4]] for row in (HEAD, *ROWS)])
    (table,) = tables(cut(1, slice(4)).text(60, 80, "支出预算表"), again)
    assert table.grid() == [HEAD, *ROWS]


def test_figures_alone_need_no_equal_heights() -> None:
    (table,) = tables(cut(1, slice(3)).text(60, 80, "支出预算表"), cut(2, slice(3, 5), y=60))
    assert table.columns == 5


def test_down_first_then_to_the_right() -> None:
    lower = Drawing(2).table(60, 100, [90.0] * 3, [["205", "教育", "1.00"], ["206", "科学", "2.00"]])
    beside = Drawing(4).table(60, 100, [90.0] * 2, [["1.00", ""], ["", "2.00"]])
    (table,) = tables(cut(1, slice(3)).text(60, 80, "支出预算表"), lower, cut(3, slice(3, 5)), beside)
    assert table.grid() == [HEAD, *ROWS, ["205", "教育", "1.00", "1.00", ""], ["206", "科学", "2.00", "", "2.00"]]


def test_a_heading_over_all_columns_of_a_page_has_no_sides() -> None:
    left = Drawing(1).text(60, 80, "表3").lattice([60, 150, 240], [100, 120, 140, 160])
    left.cells([60, 150], [100, 120, 140], [["科目", ""], ["名称", "合计"], ["教育", "3.00"]])
    left.verticals = [line._replace(start=120) if line.at == 150 else line for line in left.verticals]
    right = Drawing(2).text(60, 80, "支出预算表").across(100, 60, 240).text(130, 114, "其中")
    right.lattice([60, 150, 240], [120, 140, 160])
    right.cells([60, 150], [120, 140], [["基本", "项目"], ["2.00", "1.00"]])
    (table,) = tables(left, right)
    assert table.grid() == [
        ["科目", "", "其中", ""],
        ["名称", "合计", "基本", "项目"],
        ["教育", "3.00", "2.00", "1.00"],
    ]
    assert spans(table) == [(0, 0, 1, 2), (0, 2, 1, 2)]
    assert (table.number, table.title) == ("3", "支出预算表")


def test_deeper_headings_on_the_right_part_those_on_the_left() -> None:
    left = Drawing(1).text(60, 80, "支出预算表").lattice([60, 150, 240], [100, 140, 160])
    left.cells([60, 150], [100, 140], [["名称", "合计"], ["教育", "3.00"]])
    right = Drawing(2).lattice([60, 150, 240], [100, 120, 140, 160])
    right.verticals = [line._replace(start=120) if line.at == 150 else line for line in right.verticals]
    right.cells([60, 150], [100, 120, 140], [["其中", ""], ["基本", "项目"], ["2.00", "1.00"]])
    (table,) = tables(left, right)
    assert table.grid()[1:] == [["", "", "基本", "项目"], ["教育", "3.00", "2.00", "1.00"]]
    assert spans(table) == [(0, 0, 2, 1), (0, 1, 2, 1), (0, 2, 1, 2)]


def test_another_table_of_the_same_form_is_no_further_part() -> None:
    other = [["编码", "单位", "合计"], *[[row[0], "某单位", row[2]] for row in ROWS]]
    assert (
        len(tables(cut(1, slice(3)).text(60, 80, "支出预算表"), Drawing(2).table(60, 100, [70.0, 90.0, 110.0], other)))
        == 2
    )
    assert len(tables(cut(1, slice(3)), cut(2, slice(3, 5)).text(60, 95, "收入预算表").text(60, 80, "表2"))) == 2


def low_rows() -> Drawing:
    """Rows that are too low for two lines of text, which stands in their middle."""
    drawing = Drawing().lattice([60, 160, 240], [100, 114, 128, 142]).cells([60, 160], [100], [["项目", "金额"]])
    for at, amount in enumerate(("5.00", "3.00")):
        drawing.text(165, 124.5 + 14 * at, amount)
    return drawing


def test_lines_that_leave_their_row_return_to_their_text() -> None:
    drawing = low_rows().text(62, 118.5, "其中：列入预算的").text(62, 130.5, "项目").text(62, 139.5, "其他")
    assert drawing.only().grid() == [["项目", "金额"], ["其中：列入预算的\n项目", "5.00"], ["其他", "3.00"]]
    drawing = low_rows().text(62, 124.5, "其他").text(62, 130.5, "其中：列").text(62, 142.5, "入预算")
    assert [row[0] for row in drawing.only().grid()][1:] == ["其他", "其中：列\n入预算"]


def test_a_line_in_its_place_stays_there() -> None:
    drawing = low_rows().text(62, 124.5, "基本支出").text(62, 133, "项目支出")
    assert [row[0] for row in drawing.only().grid()][1:] == ["基本支出", "项目支出"]


def gappy(*, row: bool) -> Drawing:
    """A table from which one piece of line between two cells is missing."""
    drawing = Drawing().lattice([60, 140, 240, 340], [100, 120, 140, 160, 180, 200])
    rows = [["编码", "名称", "金额"], *[[f"20{at}", f"第{at}类", f"{at}.50"] for at in (1, 4, 5, 6)]]
    for at, cells in enumerate(rows):
        for x, text in zip((62, 142, 242), cells, strict=True):
            drawing.text(x, 114 + 20 * at, text)
    if row:
        drawing.horizontals = [line for line in drawing.horizontals if line.at != 140]
        drawing.across(140, 60, 140)
    else:
        drawing.verticals = [line for line in drawing.verticals if line.at != 240]
        drawing.down(240, 100, 140).down(240, 160, 200)
    return drawing


def test_rows_and_columns_go_on_where_a_piece_of_line_is_missing() -> None:
    for drawing in (gappy(row=True), gappy(row=False)):
        table = drawing.only()
        assert table.grid()[2:4] == [["204", "第4类", "4.50"], ["205", "第5类", "5.50"]]
        assert spans(table) == []


def test_a_figure_stays_in_the_column_that_it_is_set_in() -> None:
    drawing = gappy(row=False)
    drawing.runs = [run for run in drawing.runs if run.glyphs != tuple("第4类")]
    assert drawing.only().grid()[2] == ["204", "", "4.50"]


def test_a_number_ends_at_the_edge_of_cells_without_padding() -> None:
    drawing = (
        Drawing()
        .table(60, 100, [80.0, 100.0, 80.0], [["金额", "项目", "金额"]])
        .lattice([60, 140, 240, 320], [120, 140])
    )
    drawing.letters(114.5, 134, "12.50").letters(140.5, 134, "公共支出").letters(294.5, 134, "-9.00")
    assert drawing.only().grid()[1] == ["12.50", "公共支出", "-9.00"]


def test_merged_cells_stay_merged() -> None:
    drawing = Drawing().lattice([60, 140, 240], [100, 120, 140, 160])
    drawing.horizontals = [line for line in drawing.horizontals if line.at != 140]
    drawing.across(140, 140, 240).cells([60, 140], [100], [["项目", "金额"]])
    drawing.text(62, 136, "公务用车购").text(62, 148, "置及运行").text(142, 134, "5.00").text(142, 154, "3.00")
    assert spans(drawing.only()) == [(1, 0, 2, 1)]
