"""One `replace` for tests: records are named tuples or dataclasses."""

from __future__ import annotations

import dataclasses
from typing import Any


def replace(record: Any, **changes: Any) -> Any:
    """Return a record with some fields changed."""
    return record._replace(**changes) if hasattr(record, "_replace") else dataclasses.replace(record, **changes)
