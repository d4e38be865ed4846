"""What statements say, looked up: the amount, change, prior or rate of one statement."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.check.context import Context
from auditor.check.partitions import makes_up
from auditor.model import Claim, Fact, Statement

_MOVES = ("change", "rate", "flat", "prior")


def period_of(claim: Claim, context: Context) -> str:
    """Return the period word of a claim: its own, else its statement's."""
    return claim.period or context.statement(claim.statement).period


def usable(claim: Claim) -> bool:
    """Tell whether a claim's figure may take part in arithmetic."""
    return claim.amount is None or not claim.amount.approximate


def claims_of(
    statement: int, context: Context, measures: Sequence[str], *, money: bool | None = None
) -> tuple[Claim, ...]:
    """Return a statement's usable claims of these measures; money=True leaves counts out, False money."""
    return tuple(
        claim
        for claim in context.claims_of.get(statement, ())
        if claim.measure in measures
        and usable(claim)
        and (money is None or claim.amount is None or claim.amount.is_money is money)
    )


def readings_of(claim: Claim, context: Context) -> tuple[int, ...]:
    """Return the statements that a claim may speak of: its own, stored second readings, and the head of a list that it ends.

    “X100万元，其中：A40万元，B60万元，比上年增加5万元”: the change may be that of B or of X.
    """
    own = context.statement(claim.statement)
    head = (own.head,) if own.head is not None and _ends_list(own, own.head, context) else ()
    return tuple(dict.fromkeys((own.index, *claim.others, *head)))


def _ends_list(last: Statement, head: int, context: Context) -> bool:
    """Tell whether a statement is the last of a list that adds up, where nothing before it says how it changed."""
    if context.parts_of.get(head, ())[-1:] != (last.index,) or context.statement(head).paragraph != last.paragraph:
        return False
    before = [member for member in groups_of(head, context).get(last.group, ()) if member.index != last.index]
    moved = (claims_of(index, context, _MOVES) for index in (head, *(member.index for member in before)))
    whole, parts = amounts(head, context), [amounts(m.index, context) for m in (*before, last)]
    return bool(before and whole) and not any(moved) and all(parts) and makes_up(whole[0], [p[0] for p in parts])


def amounts(statement: int, context: Context) -> tuple[Fact, ...]:
    """Return the current money amounts of a statement (无 counts as zero), in reading order."""
    return context.money.get(statement, ())


def amounts_of(statement: int, period: str, context: Context) -> tuple[Fact, ...]:
    """Return the money amounts for one period word, of a statement and its kin."""
    dated = context.dated
    return tuple(fact for index in context.kin[statement] for fact in dated.get((index, period), ()))


def changes(statement: int, context: Context, anchor: str | None = None) -> tuple[Fact, ...]:
    """Return the money changes of a statement, flat words as zero; only those against `anchor` when given."""
    found = [
        c
        for c in claims_of(statement, context, ("change", "flat"), money=True)
        if not c.word.startswith(("基本", "大致", "略"))
        and (anchor is None or c.base is None or c.base.anchor == anchor)
        and (c.measure == "flat" or c.sign != 0)
    ]
    return _facts(found, context)


def anchor_of(fact: Fact, context: Context) -> str | None:
    """Return the base anchor (上年, 2023 …) of a change or rate fact."""
    claim = context.claim_of.get(fact.id)
    return claim.base.anchor if claim is not None and claim.base else None


def counts(statement: int, unit: str, context: Context) -> tuple[Fact, ...]:
    """Return the counts of a statement in one unit (人, 辆, 平方米)."""
    found = [c for c in claims_of(statement, context, ("count",)) if c.amount is not None and c.amount.unit == unit]
    return _facts(found, context)


def _facts(claims: Sequence[Claim], context: Context) -> tuple[Fact, ...]:
    return tuple(fact for claim in claims if (fact := context.claim_fact(claim)) is not None)


def groups_of(head: int, context: Context) -> dict[int, tuple[Statement, ...]]:
    """Return the lists under a head by group number; reasons and sisters of the head (人员经费；公用经费) left out."""
    parts = context.parts_of.get(head, ())
    if not parts:
        return {}
    groups: dict[int, list[Statement]] = {}
    item = context.statement(head).item
    sisters = {part for whole in context.vocabulary.whole.values() if item in whole for part in whole}
    for index in parts:
        statement = context.statement(index)
        if not statement.reason and statement.item not in sisters:
            groups.setdefault(statement.group, []).append(statement)
    return {number: tuple(members) for number, members in groups.items()}
