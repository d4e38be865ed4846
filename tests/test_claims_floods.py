"""Sentences made to be slow: time grows with their length and not with its square, from the reading to the report."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.audit import Options, audit
from auditor.check import check
from auditor.claims.narrative import read_text
from auditor.facts import gather
from auditor.model import Pack, Verdict
from tests.pdf_maker import Pdf

LENGTH = 100_000  # characters of one sentence
MOST = 8  # times the time for four times the length
NOTICED = 0.01  # seconds; less is no measurement
FLOODS = {
    "digits": "1",
    "percent": "1%、",
    "nested": "其中：甲费1万元（其中乙费1万元（",
    "pauses": "甲费1万元、",
    "dealing": "甲、乙分别为1万元和2万元，",
    "numerals": "二百个",
    "codes": "（2010301）",
    "paths": "一般公共服务支出（类）财政事务（款）行政运行（项）",
    "bases": "比上年",
}
TOLD = {
    "lists": "乙费3.3万元（其中：丙费1万元）；",
    "shares": "收入总计1万元，占1%，",
    "flat": "与上年持平",
    "changes": "财政拨款收入1万元，比上年增加1万元，财政拨款支出1万元，比上年增加1万元，",
    "equations": "收入总计1万元，支出总计1万元，",
    "guests": "公务接待1批次1人次，公务接待费0万元，",
}


def flood(unit: str, length: int) -> str:
    """Return a unit repeated up to a length."""
    return unit * (length // len(unit))


def seconds(task: Callable[[str], object], text: str) -> float:
    """Return the CPU time of a task."""
    start = time.process_time()
    task(text)
    return time.process_time() - start


def grows_evenly(task: Callable[[str], object], unit: str, length: int) -> bool:
    """Tell whether four times the length takes no more than twice four times the time, in one of three paired runs."""
    short, long = flood(unit, length // 4), flood(unit, length)
    return any(seconds(task, long) <= MOST * max(NOTICED, seconds(task, short)) for _ in range(3))


@pytest.mark.parametrize("unit", FLOODS.values(), ids=FLOODS)
def test_reading_grows_with_the_sentence(budget: Pack, unit: str) -> None:
    assert grows_evenly(lambda text: read_text(text, budget.vocabulary), unit, LENGTH)


@pytest.mark.parametrize("unit", TOLD.values(), ids=TOLD)
def test_checking_grows_with_what_is_told(budget: Pack, unit: str) -> None:
    def checked(text: str) -> object:
        return check(
            budget.rules, gather((), read_text(text, budget.vocabulary), budget.vocabulary, ()), budget.vocabulary
        )

    assert grows_evenly(checked, unit, 8_000)


def test_a_sentence_of_five_thousand_amounts_is_audited(budget: Pack, tmp_path: Path) -> None:
    text = "2024年支出预算5000万元，其中：" + flood("印刷费1.00万元、", 50_000) + "邮电费70万元。"
    lines = [text[start : start + 40] for start in range(0, len(text), 40)]
    pdf = Pdf()
    for first in range(0, len(lines), 38):
        pdf.page()
        for row, line in enumerate(lines[first : first + 38]):
            pdf.text(60, 110 + 16 * row, line, size=11)
    pdf.save(tmp_path / "long.pdf")
    report = audit(str(tmp_path / "long.pdf"), Options((budget,), pack=budget.id))
    sums = [each for each in report.checks if len(each.operands) > 5000]
    assert [each.verdict for each in sums] == [Verdict.FAILS]
