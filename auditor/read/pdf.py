"""The door to PDF: what is no PDF, holds no text or goes wrong is told as one reason with one message."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from auditor.model import Page, Run, Source, UnreadableError
from auditor.read.lean import lean_imports
from auditor.read.limits import Limits, Meter

_HEADER_WITHIN = 1024  # bytes; viewers accept junk before the header up to here
_KINDS = (
    (b"PK\x03\x04", "it looks like a Word, Excel or zip file"),
    (b"\xd0\xcf\x11\xe0", "it looks like an old Word or Excel file"),
    (b"\x89PNG", "it looks like a PNG image"),
    (b"\xff\xd8\xff", "it looks like a JPEG image"),
    (b"{\\rtf", "it looks like a rich text file"),
    (b"<", "it looks like a web page or XML"),
)

_END = b"%%EOF"  # the end mark of a file that was written to its end
_END_WITHIN = 2048


def read_pdf(data: bytes, name: str, limits: Limits) -> Source:
    """Read the bytes of a PDF file. Raises UnreadableError, and nothing else whatever the bytes are."""
    start = _header(data, limits)
    meter = Meter(limits)
    try:
        with _no_collections():
            pages, damaged, rebuilt = _read(data[start:] if start else data, meter)
        meter.check()
    except UnreadableError:
        raise
    except RecursionError as error:
        raise UnreadableError("damaged", "objects of the PDF are nested in themselves") from error
    except Exception as error:  # the promise to callers: no bytes whatsoever raise anything else
        detail = f"the PDF is damaged in a way that was not foreseen ({type(error).__name__}: {error})"
        raise UnreadableError("damaged", detail) from error
    _refuse_unreadable(pages, damaged)
    if rebuilt and _END not in data[-_END_WITHIN:]:
        raise UnreadableError("truncated", "the file is cut off: it has no end mark, and what follows is lost")
    return Source(name, partial(_sha256, data), pages, damaged)


def _sha256(data: bytes) -> str:
    import hashlib  # loads a library of its own

    return hashlib.sha256(data).hexdigest()


def _header(data: bytes, limits: Limits) -> int:
    if not data:
        raise UnreadableError("empty", "the file is empty")
    if len(data) > limits.file_bytes:
        raise UnreadableError("limit-file", f"the file is larger than {limits.file_bytes} bytes (file_bytes)")
    start = data.find(b"%PDF-", 0, _HEADER_WITHIN)
    if start < 0:
        guess = next((words for magic, words in _KINDS if data.lstrip()[:8].startswith(magic)), "it has no PDF header")
        raise UnreadableError("not-a-pdf", f"this is not a PDF: {guess}")
    return start


def _read(data: bytes, meter: Meter) -> tuple[tuple[Page, ...], tuple[int, ...], bool]:
    """Return the pages, the numbers of those with damaged data (0 = the structure), and whether it was rebuilt."""
    with lean_imports():
        from auditor.read.content import Interpreter
        from auditor.read.document import open_pages
    from auditor.read.upright import finished

    interpreter = Interpreter(meter)
    pages: list[Page] = []
    leaves, rebuilt = open_pages(data, meter)
    damaged = [0] if meter.damaged else []
    for number, leaf in enumerate(leaves, start=1):
        meter.next_page(number)
        known = meter.damaged
        pages.append(finished(interpreter.page(leaf), number, leaf.box, leaf.rotate))
        meter.figures(sum(map(_shows_a_digit, pages[-1].runs)))
        if meter.damaged > known:
            damaged.append(number)
    return tuple(pages), tuple(damaged), rebuilt


def _shows_a_digit(run: Run) -> bool:
    return run.glyphs[0].isdigit() or run.glyphs[-1].isdigit()


def _refuse_unreadable(pages: tuple[Page, ...], damaged: tuple[int, ...]) -> None:
    shown = sum(len(run.glyphs) for page in pages for run in page.runs)
    unreadable = sum(page.unreadable for page in pages)
    if damaged and unreadable * 2 >= shown:  # neither a scan nor a font without names: what would tell is lost
        raise UnreadableError("damaged", "most of the text is lost: data of the PDF is damaged")
    if not shown:
        raise UnreadableError("no-text", f"none of the {len(pages)} pages shows text: this seems to be a scan")
    if unreadable * 2 > shown:
        raise UnreadableError(
            "garbled-text",
            f"{unreadable} of {shown} glyphs cannot be told: their fonts do not say which letters they are",
        )


@contextmanager
def _no_collections() -> Iterator[None]:
    """Suspend garbage collection: reading builds many objects and hardly any cycles."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
