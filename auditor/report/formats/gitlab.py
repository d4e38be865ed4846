"""GitLab Code Quality: an array of violations; a page stands where GitLab knows a line."""

from __future__ import annotations

import hashlib
from typing import IO, Any

from auditor.model import Report, Text
from auditor.report import json_text
from auditor.report.escaping import one_line, posix
from auditor.report.issues import issues
from auditor.report.problems import problem
from auditor.report.states import only_open
from auditor.report.tally import is_complete
from auditor.report.writing import Audited, Format, Joined, Look, Writer

_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def _piece(audited: Audited, look: Look) -> str:
    report, lang = audited.report, look.lang
    found = [
        _violation(report, issue.rule, issue.message, _SEVERITIES[issue.severity], issue.page, issue.fingerprint)
        for issue in issues(only_open(report), lang)
    ]
    if not is_complete(report):
        said, id_ = problem(report.problem_id, report.problem, lang), report.problem_id or report.status
        found.append(_violation(report, id_, said, "blocker", 1, id_))
    return ",\n".join(json_text(each, indent=None).rstrip("\n") for each in found)


def _violation(report: Report, rule: str, said: str, severity: str, page: int, fingerprint: str) -> dict[str, Any]:
    """Return one violation; its fingerprint tells apart equal findings of two files."""
    path = posix(report.path)
    return {
        "description": one_line(said),
        "check_name": rule,
        "fingerprint": hashlib.sha256(f"{path}\n{fingerprint}".encode()).hexdigest(),
        "severity": severity,
        "location": {"path": path, "lines": {"begin": page}},
    }


class _Array(Joined):
    """Documents without a violation leave no trace in the array."""

    __slots__ = ()

    def add(self, piece: str | bytes) -> None:
        """Write the violations of one document."""
        if piece:
            Joined.add(self, piece)


def _writer(stream: IO[Any], look: Look) -> Writer:  # noqa: ARG001 the door of every writer
    return _Array(stream, "[\n", ",\n", "\n]\n")


FORMAT = Format(Text("GitLab 代码质量报告", "GitLab Code Quality"), _piece, _writer)
