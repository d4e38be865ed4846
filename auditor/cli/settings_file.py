"""A file of settings, read into nodes with their places: audit.toml, .audit.yaml, or [tool.audit] of pyproject.toml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from auditor.cli.nearby import nearby
from auditor.cli.settings import SETTINGS
from auditor.model import Text
from auditor.yamlfiles.mistakes import Mistakes
from auditor.yamlfiles.nodes import Entries, Listing, Node, Scalar, SourceFile
from auditor.yamlfiles.reading import read_file, read_source

_PROJECT = "pyproject.toml"
_WHERE = re.compile(r"line (\d+), column (\d+)")


def settings_of(path: str) -> Entries | None:
    """Read a file that was named; None when it holds no settings. Raises SourceFileError for what is no such file."""
    tell = Mistakes()
    yaml = path.endswith((".yaml", ".yml"))
    node = read_file(Path(path), path, tell) if yaml else _read_toml(path, tell)
    if node is not None and not isinstance(node, Entries):
        tell(node, "这里要写“名称: 值”", "settings are written NAME: VALUE")
    tell.raise_if_any()
    return node if isinstance(node, Entries) else None


def nearest_settings() -> Entries | None:
    """Read the nearest file that holds settings; a pyproject.toml without [tool.audit] holds none."""
    found = (settings_of(path) for path in nearby(SETTINGS))
    return next((node for node in found if node is not None), None)


def _read_toml(path: str, tell: Mistakes) -> Node | None:
    import tomllib

    file = read_source(Path(path), path, tell)
    if file is None:
        return None
    try:
        table: Any = tomllib.loads(file.text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = _WHERE.search(str(error))
        line, column = (int(found[1]), int(found[2])) if found else (0, 0)
        tell.add(file, line, column, Text(f"不是 TOML：{error}", f"not TOML: {error}"))
        return None
    if Path(path).name != _PROJECT:
        return _entries(table, file, 0)
    tools = table.get("tool", {})
    own = tools.get("audit") if isinstance(tools, Mapping) else None
    return _entries(own, file, _line_of(r"\[\s*tool\s*\.\s*audit\s*\]", file, 0)) if isinstance(own, Mapping) else None


def _entries(table: Mapping[str, Any], file: SourceFile, after: int) -> Entries:
    """Return a table as nodes. tomllib keeps no places: a key is looked for below line `after`."""
    pairs = []
    for key, value in table.items():
        line = _line_of(rf"""\[?\s*["']?{re.escape(key)}["']?\s*[\]=]""", file, after) or after
        start = file.line(line).find("=") + 1
        column = start + 1 + len(file.line(line)[start:]) - len(file.line(line)[start:].lstrip())
        pairs.append((Scalar(key, line, 1, "", file), _node(value, line, column, file)))
    return Entries(tuple(pairs), after or 1, 1, flow=False, file=file)


def _node(value: Any, line: int, column: int, file: SourceFile) -> Node:  # noqa: ANN401  # TOML
    if isinstance(value, list):
        items = tuple(_node(each, line, column, file) for each in value)
        return Listing(items, line, column, flow=True, file=file)
    if isinstance(value, dict):
        return Entries((), line, column, flow=True, file=file)
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return Scalar(text, line, column, '"' if isinstance(value, str) else "", file)


def _line_of(pattern: str, file: SourceFile, after: int) -> int:
    """Return the number of the first line below `after` that begins so, 0 when none does."""
    start = re.compile(rf"\s*{pattern}")
    lines = file.text.splitlines()
    return next((number for number, line in enumerate(lines, 1) if number > after and start.match(line)), 0)
