"""Kind `require`, rows of one table: a total where its like has one, and no row printed twice.

Only tables with column lines are asked: elsewhere a row that is not there was perhaps not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.check.context import Context, bound
from auditor.model import Block, Check, Fact, FactTable, Line, Operand, Rule, Text, Verdict
from auditor.model.labels import normal

_LEAST_TABLES = 2  # so many others must show that the document gives its tables totals
_LEAST_ITEMS = 3  # a list with fewer items may do without its total


def twice(rule: Rule, context: Context) -> Iterator[Check]:
    """Two neighbouring lines with one code or total word and the same figures: one row was printed twice."""
    for table in context.tables(rule.families):
        for block in table.blocks if table.ruled else ():
            for index in range(len(block.lines) - 1):
                if _same(block, index, context):
                    label = block.lines[index].label.strip() or "合计"
                    reason = Text(f"“{label}”一行连续印了两次", f"the row “{label}” stands twice in a row")
                    yield _told(rule, _printed(block, index + 1, context), "repeated-row", reason, table)


def _same(block: Block, index: int, context: Context) -> bool:
    one, other = block.lines[index], block.lines[index + 1]
    if (one.code, normal(one.label)) != (other.code, normal(other.label)):
        return False
    values = [[context.fact(n).value for n in block.facts[i] if n >= 0] for i in (index, index + 1)]
    return bool(one.code or one.total) and values[0] == values[1] and any(values[0])


def totals(rule: Rule, context: Context) -> Iterator[Check]:
    """Coded tables without a total in a document whose others have one; sides of a balance that do not end in one."""
    yield from _coded(rule, context)
    for table in context.tables(rule.options.get("tables", ())):
        for block in table.blocks if table.ruled else ():
            if _filled(block, context) and len(block.lines) > 1 and not _told_beside(table, block):
                yield from _side(rule, table, block, context)
    for table in context.tables(rule.options.get("lists", ())):
        yield from _listed(rule, table, context)


def _coded(rule: Rule, context: Context) -> Iterator[Check]:
    tables = [
        table
        for table in context.tables(())
        if table.ruled
        and not table.form
        and any(_has_codes(block) and _filled(block, context) for block in table.blocks)
    ]
    without = [table for table in tables if not any(line.total for line in table_lines(table))]
    having = len(tables) - len(without)
    if having < _LEAST_TABLES or len(without) * 2 > having:
        return
    for table in without:
        if sum(line.parent < 0 for line in table_lines(table)) > 1:  # one code above all others is their total
            yield _without_total(rule, table, context)


def _has_codes(block: Block) -> bool:
    return sum(1 for line in block.lines if line.code) > 1


def _listed(rule: Rule, table: FactTable, context: Context) -> Iterator[Check]:
    """A table of all income or expenditure lists several things and adds them up."""
    lines = tuple(table_lines(table))
    items = [line for line in lines if line.parent < 0 and not (line.total or line.of_which or line.code)]
    filled = any(_filled(block, context) for block in table.blocks)
    if (
        table.ruled
        and filled
        and len(items) >= _LEAST_ITEMS
        and not any(line.total and line.parent < 0 for line in lines)
    ):
        yield _without_total(rule, table, context)


def _without_total(rule: Rule, table: FactTable, context: Context) -> Check:
    block = next(block for block in table.blocks if _filled(block, context))
    row = next(i for i, numbers in enumerate(block.facts) if any(n >= 0 and context.fact(n).value for n in numbers))
    reason = Text(f"《{table.table.title}》没有合计行", f"{table.table.title} has no total row")
    return _told(rule, _printed(block, row, context), "missing-row", reason, table)


def table_lines(table: FactTable) -> Iterator[Line]:
    """Yield the lines of all blocks of a table."""
    for block in table.blocks:
        yield from block.lines


def _filled(block: Block, context: Context) -> bool:
    return any(n >= 0 and context.fact(n).value for row in block.facts for n in row)


def _told_beside(table: FactTable, block: Block) -> bool:
    """Tell whether another breakdown of the same side ends in the total of both (支出功能分类 | 支出用途)."""
    others = (other for other in table.blocks if other is not block and other.side == block.side)
    return any(other.lines and other.lines[-1].total for other in others)


def _side(rule: Rule, table: FactTable, block: Block, context: Context) -> Iterator[Check]:
    """A side ends in its grand total; carry-over outside the numbering follows the total of the year."""
    last = max((i for i, line in enumerate(block.lines) if line.total), default=-1)
    carried = frozenset(context.vocabulary.markers.get("carry", ()))
    loose = [
        i
        for i, line in enumerate(block.lines)
        if line.item in carried and not (line.total or line.style or line.of_which)
    ]
    reason: Text | None = None
    if any(line.known and not line.of_which for line in block.lines[last + 1 :]):
        reason = Text(
            f"{block.side or table.table.title}一侧没有以总计结束",
            f"the side {block.side or table.table.title} does not end in a total",
        )
    elif loose and _numbered(block.lines[: loose[0]]) and not any(line.total for line in block.lines[: loose[0]]):
        reason = Text(
            f"{block.side}一侧的结转之前没有本年合计",
            f"no total of the year stands before the carry-over of {block.side}",
        )
    if reason is not None:
        yield _told(rule, _printed(block, last, context), "missing-row", reason, table)


def _numbered(lines: Sequence[Line]) -> bool:
    return sum(1 for line in lines if line.style) >= _LEAST_ITEMS


def _printed(block: Block, index: int, context: Context) -> tuple[Fact, ...]:
    return tuple(context.fact(n) for n in block.facts[index] if n >= 0 and not context.fact(n).blank)[:1]


def _told(rule: Rule, facts: tuple[Fact, ...], code: str, reason: Text, table: FactTable) -> Check:
    check = bound(rule, [Operand(fact, "other") for fact in facts], formula="text", code=code)
    page = facts[0].page if facts else table.table.pages[0]
    return check._replace(verdict=Verdict.FAILS, reason=reason, place=table.table.title, page=page)
