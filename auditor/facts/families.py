"""Which kind of table is this: titles to families.

A title names a family by its longest known tail. What is left over in front may only be issuer, year and form words:
“政府性基金支出预算表” ends in “支出预算表” and is not one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.model import Family, Table, Vocabulary
from auditor.model.vocabulary import normal

NO_FAMILY = Family("", ())
_BRACKET_TAIL = re.compile(r"（[^（）]{0,40}）$")
_YEAR = re.compile(r"(?:19|20)\d{2}(?:年度?)?")


def family_of(table: Table, vocabulary: Vocabulary) -> Family:
    """Return the family that the table's title names, NO_FAMILY when none does."""
    title = _YEAR.sub("", normal(table.title))
    for candidate in _shortened(title):
        found = _longest_tail(candidate, vocabulary)
        if found is not None:
            return found
    return NO_FAMILY


def _shortened(title: str) -> Sequence[str]:
    """The title itself, then without its closing bracket (按支出功能分类科目)."""
    bare = _BRACKET_TAIL.sub("", title)
    return (title,) if bare == title else (title, bare)


def _longest_tail(title: str, vocabulary: Vocabulary) -> Family | None:
    best: tuple[int, Family] | None = None
    for family in vocabulary.families:
        for tail in family.titles:
            name = normal(tail)
            if title.endswith(name) and (best is None or len(name) > best[0]):
                best = (len(name), family)
    if best is None:
        return None
    left = title[: len(title) - best[0]]
    return None if _claims_more(left, best[1], vocabulary) else best[1]


def _claims_more(left: str, family: Family, vocabulary: Vocabulary) -> bool:
    """Tell whether the unread front of a title still names a fund or subject that the tail does not."""
    if family.subject:
        return False
    return any(word in left for word in vocabulary.markers.get("fund_words", ()))
