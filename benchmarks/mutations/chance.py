"""The one source of chance: seeded, so that every document can be made again."""

from __future__ import annotations

from random import Random


def chance(*seeds: object) -> Random:
    """Return a generator that depends on these seeds alone."""
    return Random("/".join(map(str, seeds)))  # noqa: S311 - reproducible test data, nothing secret
