"""Rows of tables: none lost, none twice; and last digits where everything else is exact."""

from __future__ import annotations

import pytest

from auditor.model import Severity, Verdict
from tests.conftest import Checked

BALANCE = """
表1 收支总表 单位：元
收入/项目 | 收入/预算数 | 支出/项目 | 支出/预算数
一、财政拨款收入 | 90.00 | 一、教育支出 | 60.00
二、事业收入 | 10.00 | 二、卫生健康支出 | 30.00
三、其他收入 | 1.00 | 三、住房保障支出 | 11.00
本年收入合计 | 101.00 | 本年支出合计 | 101.00
上年结转 | 20.00 | 结转下年 | 20.00
收入总计 | 121.00 | 支出总计 | 121.00
"""
CODED = """
{title} 单位：元
科目编码 | 科目名称 | 合计
205 | 教育支出 | 60.00
20599 | 其他教育支出 | 60.00
210 | 卫生健康支出 | 40.00
21099 | 其他卫生健康支出 | 40.00
合计 | | 100.00
"""


def told(checked: Checked, rule: str, table: str) -> list[str]:
    return [c.reason.zh for c in checked(table, only=rule) if c.verdict is Verdict.FAILS]


def without(text: str, start: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.startswith(start))


@pytest.mark.parametrize(("line", "count"), [("没有这一行", 0), ("收入总计", 2), ("本年收入合计", 2), ("上年结转", 0)])
def test_both_sides_of_a_balance_have_their_totals(checked: Checked, line: str, count: int) -> None:
    assert len(told(checked, "TB-21", without(BALANCE, line))) == count


def test_a_coded_table_has_a_total_where_the_others_have_one(checked: Checked) -> None:
    titles = ("表3 支出总表", "表5 一般公共预算支出表", "表6 财政拨款支出预算表", "表7 项目支出表")
    tables = [CODED.format(title=title) for title in titles]
    assert told(checked, "TB-21", "\n".join(tables)) == []
    tables[1] = without(tables[1], "合计")
    assert told(checked, "TB-21", "\n".join(tables)) == ["《一般公共预算支出表》没有合计行"]
    assert told(checked, "TB-21", "\n".join(tables[:2])) == []  # one other table shows nothing
    tables[1] = without(without(tables[1], "210"), "21099")
    assert told(checked, "TB-21", "\n".join(tables)) == []  # one code above all others is their total


def test_two_names_alike_are_no_row_twice(checked: Checked) -> None:
    table = CODED.format(title="表3 支出总表").replace("20599 |", "2059999 |")
    assert told(checked, "TB-20", table) == []
    line = "20599 | 其他教育支出 | 60.00\n"
    doubled = CODED.format(title="表3 支出总表").replace(line, line * 2)
    assert told(checked, "TB-20", doubled) == ["“其他教育支出”一行连续印了两次"]


def many_sums(wrong: str = "", count: int = 24) -> str:
    rows = [f"2{number:02d} | 某类支出 | 3.00 | 1.00 | 2.00" for number in range(1, count + 1)]
    total = f"合计 | | {count * 3}.00 | {count}.00 | {count * 2}.00"
    table = "\n".join(["表3 支出总表 单位：万元", "科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出", *rows, total])
    return table.replace("203 | 某类支出 | 3.00 | 1.00 | 2.00", f"203 | 某类支出 | {wrong}") if wrong else table


@pytest.mark.parametrize(
    ("wrong", "count"),
    [
        ("", 0),
        ("3.00 | 1.00 | 2.01", 1),  # off across and down
        ("3.01 | 1.00 | 2.01", 0),  # off down only: the column total may be rounded
        ("3.00 | 1.01 | 2.01", 0),  # no one figure explains it
    ],
)
def test_a_last_digit_is_told_where_all_other_sums_are_exact(checked: Checked, wrong: str, count: int) -> None:
    found = [c for c in checked(many_sums(wrong), only="TB-22") if c.verdict is Verdict.FAILS]
    assert len(found) == count
    assert all(c.severity is Severity.INFO and "2.00" in c.reason.zh for c in found)


def test_a_few_exact_sums_show_nothing(checked: Checked) -> None:
    assert told(checked, "TB-22", many_sums("3.00 | 1.00 | 2.01", count=5)) == []
