"""What a run of several documents says on stderr: a bar for a person who looks on, lines where they are asked for."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, Protocol

from auditor.cli.guard import tell
from auditor.cli.language import Lang, say
from auditor.report.writing import Outcome

if TYPE_CHECKING:
    from auditor.cli.run import How


class Showing(Protocol):
    """What shows how far a run is."""

    def advance(self, outcome: Outcome) -> None:
        """Count one document."""

    def away(self) -> AbstractContextManager[None]:
        """Make room for what is written to the terminal."""


class Nothing:
    """Shows nothing."""

    def advance(self, outcome: Outcome) -> None:
        """Count one document."""

    def away(self) -> AbstractContextManager[None]:
        """Return a context that does nothing."""
        return nullcontext()


class Lines(Nothing):
    """A line for each document."""

    def __init__(self, total: int, done: int) -> None:
        self._total, self._done = total, done

    def advance(self, outcome: Outcome) -> None:
        """Write the line of one document."""
        self._done += 1
        told = "".join(f" {name} {count}" for name, count in outcome.findings.items())
        problem = f" [{outcome.problem_id}]" if outcome.problem_id else ""
        tell(f"[{self._done}/{self._total}] {outcome.path}: {outcome.status}{problem}{told} ({outcome.exit_code})")


@contextmanager
def showing(total: int, done: int, how: How, lang: Lang, *, quiet: bool) -> Iterator[Showing]:
    """Give what shows how far a run is: nothing in pipes, in CI and with -q."""
    if how.verbose:
        yield Lines(total, done)
    elif quiet or not sys.stderr.isatty():
        yield Nothing()
    else:
        from auditor.report.progress import bar

        with bar(total, done, sys.stderr, lang, shared=sys.stdout.isatty()) as shown:
            yield shown


def tell_before(how: How, journals: int, known: int, total: int, lang: Lang) -> None:
    """Say what is taken up of interrupted runs, or that there is one to take up."""
    if not how.resume:
        if journals:
            tell(
                say(
                    lang,
                    "同一命令有一次核对中断了；加 --resume 可接着做，现在从头开始",
                    "an earlier run of this command was interrupted: --resume continues it; this one starts anew",
                )
            )
        return
    if not journals:
        tell(
            say(
                lang,
                "没有可接续的核对（命令、规则、程序须与中断的那次相同），从头开始",
                "no interrupted run of this command with these rules and this program; starting anew",
            )
        )
        return
    zh, en = f"接续中断的核对：{total} 份中已完成 {known} 份", f"resuming: {known} of {total} documents are done"
    tell(say(lang, zh, en))


def tell_interrupted(worked: int, total: int, *, kept: bool, lang: Lang) -> None:
    """Say how far the run came, and how it goes on."""
    zh, en = f"已中断：{total} 份中完成 {worked} 份", f"interrupted: {worked} of {total} documents are done"
    if kept:
        zh, en = f"{zh}；同一命令加 --resume 可接着做", f"{en}; the same command with --resume continues"
    tell(say(lang, zh, en))
