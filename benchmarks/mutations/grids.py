"""Tables on paper: captions, headers with spans, rows over pages, rulings of four kinds."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.mutations.document import CellText, Row, Table
from benchmarks.mutations.graph import Figure
from benchmarks.mutations.paper import Drawing, Glyph, draw_line, glyphs_of, new_page, printed, show, text_at, width_of

_TOP_ROWS = 130.0  # a page is not ended before its first row


def draw_table(d: Drawing, table: Table) -> None:
    """Draw a table, over as many pages as it needs."""
    layout = d.layout
    size = layout.table_size * (0.62 if len(table.widths) > 20 else 0.8 if len(table.widths) > 10 else 1.0)
    left, right = 40.0, d.width - 40.0
    d.opened = True
    d.narrow = len(table.widths) > 12
    shares = [width * (0.6 if layout.crowded and at in table.labels else 1) for at, width in enumerate(table.widths)]
    widths = [(right - left) * share / sum(shares) for share in shares]
    while size > 3 and not _fits(d, table, widths, size):
        size -= 0.25
    if layout.gap:
        widths = _gathered(d, table, widths, size)
        left = (left + right - sum(widths)) / 2
        right = left + sum(widths)
    _caption(d, table, left, right)
    header = _Header(d, table, widths, size)
    _header(d, header, left)
    shown = [row for row in table.rows if not row.gone]
    drawn = 0
    for row in shown:
        for _ in range(row.copies):
            height = _row_height(d, row, widths, size, table.labels) * (1 + layout.ragged * (drawn * 7 % 5) / 4)
            if d.top + height > d.height - layout.bottom and d.top > _TOP_ROWS:
                _close_table(d, left, right)
                d.opened = True
                new_page(d, wide=True, columns=len(widths))
                d.framed = d.top
                if layout.repeat:
                    _header(d, header, left)
                elif layout.rules in {"three", "frame"}:
                    draw_line(d, left, d.top, right, d.top, 0.9)
            if layout.rules == "zebra" and drawn % 2:
                _shaded(d, (left, d.top, right, d.top + height))
            drawn += 1
            _body_row(d, row, widths, size, left, height, table, last=row is shown[-1])
    _close_table(d, left, right)
    for note in table.notes:
        d.top += 13
        text_at(d, note, left, d.top, 8.5)
    d.top += 26


def _fits(d: Drawing, table: Table, widths: list[float], size: float) -> bool:
    """Tell whether every number stays inside its cell."""
    cells = [(widths[at], cell) for row in table.rows for at, cell in enumerate(row.cells) if isinstance(cell, Figure)]
    return all(width_of(d, printed(d, cell, told=False), size) <= width - 3 for width, cell in cells)


def _gathered(d: Drawing, table: Table, widths: list[float], size: float) -> list[float]:
    """Return columns as wide as their contents and the gap between them, none wider than it was."""
    longest = [0.0] * len(widths)
    for row in table.rows:
        for at, wide, cell in _row_cells(row):
            if wide == 1:
                room = width_of(d, _string(d, cell), size) + _indent(d, row, at, table.labels, size)
                longest[at] = max(longest[at], room)
    least = 3 * size
    return [min(width, max(least, most) + d.layout.gap * size + 4) for width, most in zip(widths, longest, strict=True)]


def _indent(d: Drawing, row: Row, at: int, labels: frozenset[int], size: float) -> float:
    """Return how far the name of a code stands in."""
    node = row.key.rpartition("/")[2]
    named = at in labels and at + 1 not in labels and node.isdigit()
    return d.layout.indent * size * ((len(node) - 3) // 2) if named and d.layout.indent else 0.0


def _caption(d: Drawing, table: Table, left: float, right: float) -> None:
    number = f"公开{table.number}表" if table.number.startswith("0") else f"表{table.number}"
    title, size = table.title, 13.0
    caption = d.layout.caption
    if caption == "inline":
        title = f"{number} {title}"
    elif caption == "number-left":
        text_at(d, number, left, d.top, 9)
    elif caption == "number-right":
        text_at(d, number, right - width_of(d, number, 9), d.top, 9)
    d.top += 20
    text_at(d, title, (d.width - width_of(d, title, size)) / 2, d.top, size, bold=True)
    d.top += 16
    unit = d.layout.unit_words.format(table.unit)
    text_at(d, unit, right - width_of(d, unit, 9), d.top, 9)
    d.top += 5


@dataclass(slots=True)
class _Header:
    drawing: Drawing
    table: Table
    widths: list[float]
    size: float


def _with_remarks(grid: list[list[str]], columns: int) -> list[list[str]]:
    return [[*row, *(["备注" if at == 0 else "^"] * (columns - len(row)))] for at, row in enumerate(grid)]


def header_spans(grid: list[list[str]], columns: int) -> list[tuple[int, int, int, int, str]]:
    """Return the cells of a header: row, column, row span, column span, text."""
    return _spans(_with_remarks(grid, columns))


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
    grid = _with_remarks(header.table.header, len(header.widths))
    edges = _edges(header.widths, left)
    size = header.size
    heights = [size * 1.9] * len(grid)
    for r, c, high, wide, text in _spans(grid):
        if high == 1:
            lines = _wrap(glyphs_of(d, text, size), edges[c + wide] - edges[c] - 4)
            heights[r] = max(heights[r], len(lines) * size * 1.2 + 5)
    for r, c, high, wide, text in _spans(grid):
        lines = _wrap(glyphs_of(d, text, size), edges[c + wide] - edges[c] - 4)
        lack = len(lines) * size * 1.2 + 5 - sum(heights[r : r + high])
        if high > 1 and lack > 0:
            heights[r + high - 1] += lack
    top, tops = d.top, [d.top]
    for height in heights:
        tops.append(tops[-1] + height)
    for r, c, high, wide, text in _spans(grid):
        box = (edges[c], tops[r], edges[c + wide], tops[r + high])
        if d.layout.shade or d.layout.rules == "zebra":
            _shaded(d, box)
        _border(d, box, header=True)
        _in_cell(d, text, box, size, _heading_side(d, header.table, c, wide))
    d.top = tops[-1]
    d.framed = top
    if d.layout.rules in {"three", "frame"}:
        draw_line(d, left, top, edges[-1], top, 0.9)
        draw_line(d, left, d.top, edges[-1], d.top, 0.6)


def _heading_side(d: Drawing, table: Table, column: int, wide: int) -> str:
    if d.layout.heads == "center" or wide > 1:
        return "center"
    return "left" if column in table.labels else d.layout.align


def _edges(widths: list[float], left: float) -> list[float]:
    edges = [left]
    for width in widths:
        edges.append(edges[-1] + width)
    return edges


def _row_cells(row: Row) -> list[tuple[int, int, CellText]]:
    cells: list[tuple[int, int, CellText]] = [(0, row.merge, row.cells[0])]
    cells += [(at, 1, cell) for at, cell in enumerate(row.cells) if at >= row.merge]
    return cells


def _string(d: Drawing, cell: CellText) -> str:
    return "" if cell is None else cell if isinstance(cell, str) else printed(d, cell, told=False)


def _row_height(d: Drawing, row: Row, widths: list[float], size: float, labels: frozenset[int]) -> float:
    most = 1
    edges = _edges(widths, 0)
    for at, wide, cell in _row_cells(row):
        room = edges[at + wide] - edges[at] - 4 - _indent(d, row, at, labels, size)
        most = max(most, len(_wrap(glyphs_of(d, _string(d, cell), size), room)))
    return max(size * 1.9, most * size * 1.2 + 5)


def _body_row(
    d: Drawing, row: Row, widths: list[float], size: float, left: float, height: float, table: Table, *, last: bool
) -> None:
    edges = _edges(widths, left)
    for at, wide, cell in _row_cells(row):
        box = (edges[at], d.top, edges[at + wide], d.top + height)
        if d.layout.merged and d.layout.rules == "grid" and at == len(widths) - 1 and cell == "":
            _open_border(d, box, last=last)
        else:
            _border(d, box, header=False)
        align = d.layout.align if isinstance(cell, Figure) else "center" if wide > 1 or row.total else "left"
        label = (box[0] + _indent(d, row, at, table.labels, size), *box[1:])
        where = d.layout.lower if isinstance(cell, Figure) else d.layout.upper
        _in_cell(d, cell, label, size, align, where)
        if d.layout.leaders and isinstance(cell, str) and cell and at in table.labels and align == "left":
            _lead(d, row, at, label, edges, size)
    d.top += height


def _lead(
    d: Drawing, row: Row, at: int, box: tuple[float, float, float, float], edges: list[float], size: float
) -> None:
    """Draw dots from the end of a label to the number beside it."""
    text = _string(d, row.cells[at])
    number = row.cells[at + 1] if at + 1 < len(row.cells) else None
    lines = _wrap(glyphs_of(d, text, size), box[2] - box[0] - 4)
    if not isinstance(number, Figure) or len(lines) > 1:
        return
    start = box[0] + 2 + width_of(d, text, size) + size
    end = edges[at + 2] - 2 - width_of(d, _string(d, number), size) - size
    count = int((end - start) / width_of(d, ".", size)) if d.layout.align == "right" else 0
    if count > 4:
        text_at(d, "." * count, start, _baseline(box, 1, size, d.layout.upper), size)


def _baseline(box: tuple[float, float, float, float], lines: int, size: float, where: str) -> float:
    """Return the baseline of the first line of a cell."""
    if where == "top":
        return box[1] + size * 1.3
    if where == "bottom":
        return box[3] - size * 0.6 - (lines - 1) * size * 1.2
    return (box[1] + box[3]) / 2 - (lines - 1) * size * 0.6 + size * 0.35


def _in_cell(
    d: Drawing, cell: CellText, box: tuple[float, float, float, float], size: float, align: str, where: str = "middle"
) -> None:
    figure = cell if isinstance(cell, Figure) else None
    text = _string(d, cell)
    if figure is not None and not text:
        d.places.setdefault(figure.key, []).append((d.page, *box))
        return
    lines = _wrap(glyphs_of(d, text, size, figure), box[2] - box[0] - 4)
    baseline = _baseline(box, len(lines), size, where)
    for line in lines:
        width = sum(glyph.width for glyph in line)
        x = {"left": box[0] + 2, "center": (box[0] + box[2] - width) / 2, "right": box[2] - 2 - width}[align]
        show(d, line, x, baseline)
        baseline += size * 1.2


def _wrap(glyphs: list[Glyph], limit: float) -> list[list[Glyph]]:
    lines: list[list[Glyph]] = [[]]
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
            draw_line(d, x0, y0, x1, y1, 0.5)
    elif rules == "rows" or (header and rules in {"three", "frame"}):
        draw_line(d, box[0], box[3], box[2], box[3], 0.4)
        if rules == "rows":
            draw_line(d, box[0], box[1], box[2], box[1], 0.4)


def _open_border(d: Drawing, box: tuple[float, float, float, float], *, last: bool) -> None:
    """Draw the sides of a cell that is one with those above and below it."""
    for x in (box[0], box[2]):
        draw_line(d, x, box[1], x, box[3], 0.5)
    if d.opened:
        draw_line(d, box[0], box[1], box[2], box[1], 0.5)
    if last:
        draw_line(d, box[0], box[3], box[2], box[3], 0.5)
    d.opened = False


def _shaded(d: Drawing, box: tuple[float, float, float, float]) -> None:
    d.canvas.setFillGray(0.93)
    d.canvas.rect(box[0], d.height - box[3], box[2] - box[0], box[3] - box[1], stroke=0, fill=1)
    d.canvas.setFillGray(0)


def _close_table(d: Drawing, left: float, right: float) -> None:
    if d.layout.rules in {"three", "frame"}:
        draw_line(d, left, d.top, right, d.top, 0.9)
    if d.layout.rules == "frame":
        for x in (left, right):
            draw_line(d, x, d.framed, x, d.top, 0.9)
