"""Sentences and what they claim, one line per claim (see claims_told)."""

from __future__ import annotations

import pytest
from claims_told import told

from auditor.claims import read_text
from auditor.model import Pack

SENTENCES = """
2024年，区文化馆收入预算830.20万元，其中：财政拨款收入800.20万元、事业收入30万元，较上年增加12.5万元，增长1.53%。
    amount 830.20万元 预算收入 @预算
    amount 800.20万元 财政拨款 <预算收入
    amount 30万元 事业收入 <预算收入
    change +12.5万元 预算收入 ~上年 |事业收入
    rate +1.53% 预算收入 ~上年
全年支出决算512.6万元，完成年初预算的96.4%，决算数小于预算数的主要原因是压缩办公开支。
    amount 512.6万元 支出 @决算
    completion 96.4% 支出 ÷年初预算
    compare 小于 支出 ÷预算数
因公出国（境）费0万元，与上年持平；公务接待费1.2万元，比上年减少0.3万元，下降20%，主要原因是接待批次减少。
    amount 0万元 因公出国费
    flat 持平 因公出国费 ~上年
    amount 1.2万元 公务接待费
    change -0.3万元 公务接待费 ~上年
    rate -20% 公务接待费 ~上年
会议费3万元，较上年减少1万元（25%）；培训费0万元，较上年减少0.8万元（-100%）。
    amount 3万元 会议费
    change -1万元 会议费 ~上年
    rate -25% 会议费 ~上年
    amount 0万元 培训费
    change -0.8万元 培训费 ~上年
    rate -100% 培训费 ~上年
教育支出（类）普通教育（款）小学教育（项）。主要用于：教师工资。年初预算为420.00万元，支出决算为431.50万元，完成年初预算的102.74%。
    amount 420.00万元 教育支出/普通教育/小学教育 @年初预算
    amount 431.50万元 教育支出/普通教育/小学教育 @决算
    completion 102.74% 教育支出/普通教育/小学教育 ÷年初预算
2.初中教育（2050203），2024年度决算数为18.60万元，比2023年度决算数增长3.20%。
    amount 18.60万元 初中教育 @决算
    rate +3.20% 初中教育 ~2023决算
党委办公室（室）及相关事务（款）专项业务（项）支出6.5万元，与上年一致。
    amount 6.5万元 党委办公室（室）及相关事务/专项业务
    flat 一致 党委办公室（室）及相关事务/专项业务 ~上年
教育支出-普通教育-学前教育12万元。
    amount 12万元 教育支出/普通教育/学前教育
收入总计900万元，支出总计900万元，与2023年度相比，减少30万元，下降3.23%。
    amount 900万元 收入总计
    amount 900万元 支出总计
    change -30万元 支出总计 ~2023 |收入总计
    rate -3.23% 支出总计 ~2023 |收入总计
2024年收、支总计分别为610.25万元、598.40万元，比上年分别增加12万元、15万元。
    amount 610.25万元 收入总计
    amount 598.40万元 支出总计
    change +12万元 收入总计 ~上年
    change +15万元 支出总计 ~上年
收、支总计各是61.25,59.84万元，收、支总计各下降2.5%、3.1%。
    amount 61.25万元 收入总计
    amount 59.84万元 支出总计
    rate -2.5% 收入总计
    rate -3.1% 支出总计
财政拨款收、支总决算1,234.50万元。与2023年相比，财政拨款收、支总计各增加34.50万元，增长2.88%。
    amount 1,234.50万元 收支总计 @决算
    change +34.50万元 收支总计 ~2023
    rate +2.88% 收支总计 ~2023
货物、服务分别为3万元、4万元。
    amount 3万元 货物
    amount 4万元 服务
货物、工程、服务分别为3万元、4万元。
    amount 3万元 货物、工程、服务
    amount 4万元 货物、工程、服务
本年收入决算数1,200.5万元，完成预算1,250万元的96.04%，同比增收35.2万元，增长3.02%。
    amount 1,200.5万元 本年收入合计 @决算
    completion 96.04% 本年收入合计 ÷预算1,250万元
    change +35.2万元 本年收入合计 ~上年同期
    rate +3.02% 本年收入合计 ~上年同期
项目支出预算为80万元，占支出总额的25%，比上年提高1.5个百分点。
    amount 80万元 项目支出 @预算
    share 25% 项目支出 ÷支出总额
    points +1.5个百分点 项目支出 ~上年
公务接待费支出2.6万元，接待35批次、280人次，同比去年3.1万元减少0.5万元。
    amount 2.6万元 公务接待费
    count 35批次 接待
    count 280人次 接待
    prior 3.1万元 公务接待费 ~上年同期
    change -0.5万元 公务接待费 ~上年同期
支出5.2万元，较上年6.0减少0.8万元。
    amount 5.2万元 支出
    prior 6.0万元 支出 ~上年
    change -0.8万元 支出 ~上年
按同口径比2023年减少80万元，下降2%；可比增长3%。
    change -80万元 - ~可比2023
    rate -2% - ~可比2023
    rate +3% - ~可比
机关运行经费支出45.3万元，比年初预算数增加2.1万元，差额为0.3万元。
    amount 45.3万元 机关运行经费
    change +2.1万元 机关运行经费 ~年初预算
    change 0.3万元 机关运行经费 ~年初预算
2023年当年预算执行数为6.00万元，2024年预算安排9.00万元，比2023年预算执行数增加50.00%。
    amount 6.00万元 - @上年
    amount 9.00万元 - @预算
    rate +50.00% - ~2023执行
基本支出：2024年预算数为220万元，占62%；项目支出：2024年预算数为136.8万元，占38%，较上年持平。
    amount 220万元 基本支出 @预算
    share 62% 基本支出
    amount 136.8万元 项目支出 @预算
    share 38% 项目支出
    flat 持平 项目支出 ~上年
项目支出30万元，占20.5；经营支出2万元，占支出合计%。
    amount 30万元 项目支出
    share 20.5 项目支出
    amount 2万元 经营支出
    share 占 经营支出 ÷支出合计
公务接待费0.5万元，上年为0，增长--，增长率不可比。
    amount 0.5万元 公务接待费
    amount 0 公务接待费 @上年
    zero-base -- 公务接待费
支出决算数大小于预算数，决算数与预算数基本持平。
    compare 大小于 支出 ÷预算数
    flat 基本持平 支出 ~预算
调增上级补助收入5万元，调减其他收入2万元。
    change +5万元 上级补助收入
    change -2万元 其他收入
减少100万元，减少9.52，主要原因是压减了专项。
    change -100万元 -
    rate -9.52 -
住房公积金30万元，增长百分之5.0，主要原因是基数上调。
    amount 30万元 住房公积金
    rate +5.0% 住房公积金
本单位会议费合计 3.10 培训费 2.05
    amount 3.10 会议费
    amount 2.05 培训费
区财政局2024年度机关运行经费支出10万元；该局本级财政拨款的机关运行经费支出8万元。
    amount 10万元 机关运行经费
    amount 8万元 机关运行经费
一般公共预算安排的“三公”经费预算中公务接待费2万元，比上年减少1万元。
    amount 2万元 公务接待费
    change -1万元 公务接待费 ~上年
上年预算数为8万元，本年预算数为9万元。
    amount 8万元 - @上年
    amount 9万元 - @预算
"""


