"""One figure that several checks want to be several values: two breakdowns of one total."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from auditor.diagnose.candidates import Search, order
from auditor.diagnose.drafts import Draft
from auditor.diagnose.intervals import bounded, middle, on_grid
from auditor.diagnose.network import Network, Node
from auditor.diagnose.relations import Linear
from auditor.diagnose.slips import show_value
from auditor.model import Alternative, Fact, Text

_MOST_VALUES = 8  # implied values that are told


def disagreements(search: Search) -> tuple[Draft, ...]:
    """Return a cause for every total that its failing breakdowns contradict in different ways."""
    network, still, found = search.network, search.still, []
    for hub in _hubs(network, still):
        nodes = _broken_down(network, hub, still)
        if len(nodes) >= 2:
            draft = _draft(network, hub, nodes, still)
            found.append(draft)
            still = still - set(draft.checks)
    return tuple(found)


def _hubs(network: Network, still: frozenset[int]) -> list[tuple[int, ...]]:
    """Return the totals with their copies, those with most failing breakdowns first."""
    groups = {
        network.copies.get(fact.id, (fact.id,)) for index in still for fact in network.nodes[index].relation.facts
    }
    ranked = []
    for group in groups:
        count = len(_broken_down(network, group, still))
        if count >= 2:
            ranked.append((-count, order(min((network.facts[fact] for fact in group), key=order)), group))
    return [group for _, _, group in sorted(ranked)]


def _broken_down(network: Network, group: Sequence[int], still: frozenset[int]) -> list[Node]:
    """Return the failing sums in which one of the copies stands alone on its side."""
    nodes = {node.index: node for fact in group for node in network.failures(fact, still)}
    return [node for node in nodes.values() if isinstance(node.relation, Linear) and _alone(node, group)]


def _alone(node: Node, group: Sequence[int]) -> bool:
    for side in ("left", "right"):
        own = [operand.fact.id for operand in node.check.operands if operand.side == side]
        if len(own) == 1 and own[0] in group:
            return True
    return False


def _draft(network: Network, hub: tuple[int, ...], nodes: list[Node], still: frozenset[int]) -> Draft:
    nodes.sort(key=lambda node: node.index)
    joined = _joined(network, nodes, hub, still)
    used = {fact.id: fact for node in nodes for fact in node.relation.facts if fact.id in hub}
    figures = sorted(used.values(), key=order)
    implied = {found.suggested: found for found in (_implied(node, figures) for node in nodes)}
    alternatives = tuple(implied.values())[:_MOST_VALUES]
    values = [show_value(a.suggested, figures[0].amount.unit) for a in alternatives if a.suggested is not None]
    detail = Text("各处推得：" + "、".join(values), "implied values: " + ", ".join(values))
    checks = tuple(node.index for node in (*nodes, *joined))
    return Draft("disagree", figures[0], None, "medium", checks, alternatives, tuple(figures[1:]), detail=detail)


def _implied(node: Node, figures: Iterable[Fact]) -> Alternative:
    """Return the value that one check implies for the shared figure."""
    own = {fact.id for fact in node.relation.facts}
    fact = next(figure for figure in figures if figure.id in own)
    allowed = node.relation.allowed({fact.id: 1})
    if allowed is None or not bounded(allowed):
        return Alternative(fact, None, "disagree")
    return Alternative(fact, on_grid(fact.value + middle(allowed), fact.amount.step), "disagree")


def _joined(network: Network, nodes: list[Node], hub: tuple[int, ...], still: frozenset[int]) -> list[Node]:
    """Return further failing checks that compare the breakdowns with each other."""
    members = [{fact.id for fact in node.relation.facts} - set(hub) for node in nodes]
    chosen = {node.index for node in nodes}
    near = {index for group in members for fact in group for index in network.touching.get(fact, ())}
    found = []
    for index in sorted((near & still) - chosen):
        own = {fact.id for fact in network.nodes[index].relation.facts}
        if sum(bool(own & group) for group in members) >= 2:
            found.append(network.nodes[index])
    return found
