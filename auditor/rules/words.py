"""The vocabulary keys of rule files, each merged over all files of a pack; contradictions are mistakes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from auditor.amounts import MONEY_POWERS
from auditor.model import Family, Vocabulary, normal
from auditor.rules.names import ALL_FUNDS, Names, names_of
from auditor.yamlfiles.mistakes import Mistakes
from auditor.yamlfiles.nodes import Entries, Listing, Node, Scalar
from auditor.yamlfiles.shapes import read_keys, read_pairs, read_word, read_words

_FAMILY_KEYS = ("title", "fund", "side", "part", "subject")


@dataclass(slots=True)
class _Draft:
    """A vocabulary while files are merged; `said` remembers where a word was first given, for contradictions."""

    items: dict[str, str] = field(default_factory=dict)
    classes: dict[str, str] = field(default_factory=dict)
    codes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    families: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    periods: dict[str, str] = field(default_factory=dict)
    funds: dict[str, str] = field(default_factory=dict)
    sides: dict[str, str] = field(default_factory=dict)
    generic: dict[str, None] = field(default_factory=dict)
    whole: dict[str, tuple[str, ...]] = field(default_factory=dict)
    lexicon: dict[str, tuple[str, ...]] = field(default_factory=dict)
    issuer_words: dict[str, None] = field(default_factory=dict)
    markers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    said: dict[tuple[str, str], Scalar] = field(default_factory=dict)
    later: list[Callable[[Names], None]] = field(default_factory=list)


def merge(files: list[Entries], tell: Mistakes) -> Vocabulary:
    """Merge the vocabulary keys of files, in order; names that refer to others are looked up when all are known."""
    draft = _Draft()
    for file in files:
        for key, node in file.pairs:
            reader = _READERS.get(key.text)
            if reader:
                reader(node, draft, tell)
    vocabulary = _finished(draft)
    names = names_of(vocabulary)
    for look_up in draft.later:
        look_up(names)
    return vocabulary


def _finished(draft: _Draft) -> Vocabulary:
    return Vocabulary(
        items=draft.items,
        classes=draft.classes,
        codes=draft.codes,
        families=tuple(_family(name, says) for name, says in draft.families.items()),
        periods=draft.periods,
        funds=draft.funds,
        sides=draft.sides,
        generic=frozenset(draft.generic),
        whole=draft.whole,
        lexicon=draft.lexicon,
        issuer_words=tuple(draft.issuer_words),
        markers=draft.markers,
    )


def _family(name: str, says: dict[str, tuple[str, ...]]) -> Family:
    first = {key: words[0] for key, words in says.items() if key != "title" and words}
    return Family(name, says.get("title", ()), **first)


def _say(
    mapping: dict[str, str], kind: str, word: str, meaning: str, node: Scalar, draft: _Draft, tell: Mistakes
) -> None:
    """Enter word → meaning; the same word with another meaning is a mistake."""
    if not word:
        tell(node, "除去空白和引号后没有字", "nothing is left without blanks and quotes")
        return
    before = mapping.setdefault(word, meaning)
    if before == meaning:
        draft.said.setdefault((kind, word), node)
        return
    first = draft.said[kind, word]
    place = f"{first.file.path}:{first.line}"
    tell(
        node,
        f"“{node.text}”已经属于“{before}”（{place}），不能再属于“{meaning}”",
        f"“{node.text}” already belongs to “{before}” ({place}) and cannot belong to “{meaning}”",
    )


def _read_items(node: Node, draft: _Draft, tell: Mistakes) -> None:
    for key, value in read_pairs(node, tell):
        item = normal(key.text)
        _say(draft.items, "item", item, item, key, draft, tell)
        for word, spot in read_words(value, tell):
            alias, _, suffix = word.partition("@")
            full = normal(alias) + (f"@{normal(suffix)}" if suffix else "")
            _say(draft.items, "item", full, item, spot, draft, tell)
            if "@" in word:
                draft.later.append(_suffix_check(normal(suffix), spot, tell))


def _suffix_check(suffix: str, spot: Scalar, tell: Mistakes) -> Callable[[Names], None]:
    def look_up(names: Names) -> None:
        known = [*dict.fromkeys(names.vocabulary.sides.values()), *sorted(names.families)]
        if suffix not in known:
            zh = f"@ 后面要写收入、支出或表名，没有“{suffix}”"
            tell(spot, zh, f"after @ stands a side or a table, there is no “{suffix}”", known=known, wrong=suffix)

    return look_up


def _read_classes(node: Node, draft: _Draft, tell: Mistakes) -> None:
    for key, value in _codes(node, tell):
        for word, spot in read_words(value, tell):
            _say(draft.classes, "class", normal(word), key.text, spot, draft, tell)


def _read_codes(node: Node, draft: _Draft, tell: Mistakes) -> None:
    for key, value in _codes(node, tell):
        names = tuple(normal(word) for word, _ in read_words(value, tell))
        draft.codes[key.text] = tuple(dict.fromkeys(draft.codes.get(key.text, ()) + names))


def _codes(node: Node, tell: Mistakes) -> Iterator[tuple[Scalar, Node]]:
    for key, value in read_pairs(node, tell):
        if key.text.isascii() and key.text.isdigit() and 3 <= len(key.text) <= 9:
            yield key, value
        else:
            tell(key, f"“{key.text}”不是科目代码（3 至 9 位数字）", f"“{key.text}” is no code of 3 to 9 digits")


def _read_families(node: Node, draft: _Draft, tell: Mistakes) -> None:
    for key, value in read_pairs(node, tell):
        name = normal(key.text)
        family = draft.families.setdefault(name, {})
        for entry, words in read_keys(value, _FAMILY_KEYS, tell).items():
            if entry == "title":
                _read_titles(name, words, family, draft, tell)
            else:
                _read_aspect(entry, words, family, draft, tell)


def _read_titles(name: str, node: Node, family: dict[str, tuple[str, ...]], draft: _Draft, tell: Mistakes) -> None:
    found = read_words(node, tell)
    for word, spot in found:
        _say(draft.titles, "title", normal(word), name, spot, draft, tell)
    titles = (normal(word) for word, _ in found)
    family["title"] = tuple(dict.fromkeys((*family.get("title", ()), *titles)))


def _read_aspect(key: str, node: Node, family: dict[str, tuple[str, ...]], draft: _Draft, tell: Mistakes) -> None:
    word = read_word(node, tell)
    if word is None or not isinstance(node, Scalar):
        return
    word = normal(word)
    before = family.setdefault(key, (word,))[0]
    if before != word:
        tell(node, f"前面已写 {key}: {before}", f"{key}: {before} was given before")
    draft.later.append(_aspect_check(key, word, node, tell))


def _aspect_check(key: str, word: str, node: Scalar, tell: Mistakes) -> Callable[[Names], None]:
    def look_up(names: Names) -> None:
        vocabulary = names.vocabulary
        known = {
            "fund": (ALL_FUNDS, *dict.fromkeys(vocabulary.funds.values())) if vocabulary.funds else (),
            "side": tuple(dict.fromkeys(vocabulary.sides.values())),
            "part": tuple(dict.fromkeys(vocabulary.items.values())),
        }.get(key, ())
        if known and word not in known:
            tell(node, f"没有“{word}”这个 {key}", f"there is no {key} called “{word}”", known=known, wrong=word)

    return look_up


def _reader_of(kind: str, mapping: Callable[[_Draft], dict[str, str]]) -> Callable[[Node, _Draft, Mistakes], None]:
    """Return a reader of {meaning: [words]} into word → meaning."""

    def read(node: Node, draft: _Draft, tell: Mistakes) -> None:
        for key, value in read_pairs(node, tell):
            for word, spot in read_words(value, tell):
                _say(mapping(draft), kind, normal(word), normal(key.text), spot, draft, tell)

    return read


def _read_generic(node: Node, draft: _Draft, tell: Mistakes) -> None:
    draft.generic.update((normal(word), None) for word, _ in read_words(node, tell))


def _read_issuer_words(node: Node, draft: _Draft, tell: Mistakes) -> None:
    draft.issuer_words.update((word, None) for word, _ in read_words(node, tell))


def _read_whole(node: Node, draft: _Draft, tell: Mistakes) -> None:
    for key, value in read_pairs(node, tell):
        parts = read_words(value, tell)

        def look_up(names: Names, key: Scalar = key, parts: tuple[tuple[str, Scalar], ...] = parts) -> None:
            item = _item(key, names, tell)
            found = [_item(spot, names, tell) for _, spot in parts]
            if item is not None:
                draft.whole[item] = tuple(part for part in found if part is not None)

        draft.later.append(look_up)


def _item(node: Scalar, names: Names, tell: Mistakes) -> str | None:
    item = names.item(node.text)
    if item is None:
        known = tuple(dict.fromkeys(names.vocabulary.items.values()))
        tell(
            node,
            f"items 里没有“{node.text}”",
            f"“{node.text}” is not among items",
            known=known,
            wrong=normal(node.text),
        )
    return item


def _tree_reader(mapping: Callable[[_Draft], dict[str, tuple[str, ...]]]) -> Callable[[Node, _Draft, Mistakes], None]:
    """Return a reader of nested lists into dotted key → words."""

    def read(node: Node, draft: _Draft, tell: Mistakes) -> None:
        target = mapping(draft)
        for key, value in read_pairs(node, tell):
            for path, words in _leaves(key.text, value, tell):
                target[path] = tuple(dict.fromkeys(target.get(path, ()) + words))

    return read


def _read_markers(node: Node, draft: _Draft, tell: Mistakes) -> None:
    """Read the words of the document as a whole; a unit of `unit` must be one that amounts know."""
    _tree_reader(lambda draft: draft.markers)(node, draft, tell)
    for key, value in node.pairs if isinstance(node, Entries) else ():
        if key.text == "unit":
            for unit, _ in read_pairs(value, tell):
                if unit.text not in MONEY_POWERS:
                    zh, en = f"不认识的货币单位“{unit.text}”", f"“{unit.text}” is no unit of money"
                    tell(unit, zh, en, known=MONEY_POWERS, wrong=unit.text)


def _leaves(path: str, node: Node, tell: Mistakes) -> Iterator[tuple[str, tuple[str, ...]]]:
    if isinstance(node, Entries):
        for key, value in node.pairs:
            yield from _leaves(f"{path}.{key.text}", value, tell)
    elif isinstance(node, Listing) and any(isinstance(item, Listing) for item in node.items):
        for number, item in enumerate(node.items, 1):
            yield from _leaves(f"{path}.{number}", item, tell)
    else:
        yield path, tuple(word for word, _ in read_words(node, tell))


_READERS: dict[str, Callable[[Node, _Draft, Mistakes], None]] = {
    "items": _read_items,
    "classes": _read_classes,
    "codes": _read_codes,
    "families": _read_families,
    "periods": _reader_of("period", lambda draft: draft.periods),
    "funds": _reader_of("fund", lambda draft: draft.funds),
    "sides": _reader_of("side", lambda draft: draft.sides),
    "generic": _read_generic,
    "whole": _read_whole,
    "lexicon": _tree_reader(lambda draft: draft.lexicon),
    "issuer_words": _read_issuer_words,
    "markers": _read_markers,
}
