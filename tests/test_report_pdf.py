"""The annotated PDF: original bytes in front, text unchanged, highlights on the figures; files of every structure."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest
from pdf_maker import Pdf
from report_builder import unreadable_report

from auditor.model import Page, Report
from auditor.read import read_bytes
from auditor.report.annotations import Note, annotated, notes_of
from auditor.report.marks import marked_facts
from auditor.report.writing import Audited, OutputError
from tests.conftest import SEED, SHARED
from tests.outputs import few, hostile, written


@pytest.fixture(scope="module")
def noted(seed: Audited) -> bytes:
    data: bytes = written("pdf", seed)
    return data


def highlights(data: bytes) -> list[tuple[int, Any]]:
    """Return the highlights with their page numbers."""
    return [
        (number, annotation.get_object())
        for number, page in enumerate(pypdf.PdfReader(io.BytesIO(data)).pages, 1)
        for annotation in page.get("/Annots", [])
        if annotation.get_object()["/Subtype"] == "/Highlight"
    ]


def texts(data: bytes) -> list[str]:
    """Return the text of every page as pdfium tells it."""
    document = pypdfium2.PdfDocument(data)
    found = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return found


def below(data: bytes) -> dict[str, str]:
    """Return for every highlight, by its place, the text that pdfium finds below it."""
    document, found = pypdfium2.PdfDocument(data), {}
    for number, annotation in highlights(data):
        box = [float(value) for value in annotation["/Rect"]]
        text = document[number - 1].get_textpage().get_text_bounded(*box)
        found[f"{number} {box}"] = re.sub(r"\s", "", text)
    document.close()
    return found


def test_the_original_stands_unchanged_in_front(noted: bytes) -> None:
    original = SEED.read_bytes()
    assert noted.startswith(original)
    assert len(noted) < len(original) + 150_000
    assert texts(noted) == texts(original)
    old, new = (pypdf.PdfReader(io.BytesIO(data)) for data in (original, noted))
    assert new.metadata == old.metadata
    assert new.trailer["/ID"][0] == old.trailer["/ID"][0]


def test_every_highlight_lies_on_its_figure(noted: bytes, seed: Audited) -> None:
    document = pypdfium2.PdfDocument(noted)
    facts = sorted((fact for fact, _ in marked_facts(seed.report)), key=lambda fact: fact.page)  # as they are drawn
    found = highlights(noted)
    assert len(found) == len(facts)
    for fact, (number, annotation) in zip(facts, found, strict=True):
        place = seed.pages[fact.page - 1].on_sheet(fact.box)
        assert number == fact.page
        assert [float(value) for value in annotation["/Rect"]] == pytest.approx(place, abs=1.1)
        text = re.sub(r"\s", "", document[number - 1].get_textpage().get_text_bounded(*place))
        assert re.sub(r"\s", "", fact.amount.printed) in text
    document.close()


def test_the_suspect_says_what_it_should_be(noted: bytes, seed: Audited) -> None:
    cause = next(cause for cause in seed.report.causes if cause.kind == "decimal-slip")
    said = [
        a["/Contents"] for number, a in highlights(noted) if number == cause.fact.page and cause.id in a["/Contents"]
    ]
    assert len(said) == 1
    assert said[0].startswith(f"[{cause.id}] 小数点错位：0.3 万元 → 3.0 万元\r")
    assert "error[SG-01]" in said[0]


def test_the_first_page_has_a_summary(noted: bytes) -> None:
    (note,) = [a.get_object() for a in pypdf.PdfReader(io.BytesIO(noted)).pages[0]["/Annots"]]
    assert note["/Subtype"] == "/Text"
    assert "处不一致" in note["/Contents"]


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils are not installed")
def test_poppler_reads_it_without_a_complaint(noted: bytes, tmp_path: Path) -> None:
    (tmp_path / "noted.pdf").write_bytes(noted)
    told = [
        subprocess.run(["pdftotext", str(p), "-"], capture_output=True, check=True)
        for p in (SEED, tmp_path / "noted.pdf")
    ]
    assert told[0].stdout == told[1].stdout
    assert told[1].stderr == b""
    drawn = subprocess.run(
        ["pdftoppm", "-r", "40", "-f", "8", "-l", "8", "-png", str(tmp_path / "noted.pdf")],
        capture_output=True,
        check=True,
    )
    plain = subprocess.run(
        ["pdftoppm", "-r", "40", "-f", "8", "-l", "8", "-png", str(SEED)], capture_output=True, check=True
    )
    assert drawn.stdout != plain.stdout
    assert drawn.stderr == b""


def test_pdfium_draws_the_highlights(noted: bytes, seed: Audited) -> None:
    fact = next(cause for cause in seed.report.causes if cause.kind == "decimal-slip").fact
    document = pypdfium2.PdfDocument(noted)
    image = document[fact.page - 1].render(scale=2).to_pil().convert("RGB")
    red, green, _ = image.getpixel((int(fact.box[0] * 2), int(fact.box[1] + fact.box[3])))
    document.close()
    assert red > green + 40


# ---------------------------------------------------------------- files of every structure


def small(**more: Any) -> Pdf:
    return Pdf(**more).page(300, 200).text(20, 50, "合计 1,234.00").page(300, 200).text(20, 50, "x")


def read(data: bytes) -> tuple[Page, ...]:
    return read_bytes(data, "x.pdf").pages


def noted_copy(data: bytes, tmp_path: Path, *notes: Note) -> bytes:
    (tmp_path / "in.pdf").write_bytes(data)
    return annotated(str(tmp_path / "in.pdf"), read(data), notes or [Note(1, (45, 40, 90, 52), "suspect", "1\n2")])


def rewritten(data: bytes, **more: Any) -> bytes:
    """Return a file as pypdf writes it anew."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    for name, value in more.items():
        getattr(writer, name)(*value)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_turned_and_cropped_pages(tmp_path: Path, turned: int) -> None:
    data = (
        Pdf()
        .page(300, 300, rotate=turned, crop=(20, 10, 290, 280))
        .text(150, 150, "合计 1,234.00", angle=turned)
        .bytes()
    )
    (page,) = read(data)
    (run,) = page.runs
    box = (run.lefts[3] - 1, run.baseline - 9, run.lefts[-1] + 6, run.baseline + 1)
    assert list(below(noted_copy(data, tmp_path, Note(1, box, "stated", "x"))).values()) == ["1,234.00"]


