"""What a reference stands for: a table from its type to what is audited in its place, and words for what names nothing.

A page that a text links to is a mention, no use.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial

from auditor.discover.known import DOCKER_NAMESPACE
from auditor.errors import ReferenceFormatError
from auditor.gate.closed import provided
from auditor.parse.references import parse_reference
from auditor.schema.discovery import Certainty, Found, FoundType
from auditor.schema.reference import ModelRef, RefKind, RepoType

UNSURE = "may name a model or a dataset, which is not sure enough to be audited"
UNAUDITED = {
    FoundType.DYNAMIC: "is only known when the program runs",
    FoundType.TEMPLATE: "is only known when a variable is",
    FoundType.API_MODEL: "is a model of a service, and Auditor does not describe it",
    FoundType.OLLAMA_MODEL: "is a model of a registry that Auditor does not read",
    FoundType.MODELSCOPE_MODEL: "is no id that ModelScope has",
    FoundType.MODELSCOPE_DATASET: "is no id that ModelScope has",
    FoundType.BARE_NAME: "is a bare name, which a library may know",
    FoundType.LOCAL_OR_URL: "is a file, a folder or an address",
    FoundType.PLACEHOLDER: "looks like a placeholder",
    FoundType.SPACE: "is a Space",
}
MENTIONED = frozenset({FoundType.MODEL_PAGE})

_VARIABLE = re.compile(r"[${<%*]")


def _hub(repo_type: RepoType, item: Found) -> ModelRef | None:
    return ModelRef(repo_type=repo_type, id=item.hub_id, revision=item.revision) if item.hub_id else None


def _closed(item: Found) -> ModelRef | None:
    return None if _VARIABLE.search(item.reference) else ModelRef(kind=RefKind.SYSTEM, id=provided(item.reference))


def _elsewhere(scheme: str, item: Found) -> ModelRef | None:
    """A model of another registry, where its name is one that it has; Docker's namespace is none of Ollama's."""
    name = re.sub(r"\A(?:ollama|ms)://", "", item.reference)
    if _VARIABLE.search(name) or name.partition("/")[0] == DOCKER_NAMESPACE or "://" in name:
        return None
    try:
        return parse_reference(f"{scheme}{name}" + (f"@{item.revision}" if item.revision else ""))
    except ReferenceFormatError:
        return None


# A type that is not listed names nothing that is audited.
MEANINGS: Mapping[FoundType, Callable[[Found], ModelRef | None]] = {
    FoundType.MODEL: partial(_hub, RepoType.MODEL),
    FoundType.MODEL_ALIAS: partial(_hub, RepoType.MODEL),
    FoundType.DATASET: partial(_hub, RepoType.DATASET),
    FoundType.API_MODEL: _closed,
    FoundType.OLLAMA_MODEL: partial(_elsewhere, "ollama:"),
    FoundType.MODELSCOPE_MODEL: partial(_elsewhere, "modelscope:"),
    FoundType.MODELSCOPE_DATASET: partial(_elsewhere, "modelscope:datasets/"),
}


def meant(item: Found) -> ModelRef | None:
    """What a reference stands for, where that is sure enough to be audited."""
    meaning = MEANINGS.get(item.type)
    return None if meaning is None or item.certainty is Certainty.POSSIBLE else meaning(item)


def why_not(item: Found) -> str:
    """Why a reference is not audited, as the end of a sentence that begins with it."""
    if item.type in MEANINGS and item.certainty is Certainty.POSSIBLE:
        return UNSURE
    if item.type is FoundType.API_MODEL and _VARIABLE.search(item.reference):
        return UNAUDITED[FoundType.TEMPLATE]
    return UNAUDITED.get(item.type, UNSURE)


def finding_of(item: Found) -> str:
    """The finding on a reference that is not audited."""
    closed = item.type is FoundType.API_MODEL and why_not(item) == UNAUDITED[FoundType.API_MODEL]
    return "model-undescribed" if closed else "reference-unaudited"


def said(item: Found) -> str:
    """The reference as reports show it: a closed model as `provider:name`, all else as it stands there."""
    return provided(item.reference) if item.type is FoundType.API_MODEL else item.reference
