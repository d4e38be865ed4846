"""What the way a document prints its figures tells: noughts that it drops, and a total that is one digit off all others.

Both look at all checks when they are made, and both only suggest: `info`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from auditor.amounts import in_unit
from auditor.check.context import Context, bound
from auditor.check.evaluate import evaluate_sum
from auditor.model import Check, Fact, Operand, Rule, Text, Verdict

_PLACES = 2  # decimals of an amount in 万元
_FEWEST = 24  # different amounts with two decimals, none of which ends in a nought, show that noughts are dropped
_FEWEST_SHORT = 3  # different amounts with one decimal, which then stand for two
_OFTEN = 3  # places that print a total alike before another figure is held against it
_DIGITS = 6  # shorter figures resemble each other by chance
_WAN = "万元"
_CENT = Decimal("0.01")


def dropped_noughts(rules: Sequence[Rule], checks: Sequence[Check], context: Context) -> Iterator[Check]:
    """Tell sums that hold only because 539万元 might be rounded, in a document that prints 539.00 as 539."""
    rule = next((r for r in rules if r.kind == "require" and "noughts" in r.options.get("of", ())), None)
    if rule is None or not _drops_noughts(context):
        return
    for check in checks:
        if check.verdict in {Verdict.ROUNDING, Verdict.TRUNCATED} and check.formula == "sum" and check.relation == "=":
            exact = evaluate_sum(check._replace(operands=tuple(_in_full(operand) for operand in check.operands)))
            if exact.verdict is Verdict.FAILS:
                yield exact._replace(rules=(rule.id,), kind=rule.kind, severity=rule.severity)


def _drops_noughts(context: Context) -> bool:
    """Tell whether the narrative prints amounts to the second decimal and leaves noughts at their end out."""
    told = {fact.amount.printed for fact in context.facts.facts if _is_told(fact)}
    decimals = [printed.partition(".")[2] for printed in told]
    full = [places for places in decimals if len(places) == _PLACES]
    short = sum(1 for places in decimals if len(places) == 1 and places != "0")
    return len(full) >= _FEWEST and short >= _FEWEST_SHORT and not any(places.endswith("0") for places in full)


def _is_told(fact: Fact) -> bool:
    return fact.place.kind == "sentence" and fact.amount.unit == _WAN and not fact.amount.approximate


def _in_full(operand: Operand) -> Operand:
    """Return an operand of the narrative with the step that the document means."""
    amount = operand.fact.amount
    if not _is_told(operand.fact) or not amount.step:
        return operand
    step = min(amount.step, _CENT.scaleb(4))
    return operand._replace(fact=operand.fact._replace(amount=amount._replace(step=step)))


# ---------------------------------------------------------------- one digit off


def digits_off(rules: Sequence[Rule], checks: Sequence[Check], context: Context) -> Iterator[Check]:
    """Tell a total of the narrative that is printed once and differs in one digit from one that is printed everywhere."""
    rule = next((r for r in rules if r.kind == "require" and "digits" in r.options.get("of", ())), None)
    if rule is None:
        return
    times = Counter(_text(fact) for fact in context.facts.facts if fact.amount.is_money and fact.value)
    common = _by_all_but_one(text for text, count in times.items() if count >= _OFTEN and len(text) > _DIGITS)
    wrong = {o.fact.id for c in checks if c.verdict is Verdict.FAILS for o in c.operands}
    for fact in context.facts.facts:
        text = _text(fact)
        if not (_is_told(fact) and _is_whole(fact, context)) or times[text] > 1 or fact.id in wrong:
            continue
        meant = next((other for other in _one_digit_off(text, common) if not _is_printed(text, other, times)), "")
        if meant:
            yield _told(rule, fact, meant)


def _text(fact: Fact) -> str:
    """Return an amount as it is printed in 万元 with two decimals, to compare figures of any unit."""
    return f"{in_unit(fact.value, _WAN):.2f}"


def _is_whole(fact: Fact, context: Context) -> bool:
    """Tell whether a fact is an amount of this year that speaks of much: totals, funds, basic expenditure, what no word names."""
    markers = context.vocabulary.markers
    wholes = {
        *markers.get("whole_document", ()),
        *markers.get("dimension.source", ()),
        *markers.get("dimension.part", ()),
    }
    known = not fact.item or fact.item in wholes or fact.item in context.vocabulary.whole or fact.item == "机关运行经费"
    return fact.measure == "amount" and known and context.is_current(fact.period)


def _by_all_but_one(texts: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Arrange texts by what is left of them when any one of their digits is covered."""
    found: dict[str, tuple[str, ...]] = {}
    for text in texts:
        for key in _covered(text):
            found[key] = (*found.get(key, ()), text)
    return found


def _covered(text: str) -> Iterator[str]:
    return (f"{text[:i]}_{text[i + 1 :]}" for i in range(len(text)))


def _one_digit_off(text: str, common: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(other for key in _covered(text) for other in common.get(key, ()))


def _is_printed(one: str, other: str, times: Counter[str]) -> bool:
    """Tell whether the difference of two totals is an amount of its own: then both may be right."""
    return f"{abs(Decimal(one) - Decimal(other)):.2f}" in times


def _told(rule: Rule, fact: Fact, meant: str) -> Check:
    reason = Text(
        f"{fact.amount.printed} 只写了一次，与多处写的 {meant} 万元只差一位数字",
        f"{fact.amount.printed} is printed once, one digit off {meant} 万元, which stands in several places",
    )
    check = bound(rule, (Operand(fact, "stated", 1, "left"),), formula="text", code="last-digit")
    return check._replace(verdict=Verdict.FAILS, reason=reason)
