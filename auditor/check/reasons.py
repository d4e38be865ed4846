"""Kind `wording`, reasons: those that say the opposite of the change, and purposes copied from another item."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from auditor.check.context import Context, bound
from auditor.model import Check, Claim, Fact, Operand, Paragraph, Rule, Statement, Text, Verdict
from auditor.model.labels import normal

_RISE = re.compile(
    r"(?:经费|费用|费|支出|预算|资金|补贴|人员|缴费|基数|标准)(?:预算|支出|安排)?(?:有所)?(?:增加|增长|提高)$"
)
_FALL = re.compile(
    r"(?:经费|费用|费|支出|预算|资金|补贴|人员|缴费|基数|标准)(?:预算|支出|安排)?(?:有所)?(?:减少|下降|降低)$"
)
_RISING = re.compile(r"增|提高|新|上调|补缴|追加")
_FALLING = re.compile(r"减|降|压|节|控制|取消|退|调出|缩|少|未|不再|结余")
_ELSEWHERE = re.compile(r"上年|去年|往年|上一年|20\d\d|一次性|基数为|结转|调整|划转|转入|转出|合并|口径")
_PURPOSE = re.compile(r"主要用于[:：]?([^，。；;,]{2,40})[，。；;,]")
_CAUSE = re.compile(
    r"(?:主要)?原因(?:是|为|系)?[:：]?([^，。；;,]{2,40}?)(?:增加|减少|增长|下降|保持不变|不变)[，。；;,]"
)
_LEAD = re.compile(r"(?:^|[，。；;：:])([^，。；;：:]{2,24}?)(增加|增长|上升|提高|减少|下降|降低)的?(?:主要)?原因")
_RISES = frozenset({"增加", "增长", "上升", "提高"})
_COMPARED = re.compile(r"比|较|年初|预算数|决算数")
_BEFORE = 3  # paragraphs up to the change that a reason explains
_ITEM = 7  # digits of the code of a 项
_ENDINGS = frozenset(
    ("", "支出", "经费", "费", "费用", "经费支出", "保险", "保险支出", "缴费", "缴费支出", "等支出", "等")
)


def opposite_reasons(rule: Rule, context: Context) -> Iterator[Check]:
    """减少 … 主要原因是：… 经费增加: one of the two words is wrong."""
    for claim in context.facts.narrative.claims:
        if claim.measure in {"change", "rate"} and claim.sign and claim.cause and _is_opposite(claim):
            fact = context.claim_fact(claim)
            if fact is not None and fact.value:
                quote = claim.cause[-40:]
                reason = Text(
                    f"写的是“{claim.word}”，原因却是“{quote}”", f"it says “{claim.word}”, its reason says “{quote}”"
                )
                yield _told(rule, fact, "opposite-reason", reason, claim.paragraph, context)


def opposite_leads(rule: Rule, context: Context) -> Iterator[Check]:
    """财政拨款收入比上年增加10万元。财政拨款收入减少的主要原因是…: the reason speaks of the other direction."""
    told = _changes(context)
    for paragraph in context.facts.narrative.paragraphs:
        for found in _LEAD.finditer(normal(paragraph.text)) if paragraph.kind == "text" else ():
            if _ELSEWHERE.search(found[1]) or _COMPARED.search(found[1]):
                continue
            meant = [c for c in _near(paragraph, told, context) if _names(context.statement(c.statement), found[1])]
            if meant and {claim.sign for claim in meant} == {1 if found[2] in _RISES else -1}:
                continue
            fact = context.claim_fact(meant[-1]) if len({claim.sign for claim in meant}) == 1 else None
            if fact is not None and fact.value:
                reason = Text(
                    f"前面写的是“{meant[-1].word}”，原因却说“{found[1]}{found[2]}”",
                    f"it says “{meant[-1].word}”, the reason speaks of “{found[1]}{found[2]}”",
                )
                yield _told(rule, fact, "opposite-reason", reason, paragraph.index, context)


def _changes(context: Context) -> Mapping[int, Sequence[Claim]]:
    """Return the changes and rates with a direction by the paragraph that tells them, those inside reasons left out."""
    found: dict[int, list[Claim]] = defaultdict(list)
    for claim in context.facts.narrative.claims:
        if claim.measure in {"change", "rate"} and claim.sign and not context.statement(claim.statement).reason:
            found[claim.paragraph].append(claim)
    return found


def _near(home: Paragraph, told: Mapping[int, Sequence[Claim]], context: Context) -> Sequence[Claim]:
    """Return the changes of a paragraph, else those of the last one before it that tells any under the same heading."""
    for index in range(home.index, max(home.index - _BEFORE, -1), -1):
        if context.facts.narrative.paragraphs[index].section != home.section:
            break
        if told.get(index):
            return told[index]
    return ()


def _names(statement: Statement, subject: str) -> bool:
    return bool(statement.item) and (statement.item in subject or normal(statement.text) in subject)


def _is_opposite(claim: Claim) -> bool:
    cause = normal(claim.cause).rstrip("。；;，,")
    if _ELSEWHERE.search(cause):
        return False
    if claim.sign < 0:
        return bool(_RISE.search(cause)) and not _FALLING.search(cause)
    return bool(_FALL.search(cause)) and not _RISING.search(cause)


def copied_purposes(rule: Rule, context: Context) -> Iterator[Check]:
    """城管执法（项）… 主要用于一般行政管理事务: purpose or reason of an item is another item of the document."""
    phrases = _phrases(context)
    for statement, code in _alone(context):
        facts = _facts_of(statement, context)
        text = normal(context.facts.narrative.paragraphs[statement.paragraph].text)
        for pattern in (_PURPOSE, _CAUSE):
            for found in pattern.finditer(text):
                other = _named(found[1], phrases)
                if other and other != code and not _names_own(found[1], code, phrases):
                    reason = Text(
                        f"“{statement.item}”的说明写的是“{found[1]}”，那是科目 {other}",
                        f"what is said of “{statement.item}” is “{found[1]}”, which is code {other}",
                    )
                    yield _told(rule, facts[0], "copied-purpose", reason, statement.paragraph, context)


def _phrases(context: Context) -> Mapping[str, str]:
    """Return what names one 项 of the document: its name where only one code has it, and 款 with 项."""
    names = [(code, name) for code, all_ in context.names.items() if len(code) == 7 for name in all_]
    count = Counter(name for _, name in names)
    found = {name: code for code, name in names if count[name] == 1 and len(name) > 3}
    above = ((code, f"{parent}{name}") for code, name in names for parent in context.names.get(code[:5], ()))
    return {**found, **{phrase: code for code, phrase in above}}


def _named(text: str, phrases: Mapping[str, str]) -> str:
    fits = [p for p in phrases if text.startswith(p) and text[len(p) :] in _ENDINGS]
    return phrases[max(fits, key=len)] if fits else ""


def _names_own(text: str, code: str, phrases: Mapping[str, str]) -> bool:
    return any(own == code and (phrase in text or text in phrase) for phrase, own in phrases.items())


def _alone(context: Context) -> Iterator[tuple[Statement, str]]:
    """Yield the coded items that a paragraph gives an amount for, with their codes, where it speaks of no other item.

    A purpose in it may be that of the other; of one item told several times the first stands for all.
    """
    subjects: dict[int, set[tuple[str, ...]]] = defaultdict(set)
    coded: dict[int, tuple[Statement, str]] = {}
    for statement in context.facts.narrative.statements:
        code = context.coded[statement.index]
        if statement.path or code:
            subjects[statement.paragraph].add(statement.path or (code,))
        named = len(code) == _ITEM and not statement.reason and not statement.item.startswith("其他")
        if named and statement.paragraph not in coded and _facts_of(statement, context):
            coded[statement.paragraph] = statement, code
    yield from (found for paragraph, found in coded.items() if len(subjects[paragraph]) == 1)


def _facts_of(statement: Statement, context: Context) -> Sequence[Fact]:
    claims = context.claims_of.get(statement.index, ())
    return [fact for claim in claims if claim.measure == "amount" and (fact := context.claim_fact(claim)) is not None]


def _told(rule: Rule, fact: Fact, code: str, reason: Text, paragraph: int, context: Context) -> Check:
    check = bound(rule, [Operand(fact, "change", 1, "left")], formula="text", code=code)
    home = context.facts.narrative.paragraphs[paragraph]
    section = home.section[-1] if home.section else ""
    return check._replace(verdict=Verdict.FAILS, reason=reason, place=section, page=home.page)
