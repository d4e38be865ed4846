"""What the steps of this stage hand to each other: grids, text pieces, lines of text, sheets.

All coordinates are points from the top left corner of the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple, Protocol

from auditor.model import Box, Run

if TYPE_CHECKING:
    from auditor.model import Family


class Region(NamedTuple):
    """A cell of a grid by its top left position and its extent in rows and columns."""

    row: int
    column: int
    rows: int
    columns: int


class Names(Protocol):
    """The names that a vocabulary knows. It may be loaded late: few tables are cut where a name decides."""

    @property
    def items(self) -> Mapping[str, str]:
        """Items by normalised label."""

    @property
    def classes(self) -> Mapping[str, str]:
        """Codes by normalised class name."""

    @property
    def families(self) -> tuple[Family, ...]:
        """Kinds of tables with their titles."""

    @property
    def markers(self) -> Mapping[str, tuple[str, ...]]:
        """Words by key; “unit.$ thousand” holds the printed forms of that unit."""


class Column(NamedTuple):
    """The extent of the words of a column that no lines draw, and whether they are numbers."""

    x0: float
    x1: float
    numeric: bool


class Bare(NamedTuple):
    """What is known of a table whose columns no line draws: for the page on which it goes on.

    Attributes:
        columns: the extents of its columns; blank: those in which nothing but a heading stood; heads: words of its header.
        tight: lines of one text are closer than this; header: the texts of the leading cells.
        follows: it was read with the columns of the page before.
    """

    columns: tuple[Column, ...]
    blank: frozenset[int]
    heads: frozenset[str]
    tight: float
    header: tuple[str, ...]
    follows: bool = False


class Grid:
    """Column edges, row edges, and the cells between them.

    Attributes:
        xs, ys: edges in ascending order; ys grow downwards.
        regions: cells in row-major order; they cover every position exactly once.
        bare: set where no line parts the columns.
    """

    __slots__ = ("_owner", "bare", "regions", "xs", "ys")

    def __init__(
        self, xs: tuple[float, ...], ys: tuple[float, ...], regions: tuple[Region, ...], bare: Bare | None = None
    ) -> None:
        self.xs, self.ys, self.regions, self.bare = xs, ys, regions, bare
        self._owner: list[int] = []

    @property
    def owner(self) -> list[int]:
        """Index into `regions` for each position, row by row."""
        if not self._owner:
            width = self.columns
            self._owner = [0] * (width * self.rows)
            for index, (row, column, rows, columns) in enumerate(self.regions):
                for start in range(row * width + column, (row + rows) * width + column, width):
                    self._owner[start : start + columns] = [index] * columns
        return self._owner

    @property
    def columns(self) -> int:
        """Number of columns."""
        return len(self.xs) - 1

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.ys) - 1

    @property
    def box(self) -> Box:
        """The rectangle that the grid covers."""
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def box_of(self, region: Region) -> Box:
        """The rectangle of one cell."""
        row, column, rows, columns = region
        return (self.xs[column], self.ys[row], self.xs[column + columns], self.ys[row + rows])


class Piece(NamedTuple):
    """Neighbouring glyphs of one run, from its glyph `first` on. `x0` and `x1` leave outer blanks out."""

    baseline: float
    x0: float
    x1: float
    size: float
    text: str
    run: Run
    first: int


class Chunk(NamedTuple):
    """Part of a line of text that wide gaps set apart; its baseline may differ a little from that of the line."""

    x0: float
    x1: float
    text: str
    baseline: float = 0.0


class Line(NamedTuple):
    """One line of text outside the grids."""

    baseline: float
    size: float
    chunks: tuple[Chunk, ...]

    @property
    def x0(self) -> float:
        """Left end of the ink."""
        return self.chunks[0].x0

    @property
    def x1(self) -> float:
        """Right end of the ink."""
        return self.chunks[-1].x1

    @property
    def text(self) -> str:
        """The line as printed, its chunks set apart by blanks."""
        return "  ".join(chunk.text for chunk in self.chunks)

    @property
    def top(self) -> float:
        """Upper end of the ink, roughly."""
        return self.baseline - 0.88 * self.size


class Caption(NamedTuple):
    """What the lines above a grid say."""

    number: str = ""
    title: str = ""
    unit: str = ""
    lines: tuple[str, ...] = ()


class Sheet(NamedTuple):
    """The part of a table that stands on one page.

    Attributes:
        texts: text of each region of the grid.
        caption: what stands above; notes: lines below that belong to it.
        first, last: no other sheet of the page stands above / below it.
        parted_above, parted_below: running text stands between it and the top / the end of the page.
        full: cells whose last line reaches the right side: text that the page end may have broken.
    """

    page: int
    grid: Grid
    texts: tuple[str, ...]
    caption: Caption = Caption()
    notes: tuple[str, ...] = ()
    first: bool = True
    last: bool = True
    parted_above: bool = False
    parted_below: bool = False
    full: frozenset[int] = frozenset()
