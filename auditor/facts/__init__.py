"""Cells and claims to facts, with the pack's vocabulary."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.facts.cells import is_ruled, table_facts
from auditor.facts.contents import announced, contents_of
from auditor.facts.document import identify, is_template
from auditor.facts.sentences import NARRATIVE, sentence_facts
from auditor.model import Excluded, Fact, Facts, FactTable, Narrative, Page, Table, Vocabulary

__all__ = ["NARRATIVE", "announced", "gather", "is_template"]


def gather(tables: Sequence[Table], narrative: Narrative, vocabulary: Vocabulary, pages: Sequence[Page] = ()) -> Facts:
    """Collect every figure of a document as a fact with its coordinates."""
    facts: list[Fact] = []
    views: list[FactTable] = []
    excluded: list[Excluded] = []
    for table in tables:
        found = table_facts(table, vocabulary, len(facts))
        facts.extend(found.facts)
        views.append(found.table._replace(ruled=not table.aligned and is_ruled(table, pages)))
        excluded.extend(found.excluded)
    told, ids = sentence_facts(narrative, len(facts))
    facts.extend(told)
    identity = identify(pages, views, narrative, vocabulary)
    return Facts(
        facts=tuple(facts),
        tables=tuple(views),
        narrative=narrative,
        claims=ids,
        excluded=tuple(excluded),
        kind=identity.kind,
        year=identity.year,
        issuer=identity.issuer,
        contents=contents_of(pages, vocabulary),
    )
