"""`python -m auditor` and the `audit` command."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line with the arguments of this process."""
    from auditor.cli import main as run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
