"""The words of the narrative, ready for looking up at a place of a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from auditor.amounts import YUAN_POWERS
from auditor.model import Vocabulary


class Words:
    """A set of words by their first and by their last character, longest first: no lookup is longer than one bucket."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._longest_first = sorted({word for word in words if word}, key=lambda word: (-len(word), word))

    @cached_property
    def first(self) -> Mapping[str, tuple[str, ...]]:
        """The words by their first character."""
        return _buckets(self._longest_first, 0)

    @cached_property
    def last(self) -> Mapping[str, tuple[str, ...]]:
        """The words by their last character."""
        return _buckets(self._longest_first, -1)

    def at(self, text: str, place: int) -> str:
        """Return the longest word that starts at `place`, "" when none does."""
        for word in self.first.get(text[place : place + 1], ()):
            if text.startswith(word, place):
                return word
        return ""

    def ending(self, text: str, end: int | None = None) -> str:
        """Return the longest word that ends at `end`, "" when none does."""
        stop = len(text) if end is None else end
        for word in self.last.get(text[stop - 1 : stop], ()) if stop else ():
            if text.endswith(word, 0, stop):
                return word
        return ""

    def inside(self, text: str) -> str:
        """Return the longest word found anywhere in a (short) text."""
        longest = ""
        for i, character in enumerate(text):
            for word in self.first.get(character, ()):
                if len(word) > len(longest) and text.startswith(word, i):
                    longest = word
                    break
        return longest

    def __bool__(self) -> bool:
        """Tell whether there is any word."""
        return bool(self._longest_first)


def _buckets(words: Iterable[str], at: int) -> dict[str, tuple[str, ...]]:
    buckets: dict[str, list[str]] = {}
    for word in words:
        buckets.setdefault(word[at], []).append(word)
    return {key: tuple(bucket) for key, bucket in buckets.items()}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of a vocabulary by key, and what they stand for where a key names it (period.决算 → 决算).

    Attributes:
        lists: the lists asked for so far, by their dotted key.
        units: unit word → class: money, percent, permille, points, count, area, other.
        periods, anchors, kinds: word → what it stands for; funds: finds the longest fund word.
        issuers: words and names of the issuing body; trimmed_first: first characters of all that is taken off a name's front.
        partitions: lists of items that are complete. memo: names folded so far; lives as long as one reading.
    """

    vocabulary: Vocabulary
    units: Mapping[str, str]
    unit_words: Words
    periods: Mapping[str, str]
    period_words: Words
    anchors: Mapping[str, str]
    anchor_words: Words
    kinds: Mapping[str, str]
    kind_words: Words
    fund_words: Words
    funds: re.Pattern[str]
    issuers: Words
    trimmed_first: frozenset[str]
    partitions: tuple[tuple[str, ...], ...]
    lists: dict[str, Words] = field(default_factory=dict)
    memo: dict[object, object] = field(default_factory=dict)

    def words(self, key: str) -> Words:
        """Return one list, empty when the pack has none; lists are indexed when they are first asked for."""
        found = self.lists.get(key)
        if found is None:
            found = self.lists[key] = Words(self.vocabulary.lexicon.get(key, ()))
        return found

    def listed(self, key: str) -> tuple[str, ...]:
        """Return the words of one list as the pack gives them."""
        return self.vocabulary.lexicon.get(key, ())

    def canonical(self, name: str, side: str = "") -> str:
        """Return the canonical item of a label, "" when the vocabulary lacks it."""
        items = self.vocabulary.items  # names of normalised text are folded as `normal` folds the aliases
        return (side and items.get(f"{name}@{side}")) or items.get(name, "")


_MONEY = "money"
_FRONT = ("subject.before", "subject.years")


def build(vocabulary: Vocabulary, issuers: Iterable[str] = ()) -> Lexicon:
    """Index the words of a vocabulary; `issuers` are names of the issuing body found in the document."""
    lexicon = vocabulary.lexicon
    units = _units(lexicon)
    periods = _meanings(lexicon, "period.")
    anchors = _meanings(lexicon, "base.anchor.")
    kinds = {word: "" if kind == "其他" else kind for word, kind in _meanings(lexicon, "base.kind.").items()}
    issuing = Words((*vocabulary.issuer_words, *issuers))
    return Lexicon(
        vocabulary=vocabulary,
        units=units,
        unit_words=Words(units),
        periods=periods,
        period_words=Words(periods),
        anchors=anchors,
        anchor_words=Words(anchors),
        kinds=kinds,
        kind_words=Words(kinds),
        fund_words=Words(vocabulary.funds),
        funds=re.compile("|".join(map(re.escape, sorted(filter(None, vocabulary.funds), key=len, reverse=True)))),
        issuers=issuing,
        trimmed_first=frozenset(
            word[0] for words in (issuing.first, *(lexicon.get(key, ()) for key in _FRONT)) for word in words
        ),
        partitions=tuple(words for key, words in lexicon.items() if key.startswith("partition.")),
    )


def _meanings(lexicon: Mapping[str, tuple[str, ...]], prefix: str) -> dict[str, str]:
    """Invert lists whose key ends in what their words mean."""
    return {
        word: key.removeprefix(prefix) for key, words in lexicon.items() if key.startswith(prefix) for word in words
    }


def _units(lexicon: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    units = {word: name for name in ("other", "area", "count") for word in lexicon.get(f"units.{name}", ())}
    units |= dict.fromkeys(YUAN_POWERS, _MONEY)
    return units | {"%": "percent", "‰": "permille", "个百分点": "points", "百分点": "points"}
