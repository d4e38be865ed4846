"""The character map of a TrueType font program, turned round: text by glyph number.

Asked only for fonts that say nothing else about their letters. Anything broken ends the reading of it, not of the page.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_MOST = 0x20000  # pairs read from one table: more than any font holds
_UNICODE = {(3, 10): 0, (0, 4): 1, (0, 6): 1, (3, 1): 2, (0, 3): 3, (0, 2): 3, (0, 1): 3, (0, 0): 3}  # preference

Pair = tuple[int, int]  # character, glyph


def texts_by_glyph(data: bytes) -> dict[int, str]:
    """Return the text of each glyph that the font's Unicode character map names; {} without such a map."""
    texts: dict[int, str] = {}
    try:
        for count, (character, glyph) in enumerate(_pairs(data)):
            if glyph and character < 0x110000:
                texts.setdefault(glyph, chr(character))
            if count > _MOST:
                break
    except (struct.error, IndexError):
        pass
    return texts


def _pairs(data: bytes) -> Iterator[Pair]:
    tables = {data[at : at + 4]: struct.unpack_from(">I", data, at + 8)[0] for at in _records(data, 4, 12, 16)}
    start = tables.get(b"cmap")
    if start is None:
        return
    kinds: list[tuple[int, int]] = []
    for at in _records(data, start + 2, start + 4, 8):
        platform, encoding, offset = struct.unpack_from(">HHI", data, at)
        if (platform, encoding) in _UNICODE:
            kinds.append((_UNICODE[platform, encoding], start + offset))
    for _, table in sorted(kinds)[:1]:
        form = struct.unpack_from(">H", data, table)[0]
        reader = {4: _segments, 6: _trimmed, 12: _groups}.get(form)
        if reader is not None:
            yield from reader(data, table)


def _records(data: bytes, count_at: int, first: int, size: int) -> Iterator[int]:
    count = struct.unpack_from(">H", data, count_at)[0]
    return (first + number * size for number in range(count))


def _segments(data: bytes, table: int) -> Iterator[Pair]:
    """Read format 4: segments of characters, each with a shift or a list of glyphs."""
    doubled = struct.unpack_from(">H", data, table + 6)[0] & ~1
    ends = table + 14
    for at in range(0, doubled, 2):
        end = struct.unpack_from(">H", data, ends + at)[0]
        start = struct.unpack_from(">H", data, ends + doubled + 2 + at)[0]
        shift = struct.unpack_from(">H", data, ends + 2 * doubled + 2 + at)[0]
        place = ends + 3 * doubled + 2 + at
        offset = struct.unpack_from(">H", data, place)[0]
        for character in range(start, min(end, 0xFFFE) + 1):
            if offset == 0:
                yield character, (character + shift) & 0xFFFF
            else:
                glyph = struct.unpack_from(">H", data, place + offset + 2 * (character - start))[0]
                yield character, (glyph + shift) & 0xFFFF if glyph else 0


def _trimmed(data: bytes, table: int) -> Iterator[Pair]:
    """Read format 6: one run of characters."""
    first, count = struct.unpack_from(">HH", data, table + 6)
    for number in range(count):
        yield first + number, struct.unpack_from(">H", data, table + 10 + 2 * number)[0]


def _groups(data: bytes, table: int) -> Iterator[Pair]:
    """Read format 12: runs of characters with runs of glyphs."""
    count = struct.unpack_from(">I", data, table + 12)[0]
    for number in range(count):
        first, last, glyph = struct.unpack_from(">III", data, table + 16 + 12 * number)
        for character in range(first, last + 1):
            yield character, glyph + character - first
