"""How tables write what they print: digits that make no number, a table without its unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from auditor.amounts import fold, read_amount
from auditor.check.context import Context, worded
from auditor.model import Block, Cell, Check, FactTable, Rule, Text

# OoIl stand for 0 and 1 where a hand or a scanner typed them
_ATTEMPT = re.compile(r"[-+(]?(?=[^\d]*\d[^\d]*\d)[\dOoIl,.、。;:']{4,30}\)?")
_TOLD = re.compile(r"(?<![\dA-Za-z.,])\d[\dOoIl.,]{2,24}(?=[亿万千]?元|%)")
_DATE = re.compile(r"(?:19|20)\d\d[.、]\d{1,2}(?:[.、]\d{1,2})?|\d{1,2}:\d\d(?::\d\d)?")
_LEAST = 3  # numbers that a column holds before a cell in it is expected to hold one
_LEAST_TABLES = 3  # tables with a unit that make one without it stand out


def misspelt(rule: Rule, context: Context) -> Iterator[Check]:
    """25,61,108.00 or 295,O14.00 for an amount: nobody can tell which number was meant, and no sum uses it."""
    yield from _in_narrative(rule, context)
    for table in context.facts.tables:
        cells = {(cell.row, cell.column): cell for cell in table.table.cells}
        for block in table.blocks:
            for label, cell in _attempts(block, cells, context):
                printed = " ".join(cell.text.split())
                reason = Text(
                    f"“{label}”行写的“{printed}”不成一个数，没有参加核对",
                    f"“{printed}” in the row “{label}” is no number and was used by no check",
                )
                yield worded(rule, "misprint", reason, table.table.title, cell.page)


def _in_narrative(rule: Rule, context: Context) -> Iterator[Check]:
    """29O.81万元, 290..81万元; a comma may part two numbers there."""
    for paragraph in context.facts.narrative.paragraphs:
        for found in _TOLD.finditer(fold(paragraph.text)) if paragraph.kind == "text" else ():
            if "," not in found[0] and is_attempt(found[0]):
                reason = Text(
                    f"“{found[0]}”不成一个数，没有参加核对", f"“{found[0]}” is no number and was used by no check"
                )
                place = paragraph.section[-1] if paragraph.section else ""
                yield worded(rule, "misprint", reason, place, paragraph.page)


def _attempts(block: Block, cells: Mapping[tuple[int, int], Cell], context: Context) -> Iterator[tuple[str, Cell]]:
    """Yield the cells of a block that hold digits where their column holds amounts of money, and yet are no number."""
    for position, column in enumerate(block.columns):
        numbers = [row[position] for row in block.facts if row[position] >= 0]
        printed = sum(1 for n in numbers if context.fact(n).amount.is_money and not context.fact(n).blank)
        for line, row in zip(block.lines, block.facts, strict=True) if printed >= _LEAST else ():
            cell = cells.get((line.row, column.index))
            if cell is not None and row[position] < 0 and is_attempt(cell.text):
                yield " ".join(line.label.split()) or line.code, cell


def is_attempt(text: str) -> bool:
    """Tell whether a text was meant as one number and is none; what blanks part, and dates, are something else."""
    if len(text.split()) != 1:
        return False
    folded = fold(text)
    return (
        bool(_ATTEMPT.fullmatch(folded) and (folded[-1].isdigit() or folded[-1] in ")OoIl"))
        and not _DATE.fullmatch(folded)
        and read_amount(text, "") is None
    )


def unitless(rule: Rule, context: Context) -> Iterator[Check]:
    """A table of amounts that does not say in what they are counted, where the others do."""
    counted = [table for table in context.tables(()) if not table.form and _has_amounts(table, context)]
    silent = [table for table in counted if not table.table.unit_stated]
    if len(counted) - len(silent) < max(_LEAST_TABLES, 2 * len(silent)):
        return
    for table in silent:
        title = table.table.title
        reason = Text(f"《{title}》没有写金额单位", f"{title} does not state the unit of its amounts")
        yield worded(rule, "unfilled", reason, title, table.table.pages[0])


def _has_amounts(table: FactTable, context: Context) -> bool:
    return any(
        n >= 0 and context.fact(n).value and "." in context.fact(n).amount.printed
        for block in table.blocks
        for row in block.facts
        for n in row
    )
