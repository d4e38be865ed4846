"""Folders to packs: files merged, packs used, the user's own rules joined."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from auditor.model import Family, Severity, Text
from auditor.rules import lint, load, shipped
from auditor.yamlfiles.mistakes import SourceFileError

WORDS = """
pack: {id: base, version: 4.10, kind: 预算}
items:
  三公经费: [“三公”经费]
  公务接待费: 接待费
  收入总计: [总计@收入, “合 计”@收支总表]
families:
  收支总表: {title: [“收支”总表], fund: 全部}
periods: {上年: [上年数]}
sides: {收入: [收入], 支出: [支出]}
rules:
  - {id: B-01, kind: code, title: 科目, of: name}
"""


@pytest.fixture
def base(tmp_path: Path) -> Path:
    folder = tmp_path / "base"
    folder.mkdir()
    (folder / "words.yaml").write_text(WORDS, encoding="utf-8")
    return folder


def put(path: Path, text: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def said(*where: Path | str, extra: tuple[Path | str, ...] = ()) -> str:
    with pytest.raises(SourceFileError) as caught:
        load(where, extra=extra)
    return caught.value.text("en")


def test_shipped_packs_load_with_cases_for_every_rule() -> None:
    assert {"cn-budget", "cn-common", "cn-final-accounts"} <= set(shipped())
    packs = load(shipped())
    assert [pack.id for pack in packs] == list(shipped())
    for pack in packs:
        for rule in pack.rules:
            assert {"holds", "fails"} <= {case.expect for case in rule.cases}, rule.id
            assert rule.title.zh
            assert rule.title.en
            assert not Path(rule.path).is_absolute()
    assert {pack.kind for pack in packs} == {"", "预算", "决算"}


def test_a_pack_has_the_words_and_rules_of_those_it_uses() -> None:
    common, budget = load(["cn-common", "cn-budget"])
    assert budget.rules[: len(common.rules)] == common.rules
    assert set(common.vocabulary.items) <= set(budget.vocabulary.items)


def test_words_are_normalised_and_the_canonical_name_is_its_own_alias(base: Path) -> None:
    (pack,) = load([base])
    words = pack.vocabulary
    assert (pack.id, pack.version, pack.kind) == ("base", "4.10", "预算")
    assert words.items == {
        "三公经费": "三公经费",
        "公务接待费": "公务接待费",
        "接待费": "公务接待费",
        "收入总计": "收入总计",
        "总计@收入": "收入总计",
        "合计@收支总表": "收入总计",
    }
    assert words.families == (Family("收支总表", ("收支总表",), fund="全部"),)
    assert words.periods == {"上年数": "上年"}


def test_all_yaml_files_of_a_folder_are_merged_by_name(base: Path) -> None:
    put(base / "a.yaml", "items: {三公经费: [三公费]}\nrules: [{id: A-01, kind: code, title: 名, of: name}]\n")
    put(base / "z.yml", "rules: [{id: Z-01, kind: code, title: 名, of: length}]\n")
    put(base / "notes.txt", "not: [read")
    (pack,) = load([base])
    assert [rule.id for rule in pack.rules] == ["A-01", "B-01", "Z-01"]
    assert pack.vocabulary.items["三公费"] == "三公经费"


def test_the_other_words(tmp_path: Path) -> None:
    path = put(
        tmp_path / "words.yaml",
        """
items: {基本支出: [], 人员经费: [人员支出], 公用经费: }
classes: {205: [教育支出, 教育]}
codes: {2050201: 学前教育, 30212: [“出国”费, 出国费, 因公出国(境)费用]}
families: {表一: {title: 甲表, side: 支出, part: 基本支出, subject: 三公}}
funds: {财政拨款: 财政资金}
sides: {支出: [支 出]}
generic: [“金额”, 小计]
whole: {基本支出: [人员支出, 公用经费]}
issuer_words: [本单位, 我局, 本单位]
lexicon:
  direction: {up: [增加, 增长], down: 减少}
  complete: {named: [[货物, 工程], [人员]]}
  bases: {anchors: {上年度: 上年}}
markers:
  kind: {预算: [预算]}
  placeholder: [XX, ××]
