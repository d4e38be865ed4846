"""The JSON report: an object for one document, an array for several."""

from __future__ import annotations

from typing import IO, Any

from auditor.model import Text
from auditor.report import json_text, to_json
from auditor.report.writing import Audited, Format, Joined, Look, Writer


def _piece(audited: Audited, look: Look) -> str:
    return json_text(to_json(audited.report, figures=look.figures, lang=look.lang)).rstrip("\n")


def _writer(stream: IO[Any], look: Look) -> Writer:
    return Joined(stream, "[\n", ",\n", "\n]\n") if look.many else Joined(stream, tail="\n")


FORMAT = Format(Text("JSON 报告", "the report as JSON"), _piece, _writer)
