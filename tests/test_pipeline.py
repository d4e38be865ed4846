"""What pipelines take from pipeline/: the action, the GitLab job, the image, each as far as it can be run here."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
SEED = ROOT / "examples" / "mianxian-2024-unit-budget.pdf"
CORRECTED = ROOT / "examples" / "mianxian-2024-unit-budget-corrected.pdf"


def schema_of(schema: str, file: str, *more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *more, file]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("schema", "file", "more"),
    [
        ("vendor.github-actions", "pipeline/action.yml", ()),
        ("vendor.gitlab-ci", "pipeline/gitlab.yml", ("--data-transform", "gitlab-ci")),
    ],
)
def test_files_follow_their_schema(schema: str, file: str, more: tuple[str, ...]) -> None:
    done = schema_of(schema, file, *more)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_hook_of_pre_commit_is_declared_right() -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def run_action(tmp_path: Path, **inputs: str) -> tuple[int, str, str, str]:
    """Run what the action runs; return the exit code, the log, the summary and the outputs."""
    env = {
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "AUDIT_LANG": "en",
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        **inputs,
    }
    command = ["bash", str(ROOT / "pipeline" / "github.sh")]
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout, (tmp_path / "summary").read_text(), (tmp_path / "output").read_text()


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
def test_the_action_annotates_sums_up_and_ends_with_the_code(tmp_path: Path) -> None:
    inputs = {"FILES": f"{SEED}\n\n  {CORRECTED}\n", "REPORTS": "json=out.json\n", "OPTIONS": "--fail-on=warning"}
    code, log, summary, output = run_action(tmp_path, **inputs)
    assert (code, output) == (1, "exit-code=1\n")
    assert re.search(r"^::error file=.*unit-budget\.pdf,line=8,title=SG-01::", log, re.MULTILINE)
    assert summary.count("\n## ") + summary.startswith("## ") == 2
    assert (tmp_path / "out.json").stat().st_size > 1000


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
def test_nothing_in_the_inputs_of_the_action_is_evaluated(tmp_path: Path) -> None:
    code, _, _, output = run_action(tmp_path, FILES="$(touch evil).pdf\n-o;touch evil")
    assert (code, output) == (3, "exit-code=3\n")
    assert not (tmp_path / "evil").exists()


def test_every_step_of_the_action_passes_inputs_through_the_environment() -> None:
    action = yaml.safe_load((ROOT / "pipeline" / "action.yml").read_text())
    scripts = [step["run"] for step in action["runs"]["steps"] if "run" in step]
    assert len(scripts) == 2
    assert not any("${{" in script for script in scripts)
    used = set(re.findall(r"inputs\.([a-z-]+)", (ROOT / "pipeline" / "action.yml").read_text()))
    assert used == set(action["inputs"])


def test_the_image_copies_what_exists_and_what_its_context_lets_in() -> None:
    lines = (ROOT / "pipeline" / "Dockerfile").read_text().splitlines()
    sources = [
        word for line in lines if line.startswith("COPY ") and "--from" not in line for word in line.split()[1:-1]
    ]
    allowed = [line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")]
    assert "auditor" in sources
    for source in sources:
        assert (ROOT / source).exists()
        assert any(fnmatch(source, pattern) for pattern in allowed), source


def test_the_image_holds_all_that_the_wheel_is_built_from() -> None:
    build = (ROOT / "pyproject.toml").read_text().partition("[tool.hatch.build.targets.wheel")[2]
    needed = re.findall(r'^"([\w/.]+)" = ', build.partition("[tool.hatch.build.targets.sdist]")[0], re.MULTILINE)
    copied = re.findall(r"^COPY (\S+) /src", (ROOT / "pipeline" / "Dockerfile").read_text(), re.MULTILINE)
    assert len(needed) == 3
    assert all(any(path == place or path.startswith(f"{place}/") for place in copied) for path in needed)
