"""What the reading holds while it goes through a document: drafts of statements and claims, open lists, the place it is at.

Drafts are mutable because a list decides only at its end who belongs to it; the records that leave the stage are frozen.
Offsets are those of the normalised paragraph.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from auditor.amounts import ZERO, Amount
from auditor.claims.lexicon import Lexicon
from auditor.claims.names import NO_NAME, Name
from auditor.claims.token import Token
from auditor.model import Base, Measure


@dataclass(slots=True)
class Draft:
    """A statement in the making.

    Attributes:
        place: number shared by the statements of one item at one place, which differ by period or unit.
        unit: class of its main figure ("money", or the unit of a count), "" while it has none.
        figures: its amounts (or counts) by period word; change: its signed change.
        paused: reached by 、 from the figure before; sentence: number of the sentence it stands in.
    """

    index: int
    paragraph: int
    start: int
    end: int
    name: Name
    place: int
    sentence: int
    unit: str = ""
    figures: dict[str, Amount] = field(default_factory=dict)
    change: Decimal | None = None
    change_step: Decimal = ZERO
    head: int | None = None
    group: int = 0
    tentative: bool = False
    complete: bool = False
    adds_up: bool = False  # part or head of a list whose parts make the head
    reason: bool = False
    paused: bool = False
    shares: list[Decimal] = field(default_factory=list)

    def figure(self, period: str | None = None) -> Amount | None:
        """Return the figure of a period, else the last one told."""
        told = self.figures.get(period) if period is not None else None
        return told or next(reversed(self.figures.values()), None)


@dataclass(slots=True)
class Said:
    """A claim in the making; fields as in Claim."""

    statement: int
    measure: Measure
    paragraph: int
    start: int
    end: int
    amount: Amount | None = None
    value: Decimal | None = None
    sign: int = 0
    word: str = ""
    base: Base | None = None
    whole: str = ""
    others: tuple[int, ...] = ()
    follows: int | None = None
    cause: str = ""
    period: str = ""


@dataclass(slots=True)
class Frame:
    """An open list.

    Attributes:
        kind: "inline" (其中 in a sentence), "bracket", "below" (the following paragraphs).
        named: place of a head that the words name; floor, before: range of statements that may be the head.
        first: take the first fitting statement as head, not the nearest.
        level: outline level of its items in paragraphs below, None until one is met; outer: level of class headings.
        group: number of the present breakdown; parts: members in order.
        loose: a full stop was passed while the parts did not reach the head; members from `loose_from` on may be none.
        partial: the words say that the list is not complete.
        mark: how many list numbers were read before it was opened.
    """

    kind: str
    floor: int
    before: int
    named: int | None = None
    first: bool = False
    level: int | None = None
    outer: int | None = None
    group: int = 0
    parts: list[int] = field(default_factory=list)
    loose: bool = False
    loose_from: int | None = None
    sentence: int = -1
    partial: bool = False
    semicolons: bool = False
    mark: int = 0


@dataclass(slots=True)
class Saved:
    """What a bracket interrupts."""

    current: Draft | None
    base: Base | None
    framed: bool


@dataclass(slots=True)
class Reason:
    """An open reason clause: where its text starts, what it explains, what was being read before."""

    start: int
    targets: tuple[int, ...]
    current: Draft | None


@dataclass(slots=True)
class State:
    """The whole reading. `left` holds the tokens since the last delimiter or figure."""

    lexicon: Lexicon
    drafts: list[Draft] = field(default_factory=list)
    claims: list[Said] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    shared: Frame | None = None  # a list that only the wholes of shares tell
    section_first: int = 0  # index of the first statement under the present heading
    group_count: int = 0
    places: int = 0
    sentences: int = 0
    # the paragraph being read
    paragraph: int = -1
    level: int = 9
    heading_path: tuple[str, ...] = ()
    first: int = 0  # index of its first statement
    earlier: int = 0  # index of the first statement of the paragraph before
    text: str = ""
    left: list[Token] = field(default_factory=list)
    current: Draft | None = None
    lead: Name = NO_NAME
    lead_start: int = 0
    heading: Name = NO_NAME  # of the innermost heading, where it names an item
    base: Base | None = None
    base_before: Base | None = None
    reason: Reason | None = None
    purpose: bool = False
    brackets: list[Saved] = field(default_factory=list)
    paused: bool = False
    each: bool = False  # 分别, 各 was read in this clause
    dealt: list[int] = field(default_factory=list)  # statements of the last dealing
    named_head: int | None = None  # place of what X中，… of this paragraph names
    year_led: str = ""  # the year that 2010年X中，… gives to the figures of its sentence
    lead_words: str = ""  # a clause without figures that completes a generic word (…供应商…的，采购金额)
    year: str = ""  # the year of the document
    numbers: dict[int, tuple[int, int]] = field(default_factory=dict)  # outline level → its last number, and the mark
    scopes: dict[str, tuple[str, str, str]] = field(default_factory=dict)  # fund, side and part that a heading tells
    marks: int = 0  # list numbers read so far
    fenced: int = 0  # index of the first statement that a list of this paragraph may hang on

    def head_of(self, draft: Draft) -> Draft | None:
        """Return the head of a draft."""
        return None if draft.head is None else self.drafts[draft.head]

    def at_place(self, place: int) -> list[Draft]:
        """Return the statements of one place among the latest ones."""
        return [draft for draft in self.drafts[-40:] if draft.place == place]
