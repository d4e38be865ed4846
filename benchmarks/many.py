"""Hundreds of files in one run: throughput of two processes against one, memory, and runs that are killed and resumed.

    python -m benchmarks.many [FOLDER] [--files 300] [--rounds 2] [--kills 10] [--seed 1]

FOLDER holds PDF files, by default the shared corpus and the example; they are copied until there are enough, each copy with bytes of
its own, so that nothing is known from a cache. Throughput is the wall time of whole runs in turn; the CPU beside it tells how
busy the machine was otherwise. A killed run gets SIGKILL at a random moment and is resumed until it ends; its results must be those
of the undisturbed run, none lost, none twice.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
_SOURCES = (ROOT / "examples", ROOT.parent / "shared" / "corpus")


class Run(NamedTuple):
    """A whole run: wall and CPU seconds, and the largest process (MiB) in each third of it."""

    wall: float
    cpu: float
    memory: tuple[float, ...]


def documents(sources: tuple[Path, ...], count: int, place: Path) -> None:
    """Copy documents into a folder until there are `count`; every copy ends in a comment of its own."""
    found = [path for source in sources for path in sorted(source.rglob("*.pdf"))]
    for number in range(count):
        source = found[number % len(found)]
        copy = place / f"{number:04d}-{source.name}"
        shutil.copy(source, copy)
        with copy.open("ab") as stream:
            stream.write(b"\n%% %d\n" % number)


def started(folder: Path, cache: Path, out: Path, *more: str) -> subprocess.Popen[bytes]:
    """Start an audit of a folder; its cache and journal are kept in `cache`."""
    command = [sys.executable, "-m", "auditor", str(folder), "-o", f"jsonl={out}", "--isolated", *more]
    env = os.environ | {"XDG_CACHE_HOME": str(cache), "AUDIT_LANG": "en"}
    return subprocess.Popen(command, cwd=ROOT, env=env, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def measured(folder: Path, out: Path, *more: str) -> Run:
    """Run an audit to its end."""
    with tempfile.TemporaryDirectory() as cache:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        process = started(folder, Path(cache), out, *more)
        sizes = []
        while process.poll() is None:
            sizes.append(max(_sizes(process.pid), default=0.0))
            time.sleep(0.2)
        wall = time.perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    third = max(1, len(sizes) // 3)
    memory = tuple(max(sizes[i * third : (i + 1) * third], default=0.0) for i in range(3))
    return Run(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, memory)


def _sizes(process: int) -> Iterator[float]:
    """Yield the resident memory of a process and its children, MiB."""
    for path in Path("/proc").glob("[0-9]*/status"):
        try:
            told = dict(line.split(":", 1) for line in path.read_text().splitlines() if ":" in line)
        except OSError:
            continue  # it has just ended
        if "VmRSS" in told and (int(path.parent.name) == process or int(told["PPid"]) == process):
            yield int(told["VmRSS"].split()[0]) / 1024


def findings(out: Path) -> list[str]:
    """Return what a run found, a line a document, in its order."""
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    return [json.dumps(line, sort_keys=True) for line in lines]


def killed(folder: Path, out: Path, longest: float, chance: random.Random) -> int:
    """Kill a run at a random moment, then resume it to the end; return how often it was killed before it ended."""
    kills = 0
    with tempfile.TemporaryDirectory() as cache:
        out.unlink(missing_ok=True)
        for attempt in range(2):
            process = started(folder, Path(cache), out, "-j", "2", "--resume")
            if attempt == 0:
                try:
                    process.wait(chance.uniform(0.05, 0.9) * longest)
                except subprocess.TimeoutExpired:
                    process.send_signal(signal.SIGKILL)
                    kills += 1
            process.wait()
    return kills


def main() -> int:
    """Measure and print; the exit code is 1 when a resumed run differs from the undisturbed one."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        (folder := place / "documents").mkdir()
        documents((given.folder,) if given.folder else _SOURCES, given.files, folder)
        best: dict[str, float] = {}
        for number in range(given.rounds):
            for jobs in ("1", "2"):
                run = measured(folder, place / f"{jobs}.jsonl", "-j", jobs)
                best[jobs] = min(run.wall, best.get(jobs, run.wall))
                memory = " ".join(f"{size:.0f}" for size in run.memory)
                rate = given.files / run.wall
                print(
                    f"round {number + 1} -j {jobs}: {run.wall:.1f} s, {rate:.1f} files/s, CPU {run.cpu:.1f} s, MiB by thirds {memory}"
                )
        print(f"-j 2 is {best['1'] / best['2']:.2f} times as fast as -j 1")
        whole = findings(place / "2.jsonl")
        same = whole == findings(place / "1.jsonl")
        print(f"-j 1 and -j 2 print {'the same' if same else 'DIFFERENT reports'}: {len(whole)} documents")
        chance, wrong = random.Random(given.seed), 0  # noqa: S311
        for number in range(given.kills):
            kills = killed(folder, place / "killed.jsonl", best["2"], chance)
            right = findings(place / "killed.jsonl") == whole
            wrong += not right
            print(
                f"kill {number + 1}: {'killed' if kills else 'ended before'}, resumed: {'the same' if right else 'DIFFERENT'}"
            )
        return int(bool(wrong) or not same)


if __name__ == "__main__":
    sys.exit(main())
