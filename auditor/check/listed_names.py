"""Names that the narrative gives to what the tables print: of one code (NT-12), of all (NT-14), of a list (NT-15)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from auditor.check.alike import Alike, alike
from auditor.check.context import Context, bound
from auditor.check.refs import names_agree, total_rows
from auditor.check.sums import main_column
from auditor.check.told import amounts
from auditor.model import Check, Fact, Operand, Paragraph, Rule, Statement, Text, Verdict
from auditor.model.labels import normal

_LIST = re.compile(r"(人员经费|公用经费|日常公用经费)[^。；;]{0,60}?主要(?:包括|用于)[:：]?([^。；;：:]{8,400})[。；;]")
_ITEM = 7  # digits of the code of a 项
_SHARED = 3  # letters that two names of one thing have in common
_TERM = re.compile(
    r"(?:^|[。；;])(?:\d{1,2}[.．、]|（[\d一二三四五六七八九十]{1,3}）)([^\W\d_]{3,40})（(\d{5}|\d{7})）"
)
_PARTIAL = re.compile(r"等(?:支出|费用|项目|方面)?$")
_ITEM = 7  # digits of the code of a 项
_FEWEST = 4  # a narrative that tells fewer items is no list of all
_MOST_ROWS = 200  # 款 of the economic classification number about a hundred; more were misread
_GROUPS = {"人员经费": ("301", "303"), "公用经费": ("302", "310"), "日常公用经费": ("302", "310")}


def misnamed(rule: Rule, context: Context) -> Iterator[Check]:
    """A 项 that the narrative names otherwise than the table does: by its printed code, else by amount under its 类."""
    claimed = frozenset(context.coded)
    free = [f for f in _main_facts(context) if len(f.code) == _ITEM and f.value and f.code not in claimed]
    unnamed = alike({(f.code, f.amount): f for f in free}.values())
    for statement in context.facts.narrative.statements:
        if statement.reason or not amounts(statement.index, context):
            continue
        if statement.code:
            yield from _by_code(rule, statement, context)
        elif len(statement.path) == 3 and not context.coded[statement.index]:
            yield from _by_amount(rule, statement, unnamed, context)
    yield from _in_glossary(rule, context)


def _by_code(rule: Rule, statement: Statement, context: Context) -> Iterator[Check]:
    names = context.names.get(statement.code, ())
    name = statement.path[-1] if statement.path else statement.item
    if names and name and not any(_alike(printed, name, context) for printed in names):
        yield _named_otherwise(rule, statement, statement.code, names[0], name, context)
    elif not names and len(statement.code) == _ITEM:
        yield from _coded_otherwise(rule, statement, name, context)


def _coded_otherwise(rule: Rule, statement: Statement, name: str, context: Context) -> Iterator[Check]:
    """A code that no table prints, behind a name that they print with another one."""
    codes = context.codes.get(normal(name), ())
    if len(codes) == 1:
        check = bound(rule, [Operand(amounts(statement.index, context)[0], "other")], formula="text", code="code-name")
        reason = Text(
            f"正文写“{name}”的编码是 {statement.code}，表中是 {codes[0]}",
            f"the narrative gives “{name}” the code {statement.code}, the table {codes[0]}",
        )
        yield check._replace(verdict=Verdict.FAILS, reason=reason)


def _in_glossary(rule: Rule, context: Context) -> Iterator[Check]:
    """8.重点实验室及相关设施（2060204）： a term that is explained under another name than the table's."""
    stated = {(s.paragraph, s.code) for s in context.facts.narrative.statements if amounts(s.index, context)}
    for paragraph in context.facts.narrative.paragraphs:
        for found in _TERM.finditer(normal(paragraph.text)):
            names = () if (paragraph.index, found[2]) in stated else context.names.get(found[2], ())
            if names and not any(_alike(name, found[1], context) for name in names):
                check = bound(rule, (), formula="text", code="two-names")
                place = paragraph.section[-1] if paragraph.section else ""
                reason = _other_name(found[2], names[0], found[1])
                yield check._replace(verdict=Verdict.FAILS, reason=reason, place=place, page=paragraph.page)


def _by_amount(rule: Rule, statement: Statement, unnamed: Alike, context: Context) -> Iterator[Check]:
    top, name = context.vocabulary.classes.get(normal(statement.path[0]), ""), normal(statement.path[2])
    near = unnamed.meeting(amounts(statement.index, context)[0])
    fits = {fact.code: fact for fact in near if fact.code.startswith(top)}
    if len(fits) != 1:
        return
    code, fact = next(iter(fits.items()))
    printed = context.names.get(code, ("",))[0]
    if len(set(printed) & set(name)) >= _SHARED and not _alike(printed, name, context):
        yield _named_otherwise(rule, statement, code, printed, statement.path[2], context, fact)


def _alike(one: str, other: str, context: Context) -> bool:
    a, b = normal(one), normal(other)
    items = context.vocabulary.items
    return names_agree(a, b) or items.get(a, a) == items.get(b, b)


def _named_otherwise(
    rule: Rule, statement: Statement, code: str, printed: str, name: str, context: Context, *others: Fact
) -> Check:
    facts = (amounts(statement.index, context)[0], *others)
    check = bound(rule, [Operand(fact, "other") for fact in facts], formula="text", code="two-names")
    return check._replace(verdict=Verdict.FAILS, reason=_other_name(code, printed, name))


