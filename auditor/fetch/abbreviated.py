"""Commits that are named by their first digits: completed from the commits of the repository's main branch.

The Hub itself resolves full names alone (404 for `abcdef12`); its list of commits, newest first, comes in pages whose
`Link` header names the next one. Shape: huggingface_hub.HfApi.list_repo_commits.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from auditor.fetch.http import Body
from auditor.fetch.source import Unobtainable
from auditor.parse.metadata import is_abbreviated
from auditor.schema.issue import IssueKind

MOST_PAGES = 20
_NEXT = re.compile(r"<([^<>\s]{1,2000})>\s{0,9};\s{0,9}rel=\"next\"")
_COMMIT = re.compile(r"[0-9a-f]{40}\Z")


def in_full(begins: str, first: str, get: Callable[[str], Body]) -> str:
    """The one commit that begins so; `first` is the address of the list's first page. Raises Unobtainable."""
    if not is_abbreviated(begins):
        raise ValueError(f"{begins!r} is no abbreviated commit")
    found: set[str] = set()
    origin, page, pages, looked_at = first.partition("/api/")[0], first, 0, 0
    while page and pages < MOST_PAGES:
        body = get(page)
        commits = _commits(body.content)
        found |= {commit for commit in commits if commit.startswith(begins.lower())}
        pages, looked_at = pages + 1, looked_at + len(commits)
        following = _NEXT.search(body.headers.get("link", ""))
        page = following[1] if following and following[1].startswith(f"{origin}/api/") else ""
    if len(found) == 1:
        return found.pop()
    many = "more than one commit begins" if found else f"none of the {looked_at} commits looked at begins"
    message = f"has no such revision; it is named by an abbreviated commit, and {many} with `{begins}`"
    raise Unobtainable(IssueKind.REVISION_MISSING, message, hint="write all 40 digits of the commit", status=404)


def _commits(content: bytes) -> list[str]:
    try:
        rows = json.loads(content)
    except (ValueError, RecursionError):
        return []
    named = (row.get("id") for row in rows if isinstance(row, dict)) if isinstance(rows, list) else ()
    return [name for name in named if isinstance(name, str) and _COMMIT.match(name)]
