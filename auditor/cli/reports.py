"""Audits for commands that work with findings: of documents, or read from JSON reports of earlier runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.cli.guard import tell
from auditor.cli.inputs import inputs, openable
from auditor.cli.language import Lang, say

if TYPE_CHECKING:
    from auditor.audit import Options
    from auditor.model import Report
    from auditor.suppressions.settling import Settlement

Json = dict[str, Any]
_REPORTS = (".json", ".jsonl")


def audited(paths: Sequence[str], options: Options, lang: Lang) -> Iterator[Report]:
    """Audit documents one after the other; what cannot be read is told, and comes as an unreadable report."""
    from auditor.audit import audit
    from auditor.model import Report

    with ExitStack() as stack:
        for each in openable(inputs(paths).inputs, stack):
            report = Report(each.path, "", "unreadable", problem_id=each.lacks)
            if not each.lacks:
                report = audit(each.file, options)._replace(path=each.path)
            if report.status == "unreadable":
                tell(_unreadable(report, lang))
            yield report


def _unreadable(report: Report, lang: Lang) -> str:
    from auditor.report.problems import problem

    if report.problem_id in {"missing", "no-pdf"}:
        said = say(lang, "没有这个文件，或文件夹里没有 PDF", "no such file, or no PDF in this folder")
    else:
        said = problem(report.problem_id, report.problem, lang)
    return f"{report.path}: unreadable[{report.problem_id}] {said}"


def told_reports(paths: Sequence[str], options: Options, settlement: Settlement, lang: Lang) -> list[Json]:
    """Return reports as JSON: documents are audited, JSON reports are read.

    Raises:
        click.UsageError: for a file that holds no report.
    """
    from auditor.report import to_json
    from auditor.suppressions.settling import settled

    found: list[Json] = []
    for path in paths:
        if path.lower().endswith(_REPORTS):
            found += _read(path, lang)
        else:
            reports = (settled(report, settlement) for report in audited([path], options, lang))
            found += [to_json(report, figures=False, lang=lang) for report in reports]
    return found


def _read(path: str, lang: Lang) -> list[Json]:
    """Read what -o json or -o jsonl wrote."""
    import json

    from auditor.report.json_report import SCHEMA_ID

    try:
        text = Path(path).read_text(encoding="utf-8")
        values = [json.loads(line) for line in text.splitlines()] if path.lower().endswith("l") else json.loads(text)
    except OSError as error:
        raise click.UsageError(f"{path}: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise click.UsageError(f"{path}: {say(lang, '不是 JSON', 'no JSON')}") from error
    values = values if isinstance(values, list) else [values]
    if all(isinstance(value, dict) and value.get("schema") == SCHEMA_ID for value in values):
        return values
    zh, en = "不是 JSON 报告（-o json 或 -o jsonl 写出的）", "no JSON report (as -o json or -o jsonl writes it)"
    raise click.UsageError(f"{path}: {say(lang, zh, en)}")
