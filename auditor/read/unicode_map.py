"""ToUnicode maps, and characters that look like the ones they stand for."""

from __future__ import annotations

import re
from binascii import unhexlify

UNKNOWN = "\ufffd"

_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f\s]*)>|\[([^\]]*)\])")
_LARGEST_MAP = 4 << 20  # bytes; a map of all two-byte codes has less than 2 MiB
_CODES = 0x10000

# Radicals that programs put where the like-looking character is meant. The Kangxi block has compatibility
# decompositions; these simplified ones of the supplement have none.
_RADICALS = {
    0x2EA0: "民", 0x2EC5: "见", 0x2EC9: "贝", 0x2ECB: "车", 0x2ED3: "长", 0x2ED4: "门", 0x2ED8: "青", 0x2EDA: "页",
    0x2EDB: "风", 0x2EDC: "飞", 0x2EDD: "食", 0x2EE2: "马", 0x2EE5: "鱼", 0x2EE6: "鸟", 0x2EE8: "麦", 0x2EE9: "黄",
    0x2EEC: "齐", 0x2EEE: "齿", 0x2EF0: "龙", 0x2EF3: "龟",
}  # fmt: skip


def read_map(data: bytes) -> dict[int, str]:
    """Read a ToUnicode map: text by character code. Codes beyond two bytes and nonsense are left out."""
    texts: dict[int, str] = {}
    data = data[:_LARGEST_MAP]
    for block in _blocks(data, b"bfchar"):
        found = _HEX.findall(block)
        for code, text in zip(found[::2], found[1::2], strict=False):
            _put(texts, int(code or b"0", 16), _utf16(text))
    for block in _blocks(data, b"bfrange"):
        for low, high, text, array in _RANGE.findall(block):
            first, last = int(low, 16), min(int(high, 16), _CODES - 1)
            if array:
                for at, part in enumerate(_HEX.findall(array)[: max(0, last - first + 1)]):
                    _put(texts, first + at, _utf16(part))
            else:
                _put_range(texts, first, last, _utf16(text))
    return texts


def _blocks(data: bytes, kind: bytes) -> list[bytes]:
    return [part.partition(b"end" + kind)[0] for part in data.split(b"begin" + kind)[1:]]


def _put(texts: dict[int, str], code: int, text: str) -> None:
    if code < _CODES and text:
        texts[code] = text


def _put_range(texts: dict[int, str], first: int, last: int, text: str) -> None:
    if not text:
        return
    head, tail = text[:-1], ord(text[-1])
    for code in range(first, min(last, first + 0x10FFFF - tail) + 1):
        texts[code] = head + chr(tail + code - first)


def _utf16(digits: bytes) -> str:
    digits = b"".join(digits.split())
    return unhexlify(digits.zfill(-(-len(digits) // 4) * 4)).decode("utf-16-be", "ignore")


def shown(text: str) -> str:
    """Return the text that a glyph shows: radicals as the characters they stand for, no text as UNKNOWN."""
    if not text or text == "\0" or text.startswith("(cid:"):
        return UNKNOWN
    if "\u2e80" <= text[0] <= "\u2fdf" or "\uf900" <= text[0] <= "\ufaff":
        from unicodedata import normalize

        return _RADICALS.get(ord(text[0])) or normalize("NFKC", text)
    return text
