"""Kind `code`: classification codes and the names printed with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from auditor.amounts import fold
from auditor.check.bodies import second_codes, should_be, two_names
from auditor.check.context import Context, bound, worded
from auditor.check.listed_names import misnamed
from auditor.check.near_names import nearly
from auditor.check.refs import names_agree
from auditor.check.sums import orphans_of
from auditor.model import Block, Check, Fact, FactTable, Line, Operand, Rule, Text, Verdict
from auditor.model.labels import normal

_LENGTHS = {"2": (3, 5, 7), "3": (3, 5), "5": (3, 5)}  # functional; economic of bodies and of government
_ECONOMIC = ("3", "5")
_KUAN = 5  # digits of the code of an economic 款
_MANY = 3  # so many wrong names in one table are told together
_FEWEST = 3  # codes of one classification that tell which one a block uses


def code(rule: Rule, context: Context) -> Iterator[Check]:
    """Dispatch on `of`: name, orphan, length, padding, foreign for rows of tables; told, outdated, body, second for names."""
    of = rule.options.get("of", ())
    makers = {
        "orphan": _orphans,
        "level": _levels,
        "name": _names,
        "length": _lengths,
        "padding": _unpadded,
        "foreign": _foreign,
    }
    for table in context.facts.tables:
        for block in table.blocks if table.family else ():
            for word in of:
                if word in makers:
                    yield from makers[word](rule, table, block, context)
    if "body" in of:
        yield from two_names(rule, context)
    if "second" in of:
        yield from second_codes(rule, context)
    if "told" in of:
        yield from misnamed(rule, context)
    if "near" in of:
        yield from nearly(rule, context)
    if "outdated" in of:
        yield from _outdated(rule, context)


def _orphans(rule: Rule, table: FactTable, block: Block, context: Context) -> Iterator[Check]:
    for index in orphans_of(block.lines):
        line = block.lines[index]
        facts = _printed(block, index, context)
        if facts and line.code[:3] not in {other.code[:3] for other in block.lines if other is not line}:
            reason = Text(f"编码 {line.code} 没有上级科目", f"code {line.code} has no parent in this table")
            yield _failed(rule, facts, "code-orphan", reason, table)


def _levels(rule: Rule, table: FactTable, block: Block, context: Context) -> Iterator[Check]:
    """项 without their 款 (款 without their 类) in a block where the others have theirs: the row above was lost."""
    codes = {line.code for line in block.lines if line.code}
    scheme = scheme_of(block)
    below = [code for code in codes if scheme and code[0] == scheme and len(code) in {5, 7}]
    without = {code[:-2] for code in below if code[:-2] not in codes}
    if not without or len(without) * _FEWEST > len({code[:-2] for code in below} & codes):
        return
    for parent in sorted(without):
        index = next(i for i, line in enumerate(block.lines) if line.code[:-2] == parent and len(line.code) in {5, 7})
        reason = Text(f"缺少科目 {parent} 的一行", f"the row of {parent} is missing")
        yield _failed(rule, _printed(block, index, context), "code-orphan", reason, table)


def _names(rule: Rule, table: FactTable, block: Block, context: Context) -> Iterator[Check]:
    """A name is told only where it is another code's, or has next to nothing in common with its own code's."""
    wrong = list(_misnamed(block, context))
    facts = [fact for index, _ in wrong for fact in _printed(block, index, context)]
    told = [(block.lines[index], official) for index, official in wrong]
    for group, members in ((told[:1], facts[:1]), (told[1:2], facts[1:2])) if len(told) < _MANY else ((told, facts),):
        if group:
            zh = "；".join(should_be(line.code, name, normal(line.label)).zh for line, name in group)
            en = "; ".join(should_be(line.code, name, normal(line.label)).en for line, name in group)
            yield _failed(rule, tuple(members), "code-name", Text(f"编码 {zh}", f"code {en}"), table)


def _misnamed(block: Block, context: Context) -> Iterator[tuple[int, str]]:
    """Yield the lines whose name is not that of their code, with the official one."""
    codes, scheme = context.vocabulary.codes, scheme_of(block)
    owners = {name for code, names in codes.items() for name in names if code[:1] == scheme}
    for index, line in enumerate(block.lines):
        official = codes.get(line.code, ())
        name = normal(line.label)
        if not name or line.code[:1] != scheme or not _printed(block, index, context):
            continue
        if not official:
            yield from _unknown(index, line, name, context)
            continue
        if any(names_agree(known, name) or names_agree(known, line.item) for known in official):
            continue
        if name in owners or not any(_resembles(known, name) for known in official):
            yield index, official[0]


def _unknown(index: int, line: Line, name: str, context: Context) -> Iterator[tuple[int, str]]:
    """An economic 款 that the classification lacks, under the name of another: the pack knows them all, unlike the 项."""
    if line.code[:1] in _ECONOMIC and len(line.code) == _KUAN:
        codes = context.vocabulary.codes
        if any(name in names for code, names in codes.items() if len(code) == _KUAN and code[:3] == line.code[:3]):
            yield index, ""


def _resembles(one: str, other: str) -> bool:
    shared, all_ = set(one) & set(other), set(one) | set(other)
    return len(shared) * 5 >= len(all_) * 2


def scheme_of(block: Block) -> str:
    """Return "2" for functional codes, "3" or "5" for economic ones, "" where the codes are of another kind."""
    codes = [line.code for line in block.lines if line.code]
    for first, lengths in _LENGTHS.items():
        fitting = [code for code in codes if code[0] == first and len(code) in lengths]
        if len(fitting) >= _FEWEST and len(fitting) * 2 > len(codes):
            return first
    return ""


def _lengths(rule: Rule, table: FactTable, block: Block, context: Context) -> Iterator[Check]:
    scheme = scheme_of(block)
    lengths = _LENGTHS.get(scheme, ())
    for index, line in enumerate(block.lines):
        if scheme and line.code and line.code[0] == scheme and len(line.code) not in lengths:
            facts = _printed(block, index, context)
            allowed = "、".join(map(str, lengths))
            reason = Text(
                f"编码 {line.code} 有 {len(line.code)} 位，这一分类的编码只有 {allowed} 位",
                f"code {line.code} has {len(line.code)} digits; codes of this classification have {allowed}",
            )
            yield _failed(rule, facts, "code-length", reason, table)


def _unpadded(rule: Rule, table: FactTable, block: Block, context: Context) -> Iterator[Check]:
    """款 or 项 printed as one digit (301 | 2) where the rows beside it print two (301 | 01)."""
    rows: dict[int, list[str]] = {}
    for cell in table.table.cells:
        rows.setdefault(cell.row, []).append(cell.text)
    printed = {line.row: _segments(line, rows.get(line.row, ())) for line in block.lines if line.code}
    if not any(len(parts) > 1 and all(len(part) == 2 for part in parts[1:]) for parts in printed.values()):
        return
    for index, line in enumerate(block.lines):
        parts = printed.get(line.row, ())
        if any(len(part) == 1 for part in parts[1:]):
            shown = " ".join(parts)
            reason = Text(
                f"编码“{shown}”少写了前面的 0，应为 {line.code}", f"code “{shown}” lacks a leading 0: {line.code}"
            )
            yield _failed(rule, _printed(block, index, context), "code-length", reason, table)


def _segments(line: Line, row: Sequence[str]) -> tuple[str, ...]:
    """Return the cells that make up a row's code, as printed."""
    parts: list[str] = []
    for text in map(fold, row):
        if not (text.isascii() and text.isdigit()):
            continue
        parts.append(text)
        if "".join(part.zfill(2) if i else part for i, part in enumerate(parts)) == line.code:
            return tuple(parts)
    return ()


