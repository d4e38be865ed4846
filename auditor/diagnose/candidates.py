"""Figures that may be the wrong one: what a change of each explains, what it breaks, and its score in bits.

A candidate is one figure, or one figure with others that carry the same slip: copies of it, and totals further up that
were added from it. All of them move by the same δ (or its negative); δ is what the failing checks agree on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from auditor.amounts import Interval
from auditor.diagnose.echoes import Echoes, likeliest
from auditor.diagnose.intervals import EVERYTHING, bounded, on_grid
from auditor.diagnose.network import Network, Node
from auditor.diagnose.slips import Slip, best_slip
from auditor.diagnose.surroundings import Surroundings
from auditor.model import Fact

_PER_COPY = 2  # bits for each further figure with the same slip
_AGAIN = 1  # bits for a slip that was found already in the same column
_MOST_FIGURES = 60
_NAMED, _UNNAMED = 6, 4  # bits for a wanted value that another place prints, under the same label or another
_REPEATED, _WIDESPREAD = 5, 3  # bits against calling a value wrong that is printed again, or in many places
_LEAST, _DEAREST = 3, 17  # their difference stays below the weight of the lightest check but one
_OWN_DIGITS = frozenset(
    {"decimal-slip", "unit-slip", "sign", "direction", "transposed", "one-digit", "missing-digit", "extra-digit"}
)
_Order = tuple[int, float, float, int]


class Candidate(NamedTuple):
    """A change that makes failing checks hold.

    Attributes:
        lead: the figure to name; moves: every figure that moves with its factor of δ, the lead's is 1.
        delta: what the checks allow for the lead's change.
        explained: failing checks that hold after the change; broken: holding checks that fail after it.
        vouchers: number of holding checks of the lead that agree with the new value.
        cost: bits of the slip, less where another place prints the wanted value, more where the printed one is repeated.
        gain: bits won: explained minus broken minus the cost.
    """

    lead: Fact
    moves: tuple[tuple[Fact, int], ...]
    delta: Interval
    explained: tuple[Node, ...]
    broken: tuple[Node, ...]
    vouchers: int
    slip: Slip
    cost: int
    gain: int

    @property
    def figures(self) -> frozenset[int]:
        """The ids of all figures that change."""
        return frozenset(fact.id for fact, _ in self.moves)

    @property
    def others(self) -> tuple[Fact, ...]:
        """The figures with the same slip."""
        return tuple(fact for fact, _ in self.moves if fact.id != self.lead.id)

    @property
    def absurd(self) -> bool:
        """Tell whether it asks an amount to be negative that is printed without a minus."""
        return self.lead.measure == "amount" and self.lead.value >= 0 > self.lead.value + self.delta.high

    @property
    def indexes(self) -> frozenset[int]:
        """The indexes of the checks it explains."""
        return frozenset(node.index for node in self.explained)

    def rank(self) -> tuple[int, int, int, bool, int, _Order]:
        """Order candidates, the best first; the rest of the order only makes it total."""
        narrative = self.lead.place.kind == "sentence"
        return -self.gain, len(self.broken), self.slip.bits, not narrative, len(self.moves), order(self.lead)


def order(fact: Fact) -> _Order:
    """Return the reading order of a figure."""
    return fact.page, fact.box[1], fact.box[0], fact.id


def bits(nodes: Iterable[Node]) -> int:
    """Return what it costs to leave these checks failing."""
    return sum(node.weight for node in nodes)


class _Change(NamedTuple):
    """A set of moves with its outcome."""

    moves: dict[int, int]
    delta: Interval
    explained: tuple[Node, ...]
    broken: tuple[Node, ...]
    agreeing: tuple[Node, ...]

    @property
    def won(self) -> int:
        return bits(self.explained) - bits(self.broken) - _PER_COPY * (len(self.moves) - 1)


class Search(NamedTuple):
    """The search for candidates in one state of the network.

    Attributes:
        still: indexes of the failing checks that are to be explained.
        repeated: slips that were found already, by column and change: the same one elsewhere is likely.
    """

    network: Network
    around: Surroundings
    echoes: Echoes
    still: frozenset[int]
    repeated: Mapping[tuple[str, Decimal], Slip] = MappingProxyType({})

    def candidate(self, fact: int) -> Candidate | None:
        """Return the best change that starts at a figure, None when no change of it helps more than it harms."""
        delta = self._agreed(fact)
        if delta is None:
            return None
        single = self._outcome({fact: 1}, delta)
        spread = self._outcome(self._spread(single), delta)
        change = max(single, spread, key=lambda found: found.won)
        if not change.explained or bits(change.explained) <= bits(change.broken):
            return None
        return self._scored(change)

    def _agreed(self, fact: int) -> Interval | None:
        """Return the δ on which most of the failing checks of a figure agree, by weight; None when none of them can hold."""
        failures = self.network.failures(fact, self.still)
        wanted = []
        for node in failures:
            exact, weaker = node.relation.allowed({fact: 1}), node.eased({fact: 1})
            wanted += [(exact, node.weight)] if weaker is None else [(exact, 1), (weaker, node.weight - 1)]
        found = [(interval, weight) for interval, weight in wanted if interval is not None and interval != EVERYTHING]
        return deepest(found)

    def _outcome(self, moves: dict[int, int], delta: Interval) -> _Change:
        """Find out what becomes of all checks that the moved figures touch; the heaviest have the first word on δ."""
        touched = {node.index: node for fact in moves for node in self._around(fact)}
        failing = [node for node in touched.values() if node.index in self.still]
        holding = [node for node in touched.values() if node.index not in self.network.failing]
        explained, delta = _meeting(failing, moves, delta, silent=False)
        agreeing, delta = _meeting(holding, moves, delta, silent=True)
        agreed = {node.index for node in agreeing}
        broken = tuple(node for node in holding if node.index not in agreed)
        return _Change(moves, delta, explained, broken, agreeing)

    def _around(self, fact: int) -> Iterable[Node]:
        return (self.network.nodes[index] for index in self.network.touching.get(fact, ()))

    def _spread(self, change: _Change) -> dict[int, int]:
        """Let further figures move where a broken check can be mended by one that failing checks ask to move likewise."""
        moves = dict(change.moves)
        for copy in self.network.copies.get(next(iter(moves)), ())[:_MOST_FIGURES]:
            if copy not in moves and self._asked(copy, 1, change.delta):
                moves[copy] = 1
        waiting = list(moves)
        while waiting and len(moves) < _MOST_FIGURES:
            for node in self.network.guards(waiting.pop(0)):
                if not _holds(node, moves, change.delta):
                    mended = self._mended(node, moves, change.delta)
                    moves.update(mended)
                    waiting += mended
        return moves

    def _mended(self, node: Node, moves: dict[int, int], delta: Interval) -> dict[int, int]:
        for fact in node.relation.facts:
            factor = 0 if fact.id in moves else node.relation.partner(moves, fact.id)
            if abs(factor) == 1 and (self._asked(fact.id, factor, delta) or self._follows(node, fact.id, moves)):
                return {fact.id: factor}
        return {}

    def _asked(self, fact: int, factor: int, delta: Interval) -> bool:
        """Tell whether a failing check wants the figure to move like this."""
        failures = self.network.failures(fact, self.still)
        return any(_holds(node, {fact: factor}, delta, strict=True) for node in failures)

    def _follows(self, node: Node, fact: int, moves: dict[int, int]) -> bool:
        """Tell whether a figure is a mere copy: nothing but ties to moved figures says what it should be."""
        return node.tie and all(
            guard.tie and all(other.id == fact or other.id in moves for other in guard.relation.facts)
            for guard in self.network.guards(fact)
        )

    def _scored(self, change: _Change) -> Candidate:
        figures = sorted((self.network.facts[fact] for fact in change.moves), key=order)
        lead = figures[0]
        factor = change.moves[lead.id]
        slip, cost = self._slip(lead, factor, change)
        agreeing = {node.index for node in change.agreeing}
        return Candidate(
            lead,
            tuple((fact, factor * change.moves[fact.id]) for fact in figures),
            _turned(change.delta, factor),
            change.explained,
            change.broken,
            sum(node.index in agreeing for node in self.network.guards(lead.id)),
            slip,
            cost,
            change.won - cost + (lead.place.kind == "sentence"),
        )

    def _slip(self, lead: Fact, factor: int, change: _Change) -> tuple[Slip, int]:
        """Return the slip that explains the lead's change, and what it costs with what other places print."""
        delta = _turned(change.delta, factor)
        repeated = self._repeated(lead, delta)
        if repeated is not None:
            return repeated, repeated.bits
        first = _likely(change)
        likely = None if first is None else factor * first
        own = frozenset(fact.id for node in self.network.guards(lead.id) for fact in node.relation.facts)
        whole = lead.id in self.network.totals
        slip = best_slip(lead, delta, self.around, own.union(change.moves), total=whole, likely=likely)
        wanted = Interval(lead.value + delta.low, lead.value + delta.high)
        if slip.suggested is None or not bounded(wanted):
            return slip, slip.bits
        centre = likeliest(wanted, None if likely is None else lead.value + likely)
        return self._weighed(slip, lead, change, wanted, slip.suggested if slip.kind in _OWN_DIGITS else centre)

    def _weighed(self, slip: Slip, lead: Fact, change: _Change, wanted: Interval, centre: Decimal) -> tuple[Slip, int]:
        """Weigh a slip by what else the document prints: the wanted value elsewhere, or the printed one again."""
        asking = frozenset(fact.id for node in change.explained for fact in node.relation.facts).union(change.moves)
        echo = self.echoes.of(lead, wanted, centre, asking)
        told = self._told(lead, change, wanted)
        cost = slip.bits + self._support(lead, asking)
        if echo is not None:
            cost -= _NAMED if echo.named else _UNNAMED
            told = told or echo.fact
        return _anchored(slip, lead, told), min(max(cost, _LEAST), _DEAREST)

    def _support(self, lead: Fact, asking: frozenset[int]) -> int:
        """Return the bits that speak for the figure as printed."""
        if self.echoes.repeated(lead, asking):
            return _REPEATED
        return _WIDESPREAD if self.echoes.widespread(lead, asking) else 0

    def _told(self, lead: Fact, change: _Change, wanted: Interval) -> Fact | None:
        """Return the other side of a tie that asks for the change or agrees with it."""
        for node in (*change.explained, *change.agreeing):
            if node.tie and any(fact.id == lead.id for fact in node.relation.facts):
                other = next(fact for fact in node.relation.facts if fact.id != lead.id)
                if wanted.low <= other.value <= wanted.high and other.id not in change.moves:
                    return other
        return None

    def _repeated(self, lead: Fact, delta: Interval) -> Slip | None:
        slip = self.repeated.get((lead.place.column, delta.low)) if not delta.width else None
        return None if slip is None else slip._replace(bits=_AGAIN, suggested=lead.value + delta.low)


