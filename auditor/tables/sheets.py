"""From a page to its sheets: grids found and filled, with the captions above and the notes below them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from auditor.model import Box, Page, Segment
from auditor.tables.aligned import LEADERS, aligned
from auditor.tables.captions import beside, caption_above, caption_inside, notes_below
from auditor.tables.declared import declared
from auditor.tables.filling import fill
from auditor.tables.glyphs import NARROW, lines_of, text_of, words_of
from auditor.tables.growing import grow_down
from auditor.tables.lattice import lattice
from auditor.tables.parting import part_cells
from auditor.tables.phantoms import is_phantom
from auditor.tables.records import Bare, Grid, Line, Names, Piece, Sheet
from auditor.tables.rulings import frames, merge
from auditor.tables.settling import settle
from auditor.tables.shaded import shaded
from auditor.tables.splitting import split_columns, split_rows
from auditor.tables.wording import is_page_number, number_in, squeeze, title_in, unit_in

DRAWING = 4000  # merged lines from which a page is a drawing or a map, and no sheet of tables
CROWD = 200  # grids of one page that are looked at
BLANKS = " " * 3  # a string with such a gap may hold a whole row
MARGIN = 0.12  # share of the page height in which running heads and feet stand
FULL = 2.2  # em: a line that ends this near to the right side is full (one glyph and the padding)
STRIPE = 0.15  # share of the page height from which a fill is no stripe below a row
REPEATED = 2  # pages on which the same marginal line makes it a running head

Mark = tuple[str, int]  # a marginal line without its digits, and its height in steps of 6 points


class Filled(NamedTuple):
    """A grid with the pieces and the text of each of its cells."""

    grid: Grid
    cells: Sequence[Sequence[Piece]]
    texts: tuple[str, ...]


class Spread(NamedTuple):
    """A page with its grids and the lines that stand outside them."""

    page: Page
    grids: tuple[Filled, ...]
    lines: tuple[Line, ...]


def spread(page: Page, before: Spread | None = None) -> Spread:
    """Find the grids of a page and sort its text into them; `before` is the page before."""
    filled, rest = _filled(page, ruled(page))
    lines = lines_of(rest)
    grids = [own.grid for own in filled]
    grown = [grow_down(grid, lines) for grid in grids]
    free = [line for line in lines if not any(_within(line, grid) for grid in grown)] if grown != grids else lines
    more = _unruled(page, grown, free, rest, _going_on(before, page))
    if more or grown != grids:
        filled, rest = _filled(page, sorted([*grown, *more], key=_place))
        lines = lines_of(rest)
    return Spread(page, tuple(filled), tuple(lines))


def _filled(page: Page, grids: Sequence[Grid]) -> tuple[list[Filled], list[Piece]]:
    """Sort the text into grids; drop those that turn out to be none, part rows and columns that lines leave together."""
    filled, rest = _sorted_in(page, grids)
    for split in (part_cells, split_columns, split_rows):
        kept = [
            own.grid if own.grid.bare else split(own.grid, own.cells, own.texts)
            for own in filled
            if not is_phantom(own.grid, own.texts)
        ]
        if kept != [own.grid for own in filled]:
            filled, rest = _sorted_in(page, kept)
    return filled, rest


def _sorted_in(page: Page, grids: Sequence[Grid]) -> tuple[list[Filled], list[Piece]]:
    filling = fill(page.runs, grids)
    for grid, cells in zip(grids, filling.cells, strict=True):
        if grid.bare is None:
            settle(grid, cells)
    filled = [Filled(grid, cells, _texts(grid, cells)) for grid, cells in zip(grids, filling.cells, strict=True)]
    return filled, filling.rest


def _texts(grid: Grid, cells: Sequence[Sequence[Piece]]) -> tuple[str, ...]:
    """Return the text of each cell; where no line parts the columns, headings go where they were found to belong."""
    texts = tuple(map(text_of, cells))
    if grid.bare is None:
        return texts
    header = grid.bare.header
    return (*header, *(LEADERS.sub("", text).rstrip() for text in texts[len(header) :]))


def _going_on(before: Spread | None, page: Page) -> Bare | None:
    """Return the table that may go on from the page before: the last one there, when no lines draw it."""
    if before is None or not before.grids or abs(before.page.width - page.width) > 1:
        return None
    return before.grids[-1].grid.bare


def _unruled(
    page: Page, grids: Sequence[Grid], lines: Sequence[Line], rest: Sequence[Piece], known: Bare | None
) -> list[Grid]:
    """Return the grids that shading or aligned words draw outside the known ones."""
    found = shaded(page, grids, lines) if page.fills else []
    free = [line for line in lines if not any(_within(line, grid) for grid in found)]
    if sum(len(line.chunks) > 1 or BLANKS in line.text for line in free) > (known is None):
        taken = [*grids, *found]
        words = [line for line in lines_of(words_of(rest), NARROW) if not any(_within(line, grid) for grid in taken)]
        found += aligned(
            words, [rule for rule in _free_rules(page) if not any(_on(rule, grid) for grid in grids)], known
        )
    return found


def _free_rules(page: Page) -> list[Segment]:
    """Return horizontal rules and the upper and lower sides of stripes, which part rows like rules."""
    stripes = [fill for fill in page.fills if not fill.white and fill.bottom - fill.top < STRIPE * page.height]
    sides = [Segment(y, fill.x0, fill.x1) for fill in stripes for y in (fill.top, fill.bottom)]
    return merge([*page.horizontals, *sides])


def _within(line: Line, grid: Grid) -> bool:
    return grid.ys[0] < line.baseline < grid.ys[-1] and line.x0 < grid.xs[-1] and line.x1 > grid.xs[0]


def _on(rule: Segment, grid: Grid) -> bool:
    return grid.ys[0] - 4 < rule.at < grid.ys[-1] + 4 and rule.start < grid.xs[-1] and rule.end > grid.xs[0]


def _place(grid: Grid) -> tuple[float, float]:
    return grid.ys[0], grid.xs[0]


def _full(own: Filled) -> frozenset[int]:
    """Return the cells of the last row whose last line reaches the right side."""
    grid, cells = own.grid, own.cells
    last = [index for index, region in enumerate(grid.regions) if region.row + region.rows == grid.rows]
    return frozenset(
        index for index in last if cells[index] and _reaches(grid.box_of(grid.regions[index]), cells[index])
    )


def _reaches(box: Box, pieces: Sequence[Piece]) -> bool:
    low = max(piece.baseline for piece in pieces)
    line = [piece for piece in pieces if low - piece.baseline < piece.size / 2]
    return box[2] - max(piece.x1 for piece in line) < FULL * max(piece.size for piece in line)


def ruled(page: Page) -> list[Grid]:
    """Return the grids that ruling lines draw, from top to bottom, then from left to right."""
    horizontals, verticals = merge(page.horizontals), merge(page.verticals)
    if len(horizontals) + len(verticals) > DRAWING:
        return []
    found = (lattice(frame) for frame in frames(horizontals, verticals))
    grids = [grid for grid in found if grid and grid.columns > 1]
    return sorted((grid for grid in grids if not _around(grid, grids)), key=_place)[:CROWD]


def _around(grid: Grid, grids: Sequence[Grid]) -> bool:
    """Tell whether a grid is a mere frame around a finer one."""
    finer = (other for other in grids if other is not grid and len(other.regions) > 2 * len(grid.regions))
    return any(_inside(other.box, grid.box) for other in finer)


def _inside(inner: Box, outer: Box) -> bool:
    return (
        inner[0] >= outer[0] - 1 and inner[1] >= outer[1] - 1 and inner[2] <= outer[2] + 1 and inner[3] <= outer[3] + 1
    )


def running_heads(spreads: Iterable[Spread]) -> AbstractSet[Mark]:
    """Return the lines that stand in the same place of several pages: running heads and feet."""
    counts = Counter(_mark(line) for view in spreads for line in view.lines if _marginal(line, view.page))
    return {mark for mark, count in counts.items() if count >= REPEATED and mark[0]}


def _marginal(line: Line, page: Page) -> bool:
    if MARGIN < line.baseline / page.height < 1 - MARGIN:
        return False
    text = line.text
    return not (unit_in(text) or number_in(text) or title_in(text)[0])


def _mark(line: Line) -> Mark:
    return ("".join(char for char in squeeze(line.text) if not char.isdigit()), round(line.baseline / 6))


def body_lines(view: Spread, heads: AbstractSet[Mark]) -> list[Line]:
    """Return the lines outside the grids without running heads, feet and page numbers."""
    return [
        line
        for line in view.lines
        if not (_marginal(line, view.page) and (_mark(line) in heads or is_page_number(line.text)))
    ]


def trailing(view: Spread, lines: Sequence[Line]) -> list[Line]:
    """Return the lines below the last grid of a page: the caption of the next page's table may be among them."""
    bottom = max((own.grid.ys[-1] for own in view.grids), default=0.0)
    return [line for line in lines if line.top >= bottom - 2]


