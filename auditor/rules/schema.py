"""The closed table of rule kinds, their keys and the values these may take.

One table for everybody: the loader validates by it, the JSON Schema for editors and the rule reference are made from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from auditor.model import Text

Shape = Literal[
    "id",
    "word",
    "text",
    "choice",
    "choices",
    "words",
    "year",
    "flag",
    "equation",
    "where",
    "cases",
    "identities",
    "places",
    "item",
    "tolerance",
]


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a rule.

    Attributes:
        shape: what its value looks like: `choice` is one of `allowed`, `choices` one or several of them, `words` a
            string or a list, `places` table families and 正文, `text` {zh, en} or one string.
    """

    name: str
    shape: Shape
    note: Text
    allowed: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of rule with the keys that only it has."""

    name: str
    note: Text
    keys: tuple[Key, ...] = ()


DIMENSIONS = (
    "side", "fund", "class", "part", "source", "period", "item", "code", "row", "column", "measure", "head", "family"
)  # fmt: skip
EXPECTATIONS = ("holds", "rounding", "truncated", "fails", "unchecked")
DOCUMENT_KINDS = ("预算", "决算")

COMMON = (
    Key(
        "id",
        "id",
        Text("规则编号：大写字母开头，字母、数字和 -", "id: a capital, then letters, digits and -"),
        required=True,
    ),
    Key("kind", "choice", Text("规则种类", "kind of rule"), required=True),  # allowed: the names of SCHEMA
    Key("title", "text", Text("名称，一句话", "name, one sentence"), required=True),
    Key(
        "severity", "choice", Text("严重程度，缺省 error", "severity, error unless told"), ("error", "warning", "info")
    ),
    Key("why", "text", Text("为什么要查", "why it matters")),
    Key(
        "exceptions",
        "text",
        Text("已知的例外：何时不适用、不报", "known exceptions: where it does not apply or stays silent"),
    ),
    Key("help", "text", Text("发现后怎么办", "what to do about a finding")),
    Key("basis", "words", Text("依据：文号", "the regulation it rests on")),
    Key("tags", "words", Text("标签", "tags")),
    Key("when", "equation", Text("仅当此式成立时才查", "check only where this equation holds")),
    Key("since", "year", Text("自哪一年起", "first year it applies to")),
    Key("until", "year", Text("到哪一年止", "last year it applies to")),
    Key(
        "where", "where", Text("适用的表（family）和文种（kind）", "tables (family) and documents (kind) it applies to")
    ),
    Key("cases", "cases", Text("随规则走的测试", "tests that travel with the rule")),
)

SCHEMA = (
    Kind(
        "equation",
        Text("一条等式或不等式", "an equation or inequality"),
        (
            Key("check", "equation", Text("式子", "the equation"), required=True),
            Key("together", "choice", Text("各项在哪里找", "where operands are looked up"), ("line", "table", "document")),
            Key("tolerance", "tolerance", Text("例外：差额在此数以内不算不符，须写理由", "an exception: a difference within this is accepted; needs a reason")),
            Key("open", "flag", Text("左边是合计时不要求用到全部列", "a total need not use every column of its line")),
            Key("beside", "words", Text("只查正文中所在句子含这些词的陈述", "only what stands in a sentence of the narrative with one of these words")),
            Key("outside", "words", Text("正文中标题含这些词的章节除外", "sections of the narrative to leave out, by words of the heading")),
        ),
    ),
    Kind(
        "rollup",
        Text("按版式加总：上级等于下级之和", "sums by shape: a parent equals its children"),
        (
            Key(
                "by", "choices", Text("按什么加总", "what orders the sum"),
                ("header", "code", "outline", "merged", "stairs", "period", "nested"), required=True,
            ),
            Key("parts", "choice", Text("全部构成，或只是其中", "all parts, or only some"), ("all", "some")),
        ),
    ),
    Kind(
        "tie",
        Text("同一指标处处相同", "one fact, the same wherever it is printed"),
        (
            Key("same", "choices", Text("哪些坐标相同才算同一指标", "coordinates that make it the same fact"), DIMENSIONS),
            Key("across", "places", Text("在哪些表和正文之间", "between which tables and the narrative")),
            Key("tolerance", "tolerance", Text("例外：差额在此数以内不算不符，须写理由", "an exception: a difference within this is accepted; needs a reason")),
            Key("identities", "identities", Text("何时两种资金口径相同", "when two funds are one")),
        ),
    ),
    Kind(
        "change",
        Text("增减：上年、增减额、增减率", "change against a base"),
        (
            Key(
                "of", "choices", Text("查哪一方面", "which aspect"),
                ("rate", "amount", "flat", "direction", "base", "zero-base", "compare", "prior", "balance", "growth"), required=True,
            ),
        ),
    ),
    Kind(
        "share",
        Text("比重和完成率", "shares and completion"),
        (
            Key(
                "of", "choices", Text("查哪一方面", "which aspect"),
                ("whole", "total", "completion", "points", "unit"), required=True,
            ),
        ),
    ),
    Kind(
        "list",
        Text("总数与其中、分别为", "a head and the parts listed under it"),
        (
            Key(
                "of", "choices", Text("查哪一方面", "which aspect"),
                ("amounts", "changes", "counts", "prior", "parts", "membership", "reasons", "copies", "classes", "idle", "staged", "recurring"), required=True,
            ),
            Key("item", "item", Text("哪个项目", "which item")),
            Key("words", "words", Text("哪些词", "which words")),
        ),
    ),
    Kind(
        "require",
        Text("应有的内容", "what must be there"),
        (
            Key(
                "of", "choices", Text("应有什么", "what is required"),
                (
                    "total", "table", "section", "note", "unit", "reason", "rows",
                    "told", "empty", "fund", "none", "issuer", "form", "project", "totals", "once", "exact", "noughts", "digits", "year", "sign", "order",
                ), required=True,
            ),
            Key("lists", "places", Text("哪些表列全部收支、应有合计", "tables that list all income or expenditure and end in a total")),
            Key("tables", "places", Text("哪些表", "which tables")),
            Key("sections", "words", Text("哪些章节", "which sections")),
        ),
    ),
    Kind(
        "wording",
        Text("文字：重复、残留、照抄", "wording: repeated, left over, mirrored"),
        (
            Key(
                "of", "choices", Text("查哪一方面", "which aspect"),
                (
                    "repeated", "residue", "mirrored", "foreign-reason", "doubled",
                    "opposite-reason", "opposite-lead", "copied-purpose", "no-unit", "unreasoned", "misprint", "label", "signed", "numeral",
                    "twice", "target",
                ), required=True,
            ),
            Key("words", "words", Text("哪些词", "which words")),
            Key("item", "item", Text("哪个项目", "which item")),
        ),
    ),
    Kind(
        "code",
        Text("科目编码与名称", "classification codes and names"),
        (
            Key(
                "of", "choices", Text("查哪一方面", "which aspect"),
                ("name", "orphan", "level", "length", "padding", "foreign", "told", "near", "outdated", "body", "second"), required=True,
            ),
            Key("words", "words", Text("哪些词", "which words")),
        ),
    ),
)  # fmt: skip

KINDS = {kind.name: kind for kind in SCHEMA}

PACK_KEYS = ("id", "version", "kind", "uses")
VOCABULARY_KEYS = (
    "items", "classes", "codes", "families", "periods", "funds", "sides", "generic", "whole", "lexicon", "issuer_words", "markers"
)  # fmt: skip
FILE_KEYS = ("pack", *VOCABULARY_KEYS, "rules")
