"""The rule reference: one Markdown page, made from the packs, one anchor a rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from auditor.model import Case, Pack, Rule, Text
from auditor.rules.schema import KINDS

_WORDS = {
    "title": Text("规则一览", "Rule reference"),
    "intro": Text(
        "本页由规则文件生成，请勿手改。每条规则的编号就是它的锚点。",
        "Generated from the rule files; do not edit. The id of a rule is its anchor.",
    ),
    "columns": Text("| 编号 | 名称 | 种类 | 程度 | 规则包 |", "| id | title | kind | severity | packs |"),
    "kind": Text("种类", "Kind"),
    "severity": Text("程度", "Severity"),
    "packs": Text("规则包", "Packs"),
    "check": Text("核对", "Check"),
    "when": Text("仅当", "Only when"),
    "years": Text("年份", "Years"),
    "tables": Text("适用", "Applies to"),
    "why": Text("为什么", "Why"),
    "exceptions": Text("已知的例外", "Known exceptions"),
    "tolerance": Text("容差", "Tolerance"),
    "help": Text("怎么办", "What to do"),
    "basis": Text("依据", "Basis"),
    "tags": Text("标签", "Tags"),
    "cases": Text("测试", "Cases"),
}

Lang = Literal["zh", "en"]


def reference(packs: Sequence[Pack], lang: Lang = "zh") -> str:
    """Return the rule reference of the packs as Markdown; a rule that several packs share stands once."""
    homes: dict[str, list[str]] = {}
    rules: dict[str, Rule] = {}
    for pack in packs:
        for rule in pack.rules:
            rules.setdefault(rule.id, rule)
            homes.setdefault(rule.id, []).append(pack.id)
    lines = [f"# {_say('title', lang)}", "", _say("intro", lang), "", _say("columns", lang), "|---|---|---|---|---|"]
    for rule in sorted(rules.values(), key=lambda each: each.id):
        name = _cell(_text(rule.title, lang))
        lines.append(
            f"| [{rule.id}](#{rule.id}) | {name} | {rule.kind} | {rule.severity} | {', '.join(homes[rule.id])} |"
        )
    for rule in sorted(rules.values(), key=lambda each: each.id):
        lines += ["", *_rule(rule, homes[rule.id], lang)]
    return "\n".join(lines) + "\n"


def _rule(rule: Rule, homes: Iterable[str], lang: Lang) -> list[str]:
    facts = {
        "kind": f"`{rule.kind}` · {_text(KINDS[rule.kind].note, lang)}{_options(rule)}",
        "severity": rule.severity.value,
        "packs": ", ".join(homes),
        "check": f"`{rule.check.text}`" if rule.check else "",
        "when": f"`{rule.when.text}`" if rule.when else "",
        "years": _years(rule),
        "tables": "、".join((*rule.families, rule.document_kind) if rule.document_kind else rule.families),
        "why": _text(rule.why, lang),
        "exceptions": _text(rule.exceptions, lang),
        "tolerance": _tolerance(rule, lang),
        "help": _text(rule.help, lang),
        "basis": rule.basis,
        "tags": ", ".join(rule.tags),
    }
    lines = [f'<a id="{rule.id}"></a>', "", f"## {rule.id} {_text(rule.title, lang)}", ""]
    lines += [f"- **{_say(key, lang)}**: {value}" for key, value in facts.items() if value]
    if rule.cases:
        lines += ["", f"**{_say('cases', lang)}**", "", *(line for case in rule.cases for line in _case(case))]
    return lines


def _options(rule: Rule) -> str:
    said = {**rule.options, "together": (rule.together,) if rule.together else ()}
    return "".join(f" · {key}: {', '.join(values)}" for key, values in said.items() if values)


def _tolerance(rule: Rule, lang: Lang) -> str:
    if rule.tolerance is None:
        return ""
    within = rule.tolerance.within
    return f"{within.printed}{within.unit}（{_text(rule.tolerance.reason, lang)}）"


def _years(rule: Rule) -> str:
    return f"{rule.since or ''}–{rule.until or ''}" if rule.since or rule.until else ""


def _case(case: Case) -> list[str]:
    lead = f"- `{case.expect}`" + (f" ({case.cause})" if case.cause else "")
    if case.values:
        return [f"{lead}: " + "; ".join(f"{name} = {figure}" for name, figure in case.values.items())]
    prose = [line for text in (case.text, case.table) for line in text.splitlines()]
    return [lead, "", *(f"      {line}".rstrip() for line in prose), ""]


def _say(key: str, lang: Lang) -> str:
    return _text(_WORDS[key], lang)


def _text(text: Text, lang: Lang) -> str:
    return text.zh if lang == "zh" else text.en


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
