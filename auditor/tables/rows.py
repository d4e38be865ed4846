"""Rows that no line parts: the lines of text that belong together, told from their distances."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from auditor.tables.gutters import column_of
from auditor.tables.records import Chunk, Column, Line
from auditor.tables.wording import is_figure

NEXT = 0.93  # share of the smallest distance of two rows from which a line begins a row of its own
WRAPPED = 1.45  # em: lines of one text are not further apart where no two rows tell more
LOOSE = 1.15  # lines of one text have one distance; this much more is another row
LEVEL = 0.7  # em: words closer than this are of one row: a label may stand a little higher than its numbers

LONGEST = 7  # digits of a code


class Block(NamedTuple):
    """First and last baseline of a text or a row, and whether it holds words and numbers."""

    first: float
    last: float
    words: bool
    numbers: bool


Stack = list[tuple[float, Chunk]]  # words of one column under each other, with their baselines


def tight_of(body: Sequence[Line], columns: Sequence[Column], edges: Sequence[float]) -> float:
    """Return the distance from which a line is not of the same text as the one above it."""
    size = body[0].size
    codes = _codes(_stacks(body, edges), columns)
    valued = [
        line.baseline
        for line in body
        if any(is_figure(chunk.text) and column_of(chunk, edges) not in codes for chunk in line.chunks)
    ]
    pitch = min((below - above for above, below in pairwise(valued) if below - above > size), default=0.0)
    if not pitch:
        return WRAPPED * size
    stacks = _stacks(body, edges)
    wraps = [_least(stack) for at, stack in enumerate(stacks) if not columns[at].numeric and len(stack) > 1]
    wrap = min(filter(None, wraps), default=pitch)
    return min(NEXT * pitch, LOOSE * max(wrap, size), LOOSE * WRAPPED * size)


def _codes(stacks: Sequence[Stack], columns: Sequence[Column]) -> frozenset[int]:
    """Return the columns of codes: short whole numbers to the left of names. A code may be broken over lines."""
    codes: set[int] = set()
    for at in reversed(range(len(columns) - 1)):
        short = all(chunk.text.isdecimal() and len(chunk.text) <= LONGEST for _, chunk in stacks[at])
        if columns[at].numeric and short and (not columns[at + 1].numeric or at + 1 in codes):
            codes.add(at)
    return frozenset(codes)


def _stacks(body: Sequence[Line], edges: Sequence[float]) -> list[Stack]:
    stacks: list[Stack] = [[] for _ in edges[1:]]
    for line in body:
        for chunk in line.chunks:
            stacks[column_of(chunk, edges)].append((chunk.baseline, chunk))
    return stacks


def _least(stack: Stack) -> float:
    steps = [below - above for (above, _), (below, _) in pairwise(stack) if below - above > 1]
    return min(steps, default=0.0)


def rows_of(
    body: Sequence[Line], edges: Sequence[float], tight: float, rules: Sequence[float] = ()
) -> list[tuple[float, float]]:
    """Return first and last baseline of each row, from top to bottom."""
    blocks = sorted(block for stack in _stacks(body, edges) for block in _blocks(stack, tight))
    rows: list[Block] = []
    for block in blocks:
        if rows and block.first < rows[-1].last + min(LEVEL * body[0].size, tight / 2):
            rows[-1] = _together(rows[-1], block)
        else:
            rows.append(block)
    paired = _paired(rows)
    inner = [at for at in rules if body[0].baseline < at < body[-1].baseline]
    if inner and 2 * len(inner) >= len(paired) - 1:
        return _between_rules(body, inner)
    return [(row.first, row.last) for row in paired]


def _together(one: Block, other: Block) -> Block:
    return Block(
        min(one.first, other.first), max(one.last, other.last), one.words or other.words, one.numbers or other.numbers
    )


def _paired(rows: list[Block]) -> list[Block]:
    """Put numbers that stand alone to the nearest words that do, where both stand at different heights of their cells."""
    numbers = [row for row in rows if not row.words]
    steps = [below.first - above.last for above, below in pairwise(row for row in rows if row.numbers)]
    if not numbers or len(numbers) == len(rows) or not steps:
        return rows
    reach = min(steps) / 2
    paired: list[Block] = []
    for at, row in enumerate(rows):
        above = paired[-1] if paired else None
        below = rows[at + 1] if at + 1 < len(rows) else None
        if above and _complete(above, row, reach) and not (below and _nearer(below, row, above)):
            paired[-1] = _together(above, row)
        else:
            paired.append(row)
    return paired


def _complete(above: Block, below: Block, reach: float) -> bool:
    """Tell whether one has words alone, the other numbers alone, close to each other."""
    split = (not above.numbers and not below.words) or (not above.words and not below.numbers)
    return split and below.first - above.last < reach


def _nearer(below: Block, row: Block, above: Block) -> bool:
    return _complete(row, below, row.first - above.last)


def _blocks(stack: Stack, tight: float) -> list[Block]:
    """Return the texts of a column."""
    blocks: list[Block] = []
    exact = False
    for at, chunk in stack:
        figure = is_figure(chunk.text)
        own = figure and ("." in chunk.text or "," in chunk.text)
        block = Block(at, at, not figure, figure)
        if blocks and at - blocks[-1].last < tight and not (own and exact and at > blocks[-1].last):
            blocks[-1] = _together(blocks[-1], block)
        else:
            blocks.append(block)
        exact = own
    return blocks


def _between_rules(body: Sequence[Line], rules: Sequence[float]) -> list[tuple[float, float]]:
    rows: dict[int, list[float]] = {}
    for line in body:
        rows.setdefault(sum(at < line.baseline - 0.3 * line.size for at in rules), []).append(line.baseline)
    return [(own[0], own[-1]) for own in rows.values()]
