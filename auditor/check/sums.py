"""Which lines and columns of a table add up: found by shape, without knowing what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from auditor.model import Block, Column, Line

_SUBTOTAL = re.compile(r"小计|(?:人员经费|公用经费|基本支出|项目支出)合计")


class LineSum(NamedTuple):
    """A line and the lines that add up to it, as indexes into Block.lines; some: the parts need only not exceed it."""

    by: str
    total: int
    parts: tuple[int, ...]
    some: bool = False


class ColumnSum(NamedTuple):
    """A column and the columns that add up to it, as positions in Block.columns."""

    total: int
    parts: tuple[int, ...]
    some: bool = False


def line_sums(block: Block) -> Iterator[LineSum]:
    """Yield the sums down a block: parents over children, totals over what stands above or below them."""
    lines = block.lines
    by = _scheme(lines)
    children: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        if line.parent >= 0 and not line.total:
            children.setdefault(line.parent, []).append(index)
    for parent, members in children.items():
        if by == "code":
            yield from _coded_children(lines, parent, members)
            continue
        adding = tuple(i for i in members if not lines[i].of_which)
        details = tuple(i for i in members if lines[i].of_which)
        if adding:
            yield LineSum(by, parent, adding)
        if details:
            yield LineSum(by, parent, details, some=True)
    yield from _totals(lines, by)


def _scheme(lines: Sequence[Line]) -> str:
    if any(line.code for line in lines):
        return "code"
    return "stairs" if any(line.style == "stairs" for line in lines) else "outline"


def _coded_children(lines: Sequence[Line], parent: int, members: Sequence[int]) -> Iterator[LineSum]:
    """Children by code; lines without a code under a code are details whose nesting is not told."""
    coded = tuple(i for i in members if lines[i].code and not lines[i].of_which)
    if coded and lines[parent].code:
        yield LineSum("code", parent, coded)


def roots_of(lines: Sequence[Line], start: int, stop: int) -> tuple[int, ...]:
    """Return the top lines between two positions: no parent, not 其中, no total; codes only of the shortest length."""
    top = [i for i in range(start, stop) if lines[i].parent < 0 and not lines[i].of_which and not lines[i].total]
    lengths = [len(lines[i].code) for i in top if lines[i].code]
    if not lengths:
        return tuple(top)
    return tuple(i for i in top if len(lines[i].code) == min(lengths))


def orphans_of(lines: Sequence[Line]) -> tuple[int, ...]:
    """Return coded lines that have no parent although other codes are shorter."""
    top = [i for i, line in enumerate(lines) if line.code and line.parent < 0]
    shortest = min((len(lines[i].code) for i in top), default=0)
    return tuple(i for i in top if len(lines[i].code) > shortest)


def _totals(lines: Sequence[Line], by: str) -> Iterator[LineSum]:
    """A total takes what no total before it has taken; a total on top takes what follows it.

    A subtotal (小计, 人员经费合计) takes only what stands since the total before it, and both are left for the next total.
    """
    open_items: list[int] = []
    start = 0
    heads: list[int] = []
    for index, line in enumerate(lines):
        if not line.total:
            continue
        own = roots_of(lines, start, index)
        start = index + 1
        if own and open_items and _is_subtotal(line):
            yield LineSum(by, index, own)
            open_items.append(index)
            continue
        open_items.extend(own)
        if not open_items:
            heads.append(index)
            continue
        yield LineSum(by, index, tuple(open_items))
        open_items = [index]
    for head in heads[:1]:
        below = roots_of(lines, head + 1, len(lines))
        if below:
            yield LineSum(by, head, below)


def _is_subtotal(line: Line) -> bool:
    return bool(_SUBTOTAL.search("".join(line.label.split())))


def column_sums(columns: Sequence[Column]) -> Iterator[ColumnSum]:
    """Yield the sums across: a 合计 or 小计 column over its sisters, groups counted by their own total."""
    yield from _group(columns, tuple(range(len(columns))), 0)


def _group(columns: Sequence[Column], members: tuple[int, ...], depth: int) -> Iterator[ColumnSum]:
    branches = _branches(columns, members, depth)
    if len(branches) == 1 and len(members) > 1:
        if depth < max(len(columns[i].header) for i in members):
            yield from _group(columns, members, depth + 1)
        return
    total = _total_leaf(columns, branches)
    if total is not None:
        parts = [leaf for branch in branches if branch != (total,) for leaf in _representatives(columns, branch, depth)]
        same = tuple(i for i in parts if columns[i].period == columns[total].period and not columns[i].of_which)
        details = tuple(i for i in parts if columns[i].of_which)
        if same:
            yield ColumnSum(total, same)
        for detail in details:
            yield ColumnSum(total, (detail,), some=True)
    for branch in branches:
        if len(branch) > 1:
            yield from _group(columns, branch, depth + 1)


def _branches(columns: Sequence[Column], members: Sequence[int], depth: int) -> list[tuple[int, ...]]:
    """Cut neighbouring columns where the header cell at this depth changes."""
    branches: list[list[int]] = []
    before: object = None
    for index in members:
        header = columns[index].header
        key: object = header[depth] if depth < len(header) else ("own", index)
        if branches and key == before:
            branches[-1].append(index)
        else:
            branches.append([index])
        before = key
    return [tuple(branch) for branch in branches]


def _total_leaf(columns: Sequence[Column], branches: Sequence[tuple[int, ...]]) -> int | None:
    leaves = [branch[0] for branch in branches if len(branch) == 1 and columns[branch[0]].total]
    return leaves[0] if len(leaves) == 1 else None


def _representatives(columns: Sequence[Column], branch: tuple[int, ...], depth: int) -> tuple[int, ...]:
    """Return the columns that stand for a branch in the sum above it: its own total, else its leaves."""
    if len(branch) == 1:
        return branch
    inner = _branches(columns, branch, depth + 1)
    if len(inner) == 1:
        return _representatives(columns, branch, depth + 1) if depth < 8 else branch
    total = _total_leaf(columns, inner)
    if total is not None:
        return (total,)
    return tuple(leaf for part in inner for leaf in _representatives(columns, part, depth + 1))


def main_column(block: Block) -> int | None:
    """Return the position of a block's main column: its outermost total, or its only column."""
    if len(block.columns) == 1:
        return 0
    totals = [i for i, column in enumerate(block.columns) if column.total and not column.of_which]
    if not totals:
        return None
    return min(totals, key=lambda i: len(block.columns[i].header))
