"""Pages to paragraphs: lines, furniture, contents, margins, what goes on and what breaks."""

from __future__ import annotations

import pytest

from auditor.claims import read_claims
from auditor.claims.lines import lines_of
from auditor.claims.places import place_of
from auditor.model import Narrative, Pack, Page, Run, Table

WIDTH, HEIGHT, SIZE, LEFT = 595.0, 842.0, 16.0, 80.0
FULL = 27  # characters from margin to margin


def run(text: str, x: float, y: float, size: float = SIZE) -> Run:
    """Return one run: Latin characters half as wide as the size."""
    lefts, widths = [], []
    for character in text:
        width = size * (0.5 if character.isascii() else 1.0)
        lefts.append(x)
        widths.append(width)
        x += width
    return Run(tuple(text), tuple(lefts), tuple(widths), y, size, None)


def page(number: int, *rows: tuple[str, float] | str | Run, top: float = 120.0) -> Page:
    """Return a page of lines 28 points apart; a row is a text at the left margin, or (text, indent in em), or a run."""
    runs = []
    for i, row in enumerate(rows):
        if isinstance(row, Run):
            runs.append(row)
            continue
        text, indent = row if isinstance(row, tuple) else (row, 0.0)
        runs.append(run(text, LEFT + indent * SIZE, top + 28 * i))
    return Page(number, WIDTH, HEIGHT, tuple(runs), (), ())


def table(number: int, top: float, bottom: float, *caption: str) -> Table:
    area = (number, (LEFT, top, 500.0, bottom))
    return Table("1", "", "万元", True, (number,), 1, 1, 0, (), caption, (), (area,))


def read(budget: Pack, *pages: Page, tables: tuple[Table, ...] = ()) -> Narrative:
    return read_claims(pages, tables, budget.vocabulary)


def paragraphs(narrative: Narrative) -> list[str]:
    return [paragraph.text for paragraph in narrative.paragraphs]


LINE = "本单位坚持勤俭办事业的方针严格控制一般性支出不断提高资金使用的效益"[:FULL]
FILLER = (LINE,) * 5  # lines that show both margins


def test_lines_of_a_paragraph_are_joined_without_blanks(budget: Pack) -> None:
    narrative = read(budget, page(1, (LINE[:25], 2), LINE, "并按规定公开。", ("第二段从这里开始。", 2)))
    assert paragraphs(narrative) == [LINE[:25] + LINE + "并按规定公开。", "第二段从这里开始。"]


def test_figures_of_another_font_stand_on_their_line(budget: Pack) -> None:
    first = run("会议费", LEFT, 120)
    figure = run("12.50", LEFT + 48, 122.5, 14.0)
    last = run("万元。", LEFT + 48 + 35, 120)
    narrative = read(budget, page(1, last, figure, first))
    assert paragraphs(narrative) == ["会议费12.50万元。"]
    claim = narrative.claims[0]
    assert claim.page == 1
    assert claim.box == pytest.approx((LEFT + 48, 122.5 - 14 * 0.86, LEFT + 83, 122.5 + 14 * 0.14))


def test_the_box_of_a_broken_figure_is_that_of_its_first_line(budget: Pack) -> None:
    narrative = read(budget, page(1, (LINE[:22] + "会议费12", 2), "3.45万元。"))
    claim = narrative.claims[0]
    assert narrative.paragraphs[0].text[claim.start : claim.end] == "123.45"
    assert claim.box[3] < 130


def test_an_unbreakable_unit_decides_whether_a_line_was_short(budget: Pack) -> None:
    broken = LINE[:20]
    narrative = read(budget, page(1, *FILLER, "。", (broken, 0), "（2080505）29.5万元，较上年减少。"))
    assert paragraphs(narrative)[-1] == broken + "（2080505）29.5万元，较上年减少。"


