"""The hard cases of table layouts, each printed to a PDF and read back: cells, spans, header.

What one case needs is drawn here in a line or two; the same table, ROWS, must come back from every one of them.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from pdf_maker import Pdf

from auditor.model import Table, Vocabulary
from auditor.read import read_bytes
from auditor.tables import find_tables

ROWS = [
    ["项目", "预算数", "决算数"],
    ["一般公共服务支出", "1,200.00", "1,100.50"],
    ["教育支出", "300.00", ""],
    ["合计", "1,500.00", "1,100.50"],
]
XS, YS = [100, 220, 320, 420], [100, 120, 140, 160, 180]
SIZE = 9

Draw = Callable[[Pdf], Pdf]


def tables_of(pdf: Pdf) -> tuple[Table, ...]:
    return find_tables(read_bytes(pdf.bytes(), "made.pdf").pages, Vocabulary())


def texts(pdf: Pdf, rows: list[list[str]] = ROWS, *, spacing: float = 0, dx: float = 0, dy: float = 0) -> Pdf:
    """Labels on the left of their cells, figures on the right."""
    for top, row in zip(YS, rows, strict=False):
        for (left, right), cell in zip(itertools.pairwise(XS), row, strict=True):
            x = left + 3 if left == XS[0] else right - 3 - sum(SIZE / 2 if c.isascii() else SIZE for c in cell)
            if cell:
                pdf.text(x + dx, top + 14 + dy, cell, SIZE, spacing=spacing if left == XS[0] else 0)
    return pdf


def lattice(pdf: Pdf, *, xs: list[int] = XS, ys: list[int] = YS, short: float = 0) -> Pdf:
    for y in ys:
        pdf.line(XS[0] + short, y, XS[-1] - short, y)
    for x in xs:
        pdf.line(x, YS[0] + short, x, YS[-1] - short)
    return pdf


def cells() -> list[tuple[int, int, int, int]]:
    return [(x0, y0, x1, y1) for y0, y1 in itertools.pairwise(YS) for x0, x1 in itertools.pairwise(XS)]


def plain(pdf: Pdf) -> Pdf:
    return texts(lattice(pdf))


def dashed(pdf: Pdf) -> Pdf:
    for y in YS:
        for x in range(XS[0], XS[-1], 7):
            pdf.line(x, y, min(x + 4, XS[-1]), y)
    for x in XS:
        for y in range(YS[0], YS[-1], 7):
            pdf.line(x, y, x, min(y + 4, YS[-1]))
    return texts(pdf)


def dotted(pdf: Pdf) -> Pdf:
    for y in YS:
        for x in range(XS[0], XS[-1] + 1, 3):
            pdf.rect(x - 0.5, y - 0.5, x + 0.5, y + 0.5, fill=(0, 0, 0), stroke=False)
    for x in XS:
        for y in range(YS[0], YS[-1] + 1, 3):
            pdf.rect(x - 0.5, y - 0.5, x + 0.5, y + 0.5, fill=(0, 0, 0), stroke=False)
    return texts(pdf)


def double_rules(pdf: Pdf) -> Pdf:
    return texts(lattice(lattice(pdf), xs=[x + 2 for x in XS], ys=[y + 2 for y in YS]))


def open_sides(pdf: Pdf) -> Pdf:
    return texts(lattice(pdf, xs=XS[1:-1]))


def three_lines(pdf: Pdf) -> Pdf:
    return texts(lattice(pdf, xs=[], ys=[YS[0], YS[1], YS[-1]]))


def no_rules(pdf: Pdf) -> Pdf:
    return texts(pdf)


def shaded_cells(pdf: Pdf) -> Pdf:
    for x0, y0, x1, y1 in cells():
        pdf.rect(x0 + 1, y0 + 1, x1 - 1, y1 - 1, fill=(0.9, 0.9, 0.9), stroke=False)
    return texts(pdf)


def rectangle_per_cell(pdf: Pdf) -> Pdf:
    for box in cells():
        pdf.rect(*box)
    return texts(pdf)


def white_rules(pdf: Pdf) -> Pdf:
    pdf.rect(XS[0], YS[0], XS[-1], YS[-1], fill=(0.8, 0.85, 0.95), stroke=False)
    for y in YS:
        pdf.rect(XS[0], y - 0.5, XS[-1], y + 0.5, fill=(1, 1, 1), stroke=False)
    for x in XS:
        pdf.rect(x - 0.5, YS[0], x + 0.5, YS[-1], fill=(1, 1, 1), stroke=False)
    return texts(pdf)


def page_border(pdf: Pdf) -> Pdf:
    return plain(pdf.rect(30, 30, 565, 812).rect(33, 33, 562, 809))


def underline_near_the_title(pdf: Pdf) -> Pdf:
    return plain(pdf.text(200, 88, "收支预算总表", 12).line(195, 91, 300, 91))


def doubled_bold(pdf: Pdf) -> Pdf:
    return texts(texts(lattice(pdf)), dx=0.3)


def slight_skew(pdf: Pdf) -> Pdf:
    return plain(pdf.raw(b"1 0.003 -0.003 1 0 0 cm"))


def corner_gaps(pdf: Pdf) -> Pdf:
    return texts(lattice(pdf, short=2.5))


def letter_spaced(pdf: Pdf) -> Pdf:
    return texts(lattice(pdf), spacing=3)


@pytest.mark.parametrize(
    "draw",
    [
        plain, dashed, dotted, double_rules, open_sides, three_lines, no_rules, shaded_cells, rectangle_per_cell, white_rules,
        page_border, underline_near_the_title, doubled_bold, slight_skew, corner_gaps, letter_spaced,
    ],
)  # fmt: skip
def test_the_table_comes_back(draw: Draw) -> None:
    (table,) = tables_of(draw(Pdf().page()))
    assert table.grid() == ROWS
    assert table.header_rows == 1


@pytest.mark.parametrize("rotate", [90, 0])
def test_a_page_on_its_side(rotate: int) -> None:
    """Drawn sideways on the sheet: shown upright by /Rotate, or left sideways and turned by its text."""
    pdf = Pdf().page(595, 842, rotate=rotate)
    for y in YS:
        pdf.line(y, 842 - XS[0], y, 842 - XS[-1])
    for x in XS:
        pdf.line(YS[0], 842 - x, YS[-1], 842 - x)
    for top, row in zip(YS, ROWS, strict=False):
        for left, cell in zip(XS, row, strict=False):
            if cell:
                pdf.text(top + 14, 842 - left - 3, cell, SIZE, angle=90)
    (table,) = tables_of(pdf)
    assert table.grid() == ROWS


def test_text_that_overflows_its_cell() -> None:
    rows = [ROWS[0], ["社会保障和就业支出（含离退休）", "", "300.00"], *ROWS[2:]]
    (table,) = tables_of(texts(lattice(Pdf().page()), rows))
    assert table.grid() == rows


def test_parentheses_inside_a_string() -> None:
    pdf = Pdf().page()
    pdf.codes = {"乙": 0x28, "丙": 0x29}  # codes whose second bytes are parentheses: balanced, they need no escape
    lattice(pdf)
    texts(pdf, [ROWS[0], ["", "1.00", "1.00"], ["教育支出", "2.00", "2.00"], ROWS[3]])
    pdf.raw(b"BT /F1 9 Tf 1 0 0 1 103 708 Tm (\x00(\x00)) Tj ET")
    (table,) = tables_of(pdf)
    assert table.grid()[1][0] == "乙丙"


def test_a_diagonal_header() -> None:
    rows = [["", *ROWS[0][1:]], *ROWS[1:]]
    pdf = texts(lattice(Pdf().page()), rows).line(XS[0], YS[0], XS[1], YS[1])
    pdf.text(190, 108, "年度", 7).text(103, 118, "项目", 7)
    (table,) = tables_of(pdf)
    assert table.grid() == [["年度\n项目", *ROWS[0][1:]], *ROWS[1:]]


def test_two_tables_side_by_side() -> None:
    left, right = (
        [["收入", "金额"], ["税收", "1.00"], ["合计", "1.00"]],
        [["支出", "金额"], ["教育", "1.00"], ["合计", "1.00"]],
    )
    pdf = Pdf().page().table(50, 100, [120, 80], left).table(320, 100, [120, 80], right)
    assert [table.grid() for table in tables_of(pdf)] == [left, right]


HEAD = ["科目编码", "科目名称", "合计"]
FIRST = [["205", "教育支出", "3.00"], ["20502", "普通教育", "3.00"]]
SECOND = [["2050201", "学前教育", "1.00"], ["2050202", "小学教育", "2.00"]]


@pytest.mark.parametrize("again", [[], [HEAD]])
def test_a_table_goes_on_with_and_without_its_header(again: list[list[str]]) -> None:
    pdf = Pdf().page().text(100, 90, "表5 支出表").table(100, 100, [80, 150, 90], [HEAD, *FIRST]).text(300, 820, "7")
    pdf.page().table(100, 60, [80, 150, 90], [*again, *SECOND]).text(300, 820, "8")
    (table,) = tables_of(pdf)
    assert (table.grid(), table.pages, table.header_rows) == ([HEAD, *FIRST, *SECOND], (1, 2), 1)


def test_a_row_cut_by_the_page_end() -> None:
    above, below = ["2080505", "机关事业单位基本养老保险", ""], ["", "缴费支出", "5.00"]
    pdf = Pdf().page().text(100, 90, "表5 支出表").table(100, 100, [80, 150, 90], [HEAD, *FIRST, above])
    pdf.page().table(100, 60, [80, 150, 90], [below, *SECOND])
    (table,) = tables_of(pdf)
    assert table.grid()[3] == ["2080505", "机关事业单位基本养老保险\n缴费支出", "5.00"]
    assert table.grid()[4:] == SECOND
