"""The pages of a document as one text: what is printed on every page stands in it once, before all others.

A running head between two halves of a sentence would make of a known text another one; it may also say something, and
so it is read, once. A number that says which page it is says nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from auditor.licenses.wording import one_of

_EDGE = 3  # lines at the top and at the bottom of a page that may be printed on every one
_FEWEST = 2  # pages from which a line can be told to be that
_MOST_PAGES = 0.6  # share of the pages that have it
_DIGITS = re.compile(r"\d+")


def joined(pages: Sequence[str]) -> str:
    """One text of the pages, each after the other."""
    if len(pages) == 1:
        return pages[0]
    cut = [_numberless(page.split("\n")) for page in pages]
    counts = Counter(line for lines in cut for line in {_shape(lines[place]) for place in _edges(lines)})
    least = max(_FEWEST, int(_MOST_PAGES * len(pages)))
    printed = {line for line, count in counts.items() if count >= least and line}
    heads: dict[str, str] = {}
    for lines in cut:
        for place in _edges(lines):
            if (shape := _shape(lines[place])) in printed:
                heads.setdefault(shape, lines[place])
                lines[place] = ""
    bodies = ("\n".join(lines).strip("\n") for lines in cut)
    return "\n".join((*heads.values(), *([""] if heads else []), *bodies))


def _numberless(lines: list[str]) -> list[str]:
    edges = set(_edges(lines))
    return ["" if place in edges and _number().fullmatch(line) else line for place, line in enumerate(lines)]


def _edges(lines: list[str]) -> list[int]:
    """The places of the first and of the last lines that hold something."""
    said = [place for place, line in enumerate(lines) if line.strip()]
    return list(dict.fromkeys((*said[:_EDGE], *said[-_EDGE:])))


def _shape(line: str) -> str:
    return _DIGITS.sub("#", " ".join(line.split()))


@lru_cache(maxsize=1)
def _number() -> re.Pattern[str]:
    """A line that only says which page it is: "3", "- 3 -", "Page 3 of 7"."""
    word = rf"(?:{one_of('page-number')}\.?\s*)?"
    return re.compile(
        rf"\W{{0,4}}\s*{word}\d{{1,4}}\s*(?:(?:/|{one_of('page-number')})\s*\d{{1,4}})?\s*\W{{0,4}}", re.IGNORECASE
    )
