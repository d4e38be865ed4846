"""Final accounts: the national nine tables (公开01表 to 09表) in 万元, then the narrative."""

from __future__ import annotations

from random import Random

from benchmarks.mutations.document import CellText, Column, Document, Row, Style, Writer, side_by_side
from benchmarks.mutations.final_told import tell
from benchmarks.mutations.graph import Figure, Graph, Sum
from benchmarks.mutations.world import CLASSES, NAMES, ZERO, World

NUMERALS = [
    "",
    *"一二三四五六七八九十",
    *(f"十{n}" for n in "一二三四五六七八九"),
    "二十",
    *(f"二十{n}" for n in "一二三四五六"),
]
FUNDS = [
    ("general", "一般公共预算财政拨款"),
    ("fund", "政府性基金预算财政拨款"),
    ("capital", "国有资本经营预算财政拨款"),
]


def make(world: World, style: Style, rng: Random) -> Document:
    """Write the document."""
    document = Document("final", world, Graph(), style)
    document.cover = [world.name, f"{world.year}年度部门决算"]
    w = Writer(document, rng)
    w.heading(f"第一部分  {world.name}概况", 1)
    w.heading("一、主要职能", 2)
    w.say(f"{world.name}负责贯彻落实有关方针政策、决策部署，统筹做好本辖区相关管理和服务工作。")
    w.heading("二、部门决算单位构成", 2)
    w.say(f"从决算单位构成看，{world.name}{world.year}年度部门决算仅包括本级决算，无下属单位决算。")
    w.heading(f"第二部分  {world.name}{world.year}年度部门决算表", 1)
    _tables(w)
    w.heading(f"第三部分  {world.name}{world.year}年度部门决算情况说明", 1)
    tell(w)
    w.heading("第四部分  名词解释", 1)
    w.say("一、财政拨款收入：指单位本年度从本级财政部门取得的财政拨款。")
    w.say("二、基本支出：指单位为保障机构正常运转、完成日常工作任务而发生的各项支出。")
    document.graph.close()
    return document


def _tables(w: Writer) -> None:
    world = w.world
    _overview(w)
    income = [
        Column("本年收入合计", lambda c: world.income("all", c), "inc:all"),
        Column("财政拨款收入", lambda c: world.income("approp", c), "inc:approp"),
        Column("上级补助收入", lambda _: ZERO, ""),
        Column("事业收入", lambda c: world.income("own", c), "inc:own"),
        Column("经营收入", lambda _: ZERO, ""),
        Column("附属单位上缴收入", lambda _: ZERO, ""),
        Column("其他收入", lambda _: ZERO, ""),
    ]
    _by_function(w, "t2", "02", "收入决算表", "all", income, "本表反映部门本年度取得的各项收入情况。")
    spending = [
        Column("本年支出合计", lambda c: world.amount("all", "total", c), "fun:all:total"),
        Column("基本支出", lambda c: world.amount("all", "basic", c), "fun:all:basic"),
        Column("项目支出", lambda c: world.amount("all", "project", c), "fun:all:project"),
        Column("上缴上级支出", lambda _: ZERO, ""),
        Column("经营支出", lambda _: ZERO, ""),
        Column("对附属单位补助支出", lambda _: ZERO, ""),
    ]
    _by_function(w, "t3", "03", "支出决算表", "all", spending, "本表反映部门本年度各项支出情况。")
    _appropriation(w)
    general = [
        Column("合计", lambda c: world.amount("general", "total", c), "fun:general:total"),
        Column("基本支出", lambda c: world.amount("general", "basic", c), "fun:general:basic"),
        Column("项目支出", lambda c: world.amount("general", "project", c), "fun:general:project"),
    ]
    _by_function(
        w,
        "t5",
        "05",
        "一般公共预算财政拨款支出决算表",
        "general",
        general,
        "本表反映部门本年度一般公共预算财政拨款支出情况。",
    )
    _basic(w)
    _three_public(w)
    _fund(w, "t8", "08", "政府性基金预算财政拨款收入支出决算表", "fund", "政府性基金预算")
    _fund(w, "t9", "09", "国有资本经营预算财政拨款收入支出决算表", "capital", "国有资本经营预算")


