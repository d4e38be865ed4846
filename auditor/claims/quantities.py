"""Dates and quantities: a number with its unit, in digits or in Chinese numerals."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from auditor.claims.lexicon import Lexicon
from auditor.claims.token import Token

Matcher = Callable[[str, int], Token | None]
DIGITS = "0123456789"
_YEAR = r"(?:19|20)\d{2}"
_DATE = re.compile(
    rf"{_YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?!\d)"
    rf"|{_YEAR}年?[-—–~～至]{_YEAR}年?度?"
    rf"|{_YEAR}年(?:度)?(?:\d{{1,2}}月(?:份)?(?:\d{{1,2}}日)?)?(?:底|末|初(?!预|结))?"
    rf"|{_YEAR}(?=年|部门|单位|预算|决算|财政)"
    r"|\d{1,2}月(?:份)?(?:\d{1,2}日)?"
)
_SIGNED = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3}){1,6}|\d{1,18})(?:\.\d{1,12})?")
_PER_HUNDRED = re.compile(r"百分之(\d{1,6}(?:\.\d{1,6})?)")
_PER_UNIT = re.compile(r"[/／]|每")
_NOT_AFTER_DATE_WORD = "预结财决余资"
_VALUES = dict(zip("零一二三四五六七八九壹贰叁肆伍陆柒捌玖两", (*range(10), *range(1, 10), 2), strict=True))
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_PLAIN_NUMERAL = re.compile(r"[零一二两三四五六七八九十百千]{2,7}")
_LONE_NUMERAL = re.compile(
    r"(?<=[一-龥）])(?<![第这那每某几其共零一二两三四五六七八九十百千])[二三四五六七八九十](?=[名人辆个家台](?:[，。；、]|$))"
)
_FORMAL_NUMERAL = re.compile(r"[零壹贰叁肆伍陆柒捌玖拾佰仟]{1,7}")


def matchers(lexicon: Lexicon) -> Iterator[tuple[str, Matcher]]:
    """Yield dates, percentages in words, numbers, numerals."""
    date_words = lexicon.words("date.words")
    yield DIGITS, _date
    yield "".join(date_words.first), _date_word(lexicon)
    yield "百", _per_hundred
    yield DIGITS + "+-", _number(lexicon)
    yield "零一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟", _numeral(lexicon)


def chinese_value(numeral: str) -> int:
    """Return the value of a Chinese numeral below ten thousand (十二 → 12, 二百零三 → 203)."""
    total = digit = 0
    for character in numeral:
        if character in _TENS:
            total += (digit or 1) * _TENS[character]
            digit = 0
        else:
            digit = _VALUES[character]
    return total + digit


def _is_plain(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _date(text: str, place: int) -> Token | None:
    if place and (_is_plain(text[place - 1]) or text[place - 1] in ".,"):
        return None
    found = _DATE.match(text, place)
    if found is None:
        return None
    note = "year" if found.group().rstrip("年度").isdigit() else "date"
    return Token("date", place, found.end(), found.group(), note=note)


def _date_word(lexicon: Lexicon) -> Matcher:
    words = lexicon.words("date.words")

    def match(text: str, place: int) -> Token | None:
        word = words.at(text, place)
        if not word or text[place + len(word) : place + len(word) + 1] in set(_NOT_AFTER_DATE_WORD):
            return None
        return Token("date", place, place + len(word), word)

    return match


def _per_hundred(text: str, place: int) -> Token | None:
    found = _PER_HUNDRED.match(text, place)
    if found is None:
        return None
    return Token("quantity", place, found.end(), found.group(), number=found[1], unit="%", unit_class="percent")


def _number(lexicon: Lexicon) -> Matcher:
    read = _UnitReader(lexicon)

    def match(text: str, place: int) -> Token | None:
        before = text[place - 1] if place else ""
        signed = text[place] in "+-"
        if signed and (_is_plain(before) or before in {"%", "）", "元"}):
            return None  # the dash of a range
        found = _SIGNED.match(text, place)
        if found is None:
            return None
        return read.token(text, place, found.end(), found.group())

    return match


def _numeral(lexicon: Lexicon) -> Matcher:
    """Numerals count only with a unit of counting: 十二个, 壹辆; one character only between a noun and a delimiter."""
    read = _UnitReader(lexicon)

    def match(text: str, place: int) -> Token | None:
        patterns = (_FORMAL_NUMERAL, _PLAIN_NUMERAL, _LONE_NUMERAL)
        found = next((found for pattern in patterns if (found := pattern.match(text, place))), None)
        if found is None:
            return None
        token = read.token(text, place, found.end(), found.group())
        return token if token.unit_class == "count" and text[token.end : token.end + 1] != "月" else None

    return match


class _UnitReader:
    """Reads what stands after a number: 余, the unit, 左右."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.before = lexicon.words("units.approximate_before")
        self.after = lexicon.words("units.approximate_after")

    def token(self, text: str, start: int, end: int, number: str) -> Token:
        """Build the quantity whose number ends at `end`."""
        about = bool(self.before.ending(text, start)) or text[start - 1 : start] in {"-", "~", "—", "至"}
        vague = self.after.at(text, end)
        if len(vague) == 1:
            about, end = True, end + 1
        unit, unit_class = self._unit(text, end)
        end += len(unit)
        late = self.after.at(text, end) if unit else ""
        if late:
            about, end = True, end + len(late)
        return Token(
            "quantity", start, end, text[start:end], number=number, unit=unit, unit_class=unit_class, approximate=about
        )

    def _unit(self, text: str, end: int) -> tuple[str, str]:
        unit = self.lexicon.unit_words.at(text, end)
        if not unit:
            return ("", "other") if text[end : end + 1].isascii() and text[end : end + 1].isalpha() else ("", "")
        after = end + len(unit)
        if unit == "支" and text.startswith("出", after):
            return "", ""  # 支出 of the next column
        if unit in {"万", "亿"}:
            counted = self.lexicon.unit_words.at(text, after)
            if counted and self.lexicon.units[counted] != "money":
                return unit + counted, "area" if self.lexicon.units[counted] == "area" else "other"
        if _PER_UNIT.match(text, after):
            return unit, "other"
        return unit, self.lexicon.units[unit]
