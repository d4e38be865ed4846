"""What to audit: files, folders, patterns, standard input."""

from __future__ import annotations

import contextlib
import glob
import os
import sys
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

STDIN = "-"


class Input(NamedTuple):
    """One thing to audit.

    Attributes:
        path: the name to show, as the user wrote or would write it.
        lacks: why it cannot be read, "" = nothing.
        file: what can be opened; "" where something lacks.
    """

    path: str
    lacks: Literal["", "missing", "no-pdf"] = ""
    file: str = ""


def inputs(words: Iterable[str]) -> list[Input]:
    """Return the files that words name, each once: folders give their PDF files in order, patterns what matches."""
    found = [each for word in words for each in _named(word)]
    return list({each.path: each for each in found}.values())


def _named(word: str) -> list[Input]:
    if word == STDIN:
        return [Input(STDIN)]
    if os.path.isdir(word):  # noqa: PTH112  # pathlib costs more than these questions
        return [Input(file) for file in _pdf_files(word)] or [Input(word, "no-pdf")]
    if os.path.exists(word):  # noqa: PTH110
        return [Input(word)]
    matches = sorted(glob.glob(word)) if glob.has_magic(word) else []  # noqa: PTH207 absolute and relative alike
    return [each for match in matches for each in _named(match)] or [Input(word, "missing")]


def _pdf_files(folder: str) -> list[str]:
    from pathlib import Path

    found = (path for path in Path(folder).rglob("*") if path.suffix.lower() == ".pdf" and path.is_file())
    return [str(path) for path in sorted(found)]


def openable(found: Iterable[Input], stack: contextlib.ExitStack) -> list[Input]:
    """Return the inputs with the files to open; standard input is kept in a file until the stack is left."""
    return [each if each.lacks else each._replace(file=stack.enter_context(as_file(each.path))) for each in found]


@contextlib.contextmanager
def as_file(path: str) -> Iterator[str]:
    """Give a path that can be opened: standard input is put into a temporary file, removed afterwards."""
    if path != STDIN:
        yield path
        return
    import tempfile

    handle, name = tempfile.mkstemp(suffix=".pdf")
    try:
        with os.fdopen(handle, "wb") as copy:
            copy.write(sys.stdin.buffer.read())
        yield name
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)  # noqa: PTH108
