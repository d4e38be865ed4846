"""The message catalogue: what a finding says, by `Check.code`, in both languages.

Each code has templates from the fullest to the barest; the first one whose figures are all known is used.
The wording accuses nobody: it says what is written, what the other figures give, and by how much they differ.
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from auditor.amounts import in_unit
from auditor.model import Check, Operand, Rule, Text, Verdict
from auditor.report.naming import clean, main_operands, names, subject, where
from auditor.report.numbers import decimals, digits, printed_quantity, quantity, rounded, with_unit
from auditor.report.words import Lang, pick, word

_OFF = Text("，差 {difference}", ", a difference of {difference}")


def _off(zh: str, en: str) -> Text:
    return Text(zh + _OFF.zh, en + _OFF.en)


_FORMULA = Text("{subject}写 {stated}，按算式应为 {computed}", "{subject}states {stated}, the formula gives {computed}")

TEMPLATES: Final[dict[str, tuple[Text, ...]]] = {
    "sum": (
        _off("{subject}写 {stated}，分项相加 {computed}", "{subject}states {stated}, the parts add to {computed}"),
    ),
    "missing-total": (
        Text("{subject}合计未填，分项相加 {computed}", "{subject}has no total, the parts add to {computed}"),
        Text("{subject}合计未填", "{subject}has no total"),
    ),
    "tie": (
        _off("{subject}{left}，{right}", "{subject}{left}, {right}"),
        _off("{subject}写 {stated}，另一处为 {computed}", "{subject}states {stated}, another place {computed}"),
    ),
    "part-exceeds-whole": (
        Text(
            "{subject}写 {stated}，其中的分项相加 {computed}，超出 {difference}",
            "{subject}states {stated}, parts of it add to {computed}, an excess of {difference}",
        ),
    ),
    "list-sum": (
        _off(
            "{subject}写 {stated}，所列各项相加 {computed}",
            "{subject}states {stated}, the listed items add to {computed}",
        ),
    ),
    "list-changes": (
        _off(
            "{subject}增减额写 {stated}，所列各项增减相加 {computed}",
            "{subject}states a change of {stated}, the changes listed add to {computed}",
        ),
    ),
    "list-prior": (
        _off(
            "一组分项推得上年数 {stated}，另一组推得 {computed}",
            "one list implies {stated} for the year before, another list {computed}",
        ),
    ),
    "count-sum": (
        _off("{subject}写 {stated}，所列相加 {computed}", "{subject}states {stated}, those listed add to {computed}"),
    ),
    "rate": (_FORMULA,),
    "change-vs-table": (
        _off(
            "{subject}增减额写 {stated}，按表中数字为 {computed}",
            "{subject}states a change of {stated}, the tables give {computed}",
        ),
    ),
    "change": (
        _off(
            "{subject}增减额写 {stated}，本年数减上年数为 {computed}",
            "{subject}states a change of {stated}, current less prior is {computed}",
        ),
    ),
    "flat": (
        _off(
            "{subject}写“{word}”，但本年 {stated}、上年 {computed}",
            "{subject}is said to be “{word}”, yet it is {stated} after {computed}",
        ),
        Text(
            "{subject}写“{word}”，但数字不同：{figures}",
            "{subject}is said to be “{word}”, yet the figures differ: {figures}",
        ),
    ),
    "direction": (
        Text(
            "{subject}所写增减方向与数字不符：写 {stated}，按数字为 {computed}",
            "{subject}goes the other way: {stated} is written, the figures give {computed}",
        ),
        Text("{subject}所写增减方向与数字不符：{figures}", "{subject}goes the other way: {figures}"),
    ),
    "share": (
        Text(
            "{subject}占比写 {stated}，按算式应为 {computed}",
            "{subject}states a share of {stated}, the figures give {computed}",
        ),
    ),
    "share-total": (
        _off("各项占比相加为 {stated}，应为 {computed}", "the shares add to {stated}, not to {computed}"),
        Text("各项占比相加不是 100%", "the shares do not add to 100%"),
    ),
    "completion": (
        Text(
            "{subject}完成率写 {stated}，按算式应为 {computed}",
            "{subject}states a completion of {stated}, the figures give {computed}",
        ),
    ),
    "points": (
        Text(
            "{subject}写 {stated}，两个比率相减为 {computed}",
            "{subject}states {stated}, the two rates differ by {computed}",
        ),
    ),
    "zero-base": (
        Text(
            "{subject}写 {stated}，但基数为 0，比率无意义",
            "{subject}states {stated}, but a rate on a base of 0 has no meaning",
        ),
        Text("基数为 0，比率无意义", "a rate on a base of 0 has no meaning"),
    ),
    "idle": (Text("金额为零而有数量", "an amount of zero beside a count"),),
    "growth": (
        Text(
            "{subject}写增加 {stated}，多于本年的 {computed}，上年数就成了负数",
            "{subject}is said to have risen by {stated}, more than the {computed} of this year: it was below zero before",
        ),
    ),
    "compare": (
        Text(
            "{subject}写“{word}”，与数字不符：{figures}", "{subject}“{word}” does not agree with the figures: {figures}"
        ),
        Text("所写大小关系与数字不符", "the comparison does not agree with the figures"),
    ),
    "code-name": (Text("科目编码与名称不符", "code and name do not belong together"),),
    "code-length": (Text("科目编码写法不对", "the code is not written as its classification has it"),),
    "note-contradicted": (Text("写明没有，表中却有数字", "said to be none, yet the table has figures"),),
    "wrong-note": (Text("空表的说明讲的是另一种资金", "the note of the empty table speaks of another fund"),),
    "opposite-reason": (Text("原因与增减方向相反", "the reason goes against the change"),),
    "copied-purpose": (Text("用途或原因写的是另一科目", "purpose or reason are those of another item"),),
    "unreasoned": (Text("变动没有说明原因", "the change has no reason"),),
    "misprint": (Text("文字可能有误", "perhaps a misprint"),),
    "list-names": (Text("正文所列科目与表中不同", "the narrative lists other items than the table"),),
    "untold-row": (Text("正文逐项说明时漏了一项", "the narrative goes through the items and leaves one out"),),
    "two-names": (Text("同一金额两个名称", "one amount under two names"),),
    "unfilled": (Text("应填的内容空着", "what should be filled in is blank"),),
    "code-orphan": (Text("缺少上级科目的行", "the row of the code above is missing"),),
    "repeated": (Text("段落与前文重复", "the paragraph repeats an earlier one"),),
    "residue": (Text("留有模板文字", "words of the template were left in"),),
    "mirrored": (Text("句中收入与支出混用", "income and expenditure are mixed up in the sentence"),),
    "foreign-reason": (Text("所写原因不属于该项目", "the reason given is not a part of the item"),),
    "empty-note": (Text("空表没有说明", "the empty table is not explained"),),
    "other-year": (Text("写的是另一年", "of another year"),),
    "missing-section": (Text("缺少应有的内容", "what should be told is missing"),),
    "both-ways": (
        Text(
            "{subject}增减额与增减率一增一减：{figures}", "{subject}the change and its rate go opposite ways: {figures}"
        ),
        Text("增减额与增减率一增一减", "the change and its rate go opposite ways"),
    ),
    "contents-order": (Text("表的顺序与目录不一致", "the tables stand in another order than the contents announce"),),
    "negative": (Text("不应为负数", "should not be below zero"),),
    "count-names": (Text("个数与所列名称不符", "the count and the names listed disagree"),),
    "last-digit": (Text("末位可能有误", "perhaps a wrong last digit"),),
    "repeated-row": (Text("同一行印了两次", "a row stands twice"),),
    "missing-row": (Text("缺少应有的行", "a row is missing"),),
    "balance": (
        _off(
            "{subject}写 {stated}，应与之相等的为 {computed}",
            "{subject}states {stated}, what must equal it is {computed}",
        ),
    ),
    "generic": (
        _off("{subject}写 {stated}，按算式应为 {computed}", "{subject}states {stated}, the formula gives {computed}"),
        Text("{figures}", "{figures}"),
    ),
}

_CHECK_PLEASE = Text("不一致，请核对", "does not agree, please check")
_SIGNED = frozenset({"list-changes", "change-vs-table", "change", "direction"})
_QUOTES_A_WORD = frozenset({"flat", "compare"})  # their reason is the word of the document
_TRUNCATED = Text("；尾数被截去，四舍五入应为 {better}", "; cut instead of rounded, which would give {better}")
_EXCEEDS = Text(
    "{subject}写 {stated}，大于应不小于它的 {computed}，超出 {difference}",
    "{subject}states {stated}, more than the {computed} that must cover it, an excess of {difference}",
)

SLIPS: Final = {
    "decimal-slip": Text("小数点错位", "decimal point misplaced"),
    "table-unit": Text("整张表的金额单位写错", "a whole table in the wrong unit"),
    "unit-slip": Text("元/万元混用", "元 and 万元 mixed up"),
    "sign": Text("正负号写反", "sign reversed"),
    "direction": Text("方向词写反", "direction word reversed"),
    "transposed": Text("数字颠倒", "digits transposed"),
    "one-digit": Text("一位数字写错", "one digit wrong"),
    "missing-digit": Text("漏写数字", "digit left out"),
    "extra-digit": Text("多写数字", "a digit too many"),
    "last-year": Text("误用上年数", "last year's figure left in"),
    "neighbour": Text("误抄相邻数", "neighbouring figure copied"),
    "other-total": Text("误抄另一表的合计", "total of another table copied"),
    "stale-total": Text("合计未随分项更新", "total not brought up to date"),
    "part-included": Text("合计多含一项", "total includes one part too many"),
    "part-missing": Text("合计漏一项", "total leaves out one part"),
    "wrong-base": Text("分母用错", "rate on the wrong base"),
    "truncated": Text("截断未四舍五入", "cut instead of rounded"),
    "missing-total": Text("合计未填", "total left blank"),
    "row-missing": Text("可能漏列一行", "a row may be missing"),
    "row-doubled": Text("同一行列了两次", "a row is listed twice"),
    "tangled": Text("牵连过多，未归因", "too many at once to name a figure"),
    "disagree": Text("各处互不一致", "the places disagree with each other"),
    "other": Text("数字有误", "figure wrong"),
}


def rule_title(check: Check, rules: Mapping[str, Rule], lang: Lang) -> str:
    """Return the title of the most specific rule that has one, its id when none is known."""
    titles = (pick(rules[id_].title, lang) for id_ in check.rules if id_ in rules)
    return next((clean(title) for title in titles if title), check.rules[0] if check.rules else check.kind)


def message(check: Check, rules: Mapping[str, Rule], lang: Lang) -> str:
    """Return what a finding says: the rule's title, then what is written against what the others give."""
    title = rule_title(check, rules, lang)
    reason = "" if check.code in _QUOTES_A_WORD else clean(pick(check.reason, lang))
    said = "" if check.formula == "text" and reason else body(check, title, lang)
    parts = [part for part in (said, reason) if part and part != title]
    return word("colon", lang).join([title, word("semicolon", lang).join(parts)] if parts else [title])


