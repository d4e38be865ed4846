"""Findings that stand under no cause, by the reason why."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.model import Finding, Severity
from auditor.report.words import Lang, pick

_SEVERITIES = tuple(Severity)  # the worst first


def by_reason(findings: Iterable[Finding], lang: Lang) -> list[tuple[str, list[Finding]]]:
    """Return findings by the reason why they stand alone: the worst first, among equals those with something to fill in."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(pick(finding.alone, lang), []).append(finding)
    return sorted(groups.items(), key=lambda group: min(map(_importance, group[1])))


def _importance(finding: Finding) -> tuple[int, bool]:
    return _SEVERITIES.index(finding.severity), finding.suggested is None
