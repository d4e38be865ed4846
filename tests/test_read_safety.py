"""Files that cannot be read, files that try to cost too much, files that are broken: one exception with a reason."""

from __future__ import annotations

import gc
import os
import sys
import zlib
from pathlib import Path

import pytest
from pdf_maker import Pdf, assemble
from read_samples import SAMPLE, reason, sample, text

from auditor.model import UnreadableError
from auditor.read import Limits, read, read_bytes

# Reasons


def test_files_that_are_not_there(tmp_path: Path) -> None:
    for path, why in ((tmp_path / "no.pdf", "missing"), (tmp_path, "directory"), (tmp_path / "a\0b", "missing")):
        with pytest.raises(UnreadableError) as caught:
            read(str(path))
        assert caught.value.reason == why


@pytest.mark.parametrize(("error", "why"), [(PermissionError("no"), "permission"), (OSError("disk"), "missing")])
def test_files_that_do_not_open(monkeypatch: pytest.MonkeyPatch, error: OSError, why: str) -> None:
    def refuse(*_arguments: object) -> None:
        raise error

    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(UnreadableError) as caught:
        read("a.pdf")
    assert caught.value.reason == why


def test_files_that_are_no_pdf() -> None:
    assert reason(b"") == "empty"
    for data in (b"hello", b"PK\x03\x04...", b"\xd0\xcf\x11\xe0", b"<html>", bytes(5000) + b"%PDF-1.4"):
        assert reason(data) == "not-a-pdf"


def test_junk_before_the_header_does_not_matter() -> None:
    assert text(read_bytes(b"junk\r\n" + sample(), "x")) == SAMPLE


def test_a_scan_says_so() -> None:
    assert reason(Pdf().page().rect(1, 1, 50, 50).bytes()) == "no-text"


def test_text_without_letters_says_so() -> None:
    assert reason(Pdf(unicode_map=False).page().text(10, 20, "合计").bytes()) == "garbled-text"


def test_a_document_without_pages_says_so() -> None:
    assert reason(Pdf().bytes()) == "no-pages"
    assert reason(assemble([b"<< /Type /Catalog >>"])) == "no-pages"


def test_no_structure_at_all_is_damage() -> None:
    assert reason(b"%PDF-1.4\n") == "damaged"
    assert reason(b"%PDF-1.4\n1 0 obj\n<< >>\nendobj\nstartxref\n9\n%%EOF") == "damaged"


# Structure that bites its tail


