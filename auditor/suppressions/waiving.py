"""Waivers against findings: which hold, which have lapsed, which nothing needed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from auditor.model import Finding, Lapse, Report, Text, Waiver
from auditor.suppressions.waiver_file import Entry, WaiverFile
from auditor.yamlfiles.mistakes import Mistake, Mistakes
from auditor.yamlfiles.nodes import Scalar

LONGEST = 400  # days that a waiver may last
_LAPSED: Mapping[str, Text] = {
    "no-reason": Text("没有写理由，不算数", "gives no reason, so it does not count"),
    "too-long": Text(
        f"期限超过 {LONGEST} 天，不算数", f"lasts longer than {LONGEST} days, so it does not count"
    ),
    "expired": Text("已过期，问题重新计入", "has expired, so the finding counts again"),
    "changed": Text("不再有效：数字变了，问题重新计入", "has ended: the figures changed, so the finding counts again"),
    "unused": Text("没有用到：文件里已没有这一项问题", "is not needed: the document has no such finding any more"),
}  # fmt: skip
_KEYS = {
    "no-reason": "reason",
    "too-long": "until",
    "expired": "until",
    "changed": "values",
}  # what the caret points at


def waived(report: Report, waivers: Mapping[str, Waiver], today: str) -> Report:
    """Return the report with its findings set against the waivers, by fingerprint; `today` as 2026-11-25."""
    if not any(finding.fingerprint in waivers for finding in report.findings):
        return report
    return report._replace(findings=tuple(_waived(finding, waivers, today) for finding in report.findings))


def _waived(finding: Finding, waivers: Mapping[str, Waiver], today: str) -> Finding:
    waiver = waivers.get(finding.fingerprint)
    if waiver is None:
        return finding
    lapsed = lapse(waiver, today) or ("" if waiver.values == finding.values else "changed")
    return finding._replace(waiver=waiver, lapsed=lapsed)


def lapse(waiver: Waiver, today: str) -> Lapse:
    """Tell why a waiver does not count, whatever the document says; "" when it does."""
    if not waiver.reason:
        return "no-reason"
    if waiver.until < today:
        return "expired"
    return "too-long" if waiver.until > last_day(today) else ""


def last_day(today: str) -> str:
    """Return the last day that a waiver of today may name."""
    from datetime import date, timedelta

    return (date.fromisoformat(today) + timedelta(days=LONGEST)).isoformat()


def told_before(file: WaiverFile, today: str) -> tuple[Mistake, ...]:
    """Return the waivers that do not count, whatever the documents say, each with its place."""
    return _told(file.entries, lambda entry: lapse(entry.waiver, today))


def told_after(
    file: WaiverFile, today: str, met: Mapping[str, Lapse], documents: Collection[str], rules: Collection[str]
) -> tuple[Mistake, ...]:
    """Return the waivers that count but helped nothing in a whole run, each with its place.

    Args:
        file: the waivers.
        today: waivers that `told_before` tells of are left out.
        met: what became of those that met their finding, by fingerprint.
        documents: endings of the fingerprints of the audited documents; waivers of other documents are not told.
        rules: ids of the rules that were applied; nor are those of other rules.
    """
    return _told(
        (entry for entry in file.entries if entry.waiver.rule in rules and not lapse(entry.waiver, today)),
        lambda entry: _use(entry.waiver.fingerprint, met, documents),
    )


def _use(fingerprint: str, met: Mapping[str, Lapse], documents: Collection[str]) -> str:
    if fingerprint in met:
        return met[fingerprint]
    return "unused" if any(fingerprint.endswith(mark) for mark in documents if mark) else ""


def _told(entries: Iterable[Entry], why: Callable[[Entry], str]) -> tuple[Mistake, ...]:
    tell = Mistakes()
    for entry in entries:
        reason = why(entry)
        if reason:
            said, waiver = _LAPSED[reason], entry.waiver
            day = f"（{waiver.until}）", f" ({waiver.until})"
            zh, en = day if reason in {"expired", "too-long"} else ("", "")
            node = entry.keys.get(_KEYS.get(reason, ""), entry.keys["fingerprint"])
            if not isinstance(node, Scalar) or not node.text:
                node = entry.keys["fingerprint"]
            tell(node, f"{waiver.rule} 的豁免{zh}{said.zh}", f"the waiver of {waiver.rule}{en} {said.en}")
    return tell.in_order()
