"""The tests that travel with rules: values, sentences or small tables through the real stages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from auditor.amounts import Amount, in_unit, read_amount
from auditor.audit.pipe_tables import pipe_tables
from auditor.check import check
from auditor.claims import read_text as narrative_of
from auditor.diagnose import diagnose
from auditor.facts import NARRATIVE, announced, gather
from auditor.model import Case, Check, Equation, Pack, Ref, Rule, Table, Verdict, Vocabulary

_ORDER = (Verdict.FAILS, Verdict.TRUNCATED, Verdict.ROUNDING, Verdict.HOLDS, Verdict.UNCHECKED)
_FIGURE = re.compile(r"(.{0,4}\d[\d,.，．]*[)）]?)\s*(.*)")
_CURRENCY = re.compile("[$€£]")
_ONLY_FAULTS = frozenset(
    {"wording", "code", "require"}
)  # kinds, and aspects of other kinds, that tell nothing that holds
_SAYS_FAULTS = frozenset({"zero-base", "growth", "idle"})


class CaseResult(NamedTuple):
    """One case that was run: the verdict reached, whether it is the expected one, and detail for a person."""

    rule: Rule
    case: Case
    verdict: str
    ok: bool
    detail: str


def run_cases(packs: Sequence[Pack]) -> tuple[CaseResult, ...]:
    """Run every case of every rule of every pack, each rule once."""
    seen: set[str] = set()
    results: list[CaseResult] = []
    for pack in packs:
        for rule in pack.rules:
            if rule.id not in seen:
                seen.add(rule.id)
                results.extend(_run(rule, case, pack) for case in rule.cases)
    return tuple(results)


def _run(rule: Rule, case: Case, pack: Pack) -> CaseResult:
    tables, text = _document(rule, case, pack.vocabulary)
    facts = gather(tables, narrative_of(text, pack.vocabulary), pack.vocabulary)._replace(
        kind=rule.document_kind or pack.kind,
        year=None,
        contents=announced(text.splitlines(), 1, pack.vocabulary),
    )
    rules = (rule, *_companions(rule, pack))
    checks = [c for c in check(rules, facts, pack.vocabulary) if rule.id in c.rules]
    verdict = _worst(rule, checks)
    detail = ""
    if case.cause:
        kinds = [cause.kind for cause in diagnose(checks, facts, pack=pack.id)[1]]
        if case.cause not in kinds:
            detail = f"cause {case.cause} expected, told: {', '.join(kinds) or 'none'}"
    return CaseResult(rule, case, verdict, verdict == case.expect and not detail, detail)


def _companions(rule: Rule, pack: Pack) -> tuple[Rule, ...]:
    """A rule about blank totals or last digits speaks through the sums by shape and those of sentences."""
    if rule.kind != "require":
        return ()
    return tuple(r for r in pack.rules if r.kind == "rollup" or (r.kind == "list" and "amounts" in r.options["of"]))


def _worst(rule: Rule, checks: Sequence[Check]) -> str:
    """Return the loudest verdict. Some kinds speak only of what is wrong; the others say nothing when unbound."""
    if not checks:
        silent = rule.kind in _ONLY_FAULTS or _SAYS_FAULTS.intersection(rule.options.get("of", ()))
        return "holds" if silent else "unchecked"
    verdicts = {each.verdict for each in checks}
    return next(verdict.value for verdict in _ORDER if verdict in verdicts)


def _document(rule: Rule, case: Case, vocabulary: Vocabulary) -> tuple[tuple[Table, ...], str]:
    if case.values:
        return _from_values(rule, case.values, vocabulary)
    return pipe_tables(case.table), case.text


# ---------------------------------------------------------------- values of an equation as a small document


def _from_values(rule: Rule, values: Mapping[str, str], vocabulary: Vocabulary) -> tuple[tuple[Table, ...], str]:
    """Lay out the operands of an equation: one table per family, items as rows, or one line for plain items."""
    refs = _refs_by_text(rule.check, values)
    told = [f"{refs[key].place}{value}。" for key, value in values.items() if refs[key].family == NARRATIVE]
    families: dict[str, list[tuple[Ref, str]]] = {}
    for key, value in values.items():
        if refs[key].family != NARRATIVE:
            families.setdefault(refs[key].family, []).append((refs[key], value))
    tables = [table for name, members in families.items() for table in _layout(rule, name, members, vocabulary)]
    return tuple(tables), "\n".join(told)


def _refs_by_text(formula: Equation | None, values: Mapping[str, str]) -> dict[str, Ref]:
    """Match operand texts to the references of the equation."""
    known = {_ref_text(ref): ref for term in _terms(formula) for ref in term}
    return {key: known.get(key) or _plain_ref(key) for key in values}


def _terms(formula: Equation | None) -> Iterator[tuple[Ref, ...]]:
    if formula is not None:
        for term in (*formula.left, *formula.right):
            yield term.refs


def _ref_text(ref: Ref) -> str:
    place = f"{ref.place}{'*' if ref.prefix else ''}「{ref.name}」" if ref.code else ref.place
    place = f"「{place}」" if ref.words else place
    head = f"{ref.family}." if ref.family else ""
    column = f".{ref.column}" if ref.column else ""
    period = f"@{ref.period}" if ref.period else ""
    return f"{head}{place}{column}{period}"


def _plain_ref(text: str) -> Ref:
    parts = text.split(".")
    return Ref(parts[-1], family=parts[0] if len(parts) > 1 else "")


def _layout(rule: Rule, family: str, members: Sequence[tuple[Ref, str]], vocabulary: Vocabulary) -> tuple[Table, ...]:
    name = family or next(iter(rule.families), "") or "三公表"
    known = next((f for f in vocabulary.families if f.name == name), vocabulary.families[0])
    unit = _unit_of([value for _, value in members])
    caption = f"表1 {known.titles[0]} 单位：{unit}"
    cells = [(ref, _in_unit(value, unit)) for ref, value in members]
    if not family and rule.together != "table":
        header = "单位名称 | " + " | ".join(ref.place for ref, _ in cells)
        return pipe_tables(f"{caption}\n{header}\n某单位 | " + " | ".join(value for _, value in cells))
    columns = list(dict.fromkeys(ref.column or ref.period or "预算数" for ref, _ in cells))
    header = "科目编码 | 项目 | " + " | ".join(columns)
    rows = [
        f"{ref.place if ref.code else ''} | {ref.name if ref.code else ref.place} | "
        + " | ".join(value if (ref.column or ref.period or "预算数") == column else "" for column in columns)
        for ref, value in cells
    ]
    return pipe_tables("\n".join([caption, header, *_merged(rows)]))


def _merged(rows: Sequence[str]) -> list[str]:
    """Put figures of one row that stand in different columns on one line."""
    lines: dict[str, list[str]] = {}
    for row in rows:
        code, label, *values = [cell.strip() for cell in row.split("|")]
        kept = lines.setdefault(f"{code} | {label}", [""] * len(values))
        for position, value in enumerate(values):
            kept[position] = kept[position] or value
    return [f"{head} | " + " | ".join(values) for head, values in lines.items()]


def _in_unit(value: str, unit: str) -> str:
    """Print a figure in the unit of its table, its own digits where the units agree."""
    amount = _amount(value)
    if amount is None:
        return ""
    return amount.printed if amount.unit == unit else f"{in_unit(amount.value, unit):f}"


def _amount(value: str) -> Amount | None:
    found = _FIGURE.match(value)
    number, unit = found.groups() if found else (value, "")
    return read_amount(number, unit or ("" if _CURRENCY.search(number) else "元"))


def _unit_of(values: Sequence[str]) -> str:
    """Return the one unit that all figures share, 元 when they differ."""
    units = {amount.unit for value in values if (amount := _amount(value)) is not None and amount.value}
    return units.pop() if len(units) == 1 else "元"
