"""The erratum table (勘误表): every figure that is wrong or left blank, and what should stand there; nothing is edited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from auditor.model import Alternative, Cause, Check, Fact, Finding, Report, Text, Verdict
from auditor.report.causes import sides
from auditor.report.messages import slip
from auditor.report.naming import main_operands, spot, tidy
from auditor.report.words import Lang, pick

_OR = Text(" 或 ", " or ")


class Erratum(NamedTuple):
    """One figure to correct; `wanted` is "" and `value` None where the checks do not tell what it should be.

    Several readings in `wanted` are joined with 或; `value` is in the base unit. `cause` is "" for blank totals.
    """

    cause: str
    slip: str
    page: int
    place: str
    item: str
    printed: str
    wanted: str
    confidence: str
    fact: Fact
    value: Decimal | None = None


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
    """Return the figures to correct: cause by cause, a cause's own figure first; then the totals left blank."""
    corrected = [row for cause in report.causes for row in errata_of(cause, report, lang)]
    return [*corrected, *(row for finding in report.findings for row in filled(finding, lang))]


def filled(finding: Finding, lang: Lang) -> list[Erratum]:
    """Return what belongs into the blank figure of a finding, nothing for every other finding."""
    if finding.suggested is None:
        return []
    fact = main_operands(finding.check)[0].fact
    kind, pair = finding.check.code, sides(fact, finding.suggested, lang)
    return [_erratum("", kind, fact, pair, finding.suggested, finding.confidence, lang)]


def errata_of(cause: Cause, report: Report, lang: Lang) -> list[Erratum]:
    """Return the figures that one cause calls wrong: its own first, then the copies of it, then what was derived from it."""
    computed = computed_values(cause, report)
    copies = ((fact, computed.get(fact.id), cause.kind) for fact in cause.figures)
    own = _erratum(cause.id, cause.kind, cause.fact, _both(cause, lang), cause.suggested, cause.confidence, lang)
    return [own, *(
        _erratum(cause.id, kind, fact, sides(fact, value, lang), value, cause.confidence, lang)
        for fact, value, kind in (*copies, *((each.fact, each.suggested, each.kind) for each in cause.follows))
    )]  # fmt: skip


def _erratum(
    cause: str, kind: str, fact: Fact, pair: tuple[str, str], value: Decimal | None, confidence: str, lang: Lang
) -> Erratum:
    return Erratum(
        cause=cause,
        slip=slip(kind, lang),
        page=fact.page,
        place=spot(fact, lang),
        item=tidy(fact.item) or tidy(fact.place.row),
        printed=pair[0],
        wanted=pair[1],
        confidence=confidence,
        fact=fact,
        value=value,
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
