"""The narrative of the final accounts."""

from __future__ import annotations

from decimal import Decimal

from benchmarks.mutations.document import Part, Writer
from benchmarks.mutations.graph import Figure, Ratio
from benchmarks.mutations.world import NAMES, ZERO


def tell(w: Writer) -> None:
    """Write parts one to ten of the explanation."""
    world = w.world
    year, last = world.year, world.year - 1
    base = w.pick(f"与{last}年度相比", f"较{last}年度", f"与{last}年度相比", "比上年")
    w.heading("一、收入支出决算总体情况说明", 2)
    value = world.income("all") + world.carried("all", "opening")
    before = world.amount("all", "total", when="before")
    total = w.told("grand", value, "grand:all")
    _compared(w, "grand", f"{world.name}{year}年度收入支出总计", total, before, base, "收入支出总计")
    w.heading("二、收入决算情况说明", 2)
    income = w.told("income", world.income("all"), "inc:all:")
    approp = w.told("income/approp", world.income("approp"), "inc:approp:")
    parts: list[Part] = [
        "本年收入合计",
        income,
        "万元，其中：财政拨款收入",
        approp,
        "万元，占",
        w.share("income/approp/share", approp, income),
        "%",
    ]
    sources = [approp]
    if world.income("own"):
        own = w.told("income/own", world.income("own"), "inc:own:")
        sources.append(own)
        parts += ["；事业收入", own, "万元，占", w.share("income/own/share", own, income), "%"]
    w.graph.total(income, sources, "income")
    w.say(parts, "。")
    w.heading("三、支出决算情况说明", 2)
    spent = w.told("spent", world.amount("all", "total"), "fun:all:total:")
    basic = w.told("spent/basic", world.amount("all", "basic"), "fun:all:basic:")
    project = w.told("spent/project", world.amount("all", "project"), "fun:all:project:")
    w.graph.total(spent, [basic, project], "spending")
    w.say("本年支出合计", spent, "万元，其中：基本支出", basic, "万元，占", w.share("spent/basic/share", basic, spent), "%；项目支出", project,
          "万元，占", w.share("spent/project/share", project, spent), "%。")  # fmt: skip
    w.heading("四、财政拨款收入支出决算总体情况说明", 2)
    total = w.told("approp", world.income("approp") + world.carried("approp", "opening"), "grand:approp")
    _compared(
        w,
        "approp",
        f"{world.name}{year}年度财政拨款收入支出总计",
        total,
        world.amount("approp", "total", when="before"),
        base,
        "财政拨款收入支出总计",
    )
    _general(w, spent, base)
    _last_parts(w, base)


def _compared(w: Writer, key: str, lead: str, total: Figure, before: Decimal, base: str, again: str) -> None:
    phrase, change = w.change(key, total, before, base, rate=True, flat="持平")
    if change is not None and w.style.wording == 0:
        phrase = ["。", f"{base}，{again}", *phrase[1:]]
    w.say(lead, total, "万元", phrase, "。主要原因：人员变动和项目支出安排变化。")


