"""Nodes to plain values. Each reader tells its mistake and returns None, so that the next key is still read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from auditor.model import NO_TEXT, Text
from auditor.yamlfiles.mistakes import Mistakes
from auditor.yamlfiles.nodes import Entries, Listing, Node, Scalar

_YES = frozenset({"true", "yes", "是"})
_NO = frozenset({"false", "no", "否"})
_LANGUAGES = ("zh", "en")
FIRST_YEAR, LAST_YEAR = 1949, 2999


def read_word(node: Node, tell: Mistakes) -> str | None:
    """Read a string that is not empty."""
    if not isinstance(node, Scalar):
        tell(node, "这里要写一个词", "a single value is expected")
        return None
    if not node.text.strip():
        tell(node, "这里没有写值", "the value is missing", width=1)
        return None
    return node.text.strip()


def read_words(node: Node, tell: Mistakes) -> tuple[tuple[str, Scalar], ...]:
    """Read a string or a list of strings, each with its node; nothing is an empty list."""
    if isinstance(node, Scalar) and not node.text.strip():
        return ()
    nodes = node.items if isinstance(node, Listing) else (node,)
    words = [(read_word(item, tell), item) for item in nodes]
    return tuple((word, item) for word, item in words if word is not None and isinstance(item, Scalar))


def read_text(node: Node, tell: Mistakes) -> Text:
    """Read {zh, en}; one string stands for both languages."""
    if not isinstance(node, Entries):
        word = read_word(node, tell)
        return NO_TEXT if word is None else Text(word, word)
    keys = read_keys(node, _LANGUAGES, tell)
    for language in _LANGUAGES:
        if language not in keys:
            tell(node, f"缺 {language}：", f"{language} is missing")
    words = {key: " ".join((read_word(value, tell) or "").split()) for key, value in keys.items()}
    return Text(words.get("zh", ""), words.get("en", ""))


def read_choice(node: Node, allowed: Iterable[str], tell: Mistakes) -> str | None:
    """Read one of a closed list of values."""
    word = read_word(node, tell)
    if word is None:
        return None
    allowed = tuple(allowed)
    if word not in allowed:
        tell(node, f"没有“{word}”这个值", f"“{word}” is no value here", known=allowed, wrong=word)
        return None
    return word


def read_choices(node: Node, allowed: Iterable[str], tell: Mistakes) -> tuple[str, ...]:
    """Read one or several of a closed list of values."""
    allowed = tuple(allowed)
    chosen = (read_choice(item, allowed, tell) for _, item in read_words(node, tell))
    return tuple(word for word in chosen if word is not None)


def read_year(node: Node, tell: Mistakes) -> int | None:
    """Read a year of four digits."""
    word = read_word(node, tell)
    if word is None:
        return None
    if not (len(word) == 4 and word.isascii() and word.isdigit() and FIRST_YEAR <= int(word) <= LAST_YEAR):
        tell(node, f"“{word}”不是年份，要写四位数字", f"“{word}” is no year of four digits")
        return None
    return int(word)


def read_flag(node: Node, tell: Mistakes) -> bool | None:
    """Read true or false (是, 否)."""
    word = read_word(node, tell)
    if word is None:
        return None
    if word.lower() not in _YES | _NO:
        tell(
            node,
            f"“{word}”要写 true 或 false",
            f"“{word}” should be true or false",
            known=("true", "false"),
            wrong=word,
        )
        return None
    return word.lower() in _YES


def read_keys(
    node: Node, known: Iterable[str], tell: Mistakes, *, elsewhere: Mapping[str, str] = MappingProxyType({})
) -> dict[str, Node]:
    """Read a mapping whose keys are a closed list; unknown keys are told with the nearest known one.

    `elsewhere` maps keys that are known in another place to the name of that place.
    """
    if not isinstance(node, Entries):
        tell(node, "这里要写“键: 值”", "“key: value” pairs are expected")
        return {}
    known = tuple(known)
    keys: dict[str, Node] = {}
    for key, value in node.pairs:
        if key.text in known:
            keys[key.text] = value
        elif _torn(key, value, node):
            zh = "花括号里的逗号把前面的值断开了：文字请加引号，式子请写成单独一行"
            tell(key, zh, "a comma inside braces broke the value before it: quote a text, give check a line of its own")
        elif key.text in elsewhere:
            place = elsewhere[key.text]
            tell(key, f"“{key.text}”是 {place} 的键", f"“{key.text}” is a key of {place}", known=known)
        else:
            tell(key, f"不认识的键“{key.text}”", f"unknown key “{key.text}”", known=known, wrong=key.text)
    return keys


def read_pairs(node: Node, tell: Mistakes) -> tuple[tuple[Scalar, Node], ...]:
    """Read a mapping with free keys; nothing is an empty mapping."""
    if isinstance(node, Scalar) and not node.text.strip():
        return ()
    if not isinstance(node, Entries):
        tell(node, "这里要写“键: 值”", "“key: value” pairs are expected")
        return ()
    return tuple((key, value) for key, value in node.pairs if read_word(key, tell) is not None)


def _torn(key: Scalar, value: Node, node: Entries) -> bool:
    """Tell whether a key without a value is the tail of a text that a comma tore inside braces."""
    return node.flow and isinstance(value, Scalar) and not value.text and key is not node.pairs[0][0]
