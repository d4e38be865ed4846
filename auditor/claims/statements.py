"""Which statement a figure belongs to: the one its words name, the current one, or a new one."""

from __future__ import annotations

from auditor.claims import lists
from auditor.claims.names import NO_NAME, Name
from auditor.claims.state import Draft, State

_LOOK_BACK = 40


def same(name: Name, other: Name) -> bool:
    """Tell whether two names mean one item at one place."""
    if name.path and other.path:
        return name.path == other.path
    if name.code and other.code and name.code != other.code:
        return False
    if name.item == other.item:
        return _compatible(name.fund, other.fund) and _compatible(name.side, other.side)
    if name.both and other.both:
        return _compatible(name.fund, other.fund)
    if name.known and other.known:
        return False
    return len(name.kept) >= 3 and other.kept.endswith(name.kept)


def _compatible(one: str, other: str) -> bool:
    return not one or not other or one == other


def new(state: State, name: Name, span: tuple[int, int], place: int | None = None) -> Draft:
    """Start a statement; without a place it is an item of its own."""
    if place is None:
        state.places += 1
        place = state.places
    if name.path and state.heading_path and name.path[0] != state.heading_path[0] and len(name.path) < 3:
        name = name._replace(path=(*state.heading_path, *name.path))
    draft = Draft(
        index=len(state.drafts),
        paragraph=state.paragraph,
        start=span[0],
        end=span[1],
        name=name,
        place=place,
        sentence=state.sentences,
        reason=state.reason is not None,
        paused=state.paused,
    )
    state.drafts.append(draft)
    state.paused = False
    return draft


def for_amount(state: State, name: Name, unit: str, span: tuple[int, int]) -> Draft:
    """Return the statement of an amount or count: one item in one place may tell several periods, each of them once."""
    name, place = _placed(state, name)
    for draft in reversed(state.at_place(place) if place is not None else []):
        fits = draft.unit in {"", unit} and draft.paragraph == state.paragraph
        if fits and name.period not in draft.figures and draft.reason == (state.reason is not None):
            return draft
    return new(state, name, span, place)


def _placed(state: State, name: Name) -> tuple[Name, int | None]:
    """Complete a name that prints only a period: the lead clause, else the current item, else the heading."""
    current = state.current
    if name.item:
        if current is not None and same(name, current.name):
            return _filled(name, current.name), current.place
        return name, None
    if _leads(state):
        return state.lead._replace(period=name.period), None
    if current is not None and name.side and current.name.side and name.side != current.name.side:
        return _side_alone(state, name), None  # 收入预算…；支出预算…
    if current is not None:
        return current.name._replace(period=name.period, side=current.name.side or name.side), current.place
    if state.heading.known:
        return state.heading._replace(period=name.period), None
    return _side_alone(state, name), None


def _side_alone(state: State, name: Name) -> Name:
    """收入预算, 支出决算 with nothing else named: the item is the side."""
    if not name.side:
        return name
    item = state.lexicon.canonical(f"{name.period}{name.side}")
    return name._replace(item=item or name.side, kept=name.side, known=bool(item))


def _leads(state: State) -> bool:
    """Tell whether a lead clause was read after the last figure."""
    return state.lead is not NO_NAME and (state.current is None or state.current.start < state.lead_start)


def _filled(name: Name, other: Name) -> Name:
    """Add what the fuller of two names of one item tells."""
    return name._replace(
        item=other.item,
        known=other.known,
        kept=other.kept,
        code=name.code or other.code,
        path=name.path or other.path,
        fund=name.fund or other.fund,
        side=name.side or other.side,
        part=name.part or other.part,
    )


def for_change(state: State, name: Name, unit: str, span: tuple[int, int]) -> tuple[Draft, tuple[int, ...]]:
    """Return the statement that a change, rate, share … is said of, and second readings."""
    if name.item:
        return _named(state, name, unit, span), ()
    if name.side and state.current is None and state.lead is NO_NAME:
        name = _side_alone(state, name)
        return _named(state, name, unit, span), ()
    if _leads(state):
        return _named(state, state.lead, unit, span), ()
    listed = _listed(state) or _after_list(state)
    if listed is not None:
        return listed
    draft = _recent(state, unit)
    if draft is None:
        return new(state, state.heading if state.heading.known else name, span), ()
    return draft, _pair(state, draft) or tuple(index for index in state.dealt[:-1] if state.dealt[-1] == draft.index)


def _named(state: State, name: Name, unit: str, span: tuple[int, int]) -> Draft:
    """Find the statement of a name in this paragraph, the nearest first, or open one."""
    recent = state.drafts[state.first :][-_LOOK_BACK:]
    here = [draft for draft in reversed(recent) if same(name, draft.name) and not draft.reason]
    if state.reason is None:
        for draft in here:
            if _takes(draft, unit) and (draft.sentence >= state.sentences - 1 or draft is state.current):
                return draft
    return new(state, name, span)


def _takes(draft: Draft, unit: str) -> bool:
    return unit in {"", draft.unit} or not draft.unit or (unit == "percent")


def _recent(state: State, unit: str) -> Draft | None:
    """Return the current statement, or the latest one with money: a change of money never hangs on a count."""
    current = state.current
    if current is None or (unit in {"", current.unit}) or not current.unit:
        return current
    if unit in {"percent", "points"} and (current.unit == "money" or current.shares or current.change is not None):
        return current
    wanted = "money" if unit in {"money", "percent", "points"} else unit
    for draft in reversed(state.drafts[state.first :][-_LOOK_BACK:]):
        if draft.unit == wanted and not draft.reason:
            return draft
    return current if unit in {"percent", "points"} else None


def _listed(state: State) -> tuple[Draft, tuple[int, ...]] | None:
    """After a list with 、 a comparison belongs to its head, and the last item is the second reading."""
    current = state.current
    if current is None or not current.paused or not state.frames or state.frames[-1].kind != "inline":
        return None
    head = state.head_of(current)
    if head is None or current.change is not None:
        return None
    return head, (current.index,)


def _after_list(state: State) -> tuple[Draft, tuple[int, ...]] | None:
    """A sentence of its own after a list that is full speaks of the head, and its last item is the second reading."""
    current = state.current
    head = None if current is None else state.head_of(current)
    if current is None or head is None or current.sentence >= state.sentences or head.change is not None:
        return None
    ended = all(current.index not in frame.parts for frame in state.frames)
    alone = head.paragraph == state.paragraph and current.change is None
    return (head, (current.index,)) if ended and alone else None


def _pair(state: State, draft: Draft) -> tuple[int, ...]:
    """Two totals before one comparison (收入总计X，支出总计X，增加…): the other one is the second reading."""
    if draft.index == 0 or not draft.figures or draft.paused:
        return ()
    other = state.drafts[draft.index - 1]
    if other.sentence != draft.sentence or not other.figures or other.change is not None or other.unit != draft.unit:
        return ()
    sides = {other.name.side, draft.name.side}
    return (other.index,) if sides == {"收入", "支出"} and other.head == draft.head else ()


def by_name(state: State, name: Name) -> Draft | None:
    """Find a statement of this paragraph, or the latest of the document, that a name means."""
    if not name.item:
        return None
    for draft in reversed(state.drafts[-_LOOK_BACK:]):
        if not draft.reason and draft.unit in {"", "money"} and same(name, draft.name):
            return draft
    return None


def belong(state: State, draft: Draft) -> None:
    """Hang a statement on the open list and make it the current one."""
    lists.join(state, draft)
    state.current = draft
