"""From character codes to text and widths.

Most fonts of office programs say all that is needed in their ToUnicode map, their widths and their encoding name: those
are read here, without touching the font program. The others go to auditor.read.rare_fonts.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable

from pdfminer.pdftypes import list_value, resolve1

from auditor.read.lean import lean_imports
from auditor.read.tokens import string
from auditor.read.unicode_map import UNKNOWN, read_codes, read_map, shown
from auditor.read.values import DAMAGE, Dictionary, Value, dictionary, named, number, stream

Glyph = tuple[str, float]  # text, width in text space for size 1
TextOf = Callable[[int], str]

_MOST_CODES = 0x10000
_STRING = b"(<"  # how string tokens begin
_SHORT = 6  # bytes of a token that shows one glyph: <0A3F>, (\\251)


class Glyphs(dict[int, Glyph]):
    """Glyphs by code, looked up when first shown."""

    __slots__ = ("_text", "_width")

    def __init__(self, text: TextOf, width: Callable[[int], float]) -> None:
        self._text = text
        self._width = width

    def __missing__(self, code: int) -> Glyph:
        """Look up a code that is shown for the first time."""
        glyph = self[code] = (shown(self._text(code)), self._width(code))
        return glyph


class Singles(dict[bytes, tuple[str, float, int] | None]):
    """Text, width and code of string tokens that show one glyph, None for those that show none or several."""

    __slots__ = ("_codes", "_glyphs")

    def __init__(self, glyphs: Glyphs, codes: Callable[[bytes], Iterable[int]]) -> None:
        self._glyphs = glyphs
        self._codes = codes

    def __missing__(self, token: bytes) -> tuple[str, float, int] | None:
        """Read a token that is shown for the first time. Long ones are not kept: few come back."""
        if len(token) > _SHORT:
            return None
        codes = tuple(self._codes(string(token))) if token[0] in _STRING else ()
        single = self[token] = (*self._glyphs[codes[0]], codes[0]) if len(codes) == 1 else None
        return single


class Font:
    """A font as text operators need it.

    Attributes:
        glyphs: text and width by code.
        codes: cuts a shown string into codes.
        singles: glyphs by string token.
        spaced: word spacing applies (code 32 is one byte).
        vertical: glyphs follow each other downwards.
    """

    __slots__ = ("codes", "glyphs", "singles", "spaced", "vertical")

    def __init__(
        self, glyphs: Glyphs, codes: Callable[[bytes], Iterable[int]], *, spaced: bool, vertical: bool = False
    ) -> None:
        self.glyphs = glyphs
        self.codes = codes
        self.singles = Singles(glyphs, codes)
        self.spaced = spaced
        self.vertical = vertical


def make_font(spec: Dictionary) -> Font:
    """Build a font from its dictionary.

    Raises one of values.DAMAGE on a dictionary that makes no sense.
    """
    kind = named(spec.get("Subtype"))
    if kind == "Type0":
        return _composite(spec)
    if kind in ("TrueType", "Type1", "MMType1") and "Widths" in spec:
        return _simple(spec)
    return _rare(spec, _unicode(spec))


def missing_font() -> Font:
    """Return what stands for a missing or broken font: its text is there, and known to be unreadable."""
    return Font(Glyphs(_unknown, lambda _code: 0.5), bytes, spaced=True)


def pairs(data: bytes) -> tuple[int, ...]:
    """Cut a string into two-byte codes."""
    count = len(data) >> 1
    return struct.unpack(f">{count}H", data[: count * 2])


def _unknown(_code: int) -> str:
    return UNKNOWN


def _unicode(spec: Dictionary) -> dict[int, str]:
    found = stream(spec.get("ToUnicode"))
    return {} if found is None else read_map(found.get_data())


# Simple fonts: one-byte codes


def _simple(spec: Dictionary) -> Font:
    texts = _unicode(spec)
    windows = named(spec.get("Encoding")) == "WinAnsiEncoding"
    if not (texts or windows):
        return _rare(spec, texts)
    missing = number(dictionary(spec.get("FontDescriptor")).get("MissingWidth"), 0.0)
    first = int(number(spec.get("FirstChar"), 0.0))
    widths = {first + at: number(width, missing) for at, width in enumerate(list_value(spec["Widths"])[:_MOST_CODES])}
    text = _Texts(texts, lambda: _windows) if windows else _Texts(texts, lambda: _rare_texts(spec))
    return Font(Glyphs(text, lambda code: widths.get(code, missing) * 0.001), bytes, spaced=True)


def _windows(code: int) -> str:
    return bytes((code,)).decode("cp1252", "replace")


# Composite fonts: one or two bytes to a code, glyph numbers of a collection behind them


def _composite(spec: Dictionary) -> Font:
    encoding = named(spec.get("Encoding"))
    descendant = dictionary(list_value(spec["DescendantFonts"])[0])
    width = _cid_width(descendant)
    in_file = stream(spec.get("Encoding"))
    if in_file is not None:
        return _mapped(spec, in_file, width)
    texts = (
        _unicode(spec) if encoding in ("Identity-H", "Identity-V") else {}
    )  # elsewhere cids are looked up, not codes
    if texts:
        text = _Texts(texts, lambda: _rare_texts(spec))
        return Font(Glyphs(text, width), pairs, spaced=False, vertical=encoding == "Identity-V")
    font, text_of = _rare_font(spec)
    nameless = getattr(font.cmap, "code2cid", None) == {}  # a CMap that pdfminer does not have would decode to nothing
    return Font(Glyphs(text_of, width), pairs if nameless else font.decode, spaced=False, vertical=font.is_vertical())


def _mapped(spec: Dictionary, in_file: Value, width: Callable[[int], float]) -> Font:
    """Build a font whose codes are mapped by a CMap in the file itself."""
    size, cids = read_codes(in_file.get_data())
    texts = _unicode(spec)
    spare = _Texts({}, lambda: _rare_texts(spec))

    def text(code: int) -> str:
        return texts.get(code) or spare(cids.get(code, code))

    glyphs = Glyphs(text, lambda code: width(cids.get(code, code)))
    return Font(glyphs, bytes if size == 1 else pairs, spaced=size == 1, vertical=in_file.get("WMode") == 1)


def _cid_width(descendant: Dictionary) -> Callable[[int], float]:
    widths = _cid_widths(list_value(descendant.get("W", [])))
    default = number(descendant.get("DW"), 1000.0)
    return lambda cid: widths.get(cid, default) * 0.001


def _cid_widths(array: Iterable[Value]) -> dict[int, float]:
    """Read a W array: "first [w w …]" and "first last w" entries."""
    widths: dict[int, float] = {}
    waiting: list[float] = []
    room = 4 * _MOST_CODES  # ranges can name all codes over and over
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
                if last - first < min(room, _MOST_CODES):
                    widths.update(dict.fromkeys(range(first, last + 1), waiting[2]))
                    room -= max(0, last - first + 1)
                waiting = []
    return widths


# What the dictionary alone does not tell


class _Texts:
    """Texts by code; for a code that the map lacks, a second source is opened and asked."""

    __slots__ = ("_open", "_spare", "_texts")

    def __init__(self, texts: dict[int, str], spare: Callable[[], TextOf]) -> None:
        self._texts = texts
        self._open = spare
        self._spare: TextOf | None = None

    def __call__(self, code: int) -> str:
        """Return the text of a code, UNKNOWN when nothing tells."""
        known = self._texts.get(code)
        if known is not None:
            return known
        if self._spare is None:
            self._spare = self._open()
        return self._spare(code)


def _rare(spec: Dictionary, texts: dict[int, str]) -> Font:
    font, text_of = _rare_font(spec)
    glyphs = Glyphs(_Texts(texts, lambda: text_of), font.char_width)
    return Font(glyphs, font.decode, spaced=not font.is_multibyte(), vertical=font.is_vertical())


def _rare_texts(spec: Dictionary) -> TextOf:
    try:
        return _rare_font(spec)[1]
    except DAMAGE:
        return _unknown


def _rare_font(spec: Dictionary) -> tuple[Value, TextOf]:
    with lean_imports():
        from auditor.read.rare_fonts import rare_font  # loads tables of glyph names and metrics

    return rare_font(spec)
