"""Small tables written with bars, for rule cases: a caption line, header rows, `---` after several header rows, rows.

    表5 一般公共预算支出表 单位：元
    科目编码 | 科目名称 | 合计
    208 | 社会保障和就业支出 | 100.00

A header cell may carry its group in front of a slash (上年/会议费). Further lines before the bars belong to the caption,
lines after them are notes. Tables are separated by a blank line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from auditor.amounts import MONEY_POWERS
from auditor.model import Box, Cell, Table

_NUMBER = re.compile(r"^表\s*(\d{1,2})\s*")
_UNIT = re.compile(
    rf"(?:单位|[Uu]nit)[:：]\s*({'|'.join(map(re.escape, sorted(MONEY_POWERS, key=len, reverse=True)))})"
)


def pipe_tables(text: str) -> tuple[Table, ...]:
    """Read all tables of a text."""
    return tuple(_table(lines, order) for order, lines in enumerate(_chunks(text)))


def _chunks(text: str) -> Iterator[list[str]]:
    lines: list[str] = []
    for line in [*text.splitlines(), ""]:
        if line.strip():
            lines.append(line)
        elif lines:
            yield lines
            lines = []


def _table(lines: Sequence[str], order: int) -> Table:
    first = next((i for i, line in enumerate(lines) if "|" in line), len(lines))
    last = max((i for i, line in enumerate(lines) if "|" in line), default=first) + 1
    caption = lines[0] if first else ""
    number, unit = _NUMBER.match(caption), _UNIT.search(caption)
    title = _UNIT.sub("", _NUMBER.sub("", caption)).strip()
    rows = [[cell.strip() for cell in line.split("|")] for line in lines[first:last]]
    width = max((len(row) for row in rows), default=0)
    rows = [[*row, *[""] * (width - len(row))] for row in rows]
    header = _split(rows[0]) if rows else []
    body = rows[1:]
    grid = [*header, *body]
    cells = tuple(_cells(grid, len(header), order))
    return Table(
        number.group(1) if number else "", title, unit.group(1) if unit else "", unit is not None, (order + 1,),
        len(grid), width, len(header), cells, tuple(lines[:first]), tuple(lines[last:]),
    )  # fmt: skip


def _split(header: Sequence[str]) -> list[list[str]]:
    """Turn 上年/会议费 into two header rows."""
    paths = [cell.split("/") for cell in header]
    depth = max(map(len, paths))
    return [[path[level] if level < len(path) else "" for path in paths] for level in range(depth)]


def _cells(grid: Sequence[Sequence[str]], header_rows: int, order: int) -> Iterator[Cell]:
    """Make cells; equal neighbours in an upper header row are one group, blanks below a header cell belong to it."""
    for r, row in enumerate(grid):
        column = 0
        while column < len(row):
            span = 1
            if r < header_rows - 1:
                while column + span < len(row) and row[column + span] == row[column] != "":
                    span += 1
            if 0 < r < header_rows and not row[column]:
                column += 1
                continue
            height = _height(grid, r, column, header_rows)
            box: Box = (column * 50.0, r * 20.0, (column + span) * 50.0, (r + height) * 20.0)
            yield Cell(r, column, height, span, row[column], order + 1, box)
            column += span


def _height(grid: Sequence[Sequence[str]], row: int, column: int, header_rows: int) -> int:
    height = 1
    while row < header_rows and row + height < header_rows and not grid[row + height][column]:
        height += 1
    return height
