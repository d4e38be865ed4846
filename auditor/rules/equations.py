"""Equations in the words of the documents: 三公经费 = 因公出国（境）费 + 公务接待费 [+ 公务用车费].

Half- and full-width operators, brackets and dots mean the same. 或 joins readings, [ ] marks an operand that may be
absent, 「…」 quotes words of the document, Σ adds the rows of a code prefix, a constant carries its unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast

from auditor.amounts import Amount, fold, read_amount
from auditor.model import Equation, Ref, Term
from auditor.rules.names import Names
from auditor.rules.refs import Segment, Written, resolve
from auditor.rules.syntax_errors import explain
from auditor.yamlfiles.mistakes import Mistakes
from auditor.yamlfiles.nodes import Scalar

if TYPE_CHECKING:
    from lark import Lark, Token, Tree

MOST_CHARACTERS = 4000
MOST_TERMS = 200

_GRAMMAR = r"""
equation: side RELATION side
side: term more*
more: SIGN term                -> plain
    | _OPEN SIGN term _CLOSE   -> optional
term: ref (_OR ref)*           -> readings
    | _SUM ref                 -> summed
    | AMOUNT                   -> amount
ref: place (_DOT place)* period?
period: _AT NAME+
place: NAME+                   -> named
     | QUOTED                  -> quoted
     | CODE STAR? QUOTED?      -> code

