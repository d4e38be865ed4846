"""The whole report on the example, as a clerk sees it, in both languages; and the JSON held against the schema."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest

from auditor.audit import Options, audit
from auditor.model import Pack, Report
from auditor.report import render_text, report_schema, to_json
from tests.golden_text import check_golden

SEED = Path(__file__).resolve().parents[1] / "examples" / "mianxian-2024-unit-budget.pdf"


@pytest.fixture(scope="module")
def report(packs: tuple[Pack, ...]) -> Report:
    return audit(str(SEED), Options(packs))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_whole_report(report: Report, lang: str) -> None:
    text = render_text(report, lang=lang, width=100, color=False, exit_code=1)  # type: ignore[arg-type]
    check_golden(f"example-{lang}", text.replace(str(SEED), "examples/mianxian-2024-unit-budget.pdf"))


@pytest.mark.parametrize("figures", [True, False])
def test_the_json_keeps_the_contract(report: Report, *, figures: bool) -> None:
    told = to_json(report, figures=figures, lang="zh")
    jsonschema.validate(told, report_schema())
    assert ("figures" in told) is figures
    assert told["counts"]["figures"]["total"] == sum(
        told["counts"]["figures"][k] for k in ("checked", "unchecked", "excluded")
    )
    explained = [fingerprint for cause in told["causes"] for fingerprint in cause["explains"]]
    assert len(explained) == len(set(explained))
    assert set(explained) <= {finding["fingerprint"] for finding in told["findings"]}


def test_fingerprints_do_not_depend_on_pages_or_names(report: Report, packs: tuple[Pack, ...], tmp_path: Path) -> None:
    copy = tmp_path / "renamed.pdf"
    copy.write_bytes(SEED.read_bytes())
    again = audit(str(copy), Options(packs))
    assert [f.fingerprint for f in again.findings] == [f.fingerprint for f in report.findings]
    assert len({f.fingerprint for f in report.findings}) == len(report.findings)
