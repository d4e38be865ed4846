"""Narrative to claims: lines outside tables to paragraphs, paragraphs to statements and what they say."""

from auditor.claims.narrative import read_claims, read_text

__all__ = ["read_claims", "read_text"]
