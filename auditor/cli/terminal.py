"""What the terminal can show: colour and width, from options, environment and the stream itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TextIO

NOT_A_TERMINAL = 100  # cells of a line in files and pipes
_NARROWEST = 40

When = Literal["auto", "always", "never"]


def use_color(when: When, environ: Mapping[str, str], stream: TextIO) -> bool:
    """Tell whether to colour: the option first, then NO_COLOR, then FORCE_COLOR, then whether a person looks on."""
    if when != "auto":
        return when == "always"
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR", "0") not in {"", "0"}:
        return True
    return stream.isatty() and environ.get("TERM") != "dumb"


def line_width(asked: int | None, environ: Mapping[str, str], stream: TextIO) -> int:
    """Return the cells of a line: the option, COLUMNS, the terminal's own width, else 100."""
    if asked is not None:
        return asked
    columns = environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        return max(int(columns), _NARROWEST)
    if stream.isatty():
        import shutil

        return max(shutil.get_terminal_size((NOT_A_TERMINAL, 24)).columns, _NARROWEST)
    return NOT_A_TERMINAL
