"""Equations back to text: reading what is printed gives the same equation."""

from __future__ import annotations

from auditor.model import Equation, Ref, Term


def equation_text(equation: Equation) -> str:
    """Return an equation in canonical spelling."""
    return f"{_side(equation.left)} {equation.relation} {_side(equation.right)}"


def ref_text(ref: Ref) -> str:
    """Return a reference in canonical spelling: [family.]row[.column][@period]."""
    place = _place(ref)
    column = f"「{ref.column}」" if ref.column_words else ref.column
    dotted = ".".join(part for part in (ref.family, place, column) if part)
    return f"{dotted}@{ref.period}" if ref.period else dotted


def _place(ref: Ref) -> str:
    if ref.words:
        return f"「{ref.place}」"
    if not ref.code:
        return ref.place
    return ref.place + ("*" if ref.prefix else "") + (f"「{ref.name}」" if ref.name else "")


def _side(terms: tuple[Term, ...]) -> str:
    first, *rest = terms
    return _term(first) + "".join(f" {_signed(term)}" for term in rest)


def _signed(term: Term) -> str:
    signed = f"{'+' if term.sign > 0 else '-'} {_term(term)}"
    return f"[{signed}]" if term.optional else signed


def _term(term: Term) -> str:
    if term.constant is not None:
        return f"{term.constant.printed}{term.constant.unit}"
    return ("Σ" if term.summed else "") + " 或 ".join(ref_text(ref) for ref in term.refs)