def test_markers_and_indents_start_paragraphs(budget: Pack) -> None:
    narrative = read(
        budget,
        page(
            1,
            *FILLER,
            "到此。",
            ("一、单位职责", 2),
            ("（一）宣传政策；", 2),
            ("（二）组织培训，", 2),
            "并作检查。",
            ("无标记的一段。", 2),
        ),
    )
    assert paragraphs(narrative)[1:] == [
        "一、单位职责",
        "（一）宣传政策；",
        "（二）组织培训，并作检查。",
        "无标记的一段。",
    ]
    assert [p.level for p in narrative.paragraphs[1:]] == [1, 2, 2, 9]
    assert narrative.paragraphs[1].kind == "heading"
    assert narrative.paragraphs[4].section == ("一、单位职责",)


def test_a_page_number_inside_a_sentence_goes(budget: Pack) -> None:
    first = page(1, (LINE[:22] + "较上年增长", 0), run("3", 295, 800))
    second = page(2, "17.31%。", run("- 4 -", 280, 800))
    narrative = read(budget, first, second)
    assert paragraphs(narrative) == [LINE[:22] + "较上年增长17.31%。"]
    assert [c.amount.printed for c in narrative.claims if c.amount] == ["17.31"]


def test_a_footnote_stands_apart_from_the_sentence_that_goes_on_over_the_page(budget: Pack) -> None:
    begun = "会议费3.60万元①，较上年减少0.50万元，主要是严格执行规定精"
    first = page(1, *FILLER, begun, run("①含上年结转0.20万元。", LEFT, 760, 9), run("②含追加1.00万元。", LEFT, 775, 9))
    second = page(2, "神，压缩开支。")
    narrative = read(budget, first, second)
    assert paragraphs(narrative)[-3:] == [
        "".join((*FILLER, begun, "神，压缩开支。")),
        "①含上年结转0.20万元。",
        "②含追加1.00万元。",
    ]
    assert [p.kind for p in narrative.paragraphs][-2:] == ["note", "note"]
    assert [c.amount.printed for c in narrative.claims if c.amount] == ["3.60", "0.50"]


def test_small_print_without_a_mark_is_text(budget: Pack) -> None:
    narrative = read(budget, page(1, *FILLER, run("会议费3.60万元。", LEFT, 760, 9)))
    assert [c.amount.printed for c in narrative.claims if c.amount] == ["3.60"]


def test_running_heads_go(budget: Pack) -> None:
    pages = [page(n, run(f"某局部门预算 第{n}册", LEFT, 40), (f"第{n}段说明到此。", 2)) for n in (1, 2, 3)]
    assert paragraphs(read(budget, *pages)) == ["第1段说明到此。", "第2段说明到此。", "第3段说明到此。"]


def test_contents_go_until_the_body_begins(budget: Pack) -> None:
    contents = page(
        1, ("目 录", 11), "第一部分 概况.................1", "一、主要职责……………………2", "二、收支情况", "附表。"
    )
    body = page(2, ("第一部分 概况", 8), ("一、主要职责", 2), ("负责宣传工作。", 2))
    assert paragraphs(read(budget, contents, body)) == ["第一部分 概况", "一、主要职责", "负责宣传工作。"]


def test_contents_end_where_a_table_follows(budget: Pack) -> None:
    contents = page(1, ("目录", 11), "表1 收支总表", "表2 收入总表")
    tables = page(2, "收支总表", run("注：本单位无此项收支，故本表为空表。", LEFT, 400))
    narrative = read(budget, contents, tables, tables=(table(2, 150, 380, "收支总表"),))
    assert paragraphs(narrative) == ["注：本单位无此项收支，故本表为空表。"]
    assert narrative.paragraphs[0].kind == "note"
    assert [c.measure for c in narrative.claims] == ["none", "none"]


def test_what_a_table_covers_is_no_text_and_parts_paragraphs(budget: Pack) -> None:
    covered = run("合计 12.00", LEFT + 20, 300)
    below = run("续在表后。", LEFT, 420)
    caption = run("收支总表", LEFT, 180)
    unit = run("单位：万元", 420, 180)
    narrative = read(
        budget,
        page(1, (LINE[:26], 0), caption, unit, covered, below),
        tables=(table(1, 200, 400, "收支总表  单位：万元"),),
    )
    assert paragraphs(narrative) == [LINE[:26], "续在表后。"]


