"""An annotated copy of the PDF: highlights and notes on the figures, behind the unchanged original bytes."""

from __future__ import annotations

from auditor.model import Text
from auditor.report.problems import problem
from auditor.report.writing import Audited, Format, Look, OutputError, joined


def _piece(audited: Audited, look: Look) -> bytes:
    from auditor.report.annotations import annotated, notes_of

    report = audited.report
    if not audited.pages:
        raise OutputError(*(problem(report.problem_id, report.problem, lang) for lang in ("zh", "en")))
    return annotated(audited.file, audited.pages, notes_of(report, look.lang))


FORMAT = Format(
    Text("带批注的 PDF 副本", "an annotated copy of the PDF"),
    _piece,
    joined,
    binary=True,
    single=True,
    suffix=".audit.pdf",
    pages=True,
    needs=("pypdf",),
    extra="pdf",
)
