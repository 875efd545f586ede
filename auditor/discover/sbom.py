"""Bills of materials: CycloneDX and SPDX with machine-learning components, and package URLs of the Hub in any file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from auditor.discover.bounds import spend
from auditor.discover.finding import found, of
from auditor.discover.lines import Lines
from auditor.discover.reference import DATASET_ONLY, MODEL_ONLY, NamePlace, Target, read
from auditor.errors import ReferenceFormatError
from auditor.parse.references import parse_reference
from auditor.schema.discovery import Found, FoundType
from auditor.schema.reference import RepoType

PURL = "purl"
SBOM = "sbom"
_PURL = re.compile(r"pkg:huggingface/[^\s\"'<>,;)\]}`]+")
_NAME = re.compile(r"\"name\"\s{0,20}:\s{0,20}\"([^\"\\]{1,200})\"")
_KINDS = {"machine-learning-model": MODEL_ONLY, "data": DATASET_ONLY}
_SPDX3 = {"ai_AIPackage": MODEL_ONLY, "dataset_DatasetPackage": DATASET_ONLY}
MAX_COMPONENTS = 20_000


def is_sbom(text: str) -> bool:
    """Whether a JSON text is a bill of materials."""
    head = text[:100_000]
    return '"bomFormat"' in head or '"spdxVersion"' in head or "spdx.org/rdf/3" in head


def discover(file: str, text: str) -> Iterator[Found]:
    """The models and datasets of a bill of materials: by package URL, by type of component."""
    seen: set[str] = set()
    for named in purls(file, text, SBOM):
        seen.add(named.reference)
        yield named
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return
    places = _places(text)
    for name, place in _components(document):
        item = found(file, places.get(name, 1), SBOM, name, place=place, via="component")
        if item is not None and item.type in (FoundType.MODEL, FoundType.DATASET) and item.reference not in seen:
            seen.add(item.reference)
            yield item


def purls(file: str, text: str, kind: str = PURL) -> Iterator[Found]:
    """Every `pkg:huggingface/…` in a text."""
    lines = Lines(text)
    for match in _PURL.finditer(text):
        spend()
        target = _target(match[0].rstrip(".:"))
        if target is not None:
            yield of(file, lines.at(match.start()), kind, target, via="purl")


def _places(text: str) -> dict[str, int]:
    """The line of each name, where it is first written."""
    lines = Lines(text)
    places: dict[str, int] = {}
    for match in _NAME.finditer(text):
        places.setdefault(match[1], lines.at(match.start(1)))
    return places


def _target(written: str) -> Target | None:
    try:
        ref = parse_reference(written)
    except ReferenceFormatError:
        return None
    read_as = read(ref.id)
    if read_as is not None and read_as.type is FoundType.PLACEHOLDER:
        return Target(FoundType.PLACEHOLDER, ref.id, ref.revision)
    what = FoundType.DATASET if ref.repo_type is RepoType.DATASET else FoundType.MODEL
    return Target(what, ref.id, ref.revision)


def _components(document: Any) -> Iterator[tuple[str, NamePlace]]:
    """The names of the components that are models or data, at any depth, without recursion."""
    stack: list[Any] = [document]
    visited = 0
    while stack and visited < MAX_COMPONENTS:
        node = stack.pop()
        visited += 1
        if isinstance(node, list):
            stack.extend(node)
            continue
        if not isinstance(node, dict):
            continue
        stack.extend(node[key] for key in ("components", "@graph", "metadata", "component", "packages") if key in node)
        kind = str(node.get("type") or node.get("primaryPackagePurpose") or "")
        place = _KINDS.get(kind) or _SPDX3.get(kind)
        name = node.get("name")
        if place is not None and isinstance(name, str):
            group = node.get("group")
            yield (f"{group}/{name}" if isinstance(group, str) and group and "/" not in name else name), place
