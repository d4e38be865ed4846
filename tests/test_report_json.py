"""The JSON contract: exact keys, decimal strings, a schema that says so."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import jsonschema
import pytest
from report_builder import clean_report, seed_report, unreadable_report

from auditor.model import Excluded, Report, Text
from auditor.report import json_text, report_schema, to_json

VALIDATOR = jsonschema.Draft202012Validator(report_schema())
REPORTS = {
    "findings": seed_report(),
    "clean": clean_report(),
    "unreadable": unreadable_report(),
    "gate": seed_report(problem=Text("覆盖率低", "low coverage"), problem_id="low-coverage"),
    "bare": Report("a.pdf", "", "incomplete"),
}


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("figures", [True, False])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_reports_fit_the_schema(name: str, figures: bool, lang: Any) -> None:
    value = json.loads(json_text(to_json(REPORTS[name], figures=figures, lang=lang)))
    VALIDATOR.validate(value)
    assert ("figures" in value) is figures


def test_the_schema_is_a_schema_and_closed() -> None:
    jsonschema.Draft202012Validator.check_schema(report_schema())
    value = to_json(seed_report(), figures=True, lang="zh")
    for path in (
        [],
        ["counts"],
        ["findings", 0],
        ["findings", 0, "operands", 0],
        ["causes", 0, "figure"],
        ["figures", 0],
    ):
        broken: Any = json.loads(json_text(value))
        inner = broken
        for step in path:
            inner = inner[step]
        inner["surprise"] = 1
        assert not VALIDATOR.is_valid(broken), path


def test_keys_are_those_of_the_contract() -> None:
    value = to_json(seed_report(), figures=True, lang="zh")
    assert list(value) == [
        "schema", "tool", "packs", "document", "status", "complete", "counts", "findings", "causes", "errata", "unchecked",
        "figures",
    ]  # fmt: skip
    assert list(value["document"]) == ["path", "sha256", "kind", "year", "issuer", "pages"]
    assert list(value["counts"]["checks"]) == [
        "holds", "rounding", "truncated", "fails", "unchecked", "waived", "baselined",
    ]  # fmt: skip
    assert list(value["findings"][0]) == [
        "fingerprint", "values", "state", "waiver", "baseline", "rule", "severity", "confidence", "verdict", "page", "message",
        "equation", "substituted", "stated", "computed", "difference", "unit", "cause", "alone", "operands",
    ]  # fmt: skip
    assert list(value["causes"][0]) == ["id", "kind", "figure", "suggested", "confidence", "explains", "alternatives"]
    figure = ["printed", "unit", "value", "item", "period", "measure", "page", "bbox", "place"]
    assert list(value["causes"][0]["figure"]) == figure
    assert list(value["findings"][0]["operands"][0]) == [*figure, "role"]
    assert list(value["figures"][0]) == [*figure, "checks", "excluded"]


def test_values() -> None:
    value = to_json(seed_report(), figures=False, lang="zh")
    first, rate = value["findings"][0], value["findings"][2]
    assert (first["stated"], first["computed"], first["difference"], first["unit"]) == (
        "36000.00",
        "9000.00",
        "27000.00",
        "万元",
    )
    assert first["message"] == "“三公”经费等于各分项之和：写 3.6 万元，分项相加 0.9 万元，差 2.7 万元"
    assert first["cause"] == "C1"
    assert first["operands"][0]["bbox"] == [90.0, 120.12, 110.0, 132.46]
    assert first["operands"][0]["place"]["table"] is None
    assert (rate["stated"], rate["computed"]) == ("-13.89", "-12.195122")
    assert value["causes"][0]["suggested"] == "30000.00"
    assert value["causes"][3]["suggested"] is None
    assert [other["kind"] for other in value["causes"][3]["alternatives"]] == ["other", "sign"]
    assert value["counts"]["checks"] == {
        "holds": 1,
        "rounding": 1,
        "truncated": 1,
        "fails": 11,
        "unchecked": 2,
        "waived": 0,
        "baselined": 0,
    }
    assert value["counts"]["coverage"] == "0.9698"
    assert value["findings"][-1]["cause"] is None


def test_what_was_not_checked_is_told() -> None:
    value = to_json(seed_report(), figures=False, lang="en")
    assert value["complete"] is True
    assert value["unchecked"] == [
        {"rule": "XT-07", "reason": "figure of the year before is missing", "place": place}
        for place in ("表8 合计", "表9 合计")
    ]


@pytest.mark.parametrize(
    ("name", "problem"), [("unreadable", "no-text"), ("gate", "low-coverage"), ("bare", "incomplete")]
)
def test_problems_stand_first_among_the_unchecked(name: str, problem: str) -> None:
    value = to_json(REPORTS[name], figures=False, lang="zh")
    assert value["complete"] is False
    assert value["unchecked"][0]["rule"] == problem
    assert value["unchecked"][0]["place"] == ""


def test_figures_tell_who_used_them() -> None:
    report = seed_report(excluded=(Excluded("2024", "year", 3, (1, 2, 3, 4), "2024 年"),))
    figures = to_json(report, figures=True, lang="zh")["figures"]
    by_printed = {figure["printed"]: figure for figure in figures}
    assert [f["checks"] for f in figures if f["item"] == "公务用车运行维护费"] == [2, 1]
    assert by_printed["2024"] | {"place": None} == {
        "printed": "2024", "unit": "", "value": None, "item": "", "period": "", "measure": "", "page": 3,
        "bbox": [1.0, 2.0, 3.0, 4.0], "place": None, "checks": 0, "excluded": "year",
    }  # fmt: skip
    assert by_printed["2024"]["place"]["sentence"] == "2024 年"


def test_json_text_is_chinese_and_ends_with_a_newline() -> None:
    assert json_text({"甲": 1}, indent=None) == '{"甲": 1}\n'
    assert json_text([1]) == "[\n 1\n]\n"


def test_json_needs_neither_rich_nor_click() -> None:
    code = (
        "import sys; sys.path.insert(0, 'tests'); import report_builder; from auditor.report import to_json, json_text; "
        "json_text(to_json(report_builder.seed_report(), figures=True, lang='zh')); "
        "sys.exit(bool({'rich', 'click', 'yaml', 'pdfminer'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
