"""ToUnicode maps, and characters that look like the ones they stand for."""

from __future__ import annotations

import re
from binascii import unhexlify

UNKNOWN = "\ufffd"

_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f\s]*)>|\[([^\]]*)\])")
_CID_CHAR = re.compile(rb"<([0-9A-Fa-f]+)>\s*(\d{1,7})")
_CID_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(\d{1,7})")
_LARGEST_MAP = 4 << 20  # bytes; a map of all two-byte codes has less than 2 MiB
_CODES = 0x10000

# Radicals that programs put where the like-looking character is meant. The Kangxi block has compatibility
# decompositions, but that of 户 is 戶; these of the supplement have none.
_RADICALS = dict(
    zip(
        "\u2ea0\u2ec1\u2ec4\u2ec5\u2ec6\u2ec9\u2ecb\u2ed1\u2ed3\u2ed4\u2ed8\u2ed9\u2eda\u2edb\u2edc\u2edd"
        "\u2ee2\u2ee3\u2ee4\u2ee5\u2ee6\u2ee7\u2ee8\u2ee9\u2eea\u2eec\u2eee\u2ef0\u2f3e",
        "民虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙户",
        strict=True,
    )
)


_HALVES = frozenset(map(chr, range(0xD800, 0xE000)))


class _Room:
    """How many codes ranges may still fill: a few bytes of map can name all codes over and over."""

    def __init__(self) -> None:
        self._left = 4 * _CODES

    def cut(self, first: int, last: int) -> int:
        """Return the last code of a range that there is room for."""
        count = min(last - first + 1, self._left)
        self._left -= max(0, count)
        return first + count - 1


def read_map(data: bytes) -> dict[int, str]:
    """Read a ToUnicode map: text by character code. Codes beyond two bytes and nonsense are left out."""
    texts: dict[int, str] = {}
    room = _Room()
    data = data[:_LARGEST_MAP]
    for block in _blocks(data, b"bfchar"):
        found = _HEX.findall(block)
        for code, text in zip(found[::2], found[1::2], strict=False):
            _put(texts, int(code or b"0", 16), _utf16(text))
    for block in _blocks(data, b"bfrange"):
        for low, high, text, array in _RANGE.findall(block):
            first = int(low, 16)
            last = room.cut(first, min(int(high, 16), _CODES - 1))
            if array:
                for code, part in zip(range(first, last + 1), _HEX.findall(array), strict=False):
                    _put(texts, code, _utf16(part))
            else:
                _put_range(texts, first, last, _utf16(text))
    return texts


def read_codes(data: bytes) -> tuple[int, dict[int, int]]:
    """Read a CMap that stands in the file: how many bytes its codes have (1 or 2), and the glyph number by code."""
    data = data[:_LARGEST_MAP]
    space = _HEX.search(b" ".join(_blocks(data, b"codespacerange")))
    cids: dict[int, int] = {}
    room = _Room()
    for block in _blocks(data, b"cidchar"):
        cids.update((int(code, 16), int(cid)) for code, cid in _CID_CHAR.findall(block))
    for block in _blocks(data, b"cidrange"):
        for low, high, cid in _CID_RANGE.findall(block):
            first = int(low, 16)
            last = room.cut(first, min(int(high, 16), _CODES - 1))
            cids.update(zip(range(first, last + 1), range(int(cid), int(cid) + _CODES), strict=False))
    return (1 if space and len(space[1]) <= 2 else 2), cids


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
    """Return the text that a glyph shows.

    Radicals become the characters they stand for, tabs and line ends blanks; no text, control codes and halves of
    surrogate pairs become UNKNOWN.
    """
    if text.isspace() and text.isascii():
        return " "
    if not text or text[0] < " " or text.startswith("(cid:") or not _HALVES.isdisjoint(text):
        return UNKNOWN
    if "\u2e80" <= text[0] <= "\u2fdf" or "\uf900" <= text[0] <= "\ufaff":
        from unicodedata import normalize

        return _RADICALS.get(text[0]) or normalize("NFKC", text)
    return text
