"""Digits that make no number, tables without a unit, bodies and second codes under two names."""

from __future__ import annotations

import pytest

from auditor.check.notation import is_attempt
from tests.conftest import Checked
from tests.test_check_whole import told

ROWS = """
    表5 一般公共预算支出表 单位：元
    科目编码 | 科目名称 | 合计
    205 | 教育支出 | 1,100.00
    206 | 科学技术支出 | 1,200.00
    208 | 社会保障和就业支出 | 1,300.00
    221 | 住房保障支出 | {}
    """
BODIES = """
    表{number} {title} 单位：元
    单位编码 | 单位名称 | 合计
    {code} | {name} | 10.00
    """
TITLES = ("收入总表", "支出总表", "项目支出表", "财政拨款支出表")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("25,61,108.00", True),
        ("295,O14.00", True),
        ("295.014.00", True),
        ("l,200.00", True),
        ("2,561,108.00", False),
        ("(1,200.00)", False),
        ("12.5%", False),
        ("2,561, 108.00", False),  # a blank is the typesetter's
        ("1,100.00 1,200.00", False),  # two numbers that were read as one cell
        ("2024.12.31", False),
        ("12:30", False),
        ("A-1", False),
        ("3", False),
        ("1,", False),
        ("约8.8万人", False),
    ],
)
def test_what_was_meant_as_a_number_and_is_none(text: str, expected: bool) -> None:
    assert is_attempt(text) is expected


@pytest.mark.parametrize(("cell", "count"), [("1,4O0.00", 1), ("14,00.00", 1), ("1,400.00", 0), ("", 0), ("见附表", 0)])
def test_an_amount_that_is_no_number_is_told(checked: Checked, cell: str, count: int) -> None:
    assert len(told(checked, "TB-23", ROWS.format(cell))) == count


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("支出29O.81万元。", 1),
        ("支出290..81万元，较上年持平。", 1),
        ("支出290.81万元，分别为1.5,2.3万元。", 0),
        ("依据2024.12.31的通知，支出290.81万元。", 0),
    ],
)
def test_amounts_of_the_narrative_that_are_no_numbers(checked: Checked, sentence: str, count: int) -> None:
    assert len(told(checked, "TB-23", text=sentence)) == count


def tables(*bodies: tuple[str, str]) -> str:
    return "\n".join(
        BODIES.format(number=number, title=title, code=code, name=name)
        for number, (title, (code, name)) in enumerate(zip(TITLES, bodies, strict=False), start=1)
    )


@pytest.mark.parametrize(
    ("odd", "count"),
    [
        (("601006", "某县养老保险经办中心"), 0),
        (("601006", "某县失业保险服务中心"), 1),  # another name
        (("601007", "某县养老保险经办中心"), 1),  # another code
        (("601006", "某县养老保险"), 0),  # cut short by its cell
        (("601008", "某县就业服务中心"), 0),  # another body
        (("601", "某县养老保险经办中心"), 0),  # the department above it
    ],
)
def test_a_body_has_one_name_and_one_code(checked: Checked, odd: tuple[str, str], count: int) -> None:
    usual = ("601006", "某县养老保险经办中心")
    assert len(told(checked, "CL-09", tables(usual, usual, usual, odd))) == count


def test_two_tables_are_no_majority(checked: Checked) -> None:
    assert not told(checked, "CL-09", tables(("601006", "某县养老保险经办中心"), ("601006", "某县失业保险服务中心")))


SECOND = """
    表8 一般公共预算基本支出表 单位：元
    部门经济科目编码 | 部门经济科目名称 | 政府经济科目编码 | 政府经济科目名称 | 合计
    30101 | 基本工资 | 50501 | 工资福利支出 | 30.00
    30102 | 津贴补贴 | 50501 | 工资福利支出 | 30.00
    30201 | 办公费 | 50502 | 商品和服务支出 | 20.00
    30211 | 差旅费 | {code} | {name} | 10.00
    """


