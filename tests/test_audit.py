"""The pipeline: one document in, one report out; rule cases through the real stages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from auditor.audit import Options, audit, read_claims, read_tables, run_cases
from auditor.audit.pipe_tables import pipe_tables
from auditor.model import Case, Pack, Severity, UnreadableError, Verdict
from tests.pdf_maker import Pdf
from tests.records import replace

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
SEED = EXAMPLES / "mianxian-2024-unit-budget.pdf"
CORRECTED = EXAMPLES / "mianxian-2024-unit-budget-corrected.pdf"


def test_the_seed_has_its_causes(packs: tuple[Pack, ...]) -> None:
    report = audit(str(SEED), Options(packs))
    assert report.status == "findings"
    assert (report.kind, report.year, report.pages) == ("预算", 2024, 26)
    assert report.issuer == "勉县城乡居民社会养老保险经办中心"
    told = {(cause.kind, cause.fact.amount.printed): cause for cause in report.causes}
    slip = told["decimal-slip", "0.3"]
    assert slip.suggested == 30000
    assert len(slip.explains) == 2
    total = told["part-included", "2,908,134.00"]
    assert total.suggested == 2676934
    assert "231,200" in total.detail.zh
    assert len(total.figures) == 4
    assert told["disagree", "0.88"].suggested is None
    change = told["neighbour", "0.5"]
    assert change.suggested == 0
    assert [(each.fact.amount.printed, each.suggested, each.kind) for each in change.follows] == [
        ("-13.89", 0, "wrong-base")
    ]
    assert told["truncated", "12.57"].figures[0].amount.printed == "22.12"
    assert len(report.causes) == 5
    alone = [finding for finding in report.findings if not finding.cause]
    assert all(finding.alone.zh and finding.alone.en for finding in alone)
    assert [finding.suggested for finding in alone if finding.check.formula == "missing"] == [
        73400, 60000, 6000, 75000, 30000, 105200,
    ]  # fmt: skip
    assert {finding.check.formula for finding in alone} == {"missing", "text"}


def test_near_misses_of_the_seed_stay_silent(packs: tuple[Pack, ...]) -> None:
    report = audit(str(SEED), Options(packs))
    loud = [f for f in report.findings if f.severity is not Severity.INFO]
    quoted = {o.fact.amount.printed for f in loud for o in f.check.operands if o.role in {"total", "stated", "rate"}}
    assert not quoted & {"290.81", "255.85", "34.96", "27", "34", "-100"} or all(
        f.check.code in {"repeated", "missing-total"}
        for f in loud
        if "290.81" in {o.fact.amount.printed for o in f.check.operands}
    )


def test_the_corrected_copy_is_clean(packs: tuple[Pack, ...]) -> None:
    report = audit(str(CORRECTED), Options(packs))
    assert report.status == "clean"
    assert report.findings == ()
    assert report.coverage.checked > 200


def test_rules_can_be_selected_and_ignored(packs: tuple[Pack, ...]) -> None:
    only = audit(str(SEED), Options(packs, select=("NN-03",)))
    assert {rule for f in only.findings for rule in f.check.rules} == {"NN-03", "NN-03b"} & {
        rule for f in only.findings for rule in f.check.rules
    }
    assert [f.check.rules[0] for f in only.findings] == ["NN-03"]
    named = audit(str(SEED), Options(packs, select=("SG-01",)))
    assert [f.check.rules for f in named.findings] == [("SG-01",)]  # the list in the text is SG-01 and NN-01 in one
    without = audit(str(SEED), Options(packs, ignore=("NN", "NT")))
    assert not [f for f in without.findings if f.check.rules[0].startswith(("NN", "NT"))]


def test_unreadable_files_are_a_report(packs: tuple[Pack, ...], tmp_path: Path) -> None:
    report = audit(str(tmp_path / "nothing.pdf"), Options(packs))
    assert (report.status, report.problem_id) == ("unreadable", "missing")


def test_a_pdf_without_a_disclosure_is_incomplete(packs: tuple[Pack, ...], tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    pdf = Pdf()
    pdf.page(595, 842).text(72, 100, "致各位股东：本公司二零二四年经营良好，销售收入 12.5 亿元。", 12)
    pdf.save(path)
    report = audit(str(path), Options(packs))
    assert (report.status, report.problem_id) == ("incomplete", "not-a-disclosure")
    assert "没有认出" in report.problem.zh


def test_the_sums_of_tables_in_any_other_document_are_checked(packs: tuple[Pack, ...], tmp_path: Path) -> None:
    rows = [("甲", "30.00", "10.00", "20.00"), ("乙", "50.00", "15.00", "35.00"), ("丁", "41.00", "20.00", "23.00")]
    pdf = Pdf().page(595, 842)
    pdf.text(72, 60, "产销量情况分析表 单位：元", 12)
    pdf.table(72, 80, [100] * 4, [("品种", "合计", "境内", "境外"), *rows])
    path = tmp_path / "annual.pdf"
    pdf.save(path)
    report = audit(str(path), Options(packs))
    assert (report.status, report.problem_id) == ("findings", "not-a-disclosure")
    assert [finding.check.stated for finding in report.findings] == [41]
    assert report.coverage.checked == 9


def test_a_pack_can_be_forced(packs: tuple[Pack, ...]) -> None:
    report = audit(str(CORRECTED), Options(packs, pack="cn-final-accounts"))
    assert report.packs == (("cn-final-accounts", packs[1].version),)


def test_nothing_to_evaluate_is_incomplete(packs: tuple[Pack, ...]) -> None:
    bare = tuple(replace(pack, rules=()) for pack in packs)
    report = audit(str(CORRECTED), Options(bare))
    assert (report.status, report.problem_id) == ("incomplete", "nothing-checked")


def test_amounts_that_no_table_took_in_are_never_approved(packs: tuple[Pack, ...], tmp_path: Path) -> None:
    """A narrative that holds, and under it a table whose layout was not recognised."""
    pdf = Pdf().page(595, 842)
    pdf.text(72, 60, "某局2024年部门预算", 16)
    pdf.text(72, 90, "2024年“三公”经费预算3.60万元，其中：公务接待费0.60万元，公务用车购置及运行维护费3.00万元。", 10)
    pdf.text(72, 110, "2024年会议费预算1.00万元，培训费预算0.50万元。", 10)
    for line in range(12):
        pdf.text(72, 200 + 18 * line, f"其他{line}类支出 1,{line + 100}.00", 10)
    path = tmp_path / "unread.pdf"
    pdf.save(path)
    report = audit(str(path), Options(packs))
    assert (report.status, report.problem_id) == ("incomplete", "unread-figures")
    assert "第 1 页有 12 个金额" in report.problem.zh
    assert report.coverage.unchecked >= 12


def test_tables_and_claims_alone(packs: tuple[Pack, ...], tmp_path: Path) -> None:
    assert len(read_tables(str(SEED), lambda: packs)) == 15
    assert len(read_claims(str(SEED), packs).claims) > 70
    with pytest.raises(UnreadableError):
        read_tables(str(tmp_path / "nothing.pdf"), lambda: packs)


def test_every_case_of_every_rule_reaches_its_verdict(packs: tuple[Pack, ...]) -> None:
    results = run_cases(packs)
    assert len(results) > 150
    assert [f"{r.rule.id}:{r.case.line} {r.case.expect}≠{r.verdict} {r.detail}" for r in results if not r.ok] == []


def test_a_case_names_the_cause_it_expects(packs: tuple[Pack, ...]) -> None:
    rule = next(rule for rule in packs[0].rules if rule.id == "NN-03")
    case = next(case for case in rule.cases if case.expect == "fails")
    wanted = [replace(case, cause=kind) for kind in ("wrong-base", "sign")]
    told = run_cases([replace(packs[0], rules=(replace(rule, cases=tuple(wanted)),))])
    assert [result.ok for result in told] == [True, False]
    assert "sign expected" in told[1].detail


def test_a_case_that_binds_nothing_is_unchecked(packs: tuple[Pack, ...]) -> None:
    rule = next(rule for rule in packs[0].rules if rule.id == "NN-03")
    case = Case("holds", text="没有数字的一句话。")
    (told,) = run_cases([replace(packs[0], rules=(replace(rule, cases=(case,)),))])
    assert told.verdict == Verdict.UNCHECKED


def test_small_tables_written_with_bars() -> None:
    first, second = pipe_tables(
        "表5 支出表 单位：元\n编码 | 上年/会议费 | 上年/培训费\n301 | 1.00 | 2.00\n\n表6 收入表\n项目 | 金额\n甲 | 3.00"
    )
    assert (first.number, first.title, first.unit, first.header_rows) == ("5", "支出表", "元", 2)
    assert [(c.text, c.row_span, c.column_span) for c in first.cells if c.row < 2] == [
        ("编码", 2, 1),
        ("上年", 1, 2),
        ("会议费", 1, 1),
        ("培训费", 1, 1),
    ]
    assert (second.unit, second.unit_stated) == ("", False)


def test_a_cut_off_file_is_not_audited(packs: tuple[Pack, ...], tmp_path: Path) -> None:
    """What is lost would look like a row left out, or like nothing wrong at all."""
    whole = CORRECTED.read_bytes()
    for share in (40, 60, 97):
        cut = tmp_path / f"cut-{share}.pdf"
        cut.write_bytes(whole[: len(whole) * share // 100])
        report = audit(str(cut), Options(packs))
        assert (report.status, report.problem_id) == ("unreadable", "truncated")


@pytest.mark.parametrize(("stream", "page"), [(1, "第 1 页"), (4, "第 4 页")])
def test_a_page_with_damaged_data_is_never_clean(
    packs: tuple[Pack, ...], tmp_path: Path, stream: int, page: str
) -> None:
    """One flipped bit, and half a table may be gone: the rest is audited, and the report says what it could not see."""
    data = bytearray(CORRECTED.read_bytes())
    leaves = [match.end() for match in re.finditer(rb"/Length \d+\s*>>\s*stream\r?\n", bytes(data))]
    data[leaves[stream - 1] + 60] ^= 1
    damaged = tmp_path / "damaged.pdf"
    damaged.write_bytes(data)
    report = audit(str(damaged), Options(packs))
    assert report.status in {"incomplete", "findings"}
    assert report.problem_id == "damaged-pages"
    assert page in report.problem.zh
    assert page.split()[1] in report.problem.en


def test_damage_is_told_before_what_may_follow_from_it(packs: tuple[Pack, ...], tmp_path: Path) -> None:
    pdf = Pdf().page().text(72, 90, "一封信").page().text(72, 90, "与预算无关").bytes()
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(pdf)
    assert audit(str(letter), Options(packs)).problem_id == "not-a-disclosure"
    told = []
    for match in re.finditer(rb"stream\r?\n(?=\x78)", pdf):  # the letters' names first, then either page
        letter.write_bytes(pdf[: match.end() + 2] + b"\xff\xff" + pdf[match.end() + 4 :])
        told.append(audit(str(letter), Options(packs)).problem_id)
    assert told == ["damaged", "damaged-pages", "damaged-pages"]
