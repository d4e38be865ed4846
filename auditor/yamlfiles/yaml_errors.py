"""What YAML says about a broken file, in the words of someone who writes one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.model import Text
from auditor.yamlfiles.nodes import SourceFile

if TYPE_CHECKING:
    import yaml

_PROBLEMS = {
    "mapping values are not allowed": Text("这里不能再有“: ”", "another “: ” cannot stand here"),
    "did not find expected ',' or '}'": Text("花括号里缺逗号或右括号 }", "a comma or } is missing in the braces"),
    "did not find expected ',' or ']'": Text("方括号里缺逗号或右括号 ]", "a comma or ] is missing in the brackets"),
    "expected ',' or '}'": Text("花括号里缺逗号或右括号 }", "a comma or } is missing in the braces"),
    "expected ',' or ']'": Text("方括号里缺逗号或右括号 ]", "a comma or ] is missing in the brackets"),
    "cannot start any token": Text("一行不能以制表符、@ 或反引号开头", "a tab, @ or backquote cannot start a value"),
    "could not find expected ':'": Text("键后面缺“: ”", "“: ” is missing after the key"),
    "unexpected end of stream": Text("引号没有关上", "a quote is not closed"),
    "did not find expected key": Text(
        "缩进不对，或前一行没有写完", "wrong indentation, or the line before is unfinished"
    ),
    "expected <block end>": Text("缩进不对，或前一行没有写完", "wrong indentation, or the line before is unfinished"),
    "did not find expected '-' indicator": Text(
        "列表的各项要以“- ”开头并对齐", "the items of a list start with “- ” and line up"
    ),
    "undefined alias": Text("这里不用 YAML 的引用（*）", "YAML aliases (*) are not used here"),
    "did not find expected alphabetic or numeric": Text(
        "值不能以 * 或 & 开头，请加引号", "a value cannot start with * or &: quote it"
    ),
    "special characters are not allowed": Text("有不可打印的字符", "there is a character that cannot be printed"),
    "control characters are not allowed": Text("有不可打印的字符", "there is a character that cannot be printed"),
}
_BLOCK_STYLE = Text(
    "；花括号里的式子遇到 [ ] , ? 或“: ”会断开，请把 check 写成单独一行",
    "; [ ] , ? and “: ” break an equation inside braces: give check a line of its own",
)
_FULL_COLON = Text("；冒号要用半角“: ”", "; use a half-width colon and a blank")
_BEGAN_EARLIER = ("unexpected end of stream", "could not find expected ':'")  # the mark that helps is where it began
_EQUATION_KEY = re.compile(r"[{,]\s{0,20}(?:check|when)\s{0,20}:\s")


def explain(error: yaml.YAMLError, file: SourceFile) -> tuple[int, int, Text]:
    """Return line, column and message for an error of the YAML parser."""
    import yaml

    if not isinstance(error, yaml.MarkedYAMLError):
        before = file.text[: max(getattr(error, "position", 0), 0)]
        return before.count("\n") + 1, len(before) - before.rfind("\n"), _message(str(error))
    message = _message(str(error.problem))
    mark = error.problem_mark or error.context_mark
    if error.context_mark is not None and any(words in str(error.problem) for words in _BEGAN_EARLIER):
        mark = error.context_mark
    if mark is None:
        return 0, 0, message
    row = mark.line + 1
    lines = _nearby(file, error.context_mark.line + 1 if error.context_mark else row, row)
    if any(_EQUATION_KEY.search(line) for line in lines):
        message = Text(message.zh + _BLOCK_STYLE.zh, message.en + _BLOCK_STYLE.en)
    for number in (row, row - 1):
        line = file.line(number)
        if "：" in line and ": " not in line:
            message = Text(message.zh + _FULL_COLON.zh, message.en + _FULL_COLON.en)
            return number, line.index("：") + 1, message
    return row, mark.column + 1, message


def _nearby(file: SourceFile, first: int, last: int) -> list[str]:
    return [file.line(number) for number in range(max(first, last - 3), last + 1)]


def _message(problem: str) -> Text:
    for words, text in _PROBLEMS.items():
        if words in problem:
            return text
    return Text(f"YAML 写法有误：{problem}", f"broken YAML: {problem}")
