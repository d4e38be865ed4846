"""A worker that does what a task says: answer, die, crash, hang, or leave. For tests of the supervisor."""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def obey(task: tuple[str, Any]) -> Any:
    what, value = task
    if what == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if what == "crash":
        faulthandler._sigsegv()  # type: ignore[attr-defined]
    if what == "exit":
        sys.exit("no more")
    if what == "hang":
        time.sleep(60)
    if what == "print":
        sys.stdout.write("noise on stdout\n")
        sys.stdout.flush()
    return value


def prepare(order: bytes) -> Callable[[Any], Any]:
    if order.startswith(b"refuse"):
        sys.exit("cannot start")
    if order.startswith(b"few"):
        worker._DOCUMENTS = 2
    return obey


if __name__ == "__main__":
    sys.path.append(str(Path(__file__).parents[1]))
    from auditor.cli import worker

    worker.serve(prepare, lambda value: repr(value).encode())
