"""Two audits of one document, or of many: what was mended, what is new, what stayed, and what says something else now.

Both sides are reports as JSON (`auditor.report/1`), so that last week's report needs no PDF any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from auditor.model import Change, Difference

Json = Mapping[str, Any]
_ORDER: tuple[Change, ...] = ("new", "changed", "unchanged", "fixed")


class Comparison(NamedTuple):
    """All findings of both sides, and what stands in the way of comparing them: `strangers` are documents of one side."""

    rows: tuple[Difference, ...]
    strangers: tuple[str, ...]


def compared(old: Sequence[Json], new: Sequence[Json]) -> Comparison:
    """Compare reports by the fingerprints of their findings.

    Documents are one where issuer, year and kind are. Raises KeyError or TypeError for what is no report.
    """
    before, after = dict(_findings(old)), dict(_findings(new))
    rows = [_row(print_, found, before.get(print_)) for print_, found in after.items()]
    rows += [_mended(print_, found) for print_, found in before.items() if print_ not in after]
    return Comparison(tuple(sorted(rows, key=lambda row: _ORDER.index(row.change))), tuple(_strangers(old, new)))


def _findings(reports: Iterable[Json]) -> Iterator[tuple[str, tuple[Json, Json]]]:
    for report in reports:
        for finding in report["findings"]:
            yield finding["fingerprint"], (finding, report["document"])


def _row(fingerprint: str, found: tuple[Json, Json], before: tuple[Json, Json] | None) -> Difference:
    if before is None:
        return _told("new", fingerprint, found)
    same = found[0].get("values", "") == before[0].get("values", "")
    row = _told("unchanged" if same else "changed", fingerprint, found)
    return row if same else row._replace(before=before[0]["message"])


def _mended(fingerprint: str, found: tuple[Json, Json]) -> Difference:
    return _told("fixed", fingerprint, found)


def _told(change: Change, fingerprint: str, found: tuple[Json, Json]) -> Difference:
    finding, document = found
    page = finding.get("page", 0)
    state = finding.get("state", "open")
    return Difference(change, fingerprint, finding["rule"], finding["severity"], state, finding["message"], document["path"], page)  # fmt: skip


def _strangers(old: Sequence[Json], new: Sequence[Json]) -> Iterator[str]:
    """Yield the documents that the other side does not have: their findings are no change of anything."""
    names = [{_name(report) for report in side} for side in (old, new)]
    for side, others in ((old, names[1]), (new, names[0])):
        yield from (report["document"]["path"] for report in side if _name(report) not in others)


def _name(report: Json) -> tuple[str, ...]:
    return tuple(str(report["document"][key]) for key in ("issuer", "year", "kind"))
