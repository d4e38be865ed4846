"""What rules delivers: declared rules, validated."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Literal, NamedTuple

from auditor.amounts import Amount
from auditor.model.base import NO_TEXT, Text
from auditor.model.vocabulary import Vocabulary


class Ref(NamedTuple):
    """A reference in a rule: [family.]row[.column][@period].

    Attributes:
        place: canonical item, quoted words, or a code; column: second place, "" when absent.
        code: True when `place` is a code; name: the name that must agree with the code; prefix: True for 505*.
        words: True when `place` was quoted with 「…」; column_words: the same for `column`.
    """

    place: str
    family: str = ""
    column: str = ""
    period: str = ""
    code: bool = False
    name: str = ""
    prefix: bool = False
    words: bool = False
    column_words: bool = False


class Term(NamedTuple):
    """A signed operand: alternatives joined by 或, or a constant amount."""

    sign: int
    refs: tuple[Ref, ...]
    optional: bool = False
    summed: bool = False  # Σ
    constant: Amount | None = None


class Equation(NamedTuple):
    """left relation right; relation is one of = ≠ ≥ ≤. `text` is the source as written."""

    left: tuple[Term, ...]
    relation: Literal["=", "≠", "≥", "≤"]
    right: tuple[Term, ...]
    text: str


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Identity(NamedTuple):
    """Funds that are one and the same in this document when the condition holds."""

    funds: tuple[str, ...]
    when: Equation


class Tolerance(NamedTuple):
    """A stated exception: a difference up to `within` is rounding, for the reason given."""

    within: Amount
    reason: Text


class Case(NamedTuple):
    """A test that travels with its rule.

    Attributes:
        expect: the verdict that the rule must reach.
        values: operand → printed figure, for equations; or text: sentences, table: pipe tables, or both of these.
        line: line in the rule file.
    """

    expect: Literal["holds", "rounding", "truncated", "fails", "unchecked"]
    values: Mapping[str, str] = MappingProxyType({})
    text: str = ""
    table: str = ""
    cause: str = ""
    line: int = 0


class Rule(NamedTuple):
    """One declared rule. `options` holds the keys of its kind that are not common to all (by, of, same, across …)."""

    id: str
    kind: str
    title: Text
    severity: Severity
    why: Text = NO_TEXT
    basis: str = ""
    help: Text = NO_TEXT
    tags: tuple[str, ...] = ()
    check: Equation | None = None
    when: Equation | None = None
    since: int | None = None
    until: int | None = None
    families: tuple[str, ...] = ()  # where.family
    document_kind: str = ""  # where.kind: 预算 or 决算
    together: Literal["", "line", "table", "document"] = ""
    open: bool = False
    options: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    identities: tuple[Identity, ...] = ()
    tolerance: Tolerance | None = None
    exceptions: Text = NO_TEXT  # where the rule is known not to hold, or to stay silent
    cases: tuple[Case, ...] = ()
    path: str = ""
    line: int = 0


class Pack(NamedTuple):
    """Rules with the vocabulary they speak."""

    id: str
    version: str
    rules: tuple[Rule, ...]
    vocabulary: Vocabulary
    kind: str = ""  # the document kind it applies to (预算, 决算), "" for every kind
