"""Tables of whole files: generated ones, the seed, the corpus."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdf_maker import Pdf

from auditor.model import Fill, Page, Run, Segment, Table, Vocabulary
from auditor.read import read, read_bytes
from auditor.tables import as_json, find_tables

SHARED = Path(__file__).resolve().parents[2] / "shared"
SEED = SHARED / "seed" / "mianxian-2024-unit-budget.pdf"
ROWS = [["项目", "预算数"], ["一、基本支出", "1,200.00"], ["合计", "1,200.00"]]


def tables_of(pdf: Pdf) -> tuple[Table, ...]:
    return find_tables(read_bytes(pdf.bytes(), "made.pdf").pages, Vocabulary())


@pytest.mark.parametrize("clips", [True, False])
def test_a_ruled_table(clips: bool) -> None:
    pdf = (
        Pdf()
        .page()
        .text(200, 80, "收支预算表", 14)
        .text(300, 96, "单位：万元")
        .table(100, 100, [150, 100], ROWS, clips=clips)
    )
    (table,) = tables_of(pdf)
    assert (table.title, table.unit, table.grid()) == ("收支预算表", "万元", ROWS)


def test_a_sheet_that_is_turned() -> None:
    pdf = Pdf().page(400, 600)
    for x in (100, 120, 140, 160):
        pdf.line(x, 500, x, 250)
    for y in (500, 350, 250):
        pdf.line(100, y, 160, y)
    pdf.text(90, 480, "收支预算表", angle=90)
    for at, row in enumerate(ROWS):
        for y, cell in zip((498, 348), row, strict=True):
            pdf.text(114 + 20 * at, y, cell, 9, angle=90)
    (table,) = tables_of(pdf)
    assert (table.title, table.grid()) == ("收支预算表", ROWS)


def test_rectangles_with_thick_and_white_edges() -> None:
    pdf = Pdf().page().rect(100, 100, 350, 160, fill=(0.8, 0.9, 1), stroke=False)
    for at, row in enumerate(ROWS):
        for x0, x1, cell in ((100, 250, row[0]), (250, 350, row[1])):
            top = 100 + 20 * at
            pdf.rect(x0, top, x1, top + 1, fill=(1, 1, 1), stroke=False).rect(
                x0, top + 19, x1, top + 20, fill=(1, 1, 1), stroke=False
            )
            pdf.rect(x0, top, x0 + 1, top + 20, fill=(1, 1, 1), stroke=False).rect(
                x1 - 1, top, x1, top + 20, fill=(1, 1, 1), stroke=False
            )
            pdf.text(x0 + 3, top + 14, cell, 9)
    assert [table.grid() for table in tables_of(pdf)] == [ROWS]


def test_a_table_over_two_pages() -> None:
    pdf = Pdf().page().text(100, 90, "收支预算表").table(100, 100, [150, 100], ROWS[:2]).text(300, 820, "1")
    pdf.page().table(100, 60, [150, 100], ROWS[2:]).text(300, 820, "2")
    (table,) = tables_of(pdf)
    assert (table.pages, table.grid()) == ((1, 2), ROWS)


def test_json() -> None:
    pdf = Pdf().page().text(100, 84, "表3").text(100, 96, "收支预算表（单位：元）").rect(100, 100, 300, 140)
    pdf.line(100, 120, 300, 120).line(200, 120, 200, 140).text(104, 114, "支出").text(104, 134, "合计").text(
        204, 134, "5.00"
    )
    assert as_json(tables_of(pdf)) == [
        {
            "number": "3",
            "title": "收支预算表",
            "unit": "元",
            "pages": [1],
            "grid": [["支出", ""], ["合计", "5.00"]],
            "spans": [[0, 0, 0, 1]],
            "header_rows": 1,
        }
    ]


def test_a_drawing_of_many_lines_is_no_table_and_takes_no_time() -> None:
    horizontals = tuple(Segment(float(at) * 5, 0.0, 50_000.0) for at in range(3000))
    verticals = tuple(Segment(float(at) * 5, 0.0, 50_000.0) for at in range(3000))
    assert find_tables([Page(1, 50_000, 50_000, (), horizontals, verticals)], Vocabulary()) == ()
    assert find_tables([Page(1, 50_000, 50_000, (), horizontals[:400], verticals[:400])], Vocabulary()) == ()


numbers = st.floats(-2000, 2000, allow_nan=False, width=32)
segments = st.builds(lambda at, start, length: Segment(at, start, start + length), numbers, numbers, st.floats(0, 600))
boxes = st.builds(lambda x, y, w, h: (x, y, x + w, y + h), numbers, numbers, st.floats(0, 300), st.floats(0, 300))
runs = st.builds(
    lambda text, x, y, size, step, clip: Run(
        tuple(text), tuple(x + step * at for at in range(len(text))), (size / 2,) * len(text), y, size, clip
    ),
    st.text(alphabet="甲表合计1.0, 　-注单位：元", max_size=8),
    numbers,
    numbers,
    st.floats(0, 40),
    st.floats(-20, 40),
    st.none() | boxes,
)
pages = st.builds(
    Page,
    st.integers(1, 3),
    st.just(600.0),
    st.just(800.0),
    st.lists(runs, max_size=25).map(tuple),
    st.lists(segments, max_size=12).map(tuple),
    st.lists(segments, max_size=12).map(tuple),
    st.lists(st.builds(lambda box, white: Fill(*box, white), boxes, st.booleans()), max_size=8).map(tuple),
)


@given(st.lists(pages, max_size=3))
def test_no_page_breaks_the_reading(made: list[Page]) -> None:
    for table in find_tables(made, Vocabulary()):
        covered = [
            (row, column)
            for cell in table.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        ]
        assert sorted(covered) == [(row, column) for row in range(table.rows) for column in range(table.columns)]


def squeezed(rows: list[list[str]]) -> list[list[str]]:
    return [["".join(cell.split()) for cell in row] for row in rows]


@pytest.mark.corpus
@pytest.mark.skipif(not SEED.exists(), reason="the shared seed is not beside the project")
def test_the_seed_is_read_without_a_fault() -> None:
    truth = json.loads((SHARED / "seed" / "tables.json").read_text(encoding="utf-8"))
    found = as_json(find_tables(read(str(SEED)).pages, Vocabulary()))
    assert [table["number"] for table in found] == [str(table["no"]) for table in truth]
    for table, right in zip(found, truth, strict=True):
        assert table["title"] == right["title"]
        assert table["unit"] == right["unit"]
        assert table["header_rows"] == len(right["header"])
        assert squeezed(table["grid"]) == squeezed(right["header"] + right["body"])
        assert sorted(table["spans"]) == sorted(right["merges"])


# file: titles' tails with the pages they stand on; the sums of the corpus hold on all of them
CORPUS = {
    "jiangsu-congress-2019-budget-tables-rotated": ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12-13"],
    "jiangsu-party-office-2018-budget-tables": ["3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14-15"],
    "jiangsu-high-court-2018-budget": [
        "9-10",
        "10",
        "10",
        "10-11",
        "11",
        "11-12",
        "12-13",
        "13-14",
        "14",
        "14",
        "14-15",
        "15-16",
    ],
    "jiangsu-high-court-2019-budget": ["8", "9", "9", "10", "10", "11", "12", "13", "14", "14", "15", "16-17"],
    "wanli-subdistrict-2024-budget": ["10", "11-15", "16-20", "21", "22-26", "27", "28", "29-30", "31"],
    "wanli-subdistrict-2025-budget": ["9", "10-13", "14-18", "19", "20-24", "25", "26", "27-28", "29"],
    "putuo-gov-office-dept-2025-budget": ["8", "9-10", "11-12", "13", "14-15", "16", "17", "18-19", "20"],
    "putuo-gov-office-unit-2025-budget": ["8", "9-10", "11-12", "13", "14-15", "16", "17", "18-19", "20"],
    "putuo-welfare-home-2024-budget": ["7", "8", "9", "10", "11", "12", "13", "14", "15"],
    "shanghai-finance-bureau-2025-budget": ["7", "8-9", "10-11", "12", "13-14", "15", "16", "17-19", "20"],
    "southwest-university-2023-final": ["8-9", "10-11", "12-13", "14-15"],
    "jiangsu-party-office-2018-budget-text": [],
}


@pytest.mark.corpus
@pytest.mark.skipif(not SHARED.exists(), reason="the shared corpus is not beside the project")
@pytest.mark.parametrize("name", CORPUS)
def test_which_tables_stand_on_which_pages(name: str) -> None:
    found = find_tables(read(str(SHARED / "corpus" / f"{name}.pdf")).pages, Vocabulary())
    pages = [f"{table.pages[0]}-{table.pages[-1]}" if len(table.pages) > 1 else str(table.pages[0]) for table in found]
    assert pages == CORPUS[name]
    assert all(table.title.endswith(("表", "）")) and table.unit in {"元", "万元"} for table in found)
