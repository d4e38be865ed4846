"""The output formats: every module in this folder is one, under its own name.

A module holds `FORMAT`, a `writing.Format`. To add a format, add a module; nothing else needs to know it.
It is imported when it is asked for, so what it imports costs other runs nothing.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module

from auditor.report.writing import Format

__all__ = ["find", "missing", "names"]


@cache
def names() -> tuple[str, ...]:
    """Return the names of all formats, in alphabetical order."""
    import pkgutil

    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def find(name: str) -> Format:
    """Return a format; KeyError for a name that no module here has. The folder is not listed for it."""
    if not name.isidentifier():
        raise KeyError(name)
    home = f"{__name__}.{name}"
    try:
        found: Format = import_module(home).FORMAT
    except ModuleNotFoundError as error:
        if error.name != home:
            raise
        raise KeyError(name) from error
    return found


def missing(needs: tuple[str, ...]) -> list[str]:
    """Return the modules among `needs` that are not installed."""
    if not needs:
        return []
    from importlib.util import find_spec

    return [module for module in needs if find_spec(module) is None]
