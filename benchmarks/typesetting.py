"""How many fingerprints outlive another print of the same document: other fonts, other page breaks, another program.

    python -m benchmarks.typesetting [FILE...] [--engine chromium --engine libreoffice]

Every document is taken as it was read (narrative and tables, whatever its figures say) and set again: by reportlab in two looks,
by Chromium and by LibreOffice from one HTML page. Counted are the fingerprints of the findings, and of all checks as if each had
failed: there are not enough findings to tell.
"""

from __future__ import annotations

import argparse
import html
import json
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont

from auditor.audit import Options, audit, read_claims, read_tables
from auditor.diagnose.fingerprints import fingerprints
from auditor.model import Facts, Pack, Report, Table, Verdict
from auditor.rules import load_shipped
from examples.make_corrected import HAN, LOOKS, build

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = [ROOT / "examples" / f"mianxian-2024-unit-budget{end}.pdf" for end in ("", "-corrected")]
_STYLE = """
@page { size: A4; margin: 18mm 20mm } body { font: 11.5pt "Noto Sans CJK SC", "WenQuanYi Zen Hei", sans-serif }
h1, h2 { break-before: page; text-align: center } table { border-collapse: collapse; width: 100%; font-size: 6pt }
td { border: .4pt solid black; padding: 1pt } caption { font-size: 11pt } .unit { text-align: right; font-size: 8pt }
.wide td { font-size: 4pt; word-break: break-all }
"""


def data_of(path: str, packs: tuple[Pack, ...]) -> dict[str, Any]:
    """Return a document as `examples/make_corrected.py` sets it."""
    paragraphs = read_claims(path, packs).paragraphs
    first = next(i for i, paragraph in enumerate(paragraphs) if paragraph.kind == "part")
    kinds = {"part": "part", "heading": "h1"}
    narrative = [[kinds.get(each.kind, "p"), each.text] for each in paragraphs[first:] if each.kind != "contents"]
    template = json.loads((ROOT / "examples" / "corrected.json").read_text(encoding="utf-8"))
    last = next(
        (i for i, (kind, text) in enumerate(narrative) if kind == "part" and "第四部分" in text), len(narrative)
    )
    return template | {
        "title": [each.text for each in paragraphs[:first] if each.kind == "text"],
        "narrative": narrative[:last],
        "tables": [_table(table) for table in read_tables(path, lambda: packs)],
    }


def _table(table: Table) -> dict[str, Any]:
    rows = table.grid()
    spans = [
        [cell.row, cell.column, cell.row + cell.row_span - 1, cell.column + cell.column_span - 1]
        for cell in table.cells
        if cell.row_span > 1 or cell.column_span > 1
    ]
    return {
        "number": table.number,
        "title": table.title,
        "unit": table.unit,
        "landscape": table.columns > 8,
        "header": rows[: table.header_rows],
        "body": rows[table.header_rows :],
        "merges": spans,
        "notes": list(table.notes),
    }


def html_of(data: dict[str, Any]) -> str:
    """Return the same as one HTML page."""
    parts = [f'<!doctype html><meta charset="utf-8"><style>{_STYLE}</style>']
    parts += [f"<p style='font-size:24pt;text-align:center'>{html.escape(line)}</p>" for line in data["title"]]
    tags = {"part": "h1", "h1": "h3", "h2": "h4", "h3": "h4", "p": "p"}
    parts += [f"<{tags[kind]}>{html.escape(text)}</{tags[kind]}>" for kind, text in data["narrative"]]
    for table in data["tables"]:
        unit = f"<p class=unit>单位：{table['unit']}</p>" if table["unit"] else ""
        parts.append(f"<h2 style='font-size:12pt'>表{table['number']} {html.escape(table['title'])}</h2>{unit}")
        parts += [
            "<table border=1 class=wide>" if len(table["body"][0]) > 16 else "<table border=1>",
            *_rows(table),
            "</table>",
        ]
        parts += [f"<p>{html.escape(note)}</p>" for note in table["notes"]]
    return "\n".join(parts)


