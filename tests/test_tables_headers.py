"""How many rows of a table are header."""

from __future__ import annotations

import pytest

from auditor.tables.headers import count_headers, is_form
from auditor.tables.records import Region


def read(text: str) -> tuple[list[list[str]], list[Region]]:
    """Read a pipe table: ^ belongs to the cell above, < to the cell on its left."""
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    regions = []
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if cell in {"^", "<"}:
                continue
            height, width = 1, 1
            while row + height < len(rows) and rows[row + height][column] == "^":
                height += 1
            while column + width < len(cells) and cells[column + width] == "<":
                width += 1
            regions.append(Region(row, column, height, width))
    return [["" if cell in {"^", "<"} else cell for cell in row] for row in rows], regions


@pytest.mark.parametrize(
    ("table", "count"),
    [
        ("项目 | 预算数\n一、收入 | 1.00\n合计 | 1.00", 1),
        ("收入 | < | 支出 | <\n项目 | 预算数 | 项目 | 预算数\n一、收入 | 1.00 | 一、支出 | 1.00", 2),
        ("收入 | | 支出 | \n项目 | 预算数 | 项目 | 预算数\n一、收入 | 1.00 | 一、支出 | 1.00", 2),
        ("科目 | 支出 | <\n^ | 合计 | 其中：人员\n205 | 1.00 | 1.00", 2),
        ("科目编码 | < | 名称 | 合计\n类 | 款 | ^ | ^\n201 | 01 | 教育 | 1.00", 2),
        ("类 | 款 | 名称 | 合计\n201 | 01 | 教育 | 1.00", 1),
        ("项目 | 决算数\n栏次 | 1\n一、收入 | 5.00", 2),
        ("项目 | 决算数\n** | **\n | \n | ", 2),
        ("项目 | 2023年 | 2024年\n收入 | 5.00 | 6.00", 1),
        ("项目 | 2023 | 2024\n收入 | 5.00 | 6.00", 1),
        ("科目编码 | < | 名称 | 合计\n类 | 款 | 合计 | 2,946.25\n201 | | 教育 | 1.00", 1),
        ("项目 | 金额\n合计 | \n | ", 1),
        ("项目 | 合计 | 基本\n | | \n合计 | < | ", 1),
        ("合计 | 基本支出\n1.00 | 2.00", 1),
        ("科目 | 名称 | 合计\n | | 2,908.00\n205 | 教育 | 1.00", 1),
        ("序号 | 单位名称\n1 | 某局\n2 | 某中心", 1),
        ("名称 | 地址\n某局 | 某路\n某所 | 某街", 1),
        ("项目名称 | < | 金额\n收入总计 | < | 5.00\n一般公共预算资金 | 小计 | 5.00", 1),
        ("1.00 | 2.00\n3.00 | 4.00", 0),
        ("部门收支总表 | <\n项目 | 金额\n甲 | 1.00", 2),
        ("项目 | 金额\n | \n甲 | 1.00", 1),
        ("甲 | < | <\n | | \n项目 | 上年 | 本年\n一、 | 1.00 | 2.00", 3),
        ("项目 | 金额", 1),
        ("项目名称 | 某项目 | < | <\n主管部门 | 某局 | < | <\n资金（万元） | 总额： | 5.00 | <", 0),
        ("单位名称 | 某中心\n年度主要任务 | 任务1", 0),
        ("单位名称 | 金额\n某局 | 5.00", 1),
        ("单位名称 | 合计 | 备注\n主管部门 | 5.00 | ", 1),
    ],
)
def test_headers(table: str, count: int) -> None:
    assert count_headers(*read(table)) == count


def test_forms() -> None:
    assert is_form(read("项目名称 | 某项目\n实施单位 | 某局")[0])
    assert is_form(read("（项目）名称 | 某项目\n项目资金（万元） | 5.00")[0])
    assert not is_form(read("项目 | 金额\n甲 | 1.00")[0])
    assert is_form(read("项目绩效目标表 | \n（2024年度） | \n项目名称 | 某项目\n主管部门 | 某局")[0])
    assert not is_form([])