""",
    )
    more = put(
        tmp_path / "more.yaml", "classes:\nlexicon: {direction: {up: [上升, 增加]}}\ncodes: {2050201: 幼儿教育}\n"
    )
    (pack,) = load([path], extra=[more])
    words = pack.vocabulary
    assert words.classes == {"教育支出": "205", "教育": "205"}
    assert words.codes == {"2050201": ("学前教育", "幼儿教育"), "30212": ("出国费", "因公出国（境）费用")}
    assert words.families == (Family("表一", ("甲表",), side="支出", part="基本支出", subject="三公"),)
    assert words.funds == {"财政资金": "财政拨款"}
    assert words.sides == {"支出": "支出"}
    assert words.generic == {"金额", "小计"}
    assert words.whole == {"基本支出": ("人员经费", "公用经费")}
    assert words.issuer_words == ("本单位", "我局")
    assert words.lexicon == {
        "direction.up": ("增加", "增长", "上升"),
        "direction.down": ("减少",),
        "complete.named.1": ("货物", "工程"),
        "complete.named.2": ("人员",),
        "bases.anchors.上年度": ("上年",),
    }
    assert words.markers == {"kind.预算": ("预算",), "placeholder": ("XX", "××")}


def test_all_keys_of_a_rule(base: Path) -> None:
    put(
        base / "rules.yaml",
        """
rules:
  - id: A-01b
    kind: equation
    title: {zh: 收入, en: Income}
    severity: warning
    why: {zh: 因为, en: Because}
    help: 查
    basis: [财预〔2016〕143号, 财库〔2020〕1号]
    tags: [between-tables, 收入]
    check: |
      收支总表.收入总计
        ≥ 三公经费
    when: 收支总表.合计 = 收支总表.总计
    since: 2018
    until: 2030
    where: {family: 收支总表, kind: 决算}
    together: document
    open: 是
    cases:
      - {holds: {收入总计: 3.60万元, 三公经费: －}, cause: none}
      - fails: {values: {收支总表.收入总计: "0", 三公经费: "（1,000.00）元"}}
  - id: A-02
    kind: tie
    title: 处处相同
    same: [side, fund]
    across: [收支总表, 正文]
    identities:
      - {fund: [全部, 财政拨款], when: 收支总表.收入总计 = 收支总表.合计}
  - {id: A-03, kind: wording, title: 照抄, of: [mirrored, doubled], words: 收支, item: “三公”经费}
  - {id: A-04, kind: require, title: 应有, of: section, tables: 收支总表, sections: [一、, 二、]}
  - {id: A-05, kind: rollup, title: 加总, by: code, parts: some}
  - id: A-06
    kind: list
    title: 其中
    of: amounts
    cases:
      - holds:
          text: |
            甲。

            乙。
          table: |
            a | b
  - {id: A-07, kind: wording, title: 词, of: residue, item: 「原 文」}
