"""Where reports go: -o FORMAT to stdout, -o FORMAT=PATH to a file."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TextIO

import click

from auditor.cli.exits import Exit
from auditor.cli.language import Lang, say
from auditor.model import Report
from auditor.report import json_text, render_concise, render_text, to_json

FORMATS = ("full", "concise", "json", "jsonl")


@dataclass(frozen=True, slots=True)
class Spec:
    """One -o: a format, and a file; None = stdout."""

    format: str
    path: str | None


def read_specs(words: Sequence[str], lang: Lang) -> tuple[Spec, ...]:
    """Read every -o; a report in full to stdout when there is none. Raises click.UsageError."""
    specs = tuple(_read(word, lang) for word in words) or (Spec("full", None),)
    if sum(spec.path is None for spec in specs) > 1:
        raise click.UsageError(
            say(
                lang,
                "只能有一种格式写到标准输出；其余的请写成 -o 格式=文件",
                "only one format can go to stdout; write the others as -o FORMAT=PATH",
            )
        )
    return specs


def _read(word: str, lang: Lang) -> Spec:
    name, equals, path = word.partition("=")
    if name not in FORMATS or (equals and not path):
        known = ", ".join(FORMATS)
        raise click.UsageError(
            say(
                lang,
                f"-o {word}：格式须为 {known} 之一，可加 =文件",
                f"-o {word}: FORMAT is one of {known}, with =PATH or not",
            )
        )
    return Spec(name, path if equals else None)


@dataclass(frozen=True, slots=True)
class Look:
    """How reports are written."""

    lang: Lang
    color: bool
    width: int
    ascii: bool
    by: Literal["cause", "finding"]
    show: frozenset[str]
    figures: bool
    quiet: bool


@dataclass(slots=True)
class Output:
    """One open output: reports are written as soon as they are made; a JSON array waits until all are there."""

    format: str
    stream: TextIO
    look: Look
    many: bool
    collected: list[dict[str, Any]] = field(default_factory=list)

    def add(self, report: Report, code: Exit) -> None:
        """Write or keep one report."""
        if self.format == "json":
            self.collected.append(self._value(report))
        elif self.format == "jsonl":
            self.stream.write(json_text(self._value(report), indent=None))
        elif not (self.look.quiet and report.status == "clean"):
            self.stream.write(self._text(report, code))
        self.stream.flush()

    def finish(self, last_line: str) -> None:
        """Write what comes after the last report."""
        if self.format == "json":
            self.stream.write(json_text(self.collected if self.many else self.collected[0]))
        elif self.format != "jsonl" and self.many:
            self.stream.write(last_line)
        self.stream.flush()

    def _value(self, report: Report) -> dict[str, Any]:
        return to_json(report, figures=self.look.figures, lang=self.look.lang)

    def _text(self, report: Report, code: Exit) -> str:
        look = self.look
        if self.format == "concise":
            return render_concise(report, lang=look.lang, exit_code=code)
        text = render_text(
            report,
            lang=look.lang,
            width=look.width,
            color=look.color and self.stream is sys.stdout,
            ascii=look.ascii,
            by=look.by,
            show=look.show,
            exit_code=code,
        )
        return text + "\n" * self.many


@dataclass(slots=True)
class Outputs:
    """The outputs of one run."""

    outputs: Sequence[Output]
    seen: Counter[str] = field(default_factory=Counter)

    def add(self, report: Report, code: Exit) -> None:
        """Write one report to every output."""
        self.seen[report.status] += 1
        for output in self.outputs:
            output.add(report, code)

    def finish(self, code: Exit, lang: Lang) -> None:
        """Count the documents by status at the end of every text."""
        told = ", ".join(f"{status} {count}" for status, count in sorted(self.seen.items()))
        number = self.seen.total()
        line = say(
            lang, f"共 {number} 份文件：{told} | 退出码 {code}\n", f"{number} documents: {told} | exit code {code}\n"
        )
        for output in self.outputs:
            output.finish(line)


@contextmanager
def opened(specs: Sequence[Spec], look: Look, *, many: bool) -> Iterator[Outputs]:
    """Open every output before the work begins, so that a wrong path is told at once; close the files behind it.

    Raises click.UsageError when a file cannot be written.
    """
    with ExitStack() as stack:
        streams = [sys.stdout if spec.path is None else _file(spec.path, stack) for spec in specs]
        pairs = zip(specs, streams, strict=True)
        yield Outputs([Output(spec.format, stream, look, many) for spec, stream in pairs])


def _file(path: str, stack: ExitStack) -> TextIO:
    try:
        return stack.enter_context(Path(path).open("w", encoding="utf-8", errors="backslashreplace"))
    except OSError as error:
        raise click.UsageError(f"-o: {path}: {error.strerror}") from error
