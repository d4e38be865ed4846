"""A file to pages of positioned text and ruling lines. PDF first.

Reads what is needed to check numbers: the text that was printed, where, and the lines and clips that make cells of it.
Importing this package costs nothing; what reads PDF is loaded when the first file is read.
"""

from __future__ import annotations

import os

from auditor.model import Source, UnreadableError
from auditor.read.limits import Limits

__all__ = ["Limits", "load", "read", "read_bytes"]


def read(path: str, *, limits: Limits = Limits()) -> Source:  # noqa: B008  # a frozen record
    """Read a file.

    Raises UnreadableError: the reasons of `load` and those of `read_bytes`.
    """
    return read_bytes(load(path, limits=limits), path, limits=limits)


def load(path: str, *, limits: Limits = Limits()) -> bytes:  # noqa: B008  # a frozen record
    """Return the bytes of a file, at most one more than the limit: reading them tells that it is too large.

    Raises UnreadableError: "missing", "directory", "permission".
    """
    try:
        with open(path, "rb") as file:  # noqa: PTH123  # pathlib is slow to import and adds nothing here
            size = (
                os.fstat(file.fileno()).st_size or limits.file_bytes
            )  # a pipe tells no size; asking for more is paid for
            return file.read(min(size, limits.file_bytes) + 1)
    except FileNotFoundError as error:
        raise UnreadableError("missing", f"there is no file {path}") from error
    except IsADirectoryError as error:
        raise UnreadableError("directory", f"{path} is a directory, not a file") from error
    except PermissionError as error:
        raise UnreadableError("permission", f"{path} may not be read by this user") from error
    except (OSError, ValueError) as error:
        raise UnreadableError("missing", f"{path} cannot be opened: {error}") from error


def read_bytes(data: bytes, name: str, *, limits: Limits = Limits()) -> Source:  # noqa: B008
    """Read the bytes of a file; `name` becomes the path of the source.

    Raises UnreadableError: "empty", "not-a-pdf", "encrypted", "damaged", "truncated" (cut off), "no-pages", "no-text" (a scan), "garbled-text"
    (glyphs without Unicode), or "limit-…" with the limit that was passed.
    """
    from auditor.read.pdf import read_pdf

    return read_pdf(data, name, limits)
