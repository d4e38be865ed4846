"""Kind `require`: tables that must be there, notes under empty tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.check.completeness import totals, twice
from auditor.check.context import Context, bound, unchecked
from auditor.check.listed_names import untold
from auditor.check.notation import unitless
from auditor.check.notes import contradicted, denied, nameless, renamed_projects, untouched, wrong_fund
from auditor.check.sums import main_column
from auditor.check.whole import negatives, ordered, sections, years
from auditor.model import Check, Fact, FactTable, Operand, Rule, Text, Verdict
from auditor.model.labels import normal

_FEW_ROWS = 3
_EMPTY = re.compile(r"空表|无数据|无[^，。；]{0,24}(?:预算|收支|收入|支出|采购|项目|拨款)|没有|未安排|不涉及")


def require(rule: Rule, context: Context) -> Iterator[Check]:
    """Dispatch on `of`; `total` and `exact` are told when all sums are known (check.merge, check.exactness)."""
    makers = {
        "table": _tables,
        "note": _notes,
        "rows": _rows,
        "told": untold,
        "empty": contradicted,
        "fund": wrong_fund,
        "none": denied,
        "issuer": nameless,
        "form": untouched,
        "project": renamed_projects,
        "totals": totals,
        "once": twice,
        "year": years,
        "order": ordered,
        "section": sections,
        "sign": negatives,
        "unit": unitless,
    }
    for of in rule.options.get("of", ()):
        if of in makers:
            yield from makers[of](rule, context)


def _tables(rule: Rule, context: Context) -> Iterator[Check]:
    """A missing table is told as unchecked: whether it must be there depends on the place and the year."""
    for family in rule.options.get("tables", ()):
        if not context.tables((family,)):
            yield unchecked(rule, Text(f"没有找到{family}", f"no {family} was found"), family)


def _rows(rule: Rule, context: Context) -> Iterator[Check]:
    """Two tables of one total list the same codes: a row that only one of them prints was lost in the other."""
    families = rule.options.get("tables", ())[:2]
    if not all(table.ruled for table in context.tables(families)):
        return  # a row that is not there was perhaps not read
    one, other = (_codes(family, context) for family in families)
    if len(one) < _FEW_ROWS or len(other) < _FEW_ROWS:
        return
    lengths = {len(code) for code in one} & {len(code) for code in other}
    for present, absent, family in ((one, other, 1), (other, one, 0)):
        missing = [code for code in present if code not in absent and len(code) in lengths]
        if len(missing) > max(2, len(present) // 10):
            continue  # another depth or another selection, not a lost row
        for code in missing:
            fact = present[code]
            if fact.value:
                place = rule.options["tables"][family]
                check = bound(rule, (Operand(fact, "other"),), formula="text", code="missing-row")
                reason = Text(
                    f"{place}中没有科目 {code} {fact.place.row.strip()}",
                    f"{place} lacks code {code} {fact.place.row.strip()}",
                )
                yield check._replace(verdict=Verdict.FAILS, reason=reason, place=fact.place.table_title)


def _codes(family: str, context: Context) -> dict[str, Fact]:
    """Return the main figure of every coded row of a family's tables."""
    found: dict[str, Fact] = {}
    for table in context.tables((family,)):
        for block in table.blocks:
            main = main_column(block)
            for line, row in zip(block.lines, block.facts, strict=True):
                if line.code and main is not None and row[main] >= 0:
                    found.setdefault(line.code, context.fact(row[main]))
    return found


def _notes(rule: Rule, context: Context) -> Iterator[Check]:
    """An empty table needs a sentence that says so: under it, on its page, or in the narrative by its subject."""
    for table in context.tables(rule.options.get("tables", ())):
        if _is_empty(table, context) and not _is_explained(table, context):
            check = bound(rule, (), formula="text", code="empty-note")
            reason = Text(f"《{table.table.title}》是空表，没有说明", f"{table.table.title} is empty and not explained")
            yield check._replace(
                verdict=Verdict.FAILS, reason=reason, place=table.table.title, page=table.table.pages[0]
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
