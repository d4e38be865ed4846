"""What the reader made of a drawn document, held against the grids that were drawn.

python -m benchmarks.mutations.reading --documents N --seed S [--layout NAME] [--list]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from reportlab.pdfgen.canvas import Canvas

from auditor.audit import read_tables
from auditor.model import Pack
from auditor.model import Table as ReadTable
from auditor.rules import load_shipped
from benchmarks.mutations.document import Document, Table
from benchmarks.mutations.drawing import draw
from benchmarks.mutations.graph import Figure
from benchmarks.mutations.grids import header_spans
from benchmarks.mutations.making import BARE, FAMILIES, LAYOUTS, layout_of, make_document
from benchmarks.mutations.paper import Drawing, Layout, printed

Rows = list[list[str]]


class Difference(NamedTuple):
    """A table that was read otherwise than it was drawn.

    Attributes:
        header, body: whether its header, its body differs; rows: the first rows that differ, as drawn and as read.
    """

    title: str
    header: bool
    body: bool
    rows: tuple[tuple[list[str], list[str]], ...]


def differences(
    document: Document, layout: Layout, path: Path, packs: tuple[Pack, ...]
) -> tuple[int, list[Difference]]:
    """Return how many tables with numbers were drawn, and those that were read otherwise."""
    read = {_squeezed(table.title): table for table in read_tables(str(path), lambda: packs)}
    found = []
    tables = [table for table in document.tables if _has_numbers(table)]
    for drawn in tables:
        columns = len(drawn.widths)
        table = read.get(_squeezed(drawn.title))
        grid = [[_squeezed(text) for text in row] for row in table.grid()] if table else []
        depth = table.header_rows if table else 0
        heads = _other(_paths(_spans_of(drawn, columns), columns), _paths(_header_cells(table), columns))
        body = _other(
            [_grouped(row, drawn) for row in _body(drawn, layout)], [_grouped(row, drawn) for row in grid[depth:]]
        )
        if heads or body:
            found.append(Difference(drawn.title, bool(heads), bool(body), tuple(body or heads)))
    return len(tables), found


def _has_numbers(table: Table) -> bool:
    return any(isinstance(cell, Figure) and cell.printed.strip("0.—") for row in table.rows for cell in row.cells)


def _body(table: Table, layout: Layout) -> Iterator[list[str]]:
    paper = Drawing(Canvas(""), layout, narrow=len(table.widths) > 12)
    for row in table.rows:
        cells = [printed(paper, cell, told=False) if isinstance(cell, Figure) else cell or "" for cell in row.cells]
        cells[1 : row.merge] = [""] * (row.merge - 1)
        yield from [[_squeezed(text) for text in cells]] * (0 if row.gone else row.copies)


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _grouped(row: Sequence[str], table: Table) -> list[str]:
    """Return a row with neighbouring labels as one: a total that is centred over code and name may stand in either."""
    grouped: list[str] = []
    for at, text in enumerate(row):
        if at in table.labels and at - 1 in table.labels:
            grouped[-1] += text
        else:
            grouped.append(text)
    return grouped


Cell = tuple[int, int, int, str]  # row, column, columns, text


def _spans_of(table: Table, columns: int) -> list[Cell]:
    return [(row, column, wide, _squeezed(text)) for row, column, _, wide, text in header_spans(table.header, columns)]


def _header_cells(table: ReadTable | None) -> list[Cell]:
    cells = table.cells if table else ()
    return [(c.row, c.column, c.column_span, _squeezed(c.text)) for c in cells if table and c.row < table.header_rows]


def _paths(cells: Sequence[Cell], columns: int) -> list[list[str]]:
    """Return for every column the headings over it, from top to bottom."""
    return [
        [text for _, first, wide, text in sorted(cells) if text and first <= column < first + wide]
        for column in range(max([columns, *(first + wide for _, first, wide, _ in cells)]))
    ]


def _other(expected: Rows, got: Rows) -> list[tuple[list[str], list[str]]]:
    """Return the first rows that differ."""
    length = max(len(expected), len(got))
    pairs = zip([*expected, *([[]] * (length - len(expected)))], [*got, *([[]] * (length - len(got)))], strict=True)
    return [pair for pair in pairs if pair[0] != pair[1]][:3]


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw documents, read them, and print how many tables were read as they were drawn."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutations.reading", description=__doc__)
    parser.add_argument("--documents", type=int, default=30)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--layout", action="append", choices=LAYOUTS, default=[])
    parser.add_argument("--list", action="store_true", help="print the rows that differ")
    options = parser.parse_args(arguments)
    layouts, families = options.layout or list(BARE), list(FAMILIES)
    packs = load_shipped()
    right: dict[str, list[int]] = {name: [0, 0, 0] for name in layouts}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(options.documents):
            family, name = families[number % len(families)], layouts[number // len(families) % len(layouts)]
            seed = f"{options.seed}/reading/{number}"
            document, layout, path = make_document(seed, family), layout_of(seed, name), Path(folder) / f"{number}.pdf"
            draw(document, layout, str(path))
            count, wrong = differences(document, layout, path, packs)
            for at, value in enumerate((count, len(wrong), sum(each.body for each in wrong))):
                right[name][at] += value
            for each in wrong if options.list else ():
                print(f"{seed} {family} {name} {each.title} header {each.header} body {each.body}")
                for one, other in each.rows:
                    print(f"    drawn {one}\n    read  {other}")
    for name, (tables, wrong_tables, bodies) in right.items():
        print(f"{name:12} {tables} tables: {tables - wrong_tables} as drawn, {tables - bodies} with the body as drawn")
    tables, wrong_tables, bodies = (sum(column) for column in zip(*right.values(), strict=True))
    print(f"{'all':12} {tables} tables: {tables - wrong_tables} as drawn, {tables - bodies} with the body as drawn")
    return 0


if __name__ == "__main__":
    sys.exit(main())
