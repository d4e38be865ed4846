"""Pages drawn by hand for the tests of tables: lines, fills and texts on a plain sheet."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.model import Box, Fill, Page, Run, Segment, Table, Vocabulary
from auditor.tables import find_tables

Rows = Sequence[Sequence[str]]


def width_of(char: str, size: float) -> float:
    """Half as wide as high for ASCII, square for everything else."""
    return size / 2 if char.isascii() else size


class Drawing:
    """One page under construction; every method returns the drawing. y grows downwards; a text's y is its baseline."""

    def __init__(self, number: int = 1, width: float = 600, height: float = 800) -> None:
        self.number, self.width, self.height = number, width, height
        self.runs: list[Run] = []
        self.horizontals: list[Segment] = []
        self.verticals: list[Segment] = []
        self.fills: list[Fill] = []

    def text(
        self, x: float, y: float, text: str, size: float = 10, *, clip: Box | None = None, spacing: float = 0
    ) -> Drawing:
        lefts, at = [], x
        for char in text:
            lefts.append(at)
            at += width_of(char, size) + spacing
        widths = tuple(width_of(char, size) for char in text)
        self.runs.append(Run(tuple(text), tuple(lefts), widths, y, size, clip))
        return self

    def letters(self, x: float, y: float, text: str, size: float = 10, *, clip: Box | None = None) -> Drawing:
        """One run for each character, as word processors write."""
        for char in text:
            self.text(x, y, char, size, clip=clip)
            x += width_of(char, size)
        return self

    def right(self, x: float, y: float, text: str, size: float = 10) -> Drawing:
        """Text that ends at x."""
        return self.text(x - sum(width_of(char, size) for char in text), y, text, size)

    def centre(self, x: float, y: float, text: str, size: float = 10) -> Drawing:
        return self.text(x - sum(width_of(char, size) for char in text) / 2, y, text, size)

    def across(self, y: float, x0: float, x1: float) -> Drawing:
        self.horizontals.append(Segment(y, x0, x1))
        return self

    def down(self, x: float, y0: float, y1: float) -> Drawing:
        self.verticals.append(Segment(x, y0, y1))
        return self

    def fill(self, x0: float, top: float, x1: float, bottom: float, *, white: bool = False) -> Drawing:
        self.fills.append(Fill(x0, top, x1, bottom, white))
        return self

    def box(self, x0: float, top: float, x1: float, bottom: float) -> Drawing:
        return self.across(top, x0, x1).across(bottom, x0, x1).down(x0, top, bottom).down(x1, top, bottom)

    def lattice(self, xs: Sequence[float], ys: Sequence[float]) -> Drawing:
        """A full grid of lines."""
        for y in ys:
            self.across(y, xs[0], xs[-1])
        for x in xs:
            self.down(x, ys[0], ys[-1])
        return self

    def cells(self, xs: Sequence[float], ys: Sequence[float], rows: Rows, size: float = 10) -> Drawing:
        """Texts two points from the left of their cells; None and "" are left out."""
        for top, row in zip(ys, rows, strict=False):
            for x, cell in zip(xs, row, strict=False):
                for number, line in enumerate(cell.split("\n") if cell else ()):
                    self.text(x + 2, top + size + 2 + number * 1.2 * size, line, size)
        return self

    def table(self, x: float, y: float, widths: Sequence[float], rows: Rows, height: float = 20) -> Drawing:
        xs, ys = edges(x, widths), [y + height * at for at in range(len(rows) + 1)]
        return self.lattice(xs, ys).cells(xs, ys, rows)

    def page(self) -> Page:
        return Page(
            self.number,
            self.width,
            self.height,
            tuple(self.runs),
            tuple(self.horizontals),
            tuple(self.verticals),
            tuple(self.fills),
        )

    def tables(self, vocabulary: Vocabulary | None = None) -> tuple[Table, ...]:
        return tables(self, vocabulary=vocabulary)

    def only(self) -> Table:
        found = self.tables()
        assert len(found) == 1, [table.grid() for table in found]
        return found[0]


def edges(start: float, widths: Sequence[float]) -> list[float]:
    return [start + sum(widths[:at]) for at in range(len(widths) + 1)]


def tables(*drawings: Drawing, vocabulary: Vocabulary | None = None) -> tuple[Table, ...]:
    return find_tables([drawing.page() for drawing in drawings], vocabulary or Vocabulary())


def spans(table: Table) -> list[tuple[int, int, int, int]]:
    """(row, column, rows, columns) of the cells that cover more than one position."""
    return [
        (cell.row, cell.column, cell.row_span, cell.column_span)
        for cell in table.cells
        if cell.row_span > 1 or cell.column_span > 1
    ]
