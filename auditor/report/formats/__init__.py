"""The output formats: every module in this folder is one, under its own name.

A module holds `FORMAT`, a `writing.Format`. To add a format, add a module; nothing else needs to know it.
It is imported when it is asked for, so what it imports costs other runs nothing.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from auditor.report.writing import Format

__all__ = ["find", "missing", "names"]


@cache
def names() -> tuple[str, ...]:
    """Return the names of all formats, in alphabetical order."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def find(name: str) -> Format:
    """Return a format; KeyError for a name that is not among `names()`."""
    if name not in names():
        raise KeyError(name)
    found: Format = import_module(f"{__name__}.{name}").FORMAT
    return found


def missing(needs: tuple[str, ...]) -> list[str]:
    """Return the modules among `needs` that are not installed."""
    return [module for module in needs if find_spec(module) is None]
