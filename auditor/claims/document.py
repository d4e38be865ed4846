"""What the whole narrative tells before it is read: its year and the names of the issuing body."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_YEAR = re.compile(r"(20\d{2})\s*年")
_TITLE = re.compile(r"(20\d{2})\s*年?度?[^，。；]{0,40}(?:预算|决算)")
_TITLE_LENGTH = 60
_SUBJECT = re.compile(r"(?:^|[。；，：])((?:[^\W\d]|（|）){4,30}?)(?=20\d{2}年|本年度?(?:\W|\d)|\d{4}年度)")
_COVER = re.compile(r"^(\D{4,30}?)(?:20\d{2}年|部门|单位)(?:.{0,12})(?:预算|决算)")
_LABEL = re.compile(
    r"(?:主管部门|编制部门|编制单位|部门名称|单位名称|预算单位)[:：]((?:[^\W\d]|（|）){4,30})(?![^\W\d]|（|）)"
)
_TIMES = 3
_NO_NAME = re.compile(r"预算|决算|经费|支出|收入|比|较|与|年|按|根据|其中|资金|编报|绩效|项目")


def year_of(texts: Sequence[str]) -> str:
    """Return the fiscal year: that of the first title, else the latest year of the text, "" when none is printed."""
    for text in texts:
        if len(text) <= _TITLE_LENGTH and "。" not in text and (found := _TITLE.search(text)):
            return found[1]
    return max((year for text in texts for year in _YEAR.findall(text)), default="")


def issuers_of(texts: Sequence[str]) -> tuple[str, ...]:
    """Return names of the issuing body: from the first lines, and what stands before a year three times or more."""
    counts: Counter[str] = Counter()
    for position, text in enumerate(texts):
        squeezed = "".join(text.split())
        if position < 3 and len(squeezed) <= _TITLE_LENGTH and (cover := _COVER.match(squeezed)):
            counts[cover[1]] += _TIMES
        if len(squeezed) <= _TITLE_LENGTH and (label := _LABEL.search(squeezed)):
            counts[label[1]] += _TIMES
        if "年" in squeezed:
            counts.update(_SUBJECT.findall(squeezed[:5000]))
    return tuple(name for name, times in counts.items() if times >= _TIMES and not _NO_NAME.search(name))
