"""Code on GitHub as a source, through its REST API: repository, commit, tree, and a few configurations."""

from __future__ import annotations

import base64
import binascii
import os
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from huggingface_hub import constants

from auditor import __version__
from auditor.fetch.cache import Cache, Known
from auditor.fetch.http import RETRIED, Client, Limits, Retry, retry_after
from auditor.fetch.hub import default_cache, without_credentials
from auditor.fetch.integrity import refuse_keys_twice
from auditor.fetch.source import Remembered, Unobtainable
from auditor.names.paths import MAX_CONFIGURATION, configurations
from auditor.parse.code import COMMIT, TREE, read_commit, read_tree
from auditor.parse.metadata import Metadata, read_metadata
from auditor.schema.issue import Issue, IssueKind, Weight
from auditor.schema.reference import ModelRef, RepoType
from auditor.schema.snapshot import METADATA, File, Snapshot

ENDPOINT = "https://api.github.com"
MAX_ANSWER = 4_000_000
MAX_TREE = 16_000_000
_OBJECT = "application/vnd.github+json"
_LIMITED = (403, 429)
WINDOW = 3_600.0  # seconds; GitHub's quotas are by the hour
_LATER = "run again later, or set GITHUB_TOKEN for a larger quota"
_WRONG: dict[int, tuple[IssueKind, str, str | None]] = {
    401: (IssueKind.BAD_TOKEN, "cannot be read: GitHub refuses the token", "renew GITHUB_TOKEN, or unset it"),
    403: (IssueKind.FORBIDDEN, "may not be read on GitHub", "check what GITHUB_TOKEN may read"),
    404: (IssueKind.MISSING, "is not on GitHub, or is private", "check the link; for private code set GITHUB_TOKEN"),
    409: (IssueKind.MISSING, "holds no commit", None),
    451: (IssueKind.DISABLED, "was taken down by GitHub", None),
}


class GitHubClient(Client):
    """The same polite GETs by GitHub's manners. The token goes to the API's own address and nowhere else."""

    _token = "GITHUB_TOKEN"  # noqa: S105 - the name of a variable

    def _headers(self) -> dict[str, str]:
        headers = {"accept": _OBJECT, "user-agent": f"auditor/{__version__}", "x-github-api-version": "2022-11-28"}
        token = os.environ.get(self._token)
        return headers | {"authorization": f"Bearer {token}"} if token else headers

    def _refusal(self, status: int, headers: Any) -> Exception:
        if status in _LIMITED and (status == 429 or _is_used_up(headers) or "retry-after" in headers):
            return Retry(_exhausted(), retry_after(headers))
        other = (IssueKind.SERVER_ERROR, f"could not be read: GitHub answered with status {status}", "run again later")
        kind, message, hint = _WRONG.get(status, other)
        trouble = Unobtainable(kind, message, hint=hint, status=status)
        return Retry(trouble, retry_after(headers)) if status in RETRIED else trouble

    def _note_quota(self, bucket: str, headers: Any) -> None:
        reset = headers.get("x-ratelimit-reset", "")
        if _is_used_up(headers) and reset.isdecimal() and len(reset) < 16:
            self._quota.closed_for(bucket, min(max(0.0, int(reset) - time.time()), WINDOW))


