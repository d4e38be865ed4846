"""Codes beside names that no classification knows or that stand in a second column: bodies, and economic classes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from auditor.amounts import fold
from auditor.check.context import Context, worded
from auditor.check.refs import names_agree
from auditor.model import Check, FactTable, Rule, Text
from auditor.model.labels import normal

_CODE = re.compile(r"\d{3,12}")
_BODY = re.compile(r"局|委|办|厅|院|校|所|站|中心|处|队|会|部|园|馆|社|团|机关|本级|政府|街道|镇|乡")
_LEAST_TABLES = 3  # that agree on the name of a body, or on its code
_LEAST_CODES = 3  # of one classification that make a column one of codes
_GOVERNMENT = "5"  # first digit of the government's economic classification
_MOST_TOLD = 2  # wrong names of one table that are told one by one; more are another classification


def two_names(rule: Rule, context: Context) -> Iterator[Check]:
    """One body under two names or two codes in the tables of one document: the odd table out is told."""
    printed = {number: dict(_bodies(table)) for number, table in enumerate(context.facts.tables) if table.family}
    names = _by(printed, lambda code, name: (code, name))
    codes = _by(printed, lambda code, name: (name, code))
    for number, bodies in printed.items():
        table = context.facts.tables[number]
        for code, name in bodies.items():
            usual, own = _usual(names[code]), names[code][name]
            if usual and own == 1 and not names_agree(usual, name):
                yield _odd(rule, table, code, name, usual, "name")
            other, same = _usual(codes[name]), codes[name][code]
            if other and same == 1 and len(names[code]) == 1 and len(other) == len(code) and other not in bodies:
                yield _odd(rule, table, name, code, other, "code")


def _bodies(table: FactTable) -> Iterator[tuple[str, str]]:
    for block in table.blocks:
        for line in block.lines:
            name = normal(line.label)
            if line.code and len(name) > _LEAST_CODES and _BODY.search(name):
                yield line.code, name


def _by(
    printed: Mapping[int, Mapping[str, str]], pair: Callable[[str, str], tuple[str, str]]
) -> Mapping[str, Counter[str]]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for bodies in printed.values():
        for code, name in bodies.items():
            key, value = pair(code, name)
            found[key][value] += 1
    return found


def _usual(printed: Counter[str]) -> str:
    """Return what so many tables print that the others are the exception, "" where they do not agree."""
    ranked = printed.most_common(2)
    return ranked[0][0] if ranked[0][1] >= _LEAST_TABLES and ranked[0][1] > 2 * sum(printed.values()) // 3 else ""


def _odd(rule: Rule, table: FactTable, known: str, printed: str, usual: str, what: str) -> Check:
    zh, en = ("名称", "name") if what == "name" else ("编码", "code")
    reason = Text(
        f"《{table.table.title}》中“{known}”的{zh}是“{printed}”，其他表中是“{usual}”",
        f"the {en} of “{known}” is “{printed}” in {table.table.title}, in the other tables “{usual}”",
    )
    return worded(rule, "two-names", reason, table.table.title, table.table.pages[0])


# ---------------------------------------------------------------- a second column of codes


def second_codes(rule: Rule, context: Context) -> Iterator[Check]:
    """部门预算支出经济分类 | 政府预算支出经济分类: the names beside the second codes of a row."""
    official = context.vocabulary.codes
    known = {name for code, names in official.items() if code[0] == _GOVERNMENT for name in names}
    for table in context.facts.tables if official else ():
        rows = _texts(table) if table.family else {}
        for column in _code_columns(table, rows):
            pairs = {(row[column], row.get(column + 1, "")) for row in rows.values() if row.get(column)}
            wrong = [(code, name) for code, name in sorted(pairs) if name and not _fits(official.get(code, ()), name)]
            for code, name in wrong if len(wrong) <= _MOST_TOLD else ():
                if name in known:
                    wrong_name = should_be(code, next(iter(official.get(code, ())), ""), name)
                    reason = Text(f"编码 {wrong_name.zh}", f"code {wrong_name.en}")
                    yield worded(rule, "code-name", reason, table.table.title, table.table.pages[0])


def should_be(code: str, name: str, printed: str) -> Text:
    """Return what is wrong with a name beside a code; `name` is the official one, "" where there is no such code."""
    if not name:
        return Text(f"{code} 不存在，表中写“{printed}”", f"{code} does not exist, the table says “{printed}”")
    return Text(f"{code} 应为“{name}”，表中写“{printed}”", f"{code} is “{name}”, the table says “{printed}”")


def _texts(table: FactTable) -> dict[int, dict[int, str]]:
    rows: dict[int, dict[int, str]] = defaultdict(dict)
    for cell in table.table.cells:
        if cell.row >= table.table.header_rows:
            rows[cell.row][cell.column] = normal(fold(cell.text))
    return rows


def _code_columns(table: FactTable, rows: Mapping[int, Mapping[int, str]]) -> Sequence[int]:
    """Return the columns of economic codes of the government (5…) right of the codes that order the rows."""
    columns = []
    for column in range(1, table.table.columns - 1):
        codes = [row[column] for row in rows.values() if row.get(column)]
        fitting = [code for code in codes if _CODE.fullmatch(code) and code[0] == _GOVERNMENT and len(code) in {3, 5}]
        if len(fitting) >= _LEAST_CODES and len(fitting) == len(codes):
            columns.append(column)
    return columns


def _fits(names: Sequence[str], printed: str) -> bool:
    return any(names_agree(name, printed) for name in names)
