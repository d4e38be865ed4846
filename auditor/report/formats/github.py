"""GitHub workflow commands: one annotation per finding; a page stands where GitHub knows a line."""

from __future__ import annotations

from auditor.model import Report, Text
from auditor.report.escaping import command_data, command_property, one_line, posix
from auditor.report.issues import Issue, issues
from auditor.report.problems import problem
from auditor.report.states import only_open
from auditor.report.tally import counts_line, is_complete
from auditor.report.writing import Audited, Format, Look, joined

_LEVELS = {"error": "error", "warning": "warning", "info": "notice"}


def _piece(audited: Audited, look: Look) -> str:
    report, lang = audited.report, look.lang
    lines = [_finding(report, issue) for issue in issues(only_open(report), lang)]
    if not is_complete(report):
        said = problem(report.problem_id, report.problem, lang)
        lines.append(_command("error", report, 1, report.problem_id or report.status, said))
    lines.append(one_line(f"audit: {posix(report.path)}: {counts_line(report, lang, audited.exit_code)}"))
    return "".join(f"{line}\n" for line in lines)


def _finding(report: Report, issue: Issue) -> str:
    told = [issue.message, issue.place, issue.suggestion]
    return _command(_LEVELS[issue.severity], report, issue.page, issue.rule, "\n".join(part for part in told if part))


def _command(level: str, report: Report, page: int, title: str, said: str) -> str:
    file = command_property(posix(report.path))
    return f"::{level} file={file},line={page},title={command_property(title)}::{command_data(said)}"


FORMAT = Format(Text("GitHub 流水线注释", "annotations in a GitHub workflow"), _piece, joined)