class GitHubSource:
    """Reads repositories from GITHUB_API_URL through the same cache on disk; each once a run."""

    def __init__(
        self,
        *,
        endpoint: str | None = None,
        cache: Path | None = None,
        offline: bool = False,
        limits: Limits | None = None,
        now: datetime | None = None,
    ) -> None:
        self._root = (endpoint or os.environ.get("GITHUB_API_URL") or ENDPOINT).rstrip("/")
        self._shown = without_credentials(self._root)
        self._cache = Cache(cache or default_cache(), self._shown)
        self._offline = offline or constants.is_offline_mode()
        self._client = GitHubClient(limits)
        self._now = now
        self._known = Remembered(self)

    def fetch_code(self, repo_id: str, model_id: str, commit: str | None = None) -> Snapshot:
        """The repository with its tree and the configurations that may name the model. Raises Unobtainable."""
        bare = self._known.fetch(ModelRef(repo_type=RepoType.CODE, id=repo_id, revision=commit))
        tree, sha = bare.file(TREE), bare.sha
        assert tree is not None, "a repository is kept with its tree"
        assert sha is not None, "and with its commit"
        ref = ModelRef(repo_type=RepoType.CODE, id=bare.id)
        names = configurations(read_tree(tree.content), model_id, bare.id)
        held = {name: file for name, file in self._cache.files(ref, sha).items() if file and name in names}
        issues: list[Issue] = []
        for name in names:
            if name not in held:
                try:
                    held[name] = self._file(ref.id, sha, name)
                except Unobtainable as trouble:
                    issues.append(trouble.issue(str(ref), Weight.INCIDENTAL, name))
        self._keep(ref, sha, held)
        files = {file.path: file for file in (*bare.files, *held.values())}
        ordered = tuple(files[path] for path in sorted(files))
        return bare.model_copy(update={"files": ordered, "issues": tuple(issues)})

    def fetch(self, ref: ModelRef) -> Snapshot:
        """The repository with its tree alone, at its revision or the head of its branch. Raises Unobtainable."""
        known, commit = self._kept(ref) if self._offline else self._ask(ref)
        body = _object(known.body)
        here = ref.model_copy(update={"id": body.word("full_name") or ref.id})
        tree = self._cache.files(here, known.sha).get(TREE) or self._tree(here.id, known.sha)
        if not self._offline:
            for name in dict.fromkeys((ref, here, here.model_copy(update={"revision": known.sha}))):
                self._cache.keep_metadata(name, known)
            self._keep(here, known.sha, {TREE: tree, COMMIT: commit})
        return Snapshot(
            repo_type=RepoType.CODE,
            id=here.id,
            sha=known.sha,
            revisions=(ref.revision or "main",),
            endpoint=self._shown,
            retrieved_at=known.retrieved_at,
            metadata=File.of(METADATA, known.body),
            files=(commit, tree),
        )

    def _ask(self, ref: ModelRef) -> tuple[Known, File]:
        answer = self._get(f"/repos/{quote(ref.id)}", MAX_ANSWER)
        body = _object(answer)
        branch, name = ref.revision or body.word("default_branch"), body.word("full_name") or ""
        if not branch or name.count("/") != 1:
            raise Unobtainable(IssueKind.NOT_JSON, "GitHub's answer is no repository", hint="is GITHUB_API_URL right?")
        commit = File.of(COMMIT, self._get(f"/repos/{quote(name)}/commits/{quote(branch, safe='')}", MAX_ANSWER))
        sha = read_commit(commit.content)
        if sha is None:
            raise Unobtainable(IssueKind.NOT_JSON, "GitHub's answer is no commit", hint="is GITHUB_API_URL right?")
        return Known(answer, sha, self._now or datetime.now(UTC).replace(microsecond=0)), commit

    def _kept(self, ref: ModelRef) -> tuple[Known, File]:
        known = self._cache.metadata(ref)
        body = _object(known.body) if known else Metadata({})
        here = ref.model_copy(update={"id": body.word("full_name") or ref.id})
        commit = self._cache.files(here, known.sha).get(COMMIT) if known else None
        if known is None or commit is None:
            raise Unobtainable(IssueKind.OFFLINE, "was never fetched, and this run is offline", hint="run once online")
        return known, commit

    def _tree(self, name: str, sha: str) -> File:
        return File.of(TREE, self._get(f"/repos/{quote(name)}/git/trees/{sha}", MAX_TREE, {"recursive": "1"}))

    def _file(self, name: str, sha: str, path: str) -> File:
        answer = self._get(f"/repos/{quote(name)}/contents/{quote(path)}", 2 * MAX_CONFIGURATION, {"ref": sha})
        try:
            content = base64.b64decode(_object(answer).word("content") or "")
        except (binascii.Error, ValueError) as error:
            raise Unobtainable(IssueKind.UNREADABLE, "is not what GitHub says it is") from error
        if len(content) > MAX_CONFIGURATION:
            raise Unobtainable(IssueKind.TOO_LARGE, f"larger than {MAX_CONFIGURATION:,} bytes; it is not read")
        return File.of(path, content)

    def _get(self, path: str, max_bytes: int, params: Any = None) -> bytes:
        if self._offline:
            raise Unobtainable(IssueKind.OFFLINE, "was not fetched before, and this run is offline")
        try:
            body = self._client.get(self._root + path, bucket="github", max_bytes=max_bytes, params=params)
            refuse_keys_twice(body.content)
            return body.content
        except Unobtainable as trouble:
            raise (_exhausted() if trouble.kind is IssueKind.RATE_LIMITED else trouble) from None

    def _keep(self, ref: ModelRef, sha: str, files: dict[str, File]) -> None:
        if not self._offline:
            self._cache.keep_files(ref, sha, {**self._cache.files(ref, sha), **files})


def _exhausted() -> Unobtainable:
    return Unobtainable(IssueKind.RATE_LIMITED, "GitHub's quota is used up", hint=_LATER, status=429)


def _is_used_up(headers: Any) -> bool:
    return bool(headers.get("x-ratelimit-remaining") == "0")


def _object(content: bytes) -> Metadata:
    return read_metadata(content) or Metadata({})
