"""The file of waivers: who answers for which finding, why, and until when.

    waivers:
      - fingerprint: fp:v1:0123456789abcdef
        rule: SG-01
        reason: 表12为上级统一口径，已与预算股核实
        by: 张三
        until: 2027-03-31
        values: 89abcdef

`values` is the digest of the figures that were waived: `audit waive` writes it, and so does every JSON report.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from auditor.model import Text, Waiver
from auditor.yamlfiles.mistakes import Mistakes
from auditor.yamlfiles.nodes import Entries, Listing, Node, Scalar
from auditor.yamlfiles.reading import read_file
from auditor.yamlfiles.shapes import read_keys, read_word

NAME = ".audit-waivers.yaml"
KEYS = ("fingerprint", "rule", "reason", "by", "until", "values")
_REQUIRED = ("fingerprint", "rule", "until", "values")  # a reason is required too, but its lack is told and not fatal
_FORMS = {
    "fingerprint": (re.compile(r"fp:v1:[0-9a-f]{16}"), Text("指纹（fp:v1: 加 16 位）", "a fingerprint (fp:v1: and 16 digits)")),
    "until": (re.compile(r"\d{4}-\d\d-\d\d"), Text("日期，如 2027-03-31", "a date such as 2027-03-31")),
    "values": (re.compile(r"[0-9a-f]{8}"), Text("8 位十六进制数字", "8 hexadecimal digits")),
}  # fmt: skip


class Entry(NamedTuple):
    """One waiver with its place in the file; `keys` are the nodes of its values."""

    waiver: Waiver
    node: Entries
    keys: Mapping[str, Node]


class WaiverFile(NamedTuple):
    """The waivers of a file in its order; `listing` is the list, None where the file has none yet."""

    path: str
    entries: tuple[Entry, ...] = ()
    listing: Node | None = None


def read_waivers(path: Path, name: str) -> WaiverFile:
    """Read a file; `name` is how messages call it.

    Raises:
        SourceFileError: with every mistake: unknown keys, missing ones, values of another form, a finding waived twice.
    """
    tell = Mistakes()
    node = read_file(path, name, tell)
    listing = None if node is None else read_keys(node, ("waivers",), tell).get("waivers")
    if isinstance(listing, Listing):
        entries = [entry for item in listing.items if (entry := _entry(item, tell)) is not None]
    else:
        entries = []
        if listing is not None and not (isinstance(listing, Scalar) and not listing.text):
            tell(listing, "这里要写列表，每项以“- ”开头", "a list is expected, each item starting with “- ”")
    _tell_repeated(entries, tell)
    tell.raise_if_any()
    return WaiverFile(name, tuple(entries), listing)


def _entry(node: Node, tell: Mistakes) -> Entry | None:
    keys = read_keys(node, KEYS, tell)
    if not isinstance(node, Entries):
        return None
    for key in _REQUIRED:
        if key not in keys:
            tell(node, f"缺 {key}", f"{key} is missing")
    words = {key: _word(key, value, tell) for key, value in keys.items()}
    if any(not words.get(key) for key in _REQUIRED):
        return None
    waiver = Waiver(
        words["fingerprint"],
        words["rule"],
        words["values"],
        words.get("reason", ""),
        words["until"],
        words.get("by", ""),
    )
    return Entry(waiver, node, keys)


def _word(key: str, node: Node, tell: Mistakes) -> str:
    """Return a value, "" where it is missing or has another form than its key wants."""
    if key == "reason" and isinstance(node, Scalar) and not node.text.strip():
        return ""
    word = read_word(node, tell)
    form, said = _FORMS.get(key, (None, None))
    if word is None or form is None or said is None:
        return word or ""
    if form.fullmatch(word) and (key != "until" or _is_day(word)):
        return word
    tell(node, f"“{word}”不是{said.zh}", f"“{word}” is not {said.en}")
    return ""


def _is_day(word: str) -> bool:
    from datetime import date

    try:
        date.fromisoformat(word)
    except ValueError:
        return False
    return True


def _tell_repeated(entries: list[Entry], tell: Mistakes) -> None:
    seen: dict[str, int] = {}
    for entry in entries:
        print_ = entry.waiver.fingerprint
        if print_ in seen:
            node = entry.keys["fingerprint"]
            tell(
                node, f"第 {seen[print_]} 行已经豁免了这一项", f"this finding is waived on line {seen[print_]} already"
            )
        seen.setdefault(print_, entry.node.line)
