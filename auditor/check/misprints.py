"""Kind `wording`, letters: doubled ones, one letter off a known name, a figure without its %, a change without a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from auditor.amounts import is_blank
from auditor.check.context import Context, bound, worded
from auditor.check.told import period_of
from auditor.model import Check, Claim, Fact, Operand, Paragraph, Rule, Statement, Text, Verdict
from auditor.model.labels import normal

_BARE_RATE = re.compile(
    r"(?:增加|减少|增长|下降|降低|上升|提高)[\d.．,，]+[亿万千]?元[，,（(]"
    r"(?:增长|增加|减少|下降|降低|上升|提高|降幅|增幅|升幅)[为达]?(\d+(?:[.．]\d+)?)(?=[，。；;）)])"
    r"|占(?!地|用|有)(?:[^，。；;\d%％占]{2,24}的)?(\d{1,3}[.．]\d{1,2})(?=[，。；;）)])"
    r"|完成(?:年初|全年|年度|调整)?预算(?:数)?的(\d{1,4}[.．]\d{1,2})(?=[，。；;）)])"
)
_SIGNED = re.compile(r"(?:增加|增长|上升|提高|减少|下降|降低)(?:了|额|率)?[-－−]\d[\d.,]*(?:%|％|亿元|万元|元)")
_REASON = re.compile(r"原因|由于|因为|因[^公此]|系|主要是|为了|用于")
_LETTERS = re.compile(r"[\u4e00-\u9fff]+")
_EXCHANGED = frozenset("收支年初末终中上下本其行事业政内外")
_SHORTEST = 7  # shorter names resemble each other without a misprint
_AROUND = 12


def doubled(rule: Rule, context: Context) -> Iterator[Check]:
    """A word or letter of the rule's list that stands twice: 公务接待费费, 原因是是."""
    for paragraph in context.facts.narrative.paragraphs:
        text = normal(paragraph.text)
        found = next((word for word in rule.options.get("words", ()) if word in text), "")
        if found and paragraph.kind in {"text", "note", "heading"}:
            yield _in_text(rule, paragraph, text.find(found), len(found), context)


def without_unit(rule: Rule, context: Context) -> Iterator[Check]:
    """减少100万元，减少9.52，: a rate or share that lost its %."""
    for paragraph in context.facts.narrative.paragraphs:
        text = normal(paragraph.text)
        for found in _BARE_RATE.finditer(text) if paragraph.kind == "text" else ():
            yield _in_text(rule, paragraph, found.start(), found.end() - found.start(), context)


def signed_twice(rule: Rule, context: Context) -> Iterator[Check]:
    """增长-5.00%: direction word and sign say it twice, or contradict each other."""
    for paragraph in context.facts.narrative.paragraphs:
        text = normal(paragraph.text)
        for found in _SIGNED.finditer(text) if paragraph.kind == "text" else ():
            yield _in_text(rule, paragraph, found.start(), found.end() - found.start(), context)


def _in_text(rule: Rule, paragraph: Paragraph, start: int, length: int, context: Context) -> Check:
    text = normal(paragraph.text)
    quote = text[max(0, start - _AROUND) : start + length + _AROUND]
    facts = context.facts_in.get(paragraph.index, ())
    section = paragraph.section[-1] if paragraph.section else ""
    return worded(rule, "misprint", Text(f"“…{quote}…”", f"“…{quote}…”"), section, paragraph.page, facts[:1])


def unreasoned(rule: Rule, context: Context) -> Iterator[Check]:
    """A change against last year with nothing that introduces its reason, once a paragraph."""
    seen: set[int] = set()
    for claim in context.facts.narrative.claims:
        statement = context.statement(claim.statement)
        if claim.paragraph in seen or not _wants_reason(claim, statement, context):
            continue
        paragraph = context.facts.narrative.paragraphs[claim.paragraph]
        after = " ".join(p.text for p in context.facts.narrative.paragraphs[claim.paragraph + 1 : claim.paragraph + 2])
        rest = normal(paragraph.text[claim.end :])
        fact = context.claim_fact(claim)
        if fact is not None and not _REASON.search(rest) and not _REASON.search(normal(after)[:60]):
            seen.add(claim.paragraph)
            yield _without_reason(rule, claim, paragraph)


