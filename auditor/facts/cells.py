"""Table cells to facts: every value cell gets the coordinates that its row, column, block and title tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from auditor.amounts import Amount, blank_amount, fold, is_blank, read_amount
from auditor.facts.columns import (
    RATE,
    Grid,
    Kind,
    Span,
    grid_of,
    kinds_of,
    side_of,
    spans_of,
    value_columns,
)
from auditor.facts.families import family_of
from auditor.facts.forms import is_form, read_form
from auditor.facts.headings import without_headings
from auditor.facts.lines import lines_of, strip_number
from auditor.facts.wholes import name_columns, name_lines
from auditor.model import (
    Block,
    Box,
    Cell,
    Column,
    Excluded,
    Fact,
    FactTable,
    Family,
    Line,
    Page,
    Place,
    Table,
    Vocabulary,
)
from auditor.model.labels import normal

_COUNTED = re.compile(r"（(个|人|人次|次|批|批次|辆|台|套|台套|台（套）|台、套|平方米|户|件|期|场)）$")
_MONEY = re.compile(r"（(?:单位[:：]?)?(?:人民币)?(亿元|百万元|万元|千元|元)）|[/／](亿元|万元|千元|元)$")
_WITH_UNIT = re.compile(r"(.*\d[)）]?)(亿元|百万元|万元|千元|元)")  # a figure that prints its unit
_ANY_NUMBER = re.compile(r"\d")
_PAINTED = 40  # fewer painted rectangles are stripes, not cells


class TableFacts(NamedTuple):
    """What one table yields: its view as blocks, its facts, and the numbers left out with their reasons."""

    table: FactTable
    facts: tuple[Fact, ...]
    excluded: tuple[Excluded, ...]


def table_facts(table: Table, vocabulary: Vocabulary, first_id: int) -> TableFacts:
    """Read one table; fact ids start at `first_id`."""
    family = family_of(table, vocabulary)
    grid = grid_of(table)
    if is_form(grid, family):
        form = read_form(grid, family, vocabulary, first_id)
        return TableFacts(FactTable(table, family.name, form.blocks, form=True), form.facts, form.excluded)
    kinds = kinds_of(grid)
    collected: dict[tuple[int, int], Fact] = {}
    blocks = tuple(
        _block(grid, span, kinds, family, vocabulary, collected, first_id)
        for span in spans_of(kinds)
        if table.header_rows < table.rows
    )
    blocks = without_headings(blocks, {fact.id: fact.value for fact in collected.values()})
    return TableFacts(FactTable(table, family.name, blocks), tuple(collected.values()), tuple(_left_out(grid, kinds)))


def is_ruled(table: Table, pages: Sequence[Page]) -> bool:
    """Tell whether vertical lines or painted cells part the columns of a table; True where no page is known."""
    known = {page.number: page for page in pages}
    areas = [(known[number], box) for number, box in table.areas if number in known]
    return not areas or any(_parted(page, box) for page, box in areas)


def _parted(page: Page, box: Box) -> bool:
    """Count what parts columns inside an area: vertical lines, or rectangles painted cell by cell."""
    left, top, right, bottom = box[0] - 2, box[1], box[2] + 2, box[3]
    lines = sum(1 for line in page.verticals if left < line.at < right and line.start < bottom and line.end > top)
    cells = sum(1 for f in page.fills if left < f.x0 and f.x1 < right and f.top < bottom and f.bottom > top)
    return lines > 1 or cells > _PAINTED


def _block(
    grid: Grid,
    span: Span,
    kinds: Sequence[Kind],
    family: Family,
    vocabulary: Vocabulary,
    collected: dict[tuple[int, int], Fact],
    first_id: int,
) -> Block:
    columns = name_columns(value_columns(span, vocabulary), vocabulary)
    lines = name_lines(lines_of(grid, span, vocabulary), vocabulary)
    side = family.side or side_of(span, kinds, vocabulary) or _side_of_lines(lines)
    lines = _grand_totals(lines, side, vocabulary)
    maker = _Maker(grid, family, side, vocabulary, lines)
    rows = [
        tuple(maker.number(index, column, collected, first_id) for column in columns) for index in range(len(lines))
    ]
    return Block(side, lines, columns, tuple(rows))


def _grand_totals(lines: tuple[Line, ...], side: str, vocabulary: Vocabulary) -> tuple[Line, ...]:
    """In a balanced two-sided table the last total of a side is its grand total, whatever its label (总计, 合计)."""
    totals = [index for index, line in enumerate(lines) if line.total]
    named = set(vocabulary.items.values())
    if not side or len(totals) == 0 or any(line.code for line in lines) or lines[totals[-1]].item in named:
        return lines
    last = totals[-1]
    return (*lines[:last], lines[last]._replace(item=f"{side}总计"), *lines[last + 1 :])


def _side_of_lines(lines: Sequence[Line]) -> str:
    """A block whose totals are named 收入总计 is the income side, even without a header that says so."""
    for line in lines:
        if line.total:
            label = strip_number(normal(line.label))
            for side in ("收入", "支出"):
                if side in label:
                    return side
    return ""


class _Maker(NamedTuple):
    """Everything that the facts of one block have in common."""

    grid: Grid
    family: Family
    side: str
    vocabulary: Vocabulary
    lines: tuple[Line, ...]

    def number(self, index: int, column: Column, collected: dict[tuple[int, int], Fact], first_id: int) -> int:
        """Return the id of the fact at a line and column, made when its cell is met first; -1 when there is none."""
        cell = self._cell(self.lines[index], column)
        if cell is None:
            return -1
        place = (cell.row, cell.column)
        if place not in collected:
            fact = self._fact(first_id + len(collected), index, column, cell)
            if fact is None:
                return -1
            collected[place] = fact
        return collected[place].id

    def _cell(self, line: Line, column: Column) -> Cell | None:
        """Return the cell with the figure; a total label that spans this block too has its figure further right."""
        cell = self.grid.covering[line.row][column.index]
        if cell is None or cell.row != line.row:
            return None  # a figure merged over rows belongs to the first of them
        if line.total and cell.column < column.index and fold(cell.text):
            beyond = cell.column + cell.column_span
            return self.grid.covering[line.row][beyond] if beyond < self.grid.table.columns else None
        if cell.column < column.index and fold(cell.text):
            return None  # and one merged over columns to the first of those
        return cell

    def _fact(self, number: int, index: int, column: Column, cell: Cell) -> Fact | None:
        line = self.lines[index]
        amount = _amount(cell, self._unit(self.lines[index], column))
        if amount is None:
            return None
        scope = self._scope(index, column)
        return Fact(
            id=number,
            amount=amount,
            page=cell.page,
            box=cell.box,
            place=self._place(line, column),
            item=scope.item or self._total_item(line) or line.item,
            code=line.code or self._class_code(line),
            period=column.period,
            family=self.family.name,
            head=self.lines[line.parent].item if line.parent >= 0 else "",
            fund=scope.fund or self.family.fund,
            side=self.side,
            part=scope.part or self.family.part,
            source=scope.source,
            blank=not amount.printed or is_blank(amount.printed),
        )

    def _unit(self, line: Line, column: Column) -> str:
        """Return the unit of a cell: the table's, unless its column holds rates or a label says another one."""
        if column.period == RATE:
            return "%"
        label = normal(line.label)
        counts = (_COUNTED.search(text) for text in (label, *column.path[-1:]))
        money = (_MONEY.search(text) for text in (label, *reversed(column.path)))
        found = next(filter(None, counts), None) or next(filter(None, money), None)
        return found[found.lastindex or 1] if found else self.grid.table.unit

    def _place(self, line: Line, column: Column) -> Place:
        table = self.grid.table
        row = (line.label.strip() or ("合计" if line.total else "")).replace("\n", "")
        path = [p for i, p in enumerate(column.path) if i == 0 or p != column.path[i - 1]]
        return Place("cell", table.number, table.title, row, "/".join(path))

    def _total_item(self, line: Line) -> str:
        if not line.total:
            return ""
        if line.item in self.vocabulary.items.values() or line.item.casefold() in self.vocabulary.totals:
            return line.item
        return f"{self.side}合计"

    def _class_code(self, line: Line) -> str:
        if self.side == "收入":
            return ""
        return self.vocabulary.classes.get(strip_number(normal(line.label)), "")

    def _scope(self, index: int, column: Column) -> _Scope:
        """Gather what the row, the rows above it and the column say: subject, part, source, fund."""
        dimension = self.vocabulary.markers
        parts = dimension.get("dimension.part", ())
        sources = dimension.get("dimension.source", ())
        subjects = dimension.get("dimension.subject", ())
        chain = [self.lines[i].item for i in _ancestry(self.lines, index)]
        items = [column.item, *chain]
        subject = next((i for i in items if i in subjects), "")
        part = next((i for i in items if i in parts), "")
        source = next((i for i in items if i in sources), "") if self.side != "支出" else ""
        fund = column.fund
        if self.side == "支出" and not fund and column.item in dimension.get("dimension.fund", ()):
            fund = column.item
        return _Scope(subject, part, source, "" if self.side == "收入" else fund)


class _Scope(NamedTuple):
    """What row, rows above and column say together."""

    item: str
    part: str
    source: str
    fund: str


def _ancestry(lines: Sequence[Line], index: int) -> Iterator[int]:
    while index >= 0:
        yield index
        index = lines[index].parent


def _amount(cell: Cell, unit: str) -> Amount | None:
    text = " ".join(cell.text.split())
    if is_blank(text):
        return blank_amount(text, unit)
    if text.endswith("元") and (printed := _WITH_UNIT.fullmatch(text)):
        return read_amount(printed[1], printed[2])
    return read_amount(text, "%" if fold(text).endswith("%") else unit)


def _left_out(grid: Grid, kinds: Sequence[Kind]) -> Iterator[Excluded]:
    """Numbers outside value columns: codes, serial numbers, quantities; told with the reason."""
    reasons = {"code": "code", "skip": "serial", "label": "text"}
    for kind in kinds:
        if kind.kind == "value":
            continue
        for row in grid.body:
            cell = grid.covering[row][kind.index]
            if cell is not None and cell.row == row and cell.column == kind.index and _ANY_NUMBER.search(cell.text):
                text = " ".join(cell.text.split())
                yield Excluded(text, reasons[kind.kind], cell.page, cell.box, grid.table.title)
