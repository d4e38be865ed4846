"""A document before it is drawn: headings, paragraphs and tables whose numbers are figures of the graph."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from benchmarks.mutations.graph import Figure, Graph, Ratio
from benchmarks.mutations.world import NAMES, World

ZERO = Decimal(0)


@dataclass(slots=True)
class Word:
    """A word that tells the sign of a figure; flipping the figure prints the other one."""

    figure: Figure
    up: str
    down: str

    @property
    def printed(self) -> str:
        """Return the word that stands on the page."""
        return self.up if (self.figure.value > 0) != self.figure.flipped else self.down


Part = str | Figure | Word
CellText = str | Figure | None


@dataclass(slots=True)
class Heading:
    """A heading; level 0 is the cover, 1 a part, 2 and 3 below it."""

    text: str
    level: int


@dataclass(slots=True)
class Paragraph:
    """One paragraph of the narrative."""

    parts: list[Part]


@dataclass(slots=True)
class Row:
    """A body row; `indent` of its label; `merge` joins the first cells into one label."""

    key: str
    cells: list[CellText]
    total: bool = False
    merge: int = 1
    copies: int = 1
    gone: bool = False


@dataclass(slots=True)
class Table:
    """A titled grid. In the header "<" joins a cell with the one on its left, "^" with the one above."""

    key: str
    number: str
    title: str
    unit: str
    header: list[list[str]]
    widths: list[float]
    rows: list[Row]
    labels: frozenset[int]  # columns that hold labels
    notes: list[str] = field(default_factory=list)


Block = Heading | Paragraph | Table


@dataclass(slots=True)
class Style:
    """How a document writes numbers and words.

    Attributes:
        unit, decimals: of most tables; text_decimals: of the narrative (万元).
        zero: a zero in a table; told_zero: a zero in a sentence; split_codes: a code in three (two) columns.
        total_first: where the 合计 row stands; wording: which phrases are used.
        mixed: some tables are in the other unit.
    """

    unit: str = "元"
    decimals: int = 2
    zero: str = ""
    told_zero: str = "0"
    comma: bool = True
    told_comma: bool = False
    split_codes: bool = False
    total_first: bool = True
    wording: int = 0
    mixed: bool = False


@dataclass(slots=True)
class Document:
    """What is drawn, and the graph behind it."""

    family: str
    world: World
    graph: Graph
    style: Style
    blocks: list[Block] = field(default_factory=list)
    cover: list[str] = field(default_factory=list)

    @property
    def tables(self) -> list[Table]:
        """Return the tables in order."""
        return [block for block in self.blocks if isinstance(block, Table)]


@dataclass(slots=True)
class Column:
    """A value column of a table by codes: its header, its value by code prefix, and the meaning of its figures."""

    name: str
    value: Callable[[str], Decimal]
    meaning: str
    previous: Callable[[str], Decimal] | None = None


class Writer:
    """Builds a document and states its identities on the way."""

    def __init__(self, document: Document, rng: Random) -> None:
        self.document = document
        self.graph = document.graph
        self.world = document.world
        self.style = document.style
        self.rng = rng

    def heading(self, text: str, level: int) -> None:
        """Add a heading."""
        self.document.blocks.append(Heading(text, level))

    def say(self, *parts: Part | Sequence[Part]) -> None:
        """Add a paragraph; nested sequences are flattened."""
        self.document.blocks.append(Paragraph(list(_flat(parts))))

    def pick(self, *choices: str) -> str:
        """Return one wording; the same for the whole document at one place."""
        return choices[(self.style.wording + sum(map(ord, choices[0]))) % len(choices)]

    def cell(self, key: str, value: Decimal, meaning: str = "", **more: object) -> Figure:
        """Return a new figure of a table in the unit of the document."""
        settings: dict[str, object] = {
            "unit": self.style.unit, "decimals": self.style.decimals, "zero": self.style.zero, "comma": self.style.comma,
        }  # fmt: skip
        return self.graph.add(Figure(key, value, meaning=meaning, **(settings | more)))  # type: ignore[arg-type]

    def told(self, key: str, value: Decimal, meaning: str = "", **more: object) -> Figure:
        """Return a new figure of the narrative in 万元."""
        settings: dict[str, object] = {
            "unit": "万元", "decimals": 2, "zero": self.style.told_zero, "comma": self.style.told_comma,
        }  # fmt: skip
        return self.graph.add(Figure("n/" + key, value, meaning=meaning, **(settings | more)))  # type: ignore[arg-type]

    def money(self, key: str, value: Decimal, meaning: str = "", **more: object) -> list[Part]:
        """Return an amount with its unit."""
        return [self.told(key, value, meaning, **more), "万元"]

    def count(self, key: str, value: int, meaning: str = "") -> Figure:
        """Return a counted number."""
        return self.told(key, Decimal(value), meaning, unit="个", decimals=0)

    def change(
        self, key: str, now: Figure, before: Decimal, base: str, *, rate: bool, meaning: str = "", flat: str = "持平"
    ) -> tuple[list[Part], Figure | None]:
        """Return “，较上年增加X万元，增长Y%” and the figure of the change (None when nothing changed)."""
        difference = now.value - before
        up, down = self.pick("增加", "增加", "增长", "增加"), self.pick("减少", "下降", "减少", "减少")
        if now.rounded(difference) == 0:
            return [f"，{base}{flat}"], None
        figure = self.told(f"{key}/change", difference, meaning, unsigned=True)
        parts: list[Part] = [f"，{base}", Word(figure, up, down), figure, "万元"]
        if rate and before > 0:
            percent = self.percent(
                f"{key}/rate", 100 * difference / before, 100 * difference / now.value if now.value else None
            )
            parts += [
                "，",
                Word(percent, self.pick("增长", "上升", "增长", "增幅"), self.pick("下降", "降低", "下降", "降幅")),
                percent,
                "%",
            ]
            self.graph.identities.append(Ratio(percent.key, figure.key, now.key, growth=True, label="rate"))
        return parts, figure

    def percent(self, key: str, value: Decimal, wrong_base: Decimal | None = None) -> Figure:
        """Return a percentage; its sign is told by a word."""
        return self.told(key, value, unit="%", unsigned=True, wrong_base=wrong_base, zero="0.00")

    def share(self, key: str, part: Figure, whole: Figure) -> Figure:
        """Return part ÷ whole in per cent."""
        figure = self.told(key, 100 * part.value / whole.value if whole.value else ZERO, unit="%")
        self.graph.identities.append(Ratio(figure.key, part.key, whole.key, label="share"))
        return figure

    def by_code(
        self,
        key: str,
        number: str,
        title: str,
        codes: Sequence[str],
        columns: Sequence[Column],
        sums: Sequence[tuple[int, Sequence[int]]],
        header: Callable[[list[str]], list[list[str]]],
        *,
        extra: Callable[[str], list[str]] | None = None,
        notes: Sequence[str] = (),
        total_label: str = "合计",
        levels: Sequence[int] = (3, 5, 7),
        unit: str = "",
    ) -> Table:
        """Add a table by classification code, with roll-ups, row sums and a total row."""
        nodes = sorted({code[:length] for code in codes for length in levels if length <= len(code)})
        split = self.style.split_codes
        grid = {node: self._line(key, node, columns) for node in ["", *nodes]}
        for node, figures in grid.items():
            children = [n for n in nodes if n != node and n.startswith(node) and self._parent(n, levels) == node]
            for index, figure in enumerate(figures):
                self.graph.total(figure, [grid[child][index] for child in children], "rollup")
            for total, parts in sums:
                self.graph.total(figures[total], [figures[part] for part in parts], "row")
        wide = len(levels) if split else 1
        rows = [
            Row(
                f"{key}/{node}",
                [*_code(node, levels, split=split), NAMES[node], *(extra(node) if extra else []), *grid[node]],
            )
            for node in nodes
        ]
        blanks: list[CellText] = [""] * (wide + (len(extra("")) if extra else 0))
        total = Row(f"{key}/", [total_label, *blanks, *grid[""]], total=True, merge=wide + 1)
        rows = [total, *rows] if self.style.total_first else [*rows, total]
        labels = wide + 1 + (len(extra("")) if extra else 0)
        names = _code_heads(wide)
        table = Table(
            key, number, title, unit or self.style.unit, header(names),
            [*([1.0] * wide if split else [1.6]), 4.2, *([1.6] * (labels - wide - 1)), *([2.2] * len(columns))],
            rows, frozenset(range(labels)), list(notes),
        )  # fmt: skip
        self.document.blocks.append(table)
        return table

    def _line(self, key: str, node: str, columns: Sequence[Column]) -> list[Figure]:
        figures = []
        for index, column in enumerate(columns):
            meaning = f"{column.meaning}:{node}" if column.meaning else ""
            previous = column.previous(node) if column.previous else None
            place = f"{key}/{node}/{index}"
            figures.append(
                self.cell(place, column.value(node), meaning, total=not node, previous=previous, owner=f"{key}/{node}")
            )
        return figures

    @staticmethod
    def _parent(node: str, levels: Sequence[int]) -> str:
        shorter = [length for length in levels if length < len(node)]
        return node[: max(shorter)] if shorter else ""

    def table(
        self, key: str, number: str, title: str, header: list[list[str]], widths: list[float], rows: list[Row], labels: set[int],
        notes: Sequence[str] = (), unit: str = "",
    ) -> Table:  # fmt: skip
        """Add a table of any other shape."""
        for row in rows:
            for cell in row.cells:
                if isinstance(cell, Figure):
                    cell.owner = row.key
        table = Table(key, number, title, unit or self.style.unit, header, widths, rows, frozenset(labels), list(notes))
        self.document.blocks.append(table)
        return table


def _flat(parts: Sequence[object]) -> Iterator[Part]:
    for part in parts:
        if isinstance(part, str | Figure | Word):
            yield part
        else:
            yield from _flat(part)  # type: ignore[arg-type]


def _code(node: str, levels: Sequence[int], *, split: bool) -> list[CellText]:
    if not split:
        return [node]
    return [node[start:stop] for start, stop in zip((0, *levels), levels, strict=False)]


def _code_heads(wide: int) -> list[str]:
    return ["类", "款", "项"][:wide] if wide > 1 else []


def side_by_side(key: str, blocks: Sequence[Sequence[tuple[CellText, ...]]]) -> list[Row]:
    """Return rows of lists standing side by side, shorter ones filled with blanks."""
    height = max(len(block) for block in blocks)
    widths = [len(block[0]) for block in blocks]
    rows = []
    for at in range(height):
        cells: list[CellText] = []
        for block, width in zip(blocks, widths, strict=True):
            cells.extend(block[at] if at < len(block) else ("",) * width)
        rows.append(Row(f"{key}/r{at}", cells))
    return rows
