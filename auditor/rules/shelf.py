"""Shipped packs, compiled once and kept in the user's cache folder.

Parsing rule files costs more than checking a document with them. What is kept is keyed by the content of every rule file
and by the loader that read it, so it is never stale.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from auditor.amounts import Amount
from auditor.cache import Bounds, code_of, place_of, put, take
from auditor.model import Case, Equation, Family, Identity, Pack, Ref, Rule, Severity, Term, Text, Tolerance, Vocabulary
from auditor.plain import Plain
from auditor.rules.shipping import rule_files, shipped, shipped_folder

_PLAIN = Plain(Amount, Case, Equation, Family, Identity, Pack, Ref, Rule, Severity, Term, Text, Tolerance, Vocabulary)
_BOUNDS = Bounds(files=12, bytes=32 << 20)

Depth = Literal["words", "rules", "cases"]  # how much of a pack a command needs: each holds what stands before it


def load_shipped(ids: Sequence[str] = (), *, fresh: bool = False, depth: Depth = "cases") -> tuple[Pack, ...]:
    """Load shipped packs, from the cache where it fits; `fresh` or AUDIT_NO_CACHE reads the rule files.

    Auditing needs no cases, reading tables and claims no rules: what `depth` leaves out costs nothing.

    Raises:
        SourceFileError: when a shipped rule file is broken.
    """
    wanted = tuple(ids) or shipped()
    place = None if fresh else place_of("packs", _made_of(wanted, depth))
    packs = None if place is None else _read(take(place))
    if packs is None:
        from auditor.rules.packs import load

        packs = load(wanted, words_only=depth == "words")
        if depth == "rules":
            packs = _bare(packs)
        if place is not None:
            put(place, _PLAIN.written(packs), _BOUNDS)
    return packs


def packed(packs: tuple[Pack, ...]) -> str:
    """Return packs as text, for another process; equal packs give equal text."""
    import json

    return json.dumps(_PLAIN.written(packs), ensure_ascii=False)


def unpacked(text: str) -> tuple[Pack, ...]:
    """Return the packs of `packed`."""
    import json

    packs: tuple[Pack, ...] = _PLAIN.read(json.loads(text))
    return packs


def _bare(packs: tuple[Pack, ...]) -> tuple[Pack, ...]:
    """Leave the cases out; rules that packs share stay shared."""
    bare = {id(rule): rule._replace(cases=()) for pack in packs for rule in pack.rules}
    return tuple(pack._replace(rules=tuple(bare[id(rule)] for rule in pack.rules)) for pack in packs)


def _made_of(ids: Sequence[str], depth: Depth) -> Iterator[str | bytes]:
    """Yield what packs depend on: their ids, all shipped rule files (a pack may use any other), the loader."""
    yield from (",".join(ids), depth, code_of("rules", "yamlfiles", "model", "amounts.py", "plain.py"))
    for path in _sources():
        yield path.name
        yield path.read_bytes()


def _sources() -> Iterator[Path]:
    for pack in shipped():
        folder = shipped_folder(pack)
        if folder is not None:
            yield from rule_files(folder)


def _read(kept: Any) -> tuple[Pack, ...] | None:  # noqa: ANN401  # JSON
    if kept is None:
        return None
    packs: tuple[Pack, ...] = _PLAIN.read(kept)
    return packs
