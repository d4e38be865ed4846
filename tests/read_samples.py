"""A small PDF, the text it shows, and why bytes were refused: shared by the tests of reading."""

from __future__ import annotations

import pytest
from pdf_maker import Pdf

from auditor.model import Source, UnreadableError
from auditor.read import Limits, read_bytes


def reason(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(UnreadableError) as caught:
        read_bytes(data, "x.pdf", limits=limits or Limits())
    assert caught.value.detail
    return caught.value.reason


def text(source: Source) -> str:
    return "".join(glyph for page in source.pages for run in page.runs for glyph in run.glyphs)


def sample(**options: bool) -> bytes:
    pdf = (
        Pdf(**options)
        .page()
        .text(72, 90, "收入合计 1,234.56")
        .table(72, 120, [120, 80], [["项目", "金额"], ["合计", "3.00"]])
    )
    return pdf.page(842, 595, rotate=90).text(100, 400, "竖", angle=90).bytes()


SAMPLE = "收入合计 1,234.56项目金额合计3.00竖"
