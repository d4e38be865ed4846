"""Draws a document with reportlab and remembers where every figure stands."""

from __future__ import annotations

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks.mutations.document import Document, Heading, Paragraph, Table, Word
from benchmarks.mutations.grids import draw_table
from benchmarks.mutations.paper import (
    A4,
    FONT,
    Drawing,
    Glyph,
    Layout,
    Spot,
    finish_page,
    glyphs_of,
    new_page,
    printed,
    room_left,
    show,
    span_of,
    text_at,
    width_of,
)


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
            if not (
                wide and layout.pack and room_left(drawing) > 160 and (columns <= 14 or drawing.width > drawing.height)
            ):
                new_page(drawing, wide=True, columns=columns)
            wide = True
            draw_table(drawing, block)
            continue
        if wide or (isinstance(block, Heading) and block.level == 1):
            new_page(drawing, wide=False)
        wide = False
        if isinstance(block, Heading):
            _heading(drawing, block)
        else:
            _paragraph(drawing, block)
    finish_page(drawing)
    drawing.canvas.save()
    return drawing.places


def _cover(d: Drawing, document: Document) -> None:
    top = 260.0
    for line in document.cover:
        size = 22 if top < 300 else 18
        text_at(d, line, (d.width - width_of(d, line, size)) / 2, top, size, bold=True)
        top += 44
    if not d.layout.contents:
        return
    new_page(d, wide=False)
    text_at(d, "目    录", d.width / 2 - 30, 80, 18, bold=True)
    top = 120.0
    for block in document.blocks:
        title = block.text if isinstance(block, Heading) and block.level <= 2 else ""
        title = f"{block.number}. {block.title}" if isinstance(block, Table) else title
        if not title:
            continue
        if top > d.height - 70:
            new_page(d, wide=False)
            top = 80.0
        dots = "." * int((d.width - 2 * d.layout.margin - width_of(d, title, 11) - 30) / width_of(d, ".", 11))
        text_at(d, f"{title}{dots}{3 + int(top) // 60}", d.layout.margin, top, 11)
        top += 20


def _heading(d: Drawing, heading: Heading) -> None:
    size = d.layout.text_size * (1.2 if heading.level == 1 else 1.0)
    indent = 0.0 if heading.level == 1 else 2 * size
    _flow(d, glyphs_of(d, heading.text, size, bold=True), size, indent, center=heading.level == 1)
    if heading.level == 1:
        d.top += size


def _paragraph(d: Drawing, paragraph: Paragraph) -> None:
    size = d.layout.text_size
    glyphs: list[Glyph] = []
    for part in paragraph.parts:
        if isinstance(part, str):
            glyphs += glyphs_of(d, part, size)
        elif isinstance(part, Word):
            glyphs += glyphs_of(d, part.printed, size)
        else:
            text = printed(d, part, told=True)
            text = f" {text} " if d.layout.spaced else text
            glyphs += glyphs_of(d, text, size, part)
    _flow(d, glyphs, size, 2 * size)


NO_START = set("，。；：、）】”%》")
HANGING = set("，。、；：")


def _flow(d: Drawing, glyphs: list[Glyph], size: float, indent: float, *, center: bool = False) -> None:
    """Break a paragraph into lines as office programs do: anywhere between Han characters, never inside a number."""
    limit = d.width - 2 * d.layout.margin
    lines = _lines(d, glyphs, limit, indent)
    for at, line in enumerate(lines):
        if d.top + size * d.layout.leading > d.height - 50:
            new_page(d, wide=False)
        d.top += size * d.layout.leading
        start = indent if at == 0 else 0.0
        width = span_of(line)
        left = (d.width - width) / 2 if center else d.layout.margin + start
        space = 0.0
        if d.layout.justify and not center and at < len(lines) - 1:
            inner = line[:-1] if width > limit - start else line  # what hangs beyond the margin stays there
            space = max(0.0, (limit - start - span_of(inner)) / max(len(inner) - 1, 1))
        show(d, line, left, d.top, space)


def _lines(d: Drawing, glyphs: list[Glyph], limit: float, indent: float) -> list[list[Glyph]]:
    lines: list[list[list[Glyph]]] = [[]]
    used = indent
    for chunk in _chunks(glyphs):
        width = span_of(chunk)
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
            used = sum(span_of(each) for each in carried)
            continue
        line.append(chunk)
        used += width
    return [[glyph for chunk in line for glyph in chunk] for line in lines]


def _chunks(glyphs: list[Glyph]) -> list[list[Glyph]]:
    chunks: list[list[Glyph]] = []
    for glyph in glyphs:
        joined = chunks and _number(glyph) and _number(chunks[-1][-1])
        if joined:
            chunks[-1].append(glyph)
        else:
            chunks.append([glyph])
    return chunks


def _number(glyph: Glyph) -> bool:
    return glyph.text.isascii() and glyph.text not in " ();:"
