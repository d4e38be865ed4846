"""Exit codes: one meaning each, never renumbered, and which one wins when several apply."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum


class Exit(IntEnum):
    """What the program ends with."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    UNREADABLE = 3
    INCOMPLETE = 4
    BUG = 5
    INTERRUPTED = 130
    PIPE_CLOSED = 141


_WORST_FIRST = (Exit.BUG, Exit.USAGE, Exit.UNREADABLE, Exit.FINDINGS, Exit.INCOMPLETE)


def worst(codes: Iterable[Exit]) -> Exit:
    """Return the code that stands for several documents; CLEAN when there is none."""
    found = set(codes)
    return next((code for code in _WORST_FIRST if code in found), Exit.CLEAN)
