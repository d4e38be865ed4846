"""A check that fails in every reading may follow from a wrong figure in a reading that was not told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from auditor.amounts import Amount
from auditor.diagnose.drafts import Draft
from auditor.diagnose.relations import relation_of
from auditor.model import Check


def joined_by_reading(checks: Sequence[Check], still: Iterable[int], drafts: Sequence[Draft]) -> list[Draft]:
    """Let each open check join the first cause whose correction makes one of its other readings hold."""
    amounts = [_corrected(draft) for draft in drafts]
    joining: dict[int, list[int]] = defaultdict(list)
    for index in sorted(still):
        follows = (i for i, amount in enumerate(amounts) if _follows(checks[index], amount))
        cause = next(follows, None) if checks[index].others else None
        if cause is not None:
            joining[cause].append(index)
    return [draft._replace(checks=(*draft.checks, *joining[i])) for i, draft in enumerate(drafts)]


def _corrected(draft: Draft) -> Mapping[int, Amount]:
    """Return the amount of the figure as it should be; nothing for causes in doubt."""
    if draft.suggested is None or draft.confidence == "low":
        return {}
    return {draft.fact.id: draft.fact.amount._replace(value=draft.suggested)}


def _follows(check: Check, amounts: Mapping[int, Amount]) -> bool:
    for reading in check.others:
        if any(operand.fact.id in amounts for operand in reading.operands):
            relation = relation_of(reading, amounts)
            if relation is not None and relation.allowed({}) is not None:
                return True
    return False
