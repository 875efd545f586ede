"""What a string names: a Hub repository, a file, a closed model, a stand-in, or nothing at all."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote

from auditor.discover.known import (
    CLOSED_MODEL,
    DATASET_FORMATS,
    DOCKER_NAMESPACE,
    FILE_ENDING,
    HUB_PROVIDERS,
    LOCAL_FOLDERS,
    MAKERS,
    MODELSCOPE_NAMESPACES,
    ONLY_PROVIDERS,
    PROVIDERS,
    STAND_IN_NAMES,
    STAND_IN_ORGS,
    TEST_NAMESPACES,
)
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
_HUB_PREFIX = re.compile(r"hf[-_]hub:(?P<path>.+)\Z")
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


class Target(NamedTuple):
    """What was named: a type, an id, the revision if one was written along."""

    type: FoundType
    id: str
    revision: str | None = None


class NamePlace(NamedTuple):
    """What the place wants where a name stands.

    `bare` is what a name without a namespace means there (None: nothing). In a place with `provider`, the part
    before the first slash may be a provider's name, as in `openai/gpt-4o`.
    """

    what: FoundType = FoundType.MODEL
    bare: FoundType | None = FoundType.BARE_NAME
    provider: bool = False
    modelscope: bool = False


MODEL = NamePlace()
MODEL_ONLY = NamePlace(bare=None)
ALIAS = NamePlace(bare=FoundType.MODEL_ALIAS)
DATASET = NamePlace(FoundType.DATASET, FoundType.DATASET)
DATASET_ONLY = NamePlace(FoundType.DATASET, None)
SPACE = NamePlace(FoundType.SPACE)
ROUTED = NamePlace(provider=True)
PROXIED = NamePlace(bare=FoundType.API_MODEL, provider=True)
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
    for rule in (_hub_uri, _pulled, _elsewhere, _stand_in, _provided, _path, _named):
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


def note(target: Target) -> str:
    """What a reader should know of this id."""
    if target.type not in (FoundType.MODEL, FoundType.DATASET, FoundType.MODEL_ALIAS):
        return ""
    if target.id.split("/")[0] in TEST_NAMESPACES:
        return "made for tests"
    if target.type is FoundType.MODEL_ALIAS:
        return f"stands for sentence-transformers/{target.id}"
    return "" if "/" in target.id else "old canonical id"


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


def _stand_in(text: str, place: NamePlace) -> Target | None:
    if _TEMPLATE.search(text):
        if place.provider and text.partition("/")[0] in PROVIDERS:
            return Target(FoundType.API_MODEL, text)
        return Target(FoundType.TEMPLATE, text)
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


def _provided(text: str, place: NamePlace) -> Target | None:
    org, slash, name = text.partition("/")
    if place.what is FoundType.DATASET:
        return None
    if not slash:
        return Target(FoundType.API_MODEL, text) if CLOSED_MODEL.match(text) else None
    if org in ONLY_PROVIDERS or (org in MAKERS and CLOSED_MODEL.match(name)):
        return _served(text, org, name) if place.provider else Target(FoundType.API_MODEL, text)
    if org == DOCKER_NAMESPACE:
        return Target(FoundType.OLLAMA_MODEL, text)
    if not place.provider or org not in PROVIDERS | HUB_PROVIDERS or (org in MAKERS and is_makers_open_one(text)):
        return None
    return _served(text, org, name)


def _served(text: str, org: str, name: str) -> Target:
    """What a router sends on: a Hub id with its namespace, or the provider's own name."""
    if org in HUB_PROVIDERS and is_id(name):
        return read(name, MODEL_ONLY) or Target(FoundType.API_MODEL, text)
    return Target(FoundType.API_MODEL, text)


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
