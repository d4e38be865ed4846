"""A unit budget in the manner of Shaanxi: tables 1 to 12 in 元 behind a narrative in 万元."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from benchmarks.mutations.document import CellText, Column, Document, Row, Style, Writer, side_by_side
from benchmarks.mutations.graph import Figure, Graph, Tie
from benchmarks.mutations.shaanxi_told import ECONOMIC, tell
from benchmarks.mutations.world import CLASSES, NAMES, ZERO, World

CUTS = [("personnel", "人员经费支出"), ("public", "公用经费支出"), ("project", "专项业务经费支出")]
FUNDS = [("general", "一般公共预算拨款"), ("fund", "政府性基金拨款"), ("capital", "国有资本经营预算收入")]


def make(world: World, style: Style, rng: Random) -> Document:
    """Write the document."""
    document = Document("shaanxi", world, Graph(), style)
    kind = "部门" if rng.random() < 0.5 else "单位"
    document.cover = [f"{world.name}", f"{world.year}年{kind}综合预算"]
    writer = Writer(document, rng)
    tell(writer)
    writer.heading("第四部分 公开报表", 1)
    _tables(writer)
    document.graph.close()
    return document


def _tables(w: Writer) -> None:
    _overview(w, "t1", "1", "部门综合预算收支总表", "all")
    _units(w, "t2", "2", "部门综合预算收入总表")
    _units(w, "t3", "3", "部门综合预算支出总表")
    _overview(w, "t4", "4", "部门综合预算财政拨款收支总表", "approp")
    _functions(w, "t5", "5", "部门综合预算一般公共预算支出明细表（按支出功能分类科目）", project=True)
    _economies(w, "t6", "6", "部门综合预算一般公共预算支出明细表（按支出经济分类科目）", project=True)
    _functions(w, "t7", "7", "部门综合预算一般公共预算基本支出明细表（按支出功能分类科目）", project=False)
    _economies(w, "t8", "8", "部门综合预算一般公共预算基本支出明细表（按支出经济分类科目）", project=False)
    _fund(w)
    _projects(w)
    _sg_table(w)


def _overview(w: Writer, key: str, number: str, title: str, scope: str) -> None:
    income, total_in = _income_block(w, key, scope)
    functions, total_f = _function_block(w, key, scope)
    economies, total_e = _economic_block(w, key, scope)
    government, total_g = _government_block(w, key, scope)
    rows = side_by_side(key, [income, functions, economies, government])
    sums: list[CellText] = []
    grand: list[CellText] = []
    for name, grand_name, figure in (("本年收入合计", "收入总计", total_in), ("本年支出合计", "支出总计", total_f),
                                     ("本年支出合计", "支出总计", total_e), ("本年支出合计", "支出总计", total_g)):  # fmt: skip
        sub = w.cell(f"{figure.key}/sub", figure.value, figure.meaning, total=True)
        all_ = w.cell(f"{figure.key}/grand", figure.value, figure.meaning, total=True)
        sums += [name, sub]
        grand += [grand_name, all_]
    carry: list[CellText] = ["上年结转", "", "结转下年", "", "结转下年", "", "结转下年", ""]
    rows += [Row(f"{key}/sub", sums, total=True), Row(f"{key}/carry", carry), Row(f"{key}/grand", grand, total=True)]
    header = [
        ["收                   入", "<", "支                        出", "<", "<", "<", "<", "<"],
        ["项    目", "预算数", "支出功能分类科目（按大类）", "预算数", "部门预算支出经济分类科目（按大类）", "预算数",
         "政府预算支出经济分类科目（按大类）", "预算数"],
    ]  # fmt: skip
    w.table(key, number, title, header, [3.4, 1.8] * 4, rows, {0, 2, 4, 6})


Block = list[tuple[CellText, ...]]


def _income_block(w: Writer, key: str, scope: str) -> tuple[Block, Figure]:
    world = w.world
    value = world.amount(scope, "total")
    head = w.cell(f"{key}/in", value, f"fun:{scope}:total:", total=True)
    funds = [w.cell(f"{key}/in/{fund}", world.amount(fund, "total"), f"fun:{fund}:total:") for fund, _ in FUNDS]
    if scope == "approp":
        w.graph.total(head, funds, "income")
        block: Block = [("一、财政拨款", head), ("  1、一般公共预算拨款", funds[0]), ("     其中：专项资金列入部门预算的项目", ""),
                        ("  2、政府性基金拨款", funds[1]), ("  3、国有资本经营预算收入", funds[2])]  # fmt: skip
        return block, head
    approp = w.cell(f"{key}/in/approp", world.amount("approp", "total"), "fun:approp:total:")
    own = w.cell(f"{key}/in/own", world.amount("own", "total"), "fun:own:total:")
    w.graph.total(approp, funds, "income")
    w.graph.total(head, [approp, own], "income")
    return [("一、部门预算", head), ("  1、财政拨款", approp), ("    (1)一般公共预算拨款", funds[0]),
            ("       其中：专项资金列入部门预算的项目", ""), ("    (2)政府性基金拨款", funds[1]), ("    (3)国有资本经营预算收入", funds[2]),
            ("  2、上级补助收入", ""), ("  3、事业收入", own), ("      其中：纳入财政专户管理的收费", ""),
            ("  4、事业单位经营收入", ""), ("  5、附属单位上缴收入", ""), ("  6、其他收入", "")], head  # fmt: skip


def _function_block(w: Writer, key: str, scope: str) -> tuple[Block, Figure]:
    name = "一、部门预算" if scope == "all" else "一、财政拨款"
    head = w.cell(f"{key}/fun", w.world.amount(scope, "total"), f"fun:{scope}:total:", total=True)
    parts = []
    block: Block = [(name, head)]
    for at, (code, label) in enumerate(CLASSES, 1):
        figure = w.cell(f"{key}/fun/{code}", w.world.amount(scope, "total", code), f"fun:{scope}:total:{code}")
        parts.append(figure)
        block.append((f"  {at}、{label}", figure))
    w.graph.total(head, parts, "functions")
    return block, head


def _economic_block(w: Writer, key: str, scope: str) -> tuple[Block, Figure]:
    name = "一、部门预算" if scope == "all" else "一、财政拨款"
    world = w.world
    head = w.cell(f"{key}/eco", world.amount(scope, "total"), f"fun:{scope}:total:", total=True)
    basic = w.cell(f"{key}/eco/basic", world.amount(scope, "basic"), f"fun:{scope}:basic:")
    project = w.cell(f"{key}/eco/project", world.amount(scope, "project"), f"fun:{scope}:project:")
    w.graph.total(head, [basic, project], "economies")
    block: Block = [(name, head), ("  1、人员经费和公用经费支出", basic)]
    for measure, parent in (("basic", basic), ("project", project)):
        parts = []
        for at, (code, label) in enumerate(ECONOMIC, 1):
            figure = w.cell(
                f"{key}/eco/{measure}/{code}", world.economy(scope, measure, code), f"eco:{scope}:{measure}:{code}"
            )
            parts.append(figure)
            block.append((f"       ({at}){label}", figure))
        w.graph.total(parent, parts, "economies")
        if measure == "basic":
            block.append(("  2、专项业务经费支出", project))
    block += [("  3、上缴上级支出", ""), ("  4、事业单位经营支出", ""), ("  5、对附属单位补助支出", "")]
    return block, head


def _government_block(w: Writer, key: str, scope: str) -> tuple[Block, Figure]:
    name = "一、部门预算" if scope == "all" else "一、财政拨款"
    world = w.world
    head = w.cell(f"{key}/gov", world.amount(scope, "total"), f"fun:{scope}:total:", total=True)
    wages, goods, capital, people = (
        world.economy(scope, "total", code) for code, _ in (ECONOMIC[0], ECONOMIC[1], ECONOMIC[3], ECONOMIC[2])
    )
    if world.institution:
        amounts = {5: wages + goods, 6: capital, 9: people}
    else:
        amounts = {1: wages, 2: goods, 3: capital, 9: people}
    names = ["机关工资福利支出", "机关商品和服务支出", "机关资本性支出", "机关资本性支出（基本建设）", "对事业单位经常性补助",
             "对事业单位资本性补助", "对企业补助", "对企业资本性支出", "对个人和家庭的补助", "对社会保障基金补助", "其他支出"]  # fmt: skip
    parts = [w.cell(f"{key}/gov/{at}", amounts.get(at, ZERO), f"gov:{scope}:{at}") for at in range(1, 12)]
    w.graph.total(head, parts, "government")
    return [(name, head), *((f"  {at}、{label}", parts[at - 1]) for at, label in enumerate(names, 1))], head


def _units(w: Writer, key: str, number: str, title: str) -> None:
    world = w.world
    rows = []
    for code, name in (("601", f"{world.region}主管局"), ("601006", world.name)):
        total = w.cell(f"{key}/{code}/total", world.amount("all", "total"), "fun:all:total:", total=True)
        parts = [
            w.cell(f"{key}/{code}/{scope}", world.amount(scope, "total"), f"fun:{scope}:total:")
            for scope in ("general", "fund", "capital", "own")
        ]
        w.graph.total(total, parts, "row")
        rows.append(Row(f"{key}/{code}", [code, name, total, *parts, "", ""]))
    header = [["单位编码", "单位名称", "部门预算", "<", "<", "<", "<", "<", "<"],
              ["^", "^", "合计", "一般公共预算拨款", "政府性基金拨款", "国有资本经营预算", "事业收入", "其他收入", "上年结转"]]  # fmt: skip
    w.table(key, number, title, header, [1.2, 3.6, *([1.8] * 7)], rows, {0, 1})


def _columns(w: Writer, basis: str, *, project: bool) -> list[Column]:
    world = w.world
    whole = "total" if project else "basic"
    look = world.amount if basis == "fun" else world.economy
    cuts = CUTS if project else CUTS[:2]

    def column(name: str, measure: str) -> Column:
        return Column(name, lambda code: look("general", measure, code), f"{basis}:general:{measure}",
                      lambda code: look("general", measure, code, "before"))  # fmt: skip

    return [column("合计", whole), *(column(name, measure) for measure, name in cuts)]


def _functions(w: Writer, key: str, number: str, title: str, *, project: bool) -> None:
    columns = _columns(w, "fun", project=project)
    codes = [code for code in w.world.codes("general") if project or w.world.amount("general", "basic", code)]
    names = [column.name for column in columns]

    def header(codes_heads: list[str]) -> list[list[str]]:
        if codes_heads:
            return [
                ["功能科目编码", "<", "<", "功能科目名称", *names, "备注"],
                [*codes_heads, *(["^"] * (len(names) + 2))],
            ]
        return [["功能科目编码", "功能科目名称", *names, "备注"]]

    table = w.by_code(key, number, title, codes, columns, [(0, range(1, len(columns)))], header)
    _remarks(table)


def _economies(w: Writer, key: str, number: str, title: str, *, project: bool) -> None:
    columns = _columns(w, "eco", project=project)
    codes = w.world.economic_codes("general", "total" if project else "basic")
    names = [column.name for column in columns]
    kind = ("50501", "50502") if w.world.institution else ("50101", "50201")

    def government(code: str) -> list[str]:
        if len(code) < 5 or code[:3] not in {"301", "302"}:
            return ["", ""]
        at = code[:3] == "302"
        label = ("工资福利支出", "商品和服务支出")[at] if w.world.institution else ("工资奖金津补贴", "办公经费")[at]
        return [kind[at], label]

    def header(codes_heads: list[str]) -> list[list[str]]:
        rest = ["部门经济科目名称", "政府经济科目编码", "政府经济科目名称", *names, "备注"]
        if codes_heads:
            return [["部门经济科目编码", "<", *rest], [*codes_heads, *(["^"] * len(rest))]]
        return [["部门经济科目编码", *rest]]

    table = w.by_code(
        key, number, title, codes, columns, [(0, range(1, len(columns)))], header, extra=government, levels=(3, 5)
    )
    _remarks(table)
    for part in range(len(columns)):
        function_place, place = f"t{int(number) - 1}//{part}", f"{key}//{part}"
        w.graph.identities.append(Tie(function_place, place, "same total"))


def _remarks(table) -> None:  # noqa: ANN001 - a Table of this module
    table.widths.append(1.0)
    for row in table.rows:
        row.cells.append("")


def _fund(w: Writer) -> None:
    world = w.world
    if not world.amount("fund", "total"):
        rows = [Row("t9/none", ["一、政府性基金拨款", "", "一、科学技术支出", "", "一、人员经费和公用经费支出", ""]),
                Row("t9/none2", ["", "", "二、城乡社区支出", "", "二、专项业务经费支出", ""]),
                Row("t9/sum", ["本年收入合计", "", "本年支出合计", "", "本年支出合计", ""])]  # fmt: skip
    else:
        value, meaning = world.amount("fund", "total"), "fun:fund:total:"
        figures = [w.cell(f"t9/{at}", value, meaning) for at in range(3)]
        totals = [w.cell(f"t9/sum{at}", value, meaning, total=True) for at in range(3)]
        code = world.codes("fund")[0]
        rows = [Row("t9/r0", ["一、政府性基金拨款", figures[0], "一、科学技术支出", "", "一、人员经费和公用经费支出", ""]),
                Row("t9/r1", ["", "", f"二、{NAMES[code[:3]]}", figures[1], "二、专项业务经费支出", figures[2]]),
                Row("t9/sum", ["本年收入合计", totals[0], "本年支出合计", totals[1], "本年支出合计", totals[2]], total=True)]  # fmt: skip
        for figure, total in zip(figures, totals, strict=True):
            w.graph.total(total, [figure], "fund")
    header = [["收                   入", "<", "支                        出", "<", "<", "<"],
              ["项    目", "预算数", "支出功能分类科目（按大类）", "预算数", "部门预算支出经济分类科目（按大类）", "预算数"]]  # fmt: skip
    w.table("t9", "9", "部门综合预算政府性基金收支表", header, [3.4, 1.8] * 3, rows, {0, 2, 4})


def _projects(w: Writer) -> None:
    value = w.world.amount("all", "project")
    total = w.cell("t10/total", value, "fun:all:project:", total=True)
    parts, rows = [], [Row("t10/total", ["合计", "", total, ""], total=True)]
    for code, name in (("601", f"{w.world.region}主管局"), ("601006", w.world.name)):
        rows.append(Row(f"t10/{code}", [code, name, w.cell(f"t10/{code}", value, "fun:all:project:"), ""]))
    for at, (name, amount) in enumerate(w.world.projects):
        figure = w.cell(f"t10/p{at}", amount)
        parts.append(figure)
        rows.append(Row(f"t10/p{at}", ["", f"　　　{name}", figure, "保障相关工作正常开展。"]))
    w.graph.total(total, parts, "projects")
    w.table(
        "t10",
        "10",
        "部门综合预算专项业务经费支出表",
        [["单位编码", "单位（项目）名称", "项目金额", "项目简介"]],
        [1.2, 4, 2, 5],
        rows,
        {0, 1, 3},
    )


def _sg_table(w: Writer) -> None:
    money = w.world.public3
    heads = ["合计", "小计", "出国", "接待", "公车", "购置", "运行", "会议", "培训"]
    rows = []
    for code, name in (("601", f"{w.world.region}主管局"), ("601006", w.world.name)):
        cells: list[CellText] = [code, name]
        by_when: dict[str, list[Figure]] = {}
        for when in ("before", "now", "change"):
            figures = [
                w.cell(f"t12/{code}/{when}/{head}", _sg(money, head, when), _sg_meaning(head, when)) for head in heads
            ]
            by_when[when] = figures
            total, sub, out, guests, cars, buy, run, meet, train = figures
            w.graph.total(total, [sub, meet, train], "sg row")
            w.graph.total(sub, [out, guests, cars], "sg row")
            w.graph.total(cars, [buy, run], "sg row")
            cells += figures
        for before, now, change in zip(by_when["before"], by_when["now"], by_when["change"], strict=True):
            w.graph.total(now, [before, change], "sg change")
        rows.append(Row(f"t12/{code}", cells))
    for item, economic in (
        ("接待", "30217"),
        ("运行", "30231"),
        ("会议", "30215"),
        ("培训", "30216"),
        ("出国", "30212"),
    ):
        place = f"t6/{economic}/0"
        if place in w.graph.figures:
            w.graph.identities.append(Tie(place, f"t12/601/now/{item}", "sg economic"))
    w.table(
        "t12",
        "12",
        "部门综合预算一般公共预算拨款“三公”经费及会议费、培训费支出预算表",
        _sg_header(),
        [1.0, 2.4, *([1.25] * 27)],
        rows,
        {0, 1},
    )


def _sg(money: dict[tuple[str, str], Decimal], head: str, when: str) -> Decimal:
    if when == "change":
        return _sg(money, head, "now") - _sg(money, head, "before")
    sets = {"合计": "出国 接待 购置 运行 会议 培训", "小计": "出国 接待 购置 运行", "公车": "购置 运行"}
    return sum((money[item, when] for item in sets.get(head, head).split()), ZERO)


def _sg_meaning(head: str, when: str) -> str:
    return f"sg:{'total' if head == '小计' else head}:{when}"


def _sg_header() -> list[list[str]]:
    first, second, third, fourth = ["单位编码", "单位名称"], ["^", "^"], ["^", "^"], ["^", "^"]
    for name in ("上年", "当年", "增减变化情况"):
        first += [name, *["<"] * 8]
        second += ["合计", "一般公共预算拨款安排的“三公”经费预算", *["<"] * 5, "会议费", "培训费"]
        third += ["^", "小计", "因公出国（境）费用", "公务接待费", "公务用车购置及运行维护费", "<", "<", "^", "^"]
        fourth += ["^", "^", "^", "^", "小计", "公务用车购置费", "公务用车运行维护费", "^", "^"]
    return [first, second, third, fourth]
