"""Damaged and encrypted files: repaired, opened, or refused with a reason; any bytes at all are one of these."""

from __future__ import annotations

import hashlib
import random
import re
import struct
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_maker import Pdf, assemble
from read_samples import SAMPLE, reason, sample, text

from auditor.model import UnreadableError
from auditor.read import Limits, read_bytes

# Encryption

PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def rc4(key: bytes, data: bytes) -> bytes:
    box = list(range(256))
    j = 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


def encrypted(password: bytes) -> bytes:
    """Return a file encrypted as PDF 1.3 does (RC4, 40 bits), one page, one stream."""
    padded = (password + PADDING)[:32]
    owner = rc4(hashlib.md5(padded, usedforsecurity=False).digest()[:5], padded)
    key = hashlib.md5(padded + owner + struct.pack("<i", -4) + b"id", usedforsecurity=False).digest()[:5]
    user = rc4(key, PADDING)

    def locked(number: int, data: bytes) -> bytes:
        salted = hashlib.md5(key + struct.pack("<I", number)[:3] + b"\0\0", usedforsecurity=False).digest()[:10]
        return rc4(salted, data)

    content = locked(4, zlib.compress(b"BT /F 12 Tf 50 700 Td (Total 5) Tj ET"))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (owner.hex().encode(), user.hex().encode()),
    ]
    return assemble(objects, trailer=b"/Encrypt 6 0 R /ID [<6964> <6964>]")


def test_an_empty_password_opens_the_file() -> None:
    assert text(read_bytes(encrypted(b""), "x")) == "Total 5"


def test_a_password_does_not() -> None:
    assert reason(encrypted(b"secret")) == "encrypted"


def test_an_unknown_encryption_is_encryption() -> None:
    assert reason(encrypted(b"").replace(b"/V 1", b"/V 9")) == "encrypted"


# Repair

END = b"\n%%EOF\n"


def test_a_lost_table_is_rebuilt() -> None:
    data = sample()
    for broken in (
        data.replace(b"startxref", b"startxxxx"),
        data[: data.rindex(b"startxref")] + END,
        data.replace(b"0000000000 65535 f", b"garbage garbage ga"),
        data.replace(b"%PDF-1.4\n", b"%PDF-1.4\n%shifted by a comment\n"),
        data[: data.rindex(b"xref\n0")] + END,
        data[: data.rindex(b"trailer")] + END,
    ):
        assert text(read_bytes(broken, "x")) == SAMPLE


def test_a_file_without_its_end_is_cut_off() -> None:
    data = sample()
    for cut in (data[: data.rindex(b"startxref")], data[: data.rindex(b"xref\n0")], data[: data.rindex(b"trailer")]):
        with pytest.raises(UnreadableError) as caught:
            read_bytes(cut, "x")
        assert caught.value.reason == "truncated"


def test_streams_of_a_rebuilt_file_end_where_they_say() -> None:
    data = sample(compress=False).replace(b"/Length ", b"/Length 9")
    assert text(read_bytes(data[: data.rindex(b"xref\n0")] + END, "x")) == SAMPLE


def test_the_newest_revision_counts() -> None:
    data = sample(compress=False)
    changed = (
        data[: data.rindex(b"startxref")]
        + b"7 0 obj\n<< /Length 5 >>\nstream\nBT ET\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n"
        + END
    )
    assert text(read_bytes(changed, "x")) == "竖"


def test_pages_that_no_tree_leads_to_are_found() -> None:
    assert text(read_bytes(sample().replace(b"/Kids", b"/Kidz"), "x")) == SAMPLE
    assert text(read_bytes(sample().replace(b"/Kids [8 0 R", b"/Kids [99 0 R"), "x")) == "竖"


