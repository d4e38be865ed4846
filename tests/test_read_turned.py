"""Turned pages: by the page's own rotation, or by the direction that most of its text runs in."""

from __future__ import annotations

import pytest
from pdf_maker import Pdf

from auditor.model import Page, Segment
from auditor.read import read_bytes


def page(pdf: Pdf) -> Page:
    (only,) = read_bytes(pdf.bytes(), "x.pdf").pages
    return only


def texts(page: Page) -> list[str]:
    return ["".join(run.glyphs) for run in page.runs]


def rounded(segments: tuple[Segment, ...]) -> list[tuple[float, ...]]:
    return sorted(tuple(round(number, 2) for number in segment) for segment in segments)


def near(box: object) -> object:
    return pytest.approx(box, abs=0.01)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270, 450, -90])
def test_a_rotated_page_is_read_as_shown(rotate: int) -> None:
    turned = {0: 0, 90: 90, 180: 180, 270: 270, 450: 90, -90: 270}[rotate]
    width, height = (400, 300) if turned in (0, 180) else (300, 400)  # of the sheet; it is shown 400 by 300
    at = {0: (50, 60), 90: (60, 350), 180: (350, 240), 270: (240, 50)}[turned]  # of the text on the sheet, from its top
    line = {0: (50, 80, 200, 80), 90: (80, 350, 80, 200), 180: (350, 220, 200, 220), 270: (220, 50, 220, 200)}[turned]
    pdf = (
        Pdf()
        .page(width, height, rotate=rotate)
        .text(*at, "合计 7", angle=turned, clip=(0, 0, width, height))
        .line(*line)
    )
    read = page(pdf)
    assert (read.width, read.height) == (400, 300)
    (run,) = read.runs
    assert "".join(run.glyphs) == "合计 7"
    assert (run.lefts[0], run.baseline, run.clip) == (near(50), near(60), near((0, 0, 400, 300)))
    assert rounded(read.horizontals) == [(80, 50, 200)]
    assert read.verticals == ()


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_page_whose_text_runs_sideways_is_turned(angle: int) -> None:
    width, height = (400, 300) if angle == 180 else (300, 400)
    at = {90: (60, 350), 180: (350, 240), 270: (240, 50)}[angle]
    line = {90: (80, 350, 80, 200), 180: (350, 220, 200, 220), 270: (220, 50, 220, 200)}[angle]
    rule = {90: (20, 100, 90, 100), 180: (100, 20, 100, 90), 270: (220, 300, 290, 300)}[angle]
    shade = {90: (100, 100, 150, 200), 180: (200, 150, 300, 200), 270: (150, 200, 200, 300)}[angle]
    pdf = (
        Pdf().page(width, height).text(*at, "收入合计 7", angle=angle, clip=(0, 0, width, height)).line(*line).line(*rule)
        .rect(*shade, fill=(1, 1, 1), stroke=False).text(150, 150, "页")
    )  # fmt: skip
    read = page(pdf)
    assert (read.width, read.height) == (400, 300)
    main, *others = read.runs
    assert "".join(main.glyphs) == "收入合计 7"
    assert (main.lefts[0], main.baseline, main.size, main.clip) == (
        near(50),
        near(60),
        near(10),
        near((0, 0, 400, 300)),
    )
    assert main.lefts == near((50, 60, 70, 80, 90, 95))
    assert rounded(read.horizontals) == [(80, 50, 200)]
    assert len(read.verticals) == 1
    assert [fill[2] - fill[0] for fill in read.fills] == [near(100)]
    assert read.fills[0].white
    assert [run.glyphs for run in others] == [("页",)]


def test_odd_runs_in_an_upright_page_become_single_glyphs() -> None:
    pdf = Pdf().page().text(50, 50, "一二三四五六七八").text(100, 400, "竖排", angle=90).text(300, 500, "斜", angle=3)
    read = page(pdf)
    assert texts(read) == ["一二三四五六七八", "竖", "排", "斜"]
    assert [(run.lefts[0], run.baseline) for run in read.runs[1:3]] == [near((100, 400)), near((100, 390))]


def test_what_stands_aslant_over_other_text_is_a_watermark() -> None:
    for angle in (30, -45, 60, 150):
        pdf = Pdf().page().text(50, 50, "合计").text(50, 400, "仅供公开", angle=angle)
        assert texts(page(pdf)) == ["合计"]


def test_a_page_of_slanted_text_stays_as_it_is() -> None:
    read = page(Pdf().page().text(100, 400, "水印", angle=30))
    assert texts(read) == ["水", "印"]
    assert (read.width, read.height) == (595, 842)


def test_a_turned_page_keeps_text_of_other_directions_as_single_glyphs() -> None:
    pdf = Pdf().page().text(100, 400, "竖排文字", angle=90).text(200, 400, "倒", angle=180)
    assert texts(page(pdf)) == ["竖排文字", "倒"]


def test_what_a_clip_hides_of_turned_text_was_not_printed() -> None:
    pdf = Pdf().page().text(50, 50, "正文").text(100, 400, "竖", angle=90, clip=(200, 0, 300, 842))
    assert texts(page(pdf)) == ["正文"]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270, 45])
@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_a_place_on_the_page_is_found_on_the_sheet(rotate: int, angle: int) -> None:
    """What is drawn at the left of "合计" stands there on the page, and its box leads back to where it was drawn."""
    pdf = Pdf().page(400, 300, rotate=rotate, crop=(10, 20, 390, 280)).text(200, 150, "合计 1,234.00", angle=angle)
    read = page(pdf.rect(100, 100, 150, 120, fill=(0.5, 0.5, 0.5), stroke=False))
    (fill,) = read.fills
    assert read.sheet == (10, 20, 390, 280)
    assert read.on_sheet((fill.x0, fill.top, fill.x1, fill.bottom)) == near((100, 180, 150, 200))
