"""Every figure of a document with the number of checks that used it: what was read, and what vouches for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from auditor.model import Fact, Report
from auditor.report.layout import padded
from auditor.report.naming import clean, section, tidy
from auditor.report.numbers import printed_quantity
from auditor.report.tally import checks_of_facts
from auditor.report.words import Lang, word


def figures_text(report: Report, lang: Lang) -> str:
    """Return the figures by place, one line each; a figure that no check used is marked with 0."""
    used = checks_of_facts(report)
    lines: list[str] = []
    place = ""
    for fact in report.facts:
        here = f"p{fact.page} {section(fact, lang)}"
        if here != place:
            lines += ["", here]
            place = here
        lines.append(_line(fact, used, lang))
    return "\n".join([*lines, "", *_summary(report, lang)]).lstrip("\n") + "\n"


def _line(fact: Fact, used: Mapping[int, int], lang: Lang) -> str:
    figure = printed_quantity(fact.amount, word("blank", lang))
    place = fact.place
    labels = [tidy(place.row), tidy(place.column)] if place.kind == "cell" else [tidy(fact.item), fact.measure]
    count = f"{used.get(fact.id, 0):>3}"
    return f"  {count}  {padded(figure, 20, right=True)}  {'  '.join(label for label in labels if label)}"


def _summary(report: Report, lang: Lang) -> list[str]:
    """Return the counts, and what was excluded by reason."""
    coverage, reasons = report.coverage, Counter(number.reason for number in report.excluded)
    excluded = ", ".join(f"{reason} {count}" for reason, count in sorted(reasons.items()))
    share = f"{coverage.share * 100:.1f}%"
    if lang == "zh":
        told = f"数字 {coverage.total} 个：用到 {coverage.checked}，没有用到 {coverage.unchecked}，"
        told += f"不参与核对 {coverage.excluded}；覆盖率 {share}"
    else:
        told = f"{coverage.total} figures: {coverage.checked} used, {coverage.unchecked} unused, "
        told += f"{coverage.excluded} state nothing to check; coverage {share}"
    return [told, *([f"    {clean(excluded)}"] if excluded else [])]
