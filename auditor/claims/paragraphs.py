"""Printed lines to paragraphs: which line goes on with the one before, decided by room, indent, marker and punctuation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import NamedTuple

from auditor.claims.lines import Line
from auditor.claims.outline import UNMARKED, Outline, is_heading, kind_of, level_of
from auditor.model import Paragraph, Stretch

_FULL = 12  # characters of a line that shows the margins
_NEARLY_FULL = 3  # letters that a line may be short of where a sentence ends on it, and its paragraph goes on
_INDENT = 1.3  # em
_SHOWING = 3  # lines that must end at the right edge
_SURE = 8  # lines that end near it, where they are not justified
_ALWAYS_ON = (*"，、（“《(,—-", "原因：", "原因:", "原因是", "原因为")
_ENDS = tuple("。；！？：;!?:")
_HANGING = tuple("，。、；：！？,.;:!?”’）》」』】")
_UNIT = re.compile(
    r"[（(][A-Za-z0-9]{1,24}[）)][0-9.,%]{0,24}|[（(“‘《「【\[]{0,3}(?:[A-Za-z0-9.,%\-]{1,24}|.)?[，。；：、！？）)”’》」】\]%,.;:]{0,3}"
)
_CHART = re.compile(
    r"(?:(?:[^\W\d]|[（）“”]){2,16}[，,；;：:\s]{0,3}\d{1,3}(?:\.\d{1,4})?[%％][，,；;。\s]{0,3}){1,12}(?:[^\W\d]|[（）“”\s]){0,60}"
)
_NOTE = re.compile(r"\s*(?:注|说明|备注)\s*\d?\s*[:：]")


def is_note(text: str) -> bool:
    """Tell a note under a table: 注：, 说明：."""
    return _NOTE.match(text) is not None


class Margins(NamedTuple):
    """The left and right edge of the text on pages of one width."""

    left: float
    right: float


@dataclass(slots=True)
class _Open:
    """A paragraph that is being gathered."""

    lines: list[Line]
    centred: bool


def paragraphs_of(lines: Sequence[Line], glossary: Sequence[str], widths: dict[int, float]) -> tuple[Paragraph, ...]:
    """Return the paragraphs with their kind, level and section; `widths` are the page widths by page number."""
    gathered = list(_gather(lines, _margins(lines, widths)))
    return tuple(_Classifier(glossary).classify(gathered))


def _margins(lines: Sequence[Line], widths: dict[int, float]) -> dict[int, Margins]:
    """Return the margins of each page; a page of short lines shows none and takes those of all pages of its width."""
    full: dict[int, list[Line]] = {}
    alike: dict[int, list[Line]] = {}
    starts: dict[int, list[float]] = {}
    for line in lines:
        starts.setdefault(line.page, []).append(line.x0)
        if len(line.text) >= _FULL and not line.columns:
            full.setdefault(line.page, []).append(line)
            alike.setdefault(round(widths[line.page]), []).append(line)
    shared = {width: _edges(pool, width) for width, pool in alike.items()}
    edges = {}
    for page, width in {line.page: widths[line.page] for line in lines}.items():
        own = full.get(page, [])
        common = shared.get(round(width)) or _edges((), width)
        margins = _edges(own, width) if _shows_edges(own) else common
        usual = common.left
        begun = any(abs(start - usual) < 4 for start in starts[page])  # by short ends of paragraphs, at least
        edges[page] = margins._replace(left=usual) if usual < margins.left and begun else margins
    return edges


def _shows_edges(lines: Sequence[Line]) -> bool:
    """Tell whether enough lines of a page end at one right edge."""
    if len(lines) < _SHOWING:
        return False
    right = max(line.x1 for line in lines)
    return sum(1 for line in lines if line.x1 > right - 1.5 * line.size) >= _SHOWING


def _right(lines: Sequence[Line]) -> float:
    """Return the right edge: the farthest end, but not that of a mark that hangs over the edge that other lines share."""
    size = lines[0].size
    plain = [line.x1 for line in lines if not line.text.rstrip().endswith(_HANGING)]
    edge, farthest = max(plain, default=0.0), max(line.x1 for line in lines)
    if not 0.3 * size < farthest - edge <= 1.2 * size:
        return farthest
    sharing = sum(1 for end in plain if end > edge - 0.3 * size)
    nearly = sum(1 for end in plain if end > edge - 1.5 * size)
    return edge if sharing >= _SHOWING or nearly >= _SURE else farthest


def _edges(lines: Sequence[Line], width: float) -> Margins:
    if not lines:
        return Margins(0.1 * width, 0.9 * width)
    lefts = Counter(round(line.x0) for line in lines)
    least = max(2, len(lines) // 50)
    left = min((x for x, times in lefts.items() if times >= least), default=min(lefts))
    return Margins(float(left), _right([line for line in lines if line.x0 < width / 2] or lines))


def _gather(lines: Sequence[Line], edges: dict[int, Margins]) -> Iterator[_Open]:
    current: _Open | None = None
    for line, after in zip_longest(lines, lines[1:]):
        margins = edges[line.page]
        centred = _is_centred(line, margins)
        if current is not None and _continues(current, line, after, edges, centred=centred):
            current.lines.append(line)
            continue
        if current is not None:
            yield current
        current = _Open([line], centred)
    if current is not None:
        yield current


def _is_centred(line: Line, margins: Margins) -> bool:
    middle = (line.x0 + line.x1) / 2 - (margins.left + margins.right) / 2
    inset = line.x0 - margins.left
    return abs(middle) < 1.2 * line.size and inset > 2.6 * line.size and margins.right - line.x1 > 2 * line.size


def _continues(current: _Open, line: Line, after: Line | None, edges: dict[int, Margins], *, centred: bool) -> bool:
    """Tell whether a line goes on with the paragraph that is open; `after` is the line below it."""
    before = current.lines[-1]
    if line.block != before.block:
        return False
    if current.centred and centred and _one_title(before, line):
        return True
    printed = before.text.rstrip()
    if current.centred and not printed.endswith(_ALWAYS_ON):
        return False
    if _is_first(line, after, edges):
        return False
    if printed.endswith(_ALWAYS_ON) and line.level > 2:
        return True
    if centred and _has_room(before, line, edges):
        return False
    return not _breaks(current, line, edges, printed)


def _is_first(line: Line, after: Line | None, edges: dict[int, Margins]) -> bool:
    """Tell the first line of a paragraph by its indent: full, unended, and the line below it begins at the margin.

    A line that goes on is never indented, unless its whole paragraph is; then the line below it is indented, too.
    """
    left = edges[line.page].left
    if after is None or after.page != line.page or after.block != line.block or after.level != UNMARKED:
        return False
    indented = left + _INDENT * line.size < line.x0 < left + 4 * line.size
    ended = line.text.rstrip().endswith(_ENDS)
    return indented and not ended and after.x0 < left + 0.5 * line.size and not _has_room(line, after, edges)


def _one_title(before: Line, line: Line) -> bool:
    """A centred title over two lines: same size, close together, the second one unmarked."""
    near = before.page == line.page and line.baseline - before.baseline < 2.2 * line.size
    return near and abs(before.size - line.size) < 0.6 and line.level == UNMARKED and before.size > 14


def _breaks(current: _Open, line: Line, edges: dict[int, Margins], printed: str) -> bool:
    before = current.lines[-1]
    short = _has_room(before, line, edges)
    ended = printed.endswith(_ENDS)
    indented = line.x0 > edges[line.page].left + _INDENT * line.size
    marked = line.level != UNMARKED
    first = current.lines[0]
    headed = len(current.lines) == 1 and is_heading(first.text, first.level)
    full = edges[before.page].right - before.x1 < _NEARLY_FULL * line.size
    if not (headed or marked or (ended and not full)) and line.x0 < first.x0 - 0.8 * line.size:
        return False  # left of the first line: what an indented paragraph goes on with, a sentence ended or not
    if short and (ended or headed or indented or marked):
        return True
    alone = line.level <= 2 and is_heading(line.text, line.level) and edges[line.page].right - line.x1 > 4 * line.size
    far = before.page == line.page and line.baseline - before.baseline > 3 * line.size
    return alone or (indented and ended) or (marked and ended) or (far and (ended or short))


def _has_room(before: Line, line: Line, edges: dict[int, Margins]) -> bool:
    """Tell whether the first unbreakable unit of a line would still have fitted on the line before."""
    found = _UNIT.match(line.text)
    end = max(found.end(), 1) if found else 1
    needed = line.stretch.rights[end - 1] - line.stretch.lefts[0]
    return edges[before.page].right - before.x1 > needed + 0.25 * line.size


class _Classifier:
    """Gives paragraphs their kind, level and section."""

    def __init__(self, glossary: Sequence[str]) -> None:
        self.glossary = tuple(glossary)
        self.outline = Outline([])
        self.in_glossary: int | None = None  # rank of the glossary's heading

    def classify(self, gathered: Sequence[_Open]) -> Iterator[Paragraph]:
        """Yield the paragraphs."""
        texts = [_joined(each.lines) for each in gathered]
        levels = [level_of(text) for text, _ in texts]
        for index, ((text, stretches), level) in enumerate(zip(texts, levels, strict=True)):
            heading = is_heading(text, level, centred=gathered[index].centred) or _is_title_sentence(
                texts, levels, index
            )
            footnote = gathered[index].lines[0].footnote
            yield self._paragraph(index, text, stretches, level, heading=heading and not footnote, footnote=footnote)

    def _paragraph(
        self, index: int, text: str, stretches: tuple[Stretch, ...], level: int, *, heading: bool, footnote: bool
    ) -> Paragraph:
        rank = 1 if level == UNMARKED else level
        if heading:
            if self.in_glossary is not None and rank <= self.in_glossary:
                self.in_glossary = None
            self.outline.enter(level, text)
            if any(word in text for word in self.glossary):
                self.in_glossary = rank
        note = footnote or self.in_glossary is not None or is_note(text) or _CHART.fullmatch(text) is not None
        kind = kind_of(level, heading=heading, note=note)
        page = stretches[0].page
        return Paragraph(index, text, kind, level, self.outline.section(), page, stretches)


def _is_title_sentence(texts: Sequence[tuple[str, object]], levels: Sequence[int], index: int) -> bool:
    """（一）强化管理，促进规范。 above unmarked text is a heading: one short sentence, no figure, not one of a list."""
    text = texts[index][0].strip()
    if levels[index] not in {1, 2} or len(text) > 40 or text.count("。") != 1 or re.search(r"\d", text):
        return False
    below = levels[index + 1] if index + 1 < len(levels) else 0
    return below == UNMARKED and text.endswith("。") and (index == 0 or levels[index - 1] != levels[index])


def _joined(lines: Sequence[Line]) -> tuple[str, tuple[Stretch, ...]]:
    """Join the lines of a paragraph; a blank only between Latin words."""
    text = lines[0].text
    stretches = [lines[0].stretch]
    for line in lines[1:]:
        if _latin(text[-1]) and _latin(line.text[0]):
            text += " "
        stretches.append(line.stretch._replace(start=len(text)))
        text += line.text
    return text, tuple(stretches)


def _latin(character: str) -> bool:
    return character.isascii() and character.isalpha()
