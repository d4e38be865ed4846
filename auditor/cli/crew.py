"""Supervised processes: one that dies or hangs costs the document it was working on, and is replaced.

The pools of the standard library hang, or give up all that is left, when a process of theirs is killed. Here every process
has a thread that listens to it; its end is an event like any other.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from types import TracebackType
from typing import IO, Any, NamedTuple, Self

from auditor.cli.worker import BEGUN, DONE, READY, read_frame, write_frame

_LOOK = 1.0  # seconds: some systems tell of a signal only between two waits
_FAILED_STARTS = 3  # in a row, before it is clear that no process will ever start
_ROOT = Path(__file__).parents[2]
_MAIN = "import sys; sys.path.append({root!r}); from auditor.cli.worker import main; main()"


class Lost(NamedTuple):
    """A task without a result: its process ended (`how` says in what way), or took longer than it may (`how` is "")."""

    how: str
    killed: bool = False


class CrewError(Exception):
    """No process can be started."""


def command() -> list[str]:
    """Return what starts a worker: from this very package, and never from the folder of the documents."""
    return [sys.executable, "-P", "-c", _MAIN.format(root=str(_ROOT))]


_Event = tuple["_Worker | None", bytes | None]  # a frame, None = the end; without a worker: stop


class _Worker:
    """One process, and what it is at."""

    def __init__(self, words: Sequence[str], order: bytes, events: SimpleQueue[_Event]) -> None:
        self.complaints: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 closed with the worker
        self.process = subprocess.Popen(  # noqa: S603 our own interpreter
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.complaints, **_own_group()
        )
        self.ready = self.begun = self.late = False
        self.task: int | None = None
        self.deadline = 0.0
        Thread(target=self._listen, args=(events,), daemon=True).start()
        self.send(order)

    def _listen(self, events: SimpleQueue[_Event]) -> None:
        stream = self.process.stdout
        frame: bytes | None = b""
        while stream is not None and frame is not None:
            try:
                frame = read_frame(stream)
            except (OSError, ValueError):  # closed under our hands
                frame = None
            events.put((self, frame))

    def send(self, content: bytes) -> None:
        """Send a frame; that a dead process takes none is told by its end."""
        try:
            if self.process.stdin is not None:
                write_frame(self.process.stdin, content)
        except OSError:
            return

    def end(self, patience: float = 0) -> str:
        """Let the process be no more, and return how it ended; one that is about to end by itself gets seconds for it."""
        try:
            code = self.process.wait(timeout=patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            try:
                if stream is not None:
                    stream.close()
            except OSError:
                continue
        told = _last_words(self.complaints)
        self.complaints.close()
        return ": ".join(part for part in (_named(code), told) if part)


class Crew:
    """So many processes that work on tasks; to be used as a context, which leaves none behind."""

    def __init__(self, size: int, order: bytes, *, limit: float, words: Sequence[str] = ()) -> None:
        """Prepare a crew.

        Args:
            size: how many processes.
            order: the first frame that each gets.
            limit: seconds that a task may take.
            words: the command that starts a process.
        """
        self._size, self._order, self._limit = size, order, limit
        self._words = tuple(words) or tuple(command())
        self._events: SimpleQueue[_Event] = SimpleQueue()
        self._workers: list[_Worker] = []
        self._failed = 0

    def __enter__(self) -> Self:
        """Return the crew."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End every process at once."""
        while self._workers:
            self._workers.pop().end()

    def stop(self) -> None:
        """Let `results` raise KeyboardInterrupt before its next result. May be called by a signal handler."""
        self._events.put((None, None))

    @property
    def pids(self) -> list[int]:
        """Return the ids of the processes that run."""
        return [worker.process.pid for worker in self._workers]

    def results(self, tasks: Iterable[tuple[int, Any]]) -> Iterator[tuple[int, bytes | Lost]]:
        """Yield the number and the result of every task, as they come.

        Raises:
            CrewError: when no process can be started.
            KeyboardInterrupt: when it was stopped.
        """
        waiting = deque((number, pickle.dumps(task)) for number, task in tasks)
        sent: dict[int, bytes] = {}
        result: tuple[int, bytes | Lost] | None = None
        while waiting or sent or result:
            self._staff(len(waiting) + len(sent))
            self._hand_out(waiting, sent)
            if result:
                yield result  # while it is looked at, every process is at work
            result = self._result(waiting, sent) if sent or waiting else None

    def _hand_out(self, waiting: deque[tuple[int, bytes]], sent: dict[int, bytes]) -> None:
        for worker in self._workers:
            if waiting and worker.ready and worker.task is None:
                worker.task, content = waiting.popleft()
                sent[worker.task] = content
                worker.begun, worker.deadline = False, time.monotonic() + self._limit
                worker.send(content)

    def _result(self, waiting: deque[tuple[int, bytes]], sent: dict[int, bytes]) -> tuple[int, bytes | Lost] | None:
        """Wait for what happens next; return a result if it is one."""
        worker, frame = self._next()
        number = worker.task
        found: bytes | Lost | None = None
        if frame is None:
            found = self._gone(worker)
            if number is not None and found is None:  # nobody is to blame: another process takes it
                waiting.appendleft((number, sent.pop(number)))
        elif frame[:1] == READY:
            worker.ready, self._failed = True, 0
        elif frame[:1] == BEGUN:
            worker.begun = True
        elif frame[:1] == DONE:
            found, worker.task = frame[1:], None
        if number is None or found is None:
            return None
        sent.pop(number, None)
        return number, found

    def _staff(self, tasks: int) -> None:
        """Start processes until there are enough for the tasks left."""
        while len(self._workers) < min(self._size, tasks):
            self._workers.append(_Worker(self._words, self._order, self._events))

    def _next(self) -> tuple[_Worker, bytes | None]:
        """Wait for the next event; kill what takes too long meanwhile: its end is the event."""
        while True:
            busy = [worker for worker in self._workers if worker.task is not None and not worker.late]
            first = min((worker.deadline for worker in busy), default=None)
            patience = _LOOK if first is None else min(max(first - time.monotonic(), 0), _LOOK)
            try:
                worker, frame = self._events.get(timeout=patience)
            except Empty:
                for overdue in (each for each in busy if each.deadline <= time.monotonic()):
                    overdue.late = True
                    overdue.process.kill()
                continue
            if worker is None:
                raise KeyboardInterrupt
            return worker, frame

    def _gone(self, worker: _Worker) -> Lost | None:
        """Return how the task of a process that ended was lost; None where it had not begun one."""
        self._workers.remove(worker)
        how = worker.end(patience=_LOOK)
        if not worker.ready:
            self._failed += 1
            if self._failed >= _FAILED_STARTS:
                raise CrewError(how)
        if worker.late:
            return Lost("")
        return Lost(how, killed=worker.process.returncode == -9) if worker.begun else None


def _own_group() -> dict[str, Any]:
    """Return what keeps Ctrl-C of a terminal from a process: its supervisor decides."""
    if os.name == "posix":
        return {"process_group": 0}
    return {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}


def _named(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    try:
        return f"signal {-code}, {signal.Signals(-code).name}"
    except ValueError:
        return f"signal {-code}"


def _last_words(complaints: IO[bytes]) -> str:
    """Return the line that says why a process ended: of a crash the first one, of a traceback the last one."""
    complaints.seek(0)
    lines = complaints.read(1 << 16).decode("utf-8", "replace").strip().split("\n")
    return next((line for line in lines if line.startswith("Fatal")), lines[-1]).strip()
