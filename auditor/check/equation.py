"""Kind `equation`: a formula in the document's own words, bound on one line, in one table, or across the document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice, product

from auditor.check.context import Context, bound, fixed, unchecked
from auditor.check.evaluate import best, evaluate_sum
from auditor.check.index import TOTAL
from auditor.check.refs import NARRATIVE, table_facts, told_facts
from auditor.check.silence import concerns
from auditor.check.sums import column_sums
from auditor.model import Block, Check, Equation, Fact, FactTable, Operand, Ref, Rule, Term, Text, Verdict
from auditor.model.labels import normal

_MOST_READINGS = 64


def equation(rule: Rule, context: Context) -> Iterator[Check]:
    """Bind one equation wherever it fits and evaluate it."""
    if rule.check is None:
        return
    refs = [ref for term in (*rule.check.left, *rule.check.right) for ref in term.refs]
    if any(ref.family == NARRATIVE for ref in refs):
        yield from _told(rule, rule.check, context)
    elif any(ref.family for ref in refs) or rule.together == "document":
        yield from _document(rule, rule.check, context)
    else:
        yield from _local(rule, rule.check, context)


# ---------------------------------------------------------------- across the document


def _document(rule: Rule, formula: Equation, context: Context) -> Iterator[Check]:
    candidates = _candidates(formula, context)
    if candidates is None:
        if not concerns(rule, context):
            return
        missing = _missing_refs(formula, context)
        yield unchecked(rule, Text(f"没有找到：{missing}", f"not found: {missing}"), rule.title.zh)
        return
    check = best_reading(rule, formula, candidates)
    if check is not None:
        yield check


_Choice = tuple[tuple[Operand, ...], ...]  # the facts one term can mean; a Σ term has one choice of many


def _candidates(formula: Equation, context: Context) -> list[_Choice] | None:
    """Return the choices per term, None when an operand that must be there is not."""
    choices: list[_Choice] = []
    for side, terms in (("left", formula.left), ("right", formula.right)):
        for position, term in enumerate(terms):
            options = _options(term, side, position, context)
            if options:
                choices.append(options)
            elif not term.optional:
                return None
    return choices


def _options(term: Term, side: str, position: int, context: Context) -> _Choice:
    role = "total" if side == "left" and position == 0 else "part"
    if term.constant is not None:
        return ((_operand(fixed(term.constant, f"{term.constant.printed}{term.constant.unit}"), role, term, side),),)
    groups = [_facts_of(ref, context) for ref in term.refs]
    if term.summed:
        return tuple(tuple(_operand(f, role, term, side) for f in group) for group in groups if group)
    return tuple((_operand(fact, role, term, side),) for group in groups for fact in group)


def _facts_of(ref: Ref, context: Context) -> tuple[Fact, ...]:
    if ref.family == NARRATIVE:
        return tuple(islice(told_facts(ref, context), _MOST_READINGS))
    return table_facts(ref, context)


def _operand(fact: Fact, role: str, term: Term, side: str) -> Operand:
    return Operand(fact, role, term.sign, "left" if side == "left" else "right")


def best_reading(rule: Rule, formula: Equation, choices: Sequence[_Choice]) -> Check | None:
    """Evaluate every reading of an equation and keep the kindest."""
    chosen = islice(product(*choices), _MOST_READINGS)
    operands = (tuple(operand for group in groups for operand in group) for groups in chosen)
    readings = [check for members in operands if (check := _reading(rule, formula, members)) is not None]
    return best(readings) if readings else None


def _reading(rule: Rule, formula: Equation, operands: tuple[Operand, ...]) -> Check | None:
    """Evaluate one reading; None when a figure stands in it twice, or nothing is printed."""
    if len({operand.fact.id for operand in operands}) < len(operands) or all(o.fact.blank for o in operands):
        return None
    code = "part-exceeds-whole" if formula.relation in {"≥", "≤"} else _code_of(operands)
    return evaluate_sum(bound(rule, operands, relation=formula.relation, code=code))


def _code_of(operands: Sequence[Operand]) -> str:
    return "tie" if len(operands) == 2 else "sum"


def _missing_refs(formula: Equation, context: Context) -> str:
    names = [
        _shown(term.refs[0])
        for term in (*formula.left, *formula.right)
        if term.refs and not term.optional and not any(_facts_of(ref, context) for ref in term.refs)
    ]
    return "、".join(names)


def _shown(ref: Ref) -> str:
    return ".".join(part for part in (ref.family, ref.place, ref.column) if part)


# ---------------------------------------------------------------- narrative against tables


def _told(rule: Rule, formula: Equation, context: Context) -> Iterator[Check]:
    """One check per place where the narrative states the first operand; the other side from the tables."""
    first = formula.left[0].refs[0]
    others = Equation((), formula.relation, formula.right, formula.text)
    candidates = _candidates(others, context)
    unread = _unread_family(others, context)
    for fact in told_facts(first, context):
        if not _stands_where(fact, rule):
            continue
        if candidates is None or not candidates:
            missing = _missing_refs(others, context)
            yield unchecked(rule, Text(f"没有找到：{missing}", f"not found: {missing}"), fact.place.section)
            return
        check = _told_reading(rule, formula, fact, candidates)
        lost = _lost_family(fact, others, candidates, context) if fact.fund else unread
        if check is not None and check.verdict is Verdict.FAILS and lost:
            told = Text(
                f"没有读到{lost}，不能断定是哪个总数", f"{lost} was not read; which total is meant is not certain"
            )
            yield check._replace(verdict=Verdict.UNCHECKED, reason=told)
        elif check is not None:
            yield check._replace(code="change-vs-table" if first.period == "增减" else check.code)


def _stands_where(fact: Fact, rule: Rule) -> bool:
    """Tell whether a rule is about this place: its heading without the words of `outside`, its sentence with those of `beside`."""
    beside, sentence = rule.options.get("beside", ()), normal(fact.place.sentence)
    if any(word in fact.place.section for word in rule.options.get("outside", ())):
        return False
    return not beside or any(word in sentence for word in beside)


def _unread_family(formula: Equation, context: Context) -> str:
    """Return the table that an operand means first of all, where it was not read but others that may be meant were."""
    for term in (*formula.left, *formula.right):
        family = term.refs[0].family if len(term.refs) > 1 else ""
        if family and not any(_facts_of(ref, context) for ref in term.refs if ref.family == family):
            return family
    return ""


def _lost_family(fact: Fact, formula: Equation, candidates: Sequence[_Choice], context: Context) -> str:
    """Return the table of a figure's own fund where none of its figures were read: totals of other money prove nothing."""
    if any(o.fact.fund == fact.fund for choice in candidates for group in choice for o in group):
        return ""
    own = {family.name for family in context.vocabulary.families if family.fund == fact.fund}
    named = (ref.family for term in formula.right for ref in term.refs if ref.family in own)
    return next((family for family in named if context.tables((family,))), "")


