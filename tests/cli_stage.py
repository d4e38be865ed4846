"""A folder and doors for tests of `audit check`: files of every outcome, no PDF read and no rule file loaded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from report_builder import clean_report, seed_report, unreadable_report
from report_parts import RULES

import auditor.audit
import auditor.rules
from auditor.cli import main
from auditor.model import Pack, Report, Severity, Text, Vocabulary

PACKS = (Pack("cn-budget", "1", tuple(RULES.values()), Vocabulary(), "预算"), Pack("cn-common", "1", (), Vocabulary()))


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder with files of every outcome, and doors that need no PDF and no rule file."""
    for name in ("clean", "findings", "scan", "bug", "incomplete", "info"):
        (tmp_path / f"{name}.pdf").write_bytes(b"%PDF-1.7")
    monkeypatch.chdir(tmp_path)
    for variable in (
        "AUDIT_LANG",
        "LC_ALL",
        "LC_MESSAGES",
        "LANG",
        "NO_COLOR",
        "FORCE_COLOR",
        "COLUMNS",
        "AUDIT_DEBUG",
    ):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(auditor.audit, "audit", outcome)
    monkeypatch.setattr(auditor.rules, "load", lambda _where, *, extra=(): PACKS)  # noqa: ARG005 the door's own name
    monkeypatch.setattr(auditor.rules, "load_shipped", lambda _ids=(), *, fresh=False, depth="cases": PACKS)  # noqa: ARG005 the door's own name
    monkeypatch.setattr(auditor.rules, "shipped", lambda: ("cn-budget", "cn-common"))


def outcome(path: str, _options: object) -> Report:
    name = Path(path).stem
    if name == "bug":
        raise ZeroDivisionError("division by zero")
    info = tuple(f for f in seed_report().findings if f.severity is Severity.INFO)
    made: dict[str, Callable[[], Report]] = {
        "findings": seed_report,
        "scan": unreadable_report,
        "info": lambda: clean_report(findings=info),
        "incomplete": lambda: Report(
            path, "0" * 64, "incomplete", problem=Text("没有一条规则能够核对", "nothing"), problem_id="nothing-checked"
        ),
    }
    return made.get(name, clean_report)()


Captured = pytest.CaptureFixture[str]


def run(capsys: Captured, *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    captured = capsys.readouterr()
    return code, captured.out, captured.err
