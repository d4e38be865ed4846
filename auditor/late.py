"""Names and modules that are loaded when they are first used.

Start-up is most of the cost of reading a short document, and most of start-up is loading what the run never needs: the
stages after the one that is asked for, and what the libraries import for their rarer functions. pdfminer loads
cryptography (only encrypted files need it), charset_normalizer (only odd metadata), importlib.metadata (to learn its own
version) and logging; click loads inspect, uuid and gettext. While such a library is loaded, stand-ins take the places of
these modules; a stand-in that is used later loads the real module then. Nothing of the library is patched.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any


def late_names(package: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """Return the `__getattr__` of a package whose public names stand in the given modules of it."""

    def name_of(name: str) -> Any:  # noqa: ANN401  # whatever the package offers
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{homes[name]}"), name)

    return name_of


class LateName:
    """A name of a module that is imported when the name is used."""

    def __init__(self, module: str, name: str) -> None:
        self._module = module
        self._name = name

    def _real(self) -> Any:  # noqa: ANN401  # whatever the module holds
        return getattr(import_module(self._module), self._name)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        """Return an attribute of the real thing; annotations are asked for dunder names, which is no use of it."""
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._real(), name)

    def __call__(self, *arguments: object, **named: object) -> Any:  # noqa: ANN401
        """Call the real thing."""
        return self._real()(*arguments, **named)


class LateModule(ModuleType):
    """Stands for a module; what is taken from it stays late."""

    def __getattr__(self, name: str) -> LateName:
        """Return a late name; the import system asks for dunder names, which this module does not have."""
        if name.startswith("__"):
            raise AttributeError(name)
        return LateName(self.__name__, name)


@contextmanager
def stand_ins(*modules: ModuleType) -> Iterator[None]:
    """Put modules in the places of those that were not imported yet, and take them out again."""
    placed = {module.__name__: module for module in modules if module.__name__ not in sys.modules}
    sys.modules.update(placed)
    try:
        yield
    finally:
        for name in placed:
            sys.modules.pop(name, None)
