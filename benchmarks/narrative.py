"""How much of what the narrative says is really held against something: one digit changed in one amount or percentage.

    python benchmarks/narrative.py [--corpus FOLDER] [--every N] [--missed]

The changed paragraph is read again as if it had been printed so, and everything is checked anew. A change is caught when an
error or warning is told that was not told before it, noticed when any finding is, infos and figures that look cut instead
of rounded included. What nothing noticed is counted by why: the figure is in no check, its checks could not be made, or the
changed figure fits them too.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from auditor.claims.narrative import read_paragraphs
from auditor.model import Check, Claim, Facts, Narrative, Verdict
from auditor.rules import load, shipped
from benchmarks.changes import CORPUS, Document, documents, failures

MEASURES = frozenset({"amount", "prior", "change", "rate", "share", "completion", "points"})
BAR = 0.90


class Change(NamedTuple):
    """One changed figure, and what became of it."""

    claim: Claim
    printed: str  # as changed
    caught: bool
    noticed: bool
    why: str  # it was not noticed


def targets(narrative: Narrative) -> list[Claim]:
    """Return the claims with an amount or a percentage that is not zero, each figure once."""
    places = {
        (claim.paragraph, claim.start): claim
        for claim in narrative.claims
        if claim.measure in MEASURES and claim.amount and claim.amount.value and not claim.amount.approximate
    }
    return [places[place] for place in sorted(places)]


def changed(printed: str, turn: int) -> str:
    """Return a figure with one digit moved by three; which one turns with the number of the claim.

    The first digit never becomes a zero: that would be another way of printing.
    """
    digits = [at for at, character in enumerate(printed) if character in "0123456789"]
    at = digits[turn % len(digits)]
    digit = (int(printed[at]) + 3) % 10
    if at == digits[0] and digit == 0:
        digit = 1
    return f"{printed[:at]}{digit}{printed[at + 1 :]}"


def reread(document: Document, claim: Claim, printed: str) -> Document:
    """Return a document with one figure printed otherwise."""
    paragraphs = list(document.narrative.paragraphs)
    own = paragraphs[claim.paragraph]
    text = own.text[: claim.start] + printed + own.text[claim.end :]
    paragraphs[claim.paragraph] = own._replace(text=text)
    return document._replace(narrative=read_paragraphs(paragraphs, document.pack.vocabulary))


def told(checks: Sequence[Check], facts: Facts) -> Counter[tuple[object, ...]]:
    """Return all findings: failing checks of any severity, and those that hold only if a figure was cut."""
    cut = [made._replace(verdict=Verdict.FAILS) for made in checks if made.verdict is Verdict.TRUNCATED]
    return failures((*checks, *cut), facts, infos=True)


def reason(claim: Claim, facts: Facts, checks: Sequence[Check]) -> str:
    """Tell why a change of a figure turns nothing."""
    own = {fact.id for fact in facts.facts if (fact.page, fact.box) == (claim.page, claim.box)}
    using = [made for made in checks if any(operand.fact.id in own for operand in made.operands)]
    if not using:
        return f"{claim.measure} in no check"
    if all(made.verdict is Verdict.UNCHECKED for made in using):
        return f"unchecked: {next((made.reason for made in using if made.reason), '')}"
    if any(made.verdict is Verdict.FAILS for made in using):
        return "failed before"
    return f"{claim.measure} fits as well: {', '.join(sorted({made.rules[0] for made in using}))}"


def measure(document: Document, every: int) -> Iterator[Change]:
    """Change every nth figure of one narrative."""
    facts, checks = document.checks(document.tables)
    before, all_before = failures(checks, facts), told(checks, facts)
    for turn, claim in enumerate(targets(document.narrative)):
        figure = document.narrative.paragraphs[claim.paragraph].text[claim.start : claim.end]
        if turn % every or not any(character in "123456789" for character in figure):
            continue
        printed = changed(figure, turn // every)
        after, made = (other := reread(document, claim, printed)).checks(other.tables)
        caught = bool(failures(made, after) - before)
        noticed = caught or bool(told(made, after) - all_before)
        yield Change(claim, printed, caught, noticed, "" if noticed else reason(claim, facts, checks))


def main() -> int:
    """Print the share of caught changes by document and why the others were not; exit 1 below the bar."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--missed", action="store_true", help="list the changes that nothing noticed")
    options = parser.parse_args()
    found: list[Change] = []
    for document in documents(options.corpus, load(shipped())):
        here = list(measure(document, options.every))
        found += here
        _print(document.name, here)
        for each in here if options.missed else ():
            if not each.noticed:
                text = document.narrative.paragraphs[each.claim.paragraph].text
                print(f"  {each.why}: …{text[max(0, each.claim.start - 24) : each.claim.end + 8]}… → {each.printed}")
    _print("all", found)
    for why, times in Counter(each.why for each in found if each.why).most_common():
        print(f"{times:6} {why}")
    return int(sum(each.noticed for each in found) < BAR * len(found))


def _print(name: str, found: Sequence[Change]) -> None:
    caught, noticed = sum(each.caught for each in found), sum(each.noticed for each in found)
    if found:
        print(
            f"{name:44}{len(found):5}  told {caught / len(found):.1%}  noticed {noticed / len(found):.1%}", flush=True
        )


if __name__ == "__main__":
    sys.exit(main())
