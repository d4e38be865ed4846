"""One line per finding."""

from __future__ import annotations

from auditor.model import Text
from auditor.report import render_concise
from auditor.report.writing import Audited, Format, Look, counted, silent


def _piece(audited: Audited, look: Look) -> str:
    if silent(audited, look):
        return ""
    return render_concise(audited.report, lang=look.lang, exit_code=audited.exit_code)


FORMAT = Format(Text("每个问题一行", "one line per finding"), _piece, counted)
