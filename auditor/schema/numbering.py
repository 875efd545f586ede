"""How a clause is named in a sentence: one with a number is `clause 3.2`, one that words name stands as they do."""

from __future__ import annotations

import re

# `3`, `§ 2`, `1.b.i`, `III`, `IV.b`, `a)`: what is a number, or a letter that stands for one.
_NUMBER = re.compile(r"(\d|§|[IVXL]+([ .,(]|$)|[A-Za-z]([.,()]|$))")


def clause(written: str) -> str:
    """`clause 3.2`, `preamble`, `Attachment A`; empty where the fact stands in the text as a whole."""
    return f"clause {written}" if _NUMBER.match(written) else written


def at(written: str) -> str:
    """The same, to go on from the name of a license: `, clause 3.2`."""
    return f", {clause(written)}" if written else ""
