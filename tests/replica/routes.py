"""The routes of the Hub, each a pure function from a visit to an answer."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import parse_qs, quote, unquote

from .answers import TEXT, Answer, AnswerError, Headers, error, json_answer, redirect
from .fields import detail_fields
from .listing import listing, page_of
from .repository import Kind, Snapshot, StoredFile
from .visit import Call, Site, Visit

_ID = r"(?P<id>[^/]+(?:/[^/]+)?)"
_API = r"/api/(?P<kind>models|datasets)"
_TAG = re.compile(r"v?\d")
NEVER = "2000-01-01T00:00:00.000Z"
_COMMIT = re.compile(r"[0-9a-f]{40}")


def respond(site: Site, call: Call) -> Answer:
    """The answer to a call."""
    if call.token is not None and call.token not in site.tokens:
        return error("bad-token", call.path.startswith("/api/"))
    try:
        for route in ROUTES:
            match = route.pattern.fullmatch(call.path)
            if match is not None and route.method == call.method:
                return route.view(_visit(site, call, match))
    except AnswerError as stop:
        return stop.answer
    known = call.method in {"GET", "POST"}
    return error("page" if known else "method", call.path.startswith("/api/"))


def _visit(site: Site, call: Call, match: re.Match[str]) -> Visit:
    found = match.groupdict()
    return Visit(
        site=site,
        call=call,
        kind=cast("Kind", found.get("kind") or "models"),
        id=unquote(found.get("id") or ""),
        id_span=match.span("id") if "id" in found else (0, 0),
        revision=unquote(found.get("revision") or "main"),
        path=unquote(found.get("path") or ""),
    )


def detail(visit: Visit) -> Answer:
    """The metadata of a repository; gated and disabled ones show theirs to anyone."""
    snapshot = visit.snapshot(visit.repository())
    return json_answer(detail_fields(visit, snapshot))


def refs(visit: Visit) -> Answer:
    """Branches and tags; a revision that reads like a version is taken for a tag."""
    repository = visit.enabled()
    sections: dict[str, list[dict[str, str]]] = {"branches": [], "converts": [], "tags": []}
    if visit.asks("include_prs"):
        sections["pullRequests"] = []
    for name, snapshot in sorted(repository.refs.items()):
        section, ref = _ref(name)
        if section in sections:
            item = {"name": name.rpartition("refs/convert/")[2], "ref": ref, "targetCommit": snapshot.sha}
            sections[section].append(item)
    return json_answer(sections)


def commits(visit: Visit) -> Answer:
    """The commits that lead to a revision, newest first; here all that are recorded, in pages."""
    visit.snapshot(visit.enabled())
    made = sorted(
        visit.enabled().commits.values(), key=lambda item: str(item.metadata.get("lastModified")), reverse=True
    )
    rows = [{"id": item.sha, "title": "A commit", "message": "", "authors": [], "date": NEVER} for item in made]
    return page_of(visit, rows)


def _ref(name: str) -> tuple[str, str]:
    if name.startswith("refs/"):
        return ("pullRequests" if name.startswith("refs/pr/") else "converts"), name
    return ("tags", f"refs/tags/{name}") if _TAG.match(name) else ("branches", f"refs/heads/{name}")


def tree(visit: Visit) -> Answer:
    """The files and folders under a path, one level deep or all."""
    snapshot = visit.snapshot(visit.enabled())
    base = f"{visit.path.strip('/')}/" if visit.path else ""
    entries = {path: _file_entry(file) for path, file in snapshot.files.items() if path.startswith(base)}
    for path in list(entries):
        parents = path.split("/")[:-1]
        for depth in range(base.count("/"), len(parents)):
            folder = "/".join(parents[: depth + 1])
            entries[folder] = {"type": "directory", "oid": snapshot.sha, "size": 0, "path": folder}
    if base and not entries:
        visit.refuse("entry")
    flat = visit.asks("recursive")
    shown = [entry for path, entry in sorted(entries.items()) if flat or "/" not in path[len(base) :]]
    return page_of(visit, shown)


def _file_entry(file: StoredFile) -> dict[str, Any]:
    entry: dict[str, Any] = {"type": "file", "oid": file.blob_id, "size": file.size, "path": file.path}
    if file.lfs_sha256 is not None:
        entry["lfs"] = {"oid": file.lfs_sha256, "size": file.size, "pointerSize": file.pointer_size}
    return entry


def paths_info(visit: Visit) -> Answer:
    """The entries of the files named in the form; the missing ones are left out."""
    snapshot = visit.snapshot(visit.enabled())
    text = visit.call.form.decode("utf-8", "replace")
    wanted = json.loads(text).get("paths", []) if text.startswith("{") else parse_qs(text).get("paths", [])
    return json_answer([_file_entry(snapshot.files[path]) for path in wanted if path in snapshot.files])


def resolve(visit: Visit) -> Answer:
    """A file: its bytes, or the way to the storage of large files."""
    snapshot = visit.snapshot(visit.readable())
    commit = ("X-Repo-Commit", snapshot.sha)
    file = snapshot.files.get(visit.path)
    if file is None:
        visit.refuse("entry", (commit,))
    if file.content is None:
        return redirect(302, _storage_url(visit.site, snapshot, file), (commit, *_linked(file)))
    if visit.site.resolve_cache:
        return redirect(307, _cache_path(visit, snapshot, file), (commit, *_linked(file)))
    return _content(snapshot, file, file.content)


def resolve_cache(visit: Visit) -> Answer:
    """A small file by its commit, where `resolve` sends clients nowadays."""
    if not _COMMIT.fullmatch(visit.revision):
        visit.refuse("commit", revision=visit.revision)
    snapshot = visit.snapshot(visit.readable())
    file = snapshot.files.get(visit.path)
    if file is None or file.content is None:
        visit.refuse("entry")
    return _content(snapshot, file, file.content)


def _content(snapshot: Snapshot, file: StoredFile, content: bytes) -> Answer:
    name = file.path.rpartition("/")[2]
    headers: Headers = (
        ("Content-Type", TEXT),
        ("ETag", f'"{file.blob_id}"'),
        ("X-Repo-Commit", snapshot.sha),
        ("Accept-Ranges", "bytes"),
        ("Content-Disposition", f"inline; filename*=UTF-8''{quote(name)}; filename=\"{name}\";"),
    )
    return Answer(200, headers, content, seekable=True)


def _linked(file: StoredFile) -> Headers:
    digest = file.lfs_sha256 or file.blob_id
    return ("X-Linked-Size", str(file.size)), ("X-Linked-ETag", f'"{digest}"'), ("Accept-Ranges", "bytes")


def _cache_path(visit: Visit, snapshot: Snapshot, file: StoredFile) -> str:
    path = f"/api/resolve-cache/{snapshot.kind}/{quote(snapshot.id)}/{snapshot.sha}/{quote(file.path)}"
    etag = quote(f'"{file.blob_id}"')
    return f"{path}?{quote(visit.call.path, safe='')}=&etag={etag}"


def _storage_url(site: Site, snapshot: Snapshot, file: StoredFile) -> str:
    place = f"{snapshot.kind}/{quote(snapshot.id)}/{snapshot.sha}/{quote(file.path)}"
    return f"{site.elsewhere}/lfs-cdn/{place}?signature={file.lfs_sha256}"


_STORED = re.compile(rf"/lfs-cdn/(?P<kind>models|datasets)/{_ID}/(?P<sha>[0-9a-f]{{40}})/(?P<path>.+)")


def respond_elsewhere(site: Site, call: Call) -> Answer:
    """The other origin: the placeholders of large files, and a page for whatever else is sent there."""
    match = _STORED.fullmatch(call.path)
    if match is None:
        return Answer(200, (("Content-Type", TEXT),), b"another origin\n")
    repository = site.folder.repositories.get((cast("Kind", match["kind"]), unquote(match["id"])))
    snapshot = repository.commits.get(match["sha"]) if repository else None
    file = snapshot.files.get(unquote(match["path"])) if snapshot else None
    if file is None:
        return Answer(403, (("Content-Type", TEXT),), b"no such object\n")
    headers: Headers = (("Content-Type", "application/octet-stream"), ("ETag", f'"{file.lfs_sha256}"'))
    return Answer(200, (*headers, ("Accept-Ranges", "bytes")), file.placeholder, seekable=True)


@dataclass(frozen=True)
class Route:
    """A method, a pattern for the path as sent, and who answers."""

    method: str
    pattern: re.Pattern[str]
    view: Callable[[Visit], Answer]


# The first that matches wins: a plain detail comes last, as an id may have one part or two.
ROUTES: tuple[Route, ...] = tuple(
    Route(method, re.compile(pattern), view)
    for method, pattern, view in (
        ("GET", rf"{_API}", listing),
        ("GET", rf"{_API}/{_ID}/revision/(?P<revision>[^/]+)", detail),
        ("GET", rf"{_API}/{_ID}/tree/(?P<revision>[^/]+)(?:/(?P<path>.*))?", tree),
        ("POST", rf"{_API}/{_ID}/paths-info/(?P<revision>[^/]+)", paths_info),
        ("GET", rf"{_API}/{_ID}/refs", refs),
        ("GET", rf"{_API}/{_ID}/commits/(?P<revision>[^/]+)", commits),
        ("GET", rf"{_API}/{_ID}", detail),
        (
            "GET",
            rf"/api/resolve-cache/(?P<kind>models|datasets)/{_ID}/(?P<revision>[^/]+)/(?P<path>.+)",
            resolve_cache,
        ),
        ("GET", rf"/(?:(?P<kind>datasets)/)?{_ID}/resolve/(?P<revision>[^/]+)/(?P<path>.+)", resolve),
    )
)
