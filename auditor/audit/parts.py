"""The first stages alone, for looking at what was read: no rule is applied."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from auditor.read import read
from auditor.tables import find_tables

if TYPE_CHECKING:
    from auditor.model import Family, Narrative, Pack, Page, Table, Vocabulary


class _LateNames:
    """The names of a vocabulary that is loaded when a table asks for one: most documents never do."""

    def __init__(self, packs: Callable[[], Sequence[Pack]]) -> None:
        self._packs = packs

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return self._packs()[0].vocabulary

    @property
    def items(self) -> Mapping[str, str]:
        return self._vocabulary.items

    @property
    def classes(self) -> Mapping[str, str]:
        return self._vocabulary.classes

    @property
    def families(self) -> tuple[Family, ...]:
        return ()  # no shipped pack has titles or units in other words, and looking for them would load one

    @property
    def markers(self) -> Mapping[str, tuple[str, ...]]:
        return {}


def read_tables(path: str, packs: Callable[[], Sequence[Pack]]) -> tuple[Table, ...]:
    """Return the tables of a file; `packs` loads the packs whose words may be needed. Raises UnreadableError."""
    return find_tables(read(path).pages, _LateNames(packs))


def read_page(path: str, number: int, packs: Callable[[], Sequence[Pack]]) -> tuple[Page, tuple[Table, ...]] | None:
    """Return one page with all tables of the file, None when the file has fewer pages. Raises UnreadableError."""
    pages = read(path).pages
    page = next((page for page in pages if page.number == number), None)
    return None if page is None else (page, find_tables(pages, _LateNames(packs)))


def read_claims(path: str, packs: Sequence[Pack]) -> Narrative:
    """Return the narrative of a file; raises UnreadableError."""
    from auditor.claims import read_claims as claims_of  # reading tables must not pay for it

    pages = read(path).pages
    return claims_of(pages, find_tables(pages, packs[0].vocabulary), packs[0].vocabulary)
