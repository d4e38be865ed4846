"""Sentences as evidence: quoted around their figures, with a mark under each figure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from auditor.model import Fact
from auditor.report.layout import Line, break_points, cells
from auditor.report.naming import clean

_BEFORE, _AFTER, _GAP = 36, 14, 10  # characters kept around a figure, and the shortest stretch worth leaving out
_CLAUSE = frozenset("，。；：、,;")


class Mark(NamedTuple):
    """What stands under a figure: `span` in the sentence, the word below, and whether it is the stated figure."""

    span: tuple[int, int]
    label: str
    stated: bool


def figure_span(fact: Fact) -> tuple[int, int] | None:
    """Return where a figure and its unit stand in its sentence; None when it cannot be found."""
    sentence, printed = fact.place.sentence, fact.amount.printed
    start, end = fact.place.span
    if not 0 <= start < end <= len(sentence):
        start = sentence.find(printed) if printed else -1
        end = start + len(printed)
    if start < 0:
        return None
    rest = sentence[end:]
    gap = len(rest) - len(rest.lstrip())
    if (
        fact.amount.unit
        and not sentence[start:end].endswith(fact.amount.unit)
        and rest[gap:].startswith(fact.amount.unit)
    ):
        end += gap + len(fact.amount.unit)
    return start, end


def quoted(sentence: str, marks: Iterable[Mark], width: int, ellipsis: str) -> list[Line]:
    """Return a sentence with its marks, as lines of at most `width` cells; far words are left out."""
    text, placed = sentence, sorted(marks, key=lambda mark: mark.span)
    if cells(text) > width:
        text, placed = _elided(text, placed, ellipsis)
    ends = break_points(text, width, width, [mark.span for mark in placed])
    lines: list[Line] = []
    for low, high in zip([0, *ends], [*ends, len(text)], strict=True):
        lines.append(Line(clean(text[low:high]).rstrip()))
        here = [_moved(mark, low, high) for mark in placed if mark.span[0] < high and mark.span[1] > low]
        lines += _mark_lines(text[low:high], here, width)
    return lines


def excerpt(sentence: str, spans: Iterable[tuple[int, int]], ellipsis: str = "…") -> str:
    """Return the clauses of a sentence around some figures, on one line."""
    marks = sorted((Mark(span, "", stated=False) for span in spans), key=lambda mark: mark.span)
    return clean(_elided(sentence, marks, ellipsis)[0]).strip()


def _moved(mark: Mark, low: int, high: int) -> Mark:
    """Return the part of a mark that falls on a line from `low` to `high`; its label stays on the first part."""
    start, end = mark.span
    return Mark((max(start, low) - low, min(end, high) - low), mark.label if start >= low else "", mark.stated)


def _elided(text: str, marks: Sequence[Mark], ellipsis: str) -> tuple[str, list[Mark]]:
    """Keep the words around the figures; marks move along."""
    pieces: list[str] = []
    moved: list[Mark] = []
    length = last = 0
    for low, high in _windows(text, marks):
        gap = ellipsis if low > last else ""
        pieces += [gap, text[low:high]]
        shift = length + len(gap) - low
        moved += [
            Mark((mark.span[0] + shift, mark.span[1] + shift), mark.label, mark.stated)
            for mark in marks
            if low <= mark.span[0] < high
        ]
        length, last = length + len(gap) + high - low, high
    return "".join(pieces) + (ellipsis if last < len(text) else ""), moved


def _windows(text: str, marks: Sequence[Mark]) -> list[tuple[int, int]]:
    """Return the stretches of a sentence worth quoting: clauses around the marks; near ones are joined."""
    found: list[tuple[int, int]] = []
    for mark in marks or [Mark((0, 0), "", stated=False)]:
        low, high = clause_start(text, mark.span[0]), _clause_end(text, mark.span[1])
        if found and low - found[-1][1] < _GAP:
            low, high = found[-1][0], max(high, found[-1][1])
            found.pop()
        found.append((low, high))
    if found[0][0] < _GAP:
        found[0] = (0, found[0][1])
    if len(text) - found[-1][1] < _GAP:
        found[-1] = (found[-1][0], len(text))
    return found


def clause_start(text: str, at: int) -> int:
    """Return where the clause begins that leads to a figure, not more than a line before it."""
    first = max(at - _BEFORE, 0)
    stops = [i + 1 for i in range(first, max(at - 4, first)) if text[i] in _CLAUSE]
    return stops[-1] if stops else first


def _clause_end(text: str, at: int) -> int:
    last = min(at + _AFTER, len(text))
    return next((i + 1 for i in range(at, last) if text[i] in _CLAUSE), last)


def _mark_lines(text: str, marks: Sequence[Mark], width: int) -> list[Line]:
    """Return the line of marks under one line of text, and the labels below them, each at its figure's column."""
    if not marks:
        return []
    starts = [cells(text[: mark.span[0]]) for mark in marks]
    line = Line()
    for mark, start in zip(marks, starts, strict=True):
        line.append(" " * (start - line.cell_len))
        length = max(cells(text[mark.span[0] : mark.span[1]].rstrip()), 1)
        line.append(("^" if mark.stated else "-") * length, "stated" if mark.stated else "compared")
    fitting = [min(start, max(width - cells(mark.label), 0)) for mark, start in zip(marks, starts, strict=True)]
    return [line, *_label_rows(marks, fitting)]


def _label_rows(marks: Sequence[Mark], starts: Sequence[int]) -> list[Line]:
    """Place each label below its mark, in the first row where it does not touch another label."""
    rows: list[Line] = []
    for mark, start in zip(marks, starts, strict=True):
        if not mark.label:
            continue
        row = next((row for row in rows if row.cell_len < start or (not row.cell_len and not start)), None)
        if row is None:
            row = Line()
            rows.append(row)
        row.append(" " * (start - row.cell_len))
        row.append(mark.label, "stated" if mark.stated else "compared")
    return rows
