"""Captions in the words of a pack: titles that do not end in 表, units that are not 元.

Only a table whose caption was not found by the words of Chinese documents is looked at, and only titles and units that a
pack declares are taken: `families.….title`, `markers.unit`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from auditor.model import normal
from auditor.tables.captions import REACH
from auditor.tables.records import Caption, Line, Names

_UNIT = "unit."


def declared(caption: Caption, above: Sequence[Line], names: Names) -> Caption:
    """Return a caption with the title and unit that the lines above a grid state in the words of a pack."""
    if caption.title and caption.unit:
        return caption
    near = [(line, normal(line.text)) for line in above[-REACH:]]
    unit = caption.unit or next((unit for _, text in reversed(near) if (unit := _unit_in(text, names.markers))), "")
    if caption.title or not near:
        return caption._replace(unit=unit)
    titles = tuple(title.casefold() for family in names.families for title in family.titles if "表" not in title)
    for index in range(len(near) - 1, -1, -1):
        line, text = near[index]
        if titles and text.casefold().endswith(titles):
            lines = tuple(line.text for line, _ in near[index:])
            return caption._replace(title=line.text.strip(), unit=unit, lines=lines)
    return caption._replace(unit=unit)


def _unit_in(text: str, markers: Mapping[str, tuple[str, ...]]) -> str:
    """Return the unit of a line such as “in thousands of dollars”, by the longest of the declared words in it."""
    words = {
        normal(word): key.removeprefix(_UNIT)
        for key, forms in markers.items()
        if key.startswith(_UNIT)
        for word in forms
    }
    said = max((word for word in words if word.casefold() in text.casefold()), key=len, default="")
    return words.get(said, "")
