"""What was read is kept between runs, and is then as if it had been read."""

from __future__ import annotations

from pathlib import Path

import pytest
from pdf_maker import Pdf

from auditor.audit import Options, audit
from auditor.audit import reading as reading_module
from auditor.audit.reading import reading_of
from auditor.cli import main
from auditor.model import Pack, Report, Source, UnreadableError
from auditor.report.writing import Audited

TABLE = "表1 收支总表 单位：万元", "项目 预算数", "合计 12.50", "教育支出 12.50"


class Reader:
    """Counts how often a file is really read, and can say that it is damaged or takes too long."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        self.damaged: tuple[int, ...] = ()
        self.refusal = ""
        self._read = reading_module.read_bytes
        monkeypatch.setattr(reading_module, "read_bytes", self)

    def __call__(self, data: bytes, name: str) -> Source:
        self.count += 1
        if self.refusal:
            raise UnreadableError(self.refusal, "detail")
        return self._read(data, name)._replace(damaged=self.damaged)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("AUDIT_NO_CACHE", raising=False)
    return tmp_path / "cache" / "auditor"


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    return Reader(monkeypatch)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    pdf = Pdf().page()
    for row, line in enumerate(TABLE):
        pdf.text(40, 60 + 20 * row, line)
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf.bytes())
    return path


def kept(path: Path, packs: tuple[Pack, ...]) -> Report:
    return audit(str(path), Options(packs, keep=True))


def test_the_second_audit_reads_nothing_and_says_the_same(
    cache: Path, reader: Reader, file: Path, packs: tuple[Pack, ...]
) -> None:
    reader.damaged = (1,)
    first = kept(file, packs)
    assert kept(file, packs) == first == audit(str(file), Options(packs))
    assert (first.problem_id, reader.count) == ("damaged-pages", 2)
    assert len(list(cache.iterdir())) == 1


def test_the_same_file_under_another_name_is_known(
    cache: Path, reader: Reader, file: Path, packs: tuple[Pack, ...]
) -> None:
    kept(file, packs)
    other = file.with_name("b.pdf")
    other.write_bytes(file.read_bytes())
    assert kept(other, packs).path == str(other)
    assert reader.count == 1
    assert cache.is_dir()


@pytest.mark.usefixtures("cache")
def test_other_bytes_other_words_and_other_code_are_read(
    reader: Reader, file: Path, packs: tuple[Pack, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    vocabulary = packs[0].vocabulary
    reading_of(str(file), vocabulary, keep=True)
    reading_of(str(file), vocabulary._replace(issuer_words=("本馆",)), keep=True)
    file.write_bytes(file.read_bytes() + b"\n")
    reading_of(str(file), vocabulary, keep=True)
    monkeypatch.setattr(reading_module, "code_of", lambda *_parts: "other")
    reading_of(str(file), vocabulary, keep=True)
    assert reader.count == 4


@pytest.mark.parametrize("wish", ["--no-cache", "AUDIT_NO_CACHE"])
def test_who_wants_no_cache_has_none(
    wish: str, cache: Path, reader: Reader, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = ["check", str(file)]
    if wish.startswith("-"):
        arguments.append(wish)
    else:
        monkeypatch.setenv(wish, "1")
    assert main(arguments) == main(arguments) == 4
    assert reader.count == 2
    assert not cache.exists()


def test_a_damaged_entry_is_read_again(cache: Path, reader: Reader, file: Path, packs: tuple[Pack, ...]) -> None:
    first = kept(file, packs)
    (entry,) = cache.iterdir()
    entry.write_bytes(entry.read_bytes()[:-9])
    assert kept(file, packs) == first
    assert reader.count == 2
    assert kept(file, packs) == first
    assert reader.count == 2


@pytest.mark.parametrize(("reason", "reads"), [("no-text", 1), ("limit-inflate", 1), ("limit-time", 2)])
def test_a_refusal_is_kept_unless_a_slower_day_made_it(
    reason: str, reads: int, cache: Path, reader: Reader, file: Path, packs: tuple[Pack, ...]
) -> None:
    reader.refusal = reason
    reports = [kept(file, packs) for _ in range(2)]
    assert [(report.problem_id, report.problem.en) for report in reports] == [(reason, "detail")] * 2
    assert reader.count == reads
    assert cache.exists() == (reads == 1)


def test_a_missing_file_is_told_as_ever(cache: Path, tmp_path: Path, packs: tuple[Pack, ...]) -> None:
    assert kept(tmp_path / "nothing.pdf", packs).problem_id == "missing"
    assert not cache.exists()


def test_what_was_kept_equals_what_was_read(cache: Path, seed: Audited, packs: tuple[Pack, ...]) -> None:
    vocabulary = packs[0].vocabulary
    fresh = reading_of(seed.file, vocabulary, keep=True)
    assert reading_of(seed.file, vocabulary, keep=True) == fresh
    assert fresh.facts.facts == seed.report.facts
    assert max(path.stat().st_size for path in cache.iterdir()) < 600_000
