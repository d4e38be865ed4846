"""What check, diagnose and audit deliver: checks, findings, causes, the report."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Literal, NamedTuple

from auditor.model.base import NO_TEXT, Text
from auditor.model.claims import Excluded
from auditor.model.facts import Fact
from auditor.model.rules import Rule, Severity


class Verdict(StrEnum):
    """What became of a check."""

    HOLDS = "holds"
    ROUNDING = "rounding"
    TRUNCATED = "truncated"
    FAILS = "fails"
    UNCHECKED = "unchecked"


class Operand(NamedTuple):
    """A fact's part in a check.

    Attributes:
        role: total, part, stated, current, prior, change, rate, whole, other.
        sign: +1 or −1 in the sum of its side; side: left or right of the relation.
    """

    fact: Fact
    role: str = "part"
    sign: int = 1
    side: Literal["left", "right"] = "right"


class Check(NamedTuple):
    """A rule bound to facts, with its verdict.

    Attributes:
        rules: ids, the most specific first (equal checks are one check with several ids).
        formula: "sum" (left rel right), "rate" (rate = change ÷ (current − change)), "ratio" (share or completion =
            part ÷ whole), "word" (a direction, flat or compare word against figures), "missing" (a blank total),
            "text" (wording: no arithmetic).
        stated, computed, difference: base unit; difference = stated − computed; None where there is no arithmetic.
        low, high: the interval of `computed` under the printed digits.
        unit: unit for display (that of the stated figure).
        code: stable id of the message (see report.messages): sum, missing-total, rate, share, completion, flat, …
        reason: for unchecked: why; also free detail for findings of formula "text".
        place, page: where, for checks without operands.
        others: of a failing check, the readings that fail too but are not told.
    """

    rules: tuple[str, ...]
    kind: str
    formula: Literal["sum", "rate", "ratio", "word", "missing", "text"]
    relation: str
    operands: tuple[Operand, ...]
    verdict: Verdict
    severity: Severity
    code: str = "sum"
    stated: Decimal | None = None
    computed: Decimal | None = None
    difference: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    reason: Text = NO_TEXT
    place: str = ""
    page: int = 0
    others: tuple[Check, ...] = ()


Lapse = Literal["", "expired", "changed", "no-reason", "too-long"]


class Waiver(NamedTuple):
    """A finding that somebody answers for, until a day or until its figures change.

    Attributes:
        fingerprint, rule: of the finding; values: digest of what its figures said when it was waived.
        reason, by: in free words; until: the last day, as 2027-03-31.
    """

    fingerprint: str
    rule: str
    values: str
    reason: str
    until: str
    by: str = ""


class Finding(NamedTuple):
    """A check that failed, told to a person.

    Attributes:
        fingerprint: what it is about, the same in every print of the document.
        cause: id of its cause, "" when it stands alone; alone: then, why it does.
        suggested: what a figure that was left blank should be, base unit; None for every other finding.
        values: digest of what its figures say.
        waiver: who answers for it; lapsed: why that waiver does not count (any more), "" = it does.
        baseline: against a baseline: new, unchanged, or updated (known, but its figures changed); "" without one.
    """

    fingerprint: str
    check: Check
    severity: Severity
    confidence: Literal["high", "medium", "low"]
    cause: str = ""
    alone: Text = NO_TEXT
    suggested: Decimal | None = None
    values: str = ""
    waiver: Waiver | None = None
    lapsed: Lapse = ""
    baseline: Literal["", "new", "unchanged", "updated"] = ""

    @property
    def state(self) -> Literal["open", "waived", "baselined"]:
        """Return whether it counts at the gate (open), or why not."""
        if self.waiver and not self.lapsed:
            return "waived"
        return "baselined" if self.baseline == "unchanged" else "open"


class Alternative(NamedTuple):
    """Another figure that could be the wrong one."""

    fact: Fact
    suggested: Decimal | None
    kind: str


class Cause(NamedTuple):
    """The figure (or row) that explains several findings.

    Attributes:
        kind: stable id of the slip: decimal-slip, unit-slip, sign, direction, transposed, one-digit, missing-digit,
            extra-digit, last-year, neighbour, other-total, stale-total, part-included, part-missing, wrong-base, truncated, row-missing, row-doubled,
            table-unit, tangled, disagree, other.
        suggested: the value it should have, base unit; None when the checks do not agree on one.
        explains: fingerprints of the findings; vouchers: number of holding checks that agree with the correction.
        figures: further figures with the same slip (copies of a wrong total).
        follows: figures that were derived from it, and what they become once it is corrected.
        detail: what explains it, in both languages ("仍含专项业务经费 231,200.00 元").
    """

    id: str
    kind: str
    fact: Fact
    suggested: Decimal | None
    confidence: Literal["high", "medium", "low"]
    explains: tuple[str, ...]
    alternatives: tuple[Alternative, ...] = ()
    figures: tuple[Fact, ...] = ()
    vouchers: int = 0
    detail: Text = NO_TEXT
    follows: tuple[Alternative, ...] = ()


class Coverage(NamedTuple):
    """Figures by what became of them."""

    total: int = 0
    checked: int = 0
    unchecked: int = 0
    excluded: int = 0

    @property
    def share(self) -> Decimal:
        """Return checked ÷ (checked + unchecked), 0 when there is no figure."""
        base = self.checked + self.unchecked
        return (Decimal(self.checked) / base).quantize(Decimal("0.0001")) if base else Decimal(0)


class Sensitivity(NamedTuple):
    """Of the digits of a figure, how many turn a verdict when they are changed by one."""

    noticed: int
    digits: int


class Report(NamedTuple):
    """The audit of one document."""

    path: str
    sha256: str
    status: Literal["clean", "findings", "incomplete", "unreadable"]
    kind: str = ""
    year: int | None = None
    issuer: str = ""
    pages: int = 0
    packs: tuple[tuple[str, str], ...] = ()
    problem: Text = NO_TEXT  # why it is incomplete or unreadable, one line
    checks: tuple[Check, ...] = ()
    findings: tuple[Finding, ...] = ()
    causes: tuple[Cause, ...] = ()
    coverage: Coverage = Coverage()
    facts: tuple[Fact, ...] = ()
    excluded: tuple[Excluded, ...] = ()
    rules: Mapping[str, Rule] = MappingProxyType({})
    problem_id: str = ""  # not-a-budget, blank-template, encrypted, …
    mark: str = ""  # what all fingerprints of this document end with


Change = Literal["new", "changed", "unchanged", "fixed"]


class Difference(NamedTuple):
    """A finding of either of two audits, and what became of it.

    Attributes:
        change: new, changed (its figures changed and it is wrong still), unchanged, fixed.
        state: of the finding: open, waived, baselined.
        document, page: where it stands; a fixed one in the old document.
        before: what it said before, where that was another thing.
    """

    change: Change
    fingerprint: str
    rule: str
    severity: str
    state: str
    message: str
    document: str
    page: int
    before: str = ""
