"""What read delivers: pages of positioned text and ruling lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from auditor.model.base import Box


class Run(NamedTuple):
    """Glyphs shown by one text operator, left to right. Hot record: thousands per document."""

    glyphs: tuple[str, ...]  # text of each glyph, usually one character
    lefts: tuple[float, ...]
    widths: tuple[float, ...]
    baseline: float
    size: float
    clip: Box | None  # the clip rectangle in force; office programs emit one per table cell


class Segment(NamedTuple):
    """A ruling line: horizontal (at = y, start/end = x) or vertical (at = x, start/end = y)."""

    at: float
    start: float
    end: float


class Fill(NamedTuple):
    """A painted rectangle thicker than a line."""

    x0: float
    top: float
    x1: float
    bottom: float
    white: bool = False  # painted white: a cleared background, not a shade


class Page(NamedTuple):
    """One page, turned upright.

    Attributes:
        number: of the PDF page, cover = 1.
        unreadable: glyphs whose text could not be told (missing ToUnicode).
        sheet: the visible area in the PDF's own coordinates (y up); turned: degrees clockwise from sheet to page.
    """

    number: int
    width: float
    height: float
    runs: tuple[Run, ...]
    horizontals: tuple[Segment, ...]
    verticals: tuple[Segment, ...]
    fills: tuple[Fill, ...] = ()
    unreadable: int = 0
    sheet: Box = (0.0, 0.0, 0.0, 0.0)
    turned: Literal[0, 90, 180, 270] = 0

    def on_sheet(self, box: Box) -> Box:
        """Return where a box of the page lies in the PDF's own coordinates: x0, y0, x1, y1 with y up."""
        x0, top, x1, bottom = box
        left, low, right, high = self.sheet
        if self.turned == 90:
            return (left + top, low + x0, left + bottom, low + x1)
        if self.turned == 180:
            return (right - x1, low + top, right - x0, low + bottom)
        if self.turned == 270:
            return (right - bottom, high - x1, right - top, high - x0)
        return (left + x0, high - bottom, left + x1, high - top)


class Source(NamedTuple):
    """A file that was read: its pages and what identifies it.

    `digest` makes the SHA-256 of the file when it is asked for: looking at tables needs none, and pays for no library of it.
    """

    path: str
    digest: Callable[[], str]
    pages: tuple[Page, ...]
    damaged: tuple[int, ...] = ()  # pages with data that breaks off or fails its checksum; 0 = the file's structure

    @property
    def sha256(self) -> str:
        """Return the SHA-256 of the file, in hexadecimal digits."""
        return self.digest()
