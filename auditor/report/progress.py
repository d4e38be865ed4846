"""A bar on stderr while documents are audited: rate, time left, what was found so far."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from auditor.report.words import Lang
from auditor.report.writing import Outcome

if TYPE_CHECKING:
    from rich.progress import Progress, Task, TaskID
    from rich.text import Text

_PER_SECOND = 4  # redrawings


class Bar:
    """The bar. It is taken away while something else is written to the terminal."""

    def __init__(self, progress: Progress, task: TaskID, *, shared: bool) -> None:
        self._progress, self._task, self._shared = progress, task, shared
        self._found = self._failed = 0

    def advance(self, outcome: Outcome) -> None:
        """Count one document."""
        self._found += outcome.exit_code == 1
        self._failed += outcome.exit_code not in {0, 1}
        self._progress.update(self._task, advance=1, found=self._found, failed=self._failed)

    @contextmanager
    def away(self) -> Iterator[None]:
        """Take the bar away for a while, where reports go to the same terminal."""
        if not self._shared:
            yield
            return
        self._progress.stop()
        try:
            yield
        finally:
            self._progress.start()


@contextmanager
def bar(total: int, done: int, stream: TextIO, lang: Lang, *, shared: bool) -> Iterator[Bar]:
    """Show a bar until the context is left.

    Args:
        total: how many documents there are.
        done: how many of them were done before.
        stream: a terminal.
        lang: the language to speak.
        shared: reports are written to a terminal too.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn
    from rich.text import Text as Told

    class Rest(ProgressColumn):
        """Rate, time left and counts in one column."""

        def render(self, task: Task) -> Text:
            return Told.assemble(*_told(task, lang))

    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    columns = (BarColumn(20), MofNCompleteColumn(), Rest())
    with Progress(*columns, console=console, transient=True, refresh_per_second=_PER_SECOND, redirect_stdout=False, redirect_stderr=False) as progress:  # fmt: skip
        yield Bar(progress, progress.add_task("", total=total, completed=done, found=0, failed=0), shared=shared)


def _told(task: Task, lang: Lang) -> list[tuple[str, str]]:
    found, failed = task.fields["found"], task.fields["failed"]
    parts: list[tuple[str, str]] = []
    if task.speed:
        left = int(task.time_remaining or 0)
        time = f"{left // 3600}:{left // 60 % 60:02}:{left % 60:02}" if left >= 3600 else f"{left // 60}:{left % 60:02}"
        rate = f"{task.speed:.1f}"
        parts += [(f"{rate} 份/秒  剩 {time}  " if lang == "zh" else f"{rate}/s  {time} left  ", "")]
    parts += [(f"有问题 {found}" if lang == "zh" else f"findings {found}", "red" if found else "")]
    if failed:
        parts += [(f"  未能核对 {failed}" if lang == "zh" else f"  not audited {failed}", "yellow")]
    return parts
