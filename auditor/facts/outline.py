"""The outline of rows without codes: numbering styles in order of appearance make the levels.

其中 lines and what goes on with them are no parts of a sum, but have parts of their own (其中：（一）…, 1.…, 2.…).
"""

from __future__ import annotations

from dataclasses import dataclass, field

_NONE = -1


@dataclass(slots=True)
class Outline:
    """What is known at one row of a table read top to bottom.

    Attributes:
        carried, funds: items of carry-over, and the funds that stand below such a line without a number.
        levels: (style, line index) of the open levels, outermost first.
        carry: the carry-over line whose funds follow; _NONE outside.
        which: the last 其中 line, _NONE outside; owner: the line that the 其中 lines are part of; counted: their numbering.
    """

    carried: frozenset[str]
    funds: frozenset[str]
    levels: list[tuple[str, int]] = field(default_factory=list)
    carry: int = _NONE
    which: int = _NONE
    owner: int = _NONE
    counted: str = ""

    def restart(self) -> None:
        """Begin anew after a total."""
        self.levels.clear()
        self.carry = self.which = _NONE

    def place(self, index: int, item: str, style: str, *, of_which: bool) -> tuple[int, bool]:
        """Enter a line; return its parent and whether it is a 其中 line."""
        if item in self.carried and not style:
            self.restart()
        self.carry = self._carry(index, item, style, of_which=of_which)
        if of_which or (self.which != _NONE and style in {"", self.counted}):
            return self._detail(index, style, opens=of_which), True
        if self.which != _NONE and self.counted and all(style != known for known, _ in self.levels):
            return self.which, False  # 1. below 其中：（一）: a part of that line
        self.which = _NONE
        return (self.carry if 0 <= self.carry < index else self._push(style, index)), False

    def _detail(self, index: int, style: str, *, opens: bool) -> int:
        if opens:
            self.counted = style
            if self.levels or self.which == _NONE:
                self.owner = self.levels[-1][1] if self.levels else index - 1
        self.which = index
        return self.owner

    def _carry(self, index: int, item: str, style: str, *, of_which: bool) -> int:
        """年初财政拨款结转和结余 over 一般公共预算财政拨款, 政府性基金…: its parts, although nothing says so."""
        if style or of_which:
            return _NONE
        if item in self.carried:
            return index
        return self.carry if item in self.funds else _NONE

    def _push(self, style: str, index: int) -> int:
        """Open a level and return the line it stands under."""
        styles = [name for name, _ in self.levels]
        if style in styles:
            del self.levels[styles.index(style) :]
        parent = self.levels[-1][1] if self.levels else _NONE
        self.levels.append((style, index))
        return parent
