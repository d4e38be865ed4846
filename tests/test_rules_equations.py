"""The equation language: what is read, what is printed, what is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.amounts import read_amount
from auditor.model import Equation, Family, Ref, Term, Vocabulary, normal
from auditor.rules import equation_text, parse_equation, ref_text
from auditor.yamlfiles.mistakes import SourceFileError
from tests.records import replace

WORDS = Vocabulary(
    items={
        "三公经费": "三公经费",
        "三公经费合计": "三公经费",
        "因公出国（境）费": "因公出国（境）费",
        "公务接待费": "公务接待费",
        "收入总计": "收入总计",
        "支出总计": "支出总计",
        "总计@收入": "收入总计",
        "总计@支出": "支出总计",
        "收支差额@收入": "收入总计",
        "收支差额@支出": "支出总计",
        "支出合计@支出表": "支出总计",
        "结余@支出": "支出总计",
        "公共预算": "一般公共预算",
    },
    classes={"教育支出": "205", "总计": "299"},
    codes={"30212": ("因公出国（境）费用", "出国费")},
    families=(Family("收支总表", ("收支总表",)), Family("支出表", ("支出总表",))),
    periods={"上年数": "上年", "预算数": "预算"},
    funds={"财政拨款资金": "财政拨款"},
    generic=frozenset({"金额"}),
)


def sole(text: str) -> Ref:
    """Return the only reference of the left side."""
    (term,) = parse_equation(f"{text} = 0", WORDS).left
    (ref,) = term.refs
    return ref


def mistake(text: str) -> str:
    with pytest.raises(SourceFileError) as caught:
        parse_equation(text, WORDS)
    assert all(0 < each.column <= len(text) + 1 for each in caught.value.mistakes)
    return caught.value.text("en")


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("三公经费", Ref("三公经费")),
        ("“三公” 经费合计", Ref("三公经费")),
        ("因公出国(境)费", Ref("因公出国（境）费")),
        ("支出表.合计", Ref("合计", family="支出表")),
        ("支出表．合计．金额", Ref("合计", family="支出表", column="金额")),
        ("支出表。合计@上年", Ref("合计", family="支出表", period="上年")),
        ("正文.三公经费＠上年数", Ref("三公经费", family="正文", period="上年")),
        ("合计.财政拨款", Ref("合计", column="财政拨款")),
        ("预算", Ref("预算")),
        ("支出表.支出合计", Ref("支出总计", family="支出表")),
        ("支出合计", Ref("支出总计")),
        ("结余", Ref("支出总计")),
        ("教育支出", Ref("205", code=True, name="教育支出")),
        ("总计", Ref("总计")),
        ("100", Ref("100", code=True)),
        ("支出表.302", Ref("302", family="支出表", code=True)),
        ("30212「出国费」", Ref("30212", code=True, name="出国费")),
        ("30212「因公出国(境)费用」", Ref("30212", code=True, name="因公出国（境）费用")),
        ("５０５*「」", Ref("505", code=True, prefix=True)),
        ("505＊", Ref("505", code=True, prefix=True)),
        ("「收支总表」.「其中：A+B」", Ref("收支总表", words=True, column="其中：A+B", column_words=True)),
        ("支出表.302.「合 计」", Ref("302", family="支出表", code=True, column="合计", column_words=True)),
    ],
)
def test_references_say_table_row_column_and_period(text: str, ref: Ref) -> None:
    assert sole(text) == ref


@pytest.mark.parametrize(
    ("text", "relation"),
    [("=", "="), ("＝", "="), ("≠", "≠"), ("!=", "≠"), ("！＝", "≠"), (">=", "≥"), ("＞＝", "≥"), ("≧", "≥"), ("<=", "≤"), ("≦", "≤"), ("≤", "≤")],
)  # fmt: skip
def test_relations_have_several_spellings(text: str, relation: str) -> None:
    assert parse_equation(f"三公经费{text}公务接待费", WORDS).relation == relation


def test_terms_carry_sign_readings_option_and_sum() -> None:
    equation = parse_equation("收入总计或支出总计 = 三公经费 － 公务接待费 [＋ Σ505*「」] 【-合计】", WORDS)
    assert [ref.place for ref in equation.left[0].refs] == ["收入总计", "支出总计"]
    assert [(term.sign, term.optional, term.summed) for term in equation.right] == [
        (1, False, False),
        (-1, False, False),
        (1, True, True),
        (-1, True, False),
    ]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [("50万元", 500000, "万元"), ("1,000.50 元", Decimal("1000.50"), "元"), ("5％", 5, "%"), ("０", 0, ""), ("12人次", 12, "人次")],
)  # fmt: skip
def test_constants_are_amounts_with_their_unit(text: str, value: Decimal, unit: str) -> None:
    constant = parse_equation(f"三公经费 ≤ {text}", WORDS).right[0].constant
    assert constant is not None
    assert (constant.value, constant.unit) == (value, unit)


def test_the_text_is_kept_on_one_line() -> None:
    assert parse_equation("三公经费\n  =   公务接待费\n", WORDS).text == "三公经费 = 公务接待费"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("三公经费 = 公务接待废", "did you mean: 公务接待费"),
        ("收支差额 = 支出总计", "can mean several items"),
        ("收支总表 = 支出总计", "is a table: add a row"),
        ("收支表.合计.金额 = 0", "no table called “收支表”"),
        ("支出表.合计.金额.金额 = 0", "at most three parts"),
        ("三公经费@去年 = 0", "unknown period"),
        ("30212「接待费」 = 0", "is not called"),
        ("（三公经费 = 0", "unbalanced brackets"),
        ("三公经费", "unfinished; expected = ≠ ≥ ≤"),
        ("三公经费 = ", "the equation is unfinished"),
        ("", "the equation is unfinished"),
        ("= 三公经费", "“=” cannot stand here"),
        ("三公经费 = 12", "a number carries its unit"),
        ("三公经费 = 50万元. ", "“.” cannot stand here"),
        ("三公经费 = [+ 公务接待费]", "“[” cannot stand here"),
        ("三公经费！公务接待费", "“！” cannot stand here\n"),
        ("三公经费 > 公务接待费", "write ≥ or ≤"),
        ("三公经费 = 「」", "nothing in the quotes"),
        ("三公经费 = 「公务", "do not match"),
    ],
)
def test_mistakes_say_what_was_expected(text: str, says: str) -> None:
    assert says in mistake(text)


def test_equations_have_a_length() -> None:
    assert "too long" in mistake("三公经费 = " + "公务接待费 + " * 700 + "0")
    assert "too long" in mistake("合计 = 0" + "+0" * 300)
    assert len(parse_equation("合计 = 0" + "+0" * 198, WORDS).right) == 199


def test_without_a_vocabulary_only_quotes_codes_and_totals_are_known() -> None:
    equation = parse_equation("「三公经费」 + 302 = 合计", Vocabulary())
    assert [term.refs[0].place for term in equation.left] == ["三公经费", "302"]
    with pytest.raises(SourceFileError):
        parse_equation("三公经费 = 合计", Vocabulary())


quoted = st.text("三公经费+-=或[].@Σ 、（）12:，", min_size=1, max_size=8).map(normal).filter(bool)
named = st.sampled_from(["三公经费", "因公出国（境）费", "公务接待费", "收入总计", "上年", "财政拨款", "合计", "金额"])
families = st.sampled_from(["", "收支总表", "支出表", "正文"])
periods = st.sampled_from(["", "上年", "预算"])
codes = st.from_regex(r"[0-9]{3,9}", fullmatch=True)
code_names = st.one_of(st.just(""), quoted)


@st.composite
def refs(draw: st.DrawFn) -> Ref:
    kind = draw(st.sampled_from(["item", "words", "code"]))
    ref = Ref(draw(named), draw(families), period=draw(periods))
    if kind == "words":
        ref = replace(ref, place=draw(quoted), words=True)
    elif kind == "code":
        ref = replace(ref, place=draw(codes.filter(lambda code: code != "30212")), code=True, name=draw(code_names))
        ref = replace(ref, prefix=draw(st.booleans()))
    column = draw(st.sampled_from(["", "item", "words"]))
    if column:
        words = column == "words"
        ref = replace(ref, column=draw(quoted if words else named), column_words=words)
    return ref


constants = st.builds(
    lambda number, unit: Term(1, (), constant=read_amount(number, unit)),
    st.from_regex(r"[1-9][0-9]{0,6}(\.[0-9]{1,4})?", fullmatch=True),
    st.sampled_from(["元", "万元", "亿元", "%", "个百分点", "人"]),
)
operands = st.one_of(
    st.builds(lambda found: Term(1, tuple(found)), st.lists(refs(), min_size=1, max_size=3)),
    st.builds(lambda ref: Term(1, (ref,), summed=True), refs()),
    constants,
)
further = st.builds(
    lambda term, sign, optional: replace(term, sign=sign, optional=optional),
    operands, st.sampled_from([1, -1]), st.booleans(),
)  # fmt: skip
sides = st.builds(lambda first, rest: (first, *rest), operands, st.lists(further, max_size=4))
equations = st.builds(Equation, sides, st.sampled_from("=≠≥≤"), sides, st.just(""))


@settings(max_examples=150)
@given(equations)
def test_what_is_printed_reads_back_as_the_same_equation(equation: Equation) -> None:
    read = parse_equation(equation_text(equation), WORDS)
    assert replace(read, text="") == equation


@settings(max_examples=50)
@given(refs())
def test_references_print_and_read_back(ref: Ref) -> None:
    assert sole(ref_text(ref)) == ref


@settings(max_examples=200)
@given(st.text("三公经费合计收支总表=≥+-[]【】.@或Σ「」*0123万元（）?×,\n ab", max_size=30))
def test_any_text_is_an_equation_or_a_mistake_inside_it(text: str) -> None:
    try:
        equation = parse_equation(text, WORDS)
    except SourceFileError as error:
        lines = text.splitlines() or [""]
        for each in error.mistakes:
            assert 1 <= each.line <= len(lines)
            assert 1 <= each.column <= len(lines[each.line - 1]) + 1
    else:
        assert parse_equation(equation_text(equation), WORDS) == replace(equation, text=equation_text(equation))
