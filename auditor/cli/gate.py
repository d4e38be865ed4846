"""From a report to an exit code: what the gate options make of it."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from auditor.cli.exits import Exit
from auditor.model import Report, Text, Verdict
from auditor.report.writing import FailOn, fails
from auditor.suppressions.settling import Settlement, settled


class Gate(NamedTuple):
    """When a document passes.

    Attributes:
        fail_on: the least severity that fails it.
        fail_on_unchecked: every check must come to a verdict.
        min_coverage: least share of figures used, in per cent; None = any.
        exit_zero: findings and incomplete audits end with 0 all the same.
        settlement: waivers and baseline: findings that do not count.
    """

    fail_on: FailOn = "error"
    fail_on_unchecked: bool = False
    min_coverage: Decimal | None = None
    exit_zero: bool = False
    settlement: Settlement = Settlement()


def judged(report: Report, gate: Gate) -> tuple[Report, Exit]:
    """Return the report with the state of its findings, marked incomplete where the gate asked for more; its exit code."""
    if report.status == "unreadable":
        return report, Exit.UNREADABLE
    report = _marked(settled(report, gate.settlement), gate)
    code = Exit.CLEAN
    if any(finding.state == "open" and fails(finding.severity, gate.fail_on) for finding in report.findings):
        code = Exit.FINDINGS
        report = report._replace(status="findings")  # findings that only inform count where the gate says so
    elif report.status == "incomplete" or report.problem_id:
        code = Exit.INCOMPLETE
    return report, Exit.CLEAN if gate.exit_zero else code


def _marked(report: Report, gate: Gate) -> Report:
    problem = None if report.problem_id else _shortfall(report, gate)
    if problem is None:
        return report
    id_, text = problem
    status = "incomplete" if report.status == "clean" else report.status
    return report._replace(status=status, problem_id=id_, problem=text)


def _shortfall(report: Report, gate: Gate) -> tuple[str, Text] | None:
    """Tell what the gate asked for and did not get; None when it got everything."""
    share = report.coverage.share * 100
    if gate.min_coverage is not None and share < gate.min_coverage:
        have, want = f"{share:.1f}%", f"{gate.min_coverage:f}%"
        said = Text(f"覆盖率 {have}，低于要求的 {want}", f"coverage is {have}, {want} was asked for")
        return "low-coverage", said
    count = sum(check.verdict is Verdict.UNCHECKED for check in report.checks)
    if gate.fail_on_unchecked and count:
        are = "check was" if count == 1 else "checks were"
        return "unchecked", Text(f"有 {count} 条未能核对", f"{count} {are} left unchecked")
    return None
