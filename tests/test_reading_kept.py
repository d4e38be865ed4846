"""What is read is kept: every record that a reading can hold is one that the cache can write."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any, get_args, get_type_hints

from auditor.audit.reading import _PLAIN, Reading, reading_of
from auditor.model import Listed, Pack
from auditor.model.claims import Stretch
from tests.conftest import SEED


def records(kind: Any, seen: set[type]) -> Iterator[type]:
    """Yield the named tuples that a type can hold, itself included."""
    for part in get_args(kind):
        yield from records(part, seen)
    if isinstance(kind, type) and hasattr(kind, "_fields") and kind not in seen:
        seen.add(kind)
        yield kind
        for hint in get_type_hints(kind, vars(sys.modules[kind.__module__])).values():
            yield from records(hint, seen)


def test_every_record_of_a_reading_can_be_written() -> None:
    held = set(records(Reading, set()))
    assert len(held) > 12
    left_out = {Stretch}  # where characters stand is needed before the facts are gathered, not after
    assert {kind.__name__ for kind in held - left_out if kind not in _PLAIN._tags} == set()


def test_a_document_is_read_the_same_from_the_cache(budget: Pack) -> None:
    first = reading_of(str(SEED), budget.vocabulary, keep=True)
    assert reading_of(str(SEED), budget.vocabulary, keep=True) == first
    announced = first._replace(facts=first.facts._replace(contents=(Listed("一、收支总表", "收支总表", 2),)))
    assert _PLAIN.read(_PLAIN.written(announced)) == announced
