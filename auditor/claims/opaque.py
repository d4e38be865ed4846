"""What is read as one piece and states nothing: titles, document numbers, codes, thresholds, bounds, ordinals, markers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from auditor.claims.lexicon import Lexicon
from auditor.claims.token import Token

Matcher = Callable[[str, int], Token | None]
NUMBER = r"(?:\d{1,3}(?:,\d{3}){1,6}|\d{1,18})(?:\.\d{1,12})?"
_CHINESE = "一二三四五六七八九十"

# reason for the exclusion, first characters, pattern; in order of precedence
_PATTERNS = (
    ("document-number", "《", r"《[^》]{0,120}》"),
    ("document-number", "〔（【„[", r"[〔（【„\[](?:19|20)\d{2}[〕）】‟\]](?:第)?\d{1,5}号(?:文)?"),
    (
        "threshold",
        "单价原人",
        rf"(?:单位价值|单价|价值|单台|单件|单项|原值|人民币){{1,2}}[≥≤]?{NUMBER}(?:万|亿|千)?元?(?:（含[^）]{{0,6}}）|（含）)?(?:及)?(?:以上|以下|以内)",
    ),
    (
        "threshold",
        "0123456789",
        rf"{NUMBER}(?:万元|亿元|千元|元|万|亿)(?:（含[^）]{{0,6}}）)?(?:及)?(?:以上|以下|以内)",
    ),
    ("ordinal", "表", r"表\d{1,2}(?:-\d{1,2})?"),
    ("code", "（", r"（\d{3,9}[类款项]?）"),  # （2010301）, （201类）
    ("bound", "≥≤＞＜><=", rf"[≥≤＞＜><=]{{1,2}}{NUMBER}%?"),
    ("ordinal", "第", rf"第(?:[{_CHINESE}百]{{1,4}}|\d{{1,4}})(?:届|次|季度|条|款|项|部分|批|期|名|号|章)?"),
    ("ordinal", "0123456789", r"\d{1,2}级"),
    ("ordinal", _CHINESE, rf"[{_CHINESE}]{{1,3}}级"),
)
_MARKER = re.compile(rf"(?:[{_CHINESE}]{{1,3}}、|（(?:[{_CHINESE}]{{1,3}}|\d{{1,2}})）、?|\d{{1,2}}[.、](?!\d)|[①-⑳])")
_ASIDE = re.compile(r"（[^（）\d]{0,40}）")
_MOVED_AHEAD = re.compile(r"(?:了|幅|率)?\d")  # 较上年（减少）16万元, （减）幅23%
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9.\-]{0,30}")


def matchers(lexicon: Lexicon) -> Iterator[tuple[str, Matcher]]:
    """Yield the opaque matchers with their first characters."""
    yield _CHINESE + "（0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", _marker
    for reason, starts, pattern in _PATTERNS:
        yield starts, _pattern(reason, re.compile(pattern))
    yield "（", _aside(lexicon)
    slogans = lexicon.words("slogan")
    yield "".join(slogans.first), _slogan(lexicon)
    yield "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", _latin


def _pattern(reason: str, pattern: re.Pattern[str]) -> Matcher:
    kind = {"code": "code"}.get(reason, "excluded")
    name_part = "级" in pattern.pattern[-2:]

    def match(text: str, place: int) -> Token | None:
        found = pattern.match(text, place)
        if found is None or (reason == "threshold" and text[place - 1 : place] in {".", ","}):
            return None
        return Token("grade" if name_part else kind, place, found.end(), found.group(), note=reason)

    return match


def _marker(text: str, place: int) -> Token | None:
    """A list marker opens a paragraph or a clause; a bracketed one may also follow a comma."""
    before = text[place - 1] if place else "。"
    if before not in "。；：…（" and not (text[place] == "（" and before in "，、"):
        return None
    found = _MARKER.match(text, place)
    return Token("marker", place, found.end(), found.group(), note="marker") if found else None


def _aside(lexicon: Lexicon) -> Matcher:
    """A bracket without figures is part of the text: （境）, （类） — unless it says 持平, 无变化 or 不可比."""
    telling = [lexicon.words(key) for key in ("flat.exact", "flat.bound", "flat.about", "zero_base")]
    moves = {word: sign for way, sign in (("up", 1), ("down", -1)) for word in lexicon.listed(f"direction.{way}")}

    def match(text: str, place: int) -> Token | None:
        found = _ASIDE.match(text, place)
        if found is None or any(words.inside(found.group()) for words in telling):
            return None
        inner = found.group()[1:-1]
        if inner in moves and _MOVED_AHEAD.match(text, found.end()):
            return Token("direction", place, found.end(), found.group(), sign=moves[inner])
        return Token("aside", place, found.end(), found.group())

    return match


def _slogan(lexicon: Lexicon) -> Matcher:
    slogans = lexicon.words("slogan")

    def match(text: str, place: int) -> Token | None:
        word = slogans.at(text, place)
        return Token("excluded", place, place + len(word), word, note="ordinal") if word else None

    return match


def _latin(text: str, place: int) -> Token | None:
    """A word in Latin letters, with its digits: A4, W060701."""
    found = _LATIN.match(text, place)
    return Token("text", place, found.end(), found.group(), note="ordinal") if found else None
