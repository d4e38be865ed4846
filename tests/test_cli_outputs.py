"""Several outputs in one run: files, folders, and everything that can be wrong with them."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import IO, Any

import pytest
from report_builder import clean_report, seed_report

import auditor.audit
import auditor.rules
from auditor.cli import main
from auditor.model import Page, Report, Text
from auditor.report import formats
from auditor.report.writing import Audited, Ending, Format, Look, OutputError, joined
from tests.outputs import xlsx_text

Captured = pytest.CaptureFixture[str]
pytestmark = pytest.mark.usefixtures("inline_crew")
PAGE = Page(1, 595, 842, (), (), ())


def _letter(audited: Audited, look: Look) -> bytes:
    if "refused" in audited.report.path:
        raise OutputError("写不了", "cannot be made")
    return f"{audited.report.status} {audited.file} {len(audited.pages)} {look.many}".encode()


LETTER = Format(Text("信", "a letter"), _letter, joined, binary=True, single=True, suffix=".letter", pages=True)
LACKING = LETTER._replace(needs=("no_such_module", "json"), extra="letters")


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("a", "b", "deep/a", "refused"):
        (tmp_path / f"{name}.pdf").parent.mkdir(exist_ok=True)
        (tmp_path / f"{name}.pdf").write_bytes(b"%PDF-1.7")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AUDIT_LANG", "en")
    monkeypatch.setattr(auditor.rules, "load_shipped", lambda _ids=(), **_more: ())
    monkeypatch.setattr(auditor.audit, "audit", _outcome)
    monkeypatch.setattr(auditor.audit, "audit_with_pages", lambda path, options: (_outcome(path, options), (PAGE,)))
    known = {"letter": LETTER, "lacking": LACKING}
    find = formats.find
    monkeypatch.setattr("auditor.cli.outputs.names", lambda: (*formats.names(), *known))
    monkeypatch.setattr("auditor.cli.outputs.find", lambda name: known.get(name) or find(name))


def _outcome(path: str, _options: object) -> Report:
    return clean_report() if Path(path).stem == "a" else seed_report()


def run(capsys: Captured, *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_every_module_of_the_folder_is_a_format() -> None:
    assert {"full", "concise", "json", "jsonl"} <= set(formats.names())
    for name in formats.names():
        format_ = formats.find(name)
        assert format_.about.zh
        assert format_.about.en
        assert bool(format_.suffix) is format_.single
        assert bool(format_.extra) is bool(format_.needs)
    with pytest.raises(KeyError):
        formats.find("..writing")


def test_help_names_every_format(capsys: Captured) -> None:
    out = run(capsys, "check", "--help")[1]
    told = " ".join(out.split())
    for name in formats.names():
        assert f" {name}" in told


def test_one_run_writes_several_files(capsys: Captured, tmp_path: Path) -> None:
    code, out, err = run(
        capsys, "b.pdf", "-o", "full", "-o", "json=x.json", "-o", "concise=x.txt", "-o", "letter=x.letter"
    )
    assert (code, err) == (1, "")
    assert out.startswith("b.pdf\n")
    assert json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))["status"] == "findings"
    assert (tmp_path / "x.txt").read_text(encoding="utf-8").startswith("b.pdf:8: error[SG-01]")
    assert (tmp_path / "x.letter").read_bytes() == b"findings b.pdf 1 False"


def test_a_format_of_one_document_makes_a_folder_of_several(capsys: Captured, tmp_path: Path) -> None:
    code, _, err = run(capsys, "a.pdf", "b.pdf", "deep/a.pdf", "refused.pdf", "-o", "letter=new/out")
    assert code == 1
    assert err == "refused.pdf: -o letter: cannot be made\n"
    out = tmp_path / "new/out"
    found = {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*.letter")}
    assert found == {
        "a.letter": b"clean a.pdf 1 False",
        "b.letter": b"findings b.pdf 1 False",
        "deep/a.letter": b"clean deep/a.pdf 1 False",
    }


def test_a_bug_in_one_output_keeps_the_others(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(_audited: Audited, _look: Look) -> bytes:
        raise ZeroDivisionError

    monkeypatch.setenv("AUDIT_DEBUG", "1")
    monkeypatch.setattr(
        "auditor.cli.outputs.find", lambda n: LETTER._replace(piece=broken) if n == "letter" else formats.find(n)
    )
    code, out, err = run(capsys, "a.pdf", "b.pdf", "-o", "letter=out", "-o", "jsonl")
    assert code == 5
    assert len(out.splitlines()) == 2
    assert err.count("this is a bug in audit") == 2
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize("name", [name for name in formats.names() if not formats.find(name).single])
def test_pieces_of_several_documents_are_json(name: str) -> None:
    """They travel between processes and wait in a journal: what comes back must be written alike."""
    format_ = formats.find(name)
    look = Look("zh", many=True)
    pieces = [format_.piece(Audited(report, 1), look) for report in (seed_report(), clean_report())]
    texts = []
    for each in (pieces, json.loads(json.dumps(pieces))):
        stream: IO[Any] = io.BytesIO() if format_.binary else io.StringIO()
        writer = format_.writer(stream, look)
        for piece in each:
            writer.add(piece)
        writer.finish(Ending((), 1))
        texts.append(xlsx_text(stream.getvalue()) if name == "xlsx" else stream.getvalue())
    assert texts[0] == texts[1]


def test_a_folder_of_outputs_never_overwrites_an_input(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("auditor.cli.outputs.find", lambda _name: LETTER._replace(suffix=".pdf"))
    assert run(capsys, "a.pdf", "b.pdf", "-o", "letter=.")[0] == 1
    assert (tmp_path / "a.pdf").read_bytes() == b"%PDF-1.7"
    assert (tmp_path / "a-2.pdf").read_bytes().startswith(b"clean")


def test_standard_output_takes_bytes(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["a.pdf", "-o", "letter"]) == 0
    assert capsysbinary.readouterr().out == b"clean a.pdf 1 False"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "letter"], "a terminal cannot show it; write -o letter=PATH"),
        (["b.pdf", "-o", "letter=x", "-o", "json=./x"], "two formats write"),
        (["-o", "json=a.pdf"], "would overwrite a document"),
        (["-o", "json=deep/../a.pdf"], "would overwrite a document"),
        (["b.pdf", "-o", "letter=a.pdf/out"], "Not a directory"),
        (["-o", "letter=deep"], "Is a directory"),
        (["-o", "lacking=x"], "-m pip install 'auditor[letters]'"),
        (["-o", "lacking=x", "--lang", "zh"], "-o lacking 需要 no_such_module，尚未安装"),
        (["-o", "json", "--page-images"], "--page-images goes with -o html"),
        (["-o", "sarif.json"], "FORMAT is one of concise, "),
    ],
)
def test_mistakes_are_told_before_anything_is_audited(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: list[str], said: str
) -> None:
    monkeypatch.setattr(auditor.audit, "audit", lambda *_: pytest.fail("audited"))
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    code, out, err = run(capsys, "a.pdf", *arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert (tmp_path / "a.pdf").read_bytes() == b"%PDF-1.7"


def test_several_documents_need_a_folder_for_a_format_of_one(capsys: Captured) -> None:
    code, _, err = run(capsys, "a.pdf", "b.pdf", "-o", "letter")
    assert code == 2
    assert "-o letter=FOLDER" in err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full here")
def test_a_full_disk_is_no_bug(capsys: Captured) -> None:
    code, _, err = run(capsys, "a.pdf", "-o", "json=/dev/full")
    assert (code, err) == (2, "the report cannot be written: /dev/full: No space left on device\n")


def test_an_empty_run_still_closes_its_brackets() -> None:
    for name, text in (("json", "[\n\n]\n"), ("jsonl", "")):
        stream: IO[Any] = io.StringIO()
        formats.find(name).writer(stream, Look("zh", many=True)).finish(None)  # type: ignore[arg-type]
        assert stream.getvalue() == text
