"""How snapshots lie in a folder or a zip: one folder a repository at a commit. The two share this layout.

<org>--<name>@<sha8>/metadata.json     the Hub's answer, byte for byte   (before it: `datasets--`, or `code--`)
                                       of what is not of the Hub, the listing that was made of it
<org>--<name>@<sha8>/files/…           its small files
<org>--<name>@<sha8>/snapshot.json     when, from where, which revisions, what went wrong (may be absent)
redirects.json                         ids as written → ids of today (may be absent)
absent.json                            repositories that could not be had, and why (may be absent)
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from pydantic import Field, ValidationError

from auditor.errors import SourceError
from auditor.fetch.selection import select
from auditor.parse.code import COMMIT, read_commit
from auditor.parse.files import is_safe
from auditor.parse.metadata import Metadata, read_metadata, version_of
from auditor.schema.base import Value
from auditor.schema.issue import Issue, IssueKind, Weight
from auditor.schema.reference import PREFIXES, RepoType
from auditor.schema.snapshot import METADATA, File, Snapshot, Snapshots

RECORD = "snapshot.json"
REDIRECTS = "redirects.json"
ABSENT = "absent.json"
FILES = "files/"
_DATASETS = "datasets--"
_PREFIXES = {RepoType.MODEL: "", RepoType.DATASET: _DATASETS, RepoType.CODE: "code--"}
_KINDS = {"models": RepoType.MODEL, "datasets": RepoType.DATASET, "codes": RepoType.CODE}


class Record(Value):
    """What snapshot.json holds beside the Hub's own words."""

    revisions: tuple[str, ...] = ("main",)
    endpoint: str | None = None
    retrieved_at: datetime | None = None
    issues: tuple[Issue, ...] = ()


class Absence(Value):
    """A repository that could not be had when the evidence was collected."""

    repo_type: RepoType
    id: str
    revision: str | None = None
    issue: Issue = Field(description="its trouble, as it was met")


def folder_name(snapshot: Snapshot) -> str:
    """The folder of a snapshot: readable, and unique by commit or digest."""
    return f"{_PREFIXES[snapshot.repo_type]}{flat(snapshot.id)}@{version_of(snapshot)[:8]}"


def flat(repo_id: str) -> str:
    """An id as a folder's name has it; no system takes a colon there, and no id holds what stands for one."""
    return repo_id.replace("/", "--").replace(":", "=")


def write_snapshot(snapshot: Snapshot) -> dict[str, bytes]:
    """A snapshot as paths and bytes."""
    root = folder_name(snapshot)
    record = Record(
        revisions=snapshot.revisions,
        endpoint=snapshot.endpoint,
        retrieved_at=snapshot.retrieved_at,
        issues=snapshot.issues,
    )
    entries = {f"{root}/{METADATA}": snapshot.metadata.content, f"{root}/{RECORD}": as_json(record.plain())}
    return entries | {f"{root}/{FILES}{file.path}": file.content for file in snapshot.files}


def write_all(collected: Iterable[Snapshots]) -> dict[str, bytes]:
    """Everything collected as paths and bytes; what several models share is written once."""
    held: dict[str, Snapshot] = {}
    redirects: dict[str, dict[str, str]] = {"models": {}, "datasets": {}}
    absent: dict[str, Absence] = {}
    for snapshots in collected:
        for snapshot in filter(None, (snapshots.subject, *snapshots.related)):
            other = held.get(folder_name(snapshot), snapshot)
            names = tuple(sorted({*other.revisions, *snapshot.revisions}))
            both = _both(other, snapshot) if snapshot.repo_type is RepoType.CODE else {}
            held[folder_name(snapshot)] = snapshot.model_copy(update={"revisions": names} | both)
        for written, today in snapshots.renamed.items():
            kind, _, old = written.partition(":")
            redirects.setdefault(f"{kind}s", {})[old] = today
        for absence in _absences(snapshots):
            absent[f"{absence.repo_type.value}:{absence.id}@{absence.revision}"] = absence
    entries = {path: content for snapshot in held.values() for path, content in write_snapshot(snapshot).items()}
    entries[REDIRECTS] = as_json({kind: dict(sorted(ids.items())) for kind, ids in redirects.items()})
    entries[ABSENT] = as_json([absent[key].plain() for key in sorted(absent)])
    return entries


def type_of(root: str) -> tuple[RepoType, str]:
    """Which kind of repository a folder holds, and its name without what stands before it."""
    kind = next(kind for kind in reversed(RepoType) if root.startswith(_PREFIXES[kind]))
    return kind, root.removeprefix(_PREFIXES[kind])


