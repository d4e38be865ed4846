"""Values as they stand in a PDF: any object may be a reference, and none has the type it should have until looked at."""

from __future__ import annotations

from typing import Any, TypeAlias

from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psexceptions import PSException
from pdfminer.psparser import PSLiteral, literal_name

from auditor.model import Box

Value: TypeAlias = Any  # int, float, bool, bytes, PSLiteral, list, dict, PDFStream, PDFObjRef, None
Dictionary: TypeAlias = dict[str, Value]

# What pdfminer raises on broken structure: its own exceptions, and those of Python where it takes a type on trust.
DAMAGE = (PSException, LookupError, TypeError, ValueError, AttributeError, AssertionError, ArithmeticError, EOFError)

_LARGEST = 1e5  # points; the format allows 14 400


def named(value: Value) -> str:
    """Return a name as text, "" for what is no name."""
    value = resolve1(value)
    return str(literal_name(value)) if isinstance(value, PSLiteral) else ""


def number(value: Value, default: float) -> float:
    """Return a number, `default` for what is none."""
    value = resolve1(value)
    return float(value) if isinstance(value, int | float) else default


def dictionary(value: Value) -> Dictionary:
    """Return a dictionary, an empty one for what is none."""
    value = resolve1(value)
    return value if isinstance(value, dict) else {}


def stream(value: Value) -> Value:
    """Return a stream, None for what is none."""
    value = resolve1(value)
    return value if isinstance(value, PDFStream) else None


def numbers(value: Value, count: int) -> tuple[float, ...] | None:
    """Return an array of so many numbers of sane size, None for what is none."""
    value = resolve1(value)
    if not isinstance(value, list) or len(value) != count:
        return None
    found = [resolve1(part) for part in value]
    if not all(isinstance(part, int | float) and abs(part) < _LARGEST for part in found):
        return None
    return tuple(float(part) for part in found)


def rectangle(value: Value) -> Box | None:
    """Return a rectangle with its corners in order, None for what is none or has no area."""
    found = numbers(value, 4)
    if found is None:
        return None
    (x0, x1), (y0, y1) = sorted(found[::2]), sorted(found[1::2])
    return (x0, y0, x1, y1) if x0 < x1 and y0 < y1 else None
