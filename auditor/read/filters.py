"""Stream filters that stop at a limit.

pdfminer decodes without any bound. These decoders report their growth to the meter as they go. Damaged data yields what
could be decoded before the damage, as every viewer does; the meter counts such streams, so that no one takes it for the whole.
"""

from __future__ import annotations

import zlib
from binascii import Error as BinasciiError
from binascii import unhexlify
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from auditor.read.limits import Meter

_CHUNK = 1 << 20
_BITE = 1 << 12  # inflates to four MiB at most
_WHITE = b" \t\r\n\f\x00"
_CLEAR, _END = 256, 257  # LZW codes

Parameters = dict[str, Any]


def decode(data: bytes, chain: list[tuple[str, Parameters]], meter: Meter) -> bytes:
    """Undo a chain of filters.

    Image filters and unknown ones yield no data: neither text nor rules come out of them.
    """
    for name, parameters in chain:
        if name == "Crypt":
            continue
        decoder = _DECODERS.get(name)
        if decoder is None:
            return b""
        data = _unpredict(decoder(data, parameters, meter), parameters, meter)
        meter.inflated(len(data))
    return data


def _flate(data: bytes, _parameters: Parameters, meter: Meter) -> bytes:
    inflater = zlib.decompressobj()
    pieces: list[bytes] = []
    size = 0
    pending = data
    try:
        while pending and not inflater.eof:
            piece = inflater.decompress(pending, _CHUNK)
            pending = inflater.unconsumed_tail
            pieces.append(piece)
            size += len(piece)
            meter.fits(size)
    except zlib.error:
        return _flate_to_the_damage(data, meter)
    if inflater.eof:
        return b"".join(pieces)
    return _flate_to_the_damage(data, meter)  # cut off, or merely without its checksum


def _flate_to_the_damage(data: bytes, meter: Meter) -> bytes:
    """Inflate with or without header and checksum; of the bite in which zlib meets an error, byte by byte what it can."""
    if not data.strip(_WHITE):
        return b""
    headed = len(data) > 1 and data[0] & 15 == 8 and int.from_bytes(data[:2], "big") % 31 == 0
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    out = bytearray()
    for start in range(2 if headed else 0, len(data), _BITE):
        bite = data[start : start + _BITE]
        before = inflater.copy()
        try:
            out += inflater.decompress(bite)
        except zlib.error:
            with suppress(zlib.error):
                for at in range(len(bite)):
                    out += before.decompress(bite[at : at + 1])
            break
        meter.fits(len(out))
        meter.tick()
    checksum = inflater.unused_data[:4] if headed else b""
    agrees = len(checksum) < 4 or zlib.adler32(out) == int.from_bytes(checksum, "big")
    meter.damaged += not (inflater.eof and agrees)
    return bytes(out)


def _lzw(data: bytes, parameters: Parameters, meter: Meter) -> bytes:
    early = 0 if parameters.get("EarlyChange") == 0 else 1
    fresh = [bytes((byte,)) for byte in range(256)] + [b"", b""]
    table = list(fresh)
    out = bytearray()
    previous = b""
    bits = held = 0
    width = 9
    for byte in data:
        held = (held << 8) | byte
        bits += 8
        if bits < width:
            continue
        bits -= width
        code = held >> bits
        held &= (1 << bits) - 1
        if code == _CLEAR:
            table, width, previous = list(fresh), 9, b""
            continue
        if code == _END or code > len(table) or (code == len(table) and not previous):
            break
        entry = table[code] if code < len(table) else previous + previous[:1]
        if previous and len(table) < 4096:
            table.append(previous + entry[:1])
            width = min(12, max(9, (len(table) + early).bit_length()))
        out += entry
        previous = entry
        meter.fits(len(out))
        meter.tick()
    return bytes(out)


def _run_length(data: bytes, _parameters: Parameters, meter: Meter) -> bytes:
    out = bytearray()
    at = 0
    while at < len(data) and data[at] != 128:
        length = data[at]
        if length < 128:
            out += data[at + 1 : at + 2 + length]
            at += length + 2
        else:
            out += data[at + 1 : at + 2] * (257 - length)
            at += 2
        meter.fits(len(out))
        meter.tick()
    return bytes(out)


