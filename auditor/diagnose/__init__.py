"""Failing checks to findings, findings to causes, and coverage.

Checks and figures form a bipartite graph. A failing check says that its figures cannot all be true; a holding check that
touches a figure vouches for it. The cause of several failing checks is the smallest plausible change that makes them hold.
"""

from auditor.diagnose.stage import diagnose

__all__ = ["diagnose"]
