"""Frozen records that every stage shares.

Records carry no behaviour beyond small accessors; collections are tuples; mappings are never mutated after construction.
Geometry is in points, origin at the top left of the page in reading orientation, y growing downwards.
"""

from auditor.model.base import NO_TEXT, AuditorError, Box, Text, UnreadableError
from auditor.model.claims import Base, Claim, Excluded, Measure, Narrative, Paragraph, Spot, Statement
from auditor.model.facts import Block, Column, Fact, Facts, FactTable, Line, Place
from auditor.model.pages import Fill, Page, Run, Segment, Source
from auditor.model.report import Alternative, Cause, Check, Coverage, Finding, Operand, Report, Verdict
from auditor.model.rules import Case, Equation, Identity, Pack, Ref, Rule, Severity, Term
from auditor.model.tables import Cell, Table
from auditor.model.vocabulary import Family, Vocabulary, normal

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
    "Check",
    "Claim",
    "Column",
    "Coverage",
    "Equation",
    "Excluded",
    "Fact",
    "FactTable",
    "Facts",
    "Family",
    "Fill",
    "Finding",
    "Identity",
    "Line",
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
    "Severity",
    "Source",
    "Spot",
    "Statement",
    "Table",
    "Term",
    "Text",
    "UnreadableError",
    "Verdict",
    "Vocabulary",
    "normal",
]
