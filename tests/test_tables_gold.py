"""Every table of the corpus against the hand-checked set: cells, spans, header paths, title, unit (see gold_grids.py)."""

from __future__ import annotations

import pytest
from gold_grids import gold, lines


@pytest.mark.corpus
def test_every_table_is_read_as_it_was_checked() -> None:
    known = gold()
    wrong = [line for line in lines() if known.get(line.key, (None, ""))[0] != line]
    assert [f"{line.document} {line.order} {line.title}" for line in wrong] == []


def test_the_set_covers_what_is_hard() -> None:
    checked = [line for line, how in gold().values() if "eye" in how]
    assert len(checked) >= 60
    assert len({line.document for line in checked}) >= 12
    assert {line.unit for line in checked} >= {"元", "万元"}
    assert sum("," in line.pages for line in checked) >= 20  # tables over several pages
    assert all(how in {"two", "eye", "two+eye"} for _, how in gold().values())
