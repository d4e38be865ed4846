"""The fixed words of a report in both languages. Rule ids, keys and command names are never translated."""

from __future__ import annotations

from typing import Final, Literal

from auditor.model import Text

Lang = Literal["zh", "en"]


def pick(text: Text, lang: Lang) -> str:
    """Return a message in one language; the other one when this one was never written."""
    chosen, other = (text.zh, text.en) if lang == "zh" else (text.en, text.zh)
    return chosen or other


def word(key: str, lang: Lang) -> str:
    """Return a fixed word; KeyError for a key that is not in the list below."""
    return pick(WORDS[key], lang)


def role_word(role: str, lang: Lang) -> str:
    """Return what an operand is called under its figure; the role itself when it is new here."""
    return pick(ROLES.get(role, Text(role, role)), lang)


def measure_word(measure: str, lang: Lang) -> str:
    """Return what a figure measures; "" for a plain amount."""
    return pick(MEASURES[measure], lang) if measure in MEASURES else ""


MEASURES: Final = {
    "prior": Text("上年", "prior"),
    "change": Text("增减额", "change"),
    "rate": Text("增减率", "rate"),
    "share": Text("占比", "share"),
    "completion": Text("完成率", "completion"),
    "points": Text("百分点", "points"),
}

ROLES: Final = {
    "total": Text("合计", "total"),
    "part": Text("分项", "part"),
    "stated": Text("所写", "stated"),
    "current": Text("本年", "current"),
    "prior": Text("上年", "prior"),
    "change": Text("增减额", "change"),
    "rate": Text("比率", "rate"),
    "share": Text("所写", "stated"),
    "whole": Text("总体", "whole"),
    "other": Text("对照", "compared"),
}

WORDS: Final = {
    "text": Text("正文", "text"),
    "table": Text("表", "table "),
    "untitled": Text("无标题表", "untitled table"),
    "blank": Text("（空）", "(blank)"),
    "colon": Text("：", ": "),
    "comma": Text("，", ", "),
    "semicolon": Text("；", "; "),
    "list": Text("、", ", "),
    "open": Text("（", " ("),
    "close": Text("）", ")"),
    "left-quote": Text("“", "“"),
    "right-quote": Text("”", "”"),
    "equation": Text("算式", "equation"),
    "fingerprint": Text("指纹", "fingerprint"),
    "substituted": Text("代入", "figures"),
    "basis": Text("依据", "basis"),
    "confidence": Text("把握", "confidence"),
    "high": Text("高", "high"),
    "medium": Text("中", "medium"),
    "low": Text("低", "low"),
    "same-slip": Text("同样的情况还有", "the same slip in"),
    "suspect": Text("可疑", "suspect"),
    "increase": Text("增加", "increase"),
    "decrease": Text("减少", "decrease"),
    "follows": Text("随之应改", "to be computed anew"),
    "alone": Text("单独列出", "standing alone"),
    "maybe": Text("可能应改", "perhaps"),
    "or": Text("也可能是", "or else"),
    "row": Text("行", "row"),
    "column": Text("列", "column"),
    "cause-brief": Text(
        "同类的从简；全部依据见 --by finding",
        "repeats are shortened; --by finding shows all evidence",
    ),
}
