"""A run of `audit check`: documents to work on, the work done, what the outputs write of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING

from auditor.cli.exits import Exit, worst
from auditor.cli.gate import Gate
from auditor.cli.guard import tell
from auditor.cli.inputs import Input, openable
from auditor.cli.outputs import Spec, opened
from auditor.cli.work import Done, Task, Work, done
from auditor.model import AuditorError
from auditor.report.writing import Look

if TYPE_CHECKING:
    from auditor.audit import Options


def run(found: Sequence[Input], specs: Sequence[Spec], look: Look, options: Options, gate: Gate) -> Exit:
    """Audit documents and write every output; return the exit code."""
    with ExitStack() as stack:
        outputs = stack.enter_context(opened(specs, look, [each.path for each in found]))
        tasks = [outputs.task(each) for each in openable(found, stack)]
        quiet = look.quiet or not look.many or not sys.stderr.isatty()
        for result in _results(tasks, Work(options, gate, outputs.makers, look.lang), quiet=quiet):
            if result.halt:
                raise AuditorError(result.halt)
            outputs.add(result)
        code = worst(Exit(outcome.exit_code) for outcome in outputs.outcomes)
        outputs.finish(code)
    return code


def _results(tasks: Sequence[Task], work: Work, *, quiet: bool) -> Iterator[Done]:
    """Yield what became of every document, in their order."""
    for number, task in enumerate(tasks, 1):
        if not quiet:
            tell(f"[{number}/{len(tasks)}] {task.input.path}")
        yield done(task, work)
