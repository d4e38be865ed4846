"""Frozen records that every stage shares.

Records carry no behaviour beyond small accessors; collections are tuples; mappings are never mutated after construction.
Geometry is in points, origin at the top left of the page in reading orientation, y growing downwards.

Names are resolved when they are first used: looking at tables must not pay for the records of rules and reports.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.late import late_names

if TYPE_CHECKING:
    from auditor.model.base import NO_TEXT, AuditorError, Box, Text, UnreadableError
    from auditor.model.claims import Base, Claim, Excluded, Measure, Narrative, Paragraph, Statement, Stretch
    from auditor.model.facts import Block, Column, Fact, Facts, FactTable, Line, Listed, Place
    from auditor.model.labels import normal
    from auditor.model.pages import Fill, Page, Run, Segment, Source
    from auditor.model.report import (
        Alternative,
        Cause,
        Change,
        Check,
        Coverage,
        Difference,
        Finding,
        Lapse,
        Operand,
        Report,
        Sensitivity,
        Verdict,
        Waiver,
    )
    from auditor.model.rules import Case, Equation, Identity, Pack, Ref, Rule, Severity, Term, Tolerance
    from auditor.model.tables import Cell, Table
    from auditor.model.vocabulary import Family, Vocabulary

__all__ = [
    "NO_TEXT",
    "Alternative",
    "AuditorError",
    "Base",
    "Block",
    "Box",
    "Case",
    "Cause",
    "Cell",
    "Change",
    "Check",
    "Claim",
    "Column",
    "Coverage",
    "Difference",
    "Equation",
    "Excluded",
    "Fact",
    "FactTable",
    "Facts",
    "Family",
    "Fill",
    "Finding",
    "Identity",
    "Lapse",
    "Line",
    "Listed",
    "Measure",
    "Narrative",
    "Operand",
    "Pack",
    "Page",
    "Paragraph",
    "Place",
    "Ref",
    "Report",
    "Rule",
    "Run",
    "Segment",
    "Sensitivity",
    "Severity",
    "Source",
    "Statement",
    "Stretch",
    "Table",
    "Term",
    "Text",
    "Tolerance",
    "UnreadableError",
    "Verdict",
    "Vocabulary",
    "Waiver",
    "normal",
]

__getattr__ = late_names(
    __name__,
    {
        "Alternative": "report",
        "AuditorError": "base",
        "Base": "claims",
        "Block": "facts",
        "Box": "base",
        "Case": "rules",
        "Cause": "report",
        "Cell": "tables",
        "Change": "report",
        "Check": "report",
        "Claim": "claims",
        "Column": "facts",
        "Coverage": "report",
        "Difference": "report",
        "Equation": "rules",
        "Excluded": "claims",
        "Fact": "facts",
        "FactTable": "facts",
        "Listed": "facts",
        "Facts": "facts",
        "Family": "vocabulary",
        "Fill": "pages",
        "Finding": "report",
        "Identity": "rules",
        "Lapse": "report",
        "Line": "facts",
        "Measure": "claims",
        "NO_TEXT": "base",
        "Narrative": "claims",
        "Operand": "report",
        "Pack": "rules",
        "Page": "pages",
        "Paragraph": "claims",
        "Place": "facts",
        "Ref": "rules",
        "Report": "report",
        "Sensitivity": "report",
        "Rule": "rules",
        "Run": "pages",
        "Segment": "pages",
        "Severity": "rules",
        "Source": "pages",
        "Statement": "claims",
        "Stretch": "claims",
        "Table": "tables",
        "Term": "rules",
        "Tolerance": "rules",
        "Text": "base",
        "UnreadableError": "base",
        "Verdict": "report",
        "Vocabulary": "vocabulary",
        "Waiver": "report",
        "normal": "labels",
    },
)
