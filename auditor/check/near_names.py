"""Names of the narrative that miss a name of the classification by a letter or a word: 其它工资福利支出, 机关事业单位养老保险缴费."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from auditor.check.context import Context, worded
from auditor.check.misprints import one_off
from auditor.model import Check, Paragraph, Rule, Text
from auditor.model.labels import normal

_LIST = re.compile(
    r"(?:人员经费|公用经费)[^；;：:]{0,40}?主要(?:包括|用于)[:：]([^。；;：:]{8,400})[。；;]"
)  # 人员经费12万元。主要包括：基本工资、…
_ENDING = re.compile(r"等(?:支出|费用|项目|方面)?$")
_SHORTEST = 6  # shorter names resemble each other without a slip
_WORD = 2  # letters of a word that is left out
_LEVEL = "支出"


def nearly(rule: Rule, context: Context) -> Iterator[Check]:
    """Names in the lists of basic expenditure against the economic classification, 项 against the functional one."""
    official = sorted(_official(context, "3", 5))
    for paragraph in context.facts.narrative.paragraphs:
        if "主要" in paragraph.text:
            yield from _listed(rule, paragraph, official, context)
    yield from _items(rule, context)


def _listed(rule: Rule, paragraph: Paragraph, official: Sequence[str], context: Context) -> Iterator[Check]:
    for found in _LIST.finditer(normal(paragraph.text)):
        for printed in re.split(r"[、，,和]", found[1]):
            name = _ENDING.sub("", printed)
            meant = _meant(name, official) if len(name) >= _SHORTEST and name not in official else ""
            if meant:
                yield _told(rule, name, meant, paragraph, context)


def _items(rule: Rule, context: Context) -> Iterator[Check]:
    """…缴费（项） for …缴费支出: the 项 without the 支出 that belongs to its name."""
    paths = [s for s in context.facts.narrative.statements if s.path and not s.reason and "（项）" in s.text]
    official = _official(context, "2", 7) if paths else frozenset()
    for statement in paths:
        name = normal(statement.path[-1])
        if name not in official and f"{name}{_LEVEL}" in official:
            paragraph = context.facts.narrative.paragraphs[statement.paragraph]
            yield _told(rule, name, f"{name}{_LEVEL}", paragraph, context)


def _official(context: Context, first: str, digits: int) -> frozenset[str]:
    codes = context.vocabulary.codes.items()
    return frozenset(
        normal(name) for code, names in codes if code[0] == first and len(code) == digits for name in names
    )


def _meant(name: str, official: Sequence[str]) -> str:
    """Return the official name that a name misses by one letter or by one word inside, "" when none."""
    near = (word for word in official if word[0] == name[0] and abs(len(word) - len(name)) <= _WORD)
    return next((word for word in near if one_off(name, word) or _lacks_a_word(name, word)), "")


def _lacks_a_word(name: str, word: str) -> bool:
    if len(word) - len(name) != _WORD:
        return False
    start = next((i for i, (a, b) in enumerate(zip(name, word, strict=False)) if a != b), len(name))
    return 0 < start < len(name) and name[start:] == word[start + _WORD :]


def _told(rule: Rule, name: str, meant: str, paragraph: Paragraph, context: Context) -> Check:
    facts = context.facts_in.get(paragraph.index, ())
    reason = Text(f"正文写“{name}”，科目名称是“{meant}”", f"the narrative says “{name}”, the classification “{meant}”")
    section = paragraph.section[-1] if paragraph.section else ""
    return worded(rule, "misprint", reason, section, paragraph.page, facts[:1])
