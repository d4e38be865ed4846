"""Which kind of table is this: titles to families.

A title names a family by its longest known tail. What is left over in front may only be issuer, year and form words:
“政府性基金支出预算表” ends in “支出预算表” and is not one. A title that no tail fits is read once more without the words
that say nothing (预算, 情况, 总体 …), so that 部门收支总体情况表 is 收支总表; then only a body's name may stand in front.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from auditor.model import Family, Table, Vocabulary
from auditor.model.labels import normal

NO_FAMILY = Family("", ())
_BRACKET_TAIL = re.compile(r"（[^（）]{0,40}）$")
_NUMBER = re.compile(r"^(?:附|公开|财决|预算|决算)?[A-Za-z]{0,2}\d{1,2}(?:[-－_.]\d{1,2})?表[:：]?(?=.)")
_YEAR = re.compile(r"(?:19|20)\d{2}(?:年度?)?")


def family_of(table: Table, vocabulary: Vocabulary) -> Family:
    """Return the family that the table's title names, NO_FAMILY when none does."""
    return family_of_title(table.title, vocabulary)


def family_of_title(printed: str, vocabulary: Vocabulary) -> Family:
    """Return the family that a title names, NO_FAMILY when none does."""
    title = _YEAR.sub("", _NUMBER.sub("", normal(printed)))
    for candidate in _shortened(title):
        found = _longest_tail(candidate, vocabulary)
        if found is not None:
            return found
    return _by_core(title, vocabulary)


def _shortened(title: str) -> Sequence[str]:
    """The title itself, then without its closing bracket (按支出功能分类科目)."""
    bare = _BRACKET_TAIL.sub("", title)
    return (title,) if bare == title else (title, bare)


def _longest_tail(title: str, vocabulary: Vocabulary) -> Family | None:
    best: tuple[int, Family] | None = None
    folded = title.casefold()
    for family in vocabulary.families:
        for tail in family.titles:
            name = normal(tail)
            if folded.endswith(name.casefold()) and (best is None or len(name) > best[0]):
                best = (len(name), family)
    if best is None:
        return None
    left = title[: len(title) - best[0]]
    return None if _claims_more(left, best[1], vocabulary) else best[1]


def _claims_more(left: str, family: Family, vocabulary: Vocabulary) -> bool:
    """Tell whether the unread front of a title still names a fund or subject that the tail does not."""
    if family.subject:
        return False
    said = vocabulary.markers
    return any(word in left for word in (*said.get("fund_words", ()), *said.get("title.more", ())))


# ---------------------------------------------------------------- titles without the words that say nothing


def _by_core(title: str, vocabulary: Vocabulary) -> Family:
    noise = vocabulary.markers.get("title.noise", ())
    if not noise or not title.endswith("表"):
        return NO_FAMILY
    funds = tuple(vocabulary.funds.items())
    core = _core(_BRACKET_TAIL.sub("", title), noise, funds)
    known = _cores(vocabulary.families, noise, funds)
    for length in range(len(core), 1, -1):
        family = known.get(core[len(core) - length :])
        if family is not None:
            return family if _is_body(core[: len(core) - length], vocabulary) else _by_subject(title, vocabulary)
    return _by_subject(title, vocabulary)


def _by_subject(title: str, vocabulary: Vocabulary) -> Family:
    """The subject that a title names first: “三公”经费、会议费情况统计表 is a table of 三公 whatever its tail."""
    words = [word for word in vocabulary.markers.get("title.subjects", ()) if word in title]
    first = min(words, key=title.find, default="")
    return next((f for f in vocabulary.families if f.subject and f.subject in first), NO_FAMILY)


def _is_body(left: str, vocabulary: Vocabulary) -> bool:
    """Tell whether the front of a title is the name of a body, or nothing."""
    return not left or left.endswith(vocabulary.markers.get("title.bodies", ()))


@lru_cache(maxsize=8)  # one entry a vocabulary: every table of a document asks
def _cores(
    families: tuple[Family, ...], noise: tuple[str, ...], funds: tuple[tuple[str, str], ...]
) -> Mapping[str, Family]:
    known: dict[str, Family] = {}
    for core, family in _all_cores(families, noise, funds):
        known.setdefault(core, family)
    return known


def _all_cores(
    families: tuple[Family, ...], noise: tuple[str, ...], funds: tuple[tuple[str, str], ...]
) -> Iterator[tuple[str, Family]]:
    for family in families:
        for title in family.titles:
            yield _core(_BRACKET_TAIL.sub("", normal(title)), noise, funds), family


def _core(title: str, noise: tuple[str, ...], funds: tuple[tuple[str, str], ...]) -> str:
    """Return a title with each fund under its one name and without the words that say nothing."""
    for word, fund in sorted(funds, key=lambda pair: -len(pair[0])):
        if word in title:
            title = title.replace(word, f"<{fund}>")
            break
    parts = re.split(r"(<[^<>]*>)", title)
    pattern = re.compile("|".join(map(re.escape, sorted(noise, key=len, reverse=True))))
    return "".join(part if part.startswith("<") else pattern.sub("", part) for part in parts)
