"""What is done of a run, in a file of the cache folder that only grows: `--resume` takes it from there.

A line is a checksum and a result. A run that was killed leaves a file whose last line may be cut off: what does not fit its
checksum counts as never written. A result is taken up only for the same bytes under the same name, in a run with the same
rules, options, outputs and program. Every run writes a file of its own; one that came to its end leaves none.
"""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, NamedTuple, Self

from auditor.cache import Bounds, place_of, prune

_BOUNDS = Bounds(files=40, bytes=1 << 30)
_SECONDS = 5.0  # between the moments when the disk is made to hold what was written
_SUM = 16  # characters of a checksum


class Place(NamedTuple):
    """Where a result stands in the file."""

    offset: int
    length: int


Kept = Place | bytes  # a result that the file could not take is held in memory


def journals(key: Iterable[str]) -> list[Path]:
    """Return the files that runs with this key left behind, the oldest first."""
    named = place_of("run", key)
    if named is None:
        return []
    return sorted(named.parent.glob(f"{named.stem}-*.jsonl"), key=lambda path: path.stat().st_mtime_ns)


def entries(path: Path) -> Iterator[bytes]:
    """Yield what was written to a file, without what is damaged."""
    with suppress(OSError), path.open("rb") as file:
        for line in file:
            checksum, _, body = line.rstrip(b"\n").partition(b" ")
            if line.endswith(b"\n") and checksum == _checksum(body):
                yield body


class Journal:
    """The file of one run. Where none can be kept, it is one without a name, and nothing outlives the run."""

    def __init__(self, key: Iterable[str], *, keep: bool, before: Sequence[Path] = ()) -> None:
        """Begin a file.

        Args:
            key: what the run is known by.
            keep: let the file outlive the run until it is finished.
            before: files of interrupted runs, which are of no more use when this one is finished.
        """
        self.finished = False
        self._before = before
        named = place_of("run", key) if keep else None
        self.path: Path | None = None
        self.failed = ""  # why results are held in memory
        self._end, self._synced = 0, time.monotonic()
        self._file: IO[bytes] = self._named(named) if named is not None else self._nameless()

    def _named(self, named: Path) -> IO[bytes]:
        try:
            named.parent.mkdir(parents=True, exist_ok=True)
            prune(named.parent, "run", _BOUNDS)
            handle, name = tempfile.mkstemp(dir=named.parent, prefix=f"{named.stem}-", suffix=".jsonl")
        except OSError:
            return self._nameless()
        self.path = Path(name)
        return os.fdopen(handle, "w+b", buffering=0)

    def _nameless(self) -> IO[bytes]:
        try:
            return tempfile.TemporaryFile(buffering=0)
        except OSError as error:
            self.failed = error.strerror or str(error)
            return io.BytesIO()

    def put(self, body: bytes) -> Kept:
        """Write a result; return where it is."""
        if self.failed:
            return body
        line = b"%s %s\n" % (_checksum(body), body)
        try:
            written = 0
            while written < len(line):
                written += self._file.write(line[written:])
            self._sync()
        except OSError as error:
            self.failed = error.strerror or str(error)
            return body
        place = Place(self._end + _SUM + 1, len(body))
        self._end += len(line)
        return place

    def _sync(self) -> None:
        if self.path is not None and time.monotonic() - self._synced > _SECONDS:
            os.fsync(self._file.fileno())
            self._synced = time.monotonic()

    def get(self, kept: Kept) -> bytes:
        """Return a result."""
        if isinstance(kept, bytes):
            return kept
        self._file.seek(kept.offset)
        body = self._file.read(kept.length)
        self._file.seek(0, os.SEEK_END)
        return body

    def __enter__(self) -> Self:
        """Return the journal."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file; when the run is finished, nothing is left of it."""
        with suppress(OSError):
            if self.path is not None and not self.finished:
                os.fsync(self._file.fileno())
            self._file.close()
        if self.finished:
            for path in (*self._before, *([self.path] if self.path else [])):
                with suppress(OSError):
                    path.unlink(missing_ok=True)


def _checksum(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest()[:_SUM].encode()
