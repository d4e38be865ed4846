"""How many of the printed figures were checked."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.model import Check, Coverage, Fact, Facts, Verdict


def coverage_of(checks: Sequence[Check], facts: Facts) -> Coverage:
    """Count the figures by what became of them; checks of the wording do not check a number."""
    used = {
        operand.fact.id
        for check in checks
        if check.verdict is not Verdict.UNCHECKED and check.formula != "text"
        for operand in check.operands
    }
    figures = [fact for fact in facts.facts if prints_number(fact)]
    checked = sum(fact.id in used for fact in figures)
    others = (*facts.excluded, *facts.narrative.excluded)
    unread = sum(number.reason == "unread" for number in others)
    total = len(figures) + len(others)
    return Coverage(total, checked, len(figures) - checked + unread, len(others) - unread)


def prints_number(fact: Fact) -> bool:
    """Tell whether a figure shows digits: blanks, dashes and words do not."""
    return not fact.blank and any(letter.isdigit() for letter in fact.amount.printed)
