"""What is kept between runs: JSON in the user's cache folder.

A kept file can be wrong, never harmful: it holds plain values and the checksum of them, and whatever is absent, damaged or
of another make counts as nothing. Several processes may write at once: each writes a file of its own and renames it.
Names carry the digest of everything that a value depends on, so that nothing kept is ever stale.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

_OWN = Path(__file__).parent
_LARGEST = 16 << 20  # bytes of one file; larger values are made anew


class Bounds(NamedTuple):
    """How much of one kind is kept: the files used last, so many and of so many bytes together."""

    files: int
    bytes: int


def folder() -> Path | None:
    """Return the user's cache folder for this program; None when the system names none, or AUDIT_NO_CACHE is set."""
    if os.environ.get("AUDIT_NO_CACHE"):
        return None
    named = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    if named:
        return Path(named) / "auditor"
    with suppress(RuntimeError):  # no home folder
        return Path.home() / ".cache" / "auditor"
    return None


def code_of(*parts: str) -> str:
    """Return what tells the code of parts of this program from any other: names, sizes and times of its files.

    Times in whole seconds: the layers of an image keep no more, and what was compiled into one is to be found again.
    """
    places = [path for part in parts for path in _modules(_OWN / part)]
    return "".join(f"{path}:{(state := path.stat()).st_size}:{int(state.st_mtime)};" for path in places)


def whole_code() -> str:
    """Return what tells this program, with its templates and styles, from any other."""
    files = sorted(path for path in _OWN.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return "".join(f"{path}:{(state := path.stat()).st_size}:{state.st_mtime_ns};" for path in files)


def library_of(name: str) -> str:
    """Return what tells the installed code of a library from any other."""
    spec = find_spec(name)
    return code_of(*(spec.submodule_search_locations or ()) if spec else ())


def _modules(part: Path) -> list[Path]:
    return sorted(part.glob("*.py")) if part.is_dir() else [part]


def place_of(kind: str, made_of: Iterable[str | bytes]) -> Path | None:
    """Return the file for a value that is made of these things; None when nothing is kept."""
    where = folder()
    if where is None:
        return None
    digest = hashlib.sha256()
    for each in made_of:
        data = each.encode() if isinstance(each, str) else each
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return where / f"{kind}-{digest.hexdigest()[:40]}.json"


def take(place: Path) -> Any:  # noqa: ANN401  # JSON
    """Return what is kept in a file, None for an absent or damaged one."""
    try:
        checksum, _, body = place.read_bytes().partition(b"\n")
        if checksum != _checksum(body):
            return None
        with suppress(PermissionError):  # a cache that only others may write is as good
            os.utime(place)  # used: kept longer than others
        return json.loads(body)
    except (OSError, ValueError, RecursionError):
        return None


def put(place: Path, value: Any, bounds: Bounds) -> None:  # noqa: ANN401  # JSON
    """Keep a value, and let go what is older than the bounds allow. A full or read-only disk only costs time."""
    import tempfile  # pulls in much; only a first run writes

    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    if len(body) > _LARGEST:
        return
    kind = place.name.partition("-")[0]
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=f"{kind}-", suffix=".part")
        with os.fdopen(handle, "wb") as file:
            file.write(_checksum(body) + b"\n" + body)
        Path(name).replace(place)
        prune(place.parent, kind, bounds)


def _checksum(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode()


def prune(where: Path, kind: str, bounds: Bounds) -> None:
    """Let go what is older than the bounds of one kind allow. Raises OSError."""
    states = [(path.stat(), path) for path in where.glob(f"{kind}-*")]
    size = 0
    for number, (state, path) in enumerate(sorted(states, key=lambda each: -each[0].st_mtime_ns), 1):
        size += state.st_size
        if number > bounds.files or size > bounds.bytes:
            path.unlink(missing_ok=True)
