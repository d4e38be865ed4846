"""`audit tables`, `audit claims`, `audit figures`: what was read, before and after the rules."""

from __future__ import annotations

import os
import sys
from contextlib import AbstractContextManager
from functools import partial
from typing import TYPE_CHECKING

import click

from auditor.cli.exits import Exit
from auditor.cli.guard import tell
from auditor.cli.helping import PLACE, Command, format_option, lang_option, no_cache_option, option
from auditor.cli.language import Lang, say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from auditor.model import Pack, Table


@click.command(cls=Command, zh="列出文件里读到的表格", en="List the tables of a file as they were read")
@click.argument("file", metavar="FILE", type=PLACE)
@format_option("text", "json", "csv", "markdown")
@option("--page", type=click.IntRange(1), metavar="N", zh="只列出第 N 页上的", en="only those on page N")
@option(
    "--debug-page",
    type=click.IntRange(1),
    metavar="N",
    zh="把第 N 页读到的文字、线条、单元格画成 SVG，用浏览器看（写到标准输出；在终端则写成文件）",
    en="draw page N as it was read, as SVG for a browser: runs, lines, cells (to stdout; on a terminal to a file)",
)
@option("--table", metavar="N", zh="只列出表 N（没有编号时按次序）", en="only table N: its number, else its order")
@lang_option()
@no_cache_option()
@click.pass_context
def tables(
    ctx: click.Context,
    /,
    file: str,
    output: str,
    page: int | None,
    debug_page: int | None,
    table: str | None,
    no_cache: bool,
) -> Exit:
    """Print the tables of one file."""
    from auditor.audit import read_tables
    from auditor.cli.packs import first_loaded

    if debug_page is not None:
        return _drawn(file, debug_page, partial(first_loaded, fresh=no_cache), ctx.obj)
    with existing(file) as path:
        found = read_tables(path, partial(first_loaded, fresh=no_cache))
    chosen = _chosen(found, page, table)
    if not chosen:
        tell(say(ctx.obj, "没有这样的表格", "there is no such table"))
    sys.stdout.write(_tables_in(output, chosen, ctx.obj))
    return Exit.CLEAN if chosen or not (page or table) else Exit.USAGE


def _drawn(file: str, number: int, packs: Callable[[], Sequence[Pack]], lang: Lang) -> Exit:
    """Write a page as SVG: to stdout, or to a file of its own where stdout is a terminal."""
    from pathlib import Path

    from auditor.audit import read_page
    from auditor.report.debug_page import debug_page

    with existing(file) as path:
        found = read_page(path, number, packs)
    if found is None:
        tell(say(lang, f"文件没有第 {number} 页", f"the file has no page {number}"))
        return Exit.USAGE
    drawn = debug_page(*found, lang)
    if not sys.stdout.isatty():
        sys.stdout.write(drawn)
        return Exit.CLEAN
    place = Path(f"{Path(file).stem}-page-{number}.svg")
    place.write_text(drawn, encoding="utf-8")
    tell(say(lang, f"已写成 {place}，用浏览器打开", f"wrote {place}; open it in a browser"))
    return Exit.CLEAN


def _chosen(found: tuple[Table, ...], page: int | None, table: str | None) -> list[Table]:
    """Return the tables on a page, or of a number; the order counts where no table carries the number."""
    chosen = [each for each in found if page is None or page in each.pages]
    if table is None:
        return chosen
    numbered = [each for each in chosen if each.number.lstrip("0") == table.lstrip("0")]
    return numbered or [each for order, each in enumerate(chosen, 1) if str(order) == table]


def _tables_in(output: str, chosen: list[Table], lang: Lang) -> str:
    if output == "json":
        from auditor.report import json_text
        from auditor.tables import as_json

        return json_text(as_json(chosen))
    from auditor.report.table_listing import tables_csv, tables_markdown, tables_text

    if output == "csv":
        return tables_csv(chosen)
    return tables_markdown(chosen, lang) if output == "markdown" else tables_text(chosen, lang)


@click.command(cls=Command, zh="列出正文里读到的每一个陈述", en="List what the narrative states, claim by claim")
@click.argument("file", metavar="FILE", type=PLACE)
@format_option("text", "json")
@lang_option()
@click.pass_context
def claims(ctx: click.Context, /, file: str, output: str) -> Exit:
    """Print the claims of one file."""
    from auditor.audit import read_claims
    from auditor.cli.packs import first_loaded
    from auditor.report import json_text
    from auditor.report.claim_listing import claims_json, claims_text

    with existing(file) as path:
        found = read_claims(path, first_loaded())
    sys.stdout.write(json_text(claims_json(found)) if output == "json" else claims_text(found, ctx.obj))
    return Exit.CLEAN


@click.command(
    cls=Command,
    zh="列出每一个数字：有几条核对用到它，未核，或不参与核对及其原因",
    en="List every figure: how many checks used it, or none, or why it states nothing to check",
)
@click.argument("file", metavar="FILE", type=PLACE)
@format_option("text", "json")
@option(
    "--effective",
    is_flag=True,
    zh="把每个数字逐位改动，看有几位改错会被发现",
    en="change each digit of every figure: how many of them would be noticed?",
)
@option(
    "--rules",
    multiple=True,
    metavar="PATH",
    zh="加入自己的规则文件或文件夹；可多次",
    en="add rules of your own; repeat",
)
@lang_option()
@click.pass_context
def figures(ctx: click.Context, /, file: str, output: str, rules: tuple[str, ...], *, effective: bool) -> Exit:
    """Print the figures of one file."""
    from auditor.audit import Options, audit
    from auditor.cli.packs import loaded
    from auditor.diagnose import sensitivities
    from auditor.report import json_text
    from auditor.report.figure_listing import figures_text
    from auditor.report.json_report import figures_json
    from auditor.report.problems import problem

    with existing(file) as path:
        found = audit(path, Options(loaded(rules, depth="rules"), keep=True))
    if found.status == "unreadable":
        tell(f"unreadable[{found.problem_id}]: {problem(found.problem_id, found.problem, ctx.obj)}")
        return Exit.UNREADABLE
    digits = sensitivities(found.checks, found.facts) if effective else None
    as_json = output == "json"
    sys.stdout.write(json_text(figures_json(found, digits)) if as_json else figures_text(found, ctx.obj, digits))
    return Exit.CLEAN


def existing(file: str) -> AbstractContextManager[str]:
    """Give a path that can be opened; raise UnreadableError for a file that is not there."""
    from auditor.cli.inputs import STDIN, as_file
    from auditor.model import UnreadableError

    if file != STDIN and not os.path.isfile(file):  # noqa: PTH113  # pathlib costs more than the question
        raise UnreadableError("missing", f"no such file: {file}")
    return as_file(file)