def body(check: Check, title: str, lang: Lang) -> str:
    """Return the part of the message behind the title."""
    values = _values(check, title, lang)
    for template in (*_templates(check), _CHECK_PLEASE):
        text = pick(template, lang)
        if all(values.get(key) is not None for key in _placeholders(text)):
            return text.format_map(values) + _cut_note(check, lang)
    raise AssertionError("the last template needs no figure")


def _templates(check: Check) -> tuple[Text, ...]:
    if check.code == "part-exceeds-whole" and check.difference is not None and check.difference > 0:
        return (_EXCEEDS,)
    return TEMPLATES.get(check.code, TEMPLATES["generic"])


def slip(kind: str, lang: Lang) -> str:
    """Return the name of a slip; kinds that are new here count as "other"."""
    return pick(SLIPS.get(kind, SLIPS["other"]), lang)


def stated_places(check: Check) -> int:
    """Return how many decimals the stated figure prints in the display unit; those of the parts when it is blank."""
    printed = [o.fact.amount for o in main_operands(check) if o.fact.amount.printed]
    amounts = printed or [operand.fact.amount for operand in check.operands]
    return max((decimals(amount.printed) for amount in amounts if amount.unit == check.unit), default=0)


def _placeholders(text: str) -> list[str]:
    return [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]


