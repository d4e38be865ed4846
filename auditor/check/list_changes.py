"""Kind `list`, changes: those of the parts make up that of the whole, wherever in the document each of them is stated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from auditor.check.context import Context, bound
from auditor.check.evaluate import best, evaluate_sum
from auditor.check.partitions import is_partition, makes_up
from auditor.check.told import amounts, anchor_of, changes, groups_of
from auditor.model import Check, Fact, Operand, Rule, Statement, Text, Verdict

_FEWEST = 2
_MOST_PLACES = 64  # of one item that are looked at
_CLASS, _ITEM = 3, 7  # digits of 类 and 项
_GONE = Text(
    "上年有、本年没有的项目可能没有写，不能断定",
    "an item of last year that is gone may not be told; nothing is certain",
)


def listed_changes(rule: Rule, head: Statement, context: Context) -> Iterator[Check]:
    """Σ changes of the parts = change of the head, if every part has one against the same base."""
    for members in groups_of(head.index, context).values():
        totals = _head_changes(head, context) if len(members) >= _FEWEST and not _is_doubtful(members) else ()
        if totals:
            yield from _against(rule, head, totals, members, context)


def _is_doubtful(members: Sequence[Statement]) -> bool:
    return any(member.tentative for member in members)


def _against(
    rule: Rule, head: Statement, totals: Sequence[Fact], members: Sequence[Statement], context: Context
) -> Iterator[Check]:
    anchor = anchor_of(totals[0], context)
    own = [changes(member.index, context, anchor) for member in members]
    moved = [found or _changes_elsewhere(m, anchor, context) for m, found in zip(members, own, strict=True)]
    if not all(moved) or not is_complete(head, members, context):
        return
    parts = [found[0] for found in moved]
    if any(part.value for part in (*parts, totals[0])):
        check = best([_sum(rule, total, parts) for total in totals])
        yield check if all(own) else _certain(check)


def _sum(rule: Rule, total: Fact, parts: Sequence[Fact]) -> Check:
    members = (Operand(total, "total", 1, "left"), *(Operand(part, "part", 1, "right") for part in parts))
    return evaluate_sum(bound(rule, members, code="list-changes"))


def _certain(check: Check) -> Check:
    """Where no list says so, an item that is gone may be left out: then the others rose by more than the whole did.

    The reverse is certain: if they rose by less, they would have been more than the whole the year before.
    """
    if check.verdict is not Verdict.FAILS or check.difference is None or check.difference > 0:
        return check
    return check._replace(verdict=Verdict.UNCHECKED, reason=_GONE)


def _head_changes(head: Statement, context: Context) -> tuple[Fact, ...]:
    """Return the head's own change, else that of another statement with the same amount and item."""
    own, mine = changes(head.index, context), amounts(head.index, context)
    if own or not mine:
        return own
    for other in map(context.statement, context.told_of.get(head.item, ())[:_MOST_PLACES]):
        if other.index != head.index and other.head is None and _same_subject(head, other):
            moved = changes(other.index, context)
            if moved and any(a.value == mine[0].value for a in amounts(other.index, context)):
                return moved[:1]
    return ()


def _same_subject(one: Statement, other: Statement) -> bool:
    return one.item == other.item and (not one.side or not other.side or one.side == other.side)


# ---------------------------------------------------------------- what a part is told elsewhere


def _elsewhere(part: Statement, context: Context) -> Iterator[Statement]:
    """Yield the other statements of the same item and scope."""
    for index in context.told_of.get(part.item, ())[:_MOST_PLACES] if part.item else ():
        other = context.statement(index)
        same = (other.code, other.path, other.fund) == (part.code, part.path, part.fund)
        if same and index != part.index and _same_subject(part, other):
            yield other


def _changes_elsewhere(part: Statement, anchor: str | None, context: Context) -> tuple[Fact, ...]:
    """Return the change of a part as it is told elsewhere, beside the same amount."""
    mine = amounts(part.index, context)
    if not mine:
        return ()
    found = [
        moved
        for other in _elsewhere(part, context)
        if any(a.value == mine[0].value for a in amounts(other.index, context))
        for moved in changes(other.index, context, anchor)[:1]
    ]
    return tuple(found[:1]) if len({fact.value for fact in found}) == 1 else ()


def is_complete(head: Statement, members: Sequence[Statement], context: Context) -> bool:
    """Changes add only over a complete list: declared parts, or amounts, told here or elsewhere, that make up the head's."""
    if is_partition(head.item, members, context) or all(m.complete for m in members):
        return True
    totals = amounts(head.index, context)
    parts = [amounts(m.index, context) for m in members]
    if not totals:
        return not any(parts)
    if not any(parts):
        known = [_amount_elsewhere(member, context) for member in members]
        return makes_up(totals[0], [fact for fact in known if fact is not None])
    return all(parts) and makes_up(totals[0], [p[0] for p in parts])


def _amount_elsewhere(part: Statement, context: Context) -> Fact | None:
    """Return the one amount that the document states for a part of which the list tells the change alone."""
    found = [fact for other in _elsewhere(part, context) for fact in amounts(other.index, context)]
    return found[0] if len({fact.value for fact in found}) == 1 else None


# ---------------------------------------------------------------- 类 against its 项


def class_changes(rule: Rule, context: Context) -> Iterator[Check]:
    """The change of a 类 against those of its 项, told in another section, where their amounts make up that of the 类."""
    items = _items(context)
    for head in context.facts.narrative.statements:
        code, totals = context.coded[head.index], changes(head.index, context)
        members = items.get(code, ()) if len(code) == _CLASS and totals and not head.reason else ()
        mine = amounts(head.index, context)
        if len(members) < _FEWEST or not mine or any(member.head == head.index for member in members):
            continue
        anchor = anchor_of(totals[0], context)
        moved = [changes(member.index, context, anchor)[:1] for member in members]
        if all(moved) and makes_up(mine[0], [amounts(m.index, context)[0] for m in members]):
            yield _certain(best([_sum(rule, total, [found[0] for found in moved]) for total in totals]))


def _items(context: Context) -> dict[str, tuple[Statement, ...]]:
    """Return the 项 that are told with one amount and a change, by the code of their 类."""
    by_code: dict[str, list[Statement]] = defaultdict(list)
    for statement in context.facts.narrative.statements:
        code = context.coded[statement.index]
        if len(code) == _ITEM and not statement.reason and amounts(statement.index, context):
            by_code[code].append(statement)
    found: dict[str, list[Statement]] = defaultdict(list)
    for code, told in by_code.items():
        if len({amounts(each.index, context)[0].value for each in told}) == 1:
            found[code[:_CLASS]].append(next((each for each in told if changes(each.index, context)), told[0]))
    return {code: tuple(members) for code, members in found.items()}