def _without_reason(rule: Rule, claim: Claim, paragraph: Paragraph) -> Check:
    """Make the check without operands: it is about words, and no cause of a wrong figure explains it."""
    quote = normal(paragraph.text[max(0, claim.start - _AROUND) : claim.end + _AROUND])
    reason = Text(
        f"“…{quote}…”之后没有“原因是”“由于”等说明", f"nothing after “…{quote}…” introduces a reason (原因是, 由于)"
    )
    section = paragraph.section[-1] if paragraph.section else ""
    check = bound(rule, (), formula="text", code="unreasoned")
    return check._replace(verdict=Verdict.FAILS, reason=reason, place=section, page=claim.page)


def _wants_reason(claim: Claim, statement: Statement, context: Context) -> bool:
    if claim.measure != "change" or not claim.sign or statement.reason or statement.head is not None:
        return False
    told = claim.amount is not None and claim.amount.is_money and bool(claim.value)
    return (
        told
        and claim.base is not None
        and claim.base.anchor == "上年"
        and context.is_current(period_of(claim, context))
    )


# ---------------------------------------------------------------- one letter off


def mislabelled(rule: Rule, context: Context) -> Iterator[Check]:
    """A label of a table that differs by one letter from a known name and is none itself."""
    names = _names(rule, context)
    for table in context.facts.tables:
        for block in table.blocks if table.family else ():
            for index, line in enumerate(block.lines):
                meant = "" if line.total or line.code else _meant(line.item, names)
                if meant:
                    facts = [context.fact(n) for n in block.facts[index] if n >= 0]
                    page = facts[0].page if facts else table.table.pages[0]
                    yield _misprint(rule, line.item, meant, facts)._replace(place=table.table.title, page=page)


def misprinted(rule: Rule, context: Context) -> Iterator[Check]:
    """An item of the narrative that differs by one letter from a known name and is none itself."""
    names = _names(rule, context)
    for statement in context.facts.narrative.statements:
        name = normal(statement.text)
        meant = "" if statement.reason else _meant(name, names)
        if meant:
            claims = context.claims_of.get(statement.index, ())
            facts = [fact for claim in claims if (fact := context.claim_fact(claim)) is not None]
            paragraph = context.facts.narrative.paragraphs[statement.paragraph]
            yield _misprint(rule, name, meant, facts)._replace(page=paragraph.page)


class _Names(NamedTuple):
    """known: names that are none's misprint; official: those of the classification and the funds, which are spelt one way."""

    known: frozenset[str]
    official: frozenset[str]


def _names(rule: Rule, context: Context) -> _Names:
    words, funds = context.vocabulary, frozenset(context.vocabulary.markers.get("dimension.fund", ()))
    of_funds = (alias for alias, item in words.items.items() if item in funds and "@" not in alias)
    official = frozenset((*words.classes, *rule.options.get("words", ()), *of_funds))
    return _Names(official | frozenset(word.partition("@")[0] for word in words.items), official)


def _meant(name: str, names: _Names) -> str:
    """Return the official name that a name misses by one letter, "" when none or when it is known itself."""
    if len(name) < _SHORTEST or is_blank(name) or not _LETTERS.fullmatch(name) or name in names.known:
        return ""
    near = (word for word in names.official if abs(len(word) - len(name)) < 2)
    return next((word for word in near if name[0] == word[0] and one_off(name, word)), "")


def one_off(name: str, word: str) -> bool:
    """Tell whether a name misses a word by one letter that could have been mistyped."""
    if word.startswith(name) or name.startswith(word):
        return False  # cut by its cell, or with a word more
    start = next((i for i, (a, b) in enumerate(zip(name, word, strict=False)) if a != b), min(len(name), len(word)))
    for a, b in ((start + 1, start + 1), (start + 1, start), (start, start + 1)):
        if name[a:] == word[b:]:
            return _is_misprint(name[start:a], word[start:b], before=name[start - 1 : start])
    return False


def _is_misprint(one: str, other: str, *, before: str) -> bool:
    """A letter too many is one that stands twice (货物类 is another name); 年初 and 年末 are two names."""
    if not other:
        return one == before
    return not one or not {one, other} <= _EXCHANGED


def _misprint(rule: Rule, name: str, meant: str, facts: Sequence[Fact]) -> Check:
    check = bound(rule, [Operand(fact, "other") for fact in facts[:1]], formula="text", code="misprint")
    reason = Text(f"“{name}”与“{meant}”只差一个字", f"“{name}” is one letter off “{meant}”")
    return check._replace(verdict=Verdict.FAILS, reason=reason)
