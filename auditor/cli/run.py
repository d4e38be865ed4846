"""A run of `audit check`: documents to work on, the work done, what the outputs write of it.

One document is worked on in this process. Several are worked on by supervised processes (see together), even where that is
one process: what a document does to it must not reach the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, NamedTuple

from auditor.cli.exits import Exit, worst
from auditor.cli.gate import Gate
from auditor.cli.inputs import Input, openable
from auditor.cli.outputs import Spec, makers_of, opened
from auditor.cli.work import Work, done
from auditor.model import AuditorError
from auditor.report.writing import Look

if TYPE_CHECKING:
    from auditor.audit import Options
    from auditor.cli.accepting import Accepted


class How(NamedTuple):
    """How a run of several documents is made.

    Attributes:
        words: what was asked for on the command line, by which an interrupted run is known again.
        width: of the text, where it was asked for; else that of the terminal, which does not tell runs apart.
        jobs: how many processes.
        timeout: seconds that a document may take.
        resume: take up the results of interrupted runs.
        keep: let results outlive the run until it is finished.
        verbose: a line on stderr for each document.
    """

    words: tuple[str, ...] = ()
    width: int | None = None
    jobs: int = 1
    timeout: float = 300
    resume: bool = False
    keep: bool = True
    verbose: bool = False


def run(
    found: Sequence[Input],
    specs: Sequence[Spec],
    look: Look,
    options: Options,
    gate: Gate,
    how: How,
    accepted: Accepted,
) -> Exit:
    """Audit documents and write every output; return the exit code."""
    work = Work(options, gate, makers_of(specs, look), look.lang)
    if len(found) == 1:
        return _one(found[0], specs, work, accepted)
    from auditor.cli.together import together

    return together(found, specs, work, how, accepted, quiet=look.quiet)


def _one(document: Input, specs: Sequence[Spec], work: Work, accepted: Accepted) -> Exit:
    with ExitStack() as stack:
        outputs = stack.enter_context(opened(specs, work.makers, [document.path], many=False))
        result = done(outputs.task(*openable([document], stack)), work)
        if result.halt:
            raise AuditorError(result.halt)
        outputs.add(result)
        code = worst((Exit(result.outcome.exit_code), accepted.ending(outputs.outcomes)))
        outputs.finish(code)
    return code
