"""Synthetic disclosures with known errors: an independent measure of what the auditor finds.

    python -m benchmarks.mutations --documents 120 --clean 30 --seed 7

Every document comes from a random but consistent set of facts and is drawn in a layout of its own. Nothing here uses the
auditor's code except `run`, which calls its one public door; the truth about a seeded error is decided by the identities
of the facts (`graph`), never by the product.
"""
