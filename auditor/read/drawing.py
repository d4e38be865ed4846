"""What a page shows, gathered while its content is read: runs of glyphs, ruling lines, fills.

Everything is in points, origin at the top left, y down. What a clip path hides was not printed and is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import inf
from typing import NamedTuple

from auditor.model import Box, Fill, Run, Segment

THIN = 3.0  # points: a painted area thinner than this is a ruling line
_STRAIGHT = 0.6  # points that a line may lean
_EDGE = 1.0  # points beyond its clip at which something still counts as inside: borders are drawn on the clip's edge
_CHAIN = 6  # dots in a row that make a dotted line
_STRIDE = 3.0  # dot sizes: how far the next dot of a dotted line may begin
_MIDDLE = 0.3  # of the size: how far the middle of a line of text stands above its baseline

SLANTED = 2  # direction of text that stands aslant: a watermark or a stamp

Point = tuple[float, float]


class Turned(NamedTuple):
    """A run that does not read left to right: its glyphs' origins and advance lengths; direction 90, 180, 270, 1 or SLANTED."""

    glyphs: list[str]
    points: list[Point]
    widths: list[float]
    size: float
    clip: Box | None
    direction: int


class Drawing:
    """A page being read."""

    __slots__ = (
        "box",
        "cleared",
        "dots",
        "fills",
        "hidden",
        "hidden_turned",
        "horizontals",
        "runs",
        "turned",
        "verticals",
    )

    def __init__(self, width: float, height: float) -> None:
        self.box: Box = (0.0, 0.0, width, height)
        self.runs: list[Run] = []
        self.turned: list[Turned] = []
        self.hidden: list[Run] = []  # shown in invisible ink: a text layer under a scan
        self.hidden_turned: list[Turned] = []
        self.horizontals: list[Segment] = []
        self.verticals: list[Segment] = []
        self.fills: list[Fill] = []
        self.dots: list[Box] = []
        self.cleared: list[tuple[Box, Box | None]] = []  # thin white areas and their clips

    def run(self, run: Run, *, visible: bool) -> None:
        """Add an upright run: whole when its middle is inside its clip, else the glyphs that are."""
        clip = run.clip or self.box
        x = (run.lefts[0] + run.lefts[-1] + run.widths[-1]) / 2
        y = run.baseline - _MIDDLE * run.size
        if clip[1] <= y <= clip[3]:
            kept = run if clip[0] <= x <= clip[2] else _inside(run, clip)
            if kept.glyphs:
                (self.runs if visible else self.hidden).append(kept)

    def turn(self, run: Turned, *, visible: bool) -> None:
        """Add a run in another direction."""
        x0, top, x1, bottom = run.clip or self.box
        (ax, ay), (bx, by) = run.points[0], run.points[-1]
        x, y = (ax + bx) / 2, (ay + by) / 2
        if x0 - _EDGE <= x <= x1 + _EDGE and top - _EDGE <= y <= bottom + _EDGE:
            (self.turned if visible else self.hidden_turned).append(run)

    def area(self, box: Box, clip: Box | None, *, white: bool) -> None:
        """Add a filled rectangle: a ruling line when it is thin. A small square is a dot of a line, or a corner piece."""
        x0, top, x1, bottom = box
        width, height = x1 - x0, bottom - top
        if width >= THIN and height >= THIN:
            x0, top, x1, bottom = clipped(box, clip or self.box)
            if x0 < x1 and top < bottom:
                self.fills.append(Fill(x0, top, x1, bottom, white))
        elif white:
            self.cleared.append((box, clip))
        elif max(width, height) < THIN and abs(width - height) < _STRAIGHT:
            x0, top, x1, bottom = clipped(box, clip or self.box)
            if x0 < x1 and top < bottom:
                self.dots.append((x0, top, x1, bottom))
        elif width > height:
            self.horizontal((top + bottom) / 2, x0, x1, clip)
        else:
            self.vertical((x0 + x1) / 2, top, bottom, clip)

    def settle(self) -> None:
        """End the drawing: rows of dots are lines; white lines are seen only where something is shaded."""
        self.horizontals += _dotted([(top, x0, x1) for x0, top, x1, _ in self.dots])
        self.verticals += _dotted([(x0, top, bottom) for x0, top, _, bottom in self.dots])
        if self.cleared and any(not fill.white for fill in self.fills):
            for box, clip in self.cleared:
                self.area(box, clip, white=False)

    def frame(self, box: Box, clip: Box | None) -> None:
        """Add a stroked rectangle."""
        x0, top, x1, bottom = box
        if x1 - x0 < THIN or bottom - top < THIN:
            self.area(box, clip, white=False)
            return
        self.horizontal(top, x0, x1, clip)
        self.horizontal(bottom, x0, x1, clip)
        self.vertical(x0, top, bottom, clip)
        self.vertical(x1, top, bottom, clip)

    def polygon(self, points: Sequence[Point], clip: Box | None, *, white: bool) -> None:
        """Add a filled polygon: thin ones are ruling lines, rectangles are fills, others neither."""
        box = bounds(points)
        if box[2] - box[0] < THIN or box[3] - box[1] < THIN or all(_on_corner(point, box) for point in points):
            self.area(box, clip, white=white)

    def line(self, points: Sequence[Point], clip: Box | None) -> None:
        """Add a stroked polyline; only its level and upright parts are ruling lines."""
        for (x0, y0), (x1, y1) in pairwise(points):
            if abs(y0 - y1) < _STRAIGHT:
                if abs(x1 - x0) > _STRAIGHT:
                    self.horizontal((y0 + y1) / 2, min(x0, x1), max(x0, x1), clip)
            elif abs(x0 - x1) < _STRAIGHT:
                self.vertical((x0 + x1) / 2, min(y0, y1), max(y0, y1), clip)

    def horizontal(self, at: float, start: float, end: float, clip: Box | None) -> None:
        """Add a level line, as far as its clip shows it."""
        x0, top, x1, bottom = clip or self.box
        if top - _EDGE <= at <= bottom + _EDGE:
            start, end = max(start, x0 - _EDGE), min(end, x1 + _EDGE)
            if start < end:
                self.horizontals.append(Segment(at, start, end))

    def vertical(self, at: float, start: float, end: float, clip: Box | None) -> None:
        """Add an upright line, as far as its clip shows it."""
        x0, top, x1, bottom = clip or self.box
        if x0 - _EDGE <= at <= x1 + _EDGE:
            start, end = max(start, top - _EDGE), min(end, bottom + _EDGE)
            if start < end:
                self.verticals.append(Segment(at, start, end))


