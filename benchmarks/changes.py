"""How many small changes are caught: rows dropped or printed twice, last digits, made in the tables after reading.

    python benchmarks/changes.py [--corpus FOLDER] [--every N] [--missed]

A change is caught when an error or warning is told that was not told before it; a last digit, changed in documents whose
table sums are all exact, when anything is. Rows are leaf rows with a classification code, other rows with a code, total
rows, and named rows; every nth of each is changed.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from auditor.check import check
from auditor.claims import read_claims
from auditor.facts import gather
from auditor.model import Block, Cell, Check, Facts, FactTable, Narrative, Pack, Page, Severity, Table, Verdict
from auditor.read import read
from auditor.rules import load, shipped
from auditor.tables import find_tables

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parents[1] / "shared" / "corpus"
SEED = HERE.parent / "examples" / "mianxian-2024-unit-budget.pdf"
BAR = 0.90


class Document(NamedTuple):
    """A document as read."""

    name: str
    pages: tuple[Page, ...]
    tables: tuple[Table, ...]
    narrative: Narrative
    pack: Pack

    def checks(self, tables: Sequence[Table]) -> tuple[Facts, tuple[Check, ...]]:
        """Return facts and checks with these tables in place of its own."""
        facts = gather(tables, self.narrative, self.pack.vocabulary, self.pages)
        return facts, check(self.pack.rules, facts, self.pack.vocabulary)


class Row(NamedTuple):
    """A row that can be changed."""

    table: int
    row: int
    kind: str  # leaf, parent, total, named
    label: str


def documents(corpus: Path, packs: Sequence[Pack]) -> Iterator[Document]:
    """Read the example and every document of the corpus that is a disclosure."""
    for path in (SEED, *sorted(corpus.glob("*.pdf"))):
        pages = read(str(path)).pages
        words = packs[0].vocabulary
        tables = find_tables(pages, words)
        narrative = read_claims(pages, tables, words)
        kind = gather(tables, narrative, words, pages).kind
        pack = next((p for p in packs if kind and p.kind == kind), None)
        if pack is not None:
            yield Document(path.name, pages, tables, narrative, pack)


def rows_of(facts: Facts) -> Iterator[Row]:
    """Yield the rows with figures of recognised tables."""
    for number, table in enumerate(facts.tables):
        for block in table.blocks if table.family and not table.form else ():
            for index, line in enumerate(block.lines):
                printed = any(n >= 0 and facts.facts[n].value for n in block.facts[index])
                if printed and _alone(table, line.row):
                    yield Row(number, line.row, _kind(block, index), line.label.strip())


def _alone(table: FactTable, row: int) -> bool:
    """Tell whether no cell of a row reaches into another row: such a row can be cut out."""
    return all(cell.row_span == 1 for cell in table.table.cells if cell.row <= row < cell.row + cell.row_span)


def _kind(block: Block, index: int) -> str:
    line = block.lines[index]
    if line.total:
        return "total"
    if not line.code:
        return "named"
    return "parent" if any(other.parent == index and other.code for other in block.lines) else "leaf"


def dropped(table: Table, row: int) -> Table:
    """Return a table without one of its rows."""
    cells = (cell if cell.row < row else cell._replace(row=cell.row - 1) for cell in table.cells if cell.row != row)
    return table._replace(cells=tuple(cells), rows=table.rows - 1)


def doubled(table: Table, row: int) -> Table:
    """Return a table with one of its rows printed twice."""
    cells: list[Cell] = []
    for cell in table.cells:
        if cell.row <= row:
            cells.append(cell)
        if cell.row >= row:
            cells.append(cell._replace(row=cell.row + 1))
    return table._replace(cells=tuple(sorted(cells, key=lambda c: (c.row, c.column))), rows=table.rows + 1)


CHANGES = {"dropped": dropped, "doubled": doubled}


def failures(checks: Sequence[Check], facts: Facts, *, infos: bool = False) -> Counter[tuple[object, ...]]:
    """Return the failing errors and warnings by rule and by the places of their figures."""
    return Counter(
        (c.rules[0], tuple(facts.facts[o.fact.id].place for o in c.operands), c.place)
        for c in checks
        if c.verdict is Verdict.FAILS and (infos or c.severity is not Severity.INFO)
    )


def is_exact(checks: Sequence[Check]) -> bool:
    """Tell whether no sum over table cells of one unit is off by rounding."""
    return not any(
        c.verdict is Verdict.ROUNDING
        and c.formula == "sum"
        and all(o.fact.place.kind == "cell" for o in c.operands)
        and len({o.fact.amount.unit for o in c.operands}) == 1
        for c in checks
    )


def last_digit(table: Table, cell: Cell) -> Table:
    """Return a table with the last digit of one cell moved by one."""
    digit = cell.text.rstrip()[-1]
    text = cell.text.rstrip()[:-1] + str(int(digit) + (1 if digit < "9" else -1))
    return table._replace(cells=tuple(c._replace(text=text) if c is cell else c for c in table.cells))


def figures(document: Document, facts: Facts) -> Iterator[tuple[int, Cell]]:
    """Yield the cells that print rounded amounts, with the index of their table."""
    boxes = {(f.page, f.box): f for f in facts.facts if f.amount.step and f.value and f.amount.is_money}
    for number, table in enumerate(document.tables):
        if facts.tables[number].family and not facts.tables[number].form:
            yield from ((number, cell) for cell in table.cells if (cell.page, cell.box) in boxes)


def measure_digits(document: Document, every: int) -> Iterator[tuple[str, Row, bool]]:
    """Yield (change, row, caught) for every nth figure of a document without residues."""
    facts, checks = document.checks(document.tables)
    before = failures(checks, facts, infos=True)
    for number, cell in list(figures(document, facts))[:: every * 4] if is_exact(checks) else ():
        tables = list(document.tables)
        tables[number] = last_digit(tables[number], cell)
        after, made = document.checks(tables)
        yield "digit", Row(number, cell.row, "last", cell.text), bool(failures(made, after, infos=True) - before)


def measure(document: Document, every: int) -> Iterator[tuple[str, Row, bool]]:
    """Yield (change, row, caught) for every nth row of each kind."""
    facts, checks = document.checks(document.tables)
    before = failures(checks, facts)
    seen: Counter[str] = Counter()
    for row in rows_of(facts):
        seen[row.kind] += 1
        if seen[row.kind] % every:
            continue
        for name, change in CHANGES.items():
            tables = list(document.tables)
            tables[row.table] = change(tables[row.table], row.row)
            after, made = document.checks(tables)
            yield name, row, bool(failures(made, after) - before)


def main() -> int:
    """Print the share of caught changes by kind of row; exit 1 below the bar for leaf and total rows."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--every", type=int, default=3)
    parser.add_argument("--missed", action="store_true", help="list the changes that nothing caught")
    options = parser.parse_args()
    caught: Counter[tuple[str, str]] = Counter()
    tried: Counter[tuple[str, str]] = Counter()
    for document in documents(options.corpus, load(shipped())):
        for name, row, found in (*measure(document, options.every), *measure_digits(document, options.every)):
            tried[row.kind, name] += 1
            caught[row.kind, name] += found
            if options.missed and not found:
                print(f"{document.name}: {name} {row.kind} {document.tables[row.table].title}: {row.label}")
    for key in sorted(tried):
        print(f"{' '.join(key):16}{caught[key]:5} of {tried[key]:5}  {caught[key] / tried[key]:.1%}")
    barred = [key for key in tried if key[0] in {"leaf", "total"}]
    return int(any(caught[key] < BAR * tried[key] for key in barred))


if __name__ == "__main__":
    sys.exit(main())
