"""Whether somebody who wrote down a reference or a file meant this one. Lines are never compared: they move."""

from __future__ import annotations

import re
from functools import lru_cache

from pathspec import GitIgnoreSpec

_BLANKS = re.compile(r"\s+")


def is_same(written: str, reference: str) -> bool:
    """Whether these are the same words, whichever quotes and blanks stand in them."""
    return _bare(written) == _bare(reference)


def is_at(pattern: str, file: str) -> bool:
    """Whether the end of this path is what the pattern, as in .gitignore, names: reports name files from anywhere."""
    wanted = pattern.strip().strip("/")
    if not wanted:  # which would be every file
        return False
    try:
        return _compiled(f"{wanted}/" if pattern.rstrip().endswith("/") else wanted).match_file(file.lstrip("/"))
    except ValueError:  # no pattern
        return False


def _bare(text: str) -> str:
    return _BLANKS.sub("", text).replace('"', "'")


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> GitIgnoreSpec:
    return GitIgnoreSpec.from_lines([f"**/{pattern}"])
