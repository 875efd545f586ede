"""What a string names: a Hub repository, a file, a closed model, a stand-in, or nothing at all."""

from __future__ import annotations

import re
from urllib.parse import unquote

from auditor.discover.known import (
    DATASET_FORMATS,
    DOCKER_NAMESPACE,
    FILE_ENDING,
    LOCAL_FOLDERS,
    MODELSCOPE_NAMESPACES,
    STAND_IN_NAMES,
    STAND_IN_ORGS,
)
from auditor.discover.providers import named, of_prefix, own_name, provider, without_way
from auditor.discover.target import MODEL, MODEL_ONLY, OLLAMA, NamePlace, Target
from auditor.discover.words import words
from auditor.names.families import is_makers_open_one
from auditor.names.known_ids import legacy_names
from auditor.schema.discovery import FoundType
from auditor.schema.reference import HUB_ID

_LONGEST = 400
_HUB_URL = re.compile(
    r"(?:https?://)?(?:[\w.-]+@)?(?:www\.)?(?:huggingface\.co|hf\.co|hf-mirror\.com)/(?P<path>[^\s\"'<>`)\]]+)",
    re.IGNORECASE,
)
_IN_TEXT = re.compile(
    r"(?:(?<=[/@.\s\"'])|^)(?:huggingface\.co|hf\.co|hf-mirror\.com)/(?P<path>[^\s\"'<>`)\]]{1,500})", re.IGNORECASE
)
_HUB_URI = re.compile(r"(?<![\w+])(?:hf|huggingface)://(?P<path>[^\s\"'<>`)\],]{1,500})", re.IGNORECASE)
_HUB_PREFIX = re.compile(r"(?:hf[-_]hub:|djl://ai\.djl\.huggingface\.\w+/)(?P<path>.+)\Z")
_MODELSCOPE_URL = re.compile(
    r"(?:(?:https?://)?(?:www\.)?modelscope\.(?:cn|ai)/|(?:ms|modelscope)://)(?P<path>[^\s\"'<>]+)", re.IGNORECASE
)
_ROUTES = ("tree", "blob", "resolve", "raw", "commit", "blame")
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|ico|pdf|md|html|mp4)\Z", re.IGNORECASE)
_SITE = words(
    "api docs blog join login settings models tasks papers pricing collections organizations posts learn chat"
    " search new"
    " terms-of-service privacy front assets"
)
_TEMPLATE = re.compile(r"\$\{|\$\(|\{\{|\$[A-Za-z_0-9]|\{\w*\}|%\w+%|%\(|\A%s|%s|(?:\A|/)__\w+__(?:\Z|/)")
_ANGLED = re.compile(r"<[^<>]*>?")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_PULLED = re.compile(r"(?:[a-z]+://)?[A-Za-z0-9][\w./:@-]*\Z")
_YOURS = re.compile(r"(?:\A|[-_./])(?:your|my)(?:[-_]|\Z)|path[-_/]to|\.\.\.|…|\Axxx", re.IGNORECASE)


_ROUTE = re.compile(r"([A-Za-z0-9_-]+)[/:](.+)")
_API_NAME = re.compile(r"[A-Za-z0-9@][\w@][\w .:@/+-]{0,250}\Z|[A-Za-z0-9]{1,2}\Z")
_YOURS_AT_A_SERVICE = re.compile(
    r"your[-_ ]|my[-_]model|model[-_]name\Z|\.\.\.|xxx|deployment[-_]name\Z", re.IGNORECASE
)
# Prefixes under which the Hub has models of others.
_NOT_MAKERS = words("huggingface hf vllm together")


_ON_MODELSCOPE = {
    FoundType.MODEL: FoundType.MODELSCOPE_MODEL,
    FoundType.DATASET: FoundType.MODELSCOPE_DATASET,
    FoundType.MODEL_ALIAS: FoundType.MODELSCOPE_MODEL,
    FoundType.BARE_NAME: FoundType.BARE_NAME,
}


def read(text: str, place: NamePlace = MODEL) -> Target | None:
    """What this string names in this place; None if it names nothing."""
    text = text.strip().strip("`\"'")
    if not text or len(text) > _LONGEST or "\n" in text:
        return None
    for rule in _RULES if not place.service else _AT_A_SERVICE:
        target = rule(text, place)
        if target is not None:
            return target
    return None


