"""One wrong figure in a random document: it must be among the figures that are named, and mostly the first of them."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_diagnose_builders import Document, judged, rate, total

from auditor.amounts import read_amount
from auditor.diagnose import diagnose
from auditor.model import Cause, Check, Fact, Finding, Verdict
from tests.records import replace

Slip = Callable[[str, random.Random], str]
COLUMNS = ("人员经费", "公用经费", "项目支出")


def times(power: int) -> Slip:
    def slip(printed: str, _: random.Random) -> str:
        number = Decimal(printed.replace(",", ""))
        return f"{number.scaleb(power):.2f}"

    return slip


def transposed(printed: str, chance: random.Random) -> str:
    places = [i for i in range(len(printed) - 1) if printed[i].isdigit() and printed[i + 1].isdigit()]
    places = [i for i in places if printed[i] != printed[i + 1] and (i or printed[i + 1] != "0")]
    if not places:
        return printed
    at = chance.choice(places)
    return printed[:at] + printed[at + 1] + printed[at] + printed[at + 2 :]


def one_digit(printed: str, chance: random.Random) -> str:
    at = chance.choice([i for i, c in enumerate(printed.partition(".")[0]) if c.isdigit()])
    digit = chance.choice([d for d in "123456789" if d != printed[at]])
    return printed[:at] + digit + printed[at + 1 :]


def dropped(printed: str, chance: random.Random) -> str:
    whole = printed.partition(".")[0]
    at = chance.randrange(len(whole))
    return (printed[:at] + printed[at + 1 :]).lstrip("0.") or "0"


def anything(printed: str, chance: random.Random) -> str:
    del printed
    return f"{chance.randrange(1, 10**9) / Decimal(100):.2f}"


SLIPS: dict[str, Slip] = {
    "×10": times(1),
    "÷10": times(-1),
    "÷10000": times(-4),
    "sign": lambda printed, _: "-" + printed,
    "transposed": transposed,
    "one-digit": one_digit,
    "dropped": dropped,
    "anything": anything,
}


class Budget:
    """A tree of codes × columns in 元, a copy of its totals in a second table, sentences in 万元, and all their checks."""

    def __init__(self, chance: random.Random) -> None:
        self.document = Document()
        self.chance = chance
        self.checks: list[Check] = []
        tree = {
            f"2{i:02}": [f"2{i:02}{j:02}" for j in range(chance.randrange(1, 4))] for i in range(chance.randrange(2, 5))
        }
        leaves = {
            (leaf, c): chance.randrange(10**3, 10**8) for group in tree.values() for leaf in group for c in COLUMNS
        }
        values: dict[tuple[str, str], int] = dict(leaves)
        for column in COLUMNS:
            for parent, group in tree.items():
                values[parent, column] = sum(leaves[leaf, column] for leaf in group)
            values["合计", column] = sum(values[parent, column] for parent in tree)
        rows = ["合计", *(row for parent, group in tree.items() for row in (parent, *group))]
        for row in rows:
            values[row, "合计"] = sum(values[row, column] for column in COLUMNS)
        cells = {(row, c): self.cell(values[row, c], "5", row, c) for row in rows for c in ("合计", *COLUMNS)}
        for row in rows:
            self.checks.append(total(cells[row, "合计"], *(cells[row, c] for c in COLUMNS)))
        for column in ("合计", *COLUMNS):
            self.checks.append(total(cells["合计", column], *(cells[parent, column] for parent in tree)))
            self.checks += [total(cells[p, column], *(cells[leaf, column] for leaf in g)) for p, g in tree.items()]
        copies = {parent: self.cell(values[parent, "合计"], "1", parent, "金额") for parent in tree}
        copied = self.cell(values["合计", "合计"], "1", "合计", "金额")
        self.checks.append(total(copied, *copies.values()))
        self.checks += [total(copies[parent], cells[parent, "合计"]) for parent in tree]
        self.checks.append(total(copied, cells["合计", "合计"]))
        self.tell(values["合计", "合计"], copied, cells["合计", "合计"])

    def cell(self, value: int, table: str, row: str, column: str) -> Fact:
        return self.document.cell(f"{value / Decimal(100):,.2f}", table, row, column)

    def tell(self, value: int, *cells: Fact) -> None:
        """Say the total in 万元 with its change and rate."""
        prior = value * self.chance.randrange(60, 140) // 100
        shown = [
            self.document.said(f"{v / Decimal(10**6):.2f}", "支出", measure=m)
            for v, m in ((value, "amount"), (value - prior, "change"))
        ]
        percent = self.document.said(f"{Decimal(100) * (value - prior) / prior:.2f}", "支出", "%", measure="rate")
        self.checks += [total(shown[0], cell) for cell in cells]
        if value != prior:
            self.checks.append(rate(percent, change=shown[1], current=shown[0]))

    def with_wrong(self, wrong: Fact, printed: str) -> list[Check] | None:
        """Return all checks evaluated after one figure was replaced; None when it does not read as another value."""
        amount = read_amount(printed, wrong.amount.unit)
        if amount is None or amount.value == wrong.value:
            return None
        changed = replace(wrong, amount=amount)
        self.document.facts[wrong.id] = changed
        return [
            judged(
                replace(c, operands=tuple(replace(o, fact=changed) if o.fact.id == wrong.id else o for o in c.operands))
            )
            for c in self.checks
        ]


def thinned(checks: list[Check], share: float, chance: random.Random) -> list[Check]:
    return [check for check in checks if chance.random() < share]


def named(findings: tuple[Finding, ...], causes: tuple[Cause, ...]) -> set[int]:
    """Return all figures that a reader is told to look at: those of the causes, and of findings without one."""
    found = {fact.id for cause in causes for fact in (cause.fact, *cause.figures)}
    found |= {alternative.fact.id for cause in causes for alternative in cause.alternatives}
    return found | {o.fact.id for finding in findings if not finding.cause for o in finding.check.operands}


def outcome(seed: int, slip: str, share: float) -> tuple[Fact, tuple[Finding, ...], tuple[Cause, ...]] | None:
    chance = random.Random(seed)  # noqa: S311  # a test, reproducible by its seed
    budget = Budget(chance)
    wrong = chance.choice(budget.document.facts)
    checks = budget.with_wrong(wrong, SLIPS[slip](wrong.amount.printed.replace(",", ""), chance))
    if checks is None:
        return None
    kept = thinned(checks, share, chance)
    if all(check.verdict is not Verdict.FAILS for check in kept):
        return None
    findings, causes, _ = diagnose(kept, budget.document.done(), pack="p")
    return budget.document.facts[wrong.id], findings, causes


@settings(max_examples=120)
@given(st.integers(0, 10**6), st.sampled_from(sorted(SLIPS)), st.sampled_from([1.0, 0.7, 0.4]))
def test_the_wrong_figure_is_always_named(seed: int, slip: str, share: float) -> None:
    result = outcome(seed, slip, share)
    if result is not None:
        wrong, findings, causes = result
        assert wrong.id in named(findings, causes)


@pytest.mark.parametrize(("share", "least"), [(1.0, 0.97), (0.7, 0.8)])
def test_the_wrong_figure_is_mostly_named_first(share: float, least: float) -> None:
    results = [outcome(seed, sorted(SLIPS)[seed % len(SLIPS)], share) for seed in range(160)]
    told = [result for result in results if result is not None]
    first = [bool(causes) and causes[0].fact.id == wrong.id for wrong, _, causes in told]
    assert len(told) > 100
    assert sum(first) / len(told) >= least
