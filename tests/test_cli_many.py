"""Several documents in real processes: the same bytes however many, and nothing lost when a run is cut off."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pdf_maker import Pdf

from auditor.cache import folder
from auditor.cli import main
from auditor.cli.journal import Journal, entries

ROOT = Path(__file__).parents[1]
AUDIT = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from auditor.cli import main; sys.exit(main(sys.argv[1:]))"
DOCUMENTS = 6
Captured = pytest.CaptureFixture[str]


def document(number: int) -> Pdf:
    """A table whose total is wrong in every second document."""
    total = 40 + number + number % 2
    rows = [["项目", "预算数"], ["基本支出", "30.00"], ["项目支出", f"{10 + number}.00"], ["支出总计", f"{total}.00"]]
    made = Pdf().page().text(200, 60, "2024年部门预算公开").text(200, 90, "部门支出总表").text(380, 110, "单位：万元")
    return made.table(72, 120, [200, 120], rows)


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("documents")
    for number in range(DOCUMENTS):
        document(number).save(place / f"{number}.pdf")
    (place / "not.pdf").write_bytes(b"no PDF")
    return place


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AUDIT_LANG", "en")
    for name in ("AUDIT_NO_CACHE", "COLUMNS", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


def kept() -> list[Path]:
    """Return the journals that runs left behind."""
    place = folder()
    assert place is not None
    return sorted(place.glob("run-*"))


def outputs(jobs: str, *names: str) -> list[str]:
    return [word for name in names for word in ("-o", f"{name}={jobs}.{name}")]


def test_the_same_bytes_however_many_processes(capsys: Captured, documents: Path, tmp_path: Path) -> None:
    names = ("full", "jsonl", "csv", "sarif")
    told: dict[str, list[bytes]] = {}
    for jobs in ("1", "2"):
        code = main([str(documents), "-j", jobs, "--statistics", *outputs(jobs, *names)])
        assert (code, capsys.readouterr()) == (3, ("", "")), "no progress in pipes"
        for name in names:
            told.setdefault(name, []).append((tmp_path / f"{jobs}.{name}").read_bytes())
    assert all(one == two for one, two in told.values())
    found = [json.loads(line) for line in told["jsonl"][0].splitlines()]
    assert [Path(each["document"]["path"]).name for each in found] == [
        *(f"{n}.pdf" for n in range(DOCUMENTS)),
        "not.pdf",
    ]
    assert [len(each["findings"]) > 0 for each in found] == [False, True] * (DOCUMENTS // 2) + [False]
    assert "7 documents: unreadable 1, findings 3, " in told["full"][0].decode()
    assert kept() == [], "a run that came to its end leaves nothing behind"


class Stuck:
    """A run of four documents in which the third is a pipe that nobody writes to: two are done, and then it waits."""

    def __init__(self, documents: Path, tmp_path: Path, *more: str, wait: bool = True) -> None:
        self.pipe = tmp_path / "2.pdf"
        self.writer = -1
        self.words = [str(documents / "0.pdf"), str(documents / "1.pdf"), str(self.pipe), str(documents / "3.pdf")]
        self.words += ["-j", "1", "-o", "json=out.json", *more]
        os.mkfifo(self.pipe)
        environ = dict(os.environ)  # what readline, which pytest loads, exports behind its back stays out
        self.run = subprocess.Popen(
            [sys.executable, "-c", AUDIT, *self.words], text=True, stdout=-1, stderr=-1, env=environ
        )
        if wait:
            self.until(lambda: kept() != [] and kept()[0].read_bytes().count(b"\n") == 3)

    def until(self, true: Callable[[], bool]) -> None:
        for _ in range(3000):
            if true():
                return
            assert self.run.poll() is None, self.run.communicate()
            time.sleep(0.01)
        pytest.fail("waited in vain")

    @property
    def worker(self) -> int:
        return int(Path(f"/proc/{self.run.pid}/task/{self.run.pid}/children").read_text(encoding="utf-8").split()[0])

    def has_begun(self) -> bool:
        """Tell whether the third document is being read; from then on its reader waits for this writer."""
        try:
            self.writer = os.open(self.pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:  # nobody reads yet
            return False
        return True

    def end(self) -> tuple[int, str, str]:
        out, err = self.run.communicate(timeout=30)
        return self.run.returncode, out, err

    def mended(self) -> None:
        self.pipe.unlink()
        document(2).save(self.pipe)


def read(path: str = "out.json") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(Path(path).read_text(encoding="utf-8"))
    return found


def test_a_killed_run_is_taken_up_where_it_was(capsys: Captured, documents: Path, tmp_path: Path) -> None:
    """Killed as by kill -9, its journal cut off in the middle of a line."""
    stuck = Stuck(documents, tmp_path, "-o", "full=out.txt")
    stuck.run.kill()
    assert stuck.end()[0] == -9
    assert not Path("out.json").exists(), "no half file ever stands"
    assert len(list(tmp_path.glob(".out.*.part"))) == 2
    (journal,) = kept()
    journal.write_bytes(journal.read_bytes()[:-20])
    stuck.mended()
    assert main([*stuck.words, "--resume", "--width", "60"]) == 1
    assert "starting anew" in capsys.readouterr().err, "one option more is another run"
    assert main([*stuck.words, "--resume"]) == 1
    assert capsys.readouterr() == ("", "resuming: 1 of 4 documents are done\n")
    resumed = Path("out.json").read_bytes(), Path("out.txt").read_bytes()
    assert main(stuck.words) == 1
    assert (Path("out.json").read_bytes(), Path("out.txt").read_bytes()) == resumed
    assert capsys.readouterr() == ("", "")
    assert kept() == []
    assert list(tmp_path.glob(".out.*.part")) == []


def test_ctrl_c_writes_what_is_done_and_says_how_to_go_on(documents: Path, tmp_path: Path, capsys: Captured) -> None:
    stuck = Stuck(documents, tmp_path, "-o", "full")
    stuck.run.send_signal(signal.SIGINT)
    code, out, err = stuck.end()
    assert (code, err) == (130, "interrupted: 2 of 4 documents are done; the same command with --resume continues\n")
    assert [each["unchecked"][0]["rule"] == "interrupted" for each in read() if not each["complete"]] == [True, True]
    assert len(read()) == 4
    assert out.endswith("4 documents: findings 1, not audited 2, clean 1 | exit code 130\n")
    stuck.mended()
    assert main(stuck.words) == 1
    assert "--resume continues it" in capsys.readouterr().err, "who forgets --resume is told of it"


def test_documents_that_kill_or_hold_up_their_process_cost_only_themselves(documents: Path, tmp_path: Path) -> None:
    stuck = Stuck(documents, tmp_path, "-v")
    stuck.until(stuck.has_begun)  # a process that dies before it has begun is replaced, and nothing is told
    os.kill(stuck.worker, signal.SIGKILL)
    os.close(stuck.writer)
    code, _, err = stuck.end()
    assert code == 5
    assert "2.pdf: unreadable [worker-died] (5)" in err
    assert [each["status"] for each in read()] == ["clean", "findings", "unreadable", "findings"]
    assert read()[2]["unchecked"][0]["reason"] == (
        "the process that audited this document ended unexpectedly (signal 9, SIGKILL), perhaps for lack of memory"
    )
    stuck.pipe.unlink()
    code, _, err = Stuck(documents, tmp_path, "--timeout", "0.7", wait=False).end()
    assert (code, err) == (5, "")
    assert read()[2]["unchecked"][0]["reason"] == "no result within 0.7 seconds, stopped, not audited"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full here")
def test_a_full_disk_is_told_and_the_run_can_be_resumed(documents: Path, capsys: Captured) -> None:
    words = [*(str(documents / f"{n}.pdf") for n in range(4)), "-j", "1", "-o"]
    assert main([*words, "jsonl=/dev/full", "-o", "csv=out.csv"]) == 2
    assert capsys.readouterr() == ("", "the report cannot be written: /dev/full: No space left on device\n")
    assert not Path("out.csv").exists()
    assert main([*words, "jsonl=out.jsonl", "-o", "csv=out.csv", "--resume"]) == 1
    assert capsys.readouterr().err == "resuming: 1 of 4 documents are done\n"
    assert len(Path("out.jsonl").read_text(encoding="utf-8").splitlines()) == 4


def test_a_journal_that_cannot_be_written_costs_only_the_way_back() -> None:
    """Results are held in memory instead, and come back as they were."""

    class Full(io.BytesIO):
        def write(self, _data: Any) -> int:
            raise OSError(28, "No space left on device")

    with Journal(("a",), keep=True) as journal:
        first = journal.put(b"one")
        journal._file = Full(journal.get(first))
        assert [journal.get(journal.put(body)) for body in (b"two", b"three")] == [b"two", b"three"]
        assert journal.failed == "No space left on device"
        assert journal.path is not None
        assert list(entries(journal.path)) == [b"one"]
    with Journal(("a",), keep=False) as journal:
        assert journal.path is None
        assert journal.get(journal.put(b"one")) == b"one"


def test_a_folder_of_pages_gets_a_page_that_lists_them(documents: Path, tmp_path: Path, capsys: Captured) -> None:
    words = [str(documents), "-j", "2", "-o", "html=out", "-o", "concise", "--resume"]
    assert main(words) == 3
    assert capsys.readouterr().err.startswith("no interrupted run")
    pages = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert pages == [*(f"{n}.audit.html" for n in range(DOCUMENTS)), "index.html", "not.audit.html"]
    index = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert all(f'href="{page}"' in index for page in pages if page != "index.html")
