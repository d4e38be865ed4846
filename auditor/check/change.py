"""Kind `change`: what a statement says about its change from a base: rate, difference, flat words, direction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from auditor.amounts import ZERO
from auditor.check.context import Context, bound
from auditor.check.evaluate import best, evaluate_rate, evaluate_sum
from auditor.check.told import amounts, amounts_of, claims_of, period_of, readings_of
from auditor.model import Check, Claim, Fact, Operand, Rule, Statement, Text, Verdict

_BUDGETS = ("年初预算", "全年预算", "调整预算", "预算")
_MOST_PLACES = 16  # of one item that are looked at
_PRIOR_PERIODS = ("上年", "上年预算", "上年决算")


def change(rule: Rule, context: Context) -> Iterator[Check]:
    """Dispatch on `of`; each maker is asked only for the statements that tell what it looks at."""
    makers = {
        "rate": (_rates, ("rate",)),
        "prior": (_differences, ("change",)),
        "flat": (_flats, ("flat",)),
        "zero-base": (_zero_bases, ("rate",)),
        "compare": (_compares, ("compare",)),
        "balance": (_balances, ("change", "flat")),
        "growth": (_growths, ("change",)),
        "direction": (_directions, ("rate",)),
    }
    for of in rule.options.get("of", ()):
        maker, measures = makers.get(of, (None, ()))
        if maker is not None:
            for statement in context.that_tell(*measures):
                yield from maker(rule, statement, context)


def _rate_claims(statement: int, context: Context) -> tuple[Claim, ...]:
    return tuple(
        claim
        for claim in claims_of(statement, context, ("rate",))
        if claim.amount is not None and (claim.base is None or claim.base.comparable)
    )


def _bases(claim: Claim, statement: int, context: Context) -> tuple[Fact, ...]:
    """Return the figures that a change or rate is measured against: a budget that its base names, else last year's."""
    base = claim.base
    if base is not None and (base.anchor in _BUDGETS or (not base.anchor and base.kind == "预算")):
        wanted = (base.anchor,) if base.anchor in _BUDGETS[:2] else _BUDGETS
        return tuple(fact for period in wanted for fact in amounts_of(statement, period, context))
    return _priors(statement, context)


def _priors(statement: int, context: Context) -> tuple[Fact, ...]:
    told = [context.claim_fact(c) for c in claims_of(statement, context, ("prior",), money=True)]
    dated = [fact for period in _PRIOR_PERIODS for fact in amounts_of(statement, period, context)]
    return tuple(dict.fromkeys(fact for fact in (*told, *dated) if fact is not None))


def _same_base(claim: Claim, rate: Claim) -> bool:
    return claim.base is None or rate.base is None or claim.base.anchor == rate.base.anchor


def _change_of(rate: Claim, statement: int, context: Context) -> Claim | None:
    """Return the money change that a rate restates: the one it follows, else the statement's with the same base."""
    if rate.follows is not None:
        followed = context.facts.narrative.claims[rate.follows]
        if followed.measure == "change" and followed.amount is not None and not followed.amount.approximate:
            return followed if followed.amount.is_money else None
    same = [c for c in claims_of(statement, context, ("change",), money=True) if _same_base(c, rate)]
    return same[0] if same else None


def _rates(rule: Rule, statement: int, context: Context) -> Iterator[Check]:
    for claim in _rate_claims(statement, context):
        rate = context.claim_fact(claim)
        if rate is None:
            continue
        readings = [
            evaluate_rate(check)
            for reading in readings_of(claim, context)
            for check in _rate_readings(rule, claim, rate, reading, context)
        ]
        readings = [check for check in readings if check.verdict is not Verdict.UNCHECKED]
        if readings:
            yield best(readings)


def _rate_readings(rule: Rule, claim: Claim, rate: Fact, statement: int, context: Context) -> Iterator[Check]:
    current, prior = _outcomes(claim, statement, context), _bases(claim, statement, context)
    moved = _change_of(claim, statement, context)
    delta = context.claim_fact(moved) if moved is not None else None
    signed = _signed(rate, claim, delta)
    if delta is not None:
        for base in prior:
            yield _rate(rule, signed, Operand(delta, "change"), Operand(base, "prior"))
        if not prior:
            for now in current:
                yield _rate(rule, signed, Operand(delta, "change"), Operand(now, "current"))
    else:
        for now, base in product(current, prior):
            yield _rate(rule, signed, Operand(now, "current"), Operand(base, "prior"))