def _overview(w: Writer) -> None:
    world = w.world
    left: list[tuple[CellText, ...]] = []
    parts = []
    names = [
        *(f"{name}收入" for _, name in FUNDS),
        "上级补助收入",
        "事业收入",
        "经营收入",
        "附属单位上缴收入",
        "其他收入",
    ]
    for at, name in enumerate(names, 1):
        scope = FUNDS[at - 1][0] if at <= len(FUNDS) else "own" if name == "事业收入" else ""
        figure = w.cell(f"t1/in{at}", world.income(scope) if scope else ZERO, f"inc:{scope}:" if scope else "")
        parts.append(figure)
        left.append((f"{NUMERALS[at]}、{name}", figure))
    right: list[tuple[CellText, ...]] = []
    classes = []
    for at, (code, name) in enumerate(CLASSES, 1):
        figure = w.cell(f"t1/{code}", world.amount("all", "total", code), f"fun:all:total:{code}")
        classes.append(figure)
        right.append((f"{NUMERALS[at]}、{name}", figure))
    rows = side_by_side("t1", [left, right])
    income = w.cell("t1/income", world.income("all"), "inc:all:", total=True)
    spent = w.cell("t1/spent", world.amount("all", "total"), "fun:all:total:", total=True)
    opening = w.cell("t1/opening", world.carried("all", "opening"), "open:all")
    closing = w.cell("t1/closing", world.carried("all", "closing"), "close:all")
    used, shared = w.cell("t1/used", ZERO), w.cell("t1/shared", ZERO)
    whole = income.value + opening.value
    grand_in = w.cell("t1/grand-in", whole, "grand:all", total=True)
    grand_out = w.cell("t1/grand-out", whole, "grand:all", total=True)
    w.graph.total(income, parts, "income")
    w.graph.total(spent, classes, "classes")
    w.graph.total(grand_in, [income, used, opening], "grand")
    w.graph.total(grand_out, [spent, shared, closing], "grand")
    rows += [
        Row("t1/sum", ["本年收入合计", income, "本年支出合计", spent], total=True),
        Row("t1/used", ["使用非财政拨款结余", used, "结余分配", shared]),
        Row("t1/carry", ["年初结转和结余", opening, "年末结转和结余", closing]),
        Row("t1/grand", ["总计", grand_in, "总计", grand_out], total=True),
    ]
    header = [["收入", "<", "支出", "<"], ["项目", "决算数", "项目", "决算数"]]
    w.table(
        "t1",
        "01",
        "收入支出决算总表",
        header,
        [4, 2.2, 4, 2.2],
        rows,
        {0, 2},
        ["注：本表反映部门本年度的总收支和年末结转结余情况。"],
    )


def _by_function(w: Writer, key: str, number: str, title: str, scope: str, columns: list[Column], note: str) -> None:
    names = [column.name for column in columns]

    def header(codes: list[str]) -> list[list[str]]:
        width = max(len(codes), 1)
        first = ["项目", *["<"] * width, *names]
        second = ["功能分类科目编码", *["<"] * (width - 1), "科目名称", *["^"] * len(names)]
        return [first, second, [*codes, "^", *["^"] * len(names)]] if codes else [first, second]

    w.by_code(
        key, number, title, w.world.codes(scope), columns, [(0, range(1, len(columns)))], header, notes=[f"注：{note}"]
    )


