"""Listings, and the pages they come in."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlencode

from .answers import Answer, Headers, json_answer
from .fields import row, row_fields
from .repository import Snapshot
from .visit import Visit

_FILTERS: Mapping[str, Callable[[Snapshot, str], bool]] = {
    "author": lambda item, value: item.id.lower().startswith(f"{value.lower()}/"),
    "search": lambda item, value: value.lower() in item.id.lower(),
    "filter": lambda item, value: set(value.split(",")) <= set(item.metadata.get("tags") or ()),
    "pipeline_tag": lambda item, value: item.metadata.get("pipeline_tag") == value,
    "gated": lambda item, value: bool(item.metadata.get("gated")) is (value.lower() == "true"),
}
_SORTABLE: Mapping[str, Any] = {
    "downloads": 0,
    "likes": 0,
    "trendingScore": 0,
    "lastModified": "",
    "createdAt": "",
}


def listing(visit: Visit) -> Answer:
    """All repositories of a kind that the caller sees and the filters let through, in pages."""
    found = [item.current for item in visit.site.folder.of_kind(visit.kind) if visit.visible(item)]
    for name, keeps in _FILTERS.items():
        for value in visit.query.get(name, ()):
            found = [item for item in found if keeps(item, value)]
    names = row_fields(visit)
    return page_of(visit, [row(item, names) for item in _sorted(visit, found)])


def _sorted(visit: Visit, found: list[Snapshot]) -> list[Snapshot]:
    key = visit.option("sort") or ""
    if key not in _SORTABLE:
        return found
    # The Hub sorts downwards whatever the direction; ids keep their order among equals.
    return sorted(found, key=lambda item: item.metadata.get(key) or _SORTABLE[key], reverse=True)


def page_of(visit: Visit, items: Sequence[Any]) -> Answer:
    """The page of `items` that the cursor stands at, with a link to the next."""
    start = _offset(visit)
    stop = start + _page_size(visit)
    return json_answer(items[start:stop], headers=_next(visit, stop) if stop < len(items) else ())


def _page_size(visit: Visit) -> int:
    limit = visit.option("limit")
    if limit is None:
        return visit.site.page_size
    if not limit.isdecimal() or int(limit) == 0:
        visit.refuse("limit")
    return min(int(limit), visit.site.page_size)


def _offset(visit: Visit) -> int:
    cursor = visit.option("cursor")
    if cursor is None:
        return 0
    try:
        return max(0, int(urlsafe_b64decode(cursor.encode()).removeprefix(b"offset:")))
    except (ValueError, Base64Error):
        visit.refuse("cursor")


def _next(visit: Visit, offset: int) -> Headers:
    cursor = urlsafe_b64encode(b"offset:%d" % offset).decode()
    # The names keep the brackets they may have come with.
    kept = [part for part in visit.call.query.split("&") if part and not part.startswith("cursor=")]
    query = "&".join([*kept, urlencode({"cursor": cursor}, quote_via=quote)])
    return (("Link", f'<{visit.site.endpoint}{visit.call.path}?{query}>; rel="next"'),)