def _told_reading(rule: Rule, formula: Equation, fact: Fact, candidates: Sequence[_Choice]) -> Check | None:
    """Read a sentence's figure against tables of its own fund; against any that does not contradict it only to excuse."""
    stated: _Choice = ((Operand(fact, "stated", 1, "left"),),)
    own = _scoped(candidates, lambda group: all(o.fact.fund == fact.fund for o in group)) if fact.fund else []
    first = best_reading(rule, formula, [stated, *own]) if own else None
    if first is not None and first.verdict is not Verdict.FAILS:
        return first
    scoped = _scoped(candidates, lambda group: _fund_fits(fact, group))
    other = best_reading(rule, formula, [stated, *scoped]) if scoped else None
    return first if first is not None and (other is None or other.verdict is Verdict.FAILS) else other


def _scoped(candidates: Sequence[_Choice], fits: Callable[[Sequence[Operand]], bool]) -> list[_Choice]:
    """Keep the readings that fit; the empty list when a term has none left."""
    scoped = [tuple(group for group in choice if fits(group)) for choice in candidates]
    return scoped if all(scoped) else []


def _fund_fits(fact: Fact, group: Sequence[Operand]) -> bool:
    """Tell whether no operand is of another fund; the row of an overview that is named after the fund is of that fund."""
    narrow = {"政府性基金", "国有资本经营"}
    return not any(
        (fact.fund in narrow or o.fact.fund in narrow) and fact.fund not in {o.fact.fund, o.fact.item}
        for o in group
        if o.fact.fund
    )


# ---------------------------------------------------------------- one line, one table


def _local(rule: Rule, formula: Equation, context: Context) -> Iterator[Check]:
    for table in context.where.candidates(formula):
        if not table.family or (rule.families and table.family not in rule.families):
            continue
        blocks = [block for block in table.blocks if _can_bind(formula, context.where.places_of(block).words)]
        made = [check for block in blocks for check in _lines(rule, formula, block, context)]
        yield from made
        if not made and rule.together in {"", "table"} and len(formula.left) == len(formula.right) == 1:
            yield from _blocks(rule, formula, table, context)


def _can_bind(formula: Equation, words: frozenset[str]) -> bool:
    """Tell whether a block has every operand that must be there; 合计 is told by the shape."""
    return all(
        term.optional or any(ref.place in words or ref.place == TOTAL for ref in term.refs)
        for term in (*formula.left, *formula.right)
        if term.refs
    )


