"""Pages read from generated PDFs: text, lines, fills, clips, turned pages."""

from __future__ import annotations

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_maker import Pdf

from auditor.model import Page, Run, Segment
from auditor.read import read, read_bytes


def pages(pdf: Pdf) -> tuple[Page, ...]:
    return read_bytes(pdf.bytes(), "x.pdf").pages


def page(pdf: Pdf) -> Page:
    (only,) = pages(pdf)
    return only


def texts(page: Page) -> list[str]:
    return ["".join(run.glyphs) for run in page.runs]


def rounded(segments: tuple[Segment, ...]) -> list[tuple[float, ...]]:
    return sorted(tuple(round(number, 2) for number in segment) for segment in segments)


def near(box: object) -> object:
    return pytest.approx(box, abs=0.01)


# Sources


def test_a_source_tells_its_path_digest_and_pages(tmp_path: Path) -> None:
    path = Pdf().page().text(72, 90, "一").page(300, 400).text(10, 20, "二").save(tmp_path / "a.pdf")
    source = read(path)
    assert source.path == path
    assert source.sha256 == sha256(Path(path).read_bytes()).hexdigest()
    assert [(p.number, p.width, p.height, texts(p)) for p in source.pages] == [
        (1, 595, 842, ["一"]),
        (2, 300, 400, ["二"]),
    ]


def test_importing_the_package_loads_no_pdf_library() -> None:
    code = "import sys, auditor.read; sys.exit(any(name.startswith('pdfminer') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# Text


def test_a_run_has_glyphs_places_widths_baseline_and_size() -> None:
    (run,) = page(Pdf().page().text(72, 90, "合计 1.5", size=12)).runs
    assert run.glyphs == ("合", "计", " ", "1", ".", "5")
    assert run.lefts == near((72, 84, 96, 102, 108, 114))
    assert run.widths == near((12, 12, 6, 6, 6, 6))
    assert (run.baseline, run.size, run.clip) == near((90, 12, None))


@given(
    st.floats(10, 500),
    st.floats(20, 800),
    st.floats(4, 30),
    st.text("合计收入支出0123456789.,", min_size=1, max_size=8),
)
@settings(max_examples=30)
def test_text_is_read_where_it_was_written(x: float, y: float, size: float, text: str) -> None:
    (run,) = page(Pdf().page(900, 842).text(x, y, text, size)).runs
    assert "".join(run.glyphs) == text
    assert (run.lefts[0], run.baseline, run.size) == pytest.approx((x, y, size), abs=0.001)
    assert run.widths[0] == pytest.approx(size / 2 if text[0].isascii() else size, abs=0.001)


def test_spacing_moves_glyphs_apart_without_widening_them() -> None:
    (run,) = page(Pdf().page().text(10, 20, "合计", size=10, spacing=5)).runs
    assert run.lefts == near((10, 25))
    assert run.widths == near((10, 10))


def shown(pdf: Pdf, content: bytes) -> tuple[Run, ...]:
    return page(pdf.raw(content)).runs


def test_array_shifts_move_glyphs() -> None:
    pdf = Pdf().page()
    one, two = pdf.encode("一"), pdf.encode("二")
    (run,) = shown(pdf, b"BT /F1 10 Tf 1 0 0 1 50 742 Tm [<%s> -500 <%s>] TJ ET" % (one, two))
    assert run.lefts == near((50, 65))
    assert run.baseline == near(100)


def test_text_operators_move_lines() -> None:
    pdf = Pdf().page()
    code = pdf.encode("一")
    content = (
        b"BT /F1 10 Tf 50 700 Td <A> Tj 5 -20 TD <A> Tj T* <A> Tj 12 TL <A> ' 3 2 <A> \" "
        b"50 Tz 100 0 Td <AA> Tj 5 Ts <A> Tj ET"
    ).replace(b"A", code)
    runs = shown(pdf, content)
    assert [(round(r.lefts[0]), round(r.baseline)) for r in runs] == [
        (50, 142), (55, 162), (55, 182), (55, 194), (55, 206), (155, 206), (167, 201),
    ]  # fmt: skip
    assert runs[5].lefts == near((155, 161))  # half as wide: (10 + 2 of character space) * 50 %
    assert runs[5].widths == near((5, 5))


def test_saved_state_comes_back_and_lost_restores_do_not_matter() -> None:
    pdf = Pdf().page()
    code = pdf.encode("一")
    content = b"Q /F1 10 Tf q 20 0 0 20 0 0 cm /F1 3 Tf Q BT 10 800 Td <A> Tj ET Q".replace(b"A", code)
    (run,) = shown(pdf, content)
    assert (run.size, run.lefts[0]) == near((10, 10))


