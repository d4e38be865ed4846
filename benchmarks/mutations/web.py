"""A generated document as a web page, for other typesetters: Chromium and LibreOffice write their own PDF operators.

    python -m benchmarks.mutations.web --documents N --seed S [--engine chromium] [--list]

Counts the tables without column lines that are read as they were written, and what an audit of these right documents tells.
"""

from __future__ import annotations

import argparse
import html
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from auditor.model import Severity
from auditor.rules import load_shipped
from benchmarks.mutations.chance import chance
from benchmarks.mutations.document import Document, Heading, Paragraph, Row, Table, Word
from benchmarks.mutations.graph import Figure
from benchmarks.mutations.grids import header_spans
from benchmarks.mutations.making import FAMILIES, make_document
from benchmarks.mutations.paper import Layout
from benchmarks.mutations.reading import differences
from benchmarks.mutations.run import Auditor

LOOKS = {
    "none": "",
    "three": "table { border-top: 1.5pt solid; border-bottom: 1.5pt solid } thead tr:last-child th { border-bottom: .75pt solid }",
    "rows": "td, th { border-bottom: .5pt solid #888 }",
    "stripes": "tbody tr:nth-child(even) { background: #eee }",
    "frame": "table { border: 1pt solid }",
}


def page_of(document: Document, rng: Random) -> tuple[str, str]:
    """Return a document as HTML, and the name of its look."""
    look = rng.choice(sorted(LOOKS))
    size, pad = rng.choice([7.5, 8.0, 9.0]), rng.choice(["1pt 2pt", "2pt 4pt", "3pt 6pt"])
    width = rng.choice(["100%", "100%", "auto"])
    align, upper = rng.choice(["right", "right", "center", "left"]), rng.choice(["middle", "middle", "top"])
    style = f"""
    @page {{ size: A4 landscape; margin: 16mm }} body {{ font: 11pt "Noto Sans CJK SC", sans-serif }}
    h1 {{ break-before: page; font-size: 15pt; text-align: center }} p.unit {{ text-align: right; font-size: 9pt; margin: 0 }}
    table {{ border-collapse: collapse; width: {width}; font-size: {size}pt; margin: auto }}
    td, th {{ padding: {pad}; font-weight: normal; vertical-align: {upper}; text-align: left }} th {{ text-align: center }}
    td.n {{ text-align: {align}; white-space: nowrap }} tr {{ break-inside: avoid }} table.many {{ font-size: {size * 0.6}pt }}
    {LOOKS[look]}"""
    parts = [f'<!doctype html><meta charset="utf-8"><style>{style}</style>']
    parts += [f"<p style='text-align:center;font-size:20pt'>{html.escape(line)}</p>" for line in document.cover]
    for block in document.blocks:
        if isinstance(block, Heading):
            parts.append(f"<h{min(block.level, 3)}>{html.escape(block.text)}</h{min(block.level, 3)}>")
        elif isinstance(block, Paragraph):
            parts.append(f"<p>{html.escape(_said(block))}</p>")
        else:
            parts += _table(block)
    return "\n".join(parts), f"{look}, {align}, {upper}, {pad}, {width}"


def _said(paragraph: Paragraph) -> str:
    return "".join(part.printed if isinstance(part, Figure | Word) else part for part in paragraph.parts)


def _table(table: Table) -> Iterator[str]:
    yield f"<h1>{html.escape(table.title)}</h1><p class=unit>单位：{table.unit}</p>"
    yield f"<table{' class=many' if len(table.widths) > 10 else ''}><thead>"
    spans = header_spans(table.header, len(table.widths))
    for row in range(len(table.header)):
        cells = (
            f"<th rowspan={high} colspan={wide}>{html.escape(text)}</th>"
            for r, _, high, wide, text in spans
            if r == row
        )
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</thead><tbody>"
    yield from (_row(row) for row in table.rows for _ in range(0 if row.gone else row.copies))
    yield "</tbody></table>"
    yield from (f"<p>{html.escape(note)}</p>" for note in table.notes)


def _row(row: Row) -> str:
    first, rest = f"<td colspan={row.merge}>{_cell(row.cells[0])}</td>", row.cells[row.merge :]
    cells = (f"<td{' class=n' if isinstance(cell, Figure) else ''}>{_cell(cell)}</td>" for cell in rest)
    return f"<tr>{first}{''.join(cells)}</tr>"


def _cell(cell: str | Figure | None) -> str:
    text = cell.printed if isinstance(cell, Figure) else cell or ""
    return "&nbsp;" * (len(text) - len(text.lstrip())) + html.escape(text.strip())


def by_chromium(page: Path) -> Path:
    """Print a page with Chromium."""
    target = page.with_suffix(".pdf")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={target}"]
    subprocess.run([shutil.which("chromium") or "chromium", *options, page.as_uri()], check=True, capture_output=True)
    return target


def by_libreoffice(page: Path) -> Path:
    """Print a page with LibreOffice Writer."""
    command = ["soffice", "--headless", "--convert-to", "pdf:writer_web_pdf_Export", "--outdir", str(page.parent)]
    subprocess.run([*command, str(page)], check=True, capture_output=True)
    return page.with_suffix(".pdf")


ENGINES: dict[str, Callable[[Path], Path]] = {"chromium": by_chromium, "libreoffice": by_libreoffice}


def main() -> int:
    """Print the counts, one line for each engine."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutations.web", description=__doc__)
    parser.add_argument("--documents", type=int, default=6)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--engine", action="append", choices=ENGINES, default=[])
    parser.add_argument("--keep", help="folder for the pages and PDFs")
    parser.add_argument("--list", action="store_true", help="print what differs and what is told")
    options = parser.parse_args()
    packs, auditor, families = load_shipped(), Auditor(), list(FAMILIES)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(options.keep or temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for engine in options.engine or list(ENGINES):
            tables = wrong = bodies = alarms = 0
            for number in range(options.documents):
                seed = f"{options.seed}/web/{number}"
                document = make_document(seed, families[number % len(families)])
                page = folder / f"{engine}-{options.seed}-{number}.html"
                text, look = page_of(document, chance(seed, "web"))
                page.write_text(text, encoding="utf-8")
                path = ENGINES[engine](page)
                count, found = differences(document, Layout(engine), path, packs)
                told = [f for f in auditor.report(path).findings if f.severity is not Severity.INFO]
                tables, wrong, alarms = tables + count, wrong + len(found), alarms + len(told)
                bodies += sum(each.body for each in found)
                for each in found if options.list else ():
                    print(f"{page.name} ({look}) {each.title} header {each.header} body {each.body}")
                    for one, other in each.rows:
                        print(f"    written {one}\n    read    {other}")
                for finding in told if options.list else ():
                    print(f"{page.name} ({look}) told {finding.check.rules} {finding.check.place}",
                          [(o.fact.amount.printed, o.fact.page, o.fact.place.row) for o in finding.check.operands][:4])  # fmt: skip
            print(
                f"{engine:12} {options.documents} documents, {tables} tables: {tables - wrong} as written, "
                f"{tables - bodies} with the body as written; errors and warnings {alarms}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
