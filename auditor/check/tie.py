"""Kind `tie`: one fact has one value wherever it is printed.

same: [side, fund, code, part, source, period] over tables; across 正文 and families: the narrative against the tables,
by classification code; across 正文 alone: the narrative against itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from auditor.check.context import Context, bound
from auditor.check.equation import holds
from auditor.check.evaluate import best, evaluate_sum
from auditor.check.refs import NARRATIVE, funds_agree
from auditor.check.sets import bodies_of
from auditor.check.sums import main_column
from auditor.check.told import period_of, readings_of
from auditor.model import Block, Check, Claim, Fact, Line, Operand, Rule, Statement, Text, Verdict

_Key = tuple[str, ...]
_ECONOMIC = ("3", "5")  # first digits of the economic classifications
_PARTS_ONLY = Text(
    "没有读到按经济分类列示的表，总表中的同名行只是其中一部分",
    "no table by economic class was read; the rows of that name in the overview are parts",
)
_MOST_TELLINGS = 64  # of one fact that are held against the same one, the next ones against a later one


def tie(rule: Rule, context: Context) -> Iterator[Check]:
    """Compare facts with equal coordinates."""
    across, same = rule.options.get("across", ()), rule.options.get("same", ())
    if across == (NARRATIVE,):
        yield from _told_twice(rule, context)
    elif NARRATIVE in across:
        yield from _told_codes(rule, tuple(a for a in across if a != NARRATIVE), context)
    elif "row" in same or same == ("code",):
        yield from _row_by_row(rule, across, context)
    else:
        yield from _between_tables(rule, across, context)


def identified(rule: Rule, context: Context) -> tuple[frozenset[str], ...]:
    """Return the groups of funds that are one in this document, as far as the conditions hold."""
    groups: list[set[str]] = []
    for identity in rule.identities:
        if holds(identity.when, rule, context) is not True:
            continue
        joined = set(identity.funds)
        for group in [g for g in groups if g & joined]:
            joined |= group
            groups.remove(group)
        groups.append(joined)
    return tuple(map(frozenset, groups))


# ---------------------------------------------------------------- tables against tables


def _between_tables(rule: Rule, across: Sequence[str], context: Context) -> Iterator[Check]:
    same = identified(rule, context)
    groups: dict[_Key, list[tuple[int, Fact]]] = defaultdict(list)
    for number, table in enumerate(context.facts.tables):
        if not table.family or (across and table.family not in across):
            continue
        for block in table.blocks:
            for fact in _tieable(block, context):
                groups[_key(fact, same, context)].append((number, fact))
    for members in groups.values():
        yield from _first_against_others(rule, members)


def _tieable(block: Block, context: Context) -> Iterator[Fact]:
    """Facts whose coordinates say all of what they are: a class code, or a part or source of the whole."""
    for line, row in zip(block.lines, block.facts, strict=True):
        if line.of_which or _is_named_total(line, context):
            continue
        for column, number in zip(block.columns, row, strict=True):
            if number < 0 or column.of_which:
                continue
            fact = context.fact(number)
            plain = column.total or not column.path or len(block.columns) == 1
            main = plain or bool(column.period) or _says(column.item, fact)
            if (
                fact.amount.is_money
                and fact.side
                and main
                and _row_says(line, fact)
                and (fact.code or fact.part or fact.source)
            ):
                yield fact


def _says(item: str, fact: Fact) -> bool:
    return bool(item) and item in {fact.part, fact.source, fact.fund}


def _row_says(line: Line, fact: Fact) -> bool:
    """A row without a code is told apart only when it is the total or names the part or source itself."""
    return bool(fact.code) or line.total or (bool(line.item) and line.item in {fact.part, fact.source})


def _is_named_total(line: Line, context: Context) -> bool:
    """Totals with a name of their own (收入总计 beside 本年收入合计) differ by carry-over; equations tie them."""
    return line.total and (line.item in set(context.vocabulary.items.values()) or line.item.endswith("总计"))


def _key(fact: Fact, same: Sequence[frozenset[str]], context: Context) -> _Key:
    fund = next((min(group) for group in same if fact.fund in group), fact.fund)
    period = "" if context.is_current(fact.period) else fact.period
    return (fact.side, fund, fact.code, fact.part, fact.source, period, "" if fact.code else _subject(fact, context))


def _subject(fact: Fact, context: Context) -> str:
    return fact.item if fact.item in context.vocabulary.markers.get("dimension.subject", ()) else ""


def _first_against_others(rule: Rule, members: Sequence[tuple[int, Fact]]) -> Iterator[Check]:
    first_table, first = members[0]
    seen = {first_table}
    for number, fact in members[1:]:
        if number in seen or (first.blank and fact.blank):
            continue
        seen.add(number)
        yield _equal(rule, first, fact)


def _equal(rule: Rule, one: Fact, other: Fact) -> Check:
    operands = (Operand(one, "stated", 1, "left"), Operand(other, "other", 1, "right"))
    return evaluate_sum(bound(rule, operands, code="tie"))


def _row_by_row(rule: Rule, across: Sequence[str], context: Context) -> Iterator[Check]:
    """Two tables with the same rows (income and expenditure of a budget, a table and its extract), by code."""
    maps: list[Mapping[_Key, Fact]] = [_rows_of(family, rule, context) for family in across]
    if len(maps) == 2:
        for key, fact in maps[0].items():
            other = maps[1].get(key)
            if other is not None and not (fact.blank and other.blank):
                yield _equal(rule, fact, other)


def _rows_of(family: str, rule: Rule, context: Context) -> dict[_Key, Fact]:
    found: dict[_Key, Fact] = {}
    same = rule.options.get("same", ())
    columnwise, total = "column" in same, "合计" if "row" in same else ""
    for table in context.tables((family,)):
        for block in table.blocks:
            main = main_column(block)
            for line, row in zip(block.lines, block.facts, strict=True):
                for position, (column, number) in enumerate(zip(block.columns, row, strict=True)):
                    name = line.code or (total if line.total else "")
                    if number >= 0 and name and not column.of_which and (columnwise or position == main):
                        key = (name, column.item if columnwise else "", column.period)
                        found.setdefault(key, context.fact(number))
    return found


# ---------------------------------------------------------------- narrative against tables, by code


def _told_codes(rule: Rule, families: Sequence[str], context: Context) -> Iterator[Check]:
    table_facts = _facts_by_code(families, context)
    nameless = frozenset(_under_a_name(families, context))
    for claim in context.facts.narrative.claims:
        if claim.measure != "amount" or claim.amount is None or claim.amount.approximate or not claim.amount.is_money:
            continue
        statement = context.statement(claim.statement)
        code = context.coded[statement.index]
        if not code or statement.reason or not context.is_current(period_of(claim, context)):
            continue
        fact = context.claim_fact(claim)
        candidates = _scoped(table_facts.get(code, ()), statement)
        exact = next((other for other in candidates if fact is not None and other.value == fact.value), None)
        if fact is not None and candidates:
            check = best([_equal(rule, fact, other) for other in ((exact,) if exact else candidates)])
            parts_only = check.verdict is Verdict.FAILS and all(other.id in nameless for other in candidates)
            yield check._replace(verdict=Verdict.UNCHECKED, reason=_PARTS_ONLY) if parts_only else check


def _under_a_name(families: Sequence[str], context: Context) -> Iterator[int]:
    """Yield the figures of economic classes that overviews print by name, once under each part: no whole to accuse by."""
    for table in context.tables(tuple(families)):
        for block in table.blocks:
            for line, row in zip(block.lines, block.facts, strict=True):
                yield from (n for n in row if n >= 0 and not line.code and context.fact(n).code[:1] in _ECONOMIC)


def _facts_by_code(families: Sequence[str], context: Context) -> dict[str, tuple[Fact, ...]]:
    found: dict[str, list[Fact]] = defaultdict(list)
    order = {family: position for position, family in enumerate(families)}  # the first family is the first reading
    for table in sorted(context.tables(tuple(families)), key=lambda t: order[t.family]):
        for block in table.blocks:
            for line, row in zip(block.lines, block.facts, strict=True):
                for number in row:
                    if number >= 0:
                        fact = context.fact(number)
                        if fact.code and context.is_current(fact.period) and not line.of_which:
                            found[fact.code].append(fact)
    return {code: tuple(facts) for code, facts in found.items()}


def _scoped(facts: Sequence[Fact], statement: Statement) -> tuple[Fact, ...]:
    """Keep the readings that the sentence's scope allows; a reading is dropped only when it contradicts."""
    side = statement.side or "支出"
    kept = [f for f in facts if f.side in {"", side} and (not statement.part or f.part in {"", statement.part})]
    if not statement.part and all(f.part for f in kept):
        return ()  # only the basic or the project part is printed: the whole may be told in a table that was not read
    exact = [f for f in kept if statement.fund and funds_agree(statement.fund, f.fund, ()) and f.fund]
    return tuple(exact or kept)


