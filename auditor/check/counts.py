"""Kind `list`, what is counted: parts of a count, journeys and guests that cost nothing, projects counted in stages."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, islice, pairwise

from auditor.check.context import Context, bound
from auditor.check.evaluate import evaluate_sum
from auditor.check.partitions import PARTIAL
from auditor.check.told import amounts, claims_of, counts, groups_of, period_of
from auditor.model import Check, Claim, Fact, Operand, Rule, Statement, Text, Verdict
from auditor.model.labels import normal

_FEWEST = 2
_FEWEST_WITH_REST = 3  # parts of a list that the rest (其他…) closes
_MOST = 16  # things counted near one amount, or stages of projects in one paragraph, that are looked at
_NEAR = 2  # paragraphs behind an amount that still speak of it
_RECURS = 3  # places that give one number as a reason, before another one is told
_HEADS = frozenset({"人", "名"})
_COUNTED = frozenset({"批次", "批", "人次", "批（次）", "个团组", "团组", "个批次", "个"})


def listed_counts(rule: Rule, head: Statement, context: Context) -> Iterator[Check]:
    """Counts fail only for complementary or named lists, and those that end in 其他: overlapping parts are common."""
    for claim in claims_of(head.index, context, ("count",)):
        total = context.claim_fact(claim)
        if total is None or claim.amount is None:
            continue
        for members in groups_of(head.index, context).values():
            parts = [found[0] for m in members if (found := counts(m.index, claim.amount.unit, context))]
            if len(parts) >= _FEWEST and len(parts) == len(members):
                yield _against(rule, total, parts, members)


def _against(rule: Rule, total: Fact, parts: Sequence[Fact], members: Sequence[Statement]) -> Check:
    operands = (Operand(total, "total", 1, "left"), *(Operand(part, "part", 1, "right") for part in parts))
    complete = _is_complete(members)
    check = evaluate_sum(bound(rule, operands, code="count-sum" if complete else "count-list"))
    if check.verdict is Verdict.FAILS and not complete:
        return check._replace(verdict=Verdict.UNCHECKED, reason=PARTIAL)
    return check


def _is_complete(members: Sequence[Statement]) -> bool:
    """Tell whether a list leaves nothing out: read as complete, or closed by the rest (…、其他用车1辆)."""
    if any(member.tentative for member in members):
        return False
    rest = len(members) >= _FEWEST_WITH_REST and normal(members[-1].text).startswith("其他")
    return rest or all(member.complete for member in members)


def idle(rule: Rule, context: Context) -> Iterator[Check]:
    """公务接待费0万元 … 接待12批次: guests were received and nothing was spent on them."""
    item, words = rule.options.get("item", ("",))[0], rule.options.get("words", ())
    for index in () if _is_spent(item, context) else context.told_of.get(item, ()):
        spent = amounts(index, context)
        if not spent or any(fact.value for fact in spent):
            continue
        for claim in islice(_counted_near(context.statement(index), words, context), _MOST):
            fact = context.claim_fact(claim)
            if fact is not None:
                yield _told(rule, spent[0], fact)


def _is_spent(item: str, context: Context) -> bool:
    """Tell whether the document tells or prints an amount of an item anywhere."""
    return any(
        fact.value and fact.measure == "amount" and context.is_current(fact.period)
        for fact in context.facts.facts
        if fact.item == item
    )


def _counted_near(told: Statement, words: Sequence[str], context: Context) -> Iterator[Claim]:
    """Yield the counts of these things beside an amount, or in the paragraphs behind it of the same section."""
    paragraphs = context.facts.narrative.paragraphs
    section = paragraphs[told.paragraph].section
    for statement in islice(context.facts.narrative.statements, told.index, told.index + _MOST):
        if statement.paragraph > told.paragraph + _NEAR or paragraphs[statement.paragraph].section != section:
            return
        named = any(word in normal(statement.text) for word in words)
        for claim in claims_of(statement.index, context, ("count",)) if named and not statement.reason else ():
            counted = claim.amount is not None and claim.amount.unit in _COUNTED and bool(claim.amount.value)
            if counted and context.is_current(period_of(claim, context)):
                yield claim


def _told(rule: Rule, spent: Fact, counted: Fact) -> Check:
    shown = f"{counted.amount.printed}{counted.amount.unit}"
    reason = Text(
        f"金额为 {spent.amount.printed}，却写了 {shown}", f"the amount is {spent.amount.printed}, yet {shown} are told"
    )
    check = bound(rule, (Operand(spent, "stated"), Operand(counted, "other")), formula="text", code="idle")
    return check._replace(verdict=Verdict.FAILS, reason=reason, page=counted.page)


def staged(rule: Rule, context: Context) -> Iterator[Check]:
    """编报绩效目标的项目4个，涉及598.42万元；绩效自评的项目4个，涉及…: as many projects of the same year, one amount."""
    for told in _stages(rule.options.get("words", ()), context).values():
        for (one, stated), (other, same) in combinations(told[:_MOST], 2):
            if one.value == other.value:
                members = (Operand(stated, "stated", 1, "left"), Operand(same, "other", 1, "right"))
                yield evaluate_sum(bound(rule, members, code="tie"))


def _stages(words: Sequence[str], context: Context) -> dict[int, list[tuple[Fact, Fact]]]:
    """Return number and amount of the projects of each stage, by the paragraph that tells them."""
    stages: dict[int, list[tuple[Fact, Fact]]] = {}
    for one, other in pairwise(context.facts.narrative.statements):
        same = (one.paragraph, one.item) == (other.paragraph, other.item)
        if same and any(word in normal(one.text) for word in words):
            number = counts(one.index, "个", context)
            money = [context.claim_fact(claim) for claim in claims_of(other.index, context, ("amount",), money=True)]
            if number and number[0].value and money and money[0] is not None:
                stages.setdefault(one.paragraph, []).append((number[0], money[0]))
    return stages


def recurring(rule: Rule, context: Context) -> Iterator[Check]:
    """因新增3名工作人员, given as a reason in many places: the number is one, and one place that differs was not kept up."""
    groups: dict[tuple[str, str, int], list[Fact]] = defaultdict(list)
    for claim in context.facts.narrative.claims:
        statement, fact = context.statement(claim.statement), context.claim_fact(claim)
        unit = claim.amount.unit if claim.amount is not None and statement.reason else ""
        if fact is not None and claim.measure == "change" and unit in _HEADS:
            groups[statement.item, unit, claim.sign].append(fact)
    for facts in groups.values():
        (usual, times), *_ = Counter(fact.value for fact in facts).most_common(1)
        if times < _RECURS or len(facts) - times > 1:
            continue
        first = next(fact for fact in facts if fact.value == usual)
        for other in facts:
            if other is not first:
                members = (Operand(other, "stated", 1, "left"), Operand(first, "other", 1, "right"))
                yield evaluate_sum(bound(rule, members, code="tie"))
