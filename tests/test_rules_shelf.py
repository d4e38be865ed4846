"""Compiled packs in the cache: equal to the sources, never stale, safe when damaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.model import Pack
from auditor.rules import load, load_shipped, shipped
from auditor.rules import shelf as shelf_module


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("AUDIT_NO_CACHE", raising=False)
    return tmp_path / "auditor"


@pytest.fixture(scope="module")
def sources() -> tuple[Pack, ...]:
    return load(shipped())


def test_what_is_kept_equals_the_sources(cache: Path, sources: tuple[Pack, ...]) -> None:
    assert load_shipped() == sources
    kept = list(cache.glob("packs-*.json"))
    assert len(kept) == 1
    assert load_shipped() == sources  # this time from the file
    assert not list(cache.glob("*.part"))


def test_packs_share_their_rules_after_reading_as_before(cache: Path) -> None:
    load_shipped()
    one, other = load_shipped()[:2]
    rules = {rule.id: rule for rule in one.rules}
    shared = [rule for rule in other.rules if rule.id in rules]
    assert shared
    assert all(rules[rule.id] is rule for rule in shared)
    assert cache.is_dir()


def test_a_damaged_file_is_read_again_from_the_sources(cache: Path, sources: tuple[Pack, ...]) -> None:
    load_shipped()
    (kept,) = cache.glob("packs-*.json")
    kept.write_text("not json", encoding="utf-8")
    assert load_shipped() == sources
    assert kept.read_text(encoding="utf-8") != "not json"


def test_no_cache_writes_nothing(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_shipped(fresh=True)
    monkeypatch.setenv("AUDIT_NO_CACHE", "1")
    load_shipped()
    assert not cache.exists()


def test_a_changed_rule_file_has_another_place(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = tmp_path / "one.yaml"
    rules.write_text("a", encoding="utf-8")
    monkeypatch.setattr(shelf_module, "_sources", lambda: iter([rules]))
    load_shipped()
    rules.write_text("b", encoding="utf-8")
    load_shipped()
    assert len(list(cache.glob("packs-*.json"))) == 2


def test_a_cache_that_cannot_be_written_only_costs_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sources: tuple[Pack, ...]
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    monkeypatch.delenv("AUDIT_NO_CACHE", raising=False)
    assert load_shipped() == sources


def test_each_depth_is_kept_by_itself(cache: Path, sources: tuple[Pack, ...]) -> None:
    for _ in range(2):  # from the rule files, then from the cache
        words, rules, cases = (load_shipped(depth=depth) for depth in ("words", "rules", "cases"))
        assert [pack.vocabulary for pack in words] == [pack.vocabulary for pack in sources]
        assert not any(pack.rules for pack in words)
        assert [len(pack.rules) for pack in rules] == [len(pack.rules) for pack in sources]
        assert not any(rule.cases for pack in rules for rule in pack.rules)
        assert cases == sources
    assert len(list(cache.glob("packs-*.json"))) == 3
