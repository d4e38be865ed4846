"""Kind `share`: percentages of a whole, their sum, and completion of a budget."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from auditor.amounts import HALF, ZERO
from auditor.check.context import Context, bound
from auditor.check.evaluate import HUNDRED, best, evaluate_ratio
from auditor.check.told import amounts, amounts_of, claims_of, period_of
from auditor.model import Check, Claim, Fact, Operand, Rule, Statement, Text, Verdict
from auditor.model.labels import normal

_FEWEST_SHARES = 3  # that prove a list complete by themselves
_MOST_BEFORE, _MOST_AFTER = 128, 32  # statements around a share that may tell its whole
_MOST_PLACES = 64  # of one whole that are looked at
_JOINED = ("和", "与", "及", "、")
_PLANS = ("年初预算", "全年预算", "调整预算", "预算")


def share(rule: Rule, context: Context) -> Iterator[Check]:
    """Dispatch on `of`."""
    makers = {"whole": _shares, "completion": _completions, "total": _share_totals}
    places = {"whole": context.telling.get("share", ()), "completion": context.telling.get("completion", ())}
    for of in rule.options.get("of", ()):
        for index in places.get(of, sorted(context.parts_of)) if of in makers else ():
            yield from makers[of](rule, context.statement(index), context)


def _shares(rule: Rule, statement: Statement, context: Context) -> Iterator[Check]:
    for claim in claims_of(statement.index, context, ("share",)):
        printed = context.claim_fact(claim)
        if printed is None or claim.amount is None:
            continue
        readings = [
            evaluate_ratio(_ratio(rule, printed, part, whole, "share"))
            for part in amounts(statement.index, context)
            for whole in _wholes(claim, statement, context)
            if whole is not part
        ]
        readings = [r for r in readings if r.verdict is not Verdict.UNCHECKED]
        if readings:
            yield _plugged(best(readings), claim, statement, context)


def _ratio(rule: Rule, printed: Fact, part: Fact, whole: Fact, code: str) -> Check:
    members = (
        Operand(printed, "share", 1, "left"),
        Operand(part, "part", 1, "right"),
        Operand(whole, "whole", 1, "right"),
    )
    return bound(rule, members, formula="ratio", code=code, unit="%")


def _wholes(claim: Claim, statement: Statement, context: Context) -> Iterator[Fact]:
    """Return the figures that the denominator can mean: the list head, or a statement nearby that it names."""
    head = statement.head
    name = normal(claim.whole)
    item = context.vocabulary.items.get(name, name)
    if head is not None and _means(item, name, context.statement(head)):
        yield from amounts(head, context)
        return
    near = [
        other
        for other in context.facts.narrative.statements[
            max(0, statement.index - _MOST_BEFORE) : statement.index + _MOST_AFTER
        ]
        if other.index != statement.index
        and not other.reason
        and statement.paragraph - 6 <= other.paragraph <= statement.paragraph
        and name
        and _means(item, name, other)
        and not (_sister(statement, other) and normal(other.text) != name and other.item != item)
    ]
    for other in reversed(near) if near else _named_anywhere(item, statement, context):
        yield from amounts(other.index, context)
    if head is not None and (item.endswith(("总计", "合计")) if name else not near):
        yield from amounts(head, context)  # 占总支出 may mean the total that heads this list


def _sister(one: Statement, other: Statement) -> bool:
    """Tell whether two statements are parts of one list: one is the whole of the other only under its full name."""
    return one.head is not None and (one.head, one.group) == (other.head, other.group)


def _named_anywhere(item: str, statement: Statement, context: Context) -> Iterator[Statement]:
    """Yield the statements before that tell a known whole (本年支出合计): each is one reading of the denominator."""
    told = context.told_of.get(item, ()) if item.endswith(("总计", "合计")) else ()
    before = told[: bisect_left(told, statement.index)]
    yield from (other for other in map(context.statement, before[-_MOST_PLACES:]) if other.known)


def _means(item: str, name: str, statement: Statement) -> bool:
    text = normal(statement.text)
    if not name or item == statement.item or (len(text) > 1 and name.endswith(text)):
        return True
    return text.endswith(name) and not text.removesuffix(name).endswith(
        _JOINED
    )  # 税收返还和转移支付 is more than 转移支付


def _sisters(statement: Statement, context: Context) -> tuple[Claim, ...]:
    """Return the share claims of one list."""
    if statement.head is None:
        return ()
    return tuple(
        claim
        for index in context.parts_of.get(statement.head, ())[:_MOST_PLACES]
        for claim in claims_of(index, context, ("share",))
        if claim.amount is not None and context.statement(index).group == statement.group
    )


def _plugged(check: Check, claim: Claim, statement: Statement, context: Context) -> Check:
    """A share moved by its last digit so that all add to 100.00 is rounding, not a slip."""
    if check.verdict is not Verdict.TRUNCATED:
        return check
    total = sum((c.amount.value for c in _sisters(statement, context) if c.amount is not None), start=ZERO)
    return check._replace(verdict=Verdict.ROUNDING) if total == HUNDRED and claim.amount else check


def _share_totals(rule: Rule, head: Statement, context: Context) -> Iterator[Check]:
    """Shares of a complete list add up to 100, give or take half a last digit each."""
    groups: dict[int, list[int]] = {}
    for index in context.parts_of.get(head.index, ()):
        groups.setdefault(context.statement(index).group, []).append(index)
    for members in groups.values():
        claims = [c for i in members for c in claims_of(i, context, ("share",)) if c.amount is not None]
        if len(claims) < 2 or len(claims) != len(members) or len({normal(c.whole) for c in claims}) > 1:
            continue
        if _complete(head, members, context):
            facts = [fact for c in claims if (fact := context.claim_fact(c)) is not None]
            yield _to_hundred(rule, facts)


def _complete(head: Statement, members: Sequence[int], context: Context) -> bool:
    whole = amounts(head.index, context)
    parts = [amounts(index, context) for index in members]
    if not all(parts):
        return False
    if not whole:
        return _fits_its_own_sum(members, [p[0] for p in parts], context)
    gap = abs(sum((p[0].value for p in parts), start=ZERO) - whole[0].value)
    return gap <= sum((p[0].amount.step * HALF for p in parts), start=whole[0].amount.step * HALF)


def _fits_its_own_sum(members: Sequence[int], parts: Sequence[Fact], context: Context) -> bool:
    """Where no whole is told: all shares but one are those of the sum of the parts, so the parts are all there are."""
    total = sum((part.value for part in parts), start=ZERO)
    if len(parts) < _FEWEST_SHARES or total <= 0:
        return False
    shares = [claims_of(index, context, ("share",))[0].amount for index in members]
    pairs = [(share, part) for share, part in zip(shares, parts, strict=True) if share is not None]
    fitting = [abs(part.value * HUNDRED / total - share.value) <= share.step for share, part in pairs]
    return len(fitting) == len(parts) and sum(fitting) >= len(parts) - 1


def _to_hundred(rule: Rule, facts: Sequence[Fact]) -> Check:
    total = sum((fact.value for fact in facts), start=ZERO)
    half = sum((fact.amount.step * HALF for fact in facts), start=ZERO)
    gap = abs(total - HUNDRED)
    verdict = Verdict.HOLDS if gap == 0 else Verdict.ROUNDING if gap <= half else Verdict.FAILS
    check = bound(rule, [Operand(fact, "share", 1, "left") for fact in facts], code="share-total", unit="%")
    return check._replace(
        verdict=verdict,
        stated=total,
        computed=HUNDRED,
        difference=total - HUNDRED,
        low=HUNDRED - half,
        high=HUNDRED + half,
    )


# ---------------------------------------------------------------- completion


def _completions(rule: Rule, statement: Statement, context: Context) -> Iterator[Check]:
    for claim in claims_of(statement.index, context, ("completion",)):
        printed = context.claim_fact(claim)
        if printed is None:
            continue
        done, plan = _done(statement, context), _plan(claim, statement, context)
        zero = [fact for fact in plan if fact.value == 0]
        if zero and len(zero) == len(plan) and printed.value != 0:
            yield _zero_plan(rule, printed, zero[0], done)
            continue
        readings = [evaluate_ratio(_ratio(rule, printed, a, b, "completion")) for a in done for b in plan if a is not b]
        readings = [r for r in readings if r.verdict is not Verdict.UNCHECKED]
        if readings:
            yield best(readings)


def _done(statement: Statement, context: Context) -> tuple[Fact, ...]:
    found = [
        c
        for index in context.kin[statement.index]
        for c in claims_of(index, context, ("amount",), money=True)
        if period_of(c, context) in {"", "决算", "执行", "当年", "实际"}
    ]
    return tuple(fact for c in found if (fact := context.claim_fact(c)) is not None)


def _plan(claim: Claim, statement: Statement, context: Context) -> tuple[Fact, ...]:
    """Return the budget amounts that the words of the denominator mean."""
    wanted = [period for period in _PLANS if period in claim.whole] or list(_PLANS)
    if "调整" in claim.whole:
        wanted = ["全年预算", "调整预算"]
    wanted = wanted[:1] if wanted[0] in {"年初预算", "全年预算"} else wanted
    found = [fact for period in wanted for fact in amounts_of(statement.index, period, context)]
    if not found and wanted[0] == "预算":
        found = [fact for period in _PLANS for fact in amounts_of(statement.index, period, context)]
    return tuple(found)


def _zero_plan(rule: Rule, printed: Fact, plan: Fact, done: Sequence[Fact]) -> Check:
    members = (
        Operand(printed, "share", 1, "left"),
        *(Operand(fact, "part", 1, "right") for fact in done[:1]),
        Operand(plan, "whole", 1, "right"),
    )
    check = bound(rule, members, formula="word", code="zero-base", unit="%")
    return check._replace(verdict=Verdict.FAILS, stated=printed.value, reason=Text("分母为零", "the base is zero"))
