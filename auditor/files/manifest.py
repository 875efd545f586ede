"""models.yaml, a plain list or a bill of materials → what a repository declares, each entry with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from auditor.discover import read_text
from auditor.errors import ManifestError, ReferenceFormatError
from auditor.files.checked import Fault, read_document, refuse, validated
from auditor.files.company import PolicyWords
from auditor.files.waivers import placed, unknown_words
from auditor.parse.references import parse_reference
from auditor.parse.yaml import Document
from auditor.schema.discovery import FoundType
from auditor.schema.manifest import DatasetEntry, Manifest, ModelEntry, UseOverride
from auditor.schema.place import Place
from auditor.schema.reference import ModelRef, RefKind, RepoType
from auditor.schema.regions import unknown

NAMES = ("models.yaml", "models.yml")
_BLOCKS = {"models": "model", "datasets": "dataset"}
_YAML = (".yaml", ".yml")
_MOST_LINES = 20_000  # of a plain list
_TAKEN = {FoundType.MODEL, FoundType.MODEL_ALIAS, FoundType.DATASET}


@dataclass(frozen=True)
class DeclaredEntry:
    """One thing that the repository says it depends on."""

    ref: ModelRef
    place: Place
    use: UseOverride = field(default_factory=UseOverride)
    owner: str = ""


@dataclass(frozen=True)
class Declared:
    """A manifest that was read: its entries, and all else that it says. `manifest` is empty for lists and bills."""

    path: Path
    shown: str
    entries: tuple[DeclaredEntry, ...]
    manifest: Manifest = field(default_factory=Manifest)


def find_manifest(root: Path) -> Path | None:
    """The manifest of a repository, if it has one. Raises ManifestError where two claim to be it."""
    found = [root / name for name in NAMES if (root / name).is_file()]
    if len(found) > 1:
        raise ManifestError(f"{root}: holds both {' and '.join(NAMES)}", hint="keep one of them")
    return found[0] if found else None


def policy_named(path: Path) -> str | None:
    """The policy that a manifest names, if it does: its licenses are among those that the manifest may name.

    Raises PolicyError where the file is not to be read.
    """
    value = read_document(path).value if path.suffix in _YAML else None
    named = value.get("policy") if isinstance(value, dict) else None
    return named if isinstance(named, str) else None


def read_manifest(path: Path, shown: str, words: PolicyWords) -> Declared:
    """What the file declares; `shown` is how places name it. Raises PolicyError or ManifestError with every fault."""
    if path.suffix not in _YAML:
        return _listed(path, shown)
    document = read_document(path)
    value = {} if document.value is None else document.value
    if not isinstance(value, dict):
        raise ManifestError(f"{path}:1: should be a mapping of keys to values", hint="`auditor init` writes one")
    faults: list[Fault] = []
    spread = {key: _spread(key, rows) for key, rows in value.items()}
    validated(path, document, spread, Manifest, faults)
    plain = Document(spread, document.lines)
    faults += unknown_words(path, plain, words.findings, words.licenses)
    entries = list(_entries(path, shown, plain, faults))
    refuse(faults)
    manifest = validated(path, document, placed(shown, plain, spread), Manifest, faults)
    assert manifest is not None, "a manifest without faults was read"
    return Declared(path, shown, _with_settings(entries, manifest), manifest)


def _spread(key: str, rows: Any) -> Any:
    """Rows in which a plain word is an entry of that name."""
    if key not in _BLOCKS or not isinstance(rows, list):
        return () if rows is None else rows
    return [{_BLOCKS[key]: row} if isinstance(row, str) else row for row in rows]


def _entries(path: Path, shown: str, document: Document, faults: list[Fault]) -> Iterator[DeclaredEntry]:
    """The entries in the order of the file, each named once."""
    seen: dict[ModelRef, int] = {}
    for block, key in _BLOCKS.items():
        rows = document.value.get(block)
        for index, row in enumerate(rows if isinstance(rows, list) else ()):
            line = document.line(block, index)
            try:
                ref = _reference(row, key, path.parent)
            except ReferenceFormatError as error:
                faults.append(Fault(path, document.line(block, index, key), str(error)))
                continue
            if ref is None:  # said already: it is no mapping, or lacks its key
                continue
            if ref in seen:
                faults.append(Fault(path, line, f"`{ref}` stands twice, first in line {seen[ref]}"))
            seen.setdefault(ref, line)
            faults += _regions(path, document, (block, index), row)
            yield DeclaredEntry(ref, Place(file=shown, line=line))


def _reference(row: Any, key: str, beside: Path) -> ModelRef | None:
    """The reference of one row; a folder is meant beside the manifest. Raises ReferenceFormatError."""
    if not isinstance(row, dict) or not isinstance(row.get(key), str):
        return None
    ref = parse_reference(row[key], is_file=lambda path: (beside / path).is_file())
    if ref.kind not in (RefKind.HUB, RefKind.MODELSCOPE) and key == "dataset":
        raise ReferenceFormatError(f"{row[key]!r} is no dataset: one is a repository on the Hub or ModelScope")
    if ref.kind is RefKind.FOLDER:
        return ref if ref.id.startswith("~") else ref.model_copy(update={"id": str(beside / ref.id)})
    if key == "model" and ref.repo_type is RepoType.DATASET:
        raise ReferenceFormatError(f"{row[key]!r} is a dataset: write it under `datasets:`")
    revision = row.get("revision")
    if isinstance(revision, str) and ref.revision not in (None, revision):
        raise ReferenceFormatError(f"{row[key]!r} names a revision, and `revision: {revision}` another one")
    if isinstance(revision, str):  # read again, since not every text is a revision
        ref = parse_reference(f"{ref.id}@{revision}")
    return ref.model_copy(update={"repo_type": RepoType(key)})


def _regions(path: Path, document: Document, where: tuple[str | int, ...], row: dict[str, Any]) -> Iterator[Fault]:
    use = row.get("use")
    regions = use.get("regions") if isinstance(use, dict) else None
    for index, item in enumerate(regions if isinstance(regions, list) else ()):
        if isinstance(item, str) and unknown([item]):
            message = f"`{item}` is no region: name ISO 3166-1 codes such as DE or US, EU, EEA"
            yield Fault(path, document.line(*where, "use", "regions", index), message)


def _with_settings(entries: list[DeclaredEntry], manifest: Manifest) -> tuple[DeclaredEntry, ...]:
    rows: list[ModelEntry | DatasetEntry] = [*manifest.models, *manifest.datasets]
    return tuple(
        DeclaredEntry(entry.ref, entry.place, row.use, row.owner) for entry, row in zip(entries, rows, strict=True)
    )


def _listed(path: Path, shown: str) -> Declared:
    """A list of models, one a line, or a bill of materials. Every line of a list has to name a model."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ManifestError(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise ManifestError(f"{path}: is not UTF-8 text") from error
    entries = _of_list(path, shown, text) if path.suffix != ".json" else _of_bill(path, shown, text)
    unique: dict[ModelRef, DeclaredEntry] = {}
    for entry in entries:
        unique.setdefault(entry.ref, entry)
    return Declared(path, shown, tuple(unique.values()))


