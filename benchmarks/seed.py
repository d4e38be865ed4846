"""What an audit costs, beside pdfplumber's `extract_tables` on the same file.

    python benchmarks/seed.py [FILE] [--rounds N] [--limit RATIO]

Whole processes, start-up included, run in turn (A, B, C, A, B, C …) after one unmeasured round, so that a busy machine slows all
alike. Prints the median CPU seconds (user + system) and the peak resident memory. With --limit, exits 1 when the audit
needs more than RATIO times the CPU of pdfplumber.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

SEED = Path(__file__).resolve().parent.parent / "examples" / "mianxian-2024-unit-budget.pdf"
PDFPLUMBER = """
import sys, pdfplumber
with pdfplumber.open(sys.argv[1]) as document:
    for page in document.pages:
        page.extract_tables()
        page.close()
"""
AUDIT = [sys.executable, "-m", "auditor"]
CONTENDERS = {
    "audit": [*AUDIT, "check"],
    "audit --no-cache": [*AUDIT, "check", "--no-cache"],
    "audit tables": [*AUDIT, "tables", "--no-cache", "-o", "json"],
    "pdfplumber extract_tables": [sys.executable, "-c", PDFPLUMBER],
}
BASE = "pdfplumber extract_tables"
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024  # ru_maxrss is in bytes there, in KiB elsewhere


class Cost(NamedTuple):
    """What one process used."""

    cpu: float  # seconds, user + system
    memory: float  # MiB, peak resident


def measure(command: list[str]) -> Cost:
    """Run a command to its end and return what it used; exit codes 0 and 1 are both a finished audit."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 1}:
        msg = f"exit code {process.returncode}: {' '.join(command[:4])}"
        raise SystemExit(msg)
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _RSS_UNIT / 2**20)


def compare(path: Path, rounds: int) -> dict[str, Cost]:
    """Return the median cost of each contender."""
    costs: dict[str, list[Cost]] = {name: [] for name in CONTENDERS}
    for number in range(rounds + 1):
        for name, command in CONTENDERS.items():
            cost = measure([*command, str(path)])
            if number:  # the first round warms the file cache
                costs[name].append(cost)
    return {
        name: Cost(statistics.median(c.cpu for c in seen), statistics.median(c.memory for c in seen))
        for name, seen in costs.items()
    }


def main() -> int:
    """Print the table; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("file", nargs="?", type=Path, default=SEED)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--limit", type=float, help="greatest CPU ratio of audit to pdfplumber")
    options = parser.parse_args()
    costs = compare(options.file, options.rounds)
    base = costs[BASE]
    print(f"{options.file.name}, median of {options.rounds} runs, Python {sys.version.split()[0]}")
    print(f"{'':28}{'CPU s':>8}{'ratio':>8}{'MiB':>8}{'ratio':>8}")
    for name, cost in costs.items():
        ratios = cost.cpu / base.cpu, cost.memory / base.memory
        print(f"{name:28}{cost.cpu:8.2f}{ratios[0]:8.2f}{cost.memory:8.0f}{ratios[1]:8.2f}")
    return int(options.limit is not None and costs["audit"].cpu > options.limit * base.cpu)


if __name__ == "__main__":
    sys.exit(main())
