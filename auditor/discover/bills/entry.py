"""What one entry of a bill says of itself: a component, service or package, in whichever standard."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from auditor.discover.bills.fields import inner, many, text, texts
from auditor.discover.words import words
from auditor.schema.discovery import FoundType

IDS = ("bom-ref", "SPDXID", "spdxId", "@id")
# Names of kinds without their signs and prefixes: `machine-learning-model`, `ai_AIPackage`, `purpose_model`, `MODEL`.
_MODELS = words("machinelearningmodel mlmodel aimodel model aiaipackage aipackage purposemodel")
_DATA = words("data dataset datasetdatasetpackage datasetpackage purposedata traindata trainingdata")
_SURE = words("machinelearningmodel aiaipackage aipackage datasetdatasetpackage datasetpackage")
_PLAIN = words("softwarepackage package other purposeother")
_KINDS = (
    *("type", "@type", "primaryPackagePurpose", "software_primaryPurpose", "primaryPurpose"),
    *("software_additionalPurpose", "additionalPurpose"),
)
_IDENTIFIED = ("externalRefs", "externalIdentifier", "externalRef", "externalReferences")
_LOCATORS = ("referenceLocator", "identifier", "locator")
_PURLS = ("purl", "packageUrl", "software_packageUrl")
_LOCATIONS = ("downloadLocation", "software_downloadLocation")
_HOMES = ("homepage", "software_homePage", "homePage")
_LEADS = re.compile(
    r"huggingface|\bhf[.:/-]|modelscope|ollama|kaggle|mlflow|\bngc|nvidia|bentoml|civitai|wandb|sagemaker|vertexai|azureml|"
    r"tfhub|\bai/|pkg:(?:generic|ml)",
    re.IGNORECASE,
)
_FILES = words("softwarefile file")
_PREFIX = re.compile(r"[/#:]")
_SIGNS = re.compile(r"[^a-z]+")
_AGENT = re.compile(r"(?:organization|person|tool):\s{0,9}", re.IGNORECASE)
_CONTACT = re.compile(r"\s{0,9}\([^()]{0,200}\)\Z")
_NOTHING = words("noassertion none unknown n/a null undefined latest")
# References of a component that say where it is; the others say what is told of it, and may tell of other things.
_WHERE = words("distribution distribution-intake vcs website source-distribution model-card")


class Address(NamedTuple):
    """An address that a component names, and whether it says where the component itself is."""

    url: str
    where: bool


class BillEntry(NamedTuple):
    """One entry. `what` is what it says that it is: a model, a data set, or nothing of both.

    `served` marks a service, or a model that is named as a property of one.
    """

    what: FoundType | None
    name: str = ""
    group: str = ""
    publishers: tuple[str, ...] = ()
    makers: tuple[str, ...] = ()
    version: str = ""
    purls: tuple[str, ...] = ()
    addresses: tuple[Address, ...] = ()
    downloads: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    hashes: tuple[str, ...] = ()
    served: bool = False

    @property
    def shown(self) -> str:
        """What it is called where it names nothing that we know."""
        called = (self.name, *self.purls, *(item.url for item in self.addresses), *self.downloads, *self.ids)
        return next((words for words in called if words), "")


def is_sure(node: dict[str, Any]) -> bool:
    """Whether an entry that is named says what it is in a word that nothing else bears, wherever it stands."""
    return ("modelCard" in node or not _SURE.isdisjoint(_kinds(node))) and bool(texts(node, "name"))


def may_lead(node: dict[str, Any]) -> bool:
    """Whether an entry that does not say what it is names a place where models lie: a look at its addresses alone."""
    written = texts(node, *_PURLS, *_LOCATIONS, *_HOMES, *IDS)
    if "externalReferences" in node or "externalRefs" in node or "externalIdentifier" in node or "externalRef" in node:
        written += [item for one in inner(node, *_IDENTIFIED) for item in texts(one, "url", *_LOCATORS)]
    return bool(_LEADS.search("\n".join(written)))


def is_plain(node: dict[str, Any]) -> bool:
    """Whether an entry says nothing of its kind, as packages of SPDX 2 do: its name may still tell."""
    return _PLAIN.issuperset(_kinds(node))


def said(node: dict[str, Any]) -> FoundType | None:
    """Whether an entry says that it is a model or a data set."""
    kinds = [*_kinds(node), *(_SIGNS.sub("", words.lower()) for words in texts(node, "summary"))]
    if "modelCard" in node or _MODELS.intersection(kinds):
        return FoundType.MODEL
    if not _DATA.intersection(kinds) or _FILES.intersection(kinds):
        return None
    of = [text(item, "type").lower() for item in inner(node, "data")]
    return FoundType.DATASET if "dataset" in of or not any(of) else None


def entry_of(node: dict[str, Any], what: FoundType | None, agents: dict[str, str]) -> BillEntry:
    """The entry of a mapping. `agents` are the names of those whom SPDX 3 names by identifier."""
    identified = [*inner(node, *_IDENTIFIED)]
    locators = [item for one in identified for item in texts(one, *_LOCATORS)]
    written = [*texts(node, *_PURLS), *locators]
    addresses = [
        Address(url, text(one, "type", "externalRefType").lower() in _WHERE)
        for one in identified
        for url in texts(one, "url", *_LOCATORS)
    ]
    addresses += [Address(url, True) for url in texts(node, *_HOMES)]
    contents = [
        url
        for one in (node, *inner(node, "data"))
        for held in inner(one, "contents")
        for url in (*texts(held, "url"), *(link for at in inner(held, "attachment") for link in texts(at, "url")))
    ]
    return BillEntry(
        what,
        name=text(node, "name"),
        group=text(node, "group"),
        publishers=_called(node, agents, "publisher"),
        makers=_called(node, agents, *("supplier", "manufacturer", "author", "authors", "originator", "provider"))
        + _called(node, agents, "suppliedBy", "originatedBy"),
        version=_version(node),
        purls=tuple(words for words in written if words.lower().startswith("pkg:")),
        addresses=tuple(sorted((a for a in addresses if "/" in a.url), key=lambda a: not a.where)),
        downloads=(*texts(node, *_LOCATIONS), *contents),
        ids=tuple(texts(node, *IDS)),
        hashes=tuple(value for one in inner(node, "hashes") for value in texts(one, "content", "#text")),
    )


def is_nothing(words: str) -> bool:
    """Whether a text stands where nothing is known."""
    return not words or words.lower().rpartition("#")[2] in _NOTHING


def _kinds(node: dict[str, Any]) -> list[str]:
    return [_kind(written) for written in texts(node, *_KINDS)]


@lru_cache(maxsize=1_000)
def _kind(written: str) -> str:
    return _SIGNS.sub("", _PREFIX.split(written.lower())[-1])


def _version(node: dict[str, Any]) -> str:
    written = text(node, "version", "versionInfo", "software_packageVersion", "packageVersion")
    return "" if is_nothing(written) else written


def _called(node: dict[str, Any], agents: dict[str, str], *keys: str) -> tuple[str, ...]:
    """Names of people and organizations, without the words that say which of both they are, and their addresses."""
    names: list[str] = []
    for value in many(node, *keys):
        name = text(value, "name") if isinstance(value, dict) else value if isinstance(value, str) else ""
        name = _CONTACT.sub("", _AGENT.sub("", agents.get(name, name).strip()))
        if not is_nothing(name):
            names.append(name)
    return tuple(dict.fromkeys(names))
