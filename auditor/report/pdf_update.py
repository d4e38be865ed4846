"""An incremental update of a PDF: new and changed objects behind the original bytes, which stay as they are.

Reading objects is pypdf's work. Writing the update is done here because the update must be of the same kind as the file
(cross-reference table or stream), keep generation numbers, and repeat the trailer.
"""

from __future__ import annotations

import hashlib
import io
import re
import struct
import zlib
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
)

if TYPE_CHECKING:
    from pypdf import PdfReader

_START: Final = re.compile(rb"startxref\s+(\d+)")
_STREAM: Final = re.compile(rb"\s*\d+\s+\d+\s+obj")
_TAIL = 2048  # bytes at the end of a file within which "startxref" stands
_LARGEST = 2**32  # offsets beyond this do not fit the entries written here


class Key(NamedTuple):
    """The name of an object: number and generation."""

    number: int
    generation: int


class Update:
    """Objects to be added to a file."""

    def __init__(self, original: bytes, reader: PdfReader) -> None:
        """Begin an update. Raises ValueError for a file without a usable cross-reference section at its end."""
        found = _START.findall(original, max(len(original) - _TAIL, 0))
        if not found or len(original) >= _LARGEST:
            raise ValueError("no cross-reference section is named at the end of the file")
        self._previous = int(found[-1])
        self._table = original.startswith(b"xref", self._previous)
        if not self._table and not _STREAM.match(original, self._previous):
            raise ValueError("there is no cross-reference section where the file says")
        self._original, self._reader = original, reader
        self._objects: dict[Key, PdfObject] = {}
        used = [number for numbers in reader.xref.values() for number in numbers]
        self._next = max([int(str(reader.trailer["/Size"])) - 1, *used, *reader.xref_objStm], default=0) + 1

    def add(self, value: PdfObject) -> IndirectObject:
        """Add an object; return a reference to it."""
        reference = IndirectObject(self._next, 0, self._reader)
        self._objects[Key(self._next, 0)] = value
        self._next += 1
        return reference

    def replace(self, reference: IndirectObject, value: PdfObject) -> None:
        """Put another object in the place of one of the file."""
        self._objects[Key(reference.idnum, reference.generation)] = value

    def bytes(self) -> bytes:
        """Return the original with the update behind it; the original alone when nothing was added."""
        if not self._objects:
            return self._original
        out = io.BytesIO()
        out.write(self._original)
        out.write(b"" if self._original.endswith((b"\n", b"\r")) else b"\n")
        places: dict[Key, int] = {}
        for key in sorted(self._objects):
            places[key] = out.tell()
            out.write(b"%d %d obj\n" % key)
            self._objects[key].write_to_stream(out)
            out.write(b"\nendobj\n")
        start = out.tell()
        (self._write_table if self._table else self._write_stream)(out, places)
        out.write(b"startxref\n%d\n%%%%EOF\n" % start)
        return out.getvalue()

    def _trailer(self, size: int) -> DictionaryObject:
        """Return the trailer of the file, with what an update changes."""
        old = self._reader.trailer
        new = DictionaryObject(
            {NameObject("/Size"): NumberObject(size), NameObject("/Prev"): NumberObject(self._previous)}
        )
        for name in ("/Root", "/Info", "/ID"):
            if name in old:
                new[NameObject(name)] = old.raw_get(name)
        known = new.get("/ID")
        if isinstance(known, ArrayObject) and len(known) == 2:
            mark = ByteStringObject(hashlib.md5(self._original, usedforsecurity=False).digest())
            new[NameObject("/ID")] = ArrayObject([known[0], mark])
        return new

    def _write_table(self, out: io.BytesIO, places: dict[Key, int]) -> None:
        out.write(b"xref\n0 1\n0000000000 65535 f \n")
        for keys in _runs(sorted(places)):
            out.write(b"%d %d\n" % (keys[0].number, len(keys)))
            out.writelines(b"%010d %05d n \n" % (places[key], key.generation) for key in keys)
        out.write(b"trailer\n")
        self._trailer(self._next).write_to_stream(out)
        out.write(b"\n")

    def _write_stream(self, out: io.BytesIO, places: dict[Key, int]) -> None:
        own = Key(self._next, 0)
        places = places | {own: out.tell()}
        runs = _runs(sorted(places))
        data = zlib.compress(
            b"".join(struct.pack(">BIH", 1, places[key], key.generation) for keys in runs for key in keys)
        )
        head = self._trailer(self._next + 1)
        index = [NumberObject(number) for keys in runs for number in (keys[0].number, len(keys))]
        head |= {
            NameObject("/Type"): NameObject("/XRef"),
            NameObject("/Index"): ArrayObject(index),
            NameObject("/W"): ArrayObject([NumberObject(size) for size in (1, 4, 2)]),
            NameObject("/Filter"): NameObject("/FlateDecode"),
            NameObject("/Length"): NumberObject(len(data)),
        }
        out.write(b"%d 0 obj\n" % own.number)
        head.write_to_stream(out)
        out.write(b"\nstream\n" + data + b"\nendstream\nendobj\n")


def _runs(keys: list[Key]) -> list[list[Key]]:
    """Return stretches of consecutive object numbers."""
    numbered = enumerate(keys)
    return [[key for _, key in group] for _, group in groupby(numbered, lambda pair: pair[1].number - pair[0])]
