"""The whole pipeline on one screen: a file and packs in, a Report out.

Names are resolved when they are first used: looking at tables must not pay for the stages after them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.late import late_names

if TYPE_CHECKING:
    from auditor.audit.cases import CaseResult, run_cases
    from auditor.audit.parts import read_claims, read_page, read_tables
    from auditor.audit.pipeline import Options, audit, audit_with_pages, wanted_rules

__all__ = [
    "CaseResult",
    "Options",
    "audit",
    "audit_with_pages",
    "read_claims",
    "read_page",
    "read_tables",
    "run_cases",
    "wanted_rules",
]


__getattr__ = late_names(
    __name__,
    {
        "CaseResult": "cases",
        "Options": "pipeline",
        "audit": "pipeline",
        "audit_with_pages": "pipeline",
        "read_claims": "parts",
        "read_page": "parts",
        "read_tables": "parts",
        "run_cases": "cases",
        "wanted_rules": "pipeline",
    },
)
