"""Doubts about how a table was read: they silence a check, and say why."""

from __future__ import annotations

import pytest

from auditor.audit.pipe_tables import pipe_tables
from auditor.check import check
from auditor.claims import read_text
from auditor.facts import gather
from auditor.model import Check, Excluded, Pack, Verdict
from tests.records import replace

OVERVIEWS = """
表1 收支总表 单位：元
收入/项目 | 收入/预算数 | 支出/项目 | 支出/预算数
一、财政拨款收入 | 2,908,134.00 | 1、教育支出 | 2,908,134.00
收入总计 | 2,908,134.00 | 支出总计 | 2,908,134.00

表4 财政拨款收支总表
收入/项目 | 收入/预算数 | 支出/项目 | 支出/预算数
一、一般公共预算拨款 | {grant} | 1、教育支出 | {grant}
收入总计 | {grant} | 支出总计 | {grant}
"""


def between(budget: Pack, grant: str) -> list[Check]:
    """Check two tables of which the second takes its unit over from the first."""
    first, second = pipe_tables(OVERVIEWS.format(grant=grant))
    tables = (first, replace(second, unit="元", unit_stated=False))
    facts = replace(gather(tables, read_text("", budget.vocabulary), budget.vocabulary), kind="预算", year=2024)
    crossing = [c for c in check(budget.rules, facts, budget.vocabulary) if len({o.fact.page for o in c.operands}) > 1]
    assert crossing
    return crossing


def test_a_table_that_states_no_unit_is_not_accused_where_another_unit_agrees(budget: Pack) -> None:
    checks = between(budget, "290.81")
    assert {c.verdict for c in checks} == {Verdict.UNCHECKED}
    assert all("没有写明单位" in c.reason.zh for c in checks)


@pytest.mark.parametrize(("grant", "verdict"), [("2,908,134.00", Verdict.HOLDS), ("2,908,143.00", Verdict.FAILS)])
def test_the_unit_taken_over_counts_otherwise(budget: Pack, grant: str, verdict: Verdict) -> None:
    assert {c.verdict for c in between(budget, grant)} == {verdict}


def test_a_blank_total_is_not_compared_with_another_table(budget: Pack) -> None:
    tables = pipe_tables(OVERVIEWS.format(grant="1.00").replace("支出总计 | 2,908,134.00", "支出总计 | "))
    facts = replace(gather(tables[:1], read_text("", budget.vocabulary), budget.vocabulary), kind="预算", year=2024)
    balance = [c for c in check(budget.rules, facts, budget.vocabulary) if c.rules[0] == "TB-07"]
    assert [(c.verdict, c.reason.zh[:4]) for c in balance] == [(Verdict.UNCHECKED, "合计未填")]


SPREAD = """
表5 一般公共预算支出表 单位：元
科目编码 | 科目名称 | 合计 | 人员经费支出 | 公用经费支出
合计 | | 900.00 | 600.00 | 300.00
{rows}
"""
CLASSES = [(str(code), f"{code % 17 + 3}00.00", f"{code % 17 + 1}00.00", "200.00") for code in range(204, 211)]


@pytest.mark.parametrize(
    ("broken", "ruled", "left_over", "failing"),
    [("one cell", False, True, 2), ("a row", False, True, 0), ("a row", False, False, 3), ("a row", True, True, 3)],
)
def test_a_row_that_may_have_been_lost_is_nobodys_fault_without_column_lines(
    budget: Pack, broken: str, ruled: bool, left_over: bool, failing: int
) -> None:
    rows, total = [], [0, 0, 0]
    for order, (code, *values) in enumerate(CLASSES):
        total = [one + int(float(value)) for one, value in zip(total, values, strict=True)]
        printed = " | ".join(values)
        rows += [f"{code}{depth} | 科目{code}{depth} | {printed}" for depth in ("", "01", "0101")]
        if order == 3 and broken == "a row":
            del rows[-2:]
            rows.append(f"{code}01 | 科目{code}01 | 100.00 | 60.00 | 40.00")
        if order == 3 and broken == "one cell":
            rows[-1] = rows[-1].replace("| 200.00", "| 260.00")
    text = SPREAD.format(rows="\n".join(rows)).replace("900.00 | 600.00 | 300.00", " | ".join(f"{t}.00" for t in total))
    gathered = gather(pipe_tables(text), read_text("", budget.vocabulary), budget.vocabulary)
    tables = tuple(table._replace(ruled=ruled) for table in gathered.tables)
    page = tables[0].table.pages[0]
    excluded = (Excluded("1.00", "unread", page, (0, 0, 1, 1), ""),) if left_over else ()
    narrative = gathered.narrative._replace(excluded=excluded)
    facts = replace(gathered, kind="预算", year=2024, tables=tables, narrative=narrative)
    rules = [rule for rule in budget.rules if rule.kind == "rollup"]
    told = check(rules, facts, budget.vocabulary)
    assert sum(c.verdict is Verdict.FAILS for c in told) == failing


ROWS_OF_TWO = """
表5 一般公共预算支出表 单位：元
科目编码 | 科目名称 | 合计 | 人员经费支出 | 公用经费支出
合计 | | 600.00 | 400.00 | 200.00
201 | 一般公共服务支出 | 300.00 | 200.00 | 100.00
20101 | 人大事务 | 300.00 | 200.00 | 100.00
2010101 | 行政运行 | 300.00 | {personnel} | {public}
205 | 教育支出 | 300.00 | 200.00 | 100.00
20501 | 教育管理事务 | 300.00 | 200.00 | 100.00
2050101 | 行政运行 | 300.00 | 200.00 | 100.00
"""


@pytest.mark.parametrize(
    ("personnel", "public", "failing"),
    [("200.00", "100.00", 0), ("260.00", "100.00", 2), ("100.00", "200.00", 0), ("", "300.00", 0)],
)
def test_a_figure_that_alone_explains_what_fails_is_believed_where_no_line_parts_the_columns(
    budget: Pack, personnel: str, public: str, failing: int
) -> None:
    text = ROWS_OF_TWO.format(personnel=personnel, public=public)
    gathered = gather(pipe_tables(text), read_text("", budget.vocabulary), budget.vocabulary)
    tables = tuple(table._replace(ruled=False) for table in gathered.tables)
    facts = replace(gathered, kind="预算", year=2024, tables=tables)
    told = check([rule for rule in budget.rules if rule.kind == "rollup"], facts, budget.vocabulary)
    # two figures that changed places fail two columns and hold their row: that is how a misread row looks
    assert sum(c.verdict is Verdict.FAILS for c in told) == failing
