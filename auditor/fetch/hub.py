"""The Hub as a source: one metadata request a repository, then the small files of that commit."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from huggingface_hub import constants

from auditor.fetch.abbreviated import in_full
from auditor.fetch.cache import Cache, Known
from auditor.fetch.http import Body, Client, Limits
from auditor.fetch.integrity import Proof, other_commit, refuse_keys_twice, refuse_other_commit, refuse_page
from auditor.fetch.selection import select
from auditor.fetch.source import Unobtainable
from auditor.parse.files import README
from auditor.parse.metadata import Metadata, is_abbreviated, is_commit, read_metadata
from auditor.schema.issue import Issue, IssueKind, Weight
from auditor.schema.reference import HUB_ID, ModelRef, RepoType
from auditor.schema.snapshot import METADATA, File, Snapshot

MAX_METADATA = 32_000_000
MAX_FILE = 2_000_000
# What a proxy or mirror says to a query that it does not know. The Hub refuses a repository with 401 or 404.
_REFUSALS = (400, 403, 405, 406, 409, 410, 414, 415, 422, 501)

# What is asked of the Hub: only facts that rest when nothing changes (no download counts), and `baseModels`, which
# comes in no other way.
_EXPAND: dict[RepoType, tuple[str, ...]] = {
    RepoType.MODEL: (
        *("author", "baseModels", "cardData", "config", "createdAt", "disabled", "gated", "gguf", "lastModified"),
        *("library_name", "model-index", "pipeline_tag", "private", "safetensors", "sha", "siblings", "tags"),
    ),
    RepoType.DATASET: (
        "author",
        "cardData",
        "createdAt",
        "disabled",
        "gated",
        "lastModified",
        "private",
        "sha",
        "tags",
    ),
}


class HubSource:
    """Reads repositories from the Hub at `endpoint` (HF_ENDPOINT), through a cache on disk."""

    def __init__(
        self,
        *,
        endpoint: str | None = None,
        cache: Path | None = None,
        offline: bool = False,
        limits: Limits | None = None,
        now: datetime | None = None,
    ) -> None:
        self._endpoint = (endpoint or constants.ENDPOINT).rstrip("/")
        self._shown = without_credentials(self._endpoint)
        self._cache = Cache(cache or default_cache(), self._shown)
        self._offline = offline or constants.is_offline_mode()
        self._client = Client(limits)
        self._now = now

    def fetch(self, ref: ModelRef) -> Snapshot:
        """The repository at its pinned commit, with its small files. Raises Unobtainable."""
        known = self._kept(ref) if self._offline else self._ask(ref)
        metadata = read_metadata(known.body)
        if metadata is None or not HUB_ID.match(metadata.id or "") or not metadata.sha:
            raise Unobtainable(IssueKind.NOT_JSON, "the Hub's answer is no metadata", hint="is HF_ENDPOINT a Hub?")
        if ref.revision and is_commit(ref.revision) and metadata.sha != ref.revision.lower():
            raise other_commit(ref.revision, metadata.sha)
        if not self._offline:
            self._keep(ref, metadata, known)
        files, issues = self._files(ref, metadata)
        return Snapshot(
            repo_type=ref.repo_type,
            id=metadata.id,
            sha=metadata.sha,
            revisions=(ref.revision or "main",),
            endpoint=self._shown,
            retrieved_at=known.retrieved_at,
            metadata=File.of(METADATA, known.body),
            files=tuple(files[path] for path in sorted(files)),
            issues=tuple(issues),
        )

    def _ask(self, ref: ModelRef) -> Known:
        path = f"/api/{ref.repo_type.value}s/{quote(ref.id)}"
        if ref.revision:
            path += f"/revision/{quote(ref.revision, safe='')}"
        try:
            body = self._metadata(path, {"expand": list(_EXPAND[ref.repo_type])})
        except Unobtainable as trouble:
            if trouble.kind is not IssueKind.REVISION_MISSING or not is_abbreviated(ref.revision or ""):
                raise
            full = self._in_full(ref)
            known = self._ask(ref.model_copy(update={"revision": full}))
            if known.sha != full:
                raise other_commit(full, known.sha) from trouble
            return known
        now = self._now or datetime.now(UTC).replace(microsecond=0)
        refuse_keys_twice(body.content)
        metadata = read_metadata(body.content)
        return Known(body.content, (metadata.sha if metadata else None) or "", now)

    def _in_full(self, ref: ModelRef) -> str:
        """The commit that a reference names by its first digits. Raises Unobtainable."""
        first = f"{self._endpoint}/api/{ref.repo_type.value}s/{quote(ref.id)}/commits/main"
        return in_full(
            ref.revision or "", first, lambda url: self._client.get(url, bucket="api", max_bytes=MAX_METADATA)
        )

    def _metadata(self, path: str, params: dict[str, list[str]] | None) -> Body:
        """The answer for a repository, asked for without `expand` where a proxy or mirror refuses that."""
        try:
            return self._client.get(self._endpoint + path, bucket="api", max_bytes=MAX_METADATA, params=params)
        except Unobtainable as trouble:
            if params is None or trouble.status not in _REFUSALS or trouble.kind is IssueKind.DISABLED:
                raise
        return self._metadata(path, None)

    def _keep(self, ref: ModelRef, metadata: Metadata, known: Known) -> None:
        """Keep metadata under each name that leads to it: as it was asked for, the id of today, and its commit."""
        names = (ref, ref.model_copy(update={"id": metadata.id}))
        for name in dict.fromkeys((*names, names[1].model_copy(update={"revision": metadata.sha}))):
            self._cache.keep_metadata(name, known)

    def _kept(self, ref: ModelRef) -> Known:
        known = self._cache.metadata(ref)
        if known is None:
            raise Unobtainable(IssueKind.OFFLINE, "was never fetched, and this run is offline", hint="run once online")
        return known

    def _files(self, ref: ModelRef, metadata: Metadata) -> tuple[dict[str, File], list[Issue]]:
        here = ref.model_copy(update={"id": metadata.id, "revision": None})
        sha = metadata.sha or ""
        names, issues = select(metadata, str(here))
        known = self._cache.files(here, sha)
        fetched: dict[str, File | None] = {}
        by_length = set(self._cache.by_length(here, sha))
        for name in (name for name in names if name not in known):
            try:
                fetched[name], proof = self._file(here, sha, name)
                if proof is Proof.LENGTH:
                    by_length.add(name)
            except Unobtainable as trouble:
                told = name == README and metadata.card  # by the Hub, which has read the card
                if trouble.kind is IssueKind.FILE_MISSING and metadata.siblings is None and not told:
                    fetched[name] = None
                else:
                    issues.append(trouble.issue(str(here), _weight(trouble, metadata), name))
        if fetched:
            self._cache.keep_files(here, sha, known | fetched, by_length)
        if by_length & {name for name, file in (known | fetched).items() if file}:
            issues.append(_length_alone(str(here)))
        return {name: file for name, file in (known | fetched).items() if file and name in names}, issues

    def _file(self, ref: ModelRef, sha: str, name: str) -> tuple[File, Proof]:
        if self._offline:
            raise Unobtainable(IssueKind.OFFLINE, "was not fetched before, and this run is offline")
        prefix = "/datasets/" if ref.repo_type is RepoType.DATASET else "/"
        url = f"{self._endpoint}{prefix}{quote(ref.id)}/resolve/{quote(sha, safe='')}/{quote(name)}"
        body = self._client.get(url, bucket="resolvers", max_bytes=MAX_FILE)
        refuse_other_commit(sha, body.headers, body.linked)
        refuse_page(name, body.content, body.proof)
        return File.of(name, body.content), body.proof


def _weight(trouble: Unobtainable, metadata: Metadata) -> Weight:
    """How heavy a missing file weighs: behind a gate that the metadata tells of, whoever is let in can read it."""
    gated = trouble.kind is IssueKind.GATED and metadata.raw.get("gated") not in (None, False)
    return Weight.CONTRIBUTORY if gated else Weight.DECISIVE


def _length_alone(subject: str) -> Issue:
    return Issue(
        kind=IssueKind.LENGTH_ALONE,
        weight=Weight.INCIDENTAL,
        subject=subject,
        message="sent files without a digest: that they are whole rests on their length alone",
        hint="a proxy or mirror drops the Hub's headers; let it pass ETag and X-Repo-Commit on",
    )


def default_cache() -> Path:
    """Where fetched evidence is kept: AUDITOR_CACHE, else `auditor` in HF_HOME."""
    return Path(os.environ.get("AUDITOR_CACHE") or Path(constants.HF_HOME) / "auditor")


def without_credentials(url: str) -> str:
    """The address without a name and a password."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
