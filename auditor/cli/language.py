"""Which language to speak, told before anything is parsed, so that errors and help speak it too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

Lang = Literal["zh", "en"]

_VARIABLES = ("AUDIT_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


def asked(arguments: Sequence[str], environ: Mapping[str, str]) -> Lang:
    """Return the language of --lang, else that of the environment; Chinese when neither tells one."""
    for i, argument in enumerate(arguments):
        value = argument.removeprefix("--lang=") if argument.startswith("--lang=") else ""
        if argument == "--lang" and i + 1 < len(arguments):
            value = arguments[i + 1]
        if value in {"zh", "en"}:
            return "zh" if value == "zh" else "en"
    return _of_environment(environ)


def _of_environment(environ: Mapping[str, str]) -> Lang:
    for variable in _VARIABLES:
        value = environ.get(variable, "").lower()
        if value.startswith("zh"):
            return "zh"
        if value.startswith("en"):
            return "en"
    return "zh"


def say(lang: Lang, zh: str, en: str) -> str:
    """Return the words of one language."""
    return zh if lang == "zh" else en
