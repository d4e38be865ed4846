"""Every command that the documentation shows is run, and prints what the documentation says.

A block ```console holds commands behind `$ ` and, below, lines of what they print; `…` stands for any lines, or any rest of
a line. A command ends with 0 unless a comment behind it says otherwise (`# exit code 1`). The commands of a page run one
after the other in one folder, where report.pdf (报告.pdf) and corrected.pdf are the examples, reports/ holds both, and a block with a title is a file of that name.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from auditor.cli.exits import Exit
from auditor.report.problems import CHINESE

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("docs/*.md"), *ROOT.glob("*.md")])
_BLOCK = re.compile(r'^```(\w*)(?: title="([^"]+)")?\n(.*?)^```$', re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"#\s*(?:exit code|退出码) (\d+)\s*$")


class Step(NamedTuple):
    """A command, the exit code it ends with, and the lines it prints."""

    command: str
    code: int
    told: tuple[str, ...]


def blocks(page: Path, language: str) -> list[str]:
    return [body for name, _, body in _BLOCK.findall(page.read_text(encoding="utf-8")) if name == language]


def steps(page: Path) -> list[Step]:
    return [step for block in blocks(page, "console") for step in _steps(block)]


def _steps(block: str) -> Iterator[Step]:
    for piece in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, *told = piece.splitlines()
        code = _CODE.search(command)
        yield Step(command, int(code[1]) if code else 0, tuple(line for line in told if line.strip()))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    examples = ROOT / "examples"
    seed, corrected = examples / "mianxian-2024-unit-budget.pdf", examples / "mianxian-2024-unit-budget-corrected.pdf"
    (tmp_path / "reports").mkdir()
    for source, name in ((seed, "report.pdf"), (seed, "报告.pdf"), (corrected, "corrected.pdf")):
        shutil.copy(source, tmp_path / name)
    shutil.copytree(
        tmp_path, tmp_path / "reports", ignore=shutil.ignore_patterns("reports", "报告.pdf"), dirs_exist_ok=True
    )
    return tmp_path


def matches(told: str, line: str) -> bool:
    return re.fullmatch(".*".join(map(re.escape, told.split("…"))), line) is not None


def printed(told: tuple[str, ...], output: list[str]) -> str:
    """Return the first line that was not printed in its place, "" when all were."""
    at, skips = 0, False
    for line in told:
        if line == "…":
            skips = True
            continue
        found = next((i for i in range(at, len(output)) if matches(line, output[i])), None)
        if found is None or (found > at and not skips):
            return line
        at, skips = found + 1, False
    return ""


@pytest.mark.parametrize("page", [pytest.param(page, id=page.name) for page in PAGES if steps(page)])
def test_commands_run_and_print_what_is_shown(page: Path, folder: Path) -> None:
    done = steps(page)
    for _, title, body in _BLOCK.findall(page.read_text(encoding="utf-8")):
        if title:
            (folder / title).write_text(body, encoding="utf-8")
    script = "\n".join(f"{{ {step.command}\n}}; printf '\\1%d\\2' $?" for step in done)
    env = {"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", "HOME": str(folder), "PYTHONUTF8": "1"}
    env["AUDIT_LANG"] = "zh" if ".zh." in page.name else "en"
    ran = subprocess.run(
        ["bash"], input=script, cwd=folder, env=env, encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )  # fmt: skip
    outputs = re.findall(r"(.*?)\1(\d+)\2".replace(r"\1", "\1").replace(r"\2", "\2"), ran.stdout, re.DOTALL)
    assert len(outputs) == len(done), ran.stdout[-2000:]
    for step, (output, code) in zip(done, outputs, strict=True):
        assert int(code) == step.code, (step.command, output[-2000:])
        assert printed(step.told, output.splitlines()) == "", (step.command, output[:2000])


@pytest.mark.parametrize("page", [pytest.param(page, id=page.name) for page in PAGES])
def test_no_command_of_ours_stands_where_it_is_not_run(page: Path) -> None:
    text = _BLOCK.sub(lambda found: "" if found[1] == "console" else found[0], page.read_text(encoding="utf-8"))
    assert re.findall(r"^(?: {4})?audit .*$", text, re.MULTILINE) == []


def test_both_languages_run_the_same_commands() -> None:
    for page in PAGES:
        twin = page.with_name(f"{page.stem}.zh.md")
        if twin.exists():
            ours, theirs = (
                [re.findall(r"audit|(?<!\S)--?[\w-]+", step.command) for step in steps(each)] for each in (page, twin)
            )
            assert ours == theirs, page.name


@pytest.mark.parametrize(
    "page", [pytest.param(page, id=page.name) for page in PAGES if page.name.startswith("PIPELINE")]
)
def test_files_for_pipelines_follow_their_schemas(page: Path, tmp_path: Path) -> None:
    github, gitlab, hooks = blocks(page, "yaml")
    uses = [step["uses"] for step in yaml.safe_load(github)["jobs"]["audit"]["steps"]]
    inputs = yaml.safe_load((ROOT / "pipeline" / "action.yml").read_text())["inputs"]
    given = next(step for step in yaml.safe_load(github)["jobs"]["audit"]["steps"] if "auditor" in step["uses"])["with"]
    assert uses[1].partition("@")[0].endswith("auditor/pipeline")
    assert set(given) <= set(inputs)
    assert set(yaml.safe_load(gitlab)["variables"]) == {"AUDITOR_IMAGE", "AUDITOR_FILES"}
    (tmp_path / "github.yml").write_text(github)
    (tmp_path / "gitlab.yml").write_text(gitlab)
    (tmp_path / "hooks.yaml").write_text(hooks)
    python = [sys.executable, "-m"]
    for command in (
        [*python, "check_jsonschema", "--builtin-schema", "vendor.github-workflows", "github.yml"],
        [*python, "check_jsonschema", "--builtin-schema", "vendor.gitlab-ci", "gitlab.yml"],
        [*python, "pre_commit", "validate-config", "hooks.yaml"],
    ):
        checked = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("page", ["EXIT-CODES.md", "EXIT-CODES.zh.md"])
def test_every_exit_code_and_every_reason_is_documented(page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    assert [int(code) for code in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)] == [int(code) for code in Exit]
    told = set(re.findall(r"`([a-z]+(?:-[a-z…]+)*)`", text.partition("##")[2]))
    assert {"limit-…" if id_ == "limit" else id_ for id_ in CHINESE} <= told
    assert (
        set(
            re.findall(
                r"_Problem\(\s*\"([a-z-]+)\"", "".join(path.read_text() for path in ROOT.glob("auditor/audit/*.py"))
            )
        )
        <= told
    )
