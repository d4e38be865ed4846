"""Words that tell what a figure is: reasons, lists, shares, completions, comparisons, directions, 无, 持平."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from auditor.claims.lexicon import Lexicon, Words
from auditor.claims.opaque import NUMBER
from auditor.claims.token import Token

Matcher = Callable[[str, int], Token | None]
Starts = Iterator[tuple[str, Matcher]]
_PERCENT_AHEAD = rf"(?=-?{NUMBER}[%‰]|%)"
_WHOLE = r"(?:年初|全年|当年|本年|年度|年(?=预算|计划)|调整后?的?|收入|支出){0,3}(?:预算|计划|任务)(?:数|总额|安排)?"
_COMPLETION = re.compile(
    rf"(?P<verb>完成|达到|实现|占|为|是|达)(?P<whole>{_WHOLE})?(?P<amount>的?{NUMBER}(?:亿元|万元|元))?的?{_PERCENT_AHEAD}"
)
_SHARE_OF = re.compile(r"占(?P<whole>[^，。；：、\d%占]{0,40})")
_AHEAD = re.compile(rf"(?:约|近)?-?{NUMBER}|%")
_DEALT = re.compile(r"(?:分别|各)(?:为|是|达)?(?=\d)")
_OBJECT = re.compile(r"(?:年初|全年|调整|当年|本年|上年)?(?:支出|收入)?(?:预算|决算|执行)(?:数)?")
_CLOSE_AHEAD = re.compile(r"(?:了|约|近|至|到)?[-+]?\d")
_EACH_AHEAD = re.compile(r"[是为\d]|增|减|下降|上升|提高|降|持平|较|比")
_AVERAGED = frozenset("人车户日月年平")  # 人均1.5万元 is no 均
_DASHES = re.compile(r"(?:--|——|—)(?!\w|[-—])")


def before_bases(lexicon: Lexicon) -> Starts:
    """Yield the cues that win over bases."""
    yield from _plain(lexicon.words("reason.open"), "reason")
    yield from _plain(lexicon.words("list.partial"), "list", note="partial")
    yield from _plain(lexicon.words("list.open"), "list")
    yield from _plain(lexicon.words("purpose"), "purpose")
    yield from _plain(lexicon.words("zero_base"), "zero")
    yield "-—", _dashes
    yield from _plain(lexicon.words("flat.about"), "flat", note="about")
    yield from _plain(lexicon.words("flat.exact"), "flat")
    yield from _plain(lexicon.words("flat.bound"), "flat", note="bound")


def after_bases(lexicon: Lexicon) -> Starts:
    """Yield the cues that bases win over."""
    yield "完达实占为是", _completion
    yield _shares(lexicon)
    for relation, sign in (("residue", 0), ("less", -1), ("more", 1), ("equal", 0)):
        yield _comparisons(lexicon.words(f"compare.{relation}"), sign, relation)
    yield _each(lexicon)
    yield _directions(lexicon)
    yield from _plain(lexicon.words("none.empty_table"), "none", note="table")
    yield _nones(lexicon)


def _plain(words: Words, kind: str, note: str = "") -> Starts:
    """Cues that need nothing but their word: a matcher for each first character, which most of the lexer's time is spent in."""
    for start, bucket in words.first.items():
        yield start, partial(_word, bucket, kind, note)


def _word(bucket: Sequence[str], kind: str, note: str, text: str, place: int) -> Token | None:
    for word in bucket:
        if text.startswith(word, place):
            return Token(kind, place, place + len(word), word, note=note)
    return None


def _dashes(text: str, place: int) -> Token | None:
    """增长--: dashes where a rate should stand."""
    found = _DASHES.match(text, place)
    return Token("zero", place, found.end(), found.group(), note="dash") if found else None


def _completion(text: str, place: int) -> Token | None:
    """完成预算的98%, 为调整预算数的100.66%, 完成预算43.2万元的52.3%; 占 only of 年初, 全年 and 调整 budgets."""
    found = _COMPLETION.match(text, place)
    if found is None:
        return None
    verb, whole = found["verb"], found["whole"] or ""
    if not whole and (verb != "完成" or found["amount"]):
        return None
    if verb == "占" and not whole.startswith(("年初", "全年", "年预算", "调整")):
        return None
    whole += (found["amount"] or "").removeprefix("的")
    return Token("completion", place, found.end(), found.group(), whole=whole, word=verb)


