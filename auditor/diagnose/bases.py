"""Rates on the wrong base and wrong comparisons, seen beside the rest of the document: what else may be wrong."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from auditor.diagnose.candidates import Candidate, Search
from auditor.diagnose.drafts import Draft
from auditor.diagnose.echoes import Echoes
from auditor.model import Alternative, Check, Verdict


def seen_beside(draft: Draft, search: Search) -> Draft:
    """Add to a cause what its pattern alone does not tell.

    A rate that fits the wrong base fits as well when the amount is last year's: both are told, and the amount comes first
    when another place prints what it should be.
    """
    found = _amount(draft, search) if draft.kind == "wrong-base" else None
    if found is None or found.slip.suggested is None:
        return draft
    kind = "last-year" if found.slip.kind in {"other", "neighbour", "stale-total", "other-total"} else found.slip.kind
    suggested = _moved_on(found, search)
    if found.cost >= found.slip.bits:
        return draft._replace(confidence="medium", alternatives=(Alternative(found.lead, suggested, kind),))
    told = Alternative(draft.fact, draft.suggested, draft.kind)
    return Draft(kind, found.lead, suggested, "medium", draft.checks, (told,), (), found.vouchers)


def _amount(draft: Draft, search: Search) -> Candidate | None:
    """Return the change of the current amount that mends the rate, None when other checks or copies vouch for the amount."""
    alone = search._replace(still=search.still.intersection(draft.checks))
    for index in alone.still:
        for operand in alone.network.nodes[index].check.operands:
            found = alone.candidate(operand.fact.id) if operand.role == "current" else None
            if found is not None and not found.broken and not found.others:
                return found
    return None


def _moved_on(found: Candidate, search: Search) -> Decimal | None:
    """Return the amount as last year's figure with this year's change, where the rate allows it."""
    if found.cost >= found.slip.bits:
        for index in found.indexes:
            for operand in search.network.nodes[index].check.operands:
                change = operand.sign * operand.fact.value
                if operand.role == "change" and found.delta.low <= change <= found.delta.high:
                    return found.lead.value + change
    return found.slip.suggested


def comparisons(checks: Sequence[Check], explained: frozenset[int], echoes: Echoes) -> list[Draft]:
    """Return a cause for every word that compares two amounts wrongly and stands alone: one of the two, or the word."""
    drafts = []
    for index, check in enumerate(checks):
        if check.code != "compare" or check.verdict is not Verdict.FAILS or index in explained:
            continue
        facts = [operand.fact for operand in check.operands]
        if len(facts) == 2:
            both = frozenset(fact.id for fact in facts)
            first, second = sorted(facts, key=lambda fact: echoes.repeated(fact, both))
            told = Alternative(second, None, "other")
            drafts.append(Draft("other", first, None, "low", (index,), (told,)))
    return drafts
