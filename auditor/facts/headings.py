"""Rows that only head their items: 201 | 一般公共服务支出 | (blank), with the figures in the rows below and in their 小计."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from auditor.model import Block, Line

_LEAST = 2  # blank rows over their items that make a habit; a single one was left blank by mistake

_Level = tuple[str, int]


def without_headings(blocks: Sequence[Block], values: Mapping[int, Decimal]) -> tuple[Block, ...]:
    """Take the figures from rows that head their items as all others of their level do, in every part of a table.

    What is no figure states no zero: it is no total left blank, and agrees or disagrees with nothing.
    """
    heads: dict[_Level, list[bool]] = defaultdict(list)
    for block in blocks:
        for level, filled in _heads(block, values):
            heads[level].append(filled)
    bare = {level for level, filled in heads.items() if len(filled) >= _LEAST and not any(filled)}
    return tuple(block._replace(facts=_stripped(block, bare, values)) for block in blocks) if bare else tuple(blocks)


def _heads(block: Block, values: Mapping[int, Decimal]) -> Iterator[tuple[_Level, bool]]:
    """Yield the level of each row over filled ones, and whether it is filled itself."""
    above = {line.parent for line, row in zip(block.lines, block.facts, strict=True) if _filled(line, row, values)}
    for index in sorted(above - {-1}):
        yield _level(block.lines[index]), any(values.get(number) for number in block.facts[index])


def _filled(line: Line, row: Sequence[int], values: Mapping[int, Decimal]) -> bool:
    return not line.total and any(values.get(number) for number in row)


def _level(line: Line) -> _Level:
    return line.style, len(line.code)


def _stripped(block: Block, bare: set[_Level], values: Mapping[int, Decimal]) -> tuple[tuple[int, ...], ...]:
    return tuple(
        tuple(-1 for _ in row)
        if not line.total and _level(line) in bare and not any(values.get(number) for number in row)
        else row
        for line, row in zip(block.lines, block.facts, strict=True)
    )
