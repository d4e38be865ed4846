"""The structure of a PDF: objects, streams and pages, with every loop under the meter.

pdfminer reads cross-references, objects and encryption. Its classes are subclassed here so that streams inflate through
auditor.read.filters, parsers look at the clock, one broken object does not spoil the others, and a damaged
cross-reference table is rebuilt from the file. Nothing of pdfminer is patched.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import NamedTuple

from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError
from pdfminer.pdfexceptions import PDFObjectNotFound
from pdfminer.pdfparser import PDFParser, PDFStreamParser
from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1
from pdfminer.psexceptions import PSEOF
from pdfminer.psparser import literal_name

from auditor.model import Box, UnreadableError
from auditor.read.filters import decode
from auditor.read.limits import Meter
from auditor.read.values import DAMAGE, Dictionary, Value, dictionary, named, rectangle

_LETTER: Box = (0.0, 0.0, 612.0, 792.0)
_INHERITED = ("Resources", "MediaBox", "CropBox", "Rotate")
_START = re.compile(rb"startxref\s{0,9}(\d{1,10})")
_LINE_END = re.compile(rb"\r\n?|\n")
_HOPS = 16  # objects that are nothing but a reference to the next


class Leaf(NamedTuple):
    """A page as the file describes it: visible box in user space (y up), rotation, resources, content streams."""

    box: Box
    rotate: int
    resources: Dictionary
    contents: tuple[Value, ...]


class Stream(PDFStream):  # type: ignore[misc]  # pdfminer is untyped here
    """A stream that decodes within limits, and is not kept decoded."""

    def __init__(self, raw: Value, meter: Meter) -> None:
        super().__init__(raw.attrs, raw.rawdata, raw.decipher)
        self._meter = meter

    def get_data(self) -> bytes:
        """Return the decoded data; what cannot be decoded is empty."""
        try:
            data: bytes = self.rawdata
            if self.decipher:
                data = self.decipher(self.objid, self.genno, data, self.attrs)
            chain = [(literal_name(name), self._resolved(parameters)) for name, parameters in self.get_filters()]
        except DAMAGE:
            return b""
        self._meter.check()
        return decode(data, chain, self._meter)

    @staticmethod
    def _resolved(parameters: Value) -> Dictionary:
        return {key: resolve1(value) for key, value in parameters.items()} if isinstance(parameters, dict) else {}


class _Metered:
    """Ways of a pdfminer parser that cost time or memory."""

    meter: Meter
    charpos: int
    buf: bytes
    context: list[Value]

    def fillbuf(self) -> bool:
        if self.charpos < len(self.buf):
            return False
        self.meter.tick()
        return bool(super().fillbuf())  # type: ignore[misc]  # of the parser this is mixed into

    def start_type(self, pos: int, kind: str) -> None:
        self.meter.nesting(len(self.context))
        super().start_type(pos, kind)  # type: ignore[misc]


class FileParser(_Metered, PDFParser):  # type: ignore[misc]
    """Parser of the file itself."""

    bufpos: int

    def __init__(self, data: bytes, meter: Meter) -> None:
        self.meter = meter
        self.data = data
        super().__init__(io.BytesIO(data))

    def nextline(self) -> tuple[int, bytes]:
        """Return the next line and where it begins. pdfminer's way takes quadratic time on long lines."""
        self.meter.tick()
        start = self.bufpos + self.charpos
        if start >= len(self.data):
            raise PSEOF
        match = _LINE_END.search(self.data, start)
        end = match.end() if match else len(self.data)
        self.fp.seek(end)
        self.bufpos, self.buf, self.charpos = end, b"", 0
        return start, self.data[start:end]

    def do_keyword(self, pos: int, token: Value) -> None:
        """Take streams over as our own."""
        super().do_keyword(pos, token)
        if token is self.KEYWORD_STREAM and self.curstack:
            start, raw = self.curstack[-1]
            if isinstance(raw, PDFStream):
                self.meter.stored(len(raw.rawdata))
                self.curstack[-1] = (start, Stream(raw, self.meter))


class ObjectParser(_Metered, PDFStreamParser):  # type: ignore[misc]
    """Parser of an object stream."""

    def __init__(self, data: bytes, meter: Meter) -> None:
        self.meter = meter
        super().__init__(data)