def test_unit_lines_and_rows_of_columns_go(budget: Pack) -> None:
    row = [run(text, x, 200) for text, x in (("甲", 80), ("1.00", 180), ("2.00", 280), ("3.00", 380))]
    unit = run("单位：万元", 420, 160)
    narrative = read(budget, page(1, ("说明到此。", 2), unit, *row))
    assert paragraphs(narrative) == ["说明到此。"]


def test_chart_labels_are_no_claims(budget: Pack) -> None:
    narrative = read(budget, page(1, *FILLER, "到此。", ("项目支出, 34.20%基本支出, 65.80%", 2), ("正文到此。", 2)))
    assert narrative.claims == ()
    assert [p.kind for p in narrative.paragraphs] == ["text", "note", "text"]


def test_the_glossary_is_read_as_notes(budget: Pack) -> None:
    narrative = read(
        budget,
        page(
            1,
            *FILLER,
            "到此。",
            ("三、名词解释", 2),
            ("1.会议费：指5万元以内的会议支出。", 2),
            ("四、其他", 2),
            ("培训费2万元。", 2),
        ),
    )
    kinds = [p.kind for p in narrative.paragraphs[1:]]
    assert kinds == ["heading", "note", "heading", "text"]
    assert len(narrative.claims) == 1
    assert {e.reason for e in narrative.excluded} == {"note"}


def test_a_centred_line_is_a_heading(budget: Pack) -> None:
    narrative = read(budget, page(1, *FILLER, "到此。", ("编制说明", 11.5), (LINE[:25], 2), "到此。"))
    assert [(p.kind, p.text) for p in narrative.paragraphs[1:2]] == [("heading", "编制说明")]


def test_a_centred_title_may_take_two_lines(budget: Pack) -> None:
    cover = [run("某县文化旅游局机关", 226, 300), run("2024年部门预算说明", 222, 328)]
    body = page(2, *FILLER, "到此。")
    assert paragraphs(read(budget, page(1, *cover), body))[0] == "某县文化旅游局机关2024年部门预算说明"


def test_a_short_sentence_above_text_is_a_heading(budget: Pack) -> None:
    rows = [
        ("（一）强化日常管理，促进服务规范。", 2),
        (LINE[:25], 2),
        "到此。",
        ("（二）改进窗口作风。", 2),
        (LINE[:25], 2),
        "到此。",
    ]
    narrative = read(budget, page(1, *rows))
    assert [p.kind for p in narrative.paragraphs] == ["heading", "text", "heading", "text"]


def test_a_heading_alone_after_an_unfinished_line(budget: Pack) -> None:
    narrative = read(budget, page(1, *FILLER, LINE[:26], ("三、政府采购情况", 0), ("采购12万元。", 2)))
    assert paragraphs(narrative)[-2:] == ["三、政府采购情况", "采购12万元。"]


def test_latin_words_keep_their_blanks(budget: Pack) -> None:
    first = run("South", LEFT, 120)
    second = run("West", LEFT + 48, 120)
    narrative = read(budget, page(1, first, second, run("Gate hall，", LEFT, 148)))
    assert paragraphs(narrative) == ["South West Gate hall，"]


def test_bold_by_doubling_is_read_once() -> None:
    doubled = [run("预算", LEFT, 120), run("预算", LEFT + 0.8, 120)]
    lines = lines_of(page(1, *doubled), [])
    assert [line.text for line in lines] == ["预算"]


def test_blank_runs_make_no_line() -> None:
    assert lines_of(page(1, run("   ", LEFT, 120)), []) == []


def test_a_page_of_short_lines_takes_the_margins_of_its_sisters(budget: Pack) -> None:
    short = page(2, ("一、职责", 2), ("宣传。", 2), ("说明标题", 11.5))
    narrative = read(budget, page(1, *FILLER, "到此。"), short)
    assert [p.kind for p in narrative.paragraphs[1:]] == ["heading", "text", "heading"]


def test_a_line_left_of_the_first_one_goes_on(budget: Pack) -> None:
    """Where the right margin is not to be seen, the indent of the first line tells."""
    narrative = read(budget, page(1, ("财政拨款支出预算12万元，比上年减少", 2), "2万元。", ("会议费1万元。", 2)))
    assert paragraphs(narrative) == ["财政拨款支出预算12万元，比上年减少2万元。", "会议费1万元。"]


