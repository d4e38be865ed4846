"""What everything else is built from: boxes, messages in two languages, the two exceptions."""

from __future__ import annotations

from typing import NamedTuple

Box = tuple[float, float, float, float]  # x0, top, x1, bottom


class AuditorError(Exception):
    """Misuse that ends the run with a message: bad arguments, bad rule files."""


class UnreadableError(AuditorError):
    """The input cannot be read; `reason` is a stable id such as "not-a-pdf", `detail` is for a person."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


class Text(NamedTuple):
    """A message in both languages."""

    zh: str
    en: str


NO_TEXT = Text("", "")
