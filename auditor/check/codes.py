"""Kind `code`: classification codes and the names printed with them."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.check.context import Context, bound
from auditor.check.refs import names_agree
from auditor.check.sums import orphans_of
from auditor.model import Block, Check, Fact, FactTable, Operand, Rule, Text, Verdict


def code(rule: Rule, context: Context) -> Iterator[Check]:
    """Dispatch on `of`: name (CL-02), orphan (CL-07)."""
    of = rule.options.get("of", ())
    for table in context.facts.tables:
        for block in table.blocks if table.family else ():
            if "orphan" in of:
                yield from _orphans(rule, table, block, context)
            if "name" in of:
                yield from _names(rule, table, block, context)


def _orphans(rule: Rule, table: FactTable, block: Block, context: Context) -> Iterator[Check]:
    for index in orphans_of(block.lines):
        line = block.lines[index]
        facts = _printed(block, index, context)
        if facts and line.code[:3] not in {other.code[:3] for other in block.lines if other is not line}:
            reason = Text(f"编码 {line.code} 没有上级科目", f"code {line.code} has no parent in this table")
            yield _failed(rule, facts, "code-orphan", reason, table)


def _names(rule: Rule, table: FactTable, block: Block, context: Context) -> Iterator[Check]:
    for index, line in enumerate(block.lines):
        official = context.vocabulary.codes.get(line.code, ())
        facts = _printed(block, index, context)
        if official and line.item and facts and not any(names_agree(name, line.item) for name in official):
            reason = Text(
                f"编码 {line.code} 应为“{official[0]}”，表中写“{line.item}”",
                f"code {line.code} is “{official[0]}”, the table says “{line.item}”",
            )
            yield _failed(rule, facts, "code-name", reason, table)


def _printed(block: Block, index: int, context: Context) -> tuple[Fact, ...]:
    facts = tuple(context.fact(number) for number in block.facts[index] if number >= 0)
    return tuple(fact for fact in facts if not fact.blank)[:1]


def _failed(rule: Rule, facts: tuple[Fact, ...], label: str, reason: Text, table: FactTable) -> Check:
    check = bound(rule, [Operand(fact, "other") for fact in facts], formula="text", code=label)
    return check._replace(verdict=Verdict.FAILS, reason=reason, place=table.table.title)
