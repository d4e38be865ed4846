"""Fonts that need more than their dictionary: standard fonts, encodings by glyph names, CJK collections, font programs.

pdfminer knows them. It is given a dictionary without the parts that it reads without bounds (maps, width ranges, font
programs); what those tell is read elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable

from pdfminer import pdffont
from pdfminer.pdftypes import list_value, resolve1
from pdfminer.psparser import PSLiteral

from auditor.read.truetype import texts_by_glyph
from auditor.read.unicode_map import UNKNOWN
from auditor.read.values import DAMAGE, Dictionary, Value, dictionary, named, stream

# Collections by the beginnings of the names of their predefined CMaps.
_COLLECTIONS = (
    (("GB", "UniGB", "Adobe-GB1"), b"GB1"),
    (("B5", "ETen", "HK", "CNS", "UniCNS", "Adobe-CNS1"), b"CNS1"),
    (("83pv", "90", "Add", "EUC", "Ext", "H", "V", "UniJIS", "Adobe-Japan1"), b"Japan1"),
    (("KSC", "UniKS", "Adobe-Korea1"), b"Korea1"),
)


def rare_font(spec: Dictionary) -> tuple[Value, Callable[[int], str]]:
    """Return pdfminer's font for a dictionary, and what tells the text of a code (for composite fonts: of a cid).

    Raises one of values.DAMAGE when the font cannot be built.
    """
    kind = named(spec.get("Subtype"))
    if kind == "Type0":
        return _composite(spec)
    if kind == "Type3":
        font = pdffont.PDFType3Font(None, _plain(spec))
    else:
        font = (pdffont.PDFTrueTypeFont if kind == "TrueType" else pdffont.PDFType1Font)(None, _plain(spec))
    return font, _asking(font, {})


def _composite(spec: Dictionary) -> tuple[Value, Callable[[int], str]]:
    descendant = dictionary(list_value(spec["DescendantFonts"])[0])
    plain = _plain(descendant)
    plain.pop("W", None)
    plain.update({key: resolve1(spec[key]) for key in ("Encoding", "ToUnicode") if _is_name(spec.get(key))})
    plain.setdefault("Encoding", PSLiteral("Identity-H"))  # a CMap in the file has been applied before
    ordering = _collection(named(plain["Encoding"]))
    if ordering:
        plain["CIDSystemInfo"] = {"Registry": b"Adobe", "Ordering": ordering}
    font = pdffont.PDFCIDFont(None, plain)
    program = stream(dictionary(descendant.get("FontDescriptor")).get("FontFile2"))
    if font.unicode_map is not None or program is None or stream(descendant.get("CIDToGIDMap")) is not None:
        return font, _asking(font, {})
    return font, _asking(font, texts_by_glyph(program.get_data()))


def _collection(encoding: str) -> bytes:
    """Return the collection that a predefined CMap leads to, whatever the font says of itself; b"" for Identity."""
    if encoding.startswith(("Identity", "OneByteIdentity")):
        return b""
    return next((ordering for starts, ordering in _COLLECTIONS if encoding.startswith(starts)), b"")


def _is_name(value: Value) -> bool:
    return isinstance(resolve1(value), PSLiteral)


def _plain(spec: Dictionary) -> Dictionary:
    """Return a font dictionary without streams, and with none in its descriptor."""
    plain = {key: value for key, value in spec.items() if key != "W2" and stream(value) is None}
    descriptor = dictionary(spec.get("FontDescriptor"))
    if descriptor:
        plain["FontDescriptor"] = {key: value for key, value in descriptor.items() if stream(value) is None}
    return plain


def _asking(font: Value, texts: dict[int, str]) -> Callable[[int], str]:
    def text(code: int) -> str:
        known = texts.get(code)
        if known is not None:
            return known
        try:
            return str(font.to_unichr(code))
        except DAMAGE:
            return UNKNOWN

    return text
