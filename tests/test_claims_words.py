"""Normalising, lexing and folding names."""

from __future__ import annotations

import time

import pytest
from claims_gold import vocabulary
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.claims import read_text
from auditor.claims.document import issuers_of, year_of
from auditor.claims.lexicon import Lexicon, Words, build
from auditor.claims.names import fold
from auditor.claims.normalise import normalise
from auditor.claims.outline import is_heading, level_of, unmarked
from auditor.claims.quantities import chinese_value
from auditor.claims.tokens import Lexer, lexer
from auditor.model import Vocabulary

WORDS = vocabulary()
LEXICON: Lexicon = build(WORDS, ["某县文旅局"])
LEXER: Lexer = lexer(LEXICON)
MIXED = st.text(
    alphabet="其中包括无没有增加减少持平占完成预算决算较上年同比2024年０１,，.。；：、（）()“”《》 \n万元%人个百分点收支总计各分别为-—一二级第表三公",
    max_size=120,
)


def kinds(text: str) -> list[tuple[str, str]]:
    return [(token.kind, token.text) for token in LEXER.tokens(normalise(text).text)]


# Normalising


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("２９０．８１ 万元", "290.81万元"),
        ("( 境 ) :;", "（境）：；"),
        ("4125.49,4143.91万元", "4125.49，4143.91万元"),
        ("1,055.4%，2", "1,055.4%，2"),
        ("12,34", "12，34"),
        ("South West 大学 A4 纸", "South West大学A4纸"),
        ("13.22 %", "13.22%"),
        ("增 长 3 %", "增长3%"),
        ("2 4", "2 4"),
    ],
)
def test_printed_text_is_folded(printed: str, folded: str) -> None:
    assert normalise(printed).text == folded


@given(MIXED)
def test_every_character_leads_back_to_the_printed_text(printed: str) -> None:
    normal = normalise(printed)
    assert len(normal.origin) == len(normal.text) + 1
    assert list(normal.origin) == sorted(set(normal.origin))
    for i, character in enumerate(normal.text):
        start, end = normal.printed_span(i, i + 1)
        assert end == start + 1
        assert character.isspace() or normalise(printed[start:end]).text in {character, "，", ","}
    assert normal.printed_span(0, 0) == (normal.origin[0], normal.origin[0])


# Lexing


@given(MIXED)
def test_tokens_cover_the_text(printed: str) -> None:
    text = normalise(printed).text
    assert "".join(token.text for token in LEXER.tokens(text)) == text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("和上年结转资金", [("text", "和上年结转资金")]),
        ("与全年同步推进", [("text", "与全年同步推进")]),
        ("比例适当", [("text", "比例适当")]),
        ("占地50亩", [("text", "占地"), ("quantity", "50亩")]),
        ("各项支出", [("text", "各项支出")]),
        ("减少的支出", [("text", "减少的支出")]),
        ("增加（减少）", [("text", "增加"), ("aside", "（减少）")]),
        ("减少（12.5%）", [("direction", "减少"), ("open", "（"), ("quantity", "12.5%"), ("close", "）")]),
        ("多部门", [("text", "多部门")]),
        ("2023-2025年", [("date", "2023-2025年")]),
        ("5-10人", [("quantity", "5"), ("text", "-"), ("quantity", "10人")]),
        ("2024年初预算", [("date", "2024年"), ("text", "初预算")]),
        ("年初结转和结余", [("text", "年初结转和结余")]),
        ("十二个月", [("text", "十二个月")]),
        ("3万人", [("quantity", "3万人")]),
        ("（与上年持平）", [("open", "（"), ("base", "与上年"), ("flat", "持平"), ("close", "）")]),
        ("……", [("dots", "……")]),
        ("——", [("zero", "——")]),
        ("同口径资料", [("text", "同口径资料")]),
        ("与决算数持平", [("base", "与决算数"), ("flat", "持平")]),
        ("低于平均", [("text", "低于平均")]),
        ("有无预算", [("text", "有无预算")]),
        ("完成任务后", [("text", "完成任务后")]),
        ("占支出预算78%", [("share", "占支出预算"), ("quantity", "78%")]),
        ("占全年预算78%", [("completion", "占全年预算"), ("quantity", "78%")]),
        ("预算执行率为98%", [("completion", "预算执行率为"), ("quantity", "98%")]),
    ],
)
def test_tokens(text: str, wanted: list[tuple[str, str]]) -> None:
    assert kinds(text) == wanted


@pytest.mark.parametrize(
    ("numeral", "value"), [("十二", 12), ("二百零三", 203), ("壹", 1), ("叁拾", 30), ("一千零五", 1005)]
)
def test_chinese_numerals(numeral: str, value: int) -> None:
    assert chinese_value(numeral) == value


def test_words_are_found_longest_first() -> None:
    words = Words(["预算", "预算数", "", "数"])
    assert words.at("预算数额", 0) == "预算数"
    assert words.ending("年初预算数") == "预算数"
    assert words.ending("") == ""
    assert words.inside("按预算执行") == "预算"
    assert words
    assert not Words([])


# Names


