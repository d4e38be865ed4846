"""A report set against waivers and a baseline: what still counts, and the status that follows from it."""

from __future__ import annotations

from typing import NamedTuple

from auditor.model import Report, Severity, Waiver
from auditor.suppressions.baseline import Known, against
from auditor.suppressions.waiving import waived


class Settlement(NamedTuple):
    """What findings are set against.

    Attributes:
        waivers: who answers for what; today: the day they are judged by, as 2026-11-25.
        baseline: what was known before, None = there is no baseline.
    """

    waivers: tuple[Waiver, ...] = ()
    today: str = ""
    baseline: tuple[Known, ...] | None = None


def settled(report: Report, settlement: Settlement) -> Report:
    """Return the report with the state of each finding; its status counts only the findings that are open."""
    if not report.findings:
        return report
    report = waived(report, {waiver.fingerprint: waiver for waiver in settlement.waivers}, settlement.today)
    if settlement.baseline is not None:
        report = against(report, {known.fingerprint: known for known in settlement.baseline})
    loud = any(finding.state == "open" and finding.severity is not Severity.INFO for finding in report.findings)
    if loud or report.status != "findings":
        return report
    return report._replace(status="incomplete" if report.problem_id else "clean")
