"""The program around `check`: the default command, help, version, languages, and the other commands."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from report_builder import seed_report, unreadable_report
from report_parts import RULES, rule
from test_report_listings import narrative, table

import auditor.audit
import auditor.rules
import auditor.tables
from auditor import __version__
from auditor.cli import main
from auditor.cli.helping import cells, fold_line, rows
from auditor.cli.language import asked
from auditor.cli.program import is_path
from auditor.cli.terminal import line_width, use_color
from auditor.model import Case, Pack, Text, Vocabulary
from auditor.yamlfiles.mistakes import Mistake

PACKS = (Pack("cn-budget", "1", tuple(RULES.values()), Vocabulary(), "预算"),)
Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AUDIT_LANG", "zh")
    monkeypatch.setattr(auditor.rules, "load", lambda _where, *, extra=(): PACKS)  # noqa: ARG005 the door's own name
    monkeypatch.setattr(auditor.rules, "load_shipped", lambda _ids=(), *, fresh=False, depth="cases": PACKS)  # noqa: ARG005 the door's own name
    monkeypatch.setattr(auditor.rules, "shipped", lambda: ("cn-budget",))


def run(capsys: Captured, *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


# ---------------------------------------------------------------- the program


def test_help_in_both_languages(capsys: Captured) -> None:
    code, out, _ = run(capsys, "--help")
    assert code == 0
    assert "核对预算、决算公开文件里的每一个数字" in out
    for command in ("check", "tables", "claims", "figures", "rules", "explain", "lint", "test", "schema"):
        assert f"\n  {command} " in out
    english = run(capsys, "check", "-h", "--lang", "en")[1]
    assert english.startswith("usage: audit check [OPTIONS] PATH...\n")
    for option in (
        "-o FORMAT[=PATH]",
        "--lang zh|en",
        "--fail-on error|warning|info|never",
        "--min-coverage P%",
        "--no-cache",
        "-q",
    ):
        assert f"\n  {option}" in english


@pytest.mark.parametrize(
    "command", ["check", "tables", "claims", "figures", "rules", "explain", "lint", "test", "init", "schema"]
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_option_of_every_command_is_explained(capsys: Captured, command: str, lang: str) -> None:
    code, out, _ = run(capsys, command, "--lang", lang, "--help")
    assert code == 0
    assert all(cells(line) <= 100 for line in out.splitlines())
    described = [line for line in out.splitlines() if line.startswith("  -")]
    assert described
    assert all(len(line.split("  ", 2)) > 2 or cells(line) > 32 for line in described)


def test_without_arguments_the_help_is_an_error(capsys: Captured) -> None:
    code, out, err = run(capsys)
    assert (code, out) == (2, "")
    assert "audit 报告.pdf" in err


def test_version(capsys: Captured) -> None:
    code, out, _ = run(capsys, "--version")
    assert code == 0
    assert out.startswith(f"audit {__version__} (")
    assert "不联网" in out


@pytest.mark.parametrize(("word", "hint"), [("chekc", "check"), ("table", "tables"), ("报告", "")])
def test_a_word_that_is_neither_command_nor_file(capsys: Captured, word: str, hint: str) -> None:
    code, out, err = run(capsys, word)
    assert (code, out) == (2, "")
    assert f"“{word}”既不是命令，也不是文件" in err
    assert ("是否想写" in err) is bool(hint)
    assert hint in err


def test_a_file_named_like_a_command(capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rules").mkdir()
    assert "SG-01" in run(capsys, "rules")[1]
    assert "./rules: unreadable[no-pdf]" in run(capsys, "./rules", "-o", "concise")[1]
    monkeypatch.setattr(auditor.audit, "audit", lambda _path, _options: seed_report())
    (tmp_path / "决算").write_bytes(b"%PDF")
    assert run(capsys, "决算")[0] == 1


@pytest.mark.parametrize(
    ("word", "path"), [("a.pdf", True), ("x/y", True), ("*.pdf", True), ("check", False), ("报告", False)]
)
def test_what_looks_like_a_path(word: str, path: bool) -> None:
    assert is_path(word) is path


@pytest.mark.parametrize(
    ("arguments", "environ", "lang"),
    [
        ([], {}, "zh"),
        (["--lang", "en"], {"AUDIT_LANG": "zh"}, "en"),
        (["--lang=zh"], {"AUDIT_LANG": "en"}, "zh"),
        (["--lang"], {}, "zh"),
        (["--lang", "fr"], {"LANG": "en_GB.UTF-8"}, "en"),
        ([], {"AUDIT_LANG": "en", "LC_ALL": "zh_CN.UTF-8"}, "en"),
        ([], {"LC_ALL": "zh_CN.UTF-8", "LANG": "en_US"}, "zh"),
        ([], {"LC_ALL": "C", "LANG": "en_US.UTF-8"}, "en"),
        ([], {"LC_MESSAGES": "en_US", "LANG": "zh_CN"}, "en"),
        ([], {"LANG": "C.UTF-8"}, "zh"),
        ([], {"LANG": "de_DE.UTF-8"}, "zh"),
    ],
)
def test_language(arguments: list[str], environ: dict[str, str], lang: str) -> None:
    assert asked(arguments, environ) == lang


def test_terminal_settings() -> None:
    screen, pipe = SimpleNamespace(isatty=lambda: True), SimpleNamespace(isatty=lambda: False)
    assert use_color("auto", {}, screen)  # type: ignore[arg-type]
    assert not use_color("auto", {"TERM": "dumb"}, screen)  # type: ignore[arg-type]
    assert not use_color("auto", {}, pipe)  # type: ignore[arg-type]
    assert line_width(None, {}, pipe) == 100  # type: ignore[arg-type]
    assert line_width(77, {"COLUMNS": "90"}, pipe) == 77  # type: ignore[arg-type]
    assert line_width(None, {"COLUMNS": "10"}, pipe) == 40  # type: ignore[arg-type]
    assert line_width(None, {"COLUMNS": "wide"}, pipe) == 100  # type: ignore[arg-type]
    assert line_width(None, {}, screen) >= 40  # type: ignore[arg-type]


def test_help_rows_fold_at_spaces_and_between_chinese() -> None:
    assert fold_line("one two three", 8) == ["one two", "three"]
    assert fold_line("甲乙丙丁", 4) == ["甲乙", "丙丁"]
    assert fold_line("甲乙，丙", 6) == ["甲乙，", "丙"]
    assert rows([("--a-very-long-name", "说明")], left=5) == ["  --a-very-long-name", "         说明"]


# ---------------------------------------------------------------- what was read


def test_tables(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    found = (table("5"), table("", title="收入表", pages=(14,)))
    monkeypatch.setattr(auditor.audit, "read_tables", lambda _path, _packs: found)
    assert "表5  支出总表" in run(capsys, "tables", "a.pdf")[1]
    assert run(capsys, "tables", "a.pdf", "-o", "csv", "--table", "05")[1].startswith("科目,")
    assert "收入表" in run(capsys, "tables", "a.pdf", "-o", "markdown", "--table", "2")[1]
    assert "收入表" not in run(capsys, "tables", "a.pdf", "--page", "13")[1]
    value = json.loads(run(capsys, "tables", "a.pdf", "-o", "json", "--page", "14")[1])
    assert [each["title"] for each in value] == ["收入表"]
    assert set(value[0]) == {"number", "title", "unit", "pages", "grid", "spans", "header_rows"}
    code, out, err = run(capsys, "tables", "a.pdf", "--table", "99")
    assert (code, out, err) == (2, "", "没有这样的表格\n")
    monkeypatch.setattr(auditor.audit, "read_tables", lambda _path, _packs: ())
    assert run(capsys, "tables", "a.pdf", "-o", "json")[:2] == (0, "[]\n")


def test_claims(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(auditor.audit, "read_claims", lambda _path, _packs: narrative())
    assert "三公经费  3.6 万元" in run(capsys, "claims", "a.pdf")[1]
    value = json.loads(run(capsys, "claims", "a.pdf", "-o", "json")[1])
    assert (len(value["claims"]), len(value["excluded"])) == (3, 2)


def test_figures(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(auditor.audit, "audit", lambda _path, _options: seed_report())
    assert "0.3 万元  公务用车运行维护费" in run(capsys, "figures", "a.pdf")[1]
    assert json.loads(run(capsys, "figures", "a.pdf", "-o", "json")[1])[-1]["excluded"] == "year"
    monkeypatch.setattr(auditor.audit, "audit", lambda _path, _options: unreadable_report())
    assert run(capsys, "figures", "a.pdf", "--lang", "en") == (
        3,
        "",
        "unreadable[no-text]: no text layer: all 12 pages are images\n",
    )


@pytest.mark.parametrize("command", ["tables", "claims", "figures"])
def test_a_missing_file_ends_with_3(capsys: Captured, command: str) -> None:
    assert run(capsys, command, "gone.pdf") == (3, "", "unreadable[missing]: 没有这个文件，或无法打开\n")


# ---------------------------------------------------------------- the rules


def test_rules(capsys: Captured) -> None:
    out = run(capsys, "rules")[1]
    assert "SG-01  error    equation  “三公”经费等于各分项之和" in out
    assert run(capsys, "rules", "--tag", "none")[1] == "0 条规则\n"
    assert run(capsys, "rules", "--severity", "info", "--pack", PACKS[0].id)[1].endswith("四舍五入正确\n1 条规则\n")
    assert run(capsys, "rules", "--pack", "gone")[0] == 2
    assert {each["id"] for each in json.loads(run(capsys, "rules", "-o", "json")[1])} == set(RULES)


def test_explain(capsys: Captured) -> None:
    code, out, _ = run(capsys, "explain", "sg-01", "正文与表一致")
    assert code == 0
    assert "error[SG-01]" in out
    assert "error[NT-04]" in out
    code, out, err = run(capsys, "explain", "SG-99")
    assert (code, out) == (2, "")
    assert "是否想写：" in err


def test_lint(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        auditor.rules, "lint", lambda _paths: (Mistake("my.yaml", 3, 5, Text("没有这个词", "unknown word")),)
    )
    code, out, err = run(capsys, "lint", "my.yaml")
    assert (code, err) == (2, "1 处错误\n")
    assert "my.yaml:3:5: 没有这个词" in out
    monkeypatch.setattr(auditor.rules, "lint", lambda _paths: ())
    assert run(capsys, "lint", "my.yaml") == (0, "", "没有错误\n")
    assert run(capsys, "lint", "my.yaml", "--lang", "en") == (0, "", "0 mistakes\n")


def test_test(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    own = rule("MY-01", "甲等于乙", "A equals B", path="my.yaml", line=3)
    asked_for: list[list[str]] = []

    def load(_where: tuple[str, ...], *, extra: tuple[str, ...] = ()) -> tuple[Pack, ...]:
        return (Pack("cn-budget", "1", (*PACKS[0].rules, own), Vocabulary()),) if extra else PACKS

    def run_cases(packs: tuple[Pack, ...]) -> tuple[SimpleNamespace, ...]:
        asked_for.append([each.id for pack in packs for each in pack.rules])
        case = Case("holds", {"甲": "1元"}, line=7)
        return (SimpleNamespace(rule=own, case=case, verdict="holds", ok=ok, detail=""),)

    ok = True
    monkeypatch.setattr(auditor.rules, "load", load)
    monkeypatch.setattr(auditor.audit, "run_cases", run_cases)
    code, out, _ = run(capsys, "test")
    assert (code, out.splitlines()[-1]) == (0, f"{len(RULES)} 条规则，1 个例子：符合 1，不符合 0")
    assert "SG-01 没有例子说明何时 holds、fails" in out
    ok = False
    assert run(capsys, "test", "my.yaml")[0] == 1
    assert run(capsys, "test", "cn-budget", "my.yaml")[0] == 1
    assert asked_for[0] == list(RULES)
    assert asked_for[1] == ["MY-01"]
    assert asked_for[2] == [*RULES, "MY-01"]


def test_schema(capsys: Captured) -> None:
    assert json.loads(run(capsys, "schema", "--report")[1])["title"] == "auditor.report/1"
    assert json.loads(run(capsys, "schema")[1])


# ---------------------------------------------------------------- whole processes


def process(*arguments: str, **more: object) -> subprocess.CompletedProcess[str]:
    environ = {key: value for key, value in os.environ.items() if key not in {"FORCE_COLOR", "NO_COLOR"}} | {
        "AUDIT_LANG": "zh"
    }
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env=environ,
        **more,  # type: ignore[call-overload]
    )


def test_help_starts_without_heavy_imports() -> None:
    code = (
        "import sys; from auditor.cli import main; code = main(['--help']); "
        "heavy = {'pdfminer', 'yaml', 'lark', 'rich', 'auditor.model'} & set(sys.modules); "
        "print(heavy, file=sys.stderr); sys.exit(code or len(heavy))"
    )
    done = process("-c", code)
    assert done.returncode == 0, done.stderr


def test_a_closed_pipe_ends_with_141() -> None:
    code = "import sys; from auditor.cli import main; sys.exit(main(['schema', '--report']))"
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as closed:
        done = subprocess.run([sys.executable, "-c", code], stdout=closed, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (141, b"")


def test_the_module_runs() -> None:
    done = process("-m", "auditor", "--version")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("audit ")
    assert process("-m", "auditor", "gone.pdf").returncode == 3
