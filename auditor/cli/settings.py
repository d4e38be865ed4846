"""Options that come from a file or the environment: the command line first, then AUDIT_… variables, then the nearest file.

Every option of `audit check` has a key, its long name; the commands that audit (baseline, diff, waive) heed those they share
with it. click keeps where each value came from; this module gives it the file's values and tells of them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click
from click.core import ParameterSource

from auditor.cli.exits import Exit
from auditor.cli.helping import PLACE, Command, option
from auditor.cli.language import Lang, say
from auditor.cli.nearby import nearby

if TYPE_CHECKING:
    from auditor.yamlfiles.mistakes import Mistakes
    from auditor.yamlfiles.nodes import Entries, Node, Scalar

_F = TypeVar("_F", bound=Callable[..., Any])
_UNDER = ("设置", "settings")
_NO_KEY = frozenset({"config", "isolated", "show_config", "help"})
SETTINGS = ("audit.toml", ".audit.yaml", "pyproject.toml")
_ISOLATED = "auditor.isolated"  # in Context.meta
_FROM_FILE = "auditor.settings"  # in Context.meta: name of a parameter → the node that gave its value


class Configured(Command):
    """A command whose options also come from a file and from the environment."""

    def __init__(self, *given: Any, **more: Any) -> None:  # noqa: ANN401 what click takes
        super().__init__(*given, **{**more, "context_settings": {"auto_envvar_prefix": "AUDIT"}})

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 what the command returns
        """Run the command, in the language of the file where nothing nearer names one; or show the settings."""
        values: Mapping[str, Any] = ctx.default_map or {}
        if ctx.get_parameter_source("lang") is ParameterSource.DEFAULT_MAP and not os.environ.get("AUDIT_LANG"):
            ctx.obj = values["lang"]
        if ctx.params.pop("show_config", False):
            sys.stdout.write("".join(f"{line}\n" for line in _shown(self, ctx)))
            return Exit.CLEAN
        return super().invoke(ctx)


def settings_options(command: _F) -> _F:
    """Declare the options about settings themselves; the first two are heard before all others."""
    file_zh = "设置文件，默认用最近的 audit.toml、.audit.yaml 或 pyproject.toml 的 [tool.audit]"
    file_en = "file of settings; by default the nearest audit.toml, .audit.yaml or [tool.audit] of pyproject.toml"
    eager: dict[str, Any] = {"is_eager": True, "expose_value": False, "under": _UNDER, "allow_from_autoenv": False}
    declared = [
        option(
            "--isolated",
            is_flag=True,
            callback=_isolated,
            zh="不找设置文件，不看 AUDIT_… 环境变量",
            en="look for no file, heed no variable AUDIT_…",
            **eager,
        ),
        option("--config", type=PLACE, metavar="FILE", callback=_read, zh=file_zh, en=file_en, **eager),
        option(
            "--show-config",
            is_flag=True,
            under=_UNDER,
            allow_from_autoenv=False,
            zh="列出每项设置和它的来处，不核对",
            en="show every setting and where it came from, and audit nothing",
        ),
    ]
    for each in reversed(declared):
        command = each(command)
    return command


def _isolated(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value:
        ctx.auto_envvar_prefix = None
        ctx.meta[_ISOLATED] = True


def _read(ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
    """Give click the values of the file: --config, or the nearest."""
    if value is None and (ctx.resilient_parsing or ctx.meta.get(_ISOLATED) or not any(nearby(SETTINGS))):
        return
    from auditor.cli.settings_file import nearest_settings, settings_of
    from auditor.yamlfiles.mistakes import Mistakes

    entries = settings_of(value) if value is not None else nearest_settings()
    if entries is not None:
        tell = Mistakes()
        ctx.meta[_FROM_FILE] = _given(entries, ctx, tell)
        tell.raise_if_any()
        ctx.default_map = {name: given.value for name, given in ctx.meta[_FROM_FILE].items()}


class _Given(NamedTuple):
    """A value of a file, as click takes it, and its key."""

    value: Any
    key: Scalar


def _given(entries: Entries, ctx: click.Context, tell: Mistakes) -> dict[str, _Given]:
    """Return the values for the options of this command, tried as the options will read them."""
    from auditor.cli.check import check

    keys = {key_of(param): param for param in _settable(check)}
    own = {param.name: param for param in _settable(ctx.command)}
    found: dict[str, _Given] = {}
    for key, node in entries.pairs:
        param = keys.get(key.text) or keys.get(key.text.replace("_", "-"))
        if param is None:
            tell(key, f"没有“{key.text}”这项设置", f"there is no setting “{key.text}”", known=keys, wrong=key.text)
            continue
        value = _value(param, node, tell)
        if value is None:
            continue
        try:
            param.process_value(ctx, value)
        except click.BadParameter as error:
            tell(node, f"{key.text}：{error.message}", f"{key.text}: {error.message}")
        if param.name in own and _alike(param, own[param.name]):
            found[param.name] = _Given(value, key)
    return found


def _alike(param: click.Option, own: click.Option) -> bool:
    """Tell whether an option of another command takes what that of `check` takes: -o of `diff` does not."""
    return param.multiple == own.multiple and type(param.type) is type(own.type)


def _value(param: click.Option, node: Node, tell: Mistakes) -> Any:  # noqa: ANN401 what click takes
    """Return the value of a node: a list for an option that may be repeated; a path counts from the file's folder."""
    from auditor.yamlfiles.shapes import read_word, read_words

    def placed(word: str) -> str:
        return os.path.join(os.path.dirname(node.file.path), word) if param.type is PLACE else word  # noqa: PTH118, PTH120

    if param.multiple:
        return [placed(word) for word, _ in read_words(node, tell)]
    word = read_word(node, tell)
    return None if word is None else placed(word)


def key_of(param: click.Parameter) -> str:
    """Return the key of an option: its long name, else the name of its value."""
    long = next((name for name in param.opts if name.startswith("--")), f"--{param.name}")
    return long.removeprefix("--")


def _settable(command: click.Command) -> Iterator[click.Option]:
    for param in command.params:
        if isinstance(param, click.Option) and param.name not in _NO_KEY:
            yield param


def _shown(command: click.Command, ctx: click.Context) -> Iterator[str]:
    """Yield every setting as a line of TOML, with where it came from."""
    lang: Lang = ctx.obj
    for param in _settable(command):
        value = ctx.obj if param.name == "lang" else ctx.params.get(param.name or "")
        line = f"{key_of(param)} = {_toml(value)}"
        said = _source(param, ctx, lang)
        yield f"{'# ' if value is None else ''}{line:<34} # {said}"


def _source(param: click.Option, ctx: click.Context, lang: Lang) -> str:
    source = ctx.get_parameter_source(param.name or "")
    if source is ParameterSource.COMMANDLINE:
        return say(lang, "命令行", "command line")
    if source is ParameterSource.ENVIRONMENT:
        return f"AUDIT_{(param.name or '').upper()}"
    if param.name == "lang" and os.environ.get("AUDIT_LANG"):
        return "AUDIT_LANG"
    if source is ParameterSource.DEFAULT_MAP:
        key = ctx.meta[_FROM_FILE][param.name].key
        return f"{key.file.path}:{key.line}"
    return say(lang, "默认", "default")


def _toml(value: Any) -> str:  # noqa: ANN401 what an option may hold
    import json

    if isinstance(value, tuple | frozenset):
        return json.dumps(sorted(value) if isinstance(value, frozenset) else value, ensure_ascii=False)
    if value is None or isinstance(value, bool | int | float | str):
        return json.dumps("" if value is None else value, ensure_ascii=False)
    return json.dumps(str(value))
