"""Loading pdfminer without what reading rarely needs.

pdfminer imports cryptography (only encrypted files need it), charset_normalizer (only odd metadata) and
importlib.metadata (to learn its own version) before the first byte is read: a quarter of the time of a short run. While
pdfminer is loaded, stand-ins take their places; a stand-in that is used later imports the real module then.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

_LATE = ("charset_normalizer", "cryptography.hazmat.backends", "cryptography.hazmat.primitives.ciphers")


class LateName:
    """A name of a module that is imported when the name is used."""

    def __init__(self, module: str, name: str) -> None:
        self._module = module
        self._name = name

    def _real(self) -> Any:  # noqa: ANN401  # whatever the module holds
        return getattr(import_module(self._module), self._name)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        """Return an attribute of the real thing."""
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


class _Uninstalled(ModuleType):
    """Stands for importlib.metadata: to pdfminer, its own version is unknown."""

    PackageNotFoundError = ModuleNotFoundError

    @staticmethod
    def version(name: str) -> str:
        raise ModuleNotFoundError(name)


@contextmanager
def lean_imports() -> Iterator[None]:
    """Put stand-ins in the places of modules that were not imported yet, and take them out again."""
    stand_ins: list[ModuleType] = [LateModule(name) for name in _LATE]
    stand_ins.append(_Uninstalled("importlib.metadata"))
    placed = {module.__name__: module for module in stand_ins if module.__name__ not in sys.modules}
    sys.modules.update(placed)
    try:
        yield
    finally:
        for name in placed:
            sys.modules.pop(name, None)
