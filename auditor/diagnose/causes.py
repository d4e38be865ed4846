"""The search for causes: the best change first, what it explains is taken away, and again; ties are told as ties."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from auditor.amounts import Amount
from auditor.diagnose.bases import comparisons, seen_beside
from auditor.diagnose.candidates import Candidate, Search, order
from auditor.diagnose.disagree import disagreements
from auditor.diagnose.drafts import Confidence, Draft
from auditor.diagnose.echoes import Echoes
from auditor.diagnose.following import following
from auditor.diagnose.network import Network, Node, network_of
from auditor.diagnose.omissions import lacking_rows, missing_rows
from auditor.diagnose.patterns import patterns
from auditor.diagnose.readings import joined_by_reading
from auditor.diagnose.relations import relation_of
from auditor.diagnose.sets import SmallSet, small_sets
from auditor.diagnose.surroundings import Surroundings
from auditor.model import Alternative, Check, Fact, Severity, Text, Verdict

_CLEAR, _SURE = 3, 6  # bits between the best candidate and the next
_MOST_ALTERNATIVES = 8
_ROUNDS = 500
_MOST_ALIKE = 64  # figures of a column that are looked at again when one of them was corrected
_CROWD = 6  # failing checks around one figure or sum, beyond which only a clear cause is told


class Found(NamedTuple):
    """The causes in the order of their discovery, and the failing checks that were too many to be searched."""

    drafts: tuple[Draft, ...]
    left_out: frozenset[int] = frozenset()


def causes_of(checks: Sequence[Check], facts: Iterable[Fact], kind: str = "") -> Found:
    """Return the causes of all failing checks that have one.

    Args:
        checks: evaluated checks.
        facts: all figures.
        kind: kind of the document, 预算 or 决算, "" when not known.
    """
    known = patterns(checks)
    if not any(map(_fails, checks)):
        return Found(known)
    network = network_of(checks, kind)
    figures = {fact.id: fact for fact in (*network.facts.values(), *facts)}.values()
    search = Search(network, Surroundings(figures), Echoes(figures, kind), network.failing)
    known = tuple(seen_beside(draft, search) for draft in known)
    search = search._replace(still=search.still - {i for draft in known for i in draft.checks})
    together = [draft for found in small_sets(search) for draft in _better(search, found)]
    left, shared = _shared(search._replace(still=search.still - {i for draft in together for i in draft.checks}))
    shared = joined_by_reading(checks, left.still, [*together, *shared])
    left = left._replace(still=left.still - {index for draft in shared for index in draft.checks})
    split = disagreements(left)
    left = left._replace(still=left.still - {index for draft in split for index in draft.checks})
    alone, still = _lonely(left)
    drafts = _merged([*shared, *split, *alone])
    told = _joined(checks, (*drafts, *missing_rows(network, still), *known))
    explained = frozenset(index for draft in told for index in draft.checks)
    told = following(checks, told)
    beside = (*comparisons(checks, explained, search.echoes), *lacking_rows(checks, explained))
    return Found((*told, *beside, *_tangles(network)), network.left_out)


def _fails(check: Check) -> bool:
    return check.verdict is Verdict.FAILS


def _tangles(network: Network) -> list[Draft]:
    """Return one cause for each group of findings that is too large: so many at once come from the reading, not a figure."""
    drafts = []
    for group in network.tangled:
        lead = min((fact for index in group for fact in network.nodes[index].relation.facts), key=order)
        count = len(group)
        detail = Text(
            f"{count} 处不一致互相牵连，多半是表格读取有误，未逐一归因",
            f"{count} findings hang together, most likely because a table was misread; no figure is named",
        )
        drafts.append(Draft("tangled", lead, None, "low", tuple(sorted(group)), detail=detail))
    return drafts


def _better(search: Search, found: SmallSet) -> list[Draft]:
    """Return the causes of a set of figures, none where taking the best figure first explains as much with as few."""
    left, shared = _shared(search._replace(still=found.checks))
    split = disagreements(left)
    left = left._replace(still=left.still - {index for draft in split for index in draft.checks})
    alone, _ = _lonely(left)
    greedy = _merged([*shared, *split, *alone])
    explained = {index for draft in greedy for index in draft.checks}
    if explained >= found.checks and sum(len(draft.names()) for draft in greedy) <= len(found.candidates):
        return []
    return _drafted(found)


def _drafted(found: SmallSet) -> list[Draft]:
    """Return one cause a figure; a check that two of them explain together is told under the one with fewer checks."""
    rows: dict[int, list[int]] = {position: [] for position in range(len(found.candidates))}
    wanting = {index: [p for p, each in enumerate(found.candidates) if index in each.indexes] for index in found.checks}
    for index, positions in sorted(wanting.items(), key=lambda entry: (len(entry[1]), entry[0])):
        rows[min(positions or rows, key=lambda position: (len(rows[position]), position))].append(index)
    drafts = []
    for position, (candidate, search) in enumerate(zip(found.candidates, found.searches, strict=True)):
        rivals = _rivals(search, candidate)
        drafts.append(_draft(candidate, rivals)._replace(checks=tuple(sorted(rows[position]))))
    return [draft for draft in drafts if draft.checks]


def _shared(search: Search) -> tuple[Search, list[Draft]]:
    """Explain the findings that share a cause; return the search with what is left."""
    drafts: list[Draft] = []
    waiting = _queue(search, _suspects(search.network, search.still))
    for _ in range(_ROUNDS):
        best = _next(search, waiting)
        if best is None:
            break
        rivals = _rivals(search, best)
        drafts.append(_draft(best, rivals))
        search, touched = _without(search, best, rivals)
        for entry in _queue(search, touched):
            heapq.heappush(waiting, entry)
    return search, drafts


_Entry = tuple[tuple[object, ...], int]


def _queue(search: Search, facts: Iterable[int]) -> list[_Entry]:
    found = ((search.candidate(fact), fact) for fact in facts)
    entries: list[_Entry] = [(candidate.rank(), fact) for candidate, fact in found if _several(candidate) and candidate]
    heapq.heapify(entries)
    return entries


def _several(candidate: Candidate | None) -> bool:
    return candidate is not None and len(candidate.explained) >= 2


def _next(search: Search, waiting: list[_Entry]) -> Candidate | None:
    """Take the best candidate that explains several findings; entries age as findings are explained."""
    while waiting:
        rank, fact = heapq.heappop(waiting)
        candidate = search.candidate(fact)
        if candidate is None or not _several(candidate):
            continue
        if candidate.rank() == rank:
            return candidate
        heapq.heappush(waiting, (candidate.rank(), fact))
    return None


def _suspects(network: Network, indexes: Iterable[int]) -> list[int]:
    """Return the figures of checks, each once, in order."""
    return list(dict.fromkeys(fact.id for index in sorted(indexes) for fact in network.nodes[index].relation.facts))


def _rivals(search: Search, best: Candidate) -> list[Candidate]:
    """Return the other candidates for what the best one explains, the best of them first, each set of figures once."""
    found: dict[frozenset[int], Candidate] = {}
    for fact in _suspects(search.network, best.indexes):
        rival = search.candidate(fact) if fact not in best.figures else None
        if rival is not None and not rival.figures & best.figures and rival.figures not in found:
            found[rival.figures] = rival
    return sorted(found.values(), key=Candidate.rank)


def _without(search: Search, best: Candidate, rivals: Sequence[Candidate]) -> tuple[Search, list[int]]:
    """Take away what was explained; go on with the corrected figures when there is no doubt about them."""
    left = search._replace(still=search.still - best.indexes)
    if best.slip.suggested is None or _gap(best, rivals) < _CLEAR:
        return left, []
    change = best.slip.suggested - best.lead.value
    network = search.network.corrected({fact.id: _moved(fact.amount, factor * change) for fact, factor in best.moves})
    repeated = {(fact.place.column, factor * change): best.slip for fact, factor in best.moves if fact.place.column}
    touched = {index for fact in best.figures for index in network.touching[fact]} & left.still
    left = left._replace(network=network, repeated={**search.repeated, **repeated})
    columns = {column for column, _ in repeated}
    suspects = _suspects(network, left.still) if columns else ()
    alike = [fact for fact in suspects if network.facts[fact].place.column in columns]
    return left, [*alike[:_MOST_ALIKE], *_suspects(network, touched)]


def _moved(amount: Amount, change: Decimal) -> Amount:
    return amount._replace(value=amount.value + change)


def _gap(best: Candidate, rivals: Sequence[Candidate]) -> int:
    return best.gain - rivals[0].gain if rivals else best.gain + _SURE


def _draft(best: Candidate, rivals: Sequence[Candidate]) -> Draft:
    doubtful = [rival for rival in rivals if _equal_footing(best, rival)]
    gap = _gap(best, rivals)
    return Draft(
        best.slip.kind,
        best.lead,
        best.slip.suggested,
        _confidence(best, gap, doubtful),
        tuple(sorted(best.indexes)),
        tuple(Alternative(r.lead, r.slip.suggested, r.slip.kind) for r in doubtful[:_MOST_ALTERNATIVES]),
        best.others,
        best.vouchers,
        best.slip.detail,
    )


def _equal_footing(best: Candidate, rival: Candidate) -> bool:
    """Tell whether a rival is too close in bits, or cannot be told apart by the checks at all."""
    if rival.absurd and not best.absurd:
        return False
    if best.gain - rival.gain < _CLEAR:
        return True
    return rival.indexes >= best.indexes and len(rival.broken) <= len(best.broken)


def _confidence(best: Candidate, gap: int, doubtful: Sequence[Candidate]) -> Confidence:
    supported = len(best.explained) >= 2 or best.vouchers > 0
    if gap >= _SURE and supported and not best.broken and not doubtful:
        return "high"
    return "medium" if gap >= _CLEAR else "low"


def _lonely(search: Search) -> tuple[list[Draft], frozenset[int]]:
    """Explain findings that stand alone: the likeliest figure, and with it all that cannot be told apart.

    Returns the causes, and the findings that have none because every figure is vouched for.
    """
    drafts: list[Draft] = []
    vouched = set()
    for index in sorted(search.still):
        node = search.network.nodes[index]
        if index not in search.still or node.check.severity is Severity.INFO:
            continue
        suspects = (search.candidate(fact.id) for fact in node.relation.facts)
        found = sorted((c for c in suspects if c is not None and index in c.indexes), key=Candidate.rank)
        rivals = [other for other in found[1:] if not other.figures & found[0].figures]
        if not found:
            vouched.add(index)
        elif _gap(found[0], rivals) >= _CLEAR or (_few(found[0], rivals) and not _crowded(search, node)):
            drafts.append(_draft(found[0], rivals))
            search = search._replace(still=search.still - found[0].indexes)
    return drafts, frozenset(vouched)


def _crowded(search: Search, node: Node) -> bool:
    """Tell whether many failing checks share the figures of one: then the reading may be at fault, and a guess is noise."""
    others = {index for fact in node.relation.facts for index in search.network.touching[fact.id]}
    return len(others & search.still) > _CROWD


def _few(best: Candidate, rivals: Sequence[Candidate]) -> bool:
    """Tell whether the figures that are as likely as the best one can be listed."""
    return sum(best.gain - rival.gain < _CLEAR for rival in rivals) < _MOST_ALTERNATIVES


def _merged(drafts: Sequence[Draft]) -> list[Draft]:
    """Join causes that are one: figures of a column, or of sister tables, that are wrong by the same amount."""
    found: dict[tuple[object, ...], Draft] = {}
    for position, draft in enumerate(drafts):
        key = _same_slip(draft) or (position,)
        found[key] = _union(found[key], draft) if key in found else draft
    return list(found.values())


def _same_slip(draft: Draft) -> tuple[object, ...] | None:
    exact = draft.fact.place.kind == "cell" and not draft.fact.amount.step
    if draft.suggested is None or not exact or draft.confidence == "low":
        return None
    return draft.kind, draft.fact.place.column, draft.suggested - draft.fact.value


def _union(first: Draft, second: Draft) -> Draft:
    if order(second.fact) < order(first.fact):
        first, second = second, first
    checks = tuple(sorted({*first.checks, *second.checks}))
    figures = {fact.id: fact for fact in (*first.figures, second.fact, *second.figures) if fact.id != first.fact.id}
    return first._replace(checks=checks, figures=tuple(figures.values()), alternatives=())


def _joined(checks: Sequence[Check], drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Let findings without arithmetic join the cause that names one of their figures."""
    taken = {index for draft in drafts for index in draft.checks}
    naming: dict[int, int] = {}  # figure → the first cause that names it
    for position, draft in enumerate(drafts):
        for fact in draft.names():
            naming.setdefault(fact, position)
    joining: dict[int, list[int]] = defaultdict(list)
    for index, check in enumerate(checks):
        if _fails(check) and check.formula != "missing" and index not in taken and relation_of(check) is None:
            named = min((naming[o.fact.id] for o in check.operands if o.fact.id in naming), default=None)
            if named is not None:
                joining[named].append(index)
    return tuple(draft._replace(checks=(*draft.checks, *joining[i])) for i, draft in enumerate(drafts))
