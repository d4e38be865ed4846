"""Words that state something without a figure: 持平, 无, 小于预算数, 不可比 — and reasons, which explain a change."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.claims import figures, statements
from auditor.claims.clauses import clause, name_of
from auditor.claims.names import NO_NAME, Name, both_sides, fold
from auditor.claims.state import Draft, Reason, Said, State
from auditor.claims.token import Token
from auditor.model import Base, Measure

_EXPLAINED = frozenset({"change", "rate", "flat", "compare"})
_THIS_YEAR = frozenset({"", "当年"})
_OUTCOMES = frozenset({"决算", "执行"})
_PROSE = frozenset({"text", "comma", "pause", "aside", "direction", "grade"})
_SHORTEST_REASON = 4  # characters
_LONGEST_REASON = 40  # tokens
_SAID_BEFORE = ("此项", "该项", "此类", "该类")  # names nothing: the item is the one being spoken of
_BECAUSE = "因"
_TABLE = re.compile(r"[本此该]表")


def flat(state: State, token: Token) -> None:
    """持平, 无变化; 一致 and its like only beside a base."""
    left = clause(state.left)
    if state.reason is not None or state.purpose:
        return
    if token.note == "bound" and left.base is None:
        return
    if left.base is not None:
        state.base = left.base
    name = name_of(left.before, state.lexicon)
    if state.current is None and not name.item and not name.period and left.base is None:
        return
    if name.text.startswith(_BECAUSE) and not name.known:
        return  # 因车辆无变动 says why, and of nothing that costs
    draft, others = statements.for_change(state, name, "", (token.start, token.end))
    if token.note != "about" and left.base is not None and _budget_and_outcome(name, left.base):
        said = say(state, draft, "compare", token, others)
        said.whole = _compared(left.base, state)
    else:
        say(state, draft, "flat", token, others)
    if name.item:
        statements.belong(state, draft)
    state.current = draft
    state.left = []


def _budget_and_outcome(name: Name, base: Base) -> bool:
    """Tell whether 持平 has both sides beside it: 决算数与年初预算数持平 compares two amounts of this year."""
    budget = base.anchor.endswith("预算") or (base.anchor in _THIS_YEAR and base.kind == "预算")
    outcome = base.anchor in _THIS_YEAR and base.kind in _OUTCOMES
    return (budget and name.period in _OUTCOMES) or (outcome and "预算" in name.period)


def _compared(base: Base, state: State) -> str:
    """Return what a base names, without its joiner and closer: 年初预算数 of 与年初预算数相比."""
    joiners, closers = state.lexicon.words("base.joiners"), state.lexicon.words("base.closers")
    text = base.text.removeprefix(joiners.at(base.text, 0))
    return text.removesuffix(closers.ending(text))


def compare(state: State, token: Token) -> None:
    """决算数小于预算数."""
    if state.reason is not None or state.purpose:
        return
    name = name_of(clause(state.left).before, state.lexicon)
    draft, others = statements.for_change(state, name, "", (token.start, token.end))
    said = say(state, draft, "compare", token, others)
    said.whole, said.sign = token.whole, token.sign
    state.current, state.left = draft, []


def difference(state: State, compared: Token, token: Token) -> None:
    """决算数大于预算数55.93万元: the amount is the difference of both, a change from the budget."""
    draft = state.current
    if state.reason is not None or draft is None:
        return
    said = figures.say(state, draft, "change", token, figures.figure(token))
    size = abs(said.amount.value) if said.amount else None
    said.value = -size if size is not None and compared.sign < 0 else size
    said.sign, said.word = compared.sign, compared.word
    anchor = next((period for period in ("年初预算", "全年预算") if compared.whole.startswith(period)), "")
    said.base = Base(compared.text, anchor, "" if anchor else "预算", comparable=True)
    state.left = []


def zero_base(state: State, token: Token) -> None:
    """增长--（基数为0，不可比）: said once for a statement; dashes count only after a direction word."""
    dashes = token.note == "dash"
    after_direction = bool(state.left) and state.left[-1].kind == "direction"
    if state.reason is not None or (dashes and not after_direction):
        return
    draft, others = statements.for_change(state, NO_NAME, "", (token.start, token.end))
    last = state.claims[-1] if state.claims else None
    if last is None or last.measure != "zero-base" or last.paragraph != state.paragraph:
        say(state, draft, "zero-base", token, others)
    state.current = draft
    state.left = []


def none(state: State) -> None:
    """无政府性基金预算收支 — or 公务接待费没预算: read at the end of the clause, from the words after 无, else before it."""
    at = next((i for i, token in enumerate(state.left) if token.kind == "none"), None)
    if at is None or state.purpose:
        return
    token = state.left[at]
    before = [each for each in state.left[:at] if each.kind != "none"]
    after = [each for each in state.left[at + 1 :] if each.kind in {"text", "aside", "date", "pause"}]
    text = "".join(each.text for each in after)
    if token.note == "table":
        written = "".join(each.text for each in before)
        if _TABLE.search(written + token.text):
            _say_none(state, token, "本表")
        return
    if text.endswith("的") or "的，" in text or (state.reason and text.startswith(_SAID_BEFORE)):
        return
    if not _sayable(text, state):
        text = "".join(each.text for each in before if each.kind in {"text", "aside", "pause"}) if not text else ""
    if _sayable(text, state):
        _say_none(state, token, text)


def _sayable(text: str, state: State) -> bool:
    """Tell whether a text names something that a budget can be without."""
    words = state.lexicon.words("none.of")
    name = fold(text, state.lexicon)
    return bool(name.item) and (name.known or bool(words.ending(text)) or bool(words.inside(text[-8:])))


def _say_none(state: State, token: Token, text: str) -> None:
    draft = statements.new(state, fold(text, state.lexicon), (token.start, token.end))
    say(state, draft, "none", token, ())


def say(state: State, draft: Draft, measure: Measure, token: Token, others: tuple[int, ...]) -> Said:
    """Add a claim that a word makes."""
    base = state.base if measure == "flat" else None
    said = Said(draft.index, measure, state.paragraph, token.start, token.end, base=base, others=others)
    said.word = token.word or token.text
    state.claims.append(said)
    return said


def missing_share(state: State, token: Token) -> None:
    """占基本支出预算%: a share whose number is not printed."""
    draft, others = statements.for_change(state, NO_NAME, "percent", (token.start, token.end))
    said = say(state, draft, "share" if token.kind == "share" else "completion", token, others)
    said.whole = token.whole


def open_reason(state: State, token: Token) -> None:
    """Begin a reason clause: it explains the changes of the current statement, or of the one its words name."""
    close_reason(state, token.start)
    explained = [index for target in _targets(state) for index in _explained(state, target)]
    state.reason = Reason(token.end, tuple(explained), state.current)
    state.left = []


def unsaid_reason(state: State, tokens: Sequence[Token], at: int) -> None:
    """减少2万元，控制经费开支，减少支出。: what follows a change up to the stop explains it when it holds no figure."""
    last = state.claims[-1] if state.claims else None
    if last is None or state.reason or last.paragraph != state.paragraph or last.measure not in _EXPLAINED:
        return
    nearest = range(at - 1, max(at - _LONGEST_REASON, -1), -1)
    first = next((i for i in nearest if tokens[i].start <= last.start), at)
    told = tokens[first + 1 : at]
    if last.cause or len(told) < 2 or told[0].kind != "comma" or any(each.kind not in _PROSE for each in told):
        return
    text = state.text[told[1].start : told[-1].end]
    if len(text) >= _SHORTEST_REASON:
        for index in _explained(state, state.drafts[last.statement]):
            state.claims[index].cause = text


def _targets(state: State) -> list[Draft]:
    """Return the statements that a reason explains: those its words name, both sides of 收支, else the current one."""
    text = _subject(state)
    subject = fold(text, state.lexicon)
    if sides := both_sides(text, state.lexicon):
        return _of_both(state, sides)
    named = statements.by_name(state, subject) or (state.current if not subject.item else None)
    return [] if named is None else [named]


def _of_both(state: State, sides: Sequence[Name]) -> list[Draft]:
    """Return what this paragraph says of both sides: a statement of both, or the latest of each side outside lists."""
    here = [draft for draft in reversed(state.drafts[state.first :]) if not draft.reason]
    named = [
        next((d for d in here if statements.same(side, d.name) and side.side == d.name.side), None) for side in sides
    ]
    heads = [next((d for d in here if d.name.side == side.side and d.head is None), None) for side in sides]
    found = [draft or head for draft, head in zip(named, heads, strict=True)]
    return [draft for draft in here if draft.name.both][:1] or [draft for draft in found if draft is not None]


def _subject(state: State) -> str:
    """Return the words before 原因 that name what is explained: X减少的主要原因 speaks of X."""
    based = next((i for i, token in enumerate(state.left) if token.kind == "base"), len(state.left))
    text = "".join(token.text for token in state.left[:based] if token.kind in {"text", "aside", "pause"})
    moved = text.removesuffix("的")
    for key in ("direction.up", "direction.down"):
        moved = moved.removesuffix(state.lexicon.words(key).ending(moved))
    return moved


def _explained(state: State, target: Draft) -> tuple[int, ...]:
    found = [
        index
        for index in range(max(len(state.claims) - 8, 0), len(state.claims))
        if state.claims[index].statement == target.index
        and state.claims[index].measure in _EXPLAINED
        and not state.claims[index].cause
        and state.claims[index].paragraph == state.paragraph
    ]
    return tuple(found)


def close_reason(state: State, end: int) -> None:
    """End a reason clause and hand its text to what it explains."""
    reason = state.reason
    if reason is None:
        return
    text = state.text[reason.start : end].strip("：，。；、 ")
    for index in reason.targets:
        state.claims[index].cause = text
    state.reason = None
    state.current = reason.current


def goes_on(state: State, tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a reason goes on after a semicolon: 二是 …."""
    following = tokens[at + 1].text if at + 1 < len(tokens) else ""
    return bool(state.lexicon.words("reason.joined").at(following, 0))