def cases(sheet: str) -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = []
    for row in sheet.strip().splitlines():
        if row.startswith("    "):
            found[-1][1].append(row.strip())
        else:
            found.append((row, []))
    return found


@pytest.mark.parametrize(("text", "wanted"), cases(SENTENCES), ids=lambda value: str(value)[:24])
def test_a_sentence_claims(text: str, wanted: list[str], budget: Pack) -> None:
    assert told(read_text(text, budget.vocabulary)) == wanted


COUNTS = """
截至年底，人员编制40人，其中行政编制12人、事业编制28人；实有人员46人，其中行政11人、事业28人、聘用人员7人（含劳务派遣）。
    count 40人 人员编制
    count 12人 行政编制 <人员编制!
    count 28人 事业编制 <人员编制!
    count 46人 实有人员
    count 11人 行政 <实有人员
    count 28人 事业 <实有人员
    count 7人 聘用人员 <实有人员
现有公务车辆5辆，其中一般公务用车3辆、执法执勤用车2辆；单价50万元以上的设备3台。
    count 5辆 公务车辆
    count 3辆 一般公务用车 <公务车辆
    count 2辆 执法执勤用车 <公务车辆
    count 3台 设备
公务用车保有量为叁辆，设十二个科室、3个直属单位。
    count 叁辆 公务用车保有量
    count 十二个 科室
    count 3个 直属单位
专技岗7人（其中：专技6级1人、专技十级2人、专技十一级4人）；管理岗2人。
    count 7人 专技岗
    count 1人 专技6级 <专技岗
    count 2人 专技十级 <专技岗
    count 4人 专技十一级 <专技岗
    count 2人 管理岗
面积12000平方米，其中地上9000平方米（其中计入容积8800平方米，不计入容积200平方米），地下3000平方米。
    count 12000平方米 面积
    count 9000平方米 地上 <面积
    count 8800平方米 计入容积 <地上!
    count 200平方米 不计入容积 <地上!
    count 3000平方米 地下 <面积
申报绩效目标的2024年度项目3个，涉及预算金额90万元，平均得分96分（其中，评级为“优”的项目2个；评级为“良”的项目1个）。
    count 3个 申报绩效目标的项目
    amount 90万元 申报绩效目标的项目 @预算
    count 2个 评级为优的项目 <申报绩效目标的项目
    count 1个 评级为良的项目 <申报绩效目标的项目
人才计划入选44人次，其中院士2人、长江学者3人，分别增加编制3名。
    count 44人次 人才计划入选
    count 2人 院士
    count 3人 长江学者
    change +3名 编制
"""


