"""The first stages alone, for looking at what was read: no rule is applied."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.model import Narrative, Pack, Table
from auditor.read import read
from auditor.tables import find_tables


def read_tables(path: str, packs: Sequence[Pack]) -> tuple[Table, ...]:
    """Return the tables of a file; raises UnreadableError."""
    return find_tables(read(path).pages, packs[0].vocabulary)


def read_claims(path: str, packs: Sequence[Pack]) -> Narrative:
    """Return the narrative of a file; raises UnreadableError."""
    from auditor.claims import read_claims as claims_of  # reading tables must not pay for it

    pages = read(path).pages
    return claims_of(pages, find_tables(pages, packs[0].vocabulary), packs[0].vocabulary)
