"""One line per finding, for editors, grep and logs: path:page: severity[rule] message."""

from __future__ import annotations

from auditor.model import Finding, Report
from auditor.report.messages import message
from auditor.report.naming import clean, main_operands
from auditor.report.problems import problem
from auditor.report.tally import counts_line, is_complete
from auditor.report.words import Lang


def concise(report: Report, *, lang: Lang, exit_code: int | None = None) -> str:
    """Return the findings one to a line, then a line of counts; never wrapped."""
    path = clean(report.path)
    lines = [
        f"{path}:{page_of(f)}: {f.severity.value}[{f.check.rules[0]}] {message(f.check, report.rules, lang)}"
        for f in report.findings
    ]
    if not is_complete(report):
        status = "incomplete" if report.status == "findings" else report.status
        lines.append(f"{path}: {status}[{report.problem_id}] {problem(report.problem_id, report.problem, lang)}")
    lines.append(f"{path}: {counts_line(report, lang, exit_code)}")
    return "".join(" ".join(line.split("\n")) + "\n" for line in lines)


def page_of(finding: Finding) -> int:
    """Return the page of the stated figure, else that of the text the finding is about."""
    operands = main_operands(finding.check) if finding.check.operands else ()
    return operands[0].fact.page if operands else finding.check.page or 1