def _turned(delta: Interval, factor: int) -> Interval:
    return delta if factor == 1 else -delta


def _likely(change: _Change) -> Decimal | None:
    """Return the δ for which the printed values of a check agree exactly; the heaviest check has the first word."""
    for node in change.explained:
        found = node.relation.likely(change.moves)
        if found is not None and change.delta.low <= found <= change.delta.high:
            return found
    return None


def _anchored(slip: Slip, lead: Fact, told: Fact | None) -> Slip:
    """Suggest what another place prints; a slip of digits keeps its own unless they leave room."""
    if told is None or slip.suggested is None or slip.kind in _OWN_DIGITS - {"decimal-slip", "unit-slip"}:
        return slip
    value = told.value if told.amount.unit == lead.amount.unit else on_grid(told.value, lead.amount.step)
    if slip.kind in _OWN_DIGITS and (not told.amount.step or abs(value - slip.suggested) > 5 * told.amount.step):
        return slip
    return slip._replace(suggested=value)


def deepest(intervals: Iterable[tuple[Interval, int]]) -> Interval | None:
    """Return the intersection of the heaviest set of intervals that share a value, None when there are none."""
    ends: list[tuple[Decimal, bool, int]] = []  # at one value, intervals open before others close
    for interval, weight in intervals:
        ends += [(interval.low, False, weight), (interval.high, True, weight)]
    ends.sort()
    depth = most = 0
    low = high = None
    for value, closes, weight in ends:
        if closes:
            high = value if high is None else high
            depth -= weight
        else:
            depth += weight
            if depth > most:
                most, low, high = depth, value, None
    return None if low is None or high is None else Interval(low, high)


def _holds(node: Node, moves: dict[int, int], delta: Interval, *, strict: bool = False) -> bool:
    allowed = node.relation.allowed(moves)
    return allowed is not None and allowed.meets(delta) and not (strict and allowed == EVERYTHING)


def _meeting(
    nodes: list[Node], moves: dict[int, int], delta: Interval, *, silent: bool
) -> tuple[tuple[Node, ...], Interval]:
    """Return the checks that can hold together for some δ, and what is left of δ; `silent` counts those without a word."""
    found = []
    for node in sorted(nodes, key=lambda node: (-node.weight, node.index)):
        allowed = node.relation.allowed(moves)
        shared = None if allowed is None else allowed.intersect(delta)
        if shared is None and not silent:
            allowed = node.eased(moves)
            shared = None if allowed is None else allowed.intersect(delta)
        if shared is not None and (silent or allowed != EVERYTHING):
            delta = shared
            found.append(node)
    return tuple(found), delta
