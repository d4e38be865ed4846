"""Drafts to records: scope, printed spans and boxes, and the numbers that state nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from auditor.claims.leftovers import excluded_numbers
from auditor.claims.names import scope
from auditor.claims.normalise import Normal
from auditor.claims.places import place_of
from auditor.claims.state import Draft, Said, State
from auditor.claims.token import Token
from auditor.model import Base, Claim, Narrative, Paragraph, Statement

_PROFILE = 5  # counts of unrelated things that make a paragraph a profile
_LONE = 2  # of them in no list


def finish(
    state: State, paragraphs: Sequence[Paragraph], normals: Sequence[Normal], tokens: Mapping[int, Sequence[Token]]
) -> Narrative:
    """Freeze what was read."""
    statements: list[Statement] = []
    for draft in state.drafts:
        statements.append(_statement(draft, statements, paragraphs[draft.paragraph], normals[draft.paragraph], state))
    told = _without_profiles(state)
    for said in told:
        said.base = _of_this_year(said.base, state.year)
    claims = [_claim(i, said, statements[said.statement], paragraphs, normals) for i, said in enumerate(told)]
    excluded = excluded_numbers(paragraphs, normals, tokens, claims)
    return Narrative(tuple(paragraphs), tuple(statements), tuple(claims), excluded)


def _without_profiles(state: State) -> list[Said]:
    """Leave out the counts of a profile: a paragraph without money that counts many unrelated things."""
    profiles = _profiles(state)
    kept = [i for i, said in enumerate(state.claims) if said.paragraph not in profiles or not _unrelated(state, said)]
    place = {old: new for new, old in enumerate(kept)}
    for i in kept:
        follows = state.claims[i].follows
        state.claims[i].follows = None if follows is None else place.get(follows)
    return [state.claims[i] for i in kept]


def _profiles(state: State) -> set[int]:
    """Return the paragraphs that are profiles: counts that nothing can be held against, several of them in no list."""
    heads = {draft.head for draft in state.drafts if draft.head is not None}
    counts: Counter[int] = Counter(said.paragraph for said in state.claims if _unrelated(state, said))
    lone: Counter[int] = Counter(
        said.paragraph
        for said in state.claims
        if _unrelated(state, said) and state.drafts[said.statement].head is None and said.statement not in heads
    )
    speaking = {said.paragraph for said in state.claims if said.measure != "count" and _of_budget(state, said)}
    return {p for p, times in counts.items() if times >= _PROFILE and lone[p] >= _LONE and p not in speaking}


def _of_budget(state: State, said: Said) -> bool:
    name = state.drafts[said.statement].name
    return name.known or bool(name.code or name.path or name.period)


def _unrelated(state: State, said: Said) -> bool:
    """Tell a count of an unknown thing that belongs to no list that adds up or is complete."""
    draft = state.drafts[said.statement]
    return said.measure == "count" and not (draft.complete or draft.adds_up or draft.name.known)


def _statement(
    draft: Draft, earlier: Sequence[Statement], paragraph: Paragraph, normal: Normal, state: State
) -> Statement:
    name = draft.name
    start, end = normal.printed_span(draft.start, draft.end)
    head = earlier[draft.head] if draft.head is not None and draft.head < len(earlier) else None
    fund, side, part = _scope(draft, earlier, head, paragraph, state)
    return Statement(
        index=draft.index,
        paragraph=draft.paragraph,
        start=start,
        text=name.text or paragraph.text[start:end],
        item=name.item,
        known=name.known,
        code=name.code,
        path=name.path,
        period=next(iter(draft.figures), name.period),
        fund=fund,
        side=side,
        part=part,
        head=draft.head,
        group=draft.group,
        tentative=draft.tentative,
        complete=draft.complete,
        reason=draft.reason,
    )


def _carried(draft: Draft, earlier: Sequence[Statement], state: State) -> str:
    """政府性基金预算财政拨款本年收入X，本年支出Y: what every fund has is that of the fund named before in the sentence."""
    each = state.lexicon.vocabulary.lexicon.get("subject.of_each_fund", ())
    if not earlier or draft.name.item not in each or state.drafts[draft.index - 1].sentence != draft.sentence:
        return ""
    return earlier[-1].fund if earlier[-1].item in each else ""


def _scope(
    draft: Draft, earlier: Sequence[Statement], head: Statement | None, paragraph: Paragraph, state: State
) -> tuple[str, str, str]:
    """Fund, side and part: from the name itself, else from the head, else from the innermost heading that tells."""
    name = draft.name
    fund, side, part = name.fund or _carried(draft, earlier, state), name.side, name.part
    if head is not None:
        return fund or head.fund, side or head.side, part or head.part
    above = [_told_by(heading, state) for heading in reversed(paragraph.section)]
    nearest = next((each for each in above if any(each)), ("", "", ""))
    fund = fund or next((each[0] for each in above if each[0]), "")
    return fund, side or nearest[1], part or nearest[2]


def _told_by(heading: str, state: State) -> tuple[str, str, str]:
    if heading not in state.scopes:
        state.scopes[heading] = scope(heading, state.lexicon)
    return state.scopes[heading]


def _period(said: Said, statement: Statement) -> str:
    """Return the period of a figure; 当年 where its statement speaks of another one first."""
    if said.measure in {"amount", "count"} and not said.period and statement.period:
        return "当年"
    return said.period


def _of_this_year(base: Base | None, year: str) -> Base | None:
    """比2024年年初预算减少 in the final accounts of 2024: the base is the budget of the same year, not the year before."""
    if base is None or not year or base.anchor != year or base.kind != "预算" or "年初" not in base.text:
        return base
    return base._replace(anchor="年初预算", kind="")


def _claim(
    index: int, said: Said, statement: Statement, paragraphs: Sequence[Paragraph], normals: Sequence[Normal]
) -> Claim:
    paragraph = paragraphs[said.paragraph]
    start, end = normals[said.paragraph].printed_span(said.start, said.end)
    page, box = place_of(paragraph, start, end)
    return Claim(
        index=index,
        statement=said.statement,
        measure=said.measure,
        paragraph=said.paragraph,
        start=start,
        end=end,
        page=page,
        box=box,
        amount=said.amount,
        value=said.value,
        sign=said.sign,
        word=said.word,
        base=said.base,
        whole=said.whole,
        others=said.others,
        follows=said.follows,
        cause=said.cause,
        period=_period(said, statement),
    )
