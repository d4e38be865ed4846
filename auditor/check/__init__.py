"""Rules × facts to checks with verdicts. One pure function per rule kind; no state, no clock, no files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from auditor.check.change import change
from auditor.check.codes import code
from auditor.check.context import Context, build, unchecked
from auditor.check.equation import equation, holds
from auditor.check.exactness import last_digits
from auditor.check.lists import listed
from auditor.check.merge import merged
from auditor.check.printing import digits_off, dropped_noughts
from auditor.check.refs import NARRATIVE
from auditor.check.require import require
from auditor.check.rollup import rollup
from auditor.check.share import share
from auditor.check.silence import unbound, undecided
from auditor.check.tie import tie
from auditor.check.wording import wording
from auditor.model import Check, Facts, Rule, Text, Tolerance, Verdict, Vocabulary

_SEVERAL = Text(
    "文件里有几个单位的表，不能断定该与哪一张比较",
    "the file holds the tables of several bodies; which of them to compare is not certain",
)

__all__ = ["KINDS", "check"]

KINDS: Mapping[str, Callable[[Rule, Context], Iterator[Check]]] = MappingProxyType(
    {
        "equation": equation,
        "rollup": rollup,
        "tie": tie,
        "change": change,
        "share": share,
        "list": listed,
        "require": require,
        "wording": wording,
        "code": code,
    }
)


def check(rules: Sequence[Rule], facts: Facts, vocabulary: Vocabulary) -> tuple[Check, ...]:
    """Bind every rule that applies to this document and evaluate it; equal checks are merged."""
    context = build(facts, vocabulary)
    checks = merged(_made(rules, context), rules, context)
    more = (maker(rules, checks, context) for maker in (last_digits, dropped_noughts, digits_off))
    return (*checks, *(check for made in more for check in made))


def _made(rules: Sequence[Rule], context: Context) -> Iterable[Check]:
    several = len(context.overviews) > 1
    for rule in rules:
        if several and _crosses_tables(rule):
            yield unchecked(rule, _SEVERAL, rule.title.zh)
        elif is_for(rule, context):
            yield from _bound(rule, context)


def _bound(rule: Rule, context: Context) -> Iterator[Check]:
    """Bind a rule to a document that it is for; a rule that finds nothing to check says why."""
    condition = rule.when is None or holds(rule.when, rule, context)
    if condition is None:
        yield from undecided(rule, context)
    if not condition:
        return
    count = 0
    for each in KINDS[rule.kind](rule, context):
        count += 1
        yield each if rule.tolerance is None else _tolerated(each, rule.tolerance)
    if not count:
        yield from unbound(rule, context)


def _tolerated(check: Check, tolerance: Tolerance) -> Check:
    """A difference that the rule accepts as an exception is rounding, with the reason."""
    if check.verdict not in {Verdict.FAILS, Verdict.TRUNCATED} or check.difference is None:
        return check
    if abs(check.difference) > tolerance.within.value:
        return check
    return check._replace(verdict=Verdict.ROUNDING, reason=tolerance.reason)


def _crosses_tables(rule: Rule) -> bool:
    """Tell whether a rule compares tables with each other or with the narrative."""
    if rule.kind == "tie":
        return rule.options.get("across") != (NARRATIVE,)
    if rule.kind == "require":
        return "rows" in rule.options.get("of", ())
    terms = (*rule.check.left, *rule.check.right) if rule.check is not None else ()
    return any(ref.family not in {"", NARRATIVE} for term in terms for ref in term.refs)


def is_for(rule: Rule, context: Context) -> bool:
    """Tell whether a rule's years and document kind fit this document."""
    facts = context.facts
    if rule.document_kind and facts.kind and rule.document_kind != facts.kind:
        return False
    return facts.year is None or (rule.since or 0) <= facts.year <= (rule.until or 9999)
