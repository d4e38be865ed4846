"""What reading costs: CPU seconds and peak memory of whole processes, beside the libraries that read tables too.

    python benchmarks/reader.py [FILE.pdf …] [--rounds N] [--pages]

Each tool runs in a process of its own, as a user starts it, the tools in turn within each round, so that a busy machine
troubles all alike; a first round warms the file cache and is not counted. Printed are the least and the median CPU seconds
(user + system) and the peak resident memory, then the ratios of `audit tables` to the others, each of one round, median over
rounds and files. `audit` with what it read kept from an earlier run comes last. pypdfium2 gives plain text only: a C library
that looks for no tables, the floor below which no reader of tables can go. With --pages, one page of a file is repeated
10, 50, 100, 250 and 500 times to see whether a page costs the same in a long document.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import NamedTuple

SEED = Path(__file__).resolve().parent.parent / "examples" / "mianxian-2024-unit-budget.pdf"
AUDIT = [str(Path(sys.executable).with_name("audit"))]
OURS = "audit tables"
PLUMBER = """
import sys, pdfplumber
with pdfplumber.open(sys.argv[1]) as document:
    for page in document.pages:
        page.extract_tables()
        page.close()
"""
MUPDF = """
import sys, pymupdf
for page in pymupdf.open(sys.argv[1]):
    for table in page.find_tables().tables:
        table.extract()
"""
PDFIUM = """
import sys, pypdfium2
for page in pypdfium2.PdfDocument(sys.argv[1]):
    page.get_textpage().get_text_range()
"""
_ALL = {
    OURS: [*AUDIT, "tables", "--no-cache", "-o", "json"],
    "pdfplumber extract_tables": [sys.executable, "-c", PLUMBER],
    "PyMuPDF find_tables": [sys.executable, "-c", MUPDF],
    "pypdfium2 text": [sys.executable, "-c", PDFIUM],
    "audit --no-cache": [*AUDIT, "check", "--no-cache"],
    "audit, kept": [*AUDIT, "check"],
}
_NEEDS = {"pdfplumber extract_tables": "pdfplumber", "PyMuPDF find_tables": "pymupdf", "pypdfium2 text": "pypdfium2"}
TOOLS = {name: command for name, command in _ALL.items() if name not in _NEEDS or find_spec(_NEEDS[name])}
OTHERS = [name for name in TOOLS if name in _NEEDS]
NO_CACHE = frozenset({OURS, "audit --no-cache"})
LENGTHS = (10, 50, 100, 250, 500)
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024  # ru_maxrss is in bytes there, in KiB elsewhere


class Cost(NamedTuple):
    """What one process used."""

    cpu: float  # seconds, user + system
    memory: float  # MiB, peak resident


Round = dict[str, Cost]


def measure(command: Sequence[str], environ: Mapping[str, str]) -> Cost:
    """Run a command to its end and return what it used."""
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, **environ}
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 1, 4}:  # 1: findings, 4: not a disclosure
        raise SystemExit(f"exit code {process.returncode}: {' '.join(command[:4])} … {command[-1]}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _RSS_UNIT / 2**20)


def rounds_of(path: Path, count: int, cache: str) -> list[Round]:
    """Measure all tools on a file, in turn, round after round."""

    def once() -> Round:
        return {
            name: measure(
                [*command, str(path)], {"AUDIT_NO_CACHE": "1"} if name in NO_CACHE else {"XDG_CACHE_HOME": cache}
            )
            for name, command in TOOLS.items()
        }

    once()
    return [once() for _ in range(count)]


def ratios(rounds: Sequence[Round]) -> dict[str, float]:
    """Return the CPU of `audit tables` in parts of each other tool's: the median of the rounds."""
    return {name: median(one[OURS].cpu / one[name].cpu for one in rounds) for name in OTHERS}


def row(name: str, rounds: Sequence[Round]) -> str:
    """Return the line of a file: least/median CPU seconds and MiB of each tool."""
    cells = []
    for tool in TOOLS:
        seconds = [one[tool].cpu for one in rounds]
        cells.append(f"{min(seconds):.2f}/{median(seconds):.2f} {max(one[tool].memory for one in rounds):.0f}")
    return f"| {name} | " + " | ".join(cells) + " |"


def tools_table(files: Sequence[Path], count: int) -> None:
    """Print the table of tools and files, and the ratios."""
    print("| file (CPU s least/median, MiB) | " + " | ".join(TOOLS) + " |")
    print("|---|" + "---|" * len(TOOLS))
    found: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as cache:
        for path in files:
            rounds = rounds_of(path, count, cache)
            print(row(path.name, rounds), flush=True)
            found[path.name] = ratios(rounds)
    print(f"\n| `{OURS}` ÷ | " + " | ".join(OTHERS) + " |")
    print("|---|" + "---|" * len(OTHERS))
    for name, each in found.items():
        print(f"| {name} | " + " | ".join(f"{ratio:.3f}" for ratio in each.values()) + " |")
    overall = [median(each[tool] for each in found.values()) for tool in OTHERS]
    print(f"| **median of {len(found)} files** | " + " | ".join(f"**{ratio:.3f}**" for ratio in overall) + " |")


def pages_table(path: Path, count: int) -> None:
    """Print what one page costs in documents of different lengths: the pages of a file over and over."""
    import pypdfium2

    print(f"\n| pages of {path.name} | `{OURS}` CPU s | ms per page beyond the first 10 | MiB |")
    print("|---|---|---|---|")
    base = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for length in LENGTHS:
            long = Path(folder) / f"{length}.pdf"
            source, made = pypdfium2.PdfDocument(path), pypdfium2.PdfDocument.new()
            while len(made) < length:
                made.import_pages(source, list(range(min(len(source), length - len(made)))))
            made.save(long)
            costs = [measure([*TOOLS[OURS], str(long)], {"AUDIT_NO_CACHE": "1"}) for _ in range(count)]
            cpu = min(cost.cpu for cost in costs)
            base = base or cpu
            each = f"{1000 * (cpu - base) / (length - LENGTHS[0]):.1f}" if length > LENGTHS[0] else "–"
            print(f"| {length} | {cpu:.2f} | {each} | {max(cost.memory for cost in costs):.0f} |", flush=True)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", nargs="*", type=Path, default=[SEED], metavar="FILE")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--pages", action="store_true", help="measure documents of 10 to 500 pages too")
    options = parser.parse_args()
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in _NEEDS.values() if find_spec(name))
    print(f"Python {platform.python_version()}, {versions}; {options.rounds} rounds\n")
    tools_table(options.files, options.rounds)
    if options.pages:
        pages_table(options.files[0], options.rounds)


if __name__ == "__main__":
    main()
