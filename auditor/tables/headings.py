"""The headings of a table that no lines draw, and the columns that each of them heads: told from where they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol

from auditor.tables.gutters import OVER, Span
from auditor.tables.records import Column, Line

LOWER = 0.6  # em: a word this much lower than another stands below it
NEXT = 0.9  # of the least distance of rows: levels of a header are further apart
LEVEL = 1.15  # em: or further than this
ALIKE = 0.6  # em: middles, left or right sides closer than this are aligned
BLANK, BARREN = 3.0, 4.0  # em: what a column without words, and one without a heading, cost
FARTHEST = 5.0  # em: a greater distance of a heading from its column costs no more

_SPACED = frozenset("收入 支出 项目 合计 小计 总计 备注 编码 名称 金额 科目 单位 年度 预算 决算 类别".split())  # noqa: SIM905  # one line


class Extent(Protocol):
    """What has a left and a right side."""

    @property
    def x0(self) -> float:
        """Left side."""

    @property
    def x1(self) -> float:
        """Right side."""


class Head(NamedTuple):
    """A heading.

    Attributes:
        x0, x1: its extent; top, bottom: the baselines of its first and its last line; size: of its type.
        step: levels of a header are further apart; text: its lines.
    """

    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    step: float
    text: str

    @property
    def middle(self) -> float:
        """Half way between both sides."""
        return (self.x0 + self.x1) / 2

    def with_rest(self, rest: Head) -> Head:
        """Return the heading with its next line."""
        x0, x1 = min(self.x0, rest.x0), max(self.x1, rest.x1)
        return self._replace(x0=x0, x1=x1, bottom=rest.bottom, text=f"{self.text}\n{rest.text}")


def lowest(lines: Sequence[Line], tight: float) -> list[Span]:
    """Return the x ranges of the headings that nothing stands below."""
    heads = headings(lines, tight)
    return [(head.x0, head.x1) for head in heads if not any(is_below(other, head) for other in heads)]


def continued(known: Sequence[Column], columns: Sequence[Column], size: float) -> list[tuple[Column, Column | None]]:
    """Return the columns of the page before, each with the column that goes on from it; nothing where one goes on from none."""
    heads = [Head(column.x0, column.x1, 0.0, 0.0, size, size, "") for column in known]
    pairs = matched(heads, columns)
    if sorted(at for _, at in pairs if at >= 0) != list(range(len(columns))):
        return []
    return [(old, columns[at] if at >= 0 else None) for old, (_, at) in zip(known, pairs, strict=True)]


def headings(lines: Sequence[Line], tight: float) -> list[Head]:
    """Return the headings, the lines of one put together."""
    heads: list[Head] = []
    for line in map(_gathered, lines):
        for chunk in line.chunks:
            step = min(NEXT * tight, LEVEL * line.size)
            word = Head(chunk.x0, chunk.x1, chunk.baseline, chunk.baseline, line.size, step, chunk.text)
            above = [head for head in heads if _is_rest(word, head, line, tight)]
            if len(above) == 1:
                heads[heads.index(above[0])] = above[0].with_rest(word)
            else:
                heads.append(word)
    return heads


def _gathered(line: Line) -> Line:
    """Put the letters of headings together that are printed far apart: 收　入."""
    chunks = [line.chunks[0]]
    for before, chunk in pairwise(line.chunks):
        if before.text + chunk.text in _SPACED:
            chunks[-1] = chunks[-1]._replace(x1=chunk.x1, text=chunks[-1].text + chunk.text)
        else:
            chunks.append(chunk)
    return line._replace(chunks=tuple(chunks))


def _is_rest(word: Head, head: Head, line: Line, tight: float) -> bool:
    """Tell whether a word is the next line of a heading: close below, aligned with it, and alone there."""
    if not 0 < word.top - head.bottom < tight or across(word, head) <= OVER * word.size:
        return False
    near = ALIKE * word.size
    aligned = abs(word.middle - head.middle) < near or abs(word.x0 - head.x0) < near or abs(word.x1 - head.x1) < near
    return aligned and sum(chunk.x0 < head.x1 and chunk.x1 > head.x0 for chunk in line.chunks) == 1


def told_apart(leaves: Sequence[Head], columns: Sequence[Column]) -> tuple[list[Head], list[Head]]:
    """Part the headings of one column from those over the gap between two: there both neighbours stand lower."""
    ordered = sorted(leaves)
    places = [
        at for at in range(len(ordered)) if _may_be_over(at, ordered) or _is_doubled(ordered[at], ordered, columns)
    ]
    sure = [head for at, head in enumerate(ordered) if at not in places]
    of = {head: columns[at] for head, at in matched(sure, columns) if at >= 0}
    over = [ordered[at] for at in places if _is_between(at, ordered, columns, of)]
    return [head for head in ordered if head not in over], over


def _may_be_over(at: int, heads: Sequence[Head]) -> bool:
    """Tell whether the headings on both sides stand a level lower."""
    if not 0 < at < len(heads) - 1:
        return False
    return min(heads[at - 1].top, heads[at + 1].top) >= heads[at].bottom + heads[at].step


def _is_doubled(head: Head, heads: Sequence[Head], columns: Sequence[Column]) -> bool:
    """Tell whether the column below a heading has a heading further down."""
    return any(is_lower(other, head) and across(other, column) > 0 for column in _own(head, columns) for other in heads)


def _is_between(at: int, heads: Sequence[Head], columns: Sequence[Column], of: Mapping[Head, Column]) -> bool:
    """Tell whether a heading heads no column of its own, and stands over the middle of its neighbours and their columns."""
    head, own = heads[at], _own(heads[at], columns)
    if _is_doubled(head, heads, columns):
        return True
    left, right = heads[at - 1], heads[at + 1]
    if own and not any(column in of.values() for column in own) and left in of and right in of:
        return False
    x0 = min([left.x0, *([of[left].x0] if left in of else [])])
    x1 = max([right.x1, *([of[right].x1] if right in of else [])])
    return abs(x0 + x1 - 2 * head.middle) < max(2 * head.size, 0.4 * (x1 - x0))


def _own(head: Head, columns: Sequence[Column]) -> list[Column]:
    return [column for column in columns if across(head, column) > OVER * head.size]


def matched(heads: Sequence[Head], columns: Sequence[Column]) -> list[tuple[Head, int]]:
    """Return each heading with its column, −1 for a column without words: the cheapest way to pair both in order."""
    best: list[tuple[float, tuple[int, ...]]] = [(BARREN * at, ()) for at in range(len(columns) + 1)]
    for head in heads:
        after = [(best[0][0] + BLANK, (*best[0][1], -1))]
        for at, column in enumerate(columns):
            options = [
                (best[at][0] + _distance(head, column), (*best[at][1], at)),
                (best[at + 1][0] + BLANK, (*best[at + 1][1], -1)),
                (after[at][0] + BARREN, after[at][1]),
            ]
            after.append(min(options, key=lambda option: option[0]))
        best = after
    return list(zip(heads, best[-1][1], strict=True))


def _distance(head: Head, column: Column) -> float:
    """Return how unlikely it is that a heading belongs to a column, in em: it may stand beside its numbers."""
    gap = max(0.0, column.x0 - head.x1, head.x0 - column.x1) / head.size
    return min(gap, FARTHEST) + abs(head.middle - (column.x0 + column.x1) / 2) / (20 * head.size)


def is_lower(head: Head, other: Head) -> bool:
    """Tell whether a heading begins below the end of another one."""
    return head.top > other.bottom + LOWER * other.size


def is_below(head: Head, other: Head) -> bool:
    """Tell whether a heading stands below another one, not beside it."""
    return is_lower(head, other) and across(head, other) > OVER * other.size


def across(one: Extent, other: Extent) -> float:
    """Return how far two things reach over each other, less than 0 where they do not."""
    return min(one.x1, other.x1) - max(one.x0, other.x0)
