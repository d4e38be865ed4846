"""Rates that were derived from a wrong figure: they follow it, whatever slip of their own they have.

A change that was copied from another line has a rate that was computed from it. The rate may be on the wrong base as
well; but it must be computed anew from the right change in any case, so it is told under the cause of the change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from auditor.diagnose.drafts import Draft
from auditor.diagnose.intervals import bounded, middle, on_grid
from auditor.diagnose.relations import relation_of
from auditor.model import Alternative, Check, Fact, Text

_DERIVED = {"rate": "rate", "ratio": "share"}  # formula → role of the derived figure
_WITNESSES = 2  # findings without which nothing is taken from its own cause


def following(checks: Sequence[Check], drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Return the causes with each lone finding about a derived percentage under the cause of what it was derived from."""
    found = list(drafts)
    leading: dict[int, int] = {}  # figure → the first cause that is certain of it
    for position, draft in enumerate(drafts):
        if _leads(draft):
            leading.setdefault(draft.fact.id, position)
    leaders = [_leader(checks, draft, leading) for draft in drafts]
    for draft, leader in zip(drafts, leaders, strict=True):
        if leader is not None:
            base = found[leader]
            follows = (*base.follows, *draft.follows, _recomputed(checks[draft.checks[0]], draft, base))
            detail = _both(base.detail, draft.detail)
            found[leader] = base._replace(checks=(*base.checks, *draft.checks), follows=follows, detail=detail)
    return tuple(draft for draft, leader in zip(found, leaders, strict=True) if leader is None)


def _both(base: Text, own: Text) -> Text:
    if not own.zh:
        return base
    lead = Text(f"{base.zh}；", f"{base.en}; ") if base.zh else base
    return Text(f"{lead.zh}其比率{own.zh}", f"{lead.en}its rate was {own.en}")


def _leader(checks: Sequence[Check], draft: Draft, leading: Mapping[int, int]) -> int | None:
    """Return the cause that a cause follows, None when it stands for itself."""
    check = checks[draft.checks[0]]
    role = _DERIVED.get(check.formula)
    if (
        len(draft.checks) > 1
        or role is None
        or draft.fact.id not in {o.fact.id for o in check.operands if o.role == role}
    ):
        return None
    return min((leading[o.fact.id] for o in check.operands if o.role != role and o.fact.id in leading), default=None)


def _leads(draft: Draft) -> bool:
    return draft.suggested is not None and draft.confidence != "low" and len(draft.checks) >= _WITNESSES


def _recomputed(check: Check, draft: Draft, base: Draft) -> Alternative:
    """Return the derived figure as it becomes once the cause is corrected."""
    wanted = None
    if base.suggested is not None:
        amount = base.fact.amount._replace(value=_signed(check, base.fact, base.suggested), step=Decimal(0))
        relation = relation_of(check, {base.fact.id: amount})
        allowed = None if relation is None else relation.allowed({draft.fact.id: 1})
        if allowed is not None and bounded(allowed):
            wanted = on_grid(draft.fact.value + middle(allowed), draft.fact.amount.step)
    return Alternative(draft.fact, wanted, draft.kind)


def _signed(check: Check, fact: Fact, value: Decimal) -> Decimal:
    """Return a value with the sign under which the check holds the figure."""
    own = next(operand.fact for operand in check.operands if operand.fact.id == fact.id)
    return -value if own.value == -fact.value != fact.value else value
