"""The tests that travel with a rule."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal, cast

from auditor.amounts import Amount, is_blank, read_amount
from auditor.model import Case, Equation, Ref
from auditor.rules.equations import read_ref
from auditor.rules.names import Names
from auditor.rules.printing import ref_text
from auditor.rules.schema import EXPECTATIONS
from auditor.yamlfiles.mistakes import Mistakes
from auditor.yamlfiles.nodes import Entries, Listing, Node, Scalar
from auditor.yamlfiles.shapes import read_keys, read_pairs, read_word

_FIGURE = re.compile(r"([-+−－(（]?(?:(?:US)?[$€£])?\d[\d,.，．]{0,40}[)）]?)\s{0,3}((?:[^\d\s]{1,6} ?){0,2})")
_PROSE = ("text", "table")

Expectation = Literal["holds", "rounding", "truncated", "fails", "unchecked"]


def read_cases(node: Node, equations: Iterable[Equation], names: Names, tell: Mistakes) -> tuple[Case, ...]:
    """Read a list of cases; operands are named as in the rule's equations."""
    if not isinstance(node, Listing):
        tell(node, "cases 是列表：每项以“- ”开头", "cases is a list: each item starts with “- ”")
        return ()
    refs = tuple(dict.fromkeys(ref for equation in equations for ref in _refs(equation)))
    cases = (_read_case(item, refs, names, tell) for item in node.items)
    return tuple(case for case in cases if case is not None)


def _refs(equation: Equation) -> Iterator[Ref]:
    for term in equation.left + equation.right:
        yield from term.refs


def _read_case(node: Node, refs: tuple[Ref, ...], names: Names, tell: Mistakes) -> Case | None:
    keys = read_keys(node, (*EXPECTATIONS, "cause"), tell)
    expected = [key for key in keys if key != "cause"]
    if len(expected) != 1:
        if isinstance(node, Entries) and len(keys) == len(node.pairs):
            tell(node, "一个测试恰好写一种结果", "a case has exactly one expectation", known=EXPECTATIONS)
        return None
    expect = cast("Expectation", expected[0])
    cause = (read_word(keys["cause"], tell) or "") if "cause" in keys else ""
    body = keys[expect]
    if isinstance(body, Entries) and [key.text for key, _ in body.pairs] == ["values"]:
        body = body.pairs[0][1]
    if isinstance(body, Entries) and any(key.text in _PROSE for key, _ in body.pairs):
        return _prose(body, expect, cause, tell)
    if isinstance(body, Scalar) or (isinstance(body, Entries) and not body.pairs):
        tell(body, "测试里没有数", "the case has no figures", width=1)
        return None
    return Case(expect, _once(_values(body, refs, names, tell), tell), cause=cause, line=body.line)


def _once(values: Iterable[tuple[Scalar, str, str]], tell: Mistakes) -> dict[str, str]:
    """Return operand → figure; two spellings of one operand would hide each other."""
    figures: dict[str, str] = {}
    for key, operand, figure in values:
        if operand in figures:
            tell(key, f"“{key.text}”写了两次", f"“{key.text}” is given twice")
        figures.setdefault(operand, figure)
    return figures


def _prose(body: Entries, expect: Expectation, cause: str, tell: Mistakes) -> Case | None:
    keys = read_keys(body, _PROSE, tell)
    found = {key: _block(value, tell) for key, value in keys.items()}
    return Case(expect, text=found.get("text", ""), table=found.get("table", ""), cause=cause, line=body.line)


def _block(node: Node, tell: Mistakes) -> str:
    """Read a text as written, line breaks kept."""
    word = read_word(node, tell)
    return node.text.rstrip() if word is not None and isinstance(node, Scalar) else ""


def _values(body: Node, refs: tuple[Ref, ...], names: Names, tell: Mistakes) -> Iterator[tuple[Scalar, str, str]]:
    pairs = read_pairs(body, tell)
    torn = {
        number for number, (_, value) in enumerate(pairs) if number and isinstance(value, Scalar) and not value.text
    }
    for number, (key, value) in enumerate(pairs):
        if number in torn:
            zh = "花括号里的逗号把前面的数断开了：去掉千分位逗号，或给数加引号"
            tell(key, zh, "a comma inside braces broke the figure before it: leave out its commas, or quote it")
        elif number + 1 not in torn:
            ref, figure = read_ref(key, names, tell), read_figure(value, tell)
            if ref is not None and figure is not None:
                yield key, ref_text(_named(ref, refs)), figure


def _named(ref: Ref, refs: tuple[Ref, ...]) -> Ref:
    """Return the only reference of the rule that a shorter operand can mean: 合计 for 支出表.合计."""
    if ref in refs or ref.family:
        return ref
    same = (ref.place, ref.code, ref.words, ref.period)
    alike = [
        each
        for each in refs
        if (each.place, each.code, each.words, each.period) == same and ref.column in {"", each.column}
    ]
    return alike[0] if len(alike) == 1 else ref


def read_figure(node: Node, tell: Mistakes) -> str | None:
    """Read a printed figure with its unit; blank, a dash and 无 stand for a blank cell."""
    if not isinstance(node, Scalar):
        tell(node, "这里要写一个数", "a figure is expected")
        return None
    text = node.text.strip()
    match = _FIGURE.fullmatch(text)
    amount = read_amount(match[1], match[2]) if match else None
    if is_blank(text) or text == "0" or (amount is not None and amount.unit):
        return text
    if match and not match[2]:
        tell(node, f"“{text}”缺单位，如 {text}万元", f"“{text}” lacks its unit, such as {text}万元")
    else:
        tell(node, f"“{text}”不是带单位的数", f"“{text}” is no figure with a unit")
    return None


def figure_of(text: str) -> Amount | None:
    """Return the amount that a figure with its unit prints, None for a blank one."""
    match = _FIGURE.fullmatch(text)
    return read_amount(match[1], match[2]) if match and match[2] else None
