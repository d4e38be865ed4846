"""The outline of a narrative: markers and their levels, what is a heading, which headings a paragraph stands under."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from auditor.claims.quantities import chinese_value

UNMARKED = 9
_CHINESE = "一二三四五六七八九十"
_MARKER = re.compile(  # one group for each level
    rf"\s*(?:(第[{_CHINESE}]{{1,3}}部分)|([{_CHINESE}]{{1,3}}\s*[、.．])|([（(]\s*[{_CHINESE}]{{1,3}}\s*[）)])"
    r"|(\d{1,2}\s*[.．、](?!\s*\d))|([（(]\s*\d{1,2}\s*[）)])|([①-⑳]))"
)
_FIGURE = re.compile(r"\d\s*(?:[万亿千]?元|%|％|个百分点)")
_COUNT = re.compile(r"\d\s*[人名个辆台套家项次]")
_LONGEST = 60
_LONGEST_CENTRED = 34


def level_of(text: str) -> int:
    """Return the outline level of a paragraph's marker, 9 without one."""
    found = _MARKER.match(text)
    return found.lastindex - 1 if found and found.lastindex else UNMARKED


def number_of(text: str) -> int:
    """Return the number in a marker (（三） → 3, 12. → 12, ② → 2), 0 when it has none."""
    found = re.search(rf"\d{{1,2}}|[{_CHINESE}]{{1,3}}|[①-⑳]", text)
    if found is None:
        return 0
    mark = found.group()
    if mark.isdecimal():
        return int(mark)
    return ord(mark) - ord("①") + 1 if "①" <= mark <= "⑳" else chinese_value(mark)


def unmarked(text: str) -> str:
    """Return a paragraph without its marker."""
    found = _MARKER.match(text)
    return text[found.end() :] if found else text


def is_heading(text: str, level: int, *, centred: bool = False) -> bool:
    """Tell a heading: marked and short, no figure, no closing punctuation; or unmarked, centred and without commas."""
    stripped = text.strip()
    if level == UNMARKED:
        return centred and len(stripped) <= _LONGEST_CENTRED and not re.search("[，。；,;]", stripped)
    if len(stripped) > _LONGEST or _FIGURE.search(stripped) or (level and _COUNT.search(stripped)):
        return False
    return not stripped.endswith(tuple("。；：，;:,…")) and not _goes_on(stripped)


def _goes_on(text: str) -> bool:
    """Tell a text that ends inside a further sentence, inside quotation marks or brackets."""
    return "。" in text or any(text.count(left) > text.count(right) for left, right in ("“”", "（）", "《》"))


Kind = Literal["part", "heading", "text", "note", "contents"]


def kind_of(level: int, *, heading: bool, note: bool = False) -> Kind:
    """Return the kind of a paragraph."""
    if heading:
        return "part" if level == 0 else "heading"
    return "note" if note else "text"


@dataclass(slots=True)
class Outline:
    """The headings above the present paragraph, outermost first, with their levels."""

    headings: list[tuple[int, str]]

    def enter(self, level: int, text: str) -> None:
        """Go under a heading: those of its level and deeper end."""
        rank = level if level != UNMARKED else 1
        self.headings = [each for each in self.headings if each[0] < rank]
        self.headings.append((rank, text.strip()))

    def section(self) -> tuple[str, ...]:
        """Return the headings as text."""
        return tuple(text for _, text in self.headings)
