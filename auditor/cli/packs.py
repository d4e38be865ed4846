"""Rule packs for a command: loaded, and the names the user gave checked against them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from auditor.cli.completion import rule_ids
from auditor.cli.helping import PLACE, no_cache_option, option
from auditor.cli.language import Lang, say

if TYPE_CHECKING:
    from auditor.audit import Options
    from auditor.model import Pack
    from auditor.rules.shelf import Depth

_F = TypeVar("_F", bound=Callable[..., Any])
_RULES = ("规则", "rules")


def _ids(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Read ids and prefixes, separated by commas or given several times; a star at the end is welcome."""
    return tuple(word.strip().removesuffix("*") for value in values for word in value.split(",") if word.strip(" *"))


def rule_options(command: _F) -> _F:
    """Declare the options of a command that audits: which rules."""
    choose = "规则（编号、前缀或 tag:标签）", "rules: ids, prefixes or tag:NAME"
    pack_zh, pack_en = "指定规则包，不作识别", "use this pack, whatever the document is"
    own_zh, own_en = "加入自己的规则文件或文件夹；可多次", "add rules of your own; repeat"
    only, never = (
        (f"只用这些{choose[0]}", f"only these {choose[1]}"),
        (f"不用这些{choose[0]}", f"not these {choose[1]}"),
    )
    ids: dict[str, Any] = {
        "multiple": True,
        "callback": _ids,
        "shell_complete": rule_ids,
        "metavar": "ID",
        "under": _RULES,
    }
    declared = [
        option("--pack", default="", metavar="NAME", under=_RULES, zh=pack_zh, en=pack_en),
        option("--rules", multiple=True, type=PLACE, metavar="PATH", under=_RULES, zh=own_zh, en=own_en),
        option("--select", **ids, zh=only[0], en=only[1]),
        option("--ignore", **ids, zh=never[0], en=never[1]),
        no_cache_option(_RULES),
    ]
    for each in reversed(declared):
        command = each(command)
    return command


def options_of(
    pack: str, rules: Sequence[str], select: Sequence[str], ignore: Sequence[str], *, fresh: bool, lang: Lang
) -> Options:
    """Load the packs and check every name against them; raises click.UsageError, SourceFileError."""
    from auditor.audit import Options

    packs = loaded(rules, fresh=fresh, depth="rules")
    known_pack(pack, packs, lang)
    known_rules((*select, *ignore), packs, lang)
    return Options(packs, pack, tuple(select), tuple(ignore), keep=not fresh)


def loaded(extra: Sequence[str] = (), *, fresh: bool = False, depth: Depth = "cases") -> tuple[Pack, ...]:
    """Load the shipped packs with the user's own rules; raises SourceFileError with every mistake.

    With `fresh` the rule files are read again even where the packs were kept from an earlier run; `depth` is how much of
    the shipped packs is needed.
    """
    if extra:
        from auditor.rules import load, shipped

        return load(shipped(), extra=extra)
    from auditor.rules import load_shipped  # alone: the name `load` would import the parser of rule files

    return load_shipped(fresh=fresh, depth=depth)


def first_loaded(*, fresh: bool = False) -> tuple[Pack, ...]:
    """Load one shipped pack: reading tables and claims needs the words of one only."""
    from auditor.rules import load_shipped, shipped

    return load_shipped(shipped()[:1], fresh=fresh, depth="words")


def known_pack(name: str, packs: Sequence[Pack], lang: Lang) -> None:
    """Raise click.UsageError for a pack that does not exist; "" is none."""
    ids = [pack.id for pack in packs]
    if name and name not in ids:
        known = ", ".join(ids)
        raise click.UsageError(
            say(lang, f"没有叫“{name}”的规则包；可用的：{known}", f"there is no pack “{name}”; there are: {known}")
        )


def known_rules(words: Iterable[str], packs: Sequence[Pack], lang: Lang) -> None:
    """Raise click.UsageError for ids, prefixes and tags (tag:NAME) that no rule has, all of them at once."""
    ids = sorted({rule.id for pack in packs for rule in pack.rules})
    ids += sorted({f"tag:{tag}" for pack in packs for rule in pack.rules for tag in rule.tags})
    unknown = [word for word in words if not any(id_.startswith(word) for id_ in ids)]
    if unknown:
        raise click.UsageError("; ".join(no_such_rule(word, ids, lang) for word in unknown))


def no_such_rule(word: str, ids: Sequence[str], lang: Lang) -> str:
    """Say that a rule does not exist, with the nearest ids."""
    import difflib

    near = ", ".join(difflib.get_close_matches(word, ids, n=3, cutoff=0.4))
    hint = say(lang, "；是否想写：", "; did you mean: ") + near if near else ""
    return say(lang, f"没有编号为“{word}”的规则{hint}", f"there is no rule “{word}”{hint}")
