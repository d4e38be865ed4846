"""What the HTML report shows in one language, laid out for its template: causes with their findings, and what was left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import NamedTuple

from auditor.model import Cause, Check, Fact, Finding, Operand, Report, Severity, Verdict
from auditor.report.causes import notes
from auditor.report.equations import equation, substituted
from auditor.report.errata import Erratum, errata, filled
from auditor.report.evidence import role_told
from auditor.report.issues import SEVERITIES, Issue, issues, quote
from auditor.report.marks import mark_kind, suspected
from auditor.report.messages import body, rule_title, slip
from auditor.report.naming import check_places, clean, page_of
from auditor.report.numbers import printed_quantity
from auditor.report.problems import problem
from auditor.report.states import STATES, only_open
from auditor.report.summary import document_name, found
from auditor.report.tally import by_verdict, is_complete
from auditor.report.unchecked import Unchecked, unchecked
from auditor.report.words import Lang, pick, word

_LONGEST = 8  # operands of one side of an equation before its middle is left out


class Figure(NamedTuple):
    """A figure of a finding; `mark` is the id of its mark on the page, `kind` how it is marked."""

    mark: str
    page: int
    printed: str
    role: str
    kind: str


class Shown(NamedTuple):
    """A finding."""

    id: str
    rule: str
    severity: str
    title: str
    said: str
    page: int
    place: str
    quote: str
    arithmetic: tuple[str, ...]
    figures: tuple[Figure, ...]


class Card(NamedTuple):
    """A cause with its findings; without an id, a finding that stands alone."""

    id: str
    severity: str
    title: str
    confidence: str
    corrections: tuple[Erratum, ...]
    notes: tuple[str, ...]
    findings: tuple[Shown, ...]


class View(NamedTuple):
    """The whole report but its pages.

    Attributes:
        title: issuer, year and kind; the file's name where the document does not tell them.
        severities: (name, word, number of findings).
        held, rounded, failed, left: checks; rounded are among those that held.
        share: of the figures that a check used; figures, unused: their numbers.
    """

    title: str
    about: str
    found: str
    problem: str
    status: str
    severities: tuple[tuple[str, str, int], ...]
    held: int
    rounded: int
    failed: int
    left: int
    share: str
    figures: int
    unused: int
    cards: tuple[Card, ...]
    unchecked: tuple[Unchecked, ...]
    accepted: tuple[Issue, ...]


def view(report: Report, lang: Lang) -> View:
    """Lay out a report."""
    counts, coverage, whole = by_verdict(report), report.coverage, report
    report = only_open(report)
    title, told = _names(report, lang)
    complete = is_complete(report)
    return View(
        title=title,
        about=told,
        found=found(report, lang, kinds=False),
        problem="" if complete else problem(report.problem_id, report.problem, lang) or report.problem_id,
        status=report.status if complete or report.status == "unreadable" else "incomplete",
        severities=tuple(_severities(report, lang)),
        held=counts[Verdict.HOLDS] + counts[Verdict.ROUNDING],
        rounded=counts[Verdict.ROUNDING],
        failed=counts[Verdict.FAILS] + counts[Verdict.TRUNCATED],
        left=counts[Verdict.UNCHECKED],
        share=f"{coverage.share * 100:.1f}%",
        figures=coverage.checked + coverage.unchecked,
        unused=coverage.unchecked,
        cards=tuple(_cards(report, lang)),
        unchecked=tuple(unchecked(report, lang)),
        accepted=tuple(issue for issue in issues(whole, lang) if issue.state != pick(STATES["open"], lang)),
    )


def _names(report: Report, lang: Lang) -> tuple[str, str]:
    """Return what the document is, and from which file."""
    path = clean(PurePath(report.path).name)  # whoever gets the page need not know our folders
    pages = (f"{report.pages} 页" if lang == "zh" else f"{report.pages} pages") if report.pages else ""
    name = document_name(report, lang)
    about = " · ".join(part for part in (path if name else "", pages) if part)
    return name or path, about


def _severities(report: Report, lang: Lang) -> Iterable[tuple[str, str, int]]:
    for severity in Severity:
        count = sum(finding.severity is severity for finding in report.findings)
        if count:
            yield severity.value, pick(SEVERITIES[severity.value], lang), count


def _cards(report: Report, lang: Lang) -> Iterable[Card]:
    """Yield causes in their order, then the findings that stand alone."""
    corrections = errata(report, lang)
    shown = [_shown(finding, f"f{number}", report, lang) for number, finding in enumerate(report.findings, 1)]
    pairs = list(zip(report.findings, shown, strict=True))
    for cause in report.causes:
        own = [finding for finding, _ in pairs if finding.cause == cause.id]
        yield Card(
            id=cause.id,
            severity=_worst(own),
            title=slip(cause.kind, lang),
            confidence=cause.confidence,
            corrections=tuple(row for row in corrections if row.cause == cause.id),
            notes=tuple(notes(_told_elsewhere(cause), lang)),
            findings=tuple(told for finding, told in pairs if finding.cause == cause.id),
        )
    known = {cause.id for cause in report.causes}
    for finding, told in pairs:
        if finding.cause not in known:
            reason = (pick(finding.alone, lang),) if finding.alone.zh else ()
            yield Card("", told.severity, told.title, finding.confidence, tuple(filled(finding, lang)), reason, (told,))


def _told_elsewhere(cause: Cause) -> Cause:
    """Return a cause without what its card tells as corrections: its copies, and the readings of its own figure."""
    others = tuple(other for other in cause.alternatives if other.fact.id != cause.fact.id)
    return cause._replace(figures=(), alternatives=cause.alternatives if cause.suggested is not None else others)


def _worst(findings: Sequence[Finding]) -> str:
    return next((s.value for s in Severity if any(finding.severity is s for finding in findings)), "info")


def _shown(finding: Finding, id_: str, report: Report, lang: Lang) -> Shown:
    check = finding.check
    suspects = suspected(report, finding.cause)
    lines = (equation(check, report.rules, lang, longest=_LONGEST), substituted(check, lang, longest=_LONGEST))
    title = rule_title(check, report.rules, lang)
    return Shown(
        id=id_,
        rule=check.rules[0],
        severity=finding.severity.value,
        title=title,
        said=_said(check, title, lang),
        page=page_of(finding),
        place=word("semicolon", lang).join(check_places(check, lang)),
        quote=quote(check, lang),
        arithmetic=tuple(line for line in lines if line),
        figures=tuple(_figure(operand, check, suspects, lang) for operand in check.operands),
    )


def _said(check: Check, title: str, lang: Lang) -> str:
    """Return what a finding says behind its title."""
    reason = clean(pick(check.reason, lang))
    return reason if check.formula == "text" and reason else body(check, title, lang)


def _figure(operand: Operand, check: Check, suspects: frozenset[int], lang: Lang) -> Figure:
    fact = operand.fact
    kind = mark_kind(operand, check, suspects)
    role = role_told(check, operand.role, lang)
    return Figure(mark_id(fact), fact.page, printed_quantity(fact.amount, word("blank", lang)), role, kind)


def mark_id(fact: Fact) -> str:
    """Return the id of a figure's mark."""
    return f"m{fact.id}"
