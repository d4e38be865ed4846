"""Every rule that docs/WRITING-RULES.md shows is sound, and its cases come out as it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from auditor.audit import run_cases
from auditor.rules import lint, load, shipped
from tests.records import replace

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "docs" / "WRITING-RULES.md", ROOT / "docs" / "WRITING-RULES.zh.md"]
SNIPPETS = [
    pytest.param(text, id=f"{page.stem}-{number}")
    for page in PAGES
    for number, text in enumerate(
        re.findall(r"^```yaml\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL), 1
    )
]


def test_both_pages_show_the_same_rules() -> None:
    ids = [re.findall(r"^  - id: (\S+)", page.read_text(encoding="utf-8"), re.MULTILINE) for page in PAGES]
    assert ids[0] == ids[1]
    assert len(ids[0]) >= 6


@pytest.mark.parametrize("text", SNIPPETS)
def test_what_the_guide_shows_runs(text: str, tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    assert lint([path]) == ()
    pack = load(shipped()[:1], extra=[path])[0]
    own = tuple(rule for rule in pack.rules if Path(rule.path) == path)
    results = run_cases([replace(pack, rules=own)])
    assert len(results) >= 2 * len(own) > 0
    assert [(result.case.expect, result.detail) for result in results if not result.ok] == []
