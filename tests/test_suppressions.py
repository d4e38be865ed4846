"""Waivers, baselines and differences as pure functions: files read, files written, reports set against them."""

from __future__ import annotations

from pathlib import Path

import pytest
from report_builder import seed_report

from auditor.model import Finding, Report, Waiver
from auditor.report import to_json
from auditor.suppressions.baseline import Known, baseline_text, known_findings, pruned, read_baseline
from auditor.suppressions.comparison import compared
from auditor.suppressions.settling import Settlement, settled
from auditor.suppressions.waiver_file import WaiverFile, read_waivers
from auditor.suppressions.waiver_text import with_waivers
from auditor.suppressions.waiving import told_after, told_before
from auditor.yamlfiles.mistakes import SourceFileError
from tests.records import replace

TODAY = "2026-11-25"
DIGITS = "0123456789"
GOOD = Waiver("fp:v1:0123456789abcdef", "SG-01", "89abcdef", "口径不同", "2027-03-31", "张三")


def document() -> Report:
    """Return the seed's report with fingerprints and values as an audit makes them."""
    report = seed_report(mark="abcdef")
    names = {f.fingerprint: f"fp:v1:{number:010x}abcdef" for number, f in enumerate(report.findings)}
    findings = tuple(
        f._replace(fingerprint=names[f.fingerprint], values=f"{n:08x}") for n, f in enumerate(report.findings)
    )
    causes = tuple(each._replace(explains=tuple(names[name] for name in each.explains)) for each in report.causes)
    return replace(report, findings=findings, causes=causes)


def waiver(finding: Finding, **more: str) -> Waiver:
    return replace(
        Waiver(finding.fingerprint, finding.check.rules[0], finding.values, "口径不同", "2027-03-31"), **more
    )


def saved(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "waivers.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def read(tmp_path: Path, text: str) -> WaiverFile:
    return read_waivers(saved(tmp_path, text), "waivers.yaml")


def written(*waivers: Waiver) -> str:
    return with_waivers("", WaiverFile("waivers.yaml"), waivers) or ""


# ---------------------------------------------------------------- the file


def test_a_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    others = (GOOD, replace(GOOD, fingerprint="fp:v1:fedcba9876543210", by="", reason='“引号” "quotes": #, 换'))
    file = read(tmp_path, written(*others))
    assert tuple(entry.waiver for entry in file.entries) == others


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("waivers:\n  - fingerprint: fp:v1:12\n", "waivers.yaml:2:18: “fp:v1:12”不是指纹"),
        ("waivers:\n  - fingerprint: fp:v1:0123456789abcdef\n", "waivers.yaml:2:5: 缺 rule"),
        ("waivers:\n  - reson: x\n", "waivers.yaml:2:5: 不认识的键“reson”"),
        ("waivers:\n  - reson: x\n", "是否想写：reason"),
        ("waiver: []\n", "waivers.yaml:1:1: 不认识的键“waiver”"),
        ("waivers: all\n", "waivers.yaml:1:10: 这里要写列表"),
        ("waivers:\n  - until: 2027-02-30\n", "“2027-02-30”不是日期"),
        ("waivers:\n  - until: next year\n", "“next year”不是日期"),
        ("waivers:\n  - values: 12\n", "“12”不是8 位十六进制数字"),
        ("waivers: [\n", "waivers.yaml:2:1: "),
    ],
)
def test_mistakes_are_told_with_their_place(tmp_path: Path, text: str, mistake: str) -> None:
    with pytest.raises(SourceFileError) as error:
        read(tmp_path, text)
    assert mistake in error.value.text("zh")


def test_a_finding_is_waived_once(tmp_path: Path) -> None:
    text = written(GOOD) + "".join(written(GOOD).splitlines(keepends=True)[2:])
    with pytest.raises(SourceFileError, match="第 3 行已经豁免了这一项"):
        read(tmp_path, text)


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "waivers:\n", "waivers: []\n", "waivers: # later\n"])
def test_a_file_without_waivers_takes_one(tmp_path: Path, text: str) -> None:
    file = read(tmp_path, text)
    assert file.entries == ()
    again = read(tmp_path, with_waivers(text, file, [GOOD]) or "")
    assert [entry.waiver for entry in again.entries] == [GOOD]


