"""A random body with consistent books: functional lines, economic lines, two years, budgets, cars and people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from benchmarks.mutations.chance import chance

D = Decimal
ZERO = D(0)

NAMES = {
    "201": "一般公共服务支出", "20103": "政府办公厅（室）及相关机构事务", "2010301": "行政运行",
    "2010302": "一般行政管理事务", "2010350": "事业运行", "20106": "财政事务", "2010601": "行政运行",
    "2010602": "一般行政管理事务", "2010607": "信息化建设", "2010608": "财政委托业务支出",
    "20139": "社会工作事务", "2013901": "行政运行", "2013950": "事业运行", "2013999": "其他社会工作事务支出",
    "204": "公共安全支出", "20405": "法院", "2040501": "行政运行", "2040502": "一般行政管理事务",
    "2040504": "案件审判", "2040505": "案件执行", "2040599": "其他法院支出",
    "205": "教育支出", "20502": "普通教育", "2050202": "小学教育", "2050203": "初中教育", "2050204": "高中教育",
    "20599": "其他教育支出", "2059999": "其他教育支出",
    "207": "文化旅游体育与传媒支出", "20703": "体育", "2070308": "群众体育",
    "208": "社会保障和就业支出", "20801": "人力资源和社会保障管理事务", "2080101": "行政运行",
    "2080109": "社会保险经办机构", "20805": "行政事业单位养老支出", "2080501": "行政单位离退休",
    "2080502": "事业单位离退休", "2080505": "机关事业单位基本养老保险缴费支出",
    "2080506": "机关事业单位职业年金缴费支出", "20810": "社会福利", "2081005": "社会福利事业单位",
    "210": "卫生健康支出", "21011": "行政事业单位医疗", "2101101": "行政单位医疗", "2101102": "事业单位医疗",
    "212": "城乡社区支出", "21201": "城乡社区管理事务", "2120101": "行政运行", "2120102": "一般行政管理事务",
    "2120104": "城管执法", "2120199": "其他城乡社区管理事务支出",
    "21208": "国有土地使用权出让收入安排的支出", "2120803": "城市建设支出",
    "221": "住房保障支出", "22102": "住房改革支出", "2210201": "住房公积金", "2210203": "购房补贴",
    "223": "国有资本经营预算支出", "22301": "解决历史遗留问题及改革成本支出",
    "2230105": "国有企业退休人员社会化管理补助支出",
    "229": "其他支出", "22960": "彩票公益金安排的支出", "2296002": "用于社会福利的彩票公益金支出",
    "301": "工资福利支出", "30101": "基本工资", "30102": "津贴补贴", "30103": "奖金", "30107": "绩效工资",
    "30108": "机关事业单位基本养老保险缴费", "30109": "职业年金缴费", "30110": "职工基本医疗保险缴费",
    "30112": "其他社会保障缴费", "30113": "住房公积金", "30199": "其他工资福利支出",
    "302": "商品和服务支出", "30201": "办公费", "30202": "印刷费", "30205": "水费", "30206": "电费",
    "30207": "邮电费", "30209": "物业管理费", "30211": "差旅费", "30212": "因公出国（境）费用",
    "30213": "维修（护）费", "30214": "租赁费", "30215": "会议费", "30216": "培训费", "30217": "公务接待费",
    "30226": "劳务费", "30227": "委托业务费", "30228": "工会经费", "30229": "福利费",
    "30231": "公务用车运行维护费", "30239": "其他交通费用", "30299": "其他商品和服务支出",
    "303": "对个人和家庭的补助", "30302": "退休费", "30305": "生活补助", "30309": "奖励金",
    "310": "资本性支出", "31002": "办公设备购置", "31003": "专用设备购置", "31007": "信息网络及软件购置更新",
    "31013": "公务用车购置",
}  # fmt: skip

CLASSES = [
    ("201", "一般公共服务支出"), ("202", "外交支出"), ("203", "国防支出"), ("204", "公共安全支出"), ("205", "教育支出"),
    ("206", "科学技术支出"), ("207", "文化旅游体育与传媒支出"), ("208", "社会保障和就业支出"), ("210", "卫生健康支出"),
    ("211", "节能环保支出"), ("212", "城乡社区支出"), ("213", "农林水支出"), ("214", "交通运输支出"),
    ("215", "资源勘探工业信息等支出"), ("216", "商业服务业等支出"), ("217", "金融支出"), ("219", "援助其他地区支出"),
    ("220", "自然资源海洋气象等支出"), ("221", "住房保障支出"), ("222", "粮油物资储备支出"),
    ("223", "国有资本经营预算支出"), ("224", "灾害防治及应急管理支出"), ("229", "其他支出"),
]  # fmt: skip

# The work of the body: names, its running item, its project items, whether it is a public institution (事业单位).
TRADES = [
    (("财政局", "财政国库中心"), "2010601", ("2010602", "2010607", "2010608"), False),
    (("人民政府办公室", "机关事务服务中心"), "2010301", ("2010302", "2010350"), False),
    (("委社会工作部", "社会工作发展中心"), "2013901", ("2013999", "2013950"), False),
    (("人民法院", "司法服务中心"), "2040501", ("2040502", "2040504", "2040505", "2040599"), False),
    (("第一中学", "实验学校"), "2050203", ("2050204", "2059999"), True),
    (("城市管理局", "市容管理所"), "2120101", ("2120102", "2120104", "2120199"), False),
    (("社会保险经办中心", "就业服务中心"), "2080109", ("2080101",), True),
    (("社会福利院", "儿童福利院"), "2081005", ("2070308",), True),
]
REGIONS = ["清河县", "临江市", "东平区", "石泉县", "安宁市", "南山区", "白水县", "永和县", "西陵区", "新安县"]

PERSONNEL, PUBLIC, PROJECT = 0, 1, 2
MEASURES = {
    "total": (0, 1, 2), "basic": (0, 1), "personnel": (0,), "public": (1,), "project": (2,), "current": (0, 1, 2),
}  # fmt: skip
Split = tuple[Decimal, Decimal, Decimal]
NONE: Split = (ZERO, ZERO, ZERO)


@dataclass(slots=True)
class Line:
    """One item of one source: current year, last year and budget, split into personnel, public and project."""

    code: str
    scope: str  # general, fund, capital, own
    now: Split
    before: Split = NONE
    budget: Split = NONE
    opening: Decimal = ZERO  # carried in from last year
    closing: Decimal = ZERO  # carried over to next year


@dataclass(slots=True)
class World:
    """All facts of one body in one year."""

    name: str
    region: str
    year: int
    institution: bool
    grain: Decimal
    lines: list[Line] = field(default_factory=list)
    economic: dict[tuple[str, str, str], Split] = field(default_factory=dict)  # (scope, code, when)
    public3: dict[tuple[str, str], Decimal] = field(default_factory=dict)  # (item, when)
    purchases: dict[str, Decimal] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    projects: list[tuple[str, Decimal]] = field(default_factory=list)

    def amount(self, scope: str, measure: str, prefix: str = "", when: str = "now") -> Decimal:
        """Return a sum over functional lines; scope all, approp, or one source."""
        return sum(
            (
                getattr(line, when)[index]
                for line in self.lines
                if _within(line.scope, scope) and line.code.startswith(prefix)
                for index in MEASURES[measure]
            ),
            ZERO,
        )

    def economy(self, scope: str, measure: str, prefix: str = "", when: str = "now") -> Decimal:
        """Return a sum over economic lines."""
        return sum(
            (
                split[index]
                for (source, code, period), split in self.economic.items()
                if period == when and _within(source, scope) and code.startswith(prefix)
                for index in MEASURES[measure]
            ),
            ZERO,
        )

    def carried(self, scope: str, end: str, prefix: str = "") -> Decimal:
        """Return what was carried in (opening) or over (closing)."""
        return sum(
            (getattr(line, end) for line in self.lines if _within(line.scope, scope) and line.code.startswith(prefix)),
            ZERO,
        )

    def income(self, scope: str, prefix: str = "") -> Decimal:
        """Return the income of the year: spending and what was carried over, less what was carried in."""
        return (
            self.amount(scope, "total", prefix)
            + self.carried(scope, "closing", prefix)
            - self.carried(scope, "opening", prefix)
        )

    def codes(self, scope: str) -> list[str]:
        """Return the functional items of a scope in order."""
        return sorted({line.code for line in self.lines if _within(line.scope, scope)})

    def economic_codes(self, scope: str, measure: str) -> list[str]:
        """Return the economic items of a scope that are not zero."""
        return sorted(
            {c for s, c, w in self.economic if _within(s, scope) and w == "now" and self.economy(scope, measure, c)}
        )


def _within(source: str, scope: str) -> bool:
    return scope in {"all", source} or (scope == "approp" and source != "own")


def make_world(seed: object, grain: str, *, final: bool = False, bump: str = "", money: str = "plain") -> World:
    """Make a body.

    Args:
        seed: decides everything.
        grain: the smallest amount of money: "1" 元, "100" (0.01 万元) or "0.01".
        final: final accounts: amounts may be carried in and over.
        bump: a functional item whose amount is changed everywhere, for totals that were not updated.
        money: "plain" general budget only, "funds" with a fund or state capital, "own" with own income.
    """
    rng = chance(seed, "world")
    names, running, projects, institution = rng.choice(TRADES)
    region = rng.choice(REGIONS)
    world = World(region + rng.choice(names), region, rng.choice([2022, 2023, 2024, 2025]), institution, D(grain))
    size = D(rng.choice(["0.3", "1", "1", "3", "12"]))
    lines = _lines(rng, world, running, projects, size, money)
    for line in lines:
        line.before = _varied(rng, line.now, world.grain, "0.8", "1.25")
        line.budget = _varied(rng, line.now, world.grain, "0.9", "1.1")
        carry = _amount(rng, 2000, 60000, world.grain) if final and line.now[PROJECT] and rng.random() < 0.4 else ZERO
        line.opening = carry
        line.closing = _amount(rng, 2000, 60000, world.grain) if carry and rng.random() < 0.7 else ZERO
    world.lines = lines
    if bump:
        line = next(line for line in lines if line.code == bump)
        more = _amount(chance(seed, "bump", bump), 20000, 900000, world.grain)
        index = max(range(3), key=lambda each: line.now[each])
        line.now = tuple(value + more * (at == index) for at, value in enumerate(line.now))  # type: ignore[assignment]
    _three_public(rng, world)
    for when in ("now", "before"):
        _economic(chance(seed, "economic"), world, when)
    _rest(rng, world)
    return world


def _lines(rng: Random, world: World, running: str, projects: Sequence[str], size: Decimal, money: str) -> list[Line]:
    def amount(low: int, high: int) -> Decimal:
        return _amount(rng, int(low * size), int(high * size), world.grain)

    lines = [Line(running, "general", (amount(900_000, 9_000_000), amount(160_000, 1_500_000), ZERO))]
    for code in projects[: rng.randint(1, len(projects))]:
        lines.append(Line(code, "general", (ZERO, ZERO, amount(50_000, 4_000_000))))  # noqa: PERF401 - one a draw
    if rng.random() < 0.6:
        retired = "2080502" if world.institution else "2080501"
        lines.append(Line(retired, "general", (amount(20_000, 300_000), amount(3_000, 30_000), ZERO)))
    lines.append(Line("2080505", "general", (amount(100_000, 900_000), ZERO, ZERO)))
    if rng.random() < 0.7:
        lines.append(Line("2080506", "general", (amount(50_000, 400_000), ZERO, ZERO)))
    medical = "2101102" if world.institution else "2101101"
    lines.append(Line(medical, "general", (amount(60_000, 500_000), ZERO, ZERO)))
    lines.append(Line("2210201", "general", (amount(90_000, 800_000), ZERO, ZERO)))
    if rng.random() < 0.5:
        lines.append(Line("2210203", "general", (amount(30_000, 500_000), ZERO, ZERO)))
    if money == "funds":
        lines.append(Line(rng.choice(["2120803", "2296002"]), "fund", (ZERO, ZERO, amount(80_000, 2_000_000))))
        if rng.random() < 0.4:
            lines.append(Line("2230105", "capital", (ZERO, ZERO, amount(20_000, 400_000))))
    if money == "own":
        lines.append(Line(running, "own", (ZERO, ZERO, amount(100_000, 2_600_000))))
    return lines


def _amount(rng: Random, low: int, high: int, grain: Decimal) -> Decimal:
    steps = int((D(high) - D(low)) / grain)
    return D(low).quantize(D(1)) // grain * grain + grain * rng.randint(1, max(steps, 2))


def _varied(rng: Random, split: Split, grain: Decimal, low: str, high: str) -> Split:
    draw = rng.random()
    if draw < 0.15:
        return split
    factor = D(low) + (D(high) - D(low)) * D(rng.randint(0, 10_000)) / 10_000
    varied = [((value * factor) // grain) * grain for value in split]
    return varied[0], varied[1], varied[2]


def _three_public(rng: Random, world: World) -> None:
    public = world.amount("general", "public")
    for when in ("now", "before", "budget"):
        room = int(public / 20)
        draw = {"出国": rng.random() < 0.25, "接待": rng.random() < 0.8, "运行": rng.random() < 0.85}
        for item, there in draw.items():
            world.public3[item, when] = _amount(rng, room // 4, room, world.grain) if there else ZERO
        for item, share in (("会议", 0.5), ("培训", 0.7)):
            world.public3[item, when] = (
                _amount(rng, room // 6, room // 2, world.grain) if rng.random() < share else ZERO
            )
        world.public3["购置", when] = ZERO
    if rng.random() < 0.3:
        for item in ("出国", "接待", "运行"):
            world.public3[item, "before"] = world.public3[item, "now"]
    world.counts["车辆"] = rng.randint(1, 9) if world.public3["运行", "now"] else 0


def _partition(rng: Random, total: Decimal, codes: Sequence[str], grain: Decimal) -> dict[str, Decimal]:
    """Split a total into positive parts on the grain; the last code takes the rest."""
    if total <= 0:
        return {}
    weights = [rng.randint(1, 12) for _ in codes]
    parts = {
        code: (total * weight / sum(weights)) // grain * grain for code, weight in zip(codes, weights, strict=True)
    }
    parts[codes[-1]] += total - sum(parts.values())
    return {code: value for code, value in parts.items() if value}


def _economic(rng: Random, world: World, when: str) -> None:
    """Split the spending of a year by economic item; the choice of items is the same in both years."""
    items = {"2080505": "30108", "2080506": "30109", "21011": "30110", "2210201": "30113"}
    personnel = {code: world.amount("general", "personnel", prefix, when) for prefix, code in items.items()}
    left = world.amount("general", "personnel", "", when) - sum(personnel.values())
    pay = ["30101", "30102", *(["30107"] if world.institution else ["30103"]), "30112"]
    pay += [code for code in ("30199", "30302", "30305", "30309") if rng.random() < 0.6]
    personnel |= _partition(rng, left, pay, world.grain)
    named = {"30212": "出国", "30217": "接待", "30231": "运行", "30215": "会议", "30216": "培训"}
    public = {code: world.public3[item, "now"] for code, item in named.items()} if when == "now" else {}
    left = world.amount("general", "public", "", when) - sum(public.values())
    office = [
        "30201",
        *rng.sample(["30202", "30205", "30206", "30207", "30209", "30211", "30213"], 4),
        "30228",
        "30239",
    ]
    office += [code for code in ("31002",) if rng.random() < 0.4] + ["30299"]
    public |= _partition(rng, left, office, world.grain)
    work = rng.sample(["30214", "30226", "30227", "30213", "31003", "31007", "30209"], 3)
    project = _partition(rng, world.amount("general", "project", "", when), work, world.grain)
    for code in sorted({*personnel, *public, *project}):
        split = (personnel.get(code, ZERO), public.get(code, ZERO), project.get(code, ZERO))
        if any(split):
            world.economic["general", code, when] = split
    for scope, code in (("fund", "30227"), ("capital", "30305"), ("own", "30299")):
        if amount := world.amount(scope, "total", "", when):
            world.economic[scope, code, when] = (ZERO, ZERO, amount)


def _rest(rng: Random, world: World) -> None:
    staff = rng.randint(8, 120)
    retired = rng.randint(0, 30)
    posts = staff + rng.randint(0, 12)
    world.counts |= {"编制": posts, "实有": staff, "离退休": retired, "设备": rng.randint(0, 4)}
    spent = world.amount("all", "project")
    cut = _partition(rng, spent / 3 // world.grain * world.grain, ["货物", "工程", "服务"], world.grain)
    world.purchases = {item: cut.get(item, ZERO) for item in ("货物", "工程", "服务")}
    if rng.random() < 0.5:
        world.purchases["服务"] += world.purchases["工程"]
        world.purchases["工程"] = ZERO
    labels = ["信息系统运行维护", "业务工作专项经费", "办公用房维修", "政策宣传与培训", "购买服务经费"]
    world.projects = list(
        _partition(rng, world.amount("all", "project"), rng.sample(labels, rng.randint(1, 3)), world.grain).items()
    )
