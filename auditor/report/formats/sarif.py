"""SARIF 2.1.0: one run over all documents.

A PDF has no lines: `region.startLine` is the page, the exact place is in `logicalLocations` and in the properties.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Any

from auditor import __version__
from auditor.model import Check, Fact, Finding, Operand, Report, Rule, Severity, Text
from auditor.report import json_text
from auditor.report.escaping import one_line, uri
from auditor.report.evidence import role_told
from auditor.report.issues import Issue, issues
from auditor.report.json_report import rounded_box
from auditor.report.naming import main_operands, spot, tidy
from auditor.report.numbers import printed_quantity
from auditor.report.problems import problem
from auditor.report.states import remark
from auditor.report.tally import is_complete
from auditor.report.words import Lang, pick, word
from auditor.report.writing import Audited, Ending, Format, Look, Writer

Json = dict[str, Any]

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_RELATED = 20  # places of other figures told with a finding


def _piece(audited: Audited, look: Look) -> Json:
    report, lang = audited.report, look.lang
    told = zip(report.findings, issues(report, lang), strict=True)
    return {
        "results": [_result(finding, issue, report, lang) for finding, issue in told],
        "artifact": _artifact(report),
        "notifications": [] if is_complete(report) else [_notification(report, lang)],
        "rules": {rule.id: _rule(rule, lang) for rule in report.rules.values()},
    }


def _result(finding: Finding, issue: Issue, report: Report, lang: Lang) -> Json:
    main = main_operands(finding.check) if finding.check.operands else ()
    others = [operand for operand in finding.check.operands if operand not in main][:_RELATED]
    numbered = {"stated": issue.stated, "computed": issue.computed, "difference": issue.difference, "unit": issue.unit}
    properties = {
        "confidence": issue.confidence,
        "cause": issue.cause,
        "slip": issue.slip,
        "suggestion": issue.suggestion,
    }
    return {
        "ruleId": issue.rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": issue.message},
        "locations": [_location(operand.fact, report, lang) for operand in main] or [_page(issue, report)],
        "relatedLocations": [_related(n, operand, finding.check, report, lang) for n, operand in enumerate(others, 1)],
        "partialFingerprints": {"auditFp/v1": finding.fingerprint},
        "suppressions": _suppressions(finding, lang),
        "properties": {key: value for key, value in (numbered | properties).items() if value},
    } | ({"baselineState": finding.baseline} if finding.baseline else {})


def _suppressions(finding: Finding, lang: Lang) -> list[Json]:
    """Return the waiver that counts; an empty list says that a finding is not suppressed."""
    if finding.state != "waived":
        return []
    return [{"kind": "external", "status": "accepted", "justification": one_line(remark(finding, lang))}]


def _location(fact: Fact, report: Report, lang: Lang) -> Json:
    place = fact.place
    names = (f"p{fact.page}", place.section, place.table_number or place.table_title, place.row, place.column)
    return {
        "physicalLocation": _physical(report, fact.page),
        "logicalLocations": [
            {
                "name": printed_quantity(fact.amount, word("blank", lang)),
                "fullyQualifiedName": "/".join(tidy(name) for name in names if name),
                "kind": place.kind,
            }
        ],
        "message": {"text": spot(fact, lang)},
        "properties": {"page": fact.page, "bbox": rounded_box(fact.box)},
    }


def _related(number: int, operand: Operand, check: Check, report: Report, lang: Lang) -> Json:
    said = (
        f"{role_told(check, operand.role, lang)} {printed_quantity(operand.fact.amount, word('blank', lang))}".strip()
    )
    place = _location(operand.fact, report, lang)
    return place | {"id": number, "message": {"text": f"{said}{word('comma', lang)}{place['message']['text']}"}}


def _page(issue: Issue, report: Report) -> Json:
    return {"physicalLocation": _physical(report, issue.page), "properties": {"page": issue.page}}


def _physical(report: Report, page: int) -> Json:
    return {"artifactLocation": {"uri": uri(report.path)}, "region": {"startLine": page}}


def _artifact(report: Report) -> Json:
    found: Json = {"location": {"uri": uri(report.path)}, "mimeType": "application/pdf"}
    return found | ({"hashes": {"sha-256": report.sha256}} if report.sha256 else {})


def _notification(report: Report, lang: Lang) -> Json:
    return {
        "level": "error" if report.status == "unreadable" else "warning",
        "descriptor": {"id": report.problem_id or report.status},
        "message": {"text": problem(report.problem_id, report.problem, lang) or report.status},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(report.path)}}}],
    }


def _rule(rule: Rule, lang: Lang) -> Json:
    title = one_line(pick(rule.title, lang)) or rule.id
    why = [one_line(text) for text in (pick(rule.why, lang), pick(rule.help, lang), rule.basis) if text]
    return {
        "id": rule.id,
        "shortDescription": {"text": title},
        "fullDescription": {"text": why[0] if why else title},
        "help": {"text": "\n".join([title, *why])},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": list(rule.tags)},
    }


class _Log:
    """The log: results as they come, then what is known when all are there."""

    __slots__ = ("artifacts", "begun", "notifications", "rules", "stream")

    def __init__(self, stream: IO[Any]) -> None:
        self.stream = stream
        self.begun = False
        self.rules: Json = {}
        self.artifacts: list[Json] = []
        self.notifications: list[Json] = []
        self.stream.write(f'{{\n"$schema": "{_SCHEMA}",\n"version": "2.1.0",\n"runs": [{{\n"results": [')

    def add(self, piece: Mapping[str, Any]) -> None:
        """Write the results of one document."""
        for result in piece["results"]:
            self.stream.write((",\n" if self.begun else "\n") + json_text(result, indent=None).rstrip("\n"))
            self.begun = True
        self.rules |= piece["rules"]
        self.artifacts.append(piece["artifact"])
        self.notifications += piece["notifications"]

    def finish(self, ending: Ending) -> None:
        """Write the rest of the run."""
        invocation = {
            "executionSuccessful": not self.notifications,
            "exitCode": int(ending.exit_code),
            "toolExecutionNotifications": self.notifications,
        }
        driver = {"name": "auditor", "version": __version__, "rules": [self.rules[id_] for id_ in sorted(self.rules)]}
        rest = {
            "artifacts": self.artifacts,
            "columnKind": "unicodeCodePoints",
            "invocations": [invocation],
            "tool": {"driver": driver},
        }
        self.stream.write("\n],\n" + json_text(rest).removeprefix("{\n").rstrip("\n") + "]\n}\n")


def _writer(stream: IO[Any], look: Look) -> Writer:  # noqa: ARG001 the door of every writer
    return _Log(stream)


FORMAT = Format(Text("SARIF 2.1.0，供代码平台", "SARIF 2.1.0 for code hosts"), _piece, _writer)
