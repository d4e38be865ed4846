"""The doors of the rule loader: packs from ids, folders and files; all mistakes of all files at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from auditor.model import Equation, Pack, Rule, Text, Vocabulary
from auditor.rules.declare import read_rule
from auditor.rules.equations import read_equation
from auditor.rules.folders import Folders, Layer
from auditor.rules.names import names_of
from auditor.rules.shipping import shipped
from auditor.yamlfiles.mistakes import Mistake, Mistakes, SourceFileError
from auditor.yamlfiles.nodes import Scalar, SourceFile


def load(
    where: Sequence[str | Path],
    *,
    extra: Sequence[str | Path] = (),
    require_cases: bool | None = None,
    words_only: bool = False,
) -> tuple[Pack, ...]:
    """Load packs.

    Args:
        where: ids of shipped packs, folders, or files.
        extra: the user's own files and folders: their words and rules join every pack of `where` (only packs of the
            same kind, when they name one). Without `where` each is a pack of its own.
        require_cases: whether every rule must have a case that holds and one that fails; by default those of shipped
            packs must, those of the user need not.
        words_only: leave the rules out: reading tables and claims needs the vocabulary alone.

    Raises:
        SourceFileError: with every mistake of every file.
    """
    tell = Mistakes()
    folders = Folders(tell, require_cases)
    if not where:
        where, extra = extra, ()
    bases = [layer for name in where if (layer := folders.find(name)) is not None]
    extras = [layer for name in extra if (layer := folders.find(name)) is not None]
    packs = tuple(_pack(layer, folders, words_only=words_only) for layer in bases)
    if extras:
        packs = _extended(bases, packs, extras, folders)
    tell.raise_if_any()
    return packs


def lint(paths: Sequence[str | Path]) -> tuple[Mistake, ...]:
    """Return every mistake of these files and folders; rules without cases are mistakes too.

    What has a `pack` key is read as a pack of its own, anything else as an addition to the shipped packs.
    """
    folders = Folders(Mistakes(), require_cases=True)
    layers = [layer for path in paths if (layer := folders.find(path)) is not None]
    for layer in layers:
        if layer.header:
            _pack(layer, folders)
    additions = [layer for layer in layers if not layer.header]
    if additions:
        bases = [layer for name in shipped() if (layer := folders.find(name)) is not None]
        _extended(bases, [_pack(base, folders) for base in bases], additions, folders)
    return folders.tell.in_order()


def parse_equation(text: str, vocabulary: Vocabulary) -> Equation:
    """Parse one equation against a vocabulary.

    Raises:
        SourceFileError: when it is broken or names something unknown.
    """
    tell = Mistakes()
    equation = read_equation(Scalar(text, 1, 1, "", SourceFile("", text)), names_of(vocabulary), tell)
    if equation is None:
        raise SourceFileError(tell.found)
    return equation


def _pack(layer: Layer, folders: Folders, *, words_only: bool = False) -> Pack:
    rules = [] if words_only else [rule for each in folders.chain(layer) for rule in folders.rules(each)]
    return Pack(layer.id, layer.version, _once(rules, folders), folders.vocabulary(layer), layer.kind)


def _once(rules: Iterable[Rule], folders: Folders) -> tuple[Rule, ...]:
    """Return the rules; an id that is taken is a mistake."""
    taken: dict[str, Rule] = {}
    for rule in rules:
        first = taken.setdefault(rule.id, rule)
        if first is not rule:
            place = f"{first.path}:{first.line}"
            message = Text(f"编号 {rule.id} 已经用过（{place}）", f"id {rule.id} is already taken ({place})")
            file = folders.sources[rule.path]
            column = max(file.line(rule.line).find(rule.id), 0) + 1
            folders.tell.add(file, rule.line, column, message, width=len(rule.id))
    return tuple(taken.values())


class _Reading(NamedTuple):
    """A rule of the user read with the words of one pack."""

    pack: int
    rule: Rule | None
    mistakes: list[Mistake]


def _extended(
    bases: Sequence[Layer], packs: Sequence[Pack], extras: Iterable[Layer], folders: Folders
) -> tuple[Pack, ...]:
    """Join the user's layers to packs.

    A rule of the user may speak words that only one of the packs has: it joins the packs that understand it, and is a
    mistake only when none does.
    """
    extras = tuple(extras)
    vocabularies = []
    readings: dict[int, list[_Reading]] = {}
    for number, base in enumerate(bases):
        chain = folders.chain(base)
        fitting = [each for user in extras if user.kind in {"", base.kind} for each in folders.chain(user)]
        layers = [each for each in dict.fromkeys(fitting) if each not in chain]
        vocabulary = folders.merged((*chain, *layers))
        vocabularies.append(vocabulary)
        names = names_of(vocabulary)
        for layer in layers:
            for node in layer.rules():
                trial = Mistakes()
                rule = read_rule(node, names, trial, require_cases=layer.strict)
                readings.setdefault(id(node), []).append(_Reading(number, rule, trial.found))
    for tries in readings.values():
        if all(reading.rule is None for reading in tries):
            fewest = min((reading.mistakes for reading in tries), key=len)
            folders.tell.found += fewest
    added = [reading for tries in readings.values() for reading in tries]
    return tuple(
        pack._replace(vocabulary=vocabularies[number], rules=_once([*pack.rules, *_of(added, number)], folders))
        for number, pack in enumerate(packs)
    )


def _of(readings: Iterable[_Reading], pack: int) -> list[Rule]:
    return [reading.rule for reading in readings if reading.pack == pack and reading.rule is not None]
