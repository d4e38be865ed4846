"""What the document is: kind, fiscal year, issuer, and whether it is an unfilled template."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from auditor.model import Facts, FactTable, Narrative, Page, Vocabulary
from auditor.model.labels import normal

_YEAR = re.compile(r"(20\d{2})年?度?")
_COVER_YEAR = re.compile(r"(20\d{2})\s*年")
_ANY_YEAR = re.compile(r"20\d{2}年?度?")
_TITLE = re.compile(r"^(\D{4,40}?)(?:部门|单位)?(?:综合)?(?:预算|决算)")
_LABELLED = re.compile(
    r"(?:预算主管部门|主管部门|预算单位|编制单位|编制部门|填报单位|部门名称|单位名称|部门)[:：]([^\d:：]{4,40}?)(?=单位[:：]|金额单位|$)"
)


class Identity(NamedTuple):
    """kind: 预算, 决算 or ""; year: fiscal year or None; issuer: printed name or ""."""

    kind: str
    year: int | None
    issuer: str


def identify(
    pages: Sequence[Page], tables: Sequence[FactTable], narrative: Narrative, vocabulary: Vocabulary
) -> Identity:
    """Recognise kind, year and issuer from the cover, the table titles and the narrative."""
    cover = _first_lines(pages)
    titles = [normal(table.table.title) for table in tables if table.family]
    body = "".join(normal(p.text) for p in narrative.paragraphs)
    kind = _kind(cover, titles, body, vocabulary)
    return Identity(kind, _year(cover, titles, body), _issuer(cover, tables))


def _first_lines(pages: Sequence[Page]) -> tuple[str, ...]:
    """The lines of the first page that has text, top to bottom."""
    for page in pages[:2]:
        lines: dict[int, list[tuple[float, str]]] = {}
        for run in page.runs:
            lines.setdefault(round(run.baseline / 4), []).append((run.lefts[0], "".join(run.glyphs)))
        texts = [normal("".join(text for _, text in sorted(parts))) for _, parts in sorted(lines.items())]
        texts = [text for text in texts if text]
        if texts:
            return tuple(texts[:12])
    return ()


def _kind(cover: Sequence[str], titles: Sequence[str], body: str, vocabulary: Vocabulary) -> str:
    words = {key.removeprefix("kind."): value for key, value in vocabulary.markers.items() if key.startswith("kind.")}
    scores: Counter[str] = Counter()
    for kind, forms in words.items():
        for form in forms:
            scores[kind] += sum(title.count(form) for title in titles) * 2
            scores[kind] += sum(line.count(form) for line in cover) * 4
            scores[kind] += min(body.count(f"部门{form}") + body.count(f"单位{form}"), 6)
    # final accounts speak of 年初预算 all the time, budgets hardly ever of 决算
    best = [kind for kind, score in scores.most_common() if score > 0]
    if not best:
        return ""
    return "决算" if "决算" in best and scores["决算"] * 2 >= scores["预算"] else best[0]


def _year(cover: Sequence[str], titles: Sequence[str], body: str) -> int | None:
    for texts in (cover, titles):
        years = Counter(int(y) for text in texts for y in _COVER_YEAR.findall(text))
        if years:
            return years.most_common(1)[0][0]
    years = Counter(int(y) for y in _YEAR.findall(body))
    return years.most_common(1)[0][0] if years else None


def _issuer(cover: Sequence[str], tables: Sequence[FactTable]) -> str:
    """Return the issuing body: labelled on the cover or above the tables, else what the cover names before its kind."""
    captions = [normal(line) for table in tables for line in table.table.caption]
    for lines in (cover, captions):
        named = Counter(found.group(1) for line in lines if (found := _LABELLED.search(line)))
        if named:
            return named.most_common(1)[0][0]
    title = _ANY_YEAR.sub("", "".join(cover[:4]))
    found = _TITLE.match(title)
    return found.group(1) if found else ""


def is_template(facts: Facts, narrative: Narrative, vocabulary: Vocabulary) -> bool:
    """Tell whether the document is an unfilled form: tables without figures and placeholders instead of names."""
    printed = sum(1 for fact in facts.facts if not fact.blank and fact.family not in {"", "正文"} and fact.value)
    if printed > 2 or not any(table.family for table in facts.tables):
        return False
    marks = vocabulary.markers.get("placeholder", ())
    return sum(paragraph.text.count(mark) for paragraph in narrative.paragraphs for mark in marks) >= 3
