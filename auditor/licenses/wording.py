"""The words by which license texts are read: rows of policies/license-words.yaml, read when they are first asked for.

What is wrong with the file is said elsewhere (auditor/files/wording.py); here it is read plainly and quickly.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from auditor.parse.home import home

SOURCE = "license-words.yaml"
_BLANK = re.escape(" ")


def words_of(row: str) -> tuple[str, ...]:
    """The words of a row, in all languages. Raises KeyError where there is no such row."""
    return _rows()[row]


@lru_cache(maxsize=32)
def one_of(row: str) -> str:
    """A regular expression that fits one of the words of a row, as one group. Raises as `words_of` does."""
    words = (re.escape(word).replace(_BLANK, r"\s+") for word in words_of(row))
    return f"(?:{'|'.join(words)})"


@lru_cache(maxsize=1)
def _rows() -> Mapping[str, tuple[str, ...]]:
    import yaml

    # every scalar stays the text that was written: `no` is a word
    loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    held = yaml.load((home() / SOURCE).read_bytes(), Loader=loader)  # noqa: S506 - it builds text, lists and mappings only
    return {row["id"]: tuple(word for words in row["words"].values() for word in words) for row in held["rows"]}
