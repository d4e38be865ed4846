"""Every figure of a document and what became of it: checked by so many checks, unchecked, or excluded with the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from auditor.model import Excluded, Fact, Report, Sensitivity, Text
from auditor.report.layout import padded
from auditor.report.naming import clean, section, tidy
from auditor.report.numbers import printed_quantity
from auditor.report.tally import checks_of_facts
from auditor.report.words import Lang, pick, word

_UNCHECKED = Text("未核", "none")
_EXCLUDED = Text("不参与核对的数字（原因）：", "numbers that state nothing to check, with the reason:")
_COUNTS = Text(
    "数字 {total} 个：用到 {checked}，没有用到 {unchecked}，不参与核对 {excluded}；覆盖率 {share}",
    "{total} figures: {checked} used, {unchecked} unused, {excluded} state nothing to check; coverage {share}",
)
_VOUCHERS = Text("平均每个数字有 {mean} 条核对用到它", "{mean} checks use a figure on average")
_EFFECTIVE = Text(
    "改动其中一位就会被发现的数字：{share}；随便改错一位，有 {digits} 会被发现",
    "figures of which a wrong digit would be noticed: {share}; of all single wrong digits, {digits} would be",
)
_CONTEXT = 40  # characters around an excluded number

Sensitivities = Mapping[int, Sensitivity]


def figures_text(report: Report, lang: Lang, effective: Sensitivities | None = None) -> str:
    """Return the figures by place, one line each, with the number of checks that used it.

    Args:
        report: an audited document; its blank cells are left out, for they print nothing.
        lang: language of the words.
        effective: per fact id, how many of its digits are protected; None leaves the column out.
    """
    used = checks_of_facts(report)
    lines: list[str] = []
    place = ""
    for fact in report.facts:
        if fact.blank:
            continue
        here = f"p{fact.page} {section(fact, lang)}"
        if here != place:
            lines += ["", here]
            place = here
        lines.append(_line(fact, used, lang, effective))
    excluded = list(_excluded(report.excluded, lang))
    return "\n".join([*lines, *excluded, "", *_summary(report, used, lang, effective)]).lstrip("\n") + "\n"


def _line(fact: Fact, used: Mapping[int, int], lang: Lang, effective: Sensitivities | None) -> str:
    figure = printed_quantity(fact.amount, word("blank", lang))
    place = fact.place
    labels = [tidy(place.row), tidy(place.column)] if place.kind == "cell" else [tidy(fact.item), fact.measure]
    count = padded(str(used.get(fact.id) or pick(_UNCHECKED, lang)), 5, right=True)
    digits = ""
    if effective is not None:
        found = effective.get(fact.id)
        digits = f"{found.noticed}/{found.digits}" if found else ""
        digits = f"  {digits:>5}"
    return f"{count}{digits}  {padded(figure, 20, right=True)}  {'  '.join(label for label in labels if label)}"


def _excluded(numbers: Sequence[Excluded], lang: Lang) -> Iterator[str]:
    if numbers:
        yield ""
        yield pick(_EXCLUDED, lang)
    for number in numbers:
        yield f"    p{number.page}  {clean(number.printed)}  {number.reason}  {_around(number)}".rstrip()


def _around(number: Excluded) -> str:
    """Return the words around an excluded number, on one line."""
    text = tidy(number.context)
    at = max(text.find(number.printed) - _CONTEXT // 2, 0)
    cut = text[at : at + _CONTEXT]
    return f"{'…' * (at > 0)}{cut}{'…' * (at + _CONTEXT < len(text))}"


def _summary(report: Report, used: Mapping[int, int], lang: Lang, effective: Sensitivities | None) -> Iterator[str]:
    """Yield the counts, what was excluded by reason, and how well the figures are protected."""
    coverage, reasons = report.coverage, Counter(number.reason for number in report.excluded)
    yield pick(_COUNTS, lang).format(
        total=coverage.total,
        checked=coverage.checked,
        unchecked=coverage.unchecked,
        excluded=coverage.excluded,
        share=f"{coverage.share * 100:.1f}%",
    )
    if reasons:
        yield "    " + clean(", ".join(f"{reason} {count}" for reason, count in sorted(reasons.items())))
    printed = [fact for fact in report.facts if not fact.blank]
    if printed:
        mean = Decimal(sum(used.get(fact.id, 0) for fact in printed)) / len(printed)
        yield pick(_VOUCHERS, lang).format(mean=f"{mean:.1f}")
    if effective:
        yield pick(_EFFECTIVE, lang).format(
            share=_percent(sum(each.noticed > 0 for each in effective.values()), len(effective)),
            digits=_percent(
                sum(each.noticed for each in effective.values()), sum(each.digits for each in effective.values())
            ),
        )


def _percent(part: int, whole: int) -> str:
    return f"{Decimal(100 * part) / whole:.1f}%"