def _shares(lexicon: Lexicon) -> tuple[str, Matcher]:
    """占本年支出合计的79.49%, 占比12%, 占76.23: the cue reaches up to the figure."""
    words, wrong, still = (lexicon.words(f"share.{key}") for key in ("words", "not", "still"))
    tails = lexicon.words("share.tails")
    rates = lexicon.words("completion.rates")

    def match(text: str, place: int) -> Token | None:
        rate = rates.at(text, place)
        word = rate or words.at(text, place)
        if not word or (wrong.at(text, place) and not still.at(text, place)):
            return None
        found = _SHARE_OF.match(text, place) if word == "占" else None
        end = found.end() if found else place + len(word)
        dealt = _DEALT.search(text, max(place, end - 4), end + 4)
        if dealt and dealt.start() <= end:
            return _dealt_share(text, place, dealt.start(), word, tails) if not rate else None
        while text[end : end + 1] and text[end] in "为是达约":
            end += 1
        if not _AHEAD.match(text, end):
            return None
        whole = found["whole"].rstrip("为是达约-－−") if found else ""
        whole = whole.removesuffix(tails.ending(whole))
        return Token("completion" if rate else "share", place, end, text[place:end], whole=whole, word=word)

    return "".join({*words.first, *rates.first}), match


def _dealt_share(text: str, place: int, end: int, word: str, tails: Words) -> Token:
    """占比分别为62.01%、37.99%: the cue ends before 分别, which deals the figures."""
    whole = text[place + 1 : end] if word == "占" else ""
    return Token("share", place, end, text[place:end], whole=whole.removesuffix(tails.ending(whole)), word=word)


def _comparisons(words: Words, sign: int, relation: str) -> tuple[str, Matcher]:
    """小于预算数: only a period word makes it a comparison."""

    def match(text: str, place: int) -> Token | None:
        word = words.at(text, place)
        found = _OBJECT.match(text, place + len(word)) if word else None
        if found is None:
            return None
        end = found.end()
        return Token("compare", place, end, text[place:end], sign=sign, note=relation, whole=found.group(), word=word)

    return "".join(words.first), match


def _each(lexicon: Lexicon) -> tuple[str, Matcher]:
    """分别为, 各减少: 各 alone only where a figure or a change follows (各项支出 is text)."""
    words = lexicon.words("respectively")

    def match(text: str, place: int) -> Token | None:
        word = words.at(text, place)
        if not word or (len(word) == 1 and not _EACH_AHEAD.match(text, place + 1)):
            return None
        if word[0] == "均" and text[max(place - 1, 0) : place] in _AVERAGED:
            return None
        return Token("each", place, place + len(word), word)

    return "".join(words.first), match


def _directions(lexicon: Lexicon) -> tuple[str, Matcher]:
    """增加, 下降 …: not before 的 (减少的主要原因), not inside a noun; one character, or both ways, only before a figure."""
    signs = {"direction.up": 1, "direction.down": -1, "direction.unsigned": 0}
    meaning = {word: sign for key, sign in signs.items() for word in lexicon.vocabulary.lexicon.get(key, ())}
    words, nouns = Words(meaning), lexicon.words("direction.nouns")

    def match(text: str, place: int) -> Token | None:
        word = words.at(text, place)
        end = place + len(word)
        if (
            not word
            or len(nouns.at(text, place)) > len(word)
            or (text.startswith(("的", "（"), end) and not _figure_in(text, end))
        ):
            return None
        if (len(word) == 1 or word.endswith("）")) and not _CLOSE_AHEAD.match(text, end):
            return None
        return Token("direction", place, end, word, sign=meaning[word])

    return "".join(words.first), match


def _figure_in(text: str, place: int) -> bool:
    """Tell whether a bracket right after the word holds a figure: 减少（12.5%）."""
    return text.startswith("（", place) and _CLOSE_AHEAD.match(text, place + 1) is not None


def _nones(lexicon: Lexicon) -> tuple[str, Matcher]:
    """无, 没有 …: not 无法, 有无."""
    words, wrong = lexicon.words("none.words"), lexicon.words("none.not")

    def match(text: str, place: int) -> Token | None:
        word = words.at(text, place)
        if not word or wrong.at(text, place) or (place and wrong.at(text, place - 1)):
            return None
        return Token("none", place, place + len(word), word)

    return "".join(words.first), match
