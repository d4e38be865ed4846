"""How much a document may cost, and the meter that holds it to that.

A PDF is a program of sorts: a few kilobytes can inflate to gigabytes, paint a form inside itself without end, or name a
billion pages. Every such growth is metered; what goes over ends the reading with an UnreadableError that names the limit.
"""

from __future__ import annotations

import time
from typing import NamedTuple

from auditor.model import UnreadableError

_MEBIBYTE = 1 << 20
_TICKS_PER_LOOK = 256  # asking the clock costs about as much as reading a token


class Limits(NamedTuple):
    """Upper bounds for one document.

    Attributes:
        file_bytes: size of the file.
        stream_bytes: what one stream may inflate to, after each of its filters.
        document_bytes: what all streams of a document may inflate to together.
        page_operators: tokens in the content of one page, forms included.
        document_operators: tokens in the content of all pages.
        form_depth: forms painted inside forms.
        nesting: arrays and dictionaries inside each other.
        pages: pages of a document.
        glyphs: glyphs shown on all pages.
        figures: runs of text with a digit on all pages: every later stage pays for each of them.
        seconds: CPU seconds of the thread that reads.
    """

    file_bytes: int = 512 * _MEBIBYTE
    stream_bytes: int = 64 * _MEBIBYTE
    document_bytes: int = 256 * _MEBIBYTE
    page_operators: int = 2_000_000
    document_operators: int = 20_000_000
    form_depth: int = 16
    nesting: int = 100
    pages: int = 3000
    glyphs: int = 5_000_000
    figures: int = 500_000
    seconds: float = 30.0


class Meter:
    """What reading one document has cost so far, and how many of its streams were damaged.

    The first violation is remembered: a parser that swallows the exception meets it again at its next step.
    """

    __slots__ = (
        "_bytes",
        "_deadline",
        "_figures",
        "_glyphs",
        "_operators",
        "_page_operators",
        "_stored",
        "_ticks",
        "_violation",
        "damaged",
        "limits",
    )

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.damaged = 0
        self._deadline = time.thread_time() + limits.seconds
        self._bytes = 0
        self._stored = 0
        self._operators = 0
        self._page_operators = 0
        self._glyphs = 0
        self._figures = 0
        self._ticks = 0
        self._violation: UnreadableError | None = None

    def exceeded(self, reason: str, detail: str) -> UnreadableError:
        """Return (and remember) the error for a limit that was passed."""
        if self._violation is None:
            self._violation = UnreadableError(reason, detail)
        return self._violation

    def check(self) -> None:
        """Look at the clock, and at what was violated before."""
        if self._violation is not None:
            raise self._violation
        if time.thread_time() > self._deadline:
            raise self.exceeded("limit-time", f"reading took more than {self.limits.seconds:g} CPU seconds (seconds)")

    def tick(self) -> None:
        """Count one step of unknown but bounded cost."""
        self._ticks += 1
        if self._ticks % _TICKS_PER_LOOK == 0:
            self.check()

    def fits(self, size: int) -> None:
        """Refuse a stream that grows beyond its own limit. Called while it grows."""
        if size > self.limits.stream_bytes:
            raise self.exceeded(
                "limit-inflate", f"a stream inflates to more than {self.limits.stream_bytes} bytes (stream_bytes)"
            )
        if self._bytes + size > self.limits.document_bytes:
            raise self.exceeded(
                "limit-inflate", f"streams inflate to more than {self.limits.document_bytes} bytes (document_bytes)"
            )

    def inflated(self, size: int) -> None:
        """Add a finished stream to the document's account."""
        self.fits(size)
        self._bytes += size
        self.check()

    def stored(self, size: int) -> None:
        """Add the undecoded data of a stream: overlapping streams can hold more than the file itself."""
        self._stored += size
        if self._stored > self.limits.file_bytes:
            raise self.exceeded("limit-inflate", f"streams hold more than {self.limits.file_bytes} bytes (file_bytes)")

    def next_page(self, number: int) -> None:
        """Begin a page."""
        self.check()
        self._page_operators = 0
        if number > self.limits.pages:
            raise self.exceeded("limit-pages", f"the document has more than {self.limits.pages} pages (pages)")

    def room_for_operators(self) -> int:
        """Return how many tokens may still come on this page."""
        limits = self.limits
        return min(limits.page_operators - self._page_operators, limits.document_operators - self._operators)

    def operators(self, count: int) -> None:
        """Add the tokens of a content stream."""
        if count > self.room_for_operators():
            limits = self.limits
            raise self.exceeded(
                "limit-operators",
                f"the content has more than {limits.page_operators} tokens on a page (page_operators)"
                f" or {limits.document_operators} in all (document_operators)",
            )
        self._page_operators += count
        self._operators += count
        self.check()

    def glyphs(self, count: int) -> None:
        """Add shown glyphs."""
        self._glyphs += count
        if self._glyphs > self.limits.glyphs:
            raise self.exceeded("limit-glyphs", f"more than {self.limits.glyphs} glyphs are shown (glyphs)")

    def figures(self, count: int) -> None:
        """Add the figures of a page."""
        self._figures += count
        if self._figures > self.limits.figures:
            raise self.exceeded("limit-figures", f"more than {self.limits.figures} figures are shown (figures)")

    def depth(self, depth: int) -> None:
        """Refuse forms nested too deeply."""
        if depth > self.limits.form_depth:
            raise self.exceeded("limit-depth", f"forms are nested deeper than {self.limits.form_depth} (form_depth)")

    def nesting(self, depth: int) -> None:
        """Refuse arrays and dictionaries nested too deeply."""
        if depth > self.limits.nesting:
            raise self.exceeded(
                "limit-nesting", f"arrays or dictionaries are nested deeper than {self.limits.nesting} (nesting)"
            )
