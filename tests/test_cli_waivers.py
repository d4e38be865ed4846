"""Waivers, baseline and difference on the command line: what is told, and the exit code."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from auditor.cli import main

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
Captured = pytest.CaptureFixture[str]
TWO = ("--select", "SG-01,NN-03", "-o", "concise")
WAIVE = (
    "waive",
    "SG-01",
    "--file",
    "report.pdf",
    "--reason",
    "另有说明",
    "--until",
    "2027-03-31",
    "--today",
    "2026-11-25",
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copy(EXAMPLES / "mianxian-2024-unit-budget.pdf", tmp_path / "report.pdf")
    shutil.copy(EXAMPLES / "mianxian-2024-unit-budget-corrected.pdf", tmp_path / "corrected.pdf")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AUDIT_LANG", "en")
    return tmp_path


def run(capsys: Captured, *words: str) -> tuple[int, str, str]:
    code = main(words)
    out, err = capsys.readouterr()
    return code, out, err


def audited(capsys: Captured, file: str, *words: str, today: str = "2026-11-25") -> tuple[int, str, str]:
    return run(capsys, file, *TWO, "--today", today, *words)


def test_a_waived_finding_is_counted_and_does_not_count(capsys: Captured) -> None:
    assert run(capsys, *WAIVE)[0] == 0
    code, out, err = audited(capsys, "report.pdf")
    assert (code, err) == (1, "")
    assert "SG-01" not in out
    assert "error[NN-03]" in out
    assert "1 waived" in out
    assert run(capsys, *(word.replace("SG-01", "NN-03") for word in WAIVE))[0] == 0
    code, out, _ = audited(capsys, "report.pdf")
    assert code == 0
    assert "2 waived" in out
    assert audited(capsys, "report.pdf", "--no-waivers")[0] == 1


def test_an_expired_waiver_is_told_and_its_finding_counts_again(capsys: Captured) -> None:
    run(capsys, *WAIVE)
    code, out, err = audited(capsys, "report.pdf", today="2027-04-01")
    assert code == 1
    assert "error[SG-01]" in out
    assert ".audit-waivers.yaml:6:12: the waiver of SG-01 (2027-03-31) has expired" in err
    assert audited(capsys, "report.pdf", "--strict-waivers", today="2027-04-01")[0] == 2


def test_a_waiver_ends_when_its_figures_change(capsys: Captured, folder: Path) -> None:
    run(capsys, *WAIVE)
    file = folder / ".audit-waivers.yaml"
    file.write_text(re.sub(r"values: \w+", "values: 00000000", file.read_text(encoding="utf-8")), encoding="utf-8")
    code, out, err = audited(capsys, "report.pdf")
    assert code == 1
    assert "error[SG-01]" in out
    assert "has ended: the figures changed" in err
    assert audited(capsys, "report.pdf", "--strict-waivers")[0] == 2


def test_a_waiver_that_nothing_needs_is_told(capsys: Captured) -> None:
    run(capsys, *WAIVE)
    code, _, err = audited(capsys, "corrected.pdf")
    assert code == 0
    assert "the waiver of SG-01 is not needed" in err
    assert audited(capsys, "corrected.pdf", "--strict-waivers")[0] == 2
    assert audited(capsys, "report.pdf", "--ignore", "SG")[2] == ""  # the rule was not asked for


def test_a_waiver_without_reason_or_end_is_refused(capsys: Captured, folder: Path) -> None:
    assert (
        run(capsys, "waive", "SG-01", "--file", "report.pdf", "--until", "2027-03-31", "--today", "2026-11-25")[0] == 2
    )
    assert run(capsys, "waive", "SG-01", "--file", "report.pdf", "--reason", "x")[0] == 2
    late = ("waive", "SG-01", "--file", "report.pdf", "--reason", "x", "--until", "2028-03-31", "--today", "2026-11-25")
    code, _, err = run(capsys, *late)
    assert code == 2
    assert "2027-12-30 at the latest (400 days)" in err
    assert not (folder / ".audit-waivers.yaml").exists()


def test_waiving_names_what_can_be_waived_and_what_is_meant(capsys: Captured) -> None:
    code, out, _ = run(capsys, "waive", "--file", "report.pdf")
    assert code == 0
    assert re.search(r"^fp:v1:\w+ +error\[SG-01\]", out, re.MULTILINE)
    several = (
        "waive",
        "NN-02",
        "--file",
        "report.pdf",
        "--reason",
        "x",
        "--until",
        "2027-01-01",
        "--today",
        "2026-11-25",
    )
    code, _, err = run(capsys, *several)
    assert code == 2
    assert "names 3 findings; give a fingerprint, or --all" in err
    assert run(capsys, *several, "--all")[0] == 0
    assert run(capsys, "waive", "XX-9", "--file", "report.pdf")[0] == 2


def test_several_documents_keep_their_waivers_apart(capsys: Captured) -> None:
    run(capsys, *WAIVE)
    code, out, err = run(capsys, "report.pdf", "corrected.pdf", *TWO, "--today", "2026-11-25", "-j", "2")
    assert (code, err) == (1, "")
    assert "1 waived" in out


def test_a_baseline_lets_only_new_findings_count(capsys: Captured) -> None:
    code, _, err = run(capsys, "baseline", "write", "report.pdf", "--select", "SG-01")
    assert code == 0
    assert ".audit-baseline.json: 1 finding\n" in err
    code, out, _ = audited(capsys, "report.pdf", "--baseline", ".audit-baseline.json")
    assert code == 1
    assert "SG-01" not in out
    assert "1 baselined" in out
    assert audited(capsys, "report.pdf", "--baseline", ".audit-baseline.json", "--ignore", "NN-03")[0] == 0
    assert "0 findings, 1 removed" in run(capsys, "baseline", "prune", "corrected.pdf")[2]
    assert audited(capsys, "report.pdf", "--baseline", "none.json")[0] == 2


def test_the_difference_of_two_versions(capsys: Captured) -> None:
    select = ("--select", "SG-01,NN-03")
    assert run(capsys, "diff", "report.pdf", "corrected.pdf", *select)[0] == 0
    code, out, _ = run(capsys, "diff", "corrected.pdf", "report.pdf", *select, "-o", "json")
    found = json.loads(out)
    assert code == 1
    assert found["counts"] == {"new": 2, "changed": 0, "unchanged": 0, "fixed": 0}
    run(capsys, "report.pdf", *select, "-o", "json=old.json")
    code, out, _ = run(capsys, "diff", "old.json", "report.pdf", *select)
    assert code == 0
    assert "unchanged 2" in out
    assert "| fixed |" in run(capsys, "diff", "old.json", "corrected.pdf", *select, "-o", "markdown")[1]
    assert run(capsys, "diff", "old.json", "none.pdf", *select)[0] == 3


def test_formats_say_what_is_waived(capsys: Captured, folder: Path) -> None:
    run(capsys, *WAIVE)
    words = ("-o", "json=r.json", "-o", "sarif=r.sarif", "-o", "junit=r.xml", "-o", "csv=r.csv", "-o", "github=r.txt")
    run(capsys, "report.pdf", "--select", "SG-01,NN-03", "--today", "2026-11-25", *words)
    report = json.loads((folder / "r.json").read_text(encoding="utf-8"))
    states = {finding["rule"]: finding["state"] for finding in report["findings"]}
    assert states == {"SG-01": "waived", "NN-03": "open"}
    results = json.loads((folder / "r.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    told = {each["ruleId"]: each.get("suppressions", []) for each in results}
    assert told["NN-03"] == []
    assert told["SG-01"][0]["justification"].startswith("另有说明")
    assert '<skipped message="' in (folder / "r.xml").read_text(encoding="utf-8")
    assert "SG-01" not in (folder / "r.txt").read_text(encoding="utf-8")
