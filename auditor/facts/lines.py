"""What the body rows of a block are: codes, labels, totals, 其中 lines, and the outline they form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from auditor.amounts import fold, read_amount
from auditor.facts.columns import OF_WHICH, Grid, Kind, Span, first_code
from auditor.facts.outline import Outline
from auditor.model import Cell, Line, Vocabulary
from auditor.model.labels import normal

_TOTAL = re.compile(
    r"^(?:本年度?|当年|年度|全年|部门|单位)?(?:预算|决算)?(?:财政)?(?:拨款)?(?:收入支出|收支|收入|支出|金额|经费|资金|人员经费|公用经费|财政拨款|基本支出|项目支出)?"
    r"(?:预算|决算)?(?:合计|总计|小计|共计)(?:数|金额)?(?:（(?:亿|万|千)?元）)?$|^金额合计$"
)
_SUBTOTAL = re.compile(r"^(?:小计|合计)$")
_STYLES = (
    ("一、", re.compile(r"^[一二三四五六七八九十]{1,3}[、.．]")),
    ("（一）", re.compile(r"^（[一二三四五六七八九十]{1,3}）")),
    ("1、", re.compile(r"^\d{1,2}[、.．](?!\d)")),
    ("（1）", re.compile(r"^（?\d{1,2}）")),
    ("①", re.compile(r"^[①-⑳]")),
)
_MARK = re.compile(r"(?:[①-⑳⁰¹²³⁴-⁹]{1,3}|[*＊※]{1,3}|（?注[\d⁰¹²³⁴-⁹]{1,2}）?)$")  # of a footnote
_INNER = re.compile(
    r"[\[【（]?(\d{3}|\d{5}|\d{7})[\]】）]?[-－—–_:：.．、]?([\u4e00-\u9fff“].*)$"
)  # a code in front of its name
_ROW_CODE = re.compile(r"\d{1,9}")


class _Raw(NamedTuple):
    """A body row before its place in the outline is known."""

    row: int
    label: str
    code: str
    total: bool
    of_which: bool
    style: str
    depth: int  # index of the label column that is filled last, for staircase tables
    merged: Cell | None  # a label cell that spans this row and others
    filled: bool


def lines_of(grid: Grid, span: Span, vocabulary: Vocabulary) -> tuple[Line, ...]:
    """Read the lines of a block in order, empty rows left out."""
    span = _own_codes(grid, span)
    raws = [
        raw
        for row in grid.body
        if (raw := _raw(grid, span, row, vocabulary.totals)) is not None and not _told_beyond(grid, span, raw)
    ]
    raws = _with_inner_codes(raws)
    if raws and not any(raw.label or raw.code for raw in raws) and len(raws) == 1:
        raws = [raws[0]._replace(total=True)]
    raws = [_heading(_first_is_total(raws, index), raws, index) for index in range(len(raws))]
    if any(raw.code for raw in raws if not raw.total):
        return _coded(raws, vocabulary)
    return _outlined(raws, vocabulary)


def _own_codes(grid: Grid, span: Span) -> Span:
    """Leave out codes that stand behind the names of the rows and come again and again: they are of another classification."""
    own = first_code(span.codes)
    if not own or not span.labels or span.labels[0].index > own[0].index or len(span.labels) < 2:
        return span
    codes = [code for row in grid.body if (code := _code(grid, own, row))]
    names = [normal(text) for row in grid.body if fold(text := grid.text(row, span.labels[0].index))]
    repeated = 2 * len(set(codes)) < len(codes) or any(_INNER.match(name) for name in names)
    one_by_one = len(set(names)) > max(0.8 * len(names), len(set(codes)))
    behind = tuple(label for label in span.labels if label.index < own[0].index)
    return span._replace(codes=(), labels=behind) if repeated and one_by_one else span


def _with_inner_codes(raws: Sequence[_Raw]) -> list[_Raw]:
    """Take codes from labels that begin with them, where most do and some begin others: 20801行政运行, [208]社会保障和就业支出."""
    found = [None if raw.code or raw.total else _INNER.match(normal(raw.label)) for raw in raws]
    codes = {match[1] for match in found if match}
    nested = any(code[:3] in codes for code in codes if len(code) > 3)
    if not nested or any(raw.code for raw in raws) or 2 * len(codes) < sum(bool(r.label) and not r.total for r in raws):
        return list(raws)
    return [
        raw._replace(code=match[1], label=match[2], style="") if match else raw
        for raw, match in zip(raws, found, strict=True)
    ]


def _told_beyond(grid: Grid, span: Span, raw: _Raw) -> bool:
    """Tell whether a total without a figure is told in the block to its right, in a cell without a label of its own."""
    if raw.filled or not raw.total:
        return False
    beyond = (fold(grid.text(raw.row, column)) for column in range(span.values[-1].index + 1, grid.table.columns))
    figure = next((text for text in beyond if text), "")
    return read_amount(figure, "") is not None


def _first_is_total(raws: Sequence[_Raw], index: int) -> _Raw:
    """An unlabelled first row with figures is the total of what follows (Shaanxi tables 5 and 7)."""
    raw = raws[index]
    if index == 0 and len(raws) > 1 and not raw.label and not raw.code and raw.filled:
        return raw._replace(total=True)
    return raw


def _heading(raw: _Raw, raws: Sequence[_Raw], index: int) -> _Raw:
    """一、支出合计 over 1、2、3、 is the heading of what follows, not the total of all."""
    below = raws[index + 1] if index + 1 < len(raws) else None
    deeper = below is not None and below.style not in {"", raw.style}
    return raw._replace(total=False) if raw.total and raw.style and deeper else raw


def _raw(grid: Grid, span: Span, row: int, totals: Sequence[str]) -> _Raw | None:
    filled = any(fold(grid.text(row, kind.index)) for kind in span.values)
    code = _code(grid, first_code(span.codes), row)
    label, depth, merged = _label(grid, span, row)
    if not code and not label and not filled:
        return None
    text = normal(label)
    bare = OF_WHICH.sub("", text)
    style = next((name for name, pattern in _STYLES if pattern.match(bare)), "")
    said = strip_number(bare)
    total = not code and (bool(_TOTAL.match(said)) or said.casefold() in totals)
    return _Raw(row, label, code, total, bool(OF_WHICH.match(text)), style, depth, merged, filled)


def _code(grid: Grid, columns: Sequence[Kind], row: int) -> str:
    """Join 类 + 款 + 项; pad the later ones to two digits; "" when the row prints no code."""
    cells = dict.fromkeys(grid.covering[row][kind.index] for kind in columns)  # one cell may span 类, 款 and 项
    parts = [fold(cell.text) if cell else "" for cell in cells]
    while parts and not parts[-1]:
        parts.pop()
    if not parts or not all(_ROW_CODE.fullmatch(part) for part in parts):
        return ""
    return parts[0] + "".join(part.zfill(2) if len(parts) > 1 else part for part in parts[1:])


def _label(grid: Grid, span: Span, row: int) -> tuple[str, int, Cell | None]:
    """Return the label text, its depth among the label columns, and a label cell merged over several rows."""
    label, depth, merged = "", 0, None
    own = first_code(span.codes)
    limit = span.codes[len(own)].index if len(span.codes) > len(own) else None  # a second code column: another scheme
    for order, kind in enumerate(span.labels):
        if limit is not None and kind.index > limit and label:
            break
        cell = grid.covering[row][kind.index]
        if cell is None or not fold(cell.text):
            continue
        if cell.row_span > 1 and len(span.labels) > 1:
            merged = cell
            if cell.row != row and order < len(span.labels) - 1:
                continue
        label, depth = cell.text, order
    if not label:
        label = _borrowed(grid, span, row)
    outer = _outer_label(grid, span, row, depth)
    if outer is not None and _SUBTOTAL.match(normal(label)):
        return outer[0], outer[1], merged  # 一般公共预算资金 | 小计: the group's own line
    return label, depth, merged


def _outer_label(grid: Grid, span: Span, row: int, depth: int) -> tuple[str, int] | None:
    """Return the label in front of the last one that begins on this row, and its depth."""
    for order in range(depth - 1, -1, -1):
        cell = grid.covering[row][span.labels[order].index]
        whole = (
            cell is not None and cell.row_span > 1 and cell.row_span >= len(grid.body)
        )  # no group: all rows are its own
        if (
            cell is not None
            and cell.row == row
            and not whole
            and fold(cell.text)
            and not _TOTAL.match(normal(cell.text))
        ):
            return cell.text, order
    return None


def _borrowed(grid: Grid, span: Span, row: int) -> str:
    """A total may be printed in the code column, or in a cell that starts in the block before, or fills its label."""
    for kind in (*span.codes, *span.labels):
        cell = grid.covering[row][kind.index]
        if cell is not None and fold(cell.text) and not _ROW_CODE.fullmatch(fold(cell.text)):
            return cell.text
    front = (grid.text(row, column) for column in range(_first_column(span) - 1, -1, -1))
    nearest = next((text for text in front if fold(text)), "")
    return nearest if _TOTAL.match(strip_number(normal(nearest))) else ""


def _first_column(span: Span) -> int:
    return min(kind.index for kind in (*span.codes, *span.labels, *span.values))


def strip_number(text: str) -> str:
    """Drop from a normalised label a number in front (一、, 1、, (1)), and a colon or the mark of a footnote behind."""
    bare = OF_WHICH.sub("", text)
    for _, pattern in _STYLES:
        bare = pattern.sub("", bare, count=1)
    return OF_WHICH.sub("", _MARK.sub("", bare) or bare).rstrip(":：")


def item_of(label: str, side: str, vocabulary: Vocabulary) -> tuple[str, bool]:
    """Return the canonical item of a label and whether the vocabulary knows it."""
    bare = strip_number(normal(label))
    for key in (f"{bare}@{side}", bare):
        if key in vocabulary.items:
            return vocabulary.items[key], True
    return bare, bare in vocabulary.classes


# ---------------------------------------------------------------- outlines


def _coded(raws: Sequence[_Raw], vocabulary: Vocabulary) -> tuple[Line, ...]:
    """Codes tell the level: the parent is the line with the longest code that begins this one."""
    index_of: dict[str, int] = {}
    lines: list[Line] = []
    last = -1
    for raw in raws:
        parent = -1
        if raw.code:
            parent = next(
                (index_of[raw.code[:n]] for n in range(len(raw.code) - 1, 0, -1) if raw.code[:n] in index_of), -1
            )
        elif not raw.total:
            parent = last
        item, known = item_of(raw.label, "", vocabulary)
        style = "code" if raw.code else raw.style
        line = Line(raw.row, raw.label, item, raw.code, raw.total, raw.of_which, parent, style, known or bool(raw.code))
        if raw.code:
            index_of.setdefault(raw.code, len(lines))
            last = len(lines)
        lines.append(line)
    return tuple(lines)


def _outlined(raws: Sequence[_Raw], vocabulary: Vocabulary) -> tuple[Line, ...]:
    if any(raw.merged is not None or raw.depth for raw in raws):
        return _stairs(raws, vocabulary)
    return _numbered(raws, vocabulary)


def _numbered(raws: Sequence[_Raw], vocabulary: Vocabulary) -> tuple[Line, ...]:
    """Numbering styles in order of appearance make the levels; a total starts anew."""
    marks = vocabulary.markers
    outline = Outline(frozenset(marks.get("carry", ())), frozenset(marks.get("dimension.fund", ())))
    lines: list[Line] = []
    for raw in raws:
        item, known = item_of(raw.label, "", vocabulary)
        if raw.total:
            outline.restart()
            lines.append(Line(raw.row, raw.label, item, total=True))
            continue
        parent, of_which = outline.place(len(lines), item, raw.style, of_which=raw.of_which)
        known = known or bool(raw.style) or of_which
        lines.append(Line(raw.row, raw.label, item, "", False, of_which, parent, raw.style, known))
    return tuple(lines)


def _stairs(raws: Sequence[_Raw], vocabulary: Vocabulary) -> tuple[Line, ...]:
    """The label column that is filled last tells the level; a merged label is the parent of the rows beside it."""
    lines: list[Line] = []
    stack: list[tuple[int, int]] = []
    for raw in raws:
        item, known = item_of(raw.label, "", vocabulary)
        index = len(lines)
        if raw.total:
            stack.clear()
            lines.append(Line(raw.row, raw.label, item, total=True))
            continue
        while stack and stack[-1][0] >= raw.depth:
            stack.pop()
        parent = stack[-1][1] if stack else -1
        stack.append((raw.depth, index))
        lines.append(Line(raw.row, raw.label, item, "", False, raw.of_which, parent, "stairs", known))
    return tuple(lines)
