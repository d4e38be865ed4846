"""Kind `list`: parts of a list against their head (其中, 包括, 分别为): amounts, changes, counts, prior totals."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice, product

from auditor.check.context import Context, bound
from auditor.check.counts import idle, listed_counts, recurring, staged
from auditor.check.evaluate import best, evaluate_sum
from auditor.check.explanations import copies, own_changes
from auditor.check.list_changes import class_changes, is_complete, listed_changes
from auditor.check.listed_names import membership
from auditor.check.partitions import PARTIAL, is_partition
from auditor.check.told import amounts, amounts_of, changes, claims_of, groups_of
from auditor.check.whole import counted
from auditor.model import Check, Fact, Operand, Rule, Statement, Verdict

_MOST_READINGS = 64
_MOST_PLACES = 64  # of one total that are looked at
_MOST_LISTS = 6
_PERIODS = ("", "年初预算", "全年预算")


def listed(rule: Rule, context: Context) -> Iterator[Check]:
    """Dispatch on `of`."""
    makers = {"amounts": _amounts, "changes": listed_changes, "counts": listed_counts, "prior": _priors}
    whole = {
        "membership": membership,
        "parts": counted,
        "reasons": own_changes,
        "copies": copies,
        "classes": class_changes,
        "idle": idle,
        "staged": staged,
        "recurring": recurring,
    }
    for of in rule.options.get("of", ()):
        if of in whole:
            yield from whole[of](rule, context)
        if of in makers:
            for head in sorted(context.parts_of):
                yield from makers[of](rule, context.statement(head), context)


def _amounts(rule: Rule, head: Statement, context: Context) -> Iterator[Check]:
    """Σ parts = head for a complete list; for any list Σ parts must not exceed it. Budgeted amounts add up too."""
    for period in _PERIODS:
        yield from _in_period(rule, head, period, context)


def _in_period(rule: Rule, head: Statement, period: str, context: Context) -> Iterator[Check]:
    totals = _told(head.index, period, context)
    for members in groups_of(head.index, context).values() if totals else ():
        told = [m for m in members if _has_money(m, context)]
        choices = _choices(told, period, context)
        if not told or not all(choices):
            continue
        if any(p.amount.is_money is not totals[0].amount.is_money for found in choices for p in found):
            continue
        yield _against_head(rule, totals, choices, members, context)


def _told(statement: int, period: str, context: Context) -> tuple[Fact, ...]:
    """Return the amounts for a period word, the current ones for ""."""
    return amounts_of(statement, period, context) if period else amounts(statement, context)


def _choices(members: Sequence[Statement], period: str, context: Context) -> list[tuple[Fact, ...]]:
    """Return the amounts that each part can mean; a part told twice (25.00万元 … 2024年预算安排25.00万元) counts once."""
    parts: dict[tuple[object, ...], list[Fact]] = {}
    for member in members:
        named = bool(member.code or member.path)
        key = (member.item, member.code, member.path, -1 if named else member.index)
        parts.setdefault(key, []).extend(_told(member.index, period, context))
    return [tuple({fact.value: fact for fact in reversed(found)}.values()) for found in parts.values()]


def _has_money(statement: Statement, context: Context) -> bool:
    return bool(claims_of(statement.index, context, ("amount", "none"), money=True))


def _against_head(
    rule: Rule,
    totals: Sequence[Fact],
    choices: Sequence[tuple[Fact, ...]],
    members: Sequence[Statement],
    context: Context,
) -> Check:
    readings = [
        evaluate_sum(_sum(rule, total, parts, "list-sum"))
        for total, *parts in islice(product(totals, *choices), _MOST_READINGS)
    ]
    check = best(readings)
    if check.verdict is not Verdict.FAILS or check.stated is None or check.computed is None:
        return check
    tentative = any(m.tentative for m in members)
    over = abs(check.computed) > abs(check.stated) and len(choices) > 1
    if (over and not tentative) or (len(choices) == 1 and _exceeds(check) and not tentative):
        return check
    complete = is_partition(totals[0].item, members, context) or all(m.complete for m in members)
    if complete and len(members) > 1 and not tentative:
        return check
    return check._replace(verdict=Verdict.UNCHECKED, reason=PARTIAL)


def _exceeds(check: Check) -> bool:
    return check.stated is not None and check.low is not None and check.low > check.stated


def _sum(rule: Rule, total: Fact, parts: Sequence[Fact], code: str) -> Check:
    members = (Operand(total, "total", 1, "left"), *(Operand(part, "part", 1, "right") for part in parts))
    return bound(rule, members, code=code)


# ---------------------------------------------------------------- implied prior totals


def _priors(rule: Rule, head: Statement, context: Context) -> Iterator[Check]:
    """Two breakdowns of one total imply one prior total: Σ (current − change) must agree."""
    lists = list(islice(_told_lists(head, context), _MOST_LISTS))
    for position, (members, parts) in enumerate(lists):
        for others, more in lists[position + 1 :]:
            if {m.index for m in members} & {m.index for m in others}:
                continue
            yield _compare(rule, parts, more)


def _told_lists(head: Statement, context: Context) -> Iterator[tuple[tuple[Statement, ...], list[tuple[Fact, Fact]]]]:
    """Yield the complete lists under this total, wherever it is the head, with (current, change) per part."""
    mine = amounts(head.index, context) if head.head is None and head.index in context.parts_of else ()
    told = context.told_of.get(head.item, ()) if mine else ()
    first = bisect_left(told, head.index)
    for index in told[first : first + _MOST_PLACES]:
        other = context.statement(index)
        if other.head is not None or not any(a.value == mine[0].value for a in amounts(index, context)):
            continue
        for members in groups_of(other.index, context).values():
            pairs = [(amounts(m.index, context), changes(m.index, context)) for m in members]
            if len(members) > 1 and all(a and c for a, c in pairs) and is_complete(other, members, context):
                yield members, [(a[0], c[0]) for a, c in pairs]


def _compare(rule: Rule, one: Sequence[tuple[Fact, Fact]], other: Sequence[tuple[Fact, Fact]]) -> Check:
    members = [
        *(o for now, moved in one for o in (Operand(now, "current", 1, "left"), Operand(moved, "change", -1, "left"))),
        *(
            o
            for now, moved in other
            for o in (Operand(now, "current", 1, "right"), Operand(moved, "change", -1, "right"))
        ),
    ]
    return evaluate_sum(bound(rule, members, code="list-prior"))
