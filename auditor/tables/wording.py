"""The words around tables: units, numbers, titles, notes, page numbers, told apart line by line."""

from __future__ import annotations

import re
from collections.abc import Iterable

AMOUNT = re.compile(
    r"[-－—−+(（负]?[¥￥]?\d[\d,，]{0,20}(?:[.．]\d{1,6})?[%％)）]{0,2}(?:[①-⑳⁰¹²³⁴-⁹]|注[\d⁰¹²³⁴-⁹])?"
)  # one number, as printed in tables; \d is any width
_DASH = re.compile(r"[-－—–―]{1,3}|[/／]")
_MONEY = "亿元|千万元|百万元|万元|千元|元|亿(?![^）)])|万(?![^）)])"
_UNIT = re.compile(
    rf"[（(]?(?:金额|货币|计量)?单位[:：]?(?:人民币)?({_MONEY})[）)]?(?:币种[:：]?人民币)?"
    r"|(?<=表)[（(](?:人民币)?(亿元|千万元|百万元|万元|千元|元)[）)]$"
)
_IN_CELL = re.compile(r"[（(](?:单位[:：]?)?(万元|元|亿元|千元)[）)]")
_ANNEX = re.compile(r"^附件[\d一二三四五六七八九十]{0,3}[:：]?")
_DIGITS = r"\d{1,2}(?:[-－—–.]\d{1,2}){0,2}|[一二三四五六七八九十]{1,3}"
_OFFICE = r"[^\W\d_a-zA-Z]{0,6}公开|附|预算|决算|财决|预|决"
_NUMBER = re.compile(rf"[（(【]?(?:(?:{_OFFICE})?表[-－—]?({_DIGITS})[:：.、]?|(?:{_OFFICE})({_DIGITS})表)[）)】]?")
_AHEAD = re.compile(
    rf"(?:{_OFFICE})?表[-－—]?({_DIGITS})[:：.、]?(?=[^\d]|(?:19|20)\d\d年)|(?:{_OFFICE})({_DIGITS})表(?=[^\d]|(?:19|20)\d\d年)"
    r"|([一二三四五六七八九十]{1,3})[、.．]|(\d{1,2})(?:、|[.．](?=[^\d]))|[（(]([一二三四五六七八九十]{1,3}|\d{1,2})[）)][.．、]?"
)
_ISSUER = re.compile(r"(?:编制|填报|公开|预算|填表)?(?:部门|单位)(?:名称)?(?:[（(][^（()）]{1,8}[）)])?[:：].{0,60}$")
_BRACKETS = r"[（(][^（()）]{0,30}(?:[（(][^（()）]{1,20}[）)][^（()）]{0,20})?[）)]"
_TITLE = re.compile(rf"[^。；;：:]{{1,58}}表(?:{_BRACKETS}){{0,2}}")
_NO_TITLE = re.compile(r"(?:[见如下本此上该空列填]|附)表$|^(?:注|备注|说明)")
_SECTION = re.compile(r"第[一二三四五六七八九十\d]{1,3}(?:部分|章)")
_TAIL = re.compile(rf"(?:预算|决算|明细|情况|收支|支出|收入)?总?表(?:{_BRACKETS})?")
_ENDED = re.compile(r"[。；;：:，,、！？]$")
_NOTE = re.compile(r"(?:注|备注|说明|附注)(?:[:：；;\d（(.、]|$)|.{0,60}(?:[故因]?[本此该]表|空表)")
_PAGE_NUMBER = re.compile(r"[-—–－·.]*第?\d{1,3}页?(?:[/／共,，]{1,2}\d{1,3}页?)?[-—–－·.]*")
_TICK_BOX = re.compile(r"[□■☑☐]\s*不?适用")
_CONTINUED = re.compile(r"[（(]续(?:表|[\d一二三四五六七八九十]{1,2})?[）)]|^续表\d?[:：]?|续表\d?$")
_GOES_ON = re.compile(
    rf"(?:表(?:{_DIGITS}))?[（(]?(?:续|接)(?:上|前)?(?:表|页)?(?:[-－—]?(?:{_DIGITS}))?[）)]?|[（(]?(?:续|接)(?:上|前)(?:表|页)[）)]?"
)
_NUMERALS = "零一二三四五六七八九"


def squeeze(text: str) -> str:
    """Return text without white space: captions are often letter-spaced."""
    return "".join(text.split())


