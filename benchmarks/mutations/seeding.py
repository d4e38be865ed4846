"""Seeded errors: one per document, each with the place, what is printed, what would be right, and whether it can be seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal
from random import Random

from benchmarks.mutations.chance import chance
from benchmarks.mutations.document import Document, Row, Table
from benchmarks.mutations.graph import Figure, Ratio, Sum
from benchmarks.mutations.making import make_document

KINDS = (
    "digit", "transposed", "missing-digit", "extra-digit", "times-ten", "tenth", "unit-slip", "sign", "last-year",
    "stale-total", "neighbour", "wrong-base", "direction", "row-dropped", "row-doubled", "told", "list-part", "share",
    "blank-total", "other-total", "part-included", "part-missing", "truncated",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Truth:
    """What was done to a document.

    Attributes:
        figures: keys of the wrong figure, or of the figures of a dropped or doubled row.
        involved: figures of the identities that are violated.
        printed, right: the wrong text and what should stand there ("" where a whole row is wrong).
        value: the right value in the base unit, None for rows.
    """

    kind: str
    figures: tuple[str, ...]
    involved: tuple[str, ...]
    printed: str
    right: str
    value: Decimal | None
    half: Decimal
    observable: bool
    broken: tuple[str, ...]


def seeded(seed: object, family: str, kind: str) -> tuple[Document, Truth] | None:
    """Return a document with one error of a kind, None when it offers no place for it."""
    rng = chance(seed, "error", kind)
    if kind == "stale-total":
        return _stale_total(seed, family, rng)
    document = make_document(seed, family)
    if kind in {"row-dropped", "row-doubled"}:
        return _row(document, rng, kind)
    candidates = [figure for figure in document.graph.figures.values() if _money(figure)]
    rng.shuffle(candidates)
    rule = _RULES[kind]
    for figure in candidates if kind not in _OWN_CHOICE else _shuffled(document, rng):
        right, value, half = figure.printed, figure.reading()[0], figure.reading()[1]
        wrong = rule(figure, rng, document)
        if wrong is None or (wrong == figure.printed and not figure.flipped):
            continue
        if not figure.flipped:
            figure.text = wrong
        return document, _truth(document, kind, (figure.key,), wrong, right, value, half)
    return None


def _shuffled(document: Document, rng: Random) -> list[Figure]:
    figures = list(document.graph.figures.values())
    rng.shuffle(figures)
    return figures


def _money(figure: Figure) -> bool:
    return figure.unit in {"元", "万元"} and figure.value != 0 and figure.printed.strip() not in {"", "0", "0.00", "—"}


def _truth(
    document: Document, kind: str, keys: tuple[str, ...], printed: str, right: str, value: Decimal | None, half: Decimal
) -> Truth:
    broken = document.graph.broken(keys)
    involved = sorted({key for identity in broken for key in identity.keys})
    names = tuple(sorted({identity.label for identity in broken}))
    return Truth(kind, keys, tuple(involved), printed, right, value, half, bool(broken), names)


NAMES: dict[str, frozenset[str]] = {
    "digit": frozenset({"one-digit"}),
    "transposed": frozenset({"transposed"}),
    "missing-digit": frozenset({"missing-digit"}),
    "extra-digit": frozenset({"extra-digit"}),
    "times-ten": frozenset({"decimal-slip"}),
    "tenth": frozenset({"decimal-slip"}),
    "unit-slip": frozenset({"unit-slip"}),
    "sign": frozenset({"sign"}),
    "last-year": frozenset({"last-year"}),
    "stale-total": frozenset({"stale-total"}),
    "neighbour": frozenset({"neighbour"}),
    "wrong-base": frozenset({"wrong-base"}),
    "direction": frozenset({"direction"}),
    "row-dropped": frozenset({"row-missing"}),
    "row-doubled": frozenset({"row-doubled"}),
    "other-total": frozenset({"other-total"}),
    "part-included": frozenset({"part-included"}),
    "part-missing": frozenset({"part-missing"}),
    "truncated": frozenset({"truncated"}),
}  # what the program calls each kind; the others are no slip of their own

Slip = Callable[[Figure, Random, Document], str | None]


def _digits(text: str, change: Callable[[str], str | None]) -> str | None:
    """Apply a change to the bare number and write the commas again as they were."""
    changed = change(text.replace(",", ""))
    if changed is None:
        return None
    return f"{Decimal(changed):,f}" if "," in text else changed


def _places(text: str) -> list[int]:
    """Return where digits stand; the last one is left out where it hides in the rounding."""
    return [at for at, character in enumerate(text) if character.isdigit()]


def _digit(figure: Figure, rng: Random, _: Document) -> str | None:
    def change(text: str) -> str | None:
        at = rng.choice(_places(text))
        choices = [d for d in "0123456789" if d != text[at] and not (at == 0 and d == "0")]
        return text[:at] + rng.choice(choices) + text[at + 1 :]

    return _digits(figure.printed, change)


def _transposed(figure: Figure, rng: Random, _: Document) -> str | None:
    def change(text: str) -> str | None:
        pairs = [at for at in range(len(text) - 1) if text[at : at + 2].isdigit() and text[at] != text[at + 1]]
        pairs = [at for at in pairs if not (at == 0 and text[1] == "0")]
        if not pairs:
            return None
        at = rng.choice(pairs)
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]

    return _digits(figure.printed, change)


def _missing(figure: Figure, rng: Random, _: Document) -> str | None:
    def change(text: str) -> str | None:
        whole, point, rest = text.partition(".")
        if len(whole) < 3:
            return None
        at = rng.randrange(1, len(whole))
        return whole[:at] + whole[at + 1 :] + point + rest

    return _digits(figure.printed, change)


def _extra(figure: Figure, rng: Random, _: Document) -> str | None:
    def change(text: str) -> str:
        whole, point, rest = text.partition(".")
        at = rng.randrange(1, len(whole) + 1)
        return whole[:at] + rng.choice("0123456789") + whole[at:] + point + rest

    return _digits(figure.printed, change)


def _scaled(power: int) -> Slip:
    def slip(figure: Figure, _: Random, __: Document) -> str | None:
        value = (figure.value if not figure.unsigned else abs(figure.value)) * Decimal(10) ** power
        wrong = figure.rounded(value)
        if wrong == 0:
            return None
        return f"{wrong:,f}" if "," in figure.printed or (figure.comma and abs(wrong) >= 1000) else f"{wrong:f}"

    return slip


def _unit_slip(figure: Figure, rng: Random, document: Document) -> str | None:
    return _scaled(4 if figure.unit == "万元" else -4)(figure, rng, document)


def _sign(figure: Figure, _: Random, __: Document) -> str | None:
    if figure.unsigned or figure.key.startswith("n/"):
        return None
    return figure.printed[1:] if figure.printed.startswith("-") else f"-{figure.printed}"


def _last_year(figure: Figure, _: Random, __: Document) -> str | None:
    if figure.previous is None or figure.previous == figure.value or not figure.previous:
        return None
    return figure.render(figure.previous)


def _neighbour(figure: Figure, rng: Random, document: Document) -> str | None:
    graph = document.graph.figures
    near = [
        other
        for other in graph.values()
        if other is not figure
        and _money(other)
        and other.unit == figure.unit
        and other.printed != figure.printed
        and _near(figure.key, other.key)
    ]
    return rng.choice(near).printed if near else None


def _near(one: str, other: str) -> bool:
    a, b = one.split("/"), other.split("/")
    return len(a) == len(b) and a[0] == b[0] and sum(x != y for x, y in zip(a, b, strict=True)) == 1


def _wrong_base(figure: Figure, _: Random, __: Document) -> str | None:
    if figure.unit != "%" or figure.wrong_base is None:
        return None
    return figure.render(figure.wrong_base)


def _direction(figure: Figure, _: Random, __: Document) -> str | None:
    if not figure.unsigned or figure.unit == "%" or figure.reading()[0] == 0:
        return None
    figure.flipped = True
    return "↔"


def _told(figure: Figure, rng: Random, document: Document) -> str | None:
    if not figure.key.startswith("n/") or not figure.meaning or not _money(figure) or figure.unsigned:
        return None
    factor = Decimal(rng.choice(["0.83", "0.91", "1.07", "1.36"]))
    return figure.render((figure.value * factor).quantize(Decimal("0.01"))) if document else None


def _list_part(figure: Figure, rng: Random, document: Document) -> str | None:
    if not figure.key.startswith("n/") or not _money(figure):
        return None
    lists = [
        each
        for each in document.graph.identities
        if getattr(each, "label", "") in {"list", "funds", "purchases", "three public"}
    ]
    if not any(figure.key in each.keys[1:] for each in lists):
        return None
    return figure.render(figure.value + rng.randint(3, 40) * 10 * figure.step)


def _share(figure: Figure, rng: Random, document: Document) -> str | None:
    shares = [
        each.percent
        for each in document.graph.identities
        if isinstance(each, Ratio) and each.label in {"share", "completion"}
    ]
    if figure.key not in shares or not figure.value:
        return None
    return figure.render(figure.value + Decimal(rng.choice(["-1.3", "2.4", "0.7", "9"])))


def _blank_total(figure: Figure, _: Random, __: Document) -> str | None:
    return "" if figure.total and figure.value and not figure.key.startswith("n/") else None


def _other_total(figure: Figure, rng: Random, document: Document) -> str | None:
    """Copy the total of another table."""
    if not figure.total or figure.key.startswith("n/"):
        return None
    table = figure.key.split("/")[0]
    others = [
        other
        for other in document.graph.figures.values()
        if other.total and other.unit == figure.unit and _money(other) and other.printed != figure.printed
        and other.key.split("/")[0] not in {table, "n"}
    ]  # fmt: skip
    return rng.choice(others).printed if others else None


def _with_part(sign: int) -> Slip:
    """Count one part of a total twice, or not at all."""

    def slip(figure: Figure, rng: Random, document: Document) -> str | None:
        if figure.key.startswith("n/"):
            return None
        graph = document.graph
        parts = [
            graph.figures[key]
            for each in graph.identities
            if isinstance(each, Sum) and each.keys[0] == figure.key and len(each.terms) > 2
            for key in each.keys[1:]
        ]
        parts = [part for part in parts if _money(part) and part.unit == figure.unit and part.value != figure.value]
        return figure.render(figure.value + sign * rng.choice(parts).value) if parts else None

    return slip


def _truncated(figure: Figure, _: Random, __: Document) -> str | None:
    """Cut a told amount instead of rounding it."""
    if not figure.key.startswith("n/") or not figure.meaning or figure.unit != "万元" or figure.unsigned:
        return None
    number = figure.value / figure.scale
    cut = number.quantize(Decimal(1).scaleb(-figure.decimals), ROUND_DOWN)
    return None if cut == figure.rounded(figure.value) or not cut else f"{cut:,f}" if figure.comma else f"{cut:f}"


_RULES: dict[str, Slip] = {
    "digit": _digit, "transposed": _transposed, "missing-digit": _missing, "extra-digit": _extra, "times-ten": _scaled(1),
    "tenth": _scaled(-1), "unit-slip": _unit_slip, "sign": _sign, "last-year": _last_year, "neighbour": _neighbour,
    "wrong-base": _wrong_base, "direction": _direction, "told": _told, "list-part": _list_part, "share": _share,
    "blank-total": _blank_total, "other-total": _other_total, "part-included": _with_part(1),
    "part-missing": _with_part(-1), "truncated": _truncated,
}  # fmt: skip
_OWN_CHOICE = {"wrong-base", "direction", "share"}


def _stale_total(seed: object, family: str, rng: Random) -> tuple[Document, Truth] | None:
    """Change one part wherever it is printed, and leave one total as it was before."""
    before = make_document(seed, family)
    scope = "general" if before.world.codes("general") else "all"
    bump = rng.choice(before.world.codes(scope))
    after = make_document(seed, family, bump)
    old = before.graph.figures
    totals = [
        figure
        for key, figure in after.graph.figures.items()
        if key in old and _money(figure) and _money(old[key]) and figure.printed != old[key].printed
        and (figure.total or (key.startswith("n/") and figure.meaning.endswith(":"))) and not figure.unsigned
    ]  # fmt: skip
    if not totals:
        return None
    figure = rng.choice(totals)
    right, (value, half) = figure.printed, figure.reading()
    figure.text = old[figure.key].printed
    return after, _truth(after, "stale-total", (figure.key,), figure.text, right, value, half)


def _row(document: Document, rng: Random, kind: str) -> tuple[Document, Truth] | None:
    def filled(row: Row) -> list[Figure]:
        return [cell for cell in row.cells if isinstance(cell, Figure)]

    def leaf(table: Table, row: Row) -> bool:
        code = row.key.rpartition("/")[2]
        longer = any(other.key.startswith(row.key) and other.key != row.key for other in table.rows)
        return not row.total and code.isdigit() and len(code) in {5, 7} and not longer and any(map(_money, filled(row)))

    rows = [(table, row) for table in document.tables for row in table.rows if leaf(table, row)]
    if not rows:
        return None
    _, row = rng.choice(rows)
    row.gone, row.copies = kind == "row-dropped", 2 if kind == "row-doubled" else 1
    keys = tuple(figure.key for figure in filled(row) if _money(figure))
    for figure in filled(row):
        figure.copies = 0 if kind == "row-dropped" else 2
    truth = _truth(document, kind, keys, "", "", None, Decimal(0))
    return document, replace(truth, involved=tuple(sorted({*truth.involved, *_elsewhere(document, keys)})))


def _elsewhere(document: Document, keys: tuple[str, ...]) -> Iterator[str]:
    """Yield the figures of the same code and amount as a row: a table that lists it shows that another one lacks it."""
    figures = document.graph.figures
    said = {(code, figures[key].value) for key in keys for code in key.split("/") if code.isdigit() and len(code) > 2}
    return (key for key in figures if any((code, figures[key].value) in said for code in key.split("/")))
