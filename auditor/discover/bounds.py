"""How much of one file is read: pieces that each take a reader's time, such as commands and lines of Markdown.

A file that holds more of them than anybody writes is hostile or made by a program. It is given up as a whole, and said
to be unread; nobody waits for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

MOST_PIECES = 20_000

_left: ContextVar[int] = ContextVar("pieces that may still be read", default=MOST_PIECES)


class TooMuch(Exception):
    """A file holds more than is read."""


@contextmanager
def bounded(most: int = MOST_PIECES) -> Iterator[None]:
    """Within it, so many pieces are read and no more, by all readers that one file passes through together."""
    token = _left.set(most)
    try:
        yield
    finally:
        _left.reset(token)


def spend(pieces: int = 1) -> None:
    """Read so many more. Raises TooMuch."""
    left = _left.get() - pieces
    if left < 0:
        raise TooMuch(f"holds more than {MOST_PIECES:,} lines or commands")
    _left.set(left)