def _lines(rule: Rule, formula: Equation, block: Block, context: Context) -> Iterator[Check]:
    places = context.where.places_of(block)
    for columns in places.columns:
        yield from _bind_columns(rule, formula, block, columns, context)
    yield from _bind_rows(rule, formula, block, places.rows, context)


def _places(formula: Equation, known: Mapping[str, int]) -> list[tuple[str, Term, int]] | None:
    """Return (side, term, position) per operand, None when one that must be there is missing."""
    found: list[tuple[str, Term, int]] = []
    for side, terms in (("left", formula.left), ("right", formula.right)):
        for term in terms:
            place = next((known[ref.place] for ref in term.refs if ref.place in known), None)
            if place is not None:
                found.append((side, term, place))
            elif not term.optional:
                return None
    places = [place for _, _, place in found]
    sides = {side for side, _, _ in found}
    return found if len(set(places)) == len(places) and sides == {"left", "right"} else None


def _bind_columns(
    rule: Rule, formula: Equation, block: Block, columns: Mapping[str, int], context: Context
) -> Iterator[Check]:
    places = _places(formula, columns)
    if places is None or not (rule.open or _closed(formula, block, places)):
        return
    for row in block.facts:
        yield from _bind(rule, formula, [(side, term, row[place]) for side, term, place in places], context)


def _closed(formula: Equation, block: Block, places: Sequence[tuple[str, Term, int]]) -> bool:
    """With 合计 on the left the equation must use every additive column of the line."""
    if formula.left[0].refs[0].place != TOTAL:
        return True
    used = {place for _, _, place in places}
    return any(used == {found.total, *found.parts} for found in column_sums(block.columns) if not found.some)


def _bind_rows(
    rule: Rule, formula: Equation, block: Block, rows: Mapping[str, int], context: Context
) -> Iterator[Check]:
    if formula.left[0].refs and formula.left[0].refs[0].place == TOTAL and not rule.open:
        return  # totals down a column are found by shape
    places = _places(formula, rows)
    if places is None:
        return
    for position in range(len(block.columns)):
        yield from _bind(rule, formula, [(s, t, block.facts[p][position]) for s, t, p in places], context)


def _bind(rule: Rule, formula: Equation, members: Sequence[tuple[str, Term, int]], context: Context) -> Iterator[Check]:
    if any(number < 0 for _, _, number in members):
        return
    operands = tuple(
        _operand(context.fact(number), "part" if order else "total", term, side)
        for order, (side, term, number) in enumerate(members)
    )
    if any(operand.fact.amount.is_percent for operand in operands):
        return  # rates do not add up
    check = _reading(rule, formula, operands)
    if check is not None and not _blank_total(check):
        yield check


def _blank_total(check: Check) -> bool:
    """A blank total is told by the sums by shape; here it would only be told again."""
    left = [o for o in check.operands if o.side == "left"]
    return check.verdict is Verdict.FAILS and len(left) == 1 and left[0].fact.blank


def _blocks(rule: Rule, formula: Equation, table: FactTable, context: Context) -> Iterator[Check]:
    """Across the blocks of one table, main columns: 收入总计 = 支出总计."""
    left = [f for term in formula.left for f in _in_blocks(term, table, context)]
    right = [f for term in formula.right for f in _in_blocks(term, table, context)]
    for one, other in product(left[:1], right[:8]):
        choice: list[_Choice] = [
            ((_operand(one, "total", formula.left[0], "left"),),),
            ((_operand(other, "part", formula.right[0], "right"),),),
        ]
        check = best_reading(rule, formula, choice)
        if check is not None:
            yield check._replace(code="balance")


def _in_blocks(term: Term, table: FactTable, context: Context) -> Iterator[Fact]:
    names = {ref.place for ref in term.refs}
    for block in table.blocks:
        places = context.where.places_of(block)
        if places.main is None:
            continue
        known = (
            {*names, "总计"} if f"{block.side}总计" in names else names
        )  # a bare 总计 on the income side is 收入总计
        for index in sorted(index for name in known for index in places.lines.get(name, ())):
            number = block.facts[index][places.main]
            if number >= 0:
                yield context.fact(number)


def holds(formula: Equation, rule: Rule, context: Context) -> bool | None:
    """Evaluate a condition over the document: True, False, or None when it cannot be bound."""
    candidates = _candidates(formula, context)
    check = best_reading(rule, formula, candidates) if candidates else None
    if check is None:
        return None
    return check.verdict in {Verdict.HOLDS, Verdict.ROUNDING}
