"""Several wrong figures whose checks hang together."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import pytest
from test_diagnose_builders import Document, total

from auditor.diagnose import diagnose
from auditor.model import Cause, Check, Fact, Finding

ROWS = ("合计", "甲", "乙", "丙", "丁")
VALUES = ((41_234, 52_345, 63_456), (72_118, 83_221, 94_337), (15_511, 26_627, 37_739), (48_843, 59_959, 61_171))


def grid(wrong: dict[tuple[int, int], str]) -> tuple[Document, list[Check], dict[tuple[int, int], Fact]]:
    """A table with a total row and a total column, some of its figures printed otherwise."""
    document = Document()
    parts = [[sum(row), *row] for row in VALUES]
    values = [[sum(column) for column in zip(*parts, strict=True)], *parts]
    facts = {
        (i, j): document.cell(wrong.get((i, j), f"{value}.00"), "1", ROWS[i], f"列{j}" if j else "合计")
        for i, row in enumerate(values)
        for j, value in enumerate(row)
    }
    checks = [total(facts[i, 0], *(facts[i, j] for j in (1, 2, 3))) for i in range(5)]
    checks += [total(facts[0, j], *(facts[i, j] for i in range(1, 5))) for j in range(4)]
    return document, checks, facts


def told(document: Document, checks: Iterable[Check]) -> tuple[tuple[Finding, ...], tuple[Cause, ...]]:
    return diagnose(tuple(checks), document.done(), pack="p")[:2]


@pytest.mark.parametrize(
    "wrong",
    [
        {(1, 1): "41834.00", (2, 1): "72119.00"},
        {(1, 1): "41834.00", (3, 1): "16511.00", (4, 1): "48848.00"},
        {(1, 1): "14234.00", (1, 2): "52945.00", (3, 2): "26621.00"},
        {(1, 1): "41834.00", (2, 2): "83421.00", (2, 3): "94373.00", (4, 3): "61771.00"},
    ],
)
def test_each_figure_of_a_set_is_named_with_its_value(wrong: dict[tuple[int, int], str]) -> None:
    document, checks, facts = grid(wrong)
    findings, causes = told(document, checks)
    assert {(cause.fact.id, cause.suggested) for cause in causes} == {
        (facts[place].id, Decimal(VALUES[place[0] - 1][place[1] - 1])) for place in wrong
    }
    assert all(finding.cause for finding in findings)
    explained = [fingerprint for cause in causes for fingerprint in cause.explains]
    assert sorted(explained) == sorted({finding.fingerprint for finding in findings})


def test_figures_that_only_one_check_asks_for_are_no_set() -> None:
    document = Document()
    hub = document.cell("100.00", "1", "合计", "合计")
    one = [document.cell(value, "1", f"甲{value}", "合计") for value in ("30.00", "77.00")]
    other = [document.cell(value, "1", f"乙{value}", "合计") for value in ("40.00", "71.00")]
    _, causes = told(document, [total(hub, *one), total(hub, *other)])
    assert [(cause.kind, cause.fact.id) for cause in causes] == [("disagree", hub.id)]


def test_a_component_that_no_small_set_explains_is_left_to_the_best_single_figures() -> None:
    wrong = {(i, j): f"{VALUES[i - 1][j - 1] + 111 * i + 7 * j}.00" for i in (1, 2, 3, 4) for j in (1, 2, 3)}
    document, checks, _ = grid(wrong)
    findings, causes = told(document, checks)
    assert len(findings) == 9 - 2  # the grand total's row and column stand as printed, all others fail
    assert len(causes) <= 7


def test_hundreds_of_findings_that_hang_together_are_told_as_such() -> None:
    document = Document()
    hub = document.cell("1.00", "1", "合计", "合计")
    others = [document.cell(f"{number}.00", "2", f"项目{number}", "合计") for number in range(10, 420)]
    findings, (cause,) = told(document, [total(hub, other) for other in others])
    assert (cause.kind, cause.suggested, len(cause.explains)) == ("tangled", None, len(findings))
