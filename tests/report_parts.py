"""Facts, operands, checks and rules of a county disclosure, as short as literals: what reports in tests are built of."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from auditor.amounts import blank_amount, read_amount
from auditor.model import (
    Check,
    Fact,
    Finding,
    Operand,
    Place,
    Rule,
    Severity,
    Text,
    Verdict,
)
from tests.records import replace

SANGONG = (
    "本单位当年一般公共预算“三公”经费预算支出 3.6 万元，较上年减少 0.5 万元（-13.89%），减少的主要原因是培训费减少。"
    "其中：因公出国（境）经费 0 万元，较上年无变化；公务接待费费 0.6 万元，较上年无变化；公务用车运行维护费 0.3 万元，"
    "较上年无变化；公务用车购置费 0 万元，较上年无变化。"
)
FUNCTIONS = (
    "本单位当年一般公共预算支出 290.81 万元，较上年减少 0.88 万元，其中：（1）社会保险经办机构（2080109）226.61 万元，"
    "较上年增加 0.02 万元，原因是新增 3 名工作人员，正常升薪工资增加，人员经费增加，相应的公用经费增加；（2）机关事业单位"
    "基本养老保险缴费支出（2080505）29.5 万元，较上年减少 0.66 万元，原因是控制经费开支，减少支出；（3）事业单位医疗"
    "（2101102）12.57 万元，较上年增加 0.3 万元，原因是新增 3 名工作人员，人员经费增加；（4）住房公积金（2210201）22.12 "
    "万元，较上年增加 0.5 万元，原因是新增 3 名工作人员，人员经费增加。"
)
TABLE7 = {"table_number": "7", "table_title": "部门综合预算一般公共预算基本支出明细表（按支出功能分类科目）"}
TABLE12 = {"table_number": "12", "table_title": "部门综合预算一般公共预算拨款“三公”经费及会议费、培训费支出预算表"}
TABLE6 = {"table_number": "6", "table_title": "一般公共预算支出明细表（按支出经济分类科目）"}

_ids = itertools.count()


def sentence(printed: str, unit: str, item: str, text: str = SANGONG, *, nth: int = 0, **more: Any) -> Fact:
    """A figure of a sentence; `nth` chooses among equal printed figures."""
    amount = read_amount(printed, unit)
    assert amount is not None
    at = -1
    for _ in range(nth + 1):
        at = text.index(printed, at + 1)
    section = more.pop("section", "五、“三公”经费及会议费、培训费情况说明")
    place = Place("sentence", section=section, sentence=text, span=(at, at + len(printed)))
    page = more.pop("page", 8)
    if more.pop("falls", False):  # 减少 0.5: the words give the sign
        amount = replace(amount, value=-amount.value)
    return Fact(more.pop("id", next(_ids)), amount, page, (90.0, 120.123, 110.0, 132.456), place, item, **more)


def cell(printed: str, unit: str, item: str, row: str, column: str, **more: Any) -> Fact:
    """A figure of a table cell."""
    amount = read_amount(printed, unit) if printed.strip() else blank_amount(printed, unit)
    assert amount is not None
    table = more.pop("table", TABLE7)
    place = Place("cell", row=row, column=column, **table)
    return Fact(
        more.pop("id", next(_ids)), amount, more.pop("page", 17), (300.0, 200.0, 360.0, 212.0), place, item, **more
    )


def left(fact: Fact, role: str = "total", sign: int = 1) -> Operand:
    return Operand(fact, role, sign, "left")


def right(fact: Fact, role: str = "part", sign: int = 1) -> Operand:
    return Operand(fact, role, sign, "right")


def D(text: str) -> Decimal:  # noqa: N802 as short as a literal
    return Decimal(text)


def check(rule: str | tuple[str, ...], operands: Sequence[Operand] = (), **more: Any) -> Check:
    """A failing sum unless told otherwise; figures in the base unit."""
    rules = (rule,) if isinstance(rule, str) else rule
    given: dict[str, Any] = {
        "kind": "equation",
        "formula": "sum",
        "relation": "=",
        "verdict": Verdict.FAILS,
        "severity": Severity.ERROR,
    }
    given |= more
    for key in ("stated", "computed", "low", "high"):
        if isinstance(given.get(key), str):
            given[key] = Decimal(given[key])
    if given.get("stated") is not None and given.get("computed") is not None:
        given.setdefault("difference", given["stated"] - given["computed"])
    return Check(rules=rules, operands=tuple(operands), **given)


def finding(fingerprint: str, checked: Check, cause: str = "", **more: Any) -> Finding:
    return Finding(
        f"fp:v1:{fingerprint}", checked, more.pop("severity", checked.severity), more.pop("confidence", "high"), cause
    )


def rule(id_: str, zh: str, en: str, **more: Any) -> Rule:
    return Rule(id_, more.pop("kind", "equation"), Text(zh, en), more.pop("severity", Severity.ERROR), **more)


RULES = {
    r.id: r
    for r in (
        rule("SG-01", "“三公”经费等于各分项之和", "Three-public total equals its parts", basis="财预〔2016〕143号"),
        rule("NT-04", "正文与表一致", "Narrative agrees with the tables", kind="tie"),
        rule("NN-03", "增减率等于增减额除以上年数", "Rate equals change over last year", kind="change"),
        rule("NN-02", "各项增减之和等于合计增减", "Changes of the parts add to the change of the whole", kind="list"),
        rule("TB-02", "合计等于各明细之和", "Total equals its columns", kind="rollup"),
        rule("TB-16", "合计不得空缺", "A total is not left blank", kind="rollup"),
        rule("SG-04", "变化原因属于该项目", "A reason belongs to its item", kind="wording", severity=Severity.WARNING),
        rule("NT-02", "四舍五入正确", "Rounded, not cut", kind="tie", severity=Severity.INFO),
        rule("XT-07", "基本支出各表一致", "Basic expenditure agrees across tables", kind="tie"),
        rule("TX-01", "同一段落不重复", "No paragraph is repeated", kind="wording", severity=Severity.WARNING),
    )
}
