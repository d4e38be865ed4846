"""Lines of text that do not fit into their cell: put back where the rest of their text stands.

A text of several lines in a row that is too low stands in its middle, and its first and last lines reach into the cells above
and below. Such a line lies across the edge between two rows, which no other line does.
"""

from __future__ import annotations

from collections.abc import Sequence

from auditor.tables.glyphs import rows_of
from auditor.tables.records import Grid, Piece, Region

HIGH = 0.55  # em: the baseline of a line that crosses the upper edge of its cell is not further below it
LOW = 0.08  # em: that of a line that crosses the lower edge is as far below it at least
PITCH = 1.6  # em: lines of one text are not further apart
GAIN = 0.5  # share of its distance from the middle of its cell that a text keeps at most

Cells = list[list[Piece]]


def settle(grid: Grid, cells: Cells) -> None:
    """Move lines that lie across the edge between two rows to the text that they belong to."""
    for index, region in enumerate(grid.regions):
        top, bottom = grid.ys[region.row], grid.ys[region.row + region.rows]
        for piece in cells[index]:
            baseline, size = piece.baseline, piece.size
            if (baseline < top + HIGH * size and region.row) or baseline > bottom + LOW * size:
                _settle(grid, cells, index)
                break


def _settle(grid: Grid, cells: Cells, index: int) -> None:
    region = grid.regions[index]
    for upper in _neighbours(grid, region):
        for lower, above in ((index, upper), (upper, index)):
            if grid.regions[above].row < grid.regions[lower].row:
                _parted_anew(grid, cells, above, lower)


def _neighbours(grid: Grid, region: Region) -> Sequence[int]:
    """Return the cells of the same columns above and below."""
    rows = [row for row in (region.row - 1, region.row + region.rows) if 0 <= row < grid.rows]
    found = [grid.owner[row * grid.columns + region.column] for row in rows]
    return [at for at in found if grid.regions[at][1::2] == region[1::2]]


def _parted_anew(grid: Grid, cells: Cells, above: int, below: int) -> None:
    """Move one line over the edge between two cells, where both texts then stand nearer to the middle of their cells."""
    upper, lower = list(rows_of(cells[above])), list(rows_of(cells[below]))
    edge = grid.ys[grid.regions[below].row]
    if not upper + lower or any(piece.run.clip for line in (*upper[-1:], *lower[:1]) for piece in line):
        return
    known = _off(grid, above, upper) + _off(grid, below, lower)
    if (
        len(upper) > 0
        and lower
        and lower[0][0].baseline < edge + HIGH * lower[0][0].size
        and _near(upper[-1], lower[0])
    ):
        _keep(grid, cells, (above, below), ([*upper, lower[0]], lower[1:]), known)
    elif upper and lower and upper[-1][0].baseline > edge + LOW * upper[-1][0].size and _near(upper[-1], lower[0]):
        _keep(grid, cells, (above, below), (upper[:-1], [upper[-1], *lower]), known)


def _near(line: Sequence[Piece], other: Sequence[Piece]) -> bool:
    size = line[0].size
    return abs(size - other[0].size) < 0.1 * size and other[0].baseline - line[0].baseline < PITCH * size


Lines = Sequence[Sequence[Piece]]


def _keep(grid: Grid, cells: Cells, places: tuple[int, int], lines: tuple[Lines, Lines], known: float) -> None:
    """Take over two texts where they stand nearer to the middle of their cells than before."""
    if sum(_off(grid, at, own) for at, own in zip(places, lines, strict=True)) < GAIN * known:
        for at, own in zip(places, lines, strict=True):
            cells[at] = [piece for line in own for piece in line]


def _off(grid: Grid, at: int, lines: Lines) -> float:
    """Return how far a text stands from the middle of its cell."""
    if not lines:
        return 0.0
    region = grid.regions[at]
    first, last = lines[0][0], lines[-1][0]
    middle = (first.baseline - 0.75 * first.size + last.baseline + 0.1 * last.size) / 2
    return abs(middle - (grid.ys[region.row] + grid.ys[region.row + region.rows]) / 2)
