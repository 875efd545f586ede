"""models.yaml, a plain list or a bill of materials → what a repository declares, each entry with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from auditor.discover import read_text
from auditor.discover.bills import is_bill
from auditor.errors import ManifestError, ReferenceFormatError
from auditor.files.checked import Fault, read_document, refuse, validated
from auditor.files.company import PolicyWords, met_unknown
from auditor.files.waivers import BLOCKS, placed, unknown_words
from auditor.parse.references import parse_reference
from auditor.parse.yaml import Document
from auditor.schema.discovery import Certainty, Found, FoundType
from auditor.schema.manifest import DatasetEntry, Manifest, ModelEntry, UseOverride
from auditor.schema.place import Place
from auditor.schema.reference import ModelRef, RefKind, RepoType
from auditor.schema.regions import unknown

NAMES = ("models.yaml", "models.yml")
_BLOCKS = {"models": "model", "datasets": "dataset"}
_WORDS = _BLOCKS | {"exclude": "glob"}  # blocks in which a plain word stands for an entry
_REFERENCES = "references"
_YAML = (".yaml", ".yml")
_MOST_LINES = 20_000  # of a plain list
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_TAKEN = {FoundType.MODEL, FoundType.MODEL_ALIAS, FoundType.DATASET}


@dataclass(frozen=True)
class DeclaredEntry:
    """One thing that the repository says it depends on."""

    ref: ModelRef
    place: Place
    use: UseOverride = field(default_factory=UseOverride)
    owner: str = ""


@dataclass(frozen=True)
class DeclaredReference:
    """What the manifest says of a reference that names nothing which could be audited."""

    reference: str
    place: Place
    file: str | None = None
    stands_for: tuple[ModelRef, ...] = ()


@dataclass(frozen=True)
class Declared:
    """A manifest that was read: its entries, and all else that it says. `manifest` is empty for lists and bills.

    `unaudited` is what a bill lists that is no reference to audit, such as a model that it only names.
    """

    path: Path
    shown: str
    entries: tuple[DeclaredEntry, ...]
    manifest: Manifest = field(default_factory=Manifest)
    references: tuple[DeclaredReference, ...] = ()
    unaudited: tuple[Found, ...] = ()


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
    value = read_document(path).value if path.suffix in _YAML and not _is_bill(path) else None
    named = value.get("policy") if isinstance(value, dict) else None
    return named if isinstance(named, str) else None


def read_manifest(path: Path, shown: str, words: PolicyWords) -> Declared:
    """What the file declares; `shown` is how places name it. Raises PolicyError or ManifestError with every fault."""
    if path.suffix not in _YAML or _is_bill(path):
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
    entries = list(_entries(path, shown, plain, words, faults))
    stand_for = list(_stand_for(path, plain, faults))
    refuse(faults)
    manifest = validated(path, document, placed(shown, plain, spread, (*BLOCKS, _REFERENCES)), Manifest, faults)
    assert manifest is not None, "a manifest without faults was read"
    references = tuple(
        DeclaredReference(row.reference, row.place or Place(file=shown), row.file, refs)
        for row, refs in zip(manifest.references, stand_for, strict=True)
    )
    return Declared(path, shown, _with_settings(entries, manifest), manifest, references)


def _spread(key: str, rows: Any) -> Any:
    """Rows in which a plain word is an entry of that name."""
    if key not in _WORDS or not isinstance(rows, list):
        return () if rows is None else rows
    return [{_WORDS[key]: row} if isinstance(row, str) else row for row in rows]


def _entries(
    path: Path, shown: str, document: Document, words: PolicyWords, faults: list[Fault]
) -> Iterator[DeclaredEntry]:
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
            faults += met_unknown(path, document, (block, index, "use"), row.get("use"), words)
            yield DeclaredEntry(ref, Place(file=shown, line=line))


def _stand_for(path: Path, document: Document, faults: list[Fault]) -> Iterator[tuple[ModelRef, ...]]:
    """For each reference what is audited in its place."""
    rows = document.value.get(_REFERENCES)
    seen: dict[tuple[str, str], int] = {}
    for index, row in enumerate(rows if isinstance(rows, list) else ()):
        if not isinstance(row, dict):
            continue
        where, line = (_REFERENCES, index), document.line(_REFERENCES, index)
        if "place" in row:
            faults.append(Fault(path, document.line(*where, "place"), "`place` is no field: it is known from the line"))
        key = (str(row.get("reference")), str(row.get("file")))
        if seen.setdefault(key, line) != line:
            faults.append(Fault(path, line, f"`{key[0]}` stands twice, first in line {seen[key]}"))
        named = row.get("stands_for")
        refs = []
        for number, name in enumerate(named if isinstance(named, list) else ()):
            try:
                refs += [_meant(name, path.parent)] if isinstance(name, str) else []
            except ReferenceFormatError as error:
                faults.append(Fault(path, document.line(*where, "stands_for", number), str(error)))
        yield tuple(dict.fromkeys(refs))


def _meant(name: str, beside: Path) -> ModelRef:
    """The model or dataset of this name; a folder is meant beside the manifest. Raises ReferenceFormatError."""
    ref = parse_reference(name, is_file=lambda path: (beside / path).is_file())
    is_beside = ref.kind is RefKind.FOLDER and not ref.id.startswith("~")
    return ref.model_copy(update={"id": str(beside / ref.id)}) if is_beside else ref


def _reference(row: Any, key: str, beside: Path) -> ModelRef | None:
    """The reference of one row; a folder is meant beside the manifest. Raises ReferenceFormatError."""
    if not isinstance(row, dict) or not isinstance(row.get(key), str):
        return None
    ref = _meant(row[key], beside)
    if ref.kind not in (RefKind.HUB, RefKind.MODELSCOPE) and key == "dataset":
        raise ReferenceFormatError(f"{row[key]!r} is no dataset: one is a repository on the Hub or ModelScope")
    if ref.kind is RefKind.FOLDER:
        return ref
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
        text = _text(path)
    except OSError as error:
        raise ManifestError(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise ManifestError(f"{path}: is not UTF-8 text") from error
    if path.suffix == ".json" or is_bill(path.name, text):
        return _of_bill(path, shown, text)
    return Declared(path, shown, _unique(_of_list(path, shown, text)))


def _text(path: Path) -> str:
    content = path.read_bytes()
    return content.decode("utf-16" if content[:2] in _UTF_16 else "utf-8-sig")


def _is_bill(path: Path) -> bool:
    """Whether a file is a bill; one that cannot be read is none, and is refused by whoever reads it next."""
    try:
        return is_bill(path.name, _text(path))
    except (OSError, UnicodeDecodeError):
        return False


def _unique(entries: list[DeclaredEntry]) -> tuple[DeclaredEntry, ...]:
    unique: dict[ModelRef, DeclaredEntry] = {}
    for entry in entries:
        unique.setdefault(entry.ref, entry)
    return tuple(unique.values())


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


def _of_bill(path: Path, shown: str, text: str) -> Declared:
    """What a bill names is declared; what it names and nobody can look up is kept beside it, and said."""
    read, unread = read_text(path.name, text)
    if unread is not None:
        raise ManifestError(f"{path}: not read to its end: {unread}", hint="take it apart, or mend it")
    if not read:
        raise ManifestError(
            f"{path}: names no model", hint="a CycloneDX or SPDX bill with models, data sets or pkg:huggingface purls"
        )
    named = [(item, _named(item)) for item in read]
    entries = [DeclaredEntry(ref, Place(file=shown, line=item.line)) for item, ref in named if ref is not None]
    others = tuple(item.model_copy(update={"file": shown}) for item, ref in named if ref is None)
    return Declared(path, shown, _unique(entries), unaudited=others)


def _named(item: Found) -> ModelRef | None:
    """The repository, or the closed system, that a reference in a bill is."""
    if item.certainty is Certainty.POSSIBLE:
        return None
    if item.type is FoundType.API_MODEL and ":" in item.reference:
        return ModelRef(kind=RefKind.SYSTEM, id=item.reference)
    if item.type not in _TAKEN or item.hub_id is None:
        return None
    repo_type = RepoType.DATASET if item.type is FoundType.DATASET else RepoType.MODEL
    return ModelRef(id=item.hub_id, revision=item.revision, repo_type=repo_type)
