"""What every kind of check looks things up in: built once per document, never changed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple, TypeVar

from auditor.amounts import Amount
from auditor.check.index import Where, index_of
from auditor.check.paths import codes_of
from auditor.model import (
    Check,
    Claim,
    Fact,
    Facts,
    FactTable,
    Operand,
    Place,
    Rule,
    Statement,
    Text,
    Verdict,
    Vocabulary,
)
from auditor.model.labels import normal

_K = TypeVar("_K")
_V = TypeVar("_V")
_BRACKETS = re.compile(r"（[^（）]*）")
_MOST_CLAIMS = 64  # of one statement that are looked at: no sentence says more of one thing
_NEAREST = 4  # statements of one item told for several periods follow each other
_ITEM = 7  # digits of the code of a 项

WHOLE = "全部"  # the fund of tables that show all money of a body


class Context(NamedTuple):
    """Facts with their indexes.

    Attributes:
        claims_of: statement → its claims, in reading order. claim_of: id of a fact → the claim it was made of.
        telling: measure → the statements that have a claim of it, in reading order.
        money: statement → its money amounts of the document's own period. facts_in: paragraph → the facts told in it.
        dated: statement and period word → its money amounts told with that word.
        kin: statement → the statements of its paragraph that tell the same item for several periods, itself included.
        parts_of: head statement → statements of its list.
        told_of: item → the statements that speak of it outside reasons.
        names: code → the labels that tables print with it; codes: label → the 7-digit codes it is printed with.
        coded: the code of each statement's subject, "" where none is known. where: where words stand in the tables.
    """

    facts: Facts
    vocabulary: Vocabulary
    claims_of: Mapping[int, tuple[Claim, ...]]
    claim_of: Mapping[int, Claim]
    telling: Mapping[str, tuple[int, ...]]
    money: Mapping[int, tuple[Fact, ...]]
    dated: Mapping[tuple[int, str], tuple[Fact, ...]]
    kin: Mapping[int, tuple[int, ...]]
    facts_in: Mapping[int, tuple[Fact, ...]]
    parts_of: Mapping[int, tuple[int, ...]]
    told_of: Mapping[str, tuple[int, ...]]
    names: Mapping[str, tuple[str, ...]]
    codes: Mapping[str, tuple[str, ...]]
    coded: tuple[str, ...]
    where: Where

    def fact(self, number: int) -> Fact:
        """Return a fact by id."""
        return self.facts.facts[number]

    def claim_fact(self, claim: Claim) -> Fact | None:
        """Return the fact of a claim, None for words without a figure."""
        number = self.facts.claims.get(claim.index)
        return None if number is None else self.facts.facts[number]

    def statement(self, index: int) -> Statement:
        """Return a statement of the narrative."""
        return self.facts.narrative.statements[index]

    def that_tell(self, *measures: str) -> Sequence[int]:
        """Return the statements with a claim of any of these measures, in reading order."""
        told = [self.telling.get(measure, ()) for measure in measures]
        return told[0] if len(told) == 1 else sorted(set().union(*told))

    def tables(self, families: Sequence[str]) -> tuple[FactTable, ...]:
        """Return the tables of these families; all recognised ones for an empty sequence."""
        if len(families) == 1:
            return self.where.families.get(families[0], ())
        return tuple(t for t in self.facts.tables if (t.family in families if families else t.family))

    @property
    def overviews(self) -> tuple[int, ...]:
        """Return the pages of the overviews of income and expenditure; more than one are those of several bodies."""
        families = {f.name for f in self.vocabulary.families if f.fund == WHOLE and not f.side}
        pages: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for table in self.facts.tables:
            if table.family in families:  # by function and by economic class it is one body's
                pages[tuple(_BRACKETS.findall(normal(table.table.title)))].append(table.table.pages[0])
        most = max(map(len, pages.values()), default=0)
        return next((tuple(sorted(found)) for found in pages.values() if len(found) == most), ())

    def is_current(self, period: str) -> bool:
        """Tell whether a period word means the document's own period."""
        return _is_current(period, self.facts)


def _is_current(period: str, facts: Facts) -> bool:
    return period in {"", "当年", facts.kind}


def build(facts: Facts, vocabulary: Vocabulary) -> Context:
    """Index a document's facts."""
    narrative = facts.narrative
    claims = _grouped((claim.statement, claim) for claim in narrative.claims)
    claims = {statement: told[:_MOST_CLAIMS] for statement, told in claims.items()}
    names = _names(facts)
    codes = _grouped((name, code) for code, all_ in names.items() if len(code) == _ITEM for name in all_)
    return Context(
        facts,
        vocabulary,
        claims_of=claims,
        claim_of={number: narrative.claims[index] for index, number in facts.claims.items()},
        telling=_telling(claims),
        money={statement: found for statement, all_ in claims.items() if (found := tuple(_money(all_, facts)))},
        dated=_grouped(_dated(claims, facts)),
        kin=_kin(narrative.statements),
        facts_in=_grouped((narrative.claims[i].paragraph, facts.facts[n]) for i, n in facts.claims.items()),
        parts_of=_grouped((each.head, each.index) for each in narrative.statements if each.head is not None),
        told_of=_grouped((each.item, each.index) for each in narrative.statements if not each.reason),
        names=names,
        codes=codes,
        coded=codes_of(narrative.statements, names, codes, vocabulary.classes),
        where=index_of(facts.tables),
    )


