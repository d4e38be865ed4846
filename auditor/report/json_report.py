"""A report as JSON: the contract other programs read (`auditor.report/1`, report.schema.json).

Money is a decimal string in 元, percentages in per cent; ids and keys are never translated.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from auditor import __version__
from auditor.model import Box, Cause, Check, Excluded, Fact, Finding, Report, Sensitivity, Verdict
from auditor.report.equations import equation, substituted
from auditor.report.errata import Erratum, errata
from auditor.report.messages import message
from auditor.report.naming import check_places, page_of
from auditor.report.numbers import base_text, plain
from auditor.report.problems import problem
from auditor.report.states import of_state, only_open
from auditor.report.tally import by_verdict, checks_of_facts, is_complete
from auditor.report.words import Lang, pick, word

Json = dict[str, Any]

SCHEMA_ID = "auditor.report/1"


def report_json(report: Report, *, figures: bool, lang: Lang) -> Json:
    """Return the report as a JSON object; with `figures`, every figure of the document and what used it."""
    found: Json = {
        "schema": SCHEMA_ID,
        "tool": {"name": "auditor", "version": __version__},
        "packs": [{"id": id_, "version": version} for id_, version in report.packs],
        "document": _document(report),
        "status": report.status,
        "complete": is_complete(report),
        "counts": _counts(report),
        "findings": [_finding(finding, report, lang) for finding in report.findings],
        "causes": [_cause(cause) for cause in report.causes],
        "errata": [_erratum(row) for row in errata(only_open(report), lang)],
        "unchecked": _unchecked(report, lang),
    }
    return found | {"figures": figures_json(report)} if figures else found


def _document(report: Report) -> Json:
    return {
        "path": report.path,
        "sha256": report.sha256,
        "kind": report.kind,
        "year": report.year,
        "issuer": report.issuer,
        "pages": report.pages,
    }


def _counts(report: Report) -> Json:
    checks: dict[str, int] = {verdict.value: n for verdict, n in by_verdict(report).items()}
    coverage = report.coverage
    return {
        "checks": checks | {state: len(of_state(report, state)) for state in ("waived", "baselined")},
        "figures": {
            "total": coverage.total,
            "checked": coverage.checked,
            "unchecked": coverage.unchecked,
            "excluded": coverage.excluded,
        },
        "coverage": plain(coverage.share),
    }


def _finding(finding: Finding, report: Report, lang: Lang) -> Json:
    check = finding.check
    return {
        "fingerprint": finding.fingerprint,
        "values": finding.values,
        "state": finding.state,
        "waiver": _waiver(finding),
        "baseline": finding.baseline or None,
        "rule": check.rules[0],
        "severity": finding.severity.value,
        "confidence": finding.confidence,
        "verdict": check.verdict.value,
        "page": page_of(finding),
        "message": message(check, report.rules, lang),
        "equation": equation(check, report.rules, lang),
        "substituted": substituted(check, lang),
        "stated": base_text(check.stated, check.unit),
        "computed": base_text(check.computed, check.unit),
        "difference": base_text(check.difference, check.unit),
        "unit": check.unit,
        "cause": finding.cause or None,
        "alone": pick(finding.alone, lang) or None,
        "operands": [figure_json(operand.fact) | {"role": operand.role} for operand in check.operands],
    }


def _waiver(finding: Finding) -> Json | None:
    waiver = finding.waiver
    if waiver is None:
        return None
    return {"reason": waiver.reason, "by": waiver.by, "until": waiver.until, "lapsed": finding.lapsed or None}


def _cause(cause: Cause) -> Json:
    return {
        "id": cause.id,
        "kind": cause.kind,
        "figure": figure_json(cause.fact),
        "suggested": base_text(cause.suggested, cause.fact.amount.unit),
        "confidence": cause.confidence,
        "explains": list(cause.explains),
        "alternatives": [
            {
                "figure": figure_json(other.fact),
                "suggested": base_text(other.suggested, other.fact.amount.unit),
                "kind": other.kind,
            }
            for other in cause.alternatives
        ],
    }


def _erratum(row: Erratum) -> Json:
    """Return one correction: `printed` and `wanted` as a person would write them, `suggested` in the base unit."""
    return {
        "cause": row.cause or None,
        "figure": figure_json(row.fact),
        "printed": row.printed,
        "wanted": row.wanted,
        "suggested": base_text(row.value, row.fact.amount.unit),
        "confidence": row.confidence,
    }


def _unchecked(report: Report, lang: Lang) -> list[Json]:
    """Every check without a verdict; the problem of a document that could not be audited stands first."""
    found = []
    if not is_complete(report):
        reason = problem(report.problem_id, report.problem, lang)
        found.append({"rule": report.problem_id or report.status, "reason": reason, "place": ""})
    found += [
        {"rule": check.rules[0], "reason": pick(check.reason, lang), "place": _places(check, lang)}
        for check in report.checks
        if check.verdict is Verdict.UNCHECKED
    ]
    return found


def _places(check: Check, lang: Lang) -> str:
    return word("semicolon", lang).join(check_places(check, lang))


def figure_json(fact: Fact) -> Json:
    """Return a figure with its origin."""
    place = fact.place
    return {
        "printed": fact.amount.printed,
        "unit": fact.amount.unit,
        "value": base_text(fact.amount.value, fact.amount.unit),
        "item": fact.item,
        "period": fact.period,
        "measure": fact.measure,
        "page": fact.page,
        "bbox": rounded_box(fact.box),
        "place": {
            "kind": place.kind,
            "table": {"number": place.table_number, "title": place.table_title} if place.kind == "cell" else None,
            "row": place.row,
            "column": place.column,
            "section": place.section,
            "sentence": place.sentence,
        },
    }


def figures_json(report: Report, effective: Mapping[int, Sensitivity] | None = None) -> list[Json]:
    """Return every figure with the number of checks that used it, then the numbers that state nothing to check.

    With `effective`, a figure that prints digits also says how many it has and how many of them are protected.
    """
    used: Mapping[int, int] = checks_of_facts(report)
    protected = effective or {}
    facts = [
        figure_json(fact)
        | {"checks": used.get(fact.id, 0), "excluded": None}
        | (protected[fact.id]._asdict() if fact.id in protected else {})
        for fact in report.facts
    ]
    return facts + excluded_json(report.excluded)


def excluded_json(numbers: Sequence[Excluded]) -> list[Json]:
    """Return the excluded numbers in the form of figures, without a value."""
    return [
        {
            "printed": number.printed,
            "unit": "",
            "value": None,
            "item": "",
            "period": "",
            "measure": "",
            "page": number.page,
            "bbox": rounded_box(number.box),
            "place": {
                "kind": "sentence",
                "table": None,
                "row": "",
                "column": "",
                "section": "",
                "sentence": number.context,
            },
            "checks": 0,
            "excluded": number.reason,
        }
        for number in numbers
    ]


def rounded_box(box: Box) -> list[float]:
    """Return a box in points, rounded for reading."""
    return [round(float(edge), 2) for edge in box]
