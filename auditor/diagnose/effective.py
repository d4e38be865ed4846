"""Effective coverage: would a wrong digit be noticed?

A figure that a check uses is not yet a figure that the check protects: a long sum of rounded figures hides last digits, and a bound
hides everything below it. Here every digit of every figure is changed in memory, one at a time, and the checks of
the figure are asked again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from auditor.amounts import HALF, Amount, Interval, read_amount
from auditor.diagnose.coverage import prints_number
from auditor.diagnose.intervals import point, widened
from auditor.diagnose.network import Node, network_of
from auditor.model import Check, Fact, Sensitivity, Verdict

_FORGIVING = frozenset({"count-list"})  # hold when counts add up, and are a partial list when they do not
_DIGITS = "0123456789０１２３４５６７８９"


def sensitivities(checks: Sequence[Check], facts: Sequence[Fact]) -> Mapping[int, Sensitivity]:
    """Return for every figure that prints a number how many of its digits are protected, by fact id.

    A verdict turns when a check that holds would fail (or hold only with a cut figure), or one that fails would hold.
    Nothing is bound anew: a check that would find other figures after the change, or a kinder reading, counts as it stands.
    On the example, auditing anew for every figure agrees with this for 262 of 268 figures, and notices two more.
    """
    network = network_of([check for check in checks if check.code not in _FORGIVING])
    return {
        fact.id: _sensitivity(fact, [network.nodes[index] for index in network.touching.get(fact.id, ())])
        for fact in facts
        if prints_number(fact)
    }


def _sensitivity(fact: Fact, nodes: Sequence[Node]) -> Sensitivity:
    asked = [(node, node.relation.allowed({fact.id: 1})) for node in nodes]
    changes = list(_changed(fact.amount))
    noticed = sum(any(_turns(node, room, fact, amount) for node, room in asked) for amount in changes)
    return Sensitivity(noticed, len(changes))


def _changed(amount: Amount) -> Iterator[Amount | None]:
    """Yield the amount with each of its digits changed by one; None where the change prints no number."""
    text = amount.printed
    for at, letter in enumerate(text):
        if letter in _DIGITS:
            order = _DIGITS.index(letter)
            other = _DIGITS[order - 1 if order % 10 == 9 else order + 1]
            yield read_amount(text[:at] + other + text[at + 1 :], amount.unit)


def _turns(node: Node, room: Interval | None, fact: Fact, amount: Amount | None) -> bool:
    if amount is None:
        return False
    sign = -1 if fact.value < 0 < amount.value else 1  # a word gives the sign
    change = widened(point(sign * amount.value - fact.value), amount.step * HALF)
    return (room is not None and room.meets(change)) is (node.check.verdict is Verdict.FAILS)
