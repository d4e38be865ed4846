"""From a drawing to a page in reading orientation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Final, Literal

from auditor.model import Box, Fill, Page, Run, Segment
from auditor.read.drawing import SLANTED, Drawing, Point, Turned
from auditor.read.unicode_map import UNKNOWN

_QUARTERS: Final[dict[int, Literal[90, 180, 270]]] = {90: 90, 180: 180, 270: 270}

Turn = Callable[[float, float], Point]


def finished(drawing: Drawing, number: int, sheet: Box, rotate: int) -> Page:
    """Return the page of a drawing, turned so that most of its text reads left to right.

    `sheet` is its visible area in the PDF's own coordinates, and `rotate` how far the drawing is turned from it. Text in other directions becomes runs of one glyph each. Invisible text counts only where nothing visible is.
    """
    if not drawing.runs and not drawing.turned:
        drawing.runs, drawing.turned = drawing.hidden, drawing.hidden_turned
    _without_stamps(drawing)
    turned = _QUARTERS.get(rotate, 0) + (_turn(drawing) if drawing.turned else 0)
    x0, top, x1, bottom = drawing.box
    return Page(
        number=number,
        width=x1 - x0,
        height=bottom - top,
        runs=tuple(drawing.runs),
        horizontals=tuple(drawing.horizontals),
        verticals=tuple(drawing.verticals),
        fills=tuple(drawing.fills),
        unreadable=sum(run.glyphs.count(UNKNOWN) for run in drawing.runs),
        sheet=sheet,
        turned=_QUARTERS.get(turned % 360, 0),
    )


def _without_stamps(drawing: Drawing) -> None:
    """Leave out text that stands aslant behind or over other text: watermarks and stamps."""
    straight = [run for run in drawing.turned if run.direction != SLANTED]
    if drawing.runs or straight:
        drawing.turned = straight


def _turn(drawing: Drawing) -> int:
    """Turn a drawing by the direction of most of its text; return that direction, 0 when it stays as it is."""
    upright, turned = drawing.runs, drawing.turned
    direction = _main_direction(upright, turned)
    if direction == 0:
        for other in turned:
            upright += _single(other.glyphs, other.points, other.widths, other.size, other.clip)
        return 0
    turn = _turning(direction, drawing.box[2], drawing.box[3])
    drawing.runs = []
    for other in turned:
        drawing.runs += _turned_run(other, turn, reads=other.direction == direction)
    for run in upright:
        points = [turn(left, run.baseline) for left in run.lefts]
        drawing.runs += _single(run.glyphs, points, run.widths, run.size, _box(run.clip, turn))
    _turn_lines(drawing, turn, swap=direction != 180)
    return direction


def _main_direction(upright: list[Run], turned: list[Turned]) -> int:
    """Return the direction that most glyphs run in: 90, 180, 270, or 0 to leave the page as it is."""
    sizes: Counter[int] = Counter()
    for run in turned:
        sizes[run.direction] += len(run.glyphs)
    direction, glyphs = sizes.most_common(1)[0]
    return 0 if direction in {1, SLANTED} or glyphs <= sum(len(run.glyphs) for run in upright) else direction


def _turning(direction: int, width: float, height: float) -> Turn:
    """Return the map of points that makes text of a direction read left to right."""
    if direction == 90:
        return lambda x, y: (height - y, x)
    if direction == 270:
        return lambda x, y: (y, width - x)
    return lambda x, y: (width - x, height - y)


def _turned_run(run: Turned, turn: Turn, *, reads: bool) -> list[Run]:
    points = [turn(x, y) for x, y in run.points]
    clip = _box(run.clip, turn)
    if not reads:
        return _single(run.glyphs, points, run.widths, run.size, clip)
    lefts = tuple(point[0] for point in points)
    return [Run(tuple(run.glyphs), lefts, tuple(run.widths), points[0][1], run.size, clip)]


def _single(
    glyphs: tuple[str, ...] | list[str],
    points: list[Point],
    widths: tuple[float, ...] | list[float],
    size: float,
    clip: Box | None,
) -> list[Run]:
    return [
        Run((glyph,), (x,), (width,), y, size, clip)
        for glyph, (x, y), width in zip(glyphs, points, widths, strict=True)
    ]


def _box(box: Box | None, turn: Turn) -> Box | None:
    if box is None:
        return None
    (x0, y0), (x1, y1) = turn(box[0], box[1]), turn(box[2], box[3])
    return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _turn_lines(drawing: Drawing, turn: Turn, *, swap: bool) -> None:
    _, _, width, height = drawing.box
    levels = [_box((line.start, line.at, line.end, line.at), turn) for line in drawing.horizontals]
    uprights = [_box((line.at, line.start, line.at, line.end), turn) for line in drawing.verticals]
    if swap:
        levels, uprights = uprights, levels
        drawing.box = (0.0, 0.0, height, width)
    drawing.horizontals = [Segment(box[1], box[0], box[2]) for box in levels if box]
    drawing.verticals = [Segment(box[0], box[1], box[3]) for box in uprights if box]
    turned = [(_box(fill[:4], turn), fill.white) for fill in drawing.fills]
    drawing.fills = [Fill(*box, white) for box, white in turned if box]
