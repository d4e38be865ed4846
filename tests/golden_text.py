"""Golden files: whole outputs a reader can judge. AUDIT_UPDATE_GOLDEN=1 writes them anew; look at the diff."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"


def check_golden(name: str, text: str) -> None:
    """Compare a text with its golden file."""
    path = FOLDER / f"{name}.txt"
    if os.environ.get("AUDIT_UPDATE_GOLDEN"):
        FOLDER.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert path.exists(), f"{path.name} is missing: AUDIT_UPDATE_GOLDEN=1 writes it"
    assert text == path.read_text(encoding="utf-8")
