"""True images of pages, for those who want to compare them with what was read."""

from __future__ import annotations

import base64
import io
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from auditor.model import Page

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_DPI = 110
_COLOURS = 32  # enough for print; a palette takes a third of the bytes


def pictures(file: str, pages: Sequence[Page], wanted: Collection[int]) -> dict[int, str]:
    """Return the wanted pages of a file as data URLs by page number, turned as they were read.

    A page that the renderer cannot draw is left out; its redrawing stands in for it.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError:
        return {}
    try:
        return {
            page.number: _picture(document, page)
            for page in pages
            if page.number in wanted and page.number <= len(document)
        }
    finally:
        document.close()


def _picture(document: PdfDocument, page: Page) -> str:
    sheet = document[page.number - 1]
    turn = (page.turned - sheet.get_rotation()) % 360
    image = sheet.render(scale=_DPI / 72, rotation=turn).to_pil().convert("RGB").quantize(_COLOURS)
    buffer = io.BytesIO()
    image.save(buffer, format="PNG")
    return f"data:image/png;base64,{base64.b64encode(buffer.getvalue()).decode()}"
