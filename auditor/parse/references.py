"""Text → reference, and reference → package URL.

Accepted forms stand in FORMS; the same table makes the error message and the documentation.
"""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from urllib.parse import unquote, urlsplit

from packageurl import PackageURL

from auditor.errors import ReferenceFormatError
from auditor.schema.reference import HUB_ID, ModelRef, RefKind, RepoType

FORMS: tuple[tuple[str, str], ...] = (
    ("org/name", "a model on the Hub, at its default branch"),
    ("name", "an old canonical id, such as gpt2"),
    ("org/name@revision", "at a branch, tag or commit"),
    ("hf://org/name@revision", "a Hub URI; hf://datasets/org/name for a dataset"),
    ("https://huggingface.co/org/name", "a Hub page, also …/tree/revision and …/blob/revision/file"),
    ("pkg:huggingface/org/name@sha", "a package URL"),
    (
        "provider:name",
        "a model that a provider or host offers, such as openai:gpt-4o or azure:gpt-4o (policies/systems/)",
    ),
    ("./folder", "a downloaded model, or a Hub cache folder (start it with ./, ../, ~ or /)"),
)

HUB_HOSTS = ("huggingface.co", "www.huggingface.co", "hf.co")
_REVISION = re.compile(r"[A-Za-z0-9][\w./+-]{0,199}\Z")
_ROUTES = ("tree", "blob", "resolve", "raw", "commit", "blame")
_DATASETS = "datasets/"
_PURL = "pkg:huggingface/"
_GENERIC = "pkg:generic/"
_SYSTEM = re.compile(r"[a-z][a-z0-9-]{1,30}:(?!//)[A-Za-z0-9][\w.:/@-]{0,149}\Z", re.ASCII)


def parse_reference(text: str, *, hub_hosts: tuple[str, ...] = HUB_HOSTS) -> ModelRef:
    """Read one reference as a user or a manifest wrote it.

    `hub_hosts` are the host names whose URLs are the Hub's. Raises ReferenceFormatError, whose hint lists the
    accepted forms.
    """
    written = text.strip()
    if not written or any(ord(char) < 32 for char in written):
        raise _refused(text, "it is empty" if not written else "it holds control characters")
    if any("\ud800" <= char <= "\udfff" for char in written):  # how bytes that are not UTF-8 come from a command line
        raise _refused(text, "it is not text")
    if written in (".", "..", "~") or written.startswith(("./", "../", "/", "~/")) or re.match(r"[A-Za-z]:\\", written):
        return ModelRef(kind=RefKind.FOLDER, id=written)
    if written.startswith("pkg:"):
        return _from_purl(written)
    if re.match(r"https?://", written, re.IGNORECASE):
        return _from_url(written, hub_hosts)
    if _SYSTEM.match(written):
        return ModelRef(kind=RefKind.SYSTEM, id=written)
    uri = written.removeprefix("hf://")
    return _hub(uri.removeprefix("models/") if uri != written else uri, written)


def purl(repo_type: RepoType, repo_id: str, sha: str | None) -> str:
    """The package URL of a Hub repository (purl-spec, type `huggingface`), its version the commit in lower case.

    Datasets have no purl type of their own; they stand under the namespace `datasets`, as in the Hub's URLs.
    Linked code is of the type `github`.
    """
    if repo_type is RepoType.CODE:
        owner, _, name = repo_id.partition("/")
        return PackageURL(type="github", namespace=owner, name=name, version=sha.lower() if sha else None).to_string()
    path = (_DATASETS if repo_type is RepoType.DATASET else "") + repo_id
    namespace, _, name = path.rpartition("/")
    version = sha.lower() if sha else None
    return PackageURL(type="huggingface", namespace=namespace or None, name=name, version=version).to_string()


