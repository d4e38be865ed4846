"""Reports built by hand, in the shape of a real county disclosure: every slip, every message, every verdict."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from auditor.amounts import read_amount
from auditor.model import (
    NO_TEXT,
    Alternative,
    Cause,
    Check,
    Coverage,
    Equation,
    Excluded,
    Fact,
    Place,
    Report,
    Severity,
    Text,
    Verdict,
)
from tests.report_parts import (
    FUNCTIONS,
    RULES,
    SANGONG,
    TABLE6,
    TABLE12,
    D,
    cell,
    check,
    finding,
    left,
    right,
    rule,
    sentence,
)


def sangong_facts() -> dict[str, Fact]:
    return {
        "total": sentence("3.6", "万元", "三公经费", id=1),
        "change": sentence("0.5", "万元", "三公经费", id=2, measure="change", falls=True),
        "rate": sentence("-13.89", "%", "三公经费", id=3, measure="rate"),
        "abroad": _zero("因公出国（境）费", "（境）经费 0", 4),
        "guests": sentence("0.6", "万元", "公务接待费", id=5),
        "cars": sentence("0.3", "万元", "公务用车运行维护费", id=6),
        "buy": _zero("公务用车购置费", "购置费 0", 7),
        "cars12": cell(
            "30,000.00",
            "元",
            "公务用车运行维护费",
            "勉县城乡居民社会养老保险经办中心",
            "公务用车运行维护费",
            id=8,
            page=24,
            table=TABLE12,
        ),
    }


def _zero(item: str, lead: str, id_: int) -> Fact:
    amount = read_amount("0", "万元")
    assert amount is not None
    at = SANGONG.index(lead) + len(lead) - 1
    place = Place("sentence", section="五、“三公”经费及会议费、培训费情况说明", sentence=SANGONG, span=(at, at + 1))
    return Fact(id_, amount, 8, (0, 0, 1, 1), place, item)


def basic_row(label: str, total: str, staff: str, office: str, id_: int) -> Check:
    facts = [
        cell(text, "元", label.rsplit(maxsplit=1)[-1], label, column, id=id_ + i)
        for i, (column, text) in enumerate((("合计", total), ("人员经费支出", staff), ("公用经费支出", office)))
    ]
    values = [fact.value for fact in facts]
    return check(
        ("TB-02",),
        [left(facts[0]), right(facts[1]), right(facts[2])],
        kind="rollup",
        stated=values[0],
        computed=values[1] + values[2],
        low=values[1] + values[2],
        high=values[1] + values[2],
        unit="元",
    )


def seed_report(**more: Any) -> Report:
    """A report like that on the county document: five causes, a few findings alone, all verdicts."""
    f = sangong_facts()
    parts = [right(f[name]) for name in ("abroad", "guests", "cars", "buy")]
    sum_ = check(
        "SG-01", [left(f["total"]), *parts], stated="36000", computed="9000", low="8000", high="10000", unit="万元"
    )
    tie = check(
        ("NT-04", "PL-01"),
        [left(f["cars"], "stated"), right(f["cars12"], "other")],
        kind="tie",
        code="tie",
        stated="3000",
        computed="30000",
        low="30000",
        high="30000",
        unit="万元",
    )
    rate = check(
        "NN-03",
        [left(f["rate"], "rate"), right(f["change"], "change"), right(f["total"], "current")],
        kind="change",
        formula="rate",
        code="rate",
        stated="-13.89",
        computed=Decimal(-5000) / Decimal(41000) * 100,
        low="-13.41",
        high="-10.98",
        unit="%",
    )
    rows = [
        basic_row("208 社会保障和就业支出", "2,561,108.00", "2,211,508.00", "118,400.00", 20),
        basic_row("20801 人力资源和社会保障管理事务", "2,266,094.00", "1,916,494.00", "118,400.00", 30),
        basic_row("2080109 社会保险经办机构", "2,266,094.00", "1,916,494.00", "118,400.00", 40),
        basic_row("合计", "2,908,134.00", "2,558,534.00", "118,400.00", 50),
    ]
    changes = _changes()
    findings = [
        finding("a1", sum_, "C1"),
        finding("a2", tie, "C1"),
        finding("a5", rate, "C2"),
        *(finding(f"b{i}", row, "C3") for i, row in enumerate(rows)),
        finding("c1", changes, "C4", confidence="medium"),
        finding("d1", _missing_total(), severity=Severity.WARNING),
        finding("e1", _truncated(), "C5"),
        finding("g1", _foreign_reason(f), severity=Severity.WARNING),
        finding("h1", _repeated()),
    ]
    total = rows[3].operands[0].fact
    causes = (
        Cause("C1", "decimal-slip", f["cars"], D("30000"), "high", ("fp:v1:a1", "fp:v1:a2"), vouchers=3),
        Cause(
            "C2",
            "wrong-base",
            f["rate"],
            D("-12.195121951219512195"),
            "high",
            ("fp:v1:a5",),
            detail=Text(
                "-0.5 ÷ 3.6 = -13.89%，用了本年数而非上年数", "-0.5 ÷ 3.6 = -13.89%: the current year was the base"
            ),
        ),
        Cause(
            "C3",
            "part-included",
            total,
            D("2676934.00"),
            "high",
            tuple(f"fp:v1:b{i}" for i in range(4)),
            figures=tuple(row.operands[0].fact for row in rows[:3]),
            detail=Text("仍含专项业务经费 231,200.00 元", "still includes 专项业务经费 231,200.00 元"),
            vouchers=2,
        ),
        Cause(
            "C4",
            "disagree",
            changes.operands[0].fact,
            None,
            "low",
            ("fp:v1:c1",),
            alternatives=(
                Alternative(changes.operands[1].fact, D("-10200"), "other"),
                Alternative(changes.operands[0].fact, D("1600"), "sign"),
            ),
        ),
        Cause("C5", "truncated", findings[9].check.operands[0].fact, D("125800"), "medium", ("fp:v1:e1",)),
    )
    checks = (*(found.check for found in findings), *_quiet_checks(f))
    given: dict[str, Any] = {
        "path": "disclosures/2024/mianxian-2024-unit-budget.pdf",
        "sha256": "0" * 64,
        "status": "findings",
        "kind": "预算",
        "year": 2024,
        "issuer": "勉县城乡居民社会养老保险经办中心",
        "pages": 31,
        "packs": (("cn-budget", "2026.1"), ("cn-common", "2026.1")),
        "checks": checks,
        "findings": tuple(findings),
        "causes": causes,
        "coverage": Coverage(1310, 1251, 39, 20),
        "facts": tuple({o.fact.id: o.fact for c in checks for o in c.operands}.values()),
        "excluded": (Excluded("2024", "year", 3, (1.0, 2.0, 3.0, 4.0), "2024 年部门预算"),),
        "rules": RULES,
    }
    return Report(**(given | more))


def _changes() -> Check:
    section = "2、支出按功能科目分类的明细情况"
    total = sentence(
        "0.88", "万元", "一般公共预算支出", FUNCTIONS, section=section, page=6, id=60, measure="change", falls=True
    )
    parts = [
        sentence("0.02", "万元", "社会保险经办机构", FUNCTIONS, section=section, page=6, id=61, measure="change"),
        sentence(
            "0.66",
            "万元",
            "机关事业单位基本养老保险缴费支出",
            FUNCTIONS,
            section=section,
            page=6,
            id=62,
            measure="change",
            falls=True,
        ),
        sentence("0.3", "万元", "事业单位医疗", FUNCTIONS, section=section, page=6, id=63, measure="change"),
        sentence("0.5", "万元", "住房公积金", FUNCTIONS, section=section, page=6, id=64, measure="change"),
    ]
    return check(
        "NN-02",
        [left(total), *map(right, parts)],
        kind="list",
        code="list-changes",
        stated="-8800",
        computed="1600",
        low="350",
        high="2850",
        unit="万元",
    )


def _missing_total() -> Check:
    row = "30201 办公费"
    cells = [
        cell(text, "元", "办公费", row, column, id=70 + i, page=16, table=TABLE6)
        for i, (column, text) in enumerate(
            (("合计", ""), ("公用经费支出", "13,400.00"), ("专项业务经费支出", "60,000.00"))
        )
    ]
    return check(
        "TB-16",
        [left(cells[0]), right(cells[1]), right(cells[2])],
        kind="rollup",
        formula="missing",
        code="missing-total",
        computed="73400.00",
        unit="元",
        severity=Severity.WARNING,
    )


def _truncated() -> Check:
    text = sentence(
        "12.57", "万元", "事业单位医疗", FUNCTIONS, section="2、支出按功能科目分类的明细情况", page=6, id=80
    )
    table = cell(
        "125,765.00",
        "元",
        "事业单位医疗",
        "2101102 事业单位医疗",
        "合计",
        id=81,
        page=15,
        table={"table_number": "5", "table_title": "一般公共预算支出明细表（按支出功能分类科目）"},
    )
    return check(
        "NT-02",
        [left(text, "stated"), right(table, "other")],
        kind="tie",
        code="tie",
        verdict=Verdict.TRUNCATED,
        severity=Severity.INFO,
        stated="125700",
        computed="125765.00",
        low="125765.00",
        high="125765.00",
        unit="万元",
    )


def _foreign_reason(f: dict[str, Fact]) -> Check:
    return check(
        "SG-04",
        [left(f["change"], "change")],
        kind="wording",
        formula="text",
        code="foreign-reason",
        severity=Severity.WARNING,
        reason=Text("“培训费”不是“三公”经费的组成部分", "“培训费” is no part of 三公经费"),
        unit="万元",
    )


def _repeated() -> Check:
    return check(
        "TX-01",
        kind="wording",
        formula="text",
        code="repeated",
        severity=Severity.INFO,
        place="第5页 正文 （二）财政拨款收支情况",
    )


def _quiet_checks(f: dict[str, Fact]) -> tuple[Check, ...]:
    ok = [
        left(f["guests"], "stated"),
        right(
            cell(
                "6,000.00",
                "元",
                "公务接待费",
                "勉县城乡居民社会养老保险经办中心",
                "公务接待费",
                id=9,
                page=24,
                table=TABLE12,
            ),
            "other",
        ),
    ]
    held = check(
        "NT-04", ok, kind="tie", code="tie", verdict=Verdict.HOLDS, stated="6000", computed="6000.00", unit="万元"
    )
    near = check(
        "NT-04", ok, kind="tie", code="tie", verdict=Verdict.ROUNDING, stated="6000", computed="6001", unit="万元"
    )
    lacking = Text("缺少上年数", "figure of the year before is missing")
    open_ = check("XT-07", kind="tie", code="tie", verdict=Verdict.UNCHECKED, reason=lacking, place="表8 合计")
    return held, near, open_, check("XT-07", kind="tie", verdict=Verdict.UNCHECKED, reason=lacking, place="表9 合计")


def clean_report(**more: Any) -> Report:
    f = sangong_facts()
    given: dict[str, Any] = {
        "status": "clean",
        "checks": _quiet_checks(f)[:3],
        "findings": (),
        "causes": (),
        "coverage": Coverage(120, 110, 4, 6),
    }
    return seed_report(**(given | more))


def unreadable_report(**more: Any) -> Report:
    given: dict[str, Any] = {
        "path": "scan.pdf",
        "sha256": "f" * 64,
        "status": "unreadable",
        "pages": 12,
        "problem": Text("没有文字层：12 页都是图片，需先做文字识别", "no text layer: all 12 pages are images"),
        "problem_id": "no-text",
    }
    return Report(**(given | more))


__all__ = [
    "NO_TEXT",
    "Equation",
    "cell",
    "check",
    "clean_report",
    "finding",
    "left",
    "right",
    "rule",
    "seed_report",
    "sentence",
    "unreadable_report",
]