def _values(check: Check, title: str, lang: Lang) -> dict[str, str | None]:
    """Return what the templates may use; None for what this check does not know."""
    stated, computed = _pair(check)
    values: dict[str, str | None] = {"subject": _subject(check, title, lang), "stated": stated, "computed": computed}
    values["difference"] = _difference(check)
    values["figures"] = _figures(check, lang) if check.operands else None
    values["word"] = clean(pick(check.reason, lang)) or None
    values["left"], values["right"] = _two_places(check, lang)
    return values


def _subject(check: Check, title: str, lang: Lang) -> str:
    """Name the stated figure, unless the title does so already."""
    name = subject(check)
    if not name or _bare(name) in _bare(title):
        return ""
    return f"“{name}”" if lang == "zh" else f"“{name}” "


def _bare(text: str) -> str:
    return "".join(text.translate({ord(mark): None for mark in "“”\"'「」 "}).split())


def _pair(check: Check) -> tuple[str | None, str | None]:
    """Return stated and computed; with more decimals where rounding would make them look equal."""
    places = stated_places(check)
    stated, computed = (_shown(value, check, places) for value in (check.stated, check.computed))
    if stated == computed and stated is not None:
        computed = _shown(check.computed, check, places + 2)
    return stated, computed


def _shown(value: Decimal | None, check: Check, places: int) -> str | None:
    if value is None:
        return None
    sign = "+" if check.code in _SIGNED and value > 0 else ""
    return sign + quantity(value, check.unit, places)


