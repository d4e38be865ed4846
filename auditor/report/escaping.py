"""Texts of a document made harmless in other syntaxes: what is quoted must never command a reader's program."""

from __future__ import annotations

import os
import re
from pathlib import PurePath
from typing import Final
from urllib.parse import quote

from auditor.report.naming import clean

_FORMULA: Final = tuple("=+-@＝＋－＠\t\r")  # the full-width signs begin a formula in Chinese and Japanese Excel
_NO_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NUMBER: Final = re.compile(r"[+-]?[\d,]+(\.\d+)?%?")
_MARKDOWN: Final = re.compile(r"[\\`*_\[\]|~$]|^[-+=#>]|(?<=^\d)[.)](?=\s)")
_LINKS: Final = re.compile(r"(?<=:)(?=//)|(?<=(?<!\w)[@#])(?=\w)|(?<=www)(?=\.)", re.IGNORECASE)


def one_line(text: str) -> str:
    """Return a text on one line, without control characters."""
    return " ".join(clean(text).split())


def formula_safe(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe stands before a sign that begins one."""
    if text.lstrip(" \u3000").startswith(_FORMULA) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def xml_safe(text: str) -> str:
    """Return a text without the characters that XML forbids; markup is left to the XML writer."""
    return _NO_XML.sub("\ufffd", text)


def markdown_safe(text: str) -> str:
    """Return a text that Markdown shows as it is: no markup, HTML, mention, reference or link."""
    plain = one_line(text).replace("&", "&amp;").replace("<", "&lt;")
    return _LINKS.sub("<!-- -->", _MARKDOWN.sub(r"\\\g<0>", plain))


def command_data(text: str) -> str:
    """Return the message of a GitHub workflow command."""
    return _printable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def command_property(text: str) -> str:
    """Return a property of a GitHub workflow command."""
    return command_data(text).replace(":", "%3A").replace(",", "%2C")


def posix(path: str) -> str:
    """Return a path with forward slashes, relative to where it was named from."""
    return _printable(PurePath(path).as_posix())


def uri(path: str) -> str:
    """Return a path as a URI reference: relative ones stay relative."""
    pure = PurePath(path)
    encoded = quote(os.fsencode(pure.as_posix()))
    if not pure.is_absolute():
        return encoded
    return f"file://{encoded if encoded.startswith('/') else '/' + encoded}"


def _printable(text: str) -> str:
    """Return a text that can be encoded: bytes of a file name that are no UTF-8 become question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")
