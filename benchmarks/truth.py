"""What the audit finds in hand-audited disclosures, against what is really wrong with them.

    python benchmarks/truth.py [--corpus FOLDER] [--misses]

The corpus is not part of the project; `truth.yaml` transcribes its notes. Every error and warning must belong to a listed
group (else it is told as unlisted), every listed group should be told by one of its rules on one of its pages, and no error
or warning may rest on a figure listed as a near miss. Exits 1 when a rate falls below its bar.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from auditor.audit import Options, audit
from auditor.model import Finding, Pack, Report, Severity, Verdict
from auditor.rules import load, shipped

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parents[1] / "shared"
SEED = HERE.parent / "examples" / "mianxian-2024-unit-budget.pdf"
_ORDER = {"error": 0, "warning": 1, "info": 2}
BARS = {"error": 0.95, "warning": 0.90}
LEAST_CHECKED, LEAST_CHECKS = 0.99, 2.5


class Group(NamedTuple):
    """One root cause of the truth notes."""

    id: str
    severity: str
    pages: tuple[int, ...]
    rules: tuple[str, ...]
    missing: str = ""


class Result(NamedTuple):
    """What became of one document.

    Attributes:
        found: groups told by a finding; severe: those told at their severity or above.
        unlisted: errors and warnings that belong to no group; loud: near misses that an error or warning rests on.
        misread: kind, year or issuer where they were not recognised.
        figures, checked, checks: table figures, those that a check used, uses of table figures by checks.
    """

    name: str
    groups: tuple[Group, ...]
    found: frozenset[str]
    severe: frozenset[str]
    unlisted: tuple[Finding, ...]
    loud: tuple[str, ...]
    misread: tuple[str, ...]
    figures: int
    checked: int
    checks: int


def documents(corpus: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield every document of the transcript that is there, with what is noted of it."""
    notes = yaml.safe_load((HERE / "truth.yaml").read_text(encoding="utf-8"))
    for name, told in notes.items():
        path = SEED if name == SEED.name else corpus / "corpus" / name
        if path.exists():
            yield path, told


def compare(report: Report, told: dict[str, Any]) -> Result:
    """Set the findings of one audit against the notes."""
    groups = tuple(
        Group(g["id"], g["severity"], tuple(g["pages"]), tuple(g["rules"]), g.get("missing", ""))
        for g in told["groups"]
    )
    found = {g.id for g in groups if any(belongs(f, g) for f in report.findings)}
    severe = {
        g.id for g in groups if any(belongs(f, g) and _ORDER[f.severity] <= _ORDER[g.severity] for f in report.findings)
    }
    heavy = [f for f in report.findings if f.severity is not Severity.INFO]
    unlisted = tuple(f for f in heavy if not any(belongs(f, g) for g in groups))
    quiet = {(page, figure) for page, figures in told.get("quiet", {}).items() for figure in figures}
    resting = {(o.fact.page, o.fact.amount.printed) for f in unlisted for o in f.check.operands}
    loud = tuple(f"p{page} {figure}" for page, figure in sorted(quiet & resting))
    seen = (report.kind, report.year, report.issuer)
    misread = tuple(f"{was} is {it}" for was, it in zip(seen, told["is"], strict=True) if was != it)
    name = Path(report.path).name
    return Result(name, groups, frozenset(found), frozenset(severe), unlisted, loud, misread, *_covered(report))


def belongs(finding: Finding, group: Group) -> bool:
    """Tell whether a finding tells this group: one of its rules, on one of its pages."""
    pages = {finding.check.page, *(o.fact.page for o in finding.check.operands)}
    return any(rule.startswith(group.rules) for rule in finding.check.rules) and bool(pages & set(group.pages))


def _covered(report: Report) -> tuple[int, int, int]:
    uses: dict[int, int] = {}
    for check in report.checks:
        if check.verdict is not Verdict.UNCHECKED and check.formula != "text":
            for operand in check.operands:
                uses[operand.fact.id] = uses.get(operand.fact.id, 0) + 1
    if report.problem_id == "not-a-disclosure":
        return 0, 0, 0  # only its sums are checked; benchmarks/coverage.py counts them
    cells = [f for f in report.facts if f.place.kind == "cell" and not f.blank and f.amount.is_money]
    return len(cells), sum(1 for f in cells if f.id in uses), sum(uses.get(f.id, 0) for f in cells)


def measure(corpus: Path, packs: Sequence[Pack]) -> list[Result]:
    """Audit every document of the transcript."""
    return [compare(audit(str(path), Options(tuple(packs))), told) for path, told in documents(corpus)]


def rate(results: Sequence[Result], severity: str) -> tuple[int, int]:
    """Return how many groups of a severity were told at it, and how many could be told from one document."""
    groups = [(r, g) for r in results for g in r.groups if g.severity == severity and not g.missing]
    return sum(1 for r, g in groups if g.id in r.severe), len(groups)


def covered(results: Sequence[Result]) -> tuple[int, int, int]:
    """Return the table figures of all documents, those checked, and the uses of them by checks."""
    return sum(r.figures for r in results), sum(r.checked for r in results), sum(r.checks for r in results)


def shown(result: Result, *, misses: bool) -> Iterator[str]:
    """Return the lines of one document."""
    missed = [g for g in result.groups if g.id not in result.severe]
    yield f"{result.name}: {len(result.groups) - len(missed)} of {len(result.groups)} groups"
    for group in missed if misses else ():
        why = group.missing or ("told, but less severely" if group.id in result.found else "not told")
        yield f"  {group.severity:8}{group.id:5}{'/'.join(group.rules)} on {group.pages}: {why}"
    for finding in result.unlisted:
        page = finding.check.operands[0].fact.page if finding.check.operands else finding.check.page
        figures = ", ".join(o.fact.amount.printed for o in finding.check.operands[:6])
        reason = finding.check.reason.en
        yield f"  UNLISTED {finding.severity} {'/'.join(finding.check.rules)} page {page}: {figures} {reason}"
    for each in result.misread:
        yield f"  NOT RECOGNISED {each}"
    for place in result.loud:
        yield f"  NEAR MISS TOLD {place}"


def main() -> int:
    """Print the comparison; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--misses", action="store_true", help="list every group that is not told")
    options = parser.parse_args()
    results = measure(options.corpus, load(shipped()))
    for result in results:
        print("\n".join(shown(result, misses=options.misses)))
    figures, checked, checks = covered(results)
    print(f"table figures {figures}, checked {checked / figures:.2%}, {checks / figures:.2f} checks per figure")
    good = checked >= LEAST_CHECKED * figures and checks >= LEAST_CHECKS * figures
    for severity in _ORDER:
        told, listed = rate(results, severity)
        print(f"{severity}: {told} of {listed} groups told ({told / listed:.0%})")
        good = good and told >= BARS.get(severity, 0.0) * listed
    unlisted = sum(len(r.unlisted) for r in results)
    print(f"errors and warnings that no group lists: {unlisted}")
    return int(not good or unlisted > 0)


if __name__ == "__main__":
    sys.exit(main())
