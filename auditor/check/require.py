"""Kind `require`: tables that must be there, notes under empty tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from auditor.check.context import Context, bound, unchecked
from auditor.model import Check, FactTable, Rule, Text, Verdict
from auditor.model.vocabulary import normal

_EMPTY = re.compile(r"空表|无数据|无[^，。；]{0,24}(?:预算|收支|收入|支出|采购|项目|拨款)|没有|未安排|不涉及")


def require(rule: Rule, context: Context) -> Iterator[Check]:
    """Dispatch on `of`: table (ST-02), note (EM-01). `total` is told by the sums by shape (see check.merge)."""
    of = rule.options.get("of", ())
    if "table" in of:
        yield from _tables(rule, context)
    if "note" in of:
        yield from _notes(rule, context)


def _tables(rule: Rule, context: Context) -> Iterator[Check]:
    """A missing table is told as unchecked: whether it must be there depends on the place and the year."""
    for family in rule.options.get("tables", ()):
        if not context.tables((family,)):
            yield unchecked(rule, Text(f"没有找到{family}", f"no {family} was found"), family)


def _notes(rule: Rule, context: Context) -> Iterator[Check]:
    """An empty table needs a sentence that says so: under it, on its page, or in the narrative by its subject."""
    for table in context.tables(rule.options.get("tables", ())):
        if _is_empty(table, context) and not _is_explained(table, context):
            check = bound(rule, (), formula="text", code="empty-note")
            reason = Text(f"《{table.table.title}》是空表，没有说明", f"{table.table.title} is empty and not explained")
            yield replace(
                check, verdict=Verdict.FAILS, reason=reason, place=table.table.title, page=table.table.pages[0]
            )


def _is_empty(table: FactTable, context: Context) -> bool:
    return not any(n >= 0 and not context.fact(n).blank for b in table.blocks for row in b.facts for n in row)


def _is_explained(table: FactTable, context: Context) -> bool:
    subjects = [word for word in context.vocabulary.markers.get("fund_words", ()) if word in normal(table.table.title)]
    near = [normal(note) for note in table.table.notes]
    near += [normal(p.text) for p in context.facts.narrative.paragraphs if p.page in table.table.pages]
    told = [normal(p.text) for p in context.facts.narrative.paragraphs]
    return any(_EMPTY.search(text) for text in near) or any(
        _EMPTY.search(text) and subject in text for text in told for subject in subjects
    )
