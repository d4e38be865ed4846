"""What stands below the reports of several documents, as text and as the page of a folder."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.report.layout import cells
from auditor.report.overview import overview
from auditor.report.writing import Ending, Look, Outcome
from tests.outputs import outline

RULES = {"SG-01": ("error", "三公经费合计等于分项之和", 2), "TX-01": ("info", "文字", 1)}
OUTCOMES = [
    Outcome("in/clean.pdf", "clean", 0, coverage="96.5"),
    Outcome("in/warned.pdf", "findings", 0, findings={"warning": 2}, coverage="90.0"),
    Outcome("in/few.pdf", "findings", 1, findings={"error": 1}, rules=RULES, coverage="90.0"),
    Outcome("in/many.pdf", "findings", 1, findings={"error": 7, "warning": 1}, rules=RULES, coverage="88.1"),
    Outcome("in/scan.pdf", "unreadable", 3, "no-text", "没有文字层"),
    Outcome("in/part.pdf", "incomplete", 4, "low-coverage", "覆盖率 3%"),
    Outcome("in/dead.pdf", "unreadable", 5, "worker-died", "进程意外终止"),
    Outcome("in/later.pdf", "incomplete", 4, "interrupted", "核对中断"),
]


def text(outcomes: list[Outcome], **look: Any) -> str:
    return overview(Ending(outcomes, 5), Look(look.pop("lang", "zh"), many=True, **look))


def test_the_worst_documents_stand_first_and_the_count_last() -> None:
    assert text(OUTCOMES, statistics=True) == (
        "各份文件，最差的在前（都在 in）\n"
        "  结果          退出码  错误  警告  覆盖率  文件\n"
        "  无法读取           5     -     -       -  dead.pdf（进程意外终止）\n"
        "  无法读取           3     -     -       -  scan.pdf（没有文字层）\n"
        "  有问题             1     7     1   88.1%  many.pdf\n"
        "  有问题             1     1     -   90.0%  few.pdf\n"
        "  未能完整核对       4     -     -       -  part.pdf（覆盖率 3%）\n"
        "  有问题             0     -     2   90.0%  warned.pdf\n"
        "  未发现不一致       0     -     -   96.5%  clean.pdf\n"
        "\n"
        "各条规则\n"
        "  级别  规则   条数  文件数  应当成立的\n"
        "  错误  SG-01     4       2  三公经费合计等于分项之和\n"
        "  提示  TX-01     2       2  文字\n"
        "\n"
        "共 8 份文件：无法读取 2、有问题 3、未能完整核对 1、没有核对 1、未发现不一致 1 | 退出码 5\n"
    )


def test_a_long_name_goes_on_below_its_own_beginning() -> None:
    name = "浙江省/宁波市/" + "某某街道办事处" * 6 + "2024年部门预算.pdf"
    lines = text([OUTCOMES[4]._replace(path=name)], width=80).split("\n\n")[0].splitlines()
    assert lines[2].split()[-1] + "".join(line.strip() for line in lines[3:]) == name + "（没有文字层）"
    assert {len(line) - len(line.lstrip()) for line in lines[3:]} == {cells(lines[1][: lines[1].index("文件")])}
    assert max(map(cells, lines)) <= 80


def test_of_hundreds_those_in_which_nothing_disagrees_are_counted() -> None:
    outcomes = [OUTCOMES[0]._replace(path=f"{n}.pdf") for n in range(200)] + [OUTCOMES[2]]
    short = text(outcomes, lang="en")
    assert len(short.splitlines()) == 6
    assert "and 200 in which nothing disagrees" in short
    assert short.endswith("201 documents: findings 1, clean 200 | exit code 5\n")
    assert len(text(outcomes, show=frozenset({"passed"})).splitlines()) == 205
    assert "clean.pdf" not in text(OUTCOMES, quiet=True)


def test_colours_are_asked_for() -> None:
    assert "\x1b" in text(OUTCOMES, color=True)
    assert "\x1b" not in text(OUTCOMES)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_of_a_folder_links_every_page_and_asks_nothing_of_the_network(lang: Any) -> None:
    from auditor.report.web.index import index

    hostile = Outcome('<b>"x".pdf', "findings", 1, findings={"error": 1}, rules={"X": ("error", "<script>", 1)})
    links = ["clean.audit.html", "县/甲 局#1.html", *[""] * 7]
    page = index(Ending([*OUTCOMES, hostile], 5), links, Look(lang))
    found = outline(page)
    assert [dict(attributes)["href"] for tag, attributes in found.tags if tag == "a"] == [
        "%E5%8E%BF/%E7%94%B2%20%E5%B1%80%231.html",
        "clean.audit.html",
    ]
    assert sum(tag == "tr" for tag, _ in found.tags) == 1 + 9 + 1 + 3
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert 'src="' not in page
