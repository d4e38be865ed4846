"""What formats write, for tests."""

from __future__ import annotations

import io
from typing import Any

from auditor.report.formats import find
from auditor.report.writing import Audited, Ending, Look
from tests.records import replace

FEW = ("SG-01", "TB-16", "NN-16")


def written(name: str, *audited: Audited, **look: Any) -> str:
    """Return what a format writes of some documents."""
    format_, stream = find(name), io.StringIO()
    asked = Look(look.pop("lang", "zh"), many=len(audited) > 1, **look)
    writer = format_.writer(stream, asked)
    for each in audited:
        writer.add(format_.piece(each, asked))
    writer.finish(Ending({"findings": len(audited)}, 1))
    return stream.getvalue()


def few(audited: Audited) -> Audited:
    """Return a document with the checks of a few rules only: its output is one that a person can read."""
    report = audited.report
    kept = tuple(finding for finding in report.findings if finding.check.rules[0] in FEW)
    checks = tuple(check for check in report.checks if check.rules[0] in FEW)
    rules = {id_: report.rules[id_] for id_ in FEW}
    return audited._replace(report=replace(report, findings=kept, checks=checks, rules=rules))
