"""Waivers written into their file: comments, order and every other entry stay as they are."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from auditor.model import Waiver
from auditor.suppressions.waiver_file import KEYS, Entry, WaiverFile
from auditor.yamlfiles.nodes import Listing, Scalar

HEADER = "# 豁免：每项须有理由和期限；数字一变即失效。 Waivers: each with a reason and a last day; they end when figures change.\n"
_PLAIN = frozenset({"fingerprint", "rule", "until", "values"})  # of a form that YAML reads as it stands


def with_waivers(text: str, file: WaiverFile, added: Iterable[Waiver]) -> str | None:
    """Return the text of a file with waivers added; one of the same finding is replaced where it stands.

    `file` is what was read from the text. Returns None for a list written in [brackets], which a person must edit.
    """
    if isinstance(file.listing, Listing) and file.listing.flow and file.entries:
        return None
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    new = list(added)
    known = {entry.waiver.fingerprint: entry for entry in file.entries}
    indent = " " * _dash(lines, file.entries[0]) if file.entries else "  "
    fresh = [line for waiver in new if waiver.fingerprint not in known for line in _written(waiver, indent)]
    again = [(known[waiver.fingerprint], waiver) for waiver in new if waiver.fingerprint in known]
    if file.entries:
        end = _end(lines, file, file.entries[-1])
        lines[end:end] = fresh
        for entry, waiver in sorted(again, key=lambda pair: -pair[0].node.line):
            lines[entry.node.line - 1 : _end(lines, file, entry)] = _written(waiver, indent)
        return "".join(lines)
    if isinstance(file.listing, Listing | Scalar):  # a key without a list: `waivers:` or `waivers: []`
        row = next(i for i, line in enumerate(lines) if line.lstrip().startswith("waivers"))
        lines[row : row + 1] = ["waivers:\n", *fresh]
        return "".join(lines)
    return "".join([*(lines or [HEADER]), "waivers:\n", *fresh])


def _dash(lines: Sequence[str], entry: Entry) -> int:
    """Return the column of the dash in front of an entry."""
    line = lines[entry.node.line - 1]
    return len(line) - len(line.lstrip())


def _end(lines: Sequence[str], file: WaiverFile, entry: Entry) -> int:
    """Return the number of lines up to the end of an entry: comments above the next one belong to that."""
    later = [each.node.line - 1 for each in file.entries if each.node.line > entry.node.line]
    end = min(later, default=len(lines))
    while end > entry.node.line and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    return end


def _written(waiver: Waiver, indent: str) -> list[str]:
    """Return the lines of an entry."""
    words = {key: getattr(waiver, key) for key in KEYS}
    pairs = [
        f"{key}: {word if key in _PLAIN else json.dumps(word, ensure_ascii=False)}"
        for key, word in words.items()
        if word
    ]
    return [f"{indent}{'  ' if number else '- '}{pair}\n" for number, pair in enumerate(pairs)]
