"""Loading pdfminer without what reading rarely needs."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager
from types import ModuleType

from auditor.late import LateModule, stand_ins

_LATE = (
    "charset_normalizer",
    "cryptography.hazmat.backends",
    "cryptography.hazmat.primitives.ciphers",
    "hashlib",
    "html",
    "pathlib",
    "pdfminer.arcfour",
    "pdfminer.ascii85",
    "pdfminer.ccitt",
    "pdfminer.lzw",
    "pdfminer.runlength",
)


class _Uninstalled(ModuleType):
    """Stands for importlib.metadata: to pdfminer, its own version is unknown."""

    PackageNotFoundError = ModuleNotFoundError

    @staticmethod
    def version(name: str) -> str:
        raise ModuleNotFoundError(name)


class _Silence:
    """A logger that drops everything: what pdfminer says of a file is not for the terminal."""

    def debug(self, *_said: object, **_more: object) -> None:
        """Drop a message."""

    info = warning = error = debug


class _Silent(ModuleType):
    """Stands for logging."""

    @staticmethod
    def getLogger(_name: str = "") -> _Silence:  # noqa: N802  # named after the function that it stands for
        return _Silence()


def lean_imports() -> AbstractContextManager[None]:
    """Return a context in which pdfminer is loaded lean: modules that were not imported yet stay out."""
    if "logging" in sys.modules:
        import logging

        logging.getLogger("pdfminer").addHandler(logging.NullHandler())
    return stand_ins(*map(LateModule, _LATE), _Uninstalled("importlib.metadata"), _Silent("logging"))
