"""What checking costs: made-up facts and rules, no document.

    python -m benchmarks.rules [--rounds N] [--limit SECONDS]

200 rules against 1,000, 10,000 and 100,000 facts: sums by shape, equations on one line, equations and conditions between
tables, ties. Prints the least CPU seconds (user + system) of several rounds, and by how much they grow for ten times the
facts. With --limit, exits 1 when 10,000 facts cost more.
"""

from __future__ import annotations

import argparse
import gc
import time
from collections.abc import Iterator
from decimal import Decimal

from auditor.amounts import Amount
from auditor.check import check
from auditor.model import (
    Block,
    Check,
    Column,
    Fact,
    Facts,
    FactTable,
    Family,
    Line,
    Place,
    Rule,
    Severity,
    Table,
    Text,
    Verdict,
    Vocabulary,
)
from auditor.rules import parse_equation

SIZES = (1_000, 10_000, 100_000)
RULES = 200
OBJECTS = 50_000
ROWS, COLUMNS = 20, 5  # the last column is the total of the others, the last row the total of the rows above
ITEMS = 60  # names of lines: a table prints a third of them
FAMILIES = SIZES[-1] // (ROWS * COLUMNS)
COLUMN_NAMES = ("人员", "公用", "项目", "其他", "合计")


def vocabulary() -> Vocabulary:
    """Return the words that the rules speak."""
    families = tuple(Family(f"表{n}", (f"第{n}号表",), side="支出") for n in range(FAMILIES))
    names = [*(f"项{n}" for n in range(ITEMS)), *COLUMN_NAMES[:-1]]
    return Vocabulary(items={name: name for name in names}, families=families)


def facts(count: int) -> Facts:
    """Return tables of 100 facts each, all sums right."""
    made: list[Fact] = []
    tables = tuple(_table(number, made) for number in range(count // (ROWS * COLUMNS)))
    return Facts(tuple(made), tables, kind="预算", year=2026)


def _table(number: int, made: list[Fact]) -> FactTable:
    family, first = f"表{number}", len(made)
    first_item = number * 7 % ITEMS
    names = [f"项{(first_item + row) % ITEMS}" for row in range(ROWS - 1)] + ["合计"]
    values = [[(row * 31 + column * 17 + number) % 97 + 1 for column in range(COLUMNS - 1)] for row in range(ROWS - 1)]
    values.append([sum(column) for column in zip(*values, strict=True)])
    for row, (name, line) in enumerate(zip(names, values, strict=True)):
        for column, value in enumerate((*line, sum(line))):
            amount = Amount(f"{value}.00", "万元", Decimal(value * 10_000), Decimal(100))
            place = Place("cell", str(number), family, name, COLUMN_NAMES[column])
            box = (column * 50.0, row * 20.0, column * 50.0 + 50, row * 20.0 + 20)
            made.append(Fact(len(made), amount, number + 1, box, place, name, family=family, side="支出"))
    lines = tuple(Line(row, name, name, total=row == ROWS - 1) for row, name in enumerate(names))
    columns = tuple(
        Column(at + 1, (name,), "" if at == COLUMNS - 1 else name, header=((0, at + 1),), total=at == COLUMNS - 1)
        for at, name in enumerate(COLUMN_NAMES)
    )
    ids = tuple(tuple(range(first + row * COLUMNS, first + (row + 1) * COLUMNS)) for row in range(ROWS))
    table = Table(str(number), family, "万元", True, (number + 1,), ROWS + 1, COLUMNS + 1, 1, ())
    return FactTable(table, family, (Block("支出", lines, columns, ids),))


def rules(words: Vocabulary) -> tuple[Rule, ...]:
    """Return 200 rules of the kinds that a pack has, in like shares."""
    made = [
        Rule("TB-01", "rollup", _text(), Severity.ERROR, options={"by": ("header",)}),
        Rule("TB-02", "rollup", _text(), Severity.ERROR, options={"by": ("outline",)}),
        Rule("TB-03", "rollup", _text(), Severity.ERROR, options={"by": ("code",)}),
        Rule("XT-01", "tie", _text(), Severity.ERROR, options={"same": ("side", "fund", "code", "part")}),
        *(_equation(number, text, words) for number, text in enumerate(_texts())),
    ]
    return tuple(made[:RULES])


def _text() -> Text:
    return Text("规则", "rule")


def _equation(number: int, text: str, words: Vocabulary) -> Rule:
    when = parse_equation("表0.合计 ≥ 表1.合计", words) if number % 10 == 0 else None
    return Rule(f"EQ-{number}", "equation", _text(), Severity.ERROR, check=parse_equation(text, words), when=when)


def _texts() -> Iterator[str]:
    for number in range(RULES):
        one, other = number % ITEMS, (number * 3 + 1) % ITEMS
        if number % 4 == 0:
            yield f"项{one} = 项{other} + 项{(other + 5) % ITEMS} [+ 项{(other + 9) % ITEMS}]"
        elif number in {1, 5}:  # a pack says once or twice what makes up a total; it binds to every row
            yield f"合计 = 人员 + 公用 + 项目 + 其他 [+ 项{one}]"
        elif number % 4 == 1:
            yield f"项{one} ≥ 项{other}"
        else:
            yield f"表{number % 9}.项{one} = 表{(number + 3) % 9}.项{one}.人员 或 表{(number + 5) % 9}.项{one}"


def cost(count: int, rounds: int) -> tuple[float, tuple[Check, ...]]:
    """Return the least CPU seconds of checking this many facts, and the checks."""
    words = vocabulary()
    given, against = facts(count), rules(words)
    gc.set_threshold(OBJECTS)  # as in the program itself
    spent: list[float] = []
    checks: tuple[Check, ...] = ()
    for _ in range(rounds):
        gc.collect()
        start = time.process_time()
        checks = check(against, given, words)
        spent.append(time.process_time() - start)
    return min(spent), checks


def main() -> int:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--limit", type=float, help="CPU seconds for 10,000 facts")
    asked = options.parse_args()
    found: dict[int, float] = {}
    for count in SIZES:
        found[count], checks = cost(count, asked.rounds if count < SIZES[-1] else max(1, asked.rounds // 2))
        bound = sum(1 for each in checks if each.verdict is not Verdict.UNCHECKED)
        grown = f"  × {found[count] / found[count // 10]:.1f}" if count // 10 in found else ""
        print(f"{count:>7,} facts × {RULES} rules: {found[count]:7.3f} s CPU, {bound:>7,} checks{grown}")
    return int(asked.limit is not None and found[SIZES[1]] > asked.limit)


if __name__ == "__main__":
    raise SystemExit(main())
