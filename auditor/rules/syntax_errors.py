"""What lark says about a broken equation, in the words of the equation language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from auditor.model import Text
from auditor.yamlfiles.mistakes import Mistakes
from auditor.yamlfiles.nodes import Scalar

if TYPE_CHECKING:
    from lark import UnexpectedInput

_NUMBER = re.compile(r"\d[\d.．,，]{0,40}")
_OPERAND = Text("项目名、「原文」、科目代码或带单位的数", "an item, 「words」, a code or a number with its unit")
_EXPECTED = {
    "NAME": _OPERAND,
    "QUOTED": _OPERAND,
    "CODE": _OPERAND,
    "_SUM": _OPERAND,
    "AMOUNT": _OPERAND,
    "RELATION": Text("= ≠ ≥ ≤", "= ≠ ≥ ≤"),
    "SIGN": Text("+ −", "+ −"),
    "_OPEN": Text("[+ 可缺项]", "[+ operand that may be absent]"),
    "_CLOSE": Text("]", "]"),
    "_OR": Text("或", "或"),
    "_DOT": Text(".", "."),
    "_AT": Text("@期间", "@period"),
    "$END": Text("结束", "the end"),
}
_HINTS = {
    "?？": Text("可缺的项写成 [+ 项目]", "write an operand that may be absent as [+ item]"),
    "|": Text("几种读法之间用“或”", "join readings with 或"),
    "~": Text("相等用 =", "write = for equality"),
    "<＜>＞": Text("大小关系用 ≥ 或 ≤", "write ≥ or ≤"),
    "×÷/／*＊": Text("式子里只有加减", "an equation only adds and subtracts"),
    ",，;；": Text("项与项之间用 + −", "join operands with + or −"),
    "「」": Text("引号「」不成对", "the quotes 「」 do not match"),
    "0123456789０１２３４５６７８９": Text(
        "数要带单位（如 50万元），科目代码是 3 至 9 位数字",
        "a number carries its unit (50万元), a code has 3 to 9 digits",
    ),
}


def explain(error: UnexpectedInput, node: Scalar, tell: Mistakes) -> None:
    """Tell a parse error at its character: what stands there, what could, and a hint for the usual slips."""
    from lark import UnexpectedToken

    if isinstance(error, UnexpectedToken):
        ended = error.token.type == "$END"
        start = len(node.text) if ended else error.token.start_pos or 0
        _tell(node, tell, start, "" if ended else str(error.token), error.accepts or error.expected)
        return
    start = error.pos_in_stream or 0
    number = _NUMBER.match(node.text, start)
    _tell(node, tell, start, number[0] if number else node.text[start], ())


def _tell(node: Scalar, tell: Mistakes, start: int, written: str, expected: Iterable[str]) -> None:
    expected = tuple(expected)
    zh = f"这里不能是“{written}”" if written else "式子没有写完"
    en = f"“{written}” cannot stand here" if written else "the equation is unfinished"
    hint = _hint(written[:1])
    if hint:
        zh, en = f"{zh}：{hint.zh}", f"{en}: {hint.en}"
    elif expected:
        words = list(dict.fromkeys(text for name, text in _EXPECTED.items() if name in expected))
        zh += f"；可以是 {' '.join(text.zh for text in words)}"
        en += f"; expected {', '.join(text.en for text in words)}"
    tell(node, zh, en, at=start, width=max(len(written), 1))


def _hint(character: str) -> Text | None:
    return next((text for marks, text in _HINTS.items() if character and character in marks), None)
