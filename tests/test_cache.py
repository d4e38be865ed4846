"""What is kept between runs: never stale, never trusted, never in the way."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from auditor import cache
from auditor.cache import Bounds, code_of, folder, library_of, place_of, put, take

BOUNDS = Bounds(files=3, bytes=1000)


@pytest.fixture
def where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("AUDIT_NO_CACHE", raising=False)
    return tmp_path / "auditor"


def place(*made_of: str) -> Path:
    found = place_of("thing", made_of)
    assert found is not None
    return found


def test_what_is_put_is_taken(where: Path) -> None:
    value = {"甲": [1, 2.5, None, "\ud800"]}
    assert take(place("a")) is None
    put(place("a"), value, BOUNDS)
    assert take(place("a")) == value
    assert place("a").parent == where
    assert not list(where.glob("*.part"))


def test_a_name_tells_all_that_a_value_is_made_of(where: Path) -> None:
    names = {place(*parts) for parts in (("a",), ("b",), ("a", "b"), ("ab",), ("a", "b", ""))}
    assert len(names) == 5
    assert {name.parent for name in names} == {where}


@pytest.mark.parametrize("damage", [b"", b"{}", b"\n", b"0" * 64 + b"\n[1]", b"\xff\xfe"])
def test_a_damaged_file_counts_as_nothing(where: Path, damage: bytes) -> None:
    put(place("a"), [1], BOUNDS)
    (kept,) = where.iterdir()
    kept.write_bytes(damage)
    assert take(place("a")) is None
    put(place("a"), [2], BOUNDS)
    assert take(place("a")) == [2]


def test_one_changed_byte_is_noticed(where: Path) -> None:
    put(place("a"), ["12.57"], BOUNDS)
    (kept,) = where.iterdir()
    kept.write_bytes(kept.read_bytes().replace(b"12.57", b"12.75"))
    assert take(place("a")) is None


def test_what_was_used_last_stays(where: Path) -> None:
    for number, name in enumerate("abc"):
        put(place(name), name, BOUNDS)
        os.utime(place(name), (number, number))
    assert take(place("a")) == "a"
    put(place("d"), "d", BOUNDS)
    assert [take(place(name)) for name in "abcd"] == ["a", None, "c", "d"]
    put(place("e"), "e" * 900, BOUNDS)
    assert [path.name for path in where.iterdir()] == [place("e").name]


def test_other_kinds_of_files_are_left_alone(where: Path) -> None:
    where.mkdir()
    other = where / "packs-1.json"
    other.write_text("x" * 5000, encoding="utf-8")
    put(place("a"), 1, BOUNDS)
    assert other.exists()


def test_what_is_too_large_is_not_kept(where: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_LARGEST", 100)
    put(place("a"), "x" * 200, BOUNDS)
    assert not where.exists()


def test_processes_that_write_at_once_leave_one_whole_file(where: Path) -> None:
    code = (
        "import sys; from auditor.cache import *; place = place_of('thing', ['a']);"
        "bounds = Bounds(9, 10**9); value = sys.argv[1] * 100_000;"
        "[put(place, value, bounds) or take(place)[0] for _ in range(20)]"
    )
    runs = [subprocess.Popen([sys.executable, "-c", code, letter]) for letter in "xy"]
    assert [run.wait() for run in runs] == [0, 0]
    kept = take(place("a"))
    assert kept in ("x" * 100_000, "y" * 100_000)
    assert len(list(where.iterdir())) == 1


def test_a_folder_that_cannot_be_written_only_costs_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    monkeypatch.delenv("AUDIT_NO_CACHE", raising=False)
    put(place("a"), 1, BOUNDS)
    assert take(place("a")) is None


def test_the_folder_follows_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "AUDIT_NO_CACHE"):
        monkeypatch.delenv(name, raising=False)
    assert folder() == Path.home() / ".cache" / "auditor"

    def homeless() -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "home", homeless)
    assert folder() is None
    assert place_of("thing", ["a"]) is None
    monkeypatch.setenv("LOCALAPPDATA", "local")
    assert folder() == Path("local") / "auditor"
    monkeypatch.setenv("AUDIT_NO_CACHE", "1")
    assert folder() is None


def test_code_is_told_by_its_files(tmp_path: Path) -> None:
    assert code_of("read") == code_of("read") != code_of("tables")
    assert "pdfdocument.py" in library_of("pdfminer")
    assert library_of("no_such_library") == ""
    (tmp_path / "one.py").write_text("1", encoding="utf-8")
    before = code_of(str(tmp_path))
    (tmp_path / "one.py").write_text("22", encoding="utf-8")
    assert code_of(str(tmp_path)) != before
