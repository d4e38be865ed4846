"""Fingerprints: what a finding is about, in the document's own words, so that it is known again in the next print.

Issuer, year and kind of the document, pack and rule, and every figure by name: table title, row and column, or item and
section. No page, coordinates, value, file name or language. What the figures say is kept apart, as the digest of values.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from auditor.model import Check, Fact, Facts, normal

_BETWEEN, _WITHIN = "\x1e", "\x1f"
_OWN, _SHARED = 10, 6  # hex digits of the finding, and of its document


def fingerprints(checks: Sequence[Check], indices: Iterable[int], facts: Facts, pack: str) -> Mapping[int, str]:
    """Return the fingerprints of some checks by their index: `fp:v1:` and 16 hex digits, the last 6 of the document.

    Checks of one rule over figures of equal names are numbered, holding ones too: one that is mended must not rename the
    others.
    """
    document, mark = _document(facts), mark_of(facts)
    wanted = set(indices)
    likely = {_outline(checks[index]) for index in wanted}
    seen: Counter[str] = Counter()
    found = {}
    for index, check in enumerate(checks):
        if _outline(check) not in likely:
            continue
        bound = _BETWEEN.join([pack, *check.rules[:1], *document, *_names(check)])
        seen[bound] += 1
        if index in wanted:
            found[index] = f"fp:v1:{_digest([bound, str(seen[bound])], _OWN)}{mark}"
    return found


def mark_of(facts: Facts) -> str:
    """Return what all fingerprints of a document end with: it tells which document a finding belongs to."""
    return _digest(_document(facts), _SHARED)


def _document(facts: Facts) -> list[str]:
    return [facts.issuer, str(facts.year or ""), facts.kind]


def values_of(check: Check) -> str:
    """Return the digest of what the figures of a check say: 8 hex digits."""
    said = sorted((_name(operand.fact), _value(operand.fact)) for operand in check.operands)
    return _digest([_WITHIN.join(pair) for pair in said], 8)


def _outline(check: Check) -> tuple[object, ...]:
    """Return what checks of one name have in common, and is cheap to tell."""
    return (check.rules[:1], len(check.operands), check.operands[0].fact.item if check.operands else check.place)


def _names(check: Check) -> list[str]:
    """Return the figures by name, in an order that does not depend on that of the pages."""
    if not check.operands:
        return ["".join(char for char in normal(check.place) if not char.isdigit())]
    return sorted(_name(operand.fact) for operand in check.operands)


def _name(fact: Fact) -> str:
    place = fact.place
    if place.kind == "cell":
        return _WITHIN.join(normal(word) for word in (place.table_title, place.row, place.column))
    return _WITHIN.join((fact.item, normal(place.section), fact.measure, fact.period))


def _value(fact: Fact) -> str:
    return "" if fact.blank else f"{fact.amount.value.normalize():f}"


def _digest(words: Sequence[str], length: int) -> str:
    return hashlib.sha256(_BETWEEN.join(words).encode()).hexdigest()[:length]
