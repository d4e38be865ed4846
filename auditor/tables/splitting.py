"""Rows and columns that no line parts: several numbers under or beside each other in one cell are several cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from auditor.tables.aligned import half_way
from auditor.tables.glyphs import NARROW, lines_of, words_of
from auditor.tables.gutters import columns_of, edges_of
from auditor.tables.records import Grid, Line, Piece, Region
from auditor.tables.wording import is_amount

Cells = Sequence[Sequence[Piece]]

FEWEST = 3  # cells with several numbers side by side that make several columns
_BESIDE = re.compile(r"\d[\d.,．，]*\s+[-－(（]?\d")
_WHOLE = re.compile(r"[-－(（]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:[.．]\d{1,6})?[)）%％]?")
_EXACT = re.compile(r"\d[.,．，]\d")


def split_rows(grid: Grid, cells: Cells, texts: Sequence[str]) -> Grid:
    """Return the grid with row edges added between numbers that share a cell; the grid itself when there are none."""
    cuts = {row: found for row, places in _tall_rows(grid, texts).items() if (found := _cuts(cells, texts, places))}
    if not cuts:
        return grid
    ys: list[float] = []
    regions: list[Region] = []
    moved = []
    for row in range(grid.rows):
        moved.append(len(ys))
        ys += [grid.ys[row], *cuts.get(row, [])]
    moved.append(len(ys))
    ys.append(grid.ys[-1])
    for region in grid.regions:
        start, end = moved[region.row], moved[region.row + region.rows]
        if region.rows == 1 and end - start > 1:
            regions += [Region(row, region.column, 1, region.columns) for row in range(start, end)]
        else:
            regions.append(Region(start, region.column, end - start, region.columns))
    return Grid(grid.xs, tuple(ys), tuple(sorted(regions)))


def _tall_rows(grid: Grid, texts: Sequence[str]) -> dict[int, list[int]]:
    """Return the cells of each row in which two cells or more have several lines."""
    rows: dict[int, list[int]] = {}
    for index, region in enumerate(grid.regions):
        if region.rows == 1 and texts[index]:
            rows.setdefault(region.row, []).append(index)
    return {row: places for row, places in rows.items() if sum("\n" in texts[index] for index in places) > 1}


def _cuts(cells: Cells, texts: Sequence[str], places: Sequence[int]) -> list[float]:
    """Return the edges that part a row into those of its numbers, when a cell holds several of them."""
    if not any(_is_stack(texts[index]) for index in places):
        return []
    rows = _rows_among(lines_of(words_of(piece for index in places for piece in cells[index]), NARROW))
    return [half_way(above[-1], below[0]) for above, below in pairwise(rows)]


def _rows_among(body: Sequence[Line]) -> list[list[Line]]:
    """Gather the lines of each row: a line with numbers and the lines close to it."""
    pitch = _pitch(body)
    rows: list[list[Line]] = [[body[0]]]
    for index, line in enumerate(body[1:], 1):
        above = line.baseline - body[index - 1].baseline
        below = body[index + 1].baseline - line.baseline if index + 1 < len(body) else above + 1
        if (_has_amount(line) and not any(map(_has_amount, rows[-1])) and above < 0.8 * pitch) or (
            not _has_amount(line) and above < 0.8 * pitch and above <= below
        ):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _has_amount(line: Line) -> bool:
    return any(is_amount(chunk.text) for chunk in line.chunks)


def _pitch(body: Sequence[Line]) -> float:
    """Return the distance of rows: the smallest of two lines with numbers, else a little more than that of lines."""
    steps = [
        below.baseline - above.baseline for above, below in pairwise(body) if _has_amount(above) and _has_amount(below)
    ]
    return min(steps, default=1.8 * body[0].size)


def _is_stack(text: str) -> bool:
    """Tell whether a cell holds several whole numbers under each other; a number broken over lines is none."""
    lines = [line.strip() for line in text.split("\n")]
    if len(lines) < 2 or not all(_WHOLE.fullmatch(line) for line in lines):
        return False
    places = {len(line.rstrip(")）%％").replace("．", ".").partition(".")[2]) for line in lines}
    return len(places) == 1 and (len(lines) > 2 or places != {0})


def split_columns(grid: Grid, cells: Cells, texts: Sequence[str]) -> Grid:
    """Return the grid with column edges added between numbers that share cells; the grid itself when there are none."""
    rows: dict[int, list[Line]] = {}
    for region, own, text in zip(grid.regions, cells, texts, strict=True):
        if region.columns == 1 and _BESIDE.search(text) and _EXACT.search(text):
            rows.setdefault(region.column, []).extend(lines_of(words_of(own), NARROW))
    cuts = {column: found for column, lines in rows.items() if (found := _gutters(grid, texts, column, lines))}
    return _with_columns(grid, cells, cuts) if cuts else grid


def _gutters(grid: Grid, texts: Sequence[str], column: int, lines: Sequence[Line]) -> list[float]:
    """Return the edges that part a column, when most of its cells hold several numbers in the same places."""
    several = [line for line in lines if len(line.chunks) > 1 and all(is_amount(chunk.text) for chunk in line.chunks)]
    filled = sum(
        bool(text) and any(char.isdigit() for char in text) and region.column == column and region.columns == 1
        for region, text in zip(grid.regions, texts, strict=True)
    )
    if len(several) < FEWEST or 2 * len(several) < filled:
        return []
    return edges_of(columns_of(several))[1:-1]


def _with_columns(grid: Grid, cells: Cells, cuts: dict[int, list[float]]) -> Grid:
    xs: list[float] = []
    moved = []
    for column in range(grid.columns):
        moved.append(len(xs))
        xs += [grid.xs[column], *cuts.get(column, [])]
    moved.append(len(xs))
    xs.append(grid.xs[-1])
    regions: list[Region] = []
    for region, own in zip(grid.regions, cells, strict=True):
        start, end = moved[region.column], moved[region.column + region.columns]
        if region.columns == 1 and end - start > 1 and _falls_apart(own, xs[start + 1 : end]):
            regions += [Region(region.row, column, region.rows, 1) for column in range(start, end)]
        else:
            regions.append(Region(region.row, start, region.rows, end - start))
    return Grid(tuple(xs), grid.ys, tuple(sorted(regions)))


def _falls_apart(pieces: Sequence[Piece], edges: Sequence[float]) -> bool:
    """Tell whether no word of a cell stands across the new edges; a blank cell falls apart too."""
    chunks = [chunk for line in lines_of(words_of(pieces), NARROW) for chunk in line.chunks]
    across = any(chunk.x0 < edge < chunk.x1 for chunk in chunks for edge in edges)
    return not across and (not chunks or len(chunks) > 1 or is_amount(chunks[0].text))
