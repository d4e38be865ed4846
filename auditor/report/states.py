"""Findings that count and findings that do not: waived by somebody, or known from a baseline."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.model import Finding, Report, Text
from auditor.report.words import Lang, pick

STATES: Mapping[str, Text] = {
    "open": Text("待核对", "open"),
    "waived": Text("已豁免", "waived"),
    "baselined": Text("基线已知", "baselined"),
}
_LAPSED: Mapping[str, Text] = {
    "expired": Text("豁免已于 {until} 到期", "its waiver expired on {until}"),
    "changed": Text("豁免之后数字变了", "its figures changed since it was waived"),
    "no-reason": Text("豁免没有写理由，不算数", "its waiver gives no reason and does not count"),
    "too-long": Text("豁免期限太长，不算数", "its waiver lasts too long and does not count"),
}
_UPDATED = Text("基线之后数字变了", "its figures changed since the baseline")
_BY = Text("{by}，至 {until}", "{by}, until {until}")
_UNTIL = Text("至 {until}", "until {until}")


def only_open(report: Report) -> Report:
    """Return a report without the findings that do not count, and without the causes of nothing else."""
    found = tuple(finding for finding in report.findings if finding.state == "open")
    if len(found) == len(report.findings):
        return report
    told = {finding.fingerprint for finding in found}
    causes = tuple(cause for cause in report.causes if told.intersection(cause.explains))
    return report._replace(findings=found, causes=causes)


def of_state(report: Report, state: str) -> list[Finding]:
    """Return the findings in one state."""
    return [finding for finding in report.findings if finding.state == state]


def remark(finding: Finding, lang: Lang) -> str:
    """Return why a finding does not count, or why it counts again; "" where nobody ever answered for it."""
    waiver = finding.waiver
    if waiver is None:
        return pick(_UPDATED, lang) if finding.baseline == "updated" else ""
    if finding.lapsed:
        return pick(_LAPSED[finding.lapsed], lang).format(until=waiver.until)
    term = pick(_BY if waiver.by else _UNTIL, lang).format(by=waiver.by, until=waiver.until)
    return f"{waiver.reason}（{term}）" if lang == "zh" else f"{waiver.reason} ({term})"
