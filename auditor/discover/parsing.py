"""A parser of tree-sitter, fed in pieces until its time is up.

Parsers that mend what is broken can take minutes over a few kilobytes of hostile text, and cannot be interrupted.
"""

from __future__ import annotations

import time

from tree_sitter import Node, Parser, Point

from auditor.discover.bounds import TooMuch, spend

SECONDS = 1.0  # of processor time for one file: fifty times what ordinary code of 50 kB takes
_PIECE = 256


def parsed(parser: Parser, source: bytes) -> Node:
    """The root of the tree. Raises TooMuch where it takes too long."""
    started = time.thread_time()
    late = False

    def read(offset: int, _: Point) -> bytes:
        nonlocal late
        late = late or time.thread_time() - started > SECONDS
        return b"" if late else source[offset : offset + _PIECE]

    spend()
    tree = parser.parse(read)
    if late or tree is None:
        raise TooMuch("takes too long to parse")
    return tree.root_node
