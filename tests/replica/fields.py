"""Which fields of a repository the API returns, and when."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from .repository import Kind, Snapshot, StoredFile
from .visit import Visit


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


EXPANDABLE: Mapping[Kind, tuple[str, ...]] = {
    "models": _names(
        "author baseModels cardData childrenModelCount config createdAt disabled downloads downloadsAllTime"
        " evalResults gated gguf inference inferenceProviderMapping lastModified library_name likes"
        " mask_token model-index pipeline_tag private resourceGroup safetensors sha siblings spaces tags"
        " transformersInfo trendingScore usedStorage widgetData"
    ),
    "datasets": _names(
        "author cardData citation createdAt description disabled downloads downloadsAllTime gated"
        " lastModified likes mainSize paperswithcode_id private resourceGroup sha siblings tags"
        " trendingScore usedStorage"
    ),
}
"""What `expand` accepts; any other name is refused with this list."""

# What a plain detail leaves out: these come only when asked for by name.
_ONLY_EXPANDED = _names(
    "baseModels childrenModelCount downloadsAllTime evalResults inferenceProviderMapping mainSize"
    " resourceGroup trendingScore"
)
# What a listing cannot expand, as it would have to be computed for each of its rows.
_NOT_IN_LISTINGS = _names("baseModels childrenModelCount usedStorage")

_PLAIN_ROW: Mapping[Kind, tuple[str, ...]] = {
    "models": _names("_id id modelId likes trendingScore private downloads tags pipeline_tag library_name createdAt"),
    "datasets": _names(
        "_id id author disabled gated lastModified likes private sha description downloads tags createdAt key"
        " trendingScore"
    ),
}
_ROW_SWITCHES: Mapping[str, tuple[str, ...]] = {
    "full": _names("author gated lastModified sha siblings"),
    "cardData": _names("cardData"),
    "config": _names("config"),
}


def detail_fields(visit: Visit, snapshot: Snapshot) -> dict[str, Any]:
    """The body of a detail."""
    asked = visit.query.get("expand")
    if asked:
        return _pick(snapshot, _checked(visit, asked, EXPANDABLE[visit.kind]))
    body = {name: value for name, value in snapshot.metadata.items() if name not in _ONLY_EXPANDED}
    if "siblings" in body:
        body["siblings"] = _siblings(snapshot, blobs=visit.asks("blobs"))
    return body


def row_fields(visit: Visit) -> frozenset[str]:
    """The names of the fields of each row of a listing."""
    asked = visit.query.get("expand")
    if asked:
        valid = [name for name in EXPANDABLE[visit.kind] if name not in _NOT_IN_LISTINGS]
        return frozenset(_checked(visit, asked, valid))
    extra = [fields for switch, fields in _ROW_SWITCHES.items() if visit.asks(switch)]
    return frozenset(_PLAIN_ROW[visit.kind]).union(*extra)


def row(snapshot: Snapshot, names: Collection[str]) -> dict[str, Any]:
    """One row of a listing."""
    return _pick(snapshot, names)


def _checked(visit: Visit, asked: Iterable[str], valid: Collection[str]) -> list[str]:
    names = list(asked)
    if not set(names) <= set(valid):
        visit.refuse("expand", names=", ".join(valid))
    return names


def _pick(snapshot: Snapshot, names: Collection[str]) -> dict[str, Any]:
    wanted = {"_id", "id", *names}
    body = {name: value for name, value in snapshot.metadata.items() if name in wanted}
    if "siblings" in body:
        body["siblings"] = _siblings(snapshot, blobs=False)
    return body


def _siblings(snapshot: Snapshot, *, blobs: bool) -> list[dict[str, Any]]:
    names = [item["rfilename"] for item in snapshot.metadata["siblings"] or ()]
    if not blobs:
        return [{"rfilename": name} for name in names]
    return [_sibling_with_blob(snapshot.files[name]) for name in names]


def _sibling_with_blob(file: StoredFile) -> dict[str, Any]:
    item: dict[str, Any] = {"rfilename": file.path, "blobId": file.blob_id, "size": file.size}
    if file.lfs_sha256 is not None:
        item["lfs"] = {"sha256": file.lfs_sha256, "size": file.size, "pointerSize": file.pointer_size}
    return item