def hub_urls(text: str, *, files_only: bool = True) -> list[tuple[int, Target]]:
    """Every URL or URI of the Hub in a longer text, with its offset; by default those that point into files."""
    found = []
    for pattern in (_IN_TEXT, _HUB_URI):
        for match in pattern.finditer(text):
            path = match["path"].rstrip(".,;:")
            target = _from_path(path, FoundType.MODEL)
            pointed = pattern is _HUB_URI or any(f"/{route}/" in path for route in ("resolve", "raw"))
            if target and (pointed or not files_only) and not _PICTURE.search(path.split("?")[0]):
                found.append((match.start(), target))
    return found


def is_id(text: str) -> bool:
    """Whether this is an id with a namespace that a person could mean as a Hub repository."""
    target = read(text, MODEL_ONLY)
    return target is not None and target.type is FoundType.MODEL and "/" in target.id


def _hub_uri(text: str, place: NamePlace) -> Target | None:
    prefixed = _HUB_PREFIX.match(text)
    if prefixed:
        return _from_path(prefixed["path"], place.what)
    match = _HUB_URI.match(text) or _HUB_URL.match(text)
    if match is None:
        return None
    target = _from_path(match["path"], place.what)
    return target or Target(FoundType.PLACEHOLDER if "<" in text else FoundType.LOCAL_OR_URL, text)


def _pulled(text: str, place: NamePlace) -> Target | None:
    """A name in a registry of models that are pulled like images: `qwen3:8b`, `oci://…`."""
    if place.what is not FoundType.OLLAMA_MODEL or _MODELSCOPE_URL.match(text):
        return None
    if text.startswith(("/", "./", "../", "~", "file://")) or FILE_ENDING.search(text):
        return Target(FoundType.LOCAL_OR_URL, text)
    return Target(FoundType.OLLAMA_MODEL, text) if _PULLED.match(text) else None


def _from_path(path: str, what: FoundType) -> Target | None:
    path = unquote(path.partition("?")[0].partition("#")[0]).strip("/")
    parts = [part for part in path.split("/") if part]
    what = FoundType.MODEL if what is FoundType.OLLAMA_MODEL else what
    kinds = {"datasets": FoundType.DATASET, "spaces": FoundType.SPACE, "models": FoundType.MODEL}
    if len(parts) > 1 and parts[0] in kinds:
        what, parts = kinds[parts[0]], parts[1:]
    if not parts or (parts[0] in _SITE and what is FoundType.MODEL) or _TEMPLATE.search("/".join(parts[:2])):
        return None
    route = next((i for i in (1, 2) if len(parts) > i and parts[i] in _ROUTES), None)
    head = parts[: route or 2]
    revision = _revision(parts[route + 1 :]) if route else None
    name, at, tag = head[-1].partition("@")
    if at:
        head, revision = [*head[:-1], name], tag or None
    head[-1] = head[-1].partition(":")[0].removesuffix(".git")
    repo = "/".join(head)
    if not HUB_ID.match(repo) or (len(head) == 1 and not (route or repo in legacy_names())):
        return None
    if head[0].lower() in STAND_IN_ORGS or head[-1].lower() in STAND_IN_NAMES:
        return Target(FoundType.PLACEHOLDER, repo, revision)
    return Target(what, repo, revision)


def _revision(parts: list[str]) -> str | None:
    if parts[:1] == ["refs"]:
        return "/".join(parts[:3])
    return parts[0] if parts else None


def _elsewhere(text: str, _: NamePlace) -> Target | None:
    modelscope = _MODELSCOPE_URL.match(text)
    if modelscope:
        parts = [part for part in modelscope["path"].split("/") if part not in ("models", "datasets")]
        dataset = modelscope["path"].startswith("datasets/")
        what = FoundType.MODELSCOPE_DATASET if dataset else FoundType.MODELSCOPE_MODEL
        return Target(what, "/".join(parts[:2]))
    if text.lower().startswith("ollama://"):
        return Target(FoundType.OLLAMA_MODEL, text)
    return Target(FoundType.LOCAL_OR_URL, text) if _SCHEME.match(text) else None


def at(service: str) -> NamePlace:
    """The place of a name that this provider is asked for, by its id."""
    if provider(service).gives == FoundType.OLLAMA_MODEL:
        return OLLAMA
    return NamePlace(FoundType.API_MODEL, FoundType.API_MODEL, service=service)


def api_model(service: str, name: str) -> Target:
    """A model behind an API, as it is shown: the provider, a colon, its name there."""
    return Target(FoundType.API_MODEL, f"{service}:{name}")


