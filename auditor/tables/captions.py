"""The caption above a grid and the notes below it, found among the lines of text around."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from auditor.model import Box
from auditor.tables.records import Caption, Grid, Line
from auditor.tables.wording import (
    goes_on,
    heading_in,
    is_finished,
    is_issuer,
    is_note,
    is_page_number,
    is_tail,
    is_tick_box,
    is_unit,
    number_in,
    numbered_heading,
    squeeze,
    title_in,
    unit_in,
)

REACH = 7  # lines above a grid among which its caption is looked for
LONGEST = 3  # lines that a title may take
INSIDE = 3  # leading rows of a grid that may be captions
SENTENCE = 45  # a line of this many characters that is no caption is running text
LEADING = 2.2  # em: lines of one title are not further apart


def caption_above(lines: Sequence[Line]) -> tuple[Caption, int]:
    """Read the caption at the end of the lines that stand above a grid.

    Returns the caption and the index of its first line (len(lines) when there is none).
    """
    unit, number, first = "", "", len(lines)
    for index in range(len(lines) - 1, max(len(lines) - 1 - REACH, -1), -1):
        line = lines[index]
        title, start, own_number = _title_ending_at(lines, index)
        found_unit, found_number = unit_in(line.text), _number_of(line)
        unit, number = unit or found_unit, number or found_number or own_number
        if title:
            start, number = _number_above(lines, start, number)
            return Caption(number, title, unit, _texts(lines[start:])), start
        if found_unit or found_number or is_issuer(line.text) or goes_on(line.text):
            first = index
        elif is_page_number(line.text) or len(squeeze(line.text)) > SENTENCE or is_finished(line.text):
            break
    return _untitled(lines, first, unit, number)


def _texts(lines: Iterable[Line]) -> tuple[str, ...]:
    return tuple(line.text for line in lines)


def _number_of(line: Line) -> str:
    """Return the number that a line, or one chunk of it, says."""
    return number_in(line.text) or next((n for chunk in line.chunks if (n := number_in(chunk.text))), "")


def _title_ending_at(lines: Sequence[Line], index: int) -> tuple[str, int, str]:
    """Return a title whose last line is this one, the index of its first line, and the number before it."""
    for start in range(index, max(index - LONGEST, -1), -1):
        if start < index and not _broken(lines[start], lines[start + 1]):
            break
        title, number = title_in("".join(_wording(line) for line in lines[start : index + 1]))
        if title:
            return _with_beginning(lines, start, title, number)
    title, number = numbered_heading(lines[index].text)
    return title, index, number


def _wording(line: Line) -> str:
    """Return a line without the chunks that are table number or unit."""
    return "".join(chunk.text for chunk in line.chunks if not number_in(chunk.text) and not is_unit(chunk.text))


def _broken(upper: Line, lower: Line) -> bool:
    """Tell whether two lines can be one title: same type, close together, the upper one unfinished."""
    text = upper.text
    if unit_in(text) or _number_of(upper) or is_issuer(text) or is_finished(text) or is_note(text):
        return False
    alike = abs(upper.size - lower.size) <= 0.08 * lower.size
    return alike and 0 < lower.baseline - upper.baseline <= LEADING * lower.size


def _with_beginning(lines: Sequence[Line], start: int, title: str, number: str) -> tuple[str, int, str]:
    """Put the lines above before a title that is broken over lines."""
    while start > 0 and not number and _broken(lines[start - 1], lines[start]):
        upper = lines[start - 1]
        whole = title_in(_wording(upper))[0] or len(squeeze(upper.text)) > SENTENCE
        if whole or not (is_tail(title) or _centred(upper, lines[start])):
            break
        joined, number = title_in(_wording(upper) + title)
        if not joined:
            break
        title, start = joined, start - 1
    return title, start, number


def _centred(upper: Line, lower: Line) -> bool:
    """Tell whether two lines share their middle, and the upper one is long enough to have been broken."""
    near = abs(upper.x0 + upper.x1 - lower.x0 - lower.x1) <= 3 * lower.size
    return near and upper.x1 - upper.x0 > 0.8 * (lower.x1 - lower.x0)


def _number_above(lines: Sequence[Line], start: int, number: str) -> tuple[int, str]:
    """Take in the line with the table number that stands above the title."""
    if start > 0 and (above := number_in(lines[start - 1].text)):
        return (start - 1, number or above)
    return start, number


def _untitled(lines: Sequence[Line], first: int, unit: str, number: str) -> tuple[Caption, int]:
    """Name a table after the short line beside its number or above its unit, when no line ends in 表."""
    title, index = "", first
    while (unit or number) and not title and index >= max(first - 2, 0):
        if index < len(lines) and not is_tick_box(lines[index].text):
            title, own_number = heading_in(_wording(lines[index]))
            number = number or own_number
        index -= 1
    first = index + 1 if title else first
    return Caption(number, title, unit, _texts(lines[first:])), first


def caption_inside(grid: Grid, texts: Sequence[str], caption: Caption) -> Caption:
    """Complete a caption from leading rows of the grid that are captions themselves: 收支总表, 单位：元 in a frame."""
    number, title, unit = caption.number, caption.title, caption.unit
    for row in range(min(INSIDE, grid.rows)):
        cells = [text for region, text in zip(grid.regions, texts, strict=True) if region.row == row and text.strip()]
        whole = [region for region in grid.regions if region.row == row and region.columns == grid.columns]
        parts = cells[0].split("\n") if whole and cells else [text for text in cells if is_unit(text)]
        for part in parts:
            found, own_number = title_in(part)
            number, title = number or number_in(part) or own_number, title or found
            unit = unit or unit_in(part)
    return Caption(number, title, unit, caption.lines)


def notes_below(lines: Sequence[Line]) -> tuple[str, ...]:
    """Return the notes at the beginning of the lines that stand below a grid: 注：… and what continues it."""
    notes: list[Line] = []
    for line in lines:
        if is_page_number(line.text):
            continue
        if is_note(line.text) or (
            notes and line.baseline - notes[-1].baseline <= LEADING * line.size and line.size < 1.2 * notes[-1].size
        ):
            notes.append(line)
        else:
            break
    return _texts(notes)


def beside(lines: Sequence[Line], box: Box) -> list[Line]:
    """Return the lines, cut down to the chunks that stand above or below a box."""
    cut = ((line, tuple(c for c in line.chunks if c.x0 < box[2] and c.x1 > box[0])) for line in lines)
    return [Line(line.baseline, line.size, chunks) for line, chunks in cut if chunks]
