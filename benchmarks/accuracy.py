"""Writes docs/ACCURACY.md: what is found in documents with one seeded error each, and in documents without any.

    make accuracy

Half of the seeds were used while the program was written; the other half is run for this page alone.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from benchmarks.mutations.making import FAMILIES
from benchmarks.mutations.run import Auditor, Outcome, run_one, share
from benchmarks.mutations.seeding import KINDS

PAGE = Path(__file__).resolve().parents[1] / "docs" / "ACCURACY.md"
SEEDS = ("301", "held-out-2")
LINED, BARE = ("ruled", "boxed", "rotated"), ("lined", "threeline")
WRONG, CLEAN = 171, 51  # documents of each seed, lined layouts
WRONG_BARE, CLEAN_BARE = 38, 10
_RULE_OF_THREE = 3  # none in n: at most 3 ÷ n with 95 % confidence


def wrong(auditor: Auditor, folder: Path, seed: str, count: int, layouts: Sequence[str]) -> Iterator[Outcome]:
    """Yield the outcomes of documents with one error each; kinds, families and layouts take turns."""
    families = list(FAMILIES)
    made = number = 0
    while made < count:
        turn = number // len(KINDS) + number
        family, layout = families[turn % len(families)], layouts[turn // len(families) % len(layouts)]
        outcome = run_one(auditor, folder, f"{seed}/wrong/{number}", family, layout, KINDS[number % len(KINDS)])
        number += 1
        if outcome is not None:
            made += 1
            yield outcome


def clean(auditor: Auditor, folder: Path, seed: str, count: int, layouts: Sequence[str]) -> Iterator[Outcome]:
    """Yield the outcomes of documents without an error."""
    families = list(FAMILIES)
    for number in range(count):
        family, layout = families[number % len(families)], layouts[number // len(families) % len(layouts)]
        outcome = run_one(auditor, folder, f"{seed}/clean/{number}", family, layout)
        if outcome is not None:
            yield outcome


HEAD = (
    "| {} | documents | recall, observable | precision | first cause right | in the printed set | mean set | exact repair |",
    "|---|---|---|---|---|---|---|---|",
)


def _row(name: str, outcomes: Sequence[Outcome]) -> str:
    observable = [o for o in outcomes if o.truth is not None and o.truth.observable]
    seen = [o for o in observable if o.seen]
    true, false = sum(len(o.true) for o in outcomes), sum(len(o.false) for o in outcomes)
    named = [o for o in seen if o.top and o.truth is not None and o.truth.value is not None]
    sizes = [o.size for o in seen if o.size]
    cells = (
        name,
        str(len(outcomes)),
        share(len(seen), len(observable)),
        share(true, true + false),
        share(sum(o.top for o in seen), len(seen)),
        share(sum(o.inside for o in seen), len(seen)),
        f"{sum(sizes) / len(sizes):.2f}" if sizes else "-",
        share(sum(o.repaired for o in named), len(named)),
    )
    return f"| {' | '.join(cells)} |"


def _table(title: str, outcomes: Sequence[Outcome], of: Callable[[Outcome], str]) -> Iterator[str]:
    yield HEAD[0].format(title)
    yield HEAD[1]
    for name in dict.fromkeys(map(of, outcomes)):
        yield _row(name, [outcome for outcome in outcomes if of(outcome) == name])
    yield ""


def _clean_line(outcomes: Sequence[Outcome]) -> str:
    alarms, figures = sum(len(o.false) for o in outcomes), sum(o.figures for o in outcomes)
    bound = f", so at most {_RULE_OF_THREE / len(outcomes):.1%} of such documents (95 %)" if not alarms else ""
    return (
        f"{len(outcomes)} documents, {figures} figures: {alarms} false errors or warnings, "
        f"{alarms / len(outcomes):.2f} a document{bound}; {sum(len(o.info) for o in outcomes)} notes of severity info."
    )


def _coverage_line(outcomes: Sequence[Outcome]) -> str:
    figures = sum(o.figures for o in outcomes)
    return (
        f"Coverage {sum(float(o.coverage) for o in outcomes) / len(outcomes):.1%} (mean of documents), effective coverage "
        f"{sum(o.effective for o in outcomes) / figures:.1%} of {figures} figures, "
        f"{sum(o.uses for o in outcomes) / figures:.2f} checks a figure."
    )


def _missed(outcomes: Iterable[Outcome]) -> Iterator[str]:
    for o in outcomes:
        if o.truth is not None and o.truth.observable and not o.seen:
            told = f"printed {o.truth.printed or '(blank)'}, right {o.truth.right or '(a row)'}"
            yield f"- `{o.name}`: {', '.join(o.truth.figures[:2])} {told}; violates {', '.join(o.truth.broken)}"


def page(
    lined: dict[str, list[Outcome]], bare: list[Outcome], clean_lined: list[Outcome], clean_bare: list[Outcome]
) -> str:
    """Return the page."""
    everything = [outcome for outcomes in lined.values() for outcome in outcomes]
    hidden = [o for o in (*everything, *bare) if o.truth is not None and not o.truth.observable]
    lines = [
        "# Accuracy",
        "",
        "Generated by `make accuracy` (some four minutes); do not edit. The documents are budgets and final accounts made by",
        "`benchmarks/mutations` in three manners (Shaanxi and Shanghai unit budgets, final accounts) from a graph of facts of its own,",
        "printed to PDF, and audited like any other file. The generator shares no code with the program. Each wrong document has",
        "one error. An error is *observable* when the generator's own identities do not hold for the printed figures; the program has no say in it.",
        "A finding counts as true when it uses the wrong figure (or, for rows, a figure of the violated identities), or when its",
        "cause names it; every other error or warning counts as false. *Exact repair* is over errors whose first cause is right.",
        "",
        "The people who wrote the generator also wrote the program: these figures show what it does with errors of known kinds in layouts",
        "of known families, not with documents nobody has seen. The hand-audited real ones are in `benchmarks/truth.yaml`.",
        "",
        "## Documents with one error, lined tables",
        "",
        *_table(
            "seeds", everything, lambda o: "held out" if o.name in {x.name for x in lined[SEEDS[1]]} else "development"
        ),
        *_table("all", everything, lambda _: "all"),
        *_table("kind", everything, lambda o: o.kind),
        *_table("family", everything, lambda o: o.family),
        *_table("layout", everything, lambda o: o.layout),
        _coverage_line(everything),
        "",
        "## Documents without an error",
        "",
        "Lined tables: " + _clean_line(clean_lined),
        "",
        "Tables without column lines: " + _clean_line(clean_bare),
        "",
        "## Tables without column lines",
        "",
        "Their columns are told from the alignment of words, and they must prove by their sums that they were read well",
        "(decision 15), so errors in them are told with restraint.",
        "",
        *_table("layout", bare, lambda o: o.layout),
        *_table("all", bare, lambda _: "all"),
        _coverage_line(bare),
        "",
        "## What was missed, lined tables",
        "",
        *_missed(everything),
        "",
        f"Errors that no identity can show: {len(hidden)}, of which {sum(o.seen for o in hidden)} were told all the same.",
        "",
    ]
    return "\n".join(lines)


def main() -> int:
    """Run all documents and write the page."""
    auditor = Auditor()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        lined = {seed: list(wrong(auditor, folder, seed, WRONG, LINED)) for seed in SEEDS}
        bare = [each for seed in SEEDS for each in wrong(auditor, folder, f"{seed}/bare", WRONG_BARE, BARE)]
        clean_lined = [each for seed in SEEDS for each in clean(auditor, folder, seed, CLEAN, LINED)]
        clean_bare = [each for seed in SEEDS for each in clean(auditor, folder, f"{seed}/bare", CLEAN_BARE, BARE)]
    PAGE.write_text(page(lined, bare, clean_lined, clean_bare), encoding="utf-8", newline="\n")
    crashed = [o.name for o in (*bare, *clean_lined, *clean_bare, *lined[SEEDS[0]], *lined[SEEDS[1]]) if o.crash]
    print(f"wrote {PAGE.name}; crashes: {crashed or 'none'}")
    return 1 if crashed else 0


if __name__ == "__main__":
    sys.exit(main())
