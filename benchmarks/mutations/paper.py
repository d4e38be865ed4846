"""The paper: layouts, pages, and lines of glyphs with the places of their figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from benchmarks.mutations.graph import Figure

FONT = "STSong-Light"


A4 = (595.0, 842.0)


Spot = tuple[int, float, float, float, float]


@dataclass(slots=True)
class Layout:
    """How pages look.

    Attributes:
        rules: grid (lines), rects (a rectangle per cell), rows (horizontal lines only), three (three-line table),
                zebra (every other row shaded, no lines), frame (a box around the whole table), none.
        latin: font of digits, "" for the Chinese font; dash: lines are dotted.
        turned: table pages are portrait sheets with /Rotate 90 or 270; 1: what is drawn runs up the sheet and nothing tells so.
        bottom: where table pages end; wide: digits of the narrative (and, at 2, of tables) are full-width.
        merged: an empty column of remarks is one cell over all rows.
        landscape: table pages are wide; repeat: the header again on every page of a table.
        caption: number-left, number-right, plain, or inline (表1 and title on one line).
        gap: em between columns that are as wide as their contents, 0: the table fills the page.
        upper, lower: where labels and numbers stand in a row that is higher than they are: top, middle or bottom.
        heads: headings stand as their columns do (edge), or centred; ragged: how much row heights vary, in row heights.
        indent: em by which a label stands in for each level of its code; leaders: dots lead from the label to the number.
        trimmed: noughts at the end of decimals are not printed; crowded: columns of labels are so narrow that most wrap.
    """

    name: str
    rules: str = "grid"
    latin: str = ""
    landscape: bool = True
    turned: int = 0
    dash: bool = False
    bottom: float = 50.0
    wide: int = 0
    merged: bool = False
    repeat: bool = False
    caption: str = "number-left"
    table_size: float = 8.0
    text_size: float = 14.0
    leading: float = 1.7
    page_mark: str = "- {} -"
    head: bool = False
    contents: bool = True
    align: str = "right"
    shade: bool = False
    unit_words: str = "单位：{}"
    margin: float = 60.0
    spaced: bool = False  # blanks around the numbers of the narrative
    pack: bool = False  # short tables follow each other on one page
    justify: bool = True  # full lines end at one right edge
    hang: bool = False  # a comma or full stop may stand beyond the right margin
    gap: float = 0.0
    upper: str = "middle"
    lower: str = "middle"
    heads: str = "center"
    ragged: float = 0.0
    indent: float = 0.0
    leaders: bool = False
    trimmed: bool = False
    crowded: bool = False


@dataclass(slots=True)
class Glyph:
    """One character with its font and the figure it belongs to."""

    text: str
    font: str
    size: float
    width: float
    figure: Figure | None
    bold: bool = False


@dataclass(slots=True)
class Drawing:
    """The pages under construction and the places of the figures drawn so far."""

    canvas: Canvas
    layout: Layout
    width: float = A4[0]
    height: float = A4[1]
    page: int = 1
    top: float = 60.0
    opened: bool = False  # a merged cell begins with the next row
    narrow: bool = False  # the table has too many columns for full-width digits
    framed: float = 0.0  # where the frame around the table begins
    places: dict[str, list[Spot]] = field(default_factory=dict)


def layouts(rng: Random, name: str) -> Layout:
    """Return a layout of a name; what the name leaves open is drawn by chance."""
    layout = Layout(
        name,
        latin=rng.choice(["", "Helvetica", "Times-Roman"]),
        repeat=rng.random() < 0.5,
        caption=rng.choice(["number-left", "number-right", "plain", "inline"]),
        table_size=rng.choice([7.0, 8.0, 9.0]),
        text_size=rng.choice([10.5, 12.0, 14.0, 16.0]),
        leading=rng.choice([1.5, 1.75, 2.0]),
        page_mark=rng.choice(["- {} -", "{}", "第{}页", "— {} —", ""]),
        head=rng.random() < 0.3,
        contents=rng.random() < 0.6,
        align=rng.choice(["right", "right", "center"]),
        unit_words=rng.choice(["单位：{}", "金额单位：{}", "单位:{}", "单位：{}"]),
        margin=rng.choice([54.0, 72.0, 85.0]),
        spaced=rng.random() < 0.4,
        pack=rng.random() < 0.3,
        justify=rng.random() < 0.7,
        hang=rng.random() < 0.4,
    )
    layout.rules = {"boxed": "rects", "lined": "rows", "threeline": "three", "zebra": "zebra"}.get(name, "grid")
    layout.landscape = name in {"ruled", "rotated", "threeline", "sideways"} or rng.random() < 0.5
    layout.turned = {"rotated": rng.choice([90, 90, 270]), "sideways": 1}.get(name, 0)
    layout.shade = name in {"boxed", "ruled"} and rng.random() < 0.4
    layout.dash = name == "dotted"
    layout.bottom = rng.choice([50.0, 50.0, 50.0, 230.0])
    layout.wide = rng.choice([0, 0, 0, 0, 0, 0, 1, 2])
    layout.merged = rng.random() < 0.4
    if name in _UNLINED:
        _unlined(layout, rng)
    return layout


_UNLINED = {"plain": "none", "framed": "frame", "leaders": "none", "close": "none", "ragged": "rows"}


def _unlined(layout: Layout, rng: Random) -> None:
    """Choose how a table without column lines looks."""
    name = layout.name
    layout.rules = rng.choice([_UNLINED[name], "three"]) if name in {"close", "ragged"} else _UNLINED[name]
    layout.align = rng.choice(["right", "right", "center", "left"])
    layout.gap = rng.choice([1.5, 2.0]) if name == "close" else rng.choice([0.0, 0.0, 3.0])
    layout.upper, layout.lower = rng.choice(
        [("middle", "middle"), ("middle", "middle"), ("top", "top"), ("middle", "top"), ("middle", "bottom")]
    )
    layout.heads = rng.choice(["center", "edge"])
    layout.ragged = rng.choice([0.3, 0.8]) if name == "ragged" else 0.0
    layout.indent = rng.choice([0.0, 1.0, 2.0])
    layout.leaders = name == "leaders"
    layout.trimmed = rng.random() < 0.2
    layout.crowded = rng.random() < (0.6 if name == "ragged" else 0.2)
    layout.merged = False


def room_left(d: Drawing) -> float:
    """Return the height left on the page."""
    return d.height - 50 - d.top


def finish_page(d: Drawing) -> None:
    """Print page number and page header, and end the page."""
    if d.page > 1:
        if d.layout.page_mark:
            text_at(d, d.layout.page_mark.format(d.page - 1), d.width / 2 - 10, d.height - 28, 9)
        if d.layout.head:
            text_at(d, "部门预算决算信息公开", d.layout.margin, 34, 9)
    d.canvas.showPage()


def new_page(d: Drawing, *, wide: bool, columns: int = 0) -> None:
    """Begin a page; tables may get wide or turned ones."""
    finish_page(d)
    d.page += 1
    landscape = wide and (d.layout.landscape or columns > 14)
    size = A4[::-1] if landscape else A4
    d.width, d.height = size
    turned = d.layout.turned
    if landscape and turned:
        d.canvas.setPageSize(A4 if turned == 1 else size)  # reportlab turns the sheet itself when a rotation is set
        d.canvas.setPageRotation(turned if turned > 1 else 0)
        if turned == 270:  # the sheet is upright; what is drawn runs down its right side
            d.canvas.translate(0, A4[1])
            d.canvas.rotate(-90)
        else:  # or up its left side
            d.canvas.translate(A4[0], 0)
            d.canvas.rotate(90)
    else:
        d.canvas.setPageSize(size)
        d.canvas.setPageRotation(0)
    d.top = 60.0


def _fonts(d: Drawing, text: str) -> str:
    return d.layout.latin if d.layout.latin and text.isascii() else FONT


def width_of(d: Drawing, text: str, size: float) -> float:
    """Return the width of a text in the fonts of the layout."""
    return sum(pdfmetrics.stringWidth(character, _fonts(d, character), size) for character in text)


def glyphs_of(d: Drawing, text: str, size: float, figure: Figure | None = None, *, bold: bool = False) -> list[Glyph]:
    """Return the glyphs of a text."""
    return [
        Glyph(c, font, size, pdfmetrics.stringWidth(c, font, size), figure, bold)
        for c in text
        for font in (_fonts(d, c),)
    ]


def show(d: Drawing, glyphs: list[Glyph], x: float, baseline: float, space: float = 0.0) -> None:
    """Draw one line, a text operator per font, and remember the figures in it; `space` is put behind every glyph."""
    at = x
    run: list[Glyph] = []
    start = x
    for glyph in [*glyphs, None]:
        if run and (glyph is None or glyph.font != run[0].font):
            _operator(d, "".join(each.text for each in run), start, baseline, run[0], space)
            run = []
        if glyph is None:
            break
        if not run:
            start = at
        run.append(glyph)
        if glyph.figure is not None:
            box = (d.page, at, baseline - glyph.size * 0.85, at + glyph.width, baseline + glyph.size * 0.15)
            spots = d.places.setdefault(glyph.figure.key, [])
            if (
                spots
                and spots[-1][0] == d.page
                and abs(spots[-1][3] - at) < space + 0.01
                and abs(spots[-1][4] - box[4]) < 0.01
            ):
                spots[-1] = (*spots[-1][:3], box[3], box[4])
            else:
                spots.append(box)
        at += glyph.width + space


def _operator(d: Drawing, text: str, x: float, baseline: float, like: Glyph, space: float) -> None:
    canvas = d.canvas
    canvas.setFont(like.font, like.size)
    shown = canvas.beginText(x, d.height - baseline)
    if space:
        shown.setCharSpace(space)
    if like.bold:
        shown.setTextRenderMode(2)
        canvas.setLineWidth(0.3)
    shown.textOut(text)
    if like.bold:
        shown.setTextRenderMode(0)
    if space:
        shown.setCharSpace(0)
    canvas.drawText(shown)


def text_at(d: Drawing, text: str, x: float, baseline: float, size: float, *, bold: bool = False) -> None:
    """Draw a text that holds no figure."""
    show(d, glyphs_of(d, text, size, bold=bold), x, baseline)


def span_of(glyphs: list[Glyph]) -> float:
    """Return the width of glyphs."""
    return sum(glyph.width for glyph in glyphs)


def draw_line(d: Drawing, x0: float, y0: float, x1: float, y1: float, width: float) -> None:
    """Draw a ruling."""
    d.canvas.setLineWidth(width)
    if d.layout.dash:
        d.canvas.setDash([1.0, 1.5])
    d.canvas.line(x0, d.height - y0, x1, d.height - y1)
    if d.layout.dash:
        d.canvas.setDash([])


WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")


def printed(d: Drawing, figure: Figure, *, told: bool) -> str:
    """Return what stands on the page for a figure, in the narrative (`told`) or in a table."""
    wide = d.layout.wide >= 1 if told else d.layout.wide >= 2 and not d.narrow
    text = figure.printed
    if d.layout.trimmed and not told and figure.unit == "元" and "." in text and text.strip("0."):
        text = text.rstrip("0").rstrip(".")
    return text.translate(WIDE) if wide else text