def _appropriation(w: Writer) -> None:
    world = w.world
    sources = [w.cell(f"t4/in/{scope}", world.income(scope), f"inc:{scope}:") for scope, _ in FUNDS]
    left: list[tuple[CellText, ...]] = [
        (f"{NUMERALS[at]}、{name}", figure)
        for at, ((_, name), figure) in enumerate(zip(FUNDS, sources, strict=True), 1)
    ]
    scopes = ("approp", "general", "fund", "capital")
    right: list[tuple[CellText, ...]] = []
    columns: list[list[Figure]] = [[], [], [], []]
    for at, (code, name) in enumerate(CLASSES, 1):
        figures = [w.cell(f"t4/{code}/{s}", world.amount(s, "total", code), f"fun:{s}:total:{code}") for s in scopes]
        w.graph.total(figures[0], figures[1:], "row")
        for column, figure in zip(columns, figures, strict=True):
            column.append(figure)
        right.append((f"{NUMERALS[at]}、{name}", *figures))
    rows = side_by_side("t4", [left, right])
    income = w.cell("t4/income", world.income("approp"), "inc:approp:", total=True)
    w.graph.total(income, sources, "income")
    spent = [w.cell(f"t4/spent/{s}", world.amount(s, "total"), f"fun:{s}:total:", total=True) for s in scopes]
    for total, column in zip(spent, columns, strict=True):
        w.graph.total(total, column, "classes")
    opening = w.cell("t4/opening", world.carried("approp", "opening"), "open:approp")
    opened = [w.cell(f"t4/opening/{s}", world.carried(s, "opening"), f"open:{s}") for s, _ in FUNDS]
    closing = [w.cell(f"t4/closing/{s}", world.carried(s, "closing"), f"close:{s}") for s in scopes]
    w.graph.total(opening, opened, "opening")
    w.graph.total(closing[0], closing[1:], "closing")
    grand_in = w.cell("t4/grand-in", income.value + opening.value, "grand:approp", total=True)
    w.graph.total(grand_in, [income, opening], "grand")
    grand = [
        w.cell(f"t4/grand/{s}", a.value + b.value, f"grand:{s}", total=True)
        for s, a, b in zip(scopes, spent, closing, strict=True)
    ]
    for total, a, b in zip(grand, spent, closing, strict=True):
        w.graph.total(total, [a, b], "grand")
    w.graph.total(grand[0], grand[1:], "row")
    blanks: list[CellText] = [""] * 4
    rows += [
        Row("t4/sum", ["本年收入合计", income, "本年支出合计", *spent], total=True),
        Row("t4/carry", ["年初财政拨款结转和结余", opening, "年末财政拨款结转和结余", *closing]),
        *(Row(f"t4/open{at}", [f"{NUMERALS[at]}、{name}", figure, "", *blanks])
          for at, ((_, name), figure) in enumerate(zip(FUNDS, opened, strict=True), 1)),
        Row("t4/grand", ["总计", grand_in, "总计", *grand], total=True),
    ]  # fmt: skip
    header = [["收入", "<", "支出", "<", "<", "<", "<"],
              ["项目", "决算数", "项目", "合计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"]]  # fmt: skip
    w.table("t4", "04", "财政拨款收入支出决算总表", header, [3.8, 1.9, 3.8, 1.9, 1.9, 1.9, 1.9], rows, {0, 2},
            ["注：本表反映部门本年度财政拨款总收支和结转结余情况。"])  # fmt: skip


def _basic(w: Writer) -> None:
    """The basic spending by economic item: personnel items on the left, public ones on the right."""
    world = w.world
    codes = world.economic_codes("general", "basic")
    blocks: list[list[tuple[CellText, ...]]] = [[], []]
    tops: list[list[Figure]] = [[], []]
    for node in sorted({*codes, *(code[:3] for code in codes)}):
        side = 0 if node[:3] in {"301", "303"} else 1
        value = world.economy("general", "basic", node)
        figure = w.cell(f"t6/{node}", value, f"eco:general:basic:{node}")
        blocks[side].append((node, NAMES[node], figure))
        if len(node) == 3:
            tops[side].append(figure)
    for top in (*tops[0], *tops[1]):
        code = top.key.rpartition("/")[2]
        w.graph.total(top, [w.graph.figures[f"t6/{c}"] for c in codes if c.startswith(code)], "rollup")
    rows = side_by_side("t6", blocks)
    staff = w.cell("t6/staff", world.amount("general", "personnel"), "fun:general:personnel:", total=True)
    public = w.cell("t6/public", world.amount("general", "public"), "fun:general:public:", total=True)
    w.graph.total(staff, tops[0], "staff")
    w.graph.total(public, tops[1], "public")
    w.graph.total(w.graph.figures["t5//1"], [staff, public], "basic")
    rows.append(Row("t6/total", ["人员经费合计", "", staff, "公用经费合计", "", public], total=True, merge=2))
    header = [["经济分类科目编码", "科目名称", "决算数", "经济分类科目编码", "科目名称", "决算数"]]
    w.table("t6", "06", "一般公共预算财政拨款基本支出决算表", header, [1.5, 3.6, 2, 1.5, 3.6, 2], rows, {0, 1, 3, 4},
            ["注：本表反映部门本年度一般公共预算财政拨款基本支出明细情况。"])  # fmt: skip


