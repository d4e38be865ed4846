"""`audit completion SHELL`, and what the shell asks for when a word is completed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from auditor.cli.exits import Exit
from auditor.cli.helping import Command, lang_option
from auditor.cli.language import Lang

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

VARIABLE = "_AUDIT_COMPLETE"  # set by the script that `audit completion` prints
_SHELLS = ("bash", "zsh", "fish")


@click.command(
    cls=Command,
    zh="输出命令行补全脚本\n"
    "bash：audit completion bash > ~/.local/share/bash-completion/completions/audit\n"
    "zsh： audit completion zsh > 某个 $fpath 文件夹/_audit\n"
    "fish：audit completion fish > ~/.config/fish/completions/audit.fish",
    en="Print the completion script of a shell\n"
    "bash: audit completion bash > ~/.local/share/bash-completion/completions/audit\n"
    "zsh:  audit completion zsh > a folder of $fpath/_audit\n"
    "fish: audit completion fish > ~/.config/fish/completions/audit.fish",
)
@click.argument("shell", type=click.Choice(_SHELLS))
@lang_option()
def completion(*, shell: str) -> Exit:
    """Print a completion script."""
    from click.shell_completion import get_completion_class

    from auditor.cli.program import program

    found = get_completion_class(shell)
    if found is None:
        raise AssertionError(shell)
    sys.stdout.write(found(program, {}, "audit", VARIABLE).source())
    return Exit.CLEAN


def completed(instruction: str, lang: Lang) -> int:
    """Answer a shell that completes a word; `instruction` is what it put into the variable."""
    from click.shell_completion import shell_complete

    from auditor.cli.program import program

    return shell_complete(program, {"obj": lang}, "audit", VARIABLE, instruction)


def formats(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete -o: the formats; a file behind the equals sign is left to the shell."""
    from click.shell_completion import CompletionItem

    from auditor.report.formats import names

    return [CompletionItem(name) for name in names() if name.startswith(incomplete)]


def rule_ids(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the id of a shipped rule."""
    from click.shell_completion import CompletionItem

    from auditor.cli.packs import loaded

    found = {rule.id: rule.title.zh for pack in loaded(depth="rules") for rule in pack.rules}
    return [CompletionItem(id_, help=said) for id_, said in sorted(found.items()) if id_.startswith(incomplete.upper())]