def _signed(rate: Fact, claim: Claim, delta: Fact | None) -> Fact:
    """An unsigned rate in brackets takes the sign of the change it restates."""
    if claim.sign == 0 and delta is not None and delta.value < 0 < rate.value:
        return rate._replace(amount=rate.amount._replace(value=-rate.amount.value))
    return rate


def _rate(rule: Rule, rate: Fact, *others: Operand) -> Check:
    return bound(rule, (Operand(rate, "rate", 1, "left"), *others), formula="rate", code="rate", unit="%")


def _differences(rule: Rule, statement: int, context: Context) -> Iterator[Check]:
    """Current − prior = change, where all three are printed."""
    for claim in claims_of(statement, context, ("change",), money=True):
        delta = context.claim_fact(claim)
        if delta is None or claim.sign == 0:
            continue
        readings = [
            _difference(rule, delta, now, base)
            for reading in readings_of(claim, context)
            for now, base in product(_outcomes(claim, reading, context), _bases(claim, reading, context))
        ]
        if readings:
            yield best(readings)


def _difference(rule: Rule, delta: Fact, now: Fact, base: Fact) -> Check:
    stated = Operand(delta, "change", 1, "left")
    members = (stated, Operand(now, "current", 1, "right"), Operand(base, "prior", -1, "right"))
    return evaluate_sum(bound(rule, members, code="change"))


def _outcomes(claim: Claim, statement: int, context: Context) -> tuple[Fact, ...]:
    """Return the present figures of a statement; a change from the budget may be that of the outcome beside it."""
    found = amounts(statement, context)
    if claim.base is None or claim.base.anchor not in {"", *_BUDGETS}:
        return found
    told = (fact for period in ("决算", "执行") for fact in amounts_of(statement, period, context))
    return found or tuple(told)


def _flats(rule: Rule, statement: int, context: Context) -> Iterator[Check]:
    """持平 beside a prior amount that differs, or beside a change that is not zero."""
    for claim in claims_of(statement, context, ("flat",)):
        if claim.word.startswith(("基本", "大致", "略")):
            continue
        readings = [
            evaluate_sum(
                bound(rule, (Operand(now, "current", 1, "left"), Operand(base, "prior", 1, "right")), code="flat")
            )
            for reading in readings_of(claim, context)
            for now, base in product(amounts(reading, context), _flat_bases(claim, reading, context))
        ]
        if readings:
            yield best(readings)._replace(reason=Text(claim.word, claim.word))


def _flat_bases(claim: Claim, statement: int, context: Context) -> tuple[Fact, ...]:
    """Return what 持平 compares with: last year's figure, or the budget that its base names."""
    if claim.base is not None and claim.base.anchor in _BUDGETS:
        return amounts_of(statement, claim.base.anchor, context)
    return _priors(statement, context)


def _zero_bases(rule: Rule, statement: int, context: Context) -> Iterator[Check]:
    """A finite rate on a base of zero."""
    for claim in _rate_claims(statement, context):
        rate = context.claim_fact(claim)
        if rate is None or rate.value == 0:
            continue
        bases = [_zero_base(claim, reading, context) for reading in readings_of(claim, context)]
        if all(bases):
            members = (Operand(rate, "rate", 1, "left"), *bases[0])
            check = bound(rule, members, formula="word", code="zero-base", unit="%")
            yield check._replace(verdict=Verdict.FAILS, stated=rate.value)


def _zero_base(claim: Claim, statement: int, context: Context) -> tuple[Operand, ...]:
    for prior in _priors(statement, context):
        if prior.value == 0:
            return (Operand(prior, "prior"),)
    moved = _change_of(claim, statement, context)
    delta = context.claim_fact(moved) if moved is not None else None
    if delta is None or _priors(statement, context):
        return ()
    for now in amounts(statement, context):
        if now.value == delta.value != ZERO and now.amount.unit == delta.amount.unit:
            return (Operand(now, "current"), Operand(delta, "change"))
    return ()


def _growths(rule: Rule, statement: int, context: Context) -> Iterator[Check]:
    """More growth than there is now: the figure before would have been below zero."""
    own = context.statement(statement)
    if own.reason or own.item in context.vocabulary.markers.get("carry", ()):
        return
    for claim in claims_of(statement, context, ("change",), money=True):
        moved = context.claim_fact(claim) if claim.sign > 0 else None
        now = _present(claim, context) if moved is not None else ()
        if moved is not None and now:
            check = best([_growth(rule, fact, moved) for fact in now])
            if check.verdict is Verdict.FAILS:
                yield check


