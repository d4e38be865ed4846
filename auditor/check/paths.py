"""Classification codes of statements: printed with them, or found by their 类 / 款 / 项 names in the document's tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from auditor.model import Statement
from auditor.model.labels import normal

_LEVELS = 3


def codes_of(
    statements: Sequence[Statement],
    names: Mapping[str, Sequence[str]],
    codes: Mapping[str, Sequence[str]],
    classes: Mapping[str, str],
) -> tuple[str, ...]:
    """Return the code of each statement's subject, "" where none is printed and its path names none in the tables.

    names: code → the labels that tables print with it; codes: label → its 7-digit codes; classes: name → code of a 类.
    """

    def fits(code: str, name: str) -> bool:
        printed = names.get(code, ())
        return not printed or name in printed or classes.get(name) == code

    def by_path(path: Sequence[str]) -> str:
        """Find the one 7-digit code whose row is named like the 项 and whose 款 and 类 rows are named like the path."""
        top, middle, last = (normal(name) for name in path)
        found = [code for code in codes.get(last, ()) if fits(code[:5], middle) and fits(code[:3], top)]
        return found[0] if len(found) == 1 else ""

    paths = {each.path for each in statements if len(each.path) == _LEVELS and not each.code}
    found = {path: by_path(path) for path in paths}
    return tuple(
        each.code or found.get(each.path, "") or (classes.get(normal(each.text), "") if len(each.path) == 1 else "")
        for each in statements
    )