def test_a_mirrored_page_space_is_still_upright() -> None:
    pdf = Pdf().page()
    content = b"q 1 0 0 -1 0 842 cm BT /F1 -10 Tf -1 0 0 1 50 100 Tm <%s> Tj ET Q" % pdf.encode("一二")
    (run,) = shown(pdf, content)
    assert run.lefts == near((50, 60))
    assert run.widths == near((10, 10))
    assert (run.baseline, run.size) == near((100, 10))


def test_operands_that_make_no_sense_drop_their_operator_alone() -> None:
    pdf = Pdf().page()
    content = b"BT /F1 10 Tf x Tc 1 2 Tm Tf nonsense /F1 10 Tf 10 800 Td <A> Tj [<A>] Tx ET (a".replace(
        b"A", pdf.encode("一")
    )
    assert texts(page(pdf.raw(content))) == ["一"]


def test_text_without_a_font_is_left_out() -> None:
    pdf = Pdf().page().text(10, 10, "一")
    assert texts(page(pdf.raw(b"BT 10 800 Td <0003> Tj ET"))) == ["一"]


def test_a_font_that_is_not_there_shows_unreadable_glyphs() -> None:
    pdf = Pdf().page().text(10, 10, "一二三四五六")
    read = page(pdf.raw(b"BT /F9 10 Tf 10 800 Td (ab) Tj ET"))
    assert read.unreadable == 2
    assert texts(read)[1] == "\ufffd\ufffd"


def test_invisible_text_counts_only_where_nothing_else_does() -> None:
    scan = Pdf().page().text(10, 20, "扫描", mode=3).text(50, 300, "竖", angle=90, mode=3)
    assert texts(page(scan)) == ["扫描", "竖"]
    assert texts(page(scan.text(10, 40, "正文"))) == ["正文"]


def test_bold_by_outline_is_visible() -> None:
    assert texts(page(Pdf().page().text(10, 20, "粗", mode=2))) == ["粗"]


# Clips


def test_each_cell_has_its_clip() -> None:
    runs = page(Pdf().page().table(100, 200, [80, 60], [["项目", "金额"], ["合计", "3.00"]])).runs
    assert [("".join(r.glyphs), r.clip) for r in runs] == [
        ("项目", near((100, 200, 180, 220))),
        ("金额", near((180, 200, 240, 220))),
        ("合计", near((100, 220, 180, 240))),
        ("3.00", near((180, 220, 240, 240))),
    ]


def test_clips_narrow_each_other() -> None:
    pdf = Pdf().page()
    clips = b"0 0 200 842 re W n 100 0 200 842 re W n"
    (run,) = shown(pdf, b"q %s BT /F1 10 Tf 120 700 Td <%s> Tj ET Q" % (clips, pdf.encode("一")))
    assert run.clip == near((100, 0, 200, 842))


def test_a_clip_of_several_pieces_is_the_box_around_them() -> None:
    pdf = Pdf().page()
    clips = b"10 800 20 20 re 60 790 m 80 790 l 80 810 l h W* n"
    (run,) = shown(pdf, b"q %s BT /F1 10 Tf 40 800 Td <%s> Tj ET Q" % (clips, pdf.encode("一")))
    assert run.clip == near((10, 22, 80, 52))


def test_an_empty_clip_path_clips_nothing() -> None:
    pdf = Pdf().page()
    (run,) = shown(pdf, b"W n BT /F1 10 Tf 40 800 Td <%s> Tj ET" % pdf.encode("一"))
    assert run.clip is None


def test_what_a_clip_hides_was_not_printed() -> None:
    pdf = (
        Pdf().page().text(72, 300, "here", clip=(0, 200, 500, 400)).text(72, 500, "below", clip=(0, 200, 500, 400))
        .line(10, 300, 600, 300, clip=(0, 200, 500, 400)).line(10, 500, 500, 500, clip=(0, 200, 500, 400))
        .line(100, 100, 100, 500, clip=(0, 200, 500, 400)).line(550, 250, 550, 300, clip=(0, 200, 500, 400))
        .rect(400, 350, 550, 450, fill=(0, 0, 1), stroke=False, clip=(0, 200, 500, 400))
        .rect(400, 450, 550, 550, fill=(0, 0, 1), stroke=False, clip=(0, 200, 500, 400))
    )  # fmt: skip
    read = page(pdf)
    assert texts(read) == ["here"]
    assert rounded(read.horizontals) == [(300, 10, 501)]  # a point of grace: borders stand on the edge of clips
    assert rounded(read.verticals) == [(100, 199, 401)]
    assert [fill[:4] for fill in read.fills] == [near((400, 350, 500, 400))]


