"""Looking a folded name up: which form of it the vocabulary knows, and which period word it carries."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.claims.lexicon import Lexicon

_ASIDE_TAIL = re.compile(r"（[^（）]{2,40}）$")
_GENERIC_TAILS = ("金额", "总额", "科目")
_SPENT = ("支出", "收入")
_SPENT_BEHIND = "费购车）类"  # 项目支出 is not 项目, 拨款支出 not 拨款收入
_BOTH_SIDES = ("收入、支出", "收入和支出", "收入与支出", "收入支出")
_LOOSE_TAILS = (
    *_BOTH_SIDES,
    "资金",
    "规模",
    "支出",
    "总计",
    "合计",
    "收支",
    "类",
    "款",
    "项",
)  # only to look a name up
_TWO_SIDES = re.compile(r"收、支|收入[、和与]?支出")
_TOTAL_LAST = ("总预算", "总决算")
_PERIOD_INSIDE = re.compile(r"(?:预算|决算)数?")
_LAST_YEAR = re.compile(r"上年度|上一年度|上一年|上年|去年")
_ORGANISATION = "局委办室心院校学道府厅站所队馆社处部署会园区县市省镇乡村团"
_FILLER_ENDS = frozenset(_ORGANISATION + "级算款金排出于的中年成支")
_MASK = "\ue000"
_TAIL_LENGTH = 40  # characters of a name whose ends are looked up


def split_period(text: str, side: str, lexicon: Lexicon) -> tuple[str, str, str]:
    """Return the period word of a name, the name without it, and the item it is ("" when unknown).

    Of several ways to cut a period off, the first whose rest is known wins: 基本支出预算数 is 基本支出 of 预算.
    """
    last_year = _LAST_YEAR.match(text)
    if last_year and (last_year.end() == len(text) or text[last_year.end() :] in lexicon.periods):
        return "上年", "", ""
    cuts = list(_cuts(text, lexicon))
    for period, rest in (*cuts, ("", text)):
        item = look_up(rest, side, lexicon) if rest else ""
        if item:
            return period or (cuts[0][0] if cuts else ""), rest, item
    return (*cuts[0], "") if cuts else ("", text, "")


def _cuts(text: str, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Yield (period, rest) for every period word at the end, longest first, else for the one at the start."""
    masked = _masked(text, lexicon)
    found = False
    for word in lexicon.period_words.last.get(masked[-1:], ()):
        if masked.endswith(word):
            found = True
            yield lexicon.periods[word], text[: -len(word)]
    word = "" if found else lexicon.period_words.at(masked, 0)
    if word:
        yield lexicon.periods[word], text[len(word) :]


def _masked(text: str, lexicon: Lexicon) -> str:
    """Cover fund names: the 预算 in 一般公共预算 is no period."""
    if "预算" not in text or not lexicon.fund_words:
        return text
    return lexicon.funds.sub(lambda found: _MASK * len(found[0]) if "预算" in found[0] else found[0], text)


def look_up(name: str, side: str, lexicon: Lexicon) -> str:
    """Return the canonical item of a name in any of its forms, "" when none is known."""
    return known_form(name, side, lexicon) or _known_tail(name, side, lexicon)


def known_form(name: str, side: str, lexicon: Lexicon) -> str:
    """Return the canonical item of a name without looking for it at the end of the name."""
    for form in forms(name, lexicon):
        item = lexicon.canonical(form, side) or _loosely(form, side, lexicon)
        if item:
            return item
    if name.endswith("费用"):
        return lexicon.canonical(name[:-1], side)
    plain = f"{name[:-2]}计" if name.endswith(_TOTAL_LAST) else name
    plain = _TWO_SIDES.sub("收支", plain) if "支" in plain else plain
    if plain != name or "算" in name:
        return lexicon.canonical(plain, side) or _without_period(plain, side, lexicon)
    return ""


def _loosely(name: str, side: str, lexicon: Lexicon) -> str:
    """Look a name up without the general word it ends in; it is never shortened by it."""
    if not name.endswith(_LOOSE_TAILS):
        return ""
    tail = next(tail for tail in _LOOSE_TAILS if name.endswith(tail))
    return lexicon.canonical(name.removesuffix(tail), side)


def _without_period(name: str, side: str, lexicon: Lexicon) -> str:
    """Look a name up with period words left out of its middle: 本年收入预算合计."""
    masked = _masked(name, lexicon)
    kept = [(found.start(), found.end()) for found in _PERIOD_INSIDE.finditer(masked)]
    for start, end in reversed(kept):
        name = name[:start] + name[end:]
    return (lexicon.canonical(name, side) or _loosely(name, side, lexicon)) if kept else ""


def forms(name: str, lexicon: Lexicon) -> Iterator[str]:
    """Yield ever shorter forms of a name; the last one is what an unknown item is called."""
    yield name
    years = lexicon.words("subject.years").at(name, 0)
    if years:
        name = name.removeprefix(years)
        yield name
    if name.endswith("）") and (aside := _ASIDE_TAIL.search(name)):
        name = name[: aside.start()]
        yield name
    if name.endswith(_GENERIC_TAILS):
        name = name[:-2]
        yield name
    if name.endswith(_SPENT) and name[-3:-2] in _SPENT_BEHIND and len(name) > 2:
        yield name[:-2]


def _known_tail(name: str, side: str, lexicon: Lexicon) -> str:
    """Find the longest known item at the end of a name whose beginning is an issuer, a fund or filler words."""
    for start in range(max(1, len(name) - _TAIL_LENGTH), len(name) - 1):
        if name[start - 1] not in _FILLER_ENDS:
            continue  # most places need no lookup
        item = known_form(name[start:], side, lexicon)
        if item and is_filler(name[:start], lexicon):
            return item
    return ""


def is_filler(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a beginning names no item: an organisation, a place, a fund with 安排的, a year word."""
    if text[-1] in _ORGANISATION and len(text) >= 3:
        return True
    granted = text.removesuffix("的").removesuffix("安排")
    if granted != text and lexicon.fund_words.ending(granted):
        return True
    keys = ("fillers", "whose", "years")
    sets = (lexicon.fund_words, lexicon.issuers, *(lexicon.words(f"subject.{key}") for key in keys))
    for _ in range(6):
        word = max((words.at(text, 0) for words in sets), key=len)
        if not word:
            return False
        text = text[len(word) :]
        if not text:
            return True
    return False
