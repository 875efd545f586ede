"""References to registries that are not the Hub: Ollama's, ModelScope, and those that are no source yet."""

from __future__ import annotations

import re
from urllib.parse import unquote

from auditor.schema.reference import HUB_ID, ModelRef, RefKind, RepoType

OLLAMA_HOST, LIBRARY, LATEST = "registry.ollama.ai", "library", "latest"
_PART = r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,79}"
_OLLAMA = re.compile(
    rf"(?:(?P<host>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?::\d+)?|localhost(?::\d+)?)/)?(?:(?P<owner>[A-Za-z0-9_][A-Za-z0-9_-]{{0,79}})/)?"
    rf"(?P<name>{_PART})(?::(?P<tag>{_PART}))?(?:@(?:sha256[:-])?(?P<digest>[0-9a-fA-F]{{64}}))?\Z"
)
_OLLAMA_PAGE = re.compile(
    r"(?:https?://)?(?:www\.)?(?:ollama\.(?:com|ai)|registry\.ollama\.ai)/(?P<path>[^?#]+)", re.IGNORECASE
)
_OLLAMA_URI = re.compile(r"ollama:(?://)?(?P<path>.*)\Z", re.IGNORECASE | re.DOTALL)
_OWN_HOSTS = (OLLAMA_HOST, "ollama.com", "ollama.ai")
_HUB_HOSTS = ("hf.co", "huggingface.co", "www.huggingface.co")
_MODELSCOPE_HOSTS = ("modelscope.cn", "www.modelscope.cn", "modelscope.ai", "www.modelscope.ai")
_MODELSCOPE = re.compile(
    r"(?:modelscope:(?://)?|ms:(?://)?|https?://(?:www\.)?modelscope\.(?:cn|ai)/|(?:www\.)?modelscope\.(?:cn|ai)/)"
    r"(?P<path>[^?#]*)",
    re.IGNORECASE,
)
_REVISION = re.compile(r"[A-Za-z0-9][\w./+-]{0,199}\Z")
_PAGES = ("summary", "files", "file", "resolve", "tree", "dataPeview", "feedback", "quickstart")
# Where models lie that nothing here can ask yet, by how references to them begin.
_NO_SOURCES: tuple[tuple[str, str], ...] = (
    ("Kaggle", r"kaggle(?:hub)?:|(?:https?://)?(?:www\.)?kaggle\.com/"),
    ("NVIDIA NGC", r"ngc:|(?:(?:https?|oci|docker)://)?nvcr\.io/|(?:https?://)?(?:catalog|api|org)\.ngc\.nvidia\.com/"),
    ("GitHub", r"github:|(?:https?://)?(?:www\.|api\.|raw\.|objects\.)?github(?:usercontent)?\.com/"),
    ("Civitai", r"civitai:|(?:https?://)?(?:www\.)?civitai\.com/"),
    ("TensorFlow Hub", r"tfhub:|(?:https?://)?(?:www\.)?tfhub\.dev/"),
    ("Zenodo", r"(?:https?://)?(?:www\.)?zenodo\.org/"),
    ("MLflow", r"mlflow(?:-artifacts)?:|models:/|runs:/"),
    ("Azure Machine Learning", r"azureml:"),
    ("Weights & Biases", r"wandb:|wandb-artifact:"),
    ("A registry of OCI artifacts", r"oci:|docker:|(?:docker\.io|ghcr\.io|quay\.io)/"),
    ("Object storage", r"(?:s3a?|gs|gcs|az|abfss?|wasbs?|oss|cos|obs|r2|swift|hdfs|pvc)(?:\+\w+)?://"),
)


def in_registry(written: str) -> ModelRef | str | None:
    """The reference that a text of Ollama's or ModelScope's makes; why it is none; None where it is neither's."""
    if match := _OLLAMA_URI.match(written):
        return _ollama(match["path"])
    if match := _OLLAMA_PAGE.match(written):
        return _ollama(re.sub(r"/(?:tags|blobs/\w+)/?\Z", "", unquote(match["path"])).rstrip("/"))
    if match := _MODELSCOPE.match(written):
        return _modelscope(unquote(match["path"]))
    return None


def not_a_source(written: str) -> str | None:
    """The registry or storage that a text names and that is no source yet."""
    return next((name for name, begins in _NO_SOURCES if re.match(begins, written, re.IGNORECASE)), None)


def _ollama(path: str) -> ModelRef | str:
    match = _OLLAMA.match(path)
    if match is None or ".." in path:
        return "it is no model of Ollama: write ollama:name:tag or ollama:org/name:tag"
    host, owner, name = (match["host"] or "").lower(), match["owner"], match["name"]
    if host in _HUB_HOSTS:
        return ModelRef(id=f"{owner}/{name}") if owner else "it is no Hub id"
    if host in _MODELSCOPE_HOSTS:
        return _modelscope(f"{owner}/{name}")
    if host and host not in _OWN_HOSTS:
        return f"`{host}` is not Ollama's registry (set AUDITOR_OLLAMA_REGISTRY for another one)"
    shown = name if owner in (None, LIBRARY) else f"{owner}/{name}"
    digest = match["digest"]
    return ModelRef(
        kind=RefKind.OLLAMA,
        id=f"{RefKind.OLLAMA.value}:{shown}:{match['tag'] or LATEST}",
        revision=digest.lower() if digest else None,
    )


def _modelscope(path: str) -> ModelRef | str:
    path, at, revision = path.strip("/").partition("@")
    parts = path.split("/")
    kinds = {"models": RepoType.MODEL, "datasets": RepoType.DATASET}
    repo_type = kinds.get(parts[0], RepoType.MODEL)
    parts = parts[1:] if parts[0] in kinds and len(parts) > 2 else parts
    if parts[0] in ("studios", "mcp", "skills", "collections"):
        return "it is a page of ModelScope; models and data sets are audited"
    if len(parts) > 3 and parts[2] in ("resolve", "tree") and not at:
        at, revision = "@", parts[3]
    repo_id = "/".join(parts[:2])
    if len(parts) < 2 or (len(parts) > 2 and parts[2] not in _PAGES) or not HUB_ID.match(repo_id) or ".." in repo_id:
        return "it is no repository of ModelScope: write modelscope:org/name"
    if at and not _REVISION.match(revision):
        return f"`{revision[:80]}` is no branch, tag or commit"
    return ModelRef(
        kind=RefKind.MODELSCOPE,
        repo_type=repo_type,
        id=f"{RefKind.MODELSCOPE.value}:{repo_id}",
        revision=revision or None,
    )
