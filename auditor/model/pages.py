"""What read delivers: pages of positioned text and ruling lines."""

from __future__ import annotations

from typing import NamedTuple

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
    """One page, turned upright. `number` is the PDF page, cover = 1."""

    number: int
    width: float
    height: float
    runs: tuple[Run, ...]
    horizontals: tuple[Segment, ...]
    verticals: tuple[Segment, ...]
    fills: tuple[Fill, ...] = ()
    unreadable: int = 0  # glyphs whose text could not be told (missing ToUnicode)


class Source(NamedTuple):
    """A file that was read: its pages and what identifies it."""

    path: str
    sha256: str
    pages: tuple[Page, ...]
    damaged: tuple[int, ...] = ()  # pages with data that breaks off or fails its checksum; 0 = the file's structure
