"""Forms (绩效目标表): labels and values scattered over the grid; only their money is read.

Two shapes carry sums: a little table inside the form (总额 | 财政拨款 | 其他资金 over task rows), and a stack of labels
beside their values (资金总额 / 其中：财政拨款 / 其他资金). Both become blocks, so that the sums by shape apply.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from auditor.amounts import blank_amount, fold, is_blank, read_amount
from auditor.facts.columns import Grid, is_total_word
from auditor.facts.lines import item_of
from auditor.model import Block, Cell, Column, Excluded, Fact, Family, Line, Place, Vocabulary
from auditor.model.labels import normal

_UNIT = re.compile(r"[（(](亿元|万元|千元|元)[）)]|单位[:：]\s{0,3}(亿元|万元|千元|元)")
_NUMBER = re.compile(r"\d")
_MONEY_LABEL = re.compile(r"资金|金额|拨款|经费|支出|收入|总额|预算|合计|结转")
_TOTAL_LABEL = re.compile(r"(?:资金总额|预算总额|金额合计|^合计|^总计|^总额)$")
_MONEY_HEADER = re.compile(r"^(?:总额|合计|小计|财政拨款(?:资金)?|其他资金|上年结转(?:资金)?|专户资金|单位自筹)$")


def is_form(grid: Grid, family: Family) -> bool:
    """Tell whether a table is a form: its family says so, or it has no header at all and names a project first."""
    if family.name:
        return family.subject == "绩效"
    first = normal(grid.text(0, 0)) if grid.table.rows else ""
    return grid.table.header_rows == 0 and first in {"项目名称", "单位名称", "部门名称", "部门（单位）名称"}


class Form(NamedTuple):
    """What a form yields."""

    facts: tuple[Fact, ...]
    blocks: tuple[Block, ...]
    excluded: tuple[Excluded, ...]


def read_form(grid: Grid, family: Family, vocabulary: Vocabulary, first_id: int) -> Form:
    """Return the money figures of a form as facts and blocks, every other number as excluded."""
    reader = _Reader(grid, family, vocabulary, first_id)
    cells = [cell for cell in grid.table.cells if _NUMBER.search(cell.text)]
    values = {(cell.row, cell.column): cell for cell in cells if reader.is_money(cell)}
    for cell in tuple(values.values()):
        for blank in _blanks_beside(grid, cell):
            if reader.is_money(blank):
                values.setdefault((blank.row, blank.column), blank)
    places = sorted(values)
    facts = tuple(reader.fact(first_id + i, values[place]) for i, place in enumerate(places))
    ids = {place: first_id + i for i, place in enumerate(places)}
    left = tuple(
        Excluded(" ".join(cell.text.split()), "performance", cell.page, cell.box, grid.table.title)
        for cell in cells
        if (cell.row, cell.column) not in values
    )
    return Form(facts, tuple(_blocks(reader, ids)), left)


def _blanks_beside(grid: Grid, cell: Cell) -> Iterator[Cell]:
    """Empty cells in the row of a money figure, and below or above it in its column, are zeros of the same list."""
    for column in range(cell.column + cell.column_span, grid.table.columns):
        other = grid.covering[cell.row][column]
        if (
            other is not None
            and other.row == cell.row
            and is_blank(other.text)
            and _MONEY_HEADER.match(normal(_label_above(grid, other)))
        ):
            yield other
    for step in (1, -1):
        row = cell.row + step
        while 0 <= row < grid.table.rows:
            other = grid.covering[row][cell.column]
            if other is None or not is_blank(other.text):
                break
            yield other
            row += step


class _Reader(NamedTuple):
    """A form being read."""

    grid: Grid
    family: Family
    vocabulary: Vocabulary
    first_id: int

    def unit(self, cell: Cell) -> str:
        return self.grid.table.unit or _unit_near(self.grid, cell)

    def is_money(self, cell: Cell) -> bool:
        """Tell whether a cell holds an amount of money: a number or blank, with a unit and a money label."""
        text = " ".join(cell.text.split())
        unit = self.unit(cell)
        if not unit or not (is_blank(text) or read_amount(text, unit)):
            return False
        return bool(_MONEY_LABEL.search(_label_left(self.grid, cell) + _label_above(self.grid, cell)))

    def fact(self, number: int, cell: Cell) -> Fact:
        text = " ".join(cell.text.split())
        unit = self.unit(cell)
        label, column = _label_left(self.grid, cell), _label_above(self.grid, cell)
        item, _ = item_of(label, "", self.vocabulary)
        table = self.grid.table
        return Fact(
            id=number,
            amount=read_amount(text, unit) or blank_amount(text, unit),
            page=cell.page,
            box=cell.box,
            place=Place("cell", table.number, table.title, label.replace("\n", ""), column.replace("\n", "")),
            item="合计" if item == "金额合计" else item,
            family=self.family.name,
            source=normal(column),
            blank=is_blank(text),
        )


def _blocks(reader: _Reader, ids: dict[tuple[int, int], int]) -> Iterator[Block]:
    rows = sorted({row for row, _ in ids})
    tabular: set[tuple[int, int]] = set()
    for header in _money_headers(reader.grid, rows):
        members = [row for row in rows if row > header and _is_under(reader.grid, header, row, ids)]
        columns = sorted({column for row, column in ids if row in members})
        if len(columns) > 1 and members:
            yield _little_table(reader, ids, header, members, columns)
            tabular.update((row, column) for row in members for column in columns)
    for column in sorted({column for _, column in ids}):
        stack = [row for row in rows if (row, column) in ids and (row, column) not in tabular]
        yield from _stacks(reader, ids, column, stack)


def _money_headers(grid: Grid, rows: Sequence[int]) -> Iterator[int]:
    """Rows whose cells name money columns: 总额 | 财政拨款 | 其他资金."""
    for row in range(max(rows, default=0)):
        words = [normal(cell.text) for cell in grid.table.cells if cell.row == row]
        if sum(1 for word in words if _MONEY_HEADER.match(word)) > 1:
            yield row


def _is_under(grid: Grid, header: int, row: int, ids: dict[tuple[int, int], int]) -> bool:
    columns = [column for r, column in ids if r == row]
    return all(_header_row(grid, row, column) == header for column in columns)


def _header_row(grid: Grid, row: int, column: int) -> int:
    for other in _upwards(grid, row, column):
        if _is_label(other):
            return other.row
    return -1


def _little_table(
    reader: _Reader, ids: dict[tuple[int, int], int], header: int, rows: Sequence[int], columns: Sequence[int]
) -> Block:
    heads = []
    for column in columns:
        cell = reader.grid.covering[header][column]
        text = normal(cell.text) if cell else ""
        item = reader.vocabulary.items.get(text, text)
        total = is_total_word(text, reader.vocabulary)
        heads.append(Column(column, (text,), item, header=((header, column),), total=total))
    facts = tuple(tuple(ids.get((row, column), -1) for column in columns) for row in rows)
    return Block("", tuple(_line(reader, row, columns[0]) for row in rows), tuple(heads), facts)


def _line(reader: _Reader, row: int, column: int) -> Line:
    label = next((cell.text for cell in _leftwards(reader.grid, row, column) if _is_label(cell)), "")
    item, _ = item_of(label, "", reader.vocabulary)
    return Line(row, label, item, total=bool(_TOTAL_LABEL.search(normal(label).rstrip("：:"))))


def _stacks(reader: _Reader, ids: dict[tuple[int, int], int], column: int, rows: Sequence[int]) -> Iterator[Block]:
    """A 资金总额 label and the labels right below it."""
    group: list[int] = []
    for row in [*rows, -1]:
        line = _line(reader, row, column) if row >= 0 else None
        follows = bool(group) and row == group[-1] + 1 and line is not None and not line.total
        if follows:
            group.append(row)
            continue
        if len(group) > 2:
            yield _stack(reader, ids, column, group)
        group = [row] if line is not None and line.total else []


def _stack(reader: _Reader, ids: dict[tuple[int, int], int], column: int, rows: Sequence[int]) -> Block:
    facts = tuple((ids[(row, column)],) for row in rows)
    head = Column(column, ("金额",), header=((rows[0], column),))
    return Block("", tuple(_line(reader, row, column) for row in rows), (head,), facts)


def _unit_near(grid: Grid, cell: Cell) -> str:
    """Find the money unit that labels left of the cell or above it carry in brackets."""
    for other in (*_leftwards(grid, cell.row, cell.column), *_upwards(grid, cell.row, cell.column)):
        found = _UNIT.search(other.text)
        if found:
            return found.group(1) or found.group(2)
    return ""


def _leftwards(grid: Grid, row: int, column: int) -> Iterator[Cell]:
    seen: Cell | None = grid.covering[row][column]
    for place in range(column - 1, -1, -1):
        other = grid.covering[row][place]
        if other is not None and other is not seen:
            yield other
            seen = other


def _upwards(grid: Grid, row: int, column: int) -> Iterator[Cell]:
    seen: Cell | None = grid.covering[row][column]
    for place in range(row - 1, -1, -1):
        other = grid.covering[place][column]
        if other is not None and other is not seen:
            yield other
            seen = other


def _is_label(cell: Cell) -> bool:
    return bool(fold(cell.text)) and read_amount(cell.text, "") is None and not is_blank(cell.text)


def _label_left(grid: Grid, cell: Cell) -> str:
    return next((other.text for other in _leftwards(grid, cell.row, cell.column) if _is_label(other)), "")


def _label_above(grid: Grid, cell: Cell) -> str:
    return next((other.text for other in _upwards(grid, cell.row, cell.column) if _is_label(other)), "")
