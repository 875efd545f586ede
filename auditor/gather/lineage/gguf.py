"""What the header of a GGUF file names as its base, where the metadata holds the header's fields.

The fields are `general.base_model.0.repo_url`, or the same as a tree; other shapes name nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from auditor.gather.lineage.named import Named, is_model_path
from auditor.schema.evidence import Relation
from auditor.schema.snapshot import METADATA

MAX_FIELDS = 400
_HUB = ("https://huggingface.co/", "http://huggingface.co/", "https://hf.co/", "huggingface.co/")


def from_gguf(header: dict[str, Any]) -> list[Named]:
    """The bases that the header's `base_model` fields link to on the Hub."""
    found: list[Named] = []
    for pointer, path, value in _fields(header):
        if "base_model" in path and path.endswith("repo_url"):
            link = value.strip()
            host = next((prefix for prefix in _HUB if link.lower().startswith(prefix)), None)
            repo_id = link[len(host) :].rstrip("/") if host else ""
            if is_model_path(repo_id):
                found.append(Named(repo_id, Relation.QUANTIZED, METADATA, pointer=f"/gguf{pointer}", quote=value[:240]))
    return found


def _fields(header: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Every text of the header: its JSON pointer, its dotted path and itself."""
    queue: list[tuple[str, str, Any]] = [("", "", header)]
    for _ in range(MAX_FIELDS):
        if not queue:
            return
        pointer, path, value = queue.pop(0)
        if isinstance(value, str):
            yield pointer, path, value
        pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for key, item in list(pairs)[:MAX_FIELDS]:
            step = str(key).replace("~", "~0").replace("/", "~1")
            queue.append((f"{pointer}/{step}", f"{path}.{key}", item))