def _ascii_hex(data: bytes, _parameters: Parameters, meter: Meter) -> bytes:
    meter.fits(len(data) // 2)
    digits = data.partition(b">")[0].translate(None, _WHITE)
    try:
        return unhexlify(digits + b"0" if len(digits) % 2 else digits)
    except BinasciiError:
        meter.damaged += 1
        return b""


def _ascii85(data: bytes, _parameters: Parameters, meter: Meter) -> bytes:
    from base64 import a85decode

    body = data.translate(None, _WHITE).removeprefix(b"<~").partition(b"~")[0]
    meter.fits((len(body) + 4 * body.count(b"z")) * 4 // 5)
    body = body.replace(b"z", b"!!!!!")
    out = bytearray()
    try:
        for start in range(0, len(body), 5 * 4096):
            out += a85decode(body[start : start + 5 * 4096])
            meter.check()
    except ValueError:
        meter.damaged += 1
    return bytes(out)


_DECODERS: dict[str, Callable[[bytes, Parameters, Meter], bytes]] = {
    "FlateDecode": _flate,
    "Fl": _flate,
    "LZWDecode": _lzw,
    "LZW": _lzw,
    "RunLengthDecode": _run_length,
    "RL": _run_length,
    "ASCIIHexDecode": _ascii_hex,
    "AHx": _ascii_hex,
    "ASCII85Decode": _ascii85,
    "A85": _ascii85,
}


def _unpredict(data: bytes, parameters: Parameters, meter: Meter) -> bytes:
    """Undo the predictor: PNG rows (10 and up) or TIFF differences (2)."""
    predictor = _whole(parameters, "Predictor", 1)
    if predictor < 2:
        return data
    bits = _whole(parameters, "Colors", 1) * _whole(parameters, "BitsPerComponent", 8)
    step = max(1, bits // 8)
    row_bytes = (bits * _whole(parameters, "Columns", 1) + 7) // 8
    if not 0 < row_bytes <= len(data):
        return b""
    if predictor == 2:
        return b"".join(
            _left(data[at : at + row_bytes], step, meter) for at in range(0, len(data) - row_bytes + 1, row_bytes)
        )
    return _png(data, row_bytes, step, meter)


def _whole(parameters: Parameters, key: str, default: int) -> int:
    value = parameters.get(key, default)
    return value if isinstance(value, int) and value > 0 else default


def _png(data: bytes, row_bytes: int, step: int, meter: Meter) -> bytes:
    above = bytes(row_bytes)
    out = bytearray()
    for at in range(0, len(data), row_bytes + 1):
        kind, row = data[at], data[at + 1 : at + 1 + row_bytes]
        if kind == 1:
            row = _left(row, step, meter)
        elif kind == 2:
            row = bytes([(new + old) & 255 for new, old in zip(row, above, strict=False)])
        elif kind in (3, 4):
            row = _between(row, above, step, paeth=kind == 4)
        out += row
        above = row.ljust(row_bytes, b"\0")
        meter.tick()
    return bytes(out)


def _left(row: bytes, step: int, meter: Meter) -> bytes:
    out = bytearray(row)
    for at in range(step, len(out)):
        out[at] = (out[at] + out[at - step]) & 255
    meter.tick()
    return bytes(out)


def _between(row: bytes, above: bytes, step: int, *, paeth: bool) -> bytes:
    out = bytearray(row)
    for at, up in enumerate(above[: len(out)]):
        left = out[at - step] if at >= step else 0
        if paeth:
            corner = above[at - step] if at >= step else 0
            guess = left + up - corner
            near = min((abs(guess - left), 0, left), (abs(guess - up), 1, up), (abs(guess - corner), 2, corner))[2]
        else:
            near = (left + up) // 2
        out[at] = (out[at] + near) & 255
    return bytes(out)
