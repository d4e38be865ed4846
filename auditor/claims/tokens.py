"""A paragraph to tokens: one pass, the first kind that matches at a place wins, what no kind claims is text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from auditor.claims import bases, cues, opaque, quantities, whole_names
from auditor.claims.lexicon import Lexicon
from auditor.claims.token import Token

Matcher = Callable[[str, int], Token | None]
_PUNCTUATION = {
    **dict.fromkeys("。！？", "stop"),
    "；": "semicolon",
    "，": "comma",
    "、": "pause",
    "：": "colon",
    "…": "dots",
    "（": "open",
    "）": "close",
}


class Lexer(NamedTuple):
    """Matchers by the first character they can match, in order of precedence."""

    starts: re.Pattern[str]
    matchers: dict[str, tuple[Matcher, ...]]

    def tokens(self, text: str) -> list[Token]:
        """Split a normalised paragraph; the tokens cover it without gaps."""
        return list(self._scan(text))

    def _scan(self, text: str) -> Iterator[Token]:
        search, matchers = self.starts.search, self.matchers
        done = place = 0
        while found := search(text, place):
            place = found.start()
            for matcher in matchers[text[place]]:
                token = matcher(text, place)
                if token is not None:
                    break
            else:
                place += 1
                continue
            if place > done:
                yield Token("text", done, place, text[done:place])
            yield token
            done = place = token.end
        if done < len(text):
            yield Token("text", done, len(text), text[done:])


def lexer(lexicon: Lexicon) -> Lexer:
    """Arrange all matchers for one vocabulary."""
    table: dict[str, list[Matcher]] = {}
    for starts, matcher in _in_order(lexicon):
        for start in starts:
            bucket = table.setdefault(start, [])
            if matcher not in bucket:
                bucket.append(matcher)
    interesting = re.compile(f"[{re.escape(''.join(sorted(table)))}]")
    return Lexer(interesting, {start: tuple(bucket) for start, bucket in table.items()})


def _in_order(lexicon: Lexicon) -> Iterator[tuple[str, Matcher]]:
    """Yield (first characters, matcher): whole names, opaque things, cues from the most specific on, figures, punctuation."""
    yield from whole_names.matchers(lexicon)
    yield from opaque.matchers(lexicon)
    yield from cues.before_bases(lexicon)
    yield from bases.matchers(lexicon)
    yield from cues.after_bases(lexicon)
    yield from quantities.matchers(lexicon)
    yield "".join(_PUNCTUATION), _punctuation


def _punctuation(text: str, place: int) -> Token:
    mark = text[place]
    end = place + 1
    while mark == "…" and text[end : end + 1] == "…":
        end += 1
    return Token(_PUNCTUATION[mark], place, end, text[place:end])
