"""Tables whose columns no line draws: found where words and numbers stand under each other.

Covers tables without any rule, with three rules, and with a rule below each row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from auditor.model import Segment
from auditor.tables.gutters import column_of, columns_of, with_heads
from auditor.tables.records import Grid, Line, Region
from auditor.tables.stacked import header_rows, leaves
from auditor.tables.wording import AMOUNT, is_issuer, is_note, number_in, squeeze, title_in, unit_in

FEWEST = 3  # rows with numbers that make a table where no rule says so
DISTANT = 4.0  # em: lines further apart are not of one table
WRAPPED = 1.45  # em: lines of one text are not further apart
WIDE = 0.8  # share of a table's width that a rule must have to bound it

_LEADERS = re.compile(r"[.．…·‥]{4,}")


def is_amount(text: str) -> bool:
    """Tell whether a text is one number, as printed in tables."""
    return bool(AMOUNT.fullmatch(squeeze(text)))


def aligned(lines: list[Line], rules: Sequence[Segment]) -> list[Grid]:
    """Return the grids of the tables that stand among lines of text; `rules` are free horizontal rules."""
    found = (_grid(block, lines, rules) for block in _blocks(lines))
    return [grid for grid in found if grid]


def _blocks(lines: list[Line]) -> Iterator[list[Line]]:
    """Yield runs of lines that may be rows: several words apart, or one short word between such lines."""
    block: list[Line] = []
    for index, line in enumerate(lines):
        several = len(line.chunks) > 1 or _is_staggered(lines, index)
        far = bool(block) and line.baseline - block[-1].baseline > DISTANT * max(line.size, block[-1].size)
        wanted = not is_caption(line) and (several or (block and _is_short(line, block)))
        if block and (far or not wanted):
            yield block
            block = []
        if wanted and (block or several):
            block.append(line)
    if block:
        yield block


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
        or _LEADERS.search(text)
    )


def _is_short(line: Line, block: Sequence[Line]) -> bool:
    left, right = min(row.x0 for row in block), max(row.x1 for row in block)
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
    edges = columns_of(block[numeric[0] :])
    if not _is_table(block[numeric[0] :], edges, bound=bound):
        return None
    body = block[first:]
    head = _head(block[:first], body, lines, own)
    return _assembled(with_heads(edges, body, leaves(head)), head, rows_among(body, own), body)


def _trimmed(block: list[Line], rules: Sequence[float]) -> list[Line]:
    """Drop lines of one word from the end of a block, unless they continue a text of its last row."""
    end = len(block)
    while end > 1 and len(block[end - 1].chunks) == 1 and not _is_staggered(block, end - 1):
        end -= 1
    bottom = max(rules, default=0.0)
    while end < len(block) and (
        block[end].baseline < bottom or block[end].baseline - block[end - 1].baseline < WRAPPED * block[end].size
    ):
        end += 1
    return block[:end]


def _has_unit(first: Line, lines: Sequence[Line]) -> bool:
    """Tell whether a money unit stands close above a block."""
    above = (line for line in lines if 0 < first.baseline - line.baseline < 2 * DISTANT * line.size)
    return any(unit_in(line.text) for line in above)


def _first_of_body(block: Sequence[Line], numeric: int, rules: Sequence[float]) -> int:
    """Return the index of the first line below the header: the one after its rule, else after its last full line."""
    first = 0
    for at in rules:
        if block[first].top < at < block[numeric].top:
            after = next(index for index, line in enumerate(block) if line.baseline > at)
            if first and any(len(line.chunks) == 1 for line in block[first:after]):
                break
            first = after
    if first:
        return first
    return next((index for index in range(numeric, 0, -1) if len(block[index - 1].chunks) > 1), 0)


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
    numbers = [texts for texts in columns.values() if 2 * sum(map(is_amount, texts)) >= len(texts)]
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
    tops = [at for at in rules if at < first.top + 0.2 * first.size]
    if tops:
        return [line for line in lines if tops[-1] < line.baseline < body[0].baseline]
    head = list(above[-4:])
    left, right = min(line.x0 for line in body), max(line.x1 for line in body)
    for line in reversed([line for line in lines if line.baseline < first.baseline]):
        if not head or not _tops(line, head[0], left, right):
            break
        head.insert(0, line)
    return head


def _tops(line: Line, below: Line, left: float, right: float) -> bool:
    """Tell whether a line over a header belongs to it: close, of the same size, over some columns only."""
    near = below.baseline - line.baseline < 1.7 * below.size and abs(line.size - below.size) < 0.1 * below.size
    inside = left - line.size < line.x0 and line.x1 < right + line.size and not is_caption(line)
    return near and inside and abs(line.x0 + line.x1 - left - right) > 2 * line.size


def rows_among(body: Sequence[Line], rules: Sequence[float] = ()) -> list[list[Line]]:
    """Gather the lines of each row: those between two rules, or a number row with the lines close to it."""
    inner = [at for at in rules if body[0].baseline < at < body[-1].baseline]
    if 2 * len(inner) >= len(body) - 1 and len(body) > 1:
        return _between_rules(body, inner)
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


def _between_rules(body: Sequence[Line], rules: Sequence[float]) -> list[list[Line]]:
    rows: dict[int, list[Line]] = {}
    for line in body:
        rows.setdefault(sum(at < line.baseline - 0.3 * line.size for at in rules), []).append(line)
    return list(rows.values())


def _assembled(
    edges: Sequence[float], head: Sequence[Line], rows: Sequence[Sequence[Line]], body: Sequence[Line]
) -> Grid:
    """Put header and rows together; row edges run half way between the lines."""
    xs = _widened(edges, [*head, *body])
    levels, top = header_rows(head, xs)
    cuts = [half_way(above[-1], below[0]) for above, below in pairwise(rows)]
    start = half_way(head[-1], body[0]) if head else body[0].top - 2
    ys = [*top, start, *cuts, body[-1].baseline + 0.4 * body[-1].size]
    columns, first = len(xs) - 1, len(top)
    cells = [Region(first + row, column, 1, 1) for row in range(len(rows)) for column in range(columns)]
    return Grid(tuple(xs), tuple(ys), (*levels, *cells))


def _widened(edges: Sequence[float], lines: Sequence[Line]) -> list[float]:
    left, right = min(line.x0 for line in lines) - 2, max(line.x1 for line in lines) + 2
    return [min(edges[0], left), *edges[1:-1], max(edges[-1], right)]


def half_way(above: Line, below: Line) -> float:
    """Return the height between two lines."""
    return (above.baseline + 0.15 * above.size + below.top) / 2
