"""`audit rules`, `explain`, `lint`, `test`, `init`, `schema`: the rules themselves."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, TypeVar

import click

from auditor.cli.completion import rule_ids
from auditor.cli.exits import Exit
from auditor.cli.guard import tell
from auditor.cli.helping import PLACE, Command, format_option, lang_option, option
from auditor.cli.language import Lang, say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from auditor.model import Pack, Rule

_F = TypeVar("_F", bound="Callable[..., Any]")


def _own_option() -> Callable[[_F], _F]:
    zh, en = "加入自己的规则文件或文件夹；可多次", "add rules of your own; repeat"
    return option("--rules", "own", multiple=True, type=PLACE, metavar="PATH", zh=zh, en=en)


@click.command(cls=Command, zh="列出所有规则", en="List the rules")
@option("--tag", multiple=True, metavar="TAG", zh="只列出带此标签的", en="only rules with this tag")
@option("--pack", "of_pack", multiple=True, metavar="NAME", zh="只列出这个规则包的", en="only rules of this pack")
@option(
    "--severity",
    multiple=True,
    type=click.Choice(["error", "warning", "info"]),
    zh="只列出这一级的",
    en="only rules of this severity",
)
@_own_option()
@format_option("text", "json")
@lang_option()
@click.pass_context
def rules(
    ctx: click.Context,
    /,
    tag: tuple[str, ...],
    of_pack: tuple[str, ...],
    severity: tuple[str, ...],
    own: tuple[str, ...],
    output: str,
) -> Exit:
    """Print the list of rules."""
    from auditor.cli.packs import known_pack, loaded
    from auditor.report import json_text
    from auditor.report.rule_listing import Wanted, rules_json, rules_text

    packs = loaded(own)
    for name in of_pack:
        known_pack(name, packs, ctx.obj)
    wanted = Wanted(frozenset(tag), frozenset(of_pack), frozenset(severity))
    sys.stdout.write(json_text(rules_json(packs, wanted)) if output == "json" else rules_text(packs, ctx.obj, wanted))
    return Exit.CLEAN


@click.command(cls=Command, zh="说明规则：核对什么、为什么、依据和例子", en="Explain rules: what, why, basis, cases")
@click.argument("ids", nargs=-1, required=True, metavar="ID...", shell_complete=rule_ids)
@_own_option()
@lang_option()
@click.pass_context
def explain(ctx: click.Context, /, ids: tuple[str, ...], own: tuple[str, ...]) -> Exit:
    """Print the explanation of rules, by id or title."""
    from auditor.cli.packs import loaded
    from auditor.report.rule_listing import distinct, rule_text

    known = distinct(loaded(own))
    found = [_found(word, known, ctx.obj) for word in ids]
    sys.stdout.write("\n".join(rule_text(rule, ctx.obj) for rule in found))
    return Exit.CLEAN


def _found(word: str, known: Sequence[Rule], lang: Lang) -> Rule:
    """Return a rule by id, in capitals or not, or by its title; raises click.UsageError."""
    from auditor.cli.packs import no_such_rule

    for rule in known:
        if word.casefold() == rule.id.casefold() or word in (rule.title.zh, rule.title.en):
            return rule
    raise click.UsageError(no_such_rule(word.upper(), [rule.id for rule in known], lang))


@click.command(cls=Command, zh="检查规则文件，一次列出所有错误", en="Check rule files; every mistake at once")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=PLACE)
@lang_option()
@click.pass_context
def lint(ctx: click.Context, /, paths: tuple[str, ...]) -> Exit:
    """Print the mistakes of rule files."""
    from auditor.rules import lint as mistakes_of

    mistakes = mistakes_of(paths)
    for mistake in mistakes:
        sys.stdout.write(mistake.text(ctx.obj) + "\n")
    count = len(mistakes)
    tell(say(ctx.obj, f"{count} 处错误" if count else "没有错误", f"{count} mistake{'s' * (count != 1)}"))
    return Exit.USAGE if mistakes else Exit.CLEAN


@click.command(
    cls=Command,
    zh="运行规则自带的例子\nPATH 是自己的规则文件、文件夹或内置规则包名；不写则运行全部内置规则",
    en="Run the cases of rules\nPATH is a rule file or folder of yours or a built-in pack; by default all built-in ones",
)
@click.argument("paths", nargs=-1, metavar="[PATH...]", type=PLACE)
@lang_option()
@click.pass_context
def test(ctx: click.Context, /, paths: tuple[str, ...]) -> Exit:
    """Run the cases and print those that fail."""
    from auditor.audit import run_cases
    from auditor.report.rule_listing import cases_text, distinct

    packs = _packs_of(paths)
    results = run_cases(packs)
    sys.stdout.write(cases_text(results, distinct(packs), ctx.obj))
    return Exit.CLEAN if all(result.ok for result in results) else Exit.FINDINGS


def _packs_of(paths: tuple[str, ...]) -> tuple[Pack, ...]:
    """Return built-in packs by name, and own files with only their own rules but all the words they may use."""
    from auditor.rules import load, shipped

    names = tuple(path for path in paths if path in shipped())
    files = tuple(path for path in paths if path not in names)
    packs = load(names or shipped()) if names or not files else ()
    if not files:
        return packs
    built_in = {rule.id for pack in load(shipped()) for rule in pack.rules}
    joined = load(shipped(), extra=files)
    own = (pack._replace(rules=tuple(rule for rule in pack.rules if rule.id not in built_in)) for pack in joined)
    return (*packs, *own)


@click.command(
    cls=Command,
    zh="新建规则文件夹：一份有注释的规则文件，和供编辑器用的 JSON Schema",
    en="Start a rule folder: a commented rule file, and its JSON Schema for editors",
)
@click.argument("folder", metavar="FOLDER", type=PLACE)
@lang_option()
@click.pass_context
def init(ctx: click.Context, /, folder: str) -> Exit:
    """Write a starter folder and say what to do next."""
    from auditor.rules.starter import StarterExistsError, write_starter

    try:
        written = write_starter(folder)
    except StarterExistsError as error:
        raise click.UsageError(
            say(ctx.obj, f"已有文件 {error.path}，没有改动", f"{error.path} exists; nothing was written")
        ) from error
    except OSError as error:
        raise click.UsageError(f"{folder}: {error.strerror}") from error
    for path in written:
        sys.stdout.write(f"{path}\n")
    tell(say(ctx.obj, f"下一步：audit test {folder}", f"next: audit test {folder}"))
    return Exit.CLEAN


@click.command(
    cls=Command, zh="输出规则文件的 JSON Schema（供编辑器使用）", en="Print the JSON Schema of rule files, for editors"
)
@option("--report", "of_report", is_flag=True, zh="改为输出 JSON 报告的", en="that of JSON reports instead")
@lang_option()
def schema(of_report: bool) -> Exit:
    """Print a JSON Schema."""
    from auditor.report import json_text, report_schema

    if of_report:
        sys.stdout.write(json_text(report_schema()))
        return Exit.CLEAN
    from auditor.rules import json_schema

    sys.stdout.write(json_text(json_schema()))
    return Exit.CLEAN
