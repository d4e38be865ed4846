"""Files of outputs: complete under their names, or not there at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from auditor.report.writing import OutputError


@contextmanager
def kept_as(path: str, *, binary: bool) -> Iterator[IO[Any]]:
    """Give a stream whose file takes the place of `path` when all went well, and leaves no trace otherwise.

    What is no plain file (a device, a pipe) is written to as it is. Raises OutputError when it cannot be written.
    """
    target = Path(os.path.realpath(path))  # a link keeps pointing where it does
    with writing(path):
        part = _part_of(target) if target.is_file() or not target.exists() else None
        stream: IO[Any] = (part or target).open(**_mode(binary=binary))
    try:
        yield stream
        with writing(path):
            stream.close()
            if part is not None:
                part.replace(target)
    except BaseException:  # an interrupt too leaves no half-written file
        with suppress(OSError):
            stream.close()  # a full disk fails again
        if part is not None:
            part.unlink(missing_ok=True)
        raise


@contextmanager
def writing(path: str | None) -> Iterator[None]:
    """Turn what the system says against writing a file, or to stdout (None), into an OutputError."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        why = ": ".join(str(part) for part in (path, error.strerror) if part)
        raise OutputError(f"无法写出报告：{why}", f"the report cannot be written: {why}") from error


def _part_of(target: Path) -> Path:
    """Return the name of the unfinished file; those that killed runs left behind are removed."""
    for old in target.parent.glob(f".{_literal(target.name)}.*.part"):
        if not _alive(old.suffixes[-2][1:]):
            old.unlink(missing_ok=True)
    return target.with_name(f".{target.name}.{os.getpid()}.part")


def _literal(name: str) -> str:
    import glob

    return glob.escape(name)


def _alive(pid: str) -> bool:
    """Tell whether a process may still run; where the system cannot be asked without harm, it may."""
    if os.name != "posix" or not pid.isdecimal():
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _mode(*, binary: bool) -> dict[str, Any]:
    if binary:
        return {"mode": "wb"}
    return {"mode": "w", "encoding": "utf-8", "errors": "backslashreplace", "newline": "\n"}


class Folder:
    """Files of single documents in one folder, which is laid out like the folders of the documents."""

    def __init__(self, path: str, suffix: str, inputs: frozenset[Path]) -> None:
        self.path, self._suffix = Path(os.path.realpath(path)), suffix
        self._taken = set(inputs)
        self._shared = _shared([file.parent for file in inputs])

    def place(self, document: str) -> str:
        """Return the file of a document: one that no other has, and that is none of the documents."""
        folder, stem = self.path, "stdin"
        if document != "-":
            real = Path(os.path.realpath(document))
            folder, stem = self.path / self._below(real.parent), real.stem
        found, number = folder / f"{stem}{self._suffix}", 1
        while found in self._taken:
            number += 1
            found = folder / f"{stem}-{number}{self._suffix}"
        self._taken.add(found)
        return str(found)

    def _below(self, folder: Path) -> Path:
        return folder.relative_to(self._shared) if self._shared and folder.is_relative_to(self._shared) else Path()


def _shared(folders: list[Path]) -> Path | None:
    """Return the folder that holds all of these; None where there is none, as on two drives."""
    with suppress(ValueError):
        return Path(os.path.commonpath(folders))
    return None
