"""Labels as they are looked up."""

from __future__ import annotations

from functools import lru_cache

_NORMAL = str.maketrans("()０１２３４５６７８９", "（）0123456789", "“”„‟\"＂‘’'＇")


@lru_cache(maxsize=16_384)  # the same labels come back on every page
def normal(text: str) -> str:
    """Return a label as it is looked up: no white space, no quotes, full-width brackets, plain digits."""
    return "".join(text.translate(_NORMAL).split())
