"""Lists in the narrative: heads, groups, what ends a list, what its end decides."""

from __future__ import annotations

import pytest
from claims_told import told

from auditor.claims import read_text
from auditor.model import Pack, Statement


def statements(text: str, budget: Pack) -> dict[str, Statement]:
    return {s.item: s for s in read_text(text, budget.vocabulary).statements}


def heads(text: str, budget: Pack) -> dict[str, str]:
    """Return item → head item of all statements."""
    narrative = read_text(text, budget.vocabulary)
    return {
        s.item: narrative.statements[s.head].item if s.head is not None else "" for s in narrative.statements if s.item
    }


def test_a_list_below_takes_numbered_paragraphs(budget: Pack) -> None:
    text = (
        "一、支出情况\n财政拨款支出100万元，比上年增加5万元。其中：\n"
        "1.小学教育（2050202）60万元，增加5万元。\n2.初中教育（2050203）40万元，无变化。\n"
        "此外，会议费3万元。\n二、其他\n培训费2万元。"
    )
    found = heads(text, budget)
    assert found["小学教育"] == found["初中教育"] == "财政拨款"
    assert found["会议费"] == found["培训费"] == ""


def test_the_head_of_a_list_below_is_the_first_amount_not_the_last(budget: Pack) -> None:
    text = "财政拨款支出总计为100万元，其中基本支出70万元，占70%；项目支出30万元，占30%。具体包括：\n1.小学教育（2050202），决算数为100万元。"
    assert heads(text, budget)["小学教育"] == "财政拨款"


def test_class_headings_inside_a_list_do_not_end_it(budget: Pack) -> None:
    text = (
        "五、支出情况\n财政拨款支出90万元。其中：\n（一）教育支出（类）\n1.普通教育（款）小学教育（项）支出60万元。\n"
        "（二）住房保障支出（类）\n1.住房改革支出（款）住房公积金（项）支出30万元。\n（三）其他说明\n会议费1万元。"
    )
    narrative = read_text(text, budget.vocabulary)
    paths = ["/".join(s.path) for s in narrative.statements if s.head is not None]
    assert paths == ["教育支出/普通教育/小学教育", "住房保障支出/住房改革支出/住房公积金"]
    assert narrative.statements[-1].head is None


def test_nested_lists_over_paragraphs(budget: Pack) -> None:
    text = (
        "收入、支出预算总计80万元，与上年相比收、支预算总计各增加8万元。其中：\n"
        "（一）收入预算总计80万元。包括：\n1．事业收入50万元。\n2．其他收入30万元。\n"
        "（二）支出预算总计80万元。包括：\n1．教育（类）支出80万元。"
    )
    narrative = read_text(text, budget.vocabulary)
    by = {s.item: s for s in narrative.statements}
    assert by["收入总计"].head == by["支出总计"].head == by["收支总计"].index
    assert by["收入总计"].group != by["支出总计"].group
    assert by["事业收入"].head == by["其他收入"].head == by["收入总计"].index
    assert by["教育"].head == by["支出总计"].index


def test_an_unmarked_list_goes_on_after_semicolons_and_ends_with_the_full_stop(budget: Pack) -> None:
    text = (
        "“三公”经费3万元，较上年减少1万元。\n其中：因公出国（境）费0万元，较上年无变化；\n公务接待费1万元，较上年无变化；\n"
        "公务用车运行费2万元，较上年减少1万元。\n会议费5万元。"
    )
    found = heads(text, budget)
    assert [found[i] for i in ("因公出国费", "公务接待费", "公务用车运行费", "会议费")] == ["三公经费"] * 3 + [""]


def test_a_list_ends_at_an_issuer_or_a_year(budget: Pack) -> None:
    text = "支出合计9万元，其中：\n会议费4万元；\n2024年培训费5万元。\n本单位公用经费3万元。"
    found = heads(text, budget)
    assert found["会议费"]
    assert found["培训费"] == found["公用经费"] == ""


def test_a_colon_opens_a_list_below(budget: Pack) -> None:
    text = "财政拨款支出60万元，按功能分类：\n（1）教育支出40万元；\n（2）住房保障支出20万元。"
    assert set(heads(text, budget).values()) == {"", "财政拨款"}


