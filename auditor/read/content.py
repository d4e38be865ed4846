"""Content streams carried out: text operators to runs, path operators to ruling lines, forms to their content.

One loop dispatches over the tokens; each operator is a method that takes its operands as tokens. An operator whose
operands make no sense is dropped, as every viewer does.
"""

from __future__ import annotations

from collections.abc import Callable
from math import hypot
from typing import Any

from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1
from pdfminer.psparser import literal_name

from auditor.model import Box, Run
from auditor.read.document import DAMAGE, Leaf
from auditor.read.drawing import Drawing, Point, Turned, bounds, clipped
from auditor.read.fonts import NO_FONT, Font, make_font
from auditor.read.limits import Meter
from auditor.read.tokens import name, string, tokens

Matrix = tuple[float, float, float, float, float, float]
Operands = list[bytes]
Operator = Callable[[Operands], None]

_UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_LEVEL = 0.01  # lean of a line of text that is still level
_INVISIBLE = (3, 7)  # rendering modes that paint nothing
_LONG = 1 << 16  # bytes of a shown string that are counted before glyphs are made of them


def product(first: Matrix, second: Matrix) -> Matrix:
    """Return the matrix that applies `first`, then `second`."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def top_down(leaf: Leaf) -> tuple[Matrix, float, float]:
    """Return the matrix from a page's user space to points from its top left corner as shown, and its size."""
    x0, y0, x1, y1 = leaf.box
    if leaf.rotate == 90:
        return (0.0, 1.0, 1.0, 0.0, -y0, -x0), y1 - y0, x1 - x0
    if leaf.rotate == 180:
        return (-1.0, 0.0, 0.0, 1.0, x1, -y0), x1 - x0, y1 - y0
    if leaf.rotate == 270:
        return (0.0, -1.0, -1.0, 0.0, y1, x1), y1 - y0, x1 - x0
    return (1.0, 0.0, 0.0, -1.0, -x0, y1), x1 - x0, y1 - y0


