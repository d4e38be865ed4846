"""Mistakes in files that people write: where, what, and what was probably meant; all of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from auditor.model import AuditorError, Text
from auditor.yamlfiles.nodes import Node, Scalar, SourceFile, spot_in

MOST = 200  # mistakes told in one run; a file that is no rule file at all would make thousands
_LONG_LIST = 20  # more known names than this help nobody; the nearest do
_WINDOW = 96  # terminal columns of the source line that are shown

Lang = Literal["zh", "en"]
_DID_YOU_MEAN = Text("是否想写：", "did you mean: ")
_AVAILABLE = Text("可用的：", "available: ")
_JOIN = Text("、", ", ")
_MORE = Text(f"错误太多，只列出前 {MOST} 处", f"too many mistakes; the first {MOST} are shown")


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake in a file.

    Attributes:
        path: the file as it was named; line, column: from 1, in characters; 0 when the whole file is meant.
        source: the line it stands on; width: characters under the caret.
        nearest: known names that resemble what was written, the best first; known: all that could stand there.
    """

    path: str
    line: int
    column: int
    message: Text
    source: str = ""
    width: int = 1
    nearest: tuple[str, ...] = ()
    known: tuple[str, ...] = ()

    def text(self, lang: Lang = "zh") -> str:
        """Return the mistake as it is shown: place and message, the line, the caret, what was probably meant."""
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        lines = [f"{place}: {_in(self.message, lang)}"]
        if self.source.strip():
            lines += [f"    {part}" for part in _pointed(self.source, self.column - 1, self.width)]
        if self.nearest:
            lines.append(f"    {_in(_DID_YOU_MEAN, lang)}{_in(_JOIN, lang).join(self.nearest)}")
        if self.known and len(self.known) <= _LONG_LIST:
            lines.append(f"    {_in(_AVAILABLE, lang)}{_in(_JOIN, lang).join(self.known)}")
        return "\n".join(lines)


class SourceFileError(AuditorError):
    """Files that people write cannot be used; `mistakes` holds every mistake of every file, in reading order."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__(self.text())

    def text(self, lang: Lang = "zh") -> str:
        """Return all mistakes, one paragraph each."""
        return "\n".join(mistake.text(lang) for mistake in self.mistakes)


@dataclass(slots=True)
class Mistakes:
    """Collects mistakes while files are read; nothing is raised before all files were seen."""

    found: list[Mistake] = field(default_factory=list)

    def __call__(
        self,
        node: Node,
        zh: str,
        en: str,
        *,
        known: Iterable[str] = (),
        wrong: str = "",
        at: int = 0,
        width: int = 0,
    ) -> None:
        """Note a mistake at a node.

        The caret stands under character `at` of a scalar's text and is `width` wide (0: to the end of the text).
        `known` are the names that could stand there, `wrong` what was written instead, to find the nearest of them.
        """
        line, column = spot_in(node, at)
        width = width or (len(node.text) - at if isinstance(node, Scalar) else 1)
        self.add(node.file, line, column, Text(zh, en), width=width, known=known, wrong=wrong)

    def add(
        self,
        file: SourceFile,
        line: int,
        column: int,
        message: Text,
        *,
        width: int = 1,
        known: Iterable[str] = (),
        wrong: str = "",
    ) -> None:
        """Note a mistake at a place of a file (line 0: the whole file)."""
        if len(self.found) > MOST:
            return
        if len(self.found) == MOST:
            message, line, known, wrong = _MORE, 0, (), ""
        names = tuple(dict.fromkeys(known))
        near = tuple(_nearest(wrong, names)) if wrong else ()
        self.found.append(Mistake(file.path, line, column, message, file.line(line), max(width, 1), near, names))

    def in_order(self) -> tuple[Mistake, ...]:
        """Return the mistakes file by file and line by line, each once: a shared file serves several packs."""
        once = {(each.path, each.line, each.column, each.message): each for each in self.found}.values()
        files = {path: number for number, path in enumerate(dict.fromkeys(each.path for each in once))}
        return tuple(sorted(once, key=lambda each: (files[each.path], each.line, each.column)))

    def raise_if_any(self) -> None:
        """Raise SourceFileError with everything that was noted."""
        if self.found:
            raise SourceFileError(self.in_order())


def _in(text: Text, lang: Lang) -> str:
    return text.zh if lang == "zh" else text.en


def _nearest(wrong: str, known: tuple[str, ...]) -> Iterator[str]:
    from difflib import get_close_matches

    lowered = {name.lower(): name for name in reversed(known)}
    cutoff = 0.6 if wrong.isascii() else 0.5  # a Chinese name of two characters is near when one of them is right
    for match in get_close_matches(wrong.lower(), lowered, n=3, cutoff=cutoff):
        yield lowered[match]


def _pointed(source: str, start: int, width: int) -> tuple[str, str]:
    """Return the source line and the caret line, cropped to a window around the caret."""
    source = source.replace("\t", " ")
    end = min(max(start + width, start + 1), max(len(source), start + 1))
    left = right = 0
    if _columns(source) > _WINDOW:
        left = max(0, start - _WINDOW // 4)
        right = max(0, len(source) - left - _WINDOW // 2)
        end = min(end, len(source) - right)
    shown = ("…" if left else "") + source[left : len(source) - right] + ("…" if right else "")
    lead = _columns(source[left:start]) + (1 if left else 0)
    if not left:
        indent = len(shown) - len(shown.lstrip())
        shown, lead = shown[indent:], max(0, lead - indent)
    return shown, " " * lead + "^" * max(1, _columns(source[start:end]))


def _columns(text: str) -> int:
    """Return how many terminal columns a text takes; East Asian wide characters take two."""
    from unicodedata import east_asian_width

    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
