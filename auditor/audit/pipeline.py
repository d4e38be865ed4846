"""reading → check → diagnose → Report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from auditor.audit.reading import Reading, reading_of, understood
from auditor.check import check
from auditor.diagnose import diagnose, mark_of
from auditor.model import (
    Check,
    Excluded,
    Facts,
    Pack,
    Page,
    Report,
    Rule,
    Severity,
    Text,
    UnreadableError,
    Verdict,
)
from auditor.read import read

_MOST_UNREAD = 10  # amounts outside tables and sentences; more are a table that was not recognised
_STRANGER = "not-a-disclosure"
_LEAST_CLAIMS = 5  # a document without known tables is a disclosure only if its narrative speaks of known items


class Options(NamedTuple):
    """What to audit with.

    Attributes:
        packs: the loaded packs; the one whose kind fits the document is used.
        pack: id of a pack to use whatever the document is, "" to recognise it.
        select, ignore: rule ids, prefixes of ids, or tag:NAME; everything is selected when `select` is empty.
        keep: take what was read from the user's cache folder, and keep it there.
    """

    packs: tuple[Pack, ...]
    pack: str = ""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    keep: bool = False


def audit(path: str, options: Options) -> Report:
    """Audit one file. Never raises for a bad document: that is a Report with status "unreadable"."""
    try:
        reading = reading_of(path, options.packs[0].vocabulary, keep=options.keep)
    except UnreadableError as error:
        return _unreadable(path, error)
    return _audited(reading, options)


def audit_with_pages(path: str, options: Options) -> tuple[Report, tuple[Page, ...]]:
    """Audit one file, and return its pages too, for outputs that show them; none of an unreadable file."""
    vocabulary = options.packs[0].vocabulary
    try:
        source = read(path)
    except UnreadableError as error:
        return _unreadable(path, error), ()
    return _audited(understood(source, vocabulary), options), source.pages


def _unreadable(path: str, error: UnreadableError) -> Report:
    return Report(path, "", "unreadable", problem=Text(error.detail, error.detail), problem_id=error.reason)


def _audited(reading: Reading, options: Options) -> Report:
    problem = _not_auditable(reading, options)
    if problem is None:
        return _checked(reading, _pack_for(reading.facts, options), options)
    problem = _damage(reading) or problem
    if problem.id == _STRANGER and any(table.blocks for table in reading.facts.tables):
        pack = options.packs[0]
        shapes = pack._replace(rules=tuple(rule for rule in pack.rules if rule.kind == "rollup"))
        return _checked(reading, shapes, options, problem)
    return _incomplete(reading, problem)


def wanted_rules(pack: Pack, options: Options) -> frozenset[str]:
    """Return the ids of the rules that --select and --ignore leave."""
    return frozenset(
        rule.id
        for rule in pack.rules
        if (not options.select or _is_among(rule, options.select)) and not _is_among(rule, options.ignore)
    )


def _is_among(rule: Rule, words: Sequence[str]) -> bool:
    tags = {f"tag:{tag}" for tag in rule.tags}
    return any(word in tags or rule.id.startswith(word) for word in words)


def selected(checks: Sequence[Check], wanted: AbstractSet[str]) -> tuple[Check, ...]:
    """Return the checks of the wanted rules, under the ids that are left.

    Chosen after merging: a check that two rules share is kept under either.
    """
    kept: list[Check] = []
    for each in checks:
        ids = tuple(rule for rule in each.rules if rule in wanted)
        if ids:
            kept.append(each if ids == each.rules else each._replace(rules=ids))
    return tuple(kept)


class _Problem(NamedTuple):
    """Why a document cannot be audited, or not as a whole. An empty id: there is none."""

    id: str
    text: Text


def _not_auditable(reading: Reading, options: Options) -> _Problem | None:
    """Tell why a document that was read cannot be audited, None when it can."""
    facts = reading.facts
    known = sum(1 for table in facts.tables if table.family)
    told = sum(1 for fact in facts.facts if fact.family == "正文" and fact.amount.is_money)
    if known and reading.template:
        return _Problem(
            "blank-template",
            Text(
                "这是一份未填写的模板：有表式，没有数字，无需核对",
                "an unfilled template: forms without figures, nothing to check",
            ),
        )
    if options.pack or known or (facts.kind and told >= _LEAST_CLAIMS):
        return None
    seen = f"{len(facts.tables)} 张表、{told} 个正文金额"
    return _Problem(
        _STRANGER,
        Text(
            f"没有认出预算或决算公开文件：读到{seen}，没有一张是预算、决算公开表，只能核对表内合计",
            f"not recognised as a budget or final-accounts disclosure: {len(facts.tables)} tables and {told} amounts in the "
            "narrative were read, none of the tables is of a known kind; only sums inside tables can be checked",
        ),
    )


def _pack_for(facts: Facts, options: Options) -> Pack:
    wanted = [pack for pack in options.packs if pack.id == options.pack]
    fitting = [pack for pack in options.packs if pack.kind == facts.kind]
    return (wanted or fitting or list(options.packs))[0]


def _checked(reading: Reading, pack: Pack, options: Options, problem: _Problem | None = None) -> Report:
    """Apply the rules of a pack; `problem` says why they can be only some of those that the document needs."""
    facts = reading.facts
    wanted = wanted_rules(pack, options)
    checks = selected(check(pack.rules, facts, pack.vocabulary), wanted)
    findings, causes, coverage = diagnose(checks, facts, pack=pack.id)
    loud = any(finding.severity is not Severity.INFO for finding in findings)
    evaluated = any(each.verdict is not Verdict.UNCHECKED for each in checks)
    excluded = (*facts.excluded, *facts.narrative.excluded)
    problem = problem or _shortcoming(reading, excluded, evaluated=evaluated)
    return Report(
        path=reading.path,
        sha256=reading.sha256,
        status="findings" if loud else "incomplete" if problem.id else "clean",
        kind=facts.kind,
        year=facts.year,
        issuer=facts.issuer,
        pages=reading.pages,
        packs=((pack.id, pack.version),),
        problem=problem.text,
        problem_id=problem.id,
        checks=checks,
        findings=findings,
        causes=causes,
        coverage=coverage,
        facts=facts.facts,
        excluded=excluded,
        rules={rule.id: rule for rule in pack.rules if rule.id in wanted},
        mark=mark_of(facts),
    )


def _shortcoming(reading: Reading, excluded: Sequence[Excluded], *, evaluated: bool) -> _Problem:
    """Tell why an audit that was made is not the whole story."""
    damage = _damage(reading)
    if damage is not None:
        return damage
    if not evaluated:
        return _Problem("nothing-checked", Text("没有一条规则能够核对", "no rule could be evaluated"))
    unread = [number for number in excluded if number.reason == "unread"]
    if len(unread) < _MOST_UNREAD:
        return _Problem("", Text("", ""))
    zh, en = _listed(dict.fromkeys(number.page for number in unread))
    return _Problem(
        "unread-figures",
        Text(
            f"第 {zh} 页有 {len(unread)} 个金额没有读进表格或句子，没有核对，请对照原文",
            f"{len(unread)} amounts on page {en} were read into no table and no sentence and were not checked",
        ),
    )


def _listed(pages: Iterable[int]) -> tuple[str, str]:
    return "、".join(map(str, pages)), ", ".join(map(str, pages))


def _damage(reading: Reading) -> _Problem | None:
    """Tell where data of the file is damaged: what looks like another shortcoming may only follow from it."""
    if not reading.damaged:
        return None
    if 0 in reading.damaged:
        return _Problem(
            "damaged-pages",
            Text(
                "文件结构有损坏，内容可能不全或有误，请重新导出后再核对",
                "the structure of the file is damaged: content may be missing or wrong; export it again",
            ),
        )
    zh, en = _listed(reading.damaged)
    return _Problem(
        "damaged-pages",
        Text(
            f"第 {zh} 页的数据有损坏，内容可能不全或有误，请重新导出后再核对",
            f"the data of page {en} is damaged: content may be missing or wrong; export the file again",
        ),
    )


def _incomplete(reading: Reading, problem: _Problem) -> Report:
    facts = reading.facts
    return Report(
        path=reading.path,
        sha256=reading.sha256,
        status="incomplete",
        kind=facts.kind,
        year=facts.year,
        issuer=facts.issuer,
        pages=reading.pages,
        problem=problem.text,
        problem_id=problem.id,
    )
