"""`audit`: the commands, and `audit PATH…` as short for `audit check PATH…`."""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING

import click

from auditor import __version__
from auditor.cli.exits import Exit
from auditor.cli.helping import Group, first_line, option
from auditor.cli.language import say

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_OWN_OPTIONS = frozenset({"-h", "--help", "--version"})
_HOMES = {  # the module of each command: one that is not run is not loaded
    "check": "check",
    "tables": "listings",
    "claims": "listings",
    "figures": "listings",
    "diff": "differing",
    "waive": "ledger",
    "baseline": "ledger",
    "rules": "rulebook",
    "explain": "rulebook",
    "lint": "rulebook",
    "test": "rulebook",
    "init": "rulebook",
    "schema": "rulebook",
    "completion": "completion",
}


class Program(Group):
    """The group of all commands; a first word that is a path goes to `check`."""

    def list_commands(self, _ctx: click.Context, /) -> list[str]:
        """Return the names of the commands, in the order of the help."""
        return list(_HOMES)

    def get_command(self, _ctx: click.Context, name: str, /) -> click.Command | None:
        """Return a command, None for a name that is none."""
        if name not in _HOMES:
            return None
        command: click.Command = getattr(import_module(f"auditor.cli.{_HOMES[name]}"), name)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `check` in front of paths and of its options; without a word, show the help and end with 2."""
        if not args and not ctx.resilient_parsing:
            click.echo(ctx.get_help(), err=True)
            ctx.exit(Exit.USAGE)
        if args and args[0] not in _HOMES and args[0] not in _OWN_OPTIONS:
            if not args[0].startswith("-") and not is_path(args[0]) and not ctx.resilient_parsing:
                ctx.fail(self._unknown(args[0], ctx))
            args = ["check", *args]
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete the first word: a command, an option of `check`, or a file."""
        from click.shell_completion import CompletionItem

        from auditor.cli.check import check

        known = ((name, self.get_command(ctx, name)) for name in _HOMES if name.startswith(incomplete))
        commands = [CompletionItem(name, help=first_line(command, ctx.obj)) for name, command in known]
        with click.Context(check, parent=ctx, resilient_parsing=True) as inner:
            options = check.shell_complete(inner, incomplete)
        return [*commands, *options, CompletionItem(incomplete, type="file")]

    def _unknown(self, word: str, ctx: click.Context) -> str:
        import difflib

        near = difflib.get_close_matches(word, _HOMES, n=2, cutoff=0.5)
        hint = say(ctx.obj, "；是否想写：", "; did you mean: ") + ", ".join(near) if near else ""
        return say(ctx.obj, f"“{word}”既不是命令，也不是文件{hint}", f"“{word}” is neither a command nor a file{hint}")


def is_path(word: str) -> bool:
    """Tell whether a word means a file: it exists, or looks like a path, a file name or a pattern."""
    return any(char in word for char in "/\\*?[.") or os.path.exists(word)  # noqa: PTH110  # pathlib costs more than the question


def _version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        import platform

        python = f"{platform.python_implementation()} {platform.python_version()}"
        promise = say(ctx.obj, "不联网，不上报任何信息", "no network, no telemetry")
        click.echo(f"audit {__version__} ({python}; {promise})")
        ctx.exit()


@click.group(
    cls=Program,
    zh="核对预算、决算公开文件里的每一个数字。\n\n"
    "  audit 报告.pdf                  核对一份文件（即 audit check 报告.pdf）\n"
    "  audit 文件夹 -o concise         每个问题一行\n"
    "  audit *.pdf -o json=结果.json   写成 JSON",
    en="Check every number of a Chinese budget disclosure.\n\n"
    "  audit report.pdf                one document (short for audit check report.pdf)\n"
    "  audit folder -o concise         one line per finding\n"
    "  audit *.pdf -o json=out.json    as JSON",
)
@option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    zh="显示版本",
    en="show the version",
)
def program() -> None:
    """Run a command."""