@pytest.mark.parametrize(
    ("code", "name", "count"),
    [
        ("50502", "商品和服务支出", 0),
        ("50501", "商品和服务支出", 1),
        ("50502", "商品和服务", 0),
        ("50599", "某支出", 0),
    ],
)
def test_the_names_beside_second_codes(checked: Checked, code: str, name: str, count: int) -> None:
    assert len(told(checked, "CL-02b", SECOND.format(code=code, name=name))) == count


def test_a_code_that_no_table_prints_behind_a_name_that_they_do(checked: Checked) -> None:
    table = """
    表5 一般公共预算支出表 单位：万元
    科目编码 | 科目名称 | 合计
    2080109 | 社会保险经办机构 | 20.00
    """
    sentence = "社会保险经办机构（{}）20.00万元，较上年增加1.00万元。"
    assert told(checked, "NT-12", table, sentence.format("2080109")) == []
    assert len(told(checked, "NT-12", table, sentence.format("2080106"))) == 1


def test_one_title_with_last_years_year_among_titles_without_any(checked: Checked) -> None:
    heads = ("收支总表", "收入总表", "支出总表", "财政拨款收支总表")
    plain = "\n".join(
        f"    表{n} {title} 单位：元\n    项目 | 预算数\n    收入总计 | 1.00\n" for n, title in enumerate(heads, 1)
    )
    odd = "\n    表5 {}年一般公共预算支出表 单位：元\n    科目编码 | 科目名称 | 合计\n    205 | 教育支出 | 1.00\n"
    text = "某单位2024年部门预算\n2024年部门预算公开说明"
    for year, count in ((2023, 1), (2024, 0), (2021, 0)):
        assert len(told(checked, "ST-05", plain + odd.format(year), text)) == count


def test_a_code_that_the_economic_classification_lacks(checked: Checked) -> None:
    table = """
    表8 一般公共预算基本支出表 单位：元
    科目编码 | 科目名称 | 合计
    302 | 商品和服务支出 | 30.00
    30201 | 办公费 | 20.00
    {} | {} | 10.00
    """
    assert told(checked, "CL-02", table.format("30213", "维修费")) == []
    assert told(checked, "CL-02", table.format("30223", "维修（护）费")) == ["编码 30223 不存在，表中写“维修（护）费”"]
    assert told(checked, "CL-02", table.format("30223", "某项新的费用")) == []  # a code that came later
    assert len(told(checked, "CL-02b", SECOND.format(code="50512", name="商品和服务支出"))) == 1


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("会议费5.00万元，较上年下降1.62万元，下降0.48，主要原因是压减。", 1),
        ("会议费5.00万元，较上年减少0.77万元，降幅2.07，主要原因是压减。", 1),
        ("基本支出60.00万元，占82.75%；项目支出20.00万元，占17.25。", 1),
        ("支出决算为0.68万元，完成年初预算的99.50，主要原因是节约。", 1),
        ("会议费5.00万元，较上年下降1.62万元，下降0.48%，主要原因是压减。", 0),
        ("房屋占地17.25亩，占用17.25，另有库房。", 0),
    ],
)
def test_rates_that_lost_their_percent_sign(checked: Checked, sentence: str, count: int) -> None:
    assert len(told(checked, "NN-18", text=sentence)) == count


@pytest.mark.parametrize(
    ("reason", "count"),
    [
        ("财政拨款收入增加的主要原因是人员增加。", 0),
        ("财政拨款收入减少的主要原因是人员减少。", 1),
        ("财政拨款收支减少的主要原因是人员减少。", 1),
        ("公用经费减少的主要原因是压减。", 0),  # of something else
        ("比年初预算财政拨款收入减少的主要原因是压减。", 0),  # against another base
    ],
)
def test_a_reason_speaks_of_the_direction_that_was_told(checked: Checked, reason: str, count: int) -> None:
    told_before = "财政拨款收入100.00万元，比上年增加10.00万元。"
    assert len(told(checked, "NN-13c", text=told_before + reason)) == count
    assert len(told(checked, "NN-13c", text=f"一、收入情况\n{told_before}\n{reason}")) == count
    assert not told(checked, "NN-13c", text=f"一、收入情况\n{told_before}\n二、支出情况\n{reason}")
