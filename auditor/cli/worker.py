"""A process that works on one document after the other, as a supervisor tells it (see crew).

It is told what to do on stdin and answers on stdout, in frames: eight bytes of length, then the content. The first byte of
an answer says what it is. When stdin ends, the process ends at once, whatever it is doing: its supervisor is gone.
"""

from __future__ import annotations

import gc
import os
import pickle
import sys
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import IO, Any, Final

READY: Final = b"r"  # loaded, waits for documents
BEGUN: Final = b"b"  # has taken a document
DONE: Final = b"d"  # the result follows

_OBJECTS = 50_000  # between collections, as in a run of one document
_DOCUMENTS = 200  # of one process: what libraries may leave behind stays bounded
_LARGEST = 1 << 30  # bytes a process may have taken before another one goes on


def write_frame(stream: IO[bytes], content: bytes) -> None:
    """Write one frame."""
    stream.write(len(content).to_bytes(8, "big") + content)
    stream.flush()


def read_frame(stream: IO[bytes]) -> bytes | None:
    """Return the next frame; None where the stream ends, or is cut off."""
    head = stream.read(8)
    length = int.from_bytes(head, "big")
    content = stream.read(length) if len(head) == 8 else b""
    return content if len(head) == 8 and len(content) == length else None


def main() -> None:
    """Do what a supervisor asks for."""
    from auditor.cli.work import encoded, unpacked_order

    gc.set_threshold(_OBJECTS)
    serve(unpacked_order, encoded)


def serve(prepare: Callable[[bytes], Callable[[Any], Any]], encode: Callable[[Any], bytes]) -> None:
    """Answer until stdin ends, or this process has worked enough.

    Args:
        prepare: makes of the first frame what is done with each task.
        encode: makes bytes of a result.
    """
    import traceback

    try:
        _answer(prepare, encode)
    except BaseException:  # noqa: BLE001 the supervisor reads on stderr why a process ended
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)
    os._exit(0)  # an orderly end would wait for the thread that listens


def _answer(prepare: Callable[[bytes], Callable[[Any], Any]], encode: Callable[[Any], bytes]) -> None:
    import faulthandler

    orders, answers = _streams()
    faulthandler.enable()
    tasks: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(orders, tasks), daemon=True).start()
    act = prepare(tasks.get())
    write_frame(answers, READY)
    for _ in range(_DOCUMENTS):
        task = pickle.loads(tasks.get())  # noqa: S301 written by the process that started this one
        write_frame(answers, BEGUN)
        write_frame(answers, DONE + encode(act(task)))
        if _largest() > _LARGEST:
            break


def _listen(orders: IO[bytes], tasks: SimpleQueue[bytes]) -> None:
    while (frame := read_frame(orders)) is not None:
        tasks.put(frame)
    os._exit(0)


def _streams() -> tuple[IO[bytes], IO[bytes]]:
    """Return the streams of the supervisor; what libraries print goes to stderr."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return sys.stdin.buffer, answers


def _largest() -> int:
    """Return the most memory that this process has taken, in bytes; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:
        return 0
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
