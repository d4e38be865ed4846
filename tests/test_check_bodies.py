"""Files that hold the documents of several bodies."""

from __future__ import annotations

from auditor.check.sets import bodies_of


def test_one_overview_is_one_body() -> None:
    assert {bodies_of((4,), (1, 9))(page) for page in (1, 4, 9)} == {0}
    assert bodies_of((), ())(3) == 0


def test_the_narrative_in_front_of_tables_or_behind_them_is_that_of_their_body() -> None:
    front = bodies_of((5, 15), (2, 3, 11, 12))
    assert [front(page) for page in (2, 3, 11, 12)] == [0, 0, 1, 1]
    behind = bodies_of((5, 15), (8, 9, 18, 19))
    assert [behind(page) for page in (8, 9, 18, 19)] == [1, 1, 2, 2]


def test_what_stands_between_is_of_neither_where_both_happens() -> None:
    body = bodies_of((5, 15), (2, 8, 11, 19))
    assert [body(page) for page in (2, 8, 11, 19)] == [0, -1, -1, 2]
