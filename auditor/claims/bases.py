"""What a change is measured against: 较上年, 与2023年度决算数相比, 同比, 按可比口径."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from auditor.claims.lexicon import Lexicon, Words
from auditor.claims.token import Token
from auditor.model import Base

Matcher = Callable[[str, int], Token | None]
_YEAR = re.compile(r"((?:19|20)\d{2})(?:年度|年)?(?:同期|年?初(?=预算))?")
_FIGURE = re.compile(r"的?\d")
_FROM = frozenset({"由", "从"})  # a base only right before its figure: 由上年的352.4万元增加到
_AFTER_WEAK = re.compile(r"基本|大致|略|无|没有|未|保持|持平|一致|相同|相等|不变|有所")


def matchers(lexicon: Lexicon) -> Iterator[tuple[str, Matcher]]:
    """Yield the one matcher of bases with all characters a base can start with."""
    keys = ("base.joiners", "base.bare", "base.comparable")
    yield "".join(start for key in keys for start in lexicon.words(key).first), _BaseReader(lexicon).match


class _BaseReader:
    """Reads [comparable] joiner [comparable] anchor [kind] [closer]."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.comparable = lexicon.words("base.comparable")
        self.bare = lexicon.words("base.bare")
        self.joiners = lexicon.words("base.joiners")
        self.weak = lexicon.words("base.weak_joiners")
        self.closers = lexicon.words("base.closers")
        self.moves = (lexicon.words("direction.up"), lexicon.words("direction.down"))

    def match(self, text: str, place: int) -> Token | None:
        """Read a base at a place."""
        at, free = self._skip(self.comparable, text, place)
        bare, _ = self._skip(self.bare, text, at)
        if bare > at:
            return self._bare(text, place, bare, comparable=not free)
        joined, joiner = self._skip(self.joiners, text, at)
        if not joiner:
            return self._unjoined(text, place, at) if free else None
        after, free_too = self._skip(self.comparable, text, joined)
        return self._joined(text, place, after, joiner, comparable=not (free or free_too))

    def _bare(self, text: str, place: int, at: int, *, comparable: bool) -> Token:
        """同比, and 同比去年: the same period of the year before."""
        at, _ = self._skip(self.lexicon.anchor_words, text, at)
        at, _ = self._skip(self.closers, text, at)
        return _token(text, place, at, Base(text[place:at], "上年", "同期", comparable))

    def _unjoined(self, text: str, place: int, at: int) -> Token | None:
        """可比增长: comparable figures that nobody prints."""
        if not self._moves(text, at):
            return None
        return _token(text, place, at, Base(text[place:at], "", "", comparable=False))

    def _joined(self, text: str, place: int, at: int, joiner: str, *, comparable: bool) -> Token | None:
        at, anchor, kind = self._anchor(text, at)
        at, word = self._skip(self.lexicon.kind_words, text, at)
        if not anchor and self.lexicon.kinds.get(word) not in {"预算", "决算", "执行"}:
            return None
        if anchor in {"全年预算", "上期"} and not word and joiner in {"与", "和", "同", "跟"}:
            return None
        closed, closer = self._skip(self.closers, text, at)
        if joiner in _FROM and (closer or not _FIGURE.match(text, closed)):
            return None
        if joiner in self.weak.first and not closer and not self._goes_on(text, closed):
            return None
        kind = self.lexicon.kinds.get(word, "") or kind
        kind = "" if anchor.endswith("预算") and kind == "预算" else kind
        return _token(text, place, closed, Base(text[place:closed], anchor, kind, comparable))

    def _anchor(self, text: str, at: int) -> tuple[int, str, str]:
        """Read 上年, 2023年度, 年初, 2023年年初 …: the end, the anchor, a kind that the year's own words tell."""
        year = _YEAR.match(text, at)
        if year:
            return year.end(), year.group(1), "同期" if year.group().endswith("同期") else ""
        at, word = self._skip(self.lexicon.anchor_words, text, at)
        return at, self.lexicon.anchors.get(word, ""), ""

    def _goes_on(self, text: str, at: int) -> bool:
        """After 与, 和, 同 only a comparison makes a base: 和上年结转 is none."""
        return self._moves(text, at) or _AFTER_WEAK.match(text, at) is not None

    def _moves(self, text: str, at: int) -> bool:
        return any(words.at(text, at) for words in self.moves)

    @staticmethod
    def _skip(words: Words, text: str, at: int) -> tuple[int, str]:
        word = words.at(text, at)
        return at + len(word), word


def _token(text: str, start: int, end: int, base: Base) -> Token:
    return Token("base", start, end, text[start:end], base=base)
