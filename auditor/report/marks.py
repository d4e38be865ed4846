"""Which figures of a document are marked, and how: suspect, stated or compared."""

from __future__ import annotations

from auditor.model import Cause, Check, Fact, Operand, Report
from auditor.report.naming import main_operands

_QUIET_FIRST = ("compared", "stated", "suspect")


def suspected(report: Report, cause: str) -> frozenset[int]:
    """Return the ids of the facts that a cause holds for wrong."""
    found = [each for each in report.causes if each.id == cause]
    return frozenset(fact.id for each in found for fact in wrong_figures(each))


def wrong_figures(cause: Cause) -> tuple[Fact, ...]:
    """Return the figures of a cause: the one it names, its copies, and what was derived from it."""
    return (cause.fact, *cause.figures, *(each.fact for each in cause.follows))


def mark_kind(operand: Operand, check: Check, suspects: frozenset[int]) -> str:
    """Return how a figure is marked as a part of one check."""
    if operand.fact.id in suspects:
        return "suspect"
    return "stated" if operand in main_operands(check) else "compared"


def marked_facts(report: Report) -> list[tuple[Fact, str]]:
    """Return every figure of a finding or cause once, in its loudest kind; the loudest last, as they are drawn."""
    kinds: dict[int, str] = {}
    facts: dict[int, Fact] = {}
    for finding in report.findings:
        suspects = suspected(report, finding.cause)
        for operand in finding.check.operands:
            id_, kind = operand.fact.id, mark_kind(operand, finding.check, suspects)
            facts[id_] = operand.fact
            kinds[id_] = max(kinds.get(id_, kind), kind, key=_QUIET_FIRST.index)
    for fact in (fact for cause in report.causes for fact in wrong_figures(cause)):
        facts[fact.id], kinds[fact.id] = fact, "suspect"
    order = sorted(facts, key=lambda id_: (_QUIET_FIRST.index(kinds[id_]), id_))
    return [(facts[id_], kinds[id_]) for id_ in order]
