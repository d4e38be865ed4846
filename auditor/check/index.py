"""Where words stand in the tables of a document: asked by every rule, so looked up and not searched for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from auditor.check.sums import main_column
from auditor.model import Block, Column, Equation, FactTable, Line

TOTAL = "合计"


class Places(NamedTuple):
    """Where the items of one block stand.

    Attributes:
        lines: item → indexes of the lines that carry it, in order.
        rows: item, or 合计 for a total → index of the one line that carries it; items of several lines are left out.
        columns: for each period of the block, item or 合计 → position of the first column that carries it.
        words: all items of lines and columns.
        main: position of the main column, None when there is none.
    """

    lines: Mapping[str, tuple[int, ...]]
    rows: Mapping[str, int]
    columns: tuple[Mapping[str, int], ...]
    words: frozenset[str]
    main: int | None


class Where(NamedTuple):
    """The tables of a document by family and by word, and the places inside each block by its id."""

    families: Mapping[str, tuple[FactTable, ...]]
    homes: Mapping[str, frozenset[int]]
    places: Mapping[int, Places]
    tables: tuple[FactTable, ...]

    def places_of(self, block: Block) -> Places:
        """Return where the items of a block stand."""
        return self.places[id(block)]

    def candidates(self, formula: Equation) -> Iterable[FactTable]:
        """Return the tables that print every word an equation needs, in order; 合计 is told by the shape."""
        left: frozenset[int] | None = None
        for term in (*formula.left, *formula.right):
            if term.refs and not term.optional and not any(ref.place == TOTAL for ref in term.refs):
                own = frozenset[int]().union(*(self.homes.get(ref.place, ()) for ref in term.refs))
                left = own if left is None else left & own
        return self.tables if left is None else [self.tables[number] for number in sorted(left)]


def index_of(tables: Sequence[FactTable]) -> Where:
    """Index the tables of a document."""
    families: dict[str, list[FactTable]] = defaultdict(list)
    homes: dict[str, set[int]] = defaultdict(set)
    places: dict[int, Places] = {}
    for number, table in enumerate(tables):
        families[table.family].append(table)
        for block in table.blocks:
            found = places[id(block)] = _places(block)
            for word in (*found.words, f"{block.side}总计"):  # a bare 总计 on a side is the total of that side
                homes[word].add(number)
    return Where(
        {family: tuple(members) for family, members in families.items()},
        {word: frozenset(numbers) for word, numbers in homes.items()},
        places,
        tuple(tables),
    )


def _places(block: Block) -> Places:
    lines: dict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(block.lines):
        lines[line.item].append(index)
    periods = dict.fromkeys(column.period for column in block.columns)
    return Places(
        {item: tuple(found) for item, found in lines.items()},
        _rows(block.lines),
        tuple(_columns(block.columns, period) for period in periods),
        frozenset((*lines, *(column.item for column in block.columns))),
        main_column(block),
    )


def _rows(lines: Sequence[Line]) -> dict[str, int]:
    rows: dict[str, set[int]] = defaultdict(set)
    for index, line in enumerate(lines):
        rows[line.item].add(index)
        if line.total:
            rows[TOTAL].add(index)
    return {name: next(iter(found)) for name, found in rows.items() if len(found) == 1}


def _columns(columns: Sequence[Column], period: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for position, column in enumerate(columns):
        if column.period == period and not column.of_which:
            for name in (column.item, TOTAL if column.total else ""):
                if name:
                    found.setdefault(name, position)
    return found
