"""Fingerprints, severity and confidence of findings; coverage."""

from __future__ import annotations

import pytest
from test_diagnose_builders import UNCHECKED, Document, text, total

from auditor.diagnose import diagnose
from auditor.model import Check, Coverage, Excluded, Fact, Facts, Finding, Narrative, Severity, Verdict
from tests.records import replace


def pair(**more: object) -> tuple[Facts, Check]:
    d = Document()
    return d.done(), total(d.said("0.3", "公务用车"), d.cell("30,000.00", "12", "合计", "运行费"), **more)


def finding(facts: Facts, check: Check, pack: str = "cn-budget") -> Finding:
    return diagnose([check], facts, pack=pack)[0][0]


def edited(check: Check, **more: object) -> Check:
    """Return the check with something else in its first figure."""
    first, *rest = check.operands
    fact: Fact = replace(first.fact, **more)  # type: ignore[arg-type]
    return replace(check, operands=(replace(first, fact=fact), *rest))


def test_a_fingerprint_has_sixteen_hex_digits() -> None:
    kind, version, digest = finding(*pair()).fingerprint.split(":")
    assert (kind, version, len(digest)) == ("fp", "v1", 16)
    assert int(digest, 16) >= 0


def test_a_fingerprint_survives_a_new_print() -> None:
    facts, check = pair()
    fact = check.operands[0].fact
    moved = edited(check, page=99, box=(9.0, 9.0, 9.0, 9.0), amount=replace(fact.amount, printed="0.31"), id=77)
    place = fact.place._replace(sentence="另一句话 0.31 万元")
    assert finding(facts, moved).fingerprint == finding(facts, check).fingerprint
    assert finding(facts, edited(check, place=place)).fingerprint == finding(facts, check).fingerprint
    assert finding(facts, replace(check, rules=("R-1", "R-2"))).fingerprint == finding(facts, check).fingerprint


def test_a_fingerprint_tells_documents_rules_and_figures_apart() -> None:
    facts, check = pair()
    variants = [
        finding(facts, check),
        finding(facts, check, pack="other"),
        finding(replace(facts, year=2025), check),
        finding(replace(facts, issuer="别处"), check),
        finding(replace(facts, kind="决算"), check),
        finding(facts, replace(check, rules=("R-9",))),
        finding(facts, edited(check, item="公务接待费")),
        finding(facts, edited(check, measure="change")),
        finding(facts, edited(check, place=check.operands[0].fact.place._replace(section="六、别处"))),
    ]
    assert len({variant.fingerprint for variant in variants}) == len(variants)


def test_repeats_are_numbered() -> None:
    facts, check = pair()
    first, second = diagnose([check, check], facts, pack="p")[0]
    assert first.fingerprint != second.fingerprint
    assert first.fingerprint == diagnose([check], facts, pack="p")[0][0].fingerprint


def test_a_finding_without_figures_is_known_by_its_place() -> None:
    facts, _ = pair()
    here, there = (text(place=place) for place in ("第8页 第三部分", "第9页 名词解释"))
    moved = text(place="第9页 第三部分")
    assert finding(facts, here).fingerprint == finding(facts, moved).fingerprint
    assert finding(facts, here).fingerprint != finding(facts, there).fingerprint


def test_severity_and_confidence_are_two_things() -> None:
    facts, check = pair()
    assert (finding(facts, check).severity, finding(facts, check).confidence) == (Severity.ERROR, "high")
    cut = replace(check, verdict=Verdict.TRUNCATED)
    assert (finding(facts, cut).severity, finding(facts, cut).confidence) == (Severity.INFO, "high")
    found = replace(check, severity=Severity.INFO)
    assert finding(facts, found).confidence == "low"
    assert finding(facts, replace(check, formula="text")).confidence == "medium"
    assert finding(facts, replace(check, kind="list")).confidence == "medium"
    about = edited(check, amount=replace(check.operands[0].fact.amount, approximate=True))
    assert finding(facts, about).confidence == "medium"


@pytest.mark.parametrize("verdict", [Verdict.HOLDS, Verdict.ROUNDING, Verdict.UNCHECKED])
def test_what_holds_is_no_finding(verdict: Verdict) -> None:
    facts, check = pair()
    findings, causes, _ = diagnose([replace(check, verdict=verdict)], facts, pack="p")
    assert findings == causes == ()


def test_coverage_counts_every_printed_number() -> None:
    d = Document()
    used, unread, worded = d.said("1.0", "甲"), d.said("2.0", "乙"), d.said("3.0", "丙")
    d.cell("", "1", "甲", "乙")
    d.cell("-", "1", "乙", "乙")
    excluded = Excluded("2024", "year", 1, (0.0, 0.0, 0.0, 0.0), "2024年")
    facts = d.done(excluded=(excluded,), narrative=Narrative(excluded=(excluded, excluded)))
    checks = [total(used, used), replace(total(unread, unread), verdict=UNCHECKED), text(worded)]
    coverage = diagnose(checks, facts, pack="p")[2]
    assert coverage == Coverage(total=6, checked=1, unchecked=2, excluded=3)


def test_nothing_gives_nothing() -> None:
    assert diagnose([], Facts(), pack="p") == ((), (), Coverage())
