"""Findings as rows of a CSV file that a spreadsheet program opens as it is; documents that could not be audited are rows too."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import IO, Any

from auditor.model import Text
from auditor.report.escaping import formula_safe, one_line
from auditor.report.issues import issues
from auditor.report.problems import problem
from auditor.report.tally import is_complete
from auditor.report.words import pick
from auditor.report.writing import Audited, Format, Joined, Look, Writer

_MARK = "\ufeff"  # without it, Excel takes the file for another encoding
_HEADINGS = (
    Text("文件", "file"),
    Text("编制单位", "issuer"),
    Text("年度", "year"),
    Text("级别", "severity"),
    Text("规则", "rule"),
    Text("问题", "message"),
    Text("页", "page"),
    Text("位置", "place"),
    Text("原文", "quote"),
    Text("所写", "stated"),
    Text("按其他数字", "computed"),
    Text("差额（所写减其他）", "difference"),
    Text("单位", "unit"),
    Text("算式", "arithmetic"),
    Text("原因", "cause"),
    Text("建议", "suggestion"),
    Text("把握", "confidence"),
    Text("状态", "state"),
    Text("说明", "remark"),
    Text("指纹", "fingerprint"),
)


def _piece(audited: Audited, look: Look) -> str:
    report, lang = audited.report, look.lang
    lead = (report.path, report.issuer, str(report.year or ""))
    rows: list[Sequence[str]] = [
        (
            *lead, issue.severity, issue.rule, issue.message, str(issue.page), issue.place, issue.quote, issue.stated,
            issue.computed, issue.difference, issue.unit, issue.arithmetic, f"{issue.cause} {issue.slip}".strip(),
            issue.suggestion, issue.confidence, issue.state, issue.remark, issue.fingerprint,
        )
        for issue in issues(report, lang)
    ]  # fmt: skip
    if not is_complete(report):
        status = "incomplete" if report.status == "findings" else report.status
        said = problem(report.problem_id, report.problem, lang)
        rows.append((*lead, status, report.problem_id, said, *[""] * 14))
    return _lines(rows)


def _lines(rows: Iterable[Iterable[str]]) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerows([formula_safe(one_line(cell)) for cell in row] for row in rows)
    return buffer.getvalue()


def _writer(stream: IO[Any], look: Look) -> Writer:
    return Joined(stream, head=_MARK + _lines([[pick(heading, look.lang) for heading in _HEADINGS]]))


FORMAT = Format(Text("问题清单，CSV", "the findings as CSV"), _piece, _writer)
