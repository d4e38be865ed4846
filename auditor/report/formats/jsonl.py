"""JSON lines: one report a line."""

from __future__ import annotations

from auditor.model import Text
from auditor.report import json_text, to_json
from auditor.report.writing import Audited, Format, Look, joined


def _piece(audited: Audited, look: Look) -> str:
    return json_text(to_json(audited.report, figures=look.figures, lang=look.lang), indent=None)


FORMAT = Format(Text("每份文件一行 JSON", "one report a line, as JSON"), _piece, joined)