def _difference(check: Check) -> str | None:
    if check.difference is None:
        return None
    return quantity(abs(check.difference), check.unit, stated_places(check))


def _figures(check: Check, lang: Lang) -> str:
    """List the operands with their figures: for words that contradict figures."""
    named = zip(names(check.operands, lang), check.operands, strict=True)
    blank = word("blank", lang)
    return word("comma", lang).join(f"{name} {printed_quantity(o.fact.amount, blank)}" for name, o in named)


def _two_places(check: Check, lang: Lang) -> tuple[str | None, str | None]:
    """Return both sides of a tie, each with its place; (None, None) unless two figures are compared."""
    if len(check.operands) != 2:
        return None, None
    main = main_operands(check)[0]
    other = check.operands[1] if check.operands[0] is main else check.operands[0]
    places = [where(o.fact, lang) for o in (main, other)]
    if places[0] == places[1]:
        places = names((main, other), lang)
    left, right = (_writes(place, o, check, lang) for place, o in zip(places, (main, other), strict=True))
    return left, right


def _writes(place: str, operand: Operand, check: Check, lang: Lang) -> str:
    """Return 表12 写 30,000.00 元（3 万元）: as printed, and in the display unit when that is another one."""
    amount = operand.fact.amount
    text = printed_quantity(amount, word("blank", lang))
    if amount.unit != check.unit and amount.is_money:
        text += word("open", lang) + quantity(amount.value, check.unit) + word("close", lang)
    gap = " " if lang == "en" or place[-1].isascii() else ""
    return place + gap + ("写 " if lang == "zh" else "states ") + text


def _cut_note(check: Check, lang: Lang) -> str:
    if check.verdict is not Verdict.TRUNCATED or check.computed is None:
        return ""
    better = digits(rounded(in_unit(check.computed, check.unit), stated_places(check)), stated_places(check))
    return pick(_TRUNCATED, lang).format(better=with_unit(better, check.unit))
