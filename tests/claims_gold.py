"""Holds the reading of sentences against gold sheets; run it to see the misses.

usage: python tests/claims_gold.py [SHEET ...] [--count]

A sheet of `tests/gold/claims` has each sentence on a line of its own and below it, indented, what it says: claims parted by
`;`, each a letter (LETTERS), the figure with its sign, the item (`.` the one before, `-` none told, `?` not judged), the base,
and `<` the head of its list. The sentences are quoted from published disclosures and were annotated by reading, before
the program read them; work.txt may be looked at while working, of held.txt only the count (--count) tells anything honest.
Without a sheet the design notes' own 80 sentences are read, where they lie beside the project.
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


def gold_claims(text: str) -> list[Gold]:
    """Read the annotation of one sentence."""
    item, found = "", []
    for each in text.split(";"):
        claim, _, head = each.strip().partition(" <")
        letter, _, rest = claim.partition(" ")
        if letter == "none":
            continue
        value, *more = rest.split(" ")
        item = item if more[:1] == ["."] else "".join(more[:1])
        found.append(Gold(LETTERS[letter], value, item, " ".join(more[1:]), head))
    return found


def gold_sheet(path: Path) -> dict[str, list[Gold]]:
    """Read the annotated sentences of the design notes, by key."""
    lines = [line.partition(" ") for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("P")]
    return {key: gold_claims(rest) for key, _, rest in lines}


def gold_sentences(path: Path) -> dict[str, list[Gold]]:
    """Read a sheet of sentences, each with its annotation below it."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return {text: gold_claims(told) for text, told in zip(lines[::2], lines[1::2], strict=True)}


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
        head = narrative.statements[statement.head] if statement.head is not None else None
        if gold.head and not (head and any(alike(name, gold.head, words) for name in (head.item, head.text))):
            yield f"{gold} hangs on {head and head.item!r}"


def sentences(shared: Path) -> dict[str, str]:
    with (shared / "domain" / "claims.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_MINIMAL)
        return {row["id"]: row["sentence"].replace("\\n", "") for row in rows}


def misread(sheet: dict[str, list[Gold]], texts: dict[str, str], words: Vocabulary) -> dict[str, list[str]]:
    """Return the misses by sentence."""
    found = {key: list(differences(read_text(texts[key], words), wanted, words)) for key, wanted in sheet.items()}
    return {key: misses for key, misses in found.items() if misses}


def score(shared: Path = SHARED) -> tuple[int, int, dict[str, list[str]]]:
    """Return perfect sentences, all sentences, and the misses by sentence of the design notes."""
    sheet = gold_sheet(shared / "design" / "claims-gold.txt")
    misses = misread(sheet, sentences(shared), vocabulary())
    return len(sheet) - len(misses), len(sheet), misses


def score_sheet(path: Path) -> tuple[int, int, dict[str, list[str]]]:
    """Return perfect sentences, all sentences, and the misses by sentence of a sheet."""
    sheet = gold_sentences(path)
    misses = misread(sheet, {text: text for text in sheet}, vocabulary())
    return len(sheet) - len(misses), len(sheet), misses


def main() -> None:
    paths = [Path(each) for each in sys.argv[1:] if each != "--count"]
    for right, total, misses in [score_sheet(path) for path in paths] or [score()]:
        for key, found in misses.items() if "--count" not in sys.argv else ():
            print(key, *found, sep="\n    ")  # noqa: T201 (a script)
        print(f"{right}/{total} sentences perfect")  # noqa: T201 (a script)


if __name__ == "__main__":
    main()
