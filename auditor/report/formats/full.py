"""The full report for people: causes with their findings, quoted evidence, counts."""

from __future__ import annotations

from auditor.model import Text
from auditor.report import render_text
from auditor.report.writing import Audited, Format, Look, counted, silent


def _piece(audited: Audited, look: Look) -> str:
    if silent(audited, look):
        return ""
    text = render_text(
        audited.report,
        lang=look.lang,
        width=look.width,
        color=look.color,
        ascii=look.ascii,
        by=look.by,
        show=look.show,
        exit_code=audited.exit_code,
    )
    return text + "\n" * look.many


FORMAT = Format(Text("完整报告：原因、依据、计数", "the whole report: causes, evidence, counts"), _piece, counted)
