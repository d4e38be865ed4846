"""Exact decimals as people read them: thousands commas, never an exponent, no digit invented or lost."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

from auditor.amounts import CURRENCIES, MONEY_POWERS, PERCENT_POWERS, Amount, fold, in_unit

_WORD = 3  # letters of a currency that stands apart from its number: EUR 3.60
_EXTRA = 4  # decimals shown beyond the printed ones before a result counts as endless (a ratio)
_LONGEST = 6  # decimals of an endless ratio in JSON
_WIDE = Context(prec=80)  # a printed figure may hold more digits than the default context


def decimals(printed: str) -> int:
    """Return how many decimals a printed number shows."""
    return len(fold(printed).removesuffix("%").rstrip(")").partition(".")[2])


def plain(value: Decimal, places: int = 0) -> str:
    """Return the exact value without exponent or commas, with at least `places` decimals."""
    whole, _, fraction = f"{value:f}".partition(".")
    fraction = fraction.rstrip("0").ljust(places, "0")
    if whole.strip("-0") == "" and fraction.strip("0") == "":
        whole = whole.removeprefix("-")
    return f"{whole}.{fraction}" if fraction else whole


def rounded(value: Decimal, places: int) -> Decimal:
    """Round half up to `places` decimals."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=_WIDE)


def base_text(value: Decimal | None, unit: str) -> str | None:
    """Return a base-unit value for JSON: 元 with at least two decimals, others as they are; endless ratios are cut."""
    if value is None:
        return None
    if len(f"{value:f}".partition(".")[2].rstrip("0")) > _LONGEST:
        value = rounded(value, _LONGEST)
    return plain(value, 2 if unit in MONEY_POWERS else 0)


def digits(value: Decimal, places: int = 0) -> str:
    """Return a value for reading: commas, at least `places` decimals, endless ratios rounded to `places`."""
    exact = plain(value, places)
    if len(exact.partition(".")[2]) > places + _EXTRA:
        exact = plain(rounded(value, places), places)
    return f"{Decimal(exact):,f}"


def with_unit(number: str, unit: str) -> str:
    """Join a number and its unit as documents print them: 3.6 万元, -13.89%, 2 个百分点, $3.6 thousand."""
    sign, _, scale = unit.partition(" ")
    if sign in CURRENCIES:
        number = number if sign in number else f"{sign}{number}" if len(sign) < _WORD else f"{sign} {number}"
        return f"{number} {scale}".rstrip()
    return number + unit if unit in PERCENT_POWERS or not unit else f"{number} {unit}"


def quantity(value: Decimal, unit: str, places: int = 0) -> str:
    """Return a base-unit value in a printed unit, with the unit; nought without decimals."""
    return with_unit(digits(in_unit(value, unit), places if value else 0), unit)


def printed_quantity(amount: Amount, blank: str) -> str:
    """Return a figure as printed, with its unit; `blank` for a cell that prints nothing."""
    text = " ".join(amount.printed.split())
    if not text:
        return blank
    return with_unit(text.removesuffix(amount.unit) if amount.is_percent else text, amount.unit)


def in_display(amount: Amount, unit: str) -> str:
    """Return a figure in the display unit: its printed decimals in its own unit, its exact value in another one."""
    places = decimals(amount.printed) if amount.unit == unit else 0
    return digits(in_unit(amount.value, unit), places)
