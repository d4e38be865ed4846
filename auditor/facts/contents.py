"""The contents: which tables they announce, and in which order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from auditor.facts.families import family_of_title
from auditor.model import Listed, Page, Vocabulary
from auditor.model.labels import normal

_FIRST_PAGES = 6
_HEADINGS = frozenset({"目录", "目次"})
_MARKER = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.．]|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[、.．]|表\d{1,2})?[、:：]?"
)
_LEADERS = re.compile(r"[.．。·…‥⋯・\-—\d（）]*$")


def contents_of(pages: Sequence[Page], vocabulary: Vocabulary) -> tuple[Listed, ...]:
    """Return the tables that the page of contents announces, top to bottom; none without such a page."""
    found = (announced(tuple(_lines(page)), page.number, vocabulary) for page in pages[:_FIRST_PAGES])
    return next((listed for listed in found if listed), ())


def announced(lines: Sequence[str], page: int, vocabulary: Vocabulary) -> tuple[Listed, ...]:
    """Return the tables that some lines announce below a heading 目录."""
    start = next((at for at, line in enumerate(lines) if line in _HEADINGS), len(lines))
    titles = [_title(line) for line in lines[start:] if "表" in line]
    named = ((title, family_of_title(title, vocabulary).name) for title in titles)
    return tuple(Listed(title, family, page) for title, family in named if family)


def _lines(page: Page) -> Iterator[str]:
    rows: dict[int, list[tuple[float, str]]] = {}
    for run in page.runs:
        rows.setdefault(round(run.baseline / 3), []).append((run.lefts[0], "".join(run.glyphs)))
    for _, parts in sorted(rows.items()):
        yield normal("".join(text for _, text in sorted(parts)))


def _title(line: str) -> str:
    return _LEADERS.sub("", _MARKER.sub("", line))