def test_a_sentence_that_ends_with_its_line_goes_on_at_the_margin(budget: Pack) -> None:
    first, behind = f"{LINE[: FULL - 4]}。", "年初预算为5万元，支出决算为6万元。"
    narrative = read(budget, page(1, *FILLER, ("第二段。", 2), (first, 2), behind))
    assert paragraphs(narrative)[-1] == first + behind
    narrative = read(budget, page(1, *FILLER, ("第二段在这里说完了。", 2), behind))
    assert paragraphs(narrative)[-1] == behind  # a short line ends its paragraph


def test_a_gap_between_paragraphs_breaks_them(budget: Pack) -> None:
    far = run("隔开的一段。", LEFT, 120 + 28 * 5 + 100)
    assert paragraphs(read(budget, page(1, *FILLER[:4], "到此。", far)))[-1] == "隔开的一段。"


def test_every_character_has_its_place(budget: Pack) -> None:
    narrative = read(
        budget, page(1, (LINE[:22] + "会议费12", 2), "3.45万元。"), page(2, ("二、South", 2), "West，到此。")
    )
    for paragraph in narrative.paragraphs:
        places = [place_of(paragraph, at, at + 1) for at in range(len(paragraph.text))]
        assert all(1 <= number <= 2 and x0 < x1 and top < bottom for number, (x0, top, x1, bottom) in places)
        lines = [(number, round(top), x0) for number, (x0, top, _, _) in places]
        assert lines == sorted(lines)


def test_no_pages(budget: Pack) -> None:
    assert read(budget) == Narrative()
    assert read(budget, Page(1, WIDTH, HEIGHT, (), (), ())) == Narrative()


def test_a_mark_beyond_the_edge_leaves_no_room(budget: Pack) -> None:
    """A comma hangs over the right edge: the lines that end half a character before the edge are full all the same."""
    named = "2、社会保障和就业支出（类）行政事业单位养老支出部"[:25]
    rows = [LINE, LINE + "，", LINE, LINE, "到此。", (named, 2), "下基本养老保险缴费支出（项）2万元。"]
    narrative = read(budget, page(1, *rows))
    assert paragraphs(narrative)[1:] == [named + "下基本养老保险缴费支出（项）2万元。"]


def test_ragged_lines_show_the_edge_too(budget: Pack) -> None:
    ragged = [(LINE[: 26 - i % 2] + "x" * (i % 3), 0) for i in range(14)]
    named = "2、" + LINE[:23]
    narrative = read(budget, page(1, *ragged, LINE[:26] + "ab，", "到此。", (named, 2), "接着说2万元。"))
    assert paragraphs(narrative)[-1] == named + "接着说2万元。"


def test_a_heading_that_fills_its_line_is_not_joined_to_the_indented_paragraph_below(budget: Pack) -> None:
    heading = "八、" + "政府性基金预算财政拨款收入支出决算情况说明"
    first = "2024年度政府性基金预算财政拨款本年收入45.53万"
    narrative = read(budget, page(1, *FILLER, "到此。", (heading + "表", 3.5), (first, 3.0), "元，本年支出45.53万元。"))
    assert [(p.kind, p.text) for p in narrative.paragraphs[1:]] == [
        ("heading", heading + "表"),
        ("text", first + "元，本年支出45.53万元。"),
    ]
    assert {s.fund for s in narrative.statements} == {"政府性基金"}


def test_a_paragraph_that_is_indented_as_a_whole_goes_on(budget: Pack) -> None:
    rows = [(LINE[:25], 2)] * 3 + [("到此。", 2)]
    assert paragraphs(read(budget, page(1, *FILLER, "到此。", *rows)))[-1] == LINE[:25] * 3 + "到此。"


def test_short_ends_of_paragraphs_show_the_left_edge(budget: Pack) -> None:
    rows = [(LINE[:24] + "，", 2), "到此。"] * 4
    second = page(2, *rows)
    first = page(1, *FILLER, "到此。", (LINE[:24] + "：", 2))
    assert paragraphs(read(budget, first, second))[1:] == [LINE[:24] + "：", *[LINE[:24] + "，到此。"] * 4]
