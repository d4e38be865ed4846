"""Equal checks are one check with several ids; figures that are known to be missing make others unchecked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from auditor.check.context import Context
from auditor.check.doubts import UNFILLED, doubted
from auditor.check.partitions import is_partition
from auditor.model import Check, Rule, Verdict

_PRIORITY = {"equation": 0, "tie": 1, "rollup": 2}  # the most specific rule claims the check


def merged(checks: Iterable[Check], rules: Sequence[Rule], context: Context) -> tuple[Check, ...]:
    """Merge equal checks and settle what missing totals make unknown."""
    kept: dict[tuple[object, ...], Check] = {}
    for check in checks:
        key = _key(check)
        other = kept.get(key)
        kept[key] = check if other is None else _joined(other, check)
    renamed = [_named(check, rules, context) for check in kept.values()]
    missing = {o.fact.id for c in renamed if c.formula == "missing" for o in c.operands if o.role == "total"}
    settled = [_settled(check, missing) for check in renamed] if missing else renamed
    return doubted(settled, context.facts)


def _key(check: Check) -> tuple[object, ...]:
    if check.formula == "sum" and check.operands:
        weights = {
            o.fact.id: o.sign * (1 if o.side == "left" else -1)
            for o in check.operands
            if not o.fact.blank or o.role == "total"
        }
        flip = weights[min(weights)] if weights else 1  # A ≤ B and B ≥ A are one check: the first figure counts plus
        relation = check.relation if flip == 1 else check.relation.translate(str.maketrans("≤≥", "≥≤"))
        return ("sum", relation, frozenset((fact, weight * flip) for fact, weight in weights.items()))
    members = tuple((o.fact.id, o.role) for o in check.operands)
    return (
        check.formula,
        check.code,
        check.rules[0] if not members or check.formula == "text" else "",
        members,
        check.place,
    )


def _joined(one: Check, other: Check) -> Check:
    late = _PRIORITY.get(other.kind, 1) < _PRIORITY.get(one.kind, 1)
    first, second = (other, one) if late else (one, other)
    return first._replace(rules=tuple(dict.fromkeys((*first.rules, *second.rules))))


def _named(check: Check, rules: Sequence[Rule], context: Context) -> Check:
    """Give a check the id of the more specific rule that says the same: TB-16 for blank totals, SG-01 for a list."""
    if check.formula == "missing":
        rule = next((r for r in rules if r.kind == "require" and "total" in r.options.get("of", ())), None)
    elif check.code == "list-sum":
        rule = next((r for r in rules if _says_the_same(r, check, context)), None)
    else:
        rule = None
    if rule is None:
        return check
    return check._replace(rules=tuple(dict.fromkeys((rule.id, *check.rules))), severity=rule.severity)


def _says_the_same(rule: Rule, check: Check, context: Context) -> bool:
    if rule.kind != "equation" or rule.check is None or len(rule.check.left) != 1 or not rule.check.left[0].refs:
        return False
    ref = rule.check.left[0].refs[0]
    if ref.family or ref.place != check.operands[0].fact.item:
        return False
    declared = {r.place for term in rule.check.right for r in term.refs}
    parts = set(context.vocabulary.whole.get(ref.place, ()))
    return declared == parts and _is_partition(check, context)


def _is_partition(check: Check, context: Context) -> bool:
    ids = {o.fact.id for o in check.operands if o.role == "part"}
    members = [context.statement(context.claim_of[n].statement) for n in ids if n in context.claim_of]
    return is_partition(check.operands[0].fact.item, members, context)


def _settled(check: Check, missing: set[int]) -> Check:
    if check.formula == "missing" or not any(o.fact.id in missing for o in check.operands):
        return check
    return check._replace(verdict=Verdict.UNCHECKED, reason=UNFILLED)
