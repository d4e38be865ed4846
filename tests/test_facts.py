"""Tables as facts: families, columns, codes, totals, outlines, forms, coordinates."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.facts.cells import table_facts
from auditor.facts.contents import contents_of
from auditor.facts.families import family_of
from auditor.model import Fact, Facts, Pack, Page, Run, Table, Vocabulary

Reader = Callable[..., Facts]
VOCABULARY = Vocabulary()


def titled(title: str) -> Table:
    return Table("", title, "元", True, (1,), 0, 0, 0, ())


@pytest.mark.parametrize(
    ("title", "family"),
    [
        ("部门综合预算收支总表", "收支总表"),
        ("2024年部门财政拨款收支总表", "财拨收支表"),
        ("部门综合预算一般公共预算支出明细表（按支出功能分类科目）", "一般支出表"),
        ("部门综合预算一般公共预算基本支出明细表（支出经济分类科目）", "一般基本表"),
        ("部门综合预算一般公共预算拨款“三公”经费及会议费、培训费支出预算表", "三公表"),
        ("支出决算表", "支出表"),
        ("一般公共预算财政拨款支出决算表", "一般支出表"),
        ("政府性基金支出预算表", "基金表"),
        ("社会保险基金支出预算表", ""),  # the known tail 支出预算表 does not say all
        ("主要财务指标", ""),
        # the words of other places, and issuers in front
        ("部门收支总体情况表", "收支总表"),
        ("某市公安局2024年支出预算总表", "支出表"),
        ("收入支出预算总表", "收支总表"),
        ("财务收支预算总表", "收支总表"),
        ("一般公共预算拨款支出预算表", "一般支出表"),
        ("一般公共预算财政拨款支出决算明细表", "一般支出表"),
        ("一般公共预算财政拨款收入支出决算表", "一般收支表"),
        ("部门基本支出预算表", "基本表"),
        ("部门项目支出预算表", "项目表"),
        ("一般公共预算“三公”经费、会议费、培训费情况统计表", "三公表"),
        ("机关运行经费支出情况表", "机关运行表"),
        # what says more than its tail
        ("财政专户管理资金支出预算表", ""),
        ("非税收入预算表", ""),
        ("项目收入支出决算表", ""),
        ("转移支付支出预算表", ""),
        ("固定资产投资情况表", ""),
        ("采购商品、接受劳务情况表", ""),
    ],
)
def test_a_title_names_a_family_by_its_longest_tail(title: str, family: str, budget: Pack) -> None:
    assert family_of(titled(title), budget.vocabulary).name == family


def by_place(facts: Facts) -> dict[tuple[str, str], Fact]:
    return {(fact.place.row, fact.place.column): fact for fact in facts.facts}


def test_codes_in_three_columns_are_one_code(facts_of: Reader) -> None:
    facts = facts_of(
        """
        表3 支出预算总表 单位：元
        科目编码/类 | 科目编码/款 | 科目编码/项 | 科目名称 | 合计 | 基本支出
        201 | | | 一般公共服务支出 | 50.00 | 50.00
        201 | 3 | | 政府办公厅及相关机构事务 | 50.00 | 50.00
        201 | 3 | 01 | 行政运行 | 50.00 | 50.00
        """
    )
    lines = facts.tables[0].blocks[0].lines
    assert [line.code for line in lines] == ["201", "20103", "2010301"]
    assert [line.parent for line in lines] == [-1, 0, 1]
    assert by_place(facts)["行政运行", "基本支出"].part == "基本支出"


def test_a_heading_is_known_beside_unit_number_and_mark(facts_of: Reader) -> None:
    facts = facts_of(
        """
        表3 支出预算总表 单位：元
        科目编码 | 科目名称① | 合计（万元）（1=2+3） | 基本支出（2） | 项目支出*
        201 | 一般公共服务支出① | 50.00 | 40.00① | 10.00
        204 | 公共安全支出 | 3.00万元 | 3.00 |
        """
    )
    columns = facts.tables[0].blocks[0].columns
    assert [(column.total, column.item) for column in columns] == [(True, ""), (False, "基本支出"), (False, "项目支出")]
    assert [fact.item for fact in facts.facts if fact.code == "201"] == ["一般公共服务支出"] * 3
    assert [(fact.amount.unit, fact.amount.value) for fact in facts.facts if fact.place.column[:2] == "合计"] == [
        ("万元", 500000),
        ("万元", 30000),
    ]


@pytest.mark.parametrize("form", ["{}{}", "[{}]{}", "{}-{}", "（{}） {}"])
def test_codes_in_front_of_their_names(form: str, facts_of: Reader) -> None:
    names = (("201", "一般公共服务支出"), ("20103", "政府办公厅及相关机构事务"), ("2010301", "行政运行"))
    rows = "\n".join(f"{form.format(*name)} | {name[0]} | 政府科目 | 50.00" for name in names)
    facts = facts_of(f"表3 支出预算总表 单位：元\n科目 | 政府科目编码 | 政府科目名称 | 合计\n{rows}\n合计 | | | 50.00")
    lines = facts.tables[0].blocks[0].lines
    assert [(line.code, line.label, line.parent) for line in lines][:3] == [
        ("201", "一般公共服务支出", -1),
        ("20103", "政府办公厅及相关机构事务", 0),
        ("2010301", "行政运行", 1),
    ]
    assert lines[3].total


def test_codes_behind_names_that_come_again_are_of_another_classification(facts_of: Reader) -> None:
    names = ["基本工资", "津贴补贴", "奖金", "办公费", "差旅费", "会议费"]
    rows = "\n".join(f"{name} | {'50501' if at < 3 else '50502'} | 政府科目 | 1.00" for at, name in enumerate(names))
    facts = facts_of(f"表3 支出预算总表 单位：元\n科目 | 政府科目编码 | 政府科目名称 | 合计\n{rows}\n合计 | | | 6.00")
    lines = facts.tables[0].blocks[0].lines
    assert [(line.code, line.label) for line in lines] == [("", name) for name in [*names, "合计"]]


def test_rows_that_only_head_their_items_state_no_zeros(facts_of: Reader) -> None:
    facts = facts_of(
        """
        表3 支出预算总表 单位：元
        科目编码 | 科目名称 | 合计
        201 | 一般公共服务支出 |
        20103 | 政府办公厅及相关机构事务 | 50.00
        | 小计 | 50.00
        208 | 社会保障和就业支出 |
        20805 | 行政事业单位养老支出 | 7.00
        | 小计 | 7.00
        合计 | | 57.00
        """
    )
    assert [row[0] >= 0 for row in facts.tables[0].blocks[0].facts] == [False, True, True] * 2 + [True]


def test_a_total_beside_a_name_for_all_rows_is_the_total(facts_of: Reader) -> None:
    facts = facts_of(
        """
        表3 支出预算表 单位：元
        部门 | 科目名称 | 合计
        本级 | 合计 | 50.00
         | 教育支出 | 30.00
         | 科学技术支出 | 20.00
        """
    )
    table = facts.tables[0].table
    cells = [cell._replace(row_span=3) if cell.text == "本级" else cell for cell in table.cells]
    cells = [cell for cell in cells if cell.row < 2 or cell.column]
    lines = table_facts(table._replace(cells=tuple(cells)), VOCABULARY, 0).table.blocks[0].lines
    assert (lines[0].label, lines[0].total) == ("合计", True)


def test_a_single_blank_heading_and_one_that_other_parts_fill_were_left_blank(facts_of: Reader) -> None:
    facts = facts_of(
        """
        表1 收支总表 单位：元
        收入 | 预算数 | 支出 | 预算数
        一、部门预算 | | 一、部门预算 | 100.00
        1、财政拨款 | 90.00 | 1、教育支出 | 60.00
        2、事业收入 | 10.00 | 2、卫生健康支出 | 40.00
        """
    )
    income, spending = facts.tables[0].blocks
    assert [row[0] >= 0 for row in income.facts] == [True, True, True]
    assert [row[0] >= 0 for row in spending.facts] == [True, True, True]


def test_a_figure_that_is_merged_over_columns_counts_once(facts_of: Reader) -> None:
    facts = facts_of(
        """
        表3 支出预算总表 单位：元
        科目编码 | 科目名称 | 合计 | 基本支出
        201 | 一般公共服务支出 | 50.00 | 50.00
        """
    )
    table = facts.tables[0].table
    cells = [cell._replace(column_span=2) if cell.text == "50.00" else cell for cell in table.cells][:-1]
    merged = table._replace(cells=tuple(cells))
    assert [column >= 0 for column in table_facts(merged, VOCABULARY, 0).table.blocks[0].facts[0]] == [True, False]


def test_two_blocks_side_by_side_have_their_own_side(facts_of: Reader) -> None:
    facts = facts_of(
        """
        表1 收支总表 单位：元
        收入/项目 | 收入/预算数 | 支出/项目 | 支出/预算数
        一、财政拨款收入 | 90.00 | 一、教育支出 | 90.00
        收入总计 | 90.00 | 支出总计 | 90.00
        """
    )
    income, spending = facts.tables[0].blocks
    assert (income.side, spending.side) == ("收入", "支出")
    found = by_place(facts)
    assert found["一、财政拨款收入", "收入/预算数"].source == "财政拨款"
    assert found["一、教育支出", "支出/预算数"].code == "205"


def test_the_outline_follows_the_numbering(facts_of: Reader) -> None:
    facts = facts_of(
        """
        表1 收支总表 单位：元
        项目 | 预算数
        一、部门预算 | 90.00
        1、财政拨款 | 80.00
        (1)一般公共预算拨款 | 80.00
        其中：专项资金 | 10.00
        (2)政府性基金拨款 |
        2、其他收入 | 10.00
        本年收入合计 | 90.00
        上年结转 | 5.00
        其中：财政拨款资金结转 | 5.00
        非财政拨款资金结余 |
        收入总计 | 95.00
        """
    )
    lines = facts.tables[0].blocks[0].lines
    assert [line.parent for line in lines] == [-1, 0, 1, 2, 1, 0, -1, -1, 7, 7, -1]
    assert [line.of_which for line in lines][3:5] == [True, False]
    assert lines[8].of_which
    assert lines[9].of_which
    assert [line.total for line in lines].count(True) == 2


def test_an_unlabelled_first_row_is_the_total(facts_of: Reader) -> None:
    facts = facts_of(
        """
        表5 一般公共预算支出明细表 单位：元
        科目编码 | 科目名称 | 合计
         | | 30.00
        208 | 社会保障和就业支出 | 30.00
        """
    )
    assert facts.tables[0].blocks[0].lines[0].total


def test_periods_and_groups_of_a_header_become_coordinates(facts_of: Reader) -> None:
    facts = facts_of(
        """
        表12 三公经费支出预算表 单位：元
        单位名称 | 上年/三公经费/小计 | 上年/三公经费/公务接待费 | 当年/三公经费/小计 | 当年/三公经费/公务接待费
        某单位 | 5.00 | 5.00 | 6.00 | 6.00
        """
    )
    assert [(f.item, f.period) for f in facts.facts] == [
        ("三公经费", "上年"),
        ("公务接待费", "上年"),
        ("三公经费", "当年"),
        ("公务接待费", "当年"),
    ]


def test_a_form_gives_only_its_money(facts_of: Reader) -> None:
    facts = facts_of(
        """
        表14 部门整体支出绩效目标表
        任务名称 | 主要内容 | 总额（万元） | 财政拨款 | 其他资金
        任务1 | 人员经费 | 25.50 | 25.50 |
        任务2 | 公用经费 | 4.50 | 4.50 |
        金额合计 | | 30.00 | 30.00 |
        产出指标 | 数量指标 | 约8.8万人 | |
        """
    )
    assert {f.amount.printed for f in facts.facts if not f.blank} == {"25.50", "4.50", "30.00"}
    assert [(e.printed, e.reason) for e in facts.excluded if "8.8" in e.printed] == [("约8.8万人", "performance")]


def test_numbers_outside_value_columns_are_excluded_with_the_reason(facts_of: Reader) -> None:
    facts = facts_of(
        """
        表5 一般公共预算支出明细表 单位：元
        序号 | 科目编码 | 科目名称 | 合计
        1 | 208 | 社会保障和就业支出 | 30.00
        """
    )
    assert {(e.printed, e.reason) for e in facts.excluded} == {("1", "serial"), ("208", "code")}


@pytest.mark.parametrize("header", ["单位编/码", "单位"])
def test_codes_are_told_from_amounts_by_a_cut_header_or_by_their_digits(facts_of: Reader, header: str) -> None:
    facts = facts_of(
        f"""
        表10 专项业务经费支出表 单位：元
        {header} | 单位（项目）名称 | 项目金额
         | 合计 | 231,200.00
        601 | 某局 | 231,200.00
        601006 | 某中心 | 231,200.00
        """
    )
    assert {fact.amount.printed for fact in facts.facts} == {"231,200.00"}
    assert [line.code for line in facts.tables[0].blocks[0].lines] == ["", "601", "601006"]


def test_the_latest_year_in_the_header_is_the_documents_own(facts_of: Reader) -> None:
    facts = facts_of(
        """
        表5 一般公共预算支出表 单位：万元
        科目名称 | 2023年执行数 | 2024年预算数/小计 | 2024年预算数/基本支出 | 比上年/增减额 | 比上年/增减%
        教育支出 | 60.00 | 70.00 | 70.00 | 10.00 | 16.67
        """
    )
    columns = facts.tables[0].blocks[0].columns
    assert [column.period for column in columns] == ["上年", "当年", "当年", "增减", "比率"]
    assert by_place(facts)["教育支出", "比上年/增减%"].amount.unit == "%"


def test_a_total_over_the_parts_of_a_subject_is_that_subject(facts_of: Reader) -> None:
    facts = facts_of(
        """
        表7 三公经费支出决算表 单位：万元
        合计 | 因公出国（境）费 | 公务用车/公务用车购置费 | 公务用车/公务用车运行费 | 公务接待费
        10.00 | 1.00 | 0 | 5.00 | 4.00

        表8 三公经费情况表 单位：万元
        项目 | 预算数
        合计 | 10.00
        因公出国（境）费 | 1.00
        公务用车购置及运行费 | 5.00
        公务接待费 | 4.00

        表9 三公经费及会议费、培训费支出预算表 单位：万元
        合计 | 因公出国（境）费 | 公务用车购置及运行费 | 公务接待费 | 会议费
        11.00 | 1.00 | 5.00 | 4.00 | 1.00
        """
    )
    totals = [
        fact.item for fact in facts.facts if fact.place.row == "合计" and fact.amount.printed in {"10.00", "11.00"}
    ]
    assert totals == ["三公经费", "三公经费", "合计"]


def test_contents_tell_the_tables_they_announce(budget: Pack) -> None:
    texts = ("目 录", "一、2024年收支预算总表…………3", "二、支出预算总表", "三、名词解释", "四、机构图表")
    runs = tuple(Run((text,), (80.0,), (200.0,), 60.0 + 20 * row, 12.0, None) for row, text in enumerate(texts))
    cover = Page(1, 595, 842, (), (), ())
    listed = contents_of((cover, Page(2, 595, 842, runs, (), ())), budget.vocabulary)
    assert [(each.title, each.page) for each in listed] == [("2024年收支预算总表", 2), ("支出预算总表", 2)]
    assert contents_of((cover,), budget.vocabulary) == ()
