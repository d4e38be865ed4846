"""The evidence of a check: its figures quoted where they stand, sentences and table cells in the order of the operands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from auditor.model import Check, Operand
from auditor.report.blocks import CellMark, block
from auditor.report.layout import NARROWEST, Line, fitted
from auditor.report.naming import main_operands, tidy
from auditor.report.quotes import Mark, figure_span, quoted
from auditor.report.words import Lang, role_word

_NEAR, _NAME = 24, 24  # characters before a figure where its item is looked for; cells of a name under it


@dataclass(frozen=True, slots=True)
class Sheet:
    """How to write: language, width in cells, the mark for left-out words, and whether our own signs are ASCII."""

    lang: Lang
    width: int
    ascii: bool = False

    @property
    def ellipsis(self) -> str:
        """Return the mark for left-out words."""
        return "..." if self.ascii else "…"


def evidence(check: Check, sheet: Sheet) -> list[Line]:
    """Return the quoted places of a check, each line behind a gutter with the page of its first figure."""
    groups: dict[tuple[object, ...], list[Operand]] = {}
    for operand in check.operands:
        groups.setdefault(_group(operand), []).append(operand)
    pages = [f"p{operands[0].fact.page}" for operands in groups.values()]
    gutter = max(map(len, pages), default=0)
    main = main_operands(check)
    lines: list[Line] = []
    for page, operands in zip(pages, groups.values(), strict=True):
        inner = _quote(operands, main, sheet, max(sheet.width - gutter - 4, NARROWEST))
        lines += [_framed(line, page if i == 0 else "", gutter) for i, line in enumerate(inner)]
    return lines


def _group(operand: Operand) -> tuple[object, ...]:
    """Figures of one sentence are quoted together, and figures of one table on one page."""
    place = operand.fact.place
    if place.kind == "sentence":
        return ("sentence", place.section, place.sentence)
    return ("cell", place.table_number, place.table_title, operand.fact.page)


def _framed(line: Line, page: str, gutter: int) -> Line:
    framed = Line(f" {page.rjust(gutter)} | ", "frame")
    framed = Line("").append_text(framed).append_text(line)
    framed.rstrip()
    return framed


def _quote(operands: Sequence[Operand], main: Sequence[Operand], sheet: Sheet, width: int) -> list[Line]:
    if operands[0].fact.place.kind == "cell":
        marks = [CellMark(o.fact, role_word(o.role, sheet.lang), o in main) for o in operands]
        return block(marks, width, sheet.lang, sheet.ellipsis)
    found = [(figure_span(o.fact), o) for o in operands]
    spans = [Mark(span, _label(o, span[0], sheet), o in main) for span, o in found if span]
    return quoted(operands[0].fact.place.sentence, _distinct(spans), width, sheet.ellipsis)


def _label(operand: Operand, start: int, sheet: Sheet) -> str:
    """Return what stands under a figure: its role; the item of a part that is named too far away to be quoted."""
    item = tidy(operand.fact.item)
    near = operand.fact.place.sentence[max(start - _NEAR, 0) : start]
    if operand.role != "part" or not item or item in near:
        return role_word(operand.role, sheet.lang)
    return fitted(item, _NAME, sheet.ellipsis)


def _distinct(marks: Sequence[Mark]) -> list[Mark]:
    """Keep one mark per place; the stated one wins where a figure plays two parts."""
    kept: dict[tuple[int, int], Mark] = {}
    for mark in marks:
        if mark.span not in kept or mark.stated:
            kept[mark.span] = mark
    return list(kept.values())
