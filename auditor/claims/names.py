"""The name of an item as printed, to what it is called: canonical item, code path, period, scope.

A name is folded (quotes, numbering, issuer and filler words off, period words off with fund names masked) and looked up
after each step; a name that the vocabulary lacks keeps its folded text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.claims.lexicon import Lexicon
from auditor.model import normal

_LONGEST = 80  # characters of a name that are looked at
_LEVEL = re.compile(r"([^（）]{1,40})（([类款项])）")
_DASHED = re.compile(r"[一-龥]{2,20}(?:[-—/][一-龥（）]{2,24}){1,2}")
_QUOTES = str.maketrans("", "", "“”‘’\"'")
_EDGES = "，、；：。…　的"
_LAST_YEAR = re.compile(r"^(?:上年度|上年|上一年度|去年)")
_SPENDING_TAIL = re.compile(r"(?<=[费购车）类])(?:支出|收入)$")
_GENERIC_TAIL = re.compile(r"(?:金额|总额|科目)$")
_LOOSE_TAIL = re.compile(r"(?:资金|规模|类|款|项)$")
_ASIDE_TAIL = re.compile(r"（[^（）]{2,40}）$")
_ORGANISATION = "局委办室心院校学道府厅站所队馆社处部署会园区县市省镇乡村团"
_FILLER_ENDS = frozenset(_ORGANISATION + "级算款金排出于的中")
_MASK = "\ue000"


@dataclass(frozen=True, slots=True)
class Name:
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
    bare = _within(_trim(text[-_LONGEST:].translate(_QUOTES), lexicon), lexicon)
    fund, side, part = scope(bare, lexicon)
    path = _path(bare)
    if path:
        last = path[-1]
        known, found = _classified(last, code, lexicon)
        period, _ = _period(_LEVEL.sub("", bare), lexicon)
        return Name(text, last, known, last, found, path, period, fund, side, part)
    period, rest = _period(bare, lexicon)
    item = _look_up((bare, rest), side, lexicon)
    if not item and rest != bare and rest and _is_filler(rest, lexicon):
        rest = ""  # 上海市财政局收入预算: nothing but the issuer and a period
    kept = item or _rest(rest, lexicon)
    kept = "" if kept in lexicon.vocabulary.lexicon.get("subject.generic", ()) else kept
    known, code = (True, code) if item else _classified(kept, code, lexicon)
    both = any(word in bare for word in lexicon.vocabulary.lexicon.get("subject.collective", ()))
    return Name(text, kept, known, _rest(rest, lexicon), code, (), period, fund, side, part, both)


def _within(text: str, lexicon: Lexicon) -> str:
    """X中Y names Y, where either is a known item."""
    outer, found, inner = text.rpartition("中")
    if not found or not outer or len(inner) < 2:
        return text
    known = lexicon.canonical(_rest(inner, lexicon)) or lexicon.canonical(_rest(_period(outer, lexicon)[1], lexicon))
    return _trim(inner, lexicon) if known or _known_tail(_period(outer, lexicon)[1], "", lexicon) else text


def scope(text: str, lexicon: Lexicon) -> tuple[str, str, str]:
    """Return fund, side and part that the words of a text tell, "" where they do not."""
    fund = lexicon.vocabulary.funds.get(lexicon.fund_words.inside(text), "")
    income, spending = "收入" in text, "支出" in text
    if "收支" in text or "收、支" in text or (income and spending):
        side = ""
    else:
        side = "收入" if income else "支出" if spending else ""
    part = next((word for word in ("基本支出", "项目支出") if word in text), "")
    return fund, side, part


def _trim(text: str, lexicon: Lexicon) -> str:
    """Take numbering, issuer words and filler words off both ends."""
    before, years, after = (lexicon.words(f"subject.{key}") for key in ("before", "years", "after"))
    for _ in range(8):
        length = len(text)
        text = text.strip(_EDGES)
        for words in (lexicon.issuers, years, before):
            word = words.at(text, 0)
            if len(word) < len(text) and not (word and lexicon.canonical(text)):
                text = text[len(word) :]
        word = after.ending(text)
        if word and not lexicon.canonical(text) and not lexicon.period_words.ending(text).endswith(word):
            text = text[: -len(word)]
        if len(text) == length:
            break
    return text


def _path(text: str) -> tuple[str, ...]:
    """Return 类 / 款 / 项 names, from （类）（款）（项） or from 类-款-项."""
    levels = _LEVEL.findall(text)
    if levels:
        return tuple(name.strip(_EDGES) for name, _ in levels)
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


def _period(text: str, lexicon: Lexicon) -> tuple[str, str]:
    """Return the period word at the end or the start of a name, and the name without it; fund names are masked."""
    last_year = _LAST_YEAR.match(text)
    if last_year and (_only_period(text[last_year.end() :], lexicon) or not text[last_year.end() :]):
        return "上年", ""
    masked = _masked(text, lexicon)
    years = lexicon.words("subject.years").at(masked, 0)
    word = lexicon.period_words.ending(masked)
    if word:
        return lexicon.periods[word], text[: -len(word)]
    word = lexicon.period_words.at(masked, 0) or lexicon.period_words.at(masked, len(years))
    if word:
        start = masked.index(word)
        return lexicon.periods[word], text[start + len(word) :]
    return "", text


def _only_period(text: str, lexicon: Lexicon) -> bool:
    return bool(text) and lexicon.period_words.at(text, 0) == text


def _masked(text: str, lexicon: Lexicon) -> str:
    """Cover fund names: the 预算 in 一般公共预算 is no period."""
    i = 0
    while i < len(text):
        word = lexicon.fund_words.at(text, i)
        if "预算" in word:
            text = text[:i] + _MASK * len(word) + text[i + len(word) :]
        i += max(len(word), 1)
    return text


def _look_up(names: tuple[str, ...], side: str, lexicon: Lexicon) -> str:
    for name in names:
        for form in _forms(name, lexicon):
            item = lexicon.canonical(form, side) or lexicon.canonical(_LOOSE_TAIL.sub("", form), side)
            if item:
                return item
    return _known_tail(names[-1], side, lexicon)


def _forms(name: str, lexicon: Lexicon) -> Iterator[str]:
    """Yield ever shorter forms of a name."""
    yield name
    years = lexicon.words("subject.years").at(name, 0)
    if years:
        name = name.removeprefix(years)
        yield name
    for tail in (_ASIDE_TAIL, _GENERIC_TAIL, _SPENDING_TAIL):
        shorter = tail.sub("", name)
        if shorter != name:
            name = shorter
            yield name


def _rest(name: str, lexicon: Lexicon) -> str:
    """Return the shortest form: what an unknown item is called."""
    *_, shortest = _forms(name, lexicon)
    return shortest.strip(_EDGES)


def _known_tail(name: str, side: str, lexicon: Lexicon) -> str:
    """Find the longest known item at the end of a name whose beginning is an issuer, a fund or filler words."""
    for start in range(1, len(name) - 1):
        if name[start - 1] not in _FILLER_ENDS:
            continue  # most places need no lookup
        item = lexicon.canonical(name[start:], side) or lexicon.canonical(_rest(name[start:], lexicon), side)
        if item and _is_filler(name[:start], lexicon):
            return item
    return ""


def _is_filler(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a beginning names no item: an organisation, a place, a fund with 安排的, a year word."""
    if text[-1] in _ORGANISATION and len(text) >= 3:
        return True
    sets = (lexicon.fund_words, lexicon.issuers, *(lexicon.words(f"subject.{key}") for key in ("fillers", "whose", "years")))
    for _ in range(6):
        word = next((found for words in sets if (found := words.at(text, 0))), "")
        if not word:
            return False
        text = text[len(word) :]
        if not text:
            return True
    return False
