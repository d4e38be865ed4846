"""Path operators: what is stroked or filled becomes ruling lines and fills, what clips narrows the clip."""

from __future__ import annotations

from auditor.model import Box
from auditor.read.drawing import Point, bounds, clipped
from auditor.read.state import Operands, Operator, State
from auditor.read.values import Dictionary


class Paths(State):
    """The path under construction, in user space."""

    def begin_stream(self, resources: Dictionary) -> None:
        """Begin a content stream without a path."""
        super().begin_stream(resources)
        self._forget()

    def _forget(self) -> None:
        self._rectangles: list[Box] = []
        self._lines: list[list[Point]] = []
        self._here: list[Point] | None = None
        self._curved = False
        self._clipping = False

    def path_operators(self) -> dict[bytes, Operator]:
        """Return the operators of this part."""
        return {
            b"re": self._rectangle, b"m": self._move, b"l": self._line_to, b"h": self._close, b"c": self._curve,
            b"v": self._curve, b"y": self._curve, b"W": self._clip_next, b"W*": self._clip_next, b"n": self._end,
            b"f": self._fill, b"f*": self._fill, b"F": self._fill, b"S": self._stroke, b"s": self._close_stroke,
            b"B": self._fill_stroke, b"B*": self._fill_stroke, b"b": self._close_fill_stroke,
            b"b*": self._close_fill_stroke,
        }  # fmt: skip

    def _rectangle(self, operands: Operands) -> None:
        x, y, width, height = map(float, operands[-4:])
        self._rectangles.append((x, y, x + width, y + height))
        self._here = None

    def _move(self, operands: Operands) -> None:
        self._here = [(float(operands[-2]), float(operands[-1]))]
        self._lines.append(self._here)

    def _line_to(self, operands: Operands) -> None:
        if self._here is not None:
            self._here.append((float(operands[-2]), float(operands[-1])))

    def _curve(self, operands: Operands) -> None:
        self._move(operands)  # a curve is no ruling line; what follows it may be
        self._curved = True

    def _close(self, _operands: Operands) -> None:
        if self._here:
            self._here.append(self._here[0])

    def _clip_next(self, _operands: Operands) -> None:
        self._clipping = True

    def _end(self, _operands: Operands) -> None:
        if self._clipping:
            self._clipping = False
            if len(self._rectangles) == 1 and not self._lines:
                self.narrow(self._rectangles[0])
            elif self._rectangles or self._lines:
                corners = [corner for line in self._lines for corner in line]
                for x0, y0, x1, y1 in self._rectangles:
                    corners += ((x0, y0), (x1, y1))
                self.narrow(bounds(corners))
        if self._rectangles:
            self._rectangles = []
        if self._lines:
            self._lines = []
            self._curved = False
        self._here = None

    def narrow(self, area: Box) -> None:
        """Clip to a rectangle of user space, within the clip in force."""
        self.clip = clipped(self._device(area), self.clip or self.drawing.box)

    def _device(self, area: Box) -> Box:
        """Return the box of a user-space rectangle on the page."""
        a, b, c, d, e, f = self.ctm
        x0, y0, x1, y1 = area
        if b == 0 == c:
            x0, x1, y0, y1 = a * x0 + e, a * x1 + e, d * y0 + f, d * y1 + f
            if x0 > x1:
                x0, x1 = x1, x0
            return (x0, y0, x1, y1) if y0 <= y1 else (x0, y1, x1, y0)
        return bounds([(a * x + c * y + e, b * x + d * y + f) for x in (x0, x1) for y in (y0, y1)])

    def _fill(self, operands: Operands) -> None:
        self._paint(stroke=False, fill=True)
        self._end(operands)

    def _stroke(self, operands: Operands) -> None:
        self._paint(stroke=True, fill=False)
        self._end(operands)

    def _fill_stroke(self, operands: Operands) -> None:
        self._paint(stroke=True, fill=True)
        self._end(operands)

    def _close_stroke(self, operands: Operands) -> None:
        self._close(operands)
        self._stroke(operands)

    def _close_fill_stroke(self, operands: Operands) -> None:
        self._close(operands)
        self._fill_stroke(operands)

    def _paint(self, *, stroke: bool, fill: bool) -> None:
        drawing, clip, white = self.drawing, self.clip, self.white
        for rectangle in self._rectangles:
            box = self._device(rectangle)
            if fill:
                drawing.area(box, clip, white=white)
            if stroke:
                drawing.frame(box, clip)
        if not self._lines:
            return
        a, b, c, d, e, f = self.ctm
        for line in self._lines:
            if len(line) > 1:
                points = [(a * x + c * y + e, b * x + d * y + f) for x, y in line]
                if fill and not self._curved:
                    drawing.polygon(points, clip, white=white)
                if stroke:
                    drawing.line(points, clip)