def _foreign(rule: Rule, table: FactTable, block: Block, context: Context) -> Iterator[Check]:
    """A code of no class whose name the document's other tables print with another code: a digit was lost."""
    if scheme_of(block) != "2":
        return
    known = {code[:3] for code in (*context.vocabulary.codes, *context.vocabulary.classes.values())}
    owners = _owners(context)
    for index, line in enumerate(block.lines):
        own = owners.get(line.item, "")
        facts = _printed(block, index, context)
        if line.code and line.code[:3] not in known and own and own != line.code and facts:
            reason = Text(
                f"没有编码 {line.code}；“{line.item}”的编码是 {own}",
                f"there is no code {line.code}; “{line.item}” has the code {own}",
            )
            yield _failed(rule, facts, "code-name", reason, table)


def _owners(context: Context) -> Mapping[str, str]:
    """Return the names that one code of the classification alone has, in the document and in the pack."""
    owners: dict[str, set[str]] = {}
    for code, names in (*context.names.items(), *context.vocabulary.codes.items()):
        if code.startswith("2") and len(code) in {5, 7}:
            for name in names:
                owners.setdefault(name, set()).add(code)
    return {name: next(iter(codes)) for name, codes in owners.items() if len(codes) == 1}


def _outdated(rule: Rule, context: Context) -> Iterator[Check]:
    """Names that the classification no longer has, in tables and in the narrative."""
    words = rule.options.get("words", ())
    for table in context.facts.tables:
        for block in table.blocks if table.family else ():
            for index, line in enumerate(block.lines):
                word = next((w for w in words if line.label and normal(line.label).endswith(w)), "")
                if word:
                    yield _failed(rule, _any(block, index, context), "code-name", _no_longer(word), table)
    for statement in context.facts.narrative.statements:
        word = next((w for w in words if w in (*map(normal, statement.path), normal(statement.text))), "")
        facts = [f for c in context.claims_of.get(statement.index, ()) if (f := context.claim_fact(c)) is not None]
        if word and facts:
            check = bound(rule, [Operand(facts[0], "other")], formula="text", code="code-name")
            yield check._replace(verdict=Verdict.FAILS, reason=_no_longer(word))


def _no_longer(word: str) -> Text:
    return Text(f"“{word}”是旧科目名称", f"“{word}” is the name of an earlier classification")


def _any(block: Block, index: int, context: Context) -> tuple[Fact, ...]:
    return tuple(context.fact(number) for number in block.facts[index] if number >= 0)[:1]


def _printed(block: Block, index: int, context: Context) -> tuple[Fact, ...]:
    facts = tuple(context.fact(number) for number in block.facts[index] if number >= 0)
    return tuple(fact for fact in facts if not fact.blank)[:1]


def _failed(rule: Rule, facts: tuple[Fact, ...], label: str, reason: Text, table: FactTable) -> Check:
    return worded(rule, label, reason, table.table.title, table.table.pages[0], facts)