@pytest.mark.parametrize(("text", "wanted"), cases(COUNTS), ids=lambda value: str(value)[:24])
def test_counts(text: str, wanted: list[str], budget: Pack) -> None:
    assert told(read_text(text, budget.vocabulary)) == wanted


SILENT = """
减少的主要原因是厉行节约。
思想上保持高度一致，各项工作稳步推进，降低行政成本，提高资金使用效益。
坚持“一带一路”，落实“十四五”规划，第三季度完成。
无政府性基金预算财政拨款收入支出的，仍保留该表格式。
并已公开空表，此外无偿提供服务，无法独立操作的给予帮助。
根据财预〔2023〕15号和《关于2024年预算的通知》，人均定额2.5万元/人·年，满意度≥95%。
占地约50亩，建筑面积约8000平方米，现有教师120余人，图书3.5万册，层高29.8米。
单价20万元以上的设备按规定处置，（20万以下）不入固定资产，见表5和附表2。
主要用于保障机构运转，与上年和上年结转有关。
差额拨款事业单位和自收自支单位。
"""


@pytest.mark.parametrize("text", SILENT.strip().splitlines(), ids=lambda value: str(value)[:24])
def test_what_claims_nothing(text: str, budget: Pack) -> None:
    assert told(read_text(text, budget.vocabulary)) == []


NONES = """
本单位无当年国有资本经营预算收支，故本表为空表。
    none 无 国有资本经营
    none 本表为空 本表
没有使用政府性基金预算拨款安排的预算，本年度未发生因公出国费用。
    none 没有 政府性基金
    none 未发生 因公出国费
因财力不足，公务接待费没预算。
    none 没预算 公务接待费
说明：本部门无机关运行经费，故本表无数据。
    none 无 机关运行经费
    none 无数据 本表
"""


@pytest.mark.parametrize(("text", "wanted"), cases(NONES), ids=lambda value: str(value)[:24])
def test_what_is_not_there(text: str, wanted: list[str], budget: Pack) -> None:
    assert told(read_text(text, budget.vocabulary)) == wanted


