"""The graphics state of a page being read, and the operators that change nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from auditor.model import Box
from auditor.read.drawing import Drawing
from auditor.read.fonts import Font
from auditor.read.limits import Meter
from auditor.read.values import Dictionary

Matrix = tuple[float, float, float, float, float, float]
Operands = list[bytes]
Operator = Callable[[Operands], None]

UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def product(first: Matrix, second: Matrix) -> Matrix:
    """Return the matrix that applies `first`, then `second`."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


class State:
    """What operators read and write. The matrix leads to points from the top left corner of the page, y down."""

    def __init__(self, meter: Meter) -> None:
        self.meter = meter
        self.fonts: dict[int, Font] = {}  # by object number, for the whole document

    def begin_page(self, drawing: Drawing, matrix: Matrix) -> None:
        """Forget the page before."""
        self.drawing = drawing
        self.ctm = matrix
        self.saved: list[tuple[Any, ...]] = []
        self.clip: Box | None = None
        self.white = False  # the colour of fills
        self.font: Font | None = None
        self.size = self.char_space = self.word_space = self.leading = self.rise = 0.0
        self.scale = 1.0
        self.mode = 0
        self.depth = 0

    def begin_stream(self, resources: Dictionary) -> None:
        """Begin a content stream: a page's or a form's."""
        self.resources = resources
        self.named: dict[bytes, Font] = {}
        self.line = UNIT  # matrix of the line of text
        self.advance = 0.0  # how far along it

    def snapshot(self) -> tuple[Any, ...]:
        """Return all that q saves."""
        return (
            self.ctm, self.clip, self.white, self.font, self.size, self.char_space, self.word_space, self.scale,
            self.leading, self.rise, self.mode,
        )  # fmt: skip

    def reinstate(self, snapshot: tuple[Any, ...]) -> None:
        """Set all that Q restores."""
        (
            self.ctm, self.clip, self.white, self.font, self.size, self.char_space, self.word_space, self.scale,
            self.leading, self.rise, self.mode,
        ) = snapshot  # fmt: skip

    def state_operators(self) -> dict[bytes, Operator]:
        """Return the operators of this part."""
        colours = dict.fromkeys((b"g", b"rg", b"k", b"sc", b"scn"), self._colour)
        return {b"q": self._save, b"Q": self._restore, b"cm": self._concatenate, b"cs": self._other_space, **colours}

    def _save(self, _operands: Operands) -> None:
        self.saved.append(self.snapshot())

    def _restore(self, _operands: Operands) -> None:
        if self.saved:
            self.reinstate(self.saved.pop())

    def _concatenate(self, operands: Operands) -> None:
        a, b, c, d, e, f = map(float, operands[-6:])
        self.ctm = product((a, b, c, d, e, f), self.ctm)

    def _colour(self, operands: Operands) -> None:
        self.white = False  # stays so when the operand is a pattern
        values = [float(value) for value in operands]
        self.white = max(values) < 0.01 if len(values) == 4 else min(values) > 0.99

    def _other_space(self, _operands: Operands) -> None:
        self.white = False
