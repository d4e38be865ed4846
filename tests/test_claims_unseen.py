"""Sentence shapes of disclosures from many places, in words of our own: what each of them claims, and what is not told of it."""

from __future__ import annotations

import pytest
from claims_told import told

from auditor.claims import read_text
from auditor.model import Pack
from tests.conftest import Checked

SENTENCES = """
水利收入7.20亿元，负增长3.10%。
    amount 7.20亿元 水利收入
    rate -3.10% 水利收入
文体局2021年度决算总收入88.50万元，比2020年度决算总收入80.00万元增加了8.50万元。
    amount 88.50万元 收入总计 @决算
    prior 80.00万元 收入总计 ~2020决算
    change +8.50万元 收入总计 ~2020决算
办公费支出较上年（减少）2.40万元，（减）幅12%。
    change -2.40万元 办公费 ~上年
    rate -12% 办公费 ~上年
公务用车运行维护费1.8万元，与上年预算数年相比持平；公务接待费0.6万元，与上年持平，因批次无变动。
    amount 1.8万元 公务用车运行费
    flat 持平 公务用车运行费 ~上年预算
    amount 0.6万元 公务接待费
    flat 持平 公务接待费 ~上年
全区累计完成一般公共预算支出12.60亿元，快于时间进度2.1个百分点，下降4%。
    amount 12.60亿元 一般公共预算
    rate -4% 一般公共预算
实有41人，其中在职人员29人、退休人员12人，所以培训费1.2万元。
    count 41人 实有
    count 29人 在职人员 <实有
    count 12人 退休人员 <实有
    amount 1.2万元 培训费
印花税占地方财政收入3.20%。
    share 3.20% 印花税 ÷地方财政收入
中央本级“三公”经费预算3.10亿元（零增长）。
    amount 3.10亿元 三公经费 @预算
    flat 零增长 三公经费
会议费2018年预算8万元，2017年预算10万元；对比减少2万元，减少率20%。
    amount 8万元 会议费 @预算
    amount 10万元 会议费 @上年预算
    change -2万元 会议费
    rate -20% 会议费
“三公”经费9万元。分项情况是：因公出国费2万元；公务接待费3万元；公务用车费4万元，其中：购置费0万元、运行费4万元。
    amount 9万元 三公经费
    amount 2万元 因公出国费 <三公经费!
    amount 3万元 公务接待费 <三公经费!
    amount 4万元 公务用车费 <三公经费!
    amount 0万元 公务用车购置费 <公务用车费!
    amount 4万元 公务用车运行费 <公务用车费!
“三公”经费5万元，其中：公务用车费4万元，其中：购置费0万元、运行费4万元；公务接待费0万元。
    amount 5万元 三公经费
    amount 4万元 公务用车费 <三公经费
    amount 0万元 公务用车购置费 <公务用车费!
    amount 4万元 公务用车运行费 <公务用车费!
    amount 0万元 公务接待费 <三公经费
财政拨款收入60万元，比上年增加9万元，主要原因是新增了5万元抗洪救灾资金。
    amount 60万元 财政拨款
    change +9万元 财政拨款 ~上年
    change +5万元 抗洪救灾资金 #
财政拨款收支总预算60万元。收入包括：一般公共预算拨款52万元、上年结转8万元；支出包括：教育支出45万元、住房保障支出15万元。
    amount 60万元 财政拨款 @预算
    amount 52万元 一般公共预算 <财政拨款
    amount 8万元 上年结转 <财政拨款
    amount 45万元 教育支出 <财政拨款
    amount 15万元 住房保障支出 <财政拨款
"""
NAMED = """“三公”经费支出6.00万元，主要用于公务。
“三公”经费支出中，公务接待费2.00万元，公务用车费4.00万元。具体情况如下：
1.公务接待费支出{told}万元。
2.公务用车费支出4.00万元。"""
GRANTS = "总支出{total}亿元，其中：税收返还和转移支付40亿元（包括一般性转移支付30亿元，占转移支付的82%；专项转移支付6.6亿元）。"


def sheet() -> list[tuple[str, list[str]]]:
    """Return the sentences with the claims that stand under each."""
    found: list[tuple[str, list[str]]] = []
    for line in SENTENCES.strip().splitlines():
        if line.startswith(" "):
            found[-1][1].append(line.strip())
        else:
            found.append((line, []))
    return found


@pytest.mark.parametrize(("sentence", "claims"), sheet())
def test_a_sentence_claims(sentence: str, claims: list[str], budget: Pack) -> None:
    assert told(read_text(sentence, budget.vocabulary)) == claims


def test_a_list_below_hangs_on_what_its_paragraph_names(budget: Pack) -> None:
    lines = told(read_text(NAMED.format(told="2.00"), budget.vocabulary))
    assert lines[-2:] == ["amount 2.00万元 公务接待费 <三公经费", "amount 4.00万元 公务用车费 <三公经费"]


def test_the_year_of_a_head_is_that_of_its_parts(checked: Checked) -> None:
    text = (
        "2023年部门决算\\n"
        "2022年“三公”经费预算中，公务用车费12.50万元，公务接待费3.00万元。\\n"
        "2023年“三公”经费预算中，公务用车费11.40万元，公务接待费3.00万元。"
    ).replace("\\n", "\n")
    assert not [c for c in checked(text=text, only="NN-11") if c.verdict.value == "fails"]


def test_a_share_is_not_taken_of_a_sister_or_of_more_than_it_names(checked: Checked) -> None:
    assert not [c for c in checked(text=GRANTS.format(total=50), only="NN-05") if c.verdict.value == "fails"]