def _general(w: Writer, spent: Figure, base: str) -> None:
    world = w.world
    w.heading("五、一般公共预算财政拨款支出决算情况说明", 2)
    w.heading("（一）一般公共预算财政拨款支出决算总体情况", 3)
    now, before = world.amount("general", "total"), world.amount("general", "total", when="before")
    total = w.told("general", now, "fun:general:total:", previous=before)
    phrase, _ = w.change("general", total, before, base, rate=True)
    w.say("一般公共预算财政拨款支出", total, "万元，占本年支出合计的", w.share("general/share", total, spent), "%。",
          f"{base}，一般公共预算财政拨款支出" if phrase[1:] else "", phrase[1:] or [phrase[0][1:]], "。主要原因：人员变动。")  # fmt: skip
    w.heading("（二）一般公共预算财政拨款支出决算结构情况", 3)
    total = w.told("structure", now, "fun:general:total:")
    parts: list[Part] = []
    figures = []
    for code in sorted({code[:3] for code in world.codes("general")}):
        figure = w.told(f"structure/{code}", world.amount("general", "total", code), f"fun:general:total:{code}")
        figures.append(figure)
        parts += [
            "；" if parts else "",
            f"{NAMES[code]}（类）",
            figure,
            "万元，占",
            w.share(f"structure/{code}/share", figure, total),
            "%",
        ]
    w.graph.total(total, figures, "list")
    w.say("一般公共预算财政拨款支出", total, "万元，主要用于以下方面：", parts, "。")
    w.heading("（三）一般公共预算财政拨款支出决算具体情况", 3)
    planned = w.told("plan", world.amount("general", "total", when="budget"))
    done = w.told("done", now, "fun:general:total:")
    parts = [
        "一般公共预算财政拨款支出年初预算为",
        planned,
        "万元，支出决算为",
        done,
        "万元，完成年初预算的",
        _completion(w, "done", done, planned),
        "%。",
    ]
    w.say(parts, _against(done, planned), "其中：")
    budgets, finals = [], []
    for at, code in enumerate(world.codes("general"), 1):
        plan = w.told(f"plan/{code}", world.amount("general", "total", code, "budget"))
        real = w.told(
            f"done/{code}",
            world.amount("general", "total", code),
            f"fun:general:total:{code}",
            previous=world.amount("general", "total", code, "before"),
        )
        budgets.append(plan)
        finals.append(real)
        names = (NAMES[code[:3]], NAMES[code[:5]], NAMES[code])
        use = w.rng.choice(["人员支出、公用支出", "在职人员相关支出", "业务工作支出", "按规定缴纳的费用"])
        ratio: list[Part] = (
            [
                f"，{w.pick('完成年初预算的', '完成年初预算的', '为年初预算的', '完成年初预算的')}",
                _completion(w, f"done/{code}", real, plan),
                "%",
            ]
            if w.style.wording % 2
            else []
        )
        w.say(f"{at}、{names[0]}（类）{names[1]}（款）{names[2]}（项）。主要用于：{use}。年初预算为", plan, "万元，支出决算为", real, "万元",
              ratio, "。", _against(real, plan))  # fmt: skip
    w.graph.total(planned, budgets, "list")
    w.graph.total(done, finals, "list")


def _completion(w: Writer, key: str, real: Figure, plan: Figure) -> Figure:
    figure = w.told(f"{key}/completion", 100 * real.value / plan.value, unit="%")
    w.graph.identities.append(Ratio(figure.key, real.key, plan.key, label="completion"))
    return figure


def _against(real: Figure, plan: Figure) -> str:
    if real.printed == plan.printed:
        return "决算数与年初预算数持平。"
    word = "大于" if real.value > plan.value else "小于"
    return f"决算数{word}年初预算数的主要原因：据实支出。"