RELATION: /[!！]\s?[=＝]|[<＜>＞]\s?[=＝]|[=＝≠≥≤≧≦]/
SIGN: /[-+＋−－–]/
STAR: /[*＊]/
_SUM: /[Σ∑]/
_OPEN: /[\[［【]/
_CLOSE: /[\]］】]/
_OR: "或"
_DOT: /[.．。]/
_AT: /[@＠]/
QUOTED: /「[^「」]{0,200}」/
AMOUNT.2: /(?:\d[\d,，]{0,30}(?:[.．]\d{1,12})?\s{0,3}(?:UNITS)|[0０](?![\d.．,，]))(?!\w)/
CODE.1: /\d{3,9}(?!\d)/
NAME: /[^\s\dSTOPS][^\sSTOPS]*/
%ignore /\s+/
"""
_UNITS = "亿元|千万元|百万元|万元|千元|元|%|％|‰|个百分点|百分点|人次|人|辆|台|套|个|批次"
_STOPS = r"\-+＋−－–=＝≠≥≤≧≦!！<＜>＞\[［【\]］】.．。@＠「」Σ∑或*＊,，;；:：|?？~×÷\/／"
_AMOUNT = re.compile(rf"(.{{1,50}}?)\s{{0,3}}({_UNITS})")
_RELATIONS = str.maketrans("＝≧≦＜＞！", "=≥≤<>!")
_TWO_SIGNS = {"!=": "≠", ">=": "≥", "<=": "≤"}

Relation = Literal["=", "≠", "≥", "≤"]


@cache
def _parser() -> Lark:
    from lark import Lark

    grammar = _GRAMMAR.replace("UNITS", _UNITS).replace("STOPS", _STOPS)
    return Lark(grammar, parser="lalr", lexer="basic", start=["equation", "ref"], maybe_placeholders=False)


@lru_cache(maxsize=1024)
def _tree(text: str, start: str) -> Tree[Token]:
    """Parse a text; the operands of cases come back again and again."""
    return _parser().parse(text, start=start)


def read_equation(node: Scalar, names: Names, tell: Mistakes) -> Equation | None:
    """Parse the text of a scalar and look up its names; every mistake is told at its character."""
    tree = _parse(node, "equation", tell)
    if tree is None:
        return None
    left, relation, right = cast("tuple[Tree[Token], Token, Tree[Token]]", tree.children)
    if len(left.children) + len(right.children) > MOST_TERMS:
        tell(node, f"式子太长（最多 {MOST_TERMS} 项）", f"equation too long (at most {MOST_TERMS} terms)")
        return None
    reader = _Reader(node, names, tell)
    sides = reader.side(left), reader.side(right)
    if None in sides[0] or None in sides[1]:
        return None
    sign = "".join(relation.translate(_RELATIONS).split())
    left_terms, right_terms = cast("tuple[tuple[Term, ...], tuple[Term, ...]]", sides)
    return Equation(left_terms, cast("Relation", _TWO_SIGNS.get(sign, sign)), right_terms, " ".join(node.text.split()))


def read_ref(node: Scalar, names: Names, tell: Mistakes) -> Ref | None:
    """Parse one reference, such as an operand of a case, and look up its names."""
    tree = _parse(node, "ref", tell)
    return None if tree is None else resolve(_ref(tree), node, names, tell)


class _Reader(NamedTuple):
    """Parse trees of one equation to terms."""

    source: Scalar
    names: Names
    tell: Mistakes

    def side(self, tree: Tree[Token]) -> tuple[Term | None, ...]:
        """Return the terms of a side, None for each with an unknown name."""
        first, *rest = cast("list[Tree[Token]]", tree.children)
        return (self.term(first, 1, optional=False), *(self.more(each) for each in rest))

    def more(self, tree: Tree[Token]) -> Term | None:
        """Return a further term with its sign."""
        sign, term = cast("tuple[Token, Tree[Token]]", tree.children)
        return self.term(term, 1 if sign in "+＋" else -1, optional=tree.data == "optional")

    def term(self, tree: Tree[Token], sign: int, *, optional: bool) -> Term | None:
        """Return a term; None when one of its names is unknown."""
        if tree.data == "amount":
            return Term(sign, (), optional, constant=_amount(str(tree.children[0])))
        written = [_ref(child) for child in cast("list[Tree[Token]]", tree.children)]
        refs = [resolve(each, self.source, self.names, self.tell) for each in written]
        known = tuple(ref for ref in refs if ref is not None)
        return Term(sign, known, optional, summed=tree.data == "summed") if len(known) == len(refs) else None


def _parse(node: Scalar, start: str, tell: Mistakes) -> Tree[Token] | None:
    from lark import UnexpectedInput

    if len(node.text) > MOST_CHARACTERS:
        tell(
            node, f"式子太长（最多 {MOST_CHARACTERS} 字）", f"equation too long (at most {MOST_CHARACTERS} characters)"
        )
        return None
    try:
        return _tree(node.text, start)
    except UnexpectedInput as error:
        explain(error, node, tell)
    return None


def _amount(text: str) -> Amount | None:
    match = _AMOUNT.fullmatch(text)
    number, unit = match.groups() if match else (text, "")
    return read_amount(fold(number), unit.replace("％", "%"))


def _ref(tree: Tree[Token]) -> Written:
    segments, period = [], None
    for child in cast("list[Tree[Token]]", tree.children):
        if child.data == "period":
            period = _named(child)
        else:
            segments.append(_segment(child))
    return Written(tuple(segments), period)


def _segment(tree: Tree[Token]) -> Segment:
    if tree.data == "named":
        return _named(tree)
    tokens = list(_tokens(tree))
    start, end = _extent(tokens)
    quoted = next((token[1:-1] for token in tokens if token.type == "QUOTED"), "")
    if tree.data == "quoted":
        return Segment(quoted, start, end, quoted=True)
    star = any(token.type == "STAR" for token in tokens)
    return Segment(fold(tokens[0]), start, end, code=True, name=quoted, prefix=star)


def _named(tree: Tree[Token]) -> Segment:
    tokens = list(_tokens(tree))
    return Segment("".join(tokens), *_extent(tokens))


def _tokens(tree: Tree[Token]) -> Iterator[Token]:
    yield from cast("list[Token]", tree.children)


def _extent(tokens: list[Any]) -> tuple[int, int]:
    return tokens[0].start_pos, tokens[-1].end_pos
