"""Where the packs that travel with the program are."""

from __future__ import annotations

from pathlib import Path

SUFFIXES = frozenset({".yaml", ".yml"})


def shipped() -> tuple[str, ...]:
    """Return the ids of the packs that ship, sorted."""
    root = _root()
    if root is None:
        return ()
    return tuple(sorted(folder.name for folder in root.iterdir() if folder.is_dir() and rule_files(folder)))


def shipped_folder(pack: str) -> Path | None:
    """Return the folder of a shipped pack, None when there is none of this id."""
    root = _root()
    if root is None or not pack.replace("-", "").isalnum():  # an id is one word: no path leads out of the folder
        return None
    folder = root / pack
    return folder if folder.is_dir() and rule_files(folder) else None


def rule_files(folder: Path) -> tuple[Path, ...]:
    """Return the rule files of a pack folder, sorted by name."""
    files = (path for path in folder.iterdir() if path.suffix in SUFFIXES and path.is_file())
    return tuple(sorted(files, key=lambda path: path.name))


def _root() -> Path | None:
    """Find the packs inside an installed wheel, or beside the package in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "packs"
    if inside.is_dir():
        return inside
    beside = package.parent / "rules"
    # site-packages may hold a foreign folder of this name: only a checkout has the project file beside it
    return beside if beside.is_dir() and (package.parent / "pyproject.toml").is_file() else None
