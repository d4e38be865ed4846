"""Rule files to validated packs: YAML with line and column, a closed table of kinds, equations in the documents' words."""

from auditor.rules.editors import json_schema
from auditor.rules.mistakes import Mistake, RuleFileError
from auditor.rules.packs import lint, load, parse_equation
from auditor.rules.printing import equation_text, ref_text
from auditor.rules.reference import reference
from auditor.rules.schema import SCHEMA
from auditor.rules.shipped import shipped

__all__ = [
    "SCHEMA",
    "Mistake",
    "RuleFileError",
    "equation_text",
    "json_schema",
    "lint",
    "load",
    "parse_equation",
    "ref_text",
    "reference",
    "shipped",
]
