"""A YAML file to nodes: size, encoding and YAML, with limits; no object is ever constructed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from auditor.model import Text
from auditor.yamlfiles.mistakes import Mistakes
from auditor.yamlfiles.nodes import Entries, Listing, Node, Scalar, SourceFile
from auditor.yamlfiles.yaml_errors import explain

if TYPE_CHECKING:
    import yaml

MOST_BYTES = 1_000_000
MOST_NODES = 200_000
MOST_DEPTH = 20


class _RefusedError(Exception):
    """YAML that is well formed but not welcome here; the event tells where."""

    def __init__(self, event: yaml.Event, zh: str, en: str) -> None:
        super().__init__(en)
        self.event = event
        self.message = Text(zh, en)


def read_file(path: Path, name: str, tell: Mistakes) -> Node | None:
    """Read one file; `name` is how mistakes call it. Returns None for an empty file and after a fatal mistake."""
    file = read_source(path, name, tell)
    return None if file is None else read_text(file, tell)


def read_source(path: Path, name: str, tell: Mistakes) -> SourceFile | None:
    """Read the text of a file in UTF-8, of at most 1 MB; None after a mistake."""
    text = _text(path, name, tell)
    return None if text is None else SourceFile(name, text)


def read_text(file: SourceFile, tell: Mistakes) -> Node | None:
    """Read the text of a file into nodes."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _compose(file, loader(file.text).get_event, tell)
    except _RefusedError as refused:
        tell.add(file, *_place(refused.event), refused.message)
    except yaml.YAMLError as error:
        line, column, message = explain(error, file)
        tell.add(file, line, column, message)
    return None


def _text(path: Path, name: str, tell: Mistakes) -> str | None:
    file = SourceFile(name, "")
    try:
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        tell.add(file, 0, 0, Text(f"读不了文件：{error.strerror}", f"cannot read the file: {error.strerror}"))
        return None
    if len(data) > MOST_BYTES:
        tell.add(file, 0, 0, Text("文件太大，最多 1 MB", "file too large; it may have at most 1 MB"))
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", "replace")
        message = Text("不是 UTF-8 编码，请另存为 UTF-8", "not UTF-8; save the file as UTF-8")
        tell.add(file, before.count("\n") + 1, len(before) - before.rfind("\n"), message)
        return None


def _compose(file: SourceFile, next_event: Callable[[], Any], tell: Mistakes) -> Node | None:
    """Build nodes from events without recursion: depth and number are bounded before anything is built."""
    import yaml

    starts = {yaml.MappingStartEvent, yaml.SequenceStartEvent}
    opened: list[yaml.CollectionStartEvent] = []
    children: list[list[Node]] = [[]]
    count = 0
    while True:
        event = next_event()
        kind = type(event)
        if kind is yaml.ScalarEvent:
            mark = event.start_mark
            node: Node = Scalar(event.value, mark.line + 1, mark.column + 1, event.style or "", file)
            count += 1
            if event.anchor is not None or event.tag is not None or count > MOST_NODES:
                _refuse(event, 0)
        elif kind in starts:
            opened.append(event)
            children.append([])
            if event.anchor is not None or event.tag is not None or len(opened) > MOST_DEPTH:
                _refuse(event, len(opened))
            continue
        elif kind is yaml.MappingEndEvent:
            node = _entries(opened.pop(), children.pop(), file, tell)
        elif kind is yaml.SequenceEndEvent:
            start = opened.pop()
            node = Listing(tuple(children.pop()), *_place(start), bool(start.flow_style), file)
        elif kind is yaml.StreamEndEvent:
            return children[0][0] if children[0] else None
        else:
            if kind is yaml.AliasEvent or (kind is yaml.DocumentStartEvent and children[0]):
                _refuse(event, 0)
            continue
        children[-1].append(node)


def _refuse(event: yaml.Event, depth: int) -> NoReturn:
    import yaml

    if isinstance(event, yaml.AliasEvent):
        raise _RefusedError(event, "这里不用 YAML 的引用（*）", "YAML aliases (*) are not used here")
    if isinstance(event, yaml.DocumentStartEvent):
        raise _RefusedError(event, "一个文件只写一份内容（多了一个 ---）", "one document a file (a second ---)")
    if getattr(event, "anchor", None) is not None:
        raise _RefusedError(event, "这里不用 YAML 的锚点（&）", "YAML anchors (&) are not used here")
    if getattr(event, "tag", None) is not None:
        raise _RefusedError(event, "这里不用 YAML 的标签（!）", "YAML tags (!) are not used here")
    if depth:
        raise _RefusedError(
            event, f"嵌套太深（最多 {MOST_DEPTH} 层）", f"nested too deep (at most {MOST_DEPTH} levels)"
        )
    raise _RefusedError(event, f"内容太多（最多 {MOST_NODES} 项）", f"too many values (at most {MOST_NODES})")


def _place(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark is not None else (0, 0)


def _entries(start: yaml.CollectionStartEvent, children: list[Node], file: SourceFile, tell: Mistakes) -> Entries:
    pairs: list[tuple[Scalar, Node]] = []
    seen: dict[str, Scalar] = {}
    for key, value in zip(children[::2], children[1::2], strict=True):
        if not isinstance(key, Scalar):
            tell(key, "键只能是一个词", "a key is one word")
        elif key.text in seen:
            first = seen[key.text].line
            tell(
                key,
                f"键“{key.text}”写了两次（第 {first} 行已有）",
                f"key “{key.text}” is given twice (first on line {first})",
            )
        else:
            seen[key.text] = key
            pairs.append((key, value))
    return Entries(tuple(pairs), *_place(start), bool(start.flow_style), file)