def _money(claims: Iterable[Claim], facts: Facts) -> Iterator[Fact]:
    """Yield the exact money amounts of claims that are told for the document's own period; 无 counts as zero."""
    for claim in claims:
        number = facts.claims.get(claim.index) if claim.measure in {"amount", "none"} else None
        exact = claim.amount is None or (claim.amount.is_money and not claim.amount.approximate)
        period = claim.period or facts.narrative.statements[claim.statement].period
        if number is not None and exact and _is_current(period, facts):
            yield facts.facts[number]


def _dated(claims: Mapping[int, Sequence[Claim]], facts: Facts) -> Iterator[tuple[tuple[int, str], Fact]]:
    for statement, told in claims.items():
        for claim in told:
            number = facts.claims.get(claim.index) if claim.measure == "amount" else None
            exact = claim.amount is None or (claim.amount.is_money and not claim.amount.approximate)
            if number is not None and exact:
                period = claim.period or facts.narrative.statements[statement].period
                yield (statement, period), facts.facts[number]


def _telling(claims: Mapping[int, Sequence[Claim]]) -> dict[str, tuple[int, ...]]:
    pairs = sorted({(claim.measure, statement) for statement, told in claims.items() for claim in told})
    return {measure: tuple(index for _, index in found) for measure, found in groupby(pairs, itemgetter(0))}


def _kin(statements: Sequence[Statement]) -> dict[int, tuple[int, ...]]:
    """Gather the statements of one paragraph that speak of one item: they follow each other.

    “会议费年初预算为A，支出决算为B，完成年初预算的C%” is one item told for two periods.
    """
    alike = _grouped(((own.paragraph, own.item, own.code, own.path, own.head), own.index) for own in statements)
    return {
        index: tuple(other for other in found if abs(other - index) <= _NEAREST) if len(found) > 1 else found
        for found in alike.values()
        for index in found
    }


def _grouped(pairs: Iterable[tuple[_K, _V]]) -> dict[_K, tuple[_V, ...]]:
    groups: dict[_K, list[_V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return _frozen(groups)


def _frozen(lists: Mapping[_K, list[_V]]) -> dict[_K, tuple[_V, ...]]:
    return {key: tuple(values) for key, values in lists.items()}


def _names(facts: Facts) -> dict[str, tuple[str, ...]]:
    names: dict[str, list[str]] = defaultdict(list)
    for table in facts.tables:
        for block in table.blocks:
            for line in block.lines:
                if line.code and line.item and line.item not in names[line.code]:
                    names[line.code].append(line.item)
    return _frozen(names)


def fixed(amount: Amount, item: str) -> Fact:
    """Return an operand that is no figure of the document, hence has no id: a constant of a rule, a number of names."""
    return Fact(-1, amount, 0, (0.0, 0.0, 0.0, 0.0), Place("cell"), item)


def bound(
    rule: Rule,
    operands: Iterable[Operand],
    *,
    formula: str = "sum",
    relation: str = "=",
    code: str = "sum",
    unit: str = "",
) -> Check:
    """Make a check of a rule over operands, not yet evaluated."""
    members = tuple(operands)
    return Check(
        rules=(rule.id,),
        kind=rule.kind,
        formula=formula,  # type: ignore[arg-type]  # callers pass the literals of Check.formula
        relation=relation,
        operands=members,
        verdict=Verdict.UNCHECKED,
        severity=rule.severity,
        code=code,
        unit=unit or (members[0].fact.amount.unit if members else ""),
    )


def worded(rule: Rule, code: str, reason: Text, place: str, page: int, facts: Iterable[Fact] = ()) -> Check:
    """Make a failing check about words or form: no arithmetic, a reason that quotes, and where it stands."""
    check = bound(rule, [Operand(fact, "other") for fact in facts], formula="text", code=code)
    return check._replace(verdict=Verdict.FAILS, reason=reason, place=place, page=page)


def unchecked(rule: Rule, reason: Text, place: str, operands: Iterable[Operand] = ()) -> Check:
    """Make a check that could not be evaluated, with the reason."""
    return Check(
        rules=(rule.id,),
        kind=rule.kind,
        formula="sum",
        relation="=",
        operands=tuple(operands),
        verdict=Verdict.UNCHECKED,
        severity=rule.severity,
        reason=reason,
        place=place,
    )
