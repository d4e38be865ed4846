"""Findings and corrections as rows: what lists, sheets and marked-up documents have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from auditor.amounts import in_unit
from auditor.model import Alternative, Cause, Check, Fact, Finding, Report, Text, Verdict
from auditor.report.causes import sides
from auditor.report.equations import substituted
from auditor.report.messages import message, slip, stated_places
from auditor.report.naming import check_places, main_operands, spot, tidy
from auditor.report.numbers import digits, printed_quantity
from auditor.report.quotes import excerpt, figure_span
from auditor.report.words import Lang, pick, word

SEVERITIES = {"error": Text("错误", "error"), "warning": Text("警告", "warning"), "info": Text("提示", "info")}
_OR = Text(" 或 ", " or ")


class Issue(NamedTuple):
    """One finding as a row; numbers as text, every text on one line.

    Attributes:
        quote: the words of the document around its figures, or row, column and figure of its cells.
        stated, computed, difference: in the unit, without commas; "" where there is no arithmetic.
        cause: id of its cause, "" when it stands alone; slip: what the cause is called.
        suggestion: 0.3 万元 → 3.0 万元, of the figure most likely wrong.
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


class Erratum(NamedTuple):
    """One figure to correct; `wanted` is "" where the checks do not tell what it should be."""

    cause: str
    slip: str
    page: int
    place: str
    item: str
    printed: str
    wanted: str
    confidence: str
    fact: Fact


def issues(report: Report, lang: Lang) -> list[Issue]:
    """Return the findings of a report in its own order."""
    causes = {cause.id: (cause, _rows(cause, report, lang)) for cause in report.causes}
    found = []
    for finding in report.findings:
        cause, corrections = causes.get(finding.cause, (None, []))
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
    )


def page_of(finding: Finding) -> int:
    """Return the page of the stated figure, else that of the text the finding is about."""
    operands = main_operands(finding.check) if finding.check.operands else ()
    return operands[0].fact.page if operands else finding.check.page or 1


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


def _both(cause: Cause, lang: Lang) -> tuple[str, str]:
    """Return the figure of a cause as printed and as it should be; the readings are joined where they are a tie."""
    if cause.suggested is not None:
        return sides(cause.fact, cause.suggested, lang)
    own = [other for other in cause.alternatives if other.fact.id == cause.fact.id and other.suggested is not None]
    if not own:
        return sides(cause.fact, None, lang)
    return _joined(own, lang)


def _joined(own: Sequence[Alternative], lang: Lang) -> tuple[str, str]:
    pairs = [sides(other.fact, other.suggested, lang) for other in own]
    return max((before for before, _ in pairs), key=len), pick(_OR, lang).join(after for _, after in pairs)


def errata(report: Report, lang: Lang) -> list[Erratum]:
    """Return the figures to correct, cause by cause, a cause's own figure first and then the copies of it."""
    return [row for cause in report.causes for row in _rows(cause, report, lang)]


def _rows(cause: Cause, report: Report, lang: Lang) -> list[Erratum]:
    computed = computed_values(cause, report)
    copies = [_erratum(cause, fact, sides(fact, computed.get(fact.id), lang), lang) for fact in cause.figures]
    return [_erratum(cause, cause.fact, _both(cause, lang), lang), *copies]


def _erratum(cause: Cause, fact: Fact, pair: tuple[str, str], lang: Lang) -> Erratum:
    return Erratum(
        cause=cause.id,
        slip=slip(cause.kind, lang),
        page=fact.page,
        place=spot(fact, lang),
        item=tidy(fact.item) or tidy(fact.place.row),
        printed=pair[0],
        wanted=pair[1],
        confidence=cause.confidence,
        fact=fact,
    )


def computed_values(cause: Cause, report: Report) -> Mapping[int, Decimal]:
    """Return what the copies of a wrong figure should be: what its own failing sums give, where they agree.

    A cause suggests a value for one figure; copies of the slip differ from it (every total that holds the same part
    too many), but each has a sum or a rounding of its own that says what it should be.
    """
    found: dict[int, set[Decimal]] = {}
    wrong = {fact.id for fact in cause.figures}
    for check in (finding.check for finding in report.findings if finding.fingerprint in cause.explains):
        stated = [operand.fact.id for operand in main_operands(check)]
        alone = len(stated) == 1 and stated[0] in wrong
        others = {operand.fact.id for operand in check.operands} - set(stated)
        if alone and check.computed is not None and check.relation == "=" and not others & (wrong | {cause.fact.id}):
            found.setdefault(stated[0], set()).add(_as_printed(check))
    return {id_: values.pop() for id_, values in found.items() if len(values) == 1}


def _as_printed(check: Check) -> Decimal:
    """Return the computed value, rounded to the last digit of the figure that states it."""
    fact, value = main_operands(check)[0].fact, check.computed or Decimal(0)
    step = fact.amount.step
    if check.verdict is not Verdict.TRUNCATED or not step:
        return value
    return (value / step).quantize(Decimal(1), rounding="ROUND_HALF_UP") * step


def _line(text: str) -> str:
    return " ".join(text.split("\n")).strip()
