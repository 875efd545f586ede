"""Code repositories on GitHub: their names in links, their trees and commits."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from auditor.parse.files import is_safe
from auditor.parse.metadata import read_metadata

TREE = "tree.json"
COMMIT = "commit.json"

_I = re.IGNORECASE
_GITHUB = re.compile(r"https?://(?:www\.)?github\.com/([A-Za-z0-9][A-Za-z0-9-]{0,38})/([\w.-]{1,100})", _I)
# GitHub reads this file of the default branch before any other; a text of another name or branch may say anything.
_DETECTED = re.compile(
    r"/?(?:(?:tree|blob)/(?:main|master|HEAD)/?(?:LICEN[SC]E(?:\.(?:md|txt|rst))?)?)?(?:[?#].*)?", re.IGNORECASE
)
_COMMIT_NAME = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?\Z")


@dataclass(frozen=True)
class Tree:
    """The files of a commit: path, size and place in GitHub's list; `truncated` where the list is not whole."""

    files: tuple[tuple[str, int, int], ...] = ()
    truncated: bool = False


def github_id(link: str) -> str | None:
    """`owner/repo` of a GitHub address."""
    match = _GITHUB.match(link)
    name = match.group(2).removesuffix(".git").rstrip(".") if match else ""
    return f"{match.group(1)}/{name}" if match and name else None


def is_detected_license(link: str) -> bool:
    """Whether a GitHub address is a repository's own page, or the file in which GitHub detects its license."""
    match = _GITHUB.match(link)
    return bool(match and _DETECTED.fullmatch(link, match.end()))


def read_tree(content: bytes) -> Tree:
    """A tree answer, tolerantly: what is no file with a safe name is passed over."""
    body = read_metadata(content)
    items = body.raw.get("tree") if body else None
    if body is None or not isinstance(items, list):
        return Tree(truncated=True)
    found = [(item.get("path"), item.get("size"), place) for place, item in enumerate(items) if _is_file(item)]
    files = tuple((path, size if isinstance(size, int) else 0, place) for path, size, place in found if is_safe(path))
    return Tree(files, bool(body.raw.get("truncated")))


def read_commit(content: bytes) -> str | None:
    """The sha of a commit answer, which is an object or the bare sha."""
    try:
        body = json.loads(content)
    except (ValueError, RecursionError):
        body = {"sha": content.decode("utf-8", "replace").strip()}
    sha = str(body.get("sha", "")).lower() if isinstance(body, dict) else ""
    return sha if _COMMIT_NAME.match(sha) else None


def _is_file(item: Any) -> bool:
    return isinstance(item, dict) and item.get("type") == "blob" and isinstance(item.get("path"), str)
