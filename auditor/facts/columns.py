"""What the columns of a table are: codes, labels, values; header paths; blocks side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from auditor.amounts import fold, is_blank, read_amount
from auditor.model import Cell, Column, Table, Vocabulary
from auditor.model.labels import normal

_CODE_HEADER = re.compile(r"编码|代码|^[类款项]$|^科目号")
_TEXT_HEADER = re.compile(r"名称|备注|说明|目录|内容|型号|时间|简介|单位$|依据|方式|理由")
_SKIP_HEADER = re.compile(r"^序号$|^行次$|^栏次$|分值|数量|附注|单价$|^No\.?$", re.IGNORECASE)
_CODE = re.compile(r"\d{1,9}")
_TOTAL_WORD = re.compile(r"^(?:合计|小计|总计|总额|本年(?:收入|支出)合计|(?:收入|支出)(?:合计|总计))$")
_CLASSIFIED = re.compile(r"\d{3}|\d{5,7}")  # 类, 款, 项; a department and its units
_NOT_PATH = re.compile(r"^(?:\*+|\d{1,3}|栏次|行次|[一二三四五六七八九十]{1,3}栏)$")
_YEAR = re.compile(r"^(?:19|20)\d{2}年度?")
_YEAR_HEADER = re.compile(r"年度$|年份$|年$")
_BARE_YEAR = re.compile(r"(?:19|20)\d{2}年?(?:度|初|末)?")
_ONE_YEAR = re.compile(r"^((?:19|20)\d{2})年(?!.*(?:19|20)\d{2}年)")
_RATE_HEADER = re.compile(r"[%％]|率$|占比|比重|比例|幅度$")
_TAIL = re.compile(
    r"(?:（(?:单位[:：]?)?(?:人民币)?(?:亿元|百万元|万元|千元|元)）|[/／](?:亿元|万元|千元|元)"  # 合计（万元）
    r"|（\d{1,2}(?:[-－~]\d{1,2})?(?:=[\d+＋\-－（）]{1,40})?）|(?<=[\u4e00-\u9fff）])\d{1,2}=[\d+＋\-－（）]{1,40}"  # 合计（1=2+3）
    r"|[①-⑳⁰¹²³⁴-⁹]|[*＊※]{1,3}|（?注[\d⁰¹²³⁴-⁹]{1,2}）?){1,3}$"
)  # what a heading says besides its name: unit, number of its column, mark of a footnote
_UNIT = re.compile(r"(?<=[\d)])(?:亿元|百万元|万元|千元|元)$")  # behind a figure
RATE = "比率"  # the period of columns that hold rates: they are no parts of sums
OF_WHICH = re.compile(r"^(?:其中|ofwhich)[:：]?", re.IGNORECASE)


class Grid(NamedTuple):
    """A table's cells by position: covering[row][column] is the cell that covers the place."""

    table: Table
    covering: tuple[tuple[Cell | None, ...], ...]

    def text(self, row: int, column: int) -> str:
        """Return the text of the covering cell."""
        cell = self.covering[row][column]
        return cell.text if cell else ""

    @property
    def body(self) -> range:
        """Return the rows below the header."""
        return range(self.table.header_rows, self.table.rows)


