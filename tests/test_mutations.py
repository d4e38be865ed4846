"""The benchmark of synthetic disclosures: what it makes is consistent, what it breaks can be seen, what it draws can be read."""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # the benchmarks are not installed

pytest.importorskip("reportlab")

from benchmarks.mutations.graph import Figure, Graph, Ratio, Tie  # noqa: E402 - after the path is known
from benchmarks.mutations.making import FAMILIES, make_document  # noqa: E402
from benchmarks.mutations.run import Auditor, run_one  # noqa: E402
from benchmarks.mutations.seeding import KINDS, seeded  # noqa: E402

PAIRS = [
    *zip(FAMILIES, ("ruled", "boxed", "rotated"), strict=True),
    *zip(FAMILIES, ("rotated", "ruled", "boxed"), strict=True),
]


def money(key: str, value: str, unit: str = "万元", **more: object) -> Figure:
    return Figure(key, Decimal(value), unit, 2, **more)  # type: ignore[arg-type]


def test_a_sum_bears_rounding_and_no_more() -> None:
    graph = Graph()
    parts = [graph.add(money(f"p{at}", "33333.33")) for at in range(3)]
    graph.total(graph.add(money("t", "99999.99")), parts)
    assert [figure.printed for figure in (graph.figures["t"], *parts)] == ["10.00", "3.33", "3.33", "3.33"]
    assert not graph.broken()
    parts[0].text = "3.39"
    assert [identity.keys for identity in graph.broken(["p0"])] == [("t", "p0", "p1", "p2")]
    parts[0].text, parts[1].copies = None, 2
    assert graph.broken()


def test_places_of_one_meaning_are_tied_whatever_their_unit() -> None:
    graph = Graph()
    graph.add(money("a", "123456.78", meaning="m"))
    graph.add(money("b", "123456.78", "元", meaning="m"))
    graph.close()
    assert graph.identities == [Tie("a", "b")]
    assert not graph.broken()
    graph.figures["b"].text = "123,556.78"
    assert graph.broken() == [Tie("a", "b")]


@pytest.mark.parametrize(("rate", "flipped", "broken"), [("25", False, False), ("20", False, True), ("25", True, True)])
def test_growth_is_measured_on_last_year(rate: str, flipped: bool, broken: bool) -> None:
    graph = Graph()
    graph.add(money("now", "1000000"))
    graph.add(money("change", "200000", unsigned=True)).flipped = flipped
    graph.add(Figure("rate", Decimal(rate), "%", 2, unsigned=True))
    graph.identities.append(Ratio("rate", "change", "now", growth=True))
    assert bool(graph.broken()) is broken


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("seed", range(8))
def test_clean_documents_violate_nothing(family: str, seed: int) -> None:
    document = make_document(seed, family)
    assert document.graph.broken() == []
    assert len(document.graph.identities) > 150
    again = make_document(seed, family)
    assert [f.printed for f in again.graph.figures.values()] == [f.printed for f in document.graph.figures.values()]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_error_finds_a_place_and_changes_what_is_printed(kind: str) -> None:
    family = "shanghai" if kind == "truncated" else "final"  # accounts in 万元 tell nothing rounder than their tables
    made = seeded(f"test/{kind}", family, kind)
    assert made is not None
    _, truth = made
    assert truth.figures
    assert truth.printed != truth.right or kind in {"row-dropped", "row-doubled"}
    assert truth.observable == bool(truth.broken)


@pytest.mark.parametrize(("family", "layout"), PAIRS)
def test_a_drawn_document_is_read_and_its_error_is_found(tmp_path: Path, family: str, layout: str) -> None:
    auditor = Auditor()
    clean = run_one(auditor, tmp_path, "smoke", family, layout)
    assert clean is not None
    assert (clean.crash, clean.status) == ("", "clean"), clean.false
    assert clean.coverage > Decimal("0.9")
    wrong = run_one(auditor, tmp_path, "smoke", family, layout, "times-ten")
    assert wrong is not None
    assert wrong.truth is not None
    assert wrong.truth.observable
    assert wrong.seen, wrong.truth
