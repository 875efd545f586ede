"""How policies/families.yaml writes names → regular expressions.

A space stands for a space, a hyphen, an underscore or nothing, a hyphen for one of the marks; `{n}`, `{version}` and
`{size}` stand for numbers, `*` for the rest of a word. What comes out is bounded, so that to search for it takes time
in proportion to the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

SIZE = r"E?(?:\d{1,3}x)?\d{1,4}(?:[._]\d{1,2})?[bmt]\d?"
VERSION = r"\d{1,3}(?:[._]\d{1,3}){0,2}"
_PARTS = re.compile(r"\{n\}|\{version\}|\{size\}|.", re.DOTALL)
_ATOMS = {
    "{n}": r"\d{1,3}",
    "{version}": VERSION,
    "{size}": SIZE,
    " ": r"[\s_-]?",
    "-": r"[\s_-]",
    "*": r"(?:[\w+-]|\.(?=\w)){0,40}",
}
_END = ""


def expression(spelling: str) -> str:
    """The regular expression of one spelling, in lower case, without boundaries."""
    return "".join(_atoms(spelling))


def alternation(spellings: Iterable[str]) -> str:
    """One of these spellings, the longest that fits, as a tree of what they share: quick to search for among many."""
    tree: dict[str, Any] = {}
    for spelling in spellings:
        node = tree
        for atom in _atoms(spelling):
            node = node.setdefault(atom, {})
        node[_END] = {}
    return _branch(tree)


def inside(spelling: str) -> str:
    """The expression of a spelling somewhere in a name: a whole word of it, but for a `*` at its ends."""
    core = spelling.strip("*")
    before = "" if spelling.startswith("*") else r"(?<![a-z0-9])" if core.startswith("{") else r"(?<![a-z])"
    after = "" if spelling.endswith("*") else r"(?![a-z0-9])" if core[-1].isdigit() else r"(?![a-z])"
    return before + expression(core) + after


def _atoms(spelling: str) -> Iterator[str]:
    for part in _PARTS.findall(spelling):
        yield _ATOMS.get(part) or re.escape(part.lower())


def _branch(node: dict[str, Any]) -> str:
    options = [atom + _branch(child) for atom, child in node.items() if atom != _END]
    if not options:
        return ""
    whole = options[0] if len(options) == 1 and _END not in node else f"(?:{'|'.join(options)})"
    return f"{whole}?" if _END in node else whole