class Interpreter:
    """Reads the pages of one document into drawings; fonts are kept from page to page."""

    def __init__(self, meter: Meter) -> None:
        self._meter = meter
        self._fonts: dict[int, Font] = {}
        self._operators = self._table()

    def page(self, leaf: Leaf) -> Drawing:
        """Read one page."""
        self._ctm, width, height = top_down(leaf)
        self._drawing = Drawing(width, height)
        self._saved: list[tuple[Any, ...]] = []
        self._clip: Box | None = None
        self._white = False
        self._font: Font | None = None
        self._size = self._char_space = self._word_space = self._leading = self._rise = 0.0
        self._scale = 1.0
        self._mode = 0
        self._depth = 0
        self._start(leaf.resources)
        self._run(b"\n".join([stream.get_data() for stream in leaf.contents]))
        return self._drawing

    def _start(self, resources: dict[str, Any]) -> None:
        """Begin a content stream."""
        self._resources = resources
        self._named: dict[bytes, Font] = {}
        self._matrix = _UNIT
        self._advance = 0.0
        self._forget_path()

    def _run(self, data: bytes) -> None:
        operator_of = self._operators.get
        stack: Operands = []
        push, clear = stack.append, stack.clear
        for token in tokens(data, self._meter):
            operator = operator_of(token)
            if operator is None:
                push(token)
            else:
                try:
                    operator(stack)
                except DAMAGE:
                    pass  # as every viewer does; a logged line for each would be noise
                clear()

    def _table(self) -> dict[bytes, Operator]:
        table: dict[bytes, Operator] = {
            b"q": self._save, b"Q": self._restore, b"cm": self._concatenate, b"Do": self._paint_object,
            b"re": self._rectangle, b"m": self._move, b"l": self._line_to, b"h": self._close, b"c": self._curve,
            b"v": self._curve, b"y": self._curve, b"W": self._clip_next, b"W*": self._clip_next, b"n": self._end_path,
            b"f": self._fill, b"f*": self._fill, b"F": self._fill, b"S": self._stroke, b"s": self._close_stroke,
            b"B": self._fill_stroke, b"B*": self._fill_stroke, b"b": self._close_fill_stroke,
            b"b*": self._close_fill_stroke, b"BT": self._begin_text, b"Tm": self._text_matrix, b"Td": self._next_line,
            b"TD": self._next_line_leading, b"T*": self._line_feed, b"Tf": self._set_font, b"TJ": self._show_array,
            b"Tj": self._show_string, b"'": self._feed_show, b'"': self._space_feed_show, b"Tc": self._set_char_space,
            b"Tw": self._set_word_space, b"Tz": self._set_scale, b"TL": self._set_leading, b"Ts": self._set_rise,
            b"Tr": self._set_mode, b"cs": self._other_space,
        }  # fmt: skip
        table.update(dict.fromkeys((b"g", b"rg", b"k", b"sc", b"scn"), self._colour))
        idle = b"ET w d G RG K SC SCN CS gs ri i J j M BDC BMC EMC BX EX MP DP sh d0 d1".split()
        table.update(dict.fromkeys(idle, _idle))
        return table

    # Graphics state

    def _save(self, _operands: Operands) -> None:
        self._saved.append(self._state())

    def _state(self) -> tuple[Any, ...]:
        return (
            self._ctm, self._clip, self._white, self._font, self._size, self._char_space, self._word_space, self._scale,
            self._leading, self._rise, self._mode,
        )  # fmt: skip

    def _restore(self, _operands: Operands) -> None:
        if self._saved:
            self._set_state(self._saved.pop())

    def _set_state(self, state: tuple[Any, ...]) -> None:
        (
            self._ctm, self._clip, self._white, self._font, self._size, self._char_space, self._word_space, self._scale,
            self._leading, self._rise, self._mode,
        ) = state  # fmt: skip

    def _concatenate(self, operands: Operands) -> None:
        a, b, c, d, e, f = map(float, operands[-6:])
        self._ctm = product((a, b, c, d, e, f), self._ctm)

    def _colour(self, operands: Operands) -> None:
        self._white = False
        values = [float(value) for value in operands]
        self._white = max(values) < 0.01 if len(values) == 4 else min(values) > 0.99

    def _other_space(self, _operands: Operands) -> None:
        self._white = False

    def _paint_object(self, operands: Operands) -> None:
        objects = resolve1(self._resources.get("XObject"))
        form = resolve1(objects.get(name(operands[-1])))
        if not isinstance(form, PDFStream) or literal_name(resolve1(form.get("Subtype"))) != "Form":
            return
        self._meter.depth(self._depth + 1)
        kept = (self._saved, self._resources, self._named, self._matrix, self._advance)
        state = self._state()
        try:
            self._depth += 1
            self._saved = []
            self._enter_form(form)
        finally:
            self._depth -= 1
            self._set_state(state)
            self._saved, self._resources, self._named, self._matrix, self._advance = kept
            self._forget_path()

    def _enter_form(self, form: Any) -> None:
        matrix = [float(resolve1(value)) for value in resolve1(form.get("Matrix")) or _UNIT]
        box = [float(resolve1(value)) for value in resolve1(form.get("BBox")) or ()]
        a, b, c, d, e, f = matrix
        self._ctm = product((a, b, c, d, e, f), self._ctm)
        if len(box) == 4:
            self._narrow(self._device((box[0], box[1], box[2], box[3])))
        resources = resolve1(form.get("Resources"))
        self._start(resources if isinstance(resources, dict) else self._resources)
        self._run(form.get_data())

    # Paths

    def _forget_path(self) -> None:
        self._rectangles: list[Box] = []
        self._lines: list[list[Point]] = []
        self._here: list[Point] | None = None
        self._curved = False
        self._clipping = False

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

    def _end_path(self, _operands: Operands) -> None:
        if self._clipping:
            areas = [*self._rectangles, *(bounds(line) for line in self._lines)]
            if areas:
                corners = [corner for area in areas for corner in ((area[0], area[1]), (area[2], area[3]))]
                self._narrow(self._device(bounds(corners)))
            self._clipping = False
        if self._rectangles:
            self._rectangles = []
        if self._lines:
            self._lines = []
            self._curved = False
        self._here = None

    def _narrow(self, area: Box) -> None:
        self._clip = clipped(area, self._clip or self._drawing.box)

    def _device(self, area: Box) -> Box:
        """Return the box of a user-space rectangle on the page."""
        a, b, c, d, e, f = self._ctm
        x0, y0, x1, y1 = area
        if b == 0 == c:
            x0, x1, y0, y1 = a * x0 + e, a * x1 + e, d * y0 + f, d * y1 + f
            return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        return bounds([(a * x + c * y + e, b * x + d * y + f) for x in (x0, x1) for y in (y0, y1)])

    def _fill(self, operands: Operands) -> None:
        self._paint(stroke=False, fill=True)
        self._end_path(operands)

    def _stroke(self, operands: Operands) -> None:
        self._paint(stroke=True, fill=False)
        self._end_path(operands)

    def _fill_stroke(self, operands: Operands) -> None:
        self._paint(stroke=True, fill=True)
        self._end_path(operands)

    def _close_stroke(self, operands: Operands) -> None:
        self._close(operands)
        self._stroke(operands)

    def _close_fill_stroke(self, operands: Operands) -> None:
        self._close(operands)
        self._fill_stroke(operands)

    def _paint(self, *, stroke: bool, fill: bool) -> None:
        drawing, clip, white = self._drawing, self._clip, self._white
        for rectangle in self._rectangles:
            box = self._device(rectangle)
            if fill:
                drawing.area(box, clip, white=white)
            if stroke:
                drawing.frame(box, clip)
        if not self._lines:
            return
        a, b, c, d, e, f = self._ctm
        for line in self._lines:
            if len(line) > 1:
                points = [(a * x + c * y + e, b * x + d * y + f) for x, y in line]
                if fill and not self._curved:
                    drawing.polygon(points, clip, white=white)
                if stroke:
                    drawing.line(points, clip)

    # Text

    def _begin_text(self, _operands: Operands) -> None:
        self._matrix = _UNIT
        self._advance = 0.0

    def _text_matrix(self, operands: Operands) -> None:
        a, b, c, d, e, f = map(float, operands[-6:])
        self._matrix = (a, b, c, d, e, f)
        self._advance = 0.0

    def _next_line(self, operands: Operands) -> None:
        self._shift(float(operands[-2]), float(operands[-1]))

    def _next_line_leading(self, operands: Operands) -> None:
        self._leading = -float(operands[-1])
        self._next_line(operands)

    def _line_feed(self, _operands: Operands) -> None:
        self._shift(0.0, -self._leading)

    def _shift(self, x: float, y: float) -> None:
        a, b, c, d, e, f = self._matrix
        self._matrix = (a, b, c, d, x * a + y * c + e, x * b + y * d + f)
        self._advance = 0.0

    def _set_char_space(self, operands: Operands) -> None:
        self._char_space = float(operands[-1])

    def _set_word_space(self, operands: Operands) -> None:
        self._word_space = float(operands[-1])

    def _set_scale(self, operands: Operands) -> None:
        self._scale = float(operands[-1]) * 0.01

    def _set_leading(self, operands: Operands) -> None:
        self._leading = float(operands[-1])

    def _set_rise(self, operands: Operands) -> None:
        self._rise = float(operands[-1])

    def _set_mode(self, operands: Operands) -> None:
        self._mode = int(operands[-1])

    def _set_font(self, operands: Operands) -> None:
        token = operands[-2]
        self._size = float(operands[-1])
        font = self._named.get(token)
        if font is None:
            font = self._named[token] = self._find_font(token)
        self._font = font

    def _find_font(self, token: bytes) -> Font:
        fonts = resolve1(self._resources.get("Font"))
        spec = fonts.get(name(token)) if isinstance(fonts, dict) else None
        key = spec.objid if isinstance(spec, PDFObjRef) else None
        if key is not None and key in self._fonts:
            return self._fonts[key]
        try:
            font = make_font(resolve1(spec))
        except DAMAGE:
            font = NO_FONT
        if key is not None:
            self._fonts[key] = font
        return font

    def _feed_show(self, operands: Operands) -> None:
        self._line_feed(operands)
        self._show(operands[-1:])

    def _space_feed_show(self, operands: Operands) -> None:
        self._word_space = float(operands[-3])
        self._char_space = float(operands[-2])
        self._feed_show(operands)

    def _show_string(self, operands: Operands) -> None:
        self._show(operands[-1:])

    def _show_array(self, operands: Operands) -> None:
        self._show(operands if operands[0] == b"[" else operands[operands.index(b"[") :])

    def _show(self, parts: Operands) -> None:
        font = self._font
        if font is None:
            return
        glyph_of, codes_of = font.glyphs, font.codes
        factor = self._size * self._scale
        space = self._char_space * self._scale
        word_space = self._word_space * self._scale if font.spaced else 0.0
        x = self._advance
        glyphs: list[str] = []
        lefts: list[float] = []
        widths: list[float] = []
        for part in parts:
            first = part[0]
            if first == 0x28 or first == 0x3C:  # noqa: PLR1714  # ( or <; a tuple test costs twice as much here
                if len(part) > _LONG:
                    self._meter.glyphs(len(part))
                for code in codes_of(string(part)):
                    text, width = glyph_of[code]
                    glyphs.append(text)
                    lefts.append(x)
                    width *= factor
                    widths.append(width)
                    x += width + space
                    if word_space and code == 32:
                        x += word_space
            elif first != 0x5B and first != 0x5D:  # noqa: PLR1714  # not [ or ]: a shift in thousandths
                x -= float(part) * 0.001 * factor
        self._advance = x
        if glyphs:
            self._place(glyphs, lefts, widths)

    def _place(self, glyphs: list[str], lefts: list[float], widths: list[float]) -> None:
        """Add shown glyphs, whose places are given along their line in text space."""
        self._meter.glyphs(len(glyphs))
        a, b, c, d, e, f = self._ctm
        ta, tb, tc, td, te, tf = self._matrix
        right_x, right_y = ta * a + tb * c, ta * b + tb * d
        up_x, up_y = tc * a + td * c, tc * b + td * d
        x, y = te * a + tf * c + e + up_x * self._rise, te * b + tf * d + f + up_y * self._rise
        forward = self._size * self._scale
        if right_x * forward > 0 and abs(right_y) < _LEVEL * abs(right_x):  # synthetic italics lean only `up`
            run = Run(
                tuple(glyphs),
                tuple([x + right_x * left for left in lefts]),
                tuple([right_x * width for width in widths]),
                y,
                abs(up_y * self._size),
                self._clip,
            )
            self._drawing.run(run, visible=self._mode not in _INVISIBLE)
        elif forward and self._mode not in _INVISIBLE:
            points = [(x + right_x * left, y + right_y * left) for left in lefts]
            length = hypot(right_x, right_y)
            size = hypot(up_x, up_y) * abs(self._size)
            direction = _direction(right_x * forward, right_y * forward)
            lengths = [abs(width) * length for width in widths]
            self._drawing.turn(Turned(glyphs, points, lengths, size, self._clip, direction))


def _idle(_operands: Operands) -> None:
    """Carry out an operator that shows nothing."""


def _direction(x: float, y: float) -> int:
    """Return in which direction a line of text runs: 90 up the page, 270 down, 180 to the left, 1 slanted."""
    if abs(x) <= abs(y):
        return 90 if y < 0 else 270
    return 180 if x < 0 else 1