@pytest.mark.parametrize(
    ("printed", "item", "known"),
    [
        ("“三公”经费预算支出", "三公经费", True),
        ("一般公共预算财政拨款安排的培训费支出", "培训费", True),
        ("某县文旅局本年收入预算合计", "本年收入合计", True),
        ("某某市教育局会议费", "会议费", True),
        ("基本支出预算数为", "基本支出", True),
        ("财政拨款支出总计", "财政拨款", True),
        ("收入、支出预算总计", "收支总计", True),
        ("各项支出总计为", "支出总计", True),
        ("其他杂项金额", "其他杂项", False),
        ("年初预算", "", False),
        ("其中的金额", "其中", False),
        ("涉及预算金额", "", False),
        ("政府性基金预算安排的预算", "政府性基金", True),
        ("教育支出", "教育支出", True),
        ("住房公积金类", "住房公积金类", False),
        ("上年", "", False),
    ],
)
def test_names_are_folded(printed: str, item: str, known: bool) -> None:
    name = fold(printed, LEXICON)
    assert (name.item, name.known) == (item, known)


def test_a_code_counts_with_an_agreeing_name() -> None:
    words = build(Vocabulary(codes={"2050202": ("小学教育",)}, lexicon=WORDS.lexicon))
    assert fold("小学教育", words, "2050202").known
    assert not fold("中学教育", words, "2050202").known


@given(st.text(alphabet="一般公共预算财政拨款支出收入三公经费“”（类）（款）、中的为2024年度上本", max_size=200))
def test_folding_never_fails(text: str) -> None:
    assert fold(text, LEXICON) == fold(text, LEXICON)


# The document and its outline


def test_the_year_is_that_of_the_title_else_the_latest() -> None:
    assert year_of(["2024年部门预算", "2026年底前完成规划"]) == "2024"
    assert year_of(["2022年决算数为5万元。比2021年增加。"]) == "2022"
    assert year_of(["没有年份"]) == ""


def test_issuers_are_on_the_cover_or_stand_before_years() -> None:
    cover = ["某县文旅局2024年部门预算", "编制部门：某县文化和旅游局"]
    body = ["某某服务中心2024年收入5万元。某某服务中心2023年收入4万元。", "某某服务中心2024年度支出5万元。"]
    assert set(issuers_of(cover + body)) == {"某县文旅局", "某县文化和旅游局", "某某服务中心"}
    assert issuers_of(["收入预算2024年", "收入预算2024年", "收入预算2024年"]) == ()


@pytest.mark.parametrize(
    ("text", "level", "heading"),
    [
        ("第一部分 概况", 0, True),
        ("一、主要职责", 1, True),
        ("（二）收入情况", 2, True),
        ("3．机构设置", 3, True),
        ("（4）其他", 4, True),
        ("① 细目", 5, True),
        ("一、收入10万元", 1, False),
        ("1、负责宣传；", 3, False),
        ("2.5万元", 9, False),
        ("（一）设3个科室", 2, False),
        ("无标记的文字", 9, False),
    ],
)
def test_markers_and_headings(text: str, level: int, heading: bool) -> None:
    assert level_of(text) == level
    assert is_heading(text, level) is heading


def test_unmarked_centred_lines_are_headings() -> None:
    assert is_heading("预算编制说明", 9, centred=True)
    assert not is_heading("收入增加，支出减少", 9, centred=True)
    assert unmarked("（一）收入") == "收入"
    assert unmarked("收入") == "收入"


def test_a_line_that_ends_inside_a_sentence_or_quotation_is_no_heading() -> None:
    inside = "7、住房保障支出（类）住房改革支出（款）住房公积金（项）。主要用于：在职人员相关支出。年"
    for text in (
        inside,
        "10. “其他支出（类）彩票公益金安排的支出（款）用于社会福",
        "（一）名单（含下属单位",
        "2.《预算法",
    ):
        assert not is_heading(text, level_of(text))
    assert is_heading("五、“三公”经费（含会议费）情况", level_of("五、“三公”经费（含会议费）情况"))


# Bounds


@pytest.mark.parametrize("unit", ["1", "1,", "无", "其中：甲费1万元，"])
def test_a_paragraph_past_the_limit_is_not_analysed(unit: str) -> None:
    text = unit * (120_000 // len(unit))
    start = time.process_time()
    narrative = read_text(text, WORDS)
    assert time.process_time() - start < 2
    assert narrative.claims == ()
    assert {each.reason for each in narrative.excluded} <= {"too-long"}


@settings(max_examples=60)
@given(st.lists(MIXED, max_size=6))
def test_any_text_is_read(paragraphs: list[str]) -> None:
    narrative = read_text("\n".join(paragraphs), WORDS)
    for index, statement in enumerate(narrative.statements):
        assert statement.index == index
        assert statement.head is None or statement.head < index
    for index, claim in enumerate(narrative.claims):
        assert claim.index == index
        assert 0 <= claim.statement < len(narrative.statements)
        assert 0 <= claim.start <= claim.end <= len(narrative.paragraphs[claim.paragraph].text)
        assert claim.follows is None or claim.follows < index


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("收入2 4,1 6 9万元", "收入24,169万元"),
        ("支出2 4，1 6 9 . 5 0 万元", "支出24,169.50万元"),
        ("2 0 2 4 年度", "2024年度"),
        ("占9 8.5 %", "占98.5%"),
        ("分为1 2 3类", "分为1 2 3类"),
        ("12 345 6万元", "12 345 6万元"),
        ("1,2，3 4 5万元", "1，2，3 4 5万元"),
    ],
)
def test_letter_spaced_numbers_are_one(printed: str, read: str) -> None:
    normal = normalise(printed)
    assert normal.text == read
    assert [printed[i] for i in normal.origin[:-1] if printed[i] not in ",，"] == [c for c in read if c not in ",，"]
