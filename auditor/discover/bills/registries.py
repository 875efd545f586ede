"""Package URLs and addresses of the places where models lie → what they name."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from packageurl import PackageURL

from auditor.discover.bills.systems import closed, is_service
from auditor.discover.reference import read
from auditor.discover.target import DATASET_ONLY, MODEL_ONLY, NamePlace, Target
from auditor.discover.words import words
from auditor.schema.discovery import FoundType

_HUB_TYPES = words("huggingface hf")
_HUB_HOSTS = re.compile(r"(?:https?://)?(?:www\.)?(?:huggingface\.co|hf\.co)/?\Z", re.IGNORECASE)
# Registries of models that are no source: a model in them is listed.
_ELSEWHERE = words("mlflow kaggle ngc nvidia bentoml civitai wandb sagemaker vertexai azureml ml model mlmodel")
_DOCKER_MODELS = re.compile(r"(?:(?:registry-1|index|hub)?\.?docker\.(?:io|com)/)?(?:r/)?(ai/[\w.-]+)", re.IGNORECASE)
_OLLAMA = re.compile(
    r"(?:https?://)?(?:www\.)?(?:registry\.)?ollama\.(?:com|ai)/(?P<path>[\w.-]+/[\w.:-]+|[\w.-]+:[\w.-]+)",
    re.IGNORECASE,
)
_INFERENCE = re.compile(r"https?://(?:api-inference|router)\.huggingface\.co/(?:hf-inference/)?models/", re.IGNORECASE)
_MODEL_PAGES = re.compile(
    r"https?://(?:www\.)?(?:kaggle\.com/models/|catalog\.ngc\.nvidia\.com/.*/models/|ngc\.nvidia\.com/.*models|"
    r"civitai\.com/models/|tfhub\.dev/|modelzoo\.)",
    re.IGNORECASE,
)
_GIT = re.compile(r"(?:git\+)?(?:ssh://)?(?:git@(?=hf\.co|huggingface\.co))?")


def by_purl(written: str, what: FoundType | None) -> Target | None:
    """What a package URL names; None for a package that is none of a registry of models."""
    try:
        purl = PackageURL.from_string(written)
    except ValueError:
        return Target(FoundType.BARE_NAME, written) if written.lower().startswith("pkg:huggingface") else None
    path = f"{purl.namespace}/{purl.name}" if purl.namespace else purl.name
    qualifiers = purl.qualifiers if isinstance(purl.qualifiers, dict) else {}
    elsewhere = qualifiers.get("repository_url", "")
    bare = Target(FoundType.BARE_NAME, PackageURL(purl.type, purl.namespace, purl.name, purl.version).to_string())
    if purl.type in _HUB_TYPES:
        if elsewhere and not _HUB_HOSTS.match(elsewhere):
            return bare
        return _on_hub(path, purl.version, what) or bare
    if purl.type in ("modelscope", "ollama"):
        return _pulled(purl.type, path, purl.version, what)
    if purl.type in ("docker", "oci"):
        image = _DOCKER_MODELS.match(elsewhere or path) if "/" in (elsewhere or path) else None
        ollama = _OLLAMA.match(elsewhere)
        tag = qualifiers.get("tag") or (purl.version if purl.version and ":" not in purl.version else None)
        return _pulled("ollama", image[1], tag, what) if image else at_address(elsewhere, what) if ollama else None
    if what is not FoundType.DATASET and (system := closed(purl.namespace or "", purl.name)):
        return system if what or purl.type == "generic" else None
    if purl.type in _ELSEWHERE:
        return bare
    if purl.type == "generic" and purl.namespace and what:
        named = read(path, _place(what))
        return named if named and named.type in (FoundType.MODEL, FoundType.DATASET) else None
    return None


def at_address(url: str, what: FoundType | None) -> Target | None:
    """What an address leads to, if that is a model or a data set."""
    url = _GIT.sub("", url.strip(), count=1)
    url = _INFERENCE.sub("https://huggingface.co/", url)
    ollama = _OLLAMA.match(url)
    if ollama and not ollama["path"].startswith(("blog/", "docs/", "search/")):
        return _pulled("ollama", ollama["path"], None, what)
    image = _DOCKER_MODELS.search(url) if "docker" in url[:40].lower() else None
    if image and f"/{image[1]}" in url:
        return _pulled("ollama", image[1], None, what)
    if _MODEL_PAGES.match(url):
        return Target(FoundType.LOCAL_OR_URL, without_secrets(url))
    target = read(url, _place(what)) if "://" in url or url.lower().startswith(("huggingface.co/", "hf.co/")) else None
    if target is None or target.type in (FoundType.LOCAL_OR_URL, FoundType.SPACE):
        return None
    if what is FoundType.MODEL and target.type is FoundType.DATASET:
        return None  # what it was trained on
    if what is FoundType.DATASET and target.type is FoundType.DATASET and "/datasets/" not in url:
        return None  # a model's page
    return target._replace(revision=None) if target.revision in ("main", "master") else target


def serves(url: str) -> bool:
    """Whether models answer at this address."""
    return is_service(urlsplit(url).hostname or "") if "://" in url else False


def _on_hub(path: str, version: str | None, what: FoundType | None) -> Target | None:
    """A repository of the Hub. A package that says that it is data is a data set, whatever its package URL says."""
    is_data = path.startswith("datasets/") or what is FoundType.DATASET
    name = path.removeprefix("datasets/").removeprefix("models/")
    target = read(name, _BARE_DATA if is_data else MODEL_ONLY)
    if target is None or target.type is FoundType.LOCAL_OR_URL:
        return None
    return target._replace(revision=version or target.revision)


_BARE_DATA = NamePlace(FoundType.DATASET, FoundType.DATASET)


def _pulled(registry: str, path: str, version: str | None, what: FoundType | None) -> Target:
    if registry == "modelscope":
        is_data = path.startswith("datasets/") or what is FoundType.DATASET
        kind = FoundType.MODELSCOPE_DATASET if is_data else FoundType.MODELSCOPE_MODEL
        return Target(kind, path.removeprefix("datasets/").removeprefix("models/"))
    name = path.removeprefix("library/")
    return Target(FoundType.OLLAMA_MODEL, f"{name}:{version}" if version and ":" not in name else name)


def _place(what: FoundType | None) -> NamePlace:
    return DATASET_ONLY if what is FoundType.DATASET else MODEL_ONLY


def without_secrets(written: str) -> str:
    """An address or package URL without what may hold a key: whoever logs in, and what stands behind `?`."""
    if not written.startswith("pkg:") and "://" not in written:
        return written
    return re.sub(r"//[^/@]{1,200}@", "//", re.split(r"[?#]", written)[0])
