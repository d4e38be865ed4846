"""Findings and corrections as rows: what lists, sheets and marked-up documents have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from auditor.amounts import in_unit
from auditor.model import Cause, Check, Fact, Finding, Report, Text
from auditor.report.equations import substituted
from auditor.report.errata import Erratum, errata_of, filled
from auditor.report.messages import message, slip, stated_places
from auditor.report.naming import check_places, main_operands, page_of, tidy
from auditor.report.numbers import digits, printed_quantity
from auditor.report.quotes import excerpt, figure_span
from auditor.report.states import STATES, remark
from auditor.report.words import Lang, pick, word

SEVERITIES = {"error": Text("错误", "error"), "warning": Text("警告", "warning"), "info": Text("提示", "info")}


class Issue(NamedTuple):
    """One finding as a row; numbers as text, every text on one line.

    Attributes:
        quote: the words of the document around its figures, or row, column and figure of its cells.
        stated, computed, difference: in the unit, without commas; "" where there is no arithmetic.
        cause: id of its cause, "" when it stands alone; slip: what the cause is called.
        suggestion: 0.3 万元 → 3.0 万元, of the figure most likely wrong.
        state: whether it counts; remark: why it does not, or does again.
    """

    fingerprint: str
    rule: str
    severity: str
    message: str
    page: int
    place: str
    quote: str
    stated: str
    computed: str
    difference: str
    unit: str
    arithmetic: str
    cause: str
    slip: str
    suggestion: str
    confidence: str
    state: str
    remark: str


def issues(report: Report, lang: Lang) -> list[Issue]:
    """Return the findings of a report in its own order."""
    causes = {cause.id: (cause, errata_of(cause, report, lang)) for cause in report.causes}
    found = []
    for finding in report.findings:
        cause, corrections = causes.get(finding.cause, (None, filled(finding, lang)))
        found.append(_issue(finding, cause, corrections, report, lang))
    return found


def _issue(finding: Finding, cause: Cause | None, corrections: Sequence[Erratum], report: Report, lang: Lang) -> Issue:
    check = finding.check
    places = stated_places(check) if check.operands else 0
    stated, computed, difference = (
        digits(in_unit(value, check.unit), places).replace(",", "") if value is not None else ""
        for value in (check.stated, check.computed, check.difference)
    )
    return Issue(
        fingerprint=finding.fingerprint,
        rule=check.rules[0],
        severity=finding.severity.value,
        message=_line(message(check, report.rules, lang)),
        page=page_of(finding),
        place=word("semicolon", lang).join(check_places(check, lang)),
        quote=quote(check, lang),
        stated=stated,
        computed=computed,
        difference=difference,
        unit=check.unit if stated or computed else "",
        arithmetic=_line(substituted(check, lang)),
        cause=cause.id if cause else "",
        slip=slip(cause.kind, lang) if cause else "",
        suggestion=_suggestion(check, corrections),
        confidence=(cause or finding).confidence,
        state=pick(STATES[finding.state], lang),
        remark=_line(remark(finding, lang)),
    )


def quote(check: Check, lang: Lang) -> str:
    """Return what the document says at the figures that a check is about."""
    operands = main_operands(check) if check.operands else ()
    sentences: dict[str, list[tuple[int, int]]] = {}
    for fact in (operand.fact for operand in operands):
        if fact.place.kind == "cell":
            sentences.setdefault(_cell(fact, lang), [])
        else:
            span = figure_span(fact)
            sentences.setdefault(fact.place.sentence, []).extend([span] if span else [])
    told = [excerpt(text, spans) if spans else _line(text) for text, spans in sentences.items()]
    return word("semicolon", lang).join(told)


def _cell(fact: Fact, lang: Lang) -> str:
    labels = " / ".join(part for part in (tidy(fact.place.row), tidy(fact.place.column)) if part)
    figure = printed_quantity(fact.amount, word("blank", lang))
    return f"{labels}{word('colon', lang)}{figure}" if labels else figure


def _suggestion(check: Check, corrections: Sequence[Erratum]) -> str:
    """Return the correction of the figure that the check states; that of the cause's own figure where it is another."""
    stated = {operand.fact.id for operand in main_operands(check)} if check.operands else set()
    row = next((row for row in corrections if row.fact.id in stated), next(iter(corrections), None))
    return f"{row.item} {row.printed} → {row.wanted}".strip() if row and row.wanted else ""


def _line(text: str) -> str:
    return " ".join(text.split("\n")).strip()
