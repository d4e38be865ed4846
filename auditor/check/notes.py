"""What stands around a table: notes that call it empty, captions without the issuer, forms nobody filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from auditor.check.context import Context, worded
from auditor.check.refs import NARRATIVE, names_agree, total_rows
from auditor.check.sums import main_column
from auditor.model import Check, Fact, FactTable, Rule, Text
from auditor.model.labels import normal

_CALLED_EMPTY = re.compile(r"^[^如若应需请]*(?:[本此该]表(?:为空|是空|无数据|没有数据|空白)|故为空表)")
_NONE_OF = re.compile(r"[无没未][^，。；;]{0,12}?(政府性基金|国有资本经营)")
_NO_MONEY = re.compile(
    r"(?:无|没有|未安排|未发生)(?:使用)?(政府性基金|国有资本经营)(?:预算)?(?:财政拨款|拨款)?(?:安排的?)?"
    r"(?:收入|支出|收支)(?:预算|决算|和支出|、支出)?(?:[，。；;、]|$)"
)
_LAST_YEAR = re.compile(r"上年|去年|上一年")
_YEAR = re.compile(r"20\d\d")
_NAMELESS = re.compile(
    r"^(?:(?:编制|填报|公开|预算)?(?:部门|单位)(?:名称)?[:：])(?:金额)?(?:单位[:：](?:亿|万|千)?元)?$"
)
_ONLY_UNIT = re.compile(r"^(?:金额)?单位[:：](?:人民币)?(?:亿|万|千)?元$")
_PLACEHOLDER = re.compile(r"(?:目标|指标)\d[:：]?(?:目标|指标|…|\d|[:：])*…")
_LEAST_PLACEHOLDERS = 2


def contradicted(rule: Rule, context: Context) -> Iterator[Check]:
    """A table that its own note calls empty prints an amount."""
    for table in context.tables(rule.options.get("tables", ())):
        note = next((n for n in table.table.notes if _CALLED_EMPTY.search(normal(n))), "")
        fact = _largest(table, context)
        if note and fact is not None:
            reason = Text(
                f"表下注明“{note[:60]}”，表中却有数字", f"the note says “{note[:60]}”, yet the table has figures"
            )
            yield _at(rule, (fact,), "note-contradicted", reason, table)


def wrong_fund(rule: Rule, context: Context) -> Iterator[Check]:
    """The note under an empty table speaks of another fund."""
    funds = {family.name: family.fund for family in context.vocabulary.families}
    for table in context.tables(rule.options.get("tables", ())):
        own = funds.get(table.family, "")
        for note in table.table.notes:
            named = _NONE_OF.search(normal(note))
            if own and named and named[1] != own and own not in normal(note):
                reason = Text(f"《{table.table.title}》的说明写的是{named[1]}", f"the note speaks of {named[1]}")
                yield _at(rule, (), "wrong-note", reason, table)


def denied(rule: Rule, context: Context) -> Iterator[Check]:
    """The narrative says that there is no money of a fund, and the fund's table prints some."""
    funds = {family.fund: family.name for family in context.vocabulary.families if family.name in _tables_of(rule)}
    for paragraph in context.facts.narrative.paragraphs:
        for sentence in re.split(r"(?<=[。；;])", normal(paragraph.text)):
            found = _NO_MONEY.search(sentence)
            if not found or paragraph.kind != "text" or _speaks_of_another_year(sentence, context):
                continue
            for table in context.tables((funds.get(found[1], NARRATIVE),)):
                fact = _largest(table, context)
                if fact is not None:
                    reason = Text(f"正文写“{sentence[:60]}”", f"the narrative says “{sentence[:60]}”")
                    yield _at(rule, (fact,), "note-contradicted", reason, table)


def _tables_of(rule: Rule) -> tuple[str, ...]:
    return rule.options.get("tables", ())


def _speaks_of_another_year(sentence: str, context: Context) -> bool:
    years = {int(year) for year in _YEAR.findall(sentence)}
    return bool(_LAST_YEAR.search(sentence)) or bool(years and context.facts.year and years != {context.facts.year})


def _largest(table: FactTable, context: Context) -> Fact | None:
    """Return the largest amount that a table prints; None for an empty table."""
    if table.form:
        facts = [
            f for f in context.facts.facts if f.place.table_title == table.table.title and f.page in table.table.pages
        ]
    else:
        facts = [context.fact(n) for b in table.blocks for row in b.facts for n in row if n >= 0]
    return max((f for f in facts if f.value and f.amount.is_money), key=lambda f: abs(f.value), default=None)


def nameless(rule: Rule, context: Context) -> Iterator[Check]:
    """单位名称： with nothing behind it."""
    for table in context.tables(()):
        lines = [normal(line) for line in table.table.caption]
        if any(_NAMELESS.match(line) and not _ONLY_UNIT.match(line) for line in lines):
            reason = Text(f"《{table.table.title}》没有填写单位名称", f"{table.table.title} does not name the body")
            yield _at(rule, (), "unfilled", reason, table)


def untouched(rule: Rule, context: Context) -> Iterator[Check]:
    """A form with its placeholders (目标1：……) and without any figure, printed and not explained."""
    for table in context.tables(rule.options.get("tables", ())):
        marks = sum(1 for cell in table.table.cells if _PLACEHOLDER.search(normal(cell.text)))
        if marks >= _LEAST_PLACEHOLDERS and _largest(table, context) is None:
            reason = Text(
                f"《{table.table.title}》未填写，仍是表样",
                f"{table.table.title} was not filled in: the form as it came",
            )
            yield _at(rule, (), "unfilled", reason, table)


def renamed_projects(rule: Rule, context: Context) -> Iterator[Check]:
    """A project form whose amount is one project's of the list of projects, under another name."""
    listed = [item for table in context.tables(_tables_of(rule)) for item in _projects(table, context)]
    forms = [table for table in context.facts.tables if table.form]
    for form in forms:
        name, fact = _form_name(form), _largest(form, context)
        if not name or fact is None or any(_same_name(name, label) for label, _ in listed):
            continue
        same = [(label, other) for label, other in listed if other.value == fact.value]
        if same:
            label, other = same[-1]
            reason = Text(
                f"绩效目标表的项目名称是“{name}”，项目表中同一金额的项目是“{label}”",
                f"the form calls the project “{name}”, the list of projects “{label}”",
            )
            yield _at(rule, (fact, other), "two-names", reason, form)


def _same_name(one: str, other: str) -> bool:
    return names_agree(one, other) or one in other or other in one


def _projects(table: FactTable, context: Context) -> Iterator[tuple[str, Fact]]:
    """Yield the leaf rows of a list of projects: neither totals nor bodies."""
    for block in table.blocks:
        main, totals = main_column(block), total_rows(block)
        for index, line in enumerate(block.lines):
            if main is not None and index not in totals and not line.code and line.label.strip():
                number = block.facts[index][main]
                if number >= 0 and context.fact(number).value:
                    yield normal(line.label), context.fact(number)


def _form_name(table: FactTable) -> str:
    """Return what a form gives as the name of its project."""
    cells = sorted(table.table.cells, key=lambda cell: (cell.row, cell.column))
    for cell, beside in pairwise(cells):
        if normal(cell.text) in {"项目名称", "专项（项目）名称", "专项名称"} and beside.row == cell.row:
            return normal(beside.text)
    return ""


def _at(rule: Rule, facts: tuple[Fact, ...], code: str, reason: Text, table: FactTable) -> Check:
    return worded(rule, code, reason, table.table.title, table.table.pages[0], facts)
