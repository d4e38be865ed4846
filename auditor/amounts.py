"""A printed number as an exact amount: value, unit, printed step, and the interval it stands for.

Money is held in yuan (元) or in the currency that was printed, percentages in per cent, counts in their own unit, always
as Decimal.
No float ever touches a value. Source of the interval reading: XBRL Calculations 1.1, DESIGN.md §4.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

ZERO = Decimal(0)
HALF = Decimal("0.5")
_FEN = Decimal("0.01")  # the smallest unit of money: a figure printed to the fen is exact

YUAN_POWERS = {"元": 0, "千元": 3, "万元": 4, "万": 4, "百万元": 6, "千万元": 7, "亿元": 8, "亿": 8}
CURRENCIES = ("$", "€", "£", "US$", "USD", "EUR", "GBP")
_SCALES = {"": 0, " thousand": 3, " million": 6, " billion": 9}
MONEY_POWERS = YUAN_POWERS | {f"{sign}{word}": power for sign in CURRENCIES for word, power in _SCALES.items()}
PERCENT_POWERS = {"%": 0, "％": 0, "‰": -1}  # powers of ten to per cent
POINT_UNITS = frozenset({"个百分点", "百分点"})

_FOLD = str.maketrans("０１２３４５６７８９．，％－＋（）−—–￥", "0123456789.,%-+()---¥")
_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3}){1,7}|\d{1,24})(?:\.\d{1,12})?")
_SIGN_AHEAD = re.compile(r"([-+(]?)((?:US)?[$€£]|¥)(?=[-\d])")
_SIGNS = {"¥": "元"}  # currency signs that stand for another unit
_MARKS = re.compile(r"(?<=[\d)%])(?:[①-⑳⁰¹²³⁴-⁹]|注[\d⁰¹²³⁴-⁹]{1,2}|\[\d{1,2}\]|[*＊※]{1,3}){1,3}$")  # of a footnote
_BLANKS = frozenset({"", "-", "--", "---", "无", "/", "\\"})


class Interval(NamedTuple):
    """A closed interval of exact values, in the base unit of the amounts it came from."""

    low: Decimal
    high: Decimal

    def __add__(self, other: Interval) -> Interval:  # type: ignore[override]  # intervals are added, not chained
        """Sum of two independent intervals."""
        return Interval(self.low + other.low, self.high + other.high)

    def __neg__(self) -> Interval:
        """Mirror the interval at zero."""
        return Interval(-self.high, -self.low)

    def __sub__(self, other: Interval) -> Interval:
        """Difference of two independent intervals."""
        return Interval(self.low - other.high, self.high - other.low)

    def meets(self, other: Interval) -> bool:
        """Tell whether the two intervals share a value."""
        return self.low <= other.high and other.low <= self.high

    def intersect(self, other: Interval) -> Interval | None:
        """Return what both intervals share, or None."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        return Interval(low, high) if low <= high else None

    @property
    def width(self) -> Decimal:
        """Return high − low."""
        return self.high - self.low


class Amount(NamedTuple):
    """One printed number.

    Attributes:
        printed: the number exactly as printed, without its unit ("2,908,134.00", "-13.89"); "" for a blank cell.
        unit: the unit as printed or inherited ("万元", "元", "%", "人", "个百分点"); "" when none is known.
        value: exact value in the base unit: 元 for money, per cent for percentages, else the unit itself.
        step: worth of the last printed digit in the base unit; 0 where the figure is exact (zeros, counts, 元 to the 分).
        approximate: True for 约, 余, 近 …: the figure stays out of arithmetic.
    """

    printed: str
    unit: str
    value: Decimal
    step: Decimal
    approximate: bool = False

    @property
    def is_money(self) -> bool:
        """Tell whether the unit is one of money."""
        return self.unit in MONEY_POWERS

    @property
    def is_percent(self) -> bool:
        """Tell whether the unit is per cent or per mille."""
        return self.unit in PERCENT_POWERS

    def rounded(self) -> Interval:
        """Return the values that would be printed like this when rounded half up or half even."""
        half = self.step * HALF
        return Interval(self.value - half, self.value + half)

    def cut(self) -> Interval:
        """Return the values that would be printed like this when the tail is cut off (towards zero)."""
        if self.value < 0:
            return Interval(self.value - self.step, self.value)
        return Interval(self.value, self.value + self.step)


@lru_cache(maxsize=16_384)  # a cell is asked several times whether it is a number
def fold(text: str) -> str:
    """Fold full-width digits, signs and brackets to ASCII and drop white space."""
    return "".join(text.translate(_FOLD).split())


def is_blank(text: str) -> bool:
    """Tell whether a value cell prints no number: blank, a dash, 无."""
    return fold(text) in _BLANKS


def power_of(unit: str) -> int:
    """Return the power of ten from a printed unit to its base unit (万元 → 4, ‰ → -1, others 0)."""
    return MONEY_POWERS.get(unit, PERCENT_POWERS.get(unit, 0))


def read_amount(printed: str, unit: str, *, approximate: bool = False) -> Amount | None:
    """Read one printed number with a known unit.

    Accepts signs, thousands commas, full-width digits, accounting brackets, a currency sign in front, which is the unit
    where none is known, and the mark of a footnote behind. Returns None for what is no number.
    """
    text = fold(printed)
    if text and not text[-1].isdecimal():
        text = _MARKS.sub("", text)
    sign = _SIGN_AHEAD.match(text)
    if sign is not None:
        text, unit = sign[1] + text[sign.end() :], unit or _SIGNS.get(sign[2], sign[2])
    elif text[:1] == "负":
        text = f"-{text[1:]}"
    negative = False
    if text.startswith("(") and text.endswith(")"):
        text, negative = text[1:-1], True
    text = text.removesuffix("%")
    if not _NUMBER.fullmatch(text):
        return None
    number = Decimal(text.replace(",", ""))
    places = len(text.partition(".")[2])
    power = power_of(unit)
    value = (-number if negative else number).scaleb(power)
    return Amount(printed.strip(), unit, value, _step(value, places, power, unit), approximate)


def blank_amount(printed: str, unit: str) -> Amount:
    """Return the exact zero that a blank cell, a dash or 无 stands for in arithmetic."""
    return Amount(printed.strip(), unit, ZERO, ZERO)


def _step(value: Decimal, places: int, power: int, unit: str) -> Decimal:
    if places == 0 and value == 0:
        return ZERO  # a bare 0 is exact
    step = Decimal(1).scaleb(power - places)
    if unit in MONEY_POWERS:
        return ZERO if step <= _FEN else step
    if unit in PERCENT_POWERS or unit in POINT_UNITS:
        return step
    return ZERO if places == 0 else step  # counts are exact


def in_unit(value: Decimal, unit: str) -> Decimal:
    """Express a base-unit value in a printed unit (元 → 万元)."""
    return value.scaleb(-power_of(unit))
