"""Real disclosures: every page is there and every glyph can be told."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from auditor.model import Source
from auditor.read import read

SHARED = Path(__file__).parents[2] / "shared"
CORPUS = SHARED / "corpus"
SEED = SHARED / "seed" / "mianxian-2024-unit-budget.pdf"

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the shared corpus is not beside the project"),
]


def rows() -> list[dict[str, str]]:
    index = CORPUS / "INDEX.tsv"
    if not index.is_file():
        return []
    with index.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def text(source: Source, page: int) -> str:
    return "".join(glyph for run in source.pages[page - 1].runs for glyph in run.glyphs if not glyph.isspace())


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["file"])
def test_a_real_disclosure_is_read(row: dict[str, str]) -> None:
    source = read(str(CORPUS / row["file"]))
    assert len(source.pages) == int(row["pages"])
    assert sum(page.unreadable for page in source.pages) == 0
    assert sum(len(run.glyphs) for page in source.pages for run in page.runs) > 3000


def test_the_seed_is_read() -> None:
    source = read(str(SEED))
    assert len(source.pages) == 26
    assert "单位预算" in text(source, 1)
    assert sum(len(page.horizontals) + len(page.verticals) for page in source.pages) > 400
    assert sum(page.unreadable for page in source.pages) == 0


def test_rotated_tables_are_turned_upright() -> None:
    source = read(str(CORPUS / "jiangsu-congress-2019-budget-tables-rotated.pdf"))
    turned = [page for page in source.pages if page.width > page.height]
    assert turned
    for page in source.pages:
        runs = [run for run in page.runs if len(run.glyphs) > 3]
        assert runs
        assert all(run.lefts[0] < run.lefts[-1] for run in runs)
        assert all(0 <= run.lefts[0] <= page.width and 0 <= run.baseline <= page.height for run in runs)
