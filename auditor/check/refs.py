"""References of equations to facts: 收支总表.支出总计, 三公表.公务接待费@上年, 30212「…」, 正文.三公经费."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import attrgetter

from auditor.check.context import Context
from auditor.check.index import TOTAL
from auditor.check.sums import main_column
from auditor.check.told import period_of
from auditor.model import Block, Fact, FactTable, Line, Ref, Statement
from auditor.model.labels import normal

NARRATIVE = "正文"


def table_facts(ref: Ref, context: Context) -> tuple[Fact, ...]:
    """Return the facts that a reference with a family can mean, best reading first; () when none."""
    found: list[Fact] = []
    for table in context.tables((ref.family,)):
        found.extend(_in_form(ref, table, context) if table.form else _in_table(ref, table, context))
    return tuple(dict.fromkeys(fact for fact in found if fact.amount.unit))


def _in_form(ref: Ref, table: FactTable, context: Context) -> Iterator[Fact]:
    for fact in context.facts.facts:
        same_table = (
            fact.place.kind == "cell" and fact.place.table_title == table.table.title and fact.family == table.family
        )
        if same_table and fact.page in table.table.pages and fact.item == ref.place:
            yield fact


def _in_table(ref: Ref, table: FactTable, context: Context) -> Iterator[Fact]:
    for block in table.blocks:
        rows = tuple(_rows(ref, block, context))
        if rows:
            for row in rows:
                yield from _cells(block, row, ref.column, ref.period, context)
        elif not ref.column and not ref.code:
            for row in total_rows(block):
                yield from _cells(block, row, ref.place, ref.period, context, strict=True)


def _rows(ref: Ref, block: Block, context: Context) -> Iterator[int]:
    if ref.place == TOTAL and not ref.code:
        yield from total_rows(block)
        return
    code = context.vocabulary.classes.get(ref.place)
    if not (ref.code or ref.words or code):
        yield from context.where.places_of(block).lines.get(ref.place, ())
        return
    for index, line in enumerate(block.lines):
        if ref.code:
            if _code_fits(ref, line):
                yield index
        elif ref.words:
            if ref.place in normal(line.label):
                yield index
        elif line.item == ref.place or line.code == code:
            yield index


def _code_fits(ref: Ref, line: Line) -> bool:
    """A code counts only together with an agreeing name."""
    if not (line.code.startswith(ref.place) if ref.prefix else line.code == ref.place):
        return False
    return not ref.name or names_agree(ref.name, line.label)


def names_agree(one: str, other: str) -> bool:
    """Tell whether two printed names mean the same: equal, or one cut short by the cell."""
    a, b = (normal(text).replace("用", "") for text in (one, other))
    return bool(a and b) and (a.startswith(b) or b.startswith(a))


def total_rows(block: Block) -> tuple[int, ...]:
    """Return the total lines of a block; without one its only top line (a single unit) stands for it."""
    totals = tuple(i for i, line in enumerate(block.lines) if line.total)
    if totals:
        return totals
    top = [i for i, line in enumerate(block.lines) if line.parent < 0 and not line.of_which]
    return (top[0],) if len(top) == 1 else ()


def _cells(
    block: Block, row: int, column: str, period: str, context: Context, *, strict: bool = False
) -> Iterator[Fact]:
    for position in _positions(block, column, period, context, strict=strict):
        number = block.facts[row][position]
        if number >= 0:
            yield context.fact(number)


def _positions(block: Block, column: str, period: str, context: Context, *, strict: bool) -> tuple[int, ...]:
    """Return the columns a reference means: by item, by period, or the main one."""
    fits = [
        i for i, c in enumerate(block.columns) if (context.is_current(c.period) if not period else c.period == period)
    ]
    if column:
        named = tuple(i for i in fits if block.columns[i].item == column and not block.columns[i].of_which)
        if named or strict or column != TOTAL:
            return named[:1] if named else ()
    totals = [i for i in fits if block.columns[i].total and not block.columns[i].of_which]
    if totals:
        return (min(totals, key=lambda i: len(block.columns[i].header)),)
    if len(fits) == 1:
        return (fits[0],)
    main = main_column(block)
    return (main,) if main is not None and main in fits else ()


def told_facts(ref: Ref, context: Context) -> Iterator[Fact]:
    """Yield the facts of the narrative that a reference 正文.X[@period] means: stated outright, not in a reason."""
    wanted = {"上年": "prior", "增减": "change"}.get(ref.period, "amount")
    measures = {"change": ("change", "flat"), "amount": ("amount", "none")}.get(wanted, (wanted,))
    told = (claim for index in context.told_of.get(ref.place, ()) for claim in context.claims_of.get(index, ()))
    for claim in sorted(told, key=attrgetter("index")):
        if claim.measure not in measures or not _speaks_freely(context.statement(claim.statement), context):
            continue
        if claim.amount is not None and (claim.amount.approximate or not claim.amount.is_money):
            continue
        if wanted == "amount" and not _period_fits(ref.period, period_of(claim, context), context):
            continue
        fact = context.claim_fact(claim)
        if fact is not None:
            yield fact


def _speaks_freely(statement: Statement, context: Context) -> bool:
    """A part inherits the scope of its head: only items with a scope of their own compare with tables anywhere."""
    if statement.reason:
        return False
    free = context.vocabulary.markers.get("dimension.subject", ()), context.vocabulary.markers.get("whole_document", ())
    if statement.head is None or statement.item in free[0]:
        return True
    head = context.statement(statement.head)
    return head.head is None and head.item in (*free[0], *free[1])


def _period_fits(wanted: str, printed: str, context: Context) -> bool:
    return printed == wanted if wanted else context.is_current(printed)


def funds_agree(one: str, other: str, same: Sequence[frozenset[str]]) -> bool:
    """Tell whether two funds are the same, untold, or identified in this document."""
    return not one or not other or one == other or any(one in group and other in group for group in same)
