"""Where a card's `license_link` leads: a file of the repository itself, a page of another one, or anywhere else."""

from __future__ import annotations

import re
from urllib.parse import unquote

_HUB_FILE = re.compile(
    r"(?:https?://)?(?:www\.)?(?:huggingface\.co|hf\.co)/(?!datasets/|spaces/)([^/\s?#]+/[^/\s?#]+?)"
    r"(?:/(?:blob|resolve|raw|tree)/[^/\s?#]+/([^\s?#]+)|(?:/(?:blob|resolve|raw|tree)/[^/\s?#]+)?/?)(?:[?#].*)?\Z",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//|www\.|[\w-]+(\.[\w-]+)+/", re.IGNORECASE)


def own_file(link: str, repo_id: str) -> str | None:
    """The path in the repository that a link names, relative or in full; None where it leads elsewhere."""
    link = link.strip()
    page = _HUB_FILE.match(link)
    if page is not None:
        return unquote(page[2] or "") if page[1].lower() == repo_id.lower() else None
    if not link or _SCHEME.match(link) or "\n" in link or link.startswith("#"):
        return None
    path = unquote(re.split(r"[?#]", link, maxsplit=1)[0])
    return re.sub(r"\A(?:\./|/)+", "", path)


def hub_page(link: str) -> tuple[str, str] | None:
    """The model repository on the Hub that a link leads into, and the path in it; none where it is the repository."""
    page = _HUB_FILE.match(link.strip())
    return (page[1], unquote(page[2] or "")) if page else None
