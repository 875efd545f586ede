"""What stands where a form looks: from a string in an argument to what it names."""

from __future__ import annotations

import re
from collections.abc import Mapping

from auditor.discover.forms import FormRow
from auditor.discover.reference import at, read
from auditor.discover.target import (
    ALIAS,
    DATASET,
    DATASET_ONLY,
    MODEL,
    MODEL_ONLY,
    OLLAMA,
    ROUTED,
    SPACE,
    NamePlace,
    Target,
)
from auditor.schema.discovery import FoundType

PLACES: Mapping[str, NamePlace] = {
    "model": MODEL,
    "model_only": MODEL_ONLY,
    "model_alias": ALIAS,
    "dataset": DATASET,
    "dataset_only": DATASET_ONLY,
    "space": SPACE,
    "routed": ROUTED,
    "ollama_model": OLLAMA,
    "modelscope_model": MODEL._replace(modelscope=True),
    "modelscope_dataset": DATASET._replace(modelscope=True),
}
_GITHUB = re.compile(r"(?P<id>[A-Za-z0-9][\w.-]*/[\w.-]+)(?::(?P<ref>[\w./-]+))?\Z")
_ON_KAGGLE = re.compile(r"[\w.-]+/[\w.-]+(?:/[\w.-]+){0,3}\Z")


def place_of(row: FormRow, service: str | None = None) -> NamePlace:
    """What the form wants where a name stands; `service` is the provider that is asked in place of the form's own."""
    if row.names == "api_model":
        return at(service or row.provider or "")
    return PLACES.get(row.names, MODEL)


def read_form(text: str, row: FormRow, place: NamePlace) -> Target | None:
    """What this string names as an argument of this form; None if it names nothing."""
    text = text.strip()
    if row.names == "torch_hub":
        match = _GITHUB.match(text)
        return Target(FoundType.LOCAL_OR_URL, f"torch_hub:{match['id']}", match["ref"]) if match else None
    if row.names == "kaggle":
        return Target(FoundType.LOCAL_OR_URL, f"kaggle:{text}") if _ON_KAGGLE.match(text) else None
    if row.names == "space":
        kind, _, rest = text.partition("/")
        if kind in _KINDS_OF_REPOSITORY and "/" in rest:
            return read(rest, NamePlace(_KINDS_OF_REPOSITORY[kind], None))
    if text in row.known:
        return read(row.known[text], place)
    if row.only is not None and "/" not in text and ":" not in text:
        if not re.fullmatch(row.only, text):
            target = read(text, place)
            return target if target and target.type in _NO_NAME else None
        return read(row.spelled.replace("{name}", text) if row.spelled else text, place)
    return read(text, place)


_NO_NAME = (FoundType.LOCAL_OR_URL, FoundType.TEMPLATE, FoundType.PLACEHOLDER, FoundType.BARE_NAME)
_KINDS_OF_REPOSITORY = {
    "models": FoundType.MODEL,
    "huggingface": FoundType.MODEL,
    "spaces": FoundType.SPACE,
    "datasets": FoundType.DATASET,
}
