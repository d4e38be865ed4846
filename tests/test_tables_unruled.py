"""Tables whose columns only numbers tell: blocks side by side, blank columns, codes in columns of their own."""

from __future__ import annotations

import pytest
from tables_drawing import Drawing


def _columns(rows: list[list[str]], lefts: dict[int, float], rights: dict[int, float], top: float = 120) -> Drawing:
    drawing = Drawing()
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell and column in lefts:
                drawing.text(lefts[column], top + 20 * at, cell)
            elif cell:
                drawing.right(rights[column], top + 20 * at, cell)
    return drawing


BLOCKS = [
    ["收入", "预算数", "支出", "预算数"],
    ["一、财政拨款", "4740316", "一、一般公共服务支出", "4225816"],
    ["二、政府性基金", "214685", "二、社会保障和就业支出", "255113"],
    ["", "", "三、住房保障支出", "474072"],
    ["收入总计", "4955001", "支出总计", "4955001"],
]


@pytest.mark.parametrize("gap", [4, 8, 40])
@pytest.mark.parametrize("rules", [(), (106, 126, 208)])
def test_two_blocks_of_different_length_however_close(gap: float, rules: tuple[float, ...]) -> None:
    drawing = _columns(BLOCKS, {0: 60, 2: 230 + gap}, {1: 230, 3: 480})
    for y in rules:
        drawing.across(y, 55, 485)
    assert drawing.only().grid() == BLOCKS


@pytest.mark.parametrize("rules", [(), (106, 126, 188)])
@pytest.mark.parametrize(
    "body",
    [
        [
            ["教育支出", "300.00", "300.00", ""],
            ["其他支出", "20.00", "", "20.00"],
            ["合计", "320.00", "300.00", "20.00"],
        ],
        [["教育支出", "300.00", "300.00", ""], ["其他支出", "20.00", "20.00", ""], ["合计", "320.00", "320.00", ""]],
    ],
)
def test_columns_that_are_blank_in_some_or_all_rows(rules: tuple[float, ...], body: list[list[str]]) -> None:
    rows = [["项目", "合计", "基本支出", "项目支出"], *body]
    drawing = _columns(rows, {0: 80}, {1: 260, 2: 350, 3: 440})
    for y in rules:
        drawing.across(y, 75, 445)
    assert drawing.only().grid() == rows


@pytest.mark.parametrize("rules", [(), (106, 126, 208)])
def test_codes_in_three_columns_without_column_rules(rules: tuple[float, ...]) -> None:
    rows = [
        ["类", "款", "项", "科目名称", "合计", "基本支出"],
        ["201", "", "", "一般公共服务支出", "300.00", "200.00"],
        ["201", "03", "", "政府办公厅事务", "300.00", "200.00"],
        ["201", "03", "01", "行政运行", "300.00", "200.00"],
        ["", "", "", "合计", "300.00", "200.00"],
    ]
    drawing = _columns(rows, {0: 80, 1: 110, 2: 140, 3: 170}, {4: 350, 5: 440})
    for y in rules:
        drawing.across(y, 75, 445)
    assert drawing.only().grid() == rows


def test_a_short_number_stays_with_the_words_that_follow_it() -> None:
    rows = [["项目", "数量", "金额"], ["会议", "12 个", "1.20"], ["培训", "2024 年", "0.30"], ["接待", "30 批", "0.50"]]
    assert _columns(rows, {0: 80, 1: 200}, {2: 400}).only().grid() == rows
