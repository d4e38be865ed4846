"""The narrative of a Shaanxi budget."""

from __future__ import annotations

from benchmarks.mutations.document import Writer
from benchmarks.mutations.graph import Figure
from benchmarks.mutations.world import NAMES, ZERO

ECONOMIC = [("301", "工资福利支出"), ("302", "商品和服务支出"), ("303", "对个人和家庭的补助"), ("310", "资本性支出")]


def tell(w: Writer) -> None:
    """Write the parts before the tables."""
    world = w.world
    w.heading("第一部分 单位概况", 1)
    w.heading("一、主要职责及机构设置", 2)
    w.say(f"{world.name}贯彻执行国家有关方针政策和法律法规，承担本辖区相关管理和服务工作，主要职责如下：")
    w.say("1、组织拟订发展规划和年度计划并组织实施；")
    w.say("2、承办上级部门交办的其他事项。")
    w.heading("二、工作任务", 2)
    w.say("坚持稳中求进工作总基调，认真落实各项惠民政策，持续提升服务水平。")
    _staff(w)
    w.heading("第二部分 收支情况", 1)
    w.heading("四、收支说明", 2)
    _totals(w)
    _details(w)
    w.heading("第三部分 其他情况", 1)
    _three_public(w)
    _other(w)


def _staff(w: Writer) -> None:
    counts = w.world.counts
    w.heading("三、人员情况说明", 2)
    civil = 0 if w.world.institution else counts["编制"] * 2 // 3
    posts = w.count("staff/posts", counts["编制"])
    parts = [w.count("staff/civil", civil), w.count("staff/public", counts["编制"] - civil)]
    w.graph.total(posts, parts, "posts")
    here = 0 if w.world.institution else counts["实有"] * 2 // 3
    staff = w.count("staff/staff", counts["实有"])
    real = [w.count("staff/here-civil", here), w.count("staff/here-public", counts["实有"] - here)]
    w.graph.total(staff, real, "staff")
    w.say(
        f"截止{w.world.year - 1}年底，本单位人员编制", posts, "人，其中行政编制", parts[0], "人、事业编制", parts[1],
        "人；实有人员", staff, "人，其中行政", real[0], "人、事业", real[1], "人。单位管理的离退休人员",
        w.count("staff/retired", counts["离退休"]), "人。",
    )  # fmt: skip


def _totals(w: Writer) -> None:
    world = w.world
    w.heading("（一）收支预算总体情况", 3)
    for side in ("收入", "支出"):
        now, before = world.amount("all", "total"), world.amount("all", "total", when="before")
        total = w.told(f"all/{side}", now, "fun:all:total:", previous=before)
        parts, shown = [], []
        for scope, name in (
            ("general", "一般公共预算拨款"),
            ("fund", "政府性基金拨款"),
            ("capital", "国有资本经营预算拨款"),
        ):
            figure = w.told(f"all/{side}/{scope}", world.amount(scope, "total"), f"fun:{scope}:total:")
            shown += ["、" if parts else "", f"{name}{side}", figure, "万元"]
            parts.append(figure)
        if own := world.amount("own", "total"):
            figure = w.told(f"all/{side}/own", own, "fun:own:total:")
            shown += ["、事业收入" if side == "收入" else "、事业收入安排支出", figure, "万元"]
            parts.append(figure)
        w.graph.total(total, parts, "funds")
        change, _ = w.change(
            f"all/{side}",
            total,
            before,
            w.pick("较上年", "比上年", "与上年相比", "较上年"),
            rate=w.style.wording % 2 == 1,
            meaning="chg:all",
        )
        reason = w.pick(
            "主要原因是人员增减变动", "原因是项目安排变化", "主要是工作任务调整所致", "主要原因是人员经费变动"
        )
        w.say(
            w.pick(
                f"本单位当年预算{side}",
                f"{world.year}年本单位预算{side}",
                f"本单位当年预算{side}",
                f"本单位{world.year}年预算{side}",
            ),
            total,
            "万元，其中",
            shown,
            change,
            f"，{reason}。",
        )
    w.heading("（二）财政拨款收支情况", 3)
    for side in ("收入", "支出"):
        now, before = world.amount("approp", "total"), world.amount("approp", "total", when="before")
        total = w.told(f"approp/{side}", now, "fun:approp:total:", previous=before)
        general = w.told(f"approp/{side}/general", world.amount("general", "total"), "fun:general:total:")
        fund = w.told(f"approp/{side}/fund", world.amount("fund", "total"), "fun:fund:total:")
        capital = w.told(f"approp/{side}/capital", world.amount("capital", "total"), "fun:capital:total:")
        w.graph.total(total, [general, fund, capital], "funds")
        change, _ = w.change(
            f"approp/{side}",
            total,
            before,
            w.pick("较上年", "比上年", "较上年", "较上年预算"),
            rate=False,
            meaning="chg:approp",
        )
        w.say(f"本单位当年财政拨款{side}", total, f"万元，其中一般公共预算拨款{side}", general, f"万元、政府性基金拨款{side}", fund,
              f"万元、国有资本经营预算拨款{side}", capital, "万元", change, "，主要原因是工作任务变化。")  # fmt: skip


