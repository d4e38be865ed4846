"""`python -m auditor` and the `audit` command."""

from __future__ import annotations

import gc
import sys

_OBJECTS = 50_000  # between collections: reading makes many records and hardly a cycle


def main() -> int:
    """Run the command line with the arguments of this process."""
    from auditor.cli import main as run

    gc.set_threshold(_OBJECTS)
    code = run(sys.argv[1:])
    gc.freeze()  # the process ends: looking for garbage once more would only cost time
    return code


if __name__ == "__main__":
    sys.exit(main())
