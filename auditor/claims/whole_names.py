"""Names that are one piece whatever words stand in them: paths of 类 / 款 / 项, quoted names, names before their code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from auditor.claims.lexicon import Lexicon
from auditor.claims.token import Token

Matcher = Callable[[str, int], Token | None]
_INNER = r"(?:[^。；，：（）\d]|（(?![类款项]）)[^（）\d]{0,20}）){1,40}"
_BELOW = re.compile(rf"（[类款]）{_INNER}（[款项]）")
_QUOTED = re.compile(r"“[^“”。；，：\d]{1,60}”")
_BETWEEN = re.compile(r"[-—/](?:[^\W\d]|[（）、]){2,40}(?=[-—/][^\W\d])")
_LED = re.compile(rf"{_INNER}(?=（[类款项]）|（\d{{3,9}}）)")
_OPENS = re.compile(
    r"(?:^|[。；：])(?:[一二三四五六七八九十]{1,3}、|\d{1,2}[.、]|（[一二三四五六七八九十\d]{1,3}）、?|[①-⑳])?$"
)
_MARKER_LENGTH = 6
_DASHES = "-—/"


def matchers(lexicon: Lexicon) -> Iterator[tuple[str, Matcher]]:
    """Yield the matchers with their first characters; they come before all others."""
    yield "（", _below
    yield "“", _quoted
    yield _DASHES, _dashed(lexicon)
    yield "".join(lexicon.words("purpose").first), _led(lexicon)


def _token(found: re.Match[str] | None) -> Token | None:
    return Token("text", found.start(), found.end(), found.group()) if found else None


def _below(text: str, place: int) -> Token | None:
    """（类）彩票公益金安排的支出（款）用于社会福利的彩票公益金支出（项）: all that follows the first level."""
    found = _BELOW.match(text, place)
    if found is None:
        return None
    end = found.end()
    while found := _BELOW.match(text, end - 3):  # the bracket that ended one level begins the next
        end = found.end()
    return Token("text", place, end, text[place:end])


def _quoted(text: str, place: int) -> Token | None:
    return _token(_QUOTED.match(text, place))


def _dashed(lexicon: Lexicon) -> Matcher:
    """其他支出-彩票公益金安排的支出-用于社会福利的彩票公益金支出: a middle name whole, the last one's first word."""
    purposes = lexicon.words("purpose")
    moves = (lexicon.words("direction.up"), lexicon.words("direction.down"))

    def match(text: str, place: int) -> Token | None:
        if not place or not "一" <= text[place - 1] <= "龥" or any(words.ending(text, place) for words in moves):
            return None
        middle = _token(_BETWEEN.match(text, place))
        word = purposes.at(text, place + 1)
        if middle or not word:
            return middle
        return Token("text", place, place + 1 + len(word), text[place : place + 1 + len(word)])

    return match


def _led(lexicon: Lexicon) -> Matcher:
    """8.用于社会福利的彩票公益金支出（项）: at the start of a statement a purpose before a level or code is a name."""
    purposes = lexicon.words("purpose")

    def match(text: str, place: int) -> Token | None:
        word = purposes.at(text, place)
        if not word or not _OPENS.search(text[max(0, place - _MARKER_LENGTH) : place]):
            return None
        found = _LED.match(text, place + len(word))
        return Token("text", place, found.end(), text[place : found.end()]) if found else None

    return match
