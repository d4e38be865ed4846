"""Rules for people: the list, the explanation of one rule, and how its cases fared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from auditor.model import Case, Pack, Rule
from auditor.report.layout import cells, padded
from auditor.report.naming import clean
from auditor.report.words import Lang, pick, word


class Wanted(NamedTuple):
    """Which rules to list: those with one of the tags, packs and severities; an empty field wants all."""

    tags: frozenset[str] = frozenset()
    packs: frozenset[str] = frozenset()
    severities: frozenset[str] = frozenset()

    def takes(self, rule: Rule, pack: Pack) -> bool:
        """Tell whether a rule of a pack is wanted."""
        return (
            (not self.tags or bool(self.tags & set(rule.tags)))
            and (not self.packs or pack.id in self.packs)
            and (not self.severities or rule.severity in self.severities)
        )


ALL = Wanted()


def rules_text(packs: Sequence[Pack], lang: Lang, wanted: Wanted = ALL) -> str:
    """Return one line per wanted rule: id, severity, kind, title."""
    rules = distinct(packs, wanted)
    wide = max((cells(rule.id) for rule in rules), default=0)
    kinds = max((cells(rule.kind) for rule in rules), default=0)
    lines = [
        f"{padded(rule.id, wide)}  {rule.severity.value:<7}  {padded(rule.kind, kinds)}  {clean(pick(rule.title, lang))}"
        for rule in rules
    ]
    count = f"{len(rules)} 条规则" if lang == "zh" else f"{len(rules)} rule{'s' * (len(rules) != 1)}"
    return "\n".join([*lines, count]) + "\n"


def distinct(packs: Iterable[Pack], wanted: Wanted = ALL) -> list[Rule]:
    """Return the wanted rules of packs sorted by id, each once."""
    rules: dict[str, Rule] = {}
    for pack in packs:
        for rule in pack.rules:
            if wanted.takes(rule, pack):
                rules.setdefault(rule.id, rule)
    return [rules[id_] for id_ in sorted(rules)]


def rules_json(packs: Sequence[Pack], wanted: Wanted = ALL) -> list[dict[str, object]]:
    """Return the wanted rules with the packs that hold them."""
    return [
        {
            "id": rule.id,
            "kind": rule.kind,
            "severity": rule.severity.value,
            "title": {"zh": rule.title.zh, "en": rule.title.en},
            "tags": list(rule.tags),
            "packs": [pack.id for pack in packs if any(own.id == rule.id for own in pack.rules)],
        }
        for rule in distinct(packs, wanted)
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
        ("已知的例外" if lang == "zh" else "known exceptions", pick(rule.exceptions, lang)),
        ("容差" if lang == "zh" else "tolerance", _tolerance(rule, lang)),
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


def _tolerance(rule: Rule, lang: Lang) -> str:
    if rule.tolerance is None:
        return ""
    return f"{rule.tolerance.within.printed} {rule.tolerance.within.unit} ({pick(rule.tolerance.reason, lang)})"


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


def cases_text(outcomes: Sequence[Outcome], rules: Sequence[Rule], lang: Lang) -> str:
    """Return the cases that went wrong, each with its place, what no case covers, and the count of all."""
    wrong = [outcome for outcome in outcomes if not outcome.ok]
    lines = [_outcome(outcome, lang) for outcome in wrong]
    lines += [line for rule in rules if (line := _uncovered(rule, lang))]
    if lang == "zh":
        lines.append(
            f"{len(rules)} 条规则，{len(outcomes)} 个例子：符合 {len(outcomes) - len(wrong)}，不符合 {len(wrong)}"
        )
    else:
        lines.append(f"rules {len(rules)}, cases {len(outcomes)}: {len(outcomes) - len(wrong)} pass, {len(wrong)} fail")
    return "\n".join(lines) + "\n"


def _uncovered(rule: Rule, lang: Lang) -> str:
    """Say which outcomes no case of a rule reaches: every rule holds, fails, and stays unchecked where it compares places."""
    wanted = ["holds", "fails", *(["unchecked"] if _compares_places(rule) else [])]
    lacking = [verdict for verdict in wanted if verdict not in {case.expect for case in rule.cases}]
    if not lacking:
        return ""
    told = f"没有例子说明何时 {'、'.join(lacking)}" if lang == "zh" else f"no case that {', '.join(lacking)}"
    return f"{clean(rule.path)}:{rule.line}: {rule.id} {told}"


def _compares_places(rule: Rule) -> bool:
    refs = (
        [ref for side in (rule.check.left, rule.check.right) for term in side for ref in term.refs]
        if rule.check
        else []
    )
    if rule.kind == "tie":
        return rule.options.get("across") != ("正文",)
    return len({ref.family for ref in refs if ref.family}) > 1


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