def packed(*, broken: bool = False, catalog: bool = True, trailer: bool = True) -> bytes:
    """Return a file whose objects live in an object stream, listed by a cross-reference stream."""
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>" if catalog else b"<< >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 300 400] >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 6 0 R /Resources << /Font << /F 4 0 R >> >> >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    offsets = [sum(len(part) + 1 for part in parts[:at]) for at in range(len(parts))]
    head = b" ".join(b"%d %d" % (number, offset) for number, offset in enumerate(offsets, start=1)) + b" "
    body = zlib.compress(head + b"\n".join(parts))
    out = bytearray(b"%PDF-1.5\n")
    places = {5: len(out)}
    out += b"5 0 obj\n<< /Type /ObjStm /N 4 /First %d /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (
        len(head), len(body), body,
    )  # fmt: skip
    places[6] = len(out)
    content = b"BT /F 12 Tf 50 200 Td (Total 5) Tj ET"
    out += b"6 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (len(content), content)
    places[7] = len(out)
    rows = [(0, 0, 0), *((2, 5, index) for index in range(4)), *((1, places[number], 0) for number in (5, 6, 7))]
    lines = [struct.pack(">BHB", *row) for row in rows]
    table = bytearray()
    above = bytes(4)
    for line in lines:  # PNG "up" rows, as every writer has them
        table += b"\2" + bytes((new - old) % 256 for new, old in zip(line, above, strict=True))
        above = line
    squeezed = zlib.compress(bytes(table))
    root = b"/Root 1 0 R" if trailer else b""
    out += (
        b"7 0 obj\n<< /Type /XRef /Size 8 /W [1 2 1] %s /Filter /FlateDecode "
        b"/DecodeParms << /Predictor 12 /Columns 4 >> /Length %d >>\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF"
    ) % (root, len(squeezed), squeezed, 3 if broken else places[7])
    return bytes(out)


def test_objects_in_streams_are_read() -> None:
    source = read_bytes(packed(), "x")
    assert (text(source), source.pages[0].width) == ("Total 5", 300)


def test_objects_in_streams_are_found_again() -> None:
    assert text(read_bytes(packed(broken=True), "x")) == "Total 5"
    assert text(read_bytes(packed(broken=True, trailer=False), "x")) == "Total 5"
    assert reason(packed(broken=True, trailer=False, catalog=False)) == "damaged"


# Any bytes


def readable_or_refused(data: bytes) -> None:
    try:
        read_bytes(data, "x", limits=Limits(seconds=5))
    except UnreadableError as error:
        if not error.reason or "not foreseen" in error.detail:
            pytest.fail(str(error))


TOKENS = (
    b"<<",
    b">>",
    b"[",
    b"(",
    b" R ",
    b"obj",
    b"endobj",
    b"stream",
    b"9999999999",
    b"/Length 0",
    b"-1",
    b"\xff\xfe",
    b"",
)


def mutated(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.choice((1, 2, 5, 40))):
        at = chance.randrange(len(out))
        what = chance.random()
        if what < 0.5:
            out[at] = chance.randrange(256)
        elif what < 0.7:
            out[at : at + 6] = chance.choice(TOKENS)
        elif what < 0.85:
            del out[at : at + chance.randrange(1, 80)]
        else:
            source = chance.randrange(len(out))
            out[at:at] = out[source : source + chance.randrange(1, 120)]
    return bytes(out)


@pytest.mark.parametrize("make", [sample, lambda: sample(compress=False), packed, lambda: encrypted(b"")])
def test_mutated_files_are_read_or_refused(make: Callable[[], bytes]) -> None:
    chance = random.Random(20240601)  # noqa: S311  # no secrets here
    original = make()
    for _ in range(250):
        readable_or_refused(mutated(original, chance))


@given(st.binary(max_size=400))
@settings(max_examples=100)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    readable_or_refused(b"%PDF-1.4\n" + data)


@given(st.lists(st.sampled_from([*b"q Q cm re m l c h W n f S B BT ET Tf Tj TJ Td Tm T* ' \" g rg k scn Do BI ID EI".split(),
    b"/F1", b"/X", b"1", b"-20", b"300", b"0.5", b"1e999", b"nan", b"[", b"]", b"(a)", b"<0003>", b"(", b"<", b"%x\n"]), max_size=60))  # fmt: skip
@settings(max_examples=150)
def test_any_content_is_read(words: list[bytes]) -> None:
    data = Pdf().page().text(50, 50, "正文").raw(b" ".join(words)).bytes()
    for page in read_bytes(data, "x").pages:
        for run in page.runs:
            assert len(run.glyphs) == len(run.lefts) == len(run.widths) > 0
            assert 0 <= run.baseline - 0.3 * run.size <= page.height


def test_a_page_whose_text_is_lost_to_damage_is_no_scan() -> None:
    data = sample()
    for match in re.finditer(rb"stream\r?\n(?=\x78)", data):
        data = data[: match.end()] + b"\xff\xff" + data[match.end() + 2 :]
    assert reason(data) == "damaged"
