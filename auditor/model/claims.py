"""What claims delivers: paragraphs, statements and what they say."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple

from auditor.amounts import Amount
from auditor.model.base import Box


class Stretch(NamedTuple):
    """The part of a paragraph that stands on one printed line: where its characters stand, without an object for each.

    Attributes:
        page: page number. start: offset of its first character in the paragraph.
        lefts, rights: edges of each character in points.
        rises: (offset in the stretch, baseline, size) of the first character and wherever baseline or size change.
    """

    page: int
    start: int
    lefts: tuple[float, ...]
    rights: tuple[float, ...]
    rises: tuple[tuple[int, float, float], ...]


class Paragraph(NamedTuple):
    """One paragraph of the narrative.

    Attributes:
        text: as printed, lines joined, furniture removed; offsets of claims and `stretches` refer to it.
        kind: "part" (第一部分), "heading", "text", "note" (名词解释, 注：), "contents".
        level: outline level of its marker (0 part, 1 一、, 2 （一）, 3 1., 4 （1）), 9 without a marker.
        section: headings above it, outermost first.
    """

    index: int  # type: ignore[assignment]  # hides tuple.index, which nobody needs
    text: str
    kind: Literal["part", "heading", "text", "note", "contents"]
    level: int
    section: tuple[str, ...]
    page: int
    stretches: tuple[Stretch, ...]


class Statement(NamedTuple):
    """One item at one place of the narrative.

    Attributes:
        index: position in Narrative.statements.
        text: the item as printed; item: its canonical name, or the folded text when the vocabulary lacks it.
        known: True when `item` comes from the vocabulary.
        code: classification code printed with it (2080109), "" when none.
        path: names at 类 / 款 / 项 level when the item is printed as a path or below a （类） heading, outermost first.
        period: period word of the statement itself ("当年", "年初预算", "全年预算", "决算", "上年" …), "" = the document's own.
        fund, side, part: scope told by the words, the lead sentence or the section, "" = not told.
        head: index of the statement whose list this one is part of; None outside lists.
        group: number of the list group under that head (a complete or tentative breakdown).
        tentative: the membership is one of two readings.
        complete: the list is known to be complete (named partition, complement pair, shares adding to 100).
        reason: stands inside a reason clause (主要原因是 …).
    """

    index: int  # type: ignore[assignment]  # hides tuple.index, which nobody needs
    paragraph: int
    start: int
    text: str
    item: str
    known: bool = False
    code: str = ""
    path: tuple[str, ...] = ()
    period: str = ""
    fund: str = ""
    side: str = ""
    part: str = ""
    head: int | None = None
    group: int = 0
    tentative: bool = False
    complete: bool = False
    reason: bool = False


Measure = Literal[
    "amount",
    "prior",
    "change",
    "rate",
    "share",
    "completion",
    "points",
    "count",
    "flat",
    "zero-base",
    "none",
    "compare",
]


class Base(NamedTuple):
    """What a change or rate is measured against: anchor 上年, 年初预算, 全年预算, 2023 …; kind 预算, 执行, 决算, 同期, ""."""

    text: str
    anchor: str
    kind: str = ""
    comparable: bool = True  # False for 同口径 / 可比: nothing is recomputed


class Claim(NamedTuple):
    """One thing a statement says.

    Attributes:
        statement: index of its statement; others: indexes of further statements it may belong to (second readings).
        amount: the printed figure, None for words without a number (持平, 无, 大于).
        value: signed value in the base unit (−0.5 万元 → −5000), None when there is none.
        sign: +1, −1, or 0 when the words give no direction (差额).
        word: the word that makes the measure (减少, 持平, 占, 完成, 大于).
        whole: for shares and completions: the denominator as printed; for compare: what is compared with.
        start, end: span in the paragraph of the figure, or of the word when there is no figure.
        page, box: where the figure (or word) stands.
        follows: index in Narrative.claims of the change that a rate restates, None otherwise.
        cause: text of the reason clause attached to a change, "" when none.
    """

    index: int  # type: ignore[assignment]  # hides tuple.index, which nobody needs
    statement: int
    measure: Measure
    paragraph: int
    start: int
    end: int
    page: int
    box: Box
    amount: Amount | None = None
    value: Decimal | None = None
    sign: int = 0
    word: str = ""
    base: Base | None = None
    whole: str = ""
    others: tuple[int, ...] = ()
    follows: int | None = None
    cause: str = ""
    period: str = ""  # of this figure when one statement tells several (年初预算为A，支出决算为B); "" = the statement's


class Excluded(NamedTuple):
    """A number that states nothing to check; "unread" are amounts that no table and no sentence took in.

    reason: year, date, code, document-number, threshold, bound, ordinal, marker, approximate, other-unit, performance,
    denominator (the amount in 完成预算43.2万元的52.3%), profile (counts of unrelated things), note, contents, too-long, unread.
    """

    printed: str
    reason: str
    page: int
    box: Box
    context: str


class Narrative(NamedTuple):
    """All that was read outside tables."""

    paragraphs: tuple[Paragraph, ...] = ()
    statements: tuple[Statement, ...] = ()
    claims: tuple[Claim, ...] = ()
    excluded: tuple[Excluded, ...] = ()
