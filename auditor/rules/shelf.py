"""Shipped packs, compiled once and kept in the user's cache folder.

Parsing rule files costs more than checking a document with them. What is kept is JSON keyed by the content of every
rule file and by the loader that read it, so it is never stale; a damaged or foreign file is read again from the
sources. Several processes may write at once: each writes a file of its own and renames it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from auditor.amounts import Amount
from auditor.model import Case, Equation, Family, Identity, Pack, Ref, Rule, Severity, Term, Text, Vocabulary
from auditor.rules.shipping import rule_files, shipped, shipped_folder

_RECORDS = {
    each.__name__: each for each in (Amount, Case, Equation, Family, Identity, Pack, Ref, Rule, Term, Vocabulary)
}
_FORMAT = 1

Depth = Literal["words", "rules", "cases"]  # how much of a pack a command needs: each holds what stands before it


def load_shipped(ids: Sequence[str] = (), *, fresh: bool = False, depth: Depth = "cases") -> tuple[Pack, ...]:
    """Load shipped packs, from the cache where it fits; `fresh` or AUDIT_NO_CACHE reads the rule files.

    Auditing needs no cases, reading tables and claims no rules: what `depth` leaves out costs nothing.

    Raises:
        RuleFileError: when a shipped rule file is broken.
    """
    wanted = tuple(ids) or shipped()
    place = None if fresh or os.environ.get("AUDIT_NO_CACHE") else _place(wanted, depth)
    packs = _taken(place) if place is not None else None
    if packs is None:
        from auditor.rules.packs import load

        packs = load(wanted, words_only=depth == "words")
        if depth == "rules":
            packs = _bare(packs)
        if place is not None:
            _put(place, packs)
    return packs


def _bare(packs: tuple[Pack, ...]) -> tuple[Pack, ...]:
    """Leave the cases out; rules that packs share stay shared."""
    bare = {id(rule): replace(rule, cases=()) for pack in packs for rule in pack.rules}
    return tuple(replace(pack, rules=tuple(bare[id(rule)] for rule in pack.rules)) for pack in packs)


def _place(ids: Sequence[str], depth: Depth) -> Path | None:
    """Return the file that holds these packs as they are now."""
    digest = hashlib.sha256(f"{_FORMAT}:{','.join(ids)}:{depth}".encode())
    for path in _sources():
        digest.update(f"\0{path.name}\0".encode())
        digest.update(path.read_bytes())
    for path in sorted(Path(__file__).parent.glob("*.py")):  # a changed loader reads the files again
        state = path.stat()
        digest.update(f"{path.name}{state.st_size}{state.st_mtime_ns}".encode())
    folder = cache_folder()
    return None if folder is None else folder / f"packs-{digest.hexdigest()[:32]}.json"


def _sources() -> Iterator[Path]:
    """All shipped rule files: a pack may use any other."""
    for pack in shipped():
        folder = shipped_folder(pack)
        if folder is not None:
            yield from rule_files(folder)


def cache_folder() -> Path | None:
    """Return the user's cache folder for this program, None when the system names none."""
    named = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    if named:
        return Path(named) / "auditor"
    with suppress(RuntimeError):  # no home folder
        return Path.home() / ".cache" / "auditor"
    return None


def _taken(place: Path) -> tuple[Pack, ...] | None:
    try:
        return decode(json.loads(place.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError):
        return None  # absent, damaged, or of another make: the sources are read instead


def _put(place: Path, packs: tuple[Pack, ...]) -> None:
    with suppress(OSError):  # a full or read-only disk only costs time
        import tempfile  # pulls in much; only a first run writes

        place.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=place.parent, prefix="packs-", suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(encode(packs), file, ensure_ascii=False, separators=(",", ":"))
        Path(name).replace(place)
        for other in place.parent.glob("packs-*.json"):
            if other != place and other.stat().st_mtime < place.stat().st_mtime - 86_400:
                other.unlink(missing_ok=True)


# ---------------------------------------------------------------- records as JSON


def encode(packs: tuple[Pack, ...]) -> list[Any]:
    """Return packs as JSON values: a list of records, shared ones once, the packs last."""
    table: list[Any] = []
    known: dict[int, int] = {}
    table.append(_written(packs, table, known))
    return table


def _written(value: object, table: list[Any], known: dict[int, int]) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, Severity):
        return {"s": value.value}
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Decimal):
        return {"d": str(value)}
    if isinstance(value, Text):
        return {"t": list(value)}
    if isinstance(value, frozenset):
        return {"f": sorted(value)}
    if isinstance(value, Mapping):
        return {"m": [[key, _written(each, table, known)] for key, each in value.items()]}
    if is_dataclass(value):
        return {"r": _record(value, table, known)}
    if isinstance(value, tuple):
        return [_written(each, table, known) for each in value]
    raise TypeError(f"no rule record holds {type(value).__name__}")


def _record(value: object, table: list[Any], known: dict[int, int]) -> int:
    if id(value) not in known:
        members = [_written(getattr(value, each.name), table, known) for each in fields(value)]  # type: ignore[arg-type]
        known[id(value)] = len(table)
        table.append([type(value).__name__, *members])
    return known[id(value)]


def decode(table: list[Any]) -> tuple[Pack, ...]:
    """Return the packs of `encode`; raises KeyError, TypeError or ValueError for anything else."""
    made: list[Any] = []
    for name, *members in table[:-1]:
        made.append(_RECORDS[name](*[_read(member, made) for member in members]))
    packs = _read(table[-1], made)
    if not packs or not all(isinstance(pack, Pack) for pack in packs):
        raise ValueError("no packs")
    return tuple(packs)


def _read(value: Any, made: list[Any]) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, list):
        return tuple([_read(each, made) for each in value])
    if not isinstance(value, dict):
        return value
    ((kind, held),) = value.items()
    if kind == "r":
        return made[held]
    if kind == "t":
        return Text(*held)
    if kind == "m":
        return {key: _read(each, made) for key, each in held}
    if kind == "f":
        return frozenset(held)
    return Severity(held) if kind == "s" else Decimal(held)