def is_amount(text: str) -> bool:
    """Tell whether a text is one number, as printed in tables."""
    return bool(AMOUNT.fullmatch(squeeze(text)))


def is_figure(text: str) -> bool:
    """Tell whether a text is one number, or the dash that stands for none."""
    return is_amount(text) or bool(_DASH.fullmatch(squeeze(text)))


def is_page_number(text: str) -> bool:
    """Tell whether a line holds nothing but a page number."""
    return bool(_PAGE_NUMBER.fullmatch(squeeze(text)))


def is_note(text: str) -> bool:
    """Tell whether a line below a table opens a note on it: 注：…, …故本表为空表."""
    return bool(_NOTE.match(squeeze(text)))


def goes_on(text: str) -> bool:
    """Tell whether a line above a table says that it continues one: 续表, 表5（续）."""
    return bool(_GOES_ON.fullmatch(squeeze(text)))


def is_tick_box(text: str) -> bool:
    """Tell whether a line only ticks a box: √适用 □不适用."""
    return bool(_TICK_BOX.search(text))


def is_issuer(text: str) -> bool:
    """Tell whether a line names who made the table: 编制部门：…."""
    return bool(_ISSUER.match(squeeze(text)))


def is_finished(text: str) -> bool:
    """Tell whether a line ends like a sentence or an introduction, not like a broken title."""
    return bool(_ENDED.search(squeeze(text)))


def is_tail(title: str) -> bool:
    """Tell whether a title is so general that its beginning must stand on the line above."""
    return bool(_TAIL.fullmatch(squeeze(title)))


def unit_in(text: str) -> str:
    """Return the money unit that a line states, the last one where there are several; "" when none."""
    found = [match[1] or match[2] for match in _UNIT.finditer(squeeze(text))]
    return {"万": "万元", "亿": "亿元"}.get(found[-1], found[-1]) if found else ""


def is_unit(text: str) -> bool:
    """Tell whether a text says nothing but the unit, or the currency."""
    return bool(_UNIT.fullmatch(squeeze(text))) or squeeze(text).startswith("币种")


def units_in_cells(texts: Iterable[str]) -> set[str]:
    """Return the money units that cells name themselves: 资金金额（万元）."""
    return {match[1] for text in texts for match in _IN_CELL.finditer(squeeze(text))}


def number_in(text: str) -> str:
    """Return the table number of a text that says nothing else, "" when it says something else."""
    match = _NUMBER.fullmatch(squeeze(text))
    return digits(match[1] or match[2]) if match else ""


def digits(printed: str) -> str:
    """Return a printed table number in plain digits: 05 → 5, 十二 → 12, 1—2 → 1-2."""
    if printed[0].isdigit():
        return "-".join(part.lstrip("0") or "0" for part in re.split(r"[-－—–.]", printed))
    tens, ten, ones = printed.rpartition("十")
    value = _NUMERALS.find(ones) if ones else 0
    return str(value + (10 * (_NUMERALS.find(tens) if tens else 1) if ten else 0))


def title_in(text: str) -> tuple[str, str]:
    """Return the title that a text holds and the number before it; blanks where there is none."""
    rest = _ISSUER.sub("", _UNIT.sub("", squeeze(text)))
    number, rest = _number_ahead(_ANNEX.sub("", rest))
    rest = _CONTINUED.sub("", rest)
    if _TITLE.fullmatch(rest) and not _NO_TITLE.search(rest) and not _SECTION.match(rest):
        return rest, number
    return "", ""


def _number_ahead(text: str) -> tuple[str, str]:
    """Cut the number or the outline mark before a title; （一） and 1. number headings, not tables."""
    match = _AHEAD.match(text)
    if not match:
        return "", text
    number = match[1] or match[2] or match[3]
    return digits(number) if number else "", text[match.end() :]


def heading_in(text: str) -> tuple[str, str]:
    """Return a name that does not end in 表, and the number before it: 表1 主要指标."""
    number, rest = _number_ahead(_ISSUER.sub("", _UNIT.sub("", squeeze(text))))
    named = 2 <= len(rest) <= 40 and not is_finished(rest) and not is_note(rest) and not _SECTION.match(rest)
    return (rest, number) if named else ("", "")


def numbered_heading(text: str) -> tuple[str, str]:
    """Return name and number of a line that begins with a table number and is no sentence."""
    match = _AHEAD.match(squeeze(text))
    if not match or not (match[1] or match[2]) or re.search("[，,。；]", text) or goes_on(text):
        return "", ""
    return heading_in(text)
