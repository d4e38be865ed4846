"""Pack folders, each read once: its files, what its `pack` key says, the packs it uses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from auditor.model import Rule, Text, Vocabulary
from auditor.rules.declare import read_rule
from auditor.rules.names import names_of
from auditor.rules.schema import DOCUMENT_KINDS, FILE_KEYS, PACK_KEYS, VOCABULARY_KEYS
from auditor.rules.shipping import rule_files, shipped, shipped_folder
from auditor.rules.words import merge
from auditor.yamlfiles.mistakes import Mistakes
from auditor.yamlfiles.nodes import Entries, Listing, Node, Scalar, SourceFile
from auditor.yamlfiles.reading import read_file
from auditor.yamlfiles.shapes import read_choice, read_keys, read_word, read_words

_PACK_ID = re.compile(r"[a-z0-9]{1,30}(?:-[a-z0-9]{1,30}){0,7}")


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """One pack folder (or file) as read.

    Attributes:
        header: it has a `pack` key, so it is a pack of its own and no mere addition.
        uses: ids of the packs whose words and rules stand in front of its own; strict: its rules must have cases.
    """

    path: Path
    header: bool
    id: str
    version: str
    kind: str
    uses: tuple[tuple[str, Scalar], ...]
    files: tuple[Entries, ...]
    strict: bool

    def rules(self) -> Iterator[Node]:
        """Yield its rules as written."""
        for file in self.files:
            for key, node in file.pairs:
                if key.text == "rules" and isinstance(node, Listing):
                    yield from node.items


@dataclass(slots=True)
class Folders:
    """Reads each folder once, however many packs use it; lives for one load."""

    tell: Mistakes
    require_cases: bool | None
    sources: dict[str, SourceFile] = field(default_factory=dict)
    _layers: dict[Path, Layer | None] = field(default_factory=dict)
    _vocabularies: dict[tuple[int, ...], Vocabulary] = field(default_factory=dict)
    _rules: dict[Path, tuple[Rule, ...]] = field(default_factory=dict)

    def find(self, name: str | Path) -> Layer | None:
        """Return the layer of a shipped id, a folder or a file."""
        folder = shipped_folder(name) if isinstance(name, str) else None
        if folder is not None:
            return self._layer(folder, str(name), strict=True)
        if Path(name).exists():
            return self._layer(Path(name), str(name), strict=False)
        message = Text(f"没有叫“{name}”的规则包，也没有这个文件", f"there is no pack and no file called “{name}”")
        self.tell.add(SourceFile(str(name), ""), 0, 0, message, known=shipped(), wrong=str(name))
        return None

    def chain(self, layer: Layer) -> tuple[Layer, ...]:
        """Return the layers a pack is made of: those it uses, in order and once each, and itself last."""
        chain: dict[Layer, None] = {}
        self._collect(layer, chain, ())
        return tuple(chain)

    def vocabulary(self, layer: Layer) -> Vocabulary:
        """Return the merged words of a layer and those it uses."""
        return self.merged(self.chain(layer))

    def merged(self, chain: Iterable[Layer]) -> Vocabulary:
        """Return the merged words of layers; packs that add none share those of the packs they use."""
        files = [file for layer in chain for file in layer.files if _has_words(file)]
        key = tuple(map(id, files))  # the files live as long as this object
        if key not in self._vocabularies:
            self._vocabularies[key] = merge(files, self.tell)
        return self._vocabularies[key]

    def rules(self, layer: Layer) -> tuple[Rule, ...]:
        """Return the rules of a layer itself, bound to its own words and those it uses."""
        if layer.path not in self._rules:
            names = names_of(self.vocabulary(layer))
            rules = (read_rule(node, names, self.tell, require_cases=layer.strict) for node in layer.rules())
            self._rules[layer.path] = tuple(rule for rule in rules if rule is not None)
        return self._rules[layer.path]

    def _collect(self, layer: Layer, chain: dict[Layer, None], above: tuple[Layer, ...]) -> None:
        for name, node in layer.uses:
            used = self._used(layer, name, node)
            if used is None:
                continue
            if used is layer or used in above:
                self.tell(node, f"“{name}”又用到了自己", f"“{name}” uses itself")
            elif used not in chain:
                self._collect(used, chain, (*above, layer))
        chain[layer] = None

    def _used(self, layer: Layer, name: str, node: Scalar) -> Layer | None:
        """Find a used pack: a shipped one, or a folder beside the one that uses it."""
        beside = layer.path.resolve().parent / name
        if _PACK_ID.fullmatch(name) and (folder := shipped_folder(name)) is not None:
            return self._layer(folder, name, strict=True)
        if _PACK_ID.fullmatch(name) and beside.is_dir():
            return self._layer(beside, str(beside), strict=layer.strict)
        self.tell(node, f"没有叫“{name}”的规则包", f"there is no pack called “{name}”", known=shipped(), wrong=name)
        return None

    def _layer(self, path: Path, name: str, *, strict: bool) -> Layer | None:
        key = path.resolve()
        if key not in self._layers:
            strict = strict if self.require_cases is None else self.require_cases
            self._layers[key] = self._read(key, name, strict=strict)
        return self._layers[key]

    def _read(self, path: Path, name: str, *, strict: bool) -> Layer | None:
        paths = rule_files(path) if path.is_dir() else (path,)
        if not paths:
            message = Text("文件夹里没有 .yaml 文件", "there is no .yaml file in the folder")
            self.tell.add(SourceFile(name, ""), 0, 0, message)
            return None
        files = []
        for each in paths:
            shown = f"{name.rstrip('/')}/{each.name}" if path.is_dir() else name
            node = read_file(each, shown, self.tell)
            if node is not None and (entries := self._entries(node)) is not None:
                files.append(entries)
        return self._with_header(path, tuple(files), strict=strict)

    def _entries(self, node: Node) -> Entries | None:
        """Check the top level of a file."""
        self.sources[node.file.path] = node.file
        keys = read_keys(node, FILE_KEYS, self.tell)
        rules = keys.get("rules")
        if rules is not None and not isinstance(rules, Listing) and not (isinstance(rules, Scalar) and not rules.text):
            self.tell(rules, "rules 是列表：每条以“- ”开头", "rules is a list: each rule starts with “- ”")
        return node if isinstance(node, Entries) else None

    def _with_header(self, path: Path, files: tuple[Entries, ...], *, strict: bool) -> Layer:
        headers = [(key, node) for file in files for key, node in file.pairs if key.text == "pack"]
        for key, _ in headers[1:]:
            self.tell(key, "pack 在一个文件夹里只写一次", "pack is given once in a folder")
        keys = read_keys(headers[0][1], PACK_KEYS, self.tell) if headers else {}
        kind = read_choice(keys["kind"], DOCUMENT_KINDS, self.tell) if "kind" in keys else None
        version = read_word(keys["version"], self.tell) if "version" in keys else None
        uses = read_words(keys["uses"], self.tell) if "uses" in keys else ()
        return Layer(path, bool(headers), self._id(keys, path), version or "0", kind or "", uses, files, strict)

    def _id(self, keys: dict[str, Node], path: Path) -> str:
        node = keys.get("id")
        word = read_word(node, self.tell) if node is not None else path.stem
        if node is not None and word is not None and not _PACK_ID.fullmatch(word):
            zh = f"规则包编号“{word}”要用小写字母、数字和 -"
            self.tell(node, zh, f"pack id “{word}” should be lower-case letters, digits and -")
        return word or path.stem


def _has_words(file: Entries) -> bool:
    return any(key.text in VOCABULARY_KEYS for key, _ in file.pairs)
