"""What is done to a file: blind damage, damage that knows objects and streams, and structures built to do harm.

Every kind is a function of a healthy file and a source of chance; the same seed gives the same file.
"""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Callable, Mapping
from types import MappingProxyType

_OBJECT = re.compile(rb"(?m)^(\d{1,7}) 0 obj\b(.*?)^endobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_LENGTH = re.compile(rb"/Length (\d+)")
_REFERENCE = re.compile(rb"\b(\d{1,6}) 0 R\b")
_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
_HUGE = (b"999999999999", b"-1", b"1e999", b"nan", b"0." + b"9" * 400, b"9" * 5000, b"", b"-0", b"2147483648")
_WORDS = (
    b"<<",
    b">>",
    b"[" * 400,
    b"(" * 400,
    b" R ",
    b"endobj",
    b"stream",
    b"\xff\xfe\x00",
    b"BT",
    b"Q" * 50,
    b"BI ID",
)
MEBIBYTE = 1 << 20

Damage = Callable[[bytes, random.Random], bytes]


def flips(data: bytes, chance: random.Random) -> bytes:
    """Change some bytes anywhere."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 3, 20, 200))):
        out[chance.randrange(len(out))] = chance.randrange(256)
    return bytes(out)


def cut(data: bytes, chance: random.Random) -> bytes:
    """Lose the end, or a piece in the middle."""
    start = chance.randrange(len(data))
    return data[:start] if chance.random() < 0.5 else data[:start] + data[start + chance.randrange(1, 5000) :]


def doubled(data: bytes, chance: random.Random) -> bytes:
    """Insert a piece of the file elsewhere, or a word that means something."""
    at, start = chance.randrange(len(data)), chance.randrange(len(data))
    piece = data[start : start + chance.randrange(1, 3000)] if chance.random() < 0.5 else chance.choice(_WORDS)
    return data[:at] + piece + data[at:]


def swapped_objects(data: bytes, chance: random.Random) -> bytes:
    """Let two objects change places; the cross-reference table no longer fits."""
    return _swap(data, chance, [match.span(2) for match in _OBJECT.finditer(data)])


def swapped_streams(data: bytes, chance: random.Random) -> bytes:
    """Let two streams change places: a font becomes a page, lengths are wrong."""
    return _swap(data, chance, [match.span(1) for match in _STREAM.finditer(data)])


def _swap(data: bytes, chance: random.Random, spans: list[tuple[int, int]]) -> bytes:
    if len(spans) < 2:
        return flips(data, chance)
    (a, b), (c, d) = sorted(chance.sample(spans, 2))
    return data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def wrong_lengths(data: bytes, chance: random.Random) -> bytes:
    """Let streams say a wrong length."""
    return _sometimes(
        _LENGTH, data, chance, lambda _: b"/Length " + chance.choice((b"0", b"7", b"99999999", b"-5", b"3 0 R"))
    )


def wrong_references(data: bytes, chance: random.Random) -> bytes:
    """Let references lead anywhere: parents become children, fonts become pages, objects name themselves."""
    numbers = [match[1] for match in _OBJECT.finditer(data)] or [b"1"]
    return _sometimes(_REFERENCE, data, chance, lambda _: chance.choice(numbers) + b" 0 R")


def wrong_numbers(data: bytes, chance: random.Random) -> bytes:
    """Put numbers without measure into dictionaries."""
    spans = [match.span(2) for match in _OBJECT.finditer(data)]
    if not spans:
        return flips(data, chance)
    start, end = chance.choice(spans)
    end = min(end, start + 4000)
    return data[:start] + _sometimes(_NUMBER, data[start:end], chance, lambda _: chance.choice(_HUGE)) + data[end:]


def _sometimes(pattern: re.Pattern[bytes], data: bytes, chance: random.Random, new: Callable[[bytes], bytes]) -> bytes:
    share = chance.choice((0.02, 0.2, 0.8))
    return pattern.sub(lambda match: new(match[0]) if chance.random() < share else match[0], data)


def rewritten_content(data: bytes, chance: random.Random) -> bytes:
    """Change operators and operands inside a compressed stream and compress it again."""
    spans = [match.span(1) for match in _STREAM.finditer(data)]
    for start, end in chance.sample(spans, min(4, len(spans))):
        try:
            content = zlib.decompress(data[start:end])
        except zlib.error:
            continue
        words = content.split(b" ")
        for _ in range(chance.choice((1, 5, 50))):
            words[chance.randrange(len(words))] = chance.choice(
                (*_HUGE, *_WORDS, b"Do", b"Tj", b"re", b"W", b"cm", b"q")
            )
        squeezed = zlib.compress(b" ".join(words))
        return data[:start] + squeezed + data[end:]
    return flips(data, chance)


# ---------------------------------------------------------------- built to do harm


def _file(*objects: bytes) -> bytes:
    """Return a file of these objects, numbered from 1, with a table of their places."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, table))


def _one_page(content: bytes, *more: bytes, page: bytes = b"") -> bytes:
    return _file(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >>"
        b" /XObject << /X 6 0 R >> >> %s >>" % page,
        content,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *more,
    )


def _stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def _filtered(name: bytes, size: int) -> bytes:
    """Return a stream that a filter inflates to about this many bytes."""
    if name == b"/FlateDecode":
        return _stream(zlib.compress(b"0 " * (size // 2), 9), b"/Filter /FlateDecode")
    if name == b"/RunLengthDecode":
        return _stream(b"\x81 " * (size // 128) + b"\x80", b"/Filter /RunLengthDecode")
    if name == b"/ASCII85Decode":
        return _stream(b"z" * (size // 4) + b"~>", b"/Filter /ASCII85Decode")
    if name == b"/LZWDecode":
        return _stream(b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01" * (size // 90), b"/Filter /LZWDecode")
    twice = zlib.compress(zlib.compress(b"\0" * size, 9), 9)
    return _stream(twice, b"/Filter [/FlateDecode /FlateDecode]")


def bomb(_data: bytes, chance: random.Random) -> bytes:
    """A stream that inflates without measure, by any filter."""
    name = chance.choice((b"/FlateDecode", b"/RunLengthDecode", b"/ASCII85Decode", b"/LZWDecode", b"twice"))
    return _one_page(_filtered(name, chance.choice((1, 20, 100)) * MEBIBYTE))


def circle(_data: bytes, chance: random.Random) -> bytes:
    """Objects that hold themselves: forms, page trees, lengths, filters, resources, fonts."""
    loops = (
        (
            b"/X Do",
            _stream(b"/X Do /X Do", b"/Type /XObject /Subtype /Form /Resources << /XObject << /X 6 0 R >> >>"),
            b"",
        ),
        (b"/X Do", b"6 0 R", b""),
        (b"/X Do", b"<< /Length 6 0 R /Filter 6 0 R >>\nstream\nx\nendstream", b""),
        (b"/F 9 Tf (x) Tj", b"[6 0 R]", b"/Kids [2 0 R 3 0 R] /Parent 3 0 R"),
        (b"/F 9 Tf (x) Tj", b"<< /A 6 0 R >>", b"/MediaBox 6 0 R /Rotate 6 0 R /Resources 6 0 R"),
    )
    content, other, page = chance.choice(loops)
    return _one_page(_stream(content), other, page=page)


def endless_pages(_data: bytes, chance: random.Random) -> bytes:
    """A page tree of 100,000 pages, one page named over and over, or a chain as deep."""
    count = chance.choice((5000, 100_000))
    if chance.random() < 0.5:
        kids = b"3 0 R " * count
    else:
        kids = b" ".join(b"%d 0 R" % (4 + chance.randrange(3)) for _ in range(count))
    return _file(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
        b"<< /Type /Pages /Parent 2 0 R /Kids [3 0 R 5 0 R] >>",
        b"<< /Type /Pages /Parent 4 0 R /Kids [3 0 R 6 0 R] >>",
        b"<< /Type /Pages /Parent 5 0 R /Kids [3 0 R 4 0 R] >>",
    )


def crowded(_data: bytes, chance: random.Random) -> bytes:
    """A page of very many figures, lines or words, all of them valid: what comes after reading must end too."""
    rng = range(chance.choice((2000, 20_000, 60_000)))
    figure = chance.choice((b"1,234.56", b"12", b"(1)", b"208"))
    kinds = (
        lambda n: b"1 0 0 1 %d %d Tm (%s) Tj" % (20 + n * 37 % 550, 20 + n * 7 % 800, figure),
        lambda n: b"%d %d 5 0.5 re f" % (n * 13 % 590, n * 7 % 840),
        lambda n: b"%d %d m %d %d l S" % (n % 590, n % 840, (n + 300) % 590, n % 840),
    )
    make = chance.choice(kinds)
    return _one_page(_stream(b"BT /F 9 Tf " + b"\n".join(make(n) for n in rng) + b" ET"))


def nested(_data: bytes, chance: random.Random) -> bytes:
    """Arrays, dictionaries and states inside each other without end."""
    depth = chance.choice((200, 5000, 200_000))
    if chance.random() < 0.5:
        return _one_page(_stream(chance.choice((b"q ", b"[", b"<< /A ", b"BT ", b"(")) * depth))
    return _one_page(_stream(b"x"), b"[" * depth + b"]" * depth, page=b"/Rotate 6 0 R /Annots 6 0 R")


KINDS: Mapping[str, Damage] = MappingProxyType(
    {
        "flips": flips, "cut": cut, "doubled": doubled, "swapped objects": swapped_objects,
        "swapped streams": swapped_streams, "wrong lengths": wrong_lengths, "wrong references": wrong_references,
        "wrong numbers": wrong_numbers, "rewritten content": rewritten_content, "bomb": bomb, "circle": circle,
        "endless pages": endless_pages, "crowded": crowded, "nested": nested,
    }
)  # fmt: skip
BUILT = frozenset({"bomb", "circle", "endless pages", "crowded", "nested"})
