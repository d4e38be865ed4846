"""The HTML report without a browser: one file, both languages, nothing from outside, nothing of a document is markup."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Any

import pytest
from report_builder import clean_report, unreadable_report

from auditor.report.writing import Audited
from tests.outputs import few, hostile, outline, written
from tests.records import replace


def test_it_asks_nothing_of_the_network(seed: Audited) -> None:
    for html in (written("html", seed), written("html", hostile(), lang="en")):
        for tag, attributes in outline(html).tags:
            assert tag not in {"link", "iframe", "object", "embed", "base"}
            assert not {"src", "style", "srcset", "action"} & set(attributes)
            assert not any(name.startswith("on") for name in attributes)
            assert (attributes.get("href") or "#").startswith("#")


def test_only_our_style_and_our_script_may_run(seed: Audited) -> None:
    html = written("html", seed)
    (policy,) = [
        a["content"] or "" for tag, a in outline(html).tags if a.get("http-equiv") == "Content-Security-Policy"
    ]
    allowed = dict(part.split(" ", 1) for part in policy.split("; "))
    assert allowed["default-src"] == "'none'"
    for tag in ("style", "script"):
        (text,) = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        assert allowed[f"{tag}-src"] == f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_every_mark_that_is_linked_exists_once(seed: Audited) -> None:
    tags = outline(written("html", seed)).tags
    ids = [attributes["id"] for _, attributes in tags if attributes.get("id")]
    assert len(ids) == len(set(ids))
    assert {a["data-mark"] for _, a in tags if "data-mark" in a} <= set(ids)
    assert sum(tag == "svg" for tag, _ in tags) == 26


def test_texts_of_a_document_are_no_markup() -> None:
    html = written("html", hostile())
    tags = outline(html).tags
    assert sum(tag == "script" for tag, _ in tags) == 1
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert not [attributes for tag, attributes in tags if tag == "b" and not attributes and "<b>`a`" in html]


@pytest.mark.parametrize(
    ("report", "said"),
    [
        (clean_report(), "未发现不一致"),
        (unreadable_report(), "无法读取"),
    ],
)
def test_documents_without_findings_say_so(report: Any, said: str) -> None:
    html = written("html", Audited(report))
    assert said in html
    assert "<figure" not in html
    assert "<form" not in html


def test_true_images_are_embedded_where_there_are_findings(seed: Audited) -> None:
    report = replace(seed.report, findings=few(seed).report.findings[:1], causes=())
    (number,) = {operand.fact.page for operand in report.findings[0].check.operands}
    one = seed._replace(report=report, pages=seed.pages[number - 1 : number])
    html = written("html", one, page_images=True)
    (image,) = [a for tag, a in outline(html).tags if tag == "image"]
    assert (image["href"] or "").startswith("data:image/png;base64,iVBOR")
    assert len(html) < 250_000
    elsewhere = one._replace(file=__file__)  # what the renderer cannot open is shown as it was read
    assert "<image" not in written("html", elsewhere, page_images=True)
    beyond = replace(
        report, findings=(report.findings[0]._replace(check=report.findings[0].check._replace(operands=(), page=99)),)
    )
    assert "<image" not in written("html", one._replace(report=beyond), page_images=True)
