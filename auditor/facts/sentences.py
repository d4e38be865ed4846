"""Claims of the narrative to facts."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.amounts import Amount, blank_amount
from auditor.model import Claim, Fact, Narrative, Place, Statement

NARRATIVE = "正文"
_PERIODS = {"prior": "上年", "change": "增减", "flat": "增减"}


def sentence_facts(narrative: Narrative, first_id: int) -> tuple[tuple[Fact, ...], dict[int, int]]:
    """Return the facts of all claims with a figure (or that stand for zero), and claim index → fact id."""
    facts: list[Fact] = []
    ids: dict[int, int] = {}
    stated: dict[int, Amount] = {}  # statement → its first amount
    for claim in narrative.claims:
        if claim.measure == "amount" and claim.amount:
            stated.setdefault(claim.statement, claim.amount)
    for claim in narrative.claims:
        amount = _amount(claim, stated)
        if amount is None:
            continue
        ids[claim.index] = first_id + len(facts)
        facts.append(_fact(claim, amount, narrative, first_id + len(facts)))
    return tuple(facts), ids


def _amount(claim: Claim, stated: Mapping[int, Amount]) -> Amount | None:
    if claim.amount is not None:
        return claim.amount if claim.value is None else claim.amount._replace(value=claim.value)
    if claim.measure in {"flat", "none"}:
        return _word_amount(claim, stated.get(claim.statement))
    return None


def _word_amount(claim: Claim, amount: Amount | None) -> Amount:
    """A word that stands for zero takes unit and step of the amount that its statement prints.

    持平 beside 0.41万元 says that the change is below the last printed digit; 无 is an exact zero.
    """
    if amount is None:
        return blank_amount(claim.word, "万元")
    zero = blank_amount(claim.word, amount.unit)
    return zero._replace(step=amount.step) if claim.measure == "flat" else zero


def _fact(claim: Claim, amount: Amount, narrative: Narrative, number: int) -> Fact:
    statement = narrative.statements[claim.statement]
    head = narrative.statements[statement.head].item if statement.head is not None else ""
    return Fact(
        id=number,
        amount=amount,
        page=claim.page,
        box=claim.box,
        place=_place(claim, narrative),
        item=statement.item,
        code=statement.code,
        period=_period(claim, statement),
        measure=claim.measure,
        family=NARRATIVE,
        head=head,
        fund=statement.fund,
        side=statement.side,
        part=statement.part,
    )


def _period(claim: Claim, statement: Statement) -> str:
    if claim.measure in _PERIODS:
        return _PERIODS[claim.measure]
    return claim.period or statement.period


def _place(claim: Claim, narrative: Narrative) -> Place:
    paragraph = narrative.paragraphs[claim.paragraph]
    start, end = _sentence(paragraph.text, claim.start, claim.end)
    section = paragraph.section[-1] if paragraph.section else ""
    return Place(
        "sentence",
        section=section,
        sentence=paragraph.text[start:end],
        span=(claim.start - start, claim.end - start),
    )


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the bounds of the sentence around a figure; 。 ends it."""
    left = text.rfind("。", 0, start) + 1
    right = text.find("。", end)
    return left, len(text) if right < 0 else right + 1