def _rows(table: dict[str, Any]) -> Iterator[str]:
    rows, spans = table["header"] + table["body"], {(r, c): (r1, c1) for r, c, r1, c1 in table["merges"]}
    hidden = {
        (r, c)
        for (r0, c0), (r1, c1) in spans.items()
        for r in range(r0, r1 + 1)
        for c in range(c0, c1 + 1)
        if (r, c) != (r0, c0)
    }
    size = 4 if len(rows[0]) > 16 else 6
    for r, row in enumerate(rows):
        cells = []
        for c, text in enumerate(row):
            if (r, c) not in hidden:
                r1, c1 = spans.get((r, c), (r, c))
                said = html.escape(text).replace("\n", "<br>")
                cells.append(
                    f"<td rowspan={r1 - r + 1} colspan={c1 - c + 1}><p style='margin:0;font-size:{size}pt'>{said}</p></td>"
                )
        yield f"<tr>{''.join(cells)}</tr>"


def set_by_reportlab(data: dict[str, Any], target: Path, look: str = "default") -> Path:
    """Set the document with reportlab, in a look of the corrected example."""
    if HAN not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(HAN))
    build(data, LOOKS[look], target, {})
    return target


def set_by_chromium(data: dict[str, Any], target: Path) -> Path:
    """Set the document with Chromium."""
    page = target.with_suffix(".html")
    page.write_text(html_of(data), encoding="utf-8")
    program = shutil.which("chromium") or "chromium"
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={target}"]
    subprocess.run([program, *options, page.as_uri()], check=True, capture_output=True)
    return target


def set_by_libreoffice(data: dict[str, Any], target: Path) -> Path:
    """Set the document with LibreOffice Writer."""
    page = target.with_suffix(".html")
    page.write_text(html_of(data), encoding="utf-8")
    command = ["soffice", "--headless", "--convert-to", "pdf:writer_web_pdf_Export", "--outdir", str(target.parent)]
    subprocess.run([*command, str(page)], check=True, capture_output=True)
    return target


ENGINES: dict[str, Callable[[dict[str, Any], Path], Path]] = {
    "reportlab": set_by_reportlab,
    "compact": lambda data, target: set_by_reportlab(data, target, "compact"),
    "chromium": set_by_chromium,
    "libreoffice": set_by_libreoffice,
}


def told(report: Report) -> Counter[str]:
    """Return the fingerprints of the findings."""
    return Counter(finding.fingerprint for finding in report.findings)


def possible(report: Report) -> Counter[str]:
    """Return the fingerprints that the checks with a verdict would have, were they findings."""
    facts = Facts(kind=report.kind, year=report.year, issuer=report.issuer)
    judged = [i for i, check in enumerate(report.checks) if check.verdict is not Verdict.UNCHECKED]
    return Counter(fingerprints(report.checks, judged, facts, report.packs[0][0]).values())


def main() -> None:
    """Print a line for each document and engine."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.typesetting", description=__doc__)
    parser.add_argument("files", nargs="*", default=[str(path) for path in EXAMPLES])
    parser.add_argument("--engine", action="append", choices=ENGINES, default=[])
    options = parser.parse_args()
    packs = load_shipped(depth="rules")
    with tempfile.TemporaryDirectory() as folder:
        for file in options.files:
            before = audit(file, Options(packs))
            data = data_of(file, packs)
            for engine in options.engine or ENGINES:
                after = audit(str(ENGINES[engine](data, Path(folder) / "again.pdf")), Options(packs))
                shares = [_kept(count(before), count(after)) for count in (told, possible)]
                print(f"{Path(file).name}: {engine}: findings {shares[0]}, checks {shares[1]}")


def _kept(before: Counter[str], after: Counter[str]) -> str:
    kept = (before & after).total()
    return f"{kept} of {before.total()} kept ({kept / max(before.total(), 1):.1%}), {(after - before).total()} new"


if __name__ == "__main__":
    main()
