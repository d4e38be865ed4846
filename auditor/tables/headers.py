"""How many leading rows of a table are header (a form has none)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.tables.records import Region
from auditor.tables.wording import AMOUNT, squeeze

Rows = Sequence[Sequence[str]]

_YEAR = re.compile(r"(?:19|20)\d\d年?")
_OUTLINE = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．]|\d{1,2}[、.．](?!\d)|[（(][\d一二三四五六七八九十]{1,3}[）)]|[①-⑳]"
)
_AMONG = re.compile(r"其中[:：]")
_TOTAL = re.compile(r"(?:本年|当年)?(?:收入|支出|收支)?(?:合计|总计|小计)")
_ORDER = re.compile(r"(?:栏次|行次|序号|[*＊]{1,3}|\d{1,2}|[甲乙丙丁]|[类款项])(?:=.{1,20}|[（(].{1,20}[）)])?")
_FIELD = re.compile(
    r"(?:[（(]?(?:项目|单位|部门|专项|政策|任务)[）)]?[（(]?(?:单位|项目|资金|任务|政策)?[）)]?名称|"
    r"(?:项目)?(?:主管|实施|填报|预算)(?:部门|单位)|项目(?:负责人|类别|类型|属性|单位|资金).{0,6})[:：]?"
)
_NEXT_FIELD = re.compile(
    r"(?:项目)?(?:主管|实施|填报|预算|资金使用)?(?:部门|单位)(?:及代码|名称|及编码)?[:：]?|.{0,6}(?:类别|类型|属性|期限|负责人|电话)[:：]?"
    r"|(?:项目|专项|年度|预算)?(?:资金|金额)(?:金额|总额|情况|来源|规模)?(?:[（(].{1,6}[）)])?[:：]?"
    r"|.{0,6}(?:目标|主要任务|项目概况|立项依据|职责概述)[:：]?"
)
_COLUMN_HEAD = re.compile(r"金额|备注|合计|总计|小计|[^:：]{0,12}(?:预算|决算|执行)数|[^:：]{0,6}金额")
_ABOVE_FORM = re.compile(
    r".{2,60}表|[（(]?(?:19|20)?\d{2}年度?[）)]?|.{0,6}单位[:：].{0,20}"
)  # title rows inside the frame
MOST = 6  # header rows of the deepest header seen have five levels


def count_headers(texts: Rows, regions: Sequence[Region]) -> int:
    """Return the number of leading header rows.

    `texts` holds the cell texts by row and column, blank where a span covers; `regions` the cells themselves.
    """
    if is_form(texts):
        return 0
    rows = [[squeeze(cell) for cell in row] for row in texts]
    numeric = _number_columns(rows)
    below = [0] * len(rows)  # for each row, how many of its positions a cell that began further up covers
    for region in regions:
        for row in range(region.row + 1, region.row + region.rows):
            below[row] += region.columns
    count = 0
    while count < min(len(rows), MOST) and _is_header(rows, count, below, numeric, regions):
        count += 1
    return count


def is_form(texts: Rows) -> bool:
    """Tell whether a table is a form: names of fields with their values beside them, 项目名称 | … first."""
    first = 0
    while first + 1 < len(texts) and _is_above_form(texts[first]):
        first += 1
    if first >= len(texts) or not _FIELD.fullmatch(squeeze(texts[first][0])):
        return False
    heads = [squeeze(text) for text in texts[first][1:]]
    if any(text and _COLUMN_HEAD.fullmatch(text) for text in heads):
        return False
    side = [text for row in texts[first + 1 :] if (text := squeeze(row[0]))]
    return any(_FIELD.fullmatch(text) or _NEXT_FIELD.fullmatch(text) for text in side[:2])


def _is_above_form(row: Sequence[str]) -> bool:
    """Tell whether a row holds nothing but a title."""
    return bool(_ABOVE_FORM.fullmatch(squeeze(row[0]))) and not any(squeeze(text) for text in row[1:])


def _number_columns(rows: Rows) -> set[int]:
    """Return the columns that hold amounts: a text in one of them, above the first amount, is a heading."""
    return {column for row in rows for column, text in enumerate(row) if len(text) > 2 and AMOUNT.fullmatch(text)}


def _is_header(rows: Rows, index: int, below: Sequence[int], numeric: set[int], regions: Sequence[Region]) -> bool:
    row = rows[index]
    filled = [text for text in row if text]
    if below[index]:
        return not any(_is_figure(text) for text in filled)
    if not filled:
        return index + 1 < len(rows) and any(rows[index + 1]) and _is_header(rows, index + 1, below, numeric, regions)
    if index and len(filled) > 1 and all(_ORDER.fullmatch(text) for text in filled):
        return True
    if any(_is_figure(text) for text in filled) or opens_body(filled):
        return False
    if index == 0 or any(row[column] for column in numeric):
        return True
    return len(filled) == sum(region.row == index for region in regions) and _is_headline(rows, index - 1, regions)


def _is_headline(rows: Rows, index: int, regions: Sequence[Region]) -> bool:
    """Tell whether a header row leaves something to say to the row below: groups, or blank cells."""
    return any(region.row == index and (region.columns > 1 or not rows[index][region.column]) for region in regions)


def _is_figure(text: str) -> bool:
    return bool(AMOUNT.fullmatch(text) and not _YEAR.fullmatch(text))


def opens_body(filled: Sequence[str]) -> bool:
    """Tell whether the texts of a row open the body: outline marks, 其中：, a total that stands alone."""
    return (
        any(_OUTLINE.match(text) for text in filled)
        or any(_AMONG.match(text) for text in filled[:1])
        or (len(filled) == 1 and bool(_TOTAL.fullmatch(filled[0])))
    )
