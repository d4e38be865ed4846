"""Rule packs for a command: loaded, and the names the user gave checked against them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from auditor.cli.language import Lang, say

if TYPE_CHECKING:
    from auditor.model import Pack
    from auditor.rules.shelf import Depth


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
