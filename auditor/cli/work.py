"""The work on one document, from its file to what the outputs write of it. It may be done in any process."""

from __future__ import annotations

import hashlib
import json
import os
import pickle
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from auditor.cli.exits import Exit
from auditor.cli.files import kept_as, writing
from auditor.cli.gate import Gate, judged
from auditor.cli.guard import bug_text
from auditor.cli.inputs import Input
from auditor.cli.language import Lang
from auditor.model import AuditorError, Report, Text
from auditor.report.outcomes import outcome
from auditor.report.writing import Audited, Ending, Format, Look, Outcome, OutputError

if TYPE_CHECKING:
    from auditor.audit import Options
    from auditor.model import Page

_LACKING = {
    "missing": Text("没有这个文件", "no such file"),
    "no-pdf": Text("文件夹里没有 PDF 文件", "no PDF file in this folder"),
    "no-match": Text("没有符合这个模式的文件", "no file matches this pattern"),
    "no-entry": Text("没有进入这个文件夹的权限", "this folder may not be entered"),
}


class Maker(NamedTuple):
    """What makes the pieces of one output: the name and the format of its -o, and the look asked for."""

    name: str
    format: Format
    look: Look


class Work(NamedTuple):
    """What is done with every document of a run; the same in every process."""

    options: Options
    gate: Gate
    makers: tuple[Maker, ...]
    lang: Lang


class Task(NamedTuple):
    """One document to work on; `places` are the files that outputs make of it alone, "" = its piece is handed back."""

    input: Input
    places: tuple[str, ...]


