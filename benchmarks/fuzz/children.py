"""One audit in a forked child that may use little memory and time; the parent is warm, so that a child starts at once."""

from __future__ import annotations

import os
import resource
import signal
import sys
from pathlib import Path
from typing import NamedTuple

MEMORY = 512 << 20  # bytes of address space
SECONDS = 60  # CPU seconds after which the child is killed
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024  # ru_maxrss is in bytes there, in KiB elsewhere


class Ending(NamedTuple):
    """How a child ended.

    Attributes:
        code: its exit code, negative: the signal that killed it.
        seconds: CPU seconds; memory: peak resident bytes.
    """

    code: int
    seconds: float
    memory: int


def audited(path: Path, *, quiet: bool = True) -> Ending:
    """Audit one file in a child, as `audit FILE -o json` would."""
    child = os.fork()
    if child == 0:
        _run(path, quiet=quiet)
    _, status, usage = os.wait4(child, 0)
    code = os.waitstatus_to_exitcode(status)
    return Ending(code, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _RSS_UNIT)


def _run(path: Path, *, quiet: bool) -> None:
    """Carry out the audit and end the process, whatever happens."""
    from auditor.cli import main

    try:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        signal.signal(signal.SIGXCPU, signal.SIG_DFL)
        os.environ["AUDIT_NO_CACHE"] = "1"
        if quiet:
            nothing = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nothing, 1)
            os.dup2(nothing, 2)
        code = main(["check", str(path), "-o", "json"])
        sys.stdout.flush()
        os._exit(int(code))
    except BaseException:  # noqa: BLE001 what leaks out of the program is what is looked for
        os._exit(99)
