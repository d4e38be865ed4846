"""What frames the findings: the document above, the counts below, and what was asked for with --show."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.model import Finding, Report, Severity, Text, Verdict
from auditor.report.equations import substituted
from auditor.report.evidence import Sheet
from auditor.report.layout import Line, wrapped
from auditor.report.messages import message, rule_title
from auditor.report.naming import check_places, clean, subject, tidy
from auditor.report.problems import problem
from auditor.report.states import of_state, remark
from auditor.report.tally import by_verdict, counts_line, is_complete, packs
from auditor.report.unchecked import unchecked
from auditor.report.words import Lang, pick, word

_PLACES = 3  # places listed for one reason before the rest is only counted

_FOUND = Text(
    "{count} 处不一致{kinds}{causes}，请核对",
    "{count} disagreement{s}{kinds}{causes}, please check",
)
_CAUSES = Text("，归为 {n} 个原因", ", explained by {n} cause{s}")
_CLEAN = Text(
    "未发现不一致：{checks} 条核对全部成立，用到了 {share} 的数字",
    "nothing disagrees: all {checks} checks hold, and they use {share} of the figures",
)
_LIMITS = Text(
    "核对的是数字之间是否一致，不能证明数字本身属实；没有用到的数字 {unused} 个，未能核对的算式 {unchecked} 条",
    "agreement is no proof that the figures are true; {unused} figures were used by no check, "
    "{unchecked} checks could not be made",
)
_CLEAN_BUT = Text(
    "除{kinds}外未发现不一致：其余 {checks} 条核对全部成立，用到了 {share} 的数字",
    "nothing disagrees but for {kinds}: the other {checks} checks hold, and they use {share} of the figures",
)
_KINDS = {
    "waived": Text("已豁免的 {n} 处", "{n} waived"),
    "baselined": Text("基线已知的 {n} 处", "{n} known from the baseline"),
}
_NO_REASON = Text("未能核对", "could not be audited")
_UNCHECKED = Text(
    "未核 {n} 条不算成立：原因见 --show unchecked；要求全部核到：--fail-on-unchecked",
    "{n} unchecked checks do not count as holding: --show unchecked tells why, --fail-on-unchecked insists",
)


def header(report: Report, sheet: Sheet) -> list[Line]:
    """Return the document's name, what it is, and what was found, in two or three lines."""
    lang = sheet.lang
    name, told = about(report, lang)
    lines = wrapped(Line(name, "title"), sheet.width, 2)
    if told:
        lines += wrapped(Line("  " + told), sheet.width, 2)
    if not is_complete(report):
        lines += _problem(report, problem(report.problem_id, report.problem, lang) or pick(_NO_REASON, lang), sheet)
    if report.findings:
        lines += wrapped(Line("  " + found(report, lang)), sheet.width, 2)
    return [*lines, Line()]


def about(report: Report, lang: Lang) -> tuple[str, str]:
    """Return the file with its path, and issuer, year, kind, pages and packs."""
    pages = (f"{report.pages} 页" if lang == "zh" else f"{report.pages} pages") if report.pages else ""
    pack = f"{'规则包' if lang == 'zh' else 'packs'} {packs(report, lang)}" if report.packs else ""
    return clean(report.path), "  ".join(part for part in (document_name(report, lang), pages, pack) if part)


def document_name(report: Report, lang: Lang) -> str:
    """Return issuer, year and kind, as far as the document tells them."""
    year = f"{report.year}年" if report.year and lang == "zh" else str(report.year or "")
    told = [tidy(report.issuer), f"{year}{' ' * (lang == 'en')}{report.kind}".strip()]
    return "  ".join(part for part in told if part)


def _problem(report: Report, said: str, sheet: Sheet) -> list[Line]:
    status = report.status if report.status != "findings" else "incomplete"
    id_ = f"[{report.problem_id}]" if report.problem_id else ""
    style = "error" if status == "unreadable" else "warning"
    line = Line("").append(f"{status}{id_}: ", style).append(said, "title")
    return wrapped(line, sheet.width, 4)


def found(report: Report, lang: Lang, *, kinds: bool = True) -> str:
    """Return how many findings there are, with `kinds` of which severity, under how many causes."""
    counts = [(s.value, sum(f.severity is s for f in report.findings)) for s in Severity]
    listed = word("list", lang).join(f"{name} {n}" for name, n in counts if n)
    told = word("open", lang) + listed + word("close", lang) if kinds else ""
    causes = pick(_CAUSES, lang).format(n=len(report.causes), s=_s(len(report.causes))) if report.causes else ""
    count = len(report.findings)
    return pick(_FOUND, lang).format(count=count, kinds=told, causes=causes, s=_s(count))


