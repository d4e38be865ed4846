"""`audit tables FILE --debug-page N`: one page as the reader saw it."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from auditor.cli import main

EXAMPLE = str(Path(__file__).resolve().parents[1] / "examples" / "mianxian-2024-unit-budget-corrected.pdf")
SVG = "{http://www.w3.org/2000/svg}"


def test_a_page_shows_its_cells_and_what_its_table_is_called(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tables", EXAMPLE, "--debug-page", "12", "--lang", "zh"]) == 0
    root = ET.fromstring(capsys.readouterr().out)  # noqa: S314 our own output
    labels = ["".join(each.itertext()) for each in root.iter(f"{SVG}text") if "label" in each.get("class", "")]
    titles = [each.text or "" for each in root.iter(f"{SVG}title")]
    assert len(labels) == 1
    assert "单位 元" in labels[0]
    assert any(title.startswith("0,0") for title in titles)
    assert {each.get("class") for each in root.iter(f"{SVG}rect")} >= {"paper", "mark head", "mark body", "mark table"}


def test_a_page_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tables", EXAMPLE, "--debug-page", "999", "--lang", "en"]) == 2
    assert "no page 999" in capsys.readouterr().err


def test_a_terminal_gets_a_file(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert main(["tables", EXAMPLE, "--debug-page", "8", "--lang", "en"]) == 0
    (written,) = tmp_path.glob("*.svg")
    assert written.name in capsys.readouterr().err
    assert written.read_text(encoding="utf-8").startswith("<svg")
