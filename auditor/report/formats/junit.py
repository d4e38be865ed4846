"""JUnit XML: a test suite for each document, a test case for each rule that was applied to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO, Any
from xml.etree import ElementTree as ET

from auditor.model import Check, Finding, Report, Text, Verdict
from auditor.report.escaping import one_line, posix, xml_safe
from auditor.report.issues import Issue, issues
from auditor.report.messages import rule_title
from auditor.report.problems import problem
from auditor.report.tally import is_complete
from auditor.report.words import Lang, pick, word
from auditor.report.writing import Audited, Format, Joined, Look, Writer, fails

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="audit">\n'


def _piece(audited: Audited, look: Look) -> str:
    report = audited.report
    suite = ET.Element("testsuite", name=_text(posix(report.path)))
    if not is_complete(report):
        _unfinished(suite, report, look.lang)
    told = {issue.fingerprint: issue for issue in issues(report, look.lang)}
    for rule, checks in _by_rule(report).items():
        findings = [finding for finding in report.findings if finding.check.rules[0] == rule]
        case = _case(suite, report, f"{rule} {rule_title(checks[0], report.rules, look.lang)}")
        _outcome(case, checks, findings, [told[finding.fingerprint] for finding in findings], look)
    for name, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(name, str(sum(1 for _ in suite.iter(tag))))
    ET.indent(suite, " ")
    return ET.tostring(suite, encoding="unicode") + "\n"


def _by_rule(report: Report) -> dict[str, list[Check]]:
    found: dict[str, list[Check]] = {}
    for check in report.checks:
        found.setdefault(check.rules[0], []).append(check)
    return dict(sorted(found.items()))


def _case(suite: ET.Element, report: Report, name: str) -> ET.Element:
    return ET.SubElement(suite, "testcase", classname=_text(posix(report.path)), name=_text(name))


def _unfinished(suite: ET.Element, report: Report, lang: Lang) -> None:
    said = problem(report.problem_id, report.problem, lang)
    case = _case(suite, report, "read")
    ET.SubElement(case, "error", type=_text(report.problem_id or report.status), message=_text(said))


def _outcome(
    case: ET.Element, checks: Sequence[Check], findings: Sequence[Finding], told: Sequence[Issue], look: Look
) -> None:
    """Tell what became of a rule: findings that the gate counts are failures, others are only printed."""
    pairs = list(zip(findings, told, strict=True))
    accepted = [issue for finding, issue in pairs if finding.state != "open"]
    findings = [finding for finding in findings if finding.state == "open"]
    told = [issue for issue in told if issue not in accepted]
    lines = [_issue_text(issue) for issue in told]
    if any(fails(finding.severity, look.fail_on) for finding in findings):
        failure = ET.SubElement(case, "failure", type=told[0].severity, message=_text(told[0].message))
        failure.text = xml_safe("\n".join(lines))
    elif lines:
        ET.SubElement(case, "system-out").text = xml_safe("\n".join(lines))
    elif accepted:
        said = (f"{issue.state}{word('colon', look.lang)}{issue.message} {issue.remark}".strip() for issue in accepted)
        ET.SubElement(case, "skipped", message=_text("; ".join(said)))
    elif all(check.verdict is Verdict.UNCHECKED for check in checks):
        reasons = dict.fromkeys(one_line(pick(check.reason, look.lang)) for check in checks)
        ET.SubElement(case, "skipped", message=xml_safe("; ".join(reason for reason in reasons if reason)))


def _issue_text(issue: Issue) -> str:
    parts = (issue.message, issue.place, issue.quote, issue.arithmetic, issue.suggestion)
    return f"{issue.severity}: " + "\n  ".join(part for part in parts if part)


def _text(text: str) -> str:
    return xml_safe(one_line(text))


def _writer(stream: IO[Any], look: Look) -> Writer:  # noqa: ARG001 the door of every writer
    return Joined(stream, head=_HEAD, tail="</testsuites>\n")


FORMAT = Format(Text("JUnit 测试结果，XML", "JUnit test results"), _piece, _writer)
