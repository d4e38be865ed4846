"""A tiny PDF writer for tests.

    Pdf().page().text(72, 90, "收入合计 1,234.56", size=12).line(72, 100, 300, 100).save(tmp_path / "a.pdf")

Distances are points; y is measured from the top of the page; the y of a text is its baseline. Everything drawn goes to the
page begun last. The one font is a Type0 font with two-byte codes and a ToUnicode map, without a font program: ASCII is
half as wide as the size, everything else as wide as the size.

    Pdf().page().table(72, 100, [120, 80], [["项目", "金额"], ["合计", "3.00"]])     # ruled, one clip per cell
    Pdf().page(842, 595, rotate=90)                                               # /Rotate: drawn as on the sheet
    Pdf().page().text(100, 400, "竖", angle=90)                                    # runs up the page
    Pdf().page().rect(72, 100, 300, 120, fill=(0.8, 0.8, 0.8), stroke=False)
    Pdf().page().text(72, 100, "hidden", clip=(0, 0, 50, 50))
    Pdf().page().raw(b"q 1 0 0 1 5 5 cm Q")                                        # content as is, y up
    Pdf(compress=False), .bytes(), .add(b"<< /Any /Object >>") -> number           # for tests of the reader itself
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from math import cos, radians, sin
from pathlib import Path

Box = tuple[float, float, float, float]

A4 = (595.0, 842.0)


class Pdf:
    """A document under construction; every drawing method returns the document."""

    def __init__(self, *, compress: bool = True, unicode_map: bool = True, header: bytes = b"%PDF-1.4\n") -> None:
        self.compress = compress
        self.unicode_map = unicode_map
        self.header = header
        self.objects: list[bytes] = [b"", b"", b"", b"", b"", b""]  # 1 catalog, 2 pages, 3-6 font
        self.pages: list[int] = []
        self.contents: list[list[bytes]] = []
        self.codes: dict[str, int] = {}
        self.resources = b""
        self.trailer = b""

    # Structure

    def page(
        self,
        width: float = A4[0],
        height: float = A4[1],
        *,
        rotate: int = 0,
        crop: Box | None = None,
        extra: bytes = b"",
    ) -> Pdf:
        """Begin a page. `crop` is a box from the top, as everything here."""
        self.size = (width, height)
        content = self.add(b"")
        crops = (
            b"" if crop is None else b"/CropBox [%s] " % _numbers(crop[0], height - crop[3], crop[2], height - crop[1])
        )
        body = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %s] /Rotate %d %s/Contents %d 0 R " % (
            _numbers(width, height), rotate, crops, content,
        )  # fmt: skip
        self.pages.append(self.add(body + b"/Resources << /Font << /F1 3 0 R >> %s >> " + extra + b">>"))
        self.contents.append([])
        return self

    def add(self, body: bytes) -> int:
        """Add an object and return its number."""
        self.objects.append(body)
        return len(self.objects)

    def stream(self, data: bytes, entries: bytes = b"", *, compress: bool | None = None) -> bytes:
        """Return the body of a stream object."""
        if self.compress if compress is None else compress:
            data = zlib.compress(data)
            entries += b" /Filter /FlateDecode"
        return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(data), data)

    # Drawing

    def raw(self, content: bytes) -> Pdf:
        """Add content as is: user space, y up."""
        self.contents[-1].append(content)
        return self

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 10,
        *,
        angle: float = 0,
        mode: int = 0,
        clip: Box | None = None,
        spacing: float = 0,
    ) -> Pdf:
        """Show text from a baseline point; `angle` turns it counter-clockwise; `mode` 2 is bold, 3 invisible."""
        a = radians(angle)
        matrix = _numbers(cos(a), sin(a), -sin(a), cos(a), x, self.size[1] - y)
        show = b"BT /F1 %s Tf %s Tc %d Tr %s Tm <%s> Tj ET" % (
            _numbers(size), _numbers(spacing), mode, matrix, self.encode(text),
        )  # fmt: skip
        return self.raw(b"q %s %s Q" % (self._clip(clip), show))

    def line(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.5, *, clip: Box | None = None) -> Pdf:
        """Stroke a line."""
        height = self.size[1]
        path = b"%s w %s m %s l S" % (_numbers(width), _numbers(x0, height - y0), _numbers(x1, height - y1))
        return self.raw(b"q %s %s Q" % (self._clip(clip), path))

    def rect(
        self,
        x0: float,
        top: float,
        x1: float,
        bottom: float,
        *,
        fill: Sequence[float] | None = None,
        stroke: bool = True,
        clip: Box | None = None,
    ) -> Pdf:
        """Paint a rectangle: outlined, or filled with a colour (red, green, blue), or both."""
        colour = b"" if fill is None else b"%s rg" % _numbers(*fill)
        paint = {(False, True): b"S", (True, False): b"f", (True, True): b"B"}[(fill is not None, stroke)]
        return self.raw(b"q %s %s %s %s Q" % (self._clip(clip), colour, self._box(x0, top, x1, bottom), paint))

    def table(
        self,
        x: float,
        y: float,
        widths: Sequence[float],
        rows: Sequence[Sequence[str]],
        *,
        row_height: float = 20,
        size: float = 9,
        clips: bool = True,
    ) -> Pdf:
        """Draw a ruled grid with its texts, 2 points from the left of each cell; each cell has a clip of its own."""
        edges = [x + sum(widths[:at]) for at in range(len(widths) + 1)]
        bottom = y + row_height * len(rows)
        for edge in edges:
            self.line(edge, y, edge, bottom)
        for at in range(len(rows) + 1):
            self.line(x, y + at * row_height, edges[-1], y + at * row_height)
        for at, row in enumerate(rows):
            top = y + at * row_height
            for left, right, cell in zip(edges, edges[1:], row, strict=False):
                box = (left, top, right, top + row_height)
                for number, part in enumerate(cell.split("\n") if cell else ()):
                    baseline = top + 4 + size + number * size * 1.2
                    self.text(left + 2, baseline, part, size, clip=box if clips else None)
        return self

    def encode(self, text: str) -> bytes:
        """Return the hexadecimal codes of a text."""
        return b"".join(b"%04X" % self.codes.setdefault(letter, len(self.codes) + 3) for letter in text)

    def _clip(self, box: Box | None) -> bytes:
        return b"" if box is None else self._box(*box) + b" W n"

    def _box(self, x0: float, top: float, x1: float, bottom: float) -> bytes:
        return _numbers(x0, self.size[1] - bottom, x1 - x0, bottom - top) + b" re"

    # Output

    def bytes(self) -> bytes:
        """Return the file."""
        objects = list(self.objects)
        objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
        kids = b" ".join(b"%d 0 R" % number for number in self.pages)
        objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(self.pages))
        objects[2:6] = self._font()
        for number, content in zip(self.pages, self.contents, strict=True):
            objects[number - 2] = self.stream(b"\n".join(content))
            objects[number - 1] = objects[number - 1].replace(b"%s", self.resources)
        return assemble(objects, header=self.header, trailer=self.trailer)

    def save(self, path: str | Path) -> str:
        """Write the file and return its path."""
        Path(path).write_bytes(self.bytes())
        return str(path)

    def _font(self) -> list[bytes]:
        half = b" ".join(b"%d [500]" % code for letter, code in self.codes.items() if letter.isascii())
        unicode_map = b" /ToUnicode 6 0 R" if self.unicode_map else b""
        return [
            b"<< /Type /Font /Subtype /Type0 /BaseFont /Test /Encoding /Identity-H /DescendantFonts [4 0 R]%s >>" % unicode_map,
            b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Test /DW 1000 /W [%s] /FontDescriptor 5 0 R "
            b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>" % half,
            b"<< /Type /FontDescriptor /FontName /Test /Flags 4 /Ascent 880 /Descent -120 /FontBBox [0 -120 1000 880] >>",
            self.stream(self._map()),
        ]  # fmt: skip

    def _map(self) -> bytes:
        pairs = [
            b"<%04X> <%s>" % (code, letter.encode("utf-16-be").hex().encode()) for letter, code in self.codes.items()
        ]
        blocks = [pairs[at : at + 100] for at in range(0, len(pairs), 100)]
        return b"\n".join(b"%d beginbfchar\n%s\nendbfchar" % (len(block), b"\n".join(block)) for block in blocks)


def assemble(objects: Sequence[bytes], *, header: bytes = b"%PDF-1.4\n", trailer: bytes = b"") -> bytes:
    """Return a file of objects numbered from 1, the first being the catalog."""
    out = bytearray(header)
    offsets: list[int] = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(out)


def _numbers(*values: float) -> bytes:
    return " ".join(f"{value:.4f}".rstrip("0").rstrip(".") for value in values).encode()
