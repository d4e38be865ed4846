"""Failing checks told to a person, with fingerprints that survive a new print of the document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from auditor.diagnose.fingerprints import fingerprints, values_of
from auditor.model import Check, Facts, Finding, Severity, Verdict

_TOLD = frozenset({Verdict.FAILS, Verdict.TRUNCATED})


class Told(NamedTuple):
    """A finding with the index of its check."""

    index: int  # type: ignore[assignment]  # hides tuple.index, which nobody needs
    finding: Finding


def findings_of(checks: Sequence[Check], facts: Facts, pack: str) -> tuple[Told, ...]:
    """Return a finding for every check that fails or was cut, in the order of the checks; causes are not yet known."""
    failing = [index for index, check in enumerate(checks) if check.verdict in _TOLD]
    names = fingerprints(checks, failing, facts, pack)
    return tuple(Told(index, _finding(checks[index], names[index])) for index in failing)


def _finding(check: Check, fingerprint: str) -> Finding:
    severity = Severity.INFO if check.verdict is Verdict.TRUNCATED else check.severity
    return Finding(fingerprint, check, severity, _confidence(check, severity), values=values_of(check))


def _confidence(check: Check, severity: Severity) -> Literal["high", "medium", "low"]:
    """Tell how sure the reading is; severity is another matter."""
    if check.verdict is not Verdict.TRUNCATED and severity is Severity.INFO:
        return "low"  # discovered, not declared
    if check.formula in {"word", "text"} or any(operand.fact.amount.approximate for operand in check.operands):
        return "medium"
    listed = check.kind == "list" and any(operand.fact.place.kind == "sentence" for operand in check.operands)
    return "medium" if listed else "high"
