"""The hand-audited disclosures against what is really wrong with them; `benchmarks/truth.py` prints the same at length."""

from __future__ import annotations

import pytest

from auditor.model import Pack
from benchmarks.truth import BARS, CORPUS, LEAST_CHECKED, LEAST_CHECKS, Result, covered, measure, rate

pytestmark = pytest.mark.corpus


@pytest.fixture(scope="module")
def results(packs: tuple[Pack, ...]) -> list[Result]:
    return measure(CORPUS, packs)


def test_every_error_and_warning_is_listed_and_no_near_miss_is_told(results: list[Result]) -> None:
    assert len(results) > 15
    assert [(r.name, f.check.rules, f.check.reason.zh) for r in results for f in r.unlisted] == []
    assert [(r.name, place) for r in results for place in r.loud] == []


@pytest.mark.parametrize("severity", ["error", "warning"])
def test_listed_groups_are_told_at_their_severity(results: list[Result], severity: str) -> None:
    told, listed = rate(results, severity)
    assert told >= BARS[severity] * listed


def test_table_figures_are_checked_by_several_checks(results: list[Result]) -> None:
    figures, checked, checks = covered(results)
    assert checked >= LEAST_CHECKED * figures
    assert checks >= LEAST_CHECKS * figures


def test_kind_year_and_issuer_are_recognised(results: list[Result]) -> None:
    assert [(r.name, r.misread) for r in results if r.misread] == []
