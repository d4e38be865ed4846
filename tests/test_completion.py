"""Completion: what a shell is answered, and the script that asks."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from auditor.cli import main

Captured = pytest.CaptureFixture[str]


def answer(words: str, monkeypatch: pytest.MonkeyPatch, capsys: Captured, *, of: str = "bash") -> list[str]:
    """Return what completing the last of these words answers."""
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", str(len(words.split(" ")) - 1))
    monkeypatch.setenv("_AUDIT_COMPLETE", f"{of}_complete")
    monkeypatch.setenv("AUDIT_LANG", "en")
    assert main([]) == 0
    return capsys.readouterr().out.splitlines()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("audit expl", ["plain,explain", "file,expl"]),
        ("audit --min-c", ["plain,--min-coverage", "file,--min-c"]),
        ("audit report.pdf --fail-on w", ["plain,warning"]),
        ("audit check report.pdf -o sa", ["plain,sarif"]),
        ("audit explain sg-0", ["plain,SG-01", "plain,SG-02"]),
        ("audit report.pdf --rules my", ["file,my"]),
        ("audit tables rep", ["file,rep"]),
        ("audit completion z", ["plain,zsh"]),
    ],
)
def test_words_options_values_and_files_are_completed(
    words: str, told: list[str], monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    assert answer(words, monkeypatch, capsys)[: len(told)] == told


def test_a_first_word_that_is_nothing_yet_breaks_nothing(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    assert "plain,--lang" in answer("audit nonsense --la", monkeypatch, capsys)


def test_help_beside_a_word_speaks_one_language(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    assert answer("audit --exit-z", monkeypatch, capsys, of="zsh")[:3] == [
        "plain",
        "--exit-zero",
        "end with 0 for findings and incomplete too",
    ]
    assert answer("audit lin", monkeypatch, capsys, of="zsh")[2] == "Check rule files; every mistake at once"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_script(shell: str, capsys: Captured) -> None:
    assert main(["completion", shell]) == 0
    assert f"_AUDIT_COMPLETE={shell}_complete" in capsys.readouterr().out


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
def test_bash_completes_with_the_script() -> None:
    script = """
        source <(audit completion bash)
        COMP_WORDS=(audit --fail-on e); COMP_CWORD=2
        _audit_completion audit; echo "${COMPREPLY[@]}"
    """
    path = f"{Path(sys.executable).parent}:/usr/bin:/bin"
    done = subprocess.run(["bash", "-c", script], env={"PATH": path}, capture_output=True, text=True, check=True)
    assert done.stdout == "error\n"