def _details(w: Writer) -> None:
    world = w.world
    w.heading("（三）一般公共预算拨款支出明细情况", 3)
    w.say("1、一般公共预算当年拨款规模变化情况")
    now, before = world.amount("general", "total"), world.amount("general", "total", when="before")
    total = w.told("general/size", now, "fun:general:total:", previous=before)
    change, _ = w.change("general/size", total, before, "较上年", rate=True, meaning="chg:general")
    w.say("本单位当年一般公共预算拨款支出", total, "万元", change, "，主要原因是人员及项目经费变化。")
    w.say("2、支出按功能科目分类的明细情况")
    total = w.told("general/functions", now, "fun:general:total:", previous=before)
    figures, changes = [], []
    w.say("本单位当年一般公共预算支出", total, "万元，其中：")
    codes = w.world.codes("general")
    for at, code in enumerate(codes, 1):
        amount = w.told(f"fun/{code}", world.amount("general", "total", code), f"fun:general:total:{code}",
                        previous=world.amount("general", "total", code, "before"))  # fmt: skip
        phrase, change_figure = w.change(f"fun/{code}", amount, world.amount("general", "total", code, "before"),
                                         w.pick("较上年", "比上年", "较上年", "与上年相比"), rate=w.style.wording == 3)  # fmt: skip
        figures.append(amount)
        changes.append(change_figure)
        reason = w.rng.choice(["原因是人员增减变动", "主要原因是工资调整", "原因是厉行节约", "主要原因是工作任务变化"])
        w.say(
            f"（{at}）{NAMES[code]}（{code}）",
            amount,
            "万元",
            phrase,
            f"，{reason}",
            "。" if at == len(codes) else "；",
        )
    w.graph.total(total, figures, "list")
    _sum_of_changes(w, "general/size", changes)
    w.say("3、支出按经济科目分类的明细情况")
    total = w.told("general/economy", now, "fun:general:total:", previous=before)
    w.say("（1）本单位当年一般公共预算支出", total, "万元，其中：")
    figures, changes = [], []
    for code, name in ECONOMIC:
        value, last = world.economy("general", "total", code), world.economy("general", "total", code, "before")
        if not value and not last:
            continue
        amount = w.told(f"eco/{code}", value, f"eco:general:total:{code}", previous=last)
        phrase, change_figure = w.change(f"eco/{code}", amount, last, "较上年", rate=False)
        figures.append(amount)
        changes.append(change_figure)
        w.say(f"{name}（{code}）", amount, "万元", phrase, "，原因是据实安排；")
    w.graph.total(total, figures, "list")
    _sum_of_changes(w, "general/size", changes)
    for scope, name in (("fund", "政府性基金预算"), ("capital", "国有资本经营预算拨款")):
        w.heading(f"（{'四' if scope == 'fund' else '五'}）{name}收支情况", 3)
        if value := world.amount(scope, "total"):
            w.say(f"本单位当年{name}支出", w.money(f"{scope}/told", value, f"fun:{scope}:total:"), "。")
        else:
            w.say(f"本单位无当年{name}收支{'，并已公开空表' if scope == 'fund' else ''}。")


def _sum_of_changes(w: Writer, key: str, changes: list[Figure | None]) -> None:
    whole = w.graph.figures.get(f"n/{key}/change")
    if whole is not None and all(change is not None for change in changes):
        w.graph.total(whole, changes, "changes")


