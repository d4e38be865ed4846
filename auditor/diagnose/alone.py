"""Findings that stand under no cause: why they do, and what a total that was left blank should be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from auditor.amounts import HALF, ZERO
from auditor.diagnose.echoes import Echoes
from auditor.diagnose.intervals import point, widened
from auditor.model import Check, Fact, Text, Verdict

_BLANK = Text(
    "合计没有填写：没有数字与它矛盾，按分项之和补填即可",
    "a total was left blank: no figure contradicts it, and its parts tell what belongs there",
)
_WORDS = Text(
    "只关系到文字、编码或表样，没有要改的数字",
    "about words, codes or forms: no figure is to be corrected",
)
_UNDECIDED = Text(
    "其中每个数字都可能有错，也都可能无误：凭现有核对不能断定是哪一个",
    "each of the figures may be wrong or right: the checks at hand do not tell which",
)
_TOO_MANY = Text(
    "不一致太多，只推断了前面一些的原因，这一处没有推断",
    "too many findings: a cause was sought for the first of them only, not for this one",
)
_HINT = Text("只是提示，不推断是哪个数字有误", "a hint only: no figure is held for wrong")
Blanks = Mapping[int, Decimal]  # index of a check → what its blank total should be


def why_alone(check: Check, *, searched: bool = True) -> Text:
    """Return the reason why a failing check stands under no cause; `searched` tells whether one was sought."""
    if not searched:
        return _TOO_MANY
    if check.formula == "missing":
        return _BLANK
    if check.formula == "text":
        return _WORDS
    return _UNDECIDED if check.verdict is Verdict.FAILS and check.severity != "info" else _HINT


def blank_totals(checks: Sequence[Check], facts: Sequence[Fact], kind: str) -> Blanks:
    """Return what each blank total should be: what another place prints for it, else the sum of its parts.

    Args:
        checks: evaluated checks.
        facts: all figures.
        kind: kind of the document, 预算 or 决算, "" when not known.
    """
    found = [i for i, each in enumerate(checks) if each.formula == "missing" and each.verdict is Verdict.FAILS]
    echoes = Echoes(facts, kind) if found else None
    return {} if echoes is None else {index: _wanted(checks[index], echoes) for index in found}


def _wanted(check: Check, echoes: Echoes) -> Decimal:
    parts = sum((o.sign * o.fact.value for o in check.operands if o.role != "total"), ZERO)
    value = parts if check.computed is None else check.computed
    half = sum((operand.fact.amount.step * HALF for operand in check.operands), ZERO)
    blank = next((o.fact for o in check.operands if o.role == "total"), check.operands[0].fact)
    apart = frozenset(operand.fact.id for operand in check.operands)
    echo = echoes.of(blank, widened(point(value), half), value, apart)
    return echo.fact.value if echo is not None and echo.fact.amount.unit == blank.amount.unit else value
