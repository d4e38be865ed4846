"""Sums that fail although every figure in them is vouched for: a row is missing, or one too many is there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from auditor.diagnose.candidates import order
from auditor.diagnose.drafts import Confidence, Draft
from auditor.diagnose.network import Network, Node
from auditor.diagnose.relations import Linear
from auditor.diagnose.slips import show, show_value
from auditor.diagnose.surroundings import table_of
from auditor.model import Check, Fact, Text, Verdict

_SHARED = 2  # rows that two tables must both have to be tables of the same things


def missing_rows(network: Network, indexes: Iterable[int]) -> list[Draft]:
    """Return one cause for the failing sums of each row of a table.

    Args:
        network: the graph.
        indexes: failing checks without any figure whose change would help more than it harms.
    """
    rows: dict[tuple[object, ...], list[tuple[Node, Fact]]] = defaultdict(list)
    for index in sorted(indexes):
        node = network.nodes[index]
        total = _total(node)
        if total is not None:
            rows[(*table_of(total), total.page, total.place.row)].append((node, total))
    return [_draft(found, network) for found in rows.values()]


def lacking_rows(checks: Sequence[Check], explained: frozenset[int]) -> list[Draft]:
    """Return one cause for each row that one table lists and another lacks, where no other cause says so."""
    drafts = []
    for index, check in enumerate(checks):
        open_ = check.verdict is Verdict.FAILS and index not in explained
        if open_ and check.code == "missing-row" and len(check.operands) == 1:
            drafts.append(Draft("row-missing", check.operands[0].fact, None, "medium", (index,)))
    return drafts


def _total(node: Node) -> Fact | None:
    """Return the total of a sum down one column of a table, None for everything else."""
    if not isinstance(node.relation, Linear) or node.check.relation != "=" or node.check.difference is None:
        return None
    left = [operand.fact for operand in node.check.operands if operand.side == "left"]
    right = [operand.fact for operand in node.check.operands if operand.side == "right"]
    if len(left) != 1 or not right or any(fact.place.kind != "cell" for fact in (*left, *right)):
        return None
    total = left[0]
    same = all(table_of(part) == table_of(total) and part.place.column == total.place.column for part in right)
    return total if same and all(part.place.row != total.place.row for part in right) else None


def _draft(found: list[tuple[Node, Fact]], network: Network) -> Draft:
    node, total = min(found, key=lambda entry: order(entry[1]))
    gap = node.check.difference
    assert gap is not None  # noqa: S101 - _total let only sums pass
    printed = show_value(abs(gap), total.amount.unit)
    detail = Text(
        f"各分项合计比它少 {printed}，可能漏列一行", f"the rows below add up to {printed} less: one may be missing"
    )
    if gap < 0:
        detail = Text(
            f"各分项合计比它多 {printed}，可能多列一行", f"the rows below add up to {printed} more: one may be too many"
        )
    others = tuple(fact for _, fact in found if fact.id != total.id)
    sure: Confidence = "medium" if others else "low"
    row = _doubled(node, -gap) if gap < 0 else _left_out(node, total, gap, network)
    if row is not None:
        name, size = row.place.row, show(row.amount)
        kind, detail = "row-missing", Text(f"可能漏列{name} {size}", f"{name} {size} may be missing here")
        if gap < 0:
            kind, detail = "row-doubled", Text(f"{name} {size} 列了两次", f"{name} {size} is listed twice")
        return Draft(kind, total, None, "medium", tuple(n.index for n, _ in found), (), others, detail=detail)
    return Draft("disagree", total, None, sure, tuple(node.index for node, _ in found), (), others, detail=detail)


def _doubled(node: Node, size: Decimal) -> Fact | None:
    """Return a part of that size that stands twice in a sum under one name."""
    seen: dict[str, Fact] = {}
    for operand in node.check.operands:
        fact = operand.fact
        if operand.side == "right" and fact.value == size:
            if fact.place.row in seen:
                return fact
            seen[fact.place.row] = fact
    return None


def _left_out(node: Node, total: Fact, size: Decimal, network: Network) -> Fact | None:
    """Return a figure of that size in a table that lists a row which this sum lacks, beside rows that both have."""
    own = {fact.place.row for fact in node.relation.facts}
    tables: dict[object, set[str]] = defaultdict(set)
    fitting = []
    for fact in network.facts.values():
        if fact.place.kind == "cell" and table_of(fact) != table_of(total):
            tables[table_of(fact)].add(fact.place.row)
            if fact.value == size and fact.place.row not in own:
                fitting.append(fact)
    shared = (fact for fact in sorted(fitting, key=order) if len(tables[table_of(fact)] & own) >= _SHARED)
    return next(shared, None)
