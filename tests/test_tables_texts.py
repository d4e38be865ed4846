"""Text into cells: clips, overflow, strings over several cells, bold type, spacing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables_drawing import Drawing, edges

XS = [100.0, 180.0, 260.0, 340.0]
YS = [100.0, 120.0, 140.0]


def sheet() -> Drawing:
    return Drawing().lattice(XS, YS).cells(XS, YS, [["项目", "预算数", "决算数"]])


def row(drawing: Drawing) -> list[str]:
    return drawing.only().grid()[1]


def test_a_clip_decides_where_text_belongs() -> None:
    clip = (180.0, 120.0, 260.0, 140.0)
    assert row(sheet().text(150, 134, "1,234,567.00", clip=clip)) == ["", "1,234,567.00", ""]


def test_the_clip_of_a_whole_row_decides_nothing() -> None:
    clip = (100.0, 120.0, 340.0, 140.0)
    assert row(sheet().text(102, 134, "甲", clip=clip).text(264, 134, "9.00", clip=clip)) == ["甲", "", "9.00"]


def test_overflowing_text_stays_with_the_cell_it_starts_in() -> None:
    assert row(sheet().text(102, 134, "机关事业单位基本养老保险缴费支出")) == [
        "机关事业单位基本养老保险缴费支出",
        "",
        "",
    ]
    assert row(sheet().letters(102, 134, "机关事业单位基本养老保险缴费")) == ["机关事业单位基本养老保险缴费", "", ""]


def test_a_number_that_overflows_to_the_left_stays_with_its_cell() -> None:
    assert row(sheet().right(258, 134, "123,456,789,012,345.00")) == ["", "123,456,789,012,345.00", ""]


def test_a_number_that_overflows_both_sides_stays_with_most_of_its_digits() -> None:
    assert row(sheet().centre(220, 134, "1,123,456,789,012,345.00")) == ["", "1,123,456,789,012,345.00", ""]


def test_several_cells_in_one_string() -> None:
    assert row(sheet().text(102, 134, "基本支出          1,234.00         567.00")) == [
        "基本支出",
        "1,234.00",
        "567.00",
    ]


def test_several_cells_in_one_string_that_jumps() -> None:
    drawing = sheet().text(102, 134, "甲")
    run = drawing.runs[-1]
    far = run._replace(glyphs=("甲", "1", "2"), lefts=(102.0, 200.0, 300.0), widths=(10.0, 5.0, 5.0))
    drawing.runs[-1] = far
    assert row(drawing) == ["甲", "1", "2"]


def test_blanks_over_two_cells_are_no_text() -> None:
    assert row(sheet().text(150, 134, "        ").text(102, 134, "甲")) == ["甲", "", ""]


def test_tight_neighbours_are_two_cells() -> None:
    assert row(sheet().right(259, 134, "1,234.00").text(262, 134, "5.00")) == ["", "1,234.00", "5.00"]


@pytest.mark.parametrize("shift", [0.0, 0.3, 0.8])
def test_bold_by_double_printing_counts_once(shift: float) -> None:
    drawing = (
        sheet()
        .text(102, 134, "合计")
        .text(102 + shift, 134, "合计")
        .text(200, 134, "1,100.00")
        .text(200 + shift, 134, "1,100.00")
    )
    assert row(drawing) == ["合计", "1,100.00", ""]


def test_bold_by_printing_each_letter_twice() -> None:
    drawing = sheet().text(102, 134, "合计")
    run = drawing.runs[-1]
    drawing.runs[-1] = run._replace(
        glyphs=("合", "合", "计", "计"), lefts=(102.0, 102.4, 112.0, 112.4), widths=(10.0,) * 4
    )
    assert row(drawing) == ["合计", "", ""]


def test_repeated_digits_are_kept() -> None:
    assert row(sheet().letters(200, 134, "11,000.00")) == ["", "11,000.00", ""]


def test_letter_spacing_is_kept_as_printed_and_no_blank_is_made_up() -> None:
    drawing = sheet().text(102, 134, "合  计").text(182, 134, "因公出国", spacing=4).text(262, 134, "收 入 1")
    assert row(drawing) == ["合  计", "因公出国", "收 入 1"]


def test_a_gap_between_latin_words_is_a_blank() -> None:
    assert row(sheet().text(102, 134, "GDP").text(122, 134, "2024")) == ["GDP 2024", "", ""]
    assert row(sheet().text(102, 134, "因公").text(125, 134, "2024")) == ["因公2024", "", ""]


def test_leading_blanks_are_kept() -> None:
    assert row(sheet().text(102, 134, "　　30101").text(182, 134, "  1.00  ")) == ["　　30101", "  1.00", ""]


def test_lines_of_a_cell() -> None:
    drawing = (
        Drawing()
        .lattice(XS, [100, 120, 160])
        .cells(XS, [100, 120], [["项目", "数", "数"], ["养老保险\n缴费支出", "1.00", ""]])
    )
    assert row(drawing) == ["养老保险\n缴费支出", "1.00", ""]


def test_raised_text_stays_on_its_line() -> None:
    assert row(sheet().text(102, 134, "面积").text(122, 131, "2", 6)) == ["面积²", "", ""]


def test_the_mark_of_a_footnote_stays_behind_what_it_marks() -> None:
    drawing = sheet().text(102, 134, "收入").text(122, 129, "①", 6).text(182, 134, "18.55").text(207, 129, "注1", 6)
    assert row(drawing) == ["收入①", "18.55注¹", ""]


def test_turned_text_is_read_letter_by_letter() -> None:
    drawing = Drawing().lattice(XS, [100, 120, 180])
    drawing.cells(XS, [100], [["类", "项目", "数"]]).text(184, 140, "甲").text(264, 140, "1.00")
    for at, letter in enumerate("绩效指标"):
        drawing.text(130, 132 + 12 * at, letter)
    assert row(drawing) == ["绩\n效\n指\n标", "甲", "1.00"]


def test_the_two_texts_of_a_diagonal_header() -> None:
    drawing = Drawing().lattice(XS, [100, 140, 160])
    drawing.right(178, 114, "年度").text(102, 136, "项目").text(184, 124, "2023年").text(264, 124, "2024年")
    drawing.cells(XS, [140], [["支出", "1.00", "2.00"]])
    table = drawing.only()
    assert table.grid() == [["年度\n项目", "2023年", "2024年"], ["支出", "1.00", "2.00"]]
    assert table.header_rows == 1


def test_text_outside_the_grid_stays_outside() -> None:
    drawing = sheet().text(20, 134, "边").text(350, 134, "外").text(102, 134, "甲")
    assert row(drawing) == ["甲", "", ""]


def test_an_empty_glyph_does_no_harm() -> None:
    drawing = sheet().text(102, 134, "甲")
    run = drawing.runs[-1]
    drawing.runs += [
        run._replace(glyphs=(), lefts=(), widths=()),
        run._replace(glyphs=("",), lefts=(112.0,), widths=(0.0,)),
    ]
    drawing.runs.append(run._replace(glyphs=("fi", "n"), lefts=(140.0, 150.0), widths=(10.0, 5.0)))
    assert row(drawing) == ["甲fin", "", ""]


words = st.text(alphabet="甲乙丙丁 1234567890.,-", min_size=1, max_size=6).filter(lambda text: text.strip())


@given(st.lists(st.lists(words, min_size=3, max_size=3), min_size=1, max_size=5), st.booleans())
def test_any_text_that_fits_its_cell_comes_back(rows: list[list[str]], by_letter: bool) -> None:
    xs, ys = edges(50, [90, 90, 90]), [100.0 + 20 * at for at in range(len(rows) + 2)]
    drawing = Drawing().lattice(xs, ys).cells(xs, ys, [["项目", "预算数", "备注"]])
    for top, texts in zip(ys[1:], rows, strict=False):
        for x, text in zip(xs, texts, strict=False):
            (drawing.letters if by_letter else drawing.text)(x + 3, top + 14, text)
    assert [[cell.split() for cell in texts] for texts in drawing.only().grid()[1:]] == [
        [cell.split() for cell in texts] for texts in rows
    ]


def test_a_number_that_touches_an_overflowing_label_is_a_cell_of_its_own() -> None:
    label = "机关事业单位养老"  # ends two points inside the next cell
    assert row(sheet().text(102, 134, label).text(184, 134, "5,678.90")) == [label, "5,678.90", ""]
    assert row(sheet().letters(102, 134, label).letters(184, 134, "5,678.90")) == [label, "5,678.90", ""]
    assert row(sheet().letters(102, 134, label).letters(184, 134, "568元")) == [f"{label}568元", "", ""]


def test_digits_inside_an_overflowing_label_stay_with_it() -> None:
    assert row(sheet().text(102, 134, "机关事业单位结转2024.5")) == ["机关事业单位结转2024.5", "", ""]
