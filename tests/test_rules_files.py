"""Rule files as files: encodings, limits, and YAML that is out to do harm."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.model import Text
from auditor.rules import load
from auditor.yamlfiles.mistakes import MOST, Mistakes, SourceFileError
from auditor.yamlfiles.nodes import Entries, Listing, Node, Scalar, SourceFile, spot_in
from auditor.yamlfiles.reading import MOST_NODES, read_text
from auditor.yamlfiles.yaml_errors import explain

RULE = "rules:\n  - {id: A-01, kind: code, title: 科目, of: name}\n"


def read(text: str) -> tuple[Node | None, Mistakes]:
    tell = Mistakes()
    return read_text(SourceFile("x.yaml", text), tell), tell


def refused(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    with pytest.raises(SourceFileError) as caught:
        load([path])
    return caught.value.text("en")


def plain(node: Node | None) -> object:
    if isinstance(node, Entries):
        return {key.text: plain(value) for key, value in node.pairs}
    if isinstance(node, Listing):
        return [plain(item) for item in node.items]
    return node.text if isinstance(node, Scalar) else None


def test_every_scalar_is_the_string_that_was_written() -> None:
    node, tell = read("a: [4.10, 0123, 1e3, no, null, ~, 2018-01-01, '', 0x1F, 12:30]\n")
    assert not tell.found
    assert plain(node) == {"a": ["4.10", "0123", "1e3", "no", "null", "~", "2018-01-01", "", "0x1F", "12:30"]}


def test_an_empty_file_has_nothing_and_no_mistakes(tmp_path: Path) -> None:
    (tmp_path / "empty.yaml").write_text("# nothing yet\n", encoding="utf-8")
    (pack,) = load([tmp_path])
    assert pack.rules == ()


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"\xef\xbb\xbf" + RULE.encode())
    assert load([tmp_path])[0].rules[0].id == "A-01"


def test_another_encoding_is_told_with_its_place(tmp_path: Path) -> None:
    said = refused(tmp_path / "a.yaml", b"rules:\n  - title: " + "科目".encode("gbk"))
    assert "a.yaml:2:12: not UTF-8; save the file as UTF-8" in said


def test_ten_megabytes_are_refused_without_being_read(tmp_path: Path) -> None:
    assert "at most 1 MB" in refused(tmp_path / "a.yaml", b"a: " + b"x" * 10_000_000)


def test_a_file_that_cannot_be_read_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").mkdir()
    (tmp_path / "b.yaml").symlink_to(tmp_path / "nowhere")
    with pytest.raises(SourceFileError, match="没有"):
        load([tmp_path])
    if os.geteuid() != 0:
        secret = tmp_path / "c.yaml"
        secret.write_text(RULE, encoding="utf-8")
        secret.chmod(0)
        with pytest.raises(SourceFileError, match="读不了文件"):
            load([secret])


def test_a_file_may_vanish_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(RULE, encoding="utf-8")

    def vanished(*_: object, **__: object) -> None:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(Path, "open", vanished)
    with pytest.raises(SourceFileError, match="读不了文件：No such file"):
        load([path])


BOMBS = {
    "aliases": "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a, *a, *a]\n" for n in range(40)),
    "self": "a: &a [*a]\n",
    "brackets": "a: " + "[" * 900_000,
    "braces": "{a: " * 200_000,
    "dashes": "- " * 400_000,
    "questions": "? " * 400_000,
    "indentation": "".join(f"{' ' * n}a:\n" for n in range(1200)),
    "values": "a: [" + "x," * (MOST_NODES + 5) + "]",
    "merge": "a: {<<: {b: c}}\n<<: *a\n",
    "tag": "a: !!python/object/new:os.system [echo]\n",
    "scalar tag": "a: !!binary aGk=\n",
    "quote": 'a: "' + "\\x41" * 200_000,
}


@pytest.mark.parametrize("bomb", BOMBS)
@pytest.mark.parametrize("loader", ["c", "python"])
def test_bombs_are_refused_at_once(bomb: str, loader: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if loader == "python":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
        if bomb in {"values", "quote"}:
            pytest.skip("slow in pure Python and no danger: linear, and bounded by the size of a file")
    start = time.process_time()
    node, tell = read(BOMBS[bomb])
    assert node is None
    assert len(tell.found) == 1
    assert time.process_time() - start < 2


def test_both_yaml_parsers_tell_the_same_mistakes(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(__file__).parent / "broken_rules"
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    monkeypatch.chdir(folder)
    for path in sorted(folder.glob("*.yaml")):
        if path.stem != "words":
            with pytest.raises(SourceFileError) as caught:
                load(["words.yaml"], extra=[path.name])
            assert caught.value.text("zh") in path.with_suffix(".txt").read_text(encoding="utf-8")


def test_messages_of_yaml_that_nobody_foresaw_are_passed_on() -> None:
    _, tell = read("%YAML 9.9\n---\na: b\n")
    assert "YAML" in tell.found[0].message.zh
    assert tell.found[0].line == 1


def test_errors_without_a_place_are_told_of_the_file() -> None:
    assert explain(yaml.MarkedYAMLError(problem="odd"), SourceFile("x", "")) == (
        0, 0, Text("YAML 写法有误：odd", "broken YAML: odd")
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "at", "place"),
    [
        ("a: 甲 = 乙\n", 4, (1, 8)),
        ("a: '甲 = 乙'\n", 4, (1, 9)),
        ('a: "甲 \\\n  = 乙"\n', 4, (2, 5)),
        ("a: |\n  甲\n  = 乙\n", 4, (3, 5)),
        ("a: >-\n\n  甲\n\n  = 乙\n", 5, (5, 5)),
        ("a: 甲\n  =\n  乙\n", 4, (3, 3)),
        ("a: 甲 = 乙\n", 5, (1, 9)),
        ('a: "\\u7532 = 乙"\n', 0, (1, 4)),
        ('a: "\\u7532\\u4e59"\n', 1, (1, 4)),
    ],
)
def test_a_character_of_a_scalar_is_found_again_in_the_file(text: str, at: int, place: tuple[int, int]) -> None:
    node, _ = read(text)
    assert isinstance(node, Entries)
    assert spot_in(node.pairs[0][1], at) == place


def test_too_many_mistakes_are_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("".join(f"key{n}: x\n" for n in range(MOST * 3)), encoding="utf-8")
    with pytest.raises(SourceFileError) as caught:
        load([path])
    assert len(caught.value.mistakes) == MOST + 1
    assert "the first 200 are shown" in caught.value.text("en")


def test_long_lines_are_shown_around_the_caret(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(
        f"generic: [{'金额、' * 60}]\nrules: [{{title: {'长' * 80}, kind: codex, why: {'长' * 80}}}]\n", "utf-8"
    )
    with pytest.raises(SourceFileError) as caught:
        load([path])
    _, source, caret, *_ = str(caught.value).splitlines()
    assert source.startswith("    …")
    assert source.endswith("…")
    assert "codex" in source
    assert caret.strip() == "^^^^^"
    assert len(source) < 100


@settings(max_examples=150)
@given(st.text(alphabet="ab甲：:-[]{},?*&!|>'\"#%@`\n\t \x00\u2028", max_size=40))
def test_any_text_is_read_or_refused_inside_the_file(text: str) -> None:
    node, tell = read(text)
    assert node is None or isinstance(node, Scalar | Listing | Entries)
    for mistake in tell.found:
        assert mistake.line <= len(text.splitlines()) + 1
        assert mistake.text("zh")
        assert mistake.text("en")
