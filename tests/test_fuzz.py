"""A slice of the fuzzer: every kind of damage once, through the whole program in a child with little memory and time."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from benchmarks.fuzz.children import audited
from benchmarks.fuzz.damage import BUILT, KINDS
from tests.read_samples import sample

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="children are forked")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_damage_ends_with_a_documented_exit_code(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "damaged.pdf"
    chance = random.Random(kind)  # noqa: S311 no secrets here
    path.write_bytes(KINDS[kind](b"" if kind in BUILT else sample(), chance))
    ending = audited(path)
    assert ending.code in {0, 1, 3, 4}
    assert ending.memory < 512 << 20


@pytest.mark.parametrize("kind", sorted(set(KINDS) - BUILT))
def test_damage_is_the_same_for_the_same_seed(kind: str) -> None:
    first, second = (KINDS[kind](sample(), random.Random("x")) for _ in range(2))  # noqa: S311
    assert first == second
