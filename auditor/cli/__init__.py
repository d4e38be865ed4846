"""The command line: arguments in, exit code out. Everything heavy is imported when a command needs it."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.late import LateModule, stand_ins

__all__ = ["main"]

_LATE = ("gettext", "inspect", "uuid")  # what click loads for its help pages and rarer types


def main(arguments: Sequence[str]) -> int:
    """Run `audit` with these arguments and return the exit code (see exits.Exit)."""
    with stand_ins(*map(LateModule, _LATE)):
        import click  # noqa: F401  # loaded lean, before all that uses it

    from auditor.cli.guard import guarded

    return guarded(arguments)
