"""Kind `wording`: paragraphs repeated word for word, residue of a template, reasons that name a foreign item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from auditor.check.context import Context, bound
from auditor.check.copied_text import copied_targets, typed_twice
from auditor.check.misprints import doubled, mislabelled, misprinted, signed_twice, unreasoned, without_unit
from auditor.check.notation import misspelt
from auditor.check.reasons import copied_purposes, opposite_leads, opposite_reasons
from auditor.check.told import amounts, changes
from auditor.model import Check, Operand, Paragraph, Rule, Text, Verdict
from auditor.model.labels import normal

_LONG = 30  # shorter paragraphs repeat for good reasons


def wording(rule: Rule, context: Context) -> Iterator[Check]:
    """Dispatch on `of`."""
    makers = {
        "repeated": _repeated,
        "residue": _residue,
        "foreign-reason": _foreign_reasons,
        "mirrored": _mirrored,
        "opposite-reason": opposite_reasons,
        "opposite-lead": opposite_leads,
        "copied-purpose": copied_purposes,
        "doubled": doubled,
        "no-unit": without_unit,
        "signed": signed_twice,
        "unreasoned": unreasoned,
        "misprint": misprinted,
        "label": mislabelled,
        "twice": typed_twice,
        "target": copied_targets,
        "numeral": misspelt,
    }
    for of in rule.options.get("of", ()):
        if of in makers:
            yield from makers[of](rule, context)


def _told(rule: Rule, operands: Sequence[Operand], code: str, reason: Text, paragraph: Paragraph) -> Check:
    check = bound(rule, operands, formula="text", code=code)
    section = paragraph.section[-1] if paragraph.section else ""
    return check._replace(verdict=Verdict.FAILS, reason=reason, place=section, page=paragraph.page)


def _repeated(rule: Rule, context: Context) -> Iterator[Check]:
    """A paragraph with figures that stands twice, word for word, in one section: the second was to say something else."""
    seen: dict[tuple[tuple[str, ...], str], Paragraph] = {}
    for paragraph in context.facts.narrative.paragraphs:
        text = normal(paragraph.text)
        if paragraph.kind != "text" or len(text) < _LONG or not re.search(r"\d", text):
            continue
        key = (paragraph.section, text)
        if key not in seen:
            seen[key] = paragraph
            continue
        facts = [fact for each in (seen[key], paragraph) for fact in context.facts_in.get(each.index, ())]
        if facts:
            quote = paragraph.text[:60]
            reason = Text(f"“{quote}…” 一字不差地出现两次", f"“{quote}…” stands twice, word for word")
            yield _told(rule, [Operand(f, "other") for f in facts], "repeated", reason, paragraph)


def _mirrored(rule: Rule, context: Context) -> Iterator[Check]:
    """A 收入 list whose part is named 支出, or the reverse: one word of the pair was not changed."""
    for statement in context.facts.narrative.statements:
        if statement.head is None or statement.reason:
            continue
        head = context.statement(statement.head)
        one, other = _word(head.text), _word(statement.text)
        facts = amounts(statement.index, context)
        if one and other and one != other and facts and head.paragraph == statement.paragraph:
            reason = Text(f"{one}的分项写成了{other}", f"a part of {one} is called {other}")
            paragraph = context.facts.narrative.paragraphs[statement.paragraph]
            yield _told(rule, [Operand(facts[0], "other")], "mirrored", reason, paragraph)


def _word(text: str) -> str:
    words = [word for word in ("收入", "支出") if text.endswith(word)]
    return words[0] if len(words) == 1 else ""


def _residue(rule: Rule, context: Context) -> Iterator[Check]:
    """Words that only an unfilled template has."""
    words = rule.options.get("words", ())
    for paragraph in context.facts.narrative.paragraphs:
        text = normal(paragraph.text)
        found = next((word for word in words if word in text), "")
        if found and paragraph.kind in {"text", "note", "heading"}:
            quote = text[max(0, text.find(found) - 12) : text.find(found) + len(found) + 12]
            reason = Text(f"模板文字未改：“…{quote}…”", f"template text left in: “…{quote}…”")
            operands = [Operand(f, "other") for f in context.facts_in.get(paragraph.index, ())[:1]]
            yield _told(rule, operands, "residue", reason, paragraph)


def _foreign_reasons(rule: Rule, context: Context) -> Iterator[Check]:
    """The reason of a whole's change names an item that is no part of it, and none that is."""
    whole = rule.options.get("item", ("",))[0]
    own = _all_parts(whole, context)
    foreign = rule.options.get("words", ())
    for claim in context.facts.narrative.claims:
        statement = context.statement(claim.statement)
        if claim.measure != "change" or statement.item != whole or not claim.cause:
            continue
        cause = normal(claim.cause)
        named = [word for word in foreign if word in cause]
        facts = changes(statement.index, context)
        if named and facts and not any(alias in cause for alias in own):
            reason = Text(
                f"原因写的是“{named[0]}”，它不属于{whole}", f"the reason names {named[0]}, which is no part of {whole}"
            )
            paragraph = context.facts.narrative.paragraphs[statement.paragraph]
            yield _told(rule, [Operand(facts[0], "change", 1, "left")], "foreign-reason", reason, paragraph)


def _all_parts(whole: str, context: Context) -> frozenset[str]:
    """Return every printed name of the parts of a whole, nested ones too."""
    items = set()
    todo = list(context.vocabulary.whole.get(whole, ()))
    while todo:
        item = todo.pop()
        items.add(item)
        todo.extend(context.vocabulary.whole.get(item, ()))
    return frozenset(alias for alias, item in context.vocabulary.items.items() if item in items and len(alias) > 2)
