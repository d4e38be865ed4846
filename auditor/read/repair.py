"""A cross-reference table for a file that has lost its own.

Objects announce themselves ("12 0 obj"), so one search finds them all; the catalog is named by a trailer, by a
cross-reference stream, or by its own type. pdfminer has such a fallback too, but it stops at the first trailer and so
loses every later revision of a file.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from pdfminer.pdfdocument import PDFXRef
from pdfminer.pdfexceptions import PDFObjectNotFound
from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1

from auditor.read.values import DAMAGE, Value, named

_OBJECT = re.compile(rb"(?<![0-9])(\d{1,9})[ \t\r\n]{1,4}(\d{1,5})[ \t\r\n]{1,4}obj(?![a-z])")
_SPECIAL = re.compile(rb"/(?:XRef|ObjStm)\b")
_TRAILER = re.compile(rb"trailer\s{0,9}<<")
_TRAILERS = 100  # revisions of a file; the newest come last
_TRAILER_KEYS = ("Root", "Encrypt", "ID")


def rebuilt(document: Value, parser: Value, xrefs: list[Value]) -> None:
    """Append to `xrefs` a table of every object found in the document's file."""
    table = PDFXRef()
    starts: list[int] = []
    numbers: list[int] = []
    for match in _OBJECT.finditer(document.data):
        number = int(match[1])
        table.offsets[number] = (None, match.start(), int(match[2]))
        starts.append(match.start())
        numbers.append(number)
        document.meter.tick()
    xrefs.append(table)
    _read_trailers(document, parser, table)
    for match in _SPECIAL.finditer(document.data):
        at = bisect_right(starts, match.start()) - 1
        if at >= 0:
            _read_special(document, table, numbers[at], starts[at])
    if "Root" not in table.trailer:
        _find_catalog(document, table)


def _read_trailers(document: Value, parser: Value, table: Value) -> None:
    for match in [*_TRAILER.finditer(document.data)][-_TRAILERS:]:
        parser.seek(match.start())
        found = PDFXRef()
        try:
            found.load_trailer(parser)
        except DAMAGE:
            continue
        table.trailer.update({key: found.trailer[key] for key in _TRAILER_KEYS if key in found.trailer})


def _read_special(document: Value, table: Value, number: int, start: int) -> None:
    """Use a cross-reference stream's trailer keys, and list what an object stream holds."""
    try:
        stream = document._getobj_parse(start, number)  # noqa: SLF001  # the one place that parses at an offset
    except DAMAGE:
        return
    if not isinstance(stream, PDFStream):
        return
    kind = named(stream.get("Type"))
    if kind == "XRef":
        table.trailer.update({key: stream[key] for key in _TRAILER_KEYS if key in stream})
    elif kind == "ObjStm" and "Encrypt" not in table.trailer:
        first = resolve1(stream.get("First"))
        words = stream.get_data()[: first if isinstance(first, int) else 0].split()[::2]
        for index, word in enumerate(words):
            if word.isdigit() and len(word) < 10:
                table.offsets.setdefault(int(word), (number, index, 0))


def _find_catalog(document: Value, table: Value) -> None:
    for number in sorted(table.offsets):
        try:
            found = document.getobj(number)
        except PDFObjectNotFound:
            continue
        if isinstance(found, dict) and named(found.get("Type")) == "Catalog":
            table.trailer["Root"] = PDFObjRef(document, number)
