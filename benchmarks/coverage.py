"""How many figures are checked, how well, and what sums alone do for tables that no rule names.

    python benchmarks/coverage.py [FOLDER]

For each disclosure of a folder (and the example): coverage (checked ÷ figures that state something), the share of figures of
which a wrong digit would be noticed, the share of all single wrong digits that would be, the mean number of checks
that use a figure. Then discovery alone: every table loses its family, no rule of a pack is applied but the sums by shape.
Exits 1 when a sum that no rule names accuses a document in which `truth.yaml` lists no error.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from auditor.audit import Options, audit
from auditor.check import check
from auditor.claims import read_claims
from auditor.diagnose import sensitivities
from auditor.facts import gather
from auditor.model import Check, Fact, Pack, Verdict
from auditor.read import read
from auditor.rules import load, shipped
from auditor.tables import find_tables

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parents[1] / "shared" / "corpus"
SEED = HERE.parent / "examples" / "mianxian-2024-unit-budget.pdf"


class Counts(NamedTuple):
    """Figures by how they are protected; `noticed` and `digits` count single digits, `uses` their checks."""

    figures: int
    checked: int
    effective: int
    noticed: int
    digits: int
    uses: int

    def __str__(self) -> str:
        """Return the shares for a table."""
        if not self.figures:
            return "no figures"
        return (
            f"figures {self.figures:5}  checked {self.checked / self.figures:6.1%}  effective {self.effective / self.figures:6.1%}"
            f"  digits {self.noticed / self.digits:6.1%}  checks a figure {self.uses / self.figures:.2f}"
        )


def counted(checks: Sequence[Check], facts: Iterable[Fact]) -> Counts:
    """Count the figures that print digits."""
    uses: dict[int, int] = {}
    for each in checks:
        if each.verdict is not Verdict.UNCHECKED and each.formula != "text":
            for number in {operand.fact.id for operand in each.operands}:
                uses[number] = uses.get(number, 0) + 1
    found = sensitivities(checks, tuple(facts))
    return Counts(
        len(found),
        sum(number in uses for number in found),
        sum(each.noticed > 0 for each in found.values()),
        sum(each.noticed for each in found.values()),
        sum(each.digits for each in found.values()),
        sum(uses.get(number, 0) for number in found),
    )


def alone(path: Path, pack: Pack) -> tuple[tuple[Check, ...], tuple[Fact, ...]]:
    """Return the checks of sums by shape in tables without a family, and the figures of all tables."""
    source = read(str(path))
    tables = find_tables(source.pages, pack.vocabulary)
    facts = gather(tables, read_claims(source.pages, tables, pack.vocabulary), pack.vocabulary, source.pages)
    nameless = facts._replace(tables=tuple(table._replace(family="") for table in facts.tables))
    rules = [rule for rule in pack.rules if rule.kind == "rollup"]
    return check(rules, nameless, pack.vocabulary), tuple(fact for fact in facts.facts if fact.place.kind == "cell")


def _with_rules(files: Sequence[Path], packs: tuple[Pack, ...]) -> Iterator[str]:
    shares: list[tuple[float, float]] = []
    for path in files:
        report = audit(str(path), Options(packs))
        found = counted(report.checks, report.facts)
        yield f"{path.name[:44]:45} coverage {report.coverage.share:7.2%}  {found}"
        if report.kind == "预算" and found.figures:
            shares.append((float(report.coverage.share), found.effective / found.figures))
    if shares:
        means = [sum(column) / len(shares) for column in zip(*shares, strict=True)]
        yield f"mean of {len(shares)} budgets: coverage {means[0]:.2%}, effective {means[1]:.2%}"


def main() -> int:
    """Print both tables."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS
    packs = load(shipped())
    files = [SEED, *sorted(folder.glob("*.pdf"))]
    print("all rules")
    for line in _with_rules(files, packs):
        print(" ", line)
    print("discovery alone: tables without a name, no rules but sums by shape; figures of tables")
    failing = 0
    total = Counts(0, 0, 0, 0, 0, 0)
    for path in files:
        checks, facts = alone(path, packs[0])
        found = counted(checks, facts)
        failed = [each for each in checks if each.verdict is Verdict.FAILS]
        print(f"  {path.name[:44]:45} {found}  failing {len(failed)}")
        failing += len(failed) if path != SEED else 0
        if "annual-report" not in path.name:
            total = Counts(*map(sum, zip(total, found, strict=True)))
    print(f"  disclosures together: {total}")
    return 1 if failing else 0


if __name__ == "__main__":
    sys.exit(main())
