"""Taking up a run that was interrupted: which of its results still stand."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from auditor.cli.exits import Exit
from auditor.cli.journal import Journal, Kept, entries
from auditor.cli.run import How
from auditor.cli.work import Done, Task, Work, all_kept, decoded, digest, key_of
from auditor.report.writing import Outcome

_PASSING = frozenset({"limit-time", "limit-memory"})  # what a busy machine says is no property of a file


def run_key(how: How, work: Work) -> tuple[str, ...]:
    """Return what a run is known by: the folder it was started in, what it was asked for, and all of its work."""
    return (key_of(work), os.getcwd(), str(how.width), *how.words)  # noqa: PTH109 the text, not a path


def heading(work: Work) -> bytes:
    """Return the first entry of a journal: how wide the text of the run is."""
    return json.dumps({"width": work.makers[0].look.width}).encode()


def as_before(work: Work, paths: Sequence[Path]) -> Work:
    """Return the work as the last of earlier runs did it: as wide."""
    head = next(entries(paths[-1]), b"") if paths else b""
    if not head.startswith(b"{"):
        return work
    width = int(json.loads(head)["width"])
    return work._replace(makers=tuple(maker._replace(look=maker.look._replace(width=width)) for maker in work.makers))


def taken_up(journal: Journal, paths: Iterable[Path], tasks: Sequence[Task]) -> dict[int, Kept]:
    """Put into a journal what earlier ones hold of these tasks; return where, by the number of the task."""
    wanted = {(task.input.path, sha256): n for n, task in enumerate(tasks) if (sha256 := digest(task.input.file))}
    found: dict[int, Kept] = {}
    for body in (body for path in paths for body in entries(path)):
        result = _result(body)
        number = wanted.get((result.outcome.path, result.outcome.sha256)) if result else None
        if result and number is not None and _stands(result, tasks[number]):
            found[number] = journal.put(body)
    return found


def _result(body: bytes) -> Done | None:
    if not body.startswith(b"["):
        return None
    try:
        return decoded(body)
    except (ValueError, TypeError):
        return None


def _stands(result: Done, task: Task) -> bool:
    """Tell whether a result is worth keeping: it would come out alike, and its files are there."""
    return (
        _lasting(result.outcome) and [place for place, _ in result.files] == [*task.places] and all_kept(result.files)
    )


def _lasting(outcome: Outcome) -> bool:
    return outcome.exit_code != Exit.BUG and outcome.problem_id not in _PASSING
