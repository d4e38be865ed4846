"""Every table of the corpus as it was checked by hand: its place, its size, and a digest of all cells, spans and header paths.

    python tests/gold_grids.py            compare, and print what differs
    python tests/gold_grids.py --write    write tests/gold/grids.tsv anew: look at the pages of every line that changed before you
                                          commit it

A line says how it was checked: `two` = pdfplumber, reading for itself, finds the same text in every row; `eye` = held beside the
page. The tables themselves stay with the corpus; a digest is enough to notice that one character moved.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from auditor.audit import read_tables
from auditor.model import Table
from auditor.rules import load

GOLD = Path(__file__).parent / "gold" / "grids.tsv"
CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
LEFT_OUT = frozenset({"moutai-2020-annual-report"})  # an annual report: no disclosure


class Line(NamedTuple):
    """One table."""

    document: str
    order: str
    number: str
    title: str
    pages: str
    size: str
    unit: str
    header_rows: str
    spans: str
    digest: str

    @property
    def key(self) -> tuple[str, str]:
        """What names the table: its document and its place in it."""
        return self.document, self.order


def lines() -> Iterator[Line]:
    """Read every table of the corpus."""
    packs = load(["cn-budget"])
    for path in sorted(CORPUS.glob("*.pdf")):
        if path.stem not in LEFT_OUT:
            for order, table in enumerate(read_tables(str(path), lambda: packs)):
                yield _line(path.stem, order, table)


def _line(document: str, order: int, table: Table) -> Line:
    spans = sorted(
        [cell.row, cell.column, cell.row_span, cell.column_span]
        for cell in table.cells
        if cell.row_span > 1 or cell.column_span > 1
    )
    said = [table.number, table.title, table.unit, table.header_rows, spans, paths(table), squeezed(table)]
    digest = hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:16]
    return Line(
        document,
        str(order),
        table.number or "-",
        table.title or "-",
        ",".join(map(str, table.pages)),
        f"{table.rows}x{table.columns}",
        table.unit or "-",
        str(table.header_rows),
        str(len(spans)),
        digest,
    )


def squeezed(table: Table) -> list[list[str]]:
    """Return the grid without white space: where a line breaks inside a cell is no part of the truth."""
    return [[re.sub(r"\s", "", text) for text in row] for row in table.grid()]


def paths(table: Table) -> list[list[str]]:
    """Return the header texts over every column, outermost first."""
    found: list[list[str]] = [[] for _ in range(table.columns)]
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        if cell.row < table.header_rows and cell.text:
            for column in range(cell.column, cell.column + cell.column_span):
                found[column].append(re.sub(r"\s", "", cell.text))
    return found


def gold() -> dict[tuple[str, str], tuple[Line, str]]:
    """Return the checked lines with how they were checked."""
    rows = (row.split("\t") for row in GOLD.read_text(encoding="utf-8").splitlines()[1:])
    return {line.key: (line, how) for *values, how in rows for line in [Line(*values)]}


def main() -> int:
    """Compare or write."""
    known = gold() if GOLD.exists() else {}
    now = list(lines())
    if "--write" in sys.argv:
        how = {line.key: said for line, said in known.values() if line in now}
        rows = ["\t".join((*line, how.get(line.key, "?"))) for line in now]
        GOLD.write_text("\n".join(["\t".join((*Line._fields, "checked")), *rows]) + "\n", encoding="utf-8")
        return 0
    wrong = [line for line in now if known.get(line.key, (None, ""))[0] != line]
    for line in wrong:
        sys.stdout.write("\t".join(line) + "\n")
    sys.stdout.write(f"{len(now) - len(wrong)} of {len(now)} tables as checked, {len(known)} in the gold set\n")
    return 1 if wrong or len(now) != len(known) else 0


if __name__ == "__main__":
    sys.exit(main())
