"""From character codes to text and widths.

Most fonts of office programs say all that is needed in their ToUnicode map, their widths and their encoding name: those
are read here, without touching the font program. The others go to pdfminer, with what it reads without bounds taken out.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable

from pdfminer.pdftypes import list_value, resolve1
from pdfminer.psparser import PSLiteral

from auditor.read.unicode_map import UNKNOWN, read_map, shown
from auditor.read.values import Dictionary, Value, dictionary, named, number, stream

Glyph = tuple[str, float]  # text, width in text space for size 1
Codes = Callable[[bytes], Iterable[int]]

_MOST_CODES = 70_000  # a width range beyond the two-byte codes is nonsense


class Glyphs(dict[int, Glyph]):
    """Glyphs by code, looked up when first shown."""

    __slots__ = ("_text", "_width")

    def __init__(self, text: Callable[[int], str], width: Callable[[int], float]) -> None:
        self._text = text
        self._width = width

    def __missing__(self, code: int) -> Glyph:
        """Look up a code that is shown for the first time."""
        glyph = self[code] = (shown(self._text(code)), self._width(code))
        return glyph


class Font:
    """A font as text operators need it.

    Attributes:
        glyphs: text and width by code.
        codes: cuts a shown string into codes.
        spaced: word spacing applies (code 32 is one byte).
        vertical: glyphs follow each other downwards.
    """

    __slots__ = ("codes", "glyphs", "spaced", "vertical")

    def __init__(self, glyphs: Glyphs, codes: Codes, *, spaced: bool, vertical: bool = False) -> None:
        self.glyphs = glyphs
        self.codes = codes
        self.spaced = spaced
        self.vertical = vertical


def pairs(data: bytes) -> tuple[int, ...]:
    """Cut a string into two-byte codes."""
    count = len(data) >> 1
    return struct.unpack(f">{count}H", data[: count * 2])


def make_font(spec: Dictionary) -> Font:
    """Build a font from its dictionary.

    Raises one of document.DAMAGE on a dictionary that makes no sense.
    """
    kind = named(spec.get("Subtype"))
    if kind == "Type0":
        return _composite(spec)
    if kind in ("TrueType", "Type1", "MMType1") and "Widths" in spec:
        return _simple(spec)
    return _from_pdfminer(spec, _unicode(spec))


def _unicode(spec: Dictionary) -> dict[int, str]:
    found = stream(spec.get("ToUnicode"))
    return {} if found is None else read_map(found.get_data())


def _composite(spec: Dictionary) -> Font:
    encoding = named(spec.get("Encoding"))
    descendant = dictionary(list_value(spec["DescendantFonts"])[0])
    identity = encoding in ("Identity-H", "Identity-V")
    texts = _unicode(spec) if identity else {}  # the map is by code; elsewhere it is cids that reach the lookup
    widths = _cid_widths(list_value(descendant.get("W", [])))
    default = number(descendant.get("DW"), 1000.0)
    if identity and texts:
        spare = _Spare(spec, texts)
        glyphs = Glyphs(spare.text, lambda code: widths.get(code, default) * 0.001)
        return Font(glyphs, pairs, spaced=False, vertical=encoding == "Identity-V")
    font = _pdfminer_font(spec)
    glyphs = Glyphs(_asking(font, texts), lambda code: widths.get(code, default) * 0.001)
    return Font(glyphs, font.decode, spaced=False, vertical=font.is_vertical())


def _cid_widths(array: Value) -> dict[int, float]:
    """Read a W array: "first [w w …]" and "first last w" entries."""
    widths: dict[int, float] = {}
    waiting: list[float] = []
    for raw in array:
        value = resolve1(raw)
        if isinstance(value, list) and waiting:
            first = int(waiting[-1])
            widths.update((first + at, number(width, 0.0)) for at, width in enumerate(value))
            waiting = []
        elif isinstance(value, int | float):
            waiting.append(value)
            if len(waiting) == 3:
                first, last = int(waiting[0]), int(waiting[1])
                if last - first < _MOST_CODES:
                    widths.update(dict.fromkeys(range(first, last + 1), waiting[2]))
                waiting = []
    return widths


def _simple(spec: Dictionary) -> Font:
    texts = _unicode(spec)
    encoding = resolve1(spec.get("Encoding"))
    windows = isinstance(encoding, PSLiteral) and encoding.name == "WinAnsiEncoding"
    if not (texts or windows):
        return _from_pdfminer(spec, texts)
    descriptor = dictionary(spec.get("FontDescriptor", {}))
    missing = number(descriptor.get("MissingWidth"), 0.0)
    first = int(number(spec.get("FirstChar"), 0.0))
    widths = {first + at: number(width, missing) for at, width in enumerate(list_value(spec["Widths"]))}
    text = _windows(texts) if windows else _Spare(spec, texts).text
    return Font(Glyphs(text, lambda code: widths.get(code, missing) * 0.001), bytes, spaced=True)


def _windows(texts: dict[int, str]) -> Callable[[int], str]:
    def text(code: int) -> str:
        return texts.get(code) or bytes((code,)).decode("cp1252", "replace")

    return text


class _Spare:
    """Texts by code; for a code that the map lacks, pdfminer's font is built and asked."""

    def __init__(self, spec: Dictionary, texts: dict[int, str]) -> None:
        self._spec = spec
        self._texts = texts
        self._ask: Callable[[int], str] | None = None

    def text(self, code: int) -> str:
        """Return the text of a code, UNKNOWN when nothing tells."""
        known = self._texts.get(code)
        if known is not None:
            return known
        if self._ask is None:
            try:
                self._ask = _asking(_pdfminer_font(self._spec), {})
            except Exception:  # noqa: BLE001  # a font that even pdfminer cannot build leaves this code unknown
                self._ask = _unknown
        return self._ask(code)


