"""Tables drawn by shaded cells instead of lines, and rows that no line parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from auditor.model import Fill, Page, Segment
from auditor.tables.aligned import is_caption
from auditor.tables.growing import is_row
from auditor.tables.lattice import lattice
from auditor.tables.records import Chunk, Grid, Line, Region
from auditor.tables.rows import WRAPPED
from auditor.tables.rulings import frames, merge
from auditor.tables.wording import is_amount

BACKGROUND = 0.98  # share of the page width from which a fill is background
STRIPE = 6.0  # points: shades this far apart leave a row between them
NEXT_ROW = 1.7  # row heights: a line of text this near continues a striped table

Band = tuple[float, float]  # top and bottom of fills beside each other


def shaded(page: Page, grids: Sequence[Grid], lines: Sequence[Line]) -> list[Grid]:
    """Return the grids that fills outside of known grids draw: cell by cell, or every other row."""
    free = [
        fill
        for fill in page.fills
        if not fill.white
        and fill.x1 - fill.x0 < BACKGROUND * page.width
        and not any(_covers(grid, fill) for grid in grids)
    ]
    bands: defaultdict[Band, list[Fill]] = defaultdict(list)
    for fill in free:
        bands[round(fill.top), round(fill.bottom)].append(fill)
    rows = {band: cells for band, cells in bands.items() if len(cells) > 1}
    if len(rows) < 2 or _are_stripes(sorted(rows)):
        return []
    found = (lattice(frame) for frame in frames(*_outlines(rows, lines)))
    fresh = [grid for grid in found if grid and grid.columns > 1 and not any(_overlap(grid, old) for old in grids)]
    return [_extended(grid, lines) for grid in fresh if _has_numbers(grid, lines)]


def _are_stripes(bands: Sequence[Band]) -> bool:
    """Tell whether every other row is shaded: then half of the table, and its header, is drawn by nothing."""
    gaps = sum(below[0] - above[1] > STRIPE for above, below in pairwise(bands))
    return 2 * gaps >= len(bands) - 1


def _has_numbers(grid: Grid, lines: Sequence[Line]) -> bool:
    """Tell whether a grid holds more than a header: below a shaded header the columns go on unshaded."""
    inside = (line for line in lines if grid.ys[0] < line.baseline < grid.ys[-1])
    return any(is_amount(chunk.text) for line in inside for chunk in line.chunks)


def _overlap(one: Grid, other: Grid) -> bool:
    return (
        one.xs[0] < other.xs[-1] and one.xs[-1] > other.xs[0] and one.ys[0] < other.ys[-1] and one.ys[-1] > other.ys[0]
    )


def _covers(grid: Grid, fill: Fill) -> bool:
    x, y = (fill.x0 + fill.x1) / 2, (fill.top + fill.bottom) / 2
    return grid.xs[0] <= x <= grid.xs[-1] and grid.ys[0] <= y <= grid.ys[-1]


def _outlines(rows: dict[Band, list[Fill]], lines: Sequence[Line]) -> tuple[list[Segment], list[Segment]]:
    """Return the outlines of the fills as rules; sides that two bands share run through the row between them."""
    horizontals: list[Segment] = []
    sides: defaultdict[int, list[Segment]] = defaultdict(list)
    for cells in rows.values():
        for fill in cells:
            horizontals += [Segment(fill.top, fill.x0, fill.x1), Segment(fill.bottom, fill.x0, fill.x1)]
            for x in (fill.x0, fill.x1):
                sides[round(x)].append(Segment(x, fill.top, fill.bottom))
    bridges = _bridges(rows, lines)
    verticals = [side for pieces in sides.values() for side in _bridged(pieces, bridges)]
    return merge(horizontals), merge(verticals)


def _bridges(rows: dict[Band, list[Fill]], lines: Sequence[Line]) -> dict[Band, list[Chunk]]:
    """Return the gaps between bands in which one row stands, none taller than its text needs, with its words."""
    found = {}
    for (top, bottom), (after, _) in pairwise(sorted(rows)):
        between = [line for line in lines if bottom <= line.baseline <= after]
        if after - bottom < NEXT_ROW * (bottom - top) or _is_one_row(between, after - bottom):
            found[bottom, after] = [chunk for line in between for chunk in line.chunks]
    return found


def _is_one_row(between: Sequence[Line], height: float) -> bool:
    """Tell whether lines close to each other fill a gap, and none of them is the caption of another table."""
    if not between or any(map(is_caption, between)):
        return False
    return height < (len(between) + 1) * WRAPPED * max(line.size for line in between)


def _bridged(pieces: Sequence[Segment], bridges: dict[Band, list[Chunk]]) -> list[Segment]:
    """Let the sides of every other row run through the rows between them.

    A side that only one of both neighbours has, the other being merged there, runs through where no word stands.
    """
    through = [Segment(pieces[0].at, *gap) for gap, words in bridges.items() if _runs_through(pieces, gap, words)]
    return [*pieces, *through]


def _runs_through(pieces: Sequence[Segment], gap: Band, words: Sequence[Chunk]) -> bool:
    at = pieces[0].at
    above = any(abs(piece.end - gap[0]) < 1 for piece in pieces)
    below = any(abs(piece.start - gap[1]) < 1 for piece in pieces)
    free = bool(words) and not any(word.x0 < at < word.x1 for word in words)
    return (above and below) or ((above or below) and free)


def _extended(grid: Grid, lines: Sequence[Line]) -> Grid:
    """Add the unshaded first and last row of a striped table."""
    height = (grid.ys[-1] - grid.ys[0]) / grid.rows
    above = [line for line in lines if -NEXT_ROW * height < line.baseline - grid.ys[0] <= 1 and is_row(line, grid)]
    below = [line for line in lines if -1 <= line.top - grid.ys[-1] < NEXT_ROW * height and is_row(line, grid)]
    ys, regions = list(grid.ys), list(grid.regions)
    if below:
        regions += [Region(grid.rows, column, 1, 1) for column in range(grid.columns)]
        ys.append(max(grid.ys[-1] + height, below[0].baseline + 0.3 * below[0].size))
    if above:
        regions = [Region(0, column, 1, 1) for column in range(grid.columns)] + [
            region._replace(row=region.row + 1) for region in regions
        ]
        ys.insert(0, min(grid.ys[0] - height, above[-1].top - 1))
    return Grid(grid.xs, tuple(ys), tuple(regions))
