"""One self-contained HTML file: causes on the left, pages on the right with the figures marked, in both languages."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.model import Text
from auditor.report.web.render import render
from auditor.report.web.sheets import marked_pages
from auditor.report.writing import Audited, Ending, Format, Look, joined


def _piece(audited: Audited, look: Look) -> str:
    seen: dict[int, str] = {}
    if look.page_images and audited.file:
        from auditor.report.web.pictures import pictures

        seen = pictures(audited.file, audited.pages, marked_pages(audited.report))
    return render(audited.report, audited.pages, seen, look.lang)


def _cover(ending: Ending, links: Sequence[str], look: Look) -> str:
    from auditor.report.web.index import index

    return index(ending, links, look)


FORMAT = Format(
    Text("网页报告，单个文件，可离线打开", "a web page in one file"),
    _piece,
    joined,
    single=True,
    suffix=".audit.html",
    cover=_cover,
    pages=True,
    needs=("jinja2",),
    extra="html",
)