def test_a_second_update_keeps_the_notes_of_the_first(tmp_path: Path) -> None:
    once = noted_copy(small().bytes(), tmp_path)
    twice = noted_copy(once, tmp_path, Note(1, None, "stated", "again"), Note(2, None, "stated", "new"))
    assert twice.startswith(once)
    pages = pypdf.PdfReader(io.BytesIO(twice)).pages
    assert [len(page["/Annots"]) for page in pages] == [2, 1]
    assert pages[0]["/Annots"][0].get_object()["/Contents"] == "1\r2"


def test_a_list_of_annotations_that_is_an_object_of_its_own(tmp_path: Path) -> None:
    pdf = small()
    number = pdf.add(b"[ << /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (old) >> ]")
    pdf.objects[pdf.pages[0] - 1] = pdf.objects[pdf.pages[0] - 1].replace(
        b"/Contents", b"/Annots %d 0 R /Contents" % number
    )
    page = pypdf.PdfReader(io.BytesIO(noted_copy(pdf.bytes(), tmp_path))).pages[0]
    assert [a.get_object()["/Contents"] for a in page["/Annots"]] == ["old", "1\r2"]


def test_cross_reference_streams_and_object_streams(tmp_path: Path) -> None:
    """pypdf's own update of a file ends with a cross-reference stream; another update must be of the same kind."""
    writer = pypdf.PdfWriter(io.BytesIO(small().bytes()), incremental=True)
    writer.add_metadata({"/Title": "T"})
    out = io.BytesIO()
    writer.write(out)
    noted = noted_copy(out.getvalue(), tmp_path)
    assert noted.startswith(out.getvalue())
    added = noted[len(out.getvalue()) :]
    assert b"/XRef" in added
    assert b"\ntrailer" not in added
    reader = pypdf.PdfReader(io.BytesIO(noted), strict=True)
    assert reader.metadata["/Title"] == "T"
    assert len(highlights(noted)) == 1
    assert texts(noted) == texts(small().bytes())


