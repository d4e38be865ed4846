"""Columns that no line draws: numbers that stand under each other, and the words beside them.

Numbers of one column overlap, however they are aligned, and numbers of two columns never do. So they tell the columns first;
words are sorted into the lanes between them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from auditor.tables.middle import median
from auditor.tables.records import Chunk, Column, Line
from auditor.tables.wording import is_figure

NEAR = 0.15  # em: numbers closer than this are one column
GUTTER = 0.5  # em: words of two columns are at least this far apart
OVER = 0.2  # em: words that reach this far over each other stand above each other
SIDE = 1.0  # points: words this near to one edge are aligned on it
STRAY = 4  # one word in so many may reach over the gutter of two columns

Span = tuple[float, float]


class _Word(NamedTuple):
    x0: float
    x1: float
    line: int


def columns_of(body: Sequence[Line], heads: Sequence[Span] = ()) -> list[Column]:
    """Return the columns of the lines below a header, from left to right.

    `heads` are words of the header that stand over a single column each.
    """
    size = median(line.size for line in body)
    words = [(_Word(chunk.x0, chunk.x1, at), chunk) for at, line in enumerate(body) for chunk in line.chunks]
    numbers = [word for word, chunk in words if is_figure(chunk.text)]
    texts = [word for word, chunk in words if not is_figure(chunk.text)]
    groups, loose = _numeric(numbers, texts, size)
    columns = [Column(*_hull(group), numeric=True) for group in groups]
    texts += loose
    free = [head for head in heads if not any(_covers(head, (column.x0, column.x1), size) for column in columns)]
    for lane in _lanes(texts, columns, size):
        columns += [Column(*_hull(group), numeric=False) for group in _joined(_parted(lane, GUTTER * size), free, size)]
    return sorted(columns)


def _numeric(numbers: list[_Word], texts: Sequence[_Word], size: float) -> tuple[list[list[_Word]], list[_Word]]:
    """Return the columns of numbers, and the numbers that stand among words: names may be numbers."""
    kept: list[list[_Word]] = []
    loose: list[_Word] = []
    for group in _parted(numbers, NEAR * size):
        left, right = _hull(group)
        across = sum(
            _overlap(word, (left, right)) > OVER * size and not _inside(word, left, right, size) for word in texts
        )
        if across > len(group):
            loose += group
        else:
            kept.append(group)
    return kept, loose


def _inside(word: _Word, left: float, right: float, size: float) -> bool:
    return word.x0 > left - size and word.x1 < right + size


def _hull(words: Iterable[_Word]) -> Span:
    spans = [(word.x0, word.x1) for word in words]
    return min(x0 for x0, _ in spans), max(x1 for _, x1 in spans)


def _overlap(word: _Word, span: Span) -> float:
    return min(word.x1, span[1]) - max(word.x0, span[0])


def _parted(words: Iterable[_Word], gap: float) -> list[list[_Word]]:
    """Return words in groups that a gap parts; a group with two words of one line is parted between them where few are across."""
    groups: list[list[_Word]] = []
    right = 0.0
    for word in sorted(words):
        if not groups or word.x0 - right > gap:
            groups.append([])
            right = word.x1
        groups[-1].append(word)
        right = max(right, word.x1)
    return [part for group in groups for part in _cut(group, gap)]


def _cut(group: list[_Word], gap: float) -> list[list[_Word]]:
    """Part a group at the place between two words of one line that the fewest words cover, if these are few enough."""
    lines: dict[int, list[_Word]] = {}
    for word in group:
        lines.setdefault(word.line, []).append(word)
    places = [(a.x1 + b.x0) / 2 for own in lines.values() for a, b in pairwise(own) if b.x0 - a.x1 > gap]
    if not places:
        return [group]
    at = min(places, key=lambda x: sum(word.x0 < x < word.x1 for word in group))
    left, right = [word for word in group if word.x1 <= at], [word for word in group if word.x0 >= at]
    if STRAY * (len(group) - len(left) - len(right)) > len(group):
        return [group]
    return [*_parted(left, gap), *_parted(right, gap)]


def _lanes(texts: Iterable[_Word], columns: Sequence[Column], size: float) -> list[list[_Word]]:
    """Return the words that stand over no number, by the columns of numbers between which they stand."""
    lanes: dict[int, list[_Word]] = {}
    for word in texts:
        if not any(_overlap(word, (column.x0, column.x1)) > OVER * size for column in columns):
            lanes.setdefault(sum(column.x1 < (word.x0 + word.x1) / 2 for column in columns), []).append(word)
    return list(lanes.values())


def _joined(groups: Sequence[list[_Word]], heads: Sequence[Span], size: float) -> list[list[_Word]]:
    """Put groups of words together that are one column: a centred total and the labels above it never share a line."""
    joined: list[list[_Word]] = []
    for group in groups:
        if joined and not _are_two(joined[-1], group, heads, size):
            joined[-1] = [*joined[-1], *group]
        else:
            joined.append(list(group))
    return joined


def _are_two(left: Sequence[_Word], right: Sequence[_Word], heads: Sequence[Span], size: float) -> bool:
    """Tell whether neighbouring groups of words have a heading each, or share enough lines."""
    together = len({word.line for word in left} & {word.line for word in right})
    if 2 * together >= min(len(left), len(right)):
        return True
    over = [[head for head in heads if _covers(head, _hull(group), size)] for group in (left, right)]
    return bool(over[0] and over[1] and over[0] != over[1])


def _covers(head: Span, span: Span, size: float) -> bool:
    return min(head[1], span[1]) - max(head[0], span[0]) > OVER * size


def sides_of(body: Sequence[Line], columns: Sequence[Column], edges: Sequence[float]) -> list[str]:
    """Return for each column the side on which its words are aligned: left, right or center.

    A column that does not tell is like most columns of its kind.
    """
    words: list[list[Chunk]] = [[] for _ in columns]
    for line in body:
        for chunk in line.chunks:
            at = column_of(chunk, edges)
            if is_figure(chunk.text) == columns[at].numeric:
                words[at].append(chunk)
    own = [_side(chunks) if column.numeric else "left" for chunks, column in zip(words, columns, strict=True)]
    told = [side for side in own if side and side != "left"] or [side for side in own if side] or ["center"]
    most = max(told, key=told.count)
    return [side or most for side in own]


def _side(chunks: Sequence[Chunk]) -> str:
    """Return the side on which words are aligned, "" where all are of one width."""
    spread = {
        "right": _spread(chunk.x1 for chunk in chunks),
        "left": _spread(chunk.x0 for chunk in chunks),
        "center": _spread((chunk.x0 + chunk.x1) / 2 for chunk in chunks),
    }
    return min(spread, key=lambda side: spread[side]) if max(spread.values()) > SIDE else ""


def _spread(values: Iterable[float]) -> float:
    kept = list(values)
    return max(kept) - min(kept) if kept else 0.0


def edges_of(columns: Sequence[Column]) -> list[float]:
    """Return the edges between columns, half way from one to the next, and around them."""
    inner = ((left.x1 + right.x0) / 2 for left, right in pairwise(columns))
    return [columns[0].x0 - 2, *inner, columns[-1].x1 + 2]


def column_of(chunk: Chunk, edges: Sequence[float]) -> int:
    """Return the column in which the middle of a word stands."""
    middle = (chunk.x0 + chunk.x1) / 2
    return bisect_right(edges, middle, 1, len(edges) - 1) - 1
