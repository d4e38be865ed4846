"""Typeset the corrected example: corrected.json → mianxian-2024-unit-budget-corrected.pdf.

    python examples/make_corrected.py [OUTPUT] [--look compact]

The words and figures are those of mianxian-2024-unit-budget.pdf with every inconsistency mended. The look is deliberately
another one (contents page, landscape sheets, shaded headers, tables that run over pages, fonts that are not embedded), so that
the pair shows the audit judging the figures and not the layout; a second look sets the same data in yet another form. The same
input gives the same bytes.
"""

from __future__ import annotations

import argparse
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

HERE = Path(__file__).resolve().parent
HAN, LATIN = "STSong-Light", "Times-Roman"  # both are known to every PDF reader and need no font file
MARGIN, FOOTER = 56.0, 34.0
LEADING = 1.35
PAD = 2.0  # between a cell's rule and its text


@dataclass(frozen=True)
class Look:
    """What one typesetting does differently from another; sizes in points."""

    text: float = 12
    table: float = 8
    dense: float = 5  # tables of more than 20 columns
    row: float = 17  # least height of a row
    repeat: bool = True  # the header again on every page that a table reaches
    shade: float = 0.92  # grey of the header, 1 = white
    painted: bool = False  # rules as thin painted rectangles, as spreadsheets make them, instead of strokes
    caption: str = "表{number}|{title}|单位：{unit}"


LOOKS = {
    "default": Look(),
    "compact": Look(
        10.5, 6.5, 4.8, 15, repeat=False, shade=1, painted=True, caption="|表{number} {title}|金额单位：{unit}"
    ),
}

_RUNS = re.compile(r"[\x21-\x7e]+|[^\x21-\x7e]+")  # what Times prints, and what the song typeface prints
_TOKENS = re.compile(r"[（“《]?(?:[\x21-\x7e]+|.)")  # a figure never breaks over two lines, a bracket never ends one
_NOT_FIRST = "，。；：、！？）》”’…%"
_MONEY = re.compile(r"-?[\d,]{1,20}\.\d\d")  # codes and counts stay on the left


def text_width(text: str, size: float) -> float:
    """Return the printed width in points."""
    return sum(pdfmetrics.stringWidth(run, _font(run), size) for run in _RUNS.findall(text))


def _font(run: str) -> str:
    return LATIN if run[0] <= "~" and run[0] != " " else HAN


def wrap(text: str, width: float, size: float, indent: float = 0.0) -> list[str]:
    """Break text into lines no wider than `width`; the first one starts `indent` points to the right."""
    lines: list[str] = []
    for piece in text.split("\n"):
        line, room = "", width - indent
        for token in _TOKENS.findall(piece):
            if line and text_width(line + token, size) > room and token not in _NOT_FIRST:
                lines.append(line)
                line, room = "", width
            line += token
        lines.append(line)
    return lines


@dataclass
class Sheet:
    """The page being written: a canvas and a cursor that moves down."""

    canvas: Canvas
    look: Look
    size: tuple[float, float] = A4
    y: float = 0.0
    number: int = 0

    @property
    def width(self) -> float:
        """Return the width between the margins."""
        return self.size[0] - 2 * MARGIN

    @property
    def room(self) -> float:
        """Return the height left above the footer."""
        return self.y - MARGIN

    def turn(self, size: tuple[float, float] = A4) -> None:
        """Finish the page, if one is open, and start the next."""
        if self.number:
            self.canvas.showPage()
        self.number += 1
        self.size, self.y = size, size[1] - MARGIN
        self.canvas.setPageSize(size)
        if self.number > 1:  # the cover carries no number
            self.put(f"- {self.number - 1} -", 0, self.size[0], FOOTER, 9, "center")

    def put(self, text: str, left: float, right: float, baseline: float, size: float, align: str = "left") -> None:
        """Print one line of text between two edges."""
        slack = right - left - text_width(text, size)
        x = left + {"left": 0.0, "center": slack / 2, "right": slack}[align]
        for run in _RUNS.findall(text):
            self.canvas.setFont(_font(run), size)
            self.canvas.drawString(x, baseline, run)
            x += text_width(run, size)

    def line(self, text: str, size: float, align: str = "left", indent: float = 0.0) -> None:
        """Print one line at the cursor, on a new page when this one is full."""
        if self.room < size * LEADING:
            self.turn(self.size)
        self.y -= size * LEADING
        self.put(text, MARGIN + indent, self.size[0] - MARGIN, self.y, size, align)


