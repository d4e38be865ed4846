"""What a document says of itself as a whole: its year in titles and headings, its sections, its counts of bodies."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from auditor.amounts import ZERO, Amount
from auditor.check.context import Context, bound, fixed, worded
from auditor.check.evaluate import evaluate_sum
from auditor.model import Check, Operand, Paragraph, Rule, Text, Verdict
from auditor.model.labels import normal

_TITLE_YEAR = re.compile(r"(20\d{2})年(?:度)?")
_ABOUT_BUDGET = re.compile(r"预算|决算|收支|“三公”|三公")
_COMPARED = re.compile(r"比|较|与|至|—|-|上年|执行")
_LEAST_TITLES = 3  # titles that carry the document's year before another year is called a slip
_LEAST_UNDATED = 5  # titles without a year beside which a single one with last year's stands out
_KINDS = ("预算", "决算")
_BRACKETS = re.compile(r"（[^（）]*）")
_BODIES = r"((?:职能|内设)?(?:机构|科室|股室|处室|部门|科|处|股))"
_NUMERAL = r"([一二三四五六七八九十]{1,3}|\d{1,2})个"
_SET_UP = r"(?:内设|下设|设有|设置|设立|设)"
_COUNT_FIRST = re.compile(
    _SET_UP + _NUMERAL + _BODIES + r"[，,：:]?(?:分别(?:为|是)|即|包括|为|是)?[：:]([^。；;：:]{3,400})[。；;]"
)
_NAMES_FIRST = re.compile(
    _SET_UP + r"(?:了)?((?:[^、，,。；;：:]{2,24}、){2,40}[^、，,。；;：:]{2,24}?)(等)?" + _NUMERAL + _BODIES
)
_LEAST_NAMES = 3
_LEAST_LISTED = 5  # tables of the contents that were found, before their order tells anything
_NUMERALS = "零一二三四五六七八九"
_LEAST_PARAGRAPHS = 20  # fewer are no narrative of a whole disclosure


def years(rule: Rule, context: Context) -> Iterator[Check]:
    """Titles and headings of another year than the document's: left over from last year's file."""
    titled = [(normal(t.table.title), t.table.pages[0]) for t in context.facts.tables if t.family]
    headed = [
        (normal(p.text), p.page)
        for p in context.facts.narrative.paragraphs
        if p.kind in {"heading", "part"} and _ABOUT_BUDGET.search(p.text) and len(p.text) < 40
    ]
    dated = [(text, page, found) for text, page in (*titled, *headed) if (found := _TITLE_YEAR.findall(text))]
    counts = Counter(found[0] for _, _, found in dated if len(found) == 1)
    own = context.facts.year or int(max(counts, key=lambda year: counts[year], default="0"))
    alone = len(dated) == 1 and len(titled) >= _LEAST_UNDATED and bool(context.facts.year)
    if counts[str(own)] < _LEAST_TITLES and not alone:
        return
    for text, page, found in dated:
        foreign = any(kind in text and kind != context.facts.kind for kind in _KINDS)
        if found == [str(own - 1)] and not foreign and not _COMPARED.search(text.replace("收支", "")):
            reason = Text(
                f"“{text}”写的是 {found[0]} 年，文件是 {own} 年的", f"“{text}” is of {found[0]}, the document of {own}"
            )
            yield worded(rule, "other-year", reason, text, page)


def ordered(rule: Rule, context: Context) -> Iterator[Check]:
    """Contents that announce the tables in another order than they stand in; each kind of table that stands once."""
    announced = {listed.family: listed for listed in context.facts.contents}
    placed = {family: tables[0] for family, tables in context.where.families.items() if len(tables) == 1}
    once = Counter(listed.family for listed in context.facts.contents)
    listed = [family for family in announced if family in placed and once[family] == 1]
    printed = sorted(listed, key=lambda family: context.facts.tables.index(placed[family]))
    if len(listed) < _LEAST_LISTED or listed == printed:
        return
    at = next(i for i, pair in enumerate(zip(listed, printed, strict=True)) if pair[0] != pair[1])
    told, stands = announced[listed[at]], placed[printed[at]].table.title
    reason = Text(
        f"目录中第 {at + 1} 张是“{told.title}”，正文第 {at + 1} 张是“{stands}”：顺序不一致",
        f"the contents announce “{told.title}” as number {at + 1}, “{stands}” stands there",
    )
    yield worded(rule, "contents-order", reason, told.title, told.page)


def sections(rule: Rule, context: Context) -> Iterator[Check]:
    """Subjects that a disclosure speaks of: each is one word or several joined by 或."""
    paragraphs = context.facts.narrative.paragraphs
    if len(paragraphs) < _LEAST_PARAGRAPHS:
        return
    text = "".join(normal(paragraph.text) for paragraph in paragraphs)
    for wanted in rule.options.get("sections", ()):
        if not any(word in text for word in wanted.split("或")):
            reason = Text(f"正文没有说到“{wanted}”", f"the narrative does not speak of “{wanted}”")
            yield worded(rule, "missing-section", reason, wanted, 0)


def negatives(rule: Rule, context: Context) -> Iterator[Check]:
    """Amounts below zero outside changes and carry-over."""
    marks = context.vocabulary.markers
    carried = frozenset(marks.get("carry", ())).difference(marks.get("whole_document", ()))
    for table in context.tables(()):
        for block in table.blocks if not table.form else ():
            for line, row in zip(block.lines, block.facts, strict=True):
                for column, number in zip(block.columns, row, strict=True):
                    fact = context.fact(number) if number >= 0 else None
                    if fact is None or fact.value >= 0 or not fact.amount.is_money:
                        continue
                    if column.period != "增减" and not {line.item, column.item} & carried:
                        reason = Text(f"{fact.amount.printed} 是负数", f"{fact.amount.printed} is below zero")
                        yield worded(rule, "negative", reason, table.table.title, fact.page, (fact,))


class _Listing(NamedTuple):
    """A number of bodies and their names; `open` where the names may be examples (…等五个科室)."""

    number: str
    noun: str
    names: tuple[str, ...]
    open: bool


def counted(rule: Rule, context: Context) -> Iterator[Check]:
    """设五个科室：…, or 设办公室、…五个科室, with another number of names."""
    for paragraph in context.facts.narrative.paragraphs:
        for listing in _listings(_BRACKETS.sub("", normal(paragraph.text))):
            if len(listing.names) >= _LEAST_NAMES:
                yield _compared(rule, listing, paragraph, context)


def _listings(text: str) -> Iterator[_Listing]:
    for found in _COUNT_FIRST.finditer(text):
        if "等" not in found[3]:
            yield _Listing(found[1], found[2], _split(found[3]), open=False)
    for found in _NAMES_FIRST.finditer(text):
        yield _Listing(found[3], found[4], _split(found[1]), open=bool(found[2]))


def _split(text: str) -> tuple[str, ...]:
    return tuple(name for name in re.split(r"[、，,]", text) if name)


def _compared(rule: Rule, listing: _Listing, paragraph: Paragraph, context: Context) -> Check:
    """Hold a stated number against the names: 和 may join two of them, or stand inside one."""
    stated, least = _number(listing.number), len(listing.names)
    most = least + sum(len(re.findall(r"[和及与]", name)) for name in listing.names)
    named = max(stated, least) if listing.open else min(max(stated, least), most)
    facts = context.facts_in.get(paragraph.index, ())
    fact = next((f for f in facts if f.measure == "count" and f.value == stated and f.item in listing.noun), None)
    if fact is not None:
        names = fixed(Amount(str(named), fact.amount.unit, Decimal(named), ZERO), _shown(listing.names))
        members = (Operand(fact, "stated", 1, "left"), Operand(names, "other", 1, "right"))
        return evaluate_sum(bound(rule, members, code="count-names"))
    reason = Text(
        f"写的是{listing.number}个{listing.noun}，列出的有 {least} 个",
        f"{stated} are stated, {least} are listed",
    )
    section = paragraph.section[-1] if paragraph.section else ""
    check = worded(rule, "count-names", reason, section, paragraph.page)
    return check if stated != named else check._replace(verdict=Verdict.HOLDS)


def _shown(names: Sequence[str]) -> str:
    return "、".join(names) if len(names) <= _LEAST_NAMES else f"{names[0]}、{names[1]}……{names[-1]}"


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (10 * (_NUMERALS.find(tens) if tens else 1) if ten else 0) + (_NUMERALS.find(ones) if ones else 0)
