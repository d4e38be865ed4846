"""The manual pages: made of the commands, and clean roff."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("audit.1", "audit.zh.1")


def run(*command: str) -> subprocess.CompletedProcess[str]:
    env = {"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False, env=env)


def test_pages_are_what_the_commands_say() -> None:
    done = run(sys.executable, "docs/man/write.py", "--check")
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.skipif(not shutil.which("groff"), reason="needs groff")
@pytest.mark.parametrize("page", PAGES)
def test_roff_sets_them_without_a_warning(page: str) -> None:
    done = run(
        "groff", "-man", "-Tutf8", "-k", "-P-cbou", "-ww", "-Wbreak", f"docs/man/{page}"
    )  # Chinese has few places to break
    assert (done.returncode, done.stderr) == (0, "")
    assert "audit figures FILE" in done.stdout