def _stand_in(text: str, place: NamePlace) -> Target | None:
    if _TEMPLATE.search(text):
        route = _routed(text) if place.provider else None
        return api_model(route[0], route[1]) if route else Target(FoundType.TEMPLATE, text)
    if _ANGLED.search(text) or "[" in text:
        return Target(FoundType.PLACEHOLDER, text)
    org, slash, name = text.partition("/")
    stand_in = org.lower() in STAND_IN_ORGS and org.lower() != name.lower()
    if slash and (stand_in or (len(org) == len(name) == 1 and org.isalpha()) or name.lower() in STAND_IN_NAMES):
        return Target(FoundType.PLACEHOLDER, text) if org.lower() not in ("me", "repo") else None
    if _YOURS.search(org):
        path = "path" in text.lower() and "/" in text
        return Target(FoundType.LOCAL_OR_URL if path else FoundType.PLACEHOLDER, text)
    return None


def _routed(text: str) -> tuple[str, str] | None:
    """The provider and the rest of `provider/name` or `provider:name`, where there is such a provider."""
    parted = _ROUTE.match(text)
    row = of_prefix(parted[1]) if parted else None
    return (row.id, parted[2]) if row and parted else None


def _provided(text: str, place: NamePlace) -> Target | None:
    org, slash, name = text.partition("/")
    if place.what is FoundType.DATASET:
        return None
    route = _routed(text) if place.provider else None
    if not slash and not (route and org == text):
        service = named(text)
        return api_model(service, text) if service else None
    only = of_prefix(org, anywhere=True)
    if only or (named(name) and of_prefix(org) and org.lower() not in _NOT_MAKERS):
        row = only or of_prefix(org)
        assert row is not None
        return _served(row.id, name)
    if org == DOCKER_NAMESPACE:
        return Target(FoundType.OLLAMA_MODEL, text)
    if route is None or (slash and is_makers_open_one(text)):
        return None
    return _served(*route)


def _served(service: str, name: str) -> Target:
    """What a router sends on: a Hub id with its namespace, or the provider's own name."""
    name = without_way(name)
    return read(name, at(service)) or api_model(service, name)


def _api_name(text: str, place: NamePlace) -> Target | None:
    """A name at a service: a Hub id where the service goes by such, else the service's own."""
    if _TEMPLATE.search(text):
        return Target(FoundType.TEMPLATE, text)
    if _ANGLED.search(text) or _YOURS_AT_A_SERVICE.match(text):
        return Target(FoundType.PLACEHOLDER, text)
    if not _API_NAME.match(text):
        return None
    org, slash, name = text.partition("/")
    if provider(place.service).serves_hub and slash and not (named(name) and of_prefix(org)):
        hub = read(text.partition(":")[0], MODEL_ONLY)
        if hub is not None and hub.type is FoundType.MODEL:
            return hub
    return api_model(place.service, own_name(text, place.service))


def _path(text: str, _: NamePlace) -> Target | None:
    local = Target(FoundType.LOCAL_OR_URL, text)
    if text.startswith(("/", "./", "../", "~", ".\\")) or text in (".", "..") or "\\" in text or text[1:3] == ":/":
        return local
    parts = text.split("/")
    if len(parts) > 2 or text.endswith("/"):
        return local
    if len(parts) == 2 and "." in parts[0]:  # a host or a domain: no namespace of the Hub holds a dot
        return local
    if len(parts) == 2 and parts[0].lower() in LOCAL_FOLDERS:
        return local
    return local if FILE_ENDING.search(text) else None


def _named(text: str, place: NamePlace) -> Target | None:
    text, _, revision = text.partition("@")
    if not HUB_ID.match(text) or ".." in text or "--" in text:
        return None
    if "/" in text:
        elsewhere = place.modelscope or text.partition("/")[0] in MODELSCOPE_NAMESPACES
        return Target(_ON_MODELSCOPE.get(place.what, place.what) if elsewhere else place.what, text, revision or None)
    if text in legacy_names() and place.what is FoundType.MODEL and not place.modelscope:
        return Target(FoundType.MODEL, text)
    if place.bare is None or text.isdigit():
        return None
    if place.what is FoundType.DATASET:
        return None if text in DATASET_FORMATS else Target(_on(place, FoundType.DATASET), text)
    return Target(_on(place, place.bare), text)


def _on(place: NamePlace, what: FoundType) -> FoundType:
    return _ON_MODELSCOPE.get(what, what) if place.modelscope else what


_RULES = (_hub_uri, _pulled, _elsewhere, _stand_in, _provided, _path, _named)
_AT_A_SERVICE = (_hub_uri, _api_name)