def _three_public(w: Writer) -> None:
    money = w.world.public3
    w.heading("五、“三公”经费及会议费、培训费情况说明", 2)
    items = [
        ("出国", "因公出国（境）经费"),
        ("接待", "公务接待费"),
        ("运行", "公务用车运行维护费"),
        ("购置", "公务用车购置费"),
    ]
    total_now, total_before = (sum((money[item, when] for item, _ in items), ZERO) for when in ("now", "before"))
    total = w.told("sg/total", total_now, "sg:total:now", previous=total_before)
    change, _ = w.change(
        "sg/total",
        total,
        total_before,
        w.pick("较上年", "比上年", "较上年预算", "较上年"),
        rate=True,
        meaning="sg:total:change",
        flat="无变化",
    )
    w.say("本单位当年一般公共预算“三公”经费预算支出", total, "万元", change, "，主要原因是落实过紧日子要求。")
    parts = []
    w.say("其中：")
    for item, name in items:
        amount = w.told(f"sg/{item}", money[item, "now"], f"sg:{item}:now", previous=money[item, "before"])
        parts.append(amount)
        phrase, _ = w.change(f"sg/{item}", amount, money[item, "before"], "较上年", rate=w.style.wording == 1,
                             meaning=f"sg:{item}:change", flat=w.pick("无变化", "持平", "无增减", "持平"))  # fmt: skip
        w.say(name, amount, "万元", phrase, "；" if item != "购置" else "。")
    w.graph.total(total, parts, "three public")
    for item, name in (("会议", "会议费"), ("培训", "培训费")):
        amount = w.told(f"sg/{item}", money[item, "now"], f"sg:{item}:now", previous=money[item, "before"])
        phrase, _ = w.change(
            f"sg/{item}",
            amount,
            money[item, "before"],
            "较上年",
            rate=False,
            meaning=f"sg:{item}:change",
            flat="无变化",
        )
        w.say(f"本单位当年一般公共预算{name}预算支出", amount, "万元", phrase, "。")


def _other(w: Writer) -> None:
    world = w.world
    w.heading("六、国有资产占有使用及资产购置情况说明", 2)
    w.say(f"截止{world.year - 1}年底，本单位共有车辆", w.count("cars", world.counts["车辆"]), "辆，单价20万元以上的设备",
          w.count("devices", world.counts["设备"]), "台（套）。当年部门预算安排购置车辆0辆；安排购置单价20万元以上的设备0台（套）。")  # fmt: skip
    w.heading("七、政府采购情况说明", 2)
    total = w.told("buy", sum(world.purchases.values(), ZERO), "buy:")
    if total.value:
        parts = [w.told(f"buy/{item}", value) for item, value in world.purchases.items()]
        w.graph.total(total, parts, "purchases")
        w.say("本单位当年政府采购预算共", total, "万元，其中政府采购货物类预算", parts[0], "万元、政府采购工程类预算", parts[1],
              "万元、政府采购服务类预算", parts[2], "万元。")  # fmt: skip
    else:
        w.say("本单位当年无政府采购预算，并已公开空表。")
    w.heading("八、绩效目标情况说明", 2)
    w.say("本单位绩效目标管理全覆盖，涉及当年一般公共预算拨款", w.money("goal", world.amount("general", "total"), "fun:general:total:"),
          "，政府性基金预算拨款", w.money("goal/fund", world.amount("fund", "total"), "fun:fund:total:"), "。")  # fmt: skip
    w.heading("九、公用经费情况说明", 2)
    amount = w.told(
        "public",
        world.amount("general", "public"),
        "fun:general:public:",
        previous=world.amount("general", "public", when="before"),
    )
    phrase, _ = w.change("public", amount, world.amount("general", "public", when="before"), "较上年", rate=False)
    w.say("本单位当年公用经费预算安排", amount, "万元", phrase, "，主要原因是人员变动。")
    w.heading("十、专业名词解释", 2)
    w.say("1.“三公”经费：是指用财政拨款安排的因公出国（境）费、公务用车购置及运行费和公务接待费。")
    w.say(
        "2.基本支出：是指为保障机构正常运转、完成日常工作任务而编制的年度基本支出计划，包括人员经费和日常公用经费两部分。"
    )
