"""Counts that every format prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

from auditor.model import Report, Text, Verdict
from auditor.report.states import of_state
from auditor.report.words import Lang

STATUSES: Final = {
    "clean": Text("未发现不一致", "nothing disagrees"),
    "findings": Text("有问题", "findings"),
    "incomplete": Text("未能完整核对", "not audited in full"),
    "unreadable": Text("无法读取", "unreadable"),
}


def by_verdict(report: Report) -> Mapping[Verdict, int]:
    """Count the checks by verdict; every verdict is a key. What is waived or known from a baseline is none of them."""
    found = Counter(check.verdict for check in report.checks)
    found.subtract(finding.check.verdict for finding in report.findings if finding.state != "open")
    return {verdict: found[verdict] for verdict in Verdict}


def checks_of_facts(report: Report) -> Mapping[int, int]:
    """Count for each fact id the checks that used the fact and came to a verdict."""
    return Counter(
        fact_id
        for check in report.checks
        if check.verdict is not Verdict.UNCHECKED
        for fact_id in {operand.fact.id for operand in check.operands}
    )


def is_complete(report: Report) -> bool:
    """Tell whether all that was asked for could be audited."""
    return report.status in {"clean", "findings"} and not report.problem_id


def packs(report: Report, lang: Lang) -> str:
    """Return the rule packs with their versions; a dash when there are none."""
    return ("、" if lang == "zh" else ", ").join(f"{id_}@{version}" for id_, version in report.packs) or "-"


def counts_line(report: Report, lang: Lang, exit_code: int | None) -> str:
    """Return the last line of a report: checks by verdict, coverage, packs, exit code."""
    n = by_verdict(report)
    held, total = n[Verdict.HOLDS] + n[Verdict.ROUNDING], len(report.checks)
    waived, known = len(of_state(report, "waived")), len(of_state(report, "baselined"))
    share = f"{report.coverage.share * 100:.1f}%"
    if lang == "zh":
        verdicts = f"核对 {total} 条：成立 {held}（舍入内 {n[Verdict.ROUNDING]}） 截断 {n[Verdict.TRUNCATED]} "
        verdicts += f"不符 {n[Verdict.FAILS]} 未核 {n[Verdict.UNCHECKED]}"
        verdicts += f" 豁免 {waived}" * bool(waived) + f" 基线 {known}" * bool(known)
        parts = [verdicts, f"数字 覆盖率 {share}", f"规则包 {packs(report, lang)}"]
    else:
        verdicts = (
            f"{total} checks: {held} hold ({n[Verdict.ROUNDING]} by rounding), {n[Verdict.TRUNCATED]} truncated, "
        )
        verdicts += f"{n[Verdict.FAILS]} fail, {n[Verdict.UNCHECKED]} unchecked"
        verdicts += f", {waived} waived" * bool(waived) + f", {known} baselined" * bool(known)
        parts = [verdicts, f"figures covered {share}", f"packs {packs(report, lang)}"]
    if exit_code is not None:
        parts.append(f"退出码 {exit_code}" if lang == "zh" else f"exit code {exit_code}")
    return " | ".join(parts)
