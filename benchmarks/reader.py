"""What reading costs: CPU seconds and peak memory of whole processes, side by side.

    python benchmarks/reader.py FILE.pdf …  [--runs 5]

Each tool runs in a fresh process, as a user starts it, the tools in turn within each round so that a busy machine troubles
all alike; the median of the rounds is printed. `audit tables` and pdfplumber are left out where they are not installed.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median

READ = "import sys; from auditor.read import read; read(sys.argv[1])"
PLUMBER = """
import sys, pdfplumber
with pdfplumber.open(sys.argv[1]) as pdf:
    for page in pdf.pages:
        page.extract_tables()
"""


def tools() -> dict[str, list[str]]:
    """Return the commands to compare, by name; the file's path is added to each."""
    found = {"read": [sys.executable, "-c", READ]}
    command = [sys.executable, "-m", "auditor", "tables"]
    if subprocess.run([*command, "--help"], capture_output=True, check=False).returncode == 0:
        found["audit tables"] = [*command, "--no-cache", "-o", "json"]
    if importlib.util.find_spec("pdfplumber"):
        found["pdfplumber"] = [sys.executable, "-c", PLUMBER]
    return found


def measure(command: Sequence[str]) -> tuple[float, float]:
    """Run a command; return its CPU seconds and peak MiB."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):  # 1: findings
        print(f"exit {process.returncode}: {' '.join(command[:4])}", file=sys.stderr)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def row(path: str, commands: dict[str, list[str]], runs: int) -> str:
    """Measure all tools on a file and return its line of the table."""
    rounds = [{name: measure([*command, path]) for name, command in commands.items()} for _ in range(runs)]
    cells = [
        f"{median(one[name][0] for one in rounds):7.2f} s {median(one[name][1] for one in rounds):5.0f} MiB"
        for name in commands
    ]
    return f"{Path(path).name[:44]:44}" + "".join(f"{cell:>20}" for cell in cells)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    commands = tools()
    print(f"{'file':44}" + "".join(f"{name:>20}" for name in commands))
    for path in arguments.files:
        print(row(path, commands, arguments.runs), flush=True)


if __name__ == "__main__":
    main()
