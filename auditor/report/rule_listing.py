"""Rules for people: the list, the explanation of one rule, and how its cases fared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from auditor.model import Case, Pack, Rule
from auditor.report.layout import cells, padded
from auditor.report.naming import clean
from auditor.report.words import Lang, pick, word


def rules_text(packs: Sequence[Pack], lang: Lang, tags: frozenset[str] = frozenset()) -> str:
    """Return one line per rule: id, severity, kind, title; only rules with one of `tags` when there are any."""
    rules = distinct(packs, tags)
    wide = max((cells(rule.id) for rule in rules), default=0)
    kinds = max((cells(rule.kind) for rule in rules), default=0)
    lines = [
        f"{padded(rule.id, wide)}  {rule.severity.value:<7}  {padded(rule.kind, kinds)}  {clean(pick(rule.title, lang))}"
        for rule in rules
    ]
    count = f"{len(rules)} 条规则" if lang == "zh" else f"{len(rules)} rule{'s' * (len(rules) != 1)}"
    return "\n".join([*lines, count]) + "\n"


def distinct(packs: Iterable[Pack], tags: frozenset[str] = frozenset()) -> list[Rule]:
    """Return the rules of packs sorted by id, each once; only those with one of `tags` when there are any."""
    rules: dict[str, Rule] = {}
    for pack in packs:
        for rule in pack.rules:
            if not tags or tags & set(rule.tags):
                rules.setdefault(rule.id, rule)
    return [rules[id_] for id_ in sorted(rules)]


def rules_json(packs: Sequence[Pack], tags: frozenset[str] = frozenset()) -> list[dict[str, object]]:
    """Return the rules with the packs that hold them."""
    return [
        {
            "id": rule.id,
            "kind": rule.kind,
            "severity": rule.severity.value,
            "title": {"zh": rule.title.zh, "en": rule.title.en},
            "tags": list(rule.tags),
            "packs": [pack.id for pack in packs if any(own.id == rule.id for own in pack.rules)],
        }
        for rule in distinct(packs, tags)
    ]


def rule_text(rule: Rule, lang: Lang) -> str:
    """Explain one rule: what must hold, why, on what basis, with its cases."""
    colon = word("colon", lang)
    lines = [f"{rule.severity.value}[{rule.id}] {clean(pick(rule.title, lang))}", ""]
    about = [
        (word("equation", lang), rule.check.text if rule.check else ""),
        ("适用条件" if lang == "zh" else "only when", rule.when.text if rule.when else ""),
        ("理由" if lang == "zh" else "why", pick(rule.why, lang)),
        (word("basis", lang), rule.basis),
        ("怎么办" if lang == "zh" else "what to do", pick(rule.help, lang)),
        ("适用年度" if lang == "zh" else "years", _years(rule)),
        ("用于的表" if lang == "zh" else "tables", word("list", lang).join(rule.families)),
        ("类型" if lang == "zh" else "kind", rule.kind),
    ]
    lines += [f"  {name}{colon}{clean(' '.join(text.split()))}" for name, text in about if text]
    if rule.cases:
        lines += ["", f"  {'例' if lang == 'zh' else 'cases'}{colon}", *(f"    {_case(case)}" for case in rule.cases)]
    if rule.path:
        lines += ["", f"  {clean(rule.path)}:{rule.line}"]
    return "\n".join(lines) + "\n"


def _years(rule: Rule) -> str:
    return f"{rule.since or ''}–{rule.until or ''}" if rule.since or rule.until else ""


def _case(case: Case) -> str:
    """Return a case on one line: what it expects, and of what."""
    values = "，".join(f"{name} {figure}" for name, figure in case.values.items())
    table = "；".join(" ".join(line.split()) for line in case.table.splitlines() if line.strip())
    said = [values, " ".join(case.text.split()), table]
    return f"{case.expect}: {clean(' / '.join(part for part in said if part))}"


class Outcome(Protocol):
    """A case that was run: what `auditor.audit.run_cases` returns."""

    @property
    def rule(self) -> Rule:
        """The rule the case belongs to."""

    @property
    def case(self) -> Case:
        """The case."""

    @property
    def verdict(self) -> str:
        """The verdict that was reached."""

    @property
    def ok(self) -> bool:
        """Whether it is the expected one."""

    @property
    def detail(self) -> str:
        """What else went otherwise than expected."""


def cases_text(outcomes: Sequence[Outcome], lang: Lang) -> str:
    """Return the cases that went wrong, each with its place, and the count of all."""
    wrong = [outcome for outcome in outcomes if not outcome.ok]
    lines = [_outcome(outcome, lang) for outcome in wrong]
    rules = len({outcome.rule.id for outcome in outcomes})
    if lang == "zh":
        lines.append(f"{rules} 条规则，{len(outcomes)} 个例子：符合 {len(outcomes) - len(wrong)}，不符合 {len(wrong)}")
    else:
        lines.append(f"rules {rules}, cases {len(outcomes)}: {len(outcomes) - len(wrong)} pass, {len(wrong)} fail")
    return "\n".join(lines) + "\n"


def _outcome(outcome: Outcome, lang: Lang) -> str:
    """Return path:line: RULE expected …, got …."""
    case, place = outcome.case, f"{clean(outcome.rule.path)}:{outcome.case.line or outcome.rule.line}"
    told = (
        f"应为 {case.expect}，得到 {outcome.verdict}"
        if lang == "zh"
        else f"{case.expect} expected, got {outcome.verdict}"
    )
    detail = f" ({outcome.detail})" if outcome.detail else ""
    return f"{place}: {outcome.rule.id} {told}{detail}\n    {_case(case)}"