def _three_public(w: Writer) -> None:
    money = w.world.public3
    cells: list[CellText] = []
    figures: dict[str, dict[str, Figure]] = {"budget": {}, "now": {}}
    heads = ["合计", "出国", "公车", "购置", "运行", "接待"]
    sets = {"合计": "出国 购置 运行 接待", "公车": "购置 运行"}
    for head in heads:
        for when in ("budget", "now"):
            value = sum((money[item, when] for item in sets.get(head, head).split()), ZERO)
            meaning = f"sg:{'total' if head == '合计' else head}:{when}"
            figures[when][head] = w.cell(f"t7/{head}/{when}", value, meaning, total=head == "合计")
            cells.append(figures[when][head])
    for each in figures.values():
        w.graph.total(each["合计"], [each["出国"], each["公车"], each["接待"]], "three public")
        w.graph.total(each["公车"], [each["购置"], each["运行"]], "cars")
    header = [["财政拨款“三公”经费", *["<"] * 11],
              ["合计", "<", "因公出国（境）费", "<", "公务用车购置及运行维护费", "<", "<", "<", "<", "<", "公务接待费", "<"],
              ["^", "^", "^", "^", "小计", "<", "公务用车购置费", "<", "公务用车运行维护费", "<", "^", "^"],
              ["预算数", "决算数"] * 6]  # fmt: skip
    w.table(
        "t7",
        "07",
        "财政拨款“三公”经费支出决算表",
        header,
        [1] * 12,
        [Row("t7/row", cells)],
        set(),
        ["注：本表反映部门本年度“三公”经费支出预决算情况。"],
    )


def _fund(w: Writer, key: str, number: str, title: str, scope: str, name: str) -> None:
    world = w.world
    columns = [
        Column("年初结转和结余", lambda c: world.carried(scope, "opening", c), ""),
        Column("本年收入", lambda c: world.income(scope, c), f"inc:{scope}"),
        Column("小计", lambda c: world.amount(scope, "total", c), f"fun:{scope}:total"),
        Column("基本支出", lambda c: world.amount(scope, "basic", c), ""),
        Column("项目支出", lambda c: world.amount(scope, "project", c), ""),
        Column("年末结转和结余", lambda c: world.carried(scope, "closing", c), ""),
    ]

    def header(codes: list[str]) -> list[list[str]]:
        width = max(len(codes), 1)
        first = ["项目", *["<"] * width, "年初结转和结余", "本年收入", "本年支出", "<", "<", "年末结转和结余"]
        second = ["功能分类科目编码", *["<"] * (width - 1), "科目名称", "^", "^", "小计", "基本支出", "项目支出", "^"]
        return [first, second, [*codes, "^", *["^"] * 6]] if codes else [first, second]

    codes = world.codes(scope)
    note = f"注：本表反映部门本年度{name}财政拨款收入支出及结转和结余情况。"
    empty = f"说明：{world.name}本年度没有{name}财政拨款收入和支出，故本表无数据。"
    w.by_code(key, number, title, codes, columns, [(2, (3, 4))], header, notes=[note] if codes else [note, empty])
    for node in sorted({code[:n] for code in codes for n in (3, 5, 7)} | {""}):
        start, got, spent, _, _, end = (w.graph.figures[f"{key}/{node}/{at}"] for at in range(6))
        w.graph.identities.append(_balance(start, got, spent, end))


def _balance(start: Figure, got: Figure, spent: Figure, end: Figure) -> Sum:
    return Sum(((1, start.key), (1, got.key), (-1, spent.key), (-1, end.key)), "balance")
