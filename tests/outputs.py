"""What formats write, for tests."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser
from typing import Any

import openpyxl
import pypdf
from report_builder import seed_report

from auditor.model import Text
from auditor.report.formats import find
from auditor.report.outcomes import outcome
from auditor.report.writing import Audited, Ending, Look
from tests.records import replace

HOSTILE = '=HYPERLINK("http://x")|<b>`a`</b>\n::error::x\x07\ud800 ]]> @all #1 %0A, "\',<script>alert(1)</script>'
FEW = ("SG-01", "TB-16", "NN-16")


def written(name: str, *audited: Audited, **look: Any) -> Any:
    """Return what a format writes of some documents: text, or bytes of a binary format."""
    format_ = find(name)
    stream: Any = io.BytesIO() if format_.binary else io.StringIO()
    asked = Look(look.pop("lang", "zh"), many=len(audited) > 1, **look)
    writer = format_.writer(stream, asked)
    for each in audited:
        writer.add(format_.piece(each, asked))
    writer.finish(Ending([outcome(each.report, each.exit_code, asked.lang) for each in audited], 1))
    return stream.getvalue()


def hostile() -> Audited:
    """Return a report whose every text from outside tries to command its reader's program."""
    report = seed_report()
    findings = []
    for finding in report.findings:
        operands = tuple(
            operand._replace(
                fact=operand.fact._replace(
                    item=HOSTILE,
                    place=operand.fact.place._replace(
                        row=HOSTILE, column=HOSTILE, section=HOSTILE, table_title=HOSTILE
                    ),
                )
            )
            for operand in finding.check.operands
        )
        check = finding.check._replace(operands=operands, reason=Text(HOSTILE, HOSTILE), place=HOSTILE)
        findings.append(finding._replace(check=check))
    causes = tuple(
        cause._replace(fact=cause.fact._replace(item=HOSTILE), detail=Text(HOSTILE, HOSTILE)) for cause in report.causes
    )
    path = HOSTILE.replace("\ud800", "\udcc1") + ".pdf"  # of a file name that is no UTF-8
    changed = replace(report, findings=tuple(findings), causes=causes, path=path, issuer=HOSTILE)
    return Audited(changed, 1)


def few(audited: Audited) -> Audited:
    """Return a document with the checks of a few rules only: its output is one that a person can read."""
    report = audited.report
    kept = tuple(finding for finding in report.findings if finding.check.rules[0] in FEW)
    checks = tuple(check for check in report.checks if check.rules[0] in FEW)
    rules = {id_: report.rules[id_] for id_ in FEW}
    told = {finding.fingerprint for finding in kept}
    causes = tuple(cause for cause in report.causes if told & set(cause.explains))
    return audited._replace(report=replace(report, findings=kept, checks=checks, rules=rules, causes=causes))


VOID = {"meta", "input", "br"}


class Outline(HTMLParser):
    """Tags with their attributes, and the text of each block."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if dict(attrs).get("lang") == "en" and tag == "span":
            self.handle_data(" | ")
        if tag in {"p", "li", "tr", "h1", "summary", "button", "blockquote", "figcaption", "footer", "caption"}:
            self.text.append("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"style", "script", "svg"} & set(self.open) and self.text:
            self.text[-1] += re.sub(r"\s+", " ", data)


def outline(html: str) -> Outline:
    found = Outline()
    found.feed(html)
    return found


def html_text(html: str) -> str:
    """Return the words of a page, a block a line, the English ones behind a bar."""
    return "".join(f"{line.strip()}\n" for line in outline(html).text if line.strip())


def xlsx_text(data: bytes) -> str:
    """Return the cells of a workbook, a row a line."""
    lines = []
    for sheet in openpyxl.load_workbook(io.BytesIO(data)):
        lines.append(f"== {sheet.title}")
        lines += [" | ".join(str(cell.value or "") for cell in row).rstrip(" |") for row in sheet.iter_rows()]
    return "".join(f"{line}\n" for line in lines)


def pdf_text(data: bytes) -> str:
    """Return the notes of an annotated PDF, a note a line."""
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    notes = [(number, note.get_object()) for number, page in enumerate(pages, 1) for note in page.get("/Annots", [])]
    return "".join(
        f"p{number} {note['/Subtype'][1:]} {note['/Contents']}\n".replace("\r", " | ") for number, note in notes
    )
