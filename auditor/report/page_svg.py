"""A page redrawn as SVG from what was read: its text, lines and shades, and marks on top.

It shows what the reader saw, not what a viewer would show; so a reader's mistake is seen at once. Colours are left to
CSS classes (`PLAIN` is a sheet of them for a file that stands alone).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import NamedTuple

from auditor.model import Box, Page, Run
from auditor.report.escaping import xml_safe

PLAIN = (
    ".paper{fill:#fff}.ink{fill:#111}.rule{stroke:#555;fill:none}.shade{fill:#0001}"
    ".mark{fill:#f003;stroke:#c00}text{font-family:'Noto Sans CJK SC','Microsoft YaHei',SimSun,sans-serif}"
)

_BROAD = frozenset("%‰@MW")  # wider than half a square in most fonts, but not in those of Chinese documents
_NARROW = 0.7


class Mark(NamedTuple):
    """A rectangle on a page.

    Attributes:
        box: in the page's own frame.
        names: CSS classes beside "mark" (its label: beside "label"), separated by blanks.
        key: the element's id, "" = none; it is also told as data-mark.
        title: shown when the pointer rests on it.
        label: a short word at its left upper corner.
    """

    box: Box
    names: str = ""
    key: str = ""
    title: str = ""
    label: str = ""


def page_svg(
    page: Page,
    marks: Iterable[Mark] = (),
    *,
    under: Iterable[tuple[str, Sequence[Box]]] = (),
    picture: str = "",
    style: str = "",
) -> str:
    """Return a page as one <svg> element, in points.

    Args:
        page: as read, upright.
        marks: drawn on top, in this order.
        under: many boxes of one kind, each a pair of CSS classes and boxes, drawn as one path below the text.
        picture: a data URL of the true image, drawn below everything else.
        style: a style sheet to hold inside, for a file that stands alone; such a file should use `PLAIN`.
    """
    size = f'width="{_n(page.width)}" height="{_n(page.height)}"'
    box = f"0 0 {_n(page.width)} {_n(page.height)}"
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" role="img">']
    parts += [f"<style>{style}</style>"] if style else []
    parts.append(f'<rect class="paper" {size}/>')
    parts += [f'<image class="picture" {size} href="{escape(picture)}"/>'] if picture else []
    parts += _path("shade", ((f.x0, f.top, f.x1, f.bottom) for f in page.fills if not f.white))
    for names, boxes in under:
        parts += _path(names, boxes)
    parts += _lines(page)
    parts.append(f'<g class="ink">{"".join(_texts(page.runs))}</g>')
    parts += [_mark(mark) for mark in marks]
    return "".join([*parts, "</svg>"])


def _lines(page: Page) -> list[str]:
    drawn = [f"M{_n(s.start)} {_n(s.at)}H{_n(s.end)}" for s in page.horizontals]
    drawn += [f"M{_n(s.at)} {_n(s.start)}V{_n(s.end)}" for s in page.verticals]
    return [f'<path class="rule" stroke-width=".7" d="{"".join(drawn)}"/>'] if drawn else []


def _path(names: str, boxes: Iterable[Box]) -> list[str]:
    drawn = "".join(f"M{_n(x0)} {_n(top)}H{_n(x1)}V{_n(bottom)}H{_n(x0)}z" for x0, top, x1, bottom in boxes)
    return [f'<path class="{names}" d="{drawn}"/>'] if drawn else []


def _texts(runs: Sequence[Run]) -> Iterator[str]:
    """Yield one element for neighbouring runs on one line, every glyph at its own place whatever the font."""
    line: list[tuple[str, float]] = []
    at = (0.0, 0.0)
    for run in runs:
        if at != (run.baseline, run.size):
            yield from _text(line, *at)
            line, at = [], (run.baseline, run.size)
        for char, left, width in _placed(run):
            if char in _BROAD and width < _NARROW * run.size:
                yield _squeezed(char, left, width, run)
            else:
                line.append((char, left))
    yield from _text(line, *at)


def _placed(run: Run) -> Iterator[tuple[str, float, float]]:
    """Yield every character with its left edge and width; a glyph of several characters is shared out."""
    for glyph, left, width in zip(run.glyphs, run.lefts, run.widths, strict=True):
        shown = xml_safe(glyph)
        for number, char in enumerate(shown):
            if not char.isspace():
                yield char, left + width * number / len(shown), width / len(shown)


def _squeezed(char: str, left: float, width: float, run: Run) -> str:
    place = f'x="{_n(left)}" y="{_n(run.baseline)}" textLength="{_n(width)}" lengthAdjust="spacingAndGlyphs"'
    return f'<text {place} font-size="{_n(run.size)}">{escape(char)}</text>'


def _text(line: Sequence[tuple[str, float]], baseline: float, size: float) -> Iterator[str]:
    if not line:
        return
    # a character outside the basic plane counts as two for the list of places
    places = " ".join(" ".join([_n(x)] * (2 if ord(char) > 0xFFFF else 1)) for char, x in line)
    letters = escape("".join(char for char, _ in line))
    yield f'<text y="{_n(baseline)}" font-size="{_n(size)}" x="{places}">{letters}</text>'


def _mark(mark: Mark) -> str:
    x0, top, x1, bottom = mark.box
    key = f' id="{escape(mark.key)}" data-mark="{escape(mark.key)}"' if mark.key else ""
    title = f"<title>{escape(xml_safe(mark.title))}</title>" if mark.title else ""
    place = f'x="{_n(x0 - 1)}" y="{_n(top - 0.5)}" width="{_n(x1 - x0 + 2)}" height="{_n(bottom - top + 1)}"'
    drawn = f'<rect class="{f"mark {mark.names}".strip()}"{key} {place} rx="2">{title}</rect>'
    if mark.label:
        where = f'x="{_n(x0 - 1)}" y="{_n(max(top - 2, 6))}"'
        drawn += f'<text class="{f"label {mark.names}".strip()}" {where} font-size="7.5">{escape(xml_safe(mark.label))}</text>'
    return drawn


def _n(value: float) -> str:
    """Return a length with one decimal at most."""
    return f"{value:.1f}".removesuffix(".0")
