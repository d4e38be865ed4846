"""Renew the report that README.md and README.zh.md open with: what the program prints of the slip 0.3 → 3.0.

    python examples/quote_report.py [--check]

With --check nothing is written; exit code 1 says that a page quotes what the program no longer prints.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SEED = "examples/mianxian-2024-unit-budget.pdf"
PAGES = {"README.md": "en", "README.zh.md": "zh"}
_BLOCK = re.compile(r"```\n(\$ audit [^\n]*\n).*?```", re.DOTALL)


def quoted(lang: str) -> str:
    """Return the cause of the decimal slip with its findings, as the terminal shows it."""
    command = [sys.executable, "-X", "utf8", "-m", "auditor", SEED, "--lang", lang, "--width", "96", "--color", "never"]
    report = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False).stdout
    start = next(found.start() for found in re.finditer(r"^cause\[", report, re.MULTILINE) if _is_slip(report, found))
    end = report.index("\nhelp: ", start)
    return report[start:end]


def _is_slip(report: str, found: re.Match[str]) -> bool:
    return re.search(r"\b0\.3\b", report[found.start() : report.index("\n", found.start())]) is not None


def main() -> int:
    """Renew or compare both pages; return the exit code."""
    stale = []
    for name, lang in PAGES.items():
        page = ROOT / name
        text = page.read_text(encoding="utf-8")
        block = quoted(lang)
        fresh = _BLOCK.sub(lambda found, block=block: f"```\n{found[1]}{block}\n```", text, count=1)
        if fresh != text:
            stale.append(name)
            if "--check" not in sys.argv:
                page.write_text(fresh, encoding="utf-8")
    for name in stale:
        print(f"{name}: {'stale, run make docs' if '--check' in sys.argv else 'renewed'}")
    return int("--check" in sys.argv and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
