"""Runs to pieces, pieces to lines of text: what belongs together on one baseline, where a blank must stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from auditor.model import Run
from auditor.tables.records import Chunk, Line, Piece

JUMP = 1.0  # em: a gap this wide inside a run parts it into pieces
WORD = 0.25  # em: a gap this wide between Latin letters or digits is a blank
APART = 1.3  # em: a gap this wide parts a line into chunks
CLOSE = 0.3  # em: a gap this wide parts a long number from the label of the next column
SLIT = 0.12  # em: a gap this wide parts an amount from the label before it
NARROW = 0.7  # em: a gap this wide parts the words of a table that no lines draw
BACK = 0.3  # em: glyphs that overlap more than this are printed over each other
SAME_LINE = 0.35  # em: baselines closer than this are one line
TWICE = 0.12  # em: the same glyph again this near is bold type by double printing
SMALL = 0.9  # share of its line's size that the mark of a footnote has at most
RAISED = 0.15  # em: it stands this much higher at least
MARK = 1.0  # em: and this near behind what it marks
_HIGH = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LONG_NUMBER = re.compile(
    r"[-－]?(?:\d{1,3}(?:[,，]\d{3})+(?:[.．]\d{1,6})?|\d{5,20}(?:[.．]\d{1,6})?|\d{1,20}[.．]\d{2})"
)
_LABELLED = re.compile(r"(.*[\u4e00-\u9fff）)])(\d{1,3}(?:[,，]\d{3})+(?:[.．]\d{1,6})?|\d{1,20}[.．]\d{2})")
_COUNTED = frozenset("年月日元万亿个名人辆台次套户批号、，。；）")  # what may follow a number of its own text
CJK = "\u2e80"  # first code point of the scripts that are written without blanks


def pieces_of(runs: Iterable[Run]) -> Iterator[Piece]:
    """Yield the pieces of the runs in printing order."""
    for run in runs:
        glyphs = run.glyphs
        if len(glyphs) == 1:
            left = run.lefts[0]
            yield Piece(run.baseline, left, left + run.widths[0], run.size, glyphs[0], run, 0)
        elif glyphs:
            yield from _parted(run)


def _parted(run: Run) -> Iterator[Piece]:
    """Cut a run where it jumps, where a gap stands for a blank, and where it goes back."""
    glyphs, lefts, widths, _, size, _ = run
    start, word, back = 0, WORD * size, -BACK * size
    right = lefts[0] + widths[0]
    for index in range(1, len(glyphs)):
        gap = lefts[index] - right
        if (gap > word or gap < back) and (gap > JUMP * size or gap < 0 or _spaced(glyphs[index - 1], glyphs[index])):
            yield part(run, start, index)
            start = index
        right = lefts[index] + widths[index]
    yield part(run, start, len(glyphs))


def _spaced(before: str, after: str) -> bool:
    """Tell whether a gap between two glyphs stands for a blank."""
    return " " < before < CJK and " " < after < CJK


def part(run: Run, first: int, last: int) -> Piece:
    """Return the glyphs first … last − 1 of a run as one piece; its ink leaves outer blanks out."""
    glyphs = run.glyphs
    low, high = first, last - 1
    while low < high and glyphs[low].isspace():
        low += 1
    while high > low and glyphs[high].isspace():
        high -= 1
    text = "".join(glyphs[first:last])
    return Piece(run.baseline, run.lefts[low], run.lefts[high] + run.widths[high], run.size, text, run, first)


def rows_of(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Yield the pieces line by line, from left to right."""
    row: list[Piece] = []
    for piece in sorted(pieces, key=_baseline):
        if row and piece.baseline - row[-1].baseline > SAME_LINE * max(piece.size, row[-1].size):
            yield sorted(row, key=_left)
            row = []
        row.append(piece)
    if row:
        yield sorted(row, key=_left)


def _baseline(piece: Piece) -> float:
    return piece.baseline


