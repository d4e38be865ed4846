"""A report for people: causes with their findings, evidence with marks, the counts last."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Literal, TextIO

from auditor.model import Cause, Finding, Report
from auditor.report.causes import headline, notes
from auditor.report.equations import equation, substituted
from auditor.report.erratum_table import erratum_table
from auditor.report.evidence import Sheet, evidence
from auditor.report.layout import STYLES, Line, wrapped
from auditor.report.marks import wrong_figures
from auditor.report.messages import message
from auditor.report.naming import check_places, clean, spot
from auditor.report.standing import by_reason
from auditor.report.states import only_open, remark
from auditor.report.summary import footer, header, listing
from auditor.report.words import word

_LONGEST = 8  # operands of one side of an equation before its middle is left out
_REPEATS = 2  # findings of one rule under one cause that are shown with all their evidence

By = Literal["cause", "finding"]


def write(lines: Iterable[Line], stream: TextIO, *, width: int, color: bool) -> None:
    """Write lines; without colour there is no escape sequence, and rich's console is not needed."""
    if not color:
        stream.writelines(f"{line.plain}\n" for line in lines)
        return
    from rich.console import Console
    from rich.text import Text
    from rich.theme import Theme

    console = Console(
        file=stream,
        theme=Theme(STYLES, inherit=False),
        width=width,
        color_system="standard",
        force_terminal=True,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    for line in lines:
        console.print(Text.assemble(*line.pieces), soft_wrap=True)


def render(lines: Iterable[Line], *, width: int, color: bool) -> str:
    """Return lines as text."""
    buffer = io.StringIO()
    write(lines, buffer, width=width, color=color)
    return buffer.getvalue()


def report_lines(report: Report, sheet: Sheet, *, by: By, show: frozenset[str], exit_code: int | None) -> list[Line]:
    """Return the whole report: header, findings, what was asked for with --show, counts."""
    shown = only_open(report)
    sheet = sheet._replace(fingerprints="fingerprints" in show)
    body = _by_cause(shown, sheet) if by == "cause" else _by_finding(shown, sheet)
    return [*header(shown, sheet), *body, *listing(report, sheet, show), *footer(report, sheet, show, exit_code)]


def _by_cause(report: Report, sheet: Sheet) -> list[Line]:
    """Causes first, each with its findings; then the findings that stand alone; all corrections in one table."""
    lines: list[Line] = []
    known = {cause.id for cause in report.causes}
    for cause in report.causes:
        findings = [finding for finding in report.findings if finding.cause == cause.id]
        lines += [*_cause(cause, report, sheet), Line()]
        lines += _group(findings, report, sheet, most=_REPEATS)
    alone = [finding for finding in report.findings if finding.cause not in known]
    for reason, findings in by_reason(alone, sheet.lang):
        lines += [*_alone(reason, len(findings), sheet), *_group(findings, report, sheet, most=_REPEATS)]
    return [*lines, *erratum_table(report, sheet)]


def _alone(reason: str, count: int, sheet: Sheet) -> list[Line]:
    """Say why the next findings stand under no cause."""
    if not reason:
        return []
    times = f"（{count} 条）" if sheet.lang == "zh" else f" ({count})"
    line = Line("").append(f"{word('alone', sheet.lang)}{times}{word('colon', sheet.lang)}", "cause").append(reason)
    return [*wrapped(line, sheet.width, 4), Line()]


def _by_finding(report: Report, sheet: Sheet) -> list[Line]:
    causes = {cause.id: cause for cause in report.causes}
    lines: list[Line] = []
    for finding in report.findings:
        lines += _finding(finding, report, sheet)
        if finding.cause in causes:
            lines += _cause_line(causes[finding.cause], sheet)
        lines += [_help([finding]), Line()]
    return lines


def _group(findings: Sequence[Finding], report: Report, sheet: Sheet, *, most: int) -> list[Line]:
    """Findings that belong together; of one rule, only the first `most` with their evidence."""
    if not findings:
        return []
    lines: list[Line] = []
    seen: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        key = (finding.check.rules[0], finding.check.code)
        seen[key] += 1
        lines += [*_finding(finding, report, sheet, brief=seen[key] > most), Line()]
    note = [Line(f"  = {word('cause-brief', sheet.lang)}", "help")] if max(seen.values()) > most else []
    return [*lines[:-1], *note, _help(findings), Line()]


def _finding(finding: Finding, report: Report, sheet: Sheet, *, brief: bool = False) -> list[Line]:
    check, lang = finding.check, sheet.lang
    head = Line("").append(f"{finding.severity}[{check.rules[0]}]", finding.severity.value)
    head.append(" ").append(sheet.signs(message(check, report.rules, lang)), "title")
    lines = [*wrapped(head, sheet.width, 4), *_place_lines(report, finding, sheet)]
    print_ = f"{word('fingerprint', lang)}{word('colon', lang)}{finding.fingerprint}" if sheet.fingerprints else ""
    for said in filter(None, (remark(finding, lang), print_)):
        lines += _note(said, sheet)
    if brief:
        return lines
    lines += evidence(check, sheet, _suspects(finding, report))
    for key, said in (
        ("equation", equation(check, report.rules, lang, longest=_LONGEST)),
        ("substituted", substituted(check, lang, longest=_LONGEST)),
    ):
        if said:
            lines += _note(word(key, lang) + word("colon", lang) + said, sheet)
    return lines


def _suspects(finding: Finding, report: Report) -> frozenset[int]:
    """Return the ids of the facts that a finding's cause would change."""
    causes = [cause for cause in report.causes if cause.id == finding.cause and cause.suggested is not None]
    return frozenset(fact.id for cause in causes for fact in wrong_figures(cause))


def _place_lines(report: Report, finding: Finding, sheet: Sheet) -> list[Line]:
    return _arrow(report, check_places(finding.check, sheet.lang), sheet)


def _arrow(report: Report, places: Sequence[str], sheet: Sheet) -> list[Line]:
    text = word("semicolon", sheet.lang).join(places)
    line = Line("").append("  --> ", "frame").append(f"{clean(PurePath(report.path).name)} {text}".rstrip())
    return wrapped(line, sheet.width, 6)


def _cause(cause: Cause, report: Report, sheet: Sheet) -> list[Line]:
    lines = _cause_line(cause, sheet)
    lines += _arrow(report, [spot(cause.fact, sheet.lang)], sheet)
    for note in notes(cause, sheet.lang):
        lines += _note(note, sheet)
    return lines


def _cause_line(cause: Cause, sheet: Sheet) -> list[Line]:
    line = Line("").append(f"cause[{cause.id}]: ", "cause")
    return wrapped(line.append(sheet.signs(headline(cause, sheet.lang)), "title"), sheet.width, 4)


def _note(text: str, sheet: Sheet) -> list[Line]:
    line = Line("").append("  = ", "frame").append(sheet.signs(text))
    return wrapped(line, sheet.width, 4)


def _help(findings: Sequence[Finding]) -> Line:
    rules = list(dict.fromkeys(finding.check.rules[0] for finding in findings))
    return Line(f"help: audit explain {' '.join(rules)}", "help")
