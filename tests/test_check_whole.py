"""What a document says of itself: years, sections, counts of bodies, signs."""

from __future__ import annotations

import pytest

from auditor.model import Verdict
from tests.conftest import Checked


def told(checked: Checked, rule: str, tables: str = "", text: str = "", **more: object) -> list[str]:
    return [c.reason.zh for c in checked(tables, text, only=rule, **more) if c.verdict is Verdict.FAILS]


TITLES = ("2024年收支总表", "2024年收入总表", "2024年支出总表")


@pytest.mark.parametrize(
    ("title", "count"),
    [
        ("2024年财政拨款收支总表", 0),
        ("2023年财政拨款收支总表", 1),
        ("2019年财政拨款收支总表", 0),  # not last year's file
        ("2023年与2024年财政拨款收支总表", 0),
        ("财政拨款收支总表", 0),
    ],
)
def test_a_title_of_the_year_before(checked: Checked, title: str, count: int) -> None:
    tables = "\n".join(f"{each} 单位：元\n项目 | 预算数\n收入总计 | 1.00\n" for each in (*TITLES, title))
    assert len(told(checked, "ST-05", tables)) == count


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("本局内设十二个股室：甲股、乙股、丙股、丁股、戊股、己股、庚股、辛股、壬股、癸股、子股、丑股。", 0),
        ("本局设三个科室，包括：办公室（信访、档案、保密）、财务科、业务科。", 0),  # brackets are no names
        ("本局设四个科室：办公室、财务科、机关党委和纪委。", 0),  # two behind one 和
        ("本局设四个科室：办公室、财务科、业务科等。", 0),
        ("本局设四个科室：办公室、财务科、业务科。", 1),
        ("本局设20个科室：办公室、财务科、业务科。", 1),
        ("本局设办公室、财务科、业务科（审批科）三个科室。", 0),  # the number behind the names
        ("本局设办公室、财务科、业务科等五个科室。", 0),  # examples
        ("本局设办公室、财务科、机关党委和纪委四个科室。", 0),
        ("本局设办公室、财务科、业务科、信息科、人事科等4个科室。", 1),
        ("本局设办公室、财务科、业务科五个科室。", 1),
    ],
)
def test_counts_of_named_bodies(checked: Checked, sentence: str, count: int) -> None:
    assert len(told(checked, "NN-15", text=sentence)) == count


def test_amounts_below_zero_are_usual_in_changes_and_carry_over(checked: Checked) -> None:
    table = """
    表8 政府性基金收支表 单位：元
    科目名称 | 年初结转和结余 | 本年收入 | 年末结转和结余
    城乡社区支出 | -5.00 | -30.00 | 5.00
    """
    assert told(checked, "TB-17", table) == ["-30.00 是负数"]


def test_what_a_tables_only_file_leaves_out_is_not_missed(checked: Checked) -> None:
    assert told(checked, "ST-01", text="本单位有人员1人。") == []


@pytest.mark.parametrize(("words", "count"), [("增长-12.20%", 1), ("下降12.20%", 0), ("（-12.20%）", 0)])
def test_signs_behind_direction_words(checked: Checked, words: str, count: int) -> None:
    assert len(told(checked, "NN-06", text=f"公务接待费3.60万元，较上年减少0.50万元{words}。")) == count
