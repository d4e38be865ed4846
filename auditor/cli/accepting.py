"""Findings that do not count: the options that name waivers and baseline, their files, and what is told about them."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from auditor.cli.exits import Exit
from auditor.cli.guard import tell
from auditor.cli.helping import PLACE, option
from auditor.cli.language import Lang, say
from auditor.cli.nearby import nearest

if TYPE_CHECKING:
    from auditor.model import Lapse
    from auditor.report.writing import Outcome
    from auditor.suppressions.baseline import Known
    from auditor.suppressions.settling import Settlement
    from auditor.suppressions.waiver_file import WaiverFile
    from auditor.yamlfiles.mistakes import Mistake

_F = TypeVar("_F", bound=Callable[..., Any])
GATE = ("门槛", "gate")
WAIVERS = ".audit-waivers.yaml"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def day(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """Read 2027-03-31; raises click.BadParameter."""
    if value is not None:
        try:
            time.strptime(value if _DAY.fullmatch(value) else "", "%Y-%m-%d")
        except ValueError as error:
            raise click.BadParameter(f"{value}: 2027-03-31") from error
    return value


def _today(ctx: click.Context, param: click.Parameter, value: str | None) -> str:
    return day(ctx, param, value) or time.strftime("%Y-%m-%d")


def waiver_options(command: _F) -> _F:
    """Declare the options of a command that sets findings against waivers."""
    for declared in reversed(
        [
            option(
                "--waivers",
                metavar="FILE",
                type=PLACE,
                under=GATE,
                zh=f"豁免文件，默认用最近的上级文件夹中的 {WAIVERS}",
                en=f"file of waivers; by default {WAIVERS}, here or above",
            ),
            option("--no-waivers", is_flag=True, under=GATE, zh="不用豁免", en="heed no waiver"),
            option(
                "--strict-waivers",
                is_flag=True,
                under=GATE,
                zh="过期、没有用到、没有理由的豁免算错误（退出码 2）",
                en="a waiver that expired, is not needed or gives no reason is an error (2)",
            ),
            today_option(GATE),
        ]
    ):
        command = declared(command)
    return command


def today_option(under: tuple[str, str]) -> Callable[[_F], _F]:
    """Declare --today: the day that waivers are judged by."""
    zh, en = "豁免是否到期按这一天算，默认今天", "the day that waivers are judged by, by default today"
    return option("--today", callback=_today, metavar="DATE", under=under, zh=zh, en=en)


class Accepted(NamedTuple):
    """What a run sets its findings against, and tells about it at the end.

    Attributes:
        settlement: for the gate.
        file: the waivers with their places, None = there are none.
        strict: a waiver that nothing needed is an error.
        rules: ids of the rules that are applied: waivers of others may well find nothing.
    """

    settlement: Settlement
    file: WaiverFile | None
    strict: bool
    lang: Lang
    rules: frozenset[str] = frozenset()

    def ending(self, outcomes: Sequence[Outcome]) -> Exit:
        """Tell of the waivers that no document needed; return what follows for the exit code."""
        if self.file is None:
            return Exit.CLEAN
        from auditor.suppressions.waiving import told_after

        met: Mapping[str, Lapse] = {print_: lapse for each in outcomes for print_, lapse in each.waivers.items()}
        whole = {each.mark for each in outcomes if not each.problem_id}
        told = told_after(self.file, self.settlement.today, met, whole, self.rules)
        _tell(told, self.lang)
        return Exit.USAGE if told and self.strict else Exit.CLEAN


def accepting(
    waivers: str | None, baseline: str | None, today: str, *, use: bool, strict: bool, lang: Lang
) -> Accepted:
    """Read the files; tell of waivers that do not count, which is an error with `strict`.

    Raises:
        SourceFileError: for files with mistakes, and with `strict` for waivers that do not count.
    """
    from auditor.suppressions.settling import Settlement

    file, known = None, None
    path = waivers or nearest((WAIVERS,))
    if use and path:
        file = _read(path, today, strict=strict, lang=lang)
    if baseline:
        known = baseline_of(baseline)
    entries = tuple(entry.waiver for entry in file.entries) if file else ()
    day_ = today if entries else ""  # without waivers every day is the same: an interrupted run is known again tomorrow
    return Accepted(Settlement(entries, day_, known), file, strict, lang)


def baseline_of(path: str) -> tuple[Known, ...]:
    """Read a baseline; raises click.UsageError for a file that cannot be read, SourceFileError for one that is none."""
    from auditor.suppressions.baseline import read_baseline

    try:
        return read_baseline(Path(path).read_bytes(), path)
    except OSError as error:
        raise click.UsageError(f"--baseline: {path}: {error.strerror}") from error


def _read(path: str, today: str, *, strict: bool, lang: Lang) -> WaiverFile:
    from auditor.suppressions.waiver_file import read_waivers
    from auditor.suppressions.waiving import told_before
    from auditor.yamlfiles.mistakes import SourceFileError

    file = read_waivers(Path(path), path)
    told = told_before(file, today)
    if strict and told:
        raise SourceFileError(told)
    _tell(told, lang)
    return file


def _tell(told: Sequence[Mistake], lang: Lang) -> None:
    for each in told:
        tell(f"{say(lang, '豁免', 'waiver')}: {each.text(lang)}")
