"""Stream filters: what they decode, how they stop, what is left of damaged data."""

from __future__ import annotations

import zlib
from base64 import a85encode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.model import UnreadableError
from auditor.read.filters import decode
from auditor.read.limits import Limits, Meter


def undo(data: bytes, *names: str, limits: Limits | None = None, **parameters: int) -> bytes:
    return decode(data, [(name, dict(parameters)) for name in names], Meter(limits or Limits()))


def lzw(data: bytes, early: int = 1) -> bytes:
    """Encode as the format's own description does: greedy, table cleared when full."""
    codes: list[tuple[int, int]] = [(256, 9)]
    table = {bytes((byte,)): byte for byte in range(256)}
    following, width, word = 258, 9, b""
    for byte in data:
        longer = word + bytes((byte,))
        if longer in table:
            word = longer
            continue
        codes.append((table[word], width))
        table[longer] = following
        following += 1
        word = bytes((byte,))
        if following + early > 1 << width:
            width += 1
        if following == 4094:
            codes.append((256, width))
            table = {bytes((value,)): value for value in range(256)}
            following, width = 258, 9
    codes += [(table[word], width)] if word else []
    if word and following + 1 + early > 1 << width and width < 12:
        width += 1
    codes.append((257, width))
    bits = "".join(f"{code:0{size}b}" for code, size in codes)
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


def run_length(data: bytes) -> bytes:
    return (
        b"".join(bytes((len(data[at : at + 100]) - 1,)) + data[at : at + 100] for at in range(0, len(data), 100))
        + b"\x80"
    )


ENCODERS = {
    "FlateDecode": zlib.compress,
    "LZWDecode": lzw,
    "RunLengthDecode": run_length,
    "ASCIIHexDecode": lambda data: data.hex().encode() + b">",
    "ASCII85Decode": lambda data: a85encode(data) + b"~>",
}


@pytest.mark.parametrize("name", ENCODERS)
@given(data=st.binary(max_size=2000))
@settings(max_examples=40)
def test_what_was_encoded_is_decoded(name: str, data: bytes) -> None:
    assert undo(ENCODERS[name](data), name) == data


