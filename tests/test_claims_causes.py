"""Reasons: which changes they explain, and what is said inside them."""

from __future__ import annotations

import pytest
from claims_told import told

from auditor.claims import read_text
from auditor.model import Pack


def test_a_cause_goes_to_the_changes_it_explains(budget: Pack) -> None:
    text = "公务接待费2万元，较上年减少1万元（-33.33%），减少的主要原因是接待批次减少。会议费1万元，与上年持平，原因是会议不变。"
    narrative = read_text(text, budget.vocabulary)
    causes = {claim.measure: claim.cause for claim in narrative.claims if claim.cause}
    assert causes == {"change": "接待批次减少", "rate": "接待批次减少", "flat": "会议不变"}


def test_a_cause_may_name_its_subject_and_run_over_semicolons(budget: Pack) -> None:
    text = "收入总计9万元，比上年减少1万元。其他收入3万元，比上年减少1万元。收入总计减少的主要原因：一是税收下降；二是补助减少。项目支出5万元。"
    narrative = read_text(text, budget.vocabulary)
    causes = {narrative.statements[c.statement].item: c.cause for c in narrative.claims if c.cause}
    assert causes == {"收入总计": "一是税收下降；二是补助减少"}


def test_claims_of_a_reason_are_marked(budget: Pack) -> None:
    text = "支出总计50万元，较上年增加11万元，主要原因是基本支出增加15万元、项目支出减少4万元，与上年持平，无新增编制。"
    narrative = read_text(text, budget.vocabulary)
    assert told(narrative) == [
        "amount 50万元 支出总计",
        "change +11万元 支出总计 ~上年",
        "change +15万元 基本支出 #",
        "change -4万元 项目支出 #",
        "none 无 编制 #",
    ]


REASONS = [
    ("收入100万元，比上年减少5万元；支出90万元，比上年减少5万元。收入支出减少的主要原因是项目完成。", ["项目完成"] * 2),
    ("收、支总计各增加10万元，收支增加的主要原因是人员增加。", ["人员增加"]),
    ("收入总计9万元，支出总计9万元，比上年减少3万元。收入和支出减少的原因是压减。", ["压减"]),
    ("会议费2万元，比上年减少1万元，控制会议规模，减少会期。", ["控制会议规模，减少会期"]),
    ("会议费2万元，比上年减少1万元，下降33.33%，勤俭办会", ["勤俭办会"] * 2),
    ("会议费2万元，比上年减少1万元，用车费3万元。", [""]),
    ("会议费2万元，比上年减少1万元，培训费与上年持平。", ["", ""]),
    ("会议费2万元，比上年减少1万元，主要原因是勤俭，少开会。", ["勤俭，少开会"]),
    ("会议费2万元，比上年减少1万元，略。", [""]),
    ("会议费2万元，比上年减少1万元。控制会议规模。", [""]),
    ("收支减少的主要原因是项目完成。会议费比上年减少1万元", [""]),
]


@pytest.mark.parametrize(("text", "causes"), REASONS)
def test_what_explains_a_change(text: str, causes: list[str], budget: Pack) -> None:
    claims = read_text(text, budget.vocabulary).claims
    assert [c.cause for c in claims if c.measure in {"change", "rate", "flat"}] == causes
