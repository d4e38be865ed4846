"""Processes that die, crash, hang and leave: each costs its own task only."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from auditor.cli.crew import Crew, CrewError, Lost

ROGUE = (sys.executable, str(Path(__file__).parent / "rogue_worker.py"))


def answers(*tasks: tuple[str, Any], size: int = 2, limit: float = 30.0, order: bytes = b"") -> dict[int, bytes | Lost]:
    with Crew(size, order, limit=limit, words=ROGUE) as crew:
        found = list(crew.results(enumerate(tasks)))
    assert len(found) == len(dict(found)), "a task was answered twice"
    return dict(found)


@pytest.mark.parametrize("size", [1, 3])
def test_every_task_gets_its_own_answer(size: int) -> None:
    found = answers(*[("say", n) for n in range(7)], size=size)
    assert found == {n: b"%d" % n for n in range(7)}


def test_a_process_that_dies_costs_its_own_task() -> None:
    found = answers(("say", 0), ("die", 1), ("say", 2), ("crash", 3), ("exit", 4), ("say", 5))
    assert {n: found.pop(n) for n in (0, 2, 5)} == {0: b"0", 2: b"2", 5: b"5"}
    assert found == {
        1: Lost("signal 9, SIGKILL", killed=True),
        3: Lost("signal 11, SIGSEGV: Fatal Python error: Segmentation fault"),
        4: Lost("exit code 1: SystemExit: no more"),
    }


def test_a_process_that_hangs_is_stopped() -> None:
    began = time.monotonic()
    assert answers(("hang", 0), ("say", 1), limit=0.5) == {0: Lost(""), 1: b"1"}
    assert time.monotonic() - began < 30


def test_a_process_that_has_worked_enough_is_replaced() -> None:
    assert answers(*[("say", n) for n in range(5)], size=1, order=b"few") == {n: b"%d" % n for n in range(5)}


def test_what_libraries_print_is_no_answer() -> None:
    assert answers(("print", 1), ("say", 2), size=1) == {0: b"1", 1: b"2"}


def test_processes_that_never_start_are_told_with_the_reason() -> None:
    with pytest.raises(CrewError, match="exit code 1: SystemExit: cannot start"):
        answers(("say", 0), order=b"refuse")


def test_a_crew_stops_between_two_results_and_leaves_nobody_behind() -> None:
    with Crew(2, b"", limit=60, words=ROGUE) as crew:
        results = crew.results(enumerate([("say", 0), ("hang", 1), ("hang", 2)]))
        assert next(results) == (0, b"0")
        pids = crew.pids
        threading.Timer(0.1, crew.stop).start()
        with pytest.raises(KeyboardInterrupt):
            next(results)
    assert len(pids) == 2
    assert not any(alive(pid) for pid in pids)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_process_whose_supervisor_is_gone_ends_at_once() -> None:
    """As after kill -9: nobody tells the process, its stdin just ends."""
    with Crew(1, b"", limit=60, words=ROGUE) as crew:
        results = crew.results(enumerate([("say", 0), ("hang", 1)]))
        assert next(results) == (0, b"0")
        (worker,) = crew._workers
        assert worker.process.stdin is not None
        worker.process.stdin.close()
        assert worker.process.wait(timeout=10) == 0


def test_a_process_does_not_get_the_signals_of_the_terminal() -> None:
    with Crew(1, b"", limit=60, words=ROGUE) as crew:
        next(crew.results(enumerate([("say", 0)])))
        assert os.getpgid(crew.pids[0]) != os.getpgid(0)
        os.kill(crew.pids[0], signal.SIGCONT)
