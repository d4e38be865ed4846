"""What facts delivers: figures with their coordinates, and tables as facts."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Literal, NamedTuple

from auditor.amounts import Amount
from auditor.model.base import Box
from auditor.model.claims import Excluded, Measure, Narrative
from auditor.model.tables import Table


class Place(NamedTuple):
    """Where a figure stands, in words: a table cell, or a sentence of the narrative."""

    kind: Literal["cell", "sentence"]
    table_number: str = ""
    table_title: str = ""
    row: str = ""
    column: str = ""
    section: str = ""
    sentence: str = ""
    span: tuple[int, int] = (0, 0)  # of the figure in `sentence`


class Fact(NamedTuple):
    """A figure with its coordinates.

    Attributes:
        id: position in Facts.facts.
        item: canonical item or code name of what it measures.
        code: classification code of its row or statement, "" when none.
        period: 当年, 上年, 增减, 年初预算, 全年预算, 决算 …; "" = the document's own period.
        measure: amount, change, rate, share, completion, count …
        family: table family, "正文" for the narrative, "" for a table that no family claims.
        head: item of the list head (narrative) or of the row above (tables).
        fund, side, part, source: scope, "" = not told.
        blank: the cell prints no number; zero for arithmetic.
        figure fields: amount, page, box, place.
    """

    id: int
    amount: Amount
    page: int
    box: Box
    place: Place
    item: str
    code: str = ""
    period: str = ""
    measure: Measure = "amount"
    family: str = ""
    head: str = ""
    fund: str = ""
    side: str = ""
    part: str = ""
    source: str = ""
    blank: bool = False

    @property
    def value(self) -> Decimal:
        """Return the exact value in the base unit."""
        return self.amount.value


class Column(NamedTuple):
    """A value column of a block: header path (outermost first), canonical item, period, and whether it is a 其中 part."""

    index: int  # type: ignore[assignment]  # hides tuple.index, which nobody needs
    path: tuple[str, ...]
    item: str = ""
    period: str = ""
    of_which: bool = False
    fund: str = ""
    header: tuple[tuple[int, int], ...] = ()  # (row, column) of the header cells above it, outermost first
    total: bool = False  # its own header word means the sum of its neighbours (合计, 小计)


class Line(NamedTuple):
    """A body row of a block.

    Attributes:
        row: grid row; label: as printed; item: canonical or normalised label; code: joined classification code.
        total: a 合计 / 总计 / 小计 line; of_which: 其中 line; parent: index of the line above it in the outline, -1 = top.
        style: how its place is told: "code", a numbering style ("一、", "1、", "(1)"), "merged", "stairs", "" = nothing.
        known: the label was recognised (vocabulary, code, numbering).
    """

    row: int
    label: str
    item: str = ""
    code: str = ""
    total: bool = False
    of_which: bool = False
    parent: int = -1
    style: str = ""
    known: bool = True


class Block(NamedTuple):
    """Label columns with the value columns that belong to them; facts[line][column] is a fact id or -1."""

    side: str
    lines: tuple[Line, ...]
    columns: tuple[Column, ...]
    facts: tuple[tuple[int, ...], ...]


class FactTable(NamedTuple):
    """A table as facts.

    Attributes:
        form: a form (绩效目标表): labels and values scattered.
        ruled: lines part its columns; without them columns are told from the alignment of words, with less certainty.
    """

    table: Table
    family: str
    blocks: tuple[Block, ...]
    form: bool = False
    ruled: bool = True


class Listed(NamedTuple):
    """A table that the contents announce: its title there, its family, the page of the contents."""

    title: str
    family: str
    page: int


class Facts(NamedTuple):
    """All facts of a document.

    `claims` maps a claim index of the narrative to its fact id, for claims with a figure.
    """

    facts: tuple[Fact, ...] = ()
    tables: tuple[FactTable, ...] = ()
    narrative: Narrative = Narrative()
    claims: Mapping[int, int] = MappingProxyType({})
    excluded: tuple[Excluded, ...] = ()
    kind: str = ""  # 预算, 决算, ""
    year: int | None = None
    issuer: str = ""
    contents: tuple[Listed, ...] = ()  # top to bottom
