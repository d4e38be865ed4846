"""分别为, 各: several figures dealt to several items in order (收、支总计各是4125.49，4143.91万元)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.claims import lists, statements
from auditor.claims.clauses import Clause, clause, name_of
from auditor.claims.figures import figure, say, whole_name
from auditor.claims.names import NO_NAME, Name, both_sides, fold
from auditor.claims.state import Draft, State
from auditor.claims.token import Token
from auditor.model import Measure

_ALIKE = "均都各"  # what follows is said of each of several items
_PARTED = re.compile(r"[、和及与]|以及")


def deal(state: State, tokens: Sequence[Token], at: int) -> int:
    """Deal the figures from `at` on; return how many tokens were read, 0 when this is no dealing.

    What was dealt to several items once is dealt to them again in the same sentence (…，占W的26%、45%和29%).
    """
    run = _run(tokens, at)
    if len(run) < 2:
        return _share_out(state, tokens[at])
    again = not state.each
    left = clause([token for token in state.left if token.kind != "each"])
    if again and (left.cue is None or name_of(left.before, state.lexicon).item):
        return 0
    targets = _targets(state, left, len(run))
    if len(targets) != len(run):
        return 0
    if left.base is not None:
        state.base = left.base
    unit = next((token.unit for token in reversed(run) if token.unit), "")
    for token, draft in zip(run, targets, strict=True):
        _give(state, token, draft, left, token.unit or unit)
    state.left = []
    state.dealt = [draft.index for draft in targets]
    return tokens.index(run[-1], at) - at + 1


def _share_out(state: State, token: Token) -> int:
    """因公出国费、公务用车购置费均为0万元: one figure for each of several known items; 收、支总计 are one item."""
    each = next((mark for mark in state.left if mark.kind == "each"), None)
    if each is None or each.text[0] not in _ALIKE:
        return 0
    left = clause([mark for mark in state.left if mark is not each])
    names = [] if name_of(left.before, state.lexicon).both else _names(state, left, NO_NAME)
    if len(names) < 2 or not all(name.known for name in names):
        return 0
    span = (left.before[0].start, left.before[-1].end)
    targets = [_statement(state, name, span) for name in names]
    state.base = left.base or state.base
    for draft in targets:
        _give(state, token, draft, left, token.unit)
    state.left, state.dealt = [], [draft.index for draft in targets]
    return 1


def _run(tokens: Sequence[Token], at: int) -> list[Token]:
    """Return quantities that only ，、和 part from each other."""
    run = [tokens[at]]
    for token in tokens[at + 1 : at + 16]:
        if token.kind == "quantity" and token.unit_class in {"", "money", "percent", "count"}:
            run.append(token)
        elif token.kind not in {"comma", "pause"} and token.text not in {"和", "及"}:
            break
    return run


def _targets(state: State, left: Clause, count: int) -> list[Draft]:
    name = name_of(left.before, state.lexicon)
    if not name.item:
        return [state.drafts[index] for index in state.dealt] or (_told_here(state) if state.each else [])
    names = _names(state, left, name)
    if len(names) != count:
        return []
    span = (left.before[0].start, left.before[-1].end)
    return [_statement(state, each, span) for each in names]


def _told_here(state: State) -> list[Draft]:
    """会议费1万元，培训费2.5万元，分别减少…: what this sentence told figures of."""
    here = state.drafts[max(state.first, len(state.drafts) - 16) :]
    return [draft for draft in here if draft.sentence == state.sentences and draft.figures and not draft.reason]


def _names(state: State, left: Clause, name: Name) -> list[Name]:
    text = "".join(token.text for token in left.before if token.kind in {"text", "aside", "pause"})
    return (both_sides(text, state.lexicon) if name.both else []) or [
        fold(part, state.lexicon) for part in _PARTED.split(text) if part
    ]


def _statement(state: State, name: Name, span: tuple[int, int]) -> Draft:
    for draft in reversed(state.drafts[state.first :][-10:]):
        if statements.same(name, draft.name) and not draft.name.both:
            return draft
    return statements.new(state, name, span)


def _give(state: State, token: Token, draft: Draft, left: Clause, unit: str) -> None:
    amount = figure(token, unit)
    cue = left.cue if left.cue and left.cue.kind == "direction" else None
    measure = _measure(cue, unit, state)
    share = left.cue if measure == "share" and left.cue and left.cue.kind == "share" else None
    value = -abs(amount.value) if cue and cue.sign < 0 else amount.value
    said = say(state, draft, measure, token, amount)
    said.value = value
    if cue is not None:
        said.sign, said.word, said.base = cue.sign, cue.text, state.base
    if measure in {"amount", "count"}:
        draft.figures[draft.name.period] = amount
        draft.unit = "money" if amount.is_money else unit
    elif measure == "change":
        draft.change, draft.change_step = value, amount.step
    elif share is not None:
        said.word, said.whole = share.word, share.whole
        draft.shares.append(amount.value)
        lists.join_whole(state, draft, statements.by_name(state, whole_name(share.whole, state)))
    statements.belong(state, draft)


def _measure(cue: Token | None, unit: str, state: State) -> Measure:
    unit_class = state.lexicon.units.get(unit, "")
    if cue is not None:
        return "rate" if unit_class == "percent" else "change"
    return "share" if unit_class == "percent" else "amount" if unit_class == "money" else "count"