def test_tables_are_continued_by_tables(tmp_path: Path) -> None:
    data = small().bytes().removesuffix(b"\n")  # no line break at the end
    added = noted_copy(data, tmp_path)[len(data) :]
    assert b"\ntrailer" in added
    assert b"/XRef" not in added
    assert len(pypdf.PdfReader(io.BytesIO(data + added), strict=True).pages) == 2


def test_protected_files_are_refused(tmp_path: Path) -> None:
    locked = rewritten(small().bytes(), encrypt=("", "owner"))  # everybody may open it
    (tmp_path / "in.pdf").write_bytes(locked)
    with pytest.raises(OutputError, match="protected") as told:
        annotated(str(tmp_path / "in.pdf"), read(locked), [Note(1, None, "stated", "x")])
    assert "受权限保护" in told.value.text("zh")


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"startxref", b"startxxxx"), (b"startxref\n", b"startxref\n1"), (b"/Kids [8 0 R", b"/Kids [8 0 R 8 0 R")],
)  # fmt: skip
def test_irregular_files_are_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, old: bytes, new: bytes
) -> None:
    data = small().bytes()
    assert old in data
    broken = data.replace(old, new)
    (tmp_path / "in.pdf").write_bytes(broken)
    with pytest.raises(OutputError, match="irregular"):
        annotated(str(tmp_path / "in.pdf"), read(data), [Note(1, None, "stated", "x")])
    assert capsys.readouterr() == ("", "")


def test_a_document_that_was_not_read_has_no_copy() -> None:
    with pytest.raises(OutputError, match="no text layer"):
        written("pdf", Audited(unreadable_report(), 3))


def test_nothing_to_add_changes_nothing(tmp_path: Path) -> None:
    data = small().bytes()
    (tmp_path / "in.pdf").write_bytes(data)
    assert annotated(str(tmp_path / "in.pdf"), read(data), []) == data


def test_hostile_texts_are_only_texts(tmp_path: Path) -> None:
    notes = [note._replace(page=1) for note in notes_of(hostile().report, "zh")]
    noted = noted_copy(small().bytes(), tmp_path, *notes)
    found = [a["/Contents"] for _, a in highlights(noted)]
    assert any("<script>alert(1)</script>" in text for text in found)
    assert b"/JavaScript" not in noted
    assert b"/URI" not in noted


def test_findings_without_figures_get_a_note_on_their_page(seed: Audited) -> None:
    report: Report = few(seed).report
    bare = report.findings[0]._replace(check=report.findings[0].check._replace(operands=(), page=6))
    from tests.records import replace

    notes = notes_of(replace(report, findings=(bare,), causes=()), "en")
    assert [(note.page, note.box) for note in notes] == [(1, None), (6, None)]


@pytest.mark.corpus
@pytest.mark.parametrize("path", sorted((SHARED / "corpus").glob("jiangsu-*.pdf")), ids=lambda path: path.stem[:28])
def test_real_files_of_other_structures(path: Path) -> None:
    data = path.read_bytes()
    pages = read(data)
    runs = [(page, run) for page in pages[:12] for run in page.runs if "".join(run.glyphs).strip(" ,.0123456789") == ""]
    chosen = [(page, run) for page, run in runs if len("".join(run.glyphs).strip()) > 3][:5]
    notes = [
        Note(
            page.number,
            (run.lefts[0] + 1.5, run.baseline - run.size / 2, run.lefts[-1] + run.widths[-1] - 1.5, run.baseline),
            "stated",
            "x",
        )
        for page, run in chosen
    ]
    noted = annotated(str(path), pages, notes)
    assert noted.startswith(data)
    for text, (_, run) in zip(below(noted).values(), chosen, strict=True):
        assert "".join(run.glyphs).replace(" ", "") in text
