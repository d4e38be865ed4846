"""Fonts: from codes to text and widths, by every way a PDF may tell them."""

from __future__ import annotations

import struct
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdf_maker import Pdf

from auditor.model import Run
from auditor.read import read_bytes
from auditor.read.truetype import texts_by_glyph
from auditor.read.unicode_map import UNKNOWN, read_codes, read_map, shown

UNREADABLE_ELSEWHERE = "另有许多可以读出的文字。" * 4


def show(pdf: Pdf, font: bytes, content: bytes) -> Run:
    """Show content in a font of its own, beside enough readable text, and return its run."""
    number = pdf.add(font)
    pdf.page().text(10, 20, UNREADABLE_ELSEWHERE).raw(b"BT /T 10 Tf 50 700 Td %s Tj ET" % content)
    pdf.objects[pdf.pages[-1] - 1] = pdf.objects[pdf.pages[-1] - 1].replace(b"/Font <<", b"/Font << /T %d 0 R" % number)
    run: Run = read_bytes(pdf.bytes(), "x").pages[-1].runs[1]
    return run


def text(run: Run) -> str:
    return "".join(run.glyphs)


def unicode_map(pdf: Pdf, *lines: bytes) -> bytes:
    return b"/ToUnicode %d 0 R" % pdf.add(pdf.stream(b"\n".join(lines)))


# Simple fonts


def test_windows_encoding_needs_no_map() -> None:
    font = (
        b"<< /Type /Font /Subtype /TrueType /BaseFont /A /Encoding /WinAnsiEncoding /FirstChar 65 /Widths [500 250] >>"
    )
    run = show(Pdf(), font, b"(AB\\226\\223)")
    assert text(run) == "AB–“"
    assert run.widths == pytest.approx((5, 2.5, 0, 0))


def test_a_map_tells_what_windows_encoding_does_not() -> None:
    pdf = Pdf()
    told = unicode_map(pdf, b"beginbfchar <41> <4E00> endbfchar")
    font = b"<< /Subtype /Type1 /BaseFont /A /Encoding /WinAnsiEncoding /FirstChar 65 /Widths [500 250] %s >>" % told
    assert text(show(pdf, font, b"(AB)")) == "一B"


def test_missing_widths_come_from_the_descriptor() -> None:
    font = (
        b"<< /Subtype /TrueType /BaseFont /A /Encoding /WinAnsiEncoding /FirstChar 65 /Widths [500 /x] "
        b"/FontDescriptor << /MissingWidth 300 >> >>"
    )
    assert show(Pdf(), font, b"(ABC)").widths == pytest.approx((5, 3, 3))


def test_glyph_names_are_read_where_a_map_ends() -> None:
    pdf = Pdf()
    told = unicode_map(pdf, b"beginbfchar <41> <4E00> endbfchar")
    encoding = b"/Encoding << /Differences [66 /uni4E8C /nothing] >>"
    font = b"<< /Subtype /TrueType /BaseFont /A /FirstChar 65 /Widths [1000 1000] %s %s >>" % (encoding, told)
    run = show(pdf, font, b"(ABC)")
    assert text(run)[:2] == "一二"


