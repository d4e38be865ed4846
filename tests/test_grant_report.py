"""A document that is no Chinese budget: an English grant report, its own rules, and the words that make it readable."""

from __future__ import annotations

from pathlib import Path

import pytest
from pdf_maker import Pdf

from auditor.amounts import read_amount
from auditor.audit import Options, audit
from auditor.cli import main
from auditor.model import Report, Verdict
from auditor.report.numbers import with_unit
from auditor.rules import lint, load, shipped

FOLDER = Path(__file__).resolve().parents[1] / "examples" / "grant-report"
RULES = FOLDER / "rules.yaml"


@pytest.fixture(scope="module")
def options() -> Options:
    return Options(load(shipped(), extra=[RULES]))


def test_the_rules_are_short_and_sound() -> None:
    text = RULES.read_text(encoding="utf-8")
    assert len(text.splitlines()) < 20
    assert text.isascii()
    assert lint([RULES]) == ()
    assert main(["test", str(RULES)]) == 0


def test_the_slip_is_found_and_nothing_else(options: Options) -> None:
    report = audit(str(FOLDER / "report.pdf"), options)
    (finding,) = report.findings
    assert finding.check.rules == ("GRANT-01",)
    assert (finding.check.stated, finding.check.computed) == (180_000, 184_000)
    assert report.coverage.share == 1


def test_the_corrected_copy_is_clean_and_lacks_no_table_of_a_budget(options: Options) -> None:
    report = audit(str(FOLDER / "report-corrected.pdf"), options)
    assert report.status == "clean"
    assert {check.verdict for check in report.checks} == {Verdict.HOLDS}
    assert len(report.checks) == 10  # five rows and three columns of the budget, the sources, and the rule of the pack


def test_it_is_told_in_the_words_of_the_document(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(FOLDER / "report.pdf"), "--rules", str(RULES), "--lang", "en"]) == 1
    out = " ".join(capsys.readouterr().out.split())
    assert "Funding sources states $180,000" in out
    assert "Funding sources Total = Grant budget Total" in out
    assert "合计" not in out


def test_no_shipped_pack_declares_such_words() -> None:
    """`audit tables` relies on it: it does not load the words of packs for documents that need none."""
    for pack in load(shipped(), words_only=True):
        assert all("表" in title for family in pack.vocabulary.families for title in family.titles)
        assert not [key for key in pack.vocabulary.markers if key.startswith(("unit.", "total"))]


# ---------------------------------------------------------------- words of tables

WORDS = """
families:
  Costs: {title: [Costs, Cost plan]}
markers:
  total: [Total, Grand total]
  unit:
    "$ thousand": [in thousands of US dollars, "US$'000"]
    "€": [in euros]
rules: []
"""


def made(tmp_path: Path, title: str, said: str, rows: list[list[str]]) -> Report:
    (tmp_path / "words.yaml").write_text(WORDS, encoding="utf-8")
    pdf = Pdf().page().text(72, 80, title, 12)
    if said:
        pdf.text(72, 94, said, 9)
    pdf.table(72, 100, [140, 80, 80, 80][: len(rows[0])], rows)
    return audit(pdf.save(tmp_path / "a.pdf"), Options(load(shipped(), extra=[tmp_path / "words.yaml"])))


ROWS = [["Item", "2025", "2026", "Total"], ["Staff", "1.5", "2.5", "4.0"], ["Grand total", "1.5", "2.5", "4.0"]]


@pytest.mark.parametrize(
    ("title", "said", "unit"),
    [
        ("Project costs", "Amounts in thousands of US dollars", "$ thousand"),
        ("Cost plan", "(in euros)", "€"),
        ("Cost plan", "US$'000", "$ thousand"),
    ],
)
def test_titles_and_units_are_those_that_the_pack_declares(tmp_path: Path, title: str, said: str, unit: str) -> None:
    report = made(tmp_path, title, said, ROWS)
    assert {fact.amount.unit for fact in report.facts} == {unit}
    assert {fact.family for fact in report.facts} == {"Costs"}
    assert {check.verdict for check in report.checks} == {Verdict.HOLDS}


def test_a_sign_before_the_figure_is_its_unit(tmp_path: Path) -> None:
    rows = [["Item", "Amount"], ["Staff", "$1,200"], ["of which: travel", "$2,300"], ["Total", "($100)"]]
    report = made(tmp_path, "Project costs", "", rows)
    assert [(str(f.value), f.amount.unit) for f in report.facts] == [("1200", "$"), ("2300", "$"), ("-100", "$")]
    assert {check.verdict for check in report.checks} == {Verdict.FAILS}


def test_other_titles_stay_unknown(tmp_path: Path) -> None:
    report = made(tmp_path, "Costs of living are rising", "in euros", ROWS)
    assert report.problem_id == "not-a-disclosure"


@pytest.mark.parametrize(
    ("printed", "unit", "value"),
    [
        ("$1,200", "", 1200),
        ("-€3.5", "", "-3.5"),
        ("(US$3)", "", -3),
        ("$2", "$ thousand", 2000),
        ("3", "€ million", 3_000_000),
    ],
)
def test_currencies(printed: str, unit: str, value: object) -> None:
    amount = read_amount(printed, unit)
    assert amount is not None
    assert str(amount.value.normalize() + 0) == str(read_amount(str(value), "").value.normalize() + 0)  # type: ignore[union-attr]
    assert amount.is_money


@pytest.mark.parametrize(
    ("number", "unit", "shown"),
    [("3.6", "$", "$3.6"), ("3.6", "$ thousand", "$3.6 thousand"), ("3.6", "EUR", "EUR 3.6"), ("$3.6", "$", "$3.6")],
)
def test_currencies_are_shown_as_people_write_them(number: str, unit: str, shown: str) -> None:
    assert with_unit(number, unit) == shown
