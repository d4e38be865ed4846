"""Text operators: shown strings become runs of glyphs."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot

from pdfminer.pdftypes import PDFObjRef, resolve1

from auditor.model import Run
from auditor.read.drawing import SLANTED, Turned
from auditor.read.fonts import Font, make_font, missing_font
from auditor.read.state import UNIT, Operands, Operator, State
from auditor.read.tokens import name, string
from auditor.read.values import DAMAGE, dictionary

_LEVEL = 0.01  # lean of a line of text that is still level
_SLANT = 0.1  # lean from which text was meant to stand aslant: no page is scanned that badly
_INVISIBLE = (3, 7)  # rendering modes that paint nothing
_LONG = 1 << 16  # bytes of a shown string that are counted before glyphs are made of them


class Texts(State):
    """Lines of text and the state that is theirs."""

    def text_operators(self) -> dict[bytes, Operator]:
        """Return the operators of this part."""
        return {
            b"BT": self._begin_text, b"Tm": self._text_matrix, b"Td": self._next_line, b"TD": self._next_line_leading,
            b"T*": self._line_feed, b"Tf": self._set_font, b"TJ": self._show_array, b"Tj": self._show_string,
            b"'": self._feed_show, b'"': self._space_feed_show, b"Tc": self._set_char_space,
            b"Tw": self._set_word_space, b"Tz": self._set_scale, b"TL": self._set_leading, b"Ts": self._set_rise,
            b"Tr": self._set_mode,
        }  # fmt: skip

    def _begin_text(self, _operands: Operands) -> None:
        self.line = UNIT
        self.advance = 0.0

    def _text_matrix(self, operands: Operands) -> None:
        a, b, c, d, e, f = map(float, operands[-6:])
        self.line = (a, b, c, d, e, f)
        self.advance = 0.0

    def _next_line(self, operands: Operands) -> None:
        self._shift(float(operands[-2]), float(operands[-1]))

    def _next_line_leading(self, operands: Operands) -> None:
        y = float(operands[-1])
        self.leading = -y
        self._shift(float(operands[-2]), y)

    def _line_feed(self, _operands: Operands) -> None:
        self._shift(0.0, -self.leading)

    def _shift(self, x: float, y: float) -> None:
        a, b, c, d, e, f = self.line
        self.line = (a, b, c, d, x * a + y * c + e, x * b + y * d + f)
        self.advance = 0.0

    def _set_char_space(self, operands: Operands) -> None:
        self.char_space = float(operands[-1])

    def _set_word_space(self, operands: Operands) -> None:
        self.word_space = float(operands[-1])

    def _set_scale(self, operands: Operands) -> None:
        self.scale = float(operands[-1]) * 0.01

    def _set_leading(self, operands: Operands) -> None:
        self.leading = float(operands[-1])

    def _set_rise(self, operands: Operands) -> None:
        self.rise = float(operands[-1])

    def _set_mode(self, operands: Operands) -> None:
        self.mode = int(operands[-1])

    def _set_font(self, operands: Operands) -> None:
        token = operands[-2]
        self.size = float(operands[-1])
        font = self.named.get(token)
        if font is None:
            font = self.named[token] = self._find_font(token)
        self.font = font

    def _find_font(self, token: bytes) -> Font:
        spec = dictionary(self.resources.get("Font")).get(name(token))
        key = spec.objid if isinstance(spec, PDFObjRef) else None
        if key is not None and key in self.fonts:
            return self.fonts[key]
        try:
            font = make_font(resolve1(spec))
        except DAMAGE:
            font = missing_font()
        if key is not None:
            self.fonts[key] = font
        return font

    def _feed_show(self, operands: Operands) -> None:
        self._line_feed(operands)
        self._show(operands[-1:])

    def _space_feed_show(self, operands: Operands) -> None:
        self.word_space = float(operands[-3])
        self.char_space = float(operands[-2])
        self._feed_show(operands)

    def _show_string(self, operands: Operands) -> None:
        font = self.font
        single = font.singles[operands[-1]] if font and not font.vertical else None
        if font is None or single is None:
            self._show(operands[-1:])
            return
        text, width, code = single  # many programs place glyph by glyph: on their pages this is half of all reading
        left, scale = self.advance, self.scale
        width *= self.size * scale
        self.advance = left + (width + self.char_space * scale)
        if code == 32 and font.spaced:
            self.advance += self.word_space * scale
        self.meter.glyphs(1)
        self._place((text,), (left,), (width,))

    def _show_array(self, operands: Operands) -> None:
        self._show(operands if operands[0] == b"[" else operands[operands.index(b"[") :])

    def _show(self, parts: Operands) -> None:
        font = self.font
        if font is None:
            return
        glyph_of, codes_of = font.glyphs, font.codes
        factor = self.size * self.scale
        space = self.char_space * self.scale
        word_space = self.word_space * self.scale if font.spaced else 0.0
        x = self.advance
        glyphs: list[str] = []
        lefts: list[float] = []
        widths: list[float] = []
        for part in parts:
            first = part[0]
            if first == 0x28 or first == 0x3C:  # noqa: PLR1714  # ( or <; a membership test costs twice as much here
                if len(part) > _LONG:
                    self.meter.glyphs(len(part))
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
        self.advance = x
        if glyphs:
            self.meter.glyphs(len(glyphs))
            if font.vertical:
                self._stack(glyphs, lefts, widths)
            else:
                self._place(glyphs, lefts, widths)

    def _place(self, glyphs: Sequence[str], lefts: Sequence[float], widths: Sequence[float]) -> None:
        """Add shown glyphs, whose places are given along their line in text space."""
        a, b, c, d, e, f = self.ctm
        ta, tb, tc, td, te, tf = self.line
        if b == c == tb == tc == 0.0:  # nearly all text: nothing but scaled
            right_x, up_y = ta * a, td * d
            right_y = up_x = 0.0
            x, y = te * a + e, tf * d + f + up_y * self.rise
        else:
            right_x, right_y = ta * a + tb * c, ta * b + tb * d
            up_x, up_y = tc * a + td * c, tc * b + td * d
            x, y = te * a + tf * c + e + up_x * self.rise, te * b + tf * d + f + up_y * self.rise
        forward = self.size * self.scale
        if right_x * forward > 0 and abs(right_y) < _LEVEL * abs(right_x):  # synthetic italics lean only `up`
            run = Run(
                tuple(glyphs),
                tuple([x + right_x * left for left in lefts]) if len(lefts) > 1 else (x + right_x * lefts[0],),
                tuple([right_x * width for width in widths]) if len(lefts) > 1 else (right_x * widths[0],),
                y,
                abs(up_y * self.size),
                self.clip,
            )
            self.drawing.run(run, visible=self.mode not in _INVISIBLE)
        elif forward:
            points = [(x + right_x * left, y + right_y * left) for left in lefts]
            length = hypot(right_x, right_y)
            size = hypot(up_x, up_y) * abs(self.size)
            direction = _direction(right_x * forward, right_y * forward)
            lengths = [abs(width) * length for width in widths]
            self.drawing.turn(
                Turned(list(glyphs), points, lengths, size, self.clip, direction), visible=self.mode not in _INVISIBLE
            )

    def _stack(self, glyphs: list[str], lefts: list[float], widths: list[float]) -> None:
        """Add glyphs of vertical writing: each under the one before, centred on the line."""
        line, em = self.line, self.size
        for glyph, left, width in zip(glyphs, lefts, widths, strict=True):
            down = left / self.scale + 0.88 * em  # the usual height of the origin above the baseline, W2 aside
            a, b, c, d, e, f = line
            x, y = -width / 2, -down
            self.line = (a, b, c, d, x * a + y * c + e, x * b + y * d + f)
            self._place([glyph], [0.0], [width])
        self.line = line


def _direction(x: float, y: float) -> int:
    """Return in which direction a line of text runs: 90 up the page, 270 down, 180 to the left, 1 slanted, SLANTED more."""
    if min(abs(x), abs(y)) > _SLANT * max(abs(x), abs(y)):
        return SLANTED
    if abs(x) <= abs(y):
        return 90 if y < 0 else 270
    return 180 if x < 0 else 1
