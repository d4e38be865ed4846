"""Lists that run over paragraphs: where a paragraph or heading ends them, and how the end of a paragraph opens one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.claims import lists, remarks
from auditor.claims.names import NO_NAME, fold
from auditor.claims.outline import UNMARKED, number_of, unmarked
from auditor.claims.state import Frame, State
from auditor.claims.token import Token

_YEAR_FIRST = re.compile(r"“{0,2}(?:19|20)\d{2}年")
_GOES_ON = frozenset({"semicolon", "comma", "pause"})
_HEADING_TAIL = re.compile(
    r"(?:支出|收入|收支)?(?:预算|决算)?(?:总体|具体|结构|安排|增减变化|变化)?(?:情况)?(?:的)?(?:说明)?$"
)


def begin(state: State, index: int, text: str, level: int) -> None:
    """Start a paragraph: forget what belonged to the one before, close the lists that do not take this one."""
    state.paragraph, state.text, state.level = index, text, level
    state.earlier = state.first if state.first < len(state.drafts) else state.earlier
    state.first = len(state.drafts)
    state.sentences += 1
    state.current, state.lead, state.lead_start, state.lead_words = None, NO_NAME, 0, ""
    state.left, state.brackets, state.dealt = [], [], []
    state.base = state.base_before = state.reason = None
    state.purpose = state.paused = state.each = False
    state.fenced, state.named_head, state.year_led = 0, None, ""
    afresh = _starts_afresh(state, text)
    lists.close_where(state, lambda frame: not _takes(frame, level, afresh=afresh))
    waiting = next((frame for frame in state.frames if frame.level is None), None)
    if waiting is not None:
        waiting.level = level


def _starts_afresh(state: State, text: str) -> bool:
    """An issuer, a year or 此外 at the start belongs to no list."""
    after = state.lexicon.words("list.afterwards").at(text, 0)
    return bool(after or state.lexicon.issuers.at(text, 0) or _YEAR_FIRST.match(text))


def _takes(frame: Frame, level: int, *, afresh: bool) -> bool:
    """Tell whether a list over paragraphs takes a paragraph of this level."""
    if frame.kind != "below":
        return False
    if level == UNMARKED:
        return not afresh
    if frame.level is None:
        return frame.outer is None or level > frame.outer
    return frame.level != UNMARKED and level >= frame.level


def heading(state: State, text: str, level: int) -> None:
    """Take note of a heading: it closes lists, except a class heading inside one, and may name an item."""
    if level == UNMARKED:
        state.numbers.clear()
    else:
        lists.number(state, level, number_of(text))
    name = fold(_HEADING_TAIL.sub("", unmarked(text).strip("、，。 ")), state.lexicon)
    classed = "（类）" in text or bool(state.lexicon.vocabulary.classes.get(name.item))
    if classed and level > 1:
        state.heading_path = name.path or (name.item,)
        lists.close_where(state, lambda frame: not _takes_class(frame, level))
        for frame in state.frames:
            frame.outer = level
        return
    lists.close_all(state)
    state.heading_path = ()
    funds = state.lexicon.vocabulary.funds.values()
    state.heading = name if name.known and name.item not in funds else NO_NAME
    state.earlier = state.first = state.section_first = len(state.drafts)


def _takes_class(frame: Frame, level: int) -> bool:
    return frame.kind == "below" and (frame.level is None or frame.outer == level or frame.level > level)


def end(state: State, tokens: Sequence[Token]) -> None:
    """End a paragraph: a cue or a colon at its end opens a list over the following ones, ；keeps one open."""
    remarks.none(state)
    remarks.close_reason(state, len(state.text))
    last = next((token.kind for token in reversed(tokens) if token.kind not in {"dots", "close"}), "")
    top = state.frames[-1] if state.frames and state.frames[-1].kind == "inline" else None
    if last in _GOES_ON and top is not None and top.parts:
        top.kind, top.level, top.semicolons = "below", UNMARKED, True
        return
    _note_end(state, last)
    cue = top if top is not None and not top.parts and last in {"list", "colon"} else None
    if cue is not None:
        state.frames.remove(cue)
    lists.close_where(state, lambda frame: frame.kind != "below")
    if cue is not None:
        _open_below(state, cue)
    elif last == "colon" and state.first < len(state.drafts):
        _open_below(state, lists.open_list(state, "below"))


def _note_end(state: State, last: str) -> None:
    """An unmarked list whose items ended in ；ends with the item that ends in 。."""
    for frame in [each for each in state.frames if each.kind == "below" and each.level == UNMARKED]:
        if frame.semicolons and last == "stop" and frame in state.frames:
            lists.close(state, frame)
        frame.semicolons = frame.semicolons or last == "semicolon"


def _open_below(state: State, frame: Frame) -> None:
    """Open a list over the following paragraphs; its head is the first statement of this one, not the last."""
    frame.kind, frame.first, frame.level = "below", True, None
    frame.before = len(state.drafts)
    frame.named = state.named_head if frame.named is None else frame.named
    opening = state.drafts[state.first : state.first + 1]
    if frame.named is None and opening and not opening[0].unit and opening[0].change is None:
        frame.named = opening[0].place  # 三公经费预算支出中，…。具体情况如下：
    if frame not in state.frames:
        state.frames.append(frame)
