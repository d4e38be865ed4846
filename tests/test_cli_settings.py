"""Settings: from the command line, AUDIT_… variables, the nearest file, in this order; mistakes with their place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.cli import main
from auditor.cli.check import check
from auditor.cli.settings import key_of

Shown = Callable[..., dict[str, tuple[str, str]]]
Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()  # the top: files above do not count
    (tmp_path / "deep" / "er").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "deep" / "er")
    for name in ("AUDIT_LANG", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    return tmp_path


@pytest.fixture
def shown(capsys: Captured) -> Shown:
    def run(*words: str) -> dict[str, tuple[str, str]]:
        assert main([*words, "--show-config"]) == 0
        lines = [line.removeprefix("# ").rpartition(" # ") for line in capsys.readouterr().out.splitlines()]
        pairs = [(text.partition(" = "), source) for text, _, source in lines]
        return {key: (value.strip(), source) for (key, _, value), source in pairs}

    return run


def test_every_option_has_a_key_and_says_where_its_value_came_from(shown: Shown) -> None:
    found = shown()
    keys = {key_of(param) for param in check.params if param.param_type_name == "option"}
    assert set(found) == keys - {"config", "isolated", "show-config", "help"}
    assert found["fail-on"] == ('"error"', "default")
    assert found["lang"] == ('"en"', "default")


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("audit.toml", 'fail-on = "warning"\nselect = ["SG-01", "NN"]\nwidth = 120\nexit-zero = true\n', 1),
        (".audit.yaml", "fail-on: warning\nselect: [SG-01, NN]\nwidth: 120\nexit-zero: true\n", 1),
        ("pyproject.toml", '[project]\nwidth = 3\n[tool.audit]\nfail-on = "warning"\nselect = ["SG-01", "NN"]\nwidth = 120\nexit-zero = true\n', 4),
    ],
)  # fmt: skip
def test_three_forms_say_the_same(name: str, text: str, line: int, folder: Path, shown: Shown) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    found, place = shown(), f"../../{name}"
    assert found["fail-on"] == ('"warning"', f"{place}:{line}")
    assert found["select"] == ('["SG-01", "NN"]', f"{place}:{line + 1}")
    assert found["width"] == ("120", f"{place}:{line + 2}")
    assert found["exit-zero"] == ("true", f"{place}:{line + 3}")


def test_the_nearest_counts_and_the_command_line_first(
    folder: Path, monkeypatch: pytest.MonkeyPatch, shown: Shown
) -> None:
    (folder / "audit.toml").write_text('by = "finding"\nfail-on = "info"\n', encoding="utf-8")
    (folder / "deep" / "pyproject.toml").write_text("[tool.other]\n", encoding="utf-8")
    assert shown()["by"] == ('"finding"', "../../audit.toml:1")
    (folder / "deep" / "audit.toml").write_text('fail-on = "warning"\n', encoding="utf-8")
    assert shown()["by"] == ('"cause"', "default")
    assert shown()["fail-on"] == ('"warning"', "../audit.toml:1")
    monkeypatch.setenv("AUDIT_FAIL_ON", "never")
    assert shown()["fail-on"] == ('"never"', "AUDIT_FAIL_ON")
    assert shown("--fail-on", "error")["fail-on"] == ('"error"', "command line")
    assert shown("--isolated")["fail-on"] == ('"error"', "default")
    assert shown("--config", "../../audit.toml")["by"] == ('"finding"', "../../audit.toml:1")


def test_paths_count_from_the_folder_of_the_file(folder: Path, shown: Shown) -> None:
    (folder / "audit.toml").write_text('rules = "own.yaml"\nwaivers = "w.yaml"\n', encoding="utf-8")
    assert shown()["rules"] == ('["../../own.yaml"]', "../../audit.toml:1")
    assert shown()["waivers"] == ('"../../w.yaml"', "../../audit.toml:2")


def test_the_language_of_a_file_gives_way_to_audit_lang(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    (folder / "audit.toml").write_text('lang = "zh"\n', encoding="utf-8")
    assert main(["--show-config"]) == 0
    assert "默认" in capsys.readouterr().out
    monkeypatch.setenv("AUDIT_LANG", "en_GB.UTF-8")
    assert main(["--show-config"]) == 0
    out = capsys.readouterr().out
    assert 'lang = "en"' in out
    assert "# AUDIT_LANG\n" in out


def test_mistakes_are_told_all_at_once_with_their_place(folder: Path, capsys: Captured) -> None:
    (folder / "audit.toml").write_text(
        'fail-onn = "error"\nwidth = "x"\nmin-coverage = 300\n\n[more]\nx = 1\n', encoding="utf-8"
    )
    assert main(["none.pdf"]) == 2
    err = capsys.readouterr().err
    assert "../../audit.toml:1:1: there is no setting “fail-onn”" in err
    assert "did you mean: fail-on, fail-on-unchecked" in err
    assert "../../audit.toml:2:9: width: " in err
    assert "../../audit.toml:3:16: min-coverage: 300: 0–100%" in err
    assert "../../audit.toml:5:" in err


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("audit.toml", "x = [\n", "not TOML"),
        ("audit.toml", "x = 1 y\n", "audit.toml:1:"),
        (".audit.yaml", "- a\n", "settings are written NAME: VALUE"),
        (".audit.yaml", "select: {a: b}\n", "a single value is expected"),
        ("audit.toml", "fail-on = {a = 1}\n", "a single value is expected"),
    ],
)
def test_what_is_no_file_of_settings_is_told(name: str, text: str, told: str, folder: Path, capsys: Captured) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    assert main(["none.pdf"]) == 2
    assert told in capsys.readouterr().err


def test_a_named_file_must_be_there(capsys: Captured) -> None:
    assert main(["none.pdf", "--config", "none.toml"]) == 2
    assert "none.toml: cannot read the file" in capsys.readouterr().err


def test_other_commands_heed_what_they_share(folder: Path, capsys: Captured) -> None:
    (folder / "audit.toml").write_text('select = "XX-1"\noutput = "concise"\n', encoding="utf-8")
    assert main(["baseline", "write", "none.pdf"]) == 2
    assert "there is no rule “XX-1”" in capsys.readouterr().err
    assert main(["diff", "a.pdf", "b.pdf", "--show-config"]) == 0
    out = capsys.readouterr().out
    assert "output = " in out
    assert 'select = ["XX-1"]' in out


def test_without_a_document_the_usage_is_told(capsys: Captured) -> None:
    assert main(["check"]) == 2
    assert "PATH..." in capsys.readouterr().err
