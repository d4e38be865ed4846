"""Lists of bare names below a row (单位, then 专用项目, then 专项业务费): which of them is part of which is not printed.

The figures tell: a list adds up if its rows can be laid out in levels so that the row above equals those on top, and every
row that has others under it equals them. Values alone prove little, so a list that adds up in no way is only a note.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

from auditor.amounts import ZERO
from auditor.check.context import Context, bound
from auditor.check.evaluate import best, evaluate_sum
from auditor.check.sums import main_column
from auditor.model import Block, Check, Fact, Operand, Rule, Verdict

_MOST_ROWS = 10  # of one list: the ways to lay it out double with each row

_Sum = tuple[int, tuple[int, ...]]  # a row, -1 for the one above the list, and the rows right under it


def nested(rule: Rule, block: Block, context: Context) -> Iterator[Check]:
    """Yield the sums of the lists of bare names below the coded rows of a block, in its main column."""
    main = main_column(block)
    if main is None:
        return
    for above, rows in _lists(block).items():
        numbers = [block.facts[row][main] for row in (above, *rows)]
        if min(numbers) >= 0 and len(rows) <= _MOST_ROWS:
            whole, *parts = map(context.fact, numbers)
            if any(part.value for part in parts) and not whole.blank:
                yield from _laid_out(rule, whole, parts)


def _lists(block: Block) -> dict[int, list[int]]:
    """Return the bare names by the coded row above them; a row that has coded ones under it as well is left out."""
    lists: dict[int, list[int]] = {}
    for index, line in enumerate(block.lines):
        if line.parent >= 0 and not line.total and block.lines[line.parent].code:
            lists.setdefault(line.parent, []).append(index)
    bare = {above: [block.lines[row] for row in rows] for above, rows in lists.items()}
    return {
        above: lists[above] for above, lines in bare.items() if not any(line.code or line.of_which for line in lines)
    }


def _laid_out(rule: Rule, whole: Fact, parts: Sequence[Fact]) -> Iterator[Check]:
    values = tuple(part.value for part in parts)
    levels = layout(whole.value, values)
    if levels is not None:
        yield from (_sum(rule, whole, parts, each) for each in levels)
    elif all(not fact.amount.step for fact in (whole, *parts)):
        flat, topped = _flat(len(parts)), _topped(len(parts))
        yield best([_worst(rule, whole, parts, levels) for levels in (flat, topped)])


def _flat(count: int) -> tuple[_Sum, ...]:
    return ((-1, tuple(range(count))),)


def _topped(count: int) -> tuple[_Sum, ...]:
    """Lay out a list that its first row heads."""
    return ((-1, (0,)), (0, tuple(range(1, count)))) if count > 1 else ((-1, (0,)),)


def _worst(rule: Rule, whole: Fact, parts: Sequence[Fact], levels: Sequence[_Sum]) -> Check:
    made = [_sum(rule, whole, parts, each) for each in levels]
    return next(check for check in made if check.verdict is Verdict.FAILS)


def _sum(rule: Rule, whole: Fact, parts: Sequence[Fact], each: _Sum) -> Check:
    above, below = each
    total = whole if above < 0 else parts[above]
    under = (Operand(parts[row], "part", 1, "right") for row in below)
    return evaluate_sum(bound(rule, (Operand(total, "total", 1, "left"), *under), code="sum"))


def layout(whole: Decimal, values: Sequence[Decimal]) -> tuple[_Sum, ...] | None:
    """Return the sums of the flattest way to lay rows out in levels below a figure, None where none adds up.

    >>> layout(Decimal(5), [Decimal(2), Decimal(3)])
    ((-1, (0, 1)),)
    >>> layout(Decimal(5), [Decimal(5), Decimal(2), Decimal(3)])
    ((-1, (0,)), (0, (1, 2)))
    """

    @cache
    def below(above: int, first: int, stop: int, rest: Decimal) -> tuple[tuple[int, ...], tuple[_Sum, ...]] | None:
        """Lay out rows first…stop so that those on top add up to `rest`: the rows on top, and the sums under them."""
        if first == stop:
            return ((), ()) if rest == ZERO else None
        for end in range(first + 1, stop + 1):
            inner = below(first, first + 1, end, values[first]) if end > first + 1 else ((), ())
            after = below(above, end, stop, rest - values[first]) if inner is not None else None
            if inner is not None and after is not None:
                own = ((first, inner[0]), *inner[1]) if inner[0] else ()
                return (first, *after[0]), (*own, *after[1])
        return None

    found = below(-1, 0, len(values), whole)
    return None if found is None else ((-1, found[0]), *found[1])
