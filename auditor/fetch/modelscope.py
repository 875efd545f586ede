"""ModelScope as a source: its REST API, whose answers are put into the shape of the Hub's.

Asked are `/api/v1/models/ORG/NAME` for what it says, `…/repo/files` for the files with their sha256 (of data sets
`…/repo/tree`), and `…/repo?FilePath=` for each that an audit reads. The fields are those that ModelScope's own client
reads; what the real one answers could not be tried where this was written. Its answers tell of no gate in a way that is
known, so that the gate stays unknown; a file that is refused is trouble.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from huggingface_hub import constants

from auditor import __version__
from auditor.fetch.http import RETRIED, Client, Limits, Retry, retry_after
from auditor.fetch.hub import MAX_FILE, without_credentials
from auditor.fetch.integrity import refuse_keys_twice, refuse_page
from auditor.fetch.selection import select
from auditor.fetch.source import Unobtainable
from auditor.parse.metadata import Metadata, is_commit, read_object
from auditor.schema.issue import Issue, IssueKind, Weight
from auditor.schema.reference import ModelRef, RefKind, RepoType
from auditor.schema.snapshot import METADATA, File, Snapshot

ENDPOINT = "https://modelscope.cn"
BRANCH = "master"
MAX_ANSWER = 16_000_000
PAGE = 200  # files of a data set that are asked for at once
_MOST_PAGES = 10
_KEPT = (
    *(
        "Id",
        "Path",
        "Name",
        "License",
        "LicenseName",
        "LicenseUrl",
        "BaseModel",
        "BaseModelRelation",
        "OriginalModelId",
    ),
    *("Visibility", "ApprovalMode", "ProtectedMode", "Gated", "Tags", "Tasks", "ChineseName", "Description"),
)
# Facts of ModelScope by the name under which the Hub's card has them.
_CARD = {
    "license": "License",
    "license_name": "LicenseName",
    "license_link": "LicenseUrl",
    "base_model": "BaseModel",
    "description": "Description",
}
_PRIVATE = 1
_TOKEN = "MODELSCOPE_API_TOKEN"  # noqa: S105 - the name of a variable
_WRONG: dict[int, tuple[IssueKind, str, str | None]] = {
    401: (IssueKind.BAD_TOKEN, "cannot be read: ModelScope refuses the token", f"renew {_TOKEN}, or unset it"),
    403: (IssueKind.FORBIDDEN, "may not be read on ModelScope", f"ask for access on its page, then set {_TOKEN}"),
    404: (
        IssueKind.MISSING,
        "is not on ModelScope, or is private",
        f"check the spelling; for private ones set {_TOKEN}",
    ),
    429: (IssueKind.RATE_LIMITED, "cannot be had now: ModelScope's quota is used up", "run again later"),
}


class ModelScopeClient(Client):
    """The same polite GETs by ModelScope's manners. Its token goes to its own address and nowhere else."""

    _token = _TOKEN

    def _headers(self) -> dict[str, str]:
        headers = {"user-agent": f"auditor/{__version__}", "accept-encoding": "gzip, deflate"}
        token = os.environ.get(_TOKEN)
        return headers | {"cookie": f"m_session_id={token}"} if token else headers

    def _refusal(self, status: int, headers: Any) -> Exception:
        other = (IssueKind.SERVER_ERROR, f"could not be read: ModelScope answered with status {status}", None)
        kind, message, hint = _WRONG.get(status, other)
        trouble = Unobtainable(kind, message, hint=hint, status=status)
        return Retry(trouble, retry_after(headers)) if status in RETRIED else trouble

    def _note_quota(self, bucket: str, headers: Any) -> None:
        """It tells of no quota."""


