"""Draws a document with reportlab and remembers where every figure stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks.mutations.document import CellText, Document, Heading, Paragraph, Row, Table, Word
from benchmarks.mutations.graph import Figure

FONT = "STSong-Light"
A4 = (595.0, 842.0)
Spot = tuple[int, float, float, float, float]


@dataclass(slots=True)
class Layout:
    """How pages look.

    Attributes:
        rules: grid (lines), rects (a rectangle per cell), rows (horizontal lines only), three (three-line table).
        latin: font of digits, "" for the Chinese font; turned: table pages are portrait sheets with /Rotate 90.
        landscape: table pages are wide; repeat: the header again on every page of a table.
        caption: number-left, number-right, plain, or inline (表1 and title on one line).
    """

    name: str
    rules: str = "grid"
    latin: str = ""
    landscape: bool = True
    turned: bool = False
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


@dataclass(slots=True)
class _Glyph:
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
    places: dict[str, list[Spot]] = field(default_factory=dict)


def layouts(rng: Random, name: str) -> Layout:
    """Return a layout of a name: ruled, boxed, lined, threeline, rotated; what the name leaves open is drawn by chance."""
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
    layout.rules = {"ruled": "grid", "boxed": "rects", "lined": "rows", "threeline": "three", "rotated": "grid"}[name]
    layout.landscape = name in {"ruled", "rotated", "threeline"} or rng.random() < 0.5
    layout.turned = name == "rotated"
    layout.shade = name in {"boxed", "ruled"} and rng.random() < 0.4
    return layout


def draw(document: Document, layout: Layout, path: str) -> dict[str, list[Spot]]:
    """Write the PDF; return for every figure the spots (page, x0, top, x1, bottom) where it was printed."""
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    drawing = Drawing(Canvas(path, pagesize=A4, invariant=1), layout)
    _cover(drawing, document)
    wide = False
    for block in document.blocks:
        if isinstance(block, Table):
            columns = len(block.widths)
            if not (wide and layout.pack and _room(drawing) > 160 and (columns <= 14 or drawing.width > drawing.height)):
                _new_page(drawing, wide=True, columns=columns)
            wide = True
            _table(drawing, block)
            continue
        if wide or (isinstance(block, Heading) and block.level == 1):
            _new_page(drawing, wide=False)
        wide = False
        if isinstance(block, Heading):
            _heading(drawing, block)
        else:
            _paragraph(drawing, block)
    _finish_page(drawing)
    drawing.canvas.save()
    return drawing.places


def _room(d: Drawing) -> float:
    return d.height - 50 - d.top


def _finish_page(d: Drawing) -> None:
    if d.page > 1:
        if d.layout.page_mark:
            _text(d, d.layout.page_mark.format(d.page - 1), d.width / 2 - 10, d.height - 28, 9)
        if d.layout.head:
            _text(d, "部门预算决算信息公开", d.layout.margin, 34, 9)
    d.canvas.showPage()


def _new_page(d: Drawing, *, wide: bool, columns: int = 0) -> None:
    _finish_page(d)
    d.page += 1
    landscape = wide and (d.layout.landscape or columns > 14)
    size = A4[::-1] if landscape else A4
    d.width, d.height = size
    if landscape and d.layout.turned:
        d.canvas.setPageSize(size)  # reportlab turns the sheet itself when a rotation is set
        d.canvas.setPageRotation(90)
        d.canvas.translate(A4[0], 0)  # the sheet is upright; what is drawn runs up its left side
        d.canvas.rotate(90)
    else:
        d.canvas.setPageSize(size)
        d.canvas.setPageRotation(0)
    d.top = 60.0


def _cover(d: Drawing, document: Document) -> None:
    top = 260.0
    for line in document.cover:
        size = 22 if top < 300 else 18
        _text(d, line, (d.width - _width(d, line, size)) / 2, top, size, bold=True)
        top += 44
    if not d.layout.contents:
        return
    _new_page(d, wide=False)
    _text(d, "目    录", d.width / 2 - 30, 80, 18, bold=True)
    top = 120.0
    for block in document.blocks:
        title = block.text if isinstance(block, Heading) and block.level <= 2 else ""
        title = f"{block.number}. {block.title}" if isinstance(block, Table) else title
        if not title:
            continue
        if top > d.height - 70:
            _new_page(d, wide=False)
            top = 80.0
        dots = "." * int((d.width - 2 * d.layout.margin - _width(d, title, 11) - 30) / _width(d, ".", 11))
        _text(d, f"{title}{dots}{3 + int(top) // 60}", d.layout.margin, top, 11)
        top += 20


def _fonts(d: Drawing, text: str) -> str:
    return d.layout.latin if d.layout.latin and text.isascii() else FONT


def _width(d: Drawing, text: str, size: float) -> float:
    return sum(pdfmetrics.stringWidth(character, _fonts(d, character), size) for character in text)


def _glyphs(d: Drawing, text: str, size: float, figure: Figure | None = None, *, bold: bool = False) -> list[_Glyph]:
    return [
        _Glyph(c, font, size, pdfmetrics.stringWidth(c, font, size), figure, bold) for c in text for font in (_fonts(d, c),)
    ]


def _show(d: Drawing, glyphs: list[_Glyph], x: float, baseline: float, space: float = 0.0) -> None:
    """Draw one line, a text operator per font, and remember the figures in it; `space` is put behind every glyph."""
    at = x
    run: list[_Glyph] = []
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
            if spots and spots[-1][0] == d.page and abs(spots[-1][3] - at) < space + 0.01 and abs(spots[-1][4] - box[4]) < 0.01:
                spots[-1] = (*spots[-1][:3], box[3], box[4])
            else:
                spots.append(box)
        at += glyph.width + space


def _operator(d: Drawing, text: str, x: float, baseline: float, like: _Glyph, space: float) -> None:
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


def _text(d: Drawing, text: str, x: float, baseline: float, size: float, *, bold: bool = False) -> None:
    _show(d, _glyphs(d, text, size, bold=bold), x, baseline)


def _heading(d: Drawing, heading: Heading) -> None:
    size = d.layout.text_size * (1.2 if heading.level == 1 else 1.0)
    indent = 0.0 if heading.level == 1 else 2 * size
    _flow(d, _glyphs(d, heading.text, size, bold=True), size, indent, center=heading.level == 1)
    if heading.level == 1:
        d.top += size


def _paragraph(d: Drawing, paragraph: Paragraph) -> None:
    size = d.layout.text_size
    glyphs: list[_Glyph] = []
    for part in paragraph.parts:
        if isinstance(part, str):
            glyphs += _glyphs(d, part, size)
        elif isinstance(part, Word):
            glyphs += _glyphs(d, part.printed, size)
        else:
            text = f" {part.printed} " if d.layout.spaced else part.printed
            glyphs += _glyphs(d, text, size, part)
    _flow(d, glyphs, size, 2 * size)


NO_START = set("，。；：、）】”%》")
HANGING = set("，。、；：")


def _flow(d: Drawing, glyphs: list[_Glyph], size: float, indent: float, *, center: bool = False) -> None:
    """Break a paragraph into lines as office programs do: anywhere between Han characters, never inside a number."""
    limit = d.width - 2 * d.layout.margin
    lines = _lines(d, glyphs, limit, indent)
    for at, line in enumerate(lines):
        if d.top + size * d.layout.leading > d.height - 50:
            _new_page(d, wide=False)
        d.top += size * d.layout.leading
        start = indent if at == 0 else 0.0
        width = _span(line)
        left = (d.width - width) / 2 if center else d.layout.margin + start
        space = 0.0
        if d.layout.justify and not center and at < len(lines) - 1:
            inner = line[:-1] if width > limit - start else line  # what hangs beyond the margin stays there
            space = max(0.0, (limit - start - _span(inner)) / max(len(inner) - 1, 1))
        _show(d, line, left, d.top, space)


def _span(glyphs: list[_Glyph]) -> float:
    return sum(glyph.width for glyph in glyphs)


def _lines(d: Drawing, glyphs: list[_Glyph], limit: float, indent: float) -> list[list[_Glyph]]:
    lines: list[list[list[_Glyph]]] = [[]]
    used = indent
    for chunk in _chunks(glyphs):
        width = _span(chunk)
        line = lines[-1]
        if line and used + width > limit:
            mark = chunk[0].text
            if d.layout.hang and mark in HANGING and used <= limit:
                line.append(chunk)
                used += width
                continue
            carried = [chunk]
            while carried[0][0].text in NO_START and len(line) > 1:
                carried.insert(0, line.pop())
            lines.append(carried)
            used = sum(_span(each) for each in carried)
            continue
        line.append(chunk)
        used += width
    return [[glyph for chunk in line for glyph in chunk] for line in lines]


def _chunks(glyphs: list[_Glyph]) -> list[list[_Glyph]]:
    chunks: list[list[_Glyph]] = []
    for glyph in glyphs:
        joined = chunks and _number(glyph) and _number(chunks[-1][-1])
        if joined:
            chunks[-1].append(glyph)
        else:
            chunks.append([glyph])
    return chunks


def _number(glyph: _Glyph) -> bool:
    return glyph.text.isascii() and glyph.text not in " ();:"


def _table(d: Drawing, table: Table) -> None:
    layout = d.layout
    size = layout.table_size * (0.62 if len(table.widths) > 20 else 0.8 if len(table.widths) > 10 else 1.0)
    left, right = 40.0, d.width - 40.0
    widths = [(right - left) * width / sum(table.widths) for width in table.widths]
    while size > 3 and not _fits(d, table, widths, size):
        size -= 0.25
    _caption(d, table, left, right)
    header = _Header(d, table, widths, size)
    _header(d, header, left)
    first_top = d.top
    for row in table.rows:
        if row.gone:
            continue
        for _ in range(row.copies):
            height = _row_height(d, table, row, widths, size)
            if d.top + height > d.height - 50:
                _close_table(d, left, right, first_top)
                _new_page(d, wide=True, columns=len(widths))
                if layout.repeat:
                    _header(d, header, left)
                elif layout.rules == "three":
                    _line(d, left, d.top, right, d.top, 0.9)
                first_top = d.top
            _body_row(d, table, row, widths, size, left, height)
    _close_table(d, left, right, first_top)
    for note in table.notes:
        d.top += 13
        _text(d, note, left, d.top, 8.5)
    d.top += 26


def _fits(d: Drawing, table: Table, widths: list[float], size: float) -> bool:
    """Tell whether every number stays inside its cell."""
    cells = [(widths[at], cell) for row in table.rows for at, cell in enumerate(row.cells) if isinstance(cell, Figure)]
    return all(_width(d, cell.printed, size) <= width - 3 for width, cell in cells)


def _caption(d: Drawing, table: Table, left: float, right: float) -> None:
    number = f"公开{table.number}表" if table.number.startswith("0") else f"表{table.number}"
    title, size = table.title, 13.0
    caption = d.layout.caption
    if caption == "inline":
        title = f"{number} {title}"
    elif caption == "number-left":
        _text(d, number, left, d.top, 9)
    elif caption == "number-right":
        _text(d, number, right - _width(d, number, 9), d.top, 9)
    d.top += 20
    _text(d, title, (d.width - _width(d, title, size)) / 2, d.top, size, bold=True)
    d.top += 16
    unit = d.layout.unit_words.format(table.unit)
    _text(d, unit, right - _width(d, unit, 9), d.top, 9)
    d.top += 5


@dataclass(slots=True)
class _Header:
    drawing: Drawing
    table: Table
    widths: list[float]
    size: float


def _spans(grid: list[list[str]]) -> list[tuple[int, int, int, int, str]]:
    """Return the cells of a header: row, column, row span, column span, text."""
    cells = []
    for r, row in enumerate(grid):
        for c, text in enumerate(row):
            if text in {"<", "^"}:
                continue
            wide = 1
            while c + wide < len(row) and row[c + wide] == "<":
                wide += 1
            high = 1
            while r + high < len(grid) and grid[r + high][c] == "^":
                high += 1
            cells.append((r, c, high, wide, text))
    return cells


def _header(d: Drawing, header: _Header, left: float) -> None:
    grid = [[*row, *(["备注" if at == 0 else "^"] * (len(header.widths) - len(row)))] for at, row in enumerate(header.table.header)]
    edges = _edges(header.widths, left)
    size = header.size
    heights = [size * 1.9] * len(grid)
    for r, c, high, wide, text in _spans(grid):
        if high == 1:
            lines = _wrap(d, _glyphs(d, text, size), edges[c + wide] - edges[c] - 4)
            heights[r] = max(heights[r], len(lines) * size * 1.2 + 5)
    for r, c, high, wide, text in _spans(grid):
        lines = _wrap(d, _glyphs(d, text, size), edges[c + wide] - edges[c] - 4)
        lack = len(lines) * size * 1.2 + 5 - sum(heights[r : r + high])
        if high > 1 and lack > 0:
            heights[r + high - 1] += lack
    top, tops = d.top, [d.top]
    for height in heights:
        tops.append(tops[-1] + height)
    for r, c, high, wide, text in _spans(grid):
        box = (edges[c], tops[r], edges[c + wide], tops[r + high])
        if d.layout.shade:
            d.canvas.setFillGray(0.88)
            d.canvas.rect(box[0], d.height - box[3], box[2] - box[0], box[3] - box[1], stroke=0, fill=1)
            d.canvas.setFillGray(0)
        _border(d, box, header=True)
        _in_cell(d, text, box, size, "center")
    d.top = tops[-1]
    if d.layout.rules == "three":
        _line(d, left, top, edges[-1], top, 0.9)
        _line(d, left, d.top, edges[-1], d.top, 0.6)


def _edges(widths: list[float], left: float) -> list[float]:
    edges = [left]
    for width in widths:
        edges.append(edges[-1] + width)
    return edges


def _row_cells(row: Row) -> list[tuple[int, int, CellText]]:
    cells: list[tuple[int, int, CellText]] = [(0, row.merge, row.cells[0])]
    cells += [(at, 1, cell) for at, cell in enumerate(row.cells) if at >= row.merge]
    return cells


def _string(cell: CellText) -> str:
    return "" if cell is None else cell if isinstance(cell, str) else cell.printed


def _row_height(d: Drawing, table: Table, row: Row, widths: list[float], size: float) -> float:
    most = 1
    edges = _edges(widths, 0)
    for at, wide, cell in _row_cells(row):
        most = max(most, len(_wrap(d, _glyphs(d, _string(cell), size), edges[at + wide] - edges[at] - 4)))
    return max(size * 1.9, most * size * 1.2 + 5)


def _body_row(d: Drawing, table: Table, row: Row, widths: list[float], size: float, left: float, height: float) -> None:
    edges = _edges(widths, left)
    for at, wide, cell in _row_cells(row):
        box = (edges[at], d.top, edges[at + wide], d.top + height)
        _border(d, box, header=False)
        align = d.layout.align if isinstance(cell, Figure) else "center" if wide > 1 or row.total else "left"
        _in_cell(d, cell, box, size, align)
    d.top += height


def _in_cell(d: Drawing, cell: CellText, box: tuple[float, float, float, float], size: float, align: str) -> None:
    figure = cell if isinstance(cell, Figure) else None
    text = _string(cell)
    if figure is not None and not text:
        d.places.setdefault(figure.key, []).append((d.page, *box))
        return
    lines = _wrap(d, _glyphs(d, text, size, figure), box[2] - box[0] - 4)
    baseline = (box[1] + box[3]) / 2 - (len(lines) - 1) * size * 0.6 + size * 0.35
    for line in lines:
        width = sum(glyph.width for glyph in line)
        x = {"left": box[0] + 2, "center": (box[0] + box[2] - width) / 2, "right": box[2] - 2 - width}[align]
        _show(d, line, x, baseline)
        baseline += size * 1.2


def _wrap(d: Drawing, glyphs: list[_Glyph], limit: float) -> list[list[_Glyph]]:
    lines: list[list[_Glyph]] = [[]]
    used = 0.0
    number = bool(glyphs) and glyphs[0].figure is not None
    for glyph in glyphs:
        if lines[-1] and used + glyph.width > limit + 0.01 and not number:
            lines.append([])
            used = 0.0
        lines[-1].append(glyph)
        used += glyph.width
    return lines


def _border(d: Drawing, box: tuple[float, float, float, float], *, header: bool) -> None:
    rules = d.layout.rules
    if rules == "rects":
        d.canvas.setLineWidth(0.4)
        d.canvas.rect(box[0], d.height - box[3], box[2] - box[0], box[3] - box[1], stroke=1, fill=0)
    elif rules == "grid":
        for x0, y0, x1, y1 in ((box[0], box[1], box[2], box[1]), (box[0], box[3], box[2], box[3]),
                               (box[0], box[1], box[0], box[3]), (box[2], box[1], box[2], box[3])):  # fmt: skip
            _line(d, x0, y0, x1, y1, 0.5)
    elif rules == "rows" or header:
        _line(d, box[0], box[3], box[2], box[3], 0.4)
        if rules == "rows":
            _line(d, box[0], box[1], box[2], box[1], 0.4)


def _line(d: Drawing, x0: float, y0: float, x1: float, y1: float, width: float) -> None:
    d.canvas.setLineWidth(width)
    d.canvas.line(x0, d.height - y0, x1, d.height - y1)


def _close_table(d: Drawing, left: float, right: float, first_top: float) -> None:
    if d.layout.rules == "three":
        _line(d, left, d.top, right, d.top, 0.9)
