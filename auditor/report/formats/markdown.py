"""Markdown for job summaries and comments: what was found, what to correct, what nobody could check."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from auditor.model import Report, Text
from auditor.report.errata import errata
from auditor.report.escaping import markdown_safe
from auditor.report.issues import SEVERITIES, issues
from auditor.report.problems import problem
from auditor.report.states import STATES, only_open
from auditor.report.summary import about, found
from auditor.report.tally import counts_line, is_complete
from auditor.report.words import Lang, pick, word
from auditor.report.writing import Audited, Format, Look, joined

_ERRATA = Text("建议更正", "Suggested corrections")
_ISSUES = Text("问题", "Findings")
_ERRATA_HEADINGS = (
    Text("原因", "Cause"),
    Text("位置", "Place"),
    Text("项目", "Item"),
    Text("原为", "Printed"),
    Text("应为", "Should be"),
    Text("把握", "Confidence"),
)
_ISSUE_HEADINGS = (Text("级别", "Severity"), Text("规则", "Rule"), Text("问题", "Finding"), Text("位置", "Place"))
_ACCEPTED = Text("不计入的问题", "Findings that do not count")
_ACCEPTED_HEADINGS = (Text("状态", "State"), *_ISSUE_HEADINGS[1:3], Text("说明", "Remark"))
_ASK = Text("请核对", "please check")


def _piece(audited: Audited, look: Look) -> str:
    report, lang = audited.report, look.lang
    name, told = about(report, lang)
    lines = [f"## {markdown_safe(name)}", ""]
    lines += [markdown_safe(told), ""] if told else []
    if not is_complete(report):
        status = "incomplete" if report.status == "findings" else report.status
        said = problem(report.problem_id, report.problem, lang)
        lines += [f"**{status}**{word('colon', lang)}{markdown_safe(said)}", ""]
    shown = only_open(report)
    if shown.findings:
        lines += [f"**{markdown_safe(found(shown, lang))}**", ""]
    lines += _errata(shown, lang) + _issues(shown, lang) + _accepted(report, lang)
    return "\n".join([*lines, markdown_safe(counts_line(report, lang, audited.exit_code)), "", ""])


def _errata(report: Report, lang: Lang) -> list[str]:
    rows = [
        (f"{row.cause} {row.slip}".strip(), row.place, row.item, row.printed, row.wanted or pick(_ASK, lang), word(row.confidence, lang))
        for row in errata(report, lang)
    ]  # fmt: skip
    return _table(_ERRATA, _ERRATA_HEADINGS, rows, lang)


def _issues(report: Report, lang: Lang) -> list[str]:
    rows = [
        (pick(SEVERITIES[issue.severity], lang), issue.rule, issue.message, issue.place)
        for issue in issues(report, lang)
    ]
    return _table(_ISSUES, _ISSUE_HEADINGS, rows, lang)


def _accepted(report: Report, lang: Lang) -> list[str]:
    rows = [
        (issue.state, issue.rule, issue.message, issue.remark)
        for issue in issues(report, lang)
        if issue.state != pick(STATES["open"], lang)
    ]
    return _table(_ACCEPTED, _ACCEPTED_HEADINGS, rows, lang)


def _table(title: Text, headings: Sequence[Text], rows: Iterable[Sequence[str]], lang: Lang) -> list[str]:
    body = [_row(markdown_safe(cell) for cell in row) for row in rows]
    if not body:
        return []
    head = [_row(pick(heading, lang) for heading in headings), _row("---" for _ in headings)]
    return [f"### {pick(title, lang)}", "", *head, *body, ""]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


FORMAT = Format(Text("Markdown 摘要", "a summary in Markdown"), _piece, joined)
