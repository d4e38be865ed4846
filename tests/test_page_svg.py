"""Pages as SVG: well-formed, every glyph at its place, nothing of the document is markup."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from pdf_maker import Pdf

from auditor.model import Page, Run
from auditor.read import read_bytes
from auditor.report.page_svg import PLAIN, Mark, page_svg

SVG = "{http://www.w3.org/2000/svg}"


def drawn(page: Page, *marks: Mark, **more: object) -> ET.Element:
    return ET.fromstring(page_svg(page, marks, **more))  # type: ignore[arg-type]  # noqa: S314 our own


def only_page(pdf: Pdf) -> Page:
    (page,) = read_bytes(pdf.bytes(), "x.pdf").pages
    return page


def test_text_lines_and_shades_are_where_they_were_read() -> None:
    pdf = Pdf().page(300, 200).rect(10, 20, 90, 60, fill=(0.8, 0.8, 0.8), stroke=False).line(10, 100, 200, 100)
    svg = drawn(only_page(pdf.text(20, 50, "合计 1<2&", size=10)))
    assert svg.get("viewBox") == "0 0 300 200"
    (text,) = svg.iter(f"{SVG}text")
    assert (text.text, text.get("y"), text.get("font-size")) == ("合计1<2&", "50", "10")
    assert text.get("x") == "20 30 45 50 55 60"
    paths = {path.get("class"): path.get("d") for path in svg.iter(f"{SVG}path")}
    assert paths == {"shade": "M10 20H90V60H10z", "rule": "M10 100H200"}


def test_marks_stand_on_top_with_their_names() -> None:
    page = only_page(Pdf().page(300, 200).text(20, 50, "1"))
    svg = drawn(
        page, Mark((20, 40, 60, 50), "suspect", "m1", "<b>&", "C1"), under=[("seen", [(1, 2, 3, 4)])], style=PLAIN
    )
    rect = list(svg)[-2]
    assert {key: rect.get(key) for key in ("class", "id", "data-mark", "x", "y", "width", "height")} == {
        "class": "mark suspect", "id": "m1", "data-mark": "m1", "x": "19", "y": "39.5", "width": "42", "height": "11",
    }  # fmt: skip
    assert rect.findtext(f"{SVG}title") == "<b>&"
    assert list(svg)[-1].text == "C1"
    assert svg.findtext(f"{SVG}style") == PLAIN
    assert any(path.get("class") == "seen" for path in svg.iter(f"{SVG}path"))


def test_odd_glyphs_keep_their_places() -> None:
    runs = (
        Run(("fi", "\U00020000", "\x00", " ", "a"), (10, 20, 30, 40, 50), (8, 10, 10, 10, 5), 30, 10, None),
        Run(("b",), (60,), (5,), 30, 10, None),
        Run(("c",), (10,), (5,), 45, 10, None),
    )
    svg = drawn(Page(1, 100, 100, runs, (), ()))
    first, second = svg.iter(f"{SVG}text")
    assert first.text == "fi\U00020000\ufffdab"
    assert first.get("x") == "10 14 20 20 30 50 60"
    assert second.text == "c"
