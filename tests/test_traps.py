"""What looks like a contradiction in real disclosures and is none; and, beside it, what is one."""

from __future__ import annotations

import pytest

from auditor.model import Severity, Verdict
from tests.conftest import Checked


def accused(checked: Checked, tables: str = "", text: str = "", **more: object) -> list[str]:
    """Return the rules of failing errors and warnings."""
    checks = checked(tables, text, **more)
    return [c.rules[0] for c in checks if c.verdict is Verdict.FAILS and c.severity is not Severity.INFO]


OF_WHICH = """
表1 收支总表 单位：元
收入 | 预算数
一、财政拨款收入 | 100.00
其中：专项资金 | {part}
收入总计 | 100.00
"""
THREE = """
表12 三公经费及会议费、培训费支出预算表 单位：元
单位名称 | 合计 | 三公经费/小计 | 三公经费/因公出国（境）费 | 三公经费/公务接待费 | 三公经费/公务用车/小计 | 三公经费/公务用车/购置费 | 三公经费/公务用车/运行费 | 会议费 | 培训费
某单位 | {total} | 36.00 | | 6.00 | 30.00 | | 30.00 | | 5.00

表8 一般公共预算基本支出表 单位：元
科目编码 | 科目名称 | 合计 | 人员经费 | 公用经费
302 | 商品和服务支出 | 90.00 | | 90.00
30201 | 办公费 | {office} | | {office}
30217 | 公务接待费 | {guests} | | {guests}
"""
OPERATING = """
表9 三公经费和机关运行经费预算表 单位：万元
三公经费/合计 | 三公经费/因公出国（境）费 | 三公经费/公务接待费 | 三公经费/公务用车购置及运行费 | 机关运行经费
3.00 | 1.00 | 1.00 | 1.00 | 443.18

表8 一般公共预算基本支出表 单位：万元
科目编码 | 科目名称 | 合计 | 人员经费 | 公用经费
合计 | | 1,616.86 | 500.00 | 1,116.86
301 | 工资福利支出 | 500.00 | 500.00 |
302 | 商品和服务支出 | 1,116.86 | | 1,116.86
"""
FUNDS = """
表3 支出总表 单位：元
科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出
208 | 社会保障和就业支出 | 1,212.12 | 950.12 | 262.00

表5 一般公共预算支出表 单位：元
科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出
208 | 社会保障和就业支出 | 950.12 | 950.12 |
"""
YEARS = """
表10 项目支出表 单位：万元
项目名称 | 年度 | 合计 | 财政拨款 | 其他资金
甲项目 | 2024 | {amount} | 2022.00 | 0.00
乙项目 | 2024 | 10.00 | 10.00 | 0.00
合计 | | 2,032.00 | 2,032.00 | 0.00
"""


@pytest.mark.parametrize(("part", "rules"), [("40.00", []), ("100.00", []), ("140.00", ["TB-10b"])])
def test_of_which_is_mostly_partial(checked: Checked, part: str, rules: list[str]) -> None:
    assert accused(checked, OF_WHICH.format(part=part)) == rules


def test_a_partial_list_in_a_sentence(checked: Checked) -> None:
    assert accused(checked, text="本单位支出预算100.00万元，其中：住房公积金10.00万元、办公费5.00万元。") == []


@pytest.mark.parametrize(
    ("total", "guests", "rules"),
    [
        ("41.00", "4.00", []),  # meetings and training stand beside the three; the basic table holds a part of them
        ("36.00", "4.00", ["TB-12"]),
        ("41.00", "7.00", ["XT-11"]),
    ],
)
def test_subtotals_beside_details_and_parts_in_the_basic_table(
    checked: Checked, total: str, guests: str, rules: list[str]
) -> None:
    office = f"{90 - float(guests):.2f}"
    assert accused(checked, THREE.format(total=total, guests=guests, office=office)) == rules


@pytest.mark.parametrize(("told", "rules"), [("443.18", []), ("1116.86", ["NT-06"])])
def test_operating_cost_is_not_public_expenditure(checked: Checked, told: str, rules: list[str]) -> None:
    assert accused(checked, OPERATING, f"本单位机关运行经费{told}万元。") == rules


def test_all_funds_are_not_one_fund(checked: Checked) -> None:
    assert accused(checked, FUNDS) == []


@pytest.mark.parametrize(
    ("sentence", "rules"),
    [
        ("会议费5.00万元，较上年增加5.00万元，上年无此项预算，不可比。", []),
        ("会议费5.00万元，较上年增加5.00万元，增长100.00%。", ["NN-09"]),
        ("会议费0万元，较上年减少5.00万元，下降100.00%。", []),
    ],
)
def test_a_base_of_zero(checked: Checked, sentence: str, rules: list[str]) -> None:
    assert accused(checked, text=sentence) == rules


@pytest.mark.parametrize(("amount", "accuses"), [("2022.00", False), ("2020.00", True)])
def test_years_in_a_table_are_no_money_and_money_may_look_like_a_year(
    checked: Checked, amount: str, accuses: bool
) -> None:
    assert bool(accused(checked, YEARS.format(amount=amount))) is accuses


@pytest.mark.parametrize(("year", "rules"), [(2018, []), (2024, ["CL-04"])])
def test_names_of_their_year(checked: Checked, year: int, rules: list[str]) -> None:
    table = """
    表1 收支总表 单位：元
    支出 | 预算数
    一、医疗卫生与计划生育支出 | 10.00
    支出总计 | 10.00
    """
    assert accused(checked, table, year=year) == rules


def test_codes_of_bodies_look_like_classes(checked: Checked) -> None:
    table = """
    表2 收入总表 单位：元
    单位编码 | 单位名称 | 合计 | 财政拨款
    201 | 某局 | 30.00 | 30.00
    201001 | 某局机关 | 20.00 | 20.00
    201002 | 某中心 | 10.00 | 10.00
    """
    assert accused(checked, table) == []