""",
    )
    (pack,) = load([base])
    rules = {rule.id: rule for rule in pack.rules}
    rule = rules["A-01b"]
    assert rule.title == Text("收入", "Income")
    assert rule.severity is Severity.WARNING
    assert rule.help == Text("查", "查")
    assert rule.basis == "财预〔2016〕143号；财库〔2020〕1号"
    assert rule.tags == ("between-tables", "收入")
    assert (rule.since, rule.until, rule.families, rule.document_kind) == (2018, 2030, ("收支总表",), "决算")
    assert (rule.together, rule.open) == ("document", True)
    assert rule.check is not None
    assert rule.check.text == "收支总表.收入总计 ≥ 三公经费"
    assert rule.when is not None
    assert [dict(case.values) for case in rule.cases] == [
        {"收支总表.收入总计": "3.60万元", "三公经费": "－"},
        {"收支总表.收入总计": "0", "三公经费": "（1,000.00）元"},
    ]
    assert rule.cases[0].cause == "none"
    assert Path(rule.path).name == "rules.yaml"
    assert rule.line == 3
    assert rules["A-02"].options == {"same": ("side", "fund"), "across": ("收支总表", "正文")}
    assert rules["A-02"].identities[0].funds == ("全部", "财政拨款")
    assert rules["A-03"].options == {"of": ("mirrored", "doubled"), "words": ("收支",), "item": ("三公经费",)}
    assert rules["A-04"].options == {"of": ("section",), "tables": ("收支总表",), "sections": ("一、", "二、")}
    assert rules["A-05"].options == {"by": ("code",), "parts": ("some",)}
    assert rules["A-06"].cases[0].text == "甲。\n\n乙。"
    assert rules["A-06"].cases[0].table == "a | b"
    assert rules["A-07"].options["item"] == ("原文",)


def test_a_short_operand_of_a_case_means_the_only_one_it_can(base: Path) -> None:
    put(
        base / "rules.yaml",
        "rules:\n  - id: A-01\n    kind: equation\n    title: 表\n    check: 收支总表.小计.302 = 收支总表.总计 + 三公经费@上年\n"
        "    cases:\n      - holds: {小计: 1元, 总计: 1元, 三公经费: 0, 三公经费@上年数: 0, 公务接待费: 3元}\n",
    )
    (pack,) = load([base])
    assert list(pack.rules[0].cases[0].values) == [
        "收支总表.小计.302", "收支总表.总计", "三公经费", "三公经费@上年", "公务接待费"
    ]  # fmt: skip


def test_rules_of_the_user_join_every_pack_that_understands_them(base: Path, tmp_path: Path) -> None:
    other = put(tmp_path / "other.yaml", "items: {教育费: []}\n")
    mine = put(
        tmp_path / "mine.yaml",
        "items: {校车费: [车费]}\nrules:\n"
        "  - {id: M-01, kind: equation, title: 车, check: 校车费 = 三公经费}\n"
        "  - {id: M-02, kind: code, title: 码, of: name}\n",
    )
    first, second = load([base, other], extra=[mine])
    assert [rule.id for rule in first.rules] == ["B-01", "M-01", "M-02"]
    assert [rule.id for rule in second.rules] == ["M-02"]
    assert second.vocabulary.items["车费"] == "校车费"
    put(mine, "rules:\n  - {id: M-01, kind: equation, title: 车, check: 教育费 = 三公经费 + 校车费}\n")
    assert "“校车费” is not in the vocabulary" in said(base, other, extra=(mine,))


def test_a_pack_of_the_user_joins_packs_of_its_kind_and_stands_alone_without_them(base: Path, tmp_path: Path) -> None:
    mine = put(
        tmp_path / "mine" / "a.yaml",
        "pack: {id: mine, version: 1, kind: 决算, uses: base}\nrules:\n"
        "  - {id: M-01, kind: equation, title: 费, check: 三公经费 ≥ 接待费}\n",
    ).parent
    (pack,) = load([base], extra=[mine])
    assert [rule.id for rule in pack.rules] == ["B-01"]
    (alone,) = load([], extra=[mine])
    assert (alone.id, alone.kind) == ("mine", "决算")
    assert [rule.id for rule in alone.rules] == ["B-01", "M-01"]
    assert load((), extra=()) == ()


def test_extra_files_report_a_mistake_once_however_many_packs_there_are(base: Path, tmp_path: Path) -> None:
    other = put(tmp_path / "other.yaml", "items: {教育费: []}\n")
    mine = put(tmp_path / "mine.yaml", "rules:\n  - {id: B-01, kind: code, title: 码, of: nome}\n")
    assert said(base, other, extra=(mine,)).count("“nome” is no value") == 1
    put(mine, "rules:\n  - {id: B-01, kind: code, title: 码, of: name}\n")
    assert "id B-01 is already taken" in said(base, other, extra=(mine,))


@pytest.mark.usefixtures("base")
def test_used_packs_must_exist_and_not_go_round(tmp_path: Path) -> None:
    put(tmp_path / "one" / "a.yaml", "pack: {id: one, version: 1, uses: [two, base]}\n")
    two = put(tmp_path / "two" / "a.yaml", "pack: {id: two, version: 1, uses: [base]}\n")
    assert [rule.id for rule in load([tmp_path / "one"])[0].rules] == ["B-01"]
    put(two, "pack: {id: two, version: 1, uses: [base, one]}\n")
    assert "“one” uses itself" in said(tmp_path / "one")
    put(two, "pack: {id: two, version: 1, uses: [two]}\n")
    assert "“two” uses itself" in said(tmp_path / "two")
    put(two, 'pack: {id: two, version: 1, uses: [bass, "..", cn-comon]}\n')
    mistakes = said(tmp_path / "two")
    assert "no pack called “bass”" in mistakes
    assert "no pack called “..”" in mistakes
    assert "did you mean: cn-common" in mistakes
    (tmp_path / "none").mkdir()
    put(two, "pack: {id: two, version: 1, uses: none}\n")
    assert "there is no .yaml file in the folder" in said(tmp_path / "two")


def test_what_does_not_exist_is_told_with_the_nearest_pack() -> None:
    assert "no pack and no file called “cn-budgt”\n    did you mean: cn-budget" in said("cn-budgt")


def test_a_pack_header_stands_once(base: Path) -> None:
    put(base / "z.yaml", "pack: {id: again, version: 1}\n")
    assert "z.yaml:1:1: pack is given once" in said(base)


def test_lint_wants_cases_that_hold_and_fail(base: Path) -> None:
    assert [str(each.message.en) for each in lint([base])] == [
        "rule B-01 has no case that holds",
        "rule B-01 has no case that fails",
    ]
    put(
        base / "words.yaml",
        WORDS + "    \n  - id: B-02\n    kind: code\n    title: 码\n    of: name\n"
        "    cases:\n      - {holds: {text: 甲}}\n      - {rounding: {text: 乙}}\n",
    )
    assert [str(each.message.en) for each in lint([base])][2:] == ["rule B-02 has no case that fails"]
    put(base / "words.yaml", "items: {甲: []}\n")
    assert lint([base]) == ()


def test_lint_reads_an_addition_with_the_words_of_the_shipped_packs(tmp_path: Path) -> None:
    mine = put(
        tmp_path / "mine.yaml",
        "rules:\n  - id: M-01\n    kind: equation\n    title: 会议费不超过三公经费\n    check: 会议费 ≤ 三公经废\n"
        "    cases:\n      - {holds: {会议费: 1元, 三公经费: 2元}}\n      - {fails: {会议费: 2元, 三公经费: 1元}}\n",
    )
    (mistake,) = lint([mine])
    assert mistake.nearest[0] == "三公经费"
    put(mine, mine.read_text(encoding="utf-8").replace("废", "费"))
    assert lint([mine]) == ()
    assert [each.message.zh[:2] for each in lint(["nowhere"])] == ["没有"]


def test_mistakes_of_all_files_come_together_in_reading_order(base: Path, tmp_path: Path) -> None:
    put(base / "a.yaml", "rules: 3\nitem: {}\n")
    put(base / "z.yaml", "- no\n")
    with pytest.raises(SourceFileError) as caught:
        load([base, "nowhere", tmp_path / "x.yaml"])
    places = [(Path(each.path).name, each.line, each.column) for each in caught.value.mistakes]
    assert places == [("a.yaml", 1, 8), ("a.yaml", 2, 1), ("z.yaml", 1, 1), ("nowhere", 0, 0), ("x.yaml", 0, 0)]


class TestShipped:
    """Where packs are found."""

    def test_in_a_wheel_they_are_inside_the_package(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        from auditor.rules import shipped as door
        from auditor.rules.shipping import shipped_folder

        package = tmp_path / "site-packages" / "auditor"
        (package / "rules").mkdir(parents=True)
        module = sys.modules["auditor.rules.shipping"]
        monkeypatch.setattr(module, "__file__", str(package / "rules" / "shipped.py"))
        assert door() == ()
        assert shipped_folder("cn-x") is None
        (tmp_path / "site-packages" / "rules").mkdir()
        assert door() == ()
        put(package / "packs" / "README.md", "no pack")
        put(package / "packs" / "cn-x" / "a.yaml", "pack: {id: cn-x, version: 1}")
        assert door() == ("cn-x",)
        assert shipped_folder("cn-x") == package / "packs" / "cn-x"
        for name in ("../packs/cn-x", "..", ".", "", "cn-y"):
            assert shipped_folder(name) is None