def _last_parts(w: Writer, base: str) -> None:
    world = w.world
    money = world.public3
    w.heading("六、一般公共预算财政拨款基本支出决算情况说明", 2)
    basic = w.told("basic", world.amount("general", "basic"), "fun:general:basic:")
    staff = w.told("basic/staff", world.amount("general", "personnel"), "fun:general:personnel:")
    public = w.told("basic/public", world.amount("general", "public"), "fun:general:public:")
    w.graph.total(basic, [staff, public], "basic")
    w.say("一般公共预算财政拨款基本支出", basic, "万元。其中：人员经费", staff, "万元，主要包括：基本工资、津贴补贴、住房公积金；公用经费", public,
          "万元，主要包括：办公费、差旅费、工会经费。")  # fmt: skip
    w.heading("七、财政拨款“三公”经费支出决算情况说明", 2)
    values = {
        when: {item: money[item, when] for item in ("出国", "购置", "运行", "接待")}
        for when in ("budget", "now", "before")
    }
    if any(any(each.values()) for each in values.values()):
        _three_public_told(w, values, base)
    else:
        w.say(f"{world.name}{world.year}年度无“三公”经费财政拨款支出。")
    for at, scope, name in (("八", "fund", "政府性基金预算"), ("九", "capital", "国有资本经营预算")):
        w.heading(f"{at}、{name}财政拨款收入支出决算情况说明", 2)
        if world.amount(scope, "total"):
            got = w.told(f"{scope}/in", world.income(scope), f"inc:{scope}:")
            out = w.told(f"{scope}/out", world.amount(scope, "total"), f"fun:{scope}:total:")
            w.say(f"{world.year}年度{name}财政拨款本年收入", got, "万元，本年支出", out, "万元。")
        else:
            w.say(f"{world.name}{world.year}年度无{name}财政拨款收入和支出。")
    w.heading("十、其他重要事项的情况说明", 2)
    w.heading("（一）机关运行经费支出情况", 3)
    if world.institution:
        w.say(f"{world.name}为事业单位，{world.year}年度无机关运行经费支出。")
    else:
        now, before = world.amount("general", "public"), world.amount("general", "public", when="before")
        figure = w.told("running", now, "fun:general:public:", previous=before)
        phrase, _ = w.change("running", figure, before, f"比{world.year - 1}年度", rate=True)
        w.say("机关运行经费支出", figure, "万元", phrase, "。主要原因：厉行节约。")
    w.heading("（二）政府采购支出情况", 3)
    total = w.told("buy", sum(world.purchases.values(), ZERO))
    parts = [w.told(f"buy/{name}", value) for name, value in world.purchases.items()]
    w.graph.total(total, parts, "purchases")
    w.say(f"{world.year}年度政府采购支出总额", total, "万元，其中：政府采购货物支出", parts[0], "万元、政府采购工程支出", parts[1],
          "万元、政府采购服务支出", parts[2], "万元。")  # fmt: skip
    w.heading("（三）国有资产占有使用情况", 3)
    w.say(f"截至{world.year}年12月31日，{world.name}共有车辆", w.count("cars", world.counts["车辆"]), "辆；单价100万元（含）以上设备（不含车辆）",
          w.count("devices", world.counts["设备"]), "台（套）。")  # fmt: skip


def _three_public_told(w: Writer, values: dict[str, dict[str, Decimal]], base: str) -> None:
    def made(item: str, when: str, value: Decimal) -> Figure:
        return w.told(f"sg/{item}/{when}", value, f"sg:{item}:{when}" if when != "before" else "")

    plan = made("total", "budget", sum(values["budget"].values(), ZERO))
    real = made("total", "now", sum(values["now"].values(), ZERO))
    parts: list[Part] = ["“三公”经费财政拨款支出年初预算为", plan, "万元，支出决算为", real, "万元"]
    if plan.value:
        parts += ["，完成年初预算的", _completion(w, "sg/total", real, plan), "%"]
    items = [("出国", "因公出国（境）费"), ("公车", "公务用车购置及运行维护费"), ("接待", "公务接待费")]
    shown: list[Part] = []
    figures = []
    for item, name in items:
        value = values["now"]["购置"] + values["now"]["运行"] if item == "公车" else values["now"][item]
        figure = made(item, "now", value)
        figures.append(figure)
        shown += ["；" if shown else "", f"{name}支出决算为", figure, "万元"]
        if real.value:
            shown += ["，占", w.share(f"sg/{item}/share", figure, real), "%"]
    w.graph.total(real, figures, "three public")
    w.say(parts, "，其中：", shown, "。", _against(real, plan))
    before = sum(values["before"].values(), ZERO)
    again = w.told("sg/again", real.value, "sg:total:now", previous=before)
    phrase, _ = w.change("sg/again", again, before, base, rate=True)
    w.say(f"{w.world.year}年度“三公”经费财政拨款支出决算数", again, "万元", phrase, "。")
