"""A baseline: findings that were there when the gate was introduced. They are counted, and stop nobody until they change."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from auditor.model import Finding, Report, Text
from auditor.yamlfiles.mistakes import Mistake, SourceFileError

SCHEMA_ID = "auditor.baseline/1"


class Known(NamedTuple):
    """A finding of the baseline; `document` says in words where it was."""

    fingerprint: str
    rule: str
    values: str
    document: str = ""


def known_findings(report: Report) -> list[Known]:
    """Return what a baseline records of a report: every finding that nobody answers for."""
    document = " ".join(str(part) for part in (report.issuer, report.year, report.kind) if part)
    return [
        Known(finding.fingerprint, finding.check.rules[0], finding.values, document)
        for finding in report.findings
        if finding.state != "waived"
    ]


def against(report: Report, baseline: Mapping[str, Known]) -> Report:
    """Return the report with each finding told as new, unchanged, or updated: known, but its figures changed."""
    return report._replace(findings=tuple(_against(finding, baseline) for finding in report.findings))


def _against(finding: Finding, baseline: Mapping[str, Known]) -> Finding:
    known = baseline.get(finding.fingerprint)
    if known is None:
        return finding._replace(baseline="new")
    return finding._replace(baseline="unchanged" if known.values == finding.values else "updated")


def pruned(
    baseline: Iterable[Known], found: Collection[str], documents: Collection[str], rules: Collection[str]
) -> list[Known]:
    """Return the baseline without what is mended.

    Args:
        baseline: as it is.
        found: fingerprints of the findings of the audited documents.
        documents: endings of the fingerprints of these documents; findings of other documents stay.
        rules: ids of the rules that were applied; findings of other rules stay.
    """
    ends = tuple(documents)
    return [
        each
        for each in baseline
        if each.fingerprint in found or each.rule not in rules or not each.fingerprint.endswith(ends)
    ]


def baseline_text(findings: Iterable[Known]) -> str:
    """Return a baseline as a file: JSON with a finding a line, in an order that does not depend on that of the files."""
    lines = [json.dumps(each._asdict(), ensure_ascii=False) for each in sorted({*findings})]
    return f'{{"schema": "{SCHEMA_ID}", "findings": [\n' + ",\n".join(lines) + "\n]}\n"


def read_baseline(data: bytes, name: str) -> tuple[Known, ...]:
    """Read the bytes of a baseline; `name` is how messages call it. Raises SourceFileError for what is none."""
    try:
        value = json.loads(data)
        found: Any = value["findings"] if value["schema"] == SCHEMA_ID else None
        return tuple(map(_known, found))
    except json.JSONDecodeError as error:
        raise _broken(name, error.lineno, error.colno, "这里不是 JSON", "this is no JSON") from error
    except (KeyError, TypeError, UnicodeDecodeError, RecursionError) as error:
        zh, en = "不是基线文件（audit baseline write 写出的）", "no baseline (as audit baseline write makes it)"
        raise _broken(name, 0, 0, zh, en) from error


def _known(value: Any) -> Known:  # noqa: ANN401  # JSON
    words = [value[key] for key in ("fingerprint", "rule", "values")] + [value.get("document", "")]
    if not all(isinstance(word, str) for word in words):
        raise TypeError
    return Known(*words)


def _broken(name: str, line: int, column: int, zh: str, en: str) -> SourceFileError:
    return SourceFileError([Mistake(name, line, column, Text(zh, en))])
