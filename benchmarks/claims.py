"""What reading the narrative costs: paragraphs, claims, and the checks over them, per thirty pages.

    python -m benchmarks.claims [--corpus FOLDER] [--rounds N] [--limit MS]

Reads every document once, then measures in this process and after warming up: the least CPU time (user + system) of several
rounds of each stage. The checks are those of the rules over the narrative (NN, NT, SG). The cost of thirty pages is that of
the document, by its pages; a document of tables has little narrative and costs less. With --limit, exits 1 when any costs more.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Callable
from pathlib import Path

from auditor.check import check
from auditor.claims import read_claims
from auditor.facts import gather
from auditor.rules import load, shipped
from benchmarks.changes import CORPUS, documents

NARRATIVE = ("NN-", "NT-", "SG-")
PAGES = 30
OBJECTS = 50_000


def least(rounds: int, task: Callable[[], object]) -> float:
    """Return the least CPU time of a task in milliseconds."""
    spent = []
    task()
    for _ in range(rounds):
        gc.collect()
        start = time.process_time()
        task()
        spent.append(time.process_time() - start)
    return 1000 * min(spent)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--limit", type=float, help="milliseconds of CPU for thirty pages")
    options = parser.parse_args()
    gc.set_threshold(OBJECTS)  # as in the program itself
    print(f"{'':44}pages claims   read  checks  ms per {PAGES} pages")
    dearest = 0.0
    for document in documents(options.corpus, load(shipped())):
        pages, tables, words = document.pages, document.tables, document.pack.vocabulary
        rules = tuple(rule for rule in document.pack.rules if rule.id.startswith(NARRATIVE))
        facts = gather(tables, document.narrative, words, pages)
        reading = least(options.rounds, lambda: read_claims(pages, tables, words))  # noqa: B023 (called at once)
        checking = least(options.rounds, lambda: check(rules, facts, words))  # noqa: B023 (called at once)
        cost = (reading + checking) * PAGES / len(pages)
        dearest = max(dearest, cost)
        claims = len(document.narrative.claims)
        print(f"{document.name:44}{len(pages):5}{claims:7}{reading:7.1f}{checking:8.1f}{cost:8.1f}", flush=True)
    return int(options.limit is not None and dearest > options.limit)


if __name__ == "__main__":
    sys.exit(main())