class ModelScopeSource:
    """Reads repositories from AUDITOR_MODELSCOPE_ENDPOINT. Nothing of it is kept for runs that are offline."""

    def __init__(
        self,
        *,
        endpoint: str | None = None,
        offline: bool = False,
        limits: Limits | None = None,
        now: datetime | None = None,
    ) -> None:
        self._root = (endpoint or os.environ.get("AUDITOR_MODELSCOPE_ENDPOINT") or ENDPOINT).rstrip("/")
        self._offline = offline or constants.is_offline_mode()
        self._client = ModelScopeClient(limits)
        self._now = now

    def fetch(self, ref: ModelRef) -> Snapshot:
        """The repository at its revision, with its small files. Raises Unobtainable."""
        if self._offline:
            hint = "fetch it into a bundle when online: auditor fetch REF -o FILE.zip"
            raise Unobtainable(IssueKind.OFFLINE, "is on ModelScope, and this run is offline", hint=hint)
        facts = self._facts(ref)
        listed = self._listed(ref)
        listing = _listing(ref, facts, listed)
        names, issues = select(Metadata(listing), ref.id)
        files = []
        for name in names:
            try:
                files.append(self._file(ref, name, listed[name]))
            except Unobtainable as trouble:
                issues.append(trouble.issue(ref.id, Weight.DECISIVE, name))
        return Snapshot(
            repo_type=ref.repo_type,
            id=ref.id,
            sha=listing.get("sha"),
            revisions=(ref.revision or "main",),
            endpoint=without_credentials(self._root),
            retrieved_at=self._now or datetime.now(UTC).replace(microsecond=0),
            metadata=File.of(METADATA, json.dumps(listing, indent=1, ensure_ascii=False).encode("utf-8", "replace")),
            files=tuple(sorted(files, key=lambda file: file.path)),
            issues=(*issues, *_by_length(ref, files, listed)),
        )

    def _facts(self, ref: ModelRef) -> Mapping[str, Any]:
        data = self._answer(ref, "", {"Revision": ref.revision or BRANCH} if ref.repo_type is RepoType.MODEL else {})
        name = ref.id.partition(":")[2].rpartition("/")[2]
        if not isinstance(data, dict) or str(data.get("Name", name)).lower() != name.lower():
            raise _no_answer()
        return data

    def _listed(self, ref: ModelRef) -> dict[str, str | None]:
        """The files with their sha256, where it is told."""
        asked = {"Revision": ref.revision or BRANCH, "Recursive": "True"}
        if ref.repo_type is RepoType.MODEL:
            data = self._answer(ref, "/repo/files", asked)
            files = _listing_of(data)
            total = data.get("TotalCount") if isinstance(data, dict) else None
            if isinstance(total, int) and total > len(files):
                raise _not_all(len(files))
            return _files(files)
        found: dict[str, str | None] = {}
        for number in range(1, _MOST_PAGES + 1):
            page = self._answer(ref, "/repo/tree", asked | {"PageNumber": str(number), "PageSize": str(PAGE)})
            items = _listing_of(page)
            found |= _files(items)
            if len(items) < PAGE:
                return found
        raise _not_all(len(found))

    def _answer(self, ref: ModelRef, path: str, params: Mapping[str, str]) -> Any:
        """What stands under `Data` in an answer that says it went well. Raises Unobtainable."""
        body = self._client.get(self._url(ref) + path, bucket="modelscope", max_bytes=MAX_ANSWER, params=dict(params))
        refuse_keys_twice(body.content)
        answer = read_object(body.content)
        if answer is None or "Data" not in answer:
            raise _no_answer()
        if answer.get("Success", True) is not True or answer.get("Code", 200) not in (200, "200"):
            kind, message, hint = _WRONG.get(_code(answer), (IssueKind.SERVER_ERROR, "could not be read", None))
            raise Unobtainable(kind, message, hint=hint)
        return answer["Data"]

    def _file(self, ref: ModelRef, name: str, sha256: str | None) -> File:
        asked = {"Revision": ref.revision or BRANCH, "FilePath": name}
        body = self._client.get(self._url(ref) + "/repo", bucket="modelscope", max_bytes=MAX_FILE, params=asked)
        if sha256 is not None and hashlib.sha256(body.content).hexdigest() != sha256:
            message = "is not what ModelScope's list of files says it is: its sha256 is another one"
            raise Unobtainable(IssueKind.DAMAGED, message, hint="run again; if it stays so, a proxy changes it")
        refuse_page(name, body.content, body.proof)
        return File.of(name, body.content)

    def _url(self, ref: ModelRef) -> str:
        return f"{self._root}/api/v1/{ref.repo_type.value}s/{quote(ref.id.partition(':')[2])}"


def _listing(ref: ModelRef, facts: Mapping[str, Any], listed: Mapping[str, str | None]) -> dict[str, Any]:
    """The answers in the shape of the Hub's, with what they say that rests while nothing changes."""
    card = {key: facts[name] for key, name in _CARD.items() if facts.get(name)}
    sha = ref.revision.lower() if ref.revision and is_commit(ref.revision) else None
    visibility = facts.get("Visibility")
    held = facts.get("Tags")
    tags = [tag for tag in held if isinstance(tag, str)] if isinstance(held, list) else []
    return {
        "id": ref.id,
        **({"sha": sha} if sha else {}),
        **({"private": visibility == _PRIVATE} if isinstance(visibility, int) else {}),
        "cardData": card,
        **({"tags": tags} if tags else {}),
        "siblings": [
            {"rfilename": name} | ({"sha256": digest} if digest else {}) for name, digest in sorted(listed.items())
        ],
        RefKind.MODELSCOPE.value: {key: facts[key] for key in _KEPT if key in facts},
    }


def _listing_of(data: Any) -> list[Any]:
    """A list of files and folders. Raises Unobtainable where there is none."""
    files = data.get("Files") if isinstance(data, dict) else data
    if not isinstance(files, list):
        raise _no_answer()
    return files


def _not_all(listed: int) -> Unobtainable:
    message = f"has more files than the {listed:,} that are listed: a license may be among the others"
    return Unobtainable(IssueKind.TOO_MANY, message, hint="download it, and audit the folder")


def _files(files: list[Any]) -> dict[str, str | None]:
    """The files of a list, folders aside, with their sha256 where it is told."""
    found: dict[str, str | None] = {}
    for item in files:
        name = (item.get("Path") or item.get("Name")) if isinstance(item, dict) else None
        if isinstance(name, str) and item.get("Type") != "tree":
            digest = item.get("Sha256")
            found[name] = digest.lower() if isinstance(digest, str) and len(digest) == 64 else None
    return found


def _by_length(ref: ModelRef, files: list[File], listed: Mapping[str, str | None]) -> list[Issue]:
    if all(listed[file.path] for file in files):
        return []
    message = "sent files without a digest: that they are whole rests on their length alone"
    return [Unobtainable(IssueKind.LENGTH_ALONE, message).issue(ref.id, Weight.INCIDENTAL)]


def _code(answer: Mapping[str, Any]) -> int:
    """The status that an answer carries; ModelScope's own codes begin with it: 10010205001 is none of HTTP's."""
    code = answer.get("Code")
    return code if isinstance(code, int) and code in _WRONG else 404


def _no_answer() -> Unobtainable:
    hint = "is AUDITOR_MODELSCOPE_ENDPOINT right?"
    return Unobtainable(IssueKind.NOT_JSON, "ModelScope's answer is no repository", hint=hint)
