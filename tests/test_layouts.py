"""Small documents in the layouts of many places: right ones are silent, and one wrong figure anywhere is seen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from auditor.audit.pipe_tables import pipe_tables
from auditor.check import check
from auditor.claims import read_text
from auditor.facts import gather
from auditor.model import Check, Facts, Pack, Verdict
from tests.records import replace

LAYOUTS = sorted((Path(__file__).parent / "layouts").glob("*.txt"))
_FIGURE = re.compile(r"(?<=\| )-?[\d,]+\.\d\d(?=%?(?: \||$))", re.MULTILINE)


@pytest.fixture(scope="session")
def audited(packs: tuple[Pack, ...]) -> Callable[[str, str], tuple[Facts, tuple[Check, ...]]]:
    def run(name: str, text: str) -> tuple[Facts, tuple[Check, ...]]:
        kind = "决算" if "final" in name else "预算"
        pack = next(pack for pack in packs if pack.kind == kind)
        facts = gather(pipe_tables(text), read_text("", pack.vocabulary), pack.vocabulary)
        facts = replace(facts, kind=kind, year=2024)
        return facts, check(pack.rules, facts, pack.vocabulary)

    return run


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)
def test_a_right_document_is_read_and_silent(
    path: Path, audited: Callable[..., tuple[Facts, tuple[Check, ...]]]
) -> None:
    facts, checks = audited(path.stem, path.read_text(encoding="utf-8"))
    assert [table.table.title for table in facts.tables if not table.family] == []
    assert [
        (c.rules, [o.fact.place for o in c.operands]) for c in checks if c.verdict is Verdict.FAILS and c.operands
    ] == []
    used = {o.fact.id for c in checks if c.verdict is Verdict.HOLDS for o in c.operands}
    unused = [f.place for f in facts.facts if f.value and f.amount.is_money and f.id not in used]
    assert len(unused) * 40 <= len(facts.facts), unused


def wrong(text: str) -> Iterator[str]:
    """Every seventh figure once ten times too large."""
    for match in [m for m in _FIGURE.finditer(text) if float(m[0].replace(",", ""))][::7]:
        larger = f"{float(match[0].replace(',', '')) * 10:.2f}"
        yield text[: match.start()] + larger + text[match.end() :]


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)
def test_a_wrong_figure_anywhere_is_seen(path: Path, audited: Callable[..., tuple[Facts, tuple[Check, ...]]]) -> None:
    texts = list(wrong(path.read_text(encoding="utf-8")))
    assert len(texts) > 4
    seen = [any(c.verdict is Verdict.FAILS and c.operands for c in audited(path.stem, text)[1]) for text in texts]
    assert sum(seen) >= len(seen) * 0.95
