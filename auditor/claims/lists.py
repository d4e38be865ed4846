"""Lists: what opens one, who belongs to it, when it ends, and what its end decides.

A part hangs on a head of its own unit. When the parts already make the head and a further one comes, a second breakdown
begins; it stays only if it adds up as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from auditor.amounts import HALF, ZERO
from auditor.claims.names import Name
from auditor.claims.state import Draft, Frame, State

_LOOK_BACK = 40
_LONGEST = 300  # parts of a list that are added up while it is read


def open_list(state: State, kind: str, *, named: int | None = None, partial: bool = False) -> Frame:
    """Open a list whose head stands before this place."""
    here = state.first < len(state.drafts)
    frame = Frame(
        kind=kind,
        floor=max(state.first if here else state.earlier, state.fenced),
        before=len(state.drafts),
        named=named,
        first=not here,
        partial=partial,
        mark=state.marks,
    )
    state.frames.append(frame)
    return frame


def join(state: State, draft: Draft) -> None:
    """Hang a statement on the innermost open list that takes it."""
    if draft.reason or draft.head is not None:
        return
    while state.frames:
        frame = state.frames[-1]
        head = _head(state, frame, draft) if draft.index >= frame.before else None  # said before the list opened
        if head is None or head.place == draft.place:
            return
        if len(state.frames) > 1 and _belongs_outside(state, frame, head, draft):
            close(state, frame)
            continue
        _take(state, frame, head, draft)
        return


def number(state: State, level: int, count: int) -> None:
    """Take note of a list number: 8. after 7. begins a sibling, so what was opened since 7. is no list of it."""
    before = state.numbers.get(level)
    for deeper in [each for each in state.numbers if each > level]:
        del state.numbers[deeper]
    state.marks += 1
    state.numbers[level] = (count, state.marks)
    if before is None or count != before[0] + 1:
        return
    close_where(state, lambda frame: frame.mark >= before[1])
    state.fenced = len(state.drafts)


def join_whole(state: State, draft: Draft, whole: Draft | None) -> None:
    """A share names its whole: 收入总计X，财政拨款收入Y，占收入总额56.42% is a list without a cue."""
    if whole is None or draft.head is not None or draft.reason or whole.index < state.section_first:
        return
    if not _fits(whole, draft) or whole.place == draft.place or whole.index >= draft.index:
        return
    frame = state.shared
    if frame is None or frame.named != whole.place:
        close_shared(state)
        frame = state.shared = Frame("shared", state.section_first, len(state.drafts), named=whole.place)
    _take(state, frame, whole, draft)


def close_shared(state: State) -> None:
    """Settle the list that shares made."""
    if state.shared is not None:
        _settle(state, state.shared)
        state.shared = None


def _take(state: State, frame: Frame, head: Draft, draft: Draft) -> None:
    members = _members(state, frame, head)
    full = bool(members) and _adds_up(head, members)
    if not frame.group or (full and _weighs(draft) and frame.parts):
        state.group_count += 1
        frame.group = state.group_count
        draft.tentative = full
    elif frame.parts:
        draft.tentative = state.drafts[frame.parts[-1]].tentative
    draft.head, draft.group = head.index, frame.group
    if frame.loose and frame.loose_from is None:
        frame.loose_from = draft.index
    frame.parts.append(draft.index)
    frame.sentence = state.sentences


def _weighs(draft: Draft) -> bool:
    figure = draft.figure()
    return figure is not None and figure.value != 0


def _head(state: State, frame: Frame, draft: Draft) -> Draft | None:
    """Find the head: the named one, else the nearest (or first) statement before the list with the same unit."""
    if frame.named is not None:
        named = [each for each in state.drafts[-_LOOK_BACK:] if each.place == frame.named and each is not draft]
        return next((each for each in named if _fits(each, draft)), named[0] if named else None)
    if frame.first:
        found = state.drafts[frame.floor : min(frame.before, frame.floor + _LOOK_BACK)]
        return next((each for each in found if _fits(each, draft)), None)
    for each in reversed(state.drafts[max(frame.floor, frame.before - _LOOK_BACK) : frame.before]):
        if _fits(each, draft):
            return each
        if _counted(each) and _counted(draft) and not each.reason:
            return None  # 国家级人才144人次，其中院士2人: the nearest count is of another unit
    return None


def _counted(draft: Draft) -> bool:
    return draft.unit not in {"", "money"}


def _fits(head: Draft, draft: Draft) -> bool:
    if head.reason or head is draft:
        return False
    return head.unit == draft.unit or (not draft.unit and head.unit == "money")


def _members(state: State, frame: Frame, head: Draft) -> list[Draft]:
    """Return the present breakdown; a list past all reason is not looked at part by part."""
    if len(frame.parts) > _LONGEST:
        return []
    drafts = (state.drafts[index] for index in frame.parts)
    return [draft for draft in drafts if draft.head == head.index and draft.group == frame.group]


def _adds_up(head: Draft, parts: list[Draft]) -> bool:
    """Tell whether amounts, or changes where no part has an amount, make the head within the printed digits."""
    if any(part.figures for part in parts):
        gap = _gap(head, parts)
        return gap is not None and abs(gap[0]) <= gap[1]
    if head.change is None:
        return False
    steps = sum((part.change_step for part in parts), head.change_step)
    return abs(sum((part.change or ZERO for part in parts), ZERO) - head.change) <= steps * HALF


def _gap(head: Draft, parts: list[Draft]) -> tuple[Decimal, Decimal] | None:
    """Return Σ parts − head in the period told last, and what the printed digits allow; None for a head without a figure."""
    told = next((part for part in reversed(parts) if part.figures), None)
    period = next(reversed(told.figures), None) if told else None
    whole = head.figure(period)
    if whole is None:
        return None
    figures = [figure for part in parts if (figure := part.figure(period)) is not None]
    slack = sum((figure.step for figure in figures), whole.step) * HALF
    return sum((figure.value for figure in figures), -whole.value), slack


def _belongs_outside(state: State, frame: Frame, head: Draft, draft: Draft) -> bool:
    """Tell whether a part would burst this list but fits the one around it."""
    members = _members(state, frame, head)
    above = _head(state, state.frames[-2], draft)
    if not members or above is None or above.place == head.place:
        return False
    own = _parts_of(state, head.name)
    if own and draft.name.item not in own and draft.name.item in _parts_of(state, above.name):
        return True  # 公务接待费 after the parts of 公务用车费 is a part of 三公经费
    if not _weighs(draft) or draft.name.item in own:
        return False  # a declared part of this head: one of the two figures is wrong
    return _bursts(head, [*members, draft]) and not _bursts(above, [*_members(state, state.frames[-2], above), draft])


def _bursts(head: Draft, parts: list[Draft]) -> bool:
    gap = _gap(head, parts)
    return gap is not None and gap[0] > gap[1]


def close(state: State, upto: Frame) -> None:
    """Close the innermost lists up to and including one, and settle each."""
    while state.frames:
        frame = state.frames.pop()
        _settle(state, frame)
        if frame is upto:
            return


def close_where(state: State, ends: Callable[[Frame], bool]) -> None:
    """Close lists from the innermost on while they end."""
    while state.frames and ends(state.frames[-1]):
        close(state, state.frames[-1])


def close_all(state: State) -> None:
    """Close every open list."""
    close_where(state, lambda _: True)
    close_shared(state)


def full_stop(state: State) -> None:
    """A full stop ends an inline list, unless its parts do not yet reach the head: the next sentence may go on."""
    close_where(state, lambda frame: frame.kind in {"inline", "bracket"} and not _may_go_on(state, frame))


def _may_go_on(state: State, frame: Frame) -> bool:
    if frame.kind == "bracket" or frame.partial or not frame.parts or frame.sentence != state.sentences:
        return False
    last = state.drafts[frame.parts[-1]]
    head = state.head_of(last)
    members = [] if head is None else _members(state, frame, head)
    if head is None or not members or _adds_up(head, members):
        return False
    frame.loose = bool(head.figures) if any(part.figures for part in members) else head.change is not None
    return frame.loose


def _settle(state: State, frame: Frame) -> None:
    """Decide at the end of a list who really belonged to it."""
    for head, group in _groups(state, frame):
        parts = [
            state.drafts[i] for i in frame.parts if state.drafts[i].head == head and state.drafts[i].group == group
        ]
        whole = state.drafts[head]
        loose = [part for part in parts if frame.loose_from is not None and part.index >= frame.loose_from]
        if loose and not _adds_up(whole, parts):
            _free(part for part in loose if part.name.item not in _parts_of(state, whole.name))
        if parts[0].tentative and not _adds_up(whole, parts):
            _free(parts)
        if whole.name.both and all(part.name.side for part in parts):
            _split_sides(state, parts)
        parts = [part for part in parts if part.head == head]
        if frame.kind == "shared" and not (_adds_up(whole, parts) or _shares_full(parts)):
            _set_apart(state, parts)
            continue
        if parts and _adds_up(whole, parts):
            for draft in (whole, *parts):
                draft.adds_up = True
        if parts and not frame.partial and _is_complete(state, whole, parts):
            for part in parts:
                part.complete = True


def _groups(state: State, frame: Frame) -> list[tuple[int, int]]:
    pairs = [(state.drafts[i].head, state.drafts[i].group) for i in frame.parts]
    return list(dict.fromkeys((head, group) for head, group in pairs if head is not None))


def _free(parts: Iterator[Draft] | list[Draft]) -> None:
    for part in parts:
        part.head, part.group, part.tentative = None, 0, False


def _set_apart(state: State, parts: list[Draft]) -> None:
    """Parts that only 占W的 names, and that do not fill W together, come from several breakdowns of it."""
    for part in parts:
        state.group_count += 1
        part.group = state.group_count


def _split_sides(state: State, parts: list[Draft]) -> None:
    """Parts of 收支总计 are two breakdowns, one for each side."""
    if len({part.name.side for part in parts}) < 2:
        return
    state.group_count += 1
    for part in parts:
        if part.name.side == "支出":
            part.group = state.group_count


def _parts_of(state: State, name: Name) -> frozenset[str]:
    whole = state.lexicon.vocabulary.whole
    direct = whole.get(name.item, ())
    return frozenset(direct).union(*(whole.get(part, ()) for part in direct))


def _is_complete(state: State, head: Draft, parts: list[Draft]) -> bool:
    """A list is complete when it is a named partition, a complement pair, or its shares add to 100."""
    names = {part.name.item for part in parts} | {part.name.kept for part in parts}
    whole = state.lexicon.vocabulary.whole
    partitions = (*state.lexicon.partitions, *([whole[head.name.item]] if head.name.item in whole else ()))
    if any(all(_covered(item, names, whole) for item in partition) for partition in partitions):
        return True
    return _complement(parts) or _shares_full(parts)


def _covered(item: str, names: set[str], whole: object) -> bool:
    inner = whole.get(item, ()) if isinstance(whole, dict) else ()
    return item in names or (bool(inner) and all(part in names for part in inner))


def _complement(parts: list[Draft]) -> bool:
    if len(parts) != 2:
        return False
    one, other = (part.name.kept for part in parts)
    return any(long == mark + short for mark in ("不", "非", "其他") for long, short in ((one, other), (other, one)))


def _shares_full(parts: list[Draft]) -> bool:
    shares = [part.shares[0] for part in parts if part.shares]
    if len(shares) < len(parts) or len(parts) < 2:
        return False
    return abs(sum(shares, ZERO) - 100) <= Decimal("0.01") * (len(parts) + 1)
