"""`audit diff`: the corrected version of a document against the one before."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from auditor.cli.accepting import GATE, accepting, waiver_options
from auditor.cli.exits import Exit
from auditor.cli.helping import format_option, lang_option, option
from auditor.cli.language import Lang, say
from auditor.cli.packs import options_of, rule_options
from auditor.cli.settings import Configured, settings_options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.report.writing import FailOn
    from auditor.suppressions.comparison import Comparison

_COUNTED = frozenset({"new", "changed"})


class Asked(NamedTuple):
    """The arguments of `audit diff`, as parsed."""

    old: str
    new: str
    output: str
    fail_on: FailOn
    waivers: str | None
    no_waivers: bool
    strict_waivers: bool
    today: str
    pack: str
    rules: tuple[str, ...]
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    no_cache: bool


@click.command(
    cls=Configured,
    zh="比较同一文件的前后两版：哪些已更正、新出现、未变、数字已变仍不一致\n"
    "OLD、NEW 是 PDF、文件夹，或 JSON 报告（-o json、-o jsonl 写出的）\n"
    "退出码：1 新版有新出现或数字已变仍不一致的问题（达到 --fail-on），3 有文件无法读取，否则 0；未变的不计",
    en="Compare two versions of a document: what is fixed, new, unchanged, or changed and still wrong\n"
    "OLD and NEW are PDF files, folders, or JSON reports (as -o json or -o jsonl writes them)\n"
    "Ends with 1 for findings at or above --fail-on that are new or changed, 3 for unreadable documents, else 0",
)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@format_option("text", "json", "markdown")
@option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    default="error",
    under=GATE,
    zh="达到这一级即为不通过（默认 error）",
    en="least severity that fails (default: error)",
)
@waiver_options
@rule_options
@settings_options
@lang_option()
@click.pass_context
def diff(ctx: click.Context, /, **given: Any) -> Exit:  # noqa: ANN401 click passes by name what is declared above
    """Compare two audits."""
    return _diff(Asked(**given), ctx.obj)


def _diff(asked: Asked, lang: Lang) -> Exit:
    from auditor.cli.reports import told_reports
    from auditor.suppressions.comparison import compared

    use, strict = not asked.no_waivers, asked.strict_waivers
    settlement = accepting(asked.waivers, None, asked.today, use=use, strict=strict, lang=lang).settlement
    options = options_of(asked.pack, asked.rules, asked.select, asked.ignore, fresh=asked.no_cache, lang=lang)
    sides = [told_reports([word], options, settlement, lang) for word in (asked.old, asked.new)]
    try:
        found = compared(*sides)
    except (KeyError, TypeError) as error:
        zh, en = "JSON 报告不完整", "a JSON report lacks what every report has"
        raise click.UsageError(f"{say(lang, zh, en)}: {error}") from error
    sys.stdout.write(_written(asked.output, found, lang))
    if any(report["status"] == "unreadable" for side in sides for report in side):
        return Exit.UNREADABLE
    return Exit.FINDINGS if _fails(found, asked.fail_on) else Exit.CLEAN


def _fails(found: Comparison, fail_on: FailOn) -> bool:
    from auditor.model import Severity
    from auditor.report.writing import fails

    counted: Sequence[Any] = [row for row in found.rows if row.change in _COUNTED and row.state == "open"]
    return any(fails(Severity(row.severity), fail_on) for row in counted)


def _written(output: str, found: Comparison, lang: Lang) -> str:
    from auditor.report import json_text
    from auditor.report.differences import differences_json, differences_markdown, differences_text

    if output == "json":
        return json_text(differences_json(found.rows, found.strangers))
    written = differences_markdown if output == "markdown" else differences_text
    return written(found.rows, found.strangers, lang)
