"""Kind `list`, changes that a reason names: 主要原因是基本支出增加100万元、项目支出减少20万元.

A reason may name what it likes, so it is no complete list. But a figure in it must be the one that the document states for
the same item and scope, and a reason that is printed in several places must have the same figures everywhere.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice
from typing import NamedTuple

from auditor.check.context import Context, bound
from auditor.check.evaluate import best, evaluate_sum
from auditor.check.told import claims_of, readings_of, usable
from auditor.model import Base, Check, Claim, Fact, Operand, Rule, Statement
from auditor.model.labels import normal

_NUMBER = re.compile(r"\d[\d,.]*")
_SHORTEST = 12  # letters of a reason that two places share: shorter ones are habit
_MOST_PLACES = 64  # of one item that are looked at
_BEFORE = 12  # letters before a figure that may hold its word


class Explanation(NamedTuple):
    """A change with its reason and the changes of other items that the reason names."""

    claim: Claim
    figures: tuple[Claim, ...]


def explanations(context: Context) -> Iterator[Explanation]:
    """Yield the changes whose reasons name changes in money."""
    claims = context.facts.narrative.claims
    for claim in claims:
        if claim.measure == "change" and claim.cause and not context.statement(claim.statement).reason:
            figures = tuple(_named(claim, context))
            if figures:
                yield Explanation(claim, figures)


def _named(explained: Claim, context: Context) -> Iterator[Claim]:
    """Yield the changes of the reason that follows a change, up to the next change that is explained itself."""
    for claim in islice(context.facts.narrative.claims, explained.index + 1, None):
        if claim.paragraph != explained.paragraph:
            return
        if not context.statement(claim.statement).reason:
            if claim.measure == "change" and claim.start > explained.end:
                return
            continue
        if claim.measure == "change" and claim.sign and usable(claim) and claim.amount and claim.amount.is_money:
            yield claim


def copies(rule: Rule, context: Context) -> Iterator[Check]:
    """One reason for one change, printed in several places: its figures are the same in all of them."""
    groups: dict[tuple[Decimal | None, str, int], list[Explanation]] = defaultdict(list)
    for told in explanations(context):
        words = _NUMBER.sub("#", normal(told.claim.cause))
        if len(words) >= _SHORTEST and told.claim.value:
            groups[told.claim.value, words, len(told.figures)].append(told)
    for first, *others in groups.values():
        for other in others:
            for one, same in zip(first.figures, other.figures, strict=True):
                if one.start != same.start or one.paragraph != same.paragraph:
                    yield from _equal(rule, one, (same,), context)


def own_changes(rule: Rule, context: Context) -> Iterator[Check]:
    """A change named in a reason against the change that the document states for the item itself."""
    funds = _funds(context)
    for told in explanations(context):
        same_money = funds[told.claim.value, told.claim.base]
        for named in told.figures:
            statement = context.statement(named.statement)
            if statement.known and _is_beside_its_word(named, context):
                stated = _stated(statement, named.base or told.claim.base, context)
                own = [claim for claim in stated if context.statement(claim.statement).fund in same_money]
                yield from _equal(rule, named, own, context)


def _funds(context: Context) -> dict[tuple[Decimal | None, Base | None], set[str]]:
    """Return the funds of all that changed by one amount: for totals that changed alike they are one and the same money."""
    found: dict[tuple[Decimal | None, Base | None], set[str]] = defaultdict(set)
    for claim in context.facts.narrative.claims:
        if claim.measure == "change":
            found[claim.value, claim.base].add(context.statement(claim.statement).fund)
    return found


def _is_beside_its_word(claim: Claim, context: Context) -> bool:
    """Tell 项目支出减少20万元 from 项目支出减少租赁费20万元: there the figure is that of another thing."""
    before = context.facts.narrative.paragraphs[claim.paragraph].text[max(0, claim.start - _BEFORE) : claim.start]
    _, word, between = normal(before).rpartition(claim.word) if claim.word else ("", "", "")
    return bool(word) and (not between or between in context.vocabulary.lexicon.get("direction.particles", ()))


def _stated(item: Statement, base: Base | None, context: Context) -> Iterator[Claim]:
    """Yield the changes in money that the document states for an item outside reasons."""
    for index in context.told_of.get(item.item, ())[:_MOST_PLACES]:
        statement = context.statement(index)
        if statement.code == item.code and _sides_agree(statement, item):
            for claim in claims_of(index, context, ("change",), money=True):
                if claim.sign and len(readings_of(claim, context)) == 1 and bases_agree(claim.base, base):
                    yield claim


def _sides_agree(one: Statement, other: Statement) -> bool:
    return not one.side or not other.side or one.side == other.side


def bases_agree(one: Base | None, other: Base | None) -> bool:
    """Tell whether two changes are measured against the same: one anchor, and no different kind (预算, 决算)."""
    if one is None or other is None:
        return one is other
    return one.anchor == other.anchor and (not one.kind or not other.kind or one.kind == other.kind)


def _equal(rule: Rule, one: Claim, others: Sequence[Claim], context: Context) -> Iterator[Check]:
    stated = context.claim_fact(one)
    facts = [fact for other in others if (fact := context.claim_fact(other)) is not None]
    if stated is not None and facts:
        yield best([_pair(rule, stated, fact) for fact in facts])


def _pair(rule: Rule, one: Fact, other: Fact) -> Check:
    members = (Operand(one, "stated", 1, "left"), Operand(other, "other", 1, "right"))
    return evaluate_sum(bound(rule, members, code="tie"))
