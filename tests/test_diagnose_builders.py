"""Documents and checks built by hand, with an evaluator of their own: nothing is borrowed from the check stage."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from auditor.amounts import Amount, blank_amount, read_amount
from auditor.model import Check, Fact, Facts, Operand, Place, Severity, Text, Verdict
from tests.records import replace

UNCHECKED = Verdict.UNCHECKED


class Document:
    """Figures in the order of their making; each gets the next id and the next place on the page."""

    def __init__(self) -> None:
        self.facts: list[Fact] = []

    def cell(self, printed: str, table: str, row: str, column: str, unit: str = "元", **more: object) -> Fact:
        place = Place("cell", table_number=table, table_title=f"表{table}名", row=row, column=column)
        fields = {"item": row, "family": f"表{table}", "page": 10 + int(table), **more}
        return self._add(printed, unit, place, fields)

    def said(self, printed: str, item: str, unit: str = "万元", section: str = "五、三公", **more: object) -> Fact:
        place = Place("sentence", section=section, sentence=f"{item} {printed} {unit}")
        return self._add(printed, unit, place, {"item": item, "family": "正文", "page": 8, **more})

    def _add(self, printed: str, unit: str, place: Place, fields: dict[str, object]) -> Fact:
        number = len(self.facts)
        amount = read_amount(printed, unit) or blank_amount(printed, unit)
        fields = {"blank": not any(c.isdigit() for c in printed), "box": (0.0, number, 1.0, number + 1.0), **fields}
        fact = Fact(id=number, amount=amount, place=place, **fields)  # type: ignore[arg-type]
        self.facts.append(fact)
        return fact

    def done(self, **more: object) -> Facts:
        fields = {"kind": "预算", "year": 2024, "issuer": "某中心", **more}
        return Facts(facts=tuple(self.facts), **fields)  # type: ignore[arg-type]


def total(left: Fact | Sequence[Fact], *right: Fact, rule: str = "R-1", relation: str = "=", **more: object) -> Check:
    """A sum: left side, and the parts on the right."""
    lefts = [left] if isinstance(left, Fact) else list(left)
    operands = [Operand(fact, "total", 1, "left") for fact in lefts] + [Operand(fact) for fact in right]
    return judged(_check(rule, "sum", operands, relation=relation, **more))


def rate(stated: Fact, rule: str = "N-3", **roles: Fact) -> Check:
    operands = [Operand(stated, "rate", 1, "left"), *(Operand(fact, role) for role, fact in roles.items())]
    return judged(_check(rule, "rate", operands, code="rate", kind="change"))


def ratio(share: Fact, part: Fact, whole: Fact) -> Check:
    operands = [Operand(share, "share", 1, "left"), Operand(part, "part"), Operand(whole, "whole")]
    return judged(_check("N-5", "ratio", operands, code="share", kind="share"))


def text(*facts: Fact, rule: str = "T-1", **more: object) -> Check:
    return _check(rule, "text", [Operand(fact, "other") for fact in facts], verdict=Verdict.FAILS, **more)


def missing(blank: Fact, *parts: Fact, **more: object) -> Check:
    operands = [Operand(blank, "total", 1, "left"), *(Operand(part) for part in parts)]
    return _check("M-1", "missing", operands, verdict=Verdict.FAILS, code="missing-total", **more)


def _check(rule: str, formula: str, operands: list[Operand], **more: object) -> Check:
    fields = {
        "kind": "equation",
        "relation": "=",
        "verdict": Verdict.HOLDS,
        "severity": Severity.ERROR,
        "reason": Text("", ""),
        **more,
    }
    return Check(rules=(rule,), formula=formula, operands=tuple(operands), **fields)  # type: ignore[arg-type]


def judged(check: Check) -> Check:
    """Give a check its verdict: the printed values, then half a last digit for each figure, then a whole one."""
    if check.formula == "sum":
        left = sum((o.sign * o.fact.value for o in check.operands if o.side == "left"), Decimal(0))
        right = sum((o.sign * o.fact.value for o in check.operands if o.side == "right"), Decimal(0))
        steps = [o.fact.amount.step for o in check.operands]
        gap = {"≤": left - right, "≥": right - left}.get(check.relation, abs(left - right))
        verdict = _verdict(gap, sum(steps) / 2, max(steps) / 2)
        return replace(check, verdict=verdict, stated=left, computed=right, difference=left - right)
    by_role = {o.role: o.fact for o in check.operands}
    stated = by_role.pop("rate" if check.formula == "rate" else "share")
    values = [_percentage(by_role, ends) for ends in _corners([fact.amount for fact in by_role.values()])]
    exact = _percentage(by_role, [fact.value for fact in by_role.values()])
    half = stated.amount.step / 2
    short = max(min(values) - stated.value, stated.value - max(values), Decimal(0))
    verdict = Verdict.HOLDS if abs(exact - stated.value) <= half else _verdict(short, half, half)
    return replace(check, verdict=verdict, stated=stated.value, computed=exact)


def _verdict(gap: Decimal, half: Decimal, cut: Decimal) -> Verdict:
    if gap <= 0:
        return Verdict.HOLDS
    if gap <= half:
        return Verdict.ROUNDING
    return Verdict.TRUNCATED if gap < half + cut else Verdict.FAILS


def _corners(amounts: list[Amount]) -> list[list[Decimal]]:
    found: list[list[Decimal]] = [[]]
    for amount in amounts:
        ends = amount.rounded()
        found = [[*corner, end] for corner in found for end in (ends.low, ends.high)]
    return found


def _percentage(by_role: dict[str, Fact], values: list[Decimal]) -> Decimal:
    given = dict(zip(by_role, values, strict=True))
    if "whole" in given:
        top, bottom = given["part"], given["whole"]
    elif "prior" in given:
        top, bottom = given.get("change", given.get("current", Decimal(0)) - given["prior"]), given["prior"]
    else:
        top, bottom = given["change"], given["current"] - given["change"]
    return 100 * top / bottom if bottom else Decimal("Infinity")  # no rate on nothing


def test_the_evaluator_tells_the_four_verdicts_apart() -> None:
    document = Document()
    exact, near = document.cell("125,765.00", "5", "合计", "合计"), document.said("12.58", "医疗")
    cut, wrong = document.said("12.57", "医疗"), document.said("12.5", "医疗", unit="元")
    assert total(near, near).verdict is Verdict.HOLDS
    assert total(near, exact).verdict is Verdict.ROUNDING
    assert total(cut, exact).verdict is Verdict.TRUNCATED
    assert total(wrong, exact).verdict is Verdict.FAILS