def document(*objects: bytes, page: bytes = b"", trailer: bytes = b"") -> bytes:
    """Return a file of one page with further objects from number 5 on; object 4 is its content."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    first = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F 5 0 R >> /XObject << /X 6 0 R >> >> %s >>"
        % page,
        b"<< /Length 48 >>\nstream\nBT /F 12 Tf 50 700 Td (Total 5) Tj ET /X Do    \nendstream",
        font,
    ]
    return assemble([*first, *objects], trailer=trailer)


@pytest.mark.parametrize(
    "data",
    [
        document(b"7 0 R", b"6 0 R"),
        document(b"6 0 R"),
        document(b"<< /Length 6 0 R >>\nstream\nx\nendstream"),
        document(b"<< /Subtype /Form /Length 1 /Filter 6 0 R >>\nstream\nx\nendstream"),
        document(b"<< /Subtype /Form /Length 1 /Filter [/FlateDecode /DCTDecode /None] /DecodeParms [1 2] >>\nstream\nx\nendstream"),
        document(b"<< /Subtype /Form /Length 1 /Filter [7] /DecodeParms << /A 6 0 R >> >>\nstream\nx\nendstream"),
        document(page=b"/MediaBox 7 /CropBox [1 2] /Rotate /x"),
        document(page=b"/MediaBox [0 0 1e30 5] /CropBox [1 1 1 1]"),
        document(page=b"/MediaBox [0 0 612 792] /CropBox [900 900 1000 1000] /Rotate 45"),
        document(page=b"/Kids 5").replace(b"/Kids [3 0 R]", b"/Kids [2 0 R 3 0 R 3 0 R 77 0 R (x)]"),
        document(trailer=b"/Prev 9"),
        document(trailer=b"/Prev 99999999"),
    ],
)  # fmt: skip
def test_odd_structure_does_not_hide_the_text(data: bytes) -> None:
    assert text(read_bytes(data, "x", limits=Limits(seconds=5))) == "Total 5"


def test_objects_inside_themselves_are_damage_or_limits() -> None:
    loop = document(b"<< /Subtype /Form /Length 5 >>\nstream\n/X Do\nendstream")
    assert reason(loop) == "limit-depth"
    assert (
        reason(document(b"[" * 5000 + b"]" * 5000).replace(b"/Type /Page ", b"/Type /Page /Rotate 6 0 R "))
        == "limit-nesting"
    )


# Limits


@pytest.mark.parametrize(
    ("limits", "why", "named"),
    [
        (Limits(file_bytes=100), "limit-file", "file_bytes"),
        (Limits(stream_bytes=20), "limit-inflate", "stream_bytes"),
        (Limits(document_bytes=200), "limit-inflate", "document_bytes"),
        (Limits(page_operators=20), "limit-operators", "page_operators"),
        (Limits(document_operators=100), "limit-operators", "document_operators"),
        (Limits(pages=1), "limit-pages", "pages"),
        (Limits(glyphs=5), "limit-glyphs", "glyphs"),
        (Limits(figures=1), "limit-figures", "figures"),
        (Limits(seconds=0), "limit-time", "seconds"),
        (Limits(nesting=1), "limit-nesting", "nesting"),
    ],
)
def test_every_limit_names_itself(limits: Limits, why: str, named: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_bytes(sample(), "x", limits=limits)
    assert caught.value.reason == why
    assert named in caught.value.detail


def test_a_long_string_is_counted_before_it_is_shown() -> None:
    pdf = Pdf().page().text(10, 20, "x").raw(b"BT /F1 10 Tf <%s> Tj ET" % (b"0003" * 50_000))
    assert reason(pdf.bytes(), Limits(glyphs=100_000)) == "limit-glyphs"


def test_streams_that_share_their_data_are_counted() -> None:
    stream = b"<< /Length 2000 >>\nstream\n" + b"x " * 2000 + b"\nendstream"
    contents = b" ".join(b"%d 0 R" % number for number in range(7, 27))
    data = document(b"null", *[stream] * 20, page=b"/Contents [%s]" % contents)
    assert reason(data, Limits(file_bytes=len(data) - 60_000 + 25_000)) in ("limit-inflate", "limit-file")


def test_page_trees_without_end_are_pages_without_end() -> None:
    kids = b" ".join(b"<< /Type /Page >>" for _ in range(50))
    data = document().replace(b"[3 0 R]", b"[" + kids + b"]")
    assert reason(data[: data.rindex(b"xref\n0")], Limits(pages=40)) == "limit-pages"


def test_limits_do_not_leak_into_the_next_document() -> None:
    with pytest.raises(UnreadableError):
        read_bytes(sample(), "x", limits=Limits(stream_bytes=20))
    assert text(read_bytes(sample(), "x")) == SAMPLE
    assert zlib.decompress(zlib.compress(bytes(1000))) == bytes(1000)


def test_garbage_collection_is_left_as_it_was() -> None:
    for switch, enabled in ((gc.enable, True), (gc.disable, False)):
        switch()
        try:
            read_bytes(sample(), "x")
            assert gc.isenabled() is enabled
        finally:
            gc.enable()


def test_the_unforeseen_is_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    for error in (ZeroDivisionError("x"), RecursionError("y")):

        def fail(*_arguments: object, error: Exception = error) -> None:
            raise error

        monkeypatch.setattr("auditor.read.document.open_pages", fail)
        assert reason(sample()) == "damaged"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_a_file_of_others_is_refused(tmp_path: Path) -> None:
    path = Pdf().page().text(1, 20, "x").save(tmp_path / "a.pdf")
    Path(path).chmod(0)
    with pytest.raises(UnreadableError, match="permission"):
        read(path)
