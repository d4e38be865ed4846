"""What a name in a rule can mean, looked up in the vocabulary of its pack."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from auditor.model import Vocabulary, normal

NARRATIVE = "正文"  # the family of all sentences
TOTALS = ("合计", "总计", "小计")  # every table may have them, no pack need declare them
ALL_FUNDS = "全部"


class Meaning(NamedTuple):
    """A resolved place: a canonical item, period or fund; or a code with the name that must agree."""

    place: str
    code: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """A vocabulary turned round for the one who reads rules.

    Attributes:
        families: names of the kinds of tables, and 正文.
        periods, funds: canonical names and all their words → the canonical name.
        suffixed: alias → canonical items of its “alias@side” and “alias@family” entries.
    """

    vocabulary: Vocabulary
    families: frozenset[str] = frozenset()
    periods: dict[str, str] = field(default_factory=dict)
    funds: dict[str, str] = field(default_factory=dict)
    suffixed: dict[str, frozenset[str]] = field(default_factory=dict)

    def meaning(self, name: str, family: str = "") -> Meaning | None:
        """Return what a normalised name means as row or column of a family; None when it is unknown or ambiguous."""
        items = self.vocabulary.items
        found = (
            (items.get(f"{name}@{family}") if family else None)
            or items.get(name)
            or self.periods.get(name)
            or self.funds.get(name)
        )
        if found:
            return Meaning(found)
        if name.casefold() in self.vocabulary.totals:
            return Meaning(TOTALS[0])
        if name in TOTALS or name in self.vocabulary.generic:
            return Meaning(name)
        only = self.suffixed.get(name, frozenset())
        if len(only) == 1:
            return Meaning(next(iter(only)))
        code = self.vocabulary.classes.get(name)
        return Meaning(code, code=True, name=name) if code and not only else None

    def item(self, name: str) -> str | None:
        """Return the canonical item of a name, None when it is none."""
        found = self.vocabulary.items.get(normal(name))
        if found is None:
            only = self.suffixed.get(normal(name), frozenset())
            found = next(iter(only)) if len(only) == 1 else None
        return found

    def places(self) -> Iterator[str]:
        """Yield every name that can be a row or column, for suggestions."""
        yield from dict.fromkeys(self.vocabulary.items.values())
        yield from (alias for alias in self.vocabulary.items if "@" not in alias)
        yield from self.suffixed
        yield from self.periods
        yield from self.funds
        yield from self.vocabulary.classes
        yield from TOTALS
        yield from self.vocabulary.totals
        yield from self.vocabulary.generic


def names_of(vocabulary: Vocabulary) -> Names:
    """Turn a vocabulary round."""
    suffixed: dict[str, frozenset[str]] = {}
    for alias, item in vocabulary.items.items():
        word, _, suffix = alias.partition("@")
        if suffix:
            suffixed[word] = suffixed.get(word, frozenset()) | {item}
    return Names(
        vocabulary,
        frozenset(family.name for family in vocabulary.families) | {NARRATIVE},
        {period: period for period in vocabulary.periods.values()} | dict(vocabulary.periods),
        {fund: fund for fund in vocabulary.funds.values()} | dict(vocabulary.funds),
        suffixed,
    )
