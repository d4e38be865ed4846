"""Sums found by shape in a table that no rule names must earn belief before they accuse.

Where the family of a table is known, its shape is law. Elsewhere a row named 合计 may be anything: then a group of
relations (all sums of one kind in one block) keeps its failures only if at least two of its sums hold with something to
add, and at least as many hold as fail. What holds is told either way; a total that is blank is nobody's fault there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from auditor.model import Check, Text, Verdict

_LEAST = 2
_HELD = frozenset({Verdict.HOLDS, Verdict.ROUNDING})
_UNPROVEN = Text(
    "没有规则说明这张表，表内其他数字也不足以证明这里应当相加",
    "no rule describes this table, and its other figures do not prove that these should add up",
)


def believed(checks: Iterable[Check]) -> Iterator[Check]:
    """Yield the checks of one group; those that fail without belief are unchecked."""
    made = list(checks)
    proofs = sum(1 for check in made if check.verdict in _HELD and _says_something(check))
    failures = sum(1 for check in made if check.verdict is Verdict.FAILS and check.formula != "missing")
    proven = proofs >= max(_LEAST, failures)
    for check in made:
        doubtful = check.verdict is Verdict.FAILS and (not proven or check.formula == "missing")
        yield check._replace(verdict=Verdict.UNCHECKED, reason=_UNPROVEN) if doubtful else check


def _says_something(check: Check) -> bool:
    """Tell whether a check that holds is evidence: bounds, noughts and a lone part equal to its total mostly hold anyway."""
    return check.relation == "=" and sum(1 for operand in check.operands if operand.fact.value) >= 3
