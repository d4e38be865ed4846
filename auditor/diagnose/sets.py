"""Small sets: several wrong figures whose checks hang together, found by branch and bound.

Two wrong figures in one column make the column fail by the sum of both errors, and no single change explains it. Here
the smallest set of figures is sought that satisfies every failing sum of a component without breaking another: a failing
check must be mended by one of its figures, and by as much as some failing check asks for. Sets of two are tried before
sets of three and four; among equals the likeliest slips win. Only sets whose every figure is asked for by two checks count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from auditor.amounts import ZERO, Interval
from auditor.diagnose.candidates import Candidate, Search
from auditor.diagnose.network import Network, components
from auditor.diagnose.relations import Linear
from auditor.diagnose.slips import best_slip

_MOST_FIGURES = 4
_MOST_CHECKS = 24  # failing checks of a component
_MOST_STATES = 4000  # looked at for one component
_STATES = 20_000  # and for one document
_ASKED_BY = 2  # checks that must ask for each figure of a set

Deltas = Mapping[int, Decimal]  # fact id → change


class _Sum(NamedTuple):
    """An equation Σ weight · figure = 0 with the half width of its printed digits."""

    weights: Mapping[int, int]
    width: Decimal


@dataclass(slots=True)
class _System:
    """The sums around one component, and the best set found so far."""

    search: Search
    sums: Mapping[int, _Sum]
    of: Mapping[int, tuple[int, ...]]  # fact id → indexes of its sums
    states: int = 0
    best: Deltas | None = None
    bits: int = 0
    costs: dict[tuple[int, Decimal], int] = field(default_factory=dict)

    def cost(self, fact: int, delta: Decimal) -> int:
        """Return the bits of the slip that would change a figure so."""
        key = (fact, delta)
        if key not in self.costs:
            network = self.search.network
            whole = fact in network.totals
            lead = network.facts[fact]
            slip = best_slip(lead, Interval(delta, delta), self.search.around, frozenset((fact,)), total=whole)
            self.costs[key] = slip.bits
        return self.costs[key]


class SmallSet(NamedTuple):
    """Figures that are wrong together.

    Attributes:
        checks: the failing sums they explain; candidates: one for each figure, seen with the others corrected.
        searches: the search of each candidate, in which its rivals can be asked for.
    """

    checks: frozenset[int]
    candidates: tuple[Candidate, ...]
    searches: tuple[Search, ...]


def small_sets(search: Search) -> Iterator[SmallSet]:
    """Yield the small set of each component that no single figure explains, where there is one."""
    left = _STATES
    for component in components(sorted(search.still), search.network.nodes):
        failing = frozenset(i for i in component if _is_sum(search.network, i))
        if not 2 <= len(failing) <= _MOST_CHECKS or left <= 0 or _explained_by_one(search, component):
            continue
        system = _system(search, failing)
        deltas = _smallest(system, failing)
        left -= system.states
        found = [] if deltas is None else _candidates(search, deltas, failing)
        if found:
            yield SmallSet(failing, *zip(*found, strict=True))


def _corrected(search: Search, deltas: Deltas, but: int) -> Search:
    """Return the search after all figures of a set but one were corrected."""
    network = search.network
    amounts = {
        fact: network.facts[fact].amount._replace(value=network.facts[fact].value + delta)
        for fact, delta in deltas.items()
        if fact != but
    }
    return search._replace(network=network.corrected(amounts))


def _is_sum(network: Network, index: int) -> bool:
    relation = network.nodes[index].relation
    return isinstance(relation, Linear) and not relation.bounds.width and network.nodes[index].check.relation == "="


def _explained_by_one(search: Search, component: frozenset[int]) -> bool:
    """Tell whether one change (of a figure, with its copies) explains all checks of a component."""
    network = search.network
    first = min(component, key=lambda index: len(network.nodes[index].relation.facts))
    found = (search.candidate(fact.id) for fact in network.nodes[first].relation.facts)
    return any(each is not None and each.indexes >= component for each in found)


def _system(search: Search, failing: frozenset[int]) -> _System:
    network = search.network
    facts = {fact.id for index in failing for fact in network.nodes[index].relation.facts}
    indexes = {index for fact in facts for index in network.touching.get(fact, ()) if _is_sum(network, index)}
    sums, of = {}, defaultdict[int, list[int]](list)
    for index in sorted(indexes):
        relation = network.nodes[index].relation
        if isinstance(relation, Linear):
            sums[index] = _Sum(relation.weights, relation.width)
            for fact in relation.weights:
                of[fact].append(index)
    return _System(search, sums, {fact: tuple(found) for fact, found in of.items()})


def _smallest(system: _System, failing: frozenset[int]) -> Deltas | None:
    """Return the likeliest of the smallest sets that satisfy every sum; None when none is found within bounds."""
    gaps = {index: _gap(system.search.network, index) for index in system.sums}
    violated = frozenset(i for i in gaps if abs(gaps[i]) > system.sums[i].width)
    if not violated >= failing:
        return None
    for size in range(2, _MOST_FIGURES + 1):
        _grow(system, gaps, {}, size, 0)
        if system.best is not None or system.states > _MOST_STATES:
            break
    return system.best


def _gap(network: Network, index: int) -> Decimal:
    relation = network.nodes[index].relation
    return relation.base - relation.bounds.low if isinstance(relation, Linear) else ZERO


def _grow(system: _System, gaps: Mapping[int, Decimal], moved: Deltas, left: int, bits: int) -> None:
    """Try every figure that may mend the narrowest violated sum; keep the cheapest set that mends all."""
    system.states += 1
    violated = [index for index, gap in gaps.items() if abs(gap) > system.sums[index].width]
    if not violated:
        if system.best is None or bits < system.bits:
            system.best, system.bits = dict(moved), bits
        return
    if not left or system.states > _MOST_STATES:
        return
    for fact in _movable(system, violated, moved, left):
        for delta in _wanted(system, gaps, violated, fact):
            cost = bits + system.cost(fact, delta)
            if system.best is None or cost < system.bits:
                _grow(system, _after(system, gaps, fact, delta), {**moved, fact: delta}, left - 1, cost)


def _movable(system: _System, violated: Sequence[int], moved: Deltas, left: int) -> list[int]:
    """Return the figures to try: of the narrowest violated sum; the last one must stand in all that are violated."""
    narrowest = min(violated, key=lambda index: (len(system.sums[index].weights), index))
    facts = [fact for fact in system.sums[narrowest].weights if fact not in moved]
    most = max((len(system.of[fact]) for fact in facts), default=0)
    if left == 1:
        return [fact for fact in facts if all(fact in system.sums[index].weights for index in violated)]
    return facts if len(violated) <= most * left + left else []


def _wanted(system: _System, gaps: Mapping[int, Decimal], violated: Sequence[int], fact: int) -> list[Decimal]:
    """Return the changes of a figure that its violated sums ask for, each once."""
    asking = (index for index in violated if fact in system.sums[index].weights)
    return list(dict.fromkeys(-gaps[index] / system.sums[index].weights[fact] for index in asking))


def _after(system: _System, gaps: Mapping[int, Decimal], fact: int, delta: Decimal) -> Mapping[int, Decimal]:
    changed = {index: gaps[index] + system.sums[index].weights[fact] * delta for index in system.of[fact]}
    return {**gaps, **changed}


def _candidates(search: Search, deltas: Deltas, failing: frozenset[int]) -> list[tuple[Candidate, Search]]:
    """Look at each figure of a set with the others corrected; nothing where a figure is not asked for by two checks."""
    found = []
    for fact, delta in deltas.items():
        asking = frozenset(index for index in search.network.touching[fact] if index in failing)
        seen = _corrected(search, deltas, fact)._replace(still=asking)
        candidate = seen.candidate(fact)
        if candidate is None or candidate.broken or len(candidate.explained) < _ASKED_BY or candidate.others:
            return []
        if not candidate.delta.low <= delta <= candidate.delta.high:
            return []
        found.append((candidate, seen))
    return found