def _other_name(code: str, printed: str, name: str) -> Text:
    return Text(
        f"表中科目 {code} 的名称是“{printed}”，正文写“{name}”",
        f"the table calls {code} “{printed}”, the narrative “{name}”",
    )


def _main_facts(context: Context, families: Sequence[str] = ()) -> Iterator[Fact]:
    """Yield the main figure of every coded row."""
    for table in context.tables(families):
        for block in table.blocks:
            main = main_column(block)
            for line, row in zip(block.lines, block.facts, strict=True):
                if line.code and main is not None and row[main] >= 0:
                    yield context.fact(row[main])


# ---------------------------------------------------------------- all items of a table


def untold(rule: Rule, context: Context) -> Iterator[Check]:
    """Items of the table that a narrative which goes through all of them leaves out."""
    told = {
        code
        for statement in context.facts.narrative.statements
        if not statement.reason
        and amounts(statement.index, context)
        and len(code := context.coded[statement.index]) == _ITEM
    }
    nameless = alike(amounts(s.index, context)[0] for s in context.facts.narrative.statements if _is_lost(s, context))
    for family in rule.options.get("tables", ()):
        rows = {fact.code: fact for fact in _main_facts(context, (family,)) if len(fact.code) == _ITEM and fact.value}
        known, missing = told & set(rows), [f for c, f in rows.items() if c not in told and not _meets(f, nameless)]
        if len(known) < _FEWEST or not missing or len(missing) * 5 > len(known):
            continue
        if not _covers(family, known, context):
            continue
        for fact in missing:
            check = bound(rule, (Operand(fact, "other"),), formula="text", code="untold-row")
            reason = Text(
                f"正文逐项说明中没有科目 {fact.code} {fact.place.row.strip()}",
                f"the narrative goes through the items and leaves out {fact.code} {fact.place.row.strip()}",
            )
            yield check._replace(verdict=Verdict.FAILS, reason=reason, place=fact.place.table_title)
        return


def _covers(family: str, codes: set[str], context: Context) -> bool:
    """Tell whether the items are told as parts of an amount that is the table's total."""
    totals = alike(f for f in _totals(family, context) if f.value)
    heads = {
        s.head for s in context.facts.narrative.statements if s.head is not None and context.coded[s.index] in codes
    }
    return any(_meets(fact, totals) for head in heads for fact in amounts(head, context))


def _totals(family: str, context: Context) -> Iterator[Fact]:
    for table in context.tables((family,)):
        for block in table.blocks:
            main = main_column(block)
            for row in total_rows(block):
                if main is not None and block.facts[row][main] >= 0:
                    yield context.fact(block.facts[row][main])


def _is_lost(statement: Statement, context: Context) -> bool:
    """Tell whether a statement names a 项 that no row has: told, though under a wrong name."""
    lost = len(statement.path) == 3 and not statement.reason and not context.coded[statement.index]
    return lost and bool(amounts(statement.index, context))


def _meets(fact: Fact, others: Alike) -> bool:
    return any(True for _ in others.meeting(fact))


# ---------------------------------------------------------------- lists of names


def membership(rule: Rule, context: Context) -> Iterator[Check]:
    """人员经费 …，主要包括：基本工资、…: a name without an amount in the table, where one with an amount is left out."""
    rows = _rows(context)
    if not rows:
        return
    for paragraph in context.facts.narrative.paragraphs:
        for found in _LIST.finditer(normal(paragraph.text)):
            groups = _GROUPS[found[1]]
            own = {code: fact for code, fact in rows.items() if code.startswith(groups)}
            yield from _in_list(rule, found[2], own, paragraph)


def _in_list(rule: Rule, text: str, rows: Mapping[str, Fact], paragraph: Paragraph) -> Iterator[Check]:
    names = [name for name in re.split(r"[、，,和]", text) if name]
    if len(names) < _FEWEST or _PARTIAL.search(text) or len(rows) < _FEWEST:
        return
    empty = [n for n in names if any(not f.value and names_agree(f.place.row, n) for f in rows.values())]
    empty = [n for n in empty if not any(f.value and names_agree(f.place.row, n) for f in rows.values())]
    left = [f for f in rows.values() if f.value and not any(names_agree(f.place.row, n) for n in names)]
    if not empty and not left:
        check = bound(rule, [Operand(fact, "other") for fact in rows.values()], formula="text", code="list-names")
        yield check._replace(verdict=Verdict.HOLDS, page=paragraph.page)
    elif empty and left and len(empty) + len(left) <= 3:
        check = bound(rule, [Operand(fact, "other") for fact in left], formula="text", code="list-names")
        listed, absent = "、".join(empty), "、".join(fact.place.row.strip() for fact in left)
        reason = Text(
            f"正文列有“{listed}”，表中没有金额；表中有金额的“{absent}”正文没有列",
            f"the narrative lists “{listed}”, which has no amount in the table, and leaves out “{absent}”, which has",
        )
        yield check._replace(verdict=Verdict.FAILS, reason=reason, page=paragraph.page)


def _rows(context: Context) -> Mapping[str, Fact]:
    """Return the rows of basic expenditure by economic 款."""
    found: dict[str, list[Fact]] = defaultdict(list)
    for fact in _main_facts(context, ("一般基本表", "财拨基本表")):
        if len(fact.code) == 5 and fact.code[0] == "3":
            found[fact.code].append(fact)
    return {code: facts[0] for code, facts in found.items()} if len(found) <= _MOST_ROWS else {}
