"""Failing checks to findings, findings to causes, and coverage.

Checks and figures form a bipartite graph. A failing check says that its figures cannot all be true; a holding check that
touches a figure vouches for it. The cause of several failing checks is the smallest plausible change that makes them hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.diagnose.fingerprints import mark_of
from auditor.diagnose.stage import diagnose
from auditor.late import late_names

if TYPE_CHECKING:
    from auditor.diagnose.effective import sensitivities

__all__ = ["diagnose", "mark_of", "sensitivities"]

__getattr__ = late_names(__name__, {"sensitivities": "effective"})
