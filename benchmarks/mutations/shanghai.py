"""A unit budget in the manner of Shanghai: narrative in 万元 before nine tables in whole 元, further notes after them."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from benchmarks.mutations.document import CellText, Column, Document, Row, Style, Word, Writer, side_by_side
from benchmarks.mutations.graph import Figure, Graph, Ratio
from benchmarks.mutations.world import NAMES, ZERO, World

NUMERALS = "一二三四五六七八九十"
FUND_NAMES = [("general", "一般公共预算"), ("fund", "政府性基金预算"), ("capital", "国有资本经营预算")]


def make(world: World, style: Style, rng: Random) -> Document:
    """Write the document."""
    document = Document("shanghai", world, Graph(), style)
    document.cover = [f"{world.name}{world.year}年单位预算", f"预算单位：{world.name}"]
    w = Writer(document, rng)
    w.heading(f"{world.name}主要职能", 1)
    w.say(f"{world.name}负责辖区内有关事务的管理和服务工作。主要职能包括：")
    w.say("1.贯彻执行有关法律、法规、规章和方针、政策，研究起草有关制度并组织实施；")
    w.say("2.承办上级部门交办的其他事项。")
    w.heading(f"{world.name}机构设置", 1)
    w.say(f"{world.name}设4个内设机构，包括：办公室、业务科、综合科、财务科。")
    w.heading("名词解释", 1)
    w.say(
        "（一）基本支出预算：是为保障机构正常运转、完成日常工作任务而编制的年度基本支出计划，包括人员经费和公用经费两部分。"
    )
    w.say("（二）项目支出预算：是为完成行政工作任务、事业发展目标，在基本支出之外编制的年度支出计划。")
    _narrative(w)
    _tables(w)
    _others(w)
    document.graph.close()
    return document


def _narrative(w: Writer) -> None:
    world = w.world
    year, last = world.year, world.year - 1
    w.heading(f"{year}年单位预算编制说明", 1)
    approp, before = world.amount("approp", "total"), world.amount("approp", "total", when="before")
    income = w.told("in", world.amount("all", "total"), "fun:all:total:")
    got = w.told("in/approp", approp, "fun:approp:total:", previous=before)
    own = w.told("in/own", world.amount("own", "total"), "fun:own:total:")
    w.graph.total(income, [got, own], "income")
    base = w.pick(f"比{last}年预算", f"较{last}年预算", f"比{last}年预算", "较上年预算")
    change, _ = w.change("in/approp", got, before, base, rate=w.style.wording == 3, meaning="chg:approp")
    w.say(f"{year}年，{world.name}收入预算", income, "万元，其中：财政拨款收入", got, "万元", change, "；事业收入", own,
          "万元；事业单位经营收入0万元；其他收入0万元。")  # fmt: skip
    spend = w.told("out", world.amount("all", "total"), "fun:all:total:")
    out = w.told("out/approp", approp, "fun:approp:total:", previous=before)
    change, out_change = w.change("out/approp", out, before, base, rate=w.style.wording == 3, meaning="chg:approp")
    parts, changes, shown = [], [], []
    for scope, name in (
        ("general", "一般公共预算拨款"),
        ("fund", "政府性基金拨款"),
        ("capital", "国有资本经营预算拨款"),
    ):
        last_value = world.amount(scope, "total", when="before")
        figure = w.told(f"out/{scope}", world.amount(scope, "total"), f"fun:{scope}:total:", previous=last_value)
        phrase, change_figure = w.change(
            f"out/{scope}", figure, last_value, base if figure.value or last_value else f"与{last}年预算", rate=False
        )
        parts.append(figure)
        changes.append(change_figure)
        shown += ["；" if len(parts) > 1 else "", f"{name}支出预算", figure, "万元", phrase]
    w.graph.total(out, parts, "funds")
    if out_change is not None:
        w.graph.total(out_change, changes, "changes")
    w.say("支出预算", spend, "万元，其中：财政拨款支出预算", out, "万元", change, "。财政拨款支出预算中，", shown, "。")
    word = "增加" if approp > before else "减少" if approp < before else "持平"
    w.say(
        f"财政拨款收入支出{word}的主要原因是人员和项目经费按需安排。"
        if word != "持平"
        else "财政拨款收入支出预算总体平稳。"
    )
    w.say("财政拨款支出主要内容如下：")
    listed = [_item(w, at, code) for at, code in enumerate(world.codes("approp"), 1)]
    w.graph.total(out, listed, "list")


def _item(w: Writer, at: int, code: str) -> Figure:
    world = w.world
    year, last = world.year, world.year - 1
    now, before = world.amount("approp", "total", code), world.amount("approp", "total", code, "before")
    names = [NAMES[code[:3]], NAMES[code[:5]], NAMES[code]]
    figure = w.told(f"item/{code}", now, f"fun:approp:total:{code}", previous=before)
    path = w.pick("“{}（类）{}（款）{}（项）”", "“{}-{}-{}”科目", "{}（类）{}（款）{}（项）", "“{}-{}-{}”科目").format(
        *names
    )
    use = w.rng.choice(["人员经费支出", "日常公用支出", "按规定缴纳的相关费用", "专项工作支出", "有关业务支出"])
    if w.style.wording % 2:
        w.say(f"{at}. {path}", figure, f"万元，主要用于{use}。")
        return figure
    executed = w.told(f"item/{code}/before", before)
    again = w.told(f"item/{code}/again", now, f"fun:approp:total:{code}", previous=before)
    sentence = [
        f"{at}. {path}",
        figure,
        f"万元，主要用于{use}。{last}年当年预算执行数为",
        executed,
        f"万元，{year}年预算安排",
        again,
        "万元，",
    ]
    difference = now - before
    if figure.rounded(difference) == 0:
        w.say(*sentence, f"与{last}年预算执行数持平。")
        return figure
    percent = w.percent(f"item/{code}/rate", 100 * difference / before, 100 * difference / now if now else None)
    up, down = w.pick("增加", "增长", "增长", "上升"), w.pick("减少", "下降", "降低", "下降")
    w.say(*sentence, f"比{last}年预算执行数", Word(percent, up, down), percent, "%。主要原因是：据实安排。")
    # rate on the base printed in the sentence: percent = 100·(now − before) ÷ before
    w.graph.identities.append(_Growth(percent.key, again.key, executed.key, label="rate"))
    return figure


class _Growth(Ratio):
    """A rate between two printed amounts: percent = 100 · (part − whole) ÷ whole."""

    def broken(self, figures) -> bool:  # noqa: ANN001 - as in Ratio
        (rate, room), (now, hn), (base, hb) = (figures[key].reading() for key in self.keys)
        if base - hb <= 0:
            return False
        low, high = 100 * ((now - hn) / (base + hb) - 1), 100 * ((now + hn) / (base - hb) - 1)
        return not (low <= rate + room and rate - room <= high)


def _tables(w: Writer) -> None:
    year = w.world.year
    _overview(w, f"{year}年预算单位财务收支预算总表")
    _by_function(w, "t2", "2", f"{year}年预算单位收入预算总表", "all", "收入预算", income=True)
    _by_function(w, "t3", "3", f"{year}年预算单位支出预算总表", "all", "支出预算")
    _appropriation(w, f"{year}年预算单位财政拨款收支预算总表")
    _by_function(w, "t5", "5", f"{year}年预算单位一般公共预算支出功能分类预算表", "general", "一般公共预算支出")
    _by_function(w, "t6", "6", f"{year}年预算单位政府性基金预算支出功能分类预算表", "fund", "政府性基金预算支出")
    _by_function(w, "t7", "7", f"{year}年预算单位国有资本经营预算支出功能分类预算表", "capital", "国有资本经营预算支出")
    _basic(w, f"{year}年预算单位一般公共预算基本支出部门预算经济分类预算表")
    _three_public(w)


def _overview(w: Writer, title: str) -> None:
    world = w.world
    approp = w.cell("t1/approp", world.amount("approp", "total"), "fun:approp:total:")
    funds = [w.cell(f"t1/{scope}", world.amount(scope, "total"), f"fun:{scope}:total:") for scope, _ in FUND_NAMES]
    own = w.cell("t1/own", world.amount("own", "total"), "fun:own:total:")
    w.graph.total(approp, funds, "income")
    left: list[tuple[CellText, ...]] = [
        ("一、财政拨款收入", approp), ("1、一般公共预算资金", funds[0]), ("2、政府性基金", funds[1]), ("3、国有资本经营预算", funds[2]),
        ("二、事业收入", own), ("三、事业单位经营收入", ""), ("四、其他收入", ""),
    ]  # fmt: skip
    right: list[tuple[CellText, ...]] = []
    measures = ("total", "personnel", "public", "project")
    columns: list[list[Figure]] = [[], [], [], []]
    classes = sorted({code[:3] for code in world.codes("all")} | {"201"})
    for at, code in enumerate(classes):
        figures = [w.cell(f"t1/{code}/{m}", world.amount("all", m, code), f"fun:all:{m}:{code}") for m in measures]
        w.graph.total(figures[0], figures[1:], "row")
        for column, figure in zip(columns, figures, strict=True):
            column.append(figure)
        right.append((f"{NUMERALS[at]}、{NAMES[code]}", *figures))
    rows = side_by_side("t1", [left, right])
    total_in = w.cell("t1/in", world.amount("all", "total"), "fun:all:total:", total=True)
    totals = [w.cell(f"t1/out/{m}", world.amount("all", m), f"fun:all:{m}:", total=True) for m in measures]
    w.graph.total(total_in, [approp, own], "income")
    for total, column in zip(totals, columns, strict=True):
        w.graph.total(total, column, "classes")
    w.graph.total(totals[0], totals[1:], "row")
    rows.append(Row("t1/total", ["收入总计", total_in, "支出总计", *totals], total=True))
    header = [["本年收入", "<", "本年支出", "<", "<", "<", "<"], ["项目", "预算数", "项目", "预算数", "<", "<", "<"],
              ["^", "^", "^", "合计", "基本支出", "<", "项目支出"], ["^", "^", "^", "^", "人员经费", "公用经费", "^"]]  # fmt: skip
    w.table("t1", "1", title, header, [3, 2, 3.4, 2, 2, 2, 2], rows, {0, 2})


def _by_function(w: Writer, key: str, number: str, title: str, scope: str, head: str, *, income: bool = False) -> None:
    world = w.world
    if income:
        columns = [Column("合计", lambda code: world.amount("all", "total", code), "fun:all:total"),
                   Column("财政拨款收入", lambda code: world.amount("approp", "total", code), "fun:approp:total"),
                   Column("事业收入", lambda code: world.amount("own", "total", code), "fun:own:total"),
                   Column("事业单位经营收入", lambda _: ZERO, ""), Column("其他收入", lambda _: ZERO, "")]  # fmt: skip
    else:
        columns = [Column("合计", lambda code: world.amount(scope, "total", code), f"fun:{scope}:total"),
                   Column("基本支出", lambda code: world.amount(scope, "basic", code), f"fun:{scope}:basic"),
                   Column("项目支出", lambda code: world.amount(scope, "project", code), f"fun:{scope}:project")]  # fmt: skip
    names = [column.name for column in columns]

    def header(codes: list[str]) -> list[list[str]]:
        width = max(len(codes), 1)
        first = ["项目", *["<"] * width, head, *["<"] * (len(names) - 1)]
        second = ["功能分类科目编码", *["<"] * (width - 1), "功能分类科目名称", *names]
        return [first, second, [*codes, "^", *["^"] * len(names)]] if codes else [first, second]

    codes = world.codes(scope)
    notes = [] if codes else [f"注：本单位{world.year}年无{dict(FUND_NAMES)[scope]}财政拨款安排的预算，故本表为空表。"]
    w.by_code(key, number, title, codes, columns, [(0, range(1, len(columns)))], header, notes=notes)


def _appropriation(w: Writer, title: str) -> None:
    world = w.world
    sources = [w.cell(f"t4/in/{scope}", world.amount(scope, "total"), f"fun:{scope}:total:") for scope, _ in FUND_NAMES]
    names = ["一、一般公共预算资金", "二、政府性基金", "三、国有资本经营预算"]
    left: list[tuple[CellText, ...]] = list(zip(names, sources, strict=True))
    scopes = ("approp", "general", "fund", "capital")
    right: list[tuple[CellText, ...]] = []
    columns: list[list[Figure]] = [[], [], [], []]
    for at, code in enumerate(sorted({code[:3] for code in world.codes("approp")} | {"201"})):
        figures = [w.cell(f"t4/{code}/{s}", world.amount(s, "total", code), f"fun:{s}:total:{code}") for s in scopes]
        w.graph.total(figures[0], figures[1:], "row")
        for column, figure in zip(columns, figures, strict=True):
            column.append(figure)
        right.append((f"{NUMERALS[at]}、{NAMES[code]}", *figures))
    rows = side_by_side("t4", [left, right])
    total_in = w.cell("t4/in", world.amount("approp", "total"), "fun:approp:total:", total=True)
    w.graph.total(total_in, sources, "income")
    totals = [w.cell(f"t4/out/{s}", world.amount(s, "total"), f"fun:{s}:total:", total=True) for s in scopes]
    for total, column in zip(totals, columns, strict=True):
        w.graph.total(total, column, "classes")
    w.graph.total(totals[0], totals[1:], "row")
    rows.append(Row("t4/total", ["收入总计", total_in, "支出总计", *totals], total=True))
    header = [["财政拨款收入", "<", "财政拨款支出", "<", "<", "<", "<"],
              ["项目", "预算数", "项目", "合计", "一般公共预算", "政府性基金预算", "国有资本经营预算"]]  # fmt: skip
    w.table("t4", "4", title, header, [3, 2, 3.4, 2, 2, 2, 2], rows, {0, 2})


def _basic(w: Writer, title: str) -> None:
    world = w.world

    def column(name: str, measure: str) -> Column:
        return Column(name, lambda code: world.economy("general", measure, code), f"eco:general:{measure}")

    columns = [column("合计", "basic"), column("人员经费", "personnel"), column("公用经费", "public")]

    def header(codes: list[str]) -> list[list[str]]:
        width = max(len(codes), 1)
        first = ["项目", *["<"] * width, "一般公共预算基本支出", "<", "<"]
        second = ["经济分类科目编码", *["<"] * (width - 1), "部门经济分类科目名称", "合计", "人员经费", "公用经费"]
        return [first, second, [*codes, "^", "^", "^", "^"]] if codes else [first, second]

    codes = world.economic_codes("general", "basic")
    w.by_code("t8", "8", title, codes, columns, [(0, (1, 2))], header, levels=(3, 5))
    w.graph.total(w.graph.figures["t8//0"], [w.graph.figures["t5//1"]], "basic")
    for index, measure in ((1, "personnel"), (2, "public")):
        if world.amount("all", measure) == world.amount("general", measure):
            w.graph.total(w.graph.figures[f"t1/out/{measure}"], [w.graph.figures[f"t8//{index}"]], "basic")


def _three_public(w: Writer) -> None:
    money = w.world.public3
    more = {"unit": "万元", "decimals": 2, "zero": w.rng.choice(["0", "", "0.00"])}
    cells = {
        item: w.cell(f"t9/{item}", money[item, "now"], f"sg:{item}:now", **more)
        for item in ("出国", "接待", "购置", "运行")
    }
    cars = w.cell("t9/公车", cells["购置"].value + cells["运行"].value, "sg:公车:now", **more)
    total = w.cell(
        "t9/total", cells["出国"].value + cells["接待"].value + cars.value, "sg:total:now", total=True, **more
    )
    running = w.cell("t9/running", _running(w.world), "running", **more)
    w.graph.total(cars, [cells["购置"], cells["运行"]], "cars")
    w.graph.total(total, [cells["出国"], cells["接待"], cars], "three public")
    row: list[CellText] = [total, cells["出国"], cells["接待"], cars, cells["购置"], cells["运行"], running]
    year = w.world.year
    header = [[f"{year}年“三公”经费预算数", *["<"] * 5, f"{year}年机关运行经费预算数"],
              ["合计", "因公出国（境）费", "公务接待费", "公务用车购置及运行费", "<", "<", "^"], ["^", "^", "^", "小计", "购置费", "运行费", "^"]]  # fmt: skip
    empty = not any(figure.value for figure in (*cells.values(), running))
    notes = [f"注：本单位{w.world.year}年无“三公”经费和机关运行经费预算，故本表为空表。"] if empty else []
    title = "单位“三公”经费和机关运行经费预算表"
    w.table("t9", "9", title, header, [2] * 7, [Row("t9/row", row)], set(), unit="万元", notes=notes)


def _running(world: World) -> Decimal:
    return ZERO if world.institution else world.amount("general", "public")


def _others(w: Writer) -> None:
    world = w.world
    money = world.public3
    year, last = world.year, world.year - 1
    w.heading("其他相关情况说明", 1)
    w.heading(f"一、{year}年“三公”经费预算情况说明", 2)

    def item(key: str, now: Decimal, before: Decimal, meaning: str) -> tuple[Figure, list, Figure | None]:
        figure = w.told(f"sg/{key}", now, meaning, previous=before)
        phrase, change = w.change(f"sg/{key}", figure, before, f"比{last}年预算", rate=w.style.wording == 1)
        return figure, phrase if change is not None else [f"，与{last}年预算持平"], change

    pairs = {name: (money[name, "now"], money[name, "before"]) for name in ("出国", "接待", "购置", "运行")}
    cars = tuple(a + b for a, b in zip(pairs["购置"], pairs["运行"], strict=True))
    whole = tuple(a + b + c for a, b, c in zip(cars, pairs["出国"], pairs["接待"], strict=True))
    total, said, total_change = item("total", *whole, "sg:total:now")
    out, said_out, change_out = item("出国", *pairs["出国"], "sg:出国:now")
    car, said_car, change_car = item("公车", *cars, "sg:公车:now")
    buy, said_buy, change_buy = item("购置", *pairs["购置"], "sg:购置:now")
    run, said_run, change_run = item("运行", *pairs["运行"], "sg:运行:now")
    meal, said_meal, change_meal = item("接待", *pairs["接待"], "sg:接待:now")
    w.graph.total(total, [out, car, meal], "three public")
    w.graph.total(car, [buy, run], "cars")
    if total_change is not None and None not in (change_out, change_car, change_meal):
        w.graph.total(total_change, [change_out, change_car, change_meal], "changes")
    if change_car is not None and change_run is not None:
        w.graph.total(change_car, [change_run, *([change_buy] if change_buy else [])], "changes")
    w.say(f"{year}年“三公”经费预算数为", total, "万元", said, "。其中：")
    w.say("（一）因公出国（境）费", out, "万元", said_out, "，主要原因是按计划安排。")
    w.say("（二）公务用车购置及运行费", car, "万元", said_car, "。其中：公务用车购置费", buy, "万元", said_buy,
          "；公务用车运行费", run, "万元", said_run, "，主要原因是根据实际情况安排。")  # fmt: skip
    w.say("（三）公务接待费", meal, "万元", said_meal, "，主要原因是厉行节约。")
    w.heading("二、机关运行经费预算", 2)
    if _running(world):
        w.say(f"{year}年{world.name}机关运行经费预算为", w.money("running", _running(world), "running"), "。")
    else:
        w.say(f"{year}年{world.name}无机关运行经费。")
    w.heading("三、政府采购预算情况", 2)
    total = w.told("buy", sum(world.purchases.values(), ZERO))
    parts = [w.told(f"buy/{name}", value) for name, value in world.purchases.items()]
    w.graph.total(total, parts, "purchases")
    w.say(f"{year}年度本单位政府采购预算", total, "万元，其中：政府采购货物预算", parts[0], "万元、政府采购工程预算", parts[1],
          "万元、政府采购服务预算", parts[2], "万元。")  # fmt: skip
    w.heading("四、绩效目标设置情况", 2)
    goal = w.told("goal", world.amount("all", "project"), "fun:all:project:")
    w.say(
        f"{year}年度，本单位编报绩效目标的项目共",
        w.count("goals", len(world.projects)),
        "个，涉及项目预算资金",
        goal,
        "万元。",
    )
    w.heading("五、国有资产占有使用情况", 2)
    w.say(f"截至{last}年12月31日，{world.name}共有车辆", w.count("cars", world.counts["车辆"]), "辆；单价100万元（含）以上设备（不含车辆）",
          w.count("devices", world.counts["设备"]), "台（套）。")  # fmt: skip
