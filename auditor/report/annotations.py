"""Notes on the figures of a document: what each says, and an annotated copy of the PDF that holds them.

The copy is an incremental update: the original bytes stand unchanged in front of what is added.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)

from auditor.model import Box, Page, Report, Text
from auditor.report.errata import errata
from auditor.report.escaping import one_line, xml_safe
from auditor.report.issues import issues
from auditor.report.marks import marked_facts
from auditor.report.pdf_update import Update
from auditor.report.problems import problem
from auditor.report.states import only_open
from auditor.report.summary import found
from auditor.report.tally import counts_line, is_complete
from auditor.report.words import Lang, pick, role_word, word
from auditor.report.writing import OutputError

_COLOURS: Final = {"suspect": (1.0, 0.66, 0.62), "stated": (1.0, 0.87, 0.55), "compared": (0.78, 0.88, 1.0)}
_AUTHOR: Final = "audit"
_PRINTED: Final = 4  # the flag of annotations that are printed
_ICON: Final = 20.0  # points
_ASK: Final = Text("请核对", "please check")
_CANNOT: Final = Text(
    "这个文件的结构不规范，不能加批注；请重新导出 PDF 后再试",
    "the structure of this file is irregular, so no notes can be added; export the PDF again and retry",
)
_LOCKED: Final = Text(
    "文件已加密或受权限保护，不能加批注；请先另存为不加密的 PDF",
    "the file is encrypted or protected, so no notes can be added; save it without protection first",
)


class Note(NamedTuple):
    """A note on a page.

    Attributes:
        page: its number.
        box: of the figure, in the page's own frame; None: a note on the page as a whole.
        kind: suspect, stated or compared.
        text: what it says, in several lines.
    """

    page: int
    box: Box | None
    kind: str
    text: str


def notes_of(report: Report, lang: Lang) -> list[Note]:
    """Return a summary for the first page, a note for each finding without figures, and one on each marked figure."""
    whole, report = report, only_open(report)
    told: dict[int, list[str]] = {}
    rules: dict[int, dict[str, None]] = {}
    for row in errata(report, lang):
        wanted = f" → {row.wanted}" if row.wanted else f"{word('comma', lang)}{pick(_ASK, lang)}"
        cause = f"[{row.cause}] " if row.cause else ""
        said = f"{cause}{row.slip}{word('colon', lang)}{row.printed}{wanted}"
        told.setdefault(row.fact.id, []).append(said)
    alone: list[Note] = []
    for finding, issue in zip(report.findings, issues(report, lang), strict=True):
        line = f"{issue.severity}[{issue.rule}] {issue.message}"
        for id_ in dict.fromkeys(operand.fact.id for operand in finding.check.operands):
            told.setdefault(id_, []).append(line)
            rules.setdefault(id_, {})[issue.rule] = None
        if not finding.check.operands:
            alone.append(Note(issue.page, None, "stated", line))
    figures = []
    for fact, kind in marked_facts(report):
        compared = role_word("other", lang) + word("colon", lang) + word("list", lang).join(rules.get(fact.id, ()))
        figures.append(Note(fact.page, fact.box, kind, compared if kind == "compared" else "\n".join(told[fact.id])))
    return [_summary(report, whole, lang), *alone, *figures]


def _summary(report: Report, whole: Report, lang: Lang) -> Note:
    lines = [found(report, lang)] if report.findings else []
    lines += [] if is_complete(report) else [problem(report.problem_id, report.problem, lang)]
    return Note(1, None, "compared", "\n".join([*lines, counts_line(whole, lang, None)]))


def annotated(file: str, pages: Sequence[Page], notes: Iterable[Note]) -> bytes:
    """Return a file with notes on its pages.

    Raises OutputError when the file is encrypted, or of a structure that cannot be added to.
    """
    original = Path(file).read_bytes()
    logging.getLogger("pypdf").setLevel(
        logging.CRITICAL
    )  # what it notes about damage is told as one message, or not at all
    try:
        reader = PdfReader(io.BytesIO(original))
        made = None if reader.is_encrypted else _updated(original, reader, pages, notes)
    except Exception as error:  # what pypdf raises on a damaged file is no closed list
        raise OutputError(*_CANNOT) from error
    if made is None:
        raise OutputError(*_LOCKED)
    return made


def _updated(original: bytes, reader: PdfReader, pages: Sequence[Page], notes: Iterable[Note]) -> bytes:
    """Change each page that has notes, once."""
    update, sheets = Update(original, reader), reader.pages
    if len(sheets) != len(pages):
        raise ValueError(f"{len(pages)} pages were read, pypdf finds {len(sheets)}")
    by_page: dict[int, list[Note]] = {}
    for note in notes:
        by_page.setdefault(note.page, []).append(note)
    for page in (page for page in pages if page.number in by_page):
        reference = sheets[page.number - 1].indirect_reference
        sheet = reader.get_object(reference) if reference else None
        if reference is None or not isinstance(sheet, DictionaryObject):
            raise ValueError("a page that is no object of its own cannot be changed")
        own = _annotations(by_page[page.number], page, reference, update)
        changed = DictionaryObject(sheet)
        changed[NameObject("/Annots")] = ArrayObject([*_present(sheet), *own])
        update.replace(reference, changed)
    return update.bytes()


def _present(sheet: DictionaryObject) -> list[PdfObject]:
    """Return the annotations that a page has already."""
    listed = sheet.get("/Annots")
    listed = listed.get_object() if listed is not None else None
    return list(listed) if isinstance(listed, ArrayObject) else []


def _annotations(notes: Sequence[Note], page: Page, sheet: IndirectObject, update: Update) -> Iterator[IndirectObject]:
    icons = 0
    for number, note in enumerate(notes, 1):
        if note.box is None:
            place: Box = (
                page.width - _ICON * 2,
                12 + icons * _ICON * 1.3,
                page.width - _ICON,
                12 + _ICON + icons * _ICON * 1.3,
            )
            icons += 1
            entries = _icon(page.on_sheet(place))
        else:
            entries = _highlight(note.box, note.kind, page, update)
        lines = (xml_safe(one_line(line)) for line in note.text.split("\n"))
        entries |= {
            "/Type": NameObject("/Annot"),
            "/P": sheet,
            "/F": NumberObject(_PRINTED),
            "/T": TextStringObject(_AUTHOR),
            "/NM": TextStringObject(f"audit-{page.number}-{number}"),
            "/C": _numbers(_COLOURS[note.kind]),
            "/Contents": TextStringObject("\r".join(lines)),
        }
        yield update.add(DictionaryObject({NameObject(name): value for name, value in entries.items()}))


def _icon(place: Box) -> dict[str, PdfObject]:
    return {"/Subtype": NameObject("/Text"), "/Name": NameObject("/Comment"), "/Rect": _numbers(place)}


def _highlight(box: Box, kind: str, page: Page, update: Update) -> dict[str, PdfObject]:
    """Return a highlight with an appearance of its own: not every viewer makes one."""
    x0, top, x1, bottom = (box[0] - 1, box[1] - 0.5, box[2] + 1, box[3] + 0.5)
    place = page.on_sheet((x0, top, x1, bottom))
    corners = [page.on_sheet((x, y, x, y))[:2] for x, y in ((x0, top), (x1, top), (x0, bottom), (x1, bottom))]
    look = DecodedStreamObject()
    look.set_data(b"/G gs %s rg %s re f" % (_plain(_COLOURS[kind]), _plain((place[0], place[1], place[2] - place[0], place[3] - place[1]))))  # fmt: skip
    multiply = DictionaryObject({NameObject("/BM"): NameObject("/Multiply")})
    states = DictionaryObject({NameObject("/G"): multiply})
    look |= {
        NameObject("/Type"): NameObject("/XObject"),
        NameObject("/Subtype"): NameObject("/Form"),
        NameObject("/BBox"): _numbers(place),
        NameObject("/Resources"): DictionaryObject({NameObject("/ExtGState"): states}),
        NameObject("/Group"): DictionaryObject({NameObject("/S"): NameObject("/Transparency")}),
    }
    return {
        "/Subtype": NameObject("/Highlight"),
        "/Rect": _numbers(place),
        "/QuadPoints": _numbers([value for corner in corners for value in corner]),
        "/AP": DictionaryObject({NameObject("/N"): update.add(look)}),
    }


def _numbers(values: Iterable[float]) -> ArrayObject:
    return ArrayObject([FloatObject(f"{value:.2f}") for value in values])


def _plain(values: Iterable[float]) -> bytes:
    return " ".join(f"{value:.2f}" for value in values).encode()
