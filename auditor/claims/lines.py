"""Runs outside tables to printed lines: characters on one baseline, left to right, each with its place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, groupby
from operator import add, attrgetter, sub
from typing import NamedTuple

from auditor.claims.outline import level_of
from auditor.model import Box, Page, Run, Stretch

_COLUMN_GAP = 2.5  # em
_WORD_GAP = 0.25  # em: between Latin letters, where no blank is printed
_OVERLAP = 0.1  # em: glyphs that follow each other overlap by less
_TANGLED = 0.5  # em: runs that overlap by more interleave
_DOUBLE = 0.12  # em: the same character printed twice this close is bold
_BLANK = re.compile(r"\s+")


class Line(NamedTuple):
    """One printed line.

    Attributes:
        text, stretch: characters as printed, without blanks at the ends, and where they stand.
        x0, x1: extent; columns: number of column gaps inside; level: outline level of the marker it begins with.
        block: number of tables that stand before it in the document; a number of its own for each footnote.
        footnote: it stands at the foot of its page in small print, behind a mark.
    """

    page: int
    text: str
    stretch: Stretch
    x0: float
    x1: float
    baseline: float
    size: float
    columns: int
    level: int
    block: int = 0
    footnote: bool = False


def lines_of(page: Page, areas: Sequence[Box], before: int = 0) -> list[Line]:
    """Return the lines of a page outside the areas of its tables, top to bottom; `before` counts the tables before the page."""
    runs = [run for run in page.runs if run.glyphs]
    for area in areas:
        runs = _outside(runs, area)
    runs.sort(key=attrgetter("baseline"))
    tops = sorted(area[1] for area in areas)
    return [line for group in _rows(runs) if (line := _line(page.number, group, tops, before)) is not None]


def _outside(runs: Sequence[Run], area: Box) -> list[Run]:
    """Return the runs whose middle lies outside an area; the middle of a line of text is above its baseline."""
    low, high = area[1] - 1, area[3] + 1
    left, right = 2 * (area[0] - 1), 2 * (area[2] + 1)
    return [
        run
        for run in runs
        if not low <= run.baseline - run.size * 0.3 <= high
        or not left <= run.lefts[0] + run.lefts[-1] + run.widths[-1] <= right
    ]


def _rows(runs: Iterable[Run]) -> Iterator[list[Run]]:
    """Gather runs on one baseline; figures in another font sit up to half a size off."""
    row: list[Run] = []
    for baseline, same in groupby(runs, attrgetter("baseline")):
        here = list(same)
        if row and baseline - row[0].baseline >= 0.5 * max(here[0].size, row[0].size):
            yield row
            row = []
        row += here
    if row:
        yield row


def _line(number: int, row: list[Run], tops: Sequence[float], before: int) -> Line | None:
    row.sort(key=attrgetter("lefts"))
    while row and not "".join(row[-1].glyphs).strip():  # most lines end in blanks of their own
        row.pop()
    if not row:
        return None
    size = max(map(attrgetter("size"), row))
    text, stretch = _plain(number, row, size) or _spelled(number, row, size)
    inked = text.strip()
    if len(inked) < len(text):
        stretch = _trimmed(stretch, text.index(inked[0]), len(inked))
    columns, baseline = _columns(inked, stretch, size), stretch.rises[0][1]
    block = before + bisect_left(tops, baseline)
    x0, x1 = stretch.lefts[0], stretch.rights[-1]
    return Line(number, inked, stretch, x0, x1, baseline, size, columns, level_of(inked), block)


def _trimmed(stretch: Stretch, first: int, count: int) -> Stretch:
    """Leave out the blanks at both ends of a line."""
    last = first + count
    under = [risen for risen in stretch.rises if risen[0] <= first][-1:]
    later = [risen for risen in stretch.rises if first < risen[0] < last]
    rises = tuple((max(start - first, 0), baseline, size) for start, baseline, size in (*under, *later))
    return Stretch(stretch.page, 0, stretch.lefts[first:last], stretch.rights[first:last], rises)


def _columns(text: str, stretch: Stretch, size: float) -> int:
    """Count the gaps between inked characters that part columns."""
    gaps = (stretch.lefts[blank.end()] - stretch.rights[blank.start() - 1] for blank in _BLANK.finditer(text))
    return sum(1 for gap in gaps if gap > _COLUMN_GAP * size)


def _plain(number: int, row: Sequence[Run], size: float) -> tuple[str, Stretch] | None:
    """Spell a line whose runs follow each other without a blank and with no glyph printed twice, as most do; else None."""
    glyphs, starts, widths, baselines, sizes, _ = zip(*row, strict=True)
    text, lefts = "".join(chain.from_iterable(glyphs)), tuple(chain.from_iterable(starts))
    rights = tuple(map(add, lefts, chain.from_iterable(widths)))
    gaps = list(map(sub, lefts[1:], rights))
    if len(text) != len(lefts):
        return None
    over, wide = -_OVERLAP * size, _WORD_GAP * size
    if min(gaps, default=0.0) < over and _entangled(text, gaps, over, -_TANGLED * min(sizes)):
        return None
    if max(gaps, default=0.0) > wide:
        apart = [i for i, gap in enumerate(gaps) if gap > wide]
        if any(_apart(text[i], text[i + 1], gaps[i], size) for i in apart):
            return None
    level = len(set(baselines)) == len(set(sizes)) == 1
    rises = ((0, baselines[0], sizes[0]),) if level else _rises(row)
    return text, Stretch(number, 0, lefts, rights, rises)


def _entangled(text: str, gaps: Sequence[float], over: float, far: float) -> bool:
    """Tell whether runs interleave or a glyph may be printed twice; wide marks overlap their neighbours, too."""
    return any(gap < over and (gap < far or text[i] == text[i + 1]) for i, gap in enumerate(gaps))


def _rises(row: Sequence[Run]) -> tuple[tuple[int, float, float], ...]:
    """Return where baseline or size change along a row, with the number of the glyph."""
    starts = accumulate((len(run.glyphs) for run in row), initial=0)
    heights = [(run.baseline, run.size) for run in row]
    new = (i == 0 or height != heights[i - 1] for i, height in enumerate(heights))
    return tuple((start, *height) for start, height, told in zip(starts, heights, new, strict=False) if told)


_Glyph = tuple[float, float, str, float, float]  # x0, x1, text, baseline, size


def _glyphs(row: Sequence[Run]) -> list[_Glyph]:
    """Return the glyphs from left to right; runs are sorted whole where they do not interleave."""
    glyphs: list[_Glyph] = []
    end, tangled = float("-inf"), False
    for run in row:
        tangled = tangled or run.lefts[0] < end - _TANGLED * run.size
        baseline, size = run.baseline, run.size
        glyphs += [
            (x, x + w, text, baseline, size) for text, x, w in zip(run.glyphs, run.lefts, run.widths, strict=True)
        ]
        end = run.lefts[-1] + run.widths[-1]
    if tangled:
        glyphs.sort(key=lambda glyph: glyph[0])
    return glyphs


def _spelled(number: int, row: Sequence[Run], size: float) -> tuple[str, Stretch]:
    """Spell a line: doubled glyphs once, a blank where Latin words stand apart or a column begins."""
    characters: list[tuple[float, float]] = []
    words: list[str] = []
    rises: list[tuple[int, float, float]] = []
    gap = _WORD_GAP * size
    last: _Glyph | None = None
    for glyph in _glyphs(row):
        x0, x1, text, baseline, own = glyph
        if last is not None:
            if text == last[2] and -_DOUBLE * own < x0 - last[0] < _DOUBLE * own and text.strip():
                continue
            if x0 - last[1] > gap and _apart(last[2], text, x0 - last[1], size):
                words.append(" ")
                characters.append((last[1], x0))
        if not rises or rises[-1][1:] != (baseline, own):
            rises.append((len(characters), baseline, own))
        words.append(text)
        characters += [(x0, x1)] * len(text)
        last = glyph
    lefts, rights = zip(*characters, strict=True) if characters else ((), ())
    return "".join(words), Stretch(number, 0, lefts, rights, tuple(rises))


def _apart(left: str, right: str, gap: float, size: float) -> bool:
    """Tell whether a gap between two glyphs stands for a blank."""
    if not left.strip() or not right.strip():
        return False
    if gap > _COLUMN_GAP * size:
        return True
    return left[-1].isascii() and right[0].isascii() and left[-1].isalpha() and right[0].isalpha()
