"""What to audit: files, folders, patterns, standard input."""

from __future__ import annotations

import contextlib
import glob
import os
import sys
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

STDIN = "-"
_COPY = ".audit.pdf"  # what -o pdf names its annotated copies

Lack = Literal["", "missing", "no-pdf", "no-match", "no-entry", "copy"]


class Input(NamedTuple):
    """One thing to audit.

    Attributes:
        path: the name to show, as the user wrote or would write it.
        lacks: why it cannot be read, "" = nothing.
        file: what can be opened; "" where something lacks.
    """

    path: str
    lacks: Lack = ""
    file: str = ""


class Found(NamedTuple):
    """What there is to audit, each file once; `copies` counts annotated copies in folders, which are left out."""

    inputs: list[Input]
    copies: int = 0


def inputs(words: Iterable[str]) -> Found:
    """Return the files that words name, in the order of the words; folders give theirs in the order of their names.

    A file that several words name, or that links lead to, is taken once, under the first of its names.
    """
    once: dict[str, Input] = {}
    for each in (each for word in words for each in _named(word)):
        once.setdefault(each.path if each.lacks or each.path == STDIN else os.path.realpath(each.path), each)
    kept = [each for each in once.values() if each.lacks != "copy"]
    return Found(kept, len(once) - len(kept))


def _named(word: str) -> list[Input]:
    if word == STDIN:
        return [Input(STDIN)]
    if os.path.isdir(word):  # noqa: PTH112  # pathlib costs more than these questions
        found = list(_inside(word))
        return found if any(each.lacks != "copy" for each in found) else [*found, Input(word, "no-pdf")]
    if os.path.exists(word):  # noqa: PTH110
        return [Input(word)]
    if not glob.has_magic(word):
        return [Input(word, "missing")]
    matches = sorted(glob.glob(word, recursive=True))  # noqa: PTH207 absolute and relative alike
    return [each for match in matches for each in _named(match)] or [Input(word, "no-match")]


def _inside(folder: str) -> Iterator[Input]:
    """Yield the PDF files of a folder and of those in it; hidden ones are left alone, links to folders are not followed."""
    try:
        with os.scandir(folder) as entries:
            visible = sorted((entry for entry in entries if not entry.name.startswith(".")), key=lambda each: each.name)
    except OSError:
        yield Input(folder, "no-entry")
        return
    for entry in visible:
        if entry.is_dir(follow_symlinks=False):
            yield from _inside(entry.path)
        elif entry.name.lower().endswith(".pdf") and entry.is_file():
            yield Input(entry.path, "copy" if entry.name.lower().endswith(_COPY) else "")


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
