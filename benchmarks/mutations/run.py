"""Audits generated documents and compares what was found with what was seeded."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from time import perf_counter

from auditor.audit import Options, audit
from auditor.model import Fact, Finding, Report, Severity, Verdict
from auditor.rules import load
from benchmarks.coverage import counted
from benchmarks.mutations.drawing import draw
from benchmarks.mutations.making import layout_of, make_document
from benchmarks.mutations.paper import Spot
from benchmarks.mutations.seeding import NAMES, Truth, seeded

Places = Mapping[str, list[Spot]]


@dataclass(slots=True)
class Outcome:
    """What the audit of one document came to.

    Attributes:
        true, false: findings of severity error or warning with, and without, a seeded place.
        seen: one of them (or an info, where a figure looks cut) names a seeded place; top, inside: the first cause is it, some cause may be it.
        named: a cause at the seeded place is called what it is; repaired: a cause suggests the right value; size: figures that the first cause prints as possibly wrong.
        figures, effective, uses: figures that print digits, those of which a wrong digit is noticed, uses by checks.
    """

    name: str
    family: str
    layout: str
    kind: str
    truth: Truth | None
    status: str = ""
    checks: dict[str, int] = field(default_factory=dict)
    coverage: Decimal = Decimal(0)
    true: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    info: list[str] = field(default_factory=list)
    seen: bool = False
    whispered: bool = False
    cut: bool = False
    top: bool = False
    inside: bool = False
    named: bool = False
    repaired: bool = False
    causes: list[str] = field(default_factory=list)
    size: int = 0
    figures: int = 0
    effective: int = 0
    uses: int = 0
    seconds: float = 0.0
    crash: str = ""


class Auditor:
    """The product, called through its one door."""

    def __init__(self) -> None:
        self.options = Options(packs=load(["cn-budget", "cn-final-accounts"]))

    def report(self, path: Path) -> Report:
        """Audit one file."""
        return audit(str(path), self.options)


def run_one(auditor: Auditor, folder: Path, seed: str, family: str, layout: str, kind: str = "") -> Outcome | None:
    """Make, draw and audit one document; None when the kind of error finds no place in it."""
    made = seeded(seed, family, kind) if kind else (make_document(seed, family), None)
    if made is None:
        return None
    document, truth = made
    name = "-".join((kind or "clean", family, layout, seed.replace("/", "_")))
    path = folder / f"{name}.pdf"
    places = draw(document, layout_of(seed, layout), str(path))
    outcome = Outcome(name, family, layout, kind, truth)
    start = perf_counter()
    try:
        report = auditor.report(path)
    except Exception:  # noqa: BLE001 - a crash of the product is a result here
        outcome.crash = traceback.format_exc(limit=-4)
        return outcome
    outcome.seconds = perf_counter() - start
    compare(outcome, report, places)
    return outcome


def compare(outcome: Outcome, report: Report, places: Places) -> None:
    """Fill in an outcome from a report."""
    outcome.status = report.problem_id or report.status
    outcome.coverage = report.coverage.share
    found = counted(report.checks, report.facts)
    outcome.figures, outcome.effective, outcome.uses = found.figures, found.effective, found.uses
    for check in report.checks:
        outcome.checks[check.verdict] = outcome.checks.get(check.verdict, 0) + 1
    truth = outcome.truth
    wanted = truth.figures if truth is not None else ()
    if truth is not None and truth.kind in {"row-dropped", "row-doubled", "blank-total"}:
        wanted = (*wanted, *truth.involved)
    causes = {cause.id: cause for cause in report.causes}
    for finding in report.findings:
        line = _line(finding)
        hit = bool(wanted) and (
            at(_facts(finding), wanted, places)
            or (finding.cause in causes and at([causes[finding.cause].fact], wanted, places))
        )
        if finding.severity is Severity.INFO:
            outcome.info.append(line)
            outcome.whispered = outcome.whispered or hit
            outcome.cut = outcome.cut or (hit and finding.check.verdict is Verdict.TRUNCATED)
        else:
            (outcome.true if hit else outcome.false).append(line)
    cut = outcome.cut or (outcome.whispered and outcome.kind == "truncated")
    outcome.seen = bool(outcome.true) or cut  # what looks cut off is told as a note by design
    outcome.causes = [
        f"{c.kind}: {c.fact.place.row or c.fact.place.sentence[:24]} {c.fact.amount.printed} -> {c.suggested}"
        for c in report.causes
    ]
    if truth is None:
        return
    if not report.causes:
        _fill(outcome, [f for f in report.findings if f.suggested is not None and at(_facts(f), truth.figures, places)])
        return
    first = report.causes[0]
    outcome.size = len({each.id for each in (first.fact, *(other.fact for other in first.alternatives))})
    outcome.top = at([first.fact], wanted, places)
    for cause in report.causes:
        options = [cause.fact, *cause.figures, *(each.fact for each in cause.alternatives)]
        outcome.inside = outcome.inside or at(options, wanted, places)
        kinds = NAMES.get(truth.kind, frozenset())
        outcome.named = outcome.named or (cause.kind in kinds and at([cause.fact, *cause.figures], wanted, places))
        for fact, value in ((cause.fact, cause.suggested), *((a.fact, a.suggested) for a in cause.alternatives[:0])):
            right = truth.value is not None and value is not None and abs(abs(value) - abs(truth.value)) <= truth.half
            outcome.repaired = outcome.repaired or (right and at([fact], wanted, places))


def _fill(outcome: Outcome, blanks: list[Finding]) -> None:
    """Count a total that was left blank, and stands under no cause, by the value that is told for it."""
    truth = outcome.truth
    for finding in blanks:
        outcome.top = outcome.inside = True
        outcome.size = 1
        if truth is not None and truth.value is not None and finding.suggested is not None:
            gap = abs(abs(finding.suggested) - abs(truth.value))
            outcome.repaired = outcome.repaired or gap <= truth.half


def _facts(finding: Finding) -> list[Fact]:
    return [operand.fact for operand in finding.check.operands]


def _line(finding: Finding) -> str:
    check = finding.check
    shown = "; ".join(
        f"{'+' if o.sign > 0 else '-'}[{o.fact.amount.printed or '∅'} p{o.fact.page} {o.fact.place.table_number or ''}"
        f"{o.fact.place.row or o.fact.place.sentence[:40]}|{o.fact.place.column}]"
        for o in check.operands[:9]
    )
    return f"{finding.severity} {'/'.join(check.rules)} {check.code} {check.reason.zh} {check.place} stated={check.stated} computed={check.computed}: {shown}"


def at(facts: Iterable[Fact], keys: Iterable[str], places: Places) -> bool:
    """Tell whether one of the facts stands where one of the figures was printed."""
    spots = [spot for key in keys for spot in places.get(key, ())]
    return any(spot[0] == fact.page and _overlap(spot[1:], fact.box) for fact in facts for spot in spots)


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Tell whether the middle of one box lies in the other."""
    for a, b in ((one, other), (other, one)):
        x, y = (a[0] + a[2]) / 2, (a[1] + a[3]) / 2
        if b[0] - 1 <= x <= b[2] + 1 and b[1] - 1 <= y <= b[3] + 1:
            return True
    return False


def share(part: int, whole: int) -> str:
    """Return a ratio for the table of results."""
    return f"{part}/{whole} {100 * part / whole:.1f}%" if whole else "-"


def verdicts(outcomes: Iterable[Outcome]) -> str:
    """Return the verdicts of all checks of these documents."""
    total: dict[str, int] = {}
    for outcome in outcomes:
        for verdict, count in outcome.checks.items():
            total[verdict] = total.get(verdict, 0) + count
    return ", ".join(f"{verdict.value} {total.get(verdict, 0)}" for verdict in Verdict)
