"""Wrapping, padding, shortening and quoting, in terminal cells."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from auditor.report.layout import Line, break_points, fitted, padded, plain_signs, wrapped
from auditor.report.naming import tidy
from auditor.report.quotes import Mark, quoted

words = st.text(alphabet="甲乙丙支出预算数3.6 ,0万元（）“”，。；：abc-%", max_size=200)


@given(words, st.integers(40, 120))
def test_lines_fit_and_nothing_is_lost(text: str, width: int) -> None:
    ends = break_points(text, width, width)
    pieces = [text[a:b] for a, b in zip([0, *ends], [*ends, len(text)], strict=True)]
    assert "".join(pieces) == text
    assert all(cell_len(piece) <= width + 1 or " " in piece for piece in pieces)
    assert all(cell_len(piece.rstrip()) <= width for piece in pieces)


@given(words)
def test_wrapped_lines_are_indented(text: str) -> None:
    first, *later = wrapped(Line(text), 50, 4)
    assert not later or all(line.plain.startswith("    ") for line in later)
    assert "".join([first.plain, *(line.plain[4:] for line in later)]).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("text", ["差额" * 30 + "，2.7 万元", "写 3.6 万元，分项相加 0.9 万元" * 4, "（空）" * 30])
def test_no_line_begins_with_closing_punctuation(text: str) -> None:
    for line in wrapped(Line(text), 40, 0)[1:]:
        assert line.plain[0] not in "，。；：）"


def test_a_figure_keeps_its_unit() -> None:
    for width in range(40, 90):
        lines = [line.plain for line in wrapped(Line("各项相加得 12,345.67 万元与 [0.80, 1.00] 相比，" * 4), width, 0)]
        assert not any(line.startswith(("万元", "1.00]")) for line in lines)


@given(words, st.integers(4, 40))
def test_shortened_labels_fit(text: str, width: int) -> None:
    assert cell_len(fitted(text, width, "…")) <= width
    assert cell_len(fitted(text, width, "...")) <= max(width, 5)


def test_short_labels_stay() -> None:
    assert fitted("合计", 4, "…") == "合计"
    assert fitted("一般公共预算支出", 9, "…") == "一般公…出"


@given(words, st.integers(0, 60))
def test_padding_counts_cells(text: str, width: int) -> None:
    assert cell_len(padded(text, width)) == max(cell_len(text), width)
    assert cell_len(padded(text, width, right=True)) == max(cell_len(text), width)


def test_plain_signs_leave_chinese_alone() -> None:
    assert plain_signs("3 ≠ 2 ÷ 1 → 差…“三公”经费（空）") == "3 != 2 / 1 -> 差...“三公”经费（空）"


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("合 计", "合计"),
        ("208 社会 保障", "208 社会保障"),
        (" 收\n入 ", "收入"),
        ("", ""),
        ("a  b", "a b"),
        ("甲\x1b乙", "甲乙"),
    ],
)
def test_labels_on_one_line(printed: str, shown: str) -> None:
    assert tidy(printed) == shown


@given(st.lists(st.integers(1, 9999), min_size=1, max_size=8), st.integers(1, 40), st.integers(40, 120))
def test_marks_stand_below_their_figures_however_long_the_sentence(figures: list[int], gap: int, width: int) -> None:
    text, marks = "", []
    for n in figures:
        text += "支出" * gap + "，其中经费"
        marks.append(Mark((len(text), len(text) + len(f"{n} 万元")), "分项", n % 2 == 0))
        text += f"{n} 万元"
    lines = [line.plain for line in quoted(text, marks, width, "…")]
    assert all(cell_len(line) <= width for line in lines)
    found = []
    for above, line in itertools.pairwise(lines):
        if line.strip(" ^-"):
            continue
        found += [_letters(above, mark.start(), mark.end()) for mark in re.finditer(r"\^+|-+", line)]
    assert found == [f"{n} 万元" for n in figures]


def _letters(text: str, start: int, end: int) -> str:
    shown, at = "", 0
    for char in text:
        if start <= at < end:
            shown += char
        at += cell_len(char)
    return shown


def test_a_sentence_without_marks_is_quoted_from_its_start() -> None:
    assert quoted("甲" * 200, [], 60, "…")[0].plain.startswith("甲")
