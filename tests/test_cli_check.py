"""`audit check` in this process, with the pipeline replaced: formats, gates, several files, every exit code."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path

import jsonschema
import pytest

import auditor.audit
import auditor.rules
from auditor.cli import main
from auditor.cli.exits import Exit, worst
from auditor.model import AuditorError, Report, Text
from auditor.report import report_schema
from auditor.yamlfiles.mistakes import Mistake, SourceFileError
from tests.cli_stage import Captured, outcome, run, surroundings

pytestmark = pytest.mark.usefixtures("inline_crew")
__all__ = ["surroundings"]  # a fixture of every test here


# ---------------------------------------------------------------- exit codes


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["clean.pdf"], 0),
        (["findings.pdf"], 1),
        (["scan.pdf"], 3),
        (["missing.pdf"], 3),
        (["incomplete.pdf"], 4),
        (["bug.pdf"], 5),
        (["info.pdf"], 0),
        (["info.pdf", "--fail-on", "info"], 1),
        (["info.pdf", "--fail-on", "warning"], 0),
        (["findings.pdf", "--fail-on", "never"], 0),
        (["findings.pdf", "--exit-zero"], 0),
        (["incomplete.pdf", "--exit-zero"], 0),
        (["scan.pdf", "--exit-zero"], 3),
        (["bug.pdf", "--exit-zero"], 5),
        (["clean.pdf", "--fail-on-unchecked"], 4),
        (["clean.pdf", "--min-coverage", "99%"], 4),
        (["clean.pdf", "--min-coverage", "90"], 0),
        (["findings.pdf", "--min-coverage", "99"], 1),
        (["findings.pdf", "--min-coverage", "99", "--fail-on", "never"], 4),
        (["clean.pdf", "findings.pdf"], 1),
        (["findings.pdf", "incomplete.pdf", "scan.pdf"], 3),
        (["findings.pdf", "scan.pdf", "bug.pdf"], 5),
        (["clean.pdf", "incomplete.pdf"], 4),
    ],
)
def test_exit_codes(capsys: Captured, arguments: list[str], code: int) -> None:
    assert run(capsys, *arguments)[0] == code
    assert run(capsys, "check", *arguments, "-o", "json")[0] == code


def test_the_worst_code_wins() -> None:
    order = [Exit.BUG, Exit.USAGE, Exit.UNREADABLE, Exit.FINDINGS, Exit.INCOMPLETE, Exit.CLEAN]
    for i, code in enumerate(order):
        assert worst(order[i:]) is code
    assert worst([]) is Exit.CLEAN


@pytest.mark.parametrize(
    "arguments",
    [
        ["clean.pdf", "--nonsense"],
        ["check"],
        ["clean.pdf", "-o", "docx"],
        ["clean.pdf", "-o", "json="],
        ["clean.pdf", "-o", "full", "-o", "json"],
        ["clean.pdf", "-o", "json=no/such/folder/x.json"],
        ["clean.pdf", "--lang", "fr"],
        ["clean.pdf", "--width", "3"],
        ["clean.pdf", "--show", "everything"],
        ["clean.pdf", "--fail-on", "loud"],
        ["clean.pdf", "--min-coverage", "a lot"],
        ["clean.pdf", "--min-coverage", "101"],
        ["clean.pdf", "--min-coverage", "NaN"],
        ["clean.pdf", "--pack", "cn-budgets"],
        ["clean.pdf", "--select", "ZZ"],
        ["clean.pdf", "--ignore", "SG-01,QQ-1"],
    ],
)
def test_usage_errors_end_with_2_and_audit_nothing(capsys: Captured, arguments: list[str]) -> None:
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert err.startswith("用法有误: ")
    assert "Traceback" not in err


def test_broken_rule_files_end_with_2_and_all_mistakes(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_where: object, **_extra: object) -> None:
        raise SourceFileError(
            [
                Mistake("my.yaml", 3, 5, Text("没有这个词", "unknown word")),
                Mistake("my.yaml", 9, 1, Text("重复", "twice")),
            ]
        )

    monkeypatch.setattr(auditor.rules, "load", broken)
    code, out, err = run(capsys, "clean.pdf", "--rules", "my.yaml")
    assert (code, out) == (2, "")
    assert "my.yaml:3:5: 没有这个词" in err
    assert "my.yaml:9:1: 重复" in err
    assert "unknown word" in run(capsys, "clean.pdf", "--rules", "my.yaml", "--lang", "en")[2]


def test_other_misuse_of_the_stages_is_a_usage_error(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    def misused(_path: str, _options: object) -> Report:
        raise AuditorError("no packs")

    monkeypatch.setattr(auditor.audit, "audit", misused)
    assert run(capsys, "clean.pdf") == (2, "", "no packs\n")


def test_a_bug_names_itself_and_keeps_the_other_files(capsys: Captured) -> None:
    code, out, err = run(capsys, "bug.pdf", "findings.pdf", "-o", "concise")
    assert code == 5
    assert "bug.pdf: unreadable[internal-error] 程序内部错误，未能核对" in out
    assert "error[SG-01]" in out
    assert "这是 audit 的缺陷" in err
    assert "Traceback" not in err
    saved = Path(err.split("详细信息在 ")[1].split("，")[0])
    assert "ZeroDivisionError: division by zero" in saved.read_text(encoding="utf-8")
    saved.unlink()


def test_a_bug_shows_its_traceback_when_asked(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIT_DEBUG", "1")
    _, out, err = run(capsys, "bug.pdf", "--lang", "en")
    assert "Traceback (most recent call last)" in err
    assert "this is a bug in audit" in err
    assert "Traceback" not in out


def test_a_bug_outside_the_documents(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_where: object, **_extra: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(auditor.rules, "load_shipped", broken)
    monkeypatch.setattr("tempfile.mkstemp", lambda **_given: (_ for _ in ()).throw(OSError("disk full")))
    code, _, err = run(capsys, "clean.pdf")
    assert code == 5
    assert "RuntimeError: boom" in err


def test_interrupt_and_closed_pipe(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_path: str, _options: object) -> Report:
        raise KeyboardInterrupt

    monkeypatch.setattr(auditor.audit, "audit", interrupted)
    assert run(capsys, "clean.pdf")[0] == 130

    class Closed(io.StringIO):
        def write(self, _text: str) -> int:
            raise BrokenPipeError

    monkeypatch.setattr(auditor.audit, "audit", outcome)
    monkeypatch.setattr(sys, "stdout", Closed())
    assert main(["clean.pdf"]) == 141


# ---------------------------------------------------------------- formats


def test_full_report_is_the_default(capsys: Captured) -> None:
    _, out, err = run(capsys, "findings.pdf")
    assert out.startswith("findings.pdf\n")
    assert "error[SG-01] “三公”经费等于各分项之和" in out
    assert "退出码 1" in out
    assert err == ""
    assert "\x1b" not in out


def test_options_of_the_full_report(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    english = run(
        capsys,
        "findings.pdf",
        "--lang",
        "en",
        "--ascii",
        "--by",
        "finding",
        "--show",
        "unchecked,passed",
        "--width",
        "140",
    )[1]
    assert "exit code 1" in english
    assert "unchecked[XT-07]" in english
    assert "holds[NT-04]" in english
    assert "≠" not in english
    assert max(map(len, english.splitlines())) > 100
    monkeypatch.setenv("COLUMNS", "60")
    assert max(map(len, run(capsys, "findings.pdf", "--lang", "en")[1].splitlines())) <= 60
    monkeypatch.setenv("AUDIT_LANG", "en")
    assert "exit code 0" in run(capsys, "clean.pdf")[1]


@pytest.mark.parametrize(
    ("arguments", "environ", "coloured"),
    [
        ([], {}, False),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ([], {"FORCE_COLOR": "0"}, False),
    ],
)
def test_colour(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch, arguments: list[str], environ: dict[str, str], coloured: bool
) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in run(capsys, "findings.pdf", *arguments)[1]) is coloured


def test_json_of_one_file_is_an_object_and_of_several_an_array(capsys: Captured) -> None:
    validator = jsonschema.Draft202012Validator(report_schema())
    one = json.loads(run(capsys, "findings.pdf", "-o", "json")[1])
    validator.validate(one)
    assert one["document"]["path"] == "findings.pdf"
    several = json.loads(
        run(capsys, "findings.pdf", "missing.pdf", "clean.pdf", "bug.pdf", "-o", "json", "--figures")[1]
    )
    assert [report["status"] for report in several] == ["findings", "unreadable", "clean", "unreadable"]
    for report in several:
        validator.validate(report)
        assert "figures" in report
    assert several[1]["unchecked"] == [{"rule": "missing", "reason": "没有这个文件", "place": ""}]


def test_json_lines(capsys: Captured) -> None:
    lines = run(capsys, "findings.pdf", "clean.pdf", "-o", "jsonl")[1].splitlines()
    assert [json.loads(line)["status"] for line in lines] == ["findings", "clean"]


def test_the_gate_is_told_in_json(capsys: Captured) -> None:
    value = json.loads(run(capsys, "clean.pdf", "--min-coverage", "99", "-o", "json", "--lang", "en")[1])
    assert (value["status"], value["complete"]) == ("incomplete", False)
    assert value["unchecked"][0] == {
        "rule": "low-coverage",
        "reason": "coverage is 96.5%, 99% was asked for",
        "place": "",
    }
    value = json.loads(run(capsys, "findings.pdf", "--fail-on-unchecked", "-o", "json", "--lang", "en")[1])
    assert (value["status"], value["complete"]) == ("findings", False)
    assert value["unchecked"][0]["reason"] == "2 checks were left unchecked"
    value = json.loads(run(capsys, "clean.pdf", "--fail-on-unchecked", "-o", "json", "--lang", "en")[1])
    assert value["unchecked"][0]["reason"] == "1 check was left unchecked"


def test_findings_that_inform_are_findings_where_the_gate_says_so(capsys: Captured) -> None:
    assert json.loads(run(capsys, "info.pdf", "-o", "json")[1])["status"] == "clean"
    assert json.loads(run(capsys, "info.pdf", "-o", "json", "--fail-on", "info")[1])["status"] == "findings"


def test_names_that_are_no_text(capsys: Captured, tmp_path: Path) -> None:
    """A file name in another encoding is shown, not stumbled over."""
    name = b"\xc1\xec.pdf"
    Path(os.fsdecode(bytes(tmp_path) + b"/" + name)).write_bytes(b"%PDF-1.7")
    code, out, _ = run(capsys, ".", "-o", "jsonl")
    assert code == 5
    paths = [json.loads(line)["document"]["path"] for line in out.splitlines()]
    assert len(paths) == 7
    assert sum("\udcc1" in path for path in paths) == 1


def test_several_outputs_at_once(capsys: Captured, tmp_path: Path) -> None:
    code, out, _ = run(
        capsys, "findings.pdf", "-o", "concise", "-o", "json=out.json", "-o", "full=out.txt", "--color", "always"
    )
    assert code == 1
    assert out.startswith("findings.pdf:8: error[SG-01]")
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["status"] == "findings"
    text = (tmp_path / "out.txt").read_text(encoding="utf-8")
    assert text.startswith("findings.pdf\n")
    assert "\x1b" not in text


def test_several_files_end_with_a_count(capsys: Captured) -> None:
    out = run(capsys, "findings.pdf", "clean.pdf", "scan.pdf")[1]
    assert out.endswith("共 3 份文件：无法读取 1、有问题 1、未发现不一致 1 | 退出码 3\n")
    assert run(capsys, "clean.pdf", "info.pdf", "--lang", "en")[1].endswith("2 documents: clean 2 | exit code 0\n")


def test_quiet_is_quiet_about_clean_documents_only(capsys: Captured) -> None:
    assert run(capsys, "clean.pdf", "-q")[1] == ""
    assert "SG-01" in run(capsys, "findings.pdf", "-q")[1]
    assert json.loads(run(capsys, "clean.pdf", "-q", "-o", "json")[1])["status"] == "clean"


def test_progress_goes_to_a_terminal_only(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(capsys, "clean.pdf", "findings.pdf")[2] == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    bar = run(capsys, "clean.pdf", "findings.pdf", "scan.pdf", "--lang", "en")[2]
    assert "3/3" in bar
    assert "findings 1" in bar
    assert "not audited 1" in bar
    assert run(capsys, "clean.pdf")[2] == ""
    assert run(capsys, "clean.pdf", "findings.pdf", "-q")[2] == ""
    assert run(capsys, "clean.pdf", "scan.pdf", "-v")[2] == (
        "[1/2] clean.pdf: clean (0)\n[2/2] scan.pdf: unreadable [no-text] (3)\n"
    )
