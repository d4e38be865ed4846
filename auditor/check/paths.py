"""Classification codes of statements: printed with them, or found by their 类 / 款 / 项 names in the document's tables."""

from __future__ import annotations

from auditor.check.context import Context
from auditor.model import Statement
from auditor.model.labels import normal


def code_of(statement: Statement, context: Context) -> str:
    """Return the code of a statement's subject, "" when none is printed and its path names none in the tables."""
    if statement.code:
        return statement.code
    if len(statement.path) == 3:
        return _by_path(statement.path, context)
    if len(statement.path) == 1 or not statement.path:
        return context.vocabulary.classes.get(normal(statement.text), "") if statement.path else ""
    return ""


def _by_path(path: tuple[str, ...], context: Context) -> str:
    """Find the one 7-digit code whose row is named like the 项 and whose 款 and 类 rows are named like the path."""
    wanted = tuple(normal(name) for name in path)
    fits = [
        code
        for code in context.codes.get(wanted[2], ())
        if _named(code[:5], wanted[1], context) and _named(code[:3], wanted[0], context)
    ]
    return fits[0] if len(fits) == 1 else ""


def _named(code: str, name: str, context: Context) -> bool:
    names = context.names.get(code, ())
    return not names or name in names or context.vocabulary.classes.get(name) == code
