"""The reading held against the gold sheet and the seed document."""

from __future__ import annotations

import json

import pytest
from claims_gold import ROOT, SHARED, score, score_sheet

from auditor.claims import read_claims
from auditor.model import Narrative, Pack
from auditor.read import read
from auditor.tables import find_tables

KINDS = {"part": ("part", 0), "h1": ("heading", 1), "h2": ("heading", 2), "h3": ("heading", 3)}


@pytest.mark.corpus
def test_the_gold_sheet() -> None:
    right, total, misses = score()
    assert total == 80
    assert right >= 78, misses


@pytest.fixture(scope="module")
def seed(packs: tuple[Pack, ...]) -> Narrative:
    vocabulary = packs[0].vocabulary
    pages = read(str(SHARED / "seed" / "mianxian-2024-unit-budget.pdf")).pages
    return read_claims(pages, find_tables(pages, vocabulary), vocabulary)


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.corpus
def test_the_paragraphs_of_the_seed(seed: Narrative) -> None:
    wanted = json.loads((SHARED / "seed" / "paragraphs.json").read_text(encoding="utf-8"))
    got = {squeezed(p.text): (p.kind, p.level) for p in seed.paragraphs}
    missing = [each["text"] for each in wanted if squeezed(each["text"]) not in got]
    assert missing == []
    for each in wanted:
        kind, level = got[squeezed(each["text"])]
        assert (kind, level) == KINDS[each["kind"]] if each["kind"] in KINDS else kind in {"text", "note"}


@pytest.mark.corpus
def test_the_claims_of_the_seed(seed: Narrative) -> None:
    assert len(seed.claims) == 74
    items = {seed.statements[claim.statement].item for claim in seed.claims}
    assert {"三公经费", "公务用车运行费", "会议费", "培训费", "公用经费", "政府采购", "一般公共预算"} <= items
    rate = next(c for c in seed.claims if c.amount and c.amount.printed == "-13.89")
    assert rate.follows is not None
    assert seed.claims[rate.follows].cause == "培训费减少"


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "claims"),
    [
        ("wanli-subdistrict-2024-budget", 203),
        ("putuo-finance-bureau-2024-final", 121),
        ("jiangsu-high-court-2018-budget", 132),
        ("southwest-university-2023-final", 60),
    ],
)
def test_how_much_other_documents_say(name: str, claims: int, packs: tuple[Pack, ...]) -> None:
    """A floor: a change that loses claims shows here first."""
    vocabulary = packs[0].vocabulary
    pages = read(str(SHARED / "corpus" / f"{name}.pdf")).pages
    narrative = read_claims(pages, find_tables(pages, vocabulary), vocabulary)
    assert len(narrative.claims) >= claims * 0.98
    assert all(claim.box != (0.0, 0.0, 0.0, 0.0) for claim in narrative.claims)


@pytest.mark.parametrize(("sheet", "least"), [("work", 0.97), ("held", 0.97), ("own", 0.97)])
def test_the_sheets_of_published_sentences(sheet: str, least: float) -> None:
    right, total, misses = score_sheet(ROOT / "tests" / "gold" / "claims" / f"{sheet}.txt")
    assert total > 70
    assert right >= least * total, misses
