"""Failing checks told to a person, with fingerprints that survive a new print of the document."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal, NamedTuple

from auditor.model import Check, Fact, Facts, Finding, Severity, Verdict

_DIGITS = re.compile(r"\d")
_BETWEEN, _WITHIN = "\x1e", "\x1f"


class Told(NamedTuple):
    """A finding with the index of its check."""

    index: int  # type: ignore[assignment]  # hides tuple.index, which nobody needs
    finding: Finding


def findings_of(checks: Sequence[Check], facts: Facts, pack: str) -> tuple[Told, ...]:
    """Return a finding for every check that fails or was cut, in the order of the checks; causes are not yet known."""
    seen: Counter[str] = Counter()
    found = []
    for index, check in enumerate(checks):
        if check.verdict not in {Verdict.FAILS, Verdict.TRUNCATED}:
            continue
        bound = _bound(check, facts, pack)
        seen[bound] += 1
        severity = Severity.INFO if check.verdict is Verdict.TRUNCATED else check.severity
        found.append(
            Told(index, Finding(_fingerprint(bound, seen[bound]), check, severity, _confidence(check, severity)))
        )
    return tuple(found)


def _fingerprint(bound: str, ordinal: int) -> str:
    digest = hashlib.sha256(f"{bound}{_BETWEEN}{ordinal}".encode()).hexdigest()
    return f"fp:v1:{digest[:16]}"


def _bound(check: Check, facts: Facts, pack: str) -> str:
    """Return what a finding is about, in words: no page, coordinates, values, file name or language."""
    head = [pack, check.rules[0] if check.rules else "", facts.issuer, str(facts.year or ""), facts.kind]
    where = [] if check.operands else [_DIGITS.sub("", check.place)]
    return _BETWEEN.join([*head, *where, *(_words(operand.fact) for operand in check.operands)])


def _words(fact: Fact) -> str:
    place = fact.place
    if place.kind == "cell":
        return _WITHIN.join((fact.item, place.table_title, place.row, place.column))
    return _WITHIN.join((fact.item, place.section, fact.measure, fact.period))


def _confidence(check: Check, severity: Severity) -> Literal["high", "medium", "low"]:
    """Tell how sure the reading is; severity is another matter."""
    if check.verdict is not Verdict.TRUNCATED and severity is Severity.INFO:
        return "low"  # discovered, not declared
    if check.formula in {"word", "text"} or any(operand.fact.amount.approximate for operand in check.operands):
        return "medium"
    listed = check.kind == "list" and any(operand.fact.place.kind == "sentence" for operand in check.operands)
    return "medium" if listed else "high"
