"""Renew what the pages quote of the example's report: the slip 0.3 → 3.0 in the READMEs, the last line in READING-A-REPORT.

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
READING = {"docs/READING-A-REPORT.md": "en", "docs/READING-A-REPORT.zh.md": "zh"}
_BLOCK = re.compile(r"```\n(\$ audit [^\n]*\n).*?```", re.DOTALL)
_LAST = re.compile(r"^(?:\d+ checks:|核对 \d+ 条).*", re.MULTILINE)
_PACKS = re.compile(r"\| (?:packs|规则包) [^|]*\|")


def _report(lang: str, width: int) -> str:
    command = ["-X", "utf8", "-m", "auditor", SEED, "--lang", lang, "--width", str(width), "--color", "never"]
    ran = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    return ran.stdout


def quoted(page: str, lang: str) -> str:
    """Return a README with the cause of the decimal slip and its findings, as the terminal shows them."""
    report = _report(lang, 96)
    start = next(found.start() for found in re.finditer(r"^cause\[", report, re.MULTILINE) if _is_slip(report, found))
    block = report[start : report.index("\nhelp: ", start)]
    return _BLOCK.sub(lambda found: f"```\n{found[1]}{block}\n```", page, count=1)


def summed_up(page: str, lang: str) -> str:
    """Return a page with the last line of the report, its packs left out."""
    last = _LAST.findall(_report(lang, 400))[-1]
    return _LAST.sub(lambda _: _PACKS.sub("| … |", last), page, count=1)


def _is_slip(report: str, found: re.Match[str]) -> bool:
    return re.search(r"\b0\.3\b", report[found.start() : report.index("\n", found.start())]) is not None


def main() -> int:
    """Renew or compare the pages; return the exit code."""
    stale = []
    renewals = [(PAGES, quoted), (READING, summed_up)]
    for name, lang, renew in ((name, lang, renew) for pages, renew in renewals for name, lang in pages.items()):
        page = ROOT / name
        text = page.read_text(encoding="utf-8")
        fresh = renew(text, lang)
        if fresh != text:
            stale.append(name)
            if "--check" not in sys.argv:
                page.write_text(fresh, encoding="utf-8")
    for name in stale:
        print(f"{name}: {'stale, run make docs' if '--check' in sys.argv else 'renewed'}")
    return int("--check" in sys.argv and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
