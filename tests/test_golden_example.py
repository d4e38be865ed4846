"""The whole report on the example, as a clerk sees it, in both languages; and the JSON held against the schema."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest

from auditor import __version__
from auditor.audit import Options, audit
from auditor.model import Pack, Report
from auditor.report import render_text, report_schema, to_json
from auditor.report.writing import Audited
from tests.conftest import SEED
from tests.golden_text import check_golden
from tests.outputs import few, html_text, pdf_text, written, xlsx_text


@pytest.fixture
def report(seed: Audited) -> Report:
    return seed.report


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_whole_report(report: Report, lang: str) -> None:
    text = render_text(report, lang=lang, width=100, color=False, exit_code=1)  # type: ignore[arg-type]
    check_golden(f"example-{lang}", text)


@pytest.mark.parametrize("name", ["csv", "markdown"])
def test_the_whole_report_in_other_formats(seed: Audited, name: str) -> None:
    check_golden(f"example-{name}", written(name, seed).replace("\r\n", "\n"))


@pytest.mark.parametrize("name", ["github", "gitlab", "junit", "sarif"])
def test_a_few_findings_in_formats_for_programs(seed: Audited, name: str) -> None:
    check_golden(
        f"example-{name}", written(name, few(seed), lang="en").replace(f'"version": "{__version__}"', '"version": "…"')
    )


def test_a_few_findings_in_formats_for_people(seed: Audited) -> None:
    check_golden("example-html", html_text(written("html", few(seed))).replace(f"auditor {__version__}", "auditor …"))
    check_golden("example-xlsx", xlsx_text(written("xlsx", few(seed))))
    check_golden("example-pdf", pdf_text(written("pdf", few(seed))))


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