def test_a_cue_for_the_same_paragraph_takes_no_earlier_head(budget: Pack) -> None:
    text = "财政拨款支出60万元。\n开展情况如下：会议费5万元。"
    assert heads(text, budget)["会议费"] == ""


def test_a_head_is_found_by_its_name(budget: Pack) -> None:
    text = "支出预算70万元，其中：财政拨款支出预算60万元。\n财政拨款支出主要内容如下：\n1.小学教育（2050202）60万元。"
    assert heads(text, budget)["小学教育"] == "财政拨款"


def test_a_head_without_a_figure(budget: Pack) -> None:
    text = "一般公共预算“三公”经费预算支出中，公务接待费1万元，占“三公”经费的40%；公务用车运行费1.5万元，占“三公”经费的60%。具体情况如下：\n1．公务接待费1万元。"
    narrative = read_text(text, budget.vocabulary)
    assert {narrative.statements[s.head].item for s in narrative.statements if s.head is not None} == {"三公经费"}
    assert len({s.group for s in narrative.statements if s.head is not None}) == 2


def test_a_second_breakdown_stays_only_if_it_adds_up(budget: Pack) -> None:
    both = "收支总预算50万元，其中事业收入40万元，其他收入10万元；教育支出30万元，住房保障支出20万元。"
    lone = "收入总计50万元，其中事业收入40万元，其他收入10万元；会议费3万元。"
    found = statements(both, budget)
    assert found["教育支出"].head == found["住房保障支出"].head == found["收支总计"].index
    assert found["教育支出"].group != found["事业收入"].group
    assert statements(lone, budget)["会议费"].head is None


def test_zeros_after_a_full_list_open_no_second_one(budget: Pack) -> None:
    found = statements("收入总计50万元，其中：事业收入50万元；其他收入0万元；经营收入0.00万元。", budget)
    assert len({found[item].group for item in ("事业收入", "其他收入", "经营收入")}) == 1


def test_a_list_may_pass_a_full_stop_when_it_then_adds_up(budget: Pack) -> None:
    good = "“三公”经费7万元，其中：因公出国（境）费0万元。公务接待费3万元；会议用车费4万元。"
    bad = "一般公共预算支出300万元，其中事业费用240万元。政府性基金支出50万元。"
    assert heads(good, budget)["会议用车费"] == "三公经费"
    assert heads(bad, budget)["政府性基金"] == ""


def test_an_inner_list_hands_back_what_would_burst_it(budget: Pack) -> None:
    found = heads("支出合计100万元，其中：甲项60万元，其中：乙项20万元、丙项40万元；丁项40万元。", budget)
    assert found["丙项"] == "甲项"
    assert found["丁项"] == found["甲项"] != ""


def test_brackets_break_down_and_give_back(budget: Pack) -> None:
    text = "公务用车费6万元（其中，购置费2万元，运行费4万元（含税1万元）），较上年减少1万元。"
    narrative = read_text(text, budget.vocabulary)
    lines = told(narrative)
    assert "amount 2万元 公务用车购置费 <公务用车费!" in lines
    assert lines[-1] == "change -1万元 公务用车费 ~上年"


@pytest.mark.parametrize(
    ("text", "complete"),
    [
        ("政府采购9万元，其中：货物2万元、工程3万元、服务4万元。", True),
        ("政府采购9万元，其中：货物2万元、服务4万元。", False),
        ("“三公”经费9万元，其中：因公出国费0万元、公务接待费4万元、购置费2万元、运行费3万元。", True),
        ("教师50人，其中：高级职称20人、研究生学历45人。", False),
        ("收入合计9万元，其中：甲收入4万元，占40.00%；乙收入6万元，占60.00%。", True),
        ("收入合计9万元，其中：甲收入4万元，占40.00%；乙收入3万元，占30.00%。", False),
        ("职工9人，其中：在编5人、不在编4人。", True),
        ("车辆9辆，其中：公务用车5辆、其他公务用车4辆。", True),
    ],
)
def test_complete_lists(text: str, complete: bool, budget: Pack) -> None:
    members = [s for s in read_text(text, budget.vocabulary).statements if s.head is not None]
    assert members
    assert all(s.complete is complete for s in members)


