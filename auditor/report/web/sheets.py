"""The pages of the HTML report: drawn from what was read, with the figures of the findings marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from auditor.model import Box, Fact, Page, Report
from auditor.report.marks import marked_facts, wrong_figures
from auditor.report.naming import tidy
from auditor.report.numbers import printed_quantity
from auditor.report.page_svg import Mark, page_svg
from auditor.report.states import only_open
from auditor.report.tally import checks_of_facts
from auditor.report.web.view import mark_id


class Sheet(NamedTuple):
    """A page: its drawing, whether a finding is on it, a picture of it as a data URL ("" = none), and its shape."""

    number: int
    svg: str
    marked: bool
    picture: str
    wide: bool


def sheets(report: Report, pages: Sequence[Page], pictures: Mapping[int, str]) -> list[Sheet]:
    """Return every page; `pictures` are data URLs by page number."""
    shown = only_open(report)
    marks, used, marked = _marks(shown), checks_of_facts(report), marked_pages(report)
    seen = _boxes(fact for fact in report.facts if used.get(fact.id))
    unseen = _boxes(fact for fact in report.facts if not used.get(fact.id) and not fact.blank)
    return [
        Sheet(
            page.number,
            page_svg(
                page,
                marks.get(page.number, ()),
                under=(("seen", seen.get(page.number, ())), ("unseen", unseen.get(page.number, ()))),
                picture=pictures.get(page.number, ""),
            ),
            page.number in marked,
            pictures.get(page.number, ""),
            page.width > page.height,
        )
        for page in pages
    ]


def marked_pages(report: Report) -> frozenset[int]:
    """Return the numbers of the pages with a finding."""
    found: set[int] = set()
    for check in (finding.check for finding in only_open(report).findings):
        found |= {operand.fact.page for operand in check.operands} or {check.page}
    return frozenset(found)


def _boxes(facts: Iterable[Fact]) -> dict[int, list[Box]]:
    found: dict[int, list[Box]] = {}
    for fact in facts:
        found.setdefault(fact.page, []).append(fact.box)
    return found


def _marks(report: Report) -> dict[int, list[Mark]]:
    """Return the marks by page; suspects carry the ids of their causes."""
    causes: dict[int, list[str]] = {}
    for cause in report.causes:
        for fact in wrong_figures(cause):
            causes.setdefault(fact.id, []).append(cause.id)
    found: dict[int, list[Mark]] = {}
    for fact, kind in marked_facts(report):
        told = f"{tidy(fact.item)} {printed_quantity(fact.amount, '')}".strip()
        mark = Mark(fact.box, kind, mark_id(fact), told, " ".join(causes.get(fact.id, ())))
        found.setdefault(fact.page, []).append(mark)
    return found