COMMENTED = """\
# of this office
waivers:
    # the first
    - {rule: AB-1, fingerprint: "fp:v1:1111111111aaaaaa", until: 2027-01-01, values: 11111111, reason: 甲}

    # the second: keep it
    - fingerprint: fp:v1:2222222222aaaaaa   # here
      values: '22222222'
      rule: AB-2
      until: 2027-01-01
      reason: >
        folded
        text
# the end"""


def test_comments_and_order_stay(tmp_path: Path) -> None:
    file = read(tmp_path, COMMENTED)
    added = with_waivers(COMMENTED, file, [GOOD]) or ""
    lines = added.splitlines()
    assert lines[:13] == COMMENTED.splitlines()[:13]
    assert lines[13] == "    - fingerprint: fp:v1:0123456789abcdef"
    assert lines[-1] == "# the end"
    assert len(read(tmp_path, added).entries) == 3


def test_a_waiver_is_renewed_where_it_stands(tmp_path: Path) -> None:
    file = read(tmp_path, COMMENTED)
    newer = replace(GOOD, fingerprint="fp:v1:1111111111aaaaaa", until="2027-12-01")
    changed = with_waivers(COMMENTED, file, [newer]) or ""
    assert "甲" not in changed
    entries = read(tmp_path, changed).entries
    assert [entry.waiver.until for entry in entries] == ["2027-12-01", "2027-01-01"]
    assert changed.splitlines()[-10:] == COMMENTED.splitlines()[-10:]


def test_a_list_in_brackets_is_left_to_a_person(tmp_path: Path) -> None:
    text = "waivers: [{rule: A-1, fingerprint: fp:v1:1111111111aaaaaa, until: 2027-01-01, values: 11111111}]\n"
    assert with_waivers(text, read(tmp_path, text), [GOOD]) is None


# ---------------------------------------------------------------- waivers against findings


def test_a_waived_finding_does_not_count() -> None:
    report = document()
    first = report.findings[0]
    after = settled(report, Settlement((waiver(first),), TODAY))
    assert after.findings[0].state == "waived"
    assert {finding.state for finding in after.findings[1:]} == {"open"}
    assert after.status == "findings"


def test_the_status_counts_only_what_is_open() -> None:
    report = document()
    every = Settlement(tuple(waiver(finding) for finding in report.findings), TODAY)
    assert settled(report, every).status == "clean"
    assert settled(replace(report, problem_id="unread-figures"), every).status == "incomplete"
    unreadable = Report("x.pdf", "", "unreadable")
    assert settled(unreadable, every) is unreadable


@pytest.mark.parametrize(
    ("change", "lapsed", "message"),
    [
        ({"until": "2026-11-24"}, "expired", "SG-001 的豁免（2026-11-24）已过期，问题重新计入"),
        ({"until": "2028-01-01"}, "too-long", "期限超过 400 天"),
        ({"reason": ""}, "no-reason", "没有写理由"),
        ({"values": "ffffffff"}, "changed", "数字变了"),
        ({"until": TODAY}, "", ""),
        ({"until": "2027-12-30"}, "", ""),
    ],
)
def test_a_waiver_ends(tmp_path: Path, change: dict[str, str], lapsed: str, message: str) -> None:
    report = document()
    only = waiver(report.findings[0], **change)
    after = settled(report, Settlement((only,), TODAY))
    assert after.findings[0].lapsed == lapsed
    assert after.findings[0].state == ("open" if lapsed else "waived")
    file = read(tmp_path, written(replace(only, reason="x")).replace("x", only.reason))
    met = {finding.fingerprint: finding.lapsed for finding in after.findings if finding.waiver}
    told = [*told_before(file, TODAY), *told_after(file, TODAY, met, {"abcdef"}, {only.rule})]
    assert len(told) == bool(lapsed)
    assert message.replace("SG-001", only.rule) in "".join(each.text("zh") for each in told)


