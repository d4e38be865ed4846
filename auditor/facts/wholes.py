"""A 合计 that stands over exactly the parts of a known whole is that whole: 出国 + 接待 + 公车 make 三公经费."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from auditor.model import Column, Line, Vocabulary


def whole_of(items: Iterable[str], vocabulary: Vocabulary) -> str:
    """Return the subject whose declared parts these items are, "" when they are none's or another item stands among them."""
    found = frozenset(items)
    for subject in vocabulary.markers.get("dimension.subject", ()):
        parts = vocabulary.whole.get(subject, ())
        if parts and found <= _all_parts(parts, vocabulary) and all(_told(part, found, vocabulary) for part in parts):
            return subject
    return ""


def _all_parts(parts: Sequence[str], vocabulary: Vocabulary) -> frozenset[str]:
    inner = (part for whole in parts for part in vocabulary.whole.get(whole, ()))
    return frozenset((*parts, *inner))


def _told(part: str, found: frozenset[str], vocabulary: Vocabulary) -> bool:
    inner = vocabulary.whole.get(part, ())
    return part in found or (bool(inner) and found.issuperset(inner))


def name_columns(columns: tuple[Column, ...], vocabulary: Vocabulary) -> tuple[Column, ...]:
    """Name the 合计 columns whose sisters make up a known subject."""
    named = {i: _whole_column(i, columns, vocabulary) for i, c in enumerate(columns) if c.total and not c.item}
    return tuple(c._replace(item=named[i]) if named.get(i) else c for i, c in enumerate(columns))


def _whole_column(index: int, columns: Sequence[Column], vocabulary: Vocabulary) -> str:
    own = columns[index]
    above = own.header[:-1]
    sisters = (c for i, c in enumerate(columns) if i != index and c.header[: len(above)] == above)
    return whole_of((c.item for c in sisters if c.period == own.period), vocabulary)


def name_lines(lines: tuple[Line, ...], vocabulary: Vocabulary) -> tuple[Line, ...]:
    """Name the only 合计 line of a list that makes up a known subject."""
    totals = [i for i, line in enumerate(lines) if line.total]
    if len(totals) != 1:
        return lines
    subject = whole_of((line.item for line in lines if not line.total), vocabulary)
    return tuple(line._replace(item=subject) if subject and i in totals else line for i, line in enumerate(lines))
