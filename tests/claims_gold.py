"""Holds the reading of sentences against a gold sheet; run it to see the misses.

usage: python tests/claims_gold.py [SHARED]
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from auditor.claims import read_text
from auditor.model import Claim, Narrative, Vocabulary, normal

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
LETTERS = {
    "A": "amount", "P": "prior", "C": "change", "R": "rate", "S": "share", "K": "completion", "G": "points",
    "N": "count", "F": "flat", "M": "compare", "Z": "zero-base", "Z0": "none",
}  # fmt: skip


def flatten(node: dict[str, object], prefix: str = "") -> dict[str, tuple[str, ...]]:
    """Return a nested mapping of lists with dotted keys."""
    flat: dict[str, tuple[str, ...]] = {}
    for key, value in node.items():
        if isinstance(value, dict):
            flat |= flatten(value, f"{prefix}{key}.")
        else:
            flat[f"{prefix}{key}"] = tuple(str(word) for word in value)  # type: ignore[attr-defined]
    return flat


def vocabulary() -> Vocabulary:
    """Load the words that the shipped packs share, without the rules loader."""
    merged: dict[str, dict] = {}
    for path in sorted((ROOT / "rules" / "cn-common").glob("*.yaml")):
        for key, value in (yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader) or {}).items():  # noqa: S506 (BaseLoader makes strings only)
            merged[key] = {**merged.get(key, {}), **value} if isinstance(value, dict) else value
    items = {normal(alias): item for item, aliases in merged["items"].items() for alias in (item, *aliases)}
    return Vocabulary(
        items=items,
        classes={normal(name): code for code, names in merged["classes"].items() for name in names},
        codes={code: tuple(names) for code, names in merged.get("codes", {}).items()},
        periods={word: period for period, words in merged["periods"].items() for word in words},
        funds={word: fund for fund, words in merged["funds"].items() for word in words},
        sides={word: side for side, words in merged["sides"].items() for word in words},
        whole={item: tuple(parts) for item, parts in merged["whole"].items()},
        lexicon=flatten(merged["lexicon"]),
        issuer_words=tuple(merged["issuer_words"]),
        markers=flatten(merged.get("markers", {})),
    )


@dataclass(frozen=True)
class Gold:
    """One expected claim: value as printed with its sign, item, base, head ("" = not judged)."""

    measure: str
    value: str
    item: str
    base: str = ""
    head: str = ""


def gold_sheet(path: Path) -> dict[str, list[Gold]]:
    """Read the annotated sentences."""
    sheet: dict[str, list[Gold]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("P"):
            continue
        key, _, rest = line.partition(" ")
        item = ""
        sheet[key] = []
        for text in rest.split(";"):
            claim, _, head = text.strip().partition(" <")
            letter, value, *more = claim.split(" ")
            if letter == "Z0" and len(more) < 1:
                more = [""]
            item = item if more and more[0] == "." else (more[0] if more else "")
            sheet[key].append(Gold(LETTERS[letter], value, item, " ".join(more[1:]), head))
    return sheet


def claims_in_order(narrative: Narrative) -> list[Claim]:
    return sorted(narrative.claims, key=lambda claim: (claim.paragraph, claim.start))


def alike(printed: str, wanted: str, words: Vocabulary) -> bool:
    """Tell whether two item names are one: canonical name equal, or one folded name ends the other."""
    if wanted in {"?", ""}:
        return True
    if wanted == "-":
        return printed == ""
    names = [re.sub(r"（\d+）|\(\d+\)|、", "", normal(name)) for name in (printed, wanted)]
    names = [words.items.get(name, name) for name in names]
    cores = [
        re.sub(r"[“”]|(?<=[^本])(?:支出|金额|费用|经费|费|总计|总预算|预算|决算数|合同|类)+$", "", name)
        for name in names
    ]
    return (
        names[0] == names[1]
        or cores[0] == cores[1]
        or (min(map(len, cores)) >= 2 and (cores[0].endswith(cores[1]) or cores[1].endswith(cores[0])))
    )


def differences(narrative: Narrative, wanted: list[Gold], words: Vocabulary) -> Iterator[str]:
    """Yield what is wrong with one sentence."""
    got = claims_in_order(narrative)
    if len(got) != len(wanted):
        yield f"{len(got)} claims for {len(wanted)}"
    for claim, gold in zip(got, wanted, strict=False):
        statement = narrative.statements[claim.statement]
        value = claim.amount.printed if claim.amount else ""
        sign = {1: "+", -1: "-", 0: ""}[claim.sign] if claim.measure in {"change", "rate", "points"} else ""
        shown = sign + value.lstrip("+-")
        if claim.measure != gold.measure:
            yield f"{gold} read as {claim.measure} {shown} of {statement.item}"
            continue
        if claim.amount and gold.value.lstrip("~") != shown:
            yield f"{gold} has value {shown}"
        item = "/".join(statement.path) if "/" in gold.item else statement.item
        if not alike(item, gold.item, words) and not alike(statement.text, gold.item, words):
            yield f"{gold} is said of {item!r} ({statement.text!r})"
        base = claim.base
        told = ("" if base.comparable else "可比") + base.anchor + base.kind if base else ""
        if (
            gold.base not in {"", "?"}
            and gold.base != told
            and claim.measure in {"change", "rate", "points", "flat", "prior"}
        ):
            yield f"{gold} has base {told!r}"
        head = narrative.statements[statement.head].item if statement.head is not None else ""
        if gold.head and not alike(head, gold.head, words):
            yield f"{gold} hangs on {head!r}"


def sentences(shared: Path) -> dict[str, str]:
    with (shared / "domain" / "claims.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_MINIMAL)
        return {row["id"]: row["sentence"].replace("\\n", "") for row in rows}


def score(shared: Path = SHARED) -> tuple[int, int, dict[str, list[str]]]:
    """Return perfect sentences, all sentences, and the misses by sentence."""
    words = vocabulary()
    sheet = gold_sheet(shared / "design" / "claims-gold.txt")
    texts = sentences(shared)
    misses = {}
    for key, wanted in sheet.items():
        found = list(differences(read_text(texts[key], words), wanted, words))
        if found:
            misses[key] = found
    return len(sheet) - len(misses), len(sheet), misses


def main() -> None:
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED
    right, total, misses = score(shared)
    texts = sentences(shared)
    for key, found in misses.items():
        print(key, texts[key])  # noqa: T201 (a script)
        for each in found:
            print("   ", each)  # noqa: T201 (a script)
    print(f"{right}/{total} sentences perfect")  # noqa: T201 (a script)


if __name__ == "__main__":
    main()