class Done(NamedTuple):
    """What is left of a document when the work on it is done.

    Attributes:
        outcome: what the run remembers of it.
        pieces: for each output what it writes; None where it cannot be made, or stands in a file of its own already.
        said: messages for stderr.
        files: files of its own that were written, with their sha256; "" for an output without one.
        halt: why the whole run must end here, "" = it goes on.
    """

    outcome: Outcome
    pieces: tuple[Any, ...] = ()
    said: tuple[str, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    halt: str = ""


def done(task: Task, work: Work) -> Done:
    """Audit one document and make what the outputs want of it. Raises nothing: what must end the run stands in `halt`."""
    said: list[str] = []
    try:
        audited, bug = _audited(task.input, work, said)
        pieces, files = [], []
        for maker, place in zip(work.makers, task.places, strict=True):
            piece, broken = _piece(maker, audited, work.lang, said)
            bug = bug or broken
            files.append(_kept(maker, audited, piece, place, work.lang) if place and piece is not None else ("", ""))
            pieces.append(None if place else piece)
        code = Exit.BUG if bug else Exit(audited.exit_code)
        seen = outcome(audited.report, code, work.lang)
        seen = seen if seen.sha256 else seen._replace(sha256=digest(task.input.file))
        return Done(seen, tuple(pieces), tuple(said), tuple(files))
    except AuditorError as error:
        text = getattr(error, "text", None)
        told = text(work.lang) if callable(text) else str(error)
        return Done(Outcome(task.input.path, "unreadable", Exit.USAGE), said=tuple(said), halt=told)


# ---------------------------------------------------------------- between processes


def packed_order(work: Work) -> bytes:
    """Return the work for another process, as bytes."""
    from auditor.rules.shelf import packed

    bare = work._replace(options=work.options._replace(packs=()))
    return pickle.dumps((packed(work.options.packs), bare))


def key_of(work: Work) -> str:
    """Return what tells this work from any other: a result of the one is none of the other.

    How wide the terminal is does not count: a run that is resumed goes on as it began.
    """
    from auditor.cache import library_of, whole_code
    from auditor.rules.shelf import packed

    looks = [(maker.name, maker.look._replace(width=0)) for maker in work.makers]
    bare = work._replace(options=work.options._replace(packs=()), makers=())
    told = json.dumps(
        [bare, looks], default=lambda value: sorted(value) if isinstance(value, frozenset) else str(value)
    )
    whole = "\0".join([packed(work.options.packs), told, whole_code(), library_of("pdfminer")])
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()


def unpacked_order(order: bytes) -> Callable[[Task], Done]:
    """Return what does the work of `packed_order`."""
    from auditor.rules.shelf import unpacked

    packs, bare = pickle.loads(order)  # noqa: S301 from the process that started this one
    work: Work = bare._replace(options=bare.options._replace(packs=unpacked(packs)))
    return lambda task: done(task, work)


def encoded(result: Done) -> bytes:
    """Return a result as one line of JSON."""
    value = result._replace(outcome=result.outcome._asdict())  # type: ignore[arg-type]
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def decoded(line: bytes) -> Done:
    """Return the result of a line; raises ValueError or TypeError for what is none."""
    outcome_, pieces, said, files, halt = json.loads(line.decode("utf-8", "surrogatepass"))
    return Done(Outcome(**outcome_), tuple(pieces), tuple(said), tuple(map(tuple, files)), halt)


# ---------------------------------------------------------------- one document


def _audited(each: Input, work: Work, said: list[str]) -> tuple[Audited, bool]:
    """Return the audit of one file, and whether the program itself failed on it."""
    pages = any(maker.format.pages for maker in work.makers)
    report, seen, bug = _report(each, work, said, pages=pages)
    report, code = judged(report, work.gate)
    return Audited(report, Exit.BUG if bug else code, each.file, seen), bug


def _report(each: Input, work: Work, said: list[str], *, pages: bool) -> tuple[Report, tuple[Page, ...], bool]:
    from auditor.audit import audit, audit_with_pages

    if each.lacks:
        return Report(each.path, "", "unreadable", problem=_LACKING[each.lacks], problem_id=each.lacks), (), False
    try:
        report, seen = audit_with_pages(each.file, work.options) if pages else (audit(each.file, work.options), ())
        return report._replace(path=each.path), seen, False
    except AuditorError:
        raise
    except MemoryError:
        problem = Text("内存不足，未能核对", "out of memory before the audit was done")
        return Report(each.path, "", "unreadable", problem=problem, problem_id="limit-memory"), (), False
    except Exception as error:  # noqa: BLE001 a bug met in one document must not lose the others
        said.append(f"{each.path}: {bug_text(error, work.lang)}")
    problem = Text("程序内部错误，未能核对", "internal error, not audited")
    return Report(each.path, "", "unreadable", problem=problem, problem_id="internal-error"), (), True


def _piece(maker: Maker, audited: Audited, lang: Lang, said: list[str]) -> tuple[Any, bool]:
    """Return a piece, None where it cannot be made, and whether that is the program's own failure."""
    where = f"{audited.report.path}: -o {maker.name}"
    try:
        return maker.format.piece(audited, maker.look), False
    except OutputError as error:
        said.append(f"{where}: {error.text(lang)}")
        return None, False
    except Exception as error:  # noqa: BLE001 a bug in one output must not lose the others
        said.append(f"{where}: {bug_text(error, lang)}")
        return None, True


def _kept(maker: Maker, audited: Audited, piece: Any, place: str, lang: Lang) -> tuple[str, str]:  # noqa: ANN401 what the format made
    """Write the file of one document; return its path and digest. Raises OutputError."""
    ending = Ending((outcome(audited.report, audited.exit_code, lang),), audited.exit_code)
    with writing(place):
        Path(place).parent.mkdir(parents=True, exist_ok=True)
    with kept_as(place, binary=maker.format.binary) as stream, writing(place):
        writer = maker.format.writer(stream, maker.look)
        writer.add(piece)
        writer.finish(ending)
    return place, digest(place)


def digest(path: str) -> str:
    """Return the sha256 of a plain file, "" of anything else: a pipe can be read only once."""
    if not os.path.isfile(path):  # noqa: PTH113
        return ""
    try:
        with Path(path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def all_kept(files: Sequence[Sequence[str]]) -> bool:
    """Tell whether files that were written still stand as they were."""
    return all(not path or digest(path) == sha256 for path, sha256 in files)
