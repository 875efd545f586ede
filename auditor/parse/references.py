"""Text → reference, and reference → package URL.

Accepted forms stand in FORMS; the same table makes the error message and the documentation.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fnmatch import fnmatchcase
from urllib.parse import unquote, urlsplit

from packageurl import PackageURL

from auditor.errors import ReferenceFormatError
from auditor.parse.registries import in_registry, not_a_source
from auditor.parse.weights import is_weights
from auditor.schema.reference import HUB_ID, PREFIXES, ModelRef, RefKind, RepoType, registry_of

FORMS: tuple[tuple[str, str], ...] = (
    ("org/name", "a model on the Hub, at its default branch"),
    ("name", "an old canonical id, such as gpt2"),
    ("org/name@revision", "at a branch, tag or commit"),
    ("hf://org/name@revision", "a Hub URI; hf://datasets/org/name for a dataset"),
    ("https://huggingface.co/org/name", "a Hub page, also …/tree/revision, and hf.co/org/name:Q4_K_M"),
    ("pkg:huggingface/org/name@sha", "a package URL"),
    (
        "provider:name",
        "a model that a provider or host offers, such as openai:gpt-4o or azure:gpt-4o (policies/systems/)",
    ),
    ("ollama:name:tag", "a model of Ollama's registry or its store here; ollama:org/name:tag, @sha256:… for a digest"),
    ("modelscope:org/name", "a repository of ModelScope, also ms://org/name; modelscope:datasets/org/name"),
    ("./folder", "a downloaded model, or a Hub cache folder (start it with ./, ../, ~ or /)"),
    ("model.gguf", "a file of weights here; write hf://org/name.gguf for a repository of such a name"),
)

HUB_HOSTS = ("huggingface.co", "www.huggingface.co", "hf.co")
_REVISION = re.compile(r"[A-Za-z0-9][\w./+-]{0,199}\Z")
_ROUTES = ("tree", "blob", "resolve", "raw", "commit", "blame")
_DATASETS = "datasets/"
_PURL = "pkg:huggingface/"
_GENERIC = "pkg:generic/"
# Only the first colon separates: `bedrock:anthropic.claude-3-haiku-20240307-v1:0`.
_SYSTEM = re.compile(r"[a-z][a-z0-9_-]{1,30}:(?!//)[A-Za-z0-9][\w.:/@+-]{0,149}\Z", re.ASCII)
_FILE = re.compile(r"file://", re.IGNORECASE)
_LOCAL = re.compile(r"~[\w.-]*(?:[/\\]|\Z)|\.{1,2}(?:[/\\]|\Z)|[/\\]|[A-Za-z]:[/\\]")
# How llama.cpp and Ollama choose one file of a repository.
_QUANTIZED = re.compile(r"(?:(?:UD-)?(?:I?Q|TQ)\d\w*|B?F16|F32|MXFP4\w*|latest)\Z", re.IGNORECASE)


def parse_reference(
    text: str, *, hub_hosts: tuple[str, ...] = HUB_HOSTS, is_file: Callable[[str], bool] = lambda _: False
) -> ModelRef:
    """Read one reference as a user or a manifest wrote it.

    `hub_hosts` are the host names whose URLs are the Hub's. `is_file` is asked of what may be an id or a path: whether
    there is such a file. Raises ReferenceFormatError, whose hint lists the accepted forms.
    """
    written = _checked_text(text)
    if path := _path(written, is_file):
        return ModelRef(kind=RefKind.FOLDER, id=path)
    if written.startswith("pkg:"):
        return _from_purl(written)
    elsewhere = in_registry(written)
    if isinstance(elsewhere, ModelRef):
        return elsewhere
    if elsewhere:
        raise _refused(written, elsewhere)
    if name := not_a_source(written):
        hint = "download the files and audit the folder: auditor audit ./folder"
        raise ReferenceFormatError(f"{name} is not a source yet: {_shown(written)!r}", hint=hint)
    if re.match(r"https?://", written, re.IGNORECASE):
        return _from_url(written, hub_hosts)
    if written.partition("/")[0].lower() in hub_hosts:
        return _from_url(f"https://{written}", hub_hosts)
    if _SYSTEM.match(written):
        return ModelRef(kind=RefKind.SYSTEM, id=written)
    uri = written.removeprefix("hf://")
    return _hub(uri.removeprefix("models/") if uri != written else uri, written)


def _checked_text(text: str) -> str:
    written = text.strip()
    shown = unquote(written) if _FILE.match(written) else written
    if not shown or any(ord(char) < 32 for char in shown):
        raise _refused(text, "it is empty" if not written else "it holds control characters")
    if any("\ud800" <= char <= "\udfff" for char in written):  # how bytes that are not UTF-8 come from a command line
        raise _refused(text, "it is not text")
    return written


def _path(written: str, is_file: Callable[[str], bool]) -> str:
    """The path that is meant; "" where none is. A name with the ending of weights is a file, unless it can be an id."""
    if _FILE.match(written):
        return unquote(written[len("file://") :].removeprefix("localhost")) or "/"
    if _LOCAL.match(written):
        return written
    if not is_weights(written) or re.match(r"[A-Za-z][\w+.-]+:", written):
        return ""
    can_be_an_id = "/" in written and HUB_ID.match(written)
    return written if not can_be_an_id or is_file(written) else ""


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


def folder_purl(name: str, digest: str, repo_type: RepoType = RepoType.MODEL) -> str:
    """The package URL of what has no type of its own in purl-spec: its name, and its commit or the digest of it.

    A folder or file on this disk goes by its base name; what is of another registry by the id by which it is audited.
    """
    if registry_of(name) is None:
        system = _SYSTEM.match(name)  # `provider:name` is a name as it stands, slashes and all
        return PackageURL(type="generic", name=name if system else name.rpartition("/")[2], version=digest).to_string()
    scheme, _, path = name.partition(":")
    owner, _, own = f"{scheme}:{PREFIXES[repo_type]}{path}".rpartition("/")
    return PackageURL(type="generic", namespace=owner or None, name=own, version=digest).to_string()


def _from_purl(written: str) -> ModelRef:
    try:
        parsed = PackageURL.from_string(written)
    except ValueError as error:
        raise _refused(written, str(error)) from error
    if parsed.type == "generic" and registry_of(_unversioned(parsed)):
        return parse_reference(_unversioned(parsed) + (f"@{parsed.version}" if parsed.version else ""))
    if parsed.type != "huggingface":
        raise _refused(written, f"a package URL of type `{parsed.type}`; only `huggingface` names a model")
    if isinstance(parsed.qualifiers, dict) and "repository_url" in parsed.qualifiers:
        raise _refused(written, "it names another registry; set HF_ENDPOINT to use one")
    path = f"{parsed.namespace}/{parsed.name}" if parsed.namespace else parsed.name
    return _hub(path + (f"@{parsed.version}" if parsed.version else ""), written)


def _unversioned(parsed: PackageURL) -> str:
    return f"{parsed.namespace}/{parsed.name}" if parsed.namespace else str(parsed.name)


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
    if segments:
        segments[-1] = _without_choice(segments[-1])
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
    return _checked(_without_choice(repo_id), revision or None, repo_type, written)


def _without_choice(name: str) -> str:
    """A name without the quantization behind its colon, which chooses a file and no revision."""
    bare, _, choice = name.partition(":")
    return bare if _QUANTIZED.match(choice) else name


def _checked(repo_id: str, revision: str | None, repo_type: RepoType, written: str) -> ModelRef:
    if "/" not in repo_id and is_weights(repo_id):
        raise _refused(written, "it is the name of a file: write ./ before it")
    if not HUB_ID.match(repo_id) or ".." in repo_id or "--" in repo_id or repo_id.endswith(".git"):
        raise _refused(written, "it is no Hub id")
    if revision is not None and (not _REVISION.match(revision) or ".." in revision):
        raise _refused(written, f"`{revision}` is no branch, tag or commit")
    return ModelRef(repo_type=repo_type, id=repo_id, revision=revision)


def _refused(written: str, why: str) -> ReferenceFormatError:
    width = max(len(form) for form, _ in FORMS)
    forms = "\n".join(f"  {form:<{width}}  {meaning}" for form, meaning in FORMS)
    message = f"not a reference to a model: {_shown(written)!r} ({why})"
    return ReferenceFormatError(message, hint=f"write one of:\n{forms}")


def _shown(written: str) -> str:
    return written if len(written) <= 120 else written[:117] + "…"
