"""Checks that could not be made, gathered by rule and reason: they do not count as holding."""

from __future__ import annotations

from typing import NamedTuple

from auditor.model import Check, Report, Verdict
from auditor.report.messages import rule_title
from auditor.report.naming import check_places, clean
from auditor.report.words import Lang, pick


class Unchecked(NamedTuple):
    """Checks of one rule that could not be made for one reason; `times` is their number."""

    rule: str
    title: str
    reason: str
    times: int
    places: tuple[str, ...]


def unchecked(report: Report, lang: Lang) -> list[Unchecked]:
    """Return the checks that could not be made, in the order of their first."""
    groups: dict[tuple[str, str], list[Check]] = {}
    for check in report.checks:
        if check.verdict is Verdict.UNCHECKED:
            groups.setdefault((check.rules[0], clean(pick(check.reason, lang))), []).append(check)
    found = []
    for (rule, reason), checks in groups.items():
        title = rule_title(checks[0], report.rules, lang)
        places = dict.fromkeys(place for check in checks for place in check_places(check, lang))
        places.pop(title, None)  # a check of the whole document has its title for a place
        found.append(Unchecked(rule, title, reason, len(checks), tuple(places)))
    return found