def test_a_rate_follows_the_change_it_restates(budget: Pack) -> None:
    narrative = read_text("会议费3万元，较上年减少1万元（-25%），比2022年增加0.5万元，增长20%。", budget.vocabulary)
    assert [(c.measure, c.follows) for c in narrative.claims] == [
        ("amount", None),
        ("change", None),
        ("rate", 1),
        ("change", None),
        ("rate", 3),
    ]


@pytest.mark.parametrize(
    ("text", "printed", "reason"),
    [
        ("2024年安排。", "2024", "year"),
        ("3月15日前报送。", "3", "date"),
        ("教育支出（205）事项。", "205", "code"),
        ("依据财预〔2023〕15号。", "15", "document-number"),
        ("单价20万元以上的设备。", "20", "threshold"),
        ("满意度≥95%。", "95", "bound"),
        ("第3批名单。", "3", "ordinal"),
        ("6级以上人员。", "6", "ordinal"),
        ("A4纸张。", "4", "ordinal"),
        ("一、（3）说明。", "3", "marker"),
        ("约50亩绿地。", "50", "approximate"),
        ("定额2万元/人。", "2", "other-unit"),
        ("得分96.5分。", "96.5", "performance"),
        ("合格率99%。", "99", "performance"),
        ("完成预算50万元的40%。", "50", "denominator"),
        ("型号7的样机。", "7", "marker"),
        ("较2023年持平。", "2023", "year"),
    ],
)
def test_numbers_that_state_nothing(text: str, printed: str, reason: str, budget: Pack) -> None:
    found = {each.printed: each.reason for each in read_text(text, budget.vocabulary).excluded}
    assert found[printed] == reason


def test_a_profile_counts_many_things(budget: Pack) -> None:
    text = "学校设有12个学院、3个实验中心、5门精品课程，获奖20项，发表论文300篇，现有教师80人，其中在编60人、编外20人。"
    narrative = read_text(text, budget.vocabulary)
    assert [claim.amount.printed for claim in narrative.claims if claim.amount] == ["80", "60", "20"]  # they add up
    assert {each.reason for each in narrative.excluded} == {"profile"}


def test_every_number_is_claimed_or_excluded(budget: Pack) -> None:
    text = "2024年收入预算1,025.36万元，较上年增加88.12万元（9.40%），人员36人，得分90分，文号〔2023〕7号。"
    narrative = read_text(text, budget.vocabulary)
    printed = [claim.amount.printed for claim in narrative.claims if claim.amount] + [
        each.printed for each in narrative.excluded
    ]
    assert sorted(printed) == sorted(["2024", "1,025.36", "88.12", "9.40", "36", "90", "2023", "7"])


def test_scope_comes_from_the_words_the_head_or_the_heading(budget: Pack) -> None:
    text = (
        "（一）一般公共预算支出情况\n本年支出30万元，其中：基本支出20万元、项目支出10万元。\n"
        "（二）其他情况\n政府性基金预算收入5万元。"
    )
    scopes = {s.item: (s.fund, s.side, s.part) for s in read_text(text, budget.vocabulary).statements}
    assert scopes["基本支出"] == ("一般公共预算", "支出", "基本支出")
    assert scopes["项目支出"] == ("一般公共预算", "支出", "项目支出")
    assert scopes["政府性基金"] == ("政府性基金", "收入", "")


def test_the_span_is_that_of_the_printed_figure(budget: Pack) -> None:
    text = "会议费 １,２00.5 万元， 较上年  减少  3.5 万元。"
    narrative = read_text(text, budget.vocabulary)
    paragraph = narrative.paragraphs[0].text
    assert [paragraph[c.start : c.end] for c in narrative.claims] == ["１,２00.5", "3.5"]
    assert [c.value for c in narrative.claims] == [12_005_000, -35_000]


