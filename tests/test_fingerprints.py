"""Fingerprints name what a finding is about: they outlive another print, and another value, of the same document."""

from __future__ import annotations

import shutil
import string
from decimal import Decimal
from pathlib import Path

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.audit import Options, audit
from auditor.diagnose.fingerprints import fingerprints, mark_of, values_of
from auditor.model import Check, Fact, Facts, Operand, Pack, Place, Report, Severity, Verdict
from auditor.report.writing import Audited
from benchmarks.typesetting import EXAMPLES, data_of, possible, set_by_chromium, set_by_reportlab, told
from tests.conftest import SEED
from tests.records import replace
from tests.report_parts import cell

DOCUMENT = Facts(kind="预算", year=2024, issuer="某单位")


def kept(before: Report, after: Report) -> tuple[float, float]:
    """Return the shares of the fingerprints of findings, and of all checks, that are the same after another print."""
    shares = []
    for count in (told, possible):
        old, new = count(before), count(after)
        shares.append((old & new).total() / max(old.total(), new.total()))
    return shares[0], shares[1]


def test_another_typesetting_keeps_them(seed: Audited, packs: tuple[Pack, ...], tmp_path: Path) -> None:
    """Other fonts and page breaks, painted rules, headers not repeated, landscape tables, another caption."""
    again = set_by_reportlab(data_of(str(SEED), packs), tmp_path / "again.pdf", "compact")
    after = audit(str(again), Options(packs))
    assert after.pages != seed.report.pages
    findings, checks = kept(seed.report, after)
    assert findings >= 0.98
    assert checks >= 0.98
    assert len({finding.fingerprint for finding in after.findings}) == len(after.findings)


@pytest.mark.skipif(shutil.which("chromium") is None, reason="chromium is not installed")
def test_another_program_keeps_them(seed: Audited, packs: tuple[Pack, ...], tmp_path: Path) -> None:
    again = set_by_chromium(data_of(str(SEED), packs), tmp_path / "again.pdf")
    findings, checks = kept(seed.report, audit(str(again), Options(packs)))
    assert findings >= 0.98
    assert checks >= 0.97  # its font prints 戶 for 户


def test_another_order_of_the_tables_keeps_them(seed: Audited, packs: tuple[Pack, ...], tmp_path: Path) -> None:
    """Each of tables 5 to 15 stands on one page: they are read in the opposite order."""
    reader, writer = pypdf.PdfReader(SEED), pypdf.PdfWriter()
    pages = list(reader.pages)
    for page in [*pages[:15], *reversed(pages[15:])]:
        writer.add_page(page)
    target = tmp_path / "turned.pdf"
    writer.write(target)
    findings, checks = kept(seed.report, audit(str(target), Options(packs)))
    assert findings >= 0.98
    assert checks >= 0.93  # which of several tables the others are compared with depends on which comes first


def test_corrected_figures_keep_the_others(seed: Audited, packs: tuple[Pack, ...]) -> None:
    """The corrected copy changes texts and one title; most of what it says is still known by its name."""
    after = audit(str(EXAMPLES[1]), Options(packs))
    old, new = possible(seed.report), possible(after)
    assert (old & new).total() / old.total() > 0.75
    assert after.mark == seed.report.mark
    assert all(print_.endswith(after.mark) for print_ in old | new)


WORD = st.text(string.ascii_letters + "合计支出", min_size=1, max_size=6)
FACT = st.builds(
    lambda row, column, value: cell(str(value), "元", row, row, column, id=1),
    WORD,
    WORD,
    st.decimals(0, 10**9, places=2),
)


@settings(max_examples=60)
@given(st.lists(FACT, min_size=1, max_size=4), st.integers(1, 90), st.decimals(0, 10**9, places=2), st.randoms())
def test_neither_page_nor_box_nor_value_nor_order_counts(
    facts: list[Fact], page: int, value: Decimal, random: object
) -> None:
    moved = [
        fact._replace(
            id=fact.id + 7,
            page=page,
            box=(1.0, 2.0, 3.0, float(page)),
            amount=replace(fact.amount, value=value, printed=str(value)),
        )
        for fact in facts
    ]
    random.shuffle(moved)  # type: ignore[attr-defined]
    assert fingerprint(facts) == fingerprint(moved)


def fingerprint(facts: list[Fact], **document: object) -> str:
    return fingerprints([check_of(facts)], [0], replace(DOCUMENT, **document), "cn-budget")[0]


def check_of(facts: list[Fact], verdict: Verdict = Verdict.FAILS) -> Check:
    operands = tuple(Operand(fact) for fact in facts)
    return Check(("TB-01",), "equation", "sum", "=", operands, verdict, Severity.ERROR)


def test_spaces_quotes_and_brackets_of_labels_do_not_count() -> None:
    plain = cell("1", "元", "甲", "“三公”经费(合计)", "预算 数", id=1)
    typed = plain._replace(place=plain.place._replace(row="三公经费 （合计）", column="预算数"))
    assert fingerprint([plain]) == fingerprint([typed])


def test_values_are_told_apart_from_names() -> None:
    fact = cell("30,000.00", "元", "甲", "甲", "预算数", id=1)
    same = fact._replace(amount=replace(fact.amount, printed="30000"), page=3)
    other = fact._replace(amount=replace(fact.amount, value=Decimal(3000)))
    blank = fact._replace(blank=True)
    values = [values_of(check_of([each])) for each in (fact, same, other, blank)]
    assert values[0] == values[1]
    assert len(set(values)) == 3
    assert {len(value) for value in values} == {8}


def test_a_mended_one_does_not_rename_its_namesakes() -> None:
    fact = cell("1", "元", "其他支出", "其他支出", "预算数", id=1)
    checks = [check_of([fact]), check_of([fact])]
    both = fingerprints(checks, [0, 1], DOCUMENT, "p")
    mended = fingerprints([check_of([fact], Verdict.HOLDS), checks[1]], [1], DOCUMENT, "p")
    assert both[0] != both[1] == mended[1]


def test_the_document_is_told_at_the_end() -> None:
    fact = cell("1", "元", "甲", "甲", "预算数", id=1)
    here, next_year = fingerprint([fact]), fingerprint([fact], year=2025)
    assert here.endswith(mark_of(DOCUMENT))
    assert here[:-6] != next_year[:-6]
    assert here[-6:] != next_year[-6:]


def test_a_sentence_is_named_by_its_section() -> None:
    fact = cell("1", "元", "甲", "甲", "预算数", id=1)
    places = [Place("sentence", section="一、收入", sentence=said) for said in ("甲1元。", "甲2元，增加。")]
    prints = {fingerprint([fact._replace(place=place)]) for place in (*places, places[0]._replace(section="二、支出"))}
    assert len(prints) == 2
