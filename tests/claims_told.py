"""How a narrative is written down in one line per claim, for the tests of sentences."""

from __future__ import annotations

from auditor.model import Base, Claim, Narrative, Statement

_SIGNS = {1: "+", -1: "-", 0: ""}


def told(narrative: Narrative) -> list[str]:
    """Return the claims in reading order: measure, figure or word, item, then what else is told.

    @period, ÷denominator, ~base, <head (with ? when tentative, ! when the list is complete), |second reading, #reason.
    """
    claims = sorted(narrative.claims, key=lambda claim: (claim.paragraph, claim.start))
    return [line(claim, narrative) for claim in claims]


def line(claim: Claim, narrative: Narrative) -> str:
    statement = narrative.statements[claim.statement]
    parts = [claim.measure, _figure(claim), "/".join(statement.path) or statement.item or "-"]
    period = claim.period or (statement.period if claim.measure in {"amount", "count"} else "")
    parts += [f"@{period}"] if period else []
    parts += [f"÷{claim.whole}"] if claim.whole else []
    parts += [f"~{base_text(claim.base)}"] if claim.base else []
    parts += [_head(statement, narrative)] if statement.head is not None else []
    parts += [f"|{narrative.statements[other].item}" for other in claim.others]
    parts += ["#"] if statement.reason else []
    return " ".join(parts)


def base_text(base: Base) -> str:
    return ("" if base.comparable else "可比") + base.anchor + base.kind


def _figure(claim: Claim) -> str:
    if claim.amount is None:
        return claim.word
    sign = _SIGNS[claim.sign] if claim.measure in {"change", "rate", "points"} else ""
    return sign + claim.amount.printed.lstrip("+-") + claim.amount.unit


def _head(statement: Statement, narrative: Narrative) -> str:
    head = narrative.statements[statement.head or 0]
    mark = "!" if statement.complete else "?" if statement.tentative else ""
    return f"<{head.item or '-'}{mark}"
