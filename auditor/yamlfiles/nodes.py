"""What a YAML file is read into: strings, lists and mappings, each with its line and column. Nothing is interpreted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

_BLOCK = frozenset({"|", ">"})


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that a person wrote: its path as it was named, and its text."""

    path: str
    text: str

    def line(self, number: int) -> str:
        """Return a line by its number from 1; "" when there is no such line."""
        lines = self.text.splitlines() if number > 0 else []
        return lines[number - 1] if number <= len(lines) and lines else ""


class Scalar(NamedTuple):
    """A string as written. Every scalar is one: 4.10 keeps its digits, 否 and no stay words."""

    text: str
    line: int
    column: int
    style: str  # "" plain, else the quote or block character: ' " | >
    file: SourceFile


class Listing(NamedTuple):
    """A list."""

    items: tuple[Node, ...]
    line: int
    column: int
    flow: bool  # written [in, brackets]
    file: SourceFile


class Entries(NamedTuple):
    """A mapping, in file order; keys are strings and unique."""

    pairs: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int
    flow: bool  # written {in: braces}
    file: SourceFile


Node: TypeAlias = Scalar | Listing | Entries


def spot_in(node: Node, at: int) -> tuple[int, int]:
    """Return line and column of character `at` of a scalar's text (of the node itself for lists and mappings).

    Quotes, indentation and folded lines stand between the file and the text, so the text is followed through the file.
    """
    if not isinstance(node, Scalar) or (at <= 0 and node.style not in _BLOCK):
        return node.line, node.column
    row = node.line if node.style in _BLOCK else node.line - 1
    column = 0 if node.style in _BLOCK else node.column - 1 + len(node.style)
    place = _follow(node.file.text.splitlines(), row, column, node.text[: at + 1])
    if place is None:
        return node.line, node.column
    return place[0], place[1] + (1 if at >= len(node.text) else 0)


def _follow(lines: list[str], row: int, column: int, text: str) -> tuple[int, int] | None:
    """Return line and column of the last visible character of `text`, following it through the lines from a start."""
    place = None
    for character in text:
        if character.isspace():
            continue
        found = -1
        while row < len(lines) and (found := lines[row].find(character, column)) < 0:
            row, column = row + 1, 0
        if found < 0:
            return None
        place, column = (row + 1, found + 1), found + 1
    return place