def _of_list(path: Path, shown: str, text: str) -> list[DeclaredEntry]:
    entries: list[DeclaredEntry] = []
    faults: list[Fault] = []
    lines = text.splitlines()
    if len(lines) > _MOST_LINES:
        raise ManifestError(f"{path}: holds more than {_MOST_LINES:,} lines", hint="take it apart")
    for number, line in enumerate(lines, 1):
        words = re.sub(r"(?:^|\s)#.*", "", line).strip().removeprefix("- ").strip()
        if words:
            try:
                entries.append(DeclaredEntry(parse_reference(words), Place(file=shown, line=number)))
            except ReferenceFormatError as error:
                faults.append(Fault(path, number, str(error)))
    refuse(faults)
    return entries


def _of_bill(path: Path, shown: str, text: str) -> list[DeclaredEntry]:
    read, unread = read_text(path.name, text)
    if unread is not None:
        raise ManifestError(f"{path}: not read to its end: {unread}", hint="take it apart")
    found = [item for item in read if item.type in _TAKEN and item.hub_id]
    if not found:
        raise ManifestError(
            f"{path}: names no model", hint="a CycloneDX or SPDX bill in JSON, with models or pkg:huggingface purls"
        )
    return [
        DeclaredEntry(
            ModelRef(
                id=item.hub_id or "",
                revision=item.revision,
                repo_type=RepoType.DATASET if item.type is FoundType.DATASET else RepoType.MODEL,
            ),
            Place(file=shown, line=item.line),
        )
        for item in found
    ]