def _directions(rule: Rule, statement: int, context: Context) -> Iterator[Check]:
    """减少0.40万元，增长2%: one change cannot go both ways; only the rate that follows its change in the sentence is asked."""
    for claim in claims_of(statement, context, ("rate",)):
        change = context.facts.narrative.claims[claim.follows] if claim.follows is not None else None
        rate, moved = context.claim_fact(claim), context.claim_fact(change) if change is not None else None
        if change is None or rate is None or moved is None or not (rate.value and moved.value):
            continue
        if not (claim.sign and change.sign) or claim.word == change.word:
            continue
        check = bound(
            rule, (Operand(moved, "change"), Operand(rate, "rate", 1, "left")), formula="word", code="direction"
        )
        ok = (rate.value > 0) == (moved.value > 0)
        reason = Text(f"{change.word}，{claim.word}", f"{change.word}, {claim.word}")
        yield check._replace(verdict=Verdict.HOLDS if ok else Verdict.FAILS, reason=reason)


def _present(claim: Claim, context: Context) -> tuple[Fact, ...]:
    """Return the present figures under every reading of a change."""
    return tuple(fact for reading in readings_of(claim, context) for fact in _outcomes(claim, reading, context))


def _growth(rule: Rule, now: Fact, moved: Fact) -> Check:
    members = (Operand(moved, "change", 1, "left"), Operand(now, "current", 1, "right"))
    return evaluate_sum(bound(rule, members, relation="≤", code="growth"))


def _balances(rule: Rule, statement: int, context: Context) -> Iterator[Check]:
    """Both sides of a balanced budget change alike: 财政拨款收入 and 财政拨款支出, 预算收入 and 预算支出."""
    own = context.statement(statement)
    if own.side == "支出" or not _stands_alone(own, context):
        return
    mine = amounts(statement, context)
    for claim in claims_of(statement, context, ("change", "flat"), money=True):
        moved = context.claim_fact(claim)
        for other in _other_sides(own, mine, context):
            for found in claims_of(other, context, ("change", "flat"), money=True):
                fact = context.claim_fact(found)
                if moved is not None and fact is not None and _same_base(claim, found):
                    members = (Operand(moved, "stated", 1, "left"), Operand(fact, "other", 1, "right"))
                    yield evaluate_sum(bound(rule, members, code="tie"))


def _other_sides(own: Statement, mine: Sequence[Fact], context: Context) -> Iterator[int]:
    """Yield the statements that tell the same amount of the same scope on the expenditure side."""
    pairs = dict(
        zip(*(context.vocabulary.markers.get(f"balance.{side}", ()) for side in ("收入", "支出")), strict=False)
    )
    items = dict.fromkeys((own.item, pairs.get(own.item, own.item)))
    told = (index for item in items for index in context.told_of.get(item, ())[:_MOST_PLACES])
    for other in map(context.statement, sorted(told)):
        both = own.item == other.item and (own.side, other.side) == ("收入", "支出")
        if not (both or pairs.get(own.item) == other.item) or not _stands_alone(other, context):
            continue
        if own.fund == other.fund and any(a.value == b.value for a in mine for b in amounts(other.index, context)):
            yield other.index


def _stands_alone(statement: Statement, context: Context) -> bool:
    """Tell a whole from a part: a part that is all of its head is the whole."""
    if statement.reason or statement.head is None:
        return not statement.reason
    mine, whole = amounts(statement.index, context), amounts(statement.head, context)
    return bool(mine and whole) and mine[0].value == whole[0].value


def _compares(rule: Rule, statement: int, context: Context) -> Iterator[Check]:
    """决算数大于 / 小于 / 等于预算数 against both amounts."""
    for claim in claims_of(statement, context, ("compare",)):
        money = [c for index in context.kin[statement] for c in claims_of(index, context, ("amount",), money=True)]
        final = [c for c in money if period_of(c, context) in {"", "决算", "执行", "当年"}]
        planned = [c for c in money if "预算" in period_of(c, context)]
        readings = [
            _compare(rule, claim, a, b)
            for x, y in product(final, planned)
            if (a := context.claim_fact(x)) is not None and (b := context.claim_fact(y)) is not None
        ]
        if readings:
            yield best(readings)


def _compare(rule: Rule, claim: Claim, final: Fact, planned: Fact) -> Check:
    gap = final.value - planned.value
    ok = (gap > 0) - (gap < 0) == claim.sign
    members = (Operand(final, "current", 1, "left"), Operand(planned, "prior", 1, "right"))
    check = bound(rule, members, formula="word", code="compare")
    verdict = Verdict.HOLDS if ok else Verdict.FAILS
    return check._replace(verdict=verdict, reason=Text(claim.word, claim.word), difference=gap)
