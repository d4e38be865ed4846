"""Equations in the words of the documents: 三公经费 = 因公出国（境）费 + 公务接待费 [+ 公务用车费].

Half- and full-width operators, brackets and dots mean the same. 或 joins readings, [ ] marks an operand that may be
absent, 「…」 quotes words of the document, Σ adds the rows of a code prefix, a constant carries its unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast

from auditor.amounts import Amount, fold, read_amount
from auditor.model import Equation, Term
from auditor.rules.mistakes import Mistakes
from auditor.rules.names import Names
from auditor.rules.nodes import Scalar
from auditor.rules.refs import Segment, Written, resolve
from auditor.rules.syntax_errors import explain

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
_STOPS = r"-+＋−－–=＝≠≥≤≧≦!！<＜>＞\[［【\]］】.．。@＠「」Σ∑或*＊,，;；:：|?？~×÷\/／"
_AMOUNT = re.compile(rf"(.{{1,50}}?)\s{{0,3}}({_UNITS})")
_RELATIONS = str.maketrans("＝≧≦＜＞！", "=≥≤<>!")
_TWO_SIGNS = {"!=": "≠", ">=": "≥", "<=": "≤"}

Relation = Literal["=", "≠", "≥", "≤"]


class WrittenTerm(NamedTuple):
    """A term as written, names not yet looked up."""

    sign: int
    refs: tuple[Written, ...]
    optional: bool = False
    summed: bool = False
    constant: Amount | None = None


class WrittenEquation(NamedTuple):
    """An equation as written, names not yet looked up: it means different items in different packs."""

    left: tuple[WrittenTerm, ...]
    relation: Relation
    right: tuple[WrittenTerm, ...]
    source: Scalar


@cache
def _parser() -> Lark:
    from lark import Lark

    grammar = _GRAMMAR.replace("UNITS", _UNITS).replace("STOPS", _STOPS)
    return Lark(grammar, parser="lalr", lexer="basic", start=["equation", "ref"], maybe_placeholders=False)


def read_equation(node: Scalar, tell: Mistakes) -> WrittenEquation | None:
    """Parse the text of a scalar; a mistake is told at its character."""
    tree = _parse(node, "equation", tell)
    if tree is None:
        return None
    left, relation, right = cast("tuple[Tree[Token], Token, Tree[Token]]", tree.children)
    sign = relation.translate(_RELATIONS).replace(" ", "")
    written = WrittenEquation(_side(left), cast("Relation", _TWO_SIGNS.get(sign, sign)), _side(right), node)
    if len(written.left) + len(written.right) > MOST_TERMS:
        tell(node, f"式子太长（最多 {MOST_TERMS} 项）", f"equation too long (at most {MOST_TERMS} terms)")
        return None
    return written


def read_ref(node: Scalar, tell: Mistakes) -> Written | None:
    """Parse one reference, such as an operand of a case."""
    tree = _parse(node, "ref", tell)
    return None if tree is None else _ref(tree)


def bind(written: WrittenEquation, names: Names, tell: Mistakes) -> Equation | None:
    """Look up every name of an equation; all unknown names are told."""
    source = written.source
    left = [_bound(term, source, names, tell) for term in written.left]
    right = [_bound(term, source, names, tell) for term in written.right]
    if None in left or None in right:
        return None
    sides = cast("list[Term]", left), cast("list[Term]", right)
    return Equation(tuple(sides[0]), written.relation, tuple(sides[1]), " ".join(source.text.split()))


def _bound(term: WrittenTerm, source: Scalar, names: Names, tell: Mistakes) -> Term | None:
    refs = [resolve(ref, source, names, tell) for ref in term.refs]
    known = tuple(ref for ref in refs if ref is not None)
    if len(known) < len(refs):
        return None
    return Term(term.sign, known, term.optional, term.summed, term.constant)


def _parse(node: Scalar, start: str, tell: Mistakes) -> Tree[Token] | None:
    from lark import UnexpectedInput

    if len(node.text) > MOST_CHARACTERS:
        tell(node, f"式子太长（最多 {MOST_CHARACTERS} 字）", f"equation too long (at most {MOST_CHARACTERS} characters)")
        return None
    try:
        return cast("Tree[Token]", _parser().parse(node.text, start=start))
    except UnexpectedInput as error:
        explain(error, node, tell)
    return None


def _side(tree: Tree[Token]) -> tuple[WrittenTerm, ...]:
    first, *rest = cast("list[Tree[Token]]", tree.children)
    return (_term(first, 1, optional=False), *(_more(each) for each in rest))


def _more(tree: Tree[Token]) -> WrittenTerm:
    sign, term = cast("tuple[Token, Tree[Token]]", tree.children)
    return _term(term, 1 if sign in "+＋" else -1, optional=tree.data == "optional")


def _term(tree: Tree[Token], sign: int, *, optional: bool) -> WrittenTerm:
    if tree.data == "amount":
        return WrittenTerm(sign, (), optional, constant=_amount(str(tree.children[0])))
    refs = tuple(_ref(cast("Tree[Token]", child)) for child in tree.children)
    return WrittenTerm(sign, refs, optional, summed=tree.data == "summed")


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
