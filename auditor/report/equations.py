"""A check as arithmetic: the equation in words, and the figures put into it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from auditor.amounts import ZERO, Interval, in_unit
from auditor.model import Check, Operand, Rule, Text, Verdict
from auditor.report.messages import stated_places
from auditor.report.naming import clean, main_operands, names
from auditor.report.numbers import decimals, digits, in_display, plain, printed_quantity, quantity, rounded
from auditor.report.words import Lang, pick, word

_FINEST = 4  # decimals of a percentage interval that is narrow
_BROKEN = {"=": "≠", "≥": "<", "≤": ">", "≠": "="}
_EQUATIONS = {
    "rate": Text("增减率 = 增减额 ÷（本年数 − 增减额）", "rate = change ÷ (current − change)"),
    "rate-prior": Text("增减率 = 增减额 ÷ 上年数", "rate = change ÷ prior"),
    "rate-pair": Text("增减率 =（本年数 − 上年数）÷ 上年数", "rate = (current − prior) ÷ prior"),
    "ratio": Text("占比 = 分项 ÷ 总体", "share = part ÷ whole"),
    "completion": Text("完成率 = 完成数 ÷ 应完成数", "completion = done ÷ planned"),
    "flat": Text("本年数 = 上年数", "current = prior"),
}
_APART = Text("区间 {one} 与 {other} 不相交", "the intervals {one} and {other} do not meet")
_OUTSIDE = Text("{one} 不在区间 {other} 内", "{one} is outside the interval {other}")
_WIDEST = Text(
    "考虑舍入最宽 {other}，所写值在区间之外", "with rounding at most {other}, which leaves out what is written"
)
_CUT = Text("四舍五入不符，截去尾数才相符", "it agrees only when the last digits were cut off")


def equation(check: Check, rules: Mapping[str, Rule], lang: Lang, *, longest: int | None = None) -> str:
    """Return the equation in the document's words; "" where there is no arithmetic.

    With `longest`, a side of more operands is shortened in the middle and its number of operands told.
    """
    if check.formula in {"sum", "missing"} and check.operands:
        named = names(check.operands, lang)
        left, right = (_side(check.operands, named, side, longest, lang) for side in ("left", "right"))
        return f"{left} {check.relation} {right or _computed(check)}"
    known = _EQUATIONS.get(_form(check))
    if known:
        return pick(known, lang)
    written = (rules[id_].check for id_ in check.rules if id_ in rules)
    return next((clean(source.text) for source in written if source), "")


def substituted(check: Check, lang: Lang, *, longest: int | None = None) -> str:
    """Return the figures put into the equation, and why they do not agree; "" where there is no arithmetic."""
    if not check.operands or check.formula == "text":
        return ""
    if check.formula in {"sum", "missing"}:
        said = _sum(check, longest, lang)
    elif check.formula == "word" or _form(check) not in _EQUATIONS:
        said = _list(check, lang)
    else:
        said = _fraction(check, lang)
    why = _intervals(check, lang)
    return said + word("semicolon", lang) + why if why else said


def _form(check: Check) -> str:
    """Tell which fixed equation a check follows, by the roles of its operands."""
    roles = {operand.role for operand in check.operands}
    if check.formula == "rate":
        if "change" not in roles:
            return "rate-pair" if {"current", "prior"} <= roles else ""
        return "rate" if "current" in roles and "prior" not in roles else "rate-prior" if "prior" in roles else ""
    if check.formula == "ratio":
        return "completion" if check.code == "completion" else "ratio"
    return "flat" if check.code == "flat" else ""


def _side(operands: Sequence[Operand], texts: Sequence[str], side: str, longest: int | None, lang: Lang) -> str:
    """Join the operands of one side with their signs."""
    chosen = [(o, text) for o, text in zip(operands, texts, strict=True) if o.side == side]
    count, note = len(chosen), ""
    if longest is not None and count > longest:
        note = word("open", lang) + pick(Text(f"共 {count} 项", f"{count} operands"), lang) + word("close", lang)
        chosen = [(o, text) for o, text in chosen if o.fact.amount.printed.strip()] or chosen
    joined = [_signed(o.sign, text) for o, text in chosen]
    if longest is not None and len(joined) > longest:
        joined = [*joined[: longest - 1], " + …", joined[-1]]
    text = "".join(joined)
    return (f"-{text[3:]}" if text.startswith(" - ") else text[3:]) + note


def _signed(sign: int, text: str) -> str:
    """Return an operand behind its sign; the sign of a number is joined with that of its place."""
    if text.startswith("-"):
        sign, text = -sign, text[1:]
    return f" {'-' if sign < 0 else '+'} {text}"


def _relation(check: Check) -> str:
    if check.verdict is Verdict.FAILS or check.formula == "missing":
        return _BROKEN.get(check.relation, check.relation)
    return "≈" if check.verdict in {Verdict.ROUNDING, Verdict.TRUNCATED} and check.relation == "=" else check.relation


def _sum(check: Check, longest: int | None, lang: Lang) -> str:
    blank = word("blank", lang)
    texts = [
        blank if check.formula == "missing" and o.side == "left" else in_display(o.fact.amount, check.unit)
        for o in check.operands
    ]
    left, right = (_side(check.operands, texts, side, longest, lang) for side in ("left", "right"))
    return f"{left} {_relation(check)} {right or _computed(check)}"


def _computed(check: Check) -> str:
    """Return the value that stands for a side without figures: 100% for shares of a whole."""
    return "?" if check.computed is None else quantity(check.computed, check.unit)


def _list(check: Check, lang: Lang) -> str:
    blank = word("blank", lang)
    named = zip(check.operands, names(check.operands, lang), strict=True)
    return word("semicolon", lang).join(f"{name} = {printed_quantity(o.fact.amount, blank)}" for o, name in named)


def _fraction(check: Check, lang: Lang) -> str:
    """Return -13.89% ≠ -0.5 ÷ (3.6 - (-0.5)) = -12.20%."""
    above, below = _parts(check)
    if check.computed is None or not above or not below:
        return _list(check, lang)
    result = quantity(check.computed, check.unit, stated_places(check))
    stated = quantity(check.stated, check.unit, stated_places(check)) if check.stated is not None else "?"
    return f"{stated} {_relation(check)} {above} ÷ {below} = {result}"


def _parts(check: Check) -> tuple[str, str]:
    """Return numerator and denominator of a rate or ratio, in the unit of the first of them."""
    values = {operand.role: operand.fact.amount for operand in check.operands}
    form = _form(check)
    if form in {"ratio", "completion"}:
        above = values.get("part") or values.get("current") or values.get("other")
        below = values.get("whole") or values.get("total") or values.get("prior")
        unit = above.unit if above else ""
        return (in_display(above, unit), in_display(below, unit)) if above and below else ("", "")
    base = values.get("prior") or values["current"]
    texts = {role: in_display(amount, base.unit) for role, amount in values.items()}
    if form == "rate-pair":
        return f"({_minus(texts['current'], texts['prior'])})", texts["prior"]
    if form == "rate-prior":
        return texts["change"], texts["prior"]
    return texts["change"], f"({_minus(texts['current'], texts['change'])})"


def _minus(one: str, other: str) -> str:
    return f"{one} + {other[1:]}" if other.startswith("-") else f"{one} - {other}"


def _intervals(check: Check, lang: Lang) -> str:
    """Say why the difference is no rounding; "" where nothing was rounded or the check does not fail."""
    if check.verdict is Verdict.TRUNCATED:
        return pick(_CUT, lang)
    stated = _stated_interval(check)
    if check.verdict is not Verdict.FAILS or check.low is None or check.high is None or stated is None:
        return ""
    computed = Interval(check.low, check.high)
    if computed.meets(stated) or not (computed.width or stated.width):
        return ""
    if check.formula in {"rate", "ratio"}:
        return pick(_WIDEST, lang).format(other=_percents(computed, max(stated_places(check), 2)) + check.unit)
    if computed.width and stated.width:
        one, other = _bounds([stated, computed], check)
        return pick(_APART, lang).format(one=one, other=other)
    exact, wide = (computed, stated) if stated.width else (stated, computed)
    return pick(_OUTSIDE, lang).format(one=digits(in_unit(exact.low, check.unit)), other=_bounds([wide], check)[0])


def _stated_interval(check: Check) -> Interval | None:
    """Return the values that the stated figures stand for; exact where the value is not that of printed figures."""
    if check.stated is None:
        return None
    main = main_operands(check)
    half = sum((o.fact.amount.step for o in main), ZERO) / 2
    return Interval(check.stated - half, check.stated + half)


def _bounds(intervals: Sequence[Interval], check: Check) -> list[str]:
    """Return intervals in the display unit; with the same number of decimals unless one needs many more."""
    pairs = [(in_unit(found.low, check.unit), in_unit(found.high, check.unit)) for found in intervals]
    places = [max(decimals(plain(value)) for value in pair) for pair in pairs]
    if max(places) - min(places) <= 1:
        places = [max(places)] * len(places)
    return [f"[{digits(low, n)}, {digits(high, n)}]" for (low, high), n in zip(pairs, places, strict=True)]


def _percents(interval: Interval, places: int) -> str:
    """Return an interval of percentages with two decimals, or with as many as keep its ends apart."""
    shown = places
    while shown < _FINEST and rounded(interval.low, shown) == rounded(interval.high, shown):
        shown += 1
    low, high = (plain(rounded(value, shown), places) for value in (interval.low, interval.high))
    return f"[{low}, {high}]"
