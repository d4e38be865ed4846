"""Runs outside tables to printed lines: characters on one baseline, left to right, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from auditor.model import Box, Page, Run, Spot

_ASCENT, _DESCENT = 0.86, 0.14  # of the size, above and below the baseline
_COLUMN_GAP = 2.5  # em
_WORD_GAP = 0.25  # em: between Latin letters, where no blank is printed
_DOUBLE = 0.12  # em: the same character printed twice this close is bold


class Line(NamedTuple):
    """One printed line.

    Attributes:
        text, spots: characters as printed and where each stands.
        x0, x1: extent without blanks at the ends; columns: number of column gaps inside.
        block: number of tables that stand before it in the document; a number of its own for each footnote.
        footnote: it stands at the foot of its page in small print, behind a mark.
    """

    page: int
    text: str
    spots: tuple[Spot, ...]
    x0: float
    x1: float
    baseline: float
    size: float
    columns: int
    block: int = 0
    footnote: bool = False


def lines_of(page: Page, areas: Sequence[Box]) -> list[Line]:
    """Return the lines of a page that stand outside the given areas, top to bottom."""
    runs = [run for run in page.runs if run.glyphs]
    for area in areas:
        runs = _outside(runs, area)
    runs.sort(key=attrgetter("baseline"))
    return [line for group in _rows(runs) if (line := _line(page.number, group)) is not None]


def _outside(runs: Sequence[Run], area: Box) -> list[Run]:
    """Return the runs whose middle lies outside an area; the middle of a line of text is above its baseline."""
    x0, top, x1, bottom = area
    return [
        run
        for run in runs
        if not top - 1 <= run.baseline - run.size * 0.3 <= bottom + 1
        or not x0 - 1 <= (run.lefts[0] + run.lefts[-1] + run.widths[-1]) / 2 <= x1 + 1
    ]


def _rows(runs: Iterable[Run]) -> Iterator[list[Run]]:
    """Gather runs on one baseline; figures in another font sit up to half a size off."""
    row: list[Run] = []
    for run in runs:
        if row and run.baseline - row[0].baseline >= 0.5 * max(run.size, row[0].size):
            yield row
            row = []
        row.append(run)
    if row:
        yield row


_Glyph = tuple[float, float, str, float, float]  # x0, x1, text, baseline, size


def _line(number: int, row: list[Run]) -> Line | None:
    glyphs = _glyphs(row)
    inked = [glyph for glyph in glyphs if glyph[2].strip()]
    if not inked:
        return None
    size = max(run.size for run in row)
    text, spots = _spelled(number, glyphs, size)
    columns = sum(1 for left, right in pairwise(inked) if right[0] - left[1] > _COLUMN_GAP * size)
    return Line(number, text, spots, inked[0][0], inked[-1][1], inked[0][3], size, columns)


def _glyphs(row: list[Run]) -> list[_Glyph]:
    """Return the glyphs from left to right; runs are sorted whole where they do not interleave."""
    row.sort(key=lambda run: run.lefts[0])
    glyphs: list[_Glyph] = []
    end, tangled = float("-inf"), False
    for run in row:
        tangled = tangled or run.lefts[0] < end - 0.5 * run.size
        baseline, size = run.baseline, run.size
        glyphs += [
            (x, x + w, text, baseline, size) for text, x, w in zip(run.glyphs, run.lefts, run.widths, strict=True)
        ]
        end = run.lefts[-1] + run.widths[-1]
    if tangled:
        glyphs.sort(key=lambda glyph: glyph[0])
    return glyphs


def _spelled(number: int, glyphs: Sequence[_Glyph], size: float) -> tuple[str, tuple[Spot, ...]]:
    """Spell a line: doubled glyphs once, a blank where Latin words stand apart or a column begins."""
    characters: list[str] = []
    spots: list[Spot] = []
    make = partial(tuple.__new__, Spot)  # as Spot(…) does, in half the time: there is one for every character
    gap = _WORD_GAP * size
    last: _Glyph | None = None
    for glyph in glyphs:
        x0, x1, text, baseline, own = glyph
        top, bottom = baseline - own * _ASCENT, baseline + own * _DESCENT
        if last is not None:
            if text == last[2] and -_DOUBLE * own < x0 - last[0] < _DOUBLE * own and text.strip():
                continue
            if x0 - last[1] > gap and _apart(last, glyph, size):
                characters.append(" ")
                spots.append(make((number, last[1], top, x0, bottom)))
        characters.append(text)
        spot = make((number, x0, top, x1, bottom))
        if len(text) == 1:
            spots.append(spot)
        else:
            spots += [spot] * len(text)
        last = glyph
    return "".join(characters), tuple(spots)


def _apart(left: _Glyph, right: _Glyph, size: float) -> bool:
    if not left[2].strip() or not right[2].strip():
        return False
    if right[0] - left[1] > _COLUMN_GAP * size:
        return True
    return left[2][-1].isascii() and right[2][0].isascii() and left[2][-1].isalpha() and right[2][0].isalpha()
