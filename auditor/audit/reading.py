"""read → tables, claims → facts: everything that is read of a document, kept between runs.

Reading is most of an audit, and the same file is audited again and again while its author corrects something else, or a
rule changes. What is kept depends on the bytes of the file, the words of the packs and the code that reads, and on
nothing else; rules are always applied anew.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from auditor.amounts import Amount
from auditor.cache import Bounds, code_of, library_of, place_of, put, take
from auditor.model import (
    Base,
    Block,
    Cell,
    Claim,
    Column,
    Excluded,
    Fact,
    Facts,
    FactTable,
    Family,
    Line,
    Listed,
    Narrative,
    Page,
    Paragraph,
    Place,
    Source,
    Statement,
    Table,
    UnreadableError,
    Vocabulary,
)
from auditor.plain import Plain
from auditor.read import load, read_bytes

_BOUNDS = Bounds(files=400, bytes=64 << 20)
_CODE = ("read", "tables", "claims", "facts", "model", "audit", "amounts.py", "plain.py")


class Reading(NamedTuple):
    """What was read of a document.

    Attributes:
        sha256: of the file; pages: how many; damaged: see model.Source.
        template: an unfilled form.
    """

    path: str
    sha256: str
    pages: int
    damaged: tuple[int, ...]
    facts: Facts
    template: bool


class _Refusal(NamedTuple):
    """Why a document cannot be read: what its UnreadableError says."""

    reason: str
    detail: str


_WORDS = Plain(Family, Vocabulary)
_PLAIN = Plain(
    Amount, Base, Block, Cell, Claim, Column, Excluded, Fact, Facts, FactTable, Line, Listed, Narrative, Paragraph, Place,
    Reading,
    Statement, Table, _Refusal,
)  # fmt: skip


def reading_of(path: str, vocabulary: Vocabulary, *, keep: bool) -> Reading:
    """Read a file with the words of a vocabulary; with `keep`, from the cache where it was read before.

    Raises UnreadableError.
    """
    data = load(path)
    place = place_of("read", (data, *_made_with(vocabulary))) if keep else None
    known: Reading | _Refusal | None = None if place is None else _kept(take(place))
    if known is None:
        known = _read(data, path, vocabulary)
        lasting = isinstance(known, Reading) or known.reason != "limit-time"  # a busy machine is no property of a file
        if place is not None and lasting:
            put(place, _PLAIN.written(known), _BOUNDS)
    if isinstance(known, _Refusal):
        raise UnreadableError(known.reason, known.detail)
    return known._replace(path=path)  # the same file may have been read under another name


def _made_with(vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return what reading depends on besides the file."""
    import json

    words = json.dumps(_WORDS.written(vocabulary), ensure_ascii=False)
    return (words, code_of(*_CODE), library_of("pdfminer"))


def _kept(value: Any) -> Reading | _Refusal | None:  # noqa: ANN401  # JSON
    if value is None:
        return None
    known: Reading | _Refusal = _PLAIN.read(value)
    return known


def _read(data: bytes, path: str, vocabulary: Vocabulary) -> Reading | _Refusal:
    try:
        source = read_bytes(data, path)
    except UnreadableError as error:
        return _Refusal(error.reason, error.detail)
    return understood(source, vocabulary)


def understood(source: Source, vocabulary: Vocabulary) -> Reading:
    """Make facts of a file that was read."""
    from auditor.claims import read_claims
    from auditor.facts import gather, is_template
    from auditor.tables import find_tables

    pages: tuple[Page, ...] = source.pages
    tables = find_tables(pages, vocabulary)
    facts = gather(tables, read_claims(pages, tables, vocabulary), vocabulary, pages)
    template = is_template(facts, facts.narrative, vocabulary)
    return Reading(source.path, source.sha256, len(pages), source.damaged, _without_places(facts), template)


def _without_places(facts: Facts) -> Facts:
    """Leave out where each letter of the narrative stands: no later stage asks, and it is half of all that is kept."""
    narrative = facts.narrative
    paragraphs = tuple([paragraph._replace(stretches=()) for paragraph in narrative.paragraphs])
    return facts._replace(narrative=narrative._replace(paragraphs=paragraphs))
