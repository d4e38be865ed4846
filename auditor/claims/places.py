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
    """Return the box around the characters from `first` to `last`, which follow each other from left to right."""
    last = max(first, last)
    rises = stretch.rises
    if len(rises) > 1:
        under = [risen for risen in rises if risen[0] <= first][-1:]
        rises = (*under, *(risen for risen in rises if first < risen[0] <= last))
    top = min([baseline - size * _ASCENT for _, baseline, size in rises])
    bottom = max([baseline + size * _DESCENT for _, baseline, size in rises])
    return stretch.lefts[first], top, stretch.rights[last], bottom