def sheets_of(view: Spread, lines: Sequence[Line], before: Sequence[Line], names: Names) -> list[Sheet]:
    """Return the sheets of a page, each with its caption and notes.

    Args:
        view: the page.
        lines: its lines of text without running heads and feet.
        before: lines at the end of the page before.
        names: titles and units in other words than those of Chinese documents.
    """
    page = view.page
    made: list[Sheet] = []
    grids = [own.grid for own in view.grids]
    for index, own in enumerate(view.grids):
        above, below = _between(grids, index, lines)
        caption, start = caption_above(above)
        first, last = _outermost(grids, index)
        if first and start == 0 and not caption.title:
            earlier, place = caption_above([*before, *above])
            caption = earlier if earlier.title and place < len(before) else caption
        caption = declared(caption_inside(own.grid, own.texts, caption), above, names)
        made.append(
            Sheet(
                page=page.number,
                grid=own.grid,
                texts=own.texts,
                caption=caption,
                notes=_notes(below, grids, index),
                first=first,
                last=last,
                parted_above=start > 0,
                parted_below=len(notes_below(below)) < len(below),
                full=_full(own),
            )
        )
    return made


def _between(grids: Sequence[Grid], index: int, lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Return the lines between a grid and its neighbours above and below."""
    x0, top, x1, bottom = grids[index].box
    column = [grid.box for grid in grids if grid.box[0] < x1 and grid.box[2] > x0]
    ceiling = max((box[3] for box in column if box[3] <= top + 1), default=-1.0)
    floor = min((box[1] for box in column if box[1] >= bottom - 1), default=float("inf"))
    own = beside(lines, grids[index].box) if _has_neighbour(grids, index) else lines
    above = [line for line in own if ceiling < line.baseline <= top + 2]
    return above, [line for line in own if bottom - 2 <= line.top and line.baseline < floor]


def _has_neighbour(grids: Sequence[Grid], index: int) -> bool:
    """Tell whether another grid stands beside this one."""
    _, top, _, bottom = grids[index].box
    return any(other.box[1] < bottom and other.box[3] > top for place, other in enumerate(grids) if place != index)


def _outermost(grids: Sequence[Grid], index: int) -> tuple[bool, bool]:
    """Tell whether a grid is the first and the last one on its page."""
    top, bottom = grids[index].ys[0], grids[index].ys[-1]
    return all(grid.ys[-1] > top for grid in grids), all(grid.ys[0] < bottom for grid in grids)


def _notes(below: Sequence[Line], grids: Sequence[Grid], index: int) -> tuple[str, ...]:
    """Return the notes of a grid, without the caption of the next one."""
    followed = not _outermost(grids, index)[1]
    end = caption_above(below)[1] if followed else len(below)
    return notes_below(below[:end])
