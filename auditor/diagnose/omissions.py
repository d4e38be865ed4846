"""Sums that fail although every figure in them is vouched for: a row is missing, or one too many is there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from auditor.diagnose.candidates import order
from auditor.diagnose.drafts import Confidence, Draft
from auditor.diagnose.network import Network, Node
from auditor.diagnose.relations import Linear
from auditor.diagnose.slips import show_value
from auditor.diagnose.surroundings import table_of
from auditor.model import Fact, Text


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
    return [_draft(found) for found in rows.values()]


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


def _draft(found: list[tuple[Node, Fact]]) -> Draft:
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
    return Draft("disagree", total, None, sure, tuple(node.index for node, _ in found), (), others, detail=detail)
