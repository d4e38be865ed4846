"""Content streams cut into tokens by one regular expression, and what the tokens mean."""

from __future__ import annotations

import re
from binascii import Error as BinasciiError
from binascii import unhexlify

from auditor.read.limits import Meter


def _string(depth: int) -> bytes:
    """Return the pattern of a (string) with brackets nested up to a depth."""
    inner = rb"|" + _string(depth - 1) if depth else b""
    return rb"\((?:[^()\\]++|\\." + inner + rb")*+\)"


# Linear: each alternative starts with bytes that no other one starts with, and repeats give nothing back. An unclosed
# string gives its bracket alone.
_TOKEN = re.compile(
    rb"[^\s()<>\[\]{}/%\x00]++"  # operators and numbers
    rb"|/[^\s()<>\[\]{}/%\x00]*+"
    rb"|<[0-9A-Fa-f\s]*+>"
    rb"|" + _string(4) + rb"|<<|>>|[\[\]]"
    rb"|%[^\r\n]*+"
    rb"|[()<>{}]",
    re.DOTALL,
)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_NAME_CODE = re.compile(r"#([0-9A-Fa-f]{2})")
_IMAGE_START = re.compile(rb"(?<!\S)BI\s")
_IMAGE_DATA = re.compile(rb"\sID\s")
_LONGEST_HEAD = 2000  # bytes between BI and ID
_IMAGE_END = re.compile(rb"\sEI(?=[\s/]|$)")


def tokens(data: bytes, meter: Meter) -> list[bytes]:
    """Cut a content stream into tokens, inline images left out."""
    if b"BI" in data and b"ID" in data:
        data = _without_images(data, meter)
    room = meter.room_for_operators()
    if len(data) > room and sum(1 for _ in zip(_TOKEN.finditer(data), range(room + 1), strict=False)) > room:
        meter.operators(room + 1)
    found: list[bytes] = _TOKEN.findall(data)
    meter.operators(len(found))
    return found


def _without_images(data: bytes, meter: Meter) -> bytes:
    kept: list[bytes] = []
    at = done = 0
    while image := _IMAGE_START.search(data, at):
        meter.tick()
        at = image.end()
        head = _IMAGE_DATA.search(data, at - 1, at + _LONGEST_HEAD)
        if head is None or b"(" in data[at : head.start()]:  # BI inside a string
            continue
        kept.append(data[done : image.start()])
        end = _IMAGE_END.search(data, head.end() - 1)
        at = done = end.end() if end else len(data)
    kept.append(data[done:])
    return b"\n".join(kept)


def string(token: bytes) -> bytes:
    """Return what a string token, (…) or <…>, stands for."""
    body = token[1:-1]
    if token[0] == 0x3C:
        try:
            return unhexlify(body)
        except (BinasciiError, ValueError):
            digits = b"".join(body.split())
            return unhexlify(digits + b"0" if len(digits) % 2 else digits)
    return _ESCAPE.sub(_unescaped, body) if b"\\" in body else body


def _unescaped(match: re.Match[bytes]) -> bytes:
    code = match[1]
    return bytes((int(code, 8) & 255,)) if code[:1] in b"01234567" else _ESCAPED.get(code, code)


def name(token: bytes) -> str:
    """Return the key under which a /Name token stands in a resource dictionary."""
    raw = token[1:]
    if b"#" in raw:
        raw = _NAME_CODE.sub(lambda match: chr(int(match[1], 16)), raw.decode("latin-1")).encode("latin-1")
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return str(raw)  # pdfminer names such keys so