class Document(PDFDocument):  # type: ignore[misc]
    """A PDF document.

    Raises one of DAMAGE or PDFEncryptionError when opened on a file without usable structure.
    """

    def __init__(self, data: bytes, meter: Meter, *, rebuild: bool) -> None:
        self.data = data
        self.meter = meter
        self._rebuild = rebuild
        self._opening: set[int] = set()
        self._visited: set[int] = set()
        self._packed: dict[int, tuple[ObjectParser, list[int]]] = {}
        super().__init__(FileParser(data, meter), fallback=False)

    def find_xref(self, _parser: FileParser) -> int:
        """Return where the newest cross-reference table stands."""
        match = _START.match(self.data, self.data.rfind(b"startxref"))
        return int(match[1]) if match else len(self.data)

    def read_xref_from(self, parser: FileParser, start: int, xrefs: list[Value]) -> None:
        """Read a chain of cross-reference tables, or rebuild one from the objects of the file."""
        if self._rebuild:
            from auditor.read.repair import rebuilt  # few files are that broken

            parser.fallback = True  # streams end at "endstream", whatever their length says
            rebuilt(self, parser, xrefs)
        elif start not in self._visited:
            self._visited.add(start)
            super().read_xref_from(parser, start, xrefs)

    def getobj(self, objid: int) -> Value:
        """Return an object.

        Raises PDFObjectNotFound for one that is missing, broken or part of itself.
        """
        self.meter.tick()
        if objid in self._cached_objs:
            return self._cached_objs[objid][0]
        if objid in self._opening:
            raise PDFObjectNotFound(objid)
        self._opening.add(objid)
        try:
            found = super().getobj(objid)
            if isinstance(found, PDFObjRef):
                found = self._followed(found)
                self._cached_objs[objid] = (found, 0)
        except DAMAGE as error:
            raise PDFObjectNotFound(objid) from error
        finally:
            self._opening.discard(objid)
        return found

    def _followed(self, found: Value) -> Value:
        for _ in range(_HOPS):
            if not isinstance(found, PDFObjRef):
                return found
            found = self.getobj(found.objid)
        return None

    def _getobj_objstm(self, stream: Value, index: int, _objid: int) -> Value:
        if stream.objid not in self._packed:
            data = stream.get_data()
            first = int(resolve1(stream.get("First")))
            offsets = [first + int(word) for word in data[:first].split()[1::2]]
            parser = ObjectParser(data, self.meter)
            parser.set_document(self)
            self._packed[stream.objid] = (parser, offsets)
        parser, offsets = self._packed[stream.objid]
        parser.seek(offsets[index])
        return parser.nextobject()[1]

    def leaves(self) -> Iterator[Leaf]:
        """Yield the pages in order."""
        waiting: list[tuple[Value, Dictionary]] = [(self.catalog.get("Pages"), {})]
        seen: set[int] = set()
        while waiting:
            node, inherited = waiting.pop()
            if isinstance(node, PDFObjRef):
                if node.objid in seen:
                    continue
                seen.add(node.objid)
            attributes = resolve1(node)
            if not isinstance(attributes, dict):
                continue
            attributes = {**inherited, **attributes}
            kids = resolve1(attributes.get("Kids"))
            if isinstance(kids, list):
                passed = {key: attributes[key] for key in _INHERITED if key in attributes}
                waiting += [(kid, passed) for kid in reversed(kids)]
            elif named(attributes.get("Type")) in ("Page", ""):
                yield _leaf(attributes)

    def loose_leaves(self) -> Iterator[Leaf]:
        """Yield every page object of a rebuilt document, in the order of their numbers."""
        for number in sorted(number for xref in self.xrefs for number in xref.get_objids()):
            try:
                found = self.getobj(number)
            except PDFObjectNotFound:
                continue
            if isinstance(found, dict) and named(found.get("Type")) == "Page":
                yield _leaf(found)


def _leaf(attributes: Dictionary) -> Leaf:
    media = rectangle(attributes.get("MediaBox")) or _LETTER
    crop = rectangle(attributes.get("CropBox")) or media
    box = (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))
    contents = resolve1(attributes.get("Contents"))
    streams = [resolve1(part) for part in contents] if isinstance(contents, list) else [contents]
    rotate = resolve1(attributes.get("Rotate"))
    return Leaf(
        box=box if box[0] < box[2] and box[1] < box[3] else media,
        rotate=rotate % 360 if isinstance(rotate, int) else 0,
        resources=dictionary(attributes.get("Resources")),
        contents=tuple(part for part in streams if isinstance(part, PDFStream)),
    )


def open_pages(data: bytes, meter: Meter) -> tuple[tuple[Leaf, ...], bool]:
    """Return the pages of a PDF file, and whether its cross-references had to be rebuilt.

    A file whose cross-references are broken or lead nowhere is read once more with rebuilt ones; a page tree that leads
    nowhere is then replaced by all pages there are.
    Raises UnreadableError: "encrypted", "damaged", "no-pages", or a limit.
    """
    opened = False
    for rebuild in (False, True):
        try:
            document = Document(data, meter, rebuild=rebuild)
            leaves = _counted(document.leaves(), meter)
            if rebuild and not leaves:
                leaves = _counted(document.loose_leaves(), meter)
        except PDFEncryptionError as error:
            raise UnreadableError("encrypted", "the file is encrypted and needs a password") from error
        except (*DAMAGE, RecursionError):
            continue
        if leaves:
            return leaves, rebuild
        opened = True
    if opened:
        raise UnreadableError("no-pages", "the file is a PDF without a single page")
    raise UnreadableError("damaged", "the structure of the PDF is damaged beyond repair")


def _counted(leaves: Iterator[Leaf], meter: Meter) -> tuple[Leaf, ...]:
    found: list[Leaf] = []
    for leaf in leaves:
        found.append(leaf)
        meter.next_page(len(found))
    return tuple(found)
