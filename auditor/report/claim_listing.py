"""The narrative as it was read: every claim with its sentence, every number that states nothing to check."""

from __future__ import annotations

from typing import Any

from auditor.model import Claim, Narrative, Statement
from auditor.report.json_report import rounded_box
from auditor.report.naming import clean, tidy
from auditor.report.numbers import base_text, printed_quantity
from auditor.report.words import Lang

Json = dict[str, Any]

_DIRECTIONS = {1: "up", -1: "down", 0: ""}


def claims_json(narrative: Narrative) -> Json:
    """Return {"claims": […], "excluded": […]}: amounts are decimal strings in the base unit."""
    excluded = [
        {"printed": e.printed, "reason": e.reason, "page": e.page, "bbox": rounded_box(e.box), "context": e.context}
        for e in narrative.excluded
    ]
    return {"claims": [_claim(claim, narrative) for claim in narrative.claims], "excluded": excluded}


def _claim(claim: Claim, narrative: Narrative) -> Json:
    statement = narrative.statements[claim.statement]
    paragraph = narrative.paragraphs[claim.paragraph]
    amount = claim.amount
    return {
        "sentence": paragraph.text,
        "span": [claim.start, claim.end],
        "page": claim.page,
        "bbox": rounded_box(claim.box),
        "section": " / ".join(paragraph.section),
        "item": statement.item,
        "head": _head(statement, narrative),
        "measure": claim.measure,
        "period": claim.period or statement.period,
        "base": claim.base.text if claim.base else claim.whole,
        "printed": amount.printed if amount else "",
        "value": base_text(claim.value, amount.unit if amount else ""),
        "unit": amount.unit if amount else "",
        "direction": _DIRECTIONS[claim.sign],
        "word": claim.word,
        "reason": claim.cause,
        "approximate": amount.approximate if amount else False,
        "readings": [narrative.statements[other].item for other in claim.others],
    }


def _head(statement: Statement, narrative: Narrative) -> str | None:
    return None if statement.head is None else narrative.statements[statement.head].item


def claims_text(narrative: Narrative, lang: Lang) -> str:
    """Return the claims under their paragraphs, one line each, then the excluded numbers by reason."""
    lines: list[str] = []
    paragraph = -1
    for claim in narrative.claims:
        if claim.paragraph != paragraph:
            paragraph = claim.paragraph
            found = narrative.paragraphs[paragraph]
            lines += ["", f"p{found.page} {clean(found.text)}"]
        lines.append("    " + _line(claim, narrative))
    lines += ["", *_excluded(narrative, lang)]
    return "\n".join(lines).lstrip("\n") + "\n"


def _line(claim: Claim, narrative: Narrative) -> str:
    statement = narrative.statements[claim.statement]
    head = _head(statement, narrative)
    base = claim.base.text if claim.base else claim.whole
    figure = printed_quantity(claim.amount, "") if claim.amount else ""
    sign = {1: "↑ ", -1: "↓ "}.get(claim.sign, "")
    about = [claim.period or statement.period, f"← {tidy(base)}" if base else "", f"∈ {tidy(head)}" if head else ""]
    parts = [f"{claim.measure:<10}", tidy(statement.item), sign + (figure or tidy(claim.word)), *about]
    return "  ".join(part for part in parts if part)


def _excluded(narrative: Narrative, lang: Lang) -> list[str]:
    """Return one line per reason with its numbers."""
    reasons: dict[str, list[str]] = {}
    for number in narrative.excluded:
        reasons.setdefault(number.reason, []).append(tidy(number.printed))
    title = "不参与核对的数字：" if lang == "zh" else "numbers that state nothing to check:"
    lines = [f"    {reason}: {' '.join(numbers)}" for reason, numbers in reasons.items()]
    return [title, *lines] if lines else []
