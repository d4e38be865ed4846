"""Where a span of a paragraph stands on its page."""

from __future__ import annotations

from bisect import bisect_right
from operator import attrgetter

from auditor.model import Box, Paragraph, Stretch

NOWHERE: Box = (0.0, 0.0, 0.0, 0.0)
_ASCENT, _DESCENT = 0.86, 0.14  # of the size, above and below the baseline


def place_of(paragraph: Paragraph, start: int, end: int) -> tuple[int, Box]:
    """Return page and box of a span; of a span over two lines, those of its first line."""
    at = bisect_right(paragraph.stretches, start, key=attrgetter("start")) - 1
    if at < 0:
        return paragraph.page, NOWHERE
    stretch = paragraph.stretches[at]
    last = len(stretch.lefts) - 1  # a blank between two lines stands at the end of the first
    return stretch.page, _around(stretch, min(start - stretch.start, last), min(end - stretch.start - 1, last))


def _around(stretch: Stretch, first: int, last: int) -> Box:
    """Return the box around the characters from `first` to `last`."""
    span = slice(first, max(first, last) + 1)
    under = [risen for risen in stretch.rises if risen[0] <= first][-1:]
    later = [risen for risen in stretch.rises if first < risen[0] <= last]
    tops = [baseline - size * _ASCENT for _, baseline, size in (*under, *later)]
    bottoms = [baseline + size * _DESCENT for _, baseline, size in (*under, *later)]
    return min(stretch.lefts[span]), min(tops), max(stretch.rights[span]), max(bottoms)
