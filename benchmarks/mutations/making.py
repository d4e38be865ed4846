"""One clean document from a seed: family, layout, style and money drawn by chance."""

from __future__ import annotations

from random import Random

from benchmarks.mutations import final, shaanxi, shanghai
from benchmarks.mutations.chance import chance
from benchmarks.mutations.document import Document, Style
from benchmarks.mutations.graph import Figure
from benchmarks.mutations.paper import Layout, layouts
from benchmarks.mutations.world import make_world

FAMILIES = {"shaanxi": shaanxi.make, "shanghai": shanghai.make, "final": final.make}
LINED = ("ruled", "boxed", "rotated", "dotted", "sideways")
BARE = ("lined", "threeline", "zebra", "plain", "framed", "leaders", "close", "ragged")  # no lines between columns
LAYOUTS = (*LINED, *BARE)


def style_of(seed: object, family: str) -> Style:
    """Return how a document writes its numbers."""
    rng = chance(seed, "style")
    zero = rng.choice(["", "", "0.00", "—"] if family != "shanghai" else ["", "", "0"])
    return Style(
        unit="万元" if family == "final" else "元",
        decimals=0 if family == "shanghai" else 2,
        zero=zero,
        told_zero=rng.choice(["0", "0.00"]),
        comma=rng.random() < 0.75,
        told_comma=rng.random() < 0.3,
        split_codes=rng.random() < 0.4,
        total_first=rng.random() < 0.5,
        wording=rng.randrange(4),
        mixed=rng.random() < 0.25,
    )


def make_document(seed: object, family: str, bump: str = "") -> Document:
    """Return the document of a seed; `bump` changes one functional item wherever it counts."""
    rng = chance(seed, "money")
    money = rng.choice(["plain", "plain", "funds", "own"])
    grain = rng.choice(["100", "0.01"]) if family == "final" else "1"
    world = make_world(seed, grain, final=family == "final", bump=bump, money=money)
    document = FAMILIES[family](world, style_of(seed, family), chance(seed, "words"))
    if document.style.mixed:
        _mixed(document, chance(seed, "units"))
    return document


def _mixed(document: Document, rng: Random) -> None:
    """Print some tables in the other unit: 万元 among tables in 元, 元 among tables in 万元."""
    unit = "元" if document.style.unit == "万元" else "万元"
    for table in document.tables:
        if rng.random() < 0.4:
            table.unit = unit
            for figure in (cell for row in table.rows for cell in row.cells if isinstance(cell, Figure)):
                figure.unit, figure.decimals = unit, 2


def layout_of(seed: object, name: str) -> Layout:
    """Return the layout of a seed."""
    return layouts(chance(seed, "layout"), name)
