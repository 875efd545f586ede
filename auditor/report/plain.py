"""Words that came from the Hub, made harmless for a terminal."""

from __future__ import annotations

import unicodedata

# Control characters, and those that turn the reading direction or hide text.
_UNSHOWN = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


def inert(text: str, limit: int = 400) -> str:
    """One line of text without control, direction and invisible characters, cut at `limit` characters."""
    shown = " ".join(text.split())
    if not shown.isprintable():  # what is printable holds none of them, and most text is
        shown = "".join("�" if unicodedata.category(char) in _UNSHOWN else char for char in shown)
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"
