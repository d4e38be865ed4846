"""Files that apply to a folder and all below it: looked for here, then above, never outside the repository."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence


def nearest(names: Sequence[str]) -> str | None:
    """Return the nearest file of these names; of one folder the first of them."""
    return next(nearby(names), None)


def nearby(names: Sequence[str]) -> Iterator[str]:
    """Yield the files of these names in this folder, then in those above it, up to the top of a repository."""
    folder = ""
    top = os.getcwd()  # noqa: PTH109  # pathlib costs more than these questions, and every run asks them
    while True:
        for name in names:
            if os.path.isfile(folder + name):  # noqa: PTH113
                yield folder + name
        above = os.path.dirname(top)  # noqa: PTH120
        if above == top or os.path.exists(os.path.join(top, ".git")):  # noqa: PTH110, PTH118
            return
        folder, top = f"..{os.sep}{folder}", above