def test_a_standard_font_brings_its_own_widths() -> None:
    run = show(Pdf(), b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", b"(Wi)")
    assert text(run) == "Wi"
    assert run.widths == pytest.approx((9.44, 2.22))


def test_word_spacing_applies_to_one_byte_blanks_alone() -> None:
    font = b"<< /Subtype /TrueType /BaseFont /A /Encoding /WinAnsiEncoding /FirstChar 32 /Widths [250] >>"
    assert show(Pdf(), font, b"4 Tw (   )").lefts == pytest.approx((50, 56.5, 63))
    pdf = Pdf()
    told = unicode_map(pdf, b"beginbfchar <0020> <4E00> endbfchar")
    assert show(pdf, composite(pdf, b"/Identity-H", extra=told), b"4 Tw <00200020>").lefts == pytest.approx((50, 60))


def test_type3_fonts_measure_in_their_own_matrix() -> None:
    pdf = Pdf()
    told = unicode_map(pdf, b"beginbfchar <41> <4E00> endbfchar")
    font = (
        b"<< /Subtype /Type3 /FontBBox [0 0 10 10] /FontMatrix [0.1 0 0 0.1 0 0] /FirstChar 65 /Widths [8] "
        b"/Encoding << /Differences [65 /a] >> %s >>" % told
    )
    run = show(pdf, font, b"(A)")
    assert text(run) == "一"
    assert run.widths == pytest.approx((8,))


# Composite fonts


def composite(
    pdf: Pdf, encoding: bytes, *, info: bytes = b"Identity", extra: bytes = b"", descendant: bytes = b""
) -> bytes:
    system = b"/CIDSystemInfo << /Registry (Adobe) /Ordering (%s) /Supplement 0 >>" % info
    number = pdf.add(b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A %s %s >>" % (system, descendant))
    return b"<< /Subtype /Type0 /BaseFont /A /Encoding %s /DescendantFonts [%d 0 R] %s >>" % (encoding, number, extra)


def test_widths_come_in_lists_and_ranges() -> None:
    pdf = Pdf()
    told = unicode_map(pdf, b"beginbfrange <0001> <0009> <0041> endbfrange")
    widths = b"/DW 900 /W [1 [100 200] 4 5 300 6 99999999 7 8 [400 /x]]"
    run = show(
        pdf, composite(pdf, b"/Identity-H", extra=told, descendant=widths), b"<00010002000300040005000600080099>"
    )
    assert text(run) == "ABCDEFH" + UNKNOWN
    assert run.widths == pytest.approx((1, 2, 9, 3, 3, 9, 4, 9))


def test_predefined_chinese_encodings_need_no_map() -> None:
    for encoding, shown_text in ((b"/GBK-EUC-H", "合计".encode("gbk")), (b"/UniGB-UCS2-H", "合计".encode("utf-16-be"))):
        pdf = Pdf()
        content = b"<" + shown_text.hex().encode() + b">"
        assert text(show(pdf, composite(pdf, encoding, info=b"GB1"), content)) == "合计"
        assert text(show(pdf, composite(pdf, encoding, info=b"garbled"), content)) == "合计"


def test_glyph_numbers_of_a_known_collection_need_no_map() -> None:
    pdf = Pdf()
    assert text(show(pdf, composite(pdf, b"/Identity-H", info=b"GB1"), b"<0D6C>")) not in ("", UNKNOWN)


def test_a_map_that_is_a_name_means_unicode() -> None:
    pdf = Pdf()
    font = composite(pdf, b"/Identity-H", extra=b"/ToUnicode /Identity-H")
    assert text(show(pdf, font, b"<4E004E8C>")) == "一二"


def test_an_encoding_that_nobody_knows_is_taken_as_two_bytes() -> None:
    pdf = Pdf()
    assert text(show(pdf, composite(pdf, b"/Fantasy-H"), b"<00410042>")) == UNKNOWN * 2


def test_a_map_in_the_file_leads_from_codes_to_glyphs() -> None:
    pdf = Pdf()
    cmap = pdf.add(
        pdf.stream(
            b"1 begincodespacerange <00> <FF> endcodespacerange\n1 begincidchar <41> 7 endcidchar\n"
            b"1 begincidrange <42> <43> 20 endcidrange"
        )
    )
    told = unicode_map(pdf, b"beginbfchar <41> <4E00> <42> <4E8C> endbfchar")
    font = composite(pdf, b"%d 0 R" % cmap, extra=told, descendant=b"/W [7 [500] 20 [600 700]]")
    run = show(pdf, font, b"(ABC)")
    assert text(run) == "一二" + UNKNOWN
    assert run.widths == pytest.approx((5, 6, 7))


def test_vertical_writing_goes_down() -> None:
    pdf = Pdf()
    told = unicode_map(pdf, b"beginbfrange <0001> <0009> <4E00> endbfrange")
    number = pdf.add(composite(pdf, b"/Identity-V", extra=told))
    pdf.page().text(1, 10, UNREADABLE_ELSEWHERE).raw(b"BT /T 10 Tf 50 700 Td <00010002> Tj ET")
    pdf.objects[pdf.pages[-1] - 1] = pdf.objects[pdf.pages[-1] - 1].replace(b"/Font <<", b"/Font << /T %d 0 R" % number)
    _, first, second = read_bytes(pdf.bytes(), "x").pages[0].runs
    assert [first.glyphs, second.glyphs] == [("一",), ("丁",)]
    assert first.lefts == second.lefts == pytest.approx((45,))
    assert second.baseline - first.baseline == pytest.approx(10)


@pytest.mark.parametrize(
    "font",
    [
        b"null", b"<< >>", b"<< /Subtype /Type0 >>", b"<< /Subtype /Type0 /DescendantFonts [] >>", b"[1 2]", b"(x)",
        b"<< /Subtype /Type3 >>", b"<< /Subtype /Type0 /DescendantFonts [<< >>] /Encoding 5 >>",
        b"<< /Subtype /TrueType /Widths [1] /Encoding << /Differences 7 >> /ToUnicode 4 0 R >>",
        b"<< /Subtype /TrueType /Widths 5 /Encoding /WinAnsiEncoding >>",
    ],
)  # fmt: skip
def test_broken_fonts_show_something(font: bytes) -> None:
    run = show(Pdf(), font, b"(AB)")
    assert run.glyphs


def test_a_second_source_that_breaks_leaves_codes_unknown() -> None:
    pdf = Pdf()
    told = unicode_map(pdf, b"beginbfchar <0001> <4E00> endbfchar")
    font = composite(pdf, b"/Identity-H", extra=told, descendant=b"/FontDescriptor << /Flags (x) >> /DW2 7")
    assert text(show(pdf, font, b"<00010002>")) == "一" + UNKNOWN


# TrueType programs


def program(*tables: tuple[int, int, bytes]) -> bytes:
    """Return a font program that holds nothing but a character map."""
    directory = struct.pack(">HH", 0, len(tables))
    at = 4 + 8 * len(tables)
    for platform, encoding, table in tables:
        directory += struct.pack(">HHI", platform, encoding, at)
        at += len(table)
    cmap = directory + b"".join(table for _, _, table in tables)
    return struct.pack(">IHHHH4sIII", 0x10000, 1, 0, 0, 0, b"cmap", 0, 28, len(cmap)) + cmap


def segments(parts: Sequence[tuple[int, int, int, int]], glyphs: Sequence[int] = ()) -> bytes:
    """Return a format 4 table of (start, end, shift, offset) segments."""
    columns = [struct.pack(f">{len(parts)}H", *(part[at] & 0xFFFF for part in parts)) for at in range(4)]
    body = columns[1] + b"\0\0" + columns[0] + columns[2] + columns[3] + struct.pack(f">{len(glyphs)}H", *glyphs)
    return struct.pack(">HHHHHHH", 4, 14 + len(body), 0, 2 * len(parts), 0, 0, 0) + body


FORMAT_4 = segments([(0x41, 0x42, -0x40, 0), (0x4E00, 0x4E02, 0, 4), (0xFFFF, 0xFFFF, 1, 0)], glyphs=[9, 0, 8])
FORMAT_6 = struct.pack(">HHHHH2H", 6, 0, 0, 0x41, 2, 5, 6)
FORMAT_12 = struct.pack(">HHIIIIII", 12, 0, 0, 0, 1, 0x20000, 0x20001, 3)


@pytest.mark.parametrize(
    ("tables", "texts"),
    [
        ([(3, 1, FORMAT_4)], {1: "A", 2: "B", 9: "\u4e00", 8: "\u4e02"}),
        ([(0, 3, FORMAT_6)], {5: "A", 6: "B"}),
        ([(3, 1, FORMAT_4), (3, 10, FORMAT_12)], {3: "\U00020000", 4: "\U00020001"}),
        ([(1, 0, FORMAT_6)], {}),
        ([(3, 1, struct.pack(">H", 99))], {}),
        ([(3, 1, FORMAT_4[:20])], {}),
    ],
)
def test_character_maps_are_turned_round(tables: list[tuple[int, int, bytes]], texts: dict[int, str]) -> None:
    assert texts_by_glyph(program(*tables)) == texts


def test_character_maps_without_end_are_left() -> None:
    endless = struct.pack(">HHIIIIII", 12, 0, 0, 0, 1, 1, 0xFFFFFFFF, 1)
    assert len(texts_by_glyph(program((3, 10, endless)))) < 200_000
    assert texts_by_glyph(b"") == {}
    assert texts_by_glyph(struct.pack(">IHHHH4sIII", 0, 1, 0, 0, 0, b"glyf", 0, 28, 0)) == {}


@given(st.binary(max_size=300))
def test_any_bytes_are_some_program(data: bytes) -> None:
    texts_by_glyph(data)
    texts_by_glyph(program((3, 1, data)))


def test_a_font_without_map_is_read_from_its_program() -> None:
    pdf = Pdf()
    data = pdf.add(pdf.stream(program((3, 1, FORMAT_4))))
    font = composite(pdf, b"/Identity-H", descendant=b"/FontDescriptor << /FontFile2 %d 0 R >>" % data)
    assert text(show(pdf, font, b"<000100090007>")) == "A一" + UNKNOWN


# Maps


def test_maps_hold_characters_ranges_and_lists() -> None:
    data = (
        b"2 beginbfchar <0001> <4E00>\n<02> <0066 0069> endbfchar 3 beginbfrange <0003> <0005> <0041>\n"
        b"<0006> <0007> [<0061> <D840DC00>] <0008><0009><> endbfrange beginbfchar <03"
    )
    assert read_map(data) == {1: "一", 2: "fi", 3: "A", 4: "B", 5: "C", 6: "a", 7: "\U00020000"}


def test_maps_without_measure_stay_small() -> None:
    data = b"beginbfrange " + b"<0000> <FFFFFFFF> <0041> " * 50 + b"endbfrange"
    assert len(read_map(data)) <= 0x10000
    assert read_codes(b"begincidrange " + b"<0000> <FFFFFFFF> 5 " * 50 + b"endcidrange")[1][1] == 6


@given(st.binary(max_size=200))
def test_any_bytes_are_some_map(data: bytes) -> None:
    read_map(b"beginbfrange <00> <05> [" + data + b"] <01> <02> <" + data.hex().encode() + b"> endbfrange" + data)
    read_codes(b"begincidrange" + data + b"endcidrange")


@pytest.mark.parametrize(
    ("raw", "seen"),
    [("\u2f44", "斤"), ("\u2ed3", "长"), ("\u2e9f", "母"), ("\u2f3e", "户"), ("\uf90a", "金"), ("合", "合"), ("", UNKNOWN), ("\0", UNKNOWN), ("(cid:5)", UNKNOWN),
        ("\x01", UNKNOWN),
        ("\ud800", UNKNOWN),
        ("a\udc00", UNKNOWN),
        ("\r", " "),
        ("\u3000", "\u3000")],
)  # fmt: skip
def test_glyphs_show_the_character_that_is_meant(raw: str, seen: str) -> None:
    assert shown(raw) == seen


def test_widths_without_measure_stay_small() -> None:
    pdf = Pdf()
    told = unicode_map(pdf, b"beginbfchar <0001> <4E00> endbfchar")
    font = composite(pdf, b"/Identity-H", extra=told, descendant=b"/W [%s]" % (b"0 65000 5 " * 300))
    assert show(pdf, font, b"<0001>").widths == pytest.approx((0.05,))