NAMES = """
其他支出（类）彩票公益金安排的支出（款）用于体育事业的彩票公益金支出（项）5.20万元，比上年增加0.2万元。
    amount 5.20万元 其他支出/彩票公益金安排的支出/用于体育事业的彩票公益金支出
    change +0.2万元 其他支出/彩票公益金安排的支出/用于体育事业的彩票公益金支出 ~上年
一般公共服务支出（类）党委办公室（室）及相关事务（款）与上年相比增加的支出（项）3万元，主要用于调研。
    amount 3万元 一般公共服务支出/党委办公室（室）及相关事务/与上年相比增加的支出
“其他支出-彩票公益金安排的支出-用于体育事业的彩票公益金支出”科目8万元，主要用于器材。
    amount 8万元 其他支出/彩票公益金安排的支出/用于体育事业的彩票公益金支出
其他支出-用于其中之一的支出-用于体育事业的彩票公益金支出9万元。
    amount 9万元 其他支出/用于其中之一的支出/用于体育事业的彩票公益金支出
3.用于体育事业的彩票公益金支出（2296003）7万元。
    amount 7万元 用于体育事业的彩票公益金支出
项目支出9万元，主要用于体育场馆维修5万元。
    amount 9万元 项目支出
    amount 5万元 体育场馆维修 <项目支出
工作成效增长——推进项目建设，公务接待费增长2%。
    rate +2% 公务接待费
"""


@pytest.mark.parametrize(("text", "wanted"), cases(NAMES), ids=lambda value: str(value)[:24])
def test_a_whole_name_may_hold_any_words(text: str, wanted: list[str], budget: Pack) -> None:
    assert told(read_text(text, budget.vocabulary)) == wanted


EVEN = """
会议费年初预算为3.12万元，支出决算为3.21万元，决算数与年初预算数持平。
    amount 3.12万元 会议费 @年初预算
    amount 3.21万元 会议费 @决算
    compare 持平 会议费 ÷年初预算数
培训费预算执行数2万元，执行数与调整预算数相比一致；差旅费年初预算数与支出决算数相同。
    amount 2万元 培训费 @执行
    compare 一致 培训费 ÷调整预算数
    compare 相同 差旅费 ÷支出决算数
会议费3万元，与年初预算持平；培训费2万元，与上年决算数持平，决算数与预算数基本持平。
    amount 3万元 会议费
    flat 持平 会议费 ~年初预算
    amount 2万元 培训费
    flat 持平 培训费 ~上年决算
    flat 基本持平 培训费 ~预算
基本支出年初预算为60万元，决算为50万元，其中：人员经费年初预算为40万元，决算为30万元；公用经费年初预算为20万元，决算为20万元。
    amount 60万元 基本支出 @年初预算
    amount 50万元 基本支出 @决算
    amount 40万元 人员经费 @年初预算 <基本支出!
    amount 30万元 人员经费 @决算 <基本支出!
    amount 20万元 公用经费 @年初预算 <基本支出!
    amount 20万元 公用经费 @决算 <基本支出!
"""


@pytest.mark.parametrize(("text", "wanted"), cases(EVEN), ids=lambda value: str(value)[:24])
def test_both_sides_of_a_comparison_are_told(text: str, wanted: list[str], budget: Pack) -> None:
    assert told(read_text(text, budget.vocabulary)) == wanted


def funds(text: str, budget: Pack) -> list[tuple[str, str]]:
    return [(s.item, s.fund) for s in read_text(text, budget.vocabulary).statements]


def test_the_words_of_an_item_name_its_fund(budget: Pack) -> None:
    text = (
        "政府性基金预算财政拨款本年收入4万元，本年支出4万元。\n"
        "国有资本经营预算财政拨款中本年收入5万元，事业收入6万元。本年支出9万元。"
    )
    assert funds(text, budget) == [
        ("本年收入合计", "政府性基金"),
        ("本年支出合计", "政府性基金"),
        ("本年收入合计", "国有资本经营"),
        ("事业收入", ""),
        ("本年支出合计", ""),
    ]


def test_the_nearest_heading_that_names_a_fund_gives_it(budget: Pack) -> None:
    text = "三、政府性基金预算情况\n（一）收入情况\n本年收入4万元。\n四、其他情况\n本年收入9万元。"
    narrative = read_text(text, budget.vocabulary)
    assert [(s.fund, s.side) for s in narrative.statements] == [("政府性基金", "收入"), ("", "收入")]
