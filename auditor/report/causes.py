"""A cause told to a person: which figure, what slip, what it should probably be, and what else it could be."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from auditor.amounts import MONEY_POWERS, fold, in_unit
from auditor.model import Alternative, Cause, Fact, Text
from auditor.report.messages import slip
from auditor.report.naming import clean, spot, tidy
from auditor.report.numbers import decimals, printed_quantity, quantity
from auditor.report.words import Lang, pick, word

_UNITS: Final = ("元", "千元", "万元", "亿元")
_MOST: Final = 6  # copies and alternatives listed
_VOUCHERS = Text("照此改正，另有 {n} 条成立的核对与之相符", "confirmed by {n} more check{s}")
_MORE = Text(" 等 {n} 处", " and others, {n} in all")


def headline(cause: Cause, lang: Lang) -> str:
    """Return 小数点错位（把握：高）：公务用车运行维护费 0.3 万元 → 3.0 万元，解释 2 条."""
    sure = (
        word("open", lang)
        + word("confidence", lang)
        + word("colon", lang)
        + word(cause.confidence, lang)
        + word("close", lang)
    )
    count = len(cause.explains)
    explains = f"解释 {count} 条" if lang == "zh" else f"explains {count} finding{'s' * (count != 1)}"
    figure = " ".join(part for part in (tidy(cause.fact.item), change(cause.fact, cause.suggested, lang)) if part)
    return slip(cause.kind, lang) + sure + word("colon", lang) + figure + word("comma", lang) + explains


def change(fact: Fact, suggested: Decimal | None, lang: Lang) -> str:
    """Return 0.3 万元 → 3.0 万元; the printed figure alone when nothing is suggested."""
    return " → ".join(part for part in sides(fact, suggested, lang) if part)


def sides(fact: Fact, suggested: Decimal | None, lang: Lang) -> tuple[str, str]:
    """Return a figure as printed, and as it should probably be; "" when nothing is suggested.

    Where words give the sign (减少 0.88 万元) and it would turn, both directions are told in words.
    """
    printed = printed_quantity(fact.amount, word("blank", lang))
    if suggested is None:
        return printed, ""
    unit = fact.amount.unit
    other = _other_unit(fact, suggested)
    if other:
        return printed, quantity(suggested, other, decimals(fact.amount.printed))
    places = decimals(fact.amount.printed) if fact.amount.printed or unit != "元" else 2
    if fact.measure not in {"change", "rate"} or fold(fact.amount.printed)[:1] in {"-", "+", "("}:
        return printed, quantity(suggested, unit, places)
    wanted = quantity(abs(suggested), unit, places)
    if suggested * fact.value >= 0:
        return printed, wanted
    return f"{_direction(fact.value, lang)} {printed}", f"{_direction(suggested, lang)} {wanted}"


def _other_unit(fact: Fact, suggested: Decimal) -> str:
    """Return the unit of money in which the printed digits are the suggested value: then the unit is what to correct."""
    stated = fact.amount.unit
    if stated not in MONEY_POWERS or not fact.value:
        return ""
    digits = in_unit(fact.value, stated)
    return next((unit for unit in _UNITS if unit != stated and in_unit(suggested, unit) == digits), "")


def _direction(value: Decimal, lang: Lang) -> str:
    return word("increase" if value > 0 else "decrease", lang)


def notes(cause: Cause, lang: Lang) -> list[str]:
    """Return the lines below the headline: detail, vouchers, copies of the figure, alternatives."""
    lines = [clean(pick(cause.detail, lang))]
    if cause.vouchers and cause.suggested is not None:
        one, more = pick(_VOUCHERS, lang), cause.vouchers != 1
        lines.append(one.format(n=cause.vouchers, s="s" * more))
    if cause.figures:
        lines.append(word("same-slip", lang) + word("colon", lang) + _copies(cause.figures, lang))
    lines += [
        word("follows", lang) + word("colon", lang) + _alternative(other, cause, lang)
        for other in cause.follows[:_MOST]
    ]
    lead = word("maybe" if cause.suggested is None else "or", lang) + word("colon", lang)
    lines += [lead + _alternative(other, cause, lang) for other in cause.alternatives[:_MOST]]
    return [line for line in lines if line]


def _copies(figures: Sequence[Fact], lang: Lang) -> str:
    """List figures by place: 第18页 表7 “合计”列：“社会保障和就业支出” 2,561,108.00 元、…；第19页 …."""
    places: dict[str, list[str]] = {}
    for fact in figures[:_MOST]:
        row = f"“{tidy(fact.place.row)}”" + " " * (lang == "en") if fact.place.row else ""
        figure = row + printed_quantity(fact.amount, word("blank", lang))
        places.setdefault(spot(fact, lang, row=False), []).append(figure)
    told = [place + word("colon", lang) + word("list", lang).join(found) for place, found in places.items()]
    rest = pick(_MORE, lang).format(n=len(figures)) if len(figures) > _MOST else ""
    return word("semicolon", lang).join(told) + rest


def _alternative(other: Alternative, cause: Cause, lang: Lang) -> str:
    told = f"{tidy(other.fact.item)} {change(other.fact, other.suggested, lang)}".strip()
    if other.fact.id != cause.fact.id:
        told = placed(other.fact, told, lang)
    return told if other.kind in {"other", "disagree"} else told + word("comma", lang) + slip(other.kind, lang)


def placed(fact: Fact, text: str, lang: Lang) -> str:
    """Return a text with the place of its figure behind it, in brackets."""
    return text + word("open", lang) + spot(fact, lang) + word("close", lang)