def test_an_unneeded_waiver_is_told_only_where_it_could_have_been_needed(tmp_path: Path) -> None:
    gone = replace(GOOD, fingerprint="fp:v1:9999999999abcdef")
    file = read(tmp_path, written(gone))
    (told,) = told_after(file, TODAY, {}, {"abcdef"}, {"SG-01"})
    assert told.text("en").startswith("waivers.yaml:3:18: the waiver of SG-01 is not needed")
    assert told_after(file, TODAY, {}, {"000000"}, {"SG-01"}) == ()
    assert told_after(file, TODAY, {}, {"abcdef"}, {"XT-05"}) == ()
    assert told_after(file, "2028-01-01", {}, {"abcdef"}, {"SG-01"}) == ()  # told before the run: it has expired


# ---------------------------------------------------------------- baseline


def test_a_baseline_is_read_as_it_was_written() -> None:
    known = known_findings(document())
    assert sorted(read_baseline(baseline_text(known).encode(), "b.json")) == sorted(known)
    assert baseline_text(reversed(known)) == baseline_text([*known, *known])


@pytest.mark.parametrize(
    ("data", "mistake"),
    [
        (b"{\n 1", "b.json:2:2: "),
        (b"[]", "b.json: "),
        (b'{"schema": "auditor.report/1", "findings": []}', "b.json: "),
        (b'{"schema": "auditor.baseline/1", "findings": [{"rule": 3}]}', "b.json: "),
        (b'{"schema": "auditor.baseline/1", "findings": [{"rule": 3, "fingerprint": "", "values": ""}]}', "b.json: "),
        (b"\xff\xfe", "b.json:1:1: "),
        (b"[" * 100_000, "b.json: "),
    ],
)
def test_what_is_no_baseline_is_told(data: bytes, mistake: str) -> None:
    with pytest.raises(SourceFileError) as error:
        read_baseline(data, "b.json")
    assert error.value.text("zh").startswith(mistake)


def test_known_findings_do_not_count_until_they_change() -> None:
    report = document()
    first, second, *_ = known_findings(report)
    after = settled(report, Settlement(baseline=(first, second._replace(values="ffffffff"))))
    assert [finding.baseline for finding in after.findings[:3]] == ["unchanged", "updated", "new"]
    assert [finding.state for finding in after.findings[:3]] == ["baselined", "open", "open"]


def test_waived_findings_are_not_recorded() -> None:
    report = document()
    after = settled(report, Settlement((waiver(report.findings[0]),), TODAY))
    assert [known.fingerprint for known in known_findings(after)] == [f.fingerprint for f in report.findings[1:]]


def test_what_is_mended_is_pruned_and_nothing_else() -> None:
    mended, left, elsewhere, unselected = (
        Known(f"fp:v1:{n}{mark}", rule, "") for n, mark, rule in ((1, "aaaaaa", "A-1"), (2, "aaaaaa", "A-1"), (3, "bbbbbb", "A-1"), (4, "aaaaaa", "B-1"))
    )  # fmt: skip
    kept = pruned([mended, left, elsewhere, unselected], {left.fingerprint}, {"aaaaaa"}, {"A-1"})
    assert kept == [left, elsewhere, unselected]
    assert pruned([mended], set(), set(), {"A-1"}) == [mended]


# ---------------------------------------------------------------- differences


def test_differences_are_told_by_what_became_of_each_finding() -> None:
    old = document()
    first, second, *rest = old.findings
    new = replace(old, findings=(first, second._replace(values="ffffffff"), rest[0]._replace(fingerprint="fp:v1:new")))
    found = compared([to_json(old, figures=False, lang="zh")], [to_json(new, figures=False, lang="zh")])
    assert [row.change for row in found.rows] == ["new", "changed", "unchanged", *["fixed"] * len(rest)]
    assert found.rows[1].before == found.rows[1].message
    assert found.strangers == ()


def test_documents_that_have_no_counterpart_are_named() -> None:
    old, new = document(), document()
    later = replace(new, year=2025, path="later.pdf")
    found = compared([to_json(old, figures=False, lang="zh")], [to_json(later, figures=False, lang="zh")])
    assert found.strangers == (old.path, "later.pdf")
