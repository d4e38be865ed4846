"""Rule files to validated packs: YAML with line and column, a closed table of kinds, equations in the documents' words.

Names are resolved when they are first used: auditing with kept packs must not pay for the parser.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.late import late_names

if TYPE_CHECKING:
    from auditor.rules.editors import json_schema
    from auditor.rules.packs import lint, load, parse_equation
    from auditor.rules.printing import equation_text, ref_text
    from auditor.rules.reference_page import reference
    from auditor.rules.schema import SCHEMA
    from auditor.rules.shelf import load_shipped
    from auditor.rules.shipping import shipped

__all__ = [
    "SCHEMA",
    "equation_text",
    "json_schema",
    "lint",
    "load",
    "load_shipped",
    "parse_equation",
    "ref_text",
    "reference",
    "shipped",
]


__getattr__ = late_names(
    __name__,
    {
        "SCHEMA": "schema",
        "equation_text": "printing",
        "json_schema": "editors",
        "lint": "packs",
        "load": "packs",
        "load_shipped": "shelf",
        "parse_equation": "packs",
        "ref_text": "printing",
        "reference": "reference_page",
        "shipped": "shipping",
    },
)
