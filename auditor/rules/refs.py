"""References of an equation: what is written, and what it means in the vocabulary of a pack."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from auditor.model import Ref, normal
from auditor.rules.names import Meaning, Names
from auditor.yamlfiles.mistakes import Mistakes
from auditor.yamlfiles.nodes import Scalar


class Segment(NamedTuple):
    """One part of a reference between dots, with its extent in the text."""

    text: str
    start: int
    end: int
    quoted: bool = False
    code: bool = False
    name: str = ""
    prefix: bool = False


class Written(NamedTuple):
    """A reference as written: one to three segments, and a period."""

    segments: tuple[Segment, ...]
    period: Segment | None


def resolve(written: Written, source: Scalar, names: Names, tell: Mistakes) -> Ref | None:
    """Look up a reference; the first segment is a family when the vocabulary knows it as one."""
    segments = written.segments
    first = segments[0]
    family = ""
    if not (first.quoted or first.code) and normal(first.text) in names.families:
        family, segments = normal(first.text), segments[1:]
    if not _right_length(written, family, len(segments), source, names, tell):
        return None
    found = [_meaning(segment, family, source, names, tell, first=segment is first) for segment in segments]
    period = _period(written.period, source, names, tell)
    if None in found or period is None:
        return None
    place, *rest = (meaning for meaning in found if meaning is not None)
    column = rest[0].place if rest else ""
    return Ref(
        place.place,
        family,
        column,
        period,
        code=place.code,
        name=place.name,
        prefix=segments[0].prefix,
        words=segments[0].quoted,
        column_words=bool(rest) and segments[1].quoted,
    )


def _right_length(written: Written, family: str, places: int, source: Scalar, names: Names, tell: Mistakes) -> bool:
    first, last = written.segments[0], written.segments[-1]
    if places == 0:
        _at(
            tell,
            source,
            first,
            f"“{first.text}”是一张表，后面还要写行，如 {first.text}.合计",
            f"“{first.text}” is a table: add a row, such as {first.text}.合计",
        )
    elif places > 2 and not family:
        _at(
            tell,
            source,
            first,
            f"没有叫“{first.text}”的表",
            f"there is no table called “{first.text}”",
            known=sorted(names.families),
            wrong=normal(first.text),
        )
    elif places > 2:
        _at(
            tell,
            source,
            last,
            "引用最多三段：表.行.列",
            "a reference has at most three parts: table.row.column",
        )
    return 1 <= places <= 2


def _meaning(
    segment: Segment, family: str, source: Scalar, names: Names, tell: Mistakes, *, first: bool
) -> Meaning | None:
    if segment.quoted:
        return _quoted(segment, source, tell)
    if segment.code:
        return _code(segment, source, names, tell)
    name = normal(segment.text)
    meaning = names.meaning(name, family)
    if meaning is None:
        _unknown(segment, name, source, names, tell, first=first)
    return meaning


def _quoted(segment: Segment, source: Scalar, tell: Mistakes) -> Meaning | None:
    words = normal(segment.text)
    if not words:
        _at(tell, source, segment, "「」里没有字", "there is nothing in the quotes 「」")
        return None
    return Meaning(words)


def _code(segment: Segment, source: Scalar, names: Names, tell: Mistakes) -> Meaning | None:
    name = normal(segment.name)
    known = names.vocabulary.codes.get(segment.text, ())
    if name and known and name not in known and not segment.prefix:
        _at(
            tell,
            source,
            segment,
            f"科目 {segment.text} 不叫“{segment.name}”",
            f"code {segment.text} is not called “{segment.name}”",
            known=known,
        )
        return None
    return Meaning(segment.text, code=True, name=name)


def _period(segment: Segment | None, source: Scalar, names: Names, tell: Mistakes) -> str | None:
    if segment is None:
        return ""
    name = normal(segment.text)
    if name not in names.periods:
        _at(
            tell,
            source,
            segment,
            f"不认识的期间“{segment.text}”",
            f"unknown period “{segment.text}”",
            known=sorted(set(names.periods.values())),
            wrong=name,
        )
        return None
    return names.periods[name]


def _unknown(segment: Segment, name: str, source: Scalar, names: Names, tell: Mistakes, *, first: bool) -> None:
    several = names.suffixed.get(name)
    if several:
        _at(
            tell,
            source,
            segment,
            f"“{segment.text}”有几个意思，请写明是哪一个",
            f"“{segment.text}” can mean several items: name one",
            known=sorted(several),
        )
    elif name.count("（") != name.count("）"):
        _at(
            tell,
            source,
            segment,
            "括号不成对；式子里不用括号分组，可缺的项写成 [+ 项目]",
            "unbalanced brackets; an equation has no groups, an operand that may be absent is written [+ item]",
        )
    else:
        known = [*(sorted(names.families) if first else ()), *names.places()]
        _at(
            tell,
            source,
            segment,
            f"词汇表里没有“{segment.text}”；照抄原文的词请加「」",
            f"“{segment.text}” is not in the vocabulary; quote words of the document with 「」",
            known=known,
            wrong=name,
        )


def _at(
    tell: Mistakes, source: Scalar, segment: Segment, zh: str, en: str, *, known: Iterable[str] = (), wrong: str = ""
) -> None:
    tell(source, zh, en, known=known, wrong=wrong, at=segment.start, width=segment.end - segment.start)