@dataclass
class Grid:
    """A table laid out for one page width: what stands where, and how tall the rows are."""

    rows: list[list[str]]
    merges: list[list[int]]
    header: int
    size: float
    widths: list[float]
    heights: list[float] = field(default_factory=list)

    def cells(self) -> list[tuple[int, int, int, int]]:
        """Return the cells as (first row, first column, last row, last column), inclusive."""
        covered = {(r, c) for r0, c0, r1, c1 in self.merges for r in range(r0, r1 + 1) for c in range(c0, c1 + 1)}
        single = [(r, c, r, c) for r in range(len(self.rows)) for c in range(len(self.widths)) if (r, c) not in covered]
        return sorted(single + [(r0, c0, r1, c1) for r0, c0, r1, c1 in self.merges])

    def lines(self, cell: tuple[int, int, int, int]) -> list[str]:
        """Return the text of a cell, broken to its width; leading blanks are an indent and stay."""
        row, left, _, right = cell
        text = self.rows[row][left]
        return wrap(text, sum(self.widths[left : right + 1]) - 2 * PAD, self.size) if text else []

    def measure(self, least: float) -> None:
        """Set the row heights so that every cell holds its text."""
        self.heights = [least] * len(self.rows)
        for row, left, last, right in sorted(self.cells(), key=lambda cell: cell[2] - cell[0]):
            need = len(self.lines((row, left, last, right))) * self.size * LEADING + 2 * PAD
            short = need - sum(self.heights[row : last + 1])
            if short > 0:
                self.heights[last] += short


def column_widths(rows: list[list[str]], merges: list[list[int]], total: float, size: float) -> list[float]:
    """Share the width among the columns: figures need theirs whole, words may wrap."""
    wide = {(r, c) for r0, c0, r1, c1 in merges if c1 > c0 for r in range(r0, r1 + 1) for c in range(c0, c1 + 1)}
    least, more = [], []
    for column in range(len(rows[0])):
        texts = [line for r, row in enumerate(rows) if (r, column) not in wide for line in row[column].split("\n")]
        need = [text_width(token, size) for text in texts for token in _TOKENS.findall(text)]
        least.append(max([2 * size, *need]) + 2 * PAD + 0.5)
        whole = min(max(text_width(text, size) for text in texts), 30 * size)
        more.append(max(0.1, whole + 2 * PAD - least[-1]))
    share = (total - sum(least)) / sum(more)
    return [base + share * extra for base, extra in zip(least, more, strict=True)]


def draw_table(sheet: Sheet, spec: dict[str, Any], size: float, least: float) -> None:
    """Print a table over as many pages as it needs."""
    rows = spec["header"] + spec["body"]
    widths = column_widths(rows, spec["merges"], sheet.width, size)
    grid = Grid(rows, spec["merges"], len(spec["header"]), size, widths)
    grid.measure(least)
    header, first = list(range(grid.header)), grid.header
    while first < len(rows):
        last, room = first, sheet.room - sum(grid.heights[row] for row in header)
        while last < len(rows) and grid.heights[last] <= room:
            room -= grid.heights[last]
            last += 1
        if last == first:
            msg = f"表{spec['number']}: row {first} is taller than a page"
            raise SystemExit(msg)
        draw_rows(sheet, grid, [*header, *range(first, last)])
        header, first = header if sheet.look.repeat else [], last
        if first < len(rows):
            sheet.turn(sheet.size)


def draw_rows(sheet: Sheet, grid: Grid, rows: list[int]) -> None:
    """Print the named rows below the cursor."""
    tops, y = {}, sheet.y
    for row in rows:
        tops[row] = y
        y -= grid.heights[row]
    lefts = [MARGIN]
    for width in grid.widths:
        lefts.append(lefts[-1] + width)
    for cell in grid.cells():
        shown = [row for row in range(cell[0], cell[2] + 1) if row in tops]
        if shown:
            bottom = tops[shown[-1]] - grid.heights[shown[-1]]
            draw_cell(sheet, grid, cell, (lefts[cell[1]], bottom, lefts[cell[3] + 1], tops[shown[0]]))
    rule(sheet, (lefts[0], y, lefts[-1], sheet.y), 1.2)
    sheet.y = y


def rule(sheet: Sheet, box: tuple[float, float, float, float], weight: float) -> None:
    """Rule a rectangle."""
    left, bottom, right, top = box
    if not sheet.look.painted:
        sheet.canvas.setLineWidth(weight)
        sheet.canvas.rect(left, bottom, right - left, top - bottom)
        return
    for x in (left, right):
        sheet.canvas.rect(x - weight / 2, bottom, weight, top - bottom, stroke=0, fill=1)
    for y in (bottom, top):
        sheet.canvas.rect(left, y - weight / 2, right - left, weight, stroke=0, fill=1)


