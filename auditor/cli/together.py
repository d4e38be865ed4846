"""Several documents in one run: worked on by a crew, kept in a journal as they come, handed to the outputs in order."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

from auditor.cli.accepting import Accepted
from auditor.cli.crew import Crew, CrewError, Lost
from auditor.cli.exits import Exit, worst
from auditor.cli.inputs import Input, openable
from auditor.cli.journal import Journal, Kept, journals
from auditor.cli.outputs import Outputs, Spec, opened
from auditor.cli.resume import as_before, heading, run_key, taken_up
from auditor.cli.run import How
from auditor.cli.showing import Showing, showing, tell_before, tell_interrupted
from auditor.cli.unaudited import lost, not_begun
from auditor.cli.work import Done, Task, Work, decoded, encoded, packed_order
from auditor.model import AuditorError

_STOPS = ("SIGINT", "SIGTERM", "SIGHUP")


def together(
    found: Sequence[Input], specs: Sequence[Spec], work: Work, how: How, accepted: Accepted, *, quiet: bool
) -> Exit:
    """Audit documents and write every output; return the exit code."""
    key = run_key(how, work) if how.keep else ()
    before = journals(key) if how.keep else []
    work = as_before(work, before) if how.resume else work
    with Journal(key, keep=how.keep, before=before) as journal:
        journal.put(heading(work))
        with ExitStack() as stack:
            outputs = stack.enter_context(opened(specs, work.makers, [each.path for each in found], many=True))
            tasks = [outputs.task(each) for each in openable(found, stack)]
            known = taken_up(journal, before, tasks) if how.resume else {}
            tell_before(how, len(before), len(known), len(tasks), work.lang)
            with showing(len(tasks), len(known), how, work.lang, quiet=quiet) as shown:
                turn = Turn(tasks, outputs, journal, known, shown)
                complete = turn.work(work, how)
            codes = [Exit(outcome.exit_code) for outcome in outputs.outcomes]
            code = worst([*codes, accepted.ending(outputs.outcomes)]) if complete else Exit.INTERRUPTED
            outputs.finish(code)
        journal.finished = complete
    if not complete:
        tell_interrupted(turn.worked, len(tasks), kept=journal.path is not None, lang=work.lang)
    return code


class Turn:
    """Lets tasks be worked on, and hands their results to the outputs in the order of the tasks."""

    def __init__(
        self, tasks: Sequence[Task], outputs: Outputs, journal: Journal, known: Mapping[int, Kept], shown: Showing
    ) -> None:
        self._tasks, self._outputs, self._journal, self._shown = tasks, outputs, journal, shown
        self._kept = dict(known)
        self._next = 0
        self.worked = len(known)

    def work(self, work: Work, how: How) -> bool:
        """Work on every task that is not known yet; return False when the user stopped it."""
        left = [(number, task) for number, task in enumerate(self._tasks) if number not in self._kept]
        self._hand_over()
        try:
            with Crew(how.jobs, packed_order(work), limit=how.timeout) as crew, _stoppable(crew.stop):
                for number, result in crew.results(left):
                    if isinstance(result, Lost):
                        self._add(number, encoded(lost(self._tasks[number], result, how.timeout, work)))
                    else:
                        self._add(number, result)
        except KeyboardInterrupt:
            self._give_up(work)
            return False
        except CrewError as error:
            raise AuditorError(f"no process could be started: {error}") from error
        return True

    def _add(self, number: int, body: bytes) -> None:
        result = decoded(body)
        if result.halt:
            raise AuditorError(result.halt)
        self._kept[number] = self._journal.put(body)
        self.worked += 1
        self._shown.advance(result.outcome)
        self._hand_over()

    def _hand_over(self) -> None:
        """Hand over what is due."""
        while self._next in self._kept:
            self._hand(self._read(self._next))

    def _give_up(self, work: Work) -> None:
        """Hand over what was done, and of everything else that it was not."""
        for number in range(self._next, len(self._tasks)):
            self._hand(self._read(number) if number in self._kept else not_begun(self._tasks[number], work))

    def _read(self, number: int) -> Done:
        return decoded(self._journal.get(self._kept.pop(number)))

    def _hand(self, result: Done) -> None:
        with self._shown.away():
            self._outputs.add(result)
        self._next += 1


@contextmanager
def _stoppable(stop: Callable[[], None]) -> Iterator[None]:
    """Let the first signal that asks for an end stop the work between two results; the second one ends at once."""
    before: dict[int, Any] = {}

    def restore() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    def asked(_number: int, _frame: object) -> None:
        restore()
        stop()

    for name in _STOPS:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            with suppress(ValueError):  # not the main thread: the caller's business
                before[number] = signal.signal(number, asked)
    try:
        yield
    finally:
        restore()
