"""Figures and the identities between them: what is printed, what must hold, and whether a change can be seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

SCALES = {"元": Decimal(1), "万元": Decimal(10000), "%": Decimal(1)}
ZERO = Decimal(0)


@dataclass(slots=True)
class Figure:
    """One number to be printed.

    Attributes:
        key: unique name of its place; meaning: figures of one meaning are equal.
        value: exact value: money in 元, a percentage in per cent, else a count; changes carry their sign.
        decimals: printed digits behind the point; zero: what a zero is printed as.
        unsigned: the sign is told by a word, only the magnitude is printed.
        previous: last year's value of the same thing; whole: a second base for a wrong percentage.
        text: overrides the print; flipped: its word says the opposite; copies: how often its row is printed.
        owner: the Row it stands in, "" in the narrative.
    """

    key: str
    value: Decimal
    unit: str
    decimals: int
    meaning: str = ""
    zero: str = "0.00"
    comma: bool = True
    unsigned: bool = False
    total: bool = False
    previous: Decimal | None = None
    wrong_base: Decimal | None = None
    text: str | None = None
    flipped: bool = False
    copies: int = 1
    owner: str = ""

    @property
    def scale(self) -> Decimal:
        """Return how many base units the printed 1 stands for."""
        return SCALES.get(self.unit, Decimal(1))

    @property
    def step(self) -> Decimal:
        """Return the value of one unit in the last printed place, base unit."""
        return Decimal(1).scaleb(-self.decimals) * self.scale

    def rounded(self, value: Decimal) -> Decimal:
        """Return a value as this figure would print it, in its own unit."""
        return (value / self.scale).quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP)

    def render(self, value: Decimal) -> str:
        """Return the print of a value at this place."""
        number = self.rounded(value)
        if number == 0 and value == 0:
            return self.zero
        number = abs(number) if self.unsigned else number
        return f"{number:,f}" if self.comma else f"{number:f}"

    @property
    def printed(self) -> str:
        """Return what stands on the page."""
        return self.text if self.text is not None else self.render(self.value)

    def reading(self) -> tuple[Decimal, Decimal]:
        """Return the printed value and its half width, base unit, sign as the words tell it."""
        text = self.printed.replace(",", "").strip()
        if text in {"", "—", "-", "--", "0"}:
            return ZERO, ZERO
        digits = len(text.partition(".")[2])
        number = Decimal(text) * self.scale
        if self.unsigned and (self.value < 0) != self.flipped:
            number = -number
        exact = self.unit not in {"万元", "%"} and digits in {0, 2}
        return number, ZERO if exact else Decimal("0.5").scaleb(-digits) * self.scale


@dataclass(frozen=True, slots=True)
class Sum:
    """Σ coefficient · figure = 0. The first term is the total."""

    terms: tuple[tuple[int, str], ...]
    label: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the figures it speaks of."""
        return tuple(key for _, key in self.terms)

    def broken(self, figures: Mapping[str, Figure]) -> bool:
        """Tell whether the printed values violate it beyond rounding."""
        left = room = ZERO
        if not any(figures[key].copies for _, key in self.terms[1:]):
            return False  # every part was left out: nothing to add up
        for coefficient, key in self.terms:
            value, half = figures[key].reading()
            times = figures[key].copies
            left += coefficient * times * value
            room += abs(coefficient) * times * half
        return abs(left) > room


@dataclass(frozen=True, slots=True)
class Tie:
    """Two places print one fact."""

    one: str
    other: str
    label: str = "tie"

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the figures it speaks of."""
        return (self.one, self.other)

    def broken(self, figures: Mapping[str, Figure]) -> bool:
        """Tell whether the printed values violate it beyond rounding; what is not printed ties nothing."""
        if not (figures[self.one].copies and figures[self.other].copies):
            return False
        (a, ha), (b, hb) = figures[self.one].reading(), figures[self.other].reading()
        return abs(a - b) > ha + hb


@dataclass(frozen=True, slots=True)
class Ratio:
    """percent = 100 · part ÷ whole; with `growth`, whole is the current amount and the base is whole − part."""

    percent: str
    part: str
    whole: str
    growth: bool = False
    label: str = "ratio"

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the figures it speaks of."""
        return (self.percent, self.part, self.whole)

    def broken(self, figures: Mapping[str, Figure]) -> bool:
        """Tell whether no values inside the printed intervals satisfy it."""
        (rate, room), (part, hp), (whole, hw) = (figures[key].reading() for key in self.keys)
        quotients = []
        for p in (part - hp, part + hp):
            for w in (whole - hw, whole + hw):
                base = w - p if self.growth else w
                if base <= 0:
                    return False
                quotients.append(100 * p / base)
        return not (min(quotients) <= rate + room and rate - room <= max(quotients))


Identity = Sum | Tie | Ratio


@dataclass(slots=True)
class Graph:
    """The figures of a document and everything that must hold between them."""

    figures: dict[str, Figure] = field(default_factory=dict)
    identities: list[Identity] = field(default_factory=list)

    def add(self, figure: Figure) -> Figure:
        """Take in a figure; a second figure of one key is a mistake of the generator."""
        if figure.key in self.figures:
            raise ValueError(f"two figures at {figure.key}")
        self.figures[figure.key] = figure
        return figure

    def total(self, total: Figure | None, parts: Iterable[Figure | None], label: str = "sum") -> None:
        """State that a figure is the sum of others; figures that are not printed are left out."""
        if total is None:
            return
        there = [part for part in parts if part is not None]
        if there:
            self.identities.append(Sum(((1, total.key), *((-1, part.key) for part in there)), label))

    def close(self) -> None:
        """Tie every pair of figures of one meaning to the first of them."""
        first: dict[str, str] = {}
        for figure in self.figures.values():
            if figure.meaning and first.setdefault(figure.meaning, figure.key) != figure.key:
                self.identities.append(Tie(first[figure.meaning], figure.key))
        groups: dict[str, list[str]] = {}
        for figure in self.figures.values():
            if figure.meaning:
                groups.setdefault(figure.meaning, []).append(figure.key)
        for keys in groups.values():
            self.identities.extend(Tie(a, b) for a, b in pairwise(keys[1:]))

    def broken(self, keys: Iterable[str] | None = None) -> list[Identity]:
        """Return the violated identities, of some figures or of all."""
        wanted = None if keys is None else set(keys)
        return [
            identity
            for identity in self.identities
            if (wanted is None or wanted.intersection(identity.keys)) and identity.broken(self.figures)
        ]
