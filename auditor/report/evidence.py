"""The evidence of a check: its figures quoted where they stand, sentences and table cells in the order of the operands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from auditor.model import Check, Operand
from auditor.report.blocks import CellMark, block
from auditor.report.layout import NARROWEST, Line, cells, fitted, plain_signs
from auditor.report.naming import main_operands, tidy
from auditor.report.quotes import Mark, clause_start, figure_span, quoted
from auditor.report.words import Lang, role_word, word

_PAIRS = frozenset({"tie", "balance", "change-vs-table"})  # two figures that should be one: no parts
_NAME = 24  # cells of a name below a figure


class Sheet(NamedTuple):
    """How to write: language, width in cells, whether our own signs are ASCII and findings show their fingerprints."""

    lang: Lang
    width: int
    ascii: bool = False
    fingerprints: bool = False

    @property
    def ellipsis(self) -> str:
        """Return the mark for left-out words."""
        return "..." if self.ascii else "…"

    def signs(self, text: str) -> str:
        """Return words of our own with the signs that may be drawn."""
        return plain_signs(text) if self.ascii else text


def evidence(check: Check, sheet: Sheet, suspects: frozenset[int] = frozenset()) -> list[Line]:
    """Return the quoted places of a check, each page told once in the gutter.

    Args:
        check: the check to show.
        sheet: how to write.
        suspects: ids of the facts that its cause calls wrong; they are marked as such.
    """
    groups: dict[tuple[object, ...], list[Operand]] = {}
    for operand in check.operands:
        groups.setdefault(_group(operand), []).append(operand)
    pages = [f"p{operands[0].fact.page}" for operands in groups.values()]
    gutter = max(map(len, pages), default=0)
    quote = _Quote(check, main_operands(check), suspects, sheet, max(sheet.width - gutter - 4, NARROWEST))
    lines: list[Line] = []
    told = ""
    for page, operands in zip(pages, groups.values(), strict=True):
        for line in quote.lines(operands):
            lines.append(_framed(line, page if page != told else "", gutter))
            told = page
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


def role_told(check: Check, role: str, lang: Lang) -> str:
    """Return what a figure is called as a part of a check; "" where there is no arithmetic."""
    role = "other" if role == "part" and check.code in _PAIRS else role
    return "" if check.formula == "text" else role_word(role, lang)


class _Quote(NamedTuple):
    """How the figures of one check are quoted."""

    check: Check
    main: Sequence[Operand]
    suspects: frozenset[int]
    sheet: Sheet
    width: int

    def lines(self, operands: Sequence[Operand]) -> list[Line]:
        """Quote the figures of one sentence or one table."""
        lang, ellipsis = self.sheet.lang, self.sheet.ellipsis
        if operands[0].fact.place.kind == "cell":
            marks = [CellMark(o.fact, self._label(o, o.role), o in self.main) for o in operands]
            return block(marks, self.width, lang, ellipsis)
        sentence = operands[0].fact.place.sentence
        found = [(figure_span(o.fact), o) for o in operands]
        spans = [Mark(span, self._label(o, self._name(o, span[0])), o in self.main) for span, o in found if span]
        return quoted(sentence, _distinct(spans), self.width, ellipsis)

    def _label(self, operand: Operand, name: str) -> str:
        """Return what stands below or beside a figure: its part in the check, and whether it is the suspect."""
        lang = self.sheet.lang
        said = role_told(self.check, name, lang)
        if operand.fact.id not in self.suspects:
            return said
        suspect = word("suspect", lang)
        return said + word("open", lang) + suspect + word("close", lang) if said else suspect

    def _name(self, operand: Operand, start: int) -> str:
        """Return the role of a figure; for a part, its item where the quoted words do not name it."""
        item, sentence = tidy(operand.fact.item), operand.fact.place.sentence
        shown = sentence[:start] if cells(sentence) <= self.width else sentence[clause_start(sentence, start) : start]
        if operand.role != "part" or not item or _resembles(item, shown):
            return operand.role
        return fitted(item, _NAME, self.sheet.ellipsis)


def _resembles(item: str, words: str) -> bool:
    """Tell whether words name an item, in other words perhaps: four characters in a row, or all of a shorter name."""
    size = min(len(item), 4)
    return any(item[i : i + size] in words for i in range(len(item) - size + 1))


def _distinct(marks: Sequence[Mark]) -> list[Mark]:
    """Keep one mark per place; the stated one wins where a figure plays two parts."""
    kept: dict[tuple[int, int], Mark] = {}
    for mark in marks:
        if mark.span not in kept or mark.stated:
            kept[mark.span] = mark
    return list(kept.values())
