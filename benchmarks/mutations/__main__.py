"""The command: python -m benchmarks.mutations --documents N --clean M --seed S."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.mutations.making import FAMILIES, LAYOUTS
from benchmarks.mutations.run import Auditor, Outcome, run_one, share, verdicts
from benchmarks.mutations.seeding import KINDS, NAMES


def main() -> int:
    """Run the benchmark and print its tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutations", description=__doc__)
    parser.add_argument("--documents", type=int, default=57, help="documents with one error each")
    parser.add_argument("--clean", type=int, default=15, help="documents without an error")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--layout", action="append", choices=LAYOUTS, default=[])
    parser.add_argument("--family", action="append", choices=list(FAMILIES), default=[])
    parser.add_argument("--kind", action="append", choices=KINDS, default=[])
    parser.add_argument("--keep", help="folder for the PDFs")
    parser.add_argument("--list", action="store_true", help="print every false alarm and every missed error")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(options.keep or temporary)
        folder.mkdir(parents=True, exist_ok=True)
        auditor = Auditor()
        clean = list(_clean(auditor, folder, options))
        wrong = list(_wrong(auditor, folder, options))
    _print_clean(clean, everything=options.list)
    _print_wrong(wrong, everything=options.list)
    return 1 if any(outcome.crash for outcome in (*clean, *wrong)) else 0


def _plan(options: argparse.Namespace, number: int) -> tuple[str, str]:
    families = options.family or list(FAMILIES)
    layouts = options.layout or list(LAYOUTS)
    return families[number % len(families)], layouts[number // len(families) % len(layouts)]


def _clean(auditor: Auditor, folder: Path, options: argparse.Namespace):  # noqa: ANN202 - Iterator[Outcome]
    for number in range(options.clean):
        family, layout = _plan(options, number)
        yield run_one(auditor, folder, f"{options.seed}/clean/{number}", family, layout)


def _wrong(auditor: Auditor, folder: Path, options: argparse.Namespace):  # noqa: ANN202 - Iterator[Outcome]
    kinds = options.kind or list(KINDS)
    made = number = 0
    while made < options.documents and number < 20 * options.documents:
        kind = kinds[number % len(kinds)]
        family, layout = _plan(options, number // len(kinds) + number)
        outcome = run_one(auditor, folder, f"{options.seed}/wrong/{number}", family, layout, kind)
        number += 1
        if outcome is not None:
            made += 1
            yield outcome


def _print_clean(outcomes: list[Outcome], *, everything: bool) -> None:
    if not outcomes:
        return
    alarms = sum(len(outcome.false) for outcome in outcomes)
    print(f"clean documents {len(outcomes)}: {alarms} false alarms, {alarms / len(outcomes):.2f} a document; "
          f"without any: {share(sum(not o.false and not o.crash for o in outcomes), len(outcomes))}; "
          f"infos {sum(len(o.info) for o in outcomes)}; {verdicts(outcomes)}; "
          f"mean seconds {sum(o.seconds for o in outcomes) / len(outcomes):.2f}")  # fmt: skip
    for outcome in outcomes:
        print(
            f"  {outcome.name:44} {outcome.status:12} coverage {outcome.coverage:.3f} alarms {len(outcome.false)} info {len(outcome.info)}"
        )
        if outcome.crash:
            print(outcome.crash)
        for line in outcome.false if everything else ():
            print("     FALSE", line[:900])
        for line in outcome.info if everything else ():
            print("     info ", line[:400])


def _print_wrong(outcomes: list[Outcome], *, everything: bool) -> None:
    if not outcomes:
        return
    for title, pick in (
        ("kind", lambda o: o.kind),
        ("family", lambda o: o.family),
        ("layout", lambda o: o.layout),
        ("all", lambda _: ""),
    ):
        print(
            f"\n{title:14} {'recall observable':>20} {'hidden found':>14} {'precision':>16} {'top-1':>16} {'in set':>16} {'repair':>16} {'named':>14}  coverage"
        )
        for value in dict.fromkeys(map(pick, outcomes)):
            _print_group(value, [outcome for outcome in outcomes if pick(outcome) == value])
    for outcome in outcomes:
        if outcome.crash:
            print(outcome.name, outcome.crash)
        elif everything and outcome.truth is not None and outcome.truth.observable and not outcome.seen:
            truth = outcome.truth
            print(
                f"MISSED {outcome.name} {truth.figures[:2]} printed {truth.printed} right {truth.right}; broken {truth.broken} {truth.involved[:5]} whispered {outcome.whispered}"
            )
        elif everything and outcome.seen and not outcome.top:
            print(
                f"NOT TOP {outcome.name} {outcome.truth.figures[:2]} printed {outcome.truth.printed} right {outcome.truth.right}; causes {outcome.causes[:3]}; {outcome.true[:1]}"
            )
        for line in outcome.false if everything else ():
            print(f"FALSE {outcome.name}", line[:600])


def _print_group(name: str, outcomes: list[Outcome]) -> None:
    observable = [o for o in outcomes if o.truth is not None and o.truth.observable]
    seen = [o for o in observable if o.seen]
    true, false = sum(len(o.true) for o in outcomes), sum(len(o.false) for o in outcomes)
    hidden = [o for o in outcomes if o.truth is not None and not o.truth.observable]
    called = [o for o in seen if o.kind in NAMES]
    single = [o for o in seen if o.truth is not None and o.truth.value is not None]
    print(f"{name:14} {share(len(seen), len(observable)):>20} {share(sum(o.seen for o in hidden), len(hidden)):>14} "
          f"{share(true, true + false):>16} {share(sum(o.top for o in seen), len(seen)):>16} {share(sum(o.inside for o in seen), len(seen)):>16} "
          f"{share(sum(o.repaired for o in single), len(single)):>16} {share(sum(o.named for o in called), len(called)):>14}  {sum(float(o.coverage) for o in outcomes) / len(outcomes):.3f}")  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
