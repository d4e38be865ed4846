"""What is printed on the page but is no text of the document: page numbers, running heads, contents, captions, remnants."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from auditor.claims.lines import Line, lines_of
from auditor.claims.outline import UNMARKED
from auditor.model import Page, Table

_MARGIN = 0.12  # of the page height: where furniture stands
_REPEATS = 3  # pages on which a running head stands at one height
_LONGEST_NUMBER = 60  # characters of a line that is only a page number
_PAGE_NUMBER = re.compile(
    r"[-—–－·~\s]*(?:第?\s*\d{1,4}\s*页?(?:\s*[/／共]\s*\d{1,4}\s*页?)?|[ivxIVX]{1,6})[-—–－·~\s]*"
)
_LEADERS = re.compile(r"(?:[.．。·…‥⋯・]\s?){4,}")
_ENTRY_NUMBER = re.compile(r"[.．·…‥⋯・\s\d（）()\-—]*$")
_UNIT_LINE = re.compile(r"单位\s*[:：]\s*(?:人民币)?\s*[亿万千]?元")
_SMALL = 0.86  # of the usual size of a page: footnotes are at most this large
_FOOT = 1_000_000  # block numbers of footnotes begin here
_MARK = re.compile(r"\s*(?:[①-⑳*＊※†]|\[\d{1,2}\]|［\d{1,2}］|〔\d{1,2}〕|[¹²³⁴-⁹])")
_DIGITS = re.compile(r"\d+")


def body_lines(pages: Sequence[Page], tables: Sequence[Table], contents_words: Sequence[str]) -> list[Line]:
    """Return the lines of the narrative in reading order."""
    by_page = [_numbered(page, tables) for page in pages]
    heads = _running_heads(pages, by_page)
    captions = {(page, _squeezed(text)) for table in tables for text in table.caption for page in _around(table)}
    kept = [
        [line for line in lines if not _is_furniture(line, page, heads) and not _is_remnant(line, captions)]
        for page, lines in zip(pages, by_page, strict=True)
    ]
    parted = [_footnotes(lines) for lines in kept]
    told = list(_without_contents([body for body, _ in parted], frozenset(contents_words)))
    return told + list(_apart([line for _, notes in parted for line in notes]))


def _footnotes(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Part a page's lines into its text and what stands below it in small print, from the first mark on."""
    usual = sorted(line.size for line in lines)[len(lines) // 2] if lines else 0.0
    foot = len(lines)
    while foot and lines[foot - 1].size <= _SMALL * usual:
        foot -= 1
    start = next((i for i in range(foot, len(lines)) if _MARK.match(lines[i].text)), len(lines))
    return (list(lines[:start]), list(lines[start:])) if start == foot else (list(lines), [])


def _apart(notes: Iterable[Line]) -> Iterator[Line]:
    """Give every footnote a block of its own, so that it joins neither the text nor its neighbours."""
    block = _FOOT
    for line in notes:
        block += 1 if _MARK.match(line.text) else 0
        yield line._replace(block=block, footnote=True)


def _around(table: Table) -> tuple[int, ...]:
    """A caption stands on the page of its table or at the end of the page before."""
    return (table.pages[0] - 1, *table.pages) if table.pages else ()


def _numbered(page: Page, tables: Sequence[Table]) -> list[Line]:
    """Read a page; each line knows how many tables of the document stand before it."""
    areas = [box for table in tables for number, box in table.areas if number == page.number]
    before = sum(1 for table in tables for number, _ in table.areas if number < page.number)
    return lines_of(page, areas, before)


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _outer(line: Line, page: Page) -> bool:
    return not _MARGIN * page.height <= line.baseline <= (1 - _MARGIN) * page.height


def _running_heads(pages: Sequence[Page], by_page: Sequence[Sequence[Line]]) -> frozenset[tuple[int, str]]:
    """Return (height, text with digits masked) of what stands on three pages at one height."""
    seen: Counter[tuple[int, str]] = Counter()
    for page, lines in zip(pages, by_page, strict=True):
        seen.update({_head_key(line) for line in lines if _outer(line, page)})
    return frozenset(key for key, times in seen.items() if times >= _REPEATS)


def _head_key(line: Line) -> tuple[int, str]:
    return round(line.baseline / 4), _DIGITS.sub("#", _squeezed(line.text))


def _is_furniture(line: Line, page: Page, heads: frozenset[tuple[int, str]]) -> bool:
    if not _outer(line, page):
        return False
    return (len(line.text) <= _LONGEST_NUMBER and _PAGE_NUMBER.fullmatch(line.text) is not None) or _head_key(
        line
    ) in heads


def _is_remnant(line: Line, captions: set[tuple[int, str]]) -> bool:
    """A caption or unit line of a table, or a row of columns that no table took."""
    if (line.page, _squeezed(line.text)) in captions or line.columns >= 3:
        return True
    return bool(_UNIT_LINE.search(line.text)) and not re.search("[，。；]", line.text)


def _without_contents(pages: Iterable[Sequence[Line]], words: frozenset[str]) -> Iterator[Line]:
    """Drop the contents: from its heading on, lines with leaders, marked lines, short lines, until the body begins.

    The body begins with a line that a contents line announced, or with a sentence.
    """
    inside, entries = False, set[str]()
    for lines in pages:
        inside = inside and _lists_entries(lines)
        for line in lines:
            text = _squeezed(line.text)
            if text in words:
                inside, entries = True, set()
                continue
            if inside:
                entry = _ENTRY_NUMBER.sub("", text)
                repeated = entry in entries and line.level != UNMARKED
                if repeated or not _is_entry(line):
                    inside = False
                else:
                    entries.add(entry)
                    continue
            if not _LEADERS.search(line.text):
                yield line


def _lists_entries(lines: Sequence[Line]) -> bool:
    """Tell whether contents go on over a page: leaders somewhere, or most lines numbered."""
    leading = any(_LEADERS.search(line.text) for line in lines)
    return leading or 2 * sum(1 for line in lines if line.level != UNMARKED) > len(lines)


def _is_entry(line: Line) -> bool:
    if _LEADERS.search(line.text):
        return True
    if re.search("[，；]|。.", line.text.strip()):
        return False
    return line.level != UNMARKED or len(_squeezed(line.text)) <= 40
