"""The words of a pack, handed to tables, claims and facts."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from auditor.model.labels import normal


class Family(NamedTuple):
    """A kind of table: the title tails that name it and what its title says of all its figures ("" = nothing)."""

    name: str
    titles: tuple[str, ...]
    fund: str = ""
    side: str = ""
    part: str = ""
    subject: str = ""


class Vocabulary(NamedTuple):
    """The words of a pack.

    Attributes:
        items: normalised alias → canonical item; "alias@side" and "alias@family" entries win over "alias".
        classes: normalised class name → code (教育支出 → 205).
        codes: code → the names it may carry (own and official), unverified rows left out.
        families: kinds of tables, in file order.
        periods: word → period (上年预算数 → 上年).
        funds: word → fund (一般公共预算财政拨款 → 一般公共预算).
        sides: word → 收入 or 支出.
        generic: header words that name no item of their own (金额, 小计).
        whole: item → the parts that make it up, for reasons and lists (三公经费 → 因公出国费 …).
        lexicon: words of the narrative by dotted key ("direction.up", "list.open", "none.words").
        issuer_words: words that mean the issuing body itself (本单位, 我局).
        markers: words of the document as a whole by key ("kind.预算", "kind.决算", "placeholder", "contents", "total",
            "unit.$ thousand").
    """

    items: Mapping[str, str] = MappingProxyType({})
    classes: Mapping[str, str] = MappingProxyType({})
    codes: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    families: tuple[Family, ...] = ()
    periods: Mapping[str, str] = MappingProxyType({})
    funds: Mapping[str, str] = MappingProxyType({})
    sides: Mapping[str, str] = MappingProxyType({})
    generic: frozenset[str] = frozenset()
    whole: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    lexicon: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    issuer_words: tuple[str, ...] = ()
    markers: Mapping[str, tuple[str, ...]] = MappingProxyType({})

    @property
    def totals(self) -> tuple[str, ...]:
        """Return the words for a total besides 合计, 总计 and 小计, as they are compared: total, grandtotal."""
        return tuple(normal(word).casefold() for word in self.markers.get("total", ()))
