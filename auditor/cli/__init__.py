"""The command line: arguments in, exit code out. Everything heavy is imported when a command needs it."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str]) -> int:
    """Run `audit` with these arguments and return the exit code (see exits.Exit)."""
    from auditor.cli.guard import guarded

    return guarded(arguments)