def covers(pattern: str, purl: str) -> bool:
    """Whether `org/name`, `provider:name`, a package URL or a pattern such as `org/*` names what this one stands for.

    A version in the pattern has to be the purl's commit; seven of its letters are enough.
    """
    wanted, _, at = unquote(pattern.removeprefix(_PURL)).lower().partition("@")
    name, _, version = unquote(purl.removeprefix(_PURL)).lower().partition("@")
    if ":" in wanted and not wanted.startswith("pkg:"):  # a closed system, by the name that one audits it by
        name = name.removeprefix(_GENERIC)
    return fnmatchcase(name, wanted) and (not at or version == at or (len(at) >= 7 and version.startswith(at)))


def folder_purl(name: str, digest: str) -> str:
    """The package URL of a local folder that names no Hub commit: its base name and the digest of its contents."""
    return PackageURL(type="generic", name=name, version=digest).to_string()


def _from_purl(written: str) -> ModelRef:
    try:
        parsed = PackageURL.from_string(written)
    except ValueError as error:
        raise _refused(written, str(error)) from error
    if parsed.type != "huggingface":
        raise _refused(written, f"a package URL of type `{parsed.type}`; only `huggingface` names a model")
    if isinstance(parsed.qualifiers, dict) and "repository_url" in parsed.qualifiers:
        raise _refused(written, "it names another registry; set HF_ENDPOINT to use one")
    path = f"{parsed.namespace}/{parsed.name}" if parsed.namespace else parsed.name
    return _hub(path + (f"@{parsed.version}" if parsed.version else ""), written)


def _from_url(written: str, hub_hosts: tuple[str, ...]) -> ModelRef:
    try:
        parts = urlsplit(written)
    except ValueError as error:
        raise _refused(written, f"it is no address: {error}") from error
    if (parts.hostname or "").lower() not in hub_hosts and parts.netloc.lower() not in hub_hosts:
        raise _refused(written, f"`{parts.hostname}` is not the Hub (set HF_ENDPOINT for another one)")
    segments = [unquote(segment) for segment in parts.path.split("/") if segment]
    repo_type = RepoType.MODEL
    if segments[:1] == ["datasets"]:
        repo_type, segments = RepoType.DATASET, segments[1:]
    elif segments[:1] == ["spaces"]:
        raise _refused(written, "it is a Space; models and datasets are audited")
    route = next((i for i in (1, 2) if len(segments) > i and segments[i] in _ROUTES), len(segments))
    revision = segments[route + 1] if len(segments) > route + 1 else None
    if revision == "refs":
        revision = "/".join(segments[route + 1 : route + 4])
    return _checked("/".join(segments[:route]), revision, repo_type, written)


def _hub(path: str, written: str) -> ModelRef:
    repo_type = RepoType.DATASET if path.startswith(_DATASETS) else RepoType.MODEL
    path = path.removeprefix(_DATASETS)
    repo_id, at, revision = path.partition("@")
    if at and not revision:
        raise _refused(written, "nothing stands after `@`")
    return _checked(repo_id, revision or None, repo_type, written)


def _checked(repo_id: str, revision: str | None, repo_type: RepoType, written: str) -> ModelRef:
    if not HUB_ID.match(repo_id) or ".." in repo_id or "--" in repo_id or repo_id.endswith(".git"):
        raise _refused(written, "it is no Hub id")
    if revision is not None and (not _REVISION.match(revision) or ".." in revision):
        raise _refused(written, f"`{revision}` is no branch, tag or commit")
    return ModelRef(repo_type=repo_type, id=repo_id, revision=revision)


def _refused(written: str, why: str) -> ReferenceFormatError:
    width = max(len(form) for form, _ in FORMS)
    forms = "\n".join(f"  {form:<{width}}  {meaning}" for form, meaning in FORMS)
    shown = written if len(written) <= 120 else written[:117] + "…"
    return ReferenceFormatError(f"not a reference to a model: {shown!r} ({why})", hint=f"write one of:\n{forms}")