def _unknown(_code: int) -> str:
    return UNKNOWN


def _from_pdfminer(spec: Dictionary, texts: dict[int, str]) -> Font:
    font = _pdfminer_font(spec)
    glyphs = Glyphs(_asking(font, texts), font.char_width)
    return Font(glyphs, font.decode, spaced=not font.is_multibyte(), vertical=font.is_vertical())


def _asking(font: Value, texts: dict[int, str]) -> Callable[[int], str]:
    from pdfminer.pdfexceptions import PDFException

    def text(code: int) -> str:
        known = texts.get(code)
        if known is not None:
            return known
        try:
            return str(font.to_unichr(code))
        except (PDFException, LookupError, ValueError, TypeError):
            return UNKNOWN

    return text


def _pdfminer_font(spec: Dictionary) -> Value:
    """Build pdfminer's font from a dictionary without the parts that it reads without bounds."""
    from pdfminer import pdffont

    kind = named(spec.get("Subtype"))
    if kind == "Type0":
        plain = _plain(dictionary(list_value(spec["DescendantFonts"])[0]))
        plain.pop("W", None)
        plain.update({key: resolve1(spec[key]) for key in ("Encoding", "ToUnicode") if _is_name(spec.get(key))})
        return pdffont.PDFCIDFont(None, plain)
    if kind == "Type3":
        return pdffont.PDFType3Font(None, _plain(spec))
    return (pdffont.PDFTrueTypeFont if kind == "TrueType" else pdffont.PDFType1Font)(None, _plain(spec))


def _is_name(value: Value) -> bool:
    return isinstance(resolve1(value), PSLiteral)


def _plain(spec: Dictionary) -> Dictionary:
    """Return a font dictionary without streams: maps are read here, font programs not at all."""
    plain = {key: value for key, value in spec.items() if key != "W2" and stream(value) is None}
    descriptor = dictionary(spec.get("FontDescriptor"))
    plain["FontDescriptor"] = {key: value for key, value in descriptor.items() if stream(value) is None}
    return plain


# Stands for a font that is missing or broken: its text is known to be there, and known to be unreadable.
NO_FONT = Font(Glyphs(_unknown, lambda _code: 0.5), bytes, spaced=True)