def draw_cell(
    sheet: Sheet, grid: Grid, cell: tuple[int, int, int, int], box: tuple[float, float, float, float]
) -> None:
    """Rule one cell, shade it when it is header, and print its text in the middle of its height."""
    left, bottom, right, top = box
    header = cell[2] < grid.header
    if header and sheet.look.shade < 1:
        sheet.canvas.setFillGray(sheet.look.shade)
        sheet.canvas.rect(left, bottom, right - left, top - bottom, stroke=0, fill=1)
        sheet.canvas.setFillGray(0)
    rule(sheet, box, 0.4)
    lines = grid.lines(cell)
    step = grid.size * LEADING
    baseline = (top + bottom + len(lines) * step) / 2 - grid.size * 1.05
    for line in lines:
        align = "center" if header else "right" if _MONEY.fullmatch(line) else "left"
        sheet.put(line, left + PAD, right - PAD, baseline, grid.size, align)
        baseline -= step


# Of each kind of paragraph: size against the text's, alignment, indent in characters.
STYLES = {
    "part": (1.5, "center", 0),
    "h1": (1.25, "left", 0),
    "h2": (1.1, "left", 2),
    "h3": (1, "left", 2),
    "p": (1, "left", 2),
}


def draw_narrative(sheet: Sheet, paragraphs: list[list[str]], pages: dict[str, int]) -> None:
    """Print the paragraphs; note in `pages` where each heading stands."""
    for kind, text in paragraphs:
        scale, align, characters = STYLES[kind]
        size, indent = scale * sheet.look.text, characters * sheet.look.text
        if kind == "part":
            sheet.turn()
        lines = wrap(text, sheet.width, size, indent)
        if kind != "p":
            sheet.y -= 6
            if sheet.room < 4 * size * LEADING:
                sheet.turn()
        for number, line in enumerate(lines):
            sheet.line(line, size, align, 0 if number else indent)
            if not number and kind in {"part", "h1"}:
                pages[text] = sheet.number - 1
        sheet.y -= 3


def draw_contents(sheet: Sheet, pages: dict[str, int]) -> None:
    """Print the contents page with dotted leaders."""
    sheet.turn()
    sheet.line("目  录", 18, "center")
    sheet.y -= 12
    for title, page in pages.items():
        indent = 0 if title.startswith("第") else 24
        gap = sheet.width - indent - text_width(title, 12) - text_width(str(page), 12)
        sheet.line(f"{title}{'.' * int(gap / text_width('.', 12))}{page}", 12, indent=indent)
        sheet.y -= 6


def draw_tables(sheet: Sheet, data: dict[str, Any], pages: dict[str, int]) -> None:
    """Print the divider with the list of tables, then every table on a page of its own."""
    sheet.turn()
    pages[data["tables_part"]] = sheet.number - 1
    sheet.line(data["tables_part"], 18, "center")
    sheet.y -= 10
    for declaration in data["declarations"]:
        sheet.line(declaration, 12)
    sheet.y -= 14
    sheet.line(data["contents"]["title"], 14, "center")
    sheet.y -= 8
    draw_table(sheet, data["contents"], 9, 20)
    for spec in data["tables"]:
        sheet.turn(landscape(A4) if spec["landscape"] else A4)
        number, title, unit = sheet.look.caption.format_map(spec).split("|")
        if number:
            sheet.line(number, 10)
        sheet.line(title, 13, "center")
        if spec["unit"]:
            sheet.line(unit, 9, "right")
        sheet.y -= 6
        dense = len(spec["body"][0]) > 20
        draw_table(sheet, spec, sheet.look.dense if dense else sheet.look.table, sheet.look.row)
        for note in spec["notes"]:
            sheet.line(note, 9)


def build(data: dict[str, Any], look: Look, target: Path, pages: dict[str, int]) -> dict[str, int]:
    """Write the document; return the page of each heading, which the contents page of the next run needs."""
    canvas = Canvas(str(target), pagesize=A4, invariant=1, pageCompression=1)
    canvas.setTitle("".join(data["title"]))
    sheet = Sheet(canvas, look)
    sheet.turn()
    sheet.y -= 180
    for line in data["title"]:
        sheet.line(line, 24, "center")
        sheet.y -= 14
    draw_contents(sheet, pages)
    found: dict[str, int] = {}
    draw_narrative(sheet, data["narrative"], found)
    draw_tables(sheet, data, found)
    canvas.save()
    return found


def main() -> None:
    """Build twice: the contents page needs the page numbers of the whole."""
    parser = argparse.ArgumentParser(description="Typeset the corrected example.")
    parser.add_argument("output", nargs="?", type=Path, default=HERE / "mianxian-2024-unit-budget-corrected.pdf")
    parser.add_argument("--look", choices=LOOKS, default="default")
    options = parser.parse_args()
    pdfmetrics.registerFont(UnicodeCIDFont(HAN))
    data = json.loads((HERE / "corrected.json").read_text(encoding="utf-8"))
    pages = build(data, LOOKS[options.look], options.output, {})
    build(data, LOOKS[options.look], options.output, pages)
    print(options.output)


if __name__ == "__main__":
    main()
