"""The example pair through the whole program, as a user runs it: the given disclosure and its corrected copy."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from auditor.cli import main
from auditor.read import read

ROOT = Path(__file__).resolve().parent.parent
SEED = "examples/mianxian-2024-unit-budget.pdf"
CORRECTED = "examples/mianxian-2024-unit-budget-corrected.pdf"


def audit(*arguments: str) -> tuple[int, str, str]:
    """Run the program from the root of the project; return exit code, stdout, stderr."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.chdir(ROOT), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(arguments)
    return code, out.getvalue(), err.getvalue()


@pytest.fixture(scope="module")
def seed() -> dict[str, Any]:
    code, out, err = audit("check", SEED, "-o", "json")
    assert code == 1, err
    report: dict[str, Any] = json.loads(out)
    return report


@pytest.fixture(scope="module")
def corrected() -> dict[str, Any]:
    code, out, err = audit("check", CORRECTED, "-o", "json")
    assert code == 0, out + err
    report: dict[str, Any] = json.loads(out)
    return report


def test_the_seed_has_findings(seed: dict[str, Any]) -> None:
    assert seed["status"] == "findings"
    assert seed["document"]["year"] == 2024
    assert seed["document"]["sha256"] == hashlib.sha256((ROOT / SEED).read_bytes()).hexdigest()


def test_the_slip_that_opens_the_readme_is_named(seed: dict[str, Any]) -> None:
    slips = [c for c in seed["causes"] if c["figure"]["printed"] == "0.3" and c["kind"] == "decimal-slip"]
    assert [c["suggested"] for c in slips] == ["30000.00"]
    assert slips[0]["figure"]["place"]["sentence"].startswith("公务用车运行维护费")
    assert len(slips[0]["explains"]) >= 2


def test_the_basic_expenditure_tables_are_told_apart_from_the_whole(seed: dict[str, Any]) -> None:
    """表7 and 表8 still hold the project money in their totals."""
    tables = {
        operand["place"]["table"]["number"]
        for finding in seed["findings"]
        if finding["severity"] == "error"
        for operand in finding["operands"]
        if operand["place"]["kind"] == "cell"
    }
    assert {"7", "8"} <= tables


def test_rounding_is_no_error(seed: dict[str, Any]) -> None:
    """226.61 + 29.5 + 12.57 + 22.12 = 290.80 beside 290.81 stays inside the printed digits."""
    parts = {"226.61", "29.5", "12.57", "22.12", "290.81"}
    accused = [
        f["message"]
        for f in seed["findings"]
        if parts <= {o["printed"] for o in f["operands"]} and f["severity"] == "error"
    ]
    assert accused == []


def test_the_corrected_copy_is_clean(corrected: dict[str, Any]) -> None:
    loud = [f["message"] for f in corrected["findings"] if f["severity"] in {"error", "warning"}]
    assert loud == []
    assert corrected["status"] == "clean"
    assert corrected["complete"] is True
    assert float(corrected["counts"]["coverage"]) >= 0.9


def test_the_readme_quotes_what_the_terminal_shows() -> None:
    command = [sys.executable, "examples/quote_report.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def holds_in(part: Any, whole: Any) -> bool:
    """Tell whether everything that `part` says stands in `whole`, too."""
    if isinstance(part, dict):
        return all(key in whole and holds_in(value, whole[key]) for key, value in part.items())
    if isinstance(part, list):
        return all(any(holds_in(value, other) for other in whole) for value in part)
    return bool(part == whole)


@pytest.mark.parametrize("page", ["README.md", "README.zh.md"])
def test_the_readme_quotes_the_json_report(page: str, seed: dict[str, Any]) -> None:
    quoted = (ROOT / page).read_text(encoding="utf-8").partition("```json\n")[2].partition("```")[0]
    assert holds_in(json.loads(quoted), seed)


def typeset(target: Path, *options: str) -> Path:
    subprocess.run([sys.executable, "examples/make_corrected.py", str(target), *options], cwd=ROOT, check=True)
    return target


def test_the_corrected_copy_is_typeset_from_its_data(tmp_path: Path) -> None:
    """Compared as it is read: the bytes may differ between versions of reportlab."""
    fresh = read(str(typeset(tmp_path / "corrected.pdf")))
    assert fresh.pages == read(str(ROOT / CORRECTED)).pages


def test_another_look_reaches_the_same_verdict(corrected: dict[str, Any], tmp_path: Path) -> None:
    """Other sizes, captions and rules; tables that go on over the page without their header."""
    code, out, err = audit("check", str(typeset(tmp_path / "compact.pdf", "--look", "compact")), "-o", "json")
    assert code == 0, out + err
    report = json.loads(out)
    assert sorted(f["fingerprint"] for f in report["findings"]) == sorted(
        f["fingerprint"] for f in corrected["findings"]
    )
    assert report["counts"] == corrected["counts"]


@pytest.mark.parametrize("page", ["README.md", "README.zh.md"])
def test_the_rule_of_the_readme_runs(page: str, tmp_path: Path) -> None:
    rule = re.search(
        r"^```yaml[^\n]*\n(.*?)^```$", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )[1]
    (tmp_path / "my-rules.yaml").write_text(rule, encoding="utf-8")
    code, out, err = audit("test", str(tmp_path / "my-rules.yaml"))
    assert code == 0, out + err
    code, out, err = audit("check", CORRECTED, "--rules", str(tmp_path / "my-rules.yaml"), "--show", "passed")
    assert code == 0, err
    assert "MY-01" in out


def squeezed(rows: list[list[str]]) -> list[list[str]]:
    return [["".join(text.split()) for text in row] for row in rows]


def test_the_tables_are_read_as_they_were_set() -> None:
    """Every cell, span and header row of the 15 tables, over page ends too."""
    code, out, err = audit("tables", CORRECTED, "-o", "json")
    assert code == 0, err
    read_back = {table["number"]: table for table in json.loads(out)}
    for spec in json.loads((ROOT / "examples/corrected.json").read_text(encoding="utf-8"))["tables"]:
        table = read_back[str(spec["number"])]
        assert "".join(table["title"].split()) == spec["title"]
        assert squeezed(table["grid"]) == squeezed(spec["header"] + spec["body"])
        assert sorted(table["spans"]) == sorted(spec["merges"])
        assert (table["header_rows"], table["unit"]) == (len(spec["header"]), spec["unit"])


@pytest.mark.parametrize("command", ["tables", "claims", "figures"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_was_read_can_be_listed(command: str, lang: str) -> None:
    code, out, err = audit(command, SEED, "--lang", lang)
    assert code == 0, err
    assert ("部门综合预算收支总表" if command == "tables" else "290.81") in out


def test_the_installed_command_ends_with_the_exit_code() -> None:
    done = subprocess.run([sys.executable, "-m", "auditor", SEED, "-q"], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 1
