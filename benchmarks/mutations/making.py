"""One clean document from a seed: family, layout, style and money drawn by chance."""

from __future__ import annotations

from benchmarks.mutations import final, shaanxi, shanghai
from benchmarks.mutations.chance import chance
from benchmarks.mutations.document import Document, Style
from benchmarks.mutations.paper import Layout, layouts
from benchmarks.mutations.world import make_world

FAMILIES = {"shaanxi": shaanxi.make, "shanghai": shanghai.make, "final": final.make}
LAYOUTS = ("ruled", "boxed", "lined", "threeline", "rotated")


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
    )


def make_document(seed: object, family: str, bump: str = "") -> Document:
    """Return the document of a seed; `bump` changes one functional item wherever it counts."""
    rng = chance(seed, "money")
    money = rng.choice(["plain", "plain", "funds", "own"])
    grain = rng.choice(["100", "0.01"]) if family == "final" else "1"
    world = make_world(seed, grain, final=family == "final", bump=bump, money=money)
    return FAMILIES[family](world, style_of(seed, family), chance(seed, "words"))


def layout_of(seed: object, name: str) -> Layout:
    """Return the layout of a seed."""
    return layouts(chance(seed, "layout"), name)
