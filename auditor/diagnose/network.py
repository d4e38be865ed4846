"""The graph of checks and figures: which checks fail, which vouch, which figures are copies of one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from auditor.amounts import Amount, Interval
from auditor.diagnose.relations import Linear, Moves, Relation, eased, relation_of
from auditor.model import Check, Fact, Verdict

# Bits that it costs to leave a check failing. Each exceeds the widest gap between two slips (slips.py), so that a
# coincidence of digits never outbids a check; copies are easily wrong together, a sum seldom is.
_SUM, _LIST, _QUOTIENT, _TIE, _WORD = 18, 16, 15, 14, 14
_LARGEST_COMPONENT = 400  # failing checks that hang together; beyond it the reading is at fault, not a figure
_MOST_FAILING = 1_000  # failing checks that are searched; a document with more was misread, or is no honest one


class Node(NamedTuple):
    """A check that takes part in the search."""

    index: int  # type: ignore[assignment]  # in the sequence of checks; hides tuple.index
    check: Check
    relation: Relation
    weight: int

    def eased(self, moves: Moves) -> Interval | None:
        """Return the δ for which the check would not be raised, beyond those for which it holds; None when there are none."""
        weaker = eased(self.check, self.relation)
        return None if weaker is None else weaker.allowed(moves)

    @property
    def tie(self) -> bool:
        """Tell whether it equates two figures."""
        return isinstance(self.relation, Linear) and self.check.relation == "=" and len(self.relation.facts) == 2


class Network(NamedTuple):
    """Checks by index, and the ways between checks and figures.

    Attributes:
        touching: indexes of the checks of each fact id, in order.
        failing: indexes of the failing checks that can be searched.
        tangled: groups of failing checks that are too large to be searched. left_out: failing checks past the most.
        copies: ids of the figures that stand for the same money as a figure (itself included), where there are any.
        totals: ids of the figures that stand alone against several others in some sum.
    """

    nodes: Mapping[int, Node]
    facts: Mapping[int, Fact]
    touching: Mapping[int, tuple[int, ...]]
    failing: frozenset[int]
    copies: Mapping[int, tuple[int, ...]]
    totals: frozenset[int]
    tangled: tuple[frozenset[int], ...] = ()
    left_out: frozenset[int] = frozenset()

    def guards(self, fact: int) -> tuple[Node, ...]:
        """Return the holding checks of a figure."""
        return tuple(self.nodes[i] for i in self.touching.get(fact, ()) if i not in self.failing)

    def failures(self, fact: int, still: frozenset[int]) -> tuple[Node, ...]:
        """Return the checks of a figure that are still to be explained."""
        return tuple(self.nodes[i] for i in self.touching.get(fact, ()) if i in still)

    def corrected(self, amounts: Mapping[int, Amount]) -> Network:
        """Return the network after figures were corrected; verdicts stay as they are."""
        touched = {index for fact in amounts for index in self.touching.get(fact, ())}
        nodes = dict(self.nodes)
        for index in touched:
            relation = relation_of(nodes[index].check, amounts)
            if relation is not None:
                nodes[index] = nodes[index]._replace(relation=relation)
        return self._replace(nodes=nodes)


def network_of(checks: Sequence[Check], kind: str = "") -> Network:
    """Build the network of all checks that have arithmetic.

    Args:
        checks: evaluated checks.
        kind: kind of the document, 预算 or 决算: figures that name this period need not name it.
    """
    nodes = {}
    for index, check in enumerate(checks):
        relation = relation_of(check)
        if relation is not None and relation.facts:
            nodes[index] = Node(index, check, relation, _weight(check, relation))
    touching: dict[int, list[int]] = defaultdict(list)
    for index, node in nodes.items():
        for fact in node.relation.facts:
            touching[fact.id].append(index)
    ways = {fact: tuple(indexes) for fact, indexes in touching.items()}
    facts = {fact.id: fact for node in nodes.values() for fact in node.relation.facts}
    failing = [index for index, node in nodes.items() if node.check.verdict is Verdict.FAILS]
    groups = components(failing, nodes)
    small = [group for group in groups if len(group) <= _LARGEST_COMPONENT]
    tangled = tuple(group for group in groups if len(group) > _LARGEST_COMPONENT)
    searched, left_out = _within(small, _MOST_FAILING)
    return Network(nodes, facts, ways, searched, _copies(nodes, facts, kind), _totals(nodes), tangled, left_out)


def _within(groups: Iterable[frozenset[int]], most: int) -> tuple[frozenset[int], frozenset[int]]:
    """Part groups into those that come first, together no larger than the most, and the rest."""
    first, rest = set[int](), set[int]()
    for group in groups:
        (rest if rest or len(first) + len(group) > most else first).update(group)
    return frozenset(first), frozenset(rest)


def _weight(check: Check, relation: Relation) -> int:
    if check.formula == "word":
        return _WORD
    if not isinstance(relation, Linear):
        return _QUOTIENT
    if len(relation.facts) <= 2:
        return _TIE
    return _LIST if check.kind == "list" else _SUM


class Clusters:
    """Union–find over integers."""

    def __init__(self) -> None:
        self._parent: dict[int, int] = {}

    def find(self, key: int) -> int:
        """Return the representative of a key."""
        self._parent.setdefault(key, key)
        while self._parent[key] != key:
            self._parent[key] = self._parent[self._parent[key]]
            key = self._parent[key]
        return key

    def join(self, a: int, b: int) -> None:
        """Put two keys into one cluster; the smaller representative stays."""
        first, second = sorted((self.find(a), self.find(b)))
        self._parent[second] = first

    def groups(self) -> dict[int, list[int]]:
        """Return the members of each representative, in order of appearance."""
        found: dict[int, list[int]] = defaultdict(list)
        for key in self._parent:
            found[self.find(key)].append(key)
        return found


def components(indexes: Iterable[int], nodes: Mapping[int, Node]) -> list[frozenset[int]]:
    """Return the groups of checks that hang together by their figures, in the order of their first check."""
    clusters = Clusters()
    seen: dict[int, int] = {}
    for index in indexes:
        clusters.find(index)
        for fact in nodes[index].relation.facts:
            clusters.join(seen.setdefault(fact.id, index), index)
    return [frozenset(group) for group in clusters.groups().values()]


def _copies(nodes: Mapping[int, Node], facts: Mapping[int, Fact], kind: str) -> dict[int, tuple[int, ...]]:
    """Join figures tied by a holding check, and sentences that repeat one item with one value."""
    clusters = Clusters()
    for node in nodes.values():
        if node.tie and node.check.verdict is not Verdict.FAILS:
            first, second = node.relation.facts
            if first.value and second.value:
                clusters.join(first.id, second.id)
    said: dict[tuple[object, ...], int] = {}
    for fact in facts.values():
        if fact.place.kind == "sentence" and fact.value:
            period = "" if fact.period == kind else fact.period
            key = (fact.item, fact.measure, period, fact.fund, fact.side, fact.part, fact.code, fact.value)
            clusters.join(said.setdefault(key, fact.id), fact.id)
    return {fact: tuple(group) for group in clusters.groups().values() if len(group) > 1 for fact in group}


def _totals(nodes: Mapping[int, Node]) -> frozenset[int]:
    found = set()
    for node in nodes.values():
        if node.check.formula == "sum" and len(node.relation.facts) > 2:
            for side in ("left", "right"):
                alone = [operand.fact.id for operand in node.check.operands if operand.side == side]
                if len(alone) == 1:
                    found.add(alone[0])
    return frozenset(found)
