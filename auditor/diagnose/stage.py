"""The door of the stage: findings, causes and coverage of one document."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.diagnose.alone import blank_totals, why_alone
from auditor.diagnose.candidates import order
from auditor.diagnose.causes import causes_of
from auditor.diagnose.coverage import coverage_of
from auditor.diagnose.drafts import Draft
from auditor.diagnose.findings import Told, findings_of
from auditor.model import Cause, Check, Coverage, Fact, Facts, Finding, Severity

_SEVERITIES = tuple(Severity)  # the worst first


def diagnose(
    checks: Sequence[Check], facts: Facts, *, pack: str
) -> tuple[tuple[Finding, ...], tuple[Cause, ...], Coverage]:
    """Tell the failing checks as findings, group them by cause, and count what was checked.

    Args:
        checks: all evaluated checks of the document.
        facts: all its figures.
        pack: id of the pack that the checks came from; part of the fingerprints.

    Returns:
        The findings in the order of their checks; the causes, the gravest first, numbered C1, C2 …; the coverage.
    """
    told = {entry.index: entry for entry in findings_of(checks, facts, pack)}
    found = causes_of(checks, facts.facts, facts.kind)
    drafts = sorted(found.drafts, key=lambda draft: _importance(draft, told))
    own = {fact.id: fact for fact in facts.facts}  # a check may hold a figure under another sign
    causes = tuple(_cause(f"C{number}", draft, told, own) for number, draft in enumerate(drafts, 1))
    named = {index: cause.id for cause, draft in zip(causes, drafts, strict=True) for index in draft.checks}
    filled = blank_totals(checks, facts.facts, facts.kind)
    findings = tuple(
        entry.finding._replace(cause=named[index])
        if index in named
        else entry.finding._replace(
            alone=why_alone(checks[index], searched=index not in found.left_out), suggested=filled.get(index)
        )
        for index, entry in told.items()
    )
    return findings, causes, coverage_of(checks, facts)


def _importance(draft: Draft, told: dict[int, Told]) -> tuple[object, ...]:
    worst = min(_SEVERITIES.index(told[index].finding.severity) for index in draft.checks)
    return worst, -len(draft.checks), order(draft.fact)


def _cause(name: str, draft: Draft, told: dict[int, Told], own: dict[int, Fact]) -> Cause:
    return Cause(
        name,
        draft.kind,
        own.get(draft.fact.id, draft.fact),
        draft.suggested,
        draft.confidence,
        tuple(told[index].finding.fingerprint for index in draft.checks),
        draft.alternatives,
        draft.figures,
        draft.vouchers,
        draft.detail,
        draft.follows,
    )
