"""Listings of what was read: tables, claims, figures; and of the rules."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from report_builder import seed_report
from report_parts import RULES, rule

from auditor.amounts import Amount, read_amount
from auditor.model import (
    Base,
    Case,
    Cell,
    Claim,
    Equation,
    Excluded,
    Narrative,
    Pack,
    Paragraph,
    Rule,
    Severity,
    Statement,
    Table,
    Text,
    Tolerance,
    Vocabulary,
)
from auditor.report.claim_listing import claims_json, claims_text
from auditor.report.figure_listing import figures_text
from auditor.report.json_report import figures_json
from auditor.report.rule_listing import Wanted, cases_text, distinct, rule_text, rules_json, rules_text
from auditor.report.table_listing import heading, tables_csv, tables_markdown, tables_text
from tests.records import replace

GRID = [["科目", "预算数\n（元）"], ["一、教育支出", "1,200.00"], ["合 计", "1,200.00"], ["a|b", ""]]
BOX = (0.0, 0.0, 1.0, 1.0)


def table(number: str = "5", **more: Any) -> Table:
    cells = tuple(Cell(r, c, 1, 1, text, 12, BOX) for r, row in enumerate(GRID) for c, text in enumerate(row))
    given: dict[str, Any] = {
        "title": "支出总表",
        "unit": "元",
        "unit_stated": True,
        "pages": (12, 13),
        "rows": 4,
        "columns": 2,
    }
    return Table(number=number, header_rows=1, cells=cells, **(given | more))


def test_tables_as_aligned_text() -> None:
    assert tables_text([table()], "zh") == (
        "表5  支出总表  第12–13页  单位：元  4×2\n"
        "  科目          预算数（元）\n"
        "  ------------  ------------\n"
        "  一、教育支出      1,200.00\n"
        "  合计              1,200.00\n"
        "  a|b\n"
    )


def test_headings() -> None:
    assert heading(table(), "en") == "table 5  支出总表  page 12–13  unit: 元  4×2"
    assert heading(table("", title="", unit="", pages=(3,)), "zh") == "第3页  4×2"


def test_tables_as_csv_keep_the_cells_as_printed() -> None:
    assert list(csv.reader(io.StringIO(tables_csv([table()])))) == [
        [" ".join(c.split("\n")) for c in row] for row in GRID
    ]
    two = tables_csv([table(), table("6")])
    assert two.startswith("# 5 支出总表\n科目,")
    assert "\n\n# 6 支出总表\n" in two
    assert tables_csv([]) == ""


def test_tables_as_markdown() -> None:
    text = tables_markdown([table()], "zh")
    assert text.startswith("## 表5  支出总表")
    assert "| 科目 | 预算数（元） |\n| --- | --- |\n| 一、教育支出 | 1,200.00 |" in text
    assert "a\\|b" in text


def narrative() -> Narrative:
    text = "“三公”经费3.6万元，较上年减少0.5万元，其中：公务接待费持平。"
    amount, change = read_amount("3.6", "万元"), read_amount("0.5", "万元")
    statements = (
        Statement(0, 0, 0, "“三公”经费", "三公经费", known=True),
        Statement(1, 0, 25, "公务接待费", "公务接待费", known=True, head=0, period="当年"),
    )
    claims = (
        Claim(0, 0, "amount", 0, 6, 9, 8, BOX, amount, Decimal(36000)),
        Claim(
            1,
            0,
            "change",
            0,
            17,
            20,
            8,
            BOX,
            change,
            Decimal(-5000),
            -1,
            "减少",
            Base("上年", "上年"),
            cause="压减",
            others=(1,),
        ),
        Claim(2, 1, "flat", 0, 33, 35, 8, BOX, word="持平"),
    )
    paragraph = Paragraph(0, text, "text", 9, ("第三部分", "五、“三公”经费"), 8, ())
    excluded = (
        Excluded("2024", "year", 3, (1.234, 2, 3, 4), "2024 年"),
        Excluded("20", "threshold", 4, BOX, "20 万元以上"),
    )
    return Narrative((paragraph,), statements, claims, excluded)


def test_claims_as_json() -> None:
    value = claims_json(narrative())
    assert list(value) == ["claims", "excluded"]
    first, change, flat = value["claims"]
    assert (first["item"], first["value"], first["unit"], first["measure"]) == (
        "三公经费",
        "36000.00",
        "万元",
        "amount",
    )
    assert (change["value"], change["direction"], change["base"], change["reason"]) == (
        "-5000.00",
        "down",
        "上年",
        "压减",
    )
    assert change["readings"] == ["公务接待费"]
    assert (flat["head"], flat["value"], flat["word"], flat["period"]) == ("三公经费", None, "持平", "当年")
    assert first["section"] == "第三部分 / 五、“三公”经费"
    assert value["excluded"][0] == {
        "printed": "2024",
        "reason": "year",
        "page": 3,
        "bbox": [1.23, 2.0, 3.0, 4.0],
        "context": "2024 年",
    }


def test_claims_as_text() -> None:
    text = claims_text(narrative(), "zh")
    assert text.splitlines() == [
        "p8 “三公”经费3.6万元，较上年减少0.5万元，其中：公务接待费持平。",
        "    amount      三公经费  3.6 万元",
        "    change      三公经费  ↓ 0.5 万元  ← 上年",
        "    flat        公务接待费  持平  当年  ∈ 三公经费",
        "",
        "不参与核对的数字：",
        "    year: 2024",
        "    threshold: 20",
    ]
    assert claims_text(Narrative(), "en") == "\n"
    assert "numbers that state nothing to check:" in claims_text(narrative(), "en")


def test_figures_as_text() -> None:
    text = figures_text(seed_report(), "zh")
    assert "p8 正文 五、“三公”经费及会议费、培训费情况说明\n" in text
    assert "    2              0.3 万元  公务用车运行维护费  amount\n" in text
    assert "    1       2,561,108.00 元  208 社会保障和就业支出  合计\n" in text
    counts = "数字 1310 个：用到 1251，没有用到 39，不参与核对 20；覆盖率 97.0%\n    year 1\n"
    assert text.endswith(f"{counts}平均每个数字有 1.2 条核对用到它\n")
    plain = figures_text(seed_report(excluded=()), "en")
    assert "state nothing to check; coverage 97.0%\n" in plain
    assert "with the reason" not in plain
    assert "    p3  2024  year  2024 年部门预算\n" in text
    assert len(figures_json(seed_report())) == len(seed_report().facts) + 1


def packs() -> tuple[Pack, ...]:
    rules = tuple(RULES.values())
    own = rule("MY-01", "甲等于乙", "A equals B", tags=("own",), severity=Severity.WARNING)
    return Pack("cn-budget", "1", rules, Vocabulary()), Pack("cn-common", "1", (*rules[:1], own), Vocabulary())


def test_rules_as_text_and_json() -> None:
    text = rules_text(packs(), "zh")
    assert "MY-01  warning  equation  甲等于乙\n" in text
    assert text.endswith("11 条规则\n")
    assert (
        rules_text(packs(), "en", Wanted(tags=frozenset({"own"}))) == "MY-01  warning  equation  A equals B\n1 rule\n"
    )
    value = rules_json(packs())
    assert next(each for each in value if each["id"] == "SG-01")["packs"] == ["cn-budget", "cn-common"]
    assert [each["id"] for each in rules_json(packs(), Wanted(tags=frozenset({"own"})))] == ["MY-01"]
    chosen = Wanted(packs=frozenset({"cn-common"}), severities=frozenset({"warning"}))
    assert [each.id for each in distinct(packs(), chosen)] == ["MY-01"]
    assert [each.id for each in distinct(packs())] == sorted(each.id for each in distinct(packs()))


def full_rule() -> Rule:
    return rule(
        "MY-01",
        "甲等于乙",
        "A equals B",
        why=Text("因为  如此", "because"),
        basis="财预〔2016〕143号",
        help=Text("请改", "mend it"),
        exceptions=Text("甲为空时不查", "not where A is blank"),
        tolerance=Tolerance(
            Amount("0.01", "万元", Decimal(100), Decimal(100)), Text("系统取整", "rounded by the system")
        ),
        check=Equation((), "=", (), "甲 = 乙"),
        when=Equation((), "=", (), "丙 = 0"),
        since=2018,
        families=("三公表",),
        cases=(Case("holds", {"甲": "1万元", "乙": "1万元"}, line=7), Case("fails", text="甲 1 万元。\n乙 2 万元。")),
        path="my.yaml",
        line=3,
    )


def test_a_rule_is_explained() -> None:
    assert rule_text(full_rule(), "zh").splitlines() == [
        "error[MY-01] 甲等于乙",
        "",
        "  算式：甲 = 乙",
        "  适用条件：丙 = 0",
        "  理由：因为 如此",
        "  依据：财预〔2016〕143号",
        "  已知的例外：甲为空时不查",
        "  容差：0.01 万元 (系统取整)",
        "  怎么办：请改",
        "  适用年度：2018–",
        "  用于的表：三公表",
        "  类型：equation",
        "",
        "  例：",
        "    holds: 甲 1万元，乙 1万元",
        "    fails: 甲 1 万元。 乙 2 万元。",
        "",
        "  my.yaml:3",
    ]
    both = Case("fails", text="甲 1 万元。", table="表1 总表\n甲 | 2.00")
    assert "    fails: 甲 1 万元。 / 表1 总表；甲 | 2.00\n" in rule_text(replace(full_rule(), cases=(both,)), "zh")
    assert rule_text(rule("X", "标题", ""), "en") == "error[X] 标题\n\n  kind: equation\n"


@dataclass(frozen=True)
class Ran:
    rule: Rule
    case: Case
    verdict: str
    ok: bool
    detail: str = ""


def test_cases_that_fail_are_told_with_their_place() -> None:
    own = full_rule()
    results = [
        Ran(own, own.cases[0], "holds", ok=True),
        Ran(own, own.cases[0], "fails", ok=False, detail="cause decimal-slip expected"),
        Ran(own, own.cases[1], "holds", ok=False),
    ]
    assert cases_text(results, [own], "zh").splitlines() == [
        "my.yaml:7: MY-01 应为 holds，得到 fails (cause decimal-slip expected)",
        "    holds: 甲 1万元，乙 1万元",
        "my.yaml:3: MY-01 应为 fails，得到 holds",
        "    fails: 甲 1 万元。 乙 2 万元。",
        "1 条规则，3 个例子：符合 1，不符合 2",
    ]
    bare = [replace(own, cases=())]
    assert cases_text(results[:1], bare, "en").splitlines() == [
        "my.yaml:3: MY-01 no case that holds, fails",
        "rules 1, cases 1: 1 pass, 0 fail",
    ]
