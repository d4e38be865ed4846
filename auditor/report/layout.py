"""Lines of terminal text: width in cells, wrapping that respects Chinese punctuation, styles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.cells import cell_len

NARROWEST: Final = 40  # below this, lines are allowed to run over
_NOT_FIRST = frozenset("，。、；：！？）】》〉”’％…·,.;:!?)]}%")
_NOT_LAST = frozenset("（【《〈“‘([{第")
_CLAUSE = frozenset("，。；：！？…、")
_ASCII: Final = str.maketrans(
    {"≠": "!=", "≥": ">=", "≤": "<=", "≈": "~", "÷": "/", "×": "x", "−": "-", "→": "->", "…": "...", "·": "."}
)

STYLES: Final = {
    "error": "bold red",
    "warning": "bold yellow",
    "info": "bold cyan",
    "cause": "bold magenta",
    "title": "bold",
    "frame": "bright_blue",
    "stated": "bold red",
    "compared": "bright_blue",
    "help": "dim",
    "good": "green",
}


class Line:
    """One line of styled text, built piece by piece.

    Rich's own Text is made of it only where colour is asked for: files and pipes are spared its import.
    """

    __slots__ = ("pieces",)

    def __init__(self, text: str = "", style: str = "") -> None:
        self.pieces: list[tuple[str, str]] = [(text, style)] if text else []

    @property
    def plain(self) -> str:
        """Return the text without styles."""
        return "".join(text for text, _ in self.pieces)

    @property
    def cell_len(self) -> int:
        """Return how many terminal columns the line takes."""
        return cells(self.plain)

    def append(self, text: str, style: str = "") -> Line:
        """Add a piece; return the line."""
        if text:
            self.pieces.append((text, style))
        return self

    def append_text(self, other: Line) -> Line:
        """Add the pieces of another line; return this one."""
        self.pieces.extend(other.pieces)
        return self

    def __add__(self, other: Line) -> Line:
        """Return a new line of both."""
        return Line().append_text(self).append_text(other)

    def rstrip(self) -> None:
        """Drop white space at the end."""
        while self.pieces:
            text, style = self.pieces.pop()
            if text.rstrip():
                self.pieces.append((text.rstrip(), style))
                return

    def divide(self, ends: Sequence[int]) -> list[Line]:
        """Cut the line at offsets of its plain text, ascending."""
        return [self._between(start, end) for start, end in zip([0, *ends], [*ends, len(self.plain)], strict=True)]

    def _between(self, start: int, end: int) -> Line:
        part, at = Line(), 0
        for text, style in self.pieces:
            part.append(text[max(start - at, 0) : max(end - at, 0)], style)
            at += len(text)
        return part


def cells(text: str) -> int:
    """Return how many terminal columns a text takes."""
    return cell_len(text)


def plain_signs(text: str) -> str:
    """Replace the signs of our own that an old terminal may lack; Chinese stays as it is."""
    return text.translate(_ASCII)


def may_break(text: str, at: int) -> bool:
    """Tell whether a line may end before offset `at`: not inside a word, a figure with its unit, or at punctuation."""
    before, after = text[at - 1], text[at]
    if after == " " or after in _NOT_FIRST or before in _NOT_LAST:
        return False
    if before == " ":
        number = text[at - 3 : at - 1].rstrip(",")[-1:].isdigit()
        return not number or (after.isascii() and not (text[at - 2] == "," and (after == "-" or after.isdigit())))
    return not (before.isascii() and after.isascii())


def break_points(text: str, first: int, later: int, keep: Sequence[tuple[int, int]] = ()) -> list[int]:
    """Return the offsets where lines end so that each fits; spans in `keep` are not broken where they fit a line.

    Args:
        text: one paragraph without newlines.
        first: width of the first line in cells.
        later: width of the lines behind it.
        keep: spans of offsets that stay on one line.

    Towards the end of a line, the end of a clause is preferred to a later space, and a space to a later character.
    """
    ends: list[int] = []
    start = used = candidate = space = clause = 0
    inside = {i for low, high in keep for i in range(low + 1, high)}
    for i, char in enumerate(text):
        room = later if ends else first
        if i > start and i not in inside and may_break(text, i):
            candidate = i
            late = used * 5 > room * 3
            clause = i if late and text[i - 1] in _CLAUSE else clause
            space = i if late and text[i - 1] == " " else space
        used += cells(char)
        if used > room and i > start:
            end = next((at for at in (clause, space, candidate) if at > start), i)
            ends.append(end)
            start, used = end, cells(text[end : i + 1])
    return ends


def wrapped(line: Line, width: int, indent: int) -> list[Line]:
    """Wrap a line; those behind the first are indented."""
    ends = break_points(line.plain, max(width, NARROWEST), max(width - indent, NARROWEST - indent))
    pieces = [line] if not ends else list(line.divide(ends))
    for piece in pieces:
        piece.rstrip()
    return [pieces[0], *(Line(" " * indent) + piece for piece in pieces[1:])]


def fitted(text: str, width: int, ellipsis: str) -> str:
    """Shorten a label in the middle so that it takes at most `width` cells."""
    if cells(text) <= width:
        return text
    room = max(width - cells(ellipsis), 2)
    head = _prefix(text, room - room // 3)
    tail = _prefix(text[::-1], room - cells(head))[::-1]
    return head + ellipsis + tail


def _prefix(text: str, width: int) -> str:
    used = 0
    for i, char in enumerate(text):
        used += cells(char)
        if used > width:
            return text[:i]
    return text


def padded(text: str, width: int, *, right: bool = False) -> str:
    """Pad a text with spaces to `width` cells, on its left side with `right`."""
    fill = " " * max(width - cells(text), 0)
    return fill + text if right else text + fill
