"""What figures and places are called in a message."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from auditor.model import Check, Fact, Finding, Operand, Place
from auditor.report.words import Lang, measure_word, word

_CONTROL = dict.fromkeys(
    (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), " "
)

_FEW = 3  # figures that are named with their places
_CURRENT = frozenset({"", "当年"})


def clean(text: str) -> str:
    """Replace control and direction characters one by one: a document must not steer the terminal."""
    return text.translate(_CONTROL)


def tidy(text: str) -> str:
    """Return a label on one line, without the blanks that spread it out."""
    words = clean(text).split()
    joined = words[0] if words else ""
    for before, after in pairwise(words):
        joined += (" " if before[-1].isascii() or after[0].isascii() else "") + after
    return joined


def table_name(place: Place, lang: Lang) -> str:
    """Return 表7, or the title of a table without a number."""
    if place.table_number:
        return word("table", lang) + tidy(place.table_number)
    return tidy(place.table_title) or word("untitled", lang)


def where(fact: Fact, lang: Lang) -> str:
    """Return the briefest place: 正文, 表7."""
    return word("text", lang) if fact.place.kind == "sentence" else table_name(fact.place, lang)


def page(numbers: Sequence[int], lang: Lang) -> str:
    """Return 第8页, 第6、7页 / page 8."""
    listed = word("list", lang).join(map(str, sorted(numbers)))
    return f"第{listed}页" if lang == "zh" else f"page{'s' * (len(numbers) > 1)} {listed}"


def section(fact: Fact, lang: Lang) -> str:
    """Return where a figure stands without its page: 正文 and section, or the table."""
    return f"{where(fact, lang)} {tidy(fact.place.section)}".strip()


def sections(facts: Iterable[Fact], lang: Lang) -> list[str]:
    """Return the distinct places of facts, in order, each with its pages: 第6、7页 正文 五、…."""
    pages: dict[str, list[int]] = {}
    for fact in facts:
        seen = pages.setdefault(section(fact, lang), [])
        if fact.page not in seen:
            seen.append(fact.page)
    return [f"{page(numbers, lang)} {name}" for name, numbers in pages.items()]


def spot(fact: Fact, lang: Lang, *, row: bool = True) -> str:
    """Return the full place of one figure, its row left out when asked: 第13页 表8 “合计”行 “人员经费”列."""
    labels = ((tidy(fact.place.row) if row else "", "row"), (tidy(fact.place.column), "column"))
    shown = [label_phrase(label, key, lang) for label, key in labels if label]
    return " ".join([page([fact.page], lang), section(fact, lang), *shown])


def label_phrase(label: str, key: str, lang: Lang) -> str:
    """Return “合计”行 / row “合计”; `key` is "row" or "column"."""
    return f"“{label}”{word(key, lang)}" if lang == "zh" else f"{word(key, lang)} “{label}”"


def check_places(check: Check, lang: Lang) -> list[str]:
    """Return where a check stands: by its figures, or by its own place when it has none."""
    told = " ".join(part for part in (page([check.page], lang) if check.page else "", clean(check.place)) if part)
    return sections((o.fact for o in check.operands), lang) or ([told] if told else [])


def main_operands(check: Check) -> tuple[Operand, ...]:
    """Return the operands that the check states something about: the ^^^ ones. Empty without operands."""
    for roles in ({"stated"}, {"rate", "share"}, {"total"}):
        found = tuple(o for o in check.operands if o.role in roles)
        if found:
            return found
    return tuple(o for o in check.operands if o.side == "left") or check.operands[:1]


def subject(check: Check) -> str:
    """Return what the stated figure measures, in the words of the document; "" when nothing names it."""
    fact = main_operands(check)[0].fact if check.operands else None
    if fact is None:
        return ""
    if fact.place.kind == "cell" and check.code in {"sum", "missing-total"}:
        return tidy(fact.place.row) or tidy(fact.item)
    return tidy(fact.item) or tidy(fact.place.row)


def names(operands: Sequence[Operand], lang: Lang) -> list[str]:
    """Name the operands of one check so that no two of them share a name, with as few words as will do.

    A few figures from different places are named with their places: 正文 公务接待费 = 表12 公务接待费.
    """
    facts = [operand.fact for operand in operands]
    apart = 1 < len(facts) <= _FEW and len({where(fact, lang) for fact in facts}) > 1
    found: list[str] = []
    for naming in (_where_item, *_NAMINGS) if apart else _NAMINGS:
        found = [naming(fact, lang) for fact in facts]
        if all(found) and len(set(found)) == len(found):
            return found
    return found


def _item(fact: Fact, _lang: Lang) -> str:
    return tidy(fact.item)


def _item_period(fact: Fact, lang: Lang) -> str:
    return _with(tidy(fact.item), _measured(fact, lang), lang)


def _column(fact: Fact, _lang: Lang) -> str:
    return tidy(fact.place.column)


def _row(fact: Fact, _lang: Lang) -> str:
    return tidy(fact.place.row)


def _row_column(fact: Fact, _lang: Lang) -> str:
    return "·".join(part for part in (tidy(fact.place.row), tidy(fact.place.column)) if part)


def _where_item(fact: Fact, lang: Lang) -> str:
    measured = "" if fact.period in _CURRENT and fact.measure == "amount" else _measured(fact, lang)
    return f"{where(fact, lang)} {_with(tidy(fact.item), measured, lang)}"


def _where_all(fact: Fact, lang: Lang) -> str:
    name = _row_column(fact, lang) if fact.place.kind == "cell" else tidy(fact.item)
    return f"{where(fact, lang)} {_with(name, _measured(fact, lang), lang)}"


def _page_all(fact: Fact, lang: Lang) -> str:
    return _with(_where_all(fact, lang), page([fact.page], lang), lang)


def _measured(fact: Fact, lang: Lang) -> str:
    return tidy(fact.period) or measure_word(fact.measure, lang)


def _with(name: str, more: str, lang: Lang) -> str:
    return name + word("open", lang) + more + word("close", lang) if more else name


_NAMINGS: tuple[Callable[[Fact, Lang], str], ...] = (
    _item,
    _item_period,
    _column,
    _row,
    _row_column,
    _where_item,
    _where_all,
    _page_all,
)


def page_of(finding: Finding) -> int:
    """Return the page of the stated figure, else that of the text the finding is about."""
    operands = main_operands(finding.check) if finding.check.operands else ()
    return operands[0].fact.page if operands else finding.check.page or 1
