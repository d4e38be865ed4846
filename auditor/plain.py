"""Records as plain JSON values, and back.

A value that is no text, number or None becomes a list: a tag, then its members. Tags stand for a closed list of kinds, so
reading makes nothing else, whatever the JSON says. A record that stands in several places is written once.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from types import MappingProxyType
from typing import Any

_REFERENCE = -1
_TUPLE, _MAPPING, _SET, _DECIMAL = range(4)
_PLAIN = frozenset({str, int, float, bool, type(None)})


class Plain:
    """Writes and reads values of these kinds: named tuples, dataclasses and enumerations."""

    def __init__(self, *kinds: type) -> None:
        self._makers: list[Any] = [_tuple, _mapping, _set, Decimal, *kinds]
        self._tags: dict[type, int] = {kind: tag for tag, kind in enumerate(kinds, _DECIMAL + 1)}
        self._tags |= {tuple: _TUPLE, dict: _MAPPING, MappingProxyType: _MAPPING, frozenset: _SET, Decimal: _DECIMAL}

    def written(self, value: object) -> list[Any]:
        """Return a value as JSON values; raises TypeError for one that holds another kind."""
        shared: list[Any] = []
        return [self._written(value, {}, shared), shared]

    def _written(self, value: Any, known: dict[int, list[Any]], shared: list[Any]) -> Any:  # noqa: ANN401  # JSON
        if type(value) in _PLAIN:
            return value
        tag = self._tags.get(type(value))
        if tag is None:
            raise TypeError(f"{type(value).__name__} is not among the kinds that are written")
        before = known.get(id(value)) if tag > _DECIMAL else None
        if before is not None:
            if before[0] != _REFERENCE:
                shared.append(before[:])
                before[:] = [_REFERENCE, len(shared) - 1]
            return before
        made = [tag, *[self._written(member, known, shared) for member in _members(value, tag)]]
        known[id(value)] = made
        return made

    def read(self, value: Any) -> Any:  # noqa: ANN401  # JSON
        """Return the value of `written`; raises LookupError, TypeError or ValueError for what cannot be one."""
        root, shared = value
        makers = self._makers
        made: dict[int, Any] = {}

        def reading(plain: list[Any]) -> Any:  # noqa: ANN401  # any of the kinds
            tag = plain[0]
            if tag == _REFERENCE:
                place = plain[1]
                if place not in made:
                    made[place] = reading(shared[place])
                return made[place]
            return makers[tag](*[reading(member) if type(member) is list else member for member in plain[1:]])

        return reading(root)


def _members(value: Any, tag: int) -> Any:  # noqa: ANN401  # of any of the kinds
    if tag == _TUPLE:
        return value
    if tag == _MAPPING:
        return [each for pair in value.items() for each in pair]
    if tag == _SET:
        return sorted(value)
    if tag == _DECIMAL:
        return (str(value),)
    if isinstance(value, Enum):
        return (value.value,)
    return [getattr(value, name) for name in value.__match_args__]


def _tuple(*members: object) -> tuple[object, ...]:
    return members


def _mapping(*members: object) -> Mapping[object, object]:
    return dict(zip(members[::2], members[1::2], strict=True))


def _set(*members: object) -> frozenset[object]:
    return frozenset(members)