def read_snapshot(root: str, entries: Mapping[str, bytes]) -> Snapshot:
    """The snapshot whose paths (below `root`) and bytes these are. Raises SourceError naming the file at fault."""
    if METADATA not in entries:
        raise SourceError(f"{root}: holds no {METADATA}")
    metadata = File.of(METADATA, entries[METADATA])
    repo_type, _ = type_of(root)
    body = read_metadata(metadata.content)
    if body is not None and repo_type is RepoType.CODE:
        sha = read_commit(entries.get(FILES + COMMIT, b""))
        body = Metadata({"id": body.word("full_name"), "sha": sha, "siblings": []})
    if body is None or not is_safe((body.id or "").replace(":", "=")):
        raise SourceError(f"{root}/{METADATA}: is not the metadata of a repository (a JSON object with an `id`)")
    kept = _record(f"{root}/{RECORD}", entries.get(RECORD))
    record = _by_hand(root, body, entries) if kept is None else _with_missing(kept, root, body, entries)
    names = sorted(name.removeprefix(FILES) for name in entries if name.startswith(FILES))
    return Snapshot(
        repo_type=repo_type,
        id=str(body.id),
        sha=body.sha,
        revisions=record.revisions,
        endpoint=record.endpoint,
        retrieved_at=record.retrieved_at,
        metadata=metadata,
        files=tuple(File.of(name, entries[FILES + name]) for name in names if is_safe(name)),
        issues=record.issues,
    )


def read_redirects(content: bytes | None, name: str) -> dict[tuple[RepoType, str], str]:
    """redirects.json as (type, id as written) → id of today."""
    raw = _json(content, name) if content else {}
    if not isinstance(raw, dict) or not all(isinstance(raw.get(key, {}), dict) for key in _KINDS):
        raise SourceError(f"{name}: is not an object of `models` and `datasets`, each old id → new id")
    return {
        (repo_type, str(old)): str(new) for key, repo_type in _KINDS.items() for old, new in raw.get(key, {}).items()
    }


def read_absences(content: bytes | None, name: str) -> tuple[Absence, ...]:
    """absent.json as values."""
    try:
        return tuple(Absence.model_validate(item) for item in _json(content, name)) if content else ()
    except (ValidationError, TypeError) as error:
        raise SourceError(f"{name}: is not a list of absences ({_first(error)})") from error


def as_json(value: Any) -> bytes:
    """JSON as it is written everywhere in evidence: indented, UTF-8, a line end at the end."""
    return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode("utf-8", "surrogatepass")


def _both(one: Snapshot, other: Snapshot) -> dict[str, Any]:
    """What two models had read of the same code."""
    files = {file.path: file for file in (*one.files, *other.files)}
    issues = tuple(dict.fromkeys((*one.issues, *other.issues)))
    return {"files": tuple(files[path] for path in sorted(files)), "issues": issues}


def _absences(snapshots: Snapshots) -> list[Absence]:
    found = []
    if snapshots.subject is None and snapshots.issues:
        ref = snapshots.ref
        found.append(Absence(repo_type=ref.repo_type, id=ref.id, revision=ref.revision, issue=snapshots.issues[0]))
        return found
    had = {(snapshot.repo_type, snapshot.id) for snapshot in (snapshots.subject, *snapshots.related) if snapshot}
    for issue in snapshots.issues:
        repo_type = next(kind for kind in reversed(RepoType) if issue.subject.startswith(PREFIXES[kind]))
        repo_id = issue.subject.removeprefix(PREFIXES[repo_type])
        # What was too far away was not looked for; another model may have it nearer.
        if issue.file is None and issue.kind is not IssueKind.DEPTH_LIMIT and (repo_type, repo_id) not in had:
            found.append(Absence(repo_type=repo_type, id=repo_id, issue=issue))
    return found


def _by_hand(root: str, body: Metadata, entries: Mapping[str, bytes]) -> Record:
    """The record of a snapshot that was put together by hand: what is listed and not there is missing, not absent."""
    dataset = root.startswith(_DATASETS)
    subject = f"datasets/{body.id}" if dataset else str(body.id)
    names, issues = select(body, subject)
    missing = [name for name in names if FILES + name not in entries and not (dataset and body.siblings is None)]
    message = "is listed, but is not in this source"
    issues += [
        Issue(kind=IssueKind.NOT_IN_SOURCE, weight=Weight.DECISIVE, subject=subject, file=name, message=message)
        for name in missing
    ]
    return Record(issues=tuple(issues))


def _with_missing(record: Record, root: str, body: Metadata, entries: Mapping[str, bytes]) -> Record:
    """The record with what is listed, was had when it was written, and is not there any more: somebody took it away."""
    if body.siblings is None:
        return record
    said = {issue.file for issue in record.issues}
    gone = [item for item in _by_hand(root, body, entries).issues if item.kind is IssueKind.NOT_IN_SOURCE]
    return record.model_copy(update={"issues": (*record.issues, *(item for item in gone if item.file not in said))})


def _record(name: str, content: bytes | None) -> Record | None:
    if content is None:
        return None
    try:
        return Record.model_validate_json(content)
    except ValidationError as error:
        raise SourceError(f"{name}: {_first(error)}") from error


def _json(content: bytes, name: str) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{name}: is not JSON ({error})") from error


def _first(error: Exception) -> str:
    return error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