def _dotted(dots: list[tuple[float, float, float]]) -> list[Segment]:
    """Return the lines that dots in a row make; a dot is its place across the line, its start and its end."""
    lines: list[Segment] = []
    chain: list[tuple[float, float, float]] = []
    for dot in [*sorted((round(at, 1), start, end) for at, start, end in dots), (inf, 0.0, 0.0)]:
        if chain and not (dot[0] == chain[-1][0] and dot[1] - chain[-1][1] <= _STRIDE * (dot[2] - dot[1])):
            if len(chain) >= _CHAIN:
                at, start, end = chain[0]
                lines.append(Segment(at + (end - start) / 2, start, chain[-1][2]))
            chain = []
        chain.append(dot)
    return lines


def _inside(run: Run, clip: Box) -> Run:
    kept = [
        at
        for at, (left, width) in enumerate(zip(run.lefts, run.widths, strict=True))
        if clip[0] <= left + width / 2 <= clip[2]
    ]
    return run._replace(
        glyphs=tuple(run.glyphs[at] for at in kept),
        lefts=tuple(run.lefts[at] for at in kept),
        widths=tuple(run.widths[at] for at in kept),
    )


def _on_corner(point: Point, box: Box) -> bool:
    x, y = point
    return min(x - box[0], box[2] - x) < _STRAIGHT and min(y - box[1], box[3] - y) < _STRAIGHT


def clipped(box: Box, clip: Box) -> Box:
    """Return what two boxes share; a box without extent when they share nothing."""
    x0, top = max(box[0], clip[0]), max(box[1], clip[1])
    return (x0, top, max(x0, min(box[2], clip[2])), max(top, min(box[3], clip[3])))


def bounds(points: Sequence[Point]) -> Box:
    """Return the box around points."""
    xs = [point[0] for point in points]
    ys = [point[1] for point in points]
    return (min(xs), min(ys), max(xs), max(ys))
