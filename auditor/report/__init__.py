"""A `Report` as text for people and as JSON for programs. All printing of the program happens here.

Rich is imported when text is asked for: JSON and the start of the program do without it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal, TextIO

if TYPE_CHECKING:
    from auditor.model import Report
    from auditor.report.words import Lang

__all__ = ["json_text", "print_report", "render_concise", "render_text", "report_schema", "to_json"]


def render_text(
    report: Report,
    *,
    lang: Lang,
    width: int,
    color: bool,
    ascii: bool = False,  # noqa: A002 the option's own name
    by: Literal["cause", "finding"] = "cause",
    show: frozenset[str] = frozenset(),
    exit_code: int | None = None,
) -> str:
    """Return the full report as text of `width` cells; `exit_code` is named in the last line when it is known."""
    from auditor.report.evidence import Sheet
    from auditor.report.terminal import render, report_lines

    lines = report_lines(report, Sheet(lang, width, ascii), by=by, show=show, exit_code=exit_code)
    return render(lines, width=width, color=color)


def print_report(
    report: Report,
    stream: TextIO,
    *,
    lang: Lang,
    width: int,
    color: bool,
    ascii: bool = False,  # noqa: A002 the option's own name
    by: Literal["cause", "finding"] = "cause",
    show: frozenset[str] = frozenset(),
    exit_code: int | None = None,
) -> None:
    """Write the full report to a stream."""
    stream.write(
        render_text(report, lang=lang, width=width, color=color, ascii=ascii, by=by, show=show, exit_code=exit_code)
    )


def render_concise(report: Report, *, lang: Lang, exit_code: int | None = None) -> str:
    """Return one line per finding and a line of counts."""
    from auditor.report.concise import concise

    return concise(report, lang=lang, exit_code=exit_code)


def to_json(report: Report, *, figures: bool, lang: Lang) -> dict[str, Any]:
    """Return the report as the JSON object of report.schema.json."""
    from auditor.report.json_report import report_json

    return report_json(report, figures=figures, lang=lang)


def json_text(value: Mapping[str, Any] | Iterable[Any], *, indent: int | None = 1) -> str:
    """Return JSON with Chinese unescaped and one newline at the end; `indent` None puts it on one line."""
    return json.dumps(value, ensure_ascii=False, indent=indent) + "\n"


def report_schema() -> dict[str, Any]:
    """Return the JSON Schema of a report."""
    from importlib import resources

    text = resources.files("auditor.report").joinpath("report.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema
