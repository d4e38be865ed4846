"""Typeset the two grant reports of this folder: one with a slip, one without.

    python examples/grant-report/make_report.py [FOLDER]

A made-up document in English, to show that a rule pack can serve a document that is no Chinese budget. The same input gives
the same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

HERE = Path(__file__).resolve().parent
LEFT, TOP, ROW = 72.0, 770.0, 20.0

BUDGET = (
    ("Cost category", "Year 1", "Year 2", "Total"),
    ("Staff", "61,200", "63,400", "124,600"),
    ("Travel", "4,800", "5,100", "9,900"),
    ("Equipment", "21,500", "3,000", "24,500"),
    ("Overheads", "12,250", "12,750", "25,000"),
    ("Total", "99,750", "84,250", "184,000"),
)
FUNDING = (
    ("Source", "Amount"),
    ("Foundation grant", "150,000"),
    ("University contribution", "34,000"),
    ("Total", "184,000"),
)
WRONG = {"34,000": "30,000", "184,000": "180,000"}  # a slip in one source, carried into its total


def report(path: Path, funding: tuple[tuple[str, ...], ...]) -> None:
    """Write one report."""
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    canvas.setTitle("Grant report")
    canvas.setFont("Helvetica-Bold", 16)
    canvas.drawString(LEFT, TOP, "River Health Study: financial report 2026")
    canvas.setFont("Helvetica", 10)
    canvas.drawString(LEFT, TOP - 24, "The study follows water quality at twelve sites over two years.")
    below = table(canvas, TOP - 60, "Grant budget", (150, 80, 80, 80), BUDGET)
    table(canvas, below - 40, "Funding sources", (200, 90), funding)
    canvas.save()


def table(canvas: Canvas, y: float, title: str, widths: tuple[float, ...], rows: tuple[tuple[str, ...], ...]) -> float:
    """Draw a ruled table under its title and unit; return where it ends."""
    canvas.setFont("Helvetica-Bold", 11)
    canvas.drawString(LEFT, y, title)
    canvas.setFont("Helvetica", 9)
    canvas.drawString(LEFT, y - 14, "All amounts in US dollars")
    top = y - 22
    bottom = top - ROW * len(rows)
    edges = [LEFT + sum(widths[:at]) for at in range(len(widths) + 1)]
    for edge in edges:
        canvas.line(edge, top, edge, bottom)
    for at in range(len(rows) + 1):
        canvas.line(LEFT, top - at * ROW, edges[-1], top - at * ROW)
    for at, row in enumerate(rows):
        baseline = top - at * ROW - 14
        canvas.drawString(edges[0] + 4, baseline, row[0])
        for right, text in zip(edges[2:], row[1:], strict=True):
            canvas.drawRightString(right - 4, baseline, text)
    return bottom


def main(folder: Path) -> None:
    """Write both reports."""
    report(folder / "report.pdf", tuple(tuple(WRONG.get(text, text) for text in row) for row in FUNDING))
    report(folder / "report-corrected.pdf", FUNDING)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
