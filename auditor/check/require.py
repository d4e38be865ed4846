"""Kind `require`: tables that must be there, notes under empty tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from auditor.check.context import Context, bound, unchecked
from auditor.model import Check, FactTable, Rule, Text, Verdict
from auditor.model.vocabulary import normal


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
    """An empty table needs a sentence that says so, under it or in the narrative."""
    told = "".join(normal(paragraph.text) for paragraph in context.facts.narrative.paragraphs)
    for table in context.tables(rule.options.get("tables", ())):
        if _is_empty(table, context) and not _is_explained(table, told):
            check = bound(rule, (), formula="text", code="empty-note")
            reason = Text(f"《{table.table.title}》是空表，没有说明", f"{table.table.title} is empty and not explained")
            yield replace(
                check, verdict=Verdict.FAILS, reason=reason, place=table.table.title, page=table.table.pages[0]
            )


def _is_empty(table: FactTable, context: Context) -> bool:
    return not any(n >= 0 and context.fact(n).value for b in table.blocks for row in b.facts for n in row)


def _is_explained(table: FactTable, told: str) -> bool:
    if any(word in note for note in table.table.notes for word in ("无", "空表", "没有")):
        return True
    subjects = [w for w in ("政府性基金", "国有资本经营", "政府采购") if w in normal(table.table.title)]
    return any(f"无{filler}{subject}" in told for subject in subjects for filler in ("", "当年", "本年")) or any(
        subject + middle in told for subject in subjects for middle in ("预算拨款支出0", "支出预算为0", "预算0")
    )
