"""The header of a table that no lines draw: which words head one column, and which stand over several.

Words that nothing stands below head a column each; the others stand over several, and their middle tells over which.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from auditor.model import Segment
from auditor.tables.gutters import OVER
from auditor.tables.headings import LOWER, Head, across, headings, is_below, is_lower, matched, told_apart
from auditor.tables.middle import median
from auditor.tables.records import Column, Line, Region

BARE, SIDE, ALONE, BLOCKED, ASTRAY = 0.7, 1.5, 0.3, 4.0, 5.0  # em: what an unlikely reading of a heading costs


class Unit(NamedTuple):
    """Neighbouring columns under one heading, or one column.

    Attributes:
        x0, x1: their extent; left, right: their likely cell; top: that of the highest heading.
        words: the first of them holds no numbers.
    """

    first: int
    last: int
    x0: float
    x1: float
    left: float
    right: float
    top: float | None
    words: bool


class Spanner(NamedTuple):
    """A heading over the columns first … last."""

    head: Head
    first: int
    last: int


class Header(NamedTuple):
    """The header of a table.

    Attributes:
        columns: those of the body and those that only the header shows; extents take the headings in.
        regions, texts: its cells and what they say; tops: the upper edge of each of its rows.
    """

    columns: list[Column]
    regions: list[Region]
    texts: list[str]
    tops: list[float]


def header_of(
    lines: Sequence[Line], columns: Sequence[Column], tight: float, rules: Sequence[Segment], sides: Sequence[str]
) -> Header:
    """Return the header that some lines make over columns.

    Args:
        lines: the lines above the body.
        columns: those of the body.
        tight: lines of one heading are closer than this.
        rules: horizontal rules; those inside the header that are shorter than it show what a heading stands over.
        sides: where the words of each column are aligned: left, right or center.
    """
    if not lines:
        return Header(list(columns), [], [], [])
    heads = headings(lines, tight)
    leaves = [head for head in heads if not any(is_below(other, head) for other in heads)]
    upper = [head for head in heads if head not in leaves]
    leaves, over = told_apart(leaves, columns)
    made, units, texts = _placed(leaves, columns, sides)
    spanners = _spanners([*upper, *over], units, rules)
    cells, tops = _cells(spanners, made, texts, heads)
    return Header(made, [region for region, _ in cells], [text for _, text in cells], tops)


def _placed(
    leaves: Sequence[Head], columns: Sequence[Column], sides: Sequence[str]
) -> tuple[list[Column], list[Unit], list[str]]:
    """Return the columns with those that only the header shows, each as a unit, and its heading."""
    own: list[list[Head]] = [[] for _ in columns]
    lone = []
    for head, at in matched(sorted(leaves), columns):
        touched = [place for place, column in enumerate(columns) if across(head, column) > OVER * head.size]
        if at < 0 and not touched:
            lone.append(head)
        else:
            own[at if at >= 0 else touched[0]].append(head)
    pairs = [
        *zip(columns, own, sides, strict=True),
        *((Column(head.x0, head.x1, numeric=False), [head], "center") for head in lone),
    ]
    pairs.sort(key=lambda pair: pair[0])
    made = [_widened(pairs, at) for at in range(len(pairs))]
    cells = _edges(made, [side for *_, side in pairs])
    units = [
        Unit(
            first=at,
            last=at,
            x0=made[at].x0,
            x1=made[at].x1,
            left=cells[at],
            right=cells[at + 1],
            top=min((head.top for head in heads), default=None),
            words=not column.numeric,
        )
        for at, (column, heads, _) in enumerate(pairs)
    ]
    texts = ["\n".join(head.text for head in sorted(heads, key=lambda head: head.top)) for _, heads, _ in pairs]
    return made, units, texts


def _edges(columns: Sequence[Column], sides: Sequence[str]) -> list[float]:
    """Return where the cells of columns likely end: at the side where words are aligned, else between the words."""
    ends = [column.x1 if side == "right" else column.x0 for column, side in zip(columns, sides, strict=True)]
    steps = [b - a for (a, one), (b, other) in pairwise(zip(ends, sides, strict=True)) if one == other]
    wide = median(steps) if steps else median(column.x1 - column.x0 for column in columns)
    gap = median(right.x0 - left.x1 for left, right in pairwise(columns)) if len(columns) > 1 else 0.0
    first, last = columns[0], columns[-1]
    edges = [{"left": first.x0, "right": min(first.x0, first.x1 - wide)}.get(sides[0], first.x0 - gap / 2)]
    for at, (left, right) in enumerate(pairwise(columns)):
        known = [left.x1] if sides[at] == "right" else []
        known += [right.x0] if sides[at + 1] == "left" else []
        likely = sum(known) / len(known) if known else (left.x1 + right.x0) / 2
        if not known and sides[at + 1] == "right":
            likely = min(max(right.x1 - wide, left.x1), right.x0)
        edges.append(likely)
    return [*edges, {"right": last.x1, "left": max(last.x1, last.x0 + wide)}.get(sides[-1], last.x1 + gap / 2)]


def _widened(pairs: Sequence[tuple[Column, list[Head], str]], at: int) -> Column:
    """Return a column with its headings, as far as they do not reach over its neighbours."""
    column, heads, _ = pairs[at]
    left = min([column.x0, *(head.x0 for head in heads)])
    right = max([column.x1, *(head.x1 for head in heads)])
    floor = max((other.x1 for other, *_ in pairs[:at]), default=left)
    ceiling = min((other.x0 for other, *_ in pairs[at + 1 :]), default=right)
    return Column(min(max(left, floor), column.x0), max(min(right, ceiling), column.x1), column.numeric)


def _spanners(upper: Sequence[Head], units: list[Unit], rules: Sequence[Segment]) -> list[Spanner]:
    """Return the headings over several columns, found from the lowest level up."""
    found: list[Spanner] = []
    left = sorted(upper, key=lambda head: head.bottom)
    while left:
        level = [head for head in left if head.bottom > left[-1].bottom - LOWER * left[-1].size]
        level = [head for head in level if not any(is_below(other, head) for other in level)] or level
        level.sort()
        left = [head for head in left if head not in level]
        chosen = _chosen(level, units, rules)
        for head, (first, last) in zip(level, chosen, strict=True):
            if last >= first:
                found.append(Spanner(head, units[first].first, units[last].last))
        units = _merged(level, chosen, units)
    return found


def _merged(level: Sequence[Head], chosen: Sequence[tuple[int, int]], units: Sequence[Unit]) -> list[Unit]:
    made: list[Unit] = []
    at = 0
    for head, (first, last) in zip(level, chosen, strict=True):
        if last < first:
            continue
        made += units[at:first]
        x0, x1 = min(units[first].x0, head.x0), max(units[last].x1, head.x1)
        made.append(
            Unit(
                units[first].first,
                units[last].last,
                x0,
                x1,
                units[first].left,
                units[last].right,
                head.top,
                units[first].words,
            )
        )
        at = last + 1
    return [*made, *units[at:]]


def _chosen(level: Sequence[Head], units: Sequence[Unit], rules: Sequence[Segment]) -> list[tuple[int, int]]:
    """Return for each heading of one level the units that it stands over: the cheapest way to give all of them out.

    A heading that finds none gets (0, −1).
    """
    count = len(units)
    bare = [0.0]
    low = max((unit.top for unit in units if unit.top is not None), default=0.0) - LOWER * level[0].size
    for unit in units:
        bare.append(bare[-1] + (BARE if unit.top is not None and unit.top > low else 0.0))
    best: list[tuple[float, tuple[tuple[int, int], ...]]] = [(bare[end], ()) for end in range(count + 1)]
    for head in level:
        under = [rule for rule in rules if head.bottom < rule.at < head.bottom + 2 * head.size]
        after: list[tuple[float, tuple[tuple[int, int], ...]]] = []
        for end in range(count + 1):
            options = [(best[end][0] + 2 * ASTRAY, (*best[end][1], (0, -1)))]
            if end:
                options.append((after[end - 1][0] + bare[end] - bare[end - 1], after[end - 1][1]))
            for start in range(end):
                cost = best[start][0] + _cost(head, units, start, end - 1, under)
                options.append((cost, (*best[start][1], (start, end - 1))))
            after.append(min(options, key=_price))
        best = after
    return list(best[count][1])


def _price(option: tuple[float, object]) -> float:
    return option[0]


def _cost(head: Head, units: Sequence[Unit], first: int, last: int, rules: Sequence[Segment]) -> float:
    """Return how unlikely it is that a heading stands over these units."""
    left, right = units[first], units[last]
    before = units[first - 1].x1 if first else left.x0 - head.size
    after = units[last + 1].x0 if last + 1 < len(units) else right.x1 + head.size
    room = (left.x0 - before + after - right.x1) / 4
    aside = min(
        abs(head.middle - (left.left + right.right) / 2),
        abs(head.middle - (left.x0 + left.x1 + right.x0 + right.x1) / 4),
        max(abs(head.middle - (before + left.x0 + right.x1 + after) / 4), room / 2),
    )
    cost = (max(0.0, aside - head.size) + aside / 4) / head.size
    if abs(head.x0 - left.x0) < OVER * head.size:
        cost = min(cost, SIDE)
    if head.x1 < left.x0 or head.x0 > right.x1:
        cost += ASTRAY
    for unit in units[first : last + 1]:
        blocked = unit.top is not None and unit.top < head.bottom + head.step
        outside = rules and not any(rule.start - 2 < (unit.x0 + unit.x1) / 2 < rule.end + 2 for rule in rules)
        cost += BLOCKED * blocked + ASTRAY * bool(outside)
    whole = first == 0 and last == len(units) - 1 > 0 and left.words
    return cost + ALONE * (first == last) + SIDE * whole


def _cells(
    spanners: Sequence[Spanner], columns: Sequence[Column], texts: Sequence[str], heads: Sequence[Head]
) -> tuple[list[tuple[Region, str]], list[float]]:
    """Return the cells of the header and the upper edges of its rows; spanners come from the lowest level up."""
    levels = [
        sum(other.first <= own.first and own.last <= other.last for other in spanners[at + 1 :])
        for at, own in enumerate(spanners)
    ]
    ranked = list(zip(levels, spanners, strict=True))
    depth = max(levels, default=-1) + 2
    cells = [(Region(level, own.first, 1, own.last - own.first + 1), own.head.text) for level, own in ranked]
    for column, text in enumerate(texts):
        level = 1 + max((at for at, own in ranked if own.first <= column <= own.last), default=-1)
        cells.append((Region(level, column, depth - level, 1), text))
    edges = [min(head.top - 0.88 * head.size for head in heads) - 2]
    for level in range(1, depth):
        own = [each for at, each in ranked if at == level - 1]
        low = max(each.head.bottom for each in own)
        tops = [
            head.top - 0.88 * head.size
            for head in heads
            for each in own
            if is_lower(head, each.head) and columns[each.first].x0 < head.middle < columns[each.last].x1
        ]
        edges.append((low + min(tops, default=low + 0.4 * own[0].head.size)) / 2)
    return sorted(cells), edges
