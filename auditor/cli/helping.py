"""Commands and options whose help speaks both languages; laid out for wide characters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from auditor.cli.language import Lang, say

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_F = TypeVar("_F", bound=Callable[..., Any])
_LEFT = 30  # cells for the names of options
_WIDTH = 100
PLACE = click.Path(readable=False)  # a file or folder, or - ; what cannot be read is told later, with its exit code


class Option(click.Option):
    """An option with help in both languages, listed under a heading of its own."""

    def __init__(self, *names: Any, zh: str, en: str, under: tuple[str, str], **more: Any) -> None:  # noqa: ANN401 what click takes
        super().__init__(*names, **more)
        self.zh, self.en, self.under = zh, en, under


def option(
    *names: str,
    zh: str,
    en: str,
    under: tuple[str, str] = ("选项", "options"),
    **more: Any,  # noqa: ANN401 what click takes
) -> Callable[[_F], _F]:
    """Declare an option with help in both languages."""
    return click.option(*names, cls=Option, zh=zh, en=en, under=under, **more)


class Command(click.Command):
    """A command whose help speaks the language of the run (`Context.obj`)."""

    def __init__(self, *given: Any, zh: str = "", en: str = "", **more: Any) -> None:  # noqa: ANN401 what click takes
        super().__init__(*given, **{**more, "add_help_option": False})
        self.zh, self.en = zh, en
        self.params.append(_help_option())

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete the name of an option, with its help in the language of the run."""
        found = super().shell_complete(ctx, incomplete)
        said = {name: param for param in self.params if isinstance(param, Option) for name in param.opts}
        for item in found:
            if param := said.get(item.value):
                item.help = say(ctx.obj, param.zh, param.en)
        return found

    def get_help(self, ctx: click.Context) -> str:
        """Return the help: usage, what it does, arguments and options under their headings."""
        lang: Lang = ctx.obj
        pieces = [metavar(param) for param in self.params if isinstance(param, click.Argument)]
        usage = " ".join([ctx.command_path, say(lang, "[选项]", "[OPTIONS]"), *pieces])
        return "\n".join(
            [f"{say(lang, '用法', 'usage')}: {usage}", "", say(lang, self.zh, self.en), *_options(self, ctx)]
        )


class Group(click.Group):
    """A group whose help speaks the language of the run."""

    command_class = Command

    def __init__(self, *given: Any, zh: str = "", en: str = "", **more: Any) -> None:  # noqa: ANN401 what click takes
        super().__init__(*given, **{**more, "add_help_option": False})
        self.zh, self.en = zh, en
        self.params.append(_help_option())

    def get_help(self, ctx: click.Context) -> str:
        """Return the help: what it does, the commands, the options."""
        lang: Lang = ctx.obj
        commands = [(name, first_line(self.get_command(ctx, name), lang)) for name in self.list_commands(ctx)]
        lines = [say(lang, self.zh, self.en), "", f"{say(lang, '命令', 'commands')}:", *rows(commands, left=12)]
        return "\n".join([*lines, *_options(self, ctx)])


def first_line(command: click.Command | None, lang: Lang) -> str:
    """Return what a command does, in one line."""
    return say(lang, command.zh, command.en).split("\n", 1)[0] if isinstance(command, Command) else ""


def _options(command: click.Command, ctx: click.Context) -> list[str]:
    """Return the options by heading, in the order of declaration; help and version last."""
    lang: Lang = ctx.obj
    headings: dict[str, list[tuple[str, str]]] = {}
    for param in command.params:
        if isinstance(param, Option):
            name = ", ".join(param.opts) + ("" if param.is_flag else f" {metavar(param)}")
            headings.setdefault(say(lang, *param.under), []).append((name, say(lang, param.zh, param.en)))
    return [line for heading, pairs in headings.items() for line in ("", f"{heading}:", *rows(pairs, left=_LEFT))]


def _help_option() -> Option:
    """Return the help option; click's own loads gettext and inspect for a text that is never shown."""
    zh, en = "显示这份帮助", "show this help"
    under = ("选项", "options")
    return Option(
        ["-h", "--help"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_show_help,
        zh=zh,
        en=en,
        under=under,
    )


def _show_help(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(ctx.get_help())
        ctx.exit()


def metavar(param: click.Parameter) -> str:
    """Return what stands for the value of a parameter."""
    choices = "|".join(map(str, param.type.choices)) if isinstance(param.type, click.Choice) else ""
    return param.metavar or choices or (param.name or "").upper()


def rows(pairs: Iterable[tuple[str, str]], *, left: int) -> list[str]:
    """Return names and explanations in two columns; a long name gets a line of its own."""
    lines: list[str] = []
    for name, said in pairs:
        folded = fold_line(said, _WIDTH - left - 4)
        gap = left - cells(name)
        lines += [f"  {name}{' ' * gap}  {folded[0]}"] if gap >= 0 else [f"  {name}", f"  {' ' * left}  {folded[0]}"]
        lines += [f"  {' ' * left}  {line}" for line in folded[1:]]
    return lines


def cells(text: str) -> int:
    """Return how many terminal columns a text takes; rich knows better, but is too slow to load for a help page."""
    import unicodedata

    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def fold_line(text: str, width: int) -> Sequence[str]:
    """Fold a text at spaces, and between Chinese characters where there are none."""
    lines, line = [], ""
    for piece in _pieces(text):
        if line and cells(line) + cells(piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    return [*lines, line.rstrip()]


def _pieces(text: str) -> list[str]:
    """Cut behind spaces and around wide characters, but never before punctuation."""
    pieces = [""]
    for char in text:
        wide = cells(char) == 2
        last = pieces[-1][-1:]
        starts = (
            last == " " or (wide and char not in "，。、；：）” ") or (last and cells(last) == 2 and char.isalnum())
        )
        if starts and last:
            pieces.append(char)
        else:
            pieces[-1] += char
    return pieces


def lang_option(under: tuple[str, str] = ("选项", "options")) -> Callable[[_F], _F]:
    """Declare --lang; its value is read before parsing (see language.asked) and stands in `Context.obj`."""
    zh, en = "语言，默认随系统", "language, by default the system's"
    choice = click.Choice(["zh", "en"])  # AUDIT_LANG may be a locale, so it is not click's to read
    return option("--lang", type=choice, expose_value=False, allow_from_autoenv=False, zh=zh, en=en, under=under)


def no_cache_option(under: tuple[str, str] = ("选项", "options")) -> Callable[[_F], _F]:
    """Declare --no-cache: compiled rule packs and what was read of documents are kept between runs."""
    zh, en = "规则文件和文档都重新读入，不用缓存", "read rule files and documents again, without the cache"
    return option("--no-cache", is_flag=True, zh=zh, en=en, under=under)


def format_option(*formats: str) -> Callable[[_F], _F]:
    """Declare -o with a choice of formats, the first by default."""
    return option("-o", "output", type=click.Choice(formats), default=formats[0], zh="格式", en="format")