def _left(piece: Piece) -> float:
    return piece.x0


def text_of(pieces: Sequence[Piece]) -> str:
    """Return the text of one cell: lines parted by newlines, leading blanks kept."""
    if not pieces:
        return ""
    if len(pieces) == 1:
        return pieces[0].text.rstrip()
    baseline = pieces[0].baseline
    if all(piece.baseline == baseline for piece in pieces):
        return line_text(sorted(pieces, key=_left)).rstrip()
    lines = (line_text(row).rstrip() for row in rows_of(_with_marks(pieces)))
    return "\n".join(line for line in lines if line)


def _with_marks(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """Return pieces with those that are set small and high behind another one, marks of footnotes, on its baseline."""
    if len({piece.size for piece in pieces}) == 1:
        return pieces
    return [_as_mark(piece, pieces) for piece in pieces]


def _as_mark(piece: Piece, pieces: Sequence[Piece]) -> Piece:
    for own in pieces:
        near = own.size * SMALL > piece.size and -0.2 < (piece.x0 - own.x1) / own.size < MARK
        if near and RAISED < (own.baseline - piece.baseline) / own.size < 1:
            return piece._replace(baseline=own.baseline, text=piece.text.translate(_HIGH))
    return piece


def line_text(row: Sequence[Piece]) -> str:
    """Join the pieces of one line, sorted from left to right."""
    parts = [row[0].text]
    right = row[0].x1 if row[0].text.strip() else row[0].x0
    for _, x0, x1, size, text, _, _ in row[1:]:
        gap = x0 - right
        if gap > WORD * size:
            if _spaced(parts[-1][-1:], text[:1]):
                parts.append(" ")
        elif gap < -BACK * size and text.strip():
            return _overprinted(row)
        parts.append(text)
        if x1 > right and text.strip():
            right = x1
    return "".join(parts)


def _overprinted(row: Sequence[Piece]) -> str:
    """Join glyph by glyph; what is printed twice for bold type counts once."""
    glyphs = sorted(
        (piece.run.lefts[index], piece.run.widths[index], piece.run.glyphs[index], piece.size)
        for piece in row
        for index in range(piece.first, piece.first + glyph_count(piece))
    )
    kept: list[tuple[float, float, str, float]] = []
    for glyph in glyphs:
        near = (other for other in reversed(kept[-4:]) if other[2] == glyph[2])
        if not any(glyph[0] - other[0] < TWICE * glyph[3] for other in near):
            kept.append(glyph)
    text = kept[0][2]
    for before, after in pairwise(kept):
        gap = after[0] - before[0] - before[1]
        text += (" " if gap > WORD * after[3] and _spaced(before[2], after[2]) else "") + after[2]
    return text


def glyph_count(piece: Piece) -> int:
    """Return how many glyphs of its run a piece holds; a glyph may stand for several characters."""
    length, count = 0, 0
    for glyph in piece.run.glyphs[piece.first :]:
        if length >= len(piece.text):
            break
        length += len(glyph)
        count += 1
    return count


def lines_of(pieces: Iterable[Piece], apart: float = APART) -> list[Line]:
    """Return lines of text from top to bottom, parted into chunks at gaps wider than `apart` em."""
    inked = [piece for piece in pieces if piece.text.strip()]
    return [_line(row, apart) for row in rows_of(inked)]


def words_of(pieces: Iterable[Piece]) -> list[Piece]:
    """Cut pieces at the blanks that they hold, and where a gap without a blank shows that a cell ends."""
    return [word for piece in pieces for word in (_words(piece) if len(piece.text) > 1 else [piece])]


def _words(piece: Piece) -> list[Piece]:
    end = piece.first + glyph_count(piece)
    glyphs, lefts, widths = piece.run.glyphs, piece.run.lefts, piece.run.widths
    inked = [index for index in range(piece.first, end) if glyphs[index].strip()]
    if not inked:
        return []
    gaps = [lefts[after] - lefts[before] - widths[before] for before, after in pairwise(inked)]
    cuts = [
        at
        for at, (before, after) in enumerate(pairwise(inked))
        if after - before > 1 or (gaps[at] > CLOSE * piece.size and _stands_out(gaps, at))
    ]
    if not cuts:
        return [piece]
    starts, stops = [0, *(at + 1 for at in cuts)], [*(at + 1 for at in cuts), len(inked)]
    return [part(piece.run, inked[first], inked[stop - 1] + 1) for first, stop in zip(starts, stops, strict=True)]


def _stands_out(gaps: Sequence[float], at: int) -> bool:
    """Tell whether a gap is wider than its neighbours: the letters of a word may be printed apart."""
    beside = [*gaps[max(at - 1, 0) : at], *gaps[at + 1 : at + 2]]
    return bool(beside) and 2 * max(beside) < gaps[at]


def _line(row: list[Piece], apart: float) -> Line:
    size = max(piece.size for piece in row)
    chunks: list[Chunk] = []
    group: list[Piece] = []
    right = 0.0
    for at, piece in enumerate(row):
        gap = piece.x0 - right
        if group and (gap > apart * size or (apart == NARROW and gap > CLOSE * size and _begins(row, at, group))):
            chunks += _chunks(group, apart)
            group = []
        right = max(right, piece.x1) if group else piece.x1
        group.append(piece)
    chunks += _chunks(group, apart)
    return Line(row[0].baseline, size, tuple(chunks))


def _chunks(group: list[Piece], apart: float) -> list[Chunk]:
    """Return the chunk that some pieces are; an amount right behind a word is the next column of a table without lines."""
    match = _LABELLED.fullmatch(line_text(group).strip()) if apart == NARROW and len(group) > 1 else None
    length = 0
    for at in range(len(group) - 1, 0, -1) if match else ():
        length += len(group[at].text.strip())
        if match and length == len(match[2]):
            near = group[at].x0 - group[at - 1].x1 < SLIT * group[at].size
            return [_chunk(group)] if near else [_chunk(group[:at]), _chunk(group[at:])]
    return [_chunk(group)]


def _begins(row: Sequence[Piece], at: int, group: Sequence[Piece]) -> bool:
    """Tell whether a word begins close behind another: the next column of a table that no lines draw.

    There a program prints each cell by itself, so no blank is printed in the gap, and it is wider than those between letters.
    """
    before, piece = row[at - 1], row[at]
    beside = _gaps_beside(row, at)
    whole = max(len(before.text), len(piece.text)) > 1
    if (whole or (beside and 2 * min(beside) < piece.x0 - before.x1)) and not _has_blank(before, piece):
        return True
    label = piece.text[:1] >= CJK and piece.text[:1] not in _COUNTED
    return label and bool(_LONG_NUMBER.fullmatch(line_text(group).strip()))


def _gaps_beside(row: Sequence[Piece], at: int) -> list[float]:
    """Return the gaps before and after the one ahead of a piece."""
    pairs = [(row[at - 2], row[at - 1])] if at > 1 else []
    pairs += [(row[at], row[at + 1])] if at + 1 < len(row) else []
    return [after.x0 - before.x1 for before, after in pairs]


def _has_blank(before: Piece, after: Piece) -> bool:
    """Tell whether a blank is printed behind one piece or ahead of the other."""
    ahead = after.run.glyphs[max(after.first - 1, 0)] if after.first else after.text[:1]
    end = before.first + glyph_count(before)
    behind = before.run.glyphs[end] if end < len(before.run.glyphs) else before.text[-1:]
    return ahead.isspace() or behind.isspace()


def _chunk(group: list[Piece]) -> Chunk:
    return Chunk(group[0].x0, max(piece.x1 for piece in group), line_text(group).strip(), group[0].baseline)
