"""A target for coverage-guided fuzzing of the reader.

    python -m benchmarks.fuzz.target [-runs=100000] [CORPUS_FOLDER]     with atheris (pip install atheris)
    python -m benchmarks.fuzz.target                                    without: hypothesis draws the bytes

Whatever the bytes are, reading them ends with pages or an UnreadableError that was foreseen.
"""

from __future__ import annotations

import sys

from auditor.model import UnreadableError
from auditor.read import Limits, read_bytes

LIMITS = Limits(
    stream_bytes=4 << 20, document_bytes=16 << 20, page_operators=50_000, document_operators=200_000, pages=50,
    glyphs=50_000, seconds=5.0,
)  # fmt: skip


class UnforeseenError(AssertionError):
    """The reader met bytes that it had not foreseen."""


def fuzz_target(data: bytes) -> None:
    """Read some bytes as a PDF; raises UnforeseenError, or whatever leaks, on a bug."""
    if not data.startswith(b"%PDF-"):
        data = b"%PDF-1.7\n" + data
    try:
        read_bytes(data, "fuzz.pdf", limits=LIMITS)
    except UnreadableError as error:
        if "not foreseen" in error.detail:
            raise UnforeseenError(error.detail) from error


def main() -> None:
    """Fuzz until stopped, guided by coverage where atheris is installed."""
    try:
        import atheris
    except ImportError:
        _drawn()
        return
    with atheris.instrument_imports(include=["auditor.read", "pdfminer"]):
        import auditor.read.content
        import auditor.read.document  # noqa: F401 instrumented as it is loaded
    atheris.Setup(sys.argv, fuzz_target)
    atheris.Fuzz()


def _drawn() -> None:
    from hypothesis import given, settings
    from hypothesis import strategies as st

    words = st.sampled_from(
        [b"obj", b"endobj", b"<<", b">>", b"stream\n", b"endstream", b"1 0 R", b"/Kids", b"[", b"]", b"xref"]
    )
    texts = st.lists(st.one_of(st.binary(max_size=20), words), max_size=60).map(b" ".join)
    settings(max_examples=2000, deadline=None)(given(texts)(fuzz_target))()


if __name__ == "__main__":
    main()
