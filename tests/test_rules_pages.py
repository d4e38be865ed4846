"""What is made from the table of kinds and from the packs: the JSON Schema and the rule reference."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from auditor.model import Text
from auditor.rules import SCHEMA, json_schema, load, reference, shipped
from auditor.rules.schema import COMMON
from auditor.rules.shipping import rule_files, shipped_folder

FILES = [path for pack in shipped() if (folder := shipped_folder(pack)) for path in rule_files(folder)]


def validate(text: str) -> list[str]:
    """Return the messages of the schema; scalars are strings, as the loader reads them."""
    validator = jsonschema.Draft202012Validator(json_schema())
    return [error.message for error in validator.iter_errors(yaml.load(text, Loader=yaml.BaseLoader))]  # noqa: S506 BaseLoader builds strings only


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_shipped_files_follow_the_schema(path: Path) -> None:
    assert validate(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        "rule: []",
        "rules: [{id: A-01, kind: code, title: 码}]",
        "rules: [{id: A-01, kind: code, title: 码, of: names}]",
        "rules: [{id: A-01, kind: code, title: 码, of: name, check: 甲 = 乙}]",
        "rules: [{id: a01, kind: code, title: 码, of: name}]",
        "rules: [{id: A-01, kind: code, title: {zh: 码}, of: name}]",
        "pack: {name: x}",
        "families: {表: [表]}",
    ],
)
def test_what_the_loader_refuses_the_schema_refuses(text: str) -> None:
    assert validate(text)


def test_every_kind_and_key_is_explained_in_both_languages() -> None:
    notes: list[Any] = [key.note for key in COMMON]
    notes += [note for kind in SCHEMA for note in (kind.note, *(key.note for key in kind.keys))]
    assert all(isinstance(note, Text) and note.zh and note.en for note in notes)


def test_the_reference_has_one_anchor_for_every_rule() -> None:
    packs = load(shipped())
    ids = {rule.id for pack in packs for rule in pack.rules}
    for lang in ("zh", "en"):
        page = reference(packs, lang)
        assert re.findall(r'^<a id="([^"]+)"></a>$', page, re.MULTILINE) == sorted(ids)
        assert page.endswith("\n")


def test_a_rule_is_shown_with_all_that_it_says(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        """
pack: {id: mine, version: 1}
items: {甲: [], 乙: []}
families: {收支总表: {title: 收支总表}}
rules:
  - id: A-01
    kind: equation
    title: {zh: 甲|乙, en: Both}
    severity: info
    why: {zh: 因为, en: Because}
    help: {zh: 改, en: Mend}
    basis: 财预〔2016〕143号
    tags: [x, y]
    check: 甲 = 乙
    when: 合计 = 0
    since: 2018
    where: {family: 收支总表, kind: 预算}
    together: line
    cases:
      - {holds: {甲: 1元, 乙: 1元}}
      - {fails: {text: "甲1元，\\n乙2元。"}, cause: one-digit}
      - fails:
          text: 见表。
          table: 甲 | 乙
  - {id: A-02, kind: code, title: 码, of: [name, orphan], until: 2020}
""",
        encoding="utf-8",
    )
    page = reference(load([tmp_path]), "en")
    assert "| [A-01](#A-01) | Both | equation | info | mine |" in page
    for line in (
        "## A-01 Both",
        "- **Kind**: `equation` · an equation or inequality · together: line",
        "- **Severity**: info",
        "- **Packs**: mine",
        "- **Check**: `甲 = 乙`",
        "- **Only when**: `合计 = 0`",
        "- **Years**: 2018–",
        "- **Applies to**: 收支总表、预算",
        "- **Why**: Because",
        "- **What to do**: Mend",
        "- **Basis**: 财预〔2016〕143号",
        "- **Tags**: x, y",
        "- `holds`: 甲 = 1元; 乙 = 1元",
        "- `fails` (one-digit)",
        "      乙2元。",
        "      见表。",
        "      甲 | 乙",
        "- **Kind**: `code` · classification codes and names · of: name, orphan",
        "- **Years**: –2020",
    ):
        assert line in page.splitlines()
    assert "甲\\|乙" in reference(load([tmp_path]))
