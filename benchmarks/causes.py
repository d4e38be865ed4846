"""The search for causes on systems of its own: its cost on a large one, and sets of errors that hang together.

    python benchmarks/causes.py

A large system is some 220 tables of nine rows and five columns with their sums both ways, and copies of figures: more than
10,000 figures, 5,000 checks, 20 figures with one wrong digit. Its time is CPU time of `diagnose` alone. Then one such
table with one to four wrong figures in one row, one column, or anywhere, a hundred times each.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from time import process_time

from auditor.amounts import read_amount
from auditor.diagnose import diagnose
from auditor.model import Cause, Check, Fact, Facts, Operand, Place, Severity, Verdict

_ROWS, _COLUMNS = range(9), range(5)
_CHECKS, _ERRORS = 5000, 20
Spot = tuple[int, int]


@dataclass(slots=True)
class System:
    """Figures and checks, and what the wrong figures should be."""

    facts: list[Fact] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    right: dict[int, Decimal] = field(default_factory=dict)

    def add(self, value: Decimal, wrong: Decimal, table: str, spot: Spot) -> Fact:
        """Print a figure, wrongly where the two values differ."""
        number = len(self.facts)
        amount = read_amount(f"{wrong:,.2f}", "元")
        if amount is None:
            raise ValueError(f"no amount: {wrong}")
        row, column = (f"项目{spot[0]}" if spot[0] else "合计"), (f"列{spot[1]}" if spot[1] else "合计")
        place = Place("cell", table_number=table, row=row, column=column)
        fact = Fact(number, amount, 1 + number // 60, (0.0, number, 1.0, number + 1.0), place, item=row)
        self.facts.append(fact)
        if value != wrong:
            self.right[number] = value
        return fact

    def total(self, whole: Fact, parts: Sequence[Fact]) -> None:
        """Check that a figure is the sum of others."""
        operands = (Operand(whole, "total", 1, "left"), *(Operand(part) for part in parts))
        gap = whole.value - sum(part.value for part in parts)
        verdict = Verdict.FAILS if gap else Verdict.HOLDS
        check = Check(("S",), "equation", "sum", "=", operands, verdict, Severity.ERROR)
        self.checks.append(check._replace(stated=whole.value, computed=whole.value - gap, difference=gap))

    def causes(self) -> tuple[Cause, ...]:
        """Search the causes."""
        return diagnose(self.checks, Facts(facts=tuple(self.facts)), pack="p")[1]


def values(rng: Random) -> dict[Spot, Decimal]:
    """Return a table with a total row and a total column."""
    leaves = [[Decimal(rng.randint(100_000, 99_999_999)) / 100 for _ in _COLUMNS[1:]] for _ in _ROWS[1:]]
    rows = [[sum(row, Decimal(0)), *row] for row in leaves]
    rows.insert(0, [sum(column, Decimal(0)) for column in zip(*rows, strict=True)])
    return {(i, j): rows[i][j] for i in _ROWS for j in _COLUMNS}


def slipped(value: Decimal, rng: Random) -> Decimal:
    """Return a value with one digit wrong."""
    text = f"{value:.2f}"
    at = rng.choice([place for place, letter in enumerate(text) if letter.isdigit()])
    return Decimal(text[:at] + str((int(text[at]) + rng.randint(1, 9)) % 10) + text[at + 1 :])


def table(system: System, rng: Random, name: str, wrong: Sequence[Spot]) -> dict[Spot, Fact]:
    """Add a table with its sums both ways."""
    right = values(rng)
    found = {
        spot: system.add(value, slipped(value, rng) if spot in wrong else value, name, spot)
        for spot, value in right.items()
    }
    for i in _ROWS:
        system.total(found[i, 0], [found[i, j] for j in _COLUMNS[1:]])
    for j in _COLUMNS:
        system.total(found[0, j], [found[i, j] for i in _ROWS[1:]])
    return found


def large(seed: int) -> System:
    """Return the large system."""
    rng, system = Random(seed), System()  # noqa: S311 - no secret
    tables = 10_000 // 45 + 1
    chosen = rng.sample([(t, i, j) for t in range(tables) for i in _ROWS for j in _COLUMNS], _ERRORS)
    printed = [table(system, rng, str(t), [(i, j) for k, i, j in chosen if k == t]) for t in range(tables)]
    while len(system.checks) < _CHECKS:
        spot, one = (rng.choice(_ROWS), rng.choice(_COLUMNS)), rng.choice(printed)
        value = system.right.get(one[spot].id, one[spot].value)
        system.total(one[spot], [system.add(value, value, f"又{len(system.checks) % 40}", spot)])
    return system


def clustered(seed: int, where: str, errors: int) -> System:
    """Return one table with errors in one row, one column, or anywhere; its total column is printed again elsewhere."""
    rng, system = Random(f"{seed}/{where}/{errors}"), System()  # noqa: S311 - no secret
    row, column = rng.choice(_ROWS), rng.choice(_COLUMNS)
    pool = [(i, j) for i in _ROWS for j in _COLUMNS if {"row": i == row, "column": j == column}.get(where, True)]
    found = table(system, rng, "1", rng.sample(pool, errors))
    copies = [system.add(v := system.right.get(found[i, 0].id, found[i, 0].value), v, "2", (i, 0)) for i in _ROWS]
    for i in _ROWS:
        system.total(found[i, 0], [copies[i]])
    system.total(copies[0], copies[1:])
    return system


def main() -> int:
    """Print both tables."""
    slowest = 0.0
    for seed in range(3):
        system = large(seed)
        start = process_time()
        causes = system.causes()
        slowest = max(slowest, spent := process_time() - start)
        right = sum(system.right.get(cause.fact.id) == cause.suggested for cause in causes)
        failing = sum(check.verdict is Verdict.FAILS for check in system.checks)
        print(
            f"{len(system.facts)} figures, {len(system.checks)} checks, {failing} failing, {_ERRORS} errors: "
            f"{len(causes)} causes, {right} with the right value, {spent:.2f} s of CPU"
        )
    for where in ("row", "column", "anywhere"):
        for errors in (1, 2, 3, 4):
            exact = named = wrongly = 0
            for seed in range(100):
                system = clustered(seed, where, errors)
                found = {fact.id for cause in system.causes() for fact in (cause.fact, *cause.figures)}
                exact += found == set(system.right)
                named += len(found & set(system.right))
                wrongly += len(found - set(system.right))
            print(
                f"{errors} in {where:9} exact sets {exact:3} %  named {named / errors:5.1f} %  wrongly named {wrongly}"
            )
    return 1 if slowest > 2 else 0


if __name__ == "__main__":
    sys.exit(main())
