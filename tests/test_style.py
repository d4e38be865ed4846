"""The shape of the code: what ruff, mypy and import-linter do not say."""

from __future__ import annotations

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted((ROOT / "auditor").rglob("*.py"))
TREES = {path.relative_to(ROOT): ast.parse(path.read_text(encoding="utf-8")) for path in FILES}
SOURCES = {path.relative_to(ROOT): path.read_text(encoding="utf-8") for path in FILES}
Function = ast.FunctionDef | ast.AsyncFunctionDef

# Which part of the package may call what: files are opened at the edges, printed in report, left in cli.
ALLOWED = {
    "print": {"report", "cli"},
    "open": {"read", "rules", "yamlfiles", "report", "cli"},
    "read_text": {"read", "rules", "yamlfiles", "cli", "report"},  # report: the JSON Schema that lies beside it
    "read_bytes": {
        "read",
        "rules",
        "cli",
        "cache",
        "report",
    },  # report: the original that an annotated copy begins with
    "write_text": {"report", "cli"},
    "write_bytes": {"report", "cli"},
    "exit": {"cli", "__main__"},
    "eval": set[str](),
    "exec": set[str](),
    "compile": set[str](),
}
INNOCENT = {(True, "compile"), (True, "print"), (False, "read_bytes")}  # of patterns, of rich, and our own reader
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "base_classes", "tools"}


def part(path: Path) -> str:
    """Return the part of the package a file belongs to: its folder below auditor/, or its own name."""
    return path.parts[1].removesuffix(".py")


def functions(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def length(node: Function) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def calls(tree: ast.AST) -> Iterator[tuple[str, bool, int]]:
    """Return every call as (name, called on an object, line)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id, False, node.lineno
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.attr, True, node.lineno


def test_the_package_is_found() -> None:
    assert Path("auditor/amounts.py") in TREES


def test_files_are_short() -> None:
    assert [f"{path}: {text.count(chr(10))} lines" for path, text in SOURCES.items() if text.count("\n") >= 400] == []


def test_functions_are_short() -> None:
    long = [
        f"{path}:{node.lineno} {node.name}: {length(node)} lines"
        for path, tree in TREES.items()
        for node in functions(tree)
        if length(node) > 60
    ]
    assert long == []
    assert statistics.median(length(node) for tree in TREES.values() for node in functions(tree)) <= 8


def test_every_module_says_what_it_is_for() -> None:
    assert [str(path) for path, tree in TREES.items() if not ast.get_docstring(tree)] == []


def test_names_say_something() -> None:
    assert [str(path) for path in TREES if path.stem in SAYS_NOTHING or SAYS_NOTHING & set(path.parts)] == []


def test_files_printing_and_exits_stay_where_they_belong() -> None:
    astray = [
        f"{path}:{line} {name}()"
        for path, tree in TREES.items()
        for name, attribute, line in calls(tree)
        if name in ALLOWED and part(path) not in ALLOWED[name] and (attribute, name) not in INNOCENT
    ]
    assert astray == []


def handles_amounts(tree: ast.AST) -> bool:
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return bool(modules & {"decimal", "auditor.amounts"})


def test_no_float_touches_money() -> None:
    floats = [
        f"{path}:{line}"
        for path, tree in TREES.items()
        if handles_amounts(tree) or part(path) == "amounts"
        for function in functions(tree)
        if not function.name.endswith("box")  # geometry, in points
        for name, attribute, line in calls(function)
        if name == "float" and not attribute
    ]
    assert floats == []


def test_records_of_the_model_are_frozen() -> None:
    loose = [
        f"{path}:{node.lineno} {node.name}"
        for path, tree in TREES.items()
        if part(path) in {"model", "amounts"}
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for decorator in node.decorator_list
        if ast.unparse(decorator).startswith("dataclass")
        and ast.unparse(decorator) != "dataclass(frozen=True, slots=True)"
    ]
    assert loose == []


def test_modules_hold_no_state() -> None:
    """A module-level list, dict or set is a constant, named like one and never written to again."""
    kinds = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
    state = [
        f"{path}:{node.lineno} {ast.unparse(target)}"
        for path, tree in TREES.items()
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, kinds)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name) and not target.id.isupper() and target.id != "__all__"
    ]
    shared = [
        f"{path}:{n.lineno} global" for path, t in TREES.items() for n in ast.walk(t) if isinstance(n, ast.Global)
    ]
    assert state + shared == []


@pytest.mark.parametrize("word", ["TODO", "FIXME", "XXX", "NotImplementedError"])
def test_nothing_is_left_for_later(word: str) -> None:
    assert [str(path) for path, text in SOURCES.items() if word in text] == []