# ---------------------------------------------------------------- narrative against itself


def _told_twice(rule: Rule, context: Context) -> Iterator[Check]:
    """Only items of the vocabulary or with a code compare across places, and only under the same head and scope."""
    groups: dict[tuple[int, _Key], list[Fact]] = defaultdict(list)
    claims = context.facts.narrative.claims
    body_of = bodies_of(context.overviews, [claim.page for claim in claims])
    for claim in claims:
        key = _told_key(claim, context)
        fact = context.claim_fact(claim)
        body = body_of(claim.page)
        if key is not None and fact is not None and body >= 0:
            groups[body, key].append(fact)
    for facts in groups.values():
        for position, other in enumerate(facts[1:]):
            yield _equal(rule, facts[position - position % _MOST_TELLINGS], other)


def _told_key(claim: Claim, context: Context) -> _Key | None:
    if claim.measure not in {"amount", "change"} or claim.amount is None or claim.amount.approximate:
        return None
    statement, code = context.statement(claim.statement), context.coded[claim.statement]
    if statement.reason or statement.tentative or not (statement.known or code) or not claim.amount.is_money:
        return None
    if len(readings_of(claim, context)) > 1:
        return None
    head = context.statement(statement.head).item if statement.head is not None else ""
    base = f"{claim.base.anchor}{claim.base.kind}" if claim.base else ""
    subject = code or statement.item
    period = period_of(claim, context)
    scope = (statement.fund, statement.side, statement.part, "" if context.is_current(period) else period)
    free = subject in context.vocabulary.markers.get("dimension.subject", ()) or subject.endswith("总计")
    return (claim.measure, subject, "" if free or code else head, base, *scope)