def test_a_line_printed_twice_over_a_cut_page_is_read_once() -> None:
    cut = 100.0
    pdf = Pdf().page()
    for clip in ((0, 0, 595, cut), (0, cut, 595, 842)):
        pdf.text(72, cut - 1, "above", clip=clip).text(72, cut + 9, "under", clip=clip)
    assert sorted(texts(page(pdf))) == ["above", "under"]


def test_trailing_blanks_beyond_a_clip_do_not_take_the_number_with_them() -> None:
    read = page(Pdf().page().text(72, 100, "12.50" + " " * 40, clip=(70, 80, 110, 120)))
    assert [text.strip() for text in texts(read)] == ["12.50"]


def test_what_lies_outside_the_page_was_not_printed() -> None:
    pdf = (
        Pdf().page(600, 800, crop=(100, 100, 500, 700)).text(50, 300, "out").text(150, 300, "in").line(0, 400, 600, 400)
    )
    read = page(pdf)
    assert (read.width, read.height) == (400, 600)
    assert [(text, run.lefts[0], run.baseline) for text, run in zip(texts(read), read.runs, strict=True)] == [
        ("in", near(50), near(200))
    ]
    assert rounded(read.horizontals) == [(300, -1, 401)]


# Lines and fills


def test_strokes_thin_fills_and_frames_are_ruling_lines() -> None:
    pdf = (
        Pdf().page().text(1, 10, "x").line(50, 100, 200, 100).line(60, 90, 60, 300)
        .rect(50, 200, 200, 200.5, fill=(0, 0, 0), stroke=False).rect(70, 90, 71, 300, fill=(0, 0, 0), stroke=False)
        .rect(300, 400, 350, 420)
    )  # fmt: skip
    read = page(pdf)
    assert rounded(read.horizontals) == [(100, 50, 200), (200.25, 50, 200), (400, 300, 350), (420, 300, 350)]
    assert rounded(read.verticals) == [(60, 90, 300), (70.5, 90, 300), (300, 400, 420), (350, 400, 420)]
    assert read.fills == ()


def test_slanted_lines_curves_and_dots_are_no_ruling_lines() -> None:
    content = b"10 10 m 100 60 l S 10 10 m 20 20 30 10 40 10 c f 10 10 1 1 re f 10 10 1 1 re S 5 5 m f 5 5 m 5.2 5 l S"
    read = page(Pdf().page().text(1, 10, "x").raw(content))
    assert (read.horizontals, read.verticals, read.fills) == ((), (), ())


def test_dots_in_a_row_are_a_dotted_line() -> None:
    across = b" ".join(b"%d 700 1 1 re f" % x for x in range(50, 90, 2))
    down = b" ".join(b"50 %d 1 1 re f" % y for y in range(600, 660, 3))
    corners = b" ".join(b"%d 500 1 1 re f" % x for x in range(50, 350, 50))
    read = page(Pdf().page().text(1, 10, "x").raw(b" ".join((across, down, corners))))
    assert rounded(read.horizontals) == [(141.5, 50, 89)]
    assert rounded(read.verticals) == [(50.5, 184, 242)]


def test_the_straight_sides_of_a_rounded_box_are_ruling_lines() -> None:
    content = b"20 100 m 80 100 l 90 100 90 100 90 90 c 90 50 l S"
    read = page(Pdf().page().text(1, 10, "x").raw(content))
    assert rounded(read.horizontals) == [(742, 20, 80)]
    assert rounded(read.verticals) == [(90, 752, 792)]


def test_closing_operators_draw_the_last_side() -> None:
    for paint in (b"h S", b"s", b"b", b"b*"):
        read = page(Pdf().page().text(1, 10, "x").raw(b"10 10 m 60 10 l 60 50 l 10 50 l " + paint))
        assert rounded(read.verticals) == [(10, 792, 832), (60, 792, 832)]
        assert rounded(read.horizontals) == [(792, 10, 60), (832, 10, 60)]