def _s(count: int) -> str:
    return "s" * (count != 1)


def footer(report: Report, sheet: Sheet, show: frozenset[str], exit_code: int | None) -> list[Line]:
    """Return the verdict of a clean document, and last of all the counts."""
    counts = by_verdict(report)
    lines: list[Line] = []
    if report.status == "clean" and not of_state(report, "open"):
        lines += _clean(report, sheet)
    lines += wrapped(Line(sheet.signs(counts_line(report, sheet.lang, exit_code)), "title"), sheet.width, 2)
    unchecked = counts[Verdict.UNCHECKED]
    if unchecked and "unchecked" not in show:
        lines += wrapped(Line(pick(_UNCHECKED, sheet.lang).format(n=unchecked), "help"), sheet.width, 2)
    return lines


def _clean(report: Report, sheet: Sheet) -> list[Line]:
    """Reassure, and say what was not looked at."""
    counts, coverage = by_verdict(report), report.coverage
    made = len(report.checks) - counts[Verdict.UNCHECKED]
    kinds = [
        pick(said, sheet.lang).format(n=n) for state, said in _KINDS.items() if (n := len(of_state(report, state)))
    ]
    said = pick(_CLEAN_BUT if kinds else _CLEAN, sheet.lang).format(
        checks=made - len(report.findings),
        share=f"{coverage.share * 100:.1f}%",
        kinds=word("list", sheet.lang).join(kinds),
    )
    limits = pick(_LIMITS, sheet.lang).format(unused=coverage.unchecked, unchecked=counts[Verdict.UNCHECKED])
    return [*wrapped(Line(said, "good"), sheet.width, 2), *wrapped(Line(limits, "help"), sheet.width, 2), Line()]


def listing(report: Report, sheet: Sheet, show: frozenset[str]) -> list[Line]:
    """Return what --show asks for: findings that do not count, checks left unchecked and those that hold."""
    lines: list[Line] = []
    for state in ("waived", "baselined"):
        if state in show:
            lines += _accepted(of_state(report, state), report, sheet)
    if "unchecked" in show:
        lines += _unchecked(report, sheet)
    if "passed" in show:
        lines += _passed(report, sheet)
    return lines


def _accepted(findings: Sequence[Finding], report: Report, sheet: Sheet) -> list[Line]:
    """One entry for each finding: what it says, where, who answers for it."""
    lines: list[Line] = []
    for finding in findings:
        check, lang = finding.check, sheet.lang
        head = Line("").append(f"{finding.state}[{check.rules[0]}]", "help")
        head.append(" " + sheet.signs(message(check, report.rules, lang)))
        lines += [*wrapped(head, sheet.width, 4), *_places(check_places(check, lang), sheet)]
        if said := remark(finding, lang):
            lines += wrapped(Line("").append("  = ", "frame").append(sheet.signs(said)), sheet.width, 4)
    return [*lines, Line()] if lines else []


def _unchecked(report: Report, sheet: Sheet) -> list[Line]:
    """One entry for each rule and reason, with its first places."""
    lines: list[Line] = []
    for group in unchecked(report, sheet.lang):
        count = (f"（{group.times} 条）" if sheet.lang == "zh" else f" ({group.times})") if group.times > 1 else ""
        said = group.title + count + (word("colon", sheet.lang) + group.reason if group.reason else "")
        head = Line("").append(f"unchecked[{group.rule}]", "warning").append(" " + said, "")
        lines += [*wrapped(head, sheet.width, 4), *_places(group.places, sheet)]
    return [*lines, Line()] if lines else []


def _places(places: Sequence[str], sheet: Sheet) -> list[Line]:
    if not places:
        return []
    more = len(places) - _PLACES
    text = word("semicolon", sheet.lang).join(places[:_PLACES])
    if more > 0:
        text += f" 等 {len(places)} 处" if sheet.lang == "zh" else f" and {more} more"
    return wrapped(Line("").append("  --> ", "frame").append(text), sheet.width, 6)


def _passed(report: Report, sheet: Sheet) -> list[Line]:
    """One line for each check that holds: rule, title, figures."""
    lines: list[Line] = []
    for check in report.checks:
        if check.verdict not in {Verdict.HOLDS, Verdict.ROUNDING}:
            continue
        figures = f"{subject(check)} {sheet.signs(substituted(check, sheet.lang, longest=4))}".strip()
        said = f" {rule_title(check, report.rules, sheet.lang)}{word('colon', sheet.lang) + figures if figures else ''}"
        lines += wrapped(
            Line("").append(f"{check.verdict.value}[{check.rules[0]}]", "good").append(said, ""), sheet.width, 4
        )
    return [*lines, Line()] if lines else []
