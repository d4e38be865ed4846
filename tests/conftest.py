"""Fixtures that several test files share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Self

import pytest
from hypothesis import settings

from auditor.audit import Options, audit_with_pages
from auditor.audit.pipe_tables import pipe_tables
from auditor.check import check
from auditor.claims import read_text
from auditor.cli.work import Task, Work, done, encoded
from auditor.facts import gather
from auditor.model import Check, Facts, Pack
from auditor.report.writing import Audited
from auditor.rules import load
from tests.records import replace

SEED = Path(__file__).resolve().parents[1] / "examples" / "mianxian-2024-unit-budget.pdf"
SHARED = Path(__file__).resolve().parents[2] / "shared"

settings.register_profile("untimed", deadline=None)  # no test fails because the machine is busy

Checked = Callable[..., tuple[Check, ...]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs the corpus where there is none, with a reason that shows."""
    if not SHARED.is_dir():
        mark = pytest.mark.skip(reason="the shared corpus is not beside the project")
        for item in items:
            if item.get_closest_marker("corpus"):
                item.add_marker(mark)


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what tests keep out of the user's cache folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


class InlineCrew:
    """Stands for the processes of a run of several documents: everything is done in this one."""

    def __init__(self, _size: int, order: Work, *, limit: float) -> None:
        self.order, self.limit = order, limit
        self.stop = lambda: None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        return None

    def results(self, tasks: Iterable[tuple[int, Task]]) -> Iterator[tuple[int, bytes]]:
        return ((number, encoded(done(task, self.order))) for number, task in tasks)


@pytest.fixture
def inline_crew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do in this process what several processes do, so that what a test replaces is replaced for all."""
    monkeypatch.setattr("auditor.cli.together.packed_order", lambda work: work)
    monkeypatch.setattr("auditor.cli.together.Crew", InlineCrew)
    monkeypatch.setattr("auditor.cli.together.run_key", lambda how, _work: how.words)


@pytest.fixture(scope="session")
def packs() -> tuple[Pack, ...]:
    return load(["cn-budget", "cn-final-accounts"])


@pytest.fixture(scope="session")
def budget(packs: tuple[Pack, ...]) -> Pack:
    return packs[0]


@pytest.fixture(scope="session")
def seed(packs: tuple[Pack, ...]) -> Audited:
    """Return the audit of the example, under the name that users give it, with its pages."""
    report, pages = audit_with_pages(str(SEED), Options(packs))
    return Audited(replace(report, path=f"examples/{SEED.name}"), 1, str(SEED), pages)


@pytest.fixture
def facts_of(budget: Pack) -> Callable[..., Facts]:
    """Read small tables (with bars) and sentences into facts of a budget."""

    def read(tables: str = "", text: str = "", kind: str = "预算", year: int | None = 2024) -> Facts:
        facts = gather(pipe_tables(tables), read_text(text, budget.vocabulary), budget.vocabulary)
        return replace(facts, kind=kind, year=year)

    return read


@pytest.fixture
def checked(budget: Pack, facts_of: Callable[..., Facts]) -> Checked:
    """Check small tables and sentences; `only` keeps the checks of some rules."""

    def run(tables: str = "", text: str = "", only: str = "", **told: object) -> tuple[Check, ...]:
        checks = check(budget.rules, facts_of(tables, text, **told), budget.vocabulary)
        return tuple(c for c in checks if not only or any(r.startswith(only) for r in c.rules))

    return run
