"""Every message of the catalogue, with its figures and without them, in both languages."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

import pytest
from report_builder import seed_report
from report_parts import RULES, TABLE12, cell, check, left, right, rule, sentence

from auditor.model import Check, Equation, Fact, Rule, Text, Verdict
from auditor.report.equations import equation, substituted
from auditor.report.messages import SLIPS, TEMPLATES, message, slip, stated_places
from auditor.report.naming import names, subject
from auditor.report.problems import problem
from tests.records import replace

Lang = Literal["zh", "en"]
NO_RULES: dict[str, Rule] = {}


def amount(printed: str = "3.6", unit: str = "万元", item: str = "三公经费", **more: Any) -> Fact:
    return sentence(printed, unit, item, f"{item}支出{printed}{unit}。", **more)


def say(made: Check, lang: Lang = "zh") -> str:
    return message(made, NO_RULES, lang)


@pytest.mark.parametrize("code", sorted(TEMPLATES))
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("full", [True, False])
def test_every_code_speaks_both_languages_with_figures_and_without(code: str, lang: Lang, full: bool) -> None:
    given: dict[str, Any] = {"code": code, "unit": "万元", "reason": Text("大于", "more than")}
    if full:
        given |= {"stated": "36000", "computed": "9000"}
    operands = [left(amount()), right(amount("0.9", item="分项"))] if full else []
    said = say(check("X-1", operands, **given), lang)
    assert said.startswith("X-1")
    assert "{" not in said
    assert "None" not in said
    assert "  " not in said


@pytest.mark.parametrize("code", sorted(TEMPLATES))
def test_both_languages_use_the_same_figures(code: str) -> None:
    for zh, en in TEMPLATES[code]:
        assert zh
        assert en
        assert {p.split("}")[0] for p in zh.split("{")[1:]} == {p.split("}")[0] for p in en.split("{")[1:]}


@pytest.mark.parametrize(
    ("code", "given", "said"),
    [
        ("sum", {}, "X-1：“三公经费”写 3.6 万元，分项相加 0.9 万元，差 2.7 万元"),
        ("list-sum", {}, "X-1：“三公经费”写 3.6 万元，所列各项相加 0.9 万元，差 2.7 万元"),
        ("list-changes", {}, "X-1：“三公经费”增减额写 +3.6 万元，所列各项增减相加 +0.9 万元，差 2.7 万元"),
        ("list-prior", {}, "X-1：一组分项推得上年数 3.6 万元，另一组推得 0.9 万元，差 2.7 万元"),
        ("balance", {}, "X-1：“三公经费”写 3.6 万元，应与之相等的为 0.9 万元，差 2.7 万元"),
        (
            "change",
            {"stated": "-5000", "computed": "0"},
            "X-1：“三公经费”增减额写 -0.5 万元，本年数减上年数为 0 万元，差 0.5 万元",
        ),
        (
            "part-exceeds-whole",
            {"stated": "9000", "computed": "36000"},
            "X-1：“三公经费”写 0.9 万元，其中的分项相加 3.6 万元，超出 2.7 万元",
        ),
        ("part-exceeds-whole", {}, "X-1：“三公经费”写 3.6 万元，大于应不小于它的 0.9 万元，超出 2.7 万元"),
        ("unheard-of", {}, "X-1：“三公经费”写 3.6 万元，按算式应为 0.9 万元，差 2.7 万元"),
        (
            "flat",
            {"reason": Text("持平", "持平")},
            "X-1：“三公经费”写“持平”，但本年 3.6 万元、上年 0.9 万元，差 2.7 万元",
        ),
        (
            "compare",
            {"stated": None, "computed": None, "reason": Text("大于", "大于"), "formula": "word"},
            "X-1：“三公经费”写“大于”，与数字不符：三公经费 3.6 万元，公务接待费 0.9 万元",
        ),
        ("generic", {"stated": None, "computed": None}, "X-1：三公经费 3.6 万元，公务接待费 0.9 万元"),
        ("sum", {"stated": None, "computed": None}, "X-1：不一致，请核对"),
        ("tie", {}, "X-1：“三公经费”三公经费写 3.6 万元，公务接待费写 0.9 万元，差 2.7 万元"),
        (
            "sum",
            {"reason": Text("缺一行", "a row is missing")},
            "X-1：“三公经费”写 3.6 万元，分项相加 0.9 万元，差 2.7 万元；缺一行",
        ),
    ],
)
def test_messages(code: str, given: dict[str, Any], said: str) -> None:
    operands = [left(amount()), right(amount("0.9", item="公务接待费"))]
    assert (
        say(check("X-1", operands, **({"code": code, "unit": "万元", "stated": "36000", "computed": "9000"} | given)))
        == said
    )


def test_percentages() -> None:
    rate = amount("-13.89", "%", measure="rate")
    made = check(
        "X-1", [left(rate, "rate")], code="rate", formula="rate", stated="-13.89", computed=Decimal(-500) / 41, unit="%"
    )
    assert say(made) == "X-1：“三公经费”写 -13.89%，按算式应为 -12.20%"
    points = replace(made, operands=(left(amount("-13.89", "个百分点"), "stated"),), code="points", unit="个百分点")
    assert say(points) == "X-1：“三公经费”写 -13.89 个百分点，两个比率相减为 -12.20 个百分点"
    assert say(replace(made, code="zero-base")) == "X-1：“三公经费”写 -13.89%，但基数为 0，比率无意义"


def test_figures_that_would_look_equal_show_more_digits() -> None:
    rate = amount("12.20", "%", measure="rate")
    made = check(
        "X-1", [left(rate, "rate")], code="rate", formula="rate", stated="12.20", computed="12.1951219512", unit="%"
    )
    assert say(made) == "X-1：“三公经费”写 12.20%，按算式应为 12.1951%"


def test_shares_of_a_whole() -> None:
    shares = [
        left(amount("60.1", "%", "甲", measure="share"), "share"),
        left(amount("40.1", "%", "乙", measure="share"), "share"),
    ]
    made = check("X-1", shares, code="share-total", stated="100.2", computed="100", low="99.9", high="100.1", unit="%")
    assert say(made) == "X-1：各项占比相加为 100.2%，应为 100.0%，差 0.2%"
    assert equation(made, NO_RULES, "zh") == "甲 + 乙 = 100%"
    assert substituted(made, "zh").startswith("60.1 + 40.1 ≠ 100%")


def test_text_findings_say_their_reason_only() -> None:
    made = check(
        "X-1", kind="wording", formula="text", code="repeated", reason=Text("“甲”出现两次", "“甲” stands twice")
    )
    assert say(made) == "X-1：“甲”出现两次"
    assert say(made, "en") == "X-1: “甲” stands twice"
    assert substituted(made, "zh") == ""
    assert equation(made, NO_RULES, "zh") == ""


def test_titles_of_the_first_rule_that_has_one() -> None:
    rules = {"B-1": rule("B-1", "甲等于乙", "A equals B"), "A-1": rule("A-1", "", "")}
    made = check(("A-1", "B-1"), formula="text", code="nothing-known", kind="wording")
    assert message(made, rules, "zh") == "甲等于乙：不一致，请核对"
    assert message(replace(made, rules=()), rules, "zh") == "wording：不一致，请核对"
    assert message(replace(made, reason=Text("甲等于乙", "")), rules, "zh") == "甲等于乙"


def test_the_title_need_not_repeat_the_subject() -> None:
    made = check("SG-01", [left(amount())], stated="36000", computed="9000", unit="万元")
    assert message(made, RULES, "zh") == "“三公”经费等于各分项之和：写 3.6 万元，分项相加 0.9 万元，差 2.7 万元"


def test_truncated_figures_say_what_rounding_gives() -> None:
    made = next(f.check for f in seed_report().findings if f.check.verdict is Verdict.TRUNCATED)
    assert message(made, RULES, "zh").endswith("；尾数被截去，四舍五入应为 12.58 万元")
    assert say(replace(made, computed=None)).endswith("不一致，请核对") is False


def test_slips_are_all_named() -> None:
    assert {slip(kind, "zh") for kind in SLIPS} == {text.zh for text in SLIPS.values()}
    assert slip("decimal-slip", "en") == "decimal point misplaced"
    assert slip("of-another-world", "zh") == "数字有误"


# ---------------------------------------------------------------- equations


def test_equation_of_a_sum_with_signs() -> None:
    operands = [left(amount(item="甲")), right(amount("5.0", item="乙")), right(amount("1.4", item="丙"), sign=-1)]
    made = check("X-1", operands, stated="36000", computed="36000", verdict=Verdict.HOLDS, unit="万元")
    assert equation(made, NO_RULES, "zh") == "甲 = 乙 - 丙"
    assert substituted(made, "zh") == "3.6 = 5.0 - 1.4"
    falling = replace(made, operands=(replace(operands[0], sign=-1), *operands[1:]))
    assert equation(falling, NO_RULES, "zh") == "-甲 = 乙 - 丙"


@pytest.mark.parametrize(("relation", "shown"), [("=", "≠"), ("≥", "<"), ("≤", ">"), ("≠", "=")])
def test_a_broken_relation_is_turned_round(relation: str, shown: str) -> None:
    made = check(
        "X-1", [left(amount()), right(amount("0.9"))], relation=relation, stated="36000", computed="9000", unit="万元"
    )
    assert substituted(made, "zh") == f"3.6 {shown} 0.9"


def test_intervals_apart_point_outside_and_points() -> None:
    operands = [left(amount()), right(amount("0.9", item="乙"))]
    made = check("X-1", operands, stated="36000", computed="9000", low="8500", high="9500", unit="万元")
    assert substituted(made, "en").endswith("; the intervals [3.55, 3.65] and [0.85, 0.95] do not meet")
    assert substituted(replace(made, low=Decimal(9000), high=Decimal(9000)), "zh").endswith(
        "；0.9 不在区间 [3.55, 3.65] 内"
    )
    assert "区间" not in substituted(replace(made, low=Decimal(36000), high=Decimal(36000)), "zh")
    assert "区间" not in substituted(replace(made, stated=None), "zh")
    exact = [left(cell("5.00", "元", "甲", "甲", "数")), right(cell("6.00", "元", "乙", "乙", "数"))]
    points = check("X-1", exact, stated="5", computed="6", low="6", high="6", unit="元")
    assert substituted(points, "zh") == "5.00 ≠ 6.00"
    wide = replace(points, low=Decimal(5) + 1, high=Decimal(8))
    assert substituted(wide, "zh") == "5.00 ≠ 6.00；5 不在区间 [6, 8] 内"


def test_rates_in_their_three_forms() -> None:
    rate = left(amount("-13.89", "%", measure="rate"), "rate")
    change = right(amount("0.5", measure="change", falls=True), "change")
    now, prior = right(amount("3.6"), "current"), right(amount("4.1", period="上年"), "prior")
    made = check("X-1", [rate, change, now], code="rate", formula="rate", stated="-13.89", computed="-12.20", unit="%")
    assert substituted(made, "zh") == "-13.89% ≠ -0.5 ÷ (3.6 + 0.5) = -12.20%"
    assert equation(made, NO_RULES, "en") == "rate = change ÷ (current − change)"
    with_prior = replace(made, operands=(rate, change, prior))
    assert substituted(with_prior, "zh") == "-13.89% ≠ -0.5 ÷ 4.1 = -12.20%"
    pair = replace(made, operands=(rate, now, prior))
    assert substituted(pair, "zh") == "-13.89% ≠ (3.6 - 4.1) ÷ 4.1 = -12.20%"
    assert equation(pair, NO_RULES, "zh") == "增减率 =（本年数 − 上年数）÷ 上年数"
    alone = replace(made, operands=(rate,))
    assert equation(alone, NO_RULES, "zh") == ""
    assert substituted(alone, "zh") == "三公经费 = -13.89%"
    unknown = replace(made, computed=None)
    assert substituted(unknown, "zh").startswith("三公经费（增减率） = -13.89%；")
    assert substituted(replace(made, stated=None), "zh").startswith("? ≠ ")


def test_ratios() -> None:
    share = left(amount("30", "%", measure="share"), "share")
    made = check(
        "X-1",
        [share, right(amount("3.6"), "part"), right(amount("10.0", item="支出"), "whole")],
        code="share",
        formula="ratio",
        stated="30",
        computed="36",
        low="35.3",
        high="36.7",
        unit="%",
    )
    assert equation(made, NO_RULES, "zh") == "占比 = 分项 ÷ 总体"
    assert substituted(made, "zh") == "30% ≠ 3.6 ÷ 10.0 = 36%；考虑舍入最宽 [35.30, 36.70]%，所写值在区间之外"
    assert equation(replace(made, code="completion"), NO_RULES, "zh") == "完成率 = 完成数 ÷ 应完成数"
    lacking = replace(made, operands=made.operands[:2])
    assert substituted(lacking, "zh").startswith("三公经费")


def test_words_against_figures_list_them() -> None:
    operands = [left(amount(), "current"), right(amount("4.1", period="上年"), "prior")]
    made = check("X-1", operands, formula="word", code="compare", reason=Text("大于", "大于"))
    assert substituted(made, "zh") == "三公经费 = 3.6 万元；三公经费（上年） = 4.1 万元"
    flat = replace(made, code="flat")
    assert equation(flat, NO_RULES, "en") == "current = prior"


def test_the_rules_own_equation_where_figures_make_none() -> None:
    source = Equation((), "=", (), "三公表.合计 = 甲 + 乙")
    rules = {"X-1": rule("X-1", "标题", "title", check=source)}
    assert equation(check("X-1", formula="word"), rules, "zh") == "三公表.合计 = 甲 + 乙"


def test_a_blank_total() -> None:
    made = check(
        "TB-16",
        [left(cell("", "元", "甲", "甲", "合计")), right(cell("5.00", "元", "甲", "甲", "基本"))],
        formula="missing",
        code="missing-total",
        computed="5",
        unit="元",
    )
    assert substituted(made, "zh") == "（空） ≠ 5.00"
    assert say(made) == "TB-16：“甲”合计未填，分项相加 5.00 元"
    assert say(replace(made, computed=None)) == "TB-16：“甲”合计未填"
    assert stated_places(made) == 2


# ---------------------------------------------------------------- names


def test_names_use_as_few_words_as_will_do() -> None:
    def named(*facts: Fact) -> list[str]:
        return names([right(fact) for fact in facts], "zh")

    one = cell("1.00", "元", "甲", "208 甲", "合计")
    assert named(one, cell("2.00", "元", "乙", "209 乙", "合计")) == ["甲", "乙"]
    assert named(one, cell("2.00", "元", "甲", "208 甲", "合计", period="上年")) == ["甲", "甲（上年）"]
    assert named(one, cell("2.00", "元", "甲", "208 甲", "人员经费")) == ["合计", "人员经费"]
    assert named(one, cell("2.00", "元", "甲", "210 甲", "合计")) == ["208 甲", "210 甲"]
    three = [one, cell("2.00", "元", "甲", "208 甲", "人员"), cell("3.00", "元", "甲", "210 甲", "合计")]
    assert named(*three) == ["208 甲·合计", "208 甲·人员", "210 甲·合计"]
    twin = cell("2.00", "元", "甲", "208 甲", "合计", table=TABLE12)
    assert named(one, twin) == ["表7 甲", "表12 甲"]
    assert named(one, cell("2.00", "元", "甲", "208 甲", "合计", page=18)) == [
        "表7 208 甲·合计（第17页）",
        "表7 208 甲·合计（第18页）",
    ]
    assert named(one, one) == ["表7 208 甲·合计（第17页）"] * 2, "what cannot be told apart keeps its fullest name"


def test_subjects() -> None:
    assert subject(check("X-1")) == ""
    row = cell("1.00", "元", "合计项", "合 计", "数")
    assert subject(check("X-1", [left(row)])) == "合计"
    assert subject(check("X-1", [left(row)], code="tie")) == "合计项"
    assert subject(check("X-1", [right(replace(row, item=""))], code="tie")) == "合计"


# ---------------------------------------------------------------- problems of documents


@pytest.mark.parametrize(
    ("id_", "said", "lang", "shown"),
    [
        ("encrypted", Text("the file is encrypted", "the file is encrypted"), "zh", "文件已加密，需要密码"),
        ("encrypted", Text("the file is encrypted", "the file is encrypted"), "en", "the file is encrypted"),
        ("limit-time", Text("more than 60 s", "more than 60 s"), "zh", "超出处理上限（more than 60 s）"),
        ("new-id", Text("what it says", "what it says"), "zh", "what it says"),
        ("encrypted", Text("已加密", "encrypted"), "zh", "已加密"),
    ],
)
def test_problems_speak_the_language_of_the_reader(id_: str, said: Text, lang: Lang, shown: str) -> None:
    assert problem(id_, said, lang) == shown
