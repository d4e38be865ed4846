"""`audit check` in this process, with the pipeline replaced: formats, gates, several files, every exit code."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from report_builder import RULES, clean_report, seed_report, unreadable_report

import auditor.audit
import auditor.rules
from auditor.cli import main
from auditor.cli.exits import Exit, worst
from auditor.model import AuditorError, Pack, Report, Severity, Text, UnreadableError, Vocabulary
from auditor.report import report_schema
from auditor.yamlfiles.mistakes import Mistake, SourceFileError

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
pytestmark = pytest.mark.usefixtures("inline_crew")


def run(capsys: Captured, *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


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


# ---------------------------------------------------------------- what to audit


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