def test_shares_name_the_whole_of_a_list_without_a_cue(budget: Pack) -> None:
    text = "收入总计70万元，财政拨款收入60万元，占收入总额85.71%；其他收入10万元，占收入总额14.29%。"
    assert set(heads(text, budget).values()) == {"", "收入总计"}


def test_names_without_figures_are_no_list(budget: Pack) -> None:
    text = "基本支出9万元。其中：人员经费6万元，主要包括：基本工资、津贴补贴；公用经费3万元，主要包括：办公费、水费。"
    assert heads(text, budget)["公用经费"] == "基本支出"


def test_a_lone_cue_takes_the_paragraph_before(budget: Pack) -> None:
    text = "财政拨款支出60万元，比上年增加2万元。\n其中：\n（1）教育支出40万元；\n（2）住房保障支出20万元。"
    assert heads(text, budget)["教育支出"] == "财政拨款"


def test_lists_after_a_heading_take_nothing_from_before(budget: Pack) -> None:
    text = "财政拨款支出60万元。\n二、其他事项\n其中：会议费4万元。"
    assert heads(text, budget)["会议费"] == ""


def test_a_heading_names_the_item_of_a_figure_without_one(budget: Pack) -> None:
    text = "（一）公务接待费支出情况说明\n2024年预算数为3万元，与上年持平。\n（二）会议费\n与上年持平。"
    assert told(read_text(text, budget.vocabulary)) == [
        "amount 3万元 公务接待费 @预算",
        "flat 持平 公务接待费 ~上年",
        "flat 持平 会议费 ~上年",
    ]


def test_suppliers_complete_a_generic_word(budget: Pack) -> None:
    text = "在其他采购项目中，由小型企业供应商中标的，采购金额4万元；面向大企业的采购金额6万元。"
    items = [s.item for s in read_text(text, budget.vocabulary).statements]
    assert items[0].startswith("其他采购项目中")
    assert items[1] != items[0]


SIBLINGS = """
5. 卫生健康支出20.00万元，主要用于职工医疗。
6. 用于培训12.00万元，主要用于师资。
    amount 20.00万元 卫生健康支出
    amount 12.00万元 培训
（一）培训费4万元，其中：线上1万元。
（二）会议费3万元，用于研讨2万元。
    amount 4万元 培训费
    amount 1万元 线上 <培训费
    amount 3万元 会议费
    amount 2万元 研讨 <会议费
1. 教育支出26万元，主要用于人员20万元。2. 城乡社区支出13万元。
    amount 26万元 教育支出
    amount 20万元 人员 <教育支出
    amount 13万元 城乡社区支出
收入合计100万元，其中：（1）事业收入60万元，其中学费20万元；（2）其他收入40万元。
    amount 100万元 收入
    amount 60万元 事业收入 <收入
    amount 20万元 学费 <事业收入
    amount 40万元 其他收入 <收入
②会议费3万元，其中：
③培训费2万元。
    amount 3万元 会议费
    amount 2万元 培训费
"""


def cases(sheet: str) -> list[tuple[str, list[str]]]:
    """Return (paragraphs, claims): the indented rows are the claims of the paragraphs above them."""
    found: list[tuple[str, list[str]]] = []
    for row in sheet.strip().splitlines():
        if row.startswith("    "):
            found[-1][1].append(row.strip())
        elif found and not found[-1][1]:
            found[-1] = (f"{found[-1][0]}\n{row}", found[-1][1])
        else:
            found.append((row, []))
    return found


@pytest.mark.parametrize(("text", "wanted"), cases(SIBLINGS), ids=lambda value: str(value)[:24])
def test_a_statement_with_the_next_number_is_a_sibling(text: str, wanted: list[str], budget: Pack) -> None:
    assert told(read_text(text, budget.vocabulary)) == wanted


def test_a_declared_part_stays_with_its_head_though_its_figure_is_too_large(budget: Pack) -> None:
    text = (
        "2024年“三公”经费预算数为9万元。其中：\n（一）公务用车购置及运行费2万元，"
        "其中：公务用车购置费0万元；公务用车运行费3万元。\n（二）公务接待费6万元。"
    )
    found = heads(text, budget)
    assert found["公务用车运行费"] == found["公务用车购置费"] == "公务用车费"
    assert found["公务用车费"] == found["公务接待费"] == "三公经费"
