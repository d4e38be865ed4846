"""Tables whose columns no line draws: found where words and numbers stand under each other.

Covers tables without any rule, with three rules, and with a rule below each row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from auditor.model import Segment
from auditor.tables.gutters import OVER, column_of, columns_of, edges_of, sides_of
from auditor.tables.headers import opens_body
from auditor.tables.headings import continued, lowest
from auditor.tables.records import Bare, Chunk, Column, Grid, Line, Region
from auditor.tables.rows import WRAPPED, rows_of, tight_of
from auditor.tables.stacked import header_of
from auditor.tables.wording import (
    is_amount,
    is_figure,
    is_issuer,
    is_note,
    is_page_number,
    number_in,
    squeeze,
    title_in,
    unit_in,
)

FEWEST = 3  # rows with numbers that make a table where no rule says so
DISTANT = 4.0  # em: lines further apart are not of one table
STEADY = 1.3  # distances of rows vary so much
LEVELS = 2.6  # em: levels of a header are not further apart
MOST = 24  # lines of a header
WIDE = 0.8  # share of a table's width that a rule must have to bound it

LEADERS = re.compile(r"[.．…·‥]{4,}")


def aligned(lines: list[Line], rules: Sequence[Segment], known: Bare | None = None) -> list[Grid]:
    """Return the grids of the tables that stand among lines of text.

    Args:
        lines: the lines, parted into words.
        rules: free horizontal rules, and the sides of stripes.
        known: the table at the end of the page before: it may go on at the top of this one.
    """
    found = []
    lines = without_leaders(lines)
    for block in _blocks(lines, known.columns if known else ()):
        if known and any(is_caption(line) for line in lines if line.baseline < block[0].baseline):
            known = None
        grid = (_followed(block, lines, rules, known) if known else None) or _grid(block, lines, rules)
        known = None
        if grid:
            found.append(grid)
    return found


def without_leaders(lines: list[Line]) -> list[Line]:
    """Drop the dots that lead from labels to amounts; those that lead to page numbers stay: they tell a list of contents."""
    led = [line for line in lines if any(LEADERS.fullmatch(chunk.text) for chunk in line.chunks)]
    if not led or 3 * sum(any(_is_exact(chunk.text) for chunk in line.chunks) for line in led) < len(led):
        return lines
    kept = ((line, tuple(chunk for chunk in line.chunks if not LEADERS.fullmatch(chunk.text))) for line in lines)
    return [line._replace(chunks=chunks) for line, chunks in kept if chunks]


def _is_exact(text: str) -> bool:
    return is_amount(text) and ("." in text or "," in text or len(text) > 4)


def _blocks(lines: list[Line], known: Sequence[Column]) -> Iterator[list[Line]]:
    """Yield runs of lines that may be rows: several words apart, or one short word between such lines."""
    block: list[Line] = []
    for index, line in enumerate(lines):
        several = len(line.chunks) > 1 or _is_staggered(lines, index)
        far = bool(block) and _is_far(line, block)
        wanted = not is_caption(line) and (several or (block and _is_short(line, block, known)))
        if block and (far or not wanted):
            yield block
            block, known = [], ()
        if wanted and (block or several):
            block.append(line)
    if block:
        yield block


def _is_far(line: Line, block: Sequence[Line]) -> bool:
    """Tell whether a line is too far from the one above it; numbers below numbers may be further away."""
    step = (line.baseline - block[-1].baseline) / max(line.size, block[-1].size)
    if step < DISTANT or step > 2 * DISTANT:
        return step >= DISTANT
    above = [chunk for row in block for chunk in row.chunks if is_amount(chunk.text)]
    own = [chunk for chunk in line.chunks if is_amount(chunk.text)]
    return not own or not all(any(a.x0 < c.x1 and a.x1 > c.x0 for a in above) for c in own)


def _is_staggered(lines: list[Line], index: int) -> bool:
    """Tell whether a word stands half a line above or below one beside it: a number beside a label of two lines."""
    line = lines[index]
    near = lines[max(index - 1, 0) : index] + lines[index + 1 : index + 2]
    return any(
        abs(other.baseline - line.baseline) < 0.8 * line.size and (other.x0 > line.x1 or other.x1 < line.x0)
        for other in near
    )


def is_caption(line: Line) -> bool:
    """Tell whether a line is the title, number, unit, issuer or note of a table, or a line of a contents list."""
    text = line.text
    return bool(
        unit_in(text)
        or is_issuer(text)
        or is_note(text)
        or number_in(text)
        or title_in(text)[0]
        or LEADERS.search(text)
    )


def _is_short(line: Line, block: Sequence[Line], known: Sequence[Column]) -> bool:
    left = min([*(row.x0 for row in block), *(column.x0 for column in known)])
    right = max([*(row.x1 for row in block), *(column.x1 for column in known)])
    reach = 0.4 * (right - left)  # a wrapped text may be wider than its heading
    return line.x0 >= left - line.size and line.x1 <= right + reach and line.x1 - line.x0 < 1.5 * reach


def _grid(block: list[Line], lines: Sequence[Line], rules: Sequence[Segment]) -> Grid | None:
    own = sorted(rule.at for rule in rules if _bounds(rule, block))
    block = _trimmed(block, own)
    numeric = [index for index, line in enumerate(block) if _has_amount(line)]
    bound = len(own) > 1
    if len(numeric) < (1 if bound or _has_unit(block[0], lines) else FEWEST):
        return None
    first = _first_of_body(block, numeric[0], own)
    body = block[first:]
    head = _head(block[:first], body, lines, own)
    columns = columns_of(body, heads=lowest(head, WRAPPED * body[0].size))
    if len(columns) < 2 or not _is_table(body, edges_of(columns), bound=bound):
        return None
    return _assembled(columns, head, body, rules, own)


def _followed(block: list[Line], lines: Sequence[Line], rules: Sequence[Segment], known: Bare) -> Grid | None:
    """Return the grid of a table that goes on from the page before, None where its columns do not fit."""
    own = sorted(rule.at for rule in rules if _bounds(rule, block))
    block = _trimmed(block, own)
    start = next(index for index, line in enumerate(lines) if line.baseline == block[0].baseline)
    while start and (_repeats(lines[start - 1], known) or _is_label(lines[start - 1], block[0], known)):
        start -= 1
        block.insert(0, lines[start])
    first = next((index for index, line in enumerate(block) if not _repeats(line, known)), len(block))
    head, body = block[:first], block[first:]
    if not any(map(_has_amount, body)) or _is_headed(body[0], known.columns):
        return None
    pairs = continued(known.columns, columns_of(body), body[0].size)
    fits = all(new is None or new.numeric == old.numeric or at in known.blank for at, (old, new) in enumerate(pairs))
    return (
        _assembled([_both(old, new) for old, new in pairs], head, body, rules, own, known) if pairs and fits else None
    )


def _both(old: Column, new: Column | None) -> Column:
    return old if new is None else Column(min(old.x0, new.x0), max(old.x1, new.x1), old.numeric or new.numeric)


def _repeats(line: Line, known: Bare) -> bool:
    return all(squeeze(chunk.text) in known.heads for chunk in line.chunks)


def _is_label(line: Line, below: Line, known: Bare) -> bool:
    """Tell whether a line above a row is a row without numbers: close, of the same size, at the side of a column of words."""
    near = (
        below.baseline - line.baseline < STEADY * STEADY * known.tight
        and abs(line.size - below.size) < 0.1 * below.size
    )
    starts = (column.x0 for column in known.columns if not column.numeric)
    return near and not is_caption(line) and any(0 <= line.x0 - x0 + 1 < 3 * line.size for x0 in starts)


def _is_headed(line: Line, columns: Sequence[Column]) -> bool:
    """Tell whether words stand over columns of numbers: the header of another table."""
    over = (
        not is_figure(chunk.text)
        and any(column.numeric and column.x0 < chunk.x1 and chunk.x0 < column.x1 for column in columns)
        and not any(not column.numeric and column.x0 < chunk.x1 and chunk.x0 < column.x1 for column in columns)
        for chunk in line.chunks
    )
    return not _has_amount(line) and any(over)


def _trimmed(block: list[Line], rules: Sequence[float]) -> list[Line]:
    """Drop lines of one word from the end of a block, unless they go on with its last row or are rows without numbers."""
    end = len(block)
    while end > 1 and len(block[end - 1].chunks) == 1 and not _is_staggered(block, end - 1):
        end -= 1
    bottom = max(rules, default=0.0)
    steps = [below.baseline - above.baseline for above, below in pairwise(block[:end])]
    starts = [chunk.x0 for line in block[:end] for chunk in line.chunks if not is_figure(chunk.text)]
    while end < len(block):
        line = block[end]
        step = line.baseline - block[end - 1].baseline
        row = step < STEADY * max(steps, default=0.0) and any(abs(line.x0 - x0) < line.size for x0 in starts)
        if is_page_number(line.text) or not (line.baseline < bottom or step < WRAPPED * line.size or row):
            break
        end += 1
    return block[:end]


def _has_unit(first: Line, lines: Sequence[Line]) -> bool:
    """Tell whether a money unit stands close above a block."""
    above = (line for line in lines if 0 < first.baseline - line.baseline < 2 * DISTANT * line.size)
    return any(unit_in(line.text) for line in above)


def _first_of_body(block: Sequence[Line], numeric: int, rules: Sequence[float]) -> int:
    """Return the index of the first line below the header: the one after its only rule, else after its last full line."""
    between = [at for at in rules if block[0].top < at < block[numeric].top]
    if len(between) == 1:
        return next(index for index, line in enumerate(block) if line.baseline > between[0])
    left = min((line.x0 for line in block[numeric:] if not is_figure(line.chunks[0].text)), default=block[numeric].x0)
    first = numeric
    while first and (_is_level(block[first - 1], block[first]) or _is_row(block, first - 1, left)):
        first -= 1
    return first


def _is_level(above: Line, below: Line) -> bool:
    """Tell whether a line stands less than a line above another: a label of two lines beside its numbers."""
    return below.baseline - above.baseline < 0.8 * below.size


def _is_row(block: Sequence[Line], index: int, left: float) -> bool:
    """Tell whether a line without numbers above the first one with numbers is a row, and no heading."""
    line = block[index]
    if opens_body([squeeze(chunk.text) for chunk in line.chunks]):
        return True
    apart = index > 0 and line.baseline - block[index - 1].baseline > WRAPPED * line.size
    return len(line.chunks) == 1 and apart and abs(line.x0 - left) < line.size / 2


def _bounds(rule: Segment, block: Sequence[Line]) -> bool:
    """Tell whether a rule is as wide as the block and near it."""
    left, right = min(line.x0 for line in block), max(line.x1 for line in block)
    reach = DISTANT * block[0].size
    near = block[0].top - reach < rule.at < block[-1].baseline + reach
    return near and min(rule.end, right) - max(rule.start, left) > WIDE * (right - left)


def _is_table(body: Sequence[Line], edges: Sequence[float], *, bound: bool) -> bool:
    """Tell whether some columns hold numbers: amounts, not the page numbers of a contents list."""
    columns: dict[int, list[str]] = {}
    for line in body:
        for chunk in line.chunks:
            columns.setdefault(column_of(chunk, edges), []).append(chunk.text)
    numbers = [t for t in columns.values() if 2 * sum(map(is_figure, t)) >= len(t) and any(map(is_amount, t))]
    if len(columns) < 2 or not numbers:
        return False
    printed = [text for texts in numbers for text in texts if is_amount(text)]
    exact = sum("." in text or "," in text for text in printed)
    return len(numbers) > 1 or 2 * exact >= len(printed) or (bound and not _is_contents(printed))


def _is_contents(numbers: Sequence[str]) -> bool:
    """Tell whether the only numbers are those of pages: small and never falling."""
    pages = [int(text) for text in numbers if text.isdecimal() and len(text) < 4]
    return len(pages) == len(numbers) > 2 and pages == sorted(pages)


def _head(above: Sequence[Line], body: Sequence[Line], lines: Sequence[Line], rules: Sequence[float]) -> list[Line]:
    """Return the header lines: all below the top rule, else those above the body and what stands close over them."""
    first = above[0] if above else body[0]
    left, right = min(line.x0 for line in (*above, *body)), max(line.x1 for line in (*above, *body))
    tops = [at for at in rules if at < first.top + 0.2 * first.size]
    head = list(above[-MOST:])
    for line in reversed([line for line in lines if line.baseline < first.baseline]):
        ruled = bool(tops) and tops[0] < line.baseline and not is_caption(line)
        if not ruled and not (head and _tops(line, head[0], left, right)):
            break
        head.insert(0, line)
    return head


def _tops(line: Line, below: Line, left: float, right: float) -> bool:
    """Tell whether a line over a header belongs to it: close, of the same size, over some columns only."""
    near = below.baseline - line.baseline < LEVELS * below.size and abs(line.size - below.size) < 0.1 * below.size
    inside = left - line.size < line.x0 and line.x1 < right + line.size and not is_caption(line)
    return near and inside and abs(line.x0 + line.x1 - left - right) > 2 * line.size


def _has_amount(line: Line) -> bool:
    return any(is_amount(chunk.text) for chunk in line.chunks)


def _assembled(
    columns: Sequence[Column],
    head: Sequence[Line],
    body: Sequence[Line],
    rules: Sequence[Segment],
    own: Sequence[float],
    known: Bare | None = None,
) -> Grid:
    """Put header and rows together; row edges run half way between the lines."""
    tight = min(tight_of(body, columns, edges_of(columns)), known.tight if known else DISTANT * body[0].size)
    header = header_of(head, columns, tight, rules, sides_of(body, columns, edges_of(columns)))
    made = list(columns) if known else header.columns
    xs = _widened(edges_of(made), [*head, *body])
    rows = rows_of(body, xs, tight, own)
    size = body[0].size
    cuts = [_half_way(above, below, size) for (_, above), (below, _) in pairwise(rows)]
    start = half_way(head[-1], body[0]) if head else body[0].top - 2
    ys = [*header.tops, start, *cuts, body[-1].baseline + 0.4 * size]
    first = len(header.tops)
    cells = [cell for row, span in enumerate(rows) for cell in _row_cells(first + row, span, body, made, xs)]
    heads = known.heads if known else frozenset(squeeze(chunk.text) for line in head for chunk in line.chunks)
    filled = {column_of(chunk, xs) for line in body for chunk in line.chunks}
    blank = frozenset(at for at in (known.blank if known else range(len(made))) if at not in filled)
    bare = Bare(tuple(made), blank, heads, tight, tuple(header.texts), known is not None)
    return Grid(tuple(xs), tuple(ys), (*header.regions, *cells), bare)


def _row_cells(
    row: int, span: tuple[float, float], body: Sequence[Line], columns: Sequence[Column], xs: Sequence[float]
) -> Iterator[Region]:
    """Yield the cells of a row; a word that reaches over neighbouring columns without words has a cell over them."""
    chunks = [chunk for line in body if span[0] - 1 < line.baseline < span[1] + 1 for chunk in line.chunks]
    ends = dict(_reaching(chunks, xs, body[0].size))
    column = 0
    while column < len(columns):
        wide = ends.get(column, column) - column + 1
        yield Region(row, column, 1, wide)
        column += wide


def _reaching(chunks: Sequence[Chunk], xs: Sequence[float], size: float) -> Iterator[tuple[int, int]]:
    """Yield first and last column of the words that reach over several, when nothing else stands there."""
    slack = OVER * size
    for chunk in chunks:
        first, last = (column_of(Chunk(x, x, ""), xs) for x in (chunk.x0 + slack, chunk.x1 - slack))
        others = [column_of(other, xs) for other in chunks if other is not chunk]
        if last > first and not is_figure(chunk.text) and not any(first < other <= last for other in others):
            yield first, last


def _widened(edges: Sequence[float], lines: Sequence[Line]) -> list[float]:
    left, right = min(line.x0 for line in lines) - 2, max(line.x1 for line in lines) + 2
    return [min(edges[0], left), *edges[1:-1], max(edges[-1], right)]


def half_way(above: Line, below: Line) -> float:
    """Return the height between two lines."""
    return _half_way(above.baseline, below.baseline, below.size)


def _half_way(above: float, below: float, size: float) -> float:
    return (above + 0.15 * size + below - 0.88 * size) / 2
