"""Checking grows with the facts, not with facts times rules: counted in calls, which no busy machine changes."""

from __future__ import annotations

import sys
from types import FrameType

from auditor.check import check
from auditor.model import Verdict
from benchmarks.rules import RULES, facts, rules, vocabulary


def calls(count: int) -> tuple[int, int]:
    """Return the number of Python calls for checking so many facts, and of checks that came to a verdict."""
    words = vocabulary()
    given, against = facts(count), rules(words)
    made = 0

    def counted(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal made
        made += event == "call"

    sys.setprofile(counted)
    try:
        found = check(against, given, words)
    finally:
        sys.setprofile(None)
    return made, sum(1 for each in found if each.verdict is not Verdict.UNCHECKED)


def test_cost_grows_with_the_facts() -> None:
    small, few = calls(1_000)
    large, many = calls(4_000)
    assert len(rules(vocabulary())) == RULES == 200
    assert many > 3.5 * few > 1_000
    assert large < 4.4 * small


def test_made_up_tables_add_up() -> None:
    found = check(rules(vocabulary())[:3], facts(1_000), vocabulary())
    assert {each.verdict for each in found} == {Verdict.HOLDS}
    assert len(found) == 10 * (20 + 4) + 10  # each line across, each column down, the corner both ways
