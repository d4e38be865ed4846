"""The name of an item as printed, to what it is called: canonical item, code path, period, scope.

A name is folded (quotes, numbering, issuer and filler words off, period words off with fund names masked) and looked up
after each step; a name that the vocabulary lacks keeps its folded text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from auditor.claims.items import forms, is_filler, known_form, split_period
from auditor.claims.lexicon import Lexicon
from auditor.model import normal

_LONGEST = 80  # characters of a name that are looked at
_LEVEL = re.compile(r"（[类款项]）")
_DASHED = re.compile(r"[^\W\d]{2,20}(?:[-—/](?:[^\W\d]|（|）){2,24}){1,2}")
_BOTH = re.compile(r"收支|收、支|收入支出|收入[、和与]支出")
_INSIDE = re.compile(
    r"(?<![集高初年期其当])中(?![小心央间期等级学])"
)  # 集中采购, 高中教育 hold the letter without the word
_QUOTES = str.maketrans("", "", "“”‘’\"'")
_EDGES = "，、；：。…　的"
_VERBS = frozenset({"为", "是", "共", "共计", "达", "达到", "约", "约为", "各", "均", "有", "也"})
_PARTS = ("基本支出", "项目支出")


class Name(NamedTuple):
    """A folded name.

    Attributes:
        text: as it stood in the normalised paragraph; item: canonical or folded name, "" when only a period or a
            generic word was printed; known: found in the vocabulary; kept: folded text before the lookup.
        code, path, period, fund, side, part: as in Statement. both: two items in one name (收、支总计).
    """

    text: str = ""
    item: str = ""
    known: bool = False
    kept: str = ""
    code: str = ""
    path: tuple[str, ...] = ()
    period: str = ""
    fund: str = ""
    side: str = ""
    part: str = ""
    both: bool = False


NO_NAME = Name()


def fold(text: str, lexicon: Lexicon, code: str = "") -> Name:
    """Fold one printed name; `code` is a classification code printed with it."""
    key = (text, code)
    name = lexicon.memo.get(key)
    if not isinstance(name, Name):
        name = lexicon.memo[key] = _fold(text, lexicon, code)
    return name


def both_sides(text: str, lexicon: Lexicon) -> list[Name]:
    """Fold a name of two sides (财政拨款收支总计) for each of them; empty when it names one thing."""
    if not _BOTH.search(text):
        return []
    fund = fold(text, lexicon).fund
    folded = [fold(_BOTH.sub(side, text, count=1), lexicon) for side in ("收入", "支出")]
    return [name._replace(fund=name.fund or fund) for name in folded]


def _fold(text: str, lexicon: Lexicon, code: str) -> Name:
    whole = _trim(text[-_LONGEST:].translate(_QUOTES), lexicon)
    bare = _within(whole, lexicon)
    fund, side, part = scope(bare, lexicon)
    if not fund and bare != whole:
        fund = scope(whole, lexicon)[0]  # 政府性基金预算中本年收入
    path = _path(bare)
    if path:
        return _filed(Name(_printed(text, lexicon), code=code, fund=fund, side=side, part=part), bare, path, lexicon)
    period, rest, item = split_period(bare, side, lexicon)
    kept = _kept(bare, rest, item, lexicon)
    if not kept and fund:
        item = known_form(lexicon.fund_words.inside(bare), side, lexicon)  # 政府性基金预算安排的预算: the fund itself
    known, code = (True, code) if item else _classified(kept, code, lexicon)
    both = any(word in bare for word in lexicon.vocabulary.lexicon.get("subject.collective", ()))
    printed = _printed(text, lexicon)
    return Name(printed, item or kept, known, kept, code, (), period, fund, side, part, both)


def _filed(name: Name, bare: str, path: tuple[str, ...], lexicon: Lexicon) -> Name:
    """Complete a name that is a path; the period follows the last level, or ends the last name of a path with dashes."""
    *levels, tail = _LEVEL.split(bare)
    period, last, _ = split_period(tail if levels else path[-1], name.side, lexicon)
    if not levels:
        path = (*path[:-1], last)
    known, found = _classified(path[-1], name.code, lexicon)
    return name._replace(item=path[-1], kept=path[-1], known=known, code=found, path=path, period=period)


def _kept(bare: str, rest: str, item: str, lexicon: Lexicon) -> str:
    """Return the folded text; "" when a name prints nothing but a period, a generic word or the issuer."""
    *_, kept = forms(rest, lexicon)
    kept = kept.strip(_EDGES)
    if item:
        return kept or item
    generic = lexicon.vocabulary.lexicon.get("subject.generic", ())
    if kept in generic or bare in generic:
        return ""
    empty = rest != bare or lexicon.fund_words.at(rest, 0)  # 国有资本经营预算拨款安排的支出 names the fund
    return "" if rest and empty and is_filler(rest, lexicon) else kept


def _printed(text: str, lexicon: Lexicon) -> str:
    """Return a name as printed, without the 为 or 共 that leads on to its figure."""
    word = lexicon.words("subject.after").ending(text)
    return (text.removesuffix(word) if word in _VERBS else text).rstrip("为是").strip(_EDGES)


def _within(text: str, lexicon: Lexicon) -> str:
    """X中Y names Y, where either is a known item."""
    words = list(_INSIDE.finditer(text))
    outer, inner = (text[: words[-1].start()], text[words[-1].end() :]) if words else ("", "")
    if not outer or len(inner) < 2:
        return text
    known = known_form(inner, "", lexicon) or split_period(outer, "", lexicon)[2]
    return _trim(inner, lexicon) if known else text


def scope(text: str, lexicon: Lexicon) -> tuple[str, str, str]:
    """Return fund, side and part that the words of a text tell, "" where they do not."""
    fund = lexicon.vocabulary.funds.get(lexicon.fund_words.inside(text), "") if lexicon.funds.search(text) else ""
    income, spending = "收入" in text, "支出" in text
    both = "收支" in text or "收、支" in text or (income and spending)
    side = "" if both else "收入" if income else "支出" if spending else ""
    return fund, side, next((word for word in _PARTS if word in text), "")


def _trim(text: str, lexicon: Lexicon) -> str:
    """Take numbering, issuer words and filler words off both ends; a known name keeps all its words."""
    before, years, after = (lexicon.words(f"subject.{key}") for key in ("before", "years", "after"))
    longer = (lexicon.period_words, lexicon.words("subject.kept"))
    for _ in range(8):
        length = len(text)
        text = text.strip(_EDGES)
        if text[:1] not in lexicon.trimmed_first and text[-1:] not in after.last:
            break
        for words in (lexicon.issuers, years, before):
            word = words.at(text, 0)
            if not word or len(word) == len(text) or any(len(own.at(text, 0)) > len(word) for own in longer):
                continue  # 全年预算数, 在职人员
            if not known_form(text, "", lexicon):
                text = text[len(word) :]
        word = after.ending(text)
        if len(text) - len(word) == 1:
            break  # 实有
        if word and not lexicon.period_words.ending(text).endswith(word) and not known_form(text, "", lexicon):
            text = text[: -len(word)]
        if len(text) == length:
            break
    return text


def _path(text: str) -> tuple[str, ...]:
    """Return 类 / 款 / 项 names, from （类）（款）（项） or from 类-款-项."""
    *levels, _ = _LEVEL.split(text)
    if levels:
        return tuple(name.strip(_EDGES) for name in levels)
    dashed = _DASHED.fullmatch(text)
    return tuple(re.split(r"[-—/]", text)) if dashed else ()


def _classified(name: str, code: str, lexicon: Lexicon) -> tuple[bool, str]:
    """Tell whether a name is that of a class or of its own code, and its code."""
    vocabulary = lexicon.vocabulary
    key = normal(name)
    if code:
        names = vocabulary.codes.get(code, ())
        return key in {normal(each) for each in names} or vocabulary.classes.get(key) == code, code
    found = vocabulary.classes.get(key) or vocabulary.classes.get(f"{key}支出") or ""
    return bool(found), found
