"""How two audits differ, for people and for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from auditor.model import Difference, Text
from auditor.report.escaping import markdown_safe, one_line
from auditor.report.words import Lang, pick, word

SCHEMA_ID = "auditor.diff/1"
_CHANGES: Mapping[str, Text] = {
    "new": Text("新出现", "new"),
    "changed": Text("数字已变，仍不一致", "figures changed, still wrong"),
    "unchanged": Text("未变", "unchanged"),
    "fixed": Text("已更正", "fixed"),
}
_COUNTS = Text(
    "已更正 {fixed}，新出现 {new}，数字已变 {changed}，未变 {unchanged}",
    "{fixed} fixed, {new} new, {changed} with changed figures, {unchanged} unchanged",
)
_STRANGERS = Text(
    "两边不是同一单位、年度、类别的文件，不能逐项对应：{names}",
    "issuer, year or kind differ, so these have nothing to be compared with: {names}",
)
_BEFORE = Text("原来：", "before: ")
_STATES = {"waived": Text("（已豁免）", " (waived)"), "baselined": Text("（基线已知）", " (baselined)")}
_HEADINGS = (
    Text("变化", "Change"),
    Text("级别", "Severity"),
    Text("规则", "Rule"),
    Text("问题", "Finding"),
    Text("页", "Page"),
)


def differences_text(rows: Sequence[Difference], strangers: Sequence[str], lang: Lang) -> str:
    """Return the differences by kind, what needs eyes first, and a line of counts."""
    lines: list[str] = []
    for change, said in _CHANGES.items():
        found = [row for row in rows if row.change == change]
        lines += [f"{pick(said, lang)} {len(found)}"] if found else []
        for row in found:
            lines.append(f"  {row.document}:{row.page or 1}: {row.severity}[{row.rule}] {_said(row, lang)}")
            lines += [f"    {pick(_BEFORE, lang)}{one_line(row.before)}"] if row.before else []
        lines += [""] if found else []
    if strangers:
        lines.append(_apart(strangers, lang))
    return "".join(f"{line}\n" for line in [*lines, _counts(rows, lang)])


def differences_markdown(rows: Sequence[Difference], strangers: Sequence[str], lang: Lang) -> str:
    """Return the same as a table for a comment."""
    lines = [f"**{_counts(rows, lang)}**", ""]
    lines += [markdown_safe(_apart(strangers, lang)), ""] if strangers else []
    if rows:
        lines += [_line([pick(heading, lang) for heading in _HEADINGS]), _line(["---"] * len(_HEADINGS))]
    for row in rows:
        said = _said(row, lang) + (f" {pick(_BEFORE, lang)}{row.before}" if row.before else "")
        cells = (pick(_CHANGES[row.change], lang), row.severity, row.rule, said, str(row.page or ""))
        lines.append(_line([markdown_safe(cell) for cell in cells]))
    return "".join(f"{line}\n" for line in lines)


def differences_json(rows: Sequence[Difference], strangers: Sequence[str]) -> dict[str, Any]:
    """Return the differences as a JSON object."""
    keys = ("change", "fingerprint", "rule", "severity", "state", "message", "document", "page", "before")
    counts = {change: sum(row.change == change for row in rows) for change in _CHANGES}
    found = [{key: getattr(row, key) for key in keys} for row in rows]
    return {"schema": SCHEMA_ID, "counts": counts, "uncompared": list(strangers), "findings": found}


def _said(row: Difference, lang: Lang) -> str:
    state = pick(_STATES[row.state], lang) if row.state in _STATES else ""
    return one_line(row.message) + state


def _apart(strangers: Sequence[str], lang: Lang) -> str:
    return pick(_STRANGERS, lang).format(names=word("list", lang).join(dict.fromkeys(strangers)))


def _counts(rows: Sequence[Difference], lang: Lang) -> str:
    return pick(_COUNTS, lang).format(**{change: sum(row.change == change for row in rows) for change in _CHANGES})


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
