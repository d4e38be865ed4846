"""What `audit check` is given: folders, patterns, standard input, packs and rules, names that do not exist."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from report_builder import clean_report

import auditor.audit
import auditor.rules
from auditor.model import Pack, Report, UnreadableError
from tests.cli_stage import PACKS, Captured, run, surroundings

pytestmark = pytest.mark.usefixtures("inline_crew")
__all__ = ["surroundings"]  # a fixture of every test here


def test_folders_patterns_and_doubles(capsys: Captured, tmp_path: Path) -> None:
    (tmp_path / "b" / "deep").mkdir(parents=True)
    (tmp_path / "empty").mkdir()
    for name in ("b/z.pdf", "b/a.PDF", "b/deep/m.pdf", "b/notes.txt"):
        (tmp_path / name).write_bytes(b"%PDF-1.7")
    lines = run(capsys, "b", "b/z.pdf", "-o", "jsonl")[1].splitlines()
    assert [json.loads(line)["document"]["path"] for line in lines] == [
        str(Path("b") / name) for name in ("a.PDF", "deep/m.pdf", "z.pdf")
    ]
    lines = run(capsys, "b/*.pdf", "-o", "jsonl")[1].splitlines()
    assert [json.loads(line)["document"]["path"] for line in lines] == [str(Path("b/z.pdf"))]
    code, out, _ = run(capsys, "empty/", "nothing-*.pdf", "-o", "concise")
    assert code == 3
    assert "empty/: unreadable[no-pdf] 文件夹里没有 PDF 文件" in out
    assert "nothing-*.pdf: unreadable[no-match] 没有符合这个模式的文件" in out


def test_folders_leave_alone_what_nobody_means(capsys: Captured, tmp_path: Path) -> None:
    """Hidden files, links that lead in circles or to a file again, and our own annotated copies."""
    for name in (".hidden/x.pdf", "in/._x.pdf", "in/x.pdf", "in/x.audit.pdf", "in/.git/y.pdf", "out/x.audit.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"%PDF-1.7")
    (tmp_path / "in" / "again").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "same.pdf").symlink_to(tmp_path / "in" / "x.pdf")
    os.mkfifo(tmp_path / "in" / "pipe.pdf")
    code, out, err = run(capsys, "in", "-o", "jsonl", "--lang", "en")
    assert [json.loads(line)["document"]["path"] for line in out.splitlines()] == ["in/same.pdf"]
    assert (code, err) == (0, "left out: 1 annotated copies (*.audit.pdf)\n")
    assert run(capsys, "in", "-q", "-o", "jsonl")[2] == ""
    paths = [json.loads(line)["document"]["path"] for line in run(capsys, "in/x.audit.pdf", ".hidden", "-o", "jsonl")[1].splitlines()]  # fmt: skip
    assert paths == ["in/x.audit.pdf", ".hidden/x.pdf"]
    code, out, _ = run(capsys, "out", "-o", "concise")
    assert (code, "out: unreadable[no-pdf]" in out) == (3, True)


def test_a_folder_that_may_not_be_entered_is_told(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(_path: str) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("auditor.cli.inputs.os.scandir", closed)
    code, out, _ = run(capsys, ".", "-o", "concise")
    assert (code, ".: unreadable[no-entry] 没有进入这个文件夹的权限" in out) == (3, True)


def test_standard_input(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bytes] = []

    def read(path: str, _options: object) -> Report:
        seen.append(Path(path).read_bytes())
        return clean_report(path=path)

    monkeypatch.setattr(auditor.audit, "audit", read)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"%PDF-from-a-pipe")))
    code, out, _ = run(capsys, "-", "-o", "json")
    assert (code, seen) == (0, [b"%PDF-from-a-pipe"])
    assert json.loads(out)["document"]["path"] == "-"


def test_packs_and_rules_are_handed_on(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []

    def note(_path: str, options: object) -> Report:
        seen.append(options)
        return clean_report()

    monkeypatch.setattr(auditor.audit, "audit", note)
    assert (
        run(capsys, "clean.pdf", "--pack", "cn-budget", "--select", "SG-,NT*", "--ignore", "SG-04", "--no-cache")[0]
        == 0
    )
    assert (seen[0].packs, seen[0].pack, seen[0].select, seen[0].ignore) == (
        PACKS,
        "cn-budget",
        ("SG-", "NT"),
        ("SG-04",),
    )


def test_no_cache_reads_the_rule_files_again(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []

    def load_shipped(_ids: tuple[str, ...] = (), *, fresh: bool = False, depth: str = "cases") -> tuple[Pack, ...]:  # noqa: ARG001 the door
        asked.append(fresh)
        return PACKS

    monkeypatch.setattr(auditor.rules, "load_shipped", load_shipped)
    monkeypatch.setattr(auditor.audit, "read_tables", lambda _path, packs: packs() and ())
    for arguments in (["clean.pdf"], ["clean.pdf", "--no-cache"], ["tables", "clean.pdf", "--no-cache"]):
        run(capsys, *arguments)
    assert asked == [False, True, True]


def test_names_that_do_not_exist_come_with_near_ones(capsys: Captured) -> None:
    assert "可用的：cn-budget, cn-common" in run(capsys, "clean.pdf", "--pack", "cn-budgets")[2]
    assert "没有编号为“SG-1”的规则；是否想写：SG-01" in run(capsys, "clean.pdf", "--select", "SG-1")[2]
    assert run(capsys, "clean.pdf", "--lang", "en", "--select", "QQQQ")[2] == "error: there is no rule “QQQQ”\n"


def test_unreadable_raised_by_a_stage_ends_with_3(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreadable(_path: str, _packs: object) -> None:
        raise UnreadableError("encrypted", "the file is encrypted")

    monkeypatch.setattr(auditor.audit, "read_tables", unreadable)
    assert run(capsys, "tables", "clean.pdf") == (3, "", "unreadable[encrypted]: 文件已加密，需要密码\n")
    english = run(capsys, "tables", "clean.pdf", "--lang", "en")
    assert english == (3, "", "unreadable[encrypted]: the file is encrypted\n")
