"""Why a rule that applies to a document said nothing: no silence without its reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.check.context import Context, unchecked
from auditor.check.index import TOTAL
from auditor.check.refs import NARRATIVE
from auditor.model import Check, Ref, Rule, Term, Text

_NOWHERE = Text("文件里没有两处可以比较", "no two places of the document can be compared")


def unbound(rule: Rule, context: Context) -> Iterator[Check]:
    """Tell why an equation or a tie found nothing to check; other kinds look at what is said, and nothing was said."""
    if not concerns(rule, context):
        return
    if rule.kind == "tie":
        yield unchecked(rule, _NOWHERE, rule.title.zh)
    elif rule.kind == "equation" and rule.check is not None:
        yield unchecked(rule, _missing(rule, context), rule.title.zh)


def undecided(rule: Rule, context: Context) -> Iterator[Check]:
    """Tell that the condition of a rule could not be decided."""
    if rule.when is not None and concerns(rule, context):
        text = rule.when.text
        yield unchecked(rule, Text(f"条件无法判断：{text}", f"the condition cannot be decided: {text}"), rule.title.zh)


def concerns(rule: Rule, context: Context) -> bool:
    """A document of no known kind does not lack tables of kinds that it has none of: the rule is for other documents."""
    families = {ref.family for ref in _refs(rule)} | set(rule.families) | set(rule.options.get("across", ()))
    return bool(context.facts.kind) or any(family in context.where.families for family in families if family)


def _refs(rule: Rule) -> Iterator[Ref]:
    for term in _terms(rule):
        yield from term.refs


def _terms(rule: Rule) -> tuple[Term, ...]:
    return (*rule.check.left, *rule.check.right) if rule.check is not None else ()


def _missing(rule: Rule, context: Context) -> Text:
    """Name what the narrative does not state or no table prints; else the words that have no figures together."""
    refs = tuple(_refs(rule))
    told = [ref.place for ref in refs if ref.family == NARRATIVE]
    if told:
        return _named("正文没有写", "the narrative does not state", told)
    needed = [term.refs for term in _terms(rule) if term.refs and not term.optional]
    absent = [first.place for first, *others in needed if not any(_printed(ref, context) for ref in (first, *others))]
    if absent:
        return _named("没有找到", "not found", absent)
    words = [first.place for first, *_ in needed]
    if any(ref.family for ref in refs):
        return _named("没有印出数", "no figures are printed for", words)
    return _named("没有一行、一列或一张表写全", "no line and no table prints all of", words)


def _printed(ref: Ref, context: Context) -> bool:
    """Tell whether any table prints the word or code of a reference; quoted words may stand inside a label."""
    if ref.code:
        return any(code.startswith(ref.place) for code in context.names)
    return ref.words or ref.place == TOTAL or ref.place in context.where.homes


def _named(zh: str, en: str, words: Sequence[str]) -> Text:
    listed = tuple(dict.fromkeys(words))
    return Text(f"{zh}：{'、'.join(listed)}", f"{en}: {', '.join(listed)}")
