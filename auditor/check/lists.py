"""Kind `list`: parts of a list against their head (其中, 包括, 分别为): amounts, changes, counts, prior totals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, product

from auditor.amounts import ZERO
from auditor.check.context import Context, bound
from auditor.check.evaluate import best, evaluate_sum
from auditor.check.listed_names import membership
from auditor.check.told import amounts, amounts_of, anchor_of, changes, claims_of, counts, groups_of
from auditor.check.whole import counted
from auditor.model import Check, Fact, Operand, Rule, Statement, Text, Verdict

_MOST_READINGS = 64
_PERIODS = ("", "年初预算", "全年预算")
_PARTIAL = Text("列举不完整，只能核对分项不超过总额", "partial list: parts only must not exceed the whole")


def listed(rule: Rule, context: Context) -> Iterator[Check]:
    """Dispatch on `of`."""
    makers = {"amounts": _amounts, "changes": _changes, "counts": _counts, "prior": _priors}
    if "membership" in rule.options.get("of", ()):
        yield from membership(rule, context)
    if "parts" in rule.options.get("of", ()):
        yield from counted(rule, context)
    for of in rule.options.get("of", ()):
        if of in makers:
            for statement in context.facts.narrative.statements:
                yield from makers[of](rule, statement, context)


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
    return check._replace(verdict=Verdict.UNCHECKED, reason=_PARTIAL)


def _exceeds(check: Check) -> bool:
    return check.stated is not None and check.low is not None and check.low > check.stated


def _sum(rule: Rule, total: Fact, parts: Sequence[Fact], code: str) -> Check:
    members = (Operand(total, "total", 1, "left"), *(Operand(part, "part", 1, "right") for part in parts))
    return bound(rule, members, code=code)


def partition_of(item: str, context: Context) -> tuple[frozenset[str], ...]:
    """Return the sets of items that make up a whole, parts expanded or not (三公 → 出国, 接待, 购置, 运行)."""
    parts = context.vocabulary.whole.get(item)
    if parts is None:
        return ()
    sets: list[frozenset[str]] = [frozenset()]
    for part in parts:
        choices = [frozenset({part}), *partition_of(part, context)]
        sets = [chosen | more for chosen in sets for more in choices]
    return tuple(sets)


def is_partition(item: str, members: Sequence[Statement], context: Context) -> bool:
    """Tell whether the members of a list are exactly the declared parts of a whole."""
    names = frozenset(m.item for m in members)
    return len(names) == len(members) and names in partition_of(item, context)


# ---------------------------------------------------------------- changes


def _changes(rule: Rule, head: Statement, context: Context) -> Iterator[Check]:
    """Σ changes of the parts = change of the head, if every part states one against the same base."""
    groups = groups_of(head.index, context)
    for members in groups.values():
        if len(members) < 2 or any(m.tentative for m in members):
            continue
        totals = _head_changes(head, context)
        if not totals:
            continue
        anchor = anchor_of(totals[0], context)
        moved = [changes(m.index, context, anchor) for m in members]
        if not all(moved) or not _adds_up(head, members, context):
            continue
        parts = [found[0] for found in moved]
        if any(part.value for part in (*parts, totals[0])):
            yield best([evaluate_sum(_sum(rule, total, parts, "list-changes")) for total in totals])


def _head_changes(head: Statement, context: Context) -> tuple[Fact, ...]:
    """Return the head's own change, else that of another statement with the same amount and item."""
    own = changes(head.index, context)
    if own:
        return own
    mine = amounts(head.index, context)
    if not mine:
        return ()
    found = [
        (other, changes(other.index, context))
        for other in context.facts.narrative.statements
        if other.index != head.index and not other.reason and other.head is None and _same_subject(head, other)
    ]
    return tuple(
        moved[0]
        for other, moved in found
        if moved and any(a.value == mine[0].value for a in amounts(other.index, context))
    )[:1]


def _same_subject(one: Statement, other: Statement) -> bool:
    return one.item == other.item and one.side in {"", other.side} | ({one.side} if not other.side else set())


def _adds_up(head: Statement, members: Sequence[Statement], context: Context) -> bool:
    """Changes add only over a complete list: declared parts, or amounts that make up the head's amount."""
    if is_partition(head.item, members, context) or all(m.complete for m in members):
        return True
    totals = amounts(head.index, context)
    parts = [amounts(m.index, context) for m in members]
    if not totals:
        return not any(parts)
    if not all(parts):
        return False
    gap = abs(sum((p[0].value for p in parts), start=ZERO) - totals[0].value)
    return gap <= sum((p[0].amount.step for p in parts), start=totals[0].amount.step) / 2


# ---------------------------------------------------------------- counts


def _counts(rule: Rule, head: Statement, context: Context) -> Iterator[Check]:
    """Counts fail only for complementary or named lists: overlapping parts are common."""
    for claim in claims_of(head.index, context, ("count",)):
        total = context.claim_fact(claim)
        if total is None or claim.amount is None:
            continue
        for members in groups_of(head.index, context).values():
            parts = [found[0] for m in members if (found := counts(m.index, claim.amount.unit, context))]
            if len(parts) < 2 or len(parts) != len(members):
                continue
            check = evaluate_sum(_sum(rule, total, parts, "count-sum"))
            if check.verdict is Verdict.FAILS and not all(m.complete and not m.tentative for m in members):
                check = check._replace(verdict=Verdict.UNCHECKED, reason=_PARTIAL)
            yield check


# ---------------------------------------------------------------- implied prior totals


def _priors(rule: Rule, head: Statement, context: Context) -> Iterator[Check]:
    """Two breakdowns of one total imply one prior total: Σ (current − change) must agree."""
    lists = _told_lists(head, context)
    for position, (members, parts) in enumerate(lists):
        for others, more in lists[position + 1 :]:
            if {m.index for m in members} & {m.index for m in others}:
                continue
            yield _compare(rule, parts, more)


def _told_lists(head: Statement, context: Context) -> list[tuple[tuple[Statement, ...], list[tuple[Fact, Fact]]]]:
    """Return the complete lists under this total, wherever it is the head, with (current, change) per part."""
    mine = amounts(head.index, context) if head.head is None and head.index in context.parts_of else ()
    if not mine:
        return []
    heads = [
        other
        for other in map(context.statement, context.parts_of)  # what heads no list adds nothing
        if other.index >= head.index
        and other.head is None
        and other.item == head.item
        and any(a.value == mine[0].value for a in amounts(other.index, context))
    ]
    found = []
    for other in sorted(heads, key=lambda each: each.index):
        for members in groups_of(other.index, context).values():
            pairs = [(amounts(m.index, context), changes(m.index, context)) for m in members]
            if len(members) > 1 and all(a and c for a, c in pairs) and _adds_up(other, members, context):
                found.append((members, [(a[0], c[0]) for a, c in pairs]))
    return found[:6]


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
