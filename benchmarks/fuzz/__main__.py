"""Damaged and hostile files, each through the whole program in a child of 512 MiB.

    python -m benchmarks.fuzz [--files N] [--seed S] [--kind K] [--keep FOLDER]

Every file must end with a documented exit code (0, 1, 3 or 4) within the limits; whatever does not is kept and listed, and the
command ends with 1. The bases are the examples and disclosures generated from their own fact graph.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

from benchmarks.fuzz.children import Ending, audited
from benchmarks.fuzz.damage import BUILT, KINDS
from benchmarks.mutations.drawing import draw
from benchmarks.mutations.making import FAMILIES, layout_of, make_document

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.pdf"))
DOCUMENTED = {0, 1, 3, 4}
GENERATED = ("ruled", "threeline")


def bases(folder: Path) -> list[bytes]:
    """Return healthy files to damage, the small ones more than once."""
    found = [path.read_bytes() for path in EXAMPLES]
    for family in FAMILIES:
        for layout in GENERATED:
            path = folder / f"{family}-{layout}.pdf"
            draw(make_document(f"fuzz/{family}", family), layout_of("fuzz", layout), str(path))
            found += [path.read_bytes()] * 2
    return found


def main() -> int:
    """Run the fuzzer and print its tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description=__doc__)
    parser.add_argument("--files", type=int, default=5000)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--kind", action="append", choices=list(KINDS), default=[])
    parser.add_argument("--keep", type=Path, help="folder for the files that went wrong")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        wrong = _run(options, Path(temporary))
    for line in wrong:
        print(line)
    return 1 if wrong else 0


def _run(options: argparse.Namespace, folder: Path) -> list[str]:
    import auditor.audit  # noqa: F401 children start with what is loaded here
    from auditor.cli import main as audit

    audit(["check", str(EXAMPLES[0]), "-q"])
    healthy, kinds = bases(folder), options.kind or list(KINDS)
    counts: Counter[tuple[str, int]] = Counter()
    slowest, largest, wrong = Ending(0, 0.0, 0), Ending(0, 0.0, 0), []
    path = folder / "damaged.pdf"
    for number in range(options.files):
        kind = kinds[number % len(kinds)]
        chance = random.Random(f"{options.seed}/{kind}/{number}")  # noqa: S311 no secrets here
        data = KINDS[kind](b"" if kind in BUILT else chance.choice(healthy), chance)
        path.write_bytes(data)
        ending = audited(path)
        counts[kind, ending.code] += 1
        slowest, largest = max(slowest, ending, key=lambda e: e.seconds), max(largest, ending, key=lambda e: e.memory)
        if ending.code not in DOCUMENTED:
            wrong.append(f"{kind} {number}: exit {ending.code} after {ending.seconds:.1f} s, {ending.memory >> 20} MiB")
            if options.keep:
                options.keep.mkdir(parents=True, exist_ok=True)
                (options.keep / f"{kind.replace(' ', '-')}-{number}.pdf").write_bytes(data)
        if number % 250 == 249:
            print(f"{number + 1} files, {len(wrong)} wrong", file=sys.stderr, flush=True)
    _print(counts, slowest, largest)
    return wrong


def _print(counts: Counter[tuple[str, int]], slowest: Ending, largest: Ending) -> None:
    codes = sorted({code for _, code in counts})
    print(f"| kind | {' | '.join(f'exit {code}' for code in codes)} |")
    print("|---|" + "--:|" * len(codes))
    kinds = dict.fromkeys(kind for kind, _ in counts)
    for kind in kinds:
        print(f"| {kind} | {' | '.join(str(counts[kind, code]) for code in codes)} |")
    print(f"| **all** | {' | '.join(str(sum(counts[kind, code] for kind in kinds)) for code in codes)} |")
    print(f"\nlongest {slowest.seconds:.1f} s of CPU, largest {largest.memory >> 20} MiB resident")


if __name__ == "__main__":
    sys.exit(main())
