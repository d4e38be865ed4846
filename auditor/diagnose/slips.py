"""How plausible a change is: the slips that people make, each with its cost in bits, and the value that it suggests.

The cost is about −log2 of how often a wrong figure is wrong in this way; METHODS: elementary slips about 4, anything 14.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple

from auditor.amounts import HALF, ZERO, Amount, Interval, fold, in_unit, power_of
from auditor.diagnose.echoes import likeliest
from auditor.diagnose.intervals import bounded, on_grid, point, widened
from auditor.diagnose.surroundings import Source, Surroundings
from auditor.model import NO_TEXT, Fact, Text

_ELEMENTARY, _DIGIT, _RELATED, _COPIED, _COARSE, _ANYTHING, _FILLED, _ABSURD = 4, 5, 5, 7, 9, 14, 16, 17
_WORTH = 5  # last digits below which nobody writes a figure that would show more of them elsewhere
_FEW = 400  # printable values in the interval that are compared digit by digit
_BY_CHANCE = 3  # at most so many bits more where the interval holds many values: one of them resembles anything
_HUNDRED = Decimal(100)
_POWERS = (1, -1, 2, -2, 3, -3, 4, -4, 8, -8)
_UNIT_POWERS = frozenset({4, -4, 8, -8})


class Slip(NamedTuple):
    """One way to explain a wrong figure.

    Attributes:
        kind: as in `Cause.kind`; bits: its cost; suggested: the value it should have, None when the interval is too wide.
        source: the figure that was copied, included or left out.
    """

    kind: str
    bits: int
    suggested: Decimal | None
    source: Fact | None = None
    detail: Text = NO_TEXT


class Digits(NamedTuple):
    """A printed number as digits: value = ± number · unit."""

    text: str
    unit: Decimal


def digits_of(amount: Amount) -> Digits | None:
    """Return the printed digits without point and commas, None for a blank."""
    text = fold(amount.printed).strip("()%+-")
    if not any(letter.isdigit() for letter in text):
        return None
    places = len(text.partition(".")[2])
    unit = Decimal(1).scaleb(power_of(amount.unit) - places)
    return Digits(str(int(abs(amount.value) / unit)), unit)


def best_slip(
    fact: Fact,
    delta: Interval,
    around: Surroundings,
    apart: frozenset[int],
    *,
    total: bool,
    likely: Decimal | None = None,
) -> Slip:
    """Return the cheapest explanation of a figure that should change by a value in `delta`.

    Args:
        fact: the figure under suspicion; its printed value is what is changed.
        delta: the changes that the checks ask for, base unit.
        around: where values may have been copied from.
        apart: ids of figures that are equal to it by right.
        total: the figure is the total of some sum: only then can a part be in it too many or missing.
        likely: the change in `delta` that the checks ask for first, its middle when None.
    """
    wanted = Interval(fact.value + delta.low, fact.value + delta.high)
    absurd = fact.measure == "amount" and wanted.high < 0 <= fact.value  # amounts are seldom negative
    if not bounded(wanted) or _vague(wanted, fact.value):
        turned = [] if absurd or not bounded(wanted) else _turned(fact, wanted)
        return turned[0] if turned else Slip("other", _ANYTHING, None)
    first = likeliest(wanted, None if likely is None else fact.value + likely)
    plain = on_grid(first, fact.amount.step)
    found = [Slip("other", _at_random(fact, absurd=absurd), plain)]
    if not absurd:
        found += [*_scaled(fact.amount, wanted, first), *_turned(fact, wanted)]
        found += [*_edited(fact.amount, wanted, first), *_copied(fact, plain, around.copied_from(fact, apart))]
    if total:
        found += [*_partial(fact, delta, plain, around), *_stale(fact, delta, plain, around)]
    return min([*found, *_doubled(fact, wanted, around)], key=lambda slip: slip.bits)


def _at_random(fact: Fact, *, absurd: bool) -> int:
    """Return the cost of a change that no slip explains; a cell left blank is seldom the one that is wrong."""
    if absurd:
        return _ABSURD
    return _ANYTHING if fact.value else _FILLED


def _vague(wanted: Interval, value: Decimal) -> bool:
    """Tell whether the interval is too wide to say anything about digits."""
    return wanted.width * 4 > max(abs(value), abs(wanted.low), abs(wanted.high))


def _fits(value: Decimal, step: Decimal, wanted: Interval) -> bool:
    return widened(point(value), step * HALF).meets(wanted)


def _scaled(amount: Amount, wanted: Interval, first: Decimal) -> list[Slip]:
    """Return slips of the decimal point and the unit."""
    digits = digits_of(amount)
    if not amount.value or digits is None:
        return []
    found = []
    for power in _POWERS:
        step, value = _step_after(amount, digits, power), amount.value.scaleb(power)
        if abs(value) >= _WORTH * amount.step and _fits(value, step, wanted):
            kind = "unit-slip" if power in _UNIT_POWERS else "decimal-slip"
            suggested = _settled(value, step, wanted, amount.step, first)
            found.append(Slip(kind, _ELEMENTARY, suggested))
    return found


def _turned(fact: Fact, wanted: Interval) -> list[Slip]:
    """Return the slip of the sign: a minus too many or left out, or the word that gives the direction."""
    amount = fact.amount
    if not amount.value or not _fits(-amount.value, amount.step, wanted):
        return []
    told = fact.place.kind == "sentence" and fact.measure in {"change", "rate"} and fold(amount.printed)[:1].isdigit()
    return [Slip("direction" if told else "sign", _ELEMENTARY, -amount.value)]


def _step_after(amount: Amount, digits: Digits, power: int) -> Decimal:
    """Return the step of the intended figure: a number that was scaled down has lost digits, if it had some to lose."""
    if power > 0:
        return digits.unit.scaleb(power) if len(digits.text) >= 3 else amount.step
    return amount.step.scaleb(power)


def _settled(value: Decimal, lost: Decimal, wanted: Interval, step: Decimal, first: Decimal) -> Decimal:
    """Return the scaled value, or what the checks ask for when they know the digits that were lost."""
    known = wanted.low <= value <= wanted.high
    sharper = wanted.width < lost and abs(first - value) <= lost * HALF
    return on_grid(first, step) if sharper or not known else value


def _edited(amount: Amount, wanted: Interval, first: Decimal) -> list[Slip]:
    """Return slips of single digits: every value in the interval that could be printed is compared with what was."""
    if amount.value and wanted.low <= 0 <= wanted.high and not wanted.width:
        return [Slip("other", _COARSE, ZERO)]
    digits = digits_of(amount)
    if digits is None or not amount.value:
        return []
    room = widened(wanted, amount.step * HALF)
    low = (room.low / digits.unit).to_integral_value(ROUND_CEILING)
    high = (room.high / digits.unit).to_integral_value(ROUND_FLOOR)
    if high - low > _FEW or (low < 0) is (amount.value > 0) or (high < 0) is (amount.value > 0):
        return []
    chance = min(_BY_CHANCE, int(high - low).bit_length() // 2)
    numbers = sorted(range(int(low), int(high) + 1), key=lambda number: abs(number * digits.unit - first))
    edits = ((number, *_edit(digits.text, str(abs(number)))) for number in numbers)
    return [
        Slip(kind, bits if bits == _ANYTHING else bits + chance, number * digits.unit) for number, kind, bits in edits
    ]


def _edit(old: str, new: str) -> tuple[str, int]:
    """Name the edit from the intended digits to the printed ones, with its cost."""
    short = 2 if len(old) <= 2 else 0  # two digits resemble many others
    if len(new) == len(old) + 1:
        return ("missing-digit", _DIGIT + short) if _lacks_one(old, new) else ("other", _ANYTHING)
    if len(new) == len(old) - 1:
        return ("extra-digit", _DIGIT + short) if _lacks_one(new, old) else ("other", _ANYTHING)
    if len(new) != len(old):
        return "other", _ANYTHING
    wrong = [i for i, pair in enumerate(zip(old, new, strict=True)) if pair[0] != pair[1]]
    if len(wrong) == 2 and old[wrong[0]] == new[wrong[1]] and old[wrong[1]] == new[wrong[0]]:
        return "transposed", _ELEMENTARY + short + (0 if wrong[1] == wrong[0] + 1 else 2)
    return {1: ("one-digit", _DIGIT + short), 2: ("other", _COARSE)}.get(len(wrong), ("other", _ANYTHING))


def _lacks_one(shorter: str, longer: str) -> bool:
    """Tell whether one digit of the longer was left out."""
    same = next((i for i, pair in enumerate(zip(shorter, longer, strict=False)) if pair[0] != pair[1]), len(shorter))
    return shorter[same:] == longer[same + 1 :]


def _copied(fact: Fact, plain: Decimal, source: Source | None) -> list[Slip]:
    if source is None or (fact.amount.is_percent and fact.value == _HUNDRED):  # the whole of anything is 100 %
        return []
    other = source.fact
    name, printed = name_beside(other, fact), show(other.amount)
    words = {
        "last-year": Text(
            f"与{other.period or '上年'}数 {printed} 相同", f"equals the figure {printed} of another period"
        ),
        "neighbour": Text(f"与{name} {printed} 相同", f"equals {printed} of {name}"),
        "other-total": Text(
            f"与另一表（{_title(other)}）的{name} {printed} 相同",
            f"equals {printed} of {name} in another table ({_title(other)})",
        ),
    }
    bits = (_ELEMENTARY if source.kind == "last-year" else _COPIED) + (0 if source.near else 2)
    return [Slip(source.kind, bits, plain, other, words[source.kind])]


def _partial(fact: Fact, delta: Interval, plain: Decimal, around: Surroundings) -> list[Slip]:
    """Return the slips of a total that holds a part too many or lacks one."""
    size = delta if delta.low > 0 else -delta
    if size.low <= 0 or size.width * 20 > size.high:
        return []
    part = around.part_of(fact, widened(size, fact.amount.step * HALF))
    if part is None or abs(part.value) == abs(fact.value):
        return []
    name, printed = name_beside(part, fact), show(part.amount)
    if delta.high < 0:
        detail = Text(f"仍含{name} {printed}", f"still includes {name} {printed}")
        return [Slip("part-included", _RELATED, plain, part, detail)]
    detail = Text(f"未含{name} {printed}", f"leaves out {name} {printed}")
    return [Slip("part-missing", _RELATED, plain, part, detail)]


def _stale(fact: Fact, delta: Interval, plain: Decimal, around: Surroundings) -> list[Slip]:
    """Return the slip of a total that lacks just what one of its parts grew by: it is older than the part."""
    if not fact.value or fact.place.kind != "cell":
        return []
    part = around.grown_since(fact, widened(delta, fact.amount.step * HALF))
    if part is None:
        return []
    name, printed = name_beside(part, fact), show(part.amount)
    detail = Text(
        f"只差{name}（{printed}）本年的增减，可能未随它更新",
        f"differs by the change of {name} ({printed}) alone: it may be older than that",
    )
    return [Slip("stale-total", _RELATED, plain, part, detail)]


def _doubled(fact: Fact, wanted: Interval, around: Surroundings) -> list[Slip]:
    """Return the slip of a row that stands twice: the checks want it to be nothing, and its twin is there."""
    twin = around.twin_of(fact) if fact.value and wanted.low <= 0 <= wanted.high else None
    if twin is None:
        return []
    name, printed = twin.place.row, show(twin.amount)
    return [
        Slip(
            "row-doubled",
            _ELEMENTARY,
            Decimal(0),
            twin,
            Text(f"{name} {printed} 列了两次", f"{name} {printed} is listed twice"),
        )
    ]


def _title(fact: Fact) -> str:
    place = fact.place
    return f"表{place.table_number}" if place.table_number else place.table_title


def name_beside(other: Fact, fact: Fact) -> str:
    """Name a figure by what sets it apart from another one: its column in the same row, its row in the same column."""
    place = other.place
    if place.kind == "cell" and place.row == fact.place.row:
        return place.column or other.item
    if place.kind == "cell" and place.column == fact.place.column:
        return place.row or other.item
    return other.item or place.row or place.column


def show(amount: Amount) -> str:
    """Return a figure as printed, with its unit."""
    return f"{amount.printed}{amount.unit}" if amount.is_percent else f"{amount.printed} {amount.unit}".strip()


def show_value(value: Decimal, unit: str) -> str:
    """Return a base-unit value in a printed unit."""
    return f"{in_unit(value, unit).normalize():f} {unit}".strip()
