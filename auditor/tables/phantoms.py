"""What looks like a table and is none: contents pages, charts, frames, empty boxes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from auditor.tables.records import Grid
from auditor.tables.wording import squeeze

_LEADERS = re.compile(r"[.．…·‥]{5,}\d{0,3}$")
_CONTENTS = re.compile(r"目[录次]")
FAINT = 0.25  # share of filled cells below which a grid needs a filled head or column to be a table


def is_phantom(grid: Grid, texts: Sequence[str]) -> bool:
    """Tell whether a filled grid is no table."""
    filled = [squeeze(text) for text in texts if text.strip()]
    if len(filled) < 2 or grid.columns < 2:
        return True
    if sum(bool(_LEADERS.search(text)) for text in filled) * 4 > len(filled) or _CONTENTS.fullmatch(filled[0]):
        return True
    return len(filled) < FAINT * len(texts) and not _has_head(grid, texts)


def _has_head(grid: Grid, texts: Sequence[str]) -> bool:
    """Tell whether one of the first rows, or any column, is at least half filled."""
    rows: defaultdict[int, list[bool]] = defaultdict(list)
    columns: defaultdict[int, list[bool]] = defaultdict(list)
    for region, text in zip(grid.regions, texts, strict=True):
        rows[region.row].append(bool(text.strip()))
        columns[region.column].append(bool(text.strip()))
    heads = [rows[row] for row in range(min(4, grid.rows))] + list(columns.values())
    return any(2 * sum(cells) >= len(cells) > 1 for cells in heads)
