"""What every output format is made of: what it gets of a document, how it is asked to look, what it delivers.

A format turns one document into a *piece* (a pure function: it may run in another process), and a writer puts the pieces
of a run into a file as they come. Pieces of formats that hold several documents are JSON values: they travel between
processes and wait in a file until their turn comes. Formats live in `report/formats`, one module each; see there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import IO, Any, Literal, NamedTuple, Protocol

from auditor.model import AuditorError, Lapse, Page, Report, Severity, Text
from auditor.report.words import Lang

FailOn = Literal["error", "warning", "info", "never"]

_LOUDNESS = {Severity.ERROR: 3, Severity.WARNING: 2, Severity.INFO: 1}
_LEAST = {"error": 3, "warning": 2, "info": 1, "never": 4}


def fails(severity: Severity, fail_on: FailOn) -> bool:
    """Tell whether a finding of this severity fails a document."""
    return _LOUDNESS[severity] >= _LEAST[fail_on]


class Look(NamedTuple):
    """How outputs are asked to look.

    Attributes:
        lang: language of messages; outputs for people on screen may hold both.
        many: the run audits more than one document.
        color, width, ascii, by, show: of the full report.
        figures: list every figure, where a format has room for it.
        quiet: nothing for clean documents in text formats.
        statistics: sum up by rule at the end of text formats.
        fail_on: least severity that the gate counts.
        page_images: embed true images of pages with findings where a format shows pages.
    """

    lang: Lang
    many: bool = False
    color: bool = False
    width: int = 100
    ascii: bool = False
    by: Literal["cause", "finding"] = "cause"
    show: frozenset[str] = frozenset()
    figures: bool = False
    quiet: bool = False
    statistics: bool = False
    fail_on: FailOn = "error"
    page_images: bool = False


class Audited(NamedTuple):
    """One document that was audited.

    Attributes:
        report: what was found; `report.path` is the name to show.
        exit_code: what the gate made of it.
        file: a path that can be opened while the piece is made; "" when there is none.
        pages: the pages as read, for formats that ask for them; else empty.
    """

    report: Report
    exit_code: int = 0
    file: str = ""
    pages: tuple[Page, ...] = ()


class Outcome(NamedTuple):
    """What a run remembers of a document: JSON values, of a size that does not grow with the document's.

    Attributes:
        path: the name to show; sha256: of its bytes, "" where they could not be read.
        status, problem_id, problem: as in the report; the problem in the language of the run.
        exit_code: what the gate made of it.
        findings: how many, by severity.
        rules: what was found, by rule: severity, title, how many.
        checks, unchecked: how many checks there are, and how many of them came to no verdict.
        coverage: share of figures used, in per cent with one decimal; "" where nothing was checked.
        mark: what its fingerprints end with; waivers: by the fingerprint of a finding, why its waiver lapsed, "" = it holds.
    """

    path: str
    status: str
    exit_code: int
    problem_id: str = ""
    problem: str = ""
    findings: Mapping[str, int] = MappingProxyType({})
    rules: Mapping[str, Sequence[Any]] = MappingProxyType({})
    checks: int = 0
    unchecked: int = 0
    coverage: str = ""
    sha256: str = ""
    mark: str = ""
    waivers: Mapping[str, Lapse] = MappingProxyType({})


class Ending(NamedTuple):
    """What is known when the work is over: what became of every document, in their order, and the exit code of the run."""

    outcomes: Sequence[Outcome]
    exit_code: int


class OutputError(AuditorError):
    """An output cannot be made of this document, or cannot be written; `said` tells why, in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.said = Text(zh, en)

    def text(self, lang: Lang) -> str:
        """Return the message in one language."""
        return self.said.zh if lang == "zh" else self.said.en


class Writer(Protocol):
    """Puts the pieces of a run into one stream."""

    def add(self, piece: Any) -> None:  # noqa: ANN401 what the format's own `piece` returned
        """Write one piece."""

    def finish(self, ending: Ending) -> None:
        """Write what comes after the last piece."""


class Format(NamedTuple):
    """One output format.

    Attributes:
        about: what it is for, one line.
        piece: makes the piece of one document: JSON values, or bytes of a binary `single` format. Raises OutputError when
            that cannot be done.
        writer: opens a writer on a stream.
        binary: the stream takes bytes.
        single: a file holds one document; of several documents a folder of files is made, named with `suffix`.
        cover: makes the page that lists the files of such a folder: of the ending of the run and of the files, as seen from
            the folder, "" for a document without one. None = no such page.
        pages: it needs the pages as read.
        needs: modules to import, of the extra with the name `extra`.
    """

    about: Text
    piece: Callable[[Audited, Look], Any]
    writer: Callable[[IO[Any], Look], Writer]
    binary: bool = False
    single: bool = False
    suffix: str = ""
    cover: Callable[[Ending, Sequence[str], Look], str] | None = None
    pages: bool = False
    needs: tuple[str, ...] = ()
    extra: str = ""


class Joined:
    """Text pieces one after the other; `head` before the first, `between` them, `tail` after the last."""

    __slots__ = ("begun", "between", "head", "stream", "tail")

    def __init__(self, stream: IO[Any], head: str = "", between: str = "", tail: str = "") -> None:
        self.stream, self.head, self.between, self.tail = stream, head, between, tail
        self.begun = False

    def add(self, piece: str | bytes) -> None:
        """Write one piece."""
        self.stream.write(piece if isinstance(piece, bytes) else self._lead() + piece)

    def finish(self, ending: Ending) -> None:  # noqa: ARG002 the door of every writer
        """Write the tail, and the head too when there was no piece."""
        tail = ("" if self.begun else self.head) + self.tail
        if tail:
            self.stream.write(tail)

    def _lead(self) -> str:
        lead = self.between if self.begun else self.head
        self.begun = True
        return lead


def joined(stream: IO[Any], look: Look) -> Writer:  # noqa: ARG001 the door of every writer
    """Return a writer that puts pieces one after the other."""
    return Joined(stream)


class Counted(NamedTuple):
    """Reports for people: below those of several documents stand tables of them and a last line that counts them."""

    stream: IO[Any]
    look: Look

    def add(self, piece: str) -> None:
        """Write one report."""
        self.stream.write(piece)

    def finish(self, ending: Ending) -> None:
        """Write what stands below."""
        if not self.look.many:
            return
        from auditor.report.overview import overview

        self.stream.write(overview(ending, self.look))


def counted(stream: IO[Any], look: Look) -> Writer:
    """Return a writer of reports for people."""
    return Counted(stream, look)


def silent(audited: Audited, look: Look) -> bool:
    """Tell whether reports for people leave a document out: with -q a clean one; what was not begun is counted below."""
    report = audited.report
    return (look.quiet and report.status == "clean") or report.problem_id == "interrupted"