def test_polygons_are_fills_when_they_are_rectangles() -> None:
    content = b"10 10 m 60 10 l 60 50 l 10 50 l h f 100 10 m 160 10 l 130 50 l f 200 10 m 300 10 l 300 11 l 200 11 l f"
    read = page(Pdf().page().text(1, 10, "x").raw(content))
    assert [fill[:4] for fill in read.fills] == [near((10, 792, 60, 832))]
    assert rounded(read.horizontals) == [(831.5, 200, 300)]


@pytest.mark.parametrize(
    ("colour", "white"),
    [
        (b"1 g", True), (b"0.5 g", False), (b"1 1 1 rg", True), (b"1 1 0 rg", False), (b"0 0 0 0 k", True),
        (b"0 0 0 1 k", False), (b"/DeviceRGB cs 1 1 1 sc", True), (b"1 g /Cs1 cs", False), (b"1 g /P1 scn", False),
    ],
)  # fmt: skip
def test_white_fills_say_so(colour: bytes, white: bool) -> None:
    read = page(Pdf().page().text(1, 10, "x").raw(colour + b" 10 10 50 40 re f"))
    assert [fill.white for fill in read.fills] == [white]


def test_white_lines_show_on_shades_alone() -> None:
    white = {"fill": (1, 1, 1), "stroke": False}
    pdf = Pdf().page().text(1, 10, "x").rect(50, 100, 200, 101, **white)
    assert page(pdf).horizontals == ()
    pdf.rect(50, 90, 200, 120, fill=(0.8, 0.9, 1), stroke=False)
    assert rounded(page(pdf).horizontals) == [(100.5, 50, 200)]


def test_a_filled_frame_is_a_fill_and_lines() -> None:
    read = page(Pdf().page().text(1, 10, "x").rect(10, 20, 60, 80, fill=(0.9, 0.9, 0.9)))
    assert len(read.fills) == 1
    assert len(read.horizontals) == len(read.verticals) == 2


# Forms and images


def form(pdf: Pdf, content: bytes, entries: bytes = b"") -> int:
    font = b"/Resources << /Font << /F1 3 0 R >> >>"
    return pdf.add(pdf.stream(content, b"/Type /XObject /Subtype /Form /BBox [0 0 100 50] %s %s" % (font, entries)))


def test_forms_are_painted_where_they_are_put() -> None:
    pdf = Pdf().page()
    inner = b"BT /F1 10 Tf 5 5 Td <A> Tj 500 0 Td <A> Tj ET q 20 0 0 20 0 0 cm".replace(b"A", pdf.encode("印"))
    number = form(pdf, inner, b"/Matrix [1 0 0 1 10 0]")
    pdf.resources = b"/XObject << /X 0 0 R /F#58 %d 0 R >>" % number
    pdf.raw(b"q 2 0 0 2 100 300 cm /FX Do /Missing Do Q").text(10, 10, "后")
    read = page(pdf)
    assert texts(read) == ["印", "后"]
    assert (read.runs[0].lefts[0], read.runs[0].baseline, read.runs[0].size) == near((130, 532, 20))
    assert read.runs[0].clip == near((120, 442, 320, 542))
    assert read.runs[1].size == near(10)


def test_forms_without_resources_or_box_use_those_of_the_page() -> None:
    pdf = Pdf().page()
    content = b"BT /F1 10 Tf 5 5 Td <%s> Tj ET" % pdf.encode("印")
    number = pdf.add(pdf.stream(content, b"/Subtype /Form"))
    image = pdf.add(pdf.stream(b"\0", b"/Subtype /Image"))
    pdf.resources = b"/XObject << /X %d 0 R /I %d 0 R >>" % (number, image)
    assert texts(page(pdf.raw(b"/X Do /I Do"))) == ["印"]


def test_inline_images_are_skipped() -> None:
    pdf = Pdf().page().text(10, 10, "前")
    pdf.raw(b"q BI /W 2 /H 2 /BPC 8 /CS /G ID (\xff)BT[ EI Q").text(10, 30, "后")
    assert texts(page(pdf)) == ["前", "后"]
    assert texts(page(pdf.raw(b"BI /W 1 ID never ends"))) == ["前", "后"]


def test_content_may_come_in_pieces() -> None:
    pdf = Pdf().page()
    code = pdf.encode("一")
    first, second = (pdf.add(pdf.stream(part)) for part in (b"BT /F1 10 Tf 10 800", b"Td <%s> Tj ET" % code))
    pdf.page(extra=b"/Contents [%d 0 R %d 0 R 99 0 R] " % (first, second))
    assert [texts(p) for p in pages(pdf)] == [[], ["一"]]
