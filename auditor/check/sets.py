"""Files that hold the documents of several bodies: what in the narrative speaks of the same one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

_UNKNOWN = -1


def bodies_of(overviews: Sequence[int], told: Sequence[int]) -> Callable[[int], int]:
    """Return what tells the body that a page speaks of by its number, −1 where this is not certain.

    Args:
        overviews: pages of the tables that every body has once, in order; one is no several.
        told: pages with figures of the narrative.

    Each body has its narrative in front of its tables or behind them. Where some stands in front of the first tables and some
    behind the last ones, what stands between may belong to either side.
    """
    if len(overviews) < 2:
        return lambda _: 0
    places = {bisect_right(overviews, page) for page in told}
    both = {0, len(overviews)} <= places

    def body(page: int) -> int:
        place = bisect_right(overviews, page)
        return _UNKNOWN if both and 0 < place < len(overviews) else place

    return body
