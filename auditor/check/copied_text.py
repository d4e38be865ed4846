"""Texts of tables: a target that was copied from the project before, a word that was typed twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.check.context import Context, worded
from auditor.model import Check, Rule, Table, Text
from auditor.model.labels import normal

_TARGET = 60  # letters of a target; shorter ones are alike for good reasons
_SENTENCE = 8  # letters of a cell that holds more than a label
_TWICE = re.compile(r"(([\u4e00-\u9fff])(?!\2)[\u4e00-\u9fff])\1")
_AROUND = 10


def copied_targets(rule: Rule, context: Context) -> Iterator[Check]:
    """Two projects with one target, word for word: the second was to have its own."""
    seen: dict[str, Table] = {}
    for table in (each.table for each in context.facts.tables if _is_project(each.table)):
        for cell in table.cells:
            text = normal(cell.text)
            other = seen.setdefault(text, table) if len(text) >= _TARGET else table
            if other is not table and other.title != table.title:
                quote = text[:30]
                reason = Text(
                    f"“{quote}…” 与《{other.title}》一字不差",
                    f"“{quote}…” is that of {other.title}, word for word",
                )
                yield worded(rule, "repeated", reason, table.title, cell.page)


def _is_project(table: Table) -> bool:
    """Tell the table of one project's performance targets: it names the project first."""
    return "绩效" in table.title and bool(table.cells) and normal(table.cells[0].text) == "项目名称"


def typed_twice(rule: Rule, context: Context) -> Iterator[Check]:
    """教育教育资源, 建设建设: a word of two letters that stands twice; `words` are names that end and begin alike."""
    texts = [(p.text, p.page, p.section[-1] if p.section else "") for p in context.facts.narrative.paragraphs]
    tables = (each.table for each in context.facts.tables)
    texts += [(cell.text, cell.page, table.title) for table in tables for cell in table.cells]
    for printed, page, place in texts:
        text = normal(printed) if len(printed) >= _SENTENCE else ""
        for found in _TWICE.finditer(text):
            if not any(text.startswith(word, found.start()) for word in rule.options.get("words", ())):
                quote = text[max(0, found.start() - _AROUND) : found.end() + _AROUND]
                yield worded(rule, "misprint", Text(f"“…{quote}…”", f"“…{quote}…”"), place, page)
