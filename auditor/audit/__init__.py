"""The whole pipeline on one screen: a file and packs in, a Report out."""

from __future__ import annotations

from auditor.audit.cases import CaseResult, run_cases
from auditor.audit.pipeline import Options, audit, read_claims, read_tables

__all__ = ["CaseResult", "Options", "audit", "read_claims", "read_tables", "run_cases"]
