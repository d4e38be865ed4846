"""What a run remembers of a document when its report is gone."""

from __future__ import annotations

from auditor.model import Report, Severity, Verdict
from auditor.report.messages import rule_title
from auditor.report.problems import problem
from auditor.report.states import only_open
from auditor.report.tally import by_verdict
from auditor.report.words import Lang
from auditor.report.writing import Outcome


def outcome(report: Report, exit_code: int, lang: Lang) -> Outcome:
    """Return the outcome of a document that the gate gave this exit code; only findings that count are counted."""
    shown = only_open(report)
    found = {severity.value: sum(f.severity is severity for f in shown.findings) for severity in Severity}
    return Outcome(
        path=report.path,
        status=report.status,
        exit_code=int(exit_code),
        problem_id=report.problem_id,
        problem=problem(report.problem_id, report.problem, lang) if report.problem_id else "",
        findings={severity: count for severity, count in found.items() if count},
        rules=_rules(shown, lang),
        checks=len(report.checks),
        unchecked=by_verdict(report)[Verdict.UNCHECKED],
        coverage=f"{report.coverage.share * 100:.1f}" if report.checks else "",
        sha256=report.sha256,
        mark=report.mark,
        waivers={finding.fingerprint: finding.lapsed for finding in report.findings if finding.waiver},
    )


def _rules(report: Report, lang: Lang) -> dict[str, tuple[str, str, int]]:
    """Return severity, title and count of what was found, by rule."""
    found: dict[str, tuple[str, str, int]] = {}
    for finding in report.findings:
        id_ = finding.check.rules[0]
        title = found[id_][1] if id_ in found else rule_title(finding.check, report.rules, lang)
        found[id_] = (finding.severity.value, title, found[id_][2] + 1 if id_ in found else 1)
    return found