def grid_of(table: Table) -> Grid:
    """Index a table's cells by position."""
    places: list[list[Cell | None]] = [[None] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        for row in range(cell.row, min(cell.row + cell.row_span, table.rows)):
            for column in range(cell.column, min(cell.column + cell.column_span, table.columns)):
                places[row][column] = cell
    return Grid(table, tuple(tuple(row) for row in places))


class Kind(NamedTuple):
    """A grid column: "code", "label", "value" or "skip", with the header cells above it, outermost first."""

    index: int  # type: ignore[assignment]  # hides tuple.index, which nobody needs
    kind: str
    header: tuple[Cell, ...]


def heading(text: str) -> str:
    """Return a header text as it is looked up: without unit, number of its column, and mark of a footnote."""
    name = normal(text)
    return _TAIL.sub("", name) or name


def kinds_of(grid: Grid) -> tuple[Kind, ...]:
    """Classify every grid column."""
    return tuple(_kind(grid, column) for column in range(grid.table.columns))


def _header(grid: Grid, column: int) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for row in range(grid.table.header_rows):
        cell = grid.covering[row][column]
        if cell is None or (cells and cells[-1] is cell):
            continue
        text = normal(cell.text)
        if text and not _NOT_PATH.match(text):
            cells.append(cell)
    return tuple(cells)


def _kind(grid: Grid, column: int) -> Kind:
    header = _header(grid, column)
    last = heading(header[-1].text) if header else ""
    texts = [fold(grid.text(row, column)) for row in grid.body]
    filled = [text for text in texts if text]
    if _SKIP_HEADER.search(last) or _numbers_rows(grid, column) or _holds_years(grid, column, last):
        return Kind(column, "skip", header)
    whole = "".join(heading(cell.text) for cell in header)  # 单位编 | 码: a word may be cut between two header rows
    if (_CODE_HEADER.search(last) or whole.endswith(("编码", "代码"))) and _mostly_codes(filled):
        return Kind(column, "code", header)
    numbers = sum(1 for text in filled if _is_number(text))
    if filled and numbers * 2 >= len(filled):
        kind = "code" if _looks_like_codes(filled, header) else "value"
    elif filled or _TEXT_HEADER.search(last):
        kind = "label"
    else:
        kind = "value" if header else "skip"
    return Kind(column, kind, header)


def _numbers_rows(grid: Grid, column: int) -> bool:
    """A column of row numbers (行次), whatever group of the header it stands under."""
    return any(normal(grid.text(row, column)) == "行次" for row in range(grid.table.header_rows))


def _holds_years(grid: Grid, column: int, last: str) -> bool:
    """A column that its header and all its figures call years."""
    filled = [text for row in grid.body if (text := fold(grid.text(row, column)))]
    return bool(_YEAR_HEADER.search(last)) and bool(filled) and all(_BARE_YEAR.fullmatch(text) for text in filled)


def _mostly_codes(filled: Sequence[str]) -> bool:
    codes = sum(1 for text in filled if _CODE.fullmatch(text))
    return not filled or codes * 2 >= len([text for text in filled if text not in {"合计", "总计", "小计"}])


def _looks_like_codes(filled: Sequence[str], header: tuple[Cell, ...]) -> bool:
    """Bare integers of 3 and of 5 to 7 digits that begin each other are codes, whatever the header says."""
    codes = [text for text in filled if not _TOTAL_WORD.match(text)]
    if not codes or not all(_CLASSIFIED.fullmatch(text) for text in codes):
        return False
    nested = sum(1 for text in codes if len(text) > 3 and text[:3] in codes)
    return nested * 2 >= len([text for text in codes if len(text) > 3]) > 0 or not header


def _is_number(text: str) -> bool:
    return is_blank(text) or read_amount(_UNIT.sub("", text), "") is not None


class Span(NamedTuple):
    """A block of columns: labels and codes in front, values behind."""

    codes: tuple[Kind, ...]
    labels: tuple[Kind, ...]
    values: tuple[Kind, ...]


def spans_of(kinds: Sequence[Kind]) -> tuple[Span, ...]:
    """Cut the columns into blocks: a label or code column after a value column starts a new one."""
    groups: list[list[Kind]] = [[]]
    for kind in kinds:
        if kind.kind == "skip":
            continue
        if kind.kind != "value" and any(other.kind == "value" for other in groups[-1]):
            groups.append([])
        groups[-1].append(kind)
    spans = (
        Span(
            tuple(k for k in group if k.kind == "code"),
            tuple(k for k in group if k.kind == "label"),
            tuple(k for k in group if k.kind == "value"),
        )
        for group in groups
    )
    return tuple(span for span in spans if span.values)


def first_code(codes: Sequence[Kind]) -> tuple[Kind, ...]:
    """Return the columns that make up the row's code: the first one, or 类 + 款 + 项 side by side."""
    if not codes:
        return ()
    run = [codes[0]]
    for code in codes[1:]:
        adjacent = code.index == run[-1].index + 1
        same = bool(run[-1].header and code.header and run[0].header[0] is code.header[0])
        short = bool(code.header) and heading(code.header[-1].text) in {"类", "款", "项"}
        if not adjacent or not (same or short):
            break
        run.append(code)
    return tuple(run)


def is_total_word(text: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a header segment means "the sum of its neighbours"."""
    return bool(_TOTAL_WORD.match(text)) or text.casefold() in vocabulary.totals


def side_of(span: Span, kinds: Sequence[Kind], vocabulary: Vocabulary) -> str:
    """Return 收入 or 支出 when a header cell spans the whole block, labels too, and names a side."""
    members = (*span.codes, *span.labels, *span.values)
    first = members[0]
    for cell in first.header:
        if all(any(cell is other for other in member.header) for member in members):
            side = vocabulary.sides.get(heading(cell.text))
            if side and len(members) < len([k for k in kinds if k.kind != "skip"]) + 1:
                return side
    return ""


def value_columns(span: Span, vocabulary: Vocabulary) -> tuple[Column, ...]:
    """Name the value columns of a block by their header paths."""
    shared = _shared_cells(span)
    columns = tuple(_column(kind, shared, vocabulary) for kind in span.values)
    return _dated(columns)


def _dated(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Where headers name several years (2023年预算数 | 2024年预算数) the last is the document's own."""
    years = [_year_of(column) for column in columns]
    known = sorted({year for year in years if year})
    if len(known) < 2:
        return columns
    words = {known[-1]: "当年", known[-2]: "上年"} if int(known[-1]) == int(known[-2]) + 1 else {known[-1]: "当年"}
    return tuple(
        column._replace(period=words.get(year, year)) if year and column.period not in {"增减", RATE} else column
        for column, year in zip(columns, years, strict=True)
    )


def _year_of(column: Column) -> str:
    return next((found[1] for text in reversed(column.path) if (found := _ONE_YEAR.match(text))), "")


def _shared_cells(span: Span) -> frozenset[int]:
    """Header cells over all value columns say nothing about one of them (unless there is only one)."""
    if len(span.values) < 2:
        return frozenset()
    common = set(map(id, span.values[0].header))
    for kind in span.values[1:]:
        common &= set(map(id, kind.header))
    return frozenset(common)


def _column(kind: Kind, shared: frozenset[int], vocabulary: Vocabulary) -> Column:
    texts = [heading(cell.text) for cell in kind.header]
    own = [
        text
        for cell, text in zip(kind.header, texts, strict=True)
        if id(cell) not in shared or text in vocabulary.items
    ]
    bare = [_YEAR.sub("", OF_WHICH.sub("", text)) for text in own]
    item = next((vocabulary.items.get(t, t) for t in reversed(bare) if t and not _says_nothing(t, vocabulary)), "")
    item = item or _carried(bare, vocabulary)
    period = next((vocabulary.periods[t] for t in reversed(bare) if t in vocabulary.periods), "")
    if bare and _RATE_HEADER.search(bare[-1]):
        period = RATE
    fund = next((vocabulary.funds[t] for t in reversed(bare) if t in vocabulary.funds), "")
    of_which = any(OF_WHICH.match(text) for text in own)
    places = tuple((cell.row, cell.column) for cell in kind.header)
    total = bool(texts) and is_total_word(texts[-1], vocabulary)
    return Column(
        kind.index, tuple(normal(cell.text) for cell in kind.header), item, period, of_which, fund, places, total
    )


def _carried(texts: Sequence[str], vocabulary: Vocabulary) -> str:
    """本年收入 between 年初结转 and 年末结转 is an item of its own, though it says nothing in most headers."""
    found = (vocabulary.items.get(text, "") for text in reversed(texts))
    return next((item for item in found if item in vocabulary.markers.get("carry", ())), "")


def _says_nothing(text: str, vocabulary: Vocabulary) -> bool:
    mute = text in vocabulary.generic or text in vocabulary.periods or text in vocabulary.sides
    return mute or is_total_word(text, vocabulary)
