"""How much of a text is read by sentences: two and three times what the longest card that we know holds.

A text of more sentences than anybody writes would keep an audit busy for minutes. What stands beyond the bound is not
read, and `unread` says so of the file, so that nothing is approved for it.
"""

from __future__ import annotations

import re

MOST_CHARACTERS = 250_000
MOST_PIECES = 10_000

# What may end a sentence, an item or a row.
_END = re.compile(r"\n|\r(?!\n)|[.!?][*_\"')\]]{0,3}[ \t]|[。！？；]|<[bB][rR]")


def bound(text: str) -> int:
    """How many characters of a text are read: all of them, but for a text of very many or very short sentences."""
    if len(text) <= MOST_PIECES:
        return len(text)
    for number, end in enumerate(_END.finditer(text, 0, MOST_CHARACTERS), 1):
        if number == MOST_PIECES:
            return end.end()
    return len(text) if len(text) <= MOST_CHARACTERS else (text.rfind("\n", 0, MOST_CHARACTERS) + 1 or MOST_CHARACTERS)


def readable(text: str) -> str:
    """The text up to its bound."""
    return text[: bound(text)]


def is_beyond(text: str) -> bool:
    """Whether some of the text is not read."""
    return bound(text) < len(text)