def test_lzw_grows_its_codes_and_starts_anew() -> None:
    data = bytes((at * 7 + at // 13) % 251 for at in range(40_000))
    assert undo(lzw(data), "LZWDecode") == data
    assert undo(lzw(data, early=0), "LZW", EarlyChange=0) == data


@pytest.mark.parametrize("data", [b"", b"\x80", b"\xff\xff\xff", lzw(b"abcabc")[:4]])
def test_broken_lzw_ends_where_it_breaks(data: bytes) -> None:
    assert undo(data, "LZWDecode") in (b"", b"a", b"ab")


def test_run_length_repeats_and_tolerates_a_missing_end() -> None:
    assert undo(bytes((254, 65, 1, 66, 67)), "RL") == b"AAABC"
    assert undo(bytes((254,)), "RL") == b""


def test_hex_and_ascii85_ignore_white_space_and_fill_up() -> None:
    assert undo(b"41 4\n2 5>junk", "AHx") == b"ABP"
    assert undo(b"4x>", "AHx") == b""
    assert undo(b"<~ z 87cUR\nD]~>", "A85") == b"\0\0\0\0Hello"
    assert undo(b"87cURD]\xff\xfe", "A85") == b""


def test_filters_chain_and_crypt_changes_nothing() -> None:
    assert undo(zlib.compress(b"abc").hex().encode(), "AHx", "Crypt", "Fl") == b"abc"


def test_image_filters_yield_nothing() -> None:
    assert undo(b"\xff\xd8", "DCTDecode") == b""


@given(st.binary(min_size=200, max_size=3000), st.integers(0, 60), st.binary(min_size=1, max_size=20))
@settings(max_examples=40)
def test_what_comes_before_the_damage_is_kept(data: bytes, end: int, junk: bytes) -> None:
    squeezed = zlib.compress(data)
    assert data.startswith(undo(squeezed[: len(squeezed) - end], "FlateDecode"))
    undo(squeezed[:-end] + junk, "FlateDecode")


def test_flate_without_header_or_checksum_is_read() -> None:
    data = b"hello " * 500
    squeezed = zlib.compress(data)
    assert undo(squeezed[:-4], "FlateDecode") == data
    assert undo(squeezed[:-4] + b"abcd", "FlateDecode") == data
    assert undo(squeezed[2:], "FlateDecode") == data
    assert undo(b"no zlib at all", "FlateDecode") == b""


@pytest.mark.parametrize(
    ("data", "name", "damaged"),
    [
        (zlib.compress(b"hello " * 500), "FlateDecode", 0),
        (zlib.compress(b"hello " * 500)[:-4], "FlateDecode", 0),  # without its checksum
        (zlib.compress(b"hello " * 500)[2:-4], "FlateDecode", 0),  # without its header too
        (b"\r\n", "FlateDecode", 0),
        (zlib.compress(b"hello " * 500)[:-4] + b"abcd", "FlateDecode", 1),
        (zlib.compress(b"hello " * 500)[:-8], "FlateDecode", 1),
        (b"no zlib at all", "FlateDecode", 1),
        (b"4x>", "AHx", 1),
        (b"87cURD]\xff\xfe", "A85", 1),
    ],
)
def test_damage_is_counted(data: bytes, name: str, damaged: int) -> None:
    meter = Meter(Limits())
    decode(data, [(name, {})], meter)
    assert meter.damaged == damaged


# Predictors


def png(rows: list[bytes], kinds: list[int], step: int) -> bytes:
    out = bytearray()
    above = bytes(len(rows[0]))
    for row, kind in zip(rows, kinds, strict=True):
        out.append(kind)
        for at, value in enumerate(row):
            left = row[at - step] if at >= step else 0
            corner = above[at - step] if at >= step else 0
            up = above[at]
            guess = left + up - corner
            nearest = min((left, up, corner), key=lambda near: abs(guess - near))
            out.append((value - (0, left, up, (left + up) // 2, nearest)[kind]) % 256)
        above = row
    return bytes(out)


@given(
    st.lists(st.tuples(st.binary(min_size=6, max_size=6), st.integers(0, 4)), min_size=1, max_size=8),
    st.sampled_from([1, 3]),
)
@settings(max_examples=60)
def test_png_predictors_are_undone(rows: list[tuple[bytes, int]], step: int) -> None:
    data = [row for row, _ in rows]
    squeezed = zlib.compress(png(data, [kind for _, kind in rows], step))
    assert undo(squeezed, "FlateDecode", Predictor=15, Colors=step, Columns=6 // step) == b"".join(data)


def test_tiff_predictor_adds_along_the_row() -> None:
    squeezed = zlib.compress(bytes((1, 1, 1, 5, 255, 2)))
    assert undo(squeezed, "FlateDecode", Predictor=2, Columns=3) == bytes((1, 2, 3, 5, 4, 6))


def test_nonsense_predictors_yield_nothing_or_change_nothing() -> None:
    squeezed = zlib.compress(b"abcd")
    assert undo(squeezed, "FlateDecode", Predictor=1) == b"abcd"
    assert undo(squeezed, "FlateDecode", Predictor=-3) == b"abcd"
    assert undo(squeezed, "FlateDecode", Predictor=12, Columns=10**12) == b""
    assert undo(zlib.compress(b"\x02abc\x02"), "FlateDecode", Predictor=12, Columns=3) == b"abc"


# Limits

BOMBS = {
    "FlateDecode": zlib.compress(bytes(1 << 22)),
    "LZWDecode": lzw(bytes(1 << 18)),
    "RunLengthDecode": bytes((129, 0)) * 4000,
    "ASCIIHexDecode": b"00" * 300_000,
    "ASCII85Decode": b"z" * 100_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_stopped_while_they_grow(name: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        undo(BOMBS[name], name, limits=Limits(stream_bytes=100_000))
    assert caught.value.reason == "limit-inflate"
    assert "stream_bytes" in caught.value.detail


def test_damaged_bombs_are_stopped_too() -> None:
    with pytest.raises(UnreadableError):
        undo(BOMBS["FlateDecode"][:-8] + b"damaged!", "FlateDecode", limits=Limits(stream_bytes=4_000_000))


def test_many_small_streams_meet_the_limit_of_the_document() -> None:
    meter = Meter(Limits(document_bytes=5000))
    stream = zlib.compress(bytes(1000))
    for _ in range(5):
        decode(stream, [("FlateDecode", {})], meter)
    with pytest.raises(UnreadableError, match="document_bytes"):
        decode(stream, [("FlateDecode", {})], meter)


def test_a_violation_is_not_forgotten() -> None:
    meter = Meter(Limits(glyphs=1))
    with pytest.raises(UnreadableError):
        meter.glyphs(2)
    with pytest.raises(UnreadableError, match="limit-glyphs"):
        meter.check()
