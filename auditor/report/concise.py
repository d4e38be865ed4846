"""One line per finding, for editors, grep and logs: path:page: severity[rule] message."""

from __future__ import annotations

from auditor.model import Report
from auditor.report.messages import message
from auditor.report.naming import clean, page_of
from auditor.report.problems import problem
from auditor.report.states import only_open
from auditor.report.tally import counts_line, is_complete
from auditor.report.words import Lang


def concise(report: Report, *, lang: Lang, exit_code: int | None = None) -> str:
    """Return the findings one to a line, then a line of counts; never wrapped."""
    path = clean(report.path)
    lines = [
        f"{path}:{page_of(f)}: {f.severity.value}[{f.check.rules[0]}] {message(f.check, report.rules, lang)}"
        for f in only_open(report).findings
    ]
    if not is_complete(report):
        status = "incomplete" if report.status == "findings" else report.status
        lines.append(f"{path}: {status}[{report.problem_id}] {problem(report.problem_id, report.problem, lang)}")
    lines.append(f"{path}: {counts_line(report, lang, exit_code)}")
    return "".join(" ".join(line.split("\n")) + "\n" for line in lines)
